// The browser is killed while someone types: how much of it is gone, and was the author told the truth?
import { expect } from "@playwright/test";

import { Browser, forgetProfile, newProfile, pause } from "./browser.mjs";
import { TITLE, goToPlace, nReturned, notesOf, wordsOf } from "./notes.mjs";
import { Random } from "./random.mjs";
import { Typist } from "./typist.mjs";
import { BEAT_MS, watch } from "./watch.mjs";

/** How much typing a crash may take, by the bytes of the notes, in milliseconds of the page's own clock. */
const MOST_LOST_MS = (nBytes) => (nBytes > 1_000_000 ? 3_000 : 1_000);
const PATIENCE = { timeout: 60_000 };
/** More keys than anybody types in the longest trial. */
const N_WORDS = 10_000;

/**
 * Notes of `nBytes` come in, are typed in for `shortestS` to `longestS` seconds, and the browser is killed.
 * Returns the figures, in `broken` each promise that was not kept.
 */
export async function crashTrial(site, { nBytes, seed, shortestS = 3, longestS = 120 }) {
  const random = new Random(seed);
  const place = random.of(["end", "middle"]);
  const killAfterMs = 1_000 * random.between(shortestS, longestS);
  const notes = notesOf(nBytes, place);
  const words = wordsOf(random, N_WORDS);
  const profile = await newProfile();
  try {
    const crash = await typeUntilKilled(profile, site, { notes, place, words, killAfterMs });
    const returned = await whatReturns(profile, site, notes, crash.typed);
    return judged({ kind: "kill", nBytes, seed, place }, crash, returned);
  } finally {
    await forgetProfile(profile);
  }
}

async function typeUntilKilled(profile, site, { notes, place, words, killAfterMs }) {
  const browser = await Browser.start(profile, site.url);
  const app = await browser.newTab();
  await importNotes(app, notes);
  await goToPlace(app, place);
  const watched = await watch(app);
  const typist = await Typist.at(app.page, words);
  const typing = typist.type();
  await pause(killAfterMs);
  typist.stop();
  const [shown, beats] = [watched.shown.slice(), watched.beats.slice()];
  const killedMs = await browser.kill();
  await typing;
  return { killedMs, typed: typist.typed, pressedMs: typist.pressedMs, shown, beats };
}

/** Brings `notes` in as a draft; returns when the app says that it is kept. */
export async function importNotes(app, { before, after }) {
  await app.import({ name: "trial.md", content: before + after });
  await expect(app.draftName).toHaveValue(TITLE, PATIENCE);
  await app.saved(PATIENCE);
}

/** Starts `profile` again: the number of typed characters that are there, null if the notes are not as they were. */
export async function whatReturns(profile, site, notes, typed) {
  const browser = await Browser.start(profile, site.url);
  try {
    return nReturned(await textOfTrial(await browser.newTab()), notes, typed);
  } finally {
    await browser.close();
  }
}

/** The text of the trial's draft in `app`, whichever draft is open; empty if there is none. */
export async function textOfTrial(app) {
  const openName = app.draftName.and(app.page.locator(":enabled"));
  await expect(openName.or(app.page.getByText("Nothing is open"))).toBeVisible(PATIENCE);
  const isOpen = (await openName.count()) > 0 && (await openName.inputValue()) === TITLE;
  if (!isOpen) {
    if (!(await app.titles()).includes(TITLE)) return "";
    await app.openDraft(TITLE);
  }
  return app.text();
}

function judged(trial, { killedMs, typed, pressedMs, shown, beats }, returned) {
  const startedMs = pressedMs[0];
  const nKept = returned ?? 0;
  const lostMs = killedMs - (nKept === 0 ? startedMs : pressedMs[nKept - 1]);
  const lostByPageMs = BEAT_MS * beats.filter((nTaken) => nTaken > nKept).length;
  const untrue = shown.filter(({ state, nKeys }) => state === "saved" && (returned === null || nKeys > nKept));
  const broken = [];
  if (returned === null) broken.push("the notes are not as they were");
  if (lostByPageMs > MOST_LOST_MS(trial.nBytes)) broken.push(`${(lostByPageMs / 1_000).toFixed(1)} s of typing lost`);
  // Without its clock, this would have said nothing.
  if (beats.length < 5) broken.push(`only ${beats.length} beats of the page's clock`);
  if (untrue.length > 0) broken.push(`"saved" was untrue with ${untrue.at(-1).nKeys} keys, ${nKept} returned`);
  const { state: word, nKeys: nTaken } = shown.at(-1) ?? {};
  return { ...trial, typedS: (killedMs - startedMs) / 1_000, nTyped: typed.length, nTaken, nReturned: returned, lostMs, lostByPageMs, word, broken };
}
