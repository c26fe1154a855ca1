// What comes after the first frame: the sanitiser, find and replace, the templates behind `/`, the marks of findings and the
// reader of rich text. What needs it waits for it, and nothing is lost where it does not come.
import { expect, test } from "./support/test.mjs";

const LATER = /\/bundle_later\.js/;
const RAW = '<p id="raw">Press <kbd>Ctrl</kbd> <b onclick="alert(1)">now</b></p>';
const NOTES = `# Tea\n\nBefore.\n\n${RAW}\n\nAfter.`;
const FAILURE = "A part of Rundown could not be fetched.";

/** The later part, which comes as soon as it is let through. */
async function heldBack(page) {
  const waiting = [];
  let isHeld = true;
  await page.route(LATER, (route) => (isHeld ? void waiting.push(route) : route.continue()));
  const isAsked = () => expect.poll(() => waiting.length).toBeGreaterThan(0);
  const letThrough = async () => {
    isHeld = false;
    await Promise.all(waiting.map((route) => route.continue()));
  };
  return { isAsked, letThrough };
}

/** The later part cannot be fetched until that is mended. `addresses`: those it was asked for by. */
async function cutOff(page, faults) {
  faults.expect(/ERR_FAILED|Failed to load resource/);
  const addresses = [];
  let isCut = true;
  await page.route(LATER, (route) => {
    addresses.push(route.request().url());
    return isCut ? route.abort() : route.continue();
  });
  return { addresses, mend: () => (isCut = false) };
}

const findPanel = (page) => page.locator(".cm-search");
const templates = (page) => page.locator(".cm-templates");
const rawBlock = (app) => app.preview.locator('[data-line="5"]');

test("it is fetched by itself, after the page, and once", async ({ app, page }) => {
  const order = [];
  page.on("request", (request) => order.push(new URL(request.url()).pathname.split("/").at(-1)));
  await Promise.all([page.waitForResponse(LATER), app.start(NOTES)]);
  await expect(rawBlock(app).locator("kbd")).toHaveText("Ctrl");
  const isAfter = (name) => order.findIndex((it) => name.test(it)) < order.indexOf("bundle_later.js");
  expect([/^bundle\.js$/, /\.wasm$/].map(isAfter)).toEqual([true, true]);
  expect(order.filter((name) => name === "bundle_later.js")).toHaveLength(1);
});

test("raw HTML is shown as text until it can be sanitised, and nothing else is drawn anew", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start(NOTES);
  await expect(rawBlock(app)).toHaveText(RAW);
  await expect(rawBlock(app).locator("*")).toHaveCount(0);
  await app.preview.evaluate((preview) => {
    for (const block of preview.children) block.isKept = true;
    preview.changed = [];
    const note = (mutations) => preview.changed.push(...mutations.map(({ target }) => target.closest("[data-line]")?.dataset.line));
    new MutationObserver(note).observe(preview, { childList: true, characterData: true, subtree: true });
  });

  await later.letThrough();
  await expect(rawBlock(app).locator("kbd")).toHaveText("Ctrl");
  await expect(rawBlock(app)).toHaveText("Press Ctrl now");
  await expect(rawBlock(app).locator("[onclick]")).toHaveCount(0);
  const found = await app.preview.evaluate((preview) => ({
    areKept: [...preview.children].every(({ isKept }) => isKept),
    changed: [...new Set(preview.changed)],
  }));
  expect(found).toEqual({ areKept: true, changed: ["5"] });
});

test("what is at the top edge of the preview stays there", async ({ app, page }) => {
  const later = await heldBack(page);
  const tall = `<ul>${"<li>one</li>".repeat(40)}</ul>`;
  const paragraphs = Array.from({ length: 60 }, (_, i) => `Paragraph ${i}.`).join("\n\n");
  await app.start(`# Tea\n\n${tall}\n\n${paragraphs}`);
  await app.press("Control+End");
  const mark = app.preview.getByText("Paragraph 40.", { exact: true });
  await mark.evaluate((element) => element.scrollIntoView({ block: "start" }));
  const before = await mark.boundingBox();

  await later.letThrough();
  await expect(app.preview.locator("li")).toHaveCount(40);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(Math.abs((await mark.boundingBox()).y - before.y)).toBeLessThanOrEqual(1);
});

test("images of raw HTML wait for permission as ever", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start('# Tea\n\n<img src="https://far.example/a.png" alt="A kite">');
  await expect(app.preview.locator("img, .remote-image")).toHaveCount(0);
  await later.letThrough();
  await expect(app.preview.locator(".remote-image")).toHaveCount(1);
  await expect(page.getByText("1 image from another site is not loaded.")).toBeVisible();
});

test("hostile HTML never gets into the page as anything but text", async ({ app, page }) => {
  const later = await heldBack(page);
  const attack = '<img src=x onerror="__pwned()"><svg onload="__pwned()"></svg><script>__pwned()</script>';
  await app.start(`# Tea\n\n${attack}\n\n- an item with <b onclick="__pwned()">bold</b>\n`);
  await expect(app.preview.getByText("<script>__pwned()</script>")).toBeVisible();
  await expect(app.preview.locator("img, svg, script, b")).toHaveCount(0);
  await later.letThrough();
  await expect(app.preview.locator("b")).toHaveText("bold");
  await expect(app.preview.locator("svg, script, [onerror], [onclick]")).toHaveCount(0);
});

test("the keys of find and replace ask for it, and then do what they do", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start("one two one");
  await app.press("Control+Home", "Control+f");
  await later.isAsked();
  await expect(findPanel(page)).toHaveCount(0);
  await later.letThrough();
  await expect(findPanel(page).getByPlaceholder("Find")).toBeFocused();
  await page.keyboard.type("one");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(findPanel(page)).toHaveCount(0);
  await page.keyboard.type("1");
  expect(await app.text()).toMatch(/1/);
});

test("a key that adds the next occurrence does so once it can", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start("tea and tea");
  await app.press("Control+Home", "Control+Shift+ArrowRight", "Control+d");
  await later.letThrough();
  await expect.poll(() => app.editor.evaluate((content) => content.cmTile.view.state.selection.ranges.length)).toBe(2);
});

test("a slash asks for it, and then offers templates", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start();
  await app.type("/");
  await later.isAsked();
  await app.type("s");
  await later.letThrough();
  await expect(templates(page)).toBeVisible();
  await page.keyboard.press("Escape");
  expect(await app.text()).toBe("/s");
});

test("the room beside the lines is there before the marks are", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start("# Tea\n\n[no address]()\n\n![](https://far.example/a.png)\n");
  const left = () => page.locator(".cm-line").first().evaluate((line) => line.getBoundingClientRect().left);
  const before = await left();
  await later.letThrough();
  await expect(page.locator(".cm-lint-marker").first()).toBeVisible();
  expect(await left()).toBe(before);
});

test("rich text is pasted at once as text, and as what it means when it can be read: one step", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start("See ");
  await app.paste("a kite", "<a href='https://kites.example'>a kite</a>");
  await expect(app.editor).toHaveText("See a kite");
  await later.letThrough();
  await expect.poll(() => app.text()).toBe("See [a kite](https://kites.example)");
  await app.press("Control+z");
  expect(await app.text()).toBe("See ");
  await app.press("Control+y");
  expect(await app.text()).toBe("See [a kite](https://kites.example)");
});

test("what is typed behind a paste stays behind it, and the cursor too", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start("See ");
  await app.paste("a kite", "<b>a kite</b>");
  await app.type(", and");
  await later.letThrough();
  await expect.poll(() => app.text()).toBe("See **a kite**, and");
  expect(await app.marked()).toBe("See **a kite**, and|");
});

test("a paste stays plain text where it was changed since, or other notes are open", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start("See ");
  await app.paste("a kite", "<b>a kite</b>");
  await app.press("Backspace");
  await app.newDraft("Others: ");
  await app.paste("a kite", "<b>a kite</b>");
  await app.newDraft("A third.");
  await later.letThrough();
  await expect(page.locator(".cm-gutter-lint")).toBeVisible();
  expect(await app.text()).toBe("A third.");
  for (const [title, text] of [["Others: a kite", "Others: a kite"], ["See a kit", "See a kit"]]) {
    await app.openDraft(title);
    expect(await app.text()).toBe(text);
    await expect(page.locator(".cm-gutter-lint")).toBeVisible();
  }
});

test("a page of raw HTML is exported once it can be sanitised", async ({ app, page }) => {
  const later = await heldBack(page);
  await app.start(NOTES);
  const exporting = app.export("HTML");
  await later.isAsked();
  await later.letThrough();
  const { text } = await exporting;
  expect(text).toContain("<kbd>Ctrl</kbd>");
  expect(text).not.toContain("onclick");
});

test("without it all the rest works, and trying again fetches it again", async ({ app, page, faults }) => {
  const { addresses, mend } = await cutOff(page, faults);
  await app.start(NOTES);
  await expect(app.messages).toContainText(FAILURE);
  await expect(rawBlock(app)).toHaveText(RAW);
  await app.press("Control+End");
  await app.type(" More");
  const nBefore = addresses.length;
  await app.paste(" and a kite", "<b> and a kite</b>");
  await expect.poll(() => addresses.length).toBeGreaterThan(nBefore);
  expect(await app.text()).toBe(`${NOTES} More and a kite`);
  await app.saved();
  await expect(app.messages.getByText(FAILURE)).toHaveCount(1);

  mend();
  await app.messages.getByRole("button", { name: "Try again" }).click();
  await expect(rawBlock(app).locator("kbd")).toHaveText("Ctrl");
  await expect(app.messages.getByText(FAILURE)).toHaveCount(0);
  expect(new Set(addresses).size, "no address twice").toBe(addresses.length);
  await app.press("Control+f");
  await expect(findPanel(page)).toBeVisible();
});

test("a failure is told each time that somebody tries again", async ({ app, page, faults }) => {
  const { addresses } = await cutOff(page, faults);
  await app.start("# Tea");
  await app.messages.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => addresses.length).toBe(2);
  await expect(app.messages).toContainText(FAILURE);
});
