// The notes of a trial, and what is typed into them.
import { EPISODE } from "../support/fixtures.mjs";

export const TITLE = "Crash trial";
/** The line in the middle that typing goes on in. */
const MIDDLE = "Here the typing goes on:";
const WORDS = "kites scones lanterns teapots rivers a the of and seldom often wind harbour is was".split(" ");

/** About `nBytes` of notes as `{ before, after }`: typing happens between, at their end or in their middle. */
export function notesOf(nBytes, place) {
  const half = EPISODE.repeat(Math.ceil(nBytes / EPISODE.length)).slice(0, nBytes / 2);
  const before = `# ${TITLE}\n\n${half}\n\n`;
  return place === "end"
    ? { before: `${before}${half}\n\n`, after: "" }
    : { before: `${before}${MIDDLE} `, after: `\n\n${half}\n` };
}

/** Words without end: the first `nCharacters` of them. None makes the editor add anything of its own. */
export function wordsOf(random, nCharacters) {
  let text = random.of(WORDS);
  for (let nWords = 1; text.length < nCharacters; nWords += 1) {
    text += (nWords % 9 === 0 ? "\n" : " ") + random.of(WORDS);
  }
  return text.slice(0, nCharacters);
}

/** How many characters of `typed` are in `text`, which was `before` and `after`; null if these have not stayed. */
export function nReturned(text, { before, after }, typed) {
  const nTyped = text.length - before.length - after.length;
  const isIntact = nTyped >= 0 && text.startsWith(before) && text.endsWith(after);
  return isIntact && typed.startsWith(text.slice(before.length, before.length + nTyped)) ? nTyped : null;
}

/** Puts the cursor of `app` where typing goes on. */
export async function goToPlace(app, place) {
  if (place === "end") return app.press("Control+End");
  await app.press("Control+Home", "Control+f");
  await app.page.keyboard.type(MIDDLE);
  for (const key of ["Enter", "Escape", "End"]) await app.page.keyboard.press(key);
}
