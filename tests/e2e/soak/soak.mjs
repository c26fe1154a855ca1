// `make soak`: kills browsers and breaks the app, again and again, and counts what is lost. Prints a table, writes all
// figures to `results/soak.json`, and ends with 1 if a promise was broken.
//
// SOAK_TRIALS: how many of each kind (20). SOAK_SEED: what chance begins with. SOAK_LONGEST_S: the longest time of typing
// before a kill (120). SOAK_ONLY: the kinds to run, of kill, leave, leave-kill (reported, not promised), panic
// and tabs (ten times as many).
import { mkdir, writeFile } from "node:fs/promises";

import { siteAt } from "../support/site.mjs";
import { Browser, forgetProfile, newProfile } from "./browser.mjs";
import { crashTrial } from "./crash.mjs";
import { WAYS_TO_LEAVE, leaveTrial } from "./leave.mjs";
import { STAGES, panicTrial } from "./panic.mjs";
import { Random, anySeed } from "./random.mjs";
import { tabsTrial } from "./tabs.mjs";

const { SOAK_TRIALS, SOAK_SEED, SOAK_LONGEST_S, SOAK_ONLY } = process.env;
const N_TRIALS = Number(SOAK_TRIALS ?? 20);
const LONGEST_S = Number(SOAK_LONGEST_S ?? 120);
const SEED = Number(SOAK_SEED ?? anySeed());
const SIZES = { "2 kB": 2_000, "200 kB": 200_000, "2 MB": 2_000_000 };
const FIGURES = new URL("../results/soak.json", import.meta.url);

const random = new Random(SEED);
const seeds = () => Array.from({ length: N_TRIALS }, () => random.whole(0, 2 ** 32 - 1));

const KINDS = {
  kill: () =>
    Object.entries(SIZES).flatMap(([size, nBytes]) =>
      seeds().map((seed) => [`kill ${size}`, (site) => crashTrial(site, { nBytes, seed, longestS: LONGEST_S })]),
    ),
  leave: () =>
    [1, 2].flatMap((nTabs) =>
      WAYS_TO_LEAVE.flatMap((way) =>
        seeds().map((seed, n) => {
          const nBytes = n % 2 === 0 ? SIZES["2 kB"] : SIZES["200 kB"];
          return [`${way}, ${nTabs} tab${nTabs > 1 ? "s" : ""}`, (site) => leaveTrial(site, { way, nTabs, nBytes, seed })];
        }),
      ),
    ),
  "leave-kill": () =>
    WAYS_TO_LEAVE.flatMap((way) =>
      seeds().map((seed) => {
        const trial = { way, nTabs: 1, nBytes: SIZES["2 kB"], seed, killed: true };
        return [`${way}, then killed`, (site) => leaveTrial(site, trial)];
      }),
    ),
  tabs: () => seeds().flatMap((seed) => Array.from({ length: 10 }, (_, n) => ["two tabs", (site) => inTwoTabs(site, seed + n)])),
  panic: () =>
    STAGES.flatMap((stage) =>
      seeds().map((seed) => [`panic: ${stage}`, (site) => panicTrial(site, { stage, nBytes: SIZES["2 kB"], seed })]),
    ),
};

const kinds = SOAK_ONLY?.split(",") ?? Object.keys(KINDS);
console.log(`seed ${SEED}, ${N_TRIALS} trials of each kind`);
const site = await siteAt("/");
const results = [];
try {
  for (const kind of kinds) for (const [name, run] of KINDS[kind]()) results.push(await reported(name, run));
} finally {
  site.close();
}
await mkdir(new URL(".", FIGURES), { recursive: true });
await writeFile(FIGURES, JSON.stringify({ seed: SEED, results }, null, 1));
printTable();
process.exitCode = results.some(({ broken }) => broken.length > 0) ? 1 : 0;

/** Runs one trial; that it could not be run to its end is a broken promise too. */
async function reported(name, run) {
  const result = await run(site).catch((error) => ({ broken: [`the trial broke off: ${error.message.split("\n")[0]}`] }));
  const { seed, nTyped, nReturned, lostMs, typedS, gapMs, word, said, broken } = result;
  const lost = lostMs === undefined ? "" : `, ${typedS.toFixed(1)} s typed, ${lostMs} ms lost, said ${word}`;
  const gap = gapMs === undefined ? "" : `, left ${gapMs} ms behind the last`;
  const ending = broken.length > 0 ? `BROKEN: ${broken.join("; ")}` : "kept";
  console.log(`${name}: seed ${seed}, ${nReturned} of ${nTyped} keys${lost}${gap}${said ? `, said “${said}”` : ""}: ${ending}`);
  return { name, ...result };
}

async function inTwoTabs(site, seed) {
  const profile = await newProfile();
  const browser = await Browser.start(profile, site.url);
  try {
    return await tabsTrial([await browser.newTab(), await browser.newTab()], seed);
  } finally {
    await browser.close();
    await forgetProfile(profile);
  }
}

function printTable() {
  console.log("\n| trial | promises kept | every key back | keys lost: median | most | typing lost, ms: median | most |");
  console.log("|---|---:|---:|---:|---:|---:|---:|");
  for (const name of new Set(results.map(({ name }) => name))) {
    const trials = results.filter((result) => result.name === name);
    const nKept = trials.filter(({ broken }) => broken.length === 0).length;
    const nWhole = trials.filter(({ nTyped, nReturned }) => nTyped === nReturned).length;
    const keys = sorted(trials.map(({ nTyped, nReturned }) => nTyped - (nReturned ?? 0)));
    const times = sorted(trials.map(({ lostMs }) => lostMs));
    const cells = [name, `${nKept}/${trials.length}`, nWhole, median(keys), keys.at(-1), median(times), times.at(-1)];
    console.log(`| ${cells.map((cell) => cell ?? "").join(" | ")} |`);
  }
}

function sorted(values) {
  return values.filter(Number.isFinite).sort((a, b) => a - b);
}

function median(ascending) {
  return ascending[Math.floor(ascending.length / 2)];
}
