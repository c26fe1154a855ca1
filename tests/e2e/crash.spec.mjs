// The short version of `make soak`: browsers that are killed, pages that are left at once, an app that breaks down.
import { expect, test } from "@playwright/test";

import { crashTrial } from "./soak/crash.mjs";
import { leaveTrial } from "./soak/leave.mjs";
import { panicTrial } from "./soak/panic.mjs";
import { FIXED_SEED } from "./soak/random.mjs";
import { siteAt } from "./support/site.mjs";

let site;

test.beforeAll(async () => {
  site = await siteAt("/");
});

test.afterAll(() => site.close());

/** Runs a trial; its figures, seed included, stand in the report if a promise is broken. */
async function check(trial) {
  const result = await trial(FIXED_SEED);
  expect(result.broken, JSON.stringify(result)).toEqual([]);
}

for (const [size, nBytes] of [["2 kB", 2_000], ["200 kB", 200_000]]) {
  test(`a killed browser takes at most a second of typing, in ${size} of notes`, () =>
    check((seed) => crashTrial(site, { nBytes, seed, shortestS: 3, longestS: 6 })));
}

for (const nTabs of [1, 2]) {
  test(`a page closed straight behind the last key loses nothing, with ${nTabs} open`, () =>
    check((seed) => leaveTrial(site, { way: "close", nTabs, nBytes: 2_000, seed })));
}

test("a panic does not take what was typed before it or is typed after it", () =>
  check((seed) => panicTrial(site, { stage: "panic", nBytes: 2_000, seed })));
