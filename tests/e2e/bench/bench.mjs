// What the app costs in Chromium, as a table: `make bench`. It says nothing about what is good: compare.
//
// Each size is measured in a browser of its own, so that none inherits what another has warmed up. One key at a time is
// pressed, and the next one only when the first has been shown: so it is the latency of a letter, without a queue.
import { readFile } from "node:fs/promises";
import { cpus } from "node:os";

import { chromium } from "@playwright/test";

import { sizesOf, totalOf } from "../../../.ci/sizes.mjs";
import config from "../playwright.config.mjs";
import { BUILD, siteAt } from "../support/site.mjs";
import { END, MIDDLE, notesOf } from "./notes.mjs";

const SIZES = [["10 kB", 10_000], ["100 kB", 100_000], ["1 MB", 1_000_000]];
const N_KEYS = Number(process.env.BENCH_KEYS ?? 30);
/** The first keys after opening are slower for every editor: not counted. */
const N_WARM_UP_KEYS = 3;
const PAUSE_MS = 400;
const SETTLE_MS = 2_000;
const N_LOADS = 5;
const INSTRUMENT = new URL("instrument.js", import.meta.url);

const site = await siteAt("/");
try {
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0].model.trim()}, headless\n`);
  await reportStart();
  await reportSizes();
} finally {
  site.close();
}

async function reportStart() {
  const times = [];
  for (let n = 0; n < N_LOADS; n += 1) times.push(await withPage(readyTime));
  const bytes = totalOf(await sizesOf(BUILD));
  console.log(`ready, cold     ${ms(median(times))} (${N_LOADS} browsers)`);
  console.log(`all bytes       ${kilobytes(bytes.brotli)} brotli, ${kilobytes(bytes.raw)} raw\n`);
}

async function reportSizes() {
  console.log("| notes | key → preview, median | p95 | open | JS + DOM + wasm |");
  console.log("|---|---:|---:|---:|---:|");
  for (const [name, nBytes] of SIZES) {
    const { keys, open, memory } = await withPage((page) => measure(page, nBytes));
    const cells = [name, ms(median(keys)), ms(percentile(keys, 0.95)), ms(open), `${(memory / 1e6).toFixed(0)} MB`];
    console.log(`| ${cells.join(" | ")} |`);
  }
}

async function withPage(use) {
  const browser = await chromium.launch(config.use.launchOptions);
  try {
    const page = await browser.newPage({ viewport: config.use.viewport });
    await page.addInitScript({ content: await readFile(INSTRUMENT, "utf8") });
    return await use(page);
  } finally {
    await browser.close();
  }
}

async function readyTime(page) {
  await page.goto(site.url, { waitUntil: "commit" });
  return page.evaluate(() => window.timeToReady());
}

async function measure(page, nBytes) {
  await readyTime(page);
  const open = await timed(page, "change", END, async () => {
    const buffer = Buffer.from(await notesOf(nBytes));
    await page.getByTestId("import").setInputFiles({ name: "bench.md", mimeType: "text/markdown", buffer });
  });
  // What is drawn late is part of what the notes take.
  await page.waitForTimeout(SETTLE_MS);
  const memory = await memoryOf(page);
  return { open, memory, keys: await typeInTheMiddle(page) };
}

/** The milliseconds from the first event of `type` that `act` causes to the frame that shows `text`. */
async function timed(page, type, text, act) {
  await page.evaluate(([type, text]) => window.expectInPreview(type, text), [type, text]);
  await act();
  return page.evaluate(() => window.timeToPreview);
}

/** The latency of each of some letters at the end of the line in the middle. */
async function typeInTheMiddle(page) {
  await page.getByRole("textbox", { name: "Notes", exact: true }).focus();
  await page.keyboard.press("Control+f");
  await page.keyboard.type(MIDDLE);
  for (const key of ["Enter", "Escape", "End"]) await page.keyboard.press(key);
  const latencies = [];
  for (let n = 0; n < N_WARM_UP_KEYS + N_KEYS; n += 1) {
    const letters = "x".repeat(n + 1);
    await page.waitForTimeout(PAUSE_MS);
    latencies.push(await timed(page, "keydown", MIDDLE + letters, () => page.keyboard.press("x")));
  }
  return latencies.slice(N_WARM_UP_KEYS);
}

/** Bytes of the JavaScript heap, of the DOM and of what stands in buffers, WebAssembly's memory included. */
async function memoryOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send("Runtime.getHeapUsage");
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function median(values) {
  return percentile(values, 0.5);
}

function ms(value) {
  return `${value.toFixed(0)} ms`;
}

function kilobytes(nBytes) {
  return `${(nBytes / 1000).toFixed(1)} kB`;
}
