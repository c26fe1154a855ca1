// Stored values that are damaged: the app starts, names what it cannot read, deletes nothing, and the rest is as it was.
import { expect, test } from "./support/test.mjs";
import { ODD_KINDS, badDrafts, dieAtWrite, putStored, sealed, storedDraft, takeStored } from "./support/damage.mjs";

const ID = "feedfacefeedfacefeedfacefeedface";
const BAD_KEY = `rundown.draft.${ID}`;
const BAD_TEXT = "# Bad\n\nThese words are hard to read.\n";
const SOUND = { "Sound one": "# Sound one\n\nFirst.\n", "Sound two": "# Sound two\n\nSecond.\n" };
const VALUES = badDrafts(ID, BAD_TEXT);

/** A page of the site that is not the app: there storage can be changed behind its back. */
async function behind(app, act, argument) {
  const { href } = new URL("LICENSES.txt", app.url);
  if (app.page.url() !== href) await app.page.goto(href);
  return app.page.evaluate(act, argument);
}

/** Leaves two sound drafts and the one to be damaged in both places; returns all that is stored. */
async function threeDrafts(app) {
  await app.open();
  await behind(app, ([key, value]) => localStorage.setItem(key, value), [BAD_KEY, storedDraft(ID, BAD_TEXT)]);
  await app.open();
  for (const notes of Object.values(SOUND)) await app.newDraft(notes);
  await app.openDraft("Bad");
  await app.press("Control+End");
  await app.type("!");
  await app.press("Backspace", "Control+s");
  await app.saved();
  await app.openDraft("Sound two");
  return behind(app, takeStored);
}

async function expectSound(app) {
  for (const [title, text] of Object.entries(SOUND)) {
    await app.openDraft(title);
    expect(await app.text()).toBe(text);
  }
}

/** The sound drafts can be read, and written in. */
async function expectWritable(app) {
  await expectSound(app);
  await app.press("Control+End");
  await app.type("Goes on.");
  await app.press("Control+s");
  await app.saved();
}

/** Every alert's file. */
async function offered(app) {
  const alerts = await app.messages.getByRole("alert").all();
  const files = [];
  for (const alert of alerts) {
    const button = alert.getByRole("button", { name: "Download" });
    if (await button.count()) files.push((await app.download(() => button.click())).text);
  }
  return files;
}

const isJournalled = ({ journal }) => (journal.drafts?.length ?? 0) > 0;

/** `stored` with `value` for the bad draft in the given places. */
function withBad(stored, value, places) {
  const local = stored.local.map(([key, sound]) => [key, places.includes("local") && key === BAD_KEY ? value : sound]);
  const drafts = (stored.journal.drafts ?? []).map(([key, sound]) => [key, places.includes("journal") && key === ID ? value : sound]);
  return { local, journal: isJournalled(stored) ? { ...stored.journal, drafts } : {} };
}

/** Whether `value` still stands somewhere. */
function isKept({ local, journal }, value) {
  const values = [...local, ...Object.values(journal).flat()].map(([, kept]) => kept);
  const holds = (kept) => kept === value || (typeof kept === "object" && kept !== null && Object.values(kept).includes(value));
  return values.some((kept) => holds(kept) || (typeof kept === "string" && kept.includes(JSON.stringify(value))));
}

test.describe("a draft of which is left", () => {
  test.setTimeout(300_000);

  test("in both places something else: it is named, offered and kept, and the others are there", async ({ app }) => {
    const stored = await threeDrafts(app);
    for (const [what, value] of VALUES) {
      await test.step(what, async () => {
        await behind(app, putStored, withBad(stored, value, ["local", "journal"]));
        await app.open();
        await expectWritable(app);
        await expect(app.messages.getByRole("alert"), what).not.toHaveCount(0);
        const file = (await offered(app)).find((file) => file === Buffer.from(value).toString());
        expect(file, what).toBeDefined();
        expect(isKept(await behind(app, takeStored), value), what).toBe(true);
      });
    }
  });

  for (const place of ["local", "journal"]) {
    test(`in one place (${place}) something else: the other has it, and what is bad is kept`, async ({ app }) => {
      const stored = await threeDrafts(app);
      expect(isJournalled(stored)).toBe(true);
      // A draft of a later schema is that version's: it is left alone in both places (drafts.spec.mjs).
      for (const [what, value] of VALUES.filter(([what]) => what !== "a later schema")) {
        await test.step(what, async () => {
          await behind(app, putStored, withBad(stored, value, [place]));
          await app.open();
          await expectWritable(app);
          await app.openDraft("Bad");
          expect(await app.text(), what).toBe(BAD_TEXT);
          expect(isKept(await behind(app, takeStored), value), what).toBe(true);
        });
      }
    });
  }
});

test.describe("odd but sound numbers in a draft", () => {
  const odd = {
    "the highest revision": `{"id":"${ID}","revision":18446744073709551615,`,
    "times beyond all calendars": `{"id":"${ID}","revision":3,"created_ms":18446744073709551615,"modified_ms":18446744073709551615,`,
    "a selection far outside": `{"id":"${ID}","revision":3,"byte_anchor":4294967295,"byte_head":4000000000,`,
  };
  for (const [what, beginning] of Object.entries(odd)) {
    test(`${what}: it opens, takes text and keeps it`, async ({ app }) => {
      const sound = JSON.parse(storedDraft(ID, BAD_TEXT)).draft;
      const given = JSON.parse(`${beginning.replace(/\d{10,}/g, "0")}"x":0}`);
      const rest = Object.fromEntries(Object.entries(sound).filter(([name]) => !(name in given)));
      const json = beginning + JSON.stringify(rest).slice(1);
      await app.open();
      await behind(app, ([key, value]) => localStorage.setItem(key, value), [BAD_KEY, sealed(json)]);
      await app.open();
      await app.openDraft("Bad");
      expect(await app.text()).toBe(BAD_TEXT);
      await app.press("Control+End");
      await app.type("More.");
      await app.saved();
      await app.page.reload();
      await app.openDraft("Bad");
      expect(await app.text()).toBe(`${BAD_TEXT}More.`);
    });
  }
});

test.describe("anything in other places of ours leaves the drafts alone", () => {
  test.setTimeout(300_000);

  async function expectAll(app, what) {
    await expectWritable(app);
    await app.openDraft("Bad");
    expect(await app.text(), what).toBe(BAD_TEXT);
  }

  test("in local storage", async ({ app }) => {
    const stored = await threeDrafts(app);
    const names = ["settings", "trash.__proto__", `trash.${ID}`, "trash", "reserve", "damaged.1", "draft.", "draft.__proto__", "odd"];
    const isDraft = ([key]) => key.startsWith("rundown.draft.");
    for (const [what, value] of VALUES) {
      await test.step(what, async () => {
        // What is large has no room everywhere.
        const planted = names.slice(0, value.length > 10_000 ? 2 : names.length).map((name) => [`rundown.${name}`, value]);
        await behind(app, putStored, { ...stored, local: [...stored.local.filter(isDraft), ...planted] });
        await app.open();
        await expectAll(app, what);
      });
    }
  });

  test("in the journal, instead of all that is not a draft", async ({ app }) => {
    const stored = await threeDrafts(app);
    const strange = ["__proto__", ID, `${ID}/0000000000000001`, `${ID}/`, "odd", "counts", "backup"];
    const values = [...VALUES, ...ODD_KINDS.map((value) => [String(value), value])];
    for (const [what, value] of values) {
      await test.step(what, async () => {
        const journal = {};
        for (const [store, entries] of Object.entries(stored.journal)) {
          // What is large, in few places: hundreds of megabytes bring the browser down.
          const keys = [...entries.map(([key]) => key), ...strange].slice(0, value?.length > 10_000 ? 1 : undefined);
          journal[store] = store === "drafts" ? entries : keys.map((key) => [key, value]);
        }
        await behind(app, putStored, { ...stored, journal });
        await app.open();
        await expectAll(app, what);
      });
    }
  });

  test("in the journal, instead of a draft", async ({ app }) => {
    const stored = await threeDrafts(app);
    for (const value of ODD_KINDS) {
      await test.step(String(value), async () => {
        await behind(app, putStored, withBad(stored, value, ["journal"]));
        await app.open();
        await expectAll(app, String(value));
      });
    }
  });
});

test("drafts of the first schema are all there, at whichever write their first visit was killed", async ({ app, page }) => {
  test.setTimeout(300_000);
  const ids = [..."12345"].map((digit) => digit.repeat(32));
  const textOf = (id) => `# Draft ${id[0]}\n\nIts text.\n`;
  const marks = ids.slice(3).map((id) => [`rundown.trash.${id}`, JSON.stringify({ trashed_ms: Date.now() - 1_000 })]);
  const local = [...ids.map((id) => [`rundown.draft.${id}`, storedDraft(id, textOf(id))]), ...marks];
  const isUp = app.draftName.and(page.locator(":enabled")).or(page.getByText("Nothing is open"));
  await page.addInitScript(dieAtWrite);
  await app.open();
  for (let nWrites = 0; nWrites <= 20; nWrites += 1) {
    await behind(app, putStored, { local, journal: {} });
    await page.evaluate((nWritesLeft) => (window.name = JSON.stringify({ nWritesLeft })), nWrites);
    await page.goto(app.url);
    await expect(isUp).toBeVisible();
    await page.evaluate(() => (window.name = "{}"));
    await page.goto(app.url);
    await expect(isUp).toBeVisible();
    await expect.poll(async () => (await app.titles()).toSorted(), `${nWrites} writes`).toEqual(["Draft 1", "Draft 2", "Draft 3"]);
    await app.drafts.getByText("Deleted (2)").click();
    for (const id of ids.slice(3)) await app.chooseForDraft(`the deleted Draft ${id[0]}`, "Restore");
    for (const id of ids) {
      await app.openDraft(`Draft ${id[0]}`);
      expect(await app.text()).toBe(textOf(id));
    }
  }
});
