// Marks which draft is being opened, so that a draft that crashes the page is not opened automatically at the next start.
//
// The mark is in local storage, because the page that wrote it may be gone. A live page holds a lock with the same name: a
// mark without a lock was left by a page that crashed while opening.
//
// Invariants: a crashed page removes no mark. If the browser refuses, there is no mark, and drafts are opened as usual.

import { isAlive } from "./guard.js";

/** A page that takes longer, in milliseconds, hangs. */
const STUCK_AFTER = 5_000;

/** This page's marks: name -> when the opening began, and a function that releases the lock. */
const marks = new Map();

addEventListener("pagehide", endAll);

/** Marks that `name` is being opened, and removes the mark before. */
export function begin(name) {
  endAll();
  const since = Date.now();
  try {
    localStorage.setItem(name, String(since));
  } catch {
    return;
  }
  const opened = new Promise((release) => marks.set(name, { since, release }));
  navigator.locks?.request(name, { mode: "shared" }, () => opened).catch(() => {});
}

/** Removes the mark: `name` is open, or will not be opened. */
export function end(name) {
  if (!isAlive() || !marks.has(name)) return;
  const { since, release } = marks.get(name);
  release();
  marks.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    refuse(name, since);
  }
}

/** Whether a page has begun to open `name` and crashed or hangs. */
export async function isLeft(name) {
  const since = markOf(name);
  if (since === null || isRefused(name, since)) return false;
  const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
  const isHeld = held.some((lock) => lock.name === name);
  return markOf(name) !== null && (!isHeld || Date.now() - since >= STUCK_AFTER);
}

function endAll() {
  for (const name of marks.keys()) end(name);
}

/** The browser does not remove a mark that is over: at least this tab remembers it. */
function refuse(name, since) {
  try {
    sessionStorage.setItem(name, String(since));
  } catch {
    // Then the draft is not opened automatically once, although it could be.
  }
}

function isRefused(name, since) {
  try {
    return sessionStorage.getItem(name) === String(since);
  } catch {
    return false;
  }
}

function markOf(name) {
  try {
    const mark = localStorage.getItem(name);
    return mark === null ? null : Number(mark);
  } catch {
    return null;
  }
}
