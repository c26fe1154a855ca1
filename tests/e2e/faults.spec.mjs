// Storage that fails: a place that works is enough, what is said is true, and what was typed is never lost.
import { expect, inTurn, test } from "./support/test.mjs";
import { breakStorage, closeJournal, mendStorage, prepareStorage } from "./support/faulty_storage.mjs";

const LOCAL_FAULTS = ["full", "blocked", "absent"];
const OPENING_FAULTS = ["absent", "refused SecurityError", "refused UnknownError", "refused AbortError", "silent"];
const WRITING_ERRORS = ["QuotaExceededError", "AbortError", "UnknownError"];
const WRITING_FAULTS = WRITING_ERRORS.flatMap((name) => [`put ${name}`, `commit ${name}`]).concat("put DataCloneError");
const OLD = "# Kept\n\nOld text.\n";

/** Until a browser that does not answer is given up, or what failed is tried again. */
const patiently = { timeout: 20_000 };

test.beforeEach(async ({ app, page }) => {
  await prepareStorage(page);
  await app.start(OLD);
  await app.saved();
});

/** What the author sees, and what a later visit finds, is `text`. */
async function check(app, text) {
  expect(await app.text()).toBe(text);
  await app.page.reload();
  await expect(app.draftName).toHaveValue("Kept", patiently);
  expect(await app.text()).toBe(text);
}

/** Types `words` at the end and waits until they are said to be kept. */
async function typeAndSave(app, words) {
  await app.press("Control+End");
  await app.type(words);
  await app.saved(patiently);
}

/** The faults of one place, as they are tried one after the other in one page. */
const GROUPS = {
  "local storage": LOCAL_FAULTS.map((local) => ({ local })),
  "opening the journal": OPENING_FAULTS.map((journal) => ({ journal })),
  "writing to the journal": WRITING_FAULTS.map((journal) => ({ journal })),
};

/** Tries `act` with each of `faults`, with storage that works and the old text in it to begin with. */
async function tryEach(app, faults, act) {
  const named = faults.map((fault) => [Object.values(fault).join(", "), fault]);
  test.setTimeout(30_000 * faults.length);
  await inTurn(named, async (fault) => {
    await mendStorage(app.page);
    await app.write(OLD);
    await app.saved(patiently);
    await act(fault);
  });
}

test.describe("one of the two places", () => {
  for (const [what, faults] of Object.entries(GROUPS)) {
    test(`that fails from the start (${what}) leaves the other`, ({ app, page }) =>
      tryEach(app, faults, async (fault) => {
        await breakStorage(page, fault);
        await page.reload();
        await expect(app.draftName).toHaveValue("Kept", patiently);
        expect(await app.text()).toBe(OLD);
        await typeAndSave(app, "With a fault. ");
        await check(app, `${OLD}With a fault. `);
        await mendStorage(page);
        await typeAndSave(app, "Mended. ");
        await check(app, `${OLD}With a fault. Mended. `);
      }));

    test(`that fails under way (${what}) leaves the other`, ({ app, page }) =>
      tryEach(app, faults, async (fault) => {
        await breakStorage(page, fault);
        await typeAndSave(app, "With a fault. ");
        await app.newDraft("# Another");
        await app.saved(patiently);
        await app.openDraft("Kept");
        await mendStorage(page);
        await check(app, `${OLD}With a fault. `);
      }));
  }
});

test.describe("both places", () => {
  for (const local of LOCAL_FAULTS) {
    const others = local === "full" ? WRITING_FAULTS : [];
    const faults = ["absent", "silent", "refused UnknownError", ...others].map((journal) => ({ local, journal }));

    test(`that fail under way (${local}) are said, and made good`, ({ app, page }) =>
      tryEach(app, faults, async (fault) => {
        await breakStorage(page, fault);
        if (/absent|silent|refused/.test(fault.journal)) await page.evaluate(closeJournal);
        await app.press("Control+End");
        await app.type("In memory. ");
        await app.comesTo("failed", patiently);
        await expect(app.saveState).toContainText(/not saved/i);
        const file = await app.download(() => app.button("Download").click());
        expect(file.text).toBe(`${OLD}In memory. `);
        await app.type("Still. ");
        await app.comesTo("failed");
        await mendStorage(page);
        await app.saved(patiently);
        await check(app, `${OLD}In memory. Still. `);
      }));
  }

  for (const local of LOCAL_FAULTS) {
    for (const journal of ["absent", "refused SecurityError", "silent", "put QuotaExceededError"]) {
      test(`that fail from the start (${local}, ${journal}) are said, and the old text stays`, async ({ app, page }) => {
        test.slow(journal === "silent", "a browser that never answers is waited for each time");
        await breakStorage(page, { local, journal });
        await page.reload();
        await expect(app.draftName.and(page.locator(":enabled")).or(page.getByText("Nothing is open"))).toBeVisible(patiently);
        await app.newDraft("# Written anyway");
        await app.comesTo("failed", patiently);
        await expect(app.saveState).toContainText(/download/i);
        await expect(app.saveState).not.toContainText(/TypeError|SecurityError/);
        expect(await app.text()).toBe("# Written anyway");
        const file = await app.download(() => app.button("Download").click());
        expect(file.text).toBe("# Written anyway");
        await mendStorage(page);
        await app.saved(patiently);
        await page.reload();
        await app.openDraft("Written anyway");
        expect(await app.text()).toBe("# Written anyway");
        await app.openDraft("Kept");
        expect(await app.text()).toBe(OLD);
      });
    }
  }
});

test("a browser that gives the page neither place is told in a sentence what to do", async ({ app, page }) => {
  await breakStorage(page, { local: "absent", journal: "absent" });
  await page.reload();
  await app.newDraft("# Written anyway");
  await app.comesTo("failed", patiently);
  await expect(app.saveState).toHaveText(
    "Not saved: the browser does not let this page save anything. Allow site data for it, or download your notes before you leave",
  );
});

test("a journal of a newer version is left alone, which is said, and local storage takes the notes", async ({ app, page }) => {
  await breakStorage(page, { journal: "refused VersionError" });
  await page.reload();
  await expect(app.messages).toContainText(/newer version/i);
  await app.newDraft("# Written anyway");
  await app.saved(patiently);
  await mendStorage(page);
  await page.reload();
  await app.openDraft("Written anyway");
  expect(await app.text()).toBe("# Written anyway");
  await app.openDraft("Kept");
  expect(await app.text()).toBe(OLD);
});

test("a journal whose connection is gone is opened again", async ({ app, page }) => {
  await breakStorage(page, { local: "full" });
  await page.evaluate(closeJournal);
  await typeAndSave(app, "Behind a lost connection. ");
  await check(app, `${OLD}Behind a lost connection. `);
});

test.describe("between two visits", () => {
  /** Leaves the app, does `act` in a page of the same site, and comes back. */
  async function meanwhile(app, act) {
    await app.page.goto(new URL("LICENSES.txt", app.url).href);
    await app.page.evaluate(act);
    await app.open();
  }

  const wipeJournal = async () => {
    for (const { name } of await indexedDB.databases()) {
      await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
    }
  };
  const emptyLocalStorage = () => localStorage.clear();

  for (const [what, wipe] of [["the journal", wipeJournal], ["local storage", emptyLocalStorage]]) {
    test(`${what} is emptied: the other has all, and that is said`, async ({ app }) => {
      await app.newDraft("# Another\n");
      await app.openDraft("Kept");
      await typeAndSave(app, "The last words.");
      await meanwhile(app, wipe);
      await expect(app.messages).toContainText(/recover|emptied|came back|lost|missing/i);
      await app.openDraft("Another");
      expect(await app.text()).toBe("# Another\n");
      await app.openDraft("Kept");
      await check(app, `${OLD}The last words.`);
    });

    test(`${what} is emptied, and filled again: then the other is not needed`, async ({ app }) => {
      await meanwhile(app, wipe);
      await app.openDraft("Kept");
      await typeAndSave(app, "Again.");
      await meanwhile(app, wipe === wipeJournal ? emptyLocalStorage : wipeJournal);
      await app.openDraft("Kept");
      await check(app, `${OLD}Again.`);
    });
  }

  test("the browser threw the journal away for damage: local storage has all, and that is said", async ({ app, page }) => {
    await breakStorage(page, { journal: "loss" });
    await meanwhile(app, wipeJournal);
    await expect(app.messages).toContainText(/recover|emptied|came back|lost|missing|damage/i);
    await check(app, OLD);
  });
});

test.describe("the browser's word on keeping the data", () => {
  const answers = {
    yes: () => (StorageManager.prototype.persist = StorageManager.prototype.persisted = async () => true),
    no: () => (StorageManager.prototype.persist = StorageManager.prototype.persisted = async () => false),
    "an error": () => {
      StorageManager.prototype.persist = StorageManager.prototype.persisted = async () => {
        throw new TypeError("not here");
      };
    },
    "not known": () => {
      delete StorageManager.prototype.persist;
      delete StorageManager.prototype.persisted;
    },
    "no storage manager": () => Object.defineProperty(navigator, "storage", { value: undefined }),
  };
  for (const [answer, give] of Object.entries(answers)) {
    test(`may be “${answer}”`, async ({ app, page }) => {
      await page.addInitScript(give);
      await page.reload();
      await expect(app.draftName).toHaveValue("Kept");
      await typeAndSave(app, "Real work.");
      await check(app, `${OLD}Real work.`);
    });
  }
});
