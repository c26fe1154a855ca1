// Notes of several hundred blocks: most of them take no part in layout, and nobody should notice.
import { expect, test } from "./support/test.mjs";

const N_SEGMENTS = 100;
const N_PARTS = 5;

/** A list of links, segments of some paragraphs each, and what the links lead to. */
const segment = (i) =>
  [`**Ann #${i}:** Kites`, ...Array.from({ length: N_PARTS }, (_, k) => `Part ${i}.${k + 1} of the notes.`)].join("\n\n");
const BODY = Array.from({ length: N_SEGMENTS }, (_, i) => segment(i + 1)).join("\n\n");
const NOTES = `To the [end](#far-end), and a note[^n].\n\n${BODY}\n\n## Far end\n\nThe end. Back to [part](#far-end).\n\n[^n]: The note.\n`;

const scroller = (app) => app.page.locator(".preview-scroller");
const scrollTop = (app) => scroller(app).evaluate((element) => element.scrollTop);
const part = (app, name) => app.preview.getByText(`Part ${name} of`);

async function open(app, content = NOTES) {
  await app.open();
  await app.import({ name: "far.md", content });
  await expect(app.editor).toContainText("To the [end]");
  await expect(app.preview).not.toHaveAttribute("aria-busy", "true");
  await app.press("Control+Home");
}

/** Where what is read stands on the screen. */
const yOf = async (locator) => Math.round((await locator.boundingBox()).y);

test("a link leads to a heading that was far away", async ({ app }) => {
  await open(app);
  await app.preview.getByRole("link", { name: "end", exact: true }).click();
  await expect(app.preview.getByRole("heading", { name: "Far end" })).toBeInViewport();
  await expect(app.preview.getByText("The end. Back")).toBeInViewport();
});

test("a footnote's number leads to the footnote, and its arrow back", async ({ app, page }) => {
  await open(app);
  await app.preview.locator(".footnote-ref a").click();
  await expect(app.preview.getByText("The note.")).toBeInViewport();
  await app.preview.locator(".footnote-back").click();
  await expect(app.preview.getByText("To the end")).toBeInViewport();
});

test("a link followed by the keyboard leads there too", async ({ app, page }) => {
  await open(app);
  await app.preview.getByRole("link", { name: "end", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(app.preview.getByRole("heading", { name: "Far end" })).toBeInViewport();
});

test("a link leads into a segment that is folded", async ({ app }) => {
  await open(app);
  await app.button("Fold all").click();
  await expect(app.preview.getByText("25 words folded away").first()).toBeVisible();
  await app.preview.locator(".footnote-ref a").click();
  await expect(app.preview.getByText("The note.")).toBeInViewport();
  await expect(app.preview.getByText("Part 2.1 of")).toBeHidden();
});

test("a link leads to a part that is not drawn yet", async ({ app }) => {
  await app.open();
  await app.page.evaluate(() => (window.scheduler.postTask = () => new Promise(() => {})));
  await app.import({ name: "far.md", content: NOTES });
  await app.preview.getByRole("link", { name: "end", exact: true }).click();
  await expect(app.preview.getByRole("heading", { name: "Far end" })).toBeInViewport();
});

test("the outline leads to a part that is not drawn yet", async ({ app }) => {
  await app.open();
  await app.page.evaluate(() => (window.scheduler.postTask = () => new Promise(() => {})));
  await app.import({ name: "far.md", content: NOTES });
  await expect(app.segments).toHaveCount(N_SEGMENTS + 1);
  await app.segments.nth(80).getByRole("button").first().click();
  await expect(part(app, "81.1")).toBeInViewport();
});

test("a click far down leads to its place in the notes", async ({ app, page }) => {
  await open(app);
  await app.preview.focus();
  await page.keyboard.press("End");
  await part(app, "98.3").scrollIntoViewIfNeeded();
  await part(app, "98.3").click({ position: { x: 2, y: 8 } });
  await expect(app.editor).toBeFocused();
  await app.type("HERE ");
  expect(await app.text()).toContain("\nHERE Part 98.3 of");
});

test("keys scroll the preview from end to end", async ({ app, page }) => {
  await open(app);
  await app.preview.focus();
  await page.keyboard.press("End");
  await expect(app.preview.getByText("The note.")).toBeInViewport();
  await expect(app.editor.getByText("The end. Back")).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(app.preview.getByText("To the end")).toBeInViewport();
  await expect.poll(() => scrollTop(app)).toBe(0);
  for (const _ of Array(12)) {
    const before = await scrollTop(app);
    await page.keyboard.press("PageDown");
    await expect.poll(() => scrollTop(app)).toBeGreaterThan(before);
    await expect.poll(() => scroller(app).evaluate(blockInTheMiddle)).toBe(true);
  }
});

/** Whether there is a block in the middle of the scroller. */
function blockInTheMiddle(scroller) {
  const box = scroller.getBoundingClientRect();
  const at = (y) => document.elementFromPoint(box.left + box.width / 2, y)?.closest(".block");
  return [0.25, 0.4, 0.5].some((share) => at(box.top + box.height * share) != null);
}

test("only the segment of a far jump is shown, and all again", async ({ app }) => {
  await open(app);
  await app.segments.nth(80).getByRole("button").first().click();
  await expect(part(app, "81.1")).toBeInViewport();
  await app.button("Only this segment").click();
  await expect(part(app, "81.1")).toBeInViewport();
  await expect(part(app, "80.5")).toBeHidden();
  await app.segments.nth(10).getByRole("button").first().click();
  await expect(part(app, "11.5")).toBeInViewport();
  await expect(part(app, "81.1")).toBeHidden();
  await app.button("Show all").click();
  await expect(part(app, "11.1")).toBeInViewport();
  await expect(part(app, "10.5")).toBeVisible();
});

test("folding far down folds what was clicked, which stays", async ({ app }) => {
  await open(app);
  await app.segments.nth(80).getByRole("button").first().click();
  await expect(part(app, "81.1")).toBeInViewport();
  const label = app.preview.locator(".card-start", { has: app.page.getByText("81", { exact: true }) });
  const fold = label.locator(".card-fold");
  const y = await yOf(fold);
  await fold.click();
  await expect(part(app, "81.1")).toBeHidden();
  await expect(part(app, "82.1")).toBeInViewport();
  expect(Math.abs((await yOf(fold)) - y)).toBeLessThan(3);
  await fold.click();
  await expect(part(app, "81.1")).toBeInViewport();
});

for (const [length, content] of [
  ["long", NOTES],
  ["short", `To the [end](#far-end).\n\n${Array.from({ length: 10 }, (_, i) => segment(i + 1)).join("\n\n")}\n\n${"A line.\n\n".repeat(60)}The end.\n`],
]) {
  test(`an edit above the screen leaves the preview where it is, ${length} notes`, async ({ app, page }) => {
    await open(app, content);
    await app.press("End");
    await scroller(app).hover();
    await page.mouse.wheel(0, 2600);
    await expect.poll(() => scrollTop(app)).toBeGreaterThan(1500);
    const read = part(app, length === "long" ? "15.3" : "10.5");
    await read.scrollIntoViewIfNeeded();
    const y = await yOf(read);
    // The cursor stays on its line.
    for (const _ of Array(8)) await page.keyboard.press("Delete");
    await app.press("Delete", "Delete", "Delete", "Delete");
    await expect(app.blocks.nth(1)).toContainText("Part 1.1");
    await expect.poll(() => yOf(read)).toBe(y);
  });
}

test("a draft that is opened is shown from its cursor on", async ({ app, page }) => {
  await open(app);
  await app.newDraft("");
  await app.paste("# Other\n\n" + BODY.replaceAll("Part", "Other part"));
  await app.press("Control+Home");
  await app.saved();
  await scroller(app).hover();
  await page.mouse.wheel(0, 4000);
  await expect.poll(() => scrollTop(app)).toBeGreaterThan(2000);
  await app.drafts.getByRole("listitem").nth(1).getByRole("button").first().click();
  await expect(app.preview.getByText("To the end")).toBeInViewport();
  await expect.poll(() => scrollTop(app)).toBe(0);
});

test("a pane of another width shows the same part", async ({ app, page }) => {
  await open(app, NOTES.replaceAll("of the notes.", "of the notes. ".repeat(30)));
  await app.segments.nth(80).getByRole("button").first().click();
  await expect(part(app, "81.1")).toBeInViewport();
  await page.setViewportSize({ width: 1000, height: 700 });
  await expect.poll(() => scroller(app).evaluate(blockInTheMiddle)).toBe(true);
  await expect(part(app, "81.1")).toBeInViewport();
  await app.preview.focus();
  await page.keyboard.press("End");
  await expect(app.preview.getByText("The note.")).toBeInViewport();
});

test.describe("390 px", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a preview that was hidden while the cursor moved has its heights", async ({ app, page }) => {
    await open(app);
    for (const key of ["End", "Home", "End", "Home"]) await app.press(`Control+${key}`);
    await app.button("Preview").click();
    await expect(app.preview.getByText("To the end")).toBeInViewport();
    const heights = await app.preview.evaluate((root) => {
      const blocks = [...root.children];
      const near = blocks.filter((block) => !block.classList.contains("far"));
      return { near: near.length, share: root.clientHeight / blocks.length };
    });
    expect(heights.near).toBeLessThan(200);
    expect(heights.share).toBeGreaterThan(20);
  });
});
