// The library: many drafts, sorted, pinned, chosen by show, searched; all by keyboard.
import { expect, test } from "./support/test.mjs";

const EPISODES = [
  ["Teatime 9", "Scones again.\n"],
  ["Teatime 10", "Jam first, says Ada.\nThen the cream, says Bob.\n"],
  ["Harbour Lights 3", "Fog, and a longer text about the pilot boat and its crew.\n\nNo jam on board.\n"],
];

const imported = ([title, text]) => ({ name: `${title}.md`, content: `# ${title}\n\n${text}` });

/** Opens the app with the episodes as its only drafts, the last one in the list being the open one. */
async function openLibrary(app) {
  await app.open();
  const [first] = await app.titles();
  await app.import(...EPISODES.map(imported));
  await expect(app.draft("Harbour Lights 3")).toBeVisible();
  await app.chooseForDraft(first, "Delete");
  await expect.poll(async () => (await app.titles()).toSorted()).toEqual(["Harbour Lights 3", "Teatime 10", "Teatime 9"]);
  await app.openDraft("Teatime 9");
}

const found = (page) => page.getByTestId("found").getByRole("listitem");
const sortBy = (page) => page.getByLabel("Sort the drafts");

test.describe("the list of drafts", () => {
  test.beforeEach(({ app }) => openLibrary(app));

  test("is gone through by the arrow keys, and a draft opened by Enter", async ({ app, page }) => {
    await sortBy(page).selectOption("Title");
    await app.draft("Teatime 9").getByRole("button").first().focus();
    for (const key of ["Home", "ArrowDown", "End", "ArrowDown"]) await page.keyboard.press(key);
    await expect(app.draft((await app.titles()).at(-1)).getByRole("button").first()).toBeFocused();
    for (const key of ["ArrowUp", "ArrowUp", "ArrowUp", "Enter"]) await page.keyboard.press(key);
    await expect(app.draftName).toHaveValue("Harbour Lights 3");
    await expect(app.editor).toBeFocused();
  });

  test("is one stop for Tab, with the menu behind it", async ({ app, page }) => {
    await sortBy(page).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(app.draft("Teatime 9").getByRole("button").first()).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(app.button("More for Teatime 9")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: "Rename" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(app.button("More for Teatime 9")).toBeFocused();
  });

  test("puts what is pinned first, and says so, after a reload too", async ({ app, page }) => {
    const last = (await app.titles()).at(-1);
    await app.draft(last).getByRole("button").first().focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Pin", exact: true }).press("Enter");
    await expect.poll(async () => (await app.titles())[0]).toBe(last);
    await expect(app.draft(last).getByRole("button").first()).toHaveAccessibleName(/^Pinned: /);
    await expect(app.draft(last).getByRole("button").first()).toBeFocused();
    await page.reload();
    await expect.poll(async () => (await app.titles())[0]).toBe(last);
    await app.chooseForDraft(last, "Unpin");
    await expect(app.draft(last).getByRole("button").first()).not.toHaveAccessibleName(/Pinned/);
  });

  test("pins the open draft without touching its text", async ({ app, page }) => {
    await app.press("Control+End");
    await app.type("More.");
    await app.chooseForDraft("Teatime 9", "Pin");
    await app.saved();
    await page.reload();
    await expect(app.draft("Teatime 9").getByRole("button").first()).toHaveAccessibleName(/^Pinned: /);
    expect(await app.text()).toContain("More.");
  });

  test("is sorted as was chosen last", async ({ app, page }) => {
    await sortBy(page).selectOption("Largest");
    await expect.poll(() => app.titles()).toEqual(["Harbour Lights 3", "Teatime 10", "Teatime 9"]);
    await app.saved();
    await page.reload();
    await expect(sortBy(page)).toHaveValue("size");
    await expect.poll(() => app.titles()).toEqual(["Harbour Lights 3", "Teatime 10", "Teatime 9"]);
  });

  test("shows the episodes of one show, with the open draft, until all are wanted", async ({ app, page }) => {
    await page.getByLabel("Show", { exact: true }).selectOption("Harbour Lights (1)");
    await expect.poll(() => app.titles()).toEqual(["Teatime 9", "Harbour Lights 3"]);
    await page.reload();
    await expect.poll(() => app.titles()).toEqual(["Teatime 9", "Harbour Lights 3"]);
    await page.getByLabel("Show", { exact: true }).selectOption("All shows");
    await expect.poll(async () => (await app.titles()).length).toBe(3);
  });

  test("says when no draft is of the show, and leads back to all", async ({ app, page }) => {
    await page.getByLabel("Show", { exact: true }).selectOption("Harbour Lights (1)");
    await app.chooseForDraft("Harbour Lights 3", "Delete");
    await expect(app.drafts).toContainText("No draft is an episode of Harbour Lights.");
    await app.button("Show all drafts").press("Enter");
    await expect.poll(async () => (await app.titles()).toSorted()).toEqual(["Teatime 10", "Teatime 9"]);
  });

  test("says when there is none", async ({ app }) => {
    for (let nDrafts = 3; nDrafts > 0; nDrafts -= 1) {
      await app.chooseForDraft((await app.titles())[0], "Delete");
      await expect.poll(async () => (await app.titles()).length).toBe(nDrafts - 1);
    }
    await expect(app.drafts).toContainText("No drafts yet.");
  });

  test("keeps the focus on a row while another one is saved above it", async ({ app, page }) => {
    await app.openDraft("Harbour Lights 3");
    await app.press("Control+End");
    await app.type("The end.");
    const row = app.draft("Teatime 9").getByRole("button").first();
    await row.focus();
    await expect.poll(async () => (await app.titles())[0]).toBe("Harbour Lights 3");
    await app.saved();
    await expect(row).toBeFocused();
    await page.keyboard.press("Delete");
    await expect(app.draft("Teatime 9")).toHaveCount(0);
    await expect(app.draft("Teatime 10").getByRole("button").first()).toBeFocused();
  });
});

test("the list stays where it is scrolled to while a draft is saved and goes to its top", async ({ app, page }) => {
  await app.open();
  await app.import(...Array.from({ length: 60 }, (_, idx) => imported([`Older ${idx}`, "Text.\n"])));
  await expect(app.draft("Older 59")).toBeAttached();
  await app.saved();
  const titles = await app.titles();
  const [above, moving] = titles.slice(30, 32);
  await app.openDraft(moving);
  const topOf = async (title) => (await app.draft(title).boundingBox()).y;
  const top = await topOf(above);
  await app.press("Control+End");
  await app.type("More.");
  await expect.poll(async () => (await app.titles())[0]).toBe(moving);
  expect(Math.abs((await topOf(above)) - top)).toBeLessThanOrEqual(1);
});

test.describe("searching all drafts", () => {
  test.beforeEach(({ app }) => openLibrary(app));

  test("finds lines as one types, marks them, and opens the draft there", async ({ app, page }) => {
    await app.editor.focus();
    await page.keyboard.press("Control+Shift+KeyF");
    await expect(page.getByRole("searchbox", { name: "Search all drafts" })).toBeFocused();
    await page.keyboard.type("jam");
    await expect(found(page)).toHaveCount(2);
    await expect(app.drafts.getByRole("status")).toHaveText("2 matches in 2 drafts");
    await expect(found(page).filter({ hasText: "Teatime 10" }).locator("mark")).toHaveText("Jam");
    await expect(found(page).filter({ hasText: "Harbour" })).toContainText("No jam on board.");
    await page.keyboard.press("ArrowDown");
    await expect(found(page).first().getByRole("button")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(found(page).last().getByRole("button")).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await page.getByRole("searchbox").fill("board");
    await expect(found(page)).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(app.draftName).toHaveValue("Harbour Lights 3");
    await expect(app.editor).toBeFocused();
    expect(await app.marked()).toContain("|No jam on board.");
  });

  test("finds what was typed a moment ago, and not what is gone", async ({ app, page }) => {
    await page.keyboard.press("Control+Shift+KeyF");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await page.keyboard.type("marmalade");
    await expect(app.drafts.getByRole("status")).toHaveText("Nothing found in any draft.");
    await app.press("Control+End");
    await app.type("Marmalade!");
    await expect(found(page)).toHaveCount(1);
    await app.press(...Array(10).fill("Backspace"));
    await expect(found(page)).toHaveCount(0);
  });

  test("ends with Escape, and the list is there again", async ({ app, page }) => {
    await page.keyboard.press("Control+Shift+KeyF");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await page.keyboard.type("jam");
    await expect(found(page)).toHaveCount(2);
    await expect.poll(() => app.draft("Teatime 9").isVisible()).toBe(false);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await expect(page.getByRole("searchbox")).toHaveValue("");
    await expect(app.draft("Teatime 9")).toBeVisible();
  });

  for (const width of [900, 390]) {
    test(`opens the panel for it at ${width} px`, async ({ app, page }) => {
      await page.setViewportSize({ width, height: 844 });
      await app.editor.focus();
      await page.keyboard.press("Control+Shift+KeyF");
      await expect(page.getByRole("searchbox")).toBeFocused();
      await page.keyboard.type("jam first");
      await expect(found(page)).toHaveCount(1);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expect(app.drafts).toBeHidden();
      await expect(app.editor).toBeFocused();
      expect(await app.marked()).toContain("|Jam first");
    });
  }
});

test.describe("the trash", () => {
  test.beforeEach(async ({ app }) => {
    await openLibrary(app);
    await app.chooseForDraft("Teatime 10", "Delete");
    await app.drafts.getByText("Deleted (2)").press("Enter");
  });

  test("says how long each draft can still be brought back", async ({ app }) => {
    await expect(app.draft("the deleted Teatime 10")).toContainText("30 days left");
  });

  test("brings a draft back by its row's menu", async ({ app, page }) => {
    await app.draft("the deleted Teatime 10").getByRole("button").first().press("Enter");
    await page.getByRole("menuitem", { name: "Restore" }).press("Enter");
    await expect(app.draftName).toHaveValue("Teatime 10");
    await expect(app.draft("Teatime 10")).toBeVisible();
  });

  test("is emptied after a question, for good", async ({ app, page }) => {
    const question = page.getByRole("dialog", { name: "Delete 2 drafts for good?" });
    await app.button("Empty the trash…").press("Enter");
    await question.getByRole("button", { name: "Cancel" }).press("Enter");
    await expect(app.drafts.getByText("Deleted (2)")).toBeVisible();
    await app.button("Empty the trash…").press("Enter");
    await question.getByRole("button", { name: "Delete for good" }).press("Enter");
    await expect(app.drafts.getByText(/^Deleted/)).toHaveCount(0);
    await page.reload();
    await expect(app.draftName).toHaveValue("Teatime 9");
    await expect(app.drafts.getByText(/^Deleted/)).toHaveCount(0);
  });
});

test("a question about the trash ends with Escape, and the panel that asked stays", async ({ app, page }) => {
  await page.setViewportSize({ width: 900, height: 844 });
  await app.open();
  await app.button("Show drafts").click();
  await app.chooseForDraft((await app.titles())[0], "Delete");
  await app.drafts.getByText("Deleted (1)").press("Enter");
  await app.button("Empty the trash…").press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(app.button("Empty the trash…")).toBeFocused();
});

test.describe("the storage meter", () => {
  const meter = (page) => page.getByTestId("storage");

  test("says what is used, what is largest, and what the browser has promised", async ({ app, page }) => {
    await openLibrary(app);
    await meter(page).getByText("Storage", { exact: true }).press("Enter");
    await expect(meter(page)).toContainText(/All of it\s*[\d.]+ [kMG]?B of [\d.]+ [MG]B/);
    await expect(meter(page)).toContainText(/0\.\d million of 5\.2 million characters/);
    await expect(meter(page)).toContainText(/may remove it|promised to keep it|does not say/);
    await expect(meter(page).getByRole("listitem").first()).toContainText("Harbour Lights 3");
    await meter(page).getByRole("listitem").first().getByRole("button").press("Enter");
    await expect(app.draftName).toHaveValue("Harbour Lights 3");
  });

  for (const [answer, said] of [[true, "has promised to keep it"], [false, "may remove it"]]) {
    test(`shows the browser's answer ${answer}`, async ({ app, page }) => {
      await page.addInitScript((answer) => {
        StorageManager.prototype.persisted = async () => answer;
      }, answer);
      await app.open();
      await meter(page).getByText("Storage", { exact: true }).click();
      await expect(meter(page)).toContainText(said);
    });
  }
});
