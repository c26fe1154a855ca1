// Takes the picture in the README anew, of the build in `dist`: `npm run picture`. Look at it before you commit it.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { chromium, expect } from "@playwright/test";

import config from "./playwright.config.mjs";
import { App } from "./support/app.mjs";
import { siteAt } from "./support/site.mjs";

const EPISODE = new URL("fixtures/episode.md", import.meta.url);
const PICTURE = fileURLToPath(new URL("../../style/screenshot.png", import.meta.url));
const NUMBERS = [56, 57, 58];

const { viewport, locale, launchOptions } = config.use;
const site = await siteAt("/");
const browser = await chromium.launch(launchOptions);
try {
  const app = new App(await browser.newPage({ viewport, locale, colorScheme: "light" }), site.url);
  await app.open();
  const episode = await readFile(EPISODE, "utf8");
  for (const number of NUMBERS) {
    await app.import({ name: `${number}.md`, content: episode.replaceAll("58", String(number)) });
    await expect(app.draftName).toHaveValue(`Lantern Radio ${number}`);
  }
  await app.outline.getByText("Tables in the terminal").click();
  await app.preview.hover();
  await app.page.mouse.wheel(0, -2_000);
  await app.page.getByText("“Mira #3” has no link").waitFor();
  await app.saved();
  await app.page.screenshot({ path: PICTURE });
} finally {
  await browser.close();
  site.close();
}
