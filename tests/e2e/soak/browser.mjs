// A browser with a profile of its own that outlives it: it can be killed as a whole and started again.
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "@playwright/test";

import config from "../playwright.config.mjs";
import { App } from "../support/app.mjs";

/** What stays of a browser: a folder. */
export function newProfile() {
  return mkdtemp(join(tmpdir(), "rundown-soak-"));
}

export function forgetProfile(profile) {
  return rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

export class Browser {
  #profile;
  #url;

  /** Starts a browser with `profile`; each of its pages runs `scripts`, `[function, argument]`, before the app does. */
  static async start(profile, url, scripts = []) {
    const browser = new Browser();
    const { launchOptions, viewport, locale } = config.use;
    browser.#profile = profile;
    browser.#url = url;
    browser.context = await chromium.launchPersistentContext(profile, { ...launchOptions, viewport, locale });
    for (const [script, argument] of scripts) await browser.context.addInitScript(script, argument);
    browser.context.on("dialog", (dialog) => dialog.accept().catch(() => {}));
    return browser;
  }

  /** The app in a tab of its own, open. */
  async newTab() {
    const app = await this.newEmptyTab();
    await app.open();
    return app;
  }

  /** A tab that the app is still to be opened in. */
  async newEmptyTab() {
    return new App(await this.context.newPage(), this.#url);
  }

  /** Stops all processes of this browser where they stand, then kills them; returns when they stood still. */
  async kill() {
    const pids = processesOf(this.#profile);
    pids.forEach((pid) => signal(pid, "SIGSTOP"));
    const stoppedMs = Date.now();
    const all = new Set([...pids, ...processesOf(this.#profile)]);
    all.forEach((pid) => signal(pid, "SIGSTOP"));
    all.forEach((pid) => signal(pid, "SIGKILL"));
    await this.context.close().catch(() => {});
    while ([...all].some((pid) => isRunning(pid))) await pause(10);
    return stoppedMs;
  }

  /** Ends it as its user would. */
  close() {
    return this.context.close();
  }
}

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The processes that were started with `profile`, and all that these have started. */
function processesOf(profile) {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8", maxBuffer: 2 ** 26 });
  const rows = table.split("\n").map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)).filter(Boolean);
  const own = new Set(rows.filter(([, , , args]) => args.includes(profile)).map(([, pid]) => Number(pid)));
  for (let nBefore = -1; nBefore < own.size; ) {
    nBefore = own.size;
    for (const [, pid, parent] of rows) if (own.has(Number(parent))) own.add(Number(pid));
  }
  return [...own];
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** A process that was killed, and that nobody has asked after yet, counts as gone. */
function isRunning(pid) {
  try {
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).startsWith("Z");
  } catch {
    return false;
  }
}
