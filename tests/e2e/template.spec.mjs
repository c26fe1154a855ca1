// Templates: inserted by menu or key, filled in as far as the notes tell, and taken back by one undo.
import { expect, test } from "./support/test.mjs";

const TWO_SEGMENTS = `# Lantern Radio 58

**Ada #1:** [**Caches**](https://caches.example/)

- fast

**Bob #2:** [**Queues**](https://queues.example/)

- fair
`;

test("fills in the number and the next host, and Tab leads through the rest", async ({ app }) => {
  await app.start(TWO_SEGMENTS);
  await app.choose("Insert template", "Topic");
  await expect(app.segments).toHaveCount(3);
  await expect(app.segments.nth(2)).toHaveAttribute("data-number", "3");
  await expect(app.segments.nth(2)).toHaveAttribute("data-host", "Ada");
  await app.type("Tables");
  await app.press("Tab");
  await app.type("https://tabular.example/");
  await app.press("Tab");
  await app.type("wide");
  const third = { kind: "topic", number: "3", host: "Ada", title: "Tables" };
  await expect.poll(async () => (await app.listed())[2]).toMatchObject(third);
  const text = await app.text();
  expect(text.startsWith(TWO_SEGMENTS)).toBe(true);
  expect(text).toContain("https://tabular.example/");
  expect(text.indexOf("wide")).toBeGreaterThan(text.indexOf("https://tabular.example/"));
});

test("goes to the end of the segment that the cursor is in", async ({ app }) => {
  await app.start(TWO_SEGMENTS);
  await app.segments.first().getByRole("button").click();
  await app.choose("Insert template", "Topic without link");
  await expect(app.segments).toHaveCount(3);
  const titles = (await app.listed()).map((segment) => segment.title);
  expect([titles[0], titles[2]]).toEqual(["Caches", "Queues"]);
});

test("is taken back by one undo", async ({ app }) => {
  await app.start(TWO_SEGMENTS);
  const items = ["Topic", "Topic without link", "Sponsor", "Guests", "Extras", "Joke"];
  for (const item of items) {
    await app.choose("Insert template", item);
    expect(await app.text(), item).not.toBe(TWO_SEGMENTS);
    await app.button("Undo").click();
    expect(await app.text(), item).toBe(TWO_SEGMENTS);
  }
});

test("a whole episode gives an empty draft its shape", async ({ app }) => {
  await app.start();
  await app.choose("Insert template", "Whole episode");
  await expect(app.editor).toBeFocused();
  await expect.poll(() => app.segments.count()).toBeGreaterThan(1);
  expect(await app.text()).not.toContain("{{");
  await app.button("Undo").click();
  expect(await app.text()).toBe("");
});

test("the menu works with the keyboard alone", async ({ app, page }) => {
  await app.start(TWO_SEGMENTS);
  await app.press("Control+Enter");
  await expect(app.menuItems.first()).toBeFocused();
  await page.keyboard.press("End");
  await expect(app.menuItems.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(app.menuItems.first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("menuitem", { name: "Joke" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.menuItems).toHaveCount(0);
  await expect(app.editor).toBeFocused();
  await expect(app.outline.locator("[data-kind=joke]")).toHaveCount(1);
});

test("Escape puts the menu away and changes nothing", async ({ app, page }) => {
  await app.start(TWO_SEGMENTS);
  await app.button("Insert template").focus();
  await page.keyboard.press("Enter");
  await expect(app.menuItems.first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(app.menuItems).toHaveCount(0);
  await expect(app.button("Insert template")).toBeFocused();
  expect(await app.text()).toBe(TWO_SEGMENTS);
});

test("the menu put away by Escape leads back to the notes", async ({ app, page }) => {
  await app.start("My intro");
  await app.press("Control+Enter");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.insertText(" goes on");
  expect(await app.text()).toBe("My intro goes on");
});

test("a whole episode with open fields reads like an episode", async ({ app }) => {
  await app.start("");
  await app.choose("Insert template", "Whole episode");
  await expect(app.segments.filter({ hasText: "Title" })).toHaveCount(5);
  expect((await app.listed())[1]).toMatchObject({ kind: "topic", number: "2", host: "Host", title: "Title" });
});

test("a slash at the start of a line offers templates, and Escape leaves it as typed", async ({ app, page }) => {
  await app.start(TWO_SEGMENTS);
  await app.press("Control+End");
  await page.keyboard.type("/", { delay: 20 });
  const options = page.getByRole("listbox").getByRole("option");
  await expect(options.first()).toContainText("Topic");
  await page.keyboard.press("Escape");
  await expect(options).toHaveCount(0);
  await page.keyboard.type("tmp holds it");
  await expect(options).toHaveCount(0);
  expect(await app.text()).toBe(`${TWO_SEGMENTS}/tmp holds it`);
  await app.press("Enter", "Enter");
  await page.keyboard.type("/tolk", { delay: 20 });
  await expect(options).toHaveText([/Topic without link/]);
  await page.keyboard.press("Enter");
  await app.type("Tables");
  const text = await app.text();
  expect(text).toBe(`${TWO_SEGMENTS}/tmp holds it\n\n**Ada #3:** **Tables**\n\n- \n`);
  await app.press("Control+Home");
  await page.keyboard.type("```\n/", { delay: 20 });
  await page.waitForTimeout(300);
  await expect(options).toHaveCount(0);
});

test("a template among the open fields of another leads back to them, and Tab at the end indents nothing", async ({ app, page }) => {
  await app.start("");
  await app.choose("Insert template", "Topic");
  await app.type("Ada");
  await app.press("Tab");
  await app.type("Caches");
  await app.press("Control+Enter");
  await expect(app.menuItems.first()).toBeFocused();
  await page.keyboard.type("spon");
  await page.keyboard.press("Enter");
  await app.type("Us");
  await app.press("Tab");
  await app.type("https://us.example/");
  await app.press("Tab", "Tab");
  await app.type("https://caches.example/");
  await app.press("Tab", "Tab");
  await app.type("fast");
  expect(await app.text()).toBe(
    "**Ada #1:** [**Caches**](https://caches.example/)\n\n- fast\n\n" +
      "Sponsored by [**Us**](https://us.example/)\n",
  );
});

test("a digit chooses a template, which goes above the segment if that is wanted", async ({ app, page }) => {
  await app.start(TWO_SEGMENTS);
  await app.press("Control+Enter");
  await expect(app.menuItems.first()).toBeFocused();
  await page.keyboard.type("before");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "Before the segment" })).toBeChecked();
  await page.keyboard.press("1");
  await app.type("Tables");
  await expect(app.segments).toHaveCount(3);
  const listed = await app.listed();
  expect(listed.map(({ number, title }) => `${number} ${title}`)).toEqual(["1 Caches", "2 Tables", "3 Queues"]);
});

/** Sends keys without waiting until the page has taken them. */
function pressAtOnce({ keyboard }, ...keys) {
  const down = keys.map((key) => keyboard.down(key));
  const up = keys.toReversed().map((key) => keyboard.up(key));
  return Promise.all([...down, ...up]);
}

test("what is typed right behind the key of the menu is meant for the menu", async ({ app, page }) => {
  await app.start("My intro\n");
  for (let n = 0; n < 5; n++) {
    await app.editor.focus();
    await Promise.all([pressAtOnce(page, "Control", "Enter"), pressAtOnce(page, "4")]);
    await expect(app.menuItems).toHaveCount(0);
    await expect(app.editor).toContainText("Sponsored by");
    await expect(app.editor).not.toContainText("4");
    await app.press("Control+z");
    await expect(app.editor).not.toContainText("Sponsored by");
  }
});

test("fields that are not filled in are open again after a reload", async ({ app, page }) => {
  await app.start("");
  await app.choose("Insert template", "Topic");
  await app.type("Ada");
  await app.press("Tab");
  await app.type("Caches");
  await page.reload();
  // The editor has its text before the program is here, which knows the fields.
  await app.listedDrafts();
  await expect(app.editor).toContainText("Caches");
  await app.press("Tab");
  await app.type("https://caches.example/");
  await app.press("Tab", "Tab");
  await app.type("fast");
  expect(await app.text()).toBe("**Ada #1:** [**Caches**](https://caches.example/)\n\n- fast\n");
});
