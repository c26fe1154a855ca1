// The palette and the list of keys: everything that can be done is found by name, and by keyboard.
import { EPISODE } from "./support/fixtures.mjs";
import { scrollsSideways } from "./support/look.mjs";
import { expect, test } from "./support/test.mjs";

const field = (page) => page.getByRole("combobox", { name: "Find a command" });
const options = (page) => page.getByRole("listbox", { name: "Commands" }).getByRole("option");
const chosen = (page) => page.locator('[role="option"][aria-selected="true"]');

test.describe("the palette", () => {
  test("has every command with its key, and runs the one that is chosen", async ({ app, page }) => {
    await app.start("# Teatime 7\n\n**Ann #1:** Scones\n");
    await app.editor.focus();
    await page.keyboard.press("Control+KeyK");
    await expect(field(page)).toBeFocused();
    await expect(options(page).filter({ hasText: "Export Markdown" })).toContainText("Ctrl+Shift+S");
    await expect(options(page).filter({ hasText: "Renumber the segments" })).toHaveCount(1);
    await page.keyboard.type("dupl seg");
    await expect(chosen(page)).toContainText("Duplicate the segment");
    await page.keyboard.press("Enter");
    await expect(field(page)).toBeHidden();
    await expect(app.editor).toBeFocused();
    await expect.poll(() => app.listed()).toMatchObject([{ title: "Scones" }, { title: "Scones" }]);
  });

  test("goes to segments, opens drafts and inserts templates by name", async ({ app, page }) => {
    await app.start(EPISODE);
    await page.keyboard.press("Control+KeyK");
    await page.keyboard.type("sponsor");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await expect(chosen(page)).toContainText("Sponsor");
    await expect(field(page)).toHaveAttribute("aria-activedescendant", /palette-option-0/);
    await page.keyboard.press("Enter");
    await expect(app.editor).toBeFocused();
    await expect(app.editor).toContainText("Sponsored by");
  });

  test("begins with the last drafts and the segments of this one", async ({ app, page }) => {
    await app.start("# Teatime 6\n");
    await app.newDraft("# Teatime 7\n\n**Ann #1:** Scones\n\n**Ben #2:** Jam\n");
    await app.saved();
    await app.editor.focus();
    await page.keyboard.press("Control+KeyK");
    await expect(options(page).first()).toHaveText(/^Teatime 6/);
    const names = await options(page).locator(".palette-name").allTextContents();
    expect(names.filter((name) => name === "Teatime 7")).toEqual([]);
    expect(names.slice(names.indexOf("Scones")).slice(0, 3)).toEqual(["Scones", "Jam", "Bold"]);
    await page.keyboard.press("Enter");
    await expect(app.draftName).toHaveValue("Teatime 6");
  });

  test("makes a link of what is selected instead", async ({ app, page }) => {
    await app.start();
    await app.writeMarked("see |this|");
    await page.keyboard.press("Control+KeyK");
    await app.type("https://a.example");
    expect(await app.text()).toBe("see [this](https://a.example)");
  });

  test("says when nothing is called that, and closes on Escape", async ({ app, page }) => {
    await app.start();
    await app.editor.focus();
    await page.keyboard.press("Control+KeyK");
    await page.keyboard.type("zzzz");
    await expect(page.getByText("Nothing is called that.")).toBeVisible();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await expect(field(page)).toBeHidden();
    await expect(app.editor).toBeFocused();
  });

  test("fits a phone", async ({ app, page }) => {
    await page.setViewportSize({ width: 390, height: 780 });
    await app.open();
    await page.keyboard.press("Control+KeyK");
    await expect(options(page).first()).toBeVisible();
    expect(await page.evaluate(scrollsSideways)).toBe(false);
  });
});

test("a question mark outside of the notes shows the keys, and in the notes is a question mark", async ({ app, page }) => {
  await app.start("Why");
  await app.press("Control+End");
  await page.keyboard.type("?");
  await expect(app.editor).toContainText("Why?");
  const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(keys).toBeHidden();
  await page.getByRole("button", { name: "New draft" }).focus();
  await page.keyboard.press("?");
  await expect(keys).toBeVisible();
  await expect(keys).toContainText("Ctrl+K");
});
