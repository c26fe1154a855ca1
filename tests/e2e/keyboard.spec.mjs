// The keyboard alone: an episode from nothing to the finished file, without a mouse.
import { expect, test } from "./support/test.mjs";

/** Goes down the open menu to an item and chooses it. */
async function chooseByKey(app, name) {
  const item = app.page.getByRole("menuitem", { name, exact: true });
  await expect(app.menuItems.first()).toBeFocused();
  const nItems = await app.menuItems.count();
  for (let i = 0; i < nItems && !(await item.evaluate((item) => item === document.activeElement)); i += 1) {
    await app.page.keyboard.press("ArrowDown");
  }
  await expect(item).toBeFocused();
  await app.page.keyboard.press("Enter");
}

test("an episode with two segments is written, named and exported", async ({ app, page }) => {
  const keys = page.keyboard;
  await app.open();
  await expect(app.editor).toBeFocused();
  await keys.press("Control+Alt+Enter");
  await expect(app.draftName).toHaveValue("Untitled");
  await expect(app.editor).toBeFocused();
  await keys.type("# Harbour Lights 12\n\n**Ada #1:** First light\n\n- bright\n\n**Bob #2:** The pilot boat");

  await keys.press("Control+Enter");
  await chooseByKey(app, "Topic");
  await expect(app.editor).toBeFocused();
  await keys.type("Fog signals");
  await keys.press("Tab");
  await keys.type("https://fog.example/");
  await keys.press("Tab");
  await keys.type("*loud*");

  await expect.poll(() => app.listed()).toMatchObject([
    { number: "1", host: "Ada", title: "First light" },
    { number: "2", host: "Bob", title: "The pilot boat" },
    { number: "3", host: "Ada", title: "Fog signals" },
  ]);

  const file = await app.download(() => keys.press("Control+Shift+KeyS"));
  expect(file.name).toBe("harbour-lights-12.md");
  expect(file.text).toContain("Ada #3:");
  expect(file.text).toContain("https://fog.example/");
  expect(file.text).toContain("*loud*");
});

test("a draft is renamed, and the outline followed", async ({ app, page }) => {
  await app.start("# Pilot\n\nAda #1: One\n\nBob #2: Two\n");
  await app.press("Escape", "Shift+Tab");
  await expect(app.editor).not.toBeFocused();

  await app.draftName.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("Season opener");
  await page.keyboard.press("Enter");
  await expect(app.editor).toBeFocused();
  await expect(app.draft("Season opener")).toBeVisible();

  await app.segments.last().getByRole("button").focus();
  await page.keyboard.press("Enter");
  await expect(app.editor).toBeFocused();
  expect(await app.marked()).toContain("\n|Bob #2");
});
