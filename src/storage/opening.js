// Which draft is being opened: should it take the page down, the next start does not open it by itself.
//
// The mark is in local storage, because the page that wrote it may be gone for good. A page that lives holds a lock of the
// same name: a mark without one was left by a page that did not get through.
//
// Invariants: what a page that has crashed still calls takes no mark away; where the browser refuses, there is no mark, and drafts are opened as ever.

import { isAlive } from "./guard.js";

/** After this time, in milliseconds, a page that still lives has got stuck. */
const STUCK_AFTER = 5_000;

/** This page's marks: name -> since when it is being opened, and how to let go of its lock. */
const marks = new Map();

addEventListener("pagehide", endAll);

/** From now on `name` is being opened, in place of whatever was before. */
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

/** It is open, or is not to be. */
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

/** Whether a page has begun to open `name` and did not come to its end. */
export async function isLeft(name) {
  const since = markOf(name);
  if (since === null || isRefused(name, since)) return false;
  const { held = [] } = (await navigator.locks?.query().catch(() => null)) ?? {};
  const isAtIt = held.some((lock) => lock.name === name);
  return markOf(name) !== null && (!isAtIt || Date.now() - since >= STUCK_AFTER);
}

function endAll() {
  for (const name of marks.keys()) end(name);
}

/** The browser keeps a mark that is over: this tab, at least, will know. */
function refuse(name, since) {
  try {
    sessionStorage.setItem(name, String(since));
  } catch {
    // Then the draft is offered once where it might have been opened.
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
