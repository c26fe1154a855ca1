// The outline and the cards: the segments that the app reads out of the notes.
import { EPISODE } from "./support/fixtures.mjs";
import { expect, test } from "./support/test.mjs";

const SEGMENTS = [
  { kind: "topic", number: "1", host: "Mira", line: 6, title: "A build cache that explains itself" },
  { kind: "topic", number: "2", host: "Tomas", line: 12, title: "Tables in the terminal" },
  { kind: "topic", number: "3", host: "Mira", line: 21, title: "Timeouts are a budget" },
  { kind: "extras", number: "", host: "", line: 25, title: "Extras" },
  { kind: "joke", number: "", host: "", line: 31, title: "A cache walks into a bar" },
];

test.beforeEach(({ app }) => app.start(EPISODE));

test("lists every segment with kind, number, host, line and title", async ({ app }) => {
  await expect.poll(() => app.listed()).toEqual(SEGMENTS);
});

test("lists a segment while its label is typed", async ({ app }) => {
  await app.press("Control+End");
  await app.type("\n**Tomas #4:** Queues");
  await expect.poll(() => app.listed()).toEqual([
    ...SEGMENTS,
    { kind: "topic", number: "4", host: "Tomas", line: 33, title: "Queues" },
  ]);
});

test("a label in a code fence is no segment", async ({ app }) => {
  await app.write("```\nMira #1: Not a segment\n```\n");
  await expect(app.preview.locator("pre")).toBeVisible();
  await expect(app.segments).toHaveCount(0);
});

test("says what a segment looks like while there is none", async ({ app }) => {
  await app.write("Just a thought.");
  await expect(app.outline).toContainText("No segments yet");
});

test("marks the segment that the cursor is in", async ({ app }) => {
  await app.writeMarked("# Title|\n\nAda #1: Caches\n\n- fast\n\nBob #2: Queues");
  const current = app.outline.locator("[aria-current]");
  await expect(current).toHaveCount(0);
  await app.press("ArrowDown", "ArrowDown");
  await expect(current).toHaveText("Caches");
  await app.press("ArrowDown", "ArrowDown", "ArrowDown");
  await expect(current).toHaveText("Caches");
  await app.press("ArrowDown");
  await expect(current).toHaveText("Queues");
  await expect(app.preview.locator(".card.current")).toContainText("Queues");
  await app.press("Control+Home");
  await expect(current).toHaveCount(0);
});

test("jumps to a segment and puts the cursor there", async ({ app }) => {
  await app.segments.filter({ hasText: "Timeouts are a budget" }).getByRole("button").click();
  await expect(app.editor).toBeFocused();
  await expect(app.outline.locator("[aria-current]")).toHaveText("Timeouts are a budget");
  expect(await app.marked()).toContain("\n|## Mira #3: Timeouts");
});

test("jumps into sight in long notes", async ({ app, page }) => {
  await app.write(EPISODE + "\nMore.\n".repeat(300) + "\n**Mira #4:** The last one\n");
  await app.press("Control+Home");
  await app.segments.filter({ hasText: "The last one" }).getByRole("button").click();
  await expect(page.locator(".cm-line", { hasText: "The last one" })).toBeInViewport();
});

test("each segment starts a card with number, host and the link's host", async ({ app }) => {
  const cards = app.preview.locator(".card-start");
  await expect(cards).toHaveCount(SEGMENTS.length);
  const header = (idx) => cards.nth(idx).locator(".card-header");
  for (const part of ["1", "Mira", "cachewise.example"]) await expect(header(0)).toContainText(part);
  for (const part of ["2", "Tomas", "tabular.example"]) await expect(header(1)).toContainText(part);
  for (const part of ["3", "Mira"]) await expect(header(2)).toContainText(part);
  await expect(cards.nth(2)).toContainText("Timeouts are a budget");
  await expect(header(4)).toContainText("jokes.example");
});

test("a card follows its label as it is rewritten", async ({ app }) => {
  await app.write("Mira #1: Caches");
  const header = app.preview.locator(".card-header");
  await expect(header).toContainText("Mira");
  await app.write("Tomas #2: Caches");
  await expect(header).toContainText("Tomas");
  await expect(header).not.toContainText("Mira");
  await app.write("Just text");
  await expect(header).toHaveCount(0);
});

test("the episode's title, sponsor and guest head the preview", async ({ page }) => {
  const header = page.getByLabel("Episode", { exact: true });
  for (const part of ["Lantern Radio 58", "Harbour Hosting", "Noor Haddad"]) await expect(header).toContainText(part);
});

test.describe("long notes", () => {
  const N_SEGMENTS = 2_000;
  const body = `\n\n- ${"They fly high above the sea. ".repeat(16)}\n\n`;
  const label = (idx) => `**${["Ada", "Bob"][idx % 2]} #${idx + 1}:** Kites ${idx + 1}`;
  /** 1 MB. */
  const notes = `# Talk 1\n\n${Array.from({ length: N_SEGMENTS }, (_, idx) => label(idx) + body).join("")}`;
  const lineOf = (idx) => 3 + 4 * idx;
  const lines = (app) => app.segments.evaluateAll((items) => items.map((item) => Number(item.dataset.line)));
  const linesOfAll = (n_more) => Array.from({ length: N_SEGMENTS }, (_, idx) => lineOf(idx) + (idx > 0 ? n_more : 0));

  /** What has changed in the outline since `watch` was called, as `type of what`. */
  const watch = (app) =>
    app.outline.evaluate((outline) => {
      const name = ({ type, target, attributeName }) => `${attributeName ?? type} of ${target.nodeName} ${target.dataset?.idx ?? ""}`;
      window.changes = [];
      window.observer = new MutationObserver((records) => window.changes.push(...records.map(name)));
      window.observer.observe(outline, { attributes: true, characterData: true, childList: true, subtree: true });
    });
  const changes = (app) => app.page.evaluate(() => window.changes);

  test.beforeEach(async ({ app }) => {
    test.setTimeout(120_000);
    await app.start(notes);
    await expect(app.segments).toHaveCount(N_SEGMENTS, { timeout: 60_000 });
    await app.press("Control+Home", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "End", "ArrowLeft", "ArrowLeft");
    await expect(app.outline.locator("[aria-current]")).toHaveText("Kites 1");
    await app.saved({ timeout: 20_000 });
  });

  test("a letter changes nothing in the outline, one in a label its row", async ({ app }) => {
    await watch(app);
    await app.type("qq");
    await expect(app.blocks.nth(2)).toContainText("qq");
    await app.saved({ timeout: 20_000 });
    expect(await changes(app)).toEqual([]);
    await app.press("ArrowUp", "ArrowUp", "End");
    await app.type("2");
    await expect(app.segments.first()).toHaveText("Kites 12");
    await app.saved({ timeout: 20_000 });
    expect(new Set((await changes(app)).map((change) => change.split(" ").at(-1)))).toEqual(new Set(["", "0"]));
    expect((await changes(app)).length).toBeLessThan(10);
  });

  test("a line break moves the lines of all rows below", async ({ app }) => {
    expect(await lines(app)).toEqual(linesOfAll(0));
    await app.press("Enter");
    await expect.poll(() => lines(app), { timeout: 20_000 }).toEqual(linesOfAll(1));
    await app.press("Control+z");
    await expect.poll(() => lines(app), { timeout: 20_000 }).toEqual(linesOfAll(0));
  });

  test("the last row takes the focus before it was drawn", async ({ app, page }) => {
    await page.reload();
    await expect(app.segments.first()).toBeVisible({ timeout: 60_000 });
    await app.outline.locator(".row-title").first().focus();
    await page.keyboard.press("End");
    await expect(app.outline.locator(":focus")).toHaveText(`Kites ${N_SEGMENTS}`);
    await expect(app.outline.locator(":focus")).toBeInViewport();
    expect(await lines(app)).toEqual(linesOfAll(0));
  });
});
