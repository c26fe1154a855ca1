// Drafts: what was typed is still there, and the app never says "saved" when it is not.
import { expect, test } from "./support/test.mjs";
import { fillStorage, storageThatFillsUp, storageThatIsBlocked, storageThatIsSlow } from "./support/storage.mjs";

test.describe("a visit", () => {
  test("the first one shows notes that teach, as a real rundown", async ({ app }) => {
    await app.open();
    await expect(app.editor).toBeFocused();
    await expect.poll(() => app.segments.count()).toBeGreaterThan(3);
    await expect(app.preview.locator(".card-start").first()).toBeVisible();
    await app.saved();
  });

  test("goes on where the last one stopped, to the character", async ({ app, page }) => {
    await app.start("# Other");
    await app.newDraft();
    await app.writeMarked("# Mine\n\nIn the |middle of things.\n");
    await app.saved();
    await page.reload();
    await expect(app.draftName).toHaveValue("Mine");
    await expect(app.editor).toBeFocused();
    expect(await app.marked()).toBe("# Mine\n\nIn the |middle of things.\n");
  });

  test("after a reload right behind the last key has every letter", async ({ app, page }) => {
    await app.start();
    await app.type("# The last word");
    await page.reload();
    expect(await app.text()).toBe("# The last word");
  });

  test("after a tab closed right behind the last key has every letter", async ({ app, page, context }) => {
    await app.start();
    await app.type("# The last word");
    const closed = page.waitForEvent("close");
    await page.close({ runBeforeUnload: true });
    await closed;
    const next = new app.constructor(await context.newPage(), app.url);
    await next.open();
    expect(await next.text()).toBe("# The last word");
  });
});

test.describe("the root of a host", () => {
  test.use({ base: "/" });

  test("serves the app as well as a folder does", async ({ app }) => {
    await app.start("# At the root");
    await expect(app.preview.getByRole("heading")).toHaveText("At the root");
    await app.saved();
  });
});

test.describe("the list", () => {
  test("puts the draft changed last on top, also after a reload", async ({ app, page }) => {
    await app.start();
    const older = Array.from({ length: 30 }, (_, idx) => ({ name: `${idx}.md`, content: `# Older ${idx}\n` }));
    await app.import(...older);
    await expect(app.draft("Older 29")).toBeVisible();
    await app.newDraft("# A");
    await app.newDraft("# B");
    await app.openDraft("A");
    await app.type("!");
    await expect.poll(async () => (await app.titles()).slice(0, 2)).toEqual(["A!", "B"]);
    await app.openDraft("Older 7");
    await app.press("Control+End");
    await app.type("More.");
    await expect.poll(async () => (await app.titles()).slice(0, 3)).toEqual(["Older 7", "A!", "B"]);
    await app.saved();
    await page.reload();
    await expect.poll(async () => (await app.titles()).slice(0, 3)).toEqual(["Older 7", "A!", "B"]);
    expect((await app.titles()).length).toBe(34);
  });

  test("marks the open draft and shows its episode and size", async ({ app }) => {
    await app.start("# Lantern Radio 58");
    await expect(app.draft("Lantern Radio 58")).toHaveAttribute("aria-current", "true");
    await expect(app.draft("Lantern Radio 58")).toContainText("Ep. 58");
    await expect(app.draft("Lantern Radio 58")).toContainText("18 B");
  });

  test("an open menu stays open while the draft is saved", async ({ app }) => {
    await app.start("# Slow hands");
    await app.type("!");
    await app.button(/^More for Slow hands/).click();
    await expect(app.menuItems.first()).toBeFocused();
    await app.saved();
    await expect(app.menuItems.first()).toBeFocused();
  });
});

test.describe("a draft", () => {
  test.beforeEach(({ app }) => app.start("# Pilot\n\nText\n"));

  test("takes a name from its field and keeps it", async ({ app, page }) => {
    await app.draftName.fill("Season opener");
    await app.draftName.press("Enter");
    await expect(app.draft("Season opener")).toBeVisible();
    await page.reload();
    await expect(app.draftName).toHaveValue("Season opener");
    expect(await app.text()).toBe("# Pilot\n\nText\n");
  });

  test("takes a name from its menu, and the notes' own title when that is emptied", async ({ app, page }) => {
    await app.chooseForDraft("Pilot", "Rename");
    await expect(app.draftName).toBeFocused();
    await page.keyboard.type("Season opener");
    await page.keyboard.press("Enter");
    await expect(app.draft("Season opener")).toBeVisible();
    await app.draftName.fill("");
    await app.draftName.press("Enter");
    await expect(app.draftName).toHaveValue("Pilot");
  });

  test("leaves its name to the author who is writing it, while a save finds another title", async ({ app, page }) => {
    await app.type("# Other\n");
    await app.press("Control+Home");
    await app.type("# New\n\n");
    await app.draftName.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Season");
    await app.saved();
    await expect(app.draft("New")).toBeVisible();
    await page.keyboard.type(" opener");
    await expect(app.draftName).toHaveValue("Season opener");
    await page.keyboard.press("Enter");
    await expect(app.draft("Season opener")).toBeVisible();
  });

  test("takes no name from a field that was only looked at", async ({ app, page }) => {
    await app.press("Control+Home");
    await app.type("# New\n\n");
    await app.draftName.click();
    await expect(app.draft("New")).toBeVisible();
    await app.editor.focus();
    await expect(app.draftName).toHaveValue("New");
    await app.newDraft("# Third");
    await app.saved();
    await expect(app.draft("New")).toBeVisible();
  });

  test("keeps its name when the field is left by Escape", async ({ app }) => {
    await app.draftName.fill("No, rather not");
    await app.draftName.press("Escape");
    await expect(app.draftName).toHaveValue("Pilot");
    await expect(app.draft("Pilot")).toBeVisible();
  });

  test("is duplicated, and the copy is another draft", async ({ app }) => {
    await app.chooseForDraft("Pilot", "Duplicate");
    await expect(app.draftName).toHaveValue("Copy of Pilot");
    await app.press("Control+End");
    await app.type("More");
    expect(await app.text()).toBe("# Pilot\n\nText\nMore");
    await app.openDraft("Pilot");
    expect(await app.text()).toBe("# Pilot\n\nText\n");
  });

  test("comes back at once from the message about its deletion", async ({ app }) => {
    await app.chooseForDraft("Pilot", "Delete");
    await expect(app.draft("Pilot")).toHaveCount(0);
    await app.messages.getByRole("button", { name: "Restore" }).click();
    await expect(app.draftName).toHaveValue("Pilot");
    expect(await app.text()).toBe("# Pilot\n\nText\n");
  });

  test("comes back from the deleted ones, after a reload too", async ({ app, page }) => {
    await app.chooseForDraft("Pilot", "Delete");
    await expect(app.draft("Pilot")).toHaveCount(0);
    await page.reload();
    await expect(app.draft("Pilot")).toHaveCount(0);
    await app.drafts.getByText("Deleted (1)").click();
    await app.chooseForDraft("the deleted Pilot", "Restore");
    await expect(app.draft("Pilot")).toBeVisible();
    await expect(app.draftName).toHaveValue("Pilot");
    expect(await app.text()).toBe("# Pilot\n\nText\n");
  });

  test("is gone when it is deleted for good, and the app goes on", async ({ app, page }) => {
    await app.chooseForDraft("Pilot", "Delete");
    await app.drafts.getByText("Deleted (1)").click();
    await app.chooseForDraft("the deleted Pilot", "Delete for good");
    await expect(app.drafts.getByText(/^Deleted/)).toHaveCount(0);
    await app.newDraft("# Next\n");
    await app.saved();
    await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).not.toContain("Pilot");
  });

  test("the last one can be deleted, and a new one started", async ({ app, page }) => {
    // The list has its title once it is saved.
    await expect(app.draft("Pilot")).toBeVisible();
    while ((await app.titles()).length > 0) {
      const [title] = await app.titles();
      await app.chooseForDraft(title, "Delete");
      await expect(app.draft(title)).toHaveCount(0);
    }
    await expect(page.getByText("Nothing is open")).toBeVisible();
    await page.reload();
    await expect(page.getByText("Nothing is open")).toBeVisible();
    await app.button("Start a new draft").click();
    await app.type("Again");
    expect(await app.text()).toBe("Again");
    await app.saved();
  });
});

test("Control+S saves at once and says so, wherever the focus is", async ({ app }) => {
  await app.start("# Saved by hand");
  await app.draftName.press("Control+s");
  await expect(app.messages).toContainText("Saved");
  await app.saved();
});

test.describe("a save that fails", () => {
  const breakStorage = (page, isFull) => page.evaluate((isFull) => (window.storageIsFull = isFull), isFull);

  test.beforeEach(({ page }) => page.addInitScript(storageThatFillsUp));

  test("is shown with its reason and a download, and nothing is lost", async ({ app, page }) => {
    await app.start("# Kept\n");
    await app.saved();
    // The copy in local storage follows when the page is idle.
    const copies = () => page.evaluate(() => JSON.stringify(localStorage));
    await expect.poll(copies).toContain("# Kept");
    const stored = await copies();
    await breakStorage(page, true);
    await app.type("unsaved");
    await app.comesTo("failed");
    await expect(app.saveState).toContainText(/full|room|space/i);
    expect(await copies()).toBe(stored);
    const file = await app.download(() => app.button("Download").click());
    expect(file.text).toBe("# Kept\nunsaved");
    await app.type(" still");
    await app.comesTo("failed");
    expect(await app.text()).toBe("# Kept\nunsaved still");
  });

  test("is made good without a reload once there is room", async ({ app, page }) => {
    await app.start("# Kept\n");
    await breakStorage(page, true);
    await app.type("late");
    await app.comesTo("failed");
    await breakStorage(page, false);
    await app.saved({ timeout: 15_000 });
    await page.reload();
    expect(await app.text()).toBe("# Kept\nlate");
  });

  test("asks before the page is left", async ({ app, page }) => {
    await app.start("# Kept\n");
    await breakStorage(page, true);
    await app.type("unsaved");
    await app.comesTo("failed");
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    expect((await asked).type()).toBe("beforeunload");
  });

  test("loses nothing when the author turns to another draft", async ({ app, page }) => {
    await app.start("# One\n");
    await app.newDraft("# Two\n");
    await app.saved();
    await breakStorage(page, true);
    await app.type("two, unsaved");
    await app.openDraft("One");
    await app.press("Control+End");
    await app.type("one, unsaved");
    await app.openDraft("Two");
    expect(await app.text()).toBe("# Two\ntwo, unsaved");
    await app.comesTo("failed");
    await app.openDraft("One");
    expect(await app.text()).toBe("# One\none, unsaved");
    await breakStorage(page, false);
    await app.saved({ timeout: 15_000 });
    await page.reload();
    expect(await app.text()).toBe("# One\none, unsaved");
    await app.openDraft("Two");
    expect(await app.text()).toBe("# Two\ntwo, unsaved");
  });

  test("of a new draft and of a copy is shown, and both can be written in", async ({ app, page }) => {
    await app.start("# One\n");
    await app.saved();
    await breakStorage(page, true);
    await app.newDraft("# New\n");
    await app.comesTo("failed");
    await app.openDraft("One");
    await app.chooseForDraft("One", "Duplicate");
    await expect(app.draftName).toHaveValue("Copy of One");
    await app.comesTo("failed");
    await app.openDraft("New");
    expect(await app.text()).toBe("# New\n");
  });
});

test.describe("local storage", () => {
  test("that is really full leaves the draft to the journal", async ({ app, page }) => {
    await app.start("# Kept\n");
    await app.saved();
    await page.evaluate(fillStorage);
    await app.type("more than fits");
    await app.saved();
    await page.reload();
    expect(await app.text()).toBe("# Kept\nmore than fits");
  });

  test("that is blocked is said, and the author writes on", async ({ app, page }) => {
    await page.addInitScript(storageThatIsBlocked);
    await app.open();
    await expect(app.messages.getByRole("alert")).toContainText("Local storage cannot be used");
    await app.write("# Written anyway\n");
    await app.saved();
    await expect(app.preview.getByRole("heading")).toHaveText("Written anyway");
    await app.newDraft("# Another\n");
    await app.openDraft("Written anyway");
    expect(await app.text()).toBe("# Written anyway\n");
  });
});

test.describe("a stored draft", () => {
  /** Replaces what is stored of the draft whose text holds `words`; returns its key and the new value. */
  const damage = (page, words, how) =>
    page.evaluate(
      ([words, how]) => {
        const keys = Object.keys(localStorage).filter((key) => key.startsWith("rundown.draft."));
        const key = keys.find((key) => localStorage[key].includes(words));
        const stored = localStorage[key];
        const newer = JSON.stringify({ ...JSON.parse(stored), schema: 99 });
        const damaged = how === "newer" ? newer : stored.slice(0, stored.length / 2);
        localStorage.setItem(key, damaged);
        return { key, damaged };
      },
      [words, how],
    );

  test.beforeEach(async ({ app, page }) => {
    await app.start("# Damaged\n\nThese words are hard to read.\n");
    await app.newDraft("# Sound\n");
    await app.saved();
    const copies = () => Object.values(localStorage).some((value) => value.includes("hard to read"));
    await expect.poll(() => page.evaluate(copies)).toBe(true);
  });

  test("that cannot be read is said, kept and downloadable, and the others are there", async ({ app, page }) => {
    const { damaged } = await damage(page, "hard to read", "cut");
    for (let visit = 0; visit < 2; visit += 1) {
      await page.reload();
      await expect(app.draftName).toHaveValue("Sound");
      expect(await app.text()).toBe("# Sound\n");
      const notice = app.messages.getByRole("alert");
      await expect(notice).toHaveCount(1);
      const file = await app.download(() => notice.getByRole("button", { name: "Download" }).click());
      expect(file.text).toBe(damaged);
      expect(await page.evaluate(() => Object.values(localStorage))).toContain(damaged);
    }
  });

  test("of a newer version of the app is left alone, and that is said", async ({ app, page }) => {
    const { key, damaged } = await damage(page, "hard to read", "newer");
    await page.reload();
    await expect(app.draftName).toHaveValue("Sound");
    await expect(app.messages.getByRole("alert")).toContainText(/newer/i);
    await app.type("More");
    await app.saved();
    expect(await page.evaluate((key) => localStorage.getItem(key), key)).toBe(damaged);
  });
});

test.describe("a draft that comes late", () => {
  const askForOne = ({ app }) => app.draft("One").getByRole("button").first().click();

  test.beforeEach(async ({ app, page }) => {
    await page.addInitScript(storageThatIsSlow);
    await app.open();
    for (const title of ["One", "Two"]) await app.newDraft(`# ${title}\n`);
    await app.saved();
    await page.evaluate(() => (window.readingTakesMs = 1_000));
  });

  test("leaves a menu open that was opened meanwhile", async ({ app, page }) => {
    await askForOne({ app });
    await app.button("More for Two").click();
    await expect(app.menuItems.first()).toBeFocused();
    await expect(app.draftName).toHaveValue("One");
    await expect(app.menuItems.first()).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(app.menuItems).toHaveCount(0);
  });

  test("does not take the place of the draft that the author went back to, or began", async ({ app, page }) => {
    await askForOne({ app });
    await app.openDraft("Two");
    // By then it would be there.
    await page.waitForTimeout(1_500);
    await expect(app.draftName).toHaveValue("Two");
    await askForOne({ app });
    await app.newDraft("# Three\n");
    await page.waitForTimeout(1_500);
    await expect(app.draftName).toHaveValue("Three");
  });
});
