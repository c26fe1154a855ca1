// What the app costs in Chromium, as a table: `make bench`. It says nothing about what is good: compare.
//
// Each size is measured in a browser of its own, so that none inherits what another has warmed up. One key at a time is
// pressed, and the next one only when the first has been shown: so it is the latency of a letter, without a queue.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { chromium } from "@playwright/test";

import { firstOf, sizesOf, totalOf } from "../../../.ci/sizes.mjs";
import config from "../playwright.config.mjs";
import { serve } from "../../../.ci/serve.mjs";
import { BUILD } from "../support/site.mjs";
import { END, MIDDLE, notesOf } from "./notes.mjs";

const SIZES = [["10 kB", 10_000], ["100 kB", 100_000], ["1 MB", 1_000_000]];
const N_KEYS = Number(process.env.BENCH_KEYS ?? 30);
/** The first keys after opening are slower for every editor: not counted. */
const N_WARM_UP_KEYS = 3;
const PAUSE_MS = 400;
const SETTLE_MS = 2_000;
const N_LOADS = 5;
/** What a page is loaded over: this computer, or a line of 10 Mbit/s that answers after 40 ms. */
const LINES = [
  ["local", null],
  ["10 Mbit/s", { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 }],
];
/** One can type; the preview shows the draft, so that it follows. */
const TYPING = ".cm-content";
const READY = "[data-testid=preview] [data-line]";
const INSTRUMENT = new URL("instrument.js", import.meta.url);

const files = await sizesOf(BUILD);
const folder = await compressed();
const server = await serve(folder, 0, "/", { "content-encoding": "br" });
const url = `http://127.0.0.1:${server.address().port}/`;
try {
  console.log(`\n${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0].model.trim()}, headless\n`);
  await reportStart();
  await reportSizes();
} finally {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
}

/** A folder with the build as a static host sends it. */
async function compressed() {
  const folder = await mkdtemp(join(tmpdir(), "rundown-bench-"));
  await cp(BUILD, folder, { recursive: true });
  for (const { path } of files) await writeFile(join(folder, relative(BUILD, path)), brotliCompressSync(await readFile(path)));
  return folder;
}

async function reportStart() {
  console.log("| line | can type | ready | of it CPU of the main thread |");
  console.log("|---|---:|---:|---:|");
  for (const [name, line] of LINES) {
    const loads = [];
    for (let n = 0; n < N_LOADS; n += 1) loads.push(await withPage((page) => load(page, line)));
    const of = (what) => ms(median(loads.map((load) => load[what])));
    console.log(`| ${name} | ${of("typing")} | ${of("ready")} | ${of("cpu")} |`);
  }
  const said = ({ brotli, raw }) => `${kilobytes(brotli)} brotli, ${kilobytes(raw)} raw`;
  console.log(`\nbefore one can write ${said(firstOf(files))}`);
  console.log(`all bytes            ${said(totalOf(files))}\n`);
}

/** Loads the page cold; times in milliseconds from the start of the navigation. */
async function load(page, line) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  if (line) {
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", line);
  }
  await page.goto(url, { waitUntil: "commit" });
  const [typing, ready] = await page.evaluate(
    (selectors) => Promise.all(selectors.map((selector) => window.timeTo(selector))),
    [TYPING, READY],
  );
  const { metrics } = await session.send("Performance.getMetrics");
  const cpu = metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  return { typing, ready, cpu };
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

async function measure(page, nBytes) {
  await load(page, null);
  await page.getByTestId("import").waitFor({ state: "attached" });
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
