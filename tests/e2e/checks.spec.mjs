// The checks: what is wrong is found, led to, explained, fixed with one undo, and ignored where the author wants that.
import { scrollsSideways } from "./support/look.mjs";
import { expect, test } from "./support/test.mjs";

const NOTES = [
  "# Teatime 7",
  "",
  "**Ann #1:** [**Scones**](https://tea.example/scones)",
  "",
  "- warm",
  "",
  "**Ben #2:** [**Jam**](https://tea.example/jam)",
  "",
  "- cold ****and stiff",
  "",
  "```python",
  "boil()",
  "",
  "**Ann #3:** [**Milk**](https://tea.example/milk)",
  "",
].join("\n");

const checks = (page) => page.getByTestId("checks");
const finding = (page, check) => checks(page).locator(`[data-check="${check}"]`);
const sentence = (page, check) => finding(page, check).getByRole("button").first();
const dialog = (page) => page.getByRole("dialog");

test.describe("the checks", () => {
  test("find what is wrong, in the list, the gutter and the outline, and lead there", async ({ app, page }) => {
    await app.start(NOTES);
    await expect(finding(page, "fence-swallows")).toHaveAttribute("data-line", "11");
    await expect(finding(page, "empty-bold")).toHaveAttribute("data-line", "9");
    await expect(page.locator(".cm-lint-marker-error")).toHaveCount(2);
    await expect(app.segments.nth(1)).toHaveAttribute("data-findings", /\d/);
    await expect(app.segments.nth(0)).not.toHaveAttribute("data-findings", /./);
    await expect(app.segments.nth(1)).toHaveText("Jam");
    await page.locator(".cm-lint-marker-error").last().click();
    await expect(page.locator(".cm-tooltip-lint")).toContainText("swallows");
    await expect(app.editor).toBeFocused();
    await sentence(page, "fence-swallows").press("Enter");
    await expect(finding(page, "fence-swallows")).toContainText("is shown as code");
    await sentence(page, "fence-swallows").press("Enter");
    await expect(app.editor).toBeFocused();
    await page.keyboard.type("x");
    expect(await app.text()).toContain("x```python");
  });

  test("are fixed by keyboard, after a look at what changes, and one undo takes it back", async ({ app, page }) => {
    await app.start(NOTES);
    await expect(finding(page, "fence-swallows")).toBeVisible();
    await app.press("Control+Home", "F8", "F8");
    await expect(checks(page).getByRole("status")).toContainText("swallows");
    await expect(page.locator(".cm-tooltip-lint")).toContainText("swallows");
    await expect(page.locator(".cm-tooltip-lint")).toContainText("shows how to fix it");
    await page.keyboard.press("Alt+Enter");
    await expect(dialog(page).getByTestId("diff").locator(".added")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(app.editor).toBeFocused();
    await expect.poll(() => app.listed()).toMatchObject([{ title: "Scones" }, { title: "Jam" }, { title: "Milk" }]);
    await expect(finding(page, "fence-swallows")).toHaveCount(0);
    await page.keyboard.press("Control+z");
    expect(await app.text()).toBe(NOTES);
  });

  test("are fixed all at once where that is safe", async ({ app, page }) => {
    await app.start(NOTES);
    await expect(finding(page, "empty-bold")).toBeVisible();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("fix all");
    await page.keyboard.press("Enter");
    await expect(dialog(page).getByTestId("diff")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect.poll(() => checks(page).locator("[data-check]").count()).toBeLessThan(2);
    await app.press("Control+z");
    expect(await app.text()).toBe(NOTES);
  });

  test("are ignored at a place or in the show, also after a reload, until they are noticed again", async ({ app, page }) => {
    await app.start(NOTES);
    await sentence(page, "empty-bold").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: /Fix…|Ignore here/ }).first()).toBeFocused();
    await finding(page, "empty-bold").getByRole("button", { name: "Ignore here" }).press("Enter");
    await expect(finding(page, "empty-bold")).toHaveCount(0);
    await expect(checks(page).locator(":focus")).toHaveCount(1);
    await app.messages.getByRole("button", { name: "Undo" }).click();
    await expect(app.editor).toBeFocused();
    await sentence(page, "empty-bold").press("Delete");
    await expect(finding(page, "empty-bold")).toHaveCount(0);
    await sentence(page, "fence-swallows").press("Enter");
    await finding(page, "fence-swallows").getByRole("button", { name: "Ignore in this show" }).press("Enter");
    await expect(finding(page, "fence-swallows")).toHaveCount(0);
    await expect(app.messages).toContainText("is ignored in Teatime");
    await app.saved();
    await page.reload();
    await expect(app.editor).toBeVisible();
    await expect(checks(page)).toContainText("2 findings ignored.");
    await app.button("More for the checks").click();
    await expect(app.menuItems).toHaveCount(5);
    for (const item of await app.menuItems.all()) await expect(item).toBeInViewport({ ratio: 1 });
    await page.keyboard.press("Escape");
    await app.choose("More for the checks", "Notice what is ignored here");
    await expect(finding(page, "empty-bold")).toBeVisible();
    await app.choose("More for the checks", "Notice “Code block that swallows notes” again");
    await expect(finding(page, "fence-swallows")).toBeVisible();
  });

  test("are reached on a phone, where their number stands above the notes", async ({ app, page }) => {
    await page.setViewportSize({ width: 390, height: 780 });
    await app.open();
    await app.write(NOTES);
    await page.getByRole("button", { name: /finding/ }).first().click();
    await expect(sentence(page, "fence-swallows")).toBeVisible();
    expect(await page.evaluate(scrollsSideways)).toBe(false);
    await sentence(page, "fence-swallows").click();
    await finding(page, "fence-swallows").getByRole("button", { name: "Fix…" }).click();
    await expect(dialog(page)).toBeVisible();
    expect(await page.evaluate(scrollsSideways)).toBe(false);
  });
});

test("a draft without faults says so", async ({ app, page }) => {
  await app.start("# Teatime 7\n\n**Ann #1:** [**Scones**](https://tea.example/scones)\n\n- warm\n");
  await expect(checks(page)).toContainText("Nothing to fix.");
});
