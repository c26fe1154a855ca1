// Waiting for what comes of itself: by looking again and again, never by sleeping for so long and hoping.
import { setTimeout as pause } from "node:timers/promises";
import { inspect, isDeepStrictEqual } from "node:util";

/** Generous, because others may be at work on the machine: only what never comes takes so long. */
const DEADLINE_MS = 15_000;
const PAUSE_MS = 20;

/** Looks until it sees `expected`: a value, or a function that tells whether it is right. Resolves to what was seen. */
export async function eventually(what, look, expected) {
  const isRight = typeof expected === "function" ? expected : (seen) => isDeepStrictEqual(seen, expected);
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const seen = await look();
    if (isRight(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`expected ${what}${wanted(expected)}; it is ${shown(seen)}`);
    await pause(PAUSE_MS);
  }
}

/** Fails at once if two values differ. */
export function same(what, seen, expected) {
  if (!isDeepStrictEqual(seen, expected)) throw new Error(`expected ${what}${wanted(expected)}; it is ${shown(seen)}`);
}

const wanted = (expected) => (typeof expected === "function" ? "" : ` to be ${shown(expected)}`);

const shown = (value) => inspect(value, { depth: 4, breakLength: 110, maxStringLength: 600 });
