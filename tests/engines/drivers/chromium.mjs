// Chromium, by Playwright. It also has the full suite, in `tests/e2e`.
import { chromium } from "playwright-core";

import { PlaywrightDriver } from "./playwright.mjs";
import { program } from "./program.mjs";

const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts it; what it asks of other sites goes to the proxy. */
export function start({ proxyPort }) {
  // Not Playwright's own setting, which sends requests to this machine to the proxy, too.
  const args = [...SWITCHES, `--proxy-server=http://127.0.0.1:${proxyPort}`];
  return PlaywrightDriver.start(chromium.launch({ executablePath: program("CHROMIUM"), args }));
}
