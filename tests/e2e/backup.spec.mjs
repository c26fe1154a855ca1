// Everything in one file, and back.
import { expect, test } from "./support/test.mjs";
import { storedDraft } from "./support/damage.mjs";

const TITLES = ["# Teatime 7\n\nScones\n", "# Teatime 8\n\nToast\n"];

async function openBackup(app) {
  await app.drafts.getByRole("button", { name: "Backup…" }).click();
  await expect(app.page.getByRole("dialog", { name: "Backup" })).toBeVisible();
}

/** The file that “Back up everything” downloads. */
async function backUp(app) {
  await openBackup(app);
  const file = await app.download(() => app.button("Back up everything").click());
  await expect(app.messages).toContainText("backed up");
  await app.page.keyboard.press("Escape");
  return file;
}

/** Chooses a file to restore from; gives what is said about it. */
async function choose(app, text) {
  await openBackup(app);
  const file = { name: "backup.json", mimeType: "application/json", buffer: Buffer.from(text) };
  await app.page.getByTestId("backup").setInputFiles(file);
  return app.page.getByTestId("restore-preview");
}

async function writeDrafts(app) {
  await app.open();
  for (const notes of TITLES) await app.newDraft(notes);
  await app.saved();
}

test("a backup brings back what a cleared browser has lost", async ({ app, browser }) => {
  await writeDrafts(app);
  const file = await backUp(app);
  expect(file.name).toMatch(/^rundown-backup-\d{4}-\d\d-\d\d\.json$/);
  expect(JSON.parse(file.text)).toMatchObject({ format: "rundown-backup", version: 1, versions: [] });
  await expect(app.drafts).toContainText("The last backup is from today.");

  const other = await browser.newContext();
  const page = await other.newPage();
  const fresh = new app.constructor(page, app.url);
  await fresh.open();
  const preview = await choose(fresh, file.text);
  await expect(preview).toContainText("will be added");
  await expect(preview).toContainText("“Teatime 7”");
  await fresh.button("Restore").click();
  await expect(fresh.messages).toContainText("restored");
  await page.reload();
  await fresh.openDraft("Teatime 7");
  await expect.poll(() => fresh.text()).toBe(TITLES[0]);
  await other.close();
});

test("restoring changes no draft that is here, and adds nothing a second time", async ({ app }) => {
  await writeDrafts(app);
  const { text } = await backUp(app);
  await app.write("# Teatime 8\n\nMarmalade\n");
  await app.saved();

  await expect(await choose(app, text)).toContainText("1 draft will be added beside what is here");
  await app.button("Restore").click();
  await expect(app.messages).toContainText("1 draft restored.");
  await expect.poll(() => app.text()).toBe("# Teatime 8\n\nMarmalade\n");
  await app.openDraft("Teatime 8 (from a backup)");
  await expect.poll(() => app.text()).toBe(TITLES[1]);

  await expect(await choose(app, text)).toContainText("There is nothing to restore.");
  await expect(app.button("Restore")).toHaveCount(0);
});

test("a file that is no backup says why, and changes nothing", async ({ app }) => {
  await writeDrafts(app);
  const before = await app.titles();
  const hostile = [
    ["# Notes", "it is not JSON"],
    ["[]", "it is not a backup of Rundown"],
    ['{"format":"rundown-backup","version":9}', "a newer version of Rundown"],
    ['{"format":"rundown-backup","version":1,"drafts":{"__proto__":[]}}', "but its format is wrong"],
    ["[".repeat(5_000_000), "it is not a backup of Rundown"],
  ];
  for (const [text, reason] of hostile) {
    await choose(app, text);
    await expect(app.page.getByRole("dialog").getByRole("alert")).toContainText(reason);
    await app.page.keyboard.press("Escape");
  }
  expect(await app.titles()).toEqual(before);
});

test("a damaged draft is left out by name, and the others come back", async ({ app }) => {
  await writeDrafts(app);
  const { text } = await backUp(app);
  const preview = await choose(app, text.replace("Scones", "Stones"));
  await expect(preview).toContainText("“Teatime 7” cannot be restored: it was damaged");
});

test("a file grants nothing: what is restored from it contacts nobody, and can be written on", async ({ app, page }) => {
  const id = "feedfacefeedfacefeedfacefeedface";
  const notes = "# Greedy\n\n![cup](https://images.example/cup.png)\n";
  const greedy = (text) => storedDraft(id, text, { images_allowed: true, revision: 2 ** 52 });
  const about = { draft: id, time_ms: 1_760_000_000_000, revision: 2 ** 52, n_bytes: 9, cause: "opened" };
  const version = `{"about":${JSON.stringify(about)},"stored":${greedy("# Earlier\n\n![pot](https://images.example/pot.png)\n")}}`;
  const file = `{"format":"rundown-backup","version":1,"created_ms":0,"drafts":[${greedy(notes)}],"versions":[${version}]}`;
  await app.start("# Teatime 7\n");
  await choose(app, file);
  await app.button("Restore").click();
  await app.openDraft("Greedy");
  // A request would be a fault (support/faults.mjs).
  await expect(app.preview.getByRole("img", { name: /cup/ })).toContainText("images.example");
  await app.press("Control+End");
  await app.type("Goes on.");
  await app.saved();
  await page.reload();
  await expect(app.draftName).toHaveValue("Greedy");
  expect(await app.text()).toBe(`${notes}Goes on.`);
  await app.chooseForDraft("Greedy", "History…");
  await page.getByTestId("versions").getByRole("option").last().click();
  await page.getByTestId("history").getByRole("button", { name: "Restore as a copy" }).click();
  await expect(app.preview.getByRole("img", { name: /pot/ })).toContainText("images.example");
});

test("a backup with history brings the history back", async ({ app, browser }) => {
  await writeDrafts(app);
  await app.choose("Export", "Markdown");
  await openBackup(app);
  await app.page.getByRole("checkbox", { name: /With the history/ }).check();
  const file = await app.download(() => app.button("Back up everything").click());
  const { drafts, versions } = JSON.parse(file.text);
  expect(versions.map(({ about }) => about.cause)).toContain("exported");
  const ids = drafts.map(({ draft }) => draft.id);
  for (const { about, stored } of versions) {
    expect(ids).toContain(about.draft);
    expect(stored.draft.id).toBe(about.draft);
  }
  const other = await browser.newContext();
  const fresh = new app.constructor(await other.newPage(), app.url);
  await fresh.open();
  await choose(fresh, file.text);
  await fresh.button("Restore").click();
  await expect(fresh.messages).toContainText("restored");
  const again = await fresh.download(async () => {
    await openBackup(fresh);
    await fresh.page.getByRole("checkbox", { name: /With the history/ }).check();
    await fresh.button("Back up everything").click();
  });
  const texts = (file) => JSON.parse(file.text).versions.map(({ about, stored }) => [about.time_ms, stored.draft.text]);
  expect(texts(again)).toEqual(expect.arrayContaining(texts(file)));
  await fresh.page.keyboard.press("Escape");
  await expect(await choose(fresh, file.text)).toContainText("There is nothing to restore.");
  await other.close();
});

test("what the browser has no room for is not said to be restored", async ({ app, page, browser }) => {
  await writeDrafts(app);
  const { text } = await backUp(app);
  const other = await browser.newContext();
  const fresh = new app.constructor(await other.newPage(), app.url);
  await fresh.open();
  await fresh.saved();
  await choose(fresh, text);
  await expect(fresh.button("Restore")).toBeVisible();
  await fresh.page.evaluate(() => {
    const full = () => {
      throw new DOMException("", "QuotaExceededError");
    };
    IDBObjectStore.prototype.put = full;
    Storage.prototype.setItem = full;
  });
  await fresh.button("Restore").click();
  await expect(fresh.messages.getByRole("alert")).toContainText(/^0 of \d drafts are restored, the rest is not: /);
  await expect(fresh.draft("Teatime 7")).toHaveCount(0);
  await other.close();
  await page.close();
});

test("after two weeks of work without a backup the author is reminded, and not again the next day", async ({ app, page }) => {
  const DAY = 24 * 60 * 60 * 1000;
  const reminder = app.messages.getByText("Your drafts are in this browser alone.");
  const openAt = async (nDays) => {
    await page.clock.setSystemTime(start + nDays * DAY);
    await page.reload();
    await expect(app.drafts).toContainText("There is no backup yet.");
  };
  const start = Date.now();
  await app.start("# Teatime 7\n");
  await app.saved();
  await openAt(13);
  await expect(app.draftName).toHaveValue("Teatime 7");
  // The page looks when it is idle: not that it does so after the next jump of the clock.
  await page.waitForTimeout(1_500);
  await expect(reminder).toHaveCount(0);
  await openAt(15);
  await expect(reminder).toBeVisible();
  await app.button("Back up…").click();
  await expect(page.getByRole("dialog", { name: "Backup" })).toBeVisible();
  await openAt(16);
  await expect(app.draftName).toHaveValue("Teatime 7");
  await expect(reminder).toHaveCount(0);
});

test("a backup carries the author's own templates, and restoring overwrites none", async ({ app, browser }) => {
  const keep = async (to, name) => {
    await to.choose("Insert template", "Manage templates…");
    await to.button("New template").click();
    await to.page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await to.page.getByLabel("What is inserted").fill("{{host}} says");
    await to.button("Save").click();
    await expect(to.page.getByRole("list", { name: /^(Your own|Teatime)$/ })).toContainText(name);
    await to.page.keyboard.press("Escape");
  };
  await app.start("# Teatime 7\n");
  await keep(app, "Quote");
  const { text } = await backUp(app);
  const other = await browser.newContext();
  const fresh = new app.constructor(await other.newPage(), app.url);
  await fresh.start("# Teatime 7\n");
  await keep(fresh, "Mine");
  await expect(await choose(fresh, text)).toContainText("1 template will be added.");
  await fresh.button("Restore").click();
  await fresh.page.reload();
  await fresh.button("Insert template").click();
  await expect(fresh.menuItems.filter({ hasText: /^(Mine|Quote)/ })).toHaveText([/^Mine/, /^Quote/]);
  await fresh.page.keyboard.press("Escape");
  await expect(await choose(fresh, text)).toContainText("There is nothing to restore.");
  await other.close();
});
