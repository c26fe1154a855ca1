// Files and the clipboard: what leaves the app is finished, and carries nothing that runs.
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import { EPISODE } from "./support/fixtures.mjs";
import { expect, inTurn, test } from "./support/test.mjs";

const segment = (line, kind, number, host, title, url) => ({ kind, number, host, title, url, start: null, line, depth: 0 });

const OUTLINE = {
  version: 1,
  title: "Lantern Radio 58",
  episode: 58,
  date: null,
  sponsors: [{ name: "Harbour Hosting", url: "https://harbour.example/lantern" }],
  guests: ["Noor Haddad"],
  hosts: [],
  segments: [
    segment(6, "topic", 1, "Mira", "A build cache that explains itself", "https://www.cachewise.example/why"),
    segment(12, "topic", 2, "Tomas", "Tables in the terminal", "https://tabular.example/"),
    segment(21, "topic", 3, "Mira", "Timeouts are a budget", null),
    segment(25, "extras", null, null, null, null),
    segment(31, "joke", null, null, "A cache walks into a bar", "https://jokes.example/cache"),
  ],
};

test.beforeEach(({ app }) => app.start(EPISODE));

test("Markdown is the notes, unchanged", async ({ app }) => {
  const file = await app.export("Markdown");
  expect(file.name).toBe("lantern-radio-58.md");
  expect(file.text).toBe(EPISODE);
});

test("the outline is JSON in its documented form", async ({ app }) => {
  const file = await app.export("Outline");
  expect(file.name).toBe("lantern-radio-58.json");
  expect(JSON.parse(file.text)).toEqual(OUTLINE);
});

test("HTML is a page that stands alone and runs nothing", async ({ app, context }, testInfo) => {
  const file = await app.export("HTML");
  expect(file.name).toBe("lantern-radio-58.html");
  const path = testInfo.outputPath(file.name);
  await writeFile(path, file.bytes);

  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  await expect(page).toHaveTitle("Lantern Radio 58");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Lantern Radio 58");
  await expect(page.getByRole("link", { name: "A build cache" })).toHaveAttribute("rel", /noopener/);
  expect(await page.evaluate(() => document.scripts.length + document.querySelectorAll("link").length)).toBe(0);
  const policy = await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("script-src");
  expect(await page.evaluate(() => document.styleSheets[0].cssRules.length)).toBeGreaterThan(0);
});

const LINKED = [
  "[0:50](#t=50) [Tea](#tea) [file](tea.md) [out](https://a.example/#x) Hot[^1].",
  "",
  "<p><a href=\"#tea\">raw</a> <a href=\"#nowhere\">lost</a></p>",
  "",
  "## Tea",
  "",
  "[^1]: Very.",
  "",
].join("\n");

test("links in an exported page lead somewhere in it, or are text", async ({ app, context }, testInfo) => {
  await app.write(LINKED);
  const file = await app.export("HTML");
  const path = testInfo.outputPath("links.html");
  await writeFile(path, file.bytes);

  const page = await context.newPage();
  await page.goto(pathToFileURL(path).href);
  await expect(page.locator("main")).toContainText("0:50 Tea file out Hot1.");
  await expect(page.locator("main")).toContainText("raw lost");
  const lost = () =>
    [...document.querySelectorAll('a[href^="#"]')].filter((link) => !document.getElementById(link.hash.slice(1))).length;
  expect(await page.evaluate(lost)).toBe(0);
  await expect(page.locator('a[href^="#"]')).toHaveText(["Tea", "1", "raw", "↩"]);
  await page.getByRole("link", { name: "Footnote 1" }).click();
  expect(page.url()).toMatch(/#notes-fn:1$/);
});

const NAMES = [
  ["# What/why: \"tabs\" & more?", /^what-why-tabs-more\.md$/],
  ["# 字幕の話 5", /^字幕の話-5\.md$/],
  ["# ...", /^[\p{L}-]+\.md$/u],
  ["# Con", /^con.+\.md$/],
];

test("a file has a name that every system takes", async ({ app }) => {
  const cases = NAMES.map((row) => [row[0], row]);
  await inTurn(cases, async ([title, name]) => {
    await app.write(`${title}\n`);
    expect((await app.export("Markdown")).name).toMatch(name);
  });
});

test("a name that the author gave is the file's", async ({ app }) => {
  await app.draftName.fill("Season opener");
  await app.draftName.press("Enter");
  expect((await app.export("Markdown")).name).toBe("season-opener.md");
});

test.describe("the clipboard", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  /** What lies on the clipboard, by its type. */
  const clipboard = (page) =>
    page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const contents = item.types.map(async (type) => [type, await (await item.getType(type)).text()]);
      return Object.fromEntries(await Promise.all(contents));
    });

  test("takes the Markdown as it stands", async ({ app, page }) => {
    await app.choose("Export", "Copy Markdown");
    await expect(app.messages).toContainText("clipboard");
    expect((await clipboard(page))["text/plain"]).toBe(EPISODE);
  });

  test("takes rich text, with the Markdown for programs that want plain text", async ({ app, page }) => {
    await app.choose("Export", "Copy as rich text");
    await expect(app.messages).toContainText("clipboard");
    const copied = await clipboard(page);
    expect(copied["text/plain"]).toBe(EPISODE);
    expect(copied["text/html"]).toMatch(/<h1[^>]*>(<[^>]+>)*Lantern Radio 58/);
    expect(copied["text/html"]).toContain('href="https://jokes.example/cache"');
  });

  test("takes rich text in which nothing leads back into the app", async ({ app, page }) => {
    await app.write(LINKED);
    await app.choose("Export", "Copy as rich text");
    await expect(app.messages).toContainText("clipboard");
    const html = (await clipboard(page))["text/html"];
    const links = [...html.matchAll(/<a\b[^>]*?href="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toEqual(["https://a.example/#x"]);
    expect(html).toMatch(/Hot<sup[^>]*>1<\/sup>\./);
    expect(html).not.toContain("↩");
    expect(html).not.toContain(new URL(page.url()).host);
  });
});

test("the menu closes when something else is clicked", async ({ app, page }) => {
  await app.button("Export").click();
  await expect(app.menuItems).toHaveCount(7);
  await app.editor.click();
  await expect(page.getByRole("menu")).toHaveCount(0);
});
