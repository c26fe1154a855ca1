// The app itself breaks down while someone types.
import { expect } from "@playwright/test";

import { breakCalls, countedCalls, wrapCalls } from "../support/traps.mjs";
import { Browser, forgetProfile, newProfile } from "./browser.mjs";
import { importNotes, whatReturns } from "./crash.mjs";
import { goToPlace, notesOf, wordsOf } from "./notes.mjs";
import { Random } from "./random.mjs";
import { Typist } from "./typist.mjs";

/** What breaks down while the author types: calls out of WebAssembly, by the names of its imports. */
const FAULTS = {
  render: { trapIn: "renderBlock|createElement|insertBefore|replaceWith" },
  panic: { failIn: "createElement|insertBefore|appendChild|setAttribute" },
  save: { trapIn: "setItem|journal|_put_|_transaction_|_commit_" },
};
export const STAGES = [...Object.keys(FAULTS), "start"];
const N_KEYS_BEFORE = 10;
const N_KEYS_AFTER = 30;

/**
 * The app traps at `stage`; the author types on where there is an editor, the browser is killed once the page has said
 * that all is kept, and started again without the fault. Returns the figures, in `broken` what was not kept.
 */
export async function panicTrial(site, { stage, nBytes, seed }) {
  const random = new Random(seed);
  const notes = notesOf(nBytes, "end");
  const words = wordsOf(random, N_KEYS_BEFORE + N_KEYS_AFTER);
  const profile = await newProfile();
  try {
    const breakDown = stage === "start" ? breakAtStart : breakWhileTyping;
    const { typed, broken, said } = await breakDown(profile, site, { stage, notes, words, random });
    const returned = await whatReturns(profile, site, notes, words);
    if (returned === null) broken.push("the notes are not as they were");
    else if (returned < typed.length) broken.push(`${typed.length - returned} of ${typed.length} keys lost`);
    return { kind: "panic", stage, nBytes, seed, nTyped: typed.length, nReturned: returned, said, broken };
  } finally {
    await forgetProfile(profile);
  }
}

async function breakWhileTyping(profile, site, { stage, notes, words }) {
  const browser = await Browser.start(profile, site.url, [[wrapCalls]]);
  const app = await browser.newTab();
  await importNotes(app, notes);
  await goToPlace(app, "end");
  const typist = await Typist.at(app.page, words);
  await typist.type(N_KEYS_BEFORE);
  await app.page.evaluate(breakCalls, FAULTS[stage]);
  await typist.type(N_KEYS_AFTER);
  const broken = await whatIsSaid(app);
  const { nFaults } = await app.page.evaluate(countedCalls);
  if (nFaults === 0) broken.push("nothing broke: the trial shows nothing");
  await browser.kill();
  return { typed: typist.typed, broken, said: broken.length === 0 ? "crashed, saved" : "" };
}

/** What the page does not say of what it should after a breakdown. */
async function whatIsSaid(app) {
  const broken = [];
  const isTold = expect(app.page.getByTestId("crashed")).toBeVisible();
  await isTold.catch(() => broken.push("nobody was told"));
  const isKept = expect(app.saveState).toHaveAttribute("data-state", "saved");
  await isKept.catch(() => broken.push("it was never said that the text is kept"));
  return broken;
}

async function breakAtStart(profile, site, { notes, words, random }) {
  const typed = words.slice(0, N_KEYS_BEFORE);
  const nCalls = await typeSoundly(profile, site, notes, typed);
  const browser = await Browser.start(profile, site.url, [[wrapCalls, random.whole(1, nCalls)]]);
  const app = await browser.newEmptyTab();
  await app.page.goto(app.url);
  const word = app.page.getByTestId("crashed").or(app.page.locator("#start-failed")).filter({ visible: true });
  const isTold = expect(word.first()).toBeVisible().then(() => []);
  const broken = await isTold.catch(() => ["nobody was told"]);
  const said = await word.allTextContents();
  await browser.kill();
  return { typed, broken, said: said.join(" ").trim().slice(0, 60) };
}

/** A sound visit that leaves notes behind; returns how often a start-up calls out of WebAssembly. */
async function typeSoundly(profile, site, notes, typed) {
  const browser = await Browser.start(profile, site.url, [[wrapCalls]]);
  const app = await browser.newTab();
  await importNotes(app, notes);
  await goToPlace(app, "end");
  const typist = await Typist.at(app.page, typed);
  await typist.type();
  await typist.taken();
  await app.saved();
  await app.page.reload();
  await expect(app.editor).toBeVisible();
  const { nCalls } = await app.page.evaluate(countedCalls);
  await browser.close();
  return nCalls;
}
