// Which draft is being opened: should it take the page down, the next start does not open it by itself.
//
// The mark is in local storage, because the page that wrote it may be gone for good. A page that lives holds a lock of the
// same name: a mark without one was left by a page that did not get through.
//
// Invariants: what a page that has crashed still calls takes no mark away; where the browser refuses, there is no mark, and drafts are opened as ever.

import { isAlive } from "./guard.js";

/** After this time, in milliseconds, a page that still lives has got stuck. */
const STUCK_AFTER = 5_000;

/** The locks of this page's marks: name -> how to let go of it. */
const marks = new Map();

addEventListener("pagehide", endAll);

/** From now on `name` is being opened, in place of whatever was before. */
export function begin(name) {
  endAll();
  try {
    localStorage.setItem(name, String(Date.now()));
  } catch {
    return;
  }
  const opened = new Promise((resolve) => marks.set(name, resolve));
  navigator.locks?.request(name, { mode: "shared" }, () => opened).catch(() => {});
}

/** It is open, or is not to be. */
export function end(name) {
  if (!isAlive()) return;
  marks.get(name)?.();
  marks.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // It was never there.
  }
}

/**
 * Whether a page has begun to open `name` and did not come to its end. What was changed after that, at `modifiedMs`, was open:
 * the browser may only have refused to take the mark away.
 */
export async function isLeft(name, modifiedMs) {
  const since = markOf(name);
  if (since === null || since < modifiedMs) return false;
  const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
  const isAtIt = held.some((lock) => lock.name === name);
  return markOf(name) !== null && (!isAtIt || Date.now() - since >= STUCK_AFTER);
}

function endAll() {
  for (const name of marks.keys()) end(name);
}

function markOf(name) {
  try {
    const mark = localStorage.getItem(name);
    return mark === null ? null : Number(mark);
  } catch {
    return null;
  }
}
