// Notes that take long to read: outline and preview follow at a pause in typing, and what is done before it comes meets
// the notes as they are.
import { expect, test } from "./support/test.mjs";

const NOTES = `# Talk\n\nStart.\n\n**Ann #1:** Kites\n\nThey fly.\n\n**Ben #2:** Planes\n\nThey fly too.\n`;

/**
 * In the page, before the app: each look at the clock takes long, and the pause in typing never comes; nor does an idle moment,
 * in which checks would read the notes, once `window.isNeverIdle` is set.
 */
function readingTakesLong() {
  const { now } = Date;
  let lateMs = 0;
  Date.now = () => now() + (lateMs += 20);
  const { setTimeout, requestIdleCallback } = window;
  window.requestIdleCallback = (f, ...rest) => requestIdleCallback((deadline) => window.isNeverIdle || f(deadline), ...rest);
  window.setTimeout = (f, ms, ...rest) => setTimeout(f, ms === 200 ? 60_000 : ms, ...rest);
}

test.beforeEach(async ({ app, page }) => {
  await page.addInitScript(readingTakesLong);
  await app.start(NOTES);
  await app.saved();
  await page.evaluate(() => (window.isNeverIdle = true));
  // The first edit says that reading takes long; the next one waits.
  await app.press("Control+Home", "ArrowDown", "ArrowDown");
  await app.type("x");
  await expect(page.getByText("the preview follows when you pause")).toBeVisible();
});

const isStale = (app) => expect(app.preview.getByText("Zed")).toHaveCount(0);

test("a click in the outline leads to the segment that was clicked", async ({ app, page }) => {
  await app.paste("**Zed #0:** Early\n\nMore.\n\n");
  await isStale(app);
  await app.segments.filter({ hasText: "Planes" }).getByRole("button").first().click();
  await expect(app.segments).toHaveCount(3);
  await app.type("HERE ");
  expect(await app.text()).toContain("\nHERE **Ben #2:**");
});

test("a key in the outline acts on the segment that was meant", async ({ app, page }) => {
  const title = app.segments.filter({ hasText: "Planes" }).getByRole("button").first();
  await app.paste("**Zed #0:** Early\n\nMore.\n\n");
  await isStale(app);
  await title.focus();
  await page.keyboard.press("Delete");
  await expect.poll(() => app.text()).not.toContain("Planes");
  expect(await app.text()).toContain("Zed #0:** Early");
  expect(await app.text()).toContain("Kites");
});

test("a click in the preview leads to the place that was clicked", async ({ app, page }) => {
  await app.paste("Zed says more.\n\n");
  await isStale(app);
  await app.preview.getByText("They fly too.").click({ position: { x: 1, y: 8 } });
  await expect(app.editor).toBeFocused();
  await app.type("HERE ");
  expect(await app.text()).toContain("\nHERE They fly too.");
});

test("a fold in the preview folds what was clicked", async ({ app, page }) => {
  await app.paste("**Zed #0:** Early\n\nMore.\n\n");
  await isStale(app);
  await app.preview.getByRole("button", { name: "Fold Planes" }).click();
  await expect(app.preview.getByText("They fly too.")).toBeHidden();
  await expect(app.preview.getByText("They fly.")).toBeVisible();
});

test("what is exported is what the notes say", async ({ app }) => {
  await app.paste("Zed says more.\n\n");
  await isStale(app);
  expect((await app.export("HTML")).text).toContain("Zed says more.");
  await app.paste("**Yan #9:** Late\n\n");
  expect((await app.export("Outline")).text).toContain("Late");
});

test("another draft opens as it is, and this one is kept as it was typed", async ({ app }) => {
  await app.paste("Zed says more.\n\n");
  await isStale(app);
  await app.newDraft("Other.");
  await expect(app.blocks.first()).toContainText("Other.");
  await app.openDraft("Talk");
  await expect(app.preview).toContainText("Zed says more.");
  expect(await app.text()).toContain("Zed says more.");
});
