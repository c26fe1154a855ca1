// What a user does, in Chromium, on the release build. `npm test` runs everything; each file in `support` says what
// it is for.
import { defineConfig } from "@playwright/test";

/** What Chromium builds behind the address bar of each window, half a second of work for each test, and no test sees. */
const OWN_PAGES = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"];

/** What Playwright switches off: the browser takes the last of two lists, not both. */
const SWITCHED_OFF_BY_PLAYWRIGHT = [
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

export default defineConfig({
  testMatch: "*.spec.mjs",
  outputDir: "results/runs",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: [["list"], ["./support/summary.mjs"]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    actionTimeout: 10_000,
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        `--disable-features=${[...SWITCHED_OFF_BY_PLAYWRIGHT, ...OWN_PAGES]}`,
      ],
    },
  },
});
