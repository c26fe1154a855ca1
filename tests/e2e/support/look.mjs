// What a person with a keyboard, a screen reader or tired eyes depends on, read off the page.
// The functions marked "in the page" are sent there: each stands alone.

/** In the page: whether anything makes it wider than the window. */
export function scrollsSideways() {
  return document.documentElement.scrollWidth > window.innerWidth;
}

/** In the page: numbers everything below `root` that can be acted on, and returns how many there are. */
export function numberControls(root) {
  const selector = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]";
  const canBeReached = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && !element.disabled && element.tabIndex >= 0;
  for (const { dataset } of document.querySelectorAll("[data-control], [data-reached]")) {
    delete dataset.control;
    delete dataset.reached;
  }
  const controls = [...root.querySelectorAll(selector)].filter(canBeReached);
  controls.forEach((element, idx) => (element.dataset.control = idx));
  return controls.length;
}

/** The controls below `root` that Tab, or else Shift+Tab, never comes to from where the focus is. */
export async function controlsMissedByTab(root) {
  const page = root.page();
  const nControls = await root.evaluate(numberControls);
  const missed = page.locator("[data-control]:not([data-reached])");
  const mark = () => page.evaluate(() => (document.activeElement.dataset.reached = ""));
  await mark();
  for (const [key, nSteps] of [["Tab", nControls + 3], ["Shift+Tab", 2 * nControls + 3]]) {
    for (let step = 0; step < nSteps && (await missed.count()) > 0; step += 1) {
      // In the notes Tab indents; Escape first, and it leads on.
      if (await page.evaluate(() => document.activeElement.isContentEditable)) await page.keyboard.press("Escape");
      await page.keyboard.press(key);
      await mark();
    }
  }
  return missed.evaluateAll((elements) => elements.map((element) => element.outerHTML.slice(0, 120)));
}

/** In the page: every text whose contrast with what lies behind it is below `least`. */
export function faintTexts(least) {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  /** Colours laid one over the other, as red, green and blue from 0 to 1. */
  function painted(colours) {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((value) => value / 255);
  }

  /** Relative luminance, as WCAG 2 defines it. */
  function luminance(colours) {
    const linear = painted(colours).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  function contrastOf(element) {
    const behind = ["white"];
    for (let at = element; at; at = at.parentElement) behind.splice(1, 0, getComputedStyle(at).backgroundColor);
    const both = [luminance(behind), luminance([...behind, getComputedStyle(element).color])];
    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
  }

  function showsText(element) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const isShown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    return hasText && isShown && !element.closest(":disabled, .visually-hidden");
  }

  return [...document.body.querySelectorAll("*")]
    .filter((element) => showsText(element) && contrastOf(element) < least)
    .map((element) => `${contrastOf(element).toFixed(2)}: ${element.outerHTML.slice(0, 100)}`);
}
