// The app itself breaks down while someone types.
import { expect } from "@playwright/test";

import { breakCalls, countedCalls, wrapCalls } from "../support/traps.mjs";
import { Browser, forgetProfile, newProfile, pause } from "./browser.mjs";
import { importNotes, whatReturns } from "./crash.mjs";
import { goToPlace, notesOf, wordsOf } from "./notes.mjs";
import { Random } from "./random.mjs";
import { Typist } from "./typist.mjs";

/** What breaks down while the author types: calls out of WebAssembly, by the names of its imports. */
const FAULTS = {
  render: { trapIn: "renderBlock|createElement|insertBefore|replaceWith" },
  panic: { failIn: "createElement|cloneNode" },
  follow: { trapIn: "selectionRanges" },
  save: { trapIn: "setItem|journal|_put_|_transaction_|_commit_" },
};
export const STAGES = [...Object.keys(FAULTS), "start"];
const PATIENCE = { timeout: 15_000 };
const N_KEYS_BEFORE = 10;
const N_KEYS_AFTER = 30;
/** Longer than the guard waits before it keeps what is typed. */
const SETTLE_MS = 1_500;

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
  if (stage === "panic") await drawSomething(app);
  await typist.type(N_KEYS_AFTER);
  const broken = await whatIsSaid(app);
  const { nFaults } = await app.page.evaluate(countedCalls);
  if (nFaults === 0) broken.push("nothing broke: the trial shows nothing");
  await browser.kill();
  return { typed: typist.typed, broken, said: broken.length === 0 ? "crashed, saved" : "" };
}

/** Makes Rust put new elements on the page. */
async function drawSomething(app) {
  await app.button("Export").click();
  await app.editor.focus();
}

/** What the page does not say of what it should after a breakdown. */
async function whatIsSaid(app) {
  const broken = [];
  const isTold = expect(app.page.getByTestId("crashed")).toBeVisible(PATIENCE);
  await isTold.catch(() => broken.push("nobody was told"));
  const isKept = expect(app.saveState).toHaveAttribute("data-state", "saved", PATIENCE);
  await isKept.catch(() => broken.push("it was never said that the text is kept"));
  return broken;
}

async function breakAtStart(profile, site, { notes, words, random }) {
  const typed = words.slice(0, N_KEYS_BEFORE);
  const nCalls = await typeSoundly(profile, site, notes, typed);
  const browser = await Browser.start(profile, site.url, [[wrapCalls, random.whole(1, nCalls)]]);
  const app = await browser.newEmptyTab();
  await app.page.goto(app.url);
  const broken = [];
  const word = app.page.getByTestId("crashed");
  await expect(word).toBeVisible(PATIENCE).catch(() => broken.push("nobody was told"));
  const said = broken.length === 0 ? await word.locator("p").textContent() : "";
  let typedOn = "";
  if (/keep writing/.test(said)) {
    if (await app.editor.isVisible()) typedOn = await typeOn(app, words);
    else broken.push("there is nothing to go on writing in");
  }
  await browser.kill();
  return { typed: typed + typedOn, broken, said: said.slice(0, 36) };
}

/** Types the rest of `words` where the cursor is; gives the time to keep it. */
async function typeOn(app, words) {
  const rest = words.slice(N_KEYS_BEFORE);
  await app.editor.focus();
  const typist = await Typist.at(app.page, rest);
  await typist.type();
  await pause(SETTLE_MS);
  return rest;
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
