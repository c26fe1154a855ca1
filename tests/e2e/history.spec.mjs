// The history of a draft: what was there is found again, compared, and brought back; by keyboard.
import { EPISODE } from "./support/fixtures.mjs";
import { faintTexts, scrollsSideways } from "./support/look.mjs";
import { expect, test } from "./support/test.mjs";

const dialog = (page) => page.getByTestId("history");
const versions = (page) => page.getByTestId("versions").getByRole("option");
const diff = (page) => page.getByTestId("diff");

async function openHistory({ app, page }) {
  // Once the late part is here: keys wait for it a second, and no longer.
  await app.listedDrafts();
  await app.editor.focus();
  await page.keyboard.press("Control+KeyK");
  await page.keyboard.type("history");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
}

/** A draft of which one version is kept, by exporting it, and that was changed since. */
async function changedSinceExport({ app }) {
  await app.start("# Teatime 7\n\nWarm scones.\n\nTea.\n");
  await app.export("Markdown");
  await app.press("Control+End");
  await app.type("Cold milk.");
  await app.press("Control+Home", "ArrowDown", "ArrowDown", "End", "Backspace");
  await app.type(" and jam.");
  await app.saved();
}

const CHANGED = "# Teatime 7\n\nWarm scones and jam.\n\nTea.\nCold milk.";

test.describe("the history of a draft", () => {
  test("is empty until there is something in it, and says when that will be", async ({ app, page }) => {
    await app.start();
    await openHistory({ app, page });
    await expect(dialog(page)).toContainText("There are no earlier versions yet.");
    await page.keyboard.press("Escape");
    await expect(dialog(page)).toBeHidden();
    await expect(app.editor).toBeFocused();
  });

  test("shows what has changed since a version, with the words marked", async ({ app, page }) => {
    await changedSinceExport({ app });
    await openHistory({ app, page });
    await expect(versions(page)).toHaveCount(1);
    await expect(versions(page).first()).toBeFocused();
    await expect(versions(page).first()).toContainText("When it was exported");
    await expect(versions(page).first()).toContainText("32 B");
    await expect(dialog(page).getByRole("status")).toHaveText("Since then: 2 lines added, 2 removed");
    await expect(diff(page).locator("ins").first()).toContainText("Warm scones and jam.");
    await expect(diff(page).locator("ins").first().locator("mark")).toHaveText(" and jam");
    await expect(diff(page).locator("del").first()).toContainText("Removed: Warm scones.");
  });

  test("brings a version back as one undo step, and keeps what was there", async ({ app, page }) => {
    await changedSinceExport({ app });
    await openHistory({ app, page });
    await expect(diff(page).locator("ins").first()).toBeVisible();
    await dialog(page).getByRole("button", { name: "Restore", exact: true }).press("Enter");
    await expect(dialog(page)).toBeHidden();
    await expect(app.editor).toBeFocused();
    expect(await app.text()).toBe("# Teatime 7\n\nWarm scones.\n\nTea.\n");
    await app.press("Control+z");
    expect(await app.text()).toBe(CHANGED);
    await app.press("Control+Shift+KeyZ");
    await openHistory({ app, page });
    const causes = versions(page).filter({ hasText: "Before an earlier version was restored" });
    await expect(causes).toHaveCount(1);
    await page.keyboard.press("End");
    await expect(dialog(page).getByRole("button", { name: "Restore", exact: true })).toBeDisabled();
  });

  test("makes a draft of its own of a version", async ({ app, page }) => {
    await changedSinceExport({ app });
    await openHistory({ app, page });
    await expect(diff(page).locator("ins").first()).toBeVisible();
    await dialog(page).getByRole("button", { name: "Restore as a copy" }).press("Enter");
    await expect(app.draftName).toHaveValue(/^Teatime 7 as of /);
    expect(await app.text()).toBe("# Teatime 7\n\nWarm scones.\n\nTea.\n");
    await app.openDraft("Teatime 7");
    expect(await app.text()).toBe(CHANGED);
  });

  test("lets a version be downloaded", async ({ app, page }) => {
    await changedSinceExport({ app });
    await openHistory({ app, page });
    await expect(diff(page).locator("ins").first()).toBeVisible();
    const file = await app.download(() => dialog(page).getByRole("button", { name: "Download" }).press("Enter"));
    expect(file).toMatchObject({ name: "teatime-7.md", text: "# Teatime 7\n\nWarm scones.\n\nTea.\n" });
  });

  test("compares a version with the one before it", async ({ app, page }) => {
    await changedSinceExport({ app });
    await app.export("Markdown");
    await openHistory({ app, page });
    await expect(versions(page)).toHaveCount(2);
    await expect(dialog(page).getByRole("status")).toHaveText("The notes say the same now.");
    await page.getByLabel("Compared with").selectOption("the version before it");
    await expect(dialog(page).getByRole("status")).toHaveText("Until then: 2 lines added, 2 removed");
    await versions(page).first().focus();
    await page.keyboard.press("ArrowDown");
    await expect(versions(page).last()).toBeFocused();
    await expect(versions(page).last()).toHaveAttribute("aria-selected", "true");
    await expect(dialog(page).getByRole("status")).toHaveText("Until then: 5 lines added, 0 removed");
  });

  test("is that of any draft in the list, which is opened when a version is restored", async ({ app, page }) => {
    await changedSinceExport({ app });
    await app.newDraft("# Other");
    await app.saved();
    await app.chooseForDraft("Teatime 7", "History…");
    await expect(dialog(page).getByRole("heading")).toHaveText("History of Teatime 7");
    await expect(diff(page).locator("ins").first()).toBeVisible();
    await dialog(page).getByRole("button", { name: "Restore", exact: true }).click();
    await expect(app.draftName).toHaveValue("Teatime 7");
    await expect.poll(() => app.text()).toBe("# Teatime 7\n\nWarm scones.\n\nTea.\n");
    await app.press("Control+z");
    expect(await app.text()).toBe(CHANGED);
  });
});

test.describe("a version is kept", () => {
  test.beforeEach(({ app }) => app.start("# Teatime\n\nAda #1: One\n\nBob #1: Two\n\nAda #3: Three\n"));

  const causes = (page) => page.getByTestId("versions").locator(".version-cause");

  test("before segments are numbered, moved and deleted, once for commands of one kind", async ({ app, page }) => {
    await app.press("Control+Home", "ArrowDown", "ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown");
    await app.segments.first().getByRole("button").first().focus();
    await page.keyboard.press("Delete");
    await openHistory({ app, page });
    await expect(causes(page)).toHaveText(["Before deleting a segment", "Before moving a segment"]);
  });

  test("before everything that was found is replaced", async ({ app, page }) => {
    await app.press("Control+f");
    await page.keyboard.type("Ada");
    await page.getByRole("textbox", { name: "Replace" }).fill("Eve");
    await page.getByRole("button", { name: "replace all" }).click();
    expect(await app.text()).toContain("Eve #3");
    await openHistory({ app, page });
    await expect(causes(page).last()).toHaveText("Before replacing all that was found");
  });

  test("when a draft is opened that has changed since the last one", async ({ app, page }) => {
    await app.saved();
    await page.reload();
    await expect(app.draftName).toHaveValue("Teatime");
    await openHistory({ app, page });
    await expect(causes(page)).toHaveText(["When it was opened"]);
    await page.keyboard.press("Escape");
    await page.reload();
    await expect(app.draftName).toHaveValue("Teatime");
    await openHistory({ app, page });
    await expect(causes(page)).toHaveText(["When it was opened"]);
  });

  test("every five minutes of work", async ({ app, page }) => {
    await page.clock.install();
    await app.type("More.");
    await app.saved();
    await page.clock.fastForward("06:00");
    await app.type("Still more.");
    await page.clock.fastForward("00:02");
    await openHistory({ app, page });
    await expect(causes(page)).toHaveText(["While you were writing"]);
  });
});

test("says why there is none where the browser keeps none", async ({ app, page }) => {
  await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { get: () => undefined }));
  await app.start("# Teatime\n");
  await openHistory({ app, page });
  await expect(dialog(page).getByRole("alert")).toContainText("The history cannot be read: ");
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("what has changed stands out from what lies behind it, as all of the panel does", async ({ app, page }) => {
      await changedSinceExport({ app });
      await openHistory({ app, page });
      await expect(diff(page).locator("ins").first()).toBeVisible();
      expect(await page.evaluate(faintTexts, 4.5)).toEqual([]);
      await page.keyboard.press("Escape");
      await app.chooseForDraft((await app.titles())[1], "Delete");
      await app.drafts.getByText("Deleted (1)").click();
      await app.drafts.getByText("Storage", { exact: true }).click();
      await app.drafts.getByRole("searchbox").fill("jam");
      await expect(page.getByTestId("found").locator("mark")).toHaveText("jam");
      expect(await page.evaluate(faintTexts, 4.5)).toEqual([]);
    });
  });
}

for (const width of [1440, 390]) {
  test(`the history fits into ${width} px, and is gone through by Tab`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 844 });
    await app.open();
    await app.import({ name: "58.md", content: EPISODE });
    await expect(app.draftName).toHaveValue("Lantern Radio 58");
    await app.press("Control+End");
    await app.type("The end.");
    await app.saved();
    await openHistory({ app, page });
    await expect(versions(page).first()).toBeFocused();
    expect(await page.evaluate(scrollsSideways)).toBe(false);
    const names = ["Compared with", "Lines", "Download", "Restore as a copy", "Restore", "Close"];
    await expect(dialog(page).getByRole("button", { name: "Restore", exact: true })).toBeEnabled();
    for (const name of names.slice(0, 5)) {
      await page.keyboard.press("Tab");
      await expect(page.locator(":focus")).toHaveAccessibleName(name);
    }
  });
}
