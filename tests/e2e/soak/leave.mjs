// The page is left straight behind the last key.
import { Browser, forgetProfile, newProfile, pause } from "./browser.mjs";
import { importNotes, textOfTrial, whatReturns } from "./crash.mjs";
import { goToPlace, nReturned, notesOf, wordsOf } from "./notes.mjs";
import { Random } from "./random.mjs";
import { Typist } from "./typist.mjs";

/** How the page is left; each resolves when the page has gone. */
const WAYS = {
  close: async ({ page }) => {
    const closed = page.waitForEvent("close");
    await page.close({ runBeforeUnload: true });
    await closed;
  },
  reload: ({ page }) => page.reload(),
  navigate: ({ page }) => page.goto("about:blank"),
  "same site": ({ page, url }) => page.goto(new URL("LICENSES.txt", url).href),
};
export const WAYS_TO_LEAVE = Object.keys(WAYS);
const FEWEST_KEYS = 5;
const MOST_KEYS = 40;
const LONGEST_LIFE_MS = 1_000;

/**
 * Some keys, and the page is left by `way`, with `nTabs` of the app open. With `killed` the browser is killed within a
 * second after that, which is reported, but is no promise. Returns the figures, in `broken` what was not kept.
 */
export async function leaveTrial(site, { way, nTabs, nBytes, seed, killed = false }) {
  const random = new Random(seed);
  const place = random.of(["end", "middle"]);
  const notes = notesOf(nBytes, place);
  const words = wordsOf(random, random.whole(FEWEST_KEYS, MOST_KEYS));
  const profile = await newProfile();
  try {
    const browser = await Browser.start(profile, site.url);
    const gapMs = await typeAndLeave(browser, { notes, place, words, way, nTabs });
    const returned = killed
      ? await killAndRead(browser, random, profile, site, notes, words)
      : await readAndClose(browser, notes, words);
    const trial = { kind: killed ? "leave, kill" : "leave", way, nTabs, nBytes, seed, gapMs, nTyped: words.length };
    return { ...trial, nReturned: returned, broken: killed ? [] : judged(returned, words.length) };
  } finally {
    await forgetProfile(profile);
  }
}

async function typeAndLeave(browser, { notes, place, words, way, nTabs }) {
  const app = await browser.newTab();
  await importNotes(app, notes);
  for (let n = 1; n < nTabs; n += 1) await browser.newTab();
  await app.page.bringToFront();
  await goToPlace(app, place);
  const typist = await Typist.at(app.page, words);
  await typist.type(words.length - 1);
  await typist.taken();
  typist.type(1);
  await typist.taken();
  const gapMs = Date.now() - typist.pressedMs.at(-1);
  await WAYS[way](app);
  return gapMs;
}

async function readAndClose(browser, notes, words) {
  try {
    return nReturned(await textOfTrial(await browser.newTab()), notes, words);
  } finally {
    await browser.close();
  }
}

async function killAndRead(browser, random, profile, site, notes, words) {
  await pause(random.between(0, LONGEST_LIFE_MS));
  await browser.kill();
  return whatReturns(profile, site, notes, words);
}

function judged(returned, nTyped) {
  const broken = [];
  if (returned === null) broken.push("the notes are not as they were");
  else if (returned < nTyped) broken.push(`${nTyped - returned} of ${nTyped} keys lost`);
  return broken;
}
