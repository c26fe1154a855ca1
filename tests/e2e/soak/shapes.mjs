// All of `shapes.json` in the real editor, at 50 and at 100 kB: prints what each costs, and ends with 1 if a text cost out of
// proportion, kept a key waiting, threw, or did not come back whole.
//
// Part of `make soak`; `npm run shapes --prefix tests/e2e` runs it alone. SHAPES_ONLY: part of the names to run.
import { mkdir, writeFile } from "node:fs/promises";

import { chromium } from "@playwright/test";

import config from "../playwright.config.mjs";
import { App } from "../support/app.mjs";
import { SHAPES, textOf } from "../support/shapes.mjs";
import { shapeTrial } from "../support/shape_trial.mjs";
import { siteAt } from "../support/site.mjs";

const SIZES = [50_000, 100_000];
/** How much more time twice the text may take, and how much time is too short to be compared, in milliseconds. */
const MAX_RATIO = 2.6;
const SHORT_MS = 300;
/** The longest that anything a key sets off may keep the next one waiting. */
const MAX_BLOCK_MS = 200;
const FIGURES = new URL("../results/shapes.json", import.meta.url);

const only = process.env.SHAPES_ONLY ?? "";
const shapes = SHAPES.filter(({ name }) => name.includes(only));
const site = await siteAt("/");
const browser = await chromium.launch(config.use.launchOptions);
const results = [];
console.log("shape | opened, ms of the main thread at 50 and 100 kB | ratio | longest block after the first second | key | block by a key");
try {
  for (const shape of shapes) results.push(reported(shape.name, await bothSizes(shape)));
} finally {
  await browser.close();
  site.close();
}
await mkdir(new URL(".", FIGURES), { recursive: true });
await writeFile(FIGURES, JSON.stringify(results, null, 1));
const nBroken = results.filter(({ broken }) => broken.length > 0).length;
console.log(`${results.length - nBroken} passed, ${nBroken} failed`);
process.exitCode = nBroken > 0 ? 1 : 0;

async function bothSizes(shape) {
  const figures = [];
  for (const nBytes of SIZES) figures.push(await trialOf(shape, nBytes));
  return figures;
}

/** One trial in a browser profile of its own. */
async function trialOf(shape, nBytes) {
  const context = await browser.newContext({ viewport: config.use.viewport, locale: config.use.locale });
  const text = textOf(shape, nBytes);
  try {
    const app = new App(await context.newPage(), site.url);
    await app.open();
    return await shapeTrial(app, shape.name, text);
  } catch (error) {
    return { thrown: [`the trial broke off: ${error.message.split("\n")[0]}`] };
  } finally {
    await context.close();
  }
}

function reported(name, figures) {
  const [half, whole] = figures;
  const ratio = whole.openMs > SHORT_MS ? whole.openMs / Math.max(half.openMs, SHORT_MS / MAX_RATIO) : null;
  const broken = figures.flatMap(brokenOf);
  if (ratio > MAX_RATIO) broken.push(`twice the text takes ${ratio.toFixed(1)} times as long`);
  const row = [name, `${half.openMs} ${whole.openMs}`, ratio?.toFixed(1) ?? "short", whole.openBlockMs, whole.keyMs, whole.keyBlockMs];
  console.log(`${row.join(" | ")}${broken.length > 0 ? ` BROKEN: ${broken.join("; ")}` : ""}`);
  return { name, figures, ratio, broken };
}

function brokenOf({ thrown, isWhole, keyBlockMs }) {
  const broken = [...thrown];
  if (isWhole === false) broken.push("the text did not come back whole");
  if (keyBlockMs > MAX_BLOCK_MS) broken.push(`a key set off ${keyBlockMs} ms without a break`);
  return broken;
}
