// How the app looks and is reached, at the three widths, light and dark.
import { fileURLToPath } from "node:url";

import { EPISODE } from "./support/fixtures.mjs";
import { controlsMissedByTab, faintTexts, numberControls, scrollsSideways } from "./support/look.mjs";
import { expect, test } from "./support/test.mjs";

const SCREENS = fileURLToPath(new URL("results/screens", import.meta.url));

/** What can be seen at each width, and how one gets there. */
const VIEWS = {
  1440: { everything: async () => {} },
  900: {
    "write and preview": async () => {},
    drafts: (app) => app.button("Show drafts").click(),
    outline: async (app) => {
      await app.page.keyboard.press("Escape");
      await app.button("Show outline").click();
    },
  },
  390: {
    write: (app) => app.button("Write").click(),
    drafts: (app) => app.button("Drafts").click(),
    preview: (app) => app.button("Preview").click(),
    outline: (app) => app.button("Outline").click(),
  },
};

/** Does `look` at each view that there is at `width`. */
async function atEachView(app, width, look) {
  for (const [view, show] of Object.entries(VIEWS[width])) {
    await show(app);
    await look(view);
  }
}

for (const width of [1440, 900, 390]) {
  for (const colorScheme of ["light", "dark"]) {
    test.describe(`${width} px, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 900 }, colorScheme });

      test.beforeEach(async ({ app }) => {
        await app.open();
        await app.import({ name: "58.md", content: EPISODE });
        await expect(app.draftName).toHaveValue("Lantern Radio 58");
        await app.saved();
      });

      test("nothing scrolls sideways, and text stands out from what lies behind it", async ({ app, page }) => {
        await atEachView(app, width, async (view) => {
          expect(await page.evaluate(scrollsSideways), view).toBe(false);
          expect(await page.evaluate(faintTexts, 4.5), view).toEqual([]);
          await page.screenshot({ path: `${SCREENS}/${width}-${colorScheme}-${view.replaceAll(" ", "-")}.png` });
        });
        await app.button("Insert template").click();
        expect(await page.evaluate(faintTexts, 4.5), "menu").toEqual([]);
      });

      if (colorScheme === "light") {
        test("everything that acts has a name and is reached by Tab", async ({ app, page }) => {
          await atEachView(app, width, async (view) => {
            // A panel that slides over the notes is put away by the Escape that leads out of them: look at it alone.
            const root = width === 900 && view in app ? app[view] : page.locator("body");
            await root.evaluate(numberControls);
            for (const control of await page.locator("[data-control]").all()) {
              await expect(control, view).toHaveAccessibleName(/\S/);
            }
            expect(await controlsMissedByTab(root), view).toEqual([]);
          });
        });
      }
    });
  }
}

test.describe("1440 px", () => {
  test("drafts, notes, preview and outline stand side by side", async ({ app }) => {
    await app.start(EPISODE);
    const panes = [app.drafts, app.editor, app.preview, app.outline];
    const boxes = await Promise.all(panes.map((pane) => pane.boundingBox()));
    boxes.reduce((left, right) => {
      expect(right.x).toBeGreaterThanOrEqual(left.x + left.width - 1);
      return right;
    });
  });

  test("drafts and outline can be put away, for good", async ({ app, page }) => {
    await app.start(EPISODE);
    for (const visit of ["now", "after a reload"]) {
      if (visit === "now") await app.button("Show drafts").click();
      if (visit === "now") await app.button("Show outline").click();
      await expect(app.drafts, visit).toBeHidden();
      await expect(app.outline, visit).toBeHidden();
      await app.saved();
      await page.reload();
    }
  });

  test("the theme can be chosen, and stays chosen", async ({ app, page }) => {
    await app.open();
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const system = await background();
    await app.button(/^Theme/).click();
    await app.button(/^Theme/).click();
    await expect(app.button("Theme: dark")).toBeVisible();
    await expect.poll(background).not.toBe(system);
    await page.reload();
    await expect(app.button("Theme: dark")).toBeVisible();
    await expect.poll(background).not.toBe(system);
  });
});

test.describe("900 px", () => {
  test.use({ viewport: { width: 900, height: 900 } });

  test("drafts slide over the notes, and away when one is chosen", async ({ app }) => {
    await app.open();
    await expect(app.drafts).toBeHidden();
    await app.button("Show drafts").click();
    await expect(app.drafts).toBeVisible();
    await app.button("New draft").click();
    await expect(app.drafts).toBeHidden();
    await expect(app.editor).toBeFocused();
  });

  for (const [pane, toggle] of [["drafts", "Show drafts"], ["outline", "Show outline"]]) {
    test(`${pane} slide in with the focus, and away by Escape`, async ({ app, page }) => {
      await app.open();
      await app.button(toggle).press("Enter");
      await expect(app[pane]).toBeVisible();
      await expect(app[pane].locator(":focus")).toHaveCount(1);
      await page.keyboard.press("Escape");
      await expect(app[pane]).toBeHidden();
    });
  }
});

test.describe("390 px", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("one pane at a time, chosen in the tab bar", async ({ app }) => {
    await app.open();
    const panes = { Drafts: app.drafts, Write: app.editor, Preview: app.preview, Outline: app.outline };
    for (const [tab, pane] of Object.entries(panes)) {
      await app.button(tab).tap();
      await expect(app.button(tab)).toHaveAttribute("aria-pressed", "true");
      for (const other of Object.values(panes)) await expect(other).toBeVisible({ visible: other === pane });
    }
  });

  test("choosing a segment leads to it in the notes", async ({ app, page }) => {
    await app.open();
    await app.import({ name: "long.md", content: EPISODE + "\nMore.\n".repeat(100) + "\n**Mira #4:** The last one\n" });
    await app.button("Outline").tap();
    await expect(app.segments.last()).toHaveText("The last one");
    await app.segments.last().getByRole("button").first().tap();
    await expect(app.outline).toBeHidden();
    await expect(page.locator(".cm-line", { hasText: "The last one" })).toBeInViewport();
    await expect(app.editor).toBeFocused();
    expect(await app.marked()).toContain("\n|**Mira #4:**");
  });

  test("notes can be written, and a template inserted", async ({ app }) => {
    await app.open();
    await app.button("Drafts").tap();
    await app.button("New draft").tap();
    await app.type("# By phone");
    await app.choose("Insert template", "Joke");
    await expect(app.editor).toBeFocused();
    await app.button("Preview").tap();
    await expect(app.preview.getByRole("heading", { level: 1 })).toHaveText("By phone");
  });
});
