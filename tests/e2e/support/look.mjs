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
  for (const [key, nSteps] of [["Tab", nControls + 3], ["Shift+Tab", 2 * nControls]]) {
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
  const paint = (...colours) => {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (rgb) => {
    const [red, green, blue] = rgb.map((value) => value / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgroundsBehind = (element) => {
    const colours = [];
    for (let behind = element; behind; behind = behind.parentElement) colours.unshift(getComputedStyle(behind).backgroundColor);
    return ["white", ...colours];
  };
  const contrast = (element) => {
    const behind = backgroundsBehind(element);
    const [darker, lighter] = [paint(...behind), paint(...behind, getComputedStyle(element).color)]
      .map(luminance)
      .sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  };
  const hasOwnText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !element.closest(":disabled, .visually-hidden") &&
    element.getClientRects().length > 0;
  return [...document.body.querySelectorAll("*")]
    .filter((element) => hasOwnText(element) && isSeen(element))
    .map((element) => ({ element, contrast: contrast(element) }))
    .filter((text) => text.contrast < least)
    .map((text) => `${text.contrast.toFixed(2)} <${text.element.localName} class="${text.element.className}"> ${text.element.textContent.trim().slice(0, 40)}`);
}
