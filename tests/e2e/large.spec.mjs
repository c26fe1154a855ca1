// Notes far longer than a screen: what is near it is shown at once, all of it soon, and in order.
import { expect, test } from "./support/test.mjs";

const N_SEGMENTS = 200;

/** Blocks of one line, with a blank line below each: block `i` begins on line `2 * i + 1`. */
const PARTS = Array.from({ length: N_SEGMENTS }, (_, i) => [
  `**Ann #${i + 1}:** Kites`,
  ...Array.from({ length: 5 }, (_, k) => `Part ${i + 1}.${k + 1} of the notes.`),
]).flat();
const LARGE = PARTS.join("\n\n") + "\n";
const LINES = PARTS.map((_, i) => 2 * i + 1);

const lines = (app) => app.preview.evaluate((root) => [...root.children].map((block) => Number(block.dataset.line)));
const texts = (app) => app.preview.evaluate((root) => [...root.children].map((block) => block.textContent));

async function open(app, content, name = "large.md") {
  await app.open();
  await app.import({ name, content });
}

/** All blocks are there, in order, and say their lines. */
async function expectComplete(app, expected) {
  await expect(app.blocks).toHaveCount(expected.length);
  await expect.poll(() => lines(app)).toEqual(expected);
  await expect(app.preview).not.toHaveAttribute("aria-busy", "true");
}

test("a large file is shown from its start, and then as a whole", async ({ app }) => {
  await open(app, LARGE);
  await expect(app.preview.getByText("Part 1.1 of")).toBeInViewport();
  await expectComplete(app, LINES);
  const shown = await texts(app);
  expect(shown.filter((text) => text.includes("Part ")).map((text) => text.match(/Part [\d.]+/)[0])).toEqual(
    PARTS.filter((part) => part.startsWith("Part")).map((part) => part.match(/Part [\d.]+/)[0]),
  );
});

test("what is typed while the preview is filled stands in its place", async ({ app, page }) => {
  await open(app, LARGE);
  await expect(app.editor).toContainText("Kites");
  await app.press("Control+Home");
  await page.keyboard.type("One. ");
  await app.press("Control+End");
  await page.keyboard.type("The last.");
  await expectComplete(app, LINES);
  const shown = await texts(app);
  expect(shown[0]).toContain("One.");
  expect(shown.at(-1)).toContain("The last.");
});

test("a line break at the top moves the lines of all blocks", async ({ app }) => {
  await open(app, `Start.\n\n${LARGE}`);
  const below = LINES.map((line) => line + 2);
  await expectComplete(app, [1, ...below]);
  await app.press("Control+Home", "End", "Enter");
  await expect.poll(() => lines(app)).toEqual([1, ...below.map((line) => line + 1)]);
});

test("a letter touches one block and nothing else", async ({ app, page }) => {
  await open(app, LARGE);
  await expectComplete(app, LINES);
  await app.press("Control+Home", "ArrowDown", "ArrowDown", "End");
  await app.type("a");
  await expect(app.blocks.nth(1)).toContainText("notes.a");
  await app.preview.evaluate((root) => {
    window.touched = new Set();
    const blockOf = (node) => [...root.children].findIndex((block) => block.contains(node));
    const note = (records) => records.forEach(({ target }) => window.touched.add(blockOf(target)));
    new MutationObserver(note).observe(root, { attributes: true, characterData: true, childList: true, subtree: true });
  });
  await page.keyboard.type("b");
  await expect(app.blocks.nth(1)).toContainText("notes.ab");
  // Its card counts the words in the label above it; a letter more is no word more.
  expect(await page.evaluate(() => [...window.touched])).toEqual([1]);
});

test("scrolling finds each part laid out, down and up again", async ({ app, page }) => {
  await open(app, LARGE);
  await expectComplete(app, LINES);
  const scroller = page.locator(".preview-scroller");
  await scroller.hover();
  for (const pixels of [9000, 9000, -5000, 200_000]) {
    await page.mouse.wheel(0, pixels);
    await expect.poll(() => scroller.evaluate(blockInTheMiddle)).toBe(true);
  }
  await expect(app.preview.getByText(`Part ${N_SEGMENTS}.5 of`)).toBeInViewport();
  await page.mouse.wheel(0, -400_000);
  await expect(app.preview.getByText("Part 1.1 of")).toBeInViewport();
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBe(0);
});

/** Whether there is a block in the middle of the scroller. */
function blockInTheMiddle(scroller) {
  const box = scroller.getBoundingClientRect();
  const at = (y) => document.elementFromPoint(box.left + box.width / 2, y)?.closest(".block");
  return [0.25, 0.4, 0.5].some((share) => at(box.top + box.height * share) != null);
}

test("a jump in the outline leads to a part that was far away", async ({ app }) => {
  await open(app, LARGE);
  await expectComplete(app, LINES);
  await app.segments.nth(150).getByRole("button").first().click();
  await expect(app.preview.getByText("Part 151.1 of")).toBeInViewport();
  await expect(app.editor.locator(".cm-line").filter({ hasText: "Part 151.1 of" })).toBeInViewport();
});

test("on paper all of it is there", async ({ app, page }) => {
  await open(app, LARGE);
  await expectComplete(app, LINES);
  await page.emulateMedia({ media: "print" });
  await expect(app.preview.getByText("Part 100.5 of")).toBeVisible();
});

test("a block that takes long to draw follows at a pause", async ({ app, page }) => {
  const code = "let kite = fly(high);\n".repeat(20_000);
  await open(app, `Before.\n\n\`\`\`\n${code}\`\`\`\n\nBehind.\n`, "code.md");
  await expect(app.preview.locator("pre")).toContainText("let kite");
  await app.press("Control+Home", "ArrowDown", "ArrowDown", "ArrowDown");
  await page.keyboard.type("wind();");
  await expect(app.preview.locator("pre")).toContainText("wind();let kite");
  await app.press("Control+Home", "End");
  await page.keyboard.type(" All.");
  await expect(app.blocks.first()).toHaveText("Before. All.");
  await expect(app.preview).not.toHaveAttribute("aria-busy", "true");
});

test("HTML that is nested too deeply reads as text", async ({ app }) => {
  await open(app, `Before.\n\n${"<div>".repeat(20_000)}\n\nBehind.\n`, "deep.md");
  await expect(app.preview).toContainText("nested too deeply");
  await expect(app.blocks.first()).toHaveText("Before.");
  expect(await app.preview.evaluate((root) => root.querySelectorAll("*").length)).toBeLessThan(50);
});
