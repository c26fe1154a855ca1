// What typing can do without is a file of its own (`later.js`), fetched once the page is idle, or as soon as somebody asks.
// Whoever asks while it is on its way waits for the same answer.
//
// Invariant: after a failure it is fetched anew, under another address: browsers remember what a module's failure was.

/** Its name in the build, beside the file that this is in. */
const FILE = "./bundle_later.js";

let later = null;
let coming = null;
let nFailures = 0;

/** Each is told by `hasCome(later)` or `hasFailed()`. */
const listeners = new Set();

/** What `later.js` exports; null before it is there. */
export function laterNow() {
  return later;
}

/** Brings what `later.js` exports. Rejected where it cannot be fetched, which all that listen have been told. */
export function fetchLater() {
  coming ??= fetched();
  return coming;
}

/** Those that listen hear of it before those that have asked. Returns how to stop. */
export function listenForLater(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function fetched() {
  try {
    const address = new URL(nFailures ? `${FILE}?${nFailures}` : FILE, import.meta.url);
    later = await import(address.href);
  } catch (error) {
    coming = null;
    nFailures += 1;
    for (const listener of listeners) listener.hasFailed();
    throw error;
  }
  for (const listener of listeners) listener.hasCome(later);
  return later;
}
