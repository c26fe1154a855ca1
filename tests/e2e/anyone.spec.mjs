// Notes of any show: metadata above them, sections within sections, chapters with times, scripts from right to left.
import { expect, test } from "./support/test.mjs";

const FRONT_MATTER = `---
number: 7
title: "Kites: how they fly" # draft
date: 2026-03-01
hosts: [Ben]
guests: [Ann Lee]
---
`;
const NOTES = `${FRONT_MATTER}
## Notes

00:00 Hello
03:54 - Strings

### Weather

Wind.

## Links

- [Kites](https://a.example)
`;

const rows = (app) => app.segments.evaluateAll((items) => items.map((item) => `${item.dataset.depth} ${item.textContent}`));
const exported = async (app, format) => (await app.export(format)).text;
const shownRows = (app) => app.outline.locator("li:not([hidden])");

test.beforeEach(async ({ app }) => {
  await app.start(NOTES);
  await expect(app.segments).toHaveCount(5);
});

test("front matter is a folded table, names the draft, and is no part of the notes", async ({ app }) => {
  await expect(app.draftName).toHaveValue("Kites: how they fly");
  const table = app.preview.locator(".front-matter");
  await expect(table.locator("summary")).toHaveText("Front matter: number, title, date, hosts, guests");
  await expect(table.locator("table")).toBeHidden();
  await table.locator("summary").click();
  await expect(table.getByRole("row", { name: "title Kites: how they fly" })).toBeVisible();
  await expect(app.preview.locator("h1, hr")).toHaveCount(0);
});

test("editing a key of it is seen at once, and so is its end", async ({ app }) => {
  await app.press("Control+Home", "ArrowDown", "ArrowDown", "Home");
  await app.type("sub");
  await expect(app.preview.locator(".front-matter th").nth(1)).toHaveText("subtitle");
  await app.press("Control+Home", "Delete");
  await expect(app.preview.locator(".front-matter")).toHaveCount(0);
  await app.press("Control+z");
  await expect(app.preview.locator(".front-matter")).toHaveCount(1);
  await expect.poll(() => app.text()).toContain("subtitle: ");
});

test("a value of it is changed in its table, by keyboard, and is one step to undo", async ({ app, page }) => {
  const table = app.preview.locator(".front-matter");
  const value = (text) => table.getByRole("button", { name: text, exact: true });
  await table.locator("summary").focus();
  await page.keyboard.press("Enter");
  await value("Kites: how they fly").focus();
  await page.keyboard.press("Enter");
  await expect(table.getByRole("textbox", { name: "title" })).toBeFocused();
  await page.keyboard.type("Planes: #1");
  await page.keyboard.press("Enter");
  await expect(value("Planes: #1")).toBeFocused();
  await expect(app.draftName).toHaveValue("Planes: #1");
  expect(await app.text()).toBe(NOTES.replace('"Kites: how they fly"', '"Planes: #1"'));
  await value("Planes: #1").focus();
  await page.keyboard.press("Control+z");
  await expect(value("Kites: how they fly")).toBeVisible();
  expect(await app.text()).toBe(NOTES);
});

test("a value is left as it was by Escape, and changed by going elsewhere", async ({ app, page }) => {
  const table = app.preview.locator(".front-matter");
  await table.locator("summary").click();
  await table.getByRole("button", { name: "7", exact: true }).click();
  await page.keyboard.type("8");
  await page.keyboard.press("Escape");
  await expect(table.getByRole("button", { name: "7", exact: true })).toBeFocused();
  expect(await app.text()).toBe(NOTES);
  await table.getByRole("button", { name: "7", exact: true }).click();
  await page.keyboard.type("8");
  await table.getByRole("button", { name: "[Ben]" }).click();
  await expect(table.getByRole("textbox", { name: "hosts" })).toBeFocused();
  await page.keyboard.type("Ben, Cem");
  await table.getByRole("button", { name: "[Ann Lee]" }).click();
  await expect(table.getByRole("textbox", { name: "guests" })).toBeFocused();
  await page.keyboard.press("Escape");
  expect(await app.text()).toBe(NOTES.replace("number: 7", "number: 8").replace("[Ben]", "[Ben, Cem]"));
});

test("a value over several lines leads to them", async ({ app, page }) => {
  await app.write("---\ntitle: Tea\nguests:\n  - name: Ann\n    url: https://a.example\n---\n\nMore.\n");
  const table = app.preview.locator(".front-matter");
  await table.locator("summary").click();
  await table.getByRole("button", { name: /name: Ann/ }).click();
  await expect(app.editor).toBeFocused();
  expect(await app.marked()).toContain("guests:\n  |- name: Ann");
});

test("readers get the notes without it, files get all of it", async ({ app }) => {
  expect(await exported(app, "Markdown")).toBe(NOTES);
  const page = await exported(app, "HTML");
  expect(page).toContain("Strings");
  expect(page).not.toContain("Ann Lee");
  const outline = JSON.parse(await exported(app, "Outline"));
  const { title, episode, date, hosts, guests } = outline;
  expect({ title, episode, date, hosts, guests }).toEqual({
    title: "Kites: how they fly",
    episode: 7,
    date: "2026-03-01",
    hosts: ["Ben"],
    guests: ["Ann Lee"],
  });
  expect(outline.segments.map(({ title, depth, start }) => [title, depth, start])).toEqual([
    ["Notes", 0, null],
    ["Hello", 1, 0],
    ["Strings", 1, 234],
    ["Weather", 1, null],
    ["Links", 0, null],
  ]);
});

test("sections nest: they fold, move and go with what they are within", async ({ app, page }) => {
  expect(await rows(app)).toEqual(["0 Notes", "1 Hello", "1 Strings", "1 Weather", "0 Links"]);
  await app.outline.getByText("Notes").focus();
  await page.keyboard.press("Space");
  await expect(shownRows(app)).toHaveText(["Notes", "Links"]);
  await expect(app.preview.getByText("Wind.")).toBeHidden();
  await page.keyboard.press("ArrowDown");
  await expect(app.outline.locator(":focus")).toHaveText("Links");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await expect(shownRows(app)).toHaveCount(5);
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => rows(app)).toEqual(["0 Links", "0 Notes", "1 Hello", "1 Strings", "1 Weather"]);
  expect(await app.text()).toMatch(/example\)\n\n## Notes\n\n00:00/);
});

test("the times of chapters are shown, each on a line of its own", async ({ app }) => {
  const chapters = app.blocks.filter({ hasText: "Hello" }).last();
  await expect(chapters).toContainText("00:00 Hello");
  await expect(chapters.locator("br")).toHaveCount(1);
  await expect(app.outline.locator('[data-start="234"] .row-title')).toHaveAttribute("data-aside", "3:54");
});

test("a block in a script from right to left begins on the right, in the notes too", async ({ app, page }) => {
  await app.press("Control+End");
  await app.type("\n\nשלום, kites");
  const block = app.blocks.filter({ hasText: "שלום" }).last();
  await expect(block).toHaveCSS("direction", "rtl");
  await expect(page.locator(".cm-line", { hasText: "שלום" })).toHaveCSS("direction", "rtl");
  await expect(page.locator(".cm-line", { hasText: "Wind." })).toHaveCSS("direction", "ltr");
});
