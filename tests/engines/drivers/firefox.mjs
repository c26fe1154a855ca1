// Firefox ESR, by Playwright and WebDriver BiDi.
import { firefox } from "playwright-core";

import { PlaywrightDriver } from "./playwright.mjs";
import { program } from "./program.mjs";

/** Starts it; what it asks of other sites goes to the proxy. */
export function start({ proxyPort }) {
  const [host, port] = ["127.0.0.1", proxyPort];
  const proxy = { type: 1, http: host, http_port: port, ssl: host, ssl_port: port };
  const preferences = Object.entries(proxy).map(([name, value]) => [`network.proxy.${name}`, value]);
  return PlaywrightDriver.start(
    firefox.launch({
      channel: "moz-firefox",
      executablePath: program("FIREFOX"),
      firefoxUserPrefs: Object.fromEntries(preferences),
    }),
  );
}
