// Playwright's `test` with the app in it. Every test gets a browser context of its own and fails on any fault.
import { test as base, expect } from "@playwright/test";

import { App } from "./app.mjs";
import { Faults } from "./faults.mjs";
import { siteAt } from "./site.mjs";

export { expect };

export const test = base.extend({
  /** Where the host keeps the app: in a subfolder, so that every test shows that any folder will do. */
  base: ["/some/folder/", { option: true }],

  /** A host of the test's own. */
  site: async ({ base }, use) => {
    const site = await siteAt(base);
    await use(site);
    site.close();
  },

  faults: [
    async ({ context, site }, use) => {
      const faults = await Faults.watch(context, site.origin);
      await use(faults);
      expect(faults.unexpected(), "faults on the page").toEqual([]);
    },
    { auto: true },
  ],

  /** Not yet opened: `app.open()` or `app.start()` does. */
  app: async ({ page, site }, use) => {
    await use(new App(page, site.url));
  },
});

/** Does `act` for each of `cases`, `[name, case]`, one after the other; what fails says in which of them. */
export async function inTurn(cases, act) {
  for (const [name, it] of cases) {
    await test.step(name, () => act(it)).catch((error) => {
      error.stack = `in the case “${name}”: ${error.stack}`;
      throw error;
    });
  }
}
