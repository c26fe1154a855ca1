// A new episode, made from the last ones or from a template, by keyboard.
import { expect, test } from "./support/test.mjs";

const SEVENTH = `# Lantern Radio 57

Sponsored by Wicks: [**wicks.example**](https://wicks.example/)

**Connect with us**

- Ada: [@ada](https://social.example/ada)

**Bob #1:** [**Lists**](https://lists.example/)

- long

**Ada #2:** [**Maps**](https://maps.example/)

- wide

**Extras**

Ada:

- a talk
`;

const EIGHTH = SEVENTH.replace("57", "58")
  .replace("Bob #1", "Cid #1")
  .replace("Ada #2", "Bob #2")
  .replace("Cid #1", "Ada #1")
  .replace("Lists", "Caches")
  .replace("lists", "caches")
  .replace("- long", "- fast")
  .replace("Maps", "Queues")
  .replace("maps", "queues")
  .replace("a talk", "a book");

/** Two episodes of one show, the second one open. */
async function startTwo(app) {
  await app.start(SEVENTH);
  await app.newDraft(EIGHTH);
  await expect(app.segments).not.toHaveCount(0);
}

const LINKS = "- [Tea](https://tea.example/)\n- [Cake](https://cake.example/)\n";

const dialog = (page) => page.getByRole("dialog", { name: "New episode" });

test("one key and Enter make the next episode of the show, and Tab leads through it", async ({ app, page }) => {
  await startTwo(app);
  await app.press("Control+Shift+Enter");
  await expect(dialog(page).locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(app.editor).toBeFocused();
  await expect.poll(async () => (await app.listed()).map(({ host, number }) => host + number)).toEqual([
    "", "Bob1", "Ada2", "",
  ]);
  await page.keyboard.type("Trees");
  await page.keyboard.press("Tab");
  await page.keyboard.type("https://trees.example/");
  await page.keyboard.press("Tab");
  await page.keyboard.type("tall");
  expect(await app.text()).toBe(`# Lantern Radio 59

Sponsored by Wicks: [**wicks.example**](https://wicks.example/)

**Connect with us**

- Ada: [@ada](https://social.example/ada)

**Bob #1:** [**Trees**](https://trees.example/)

- tall

**Ada #2:** [**Title**](url)

- ${""}

**Extras**

Ada:

- ${""}
`);
  await app.press(...Array(12).fill("Control+z"));
  expect(await app.text()).toContain("# Lantern Radio 59\n\nSponsored by Wicks");
});

test("asks for what differs, and shows what will be there", async ({ app, page }) => {
  await startTwo(app);
  await app.button("New episode").first().click();
  const shown = page.getByRole("region", { name: "What the episode will say" });
  await expect(shown).toContainText("# Lantern Radio 59");
  await expect(shown).toContainText("Sponsored by Wicks");
  await expect(page.getByLabel("Number", { exact: true })).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("60");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(shown).toContainText("# Lantern Radio 60");
  await expect(shown).toContainText("Sponsored by Sponsor: [**url**](url)");
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeHidden();
  await expect(app.draftName).toHaveValue("Lantern Radio 58");
});

test("the first episode asks for the show and its hosts, and the next one knows them", async ({ app, page }) => {
  await app.open();
  await app.press("Control+Shift+Enter");
  await expect(page.getByLabel("From", { exact: true })).toHaveValue("0");
  await expect(page.getByLabel("Show", { exact: true })).toBeFocused();
  await page.keyboard.type("Teatime");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Ann, Ben");
  await expect(page.getByLabel("Number", { exact: true })).toHaveValue("1");
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeHidden();
  await expect(app.draftName).toHaveValue("Teatime #1");
  await expect.poll(async () => (await app.listed()).slice(0, 4).map(({ host, number }) => host + number)).toEqual([
    "Ann1", "Ben2", "Ann3", "Ben4",
  ]);
  await expect(page.getByTestId("checks")).toContainText("1 finding");
  await page.keyboard.type("Scones");
  expect(await app.text()).toMatch(/^# Teatime #1: Scones\n/);
  await app.press("Control+k");
  await page.keyboard.type("profile");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Hosts", { exact: true })).toHaveValue("Ann, Ben");
  await expect(page.getByRole("button", { name: "Learn again: Hosts" })).toBeVisible();
});

test("what is said of a show counts, until it is learned again", async ({ app, page }) => {
  await startTwo(app);
  await app.press("Control+k");
  await page.keyboard.type("profile");
  await page.keyboard.press("Enter");
  const topics = page.getByLabel("Topics", { exact: true });
  await expect(topics).toHaveValue("2");
  await topics.fill("3");
  await topics.press("Tab");
  await expect(page.getByRole("button", { name: "Learn again: Topics" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.reload();
  await app.listedDrafts();
  await app.press("Control+Shift+Enter");
  const shown = page.getByRole("region", { name: "What the episode will say" });
  await expect(shown).toContainText("#3:");
  await page.keyboard.press("Escape");
  await app.press("Control+k");
  await page.keyboard.type("profile");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Learn again: Topics" }).click();
  await expect(topics).toHaveValue("2");
});

test("says where a segment's link was covered before, and leads there", async ({ app, page }) => {
  await startTwo(app);
  await app.newDraft("# Lantern Radio 59\n\n**Ada #1:** [**Lists again**](http://www.lists.example)\n\n- new\n");
  const row = app.segments.first();
  await expect(row).toHaveAttribute("data-covered", "1", { timeout: 8000 });
  await expect(row.getByRole("button", { name: /already covered$/ })).toBeVisible();
  expect((await app.listed())[0].title).toBe("Lists again");
  const place = page.getByRole("button", { name: "Open Lantern Radio 57 at line 9" });
  await place.focus();
  await page.keyboard.press("Enter");
  await expect(app.draftName).toHaveValue("Lantern Radio 57");
  expect(await app.marked()).toContain("\n|**Bob #1:** [**Lists**]");
});

test("only a number is taken where a number is asked", async ({ app, page }) => {
  await startTwo(app);
  await app.press("Control+Shift+Enter");
  const number = dialog(page).getByLabel("Number");
  await number.fill("sixty");
  await expect(dialog(page).getByRole("alert")).toContainText("only digits");
  await number.press("Enter");
  await expect(dialog(page)).toBeVisible();
  await number.fill("60");
  await expect(dialog(page).getByRole("alert")).toBeHidden();
  await number.press("Enter");
  await expect(dialog(page)).toBeHidden();
  expect(await app.text()).toContain("# Lantern Radio 60");
});

test("notes without habits make the frame of the last episode, and the dialog says so", async ({ app, page }) => {
  await app.start(LINKS);
  await app.press("Control+Shift+Enter");
  await dialog(page).getByLabel("From").selectOption("The frame of “Tea”");
  await expect(dialog(page).getByRole("status")).toContainText("did not find this show's habits");
  await dialog(page).getByRole("button", { name: "Create the episode" }).click();
  await expect(dialog(page)).toBeHidden();
  expect(await app.text()).toBe("- \n");
});

test("notes with front matter are the frame of the next ones, whose number counts up", async ({ app, page }) => {
  await app.start("---\nnumber: 7\ntitle: Kites # draft\n---\n\n## Links\n\n- [Kites](https://a.example)\n");
  await app.saved();
  await app.press("Control+Shift+Enter");
  await expect(dialog(page).getByLabel("From")).toHaveText(/The frame of “Kites”/);
  await expect(dialog(page).getByLabel("Number")).toHaveValue("8");
  await dialog(page).getByRole("button", { name: "Create the episode" }).click();
  await expect(dialog(page)).toBeHidden();
  expect(await app.text()).toMatch(/^---\nnumber: 8\ntitle: .*# draft\n---\n\n## Links\n/);
});

test("dates are written as the show writes them, in its own language", async ({ app, page }) => {
  const DATES = {
    "22. Dezember 2026": "5. März 2027",
    "22 de noviembre de 2026": "5 de marzo de 2027",
    "2026年11月22日": "2027年3月5日",
  };
  for (const [idx, [written, next]] of Object.entries(DATES).entries()) {
    const dated = SEVENTH.replace("Sponsored", `[Lantern](https://lantern.example/), ${written}\n\nSponsored`);
    await app.start(dated.replaceAll("Lantern Radio", `Show ${idx}`));
    await expect(app.segments).not.toHaveCount(0);
    await app.press("Control+Shift+Enter");
    await dialog(page).getByLabel("Date").fill("2027-03-05");
    await page.keyboard.press("Enter");
    await expect(dialog(page)).toBeHidden();
    expect(await app.text(), written).toContain(next);
    await page.reload();
  }
});
