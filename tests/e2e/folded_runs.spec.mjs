// A picture within its address: `data:image/png;base64,…` of a megabyte is a few letters in the editor, and all of it in the text.
import { expect, test } from "./support/test.mjs";

const ADDRESS = `data:image/png;base64,${"iVBORw0KGgoAAAANSUhEUg".repeat(50_000)}`;
const NOTES = `# Tea\n\nBefore\n\n![x](${ADDRESS})\n\nAfter\n`;

test.beforeEach(async ({ app }) => {
  await app.open();
  await app.import({ name: "tea.md", content: NOTES });
  await expect(app.draftName).toHaveValue("Tea");
});

const sign = (app) => app.editor.getByText("data:image/png… 1.1 MB");

test("a long address takes the room of a few letters, and the text keeps it", async ({ app }) => {
  await expect(sign(app)).toBeVisible();
  expect(await app.editor.evaluate((content) => content.scrollHeight)).toBeLessThan(2_000);
  await expect(app.editor).toContainText("After");
  expect(await app.text()).toBe(NOTES);
});

test("the cursor passes over it, and it is deleted and brought back as one", async ({ app }) => {
  await app.press("Control+Home", ...Array(4).fill("ArrowDown"), ...Array(6).fill("ArrowRight"));
  await app.type(" ");
  expect((await app.text()).replace(ADDRESS, "…")).toContain("![x](… )");
  await app.press("Backspace", "Backspace");
  expect(await app.text()).toContain("![x]()");
  await app.press("Control+z", "Control+z");
  expect(await app.text()).toBe(NOTES);
  await expect(sign(app)).toBeVisible();
});

test("a click selects it, and what is copied is all of it", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await sign(app).click();
  await app.press("Control+c");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(ADDRESS);
  await app.type("https://a.example/b.png");
  expect(await app.text()).toContain("![x](https://a.example/b.png)");
});

test("what is found within it is shown by selecting it, and the next search goes on behind it", async ({ app, page }) => {
  await app.press("Control+Home", "Control+f");
  await page.keyboard.type("KGgo");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await app.press("Delete");
  expect(await app.text()).toContain("![x]()");
});

test("one that is pasted is folded, one that is typed into is not hidden", async ({ app }) => {
  await app.write("");
  await app.paste(`![y](${ADDRESS})`);
  await expect(sign(app)).toBeVisible();
  await app.press("Home", ...Array(6).fill("ArrowRight"));
  await app.type("abc");
  await expect(app.editor).toContainText("1.1 MBabc");
  await app.write("![z](data:image/png;base64,iVBORw0KGgo=)");
  await expect(app.editor).toContainText("iVBORw0KGgo=");
});

test("hundreds of accents on one letter are folded too", async ({ app }) => {
  const accents = "\u0301".repeat(5_000);
  await app.write(`One a${accents} letter.`);
  await expect(app.editor).toContainText("5000 accents");
  await app.press("End", "Backspace");
  expect(await app.text()).toBe(`One a${accents} letter`);
});
