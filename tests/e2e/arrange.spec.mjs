// The outline by hand: segments are moved by mouse, touch and keys, folded, copied, deleted.
import { expect, test } from "./support/test.mjs";

const NOTES = `# Sky Talk 12

**Ann #1:** Kites

- fly

**Ben #2:** Planes

- roar

**Ann #3:** Balloons

Joke: Clouds
`;

const TITLES = ["Kites", "Planes", "Balloons", "Clouds"];

/** The title of a segment in the outline, which has the row's focus. */
const title = (app, name) => app.segments.filter({ hasText: name }).getByRole("button").first();

const handle = (app, name) => app.outline.getByRole("button", { name: `Move ${name}`, exact: true });

const said = (app) => app.outline.getByRole("status");

async function expectOrder(app, titles) {
  await expect.poll(async () => (await app.listed()).map((segment) => segment.title)).toEqual(titles);
}

/** The middle of a row, or a place further down or up within it. */
async function pointOf(row, { dy = 0 } = {}) {
  const { x, y, width, height } = await row.boundingBox();
  return { x: x + width / 2, y: y + height / 2 + dy };
}

const row = (app, name) => app.segments.filter({ hasText: name });

/** Presses the mouse on `from` and brings it to `to`, without letting go. */
async function carryByMouse(app, from, to) {
  const { mouse } = app.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x, from.y + 6);
  await mouse.move(to.x, to.y, { steps: 5 });
}

test.describe("with the focus in the outline", () => {
  test.beforeEach(({ app }) => app.start(NOTES));

  test("arrows go from row to row, and Tab comes to one of them", async ({ app, page }) => {
    await title(app, "Kites").focus();
    await page.keyboard.press("ArrowDown");
    await expect(title(app, "Planes")).toBeFocused();
    await expect(app.outline.locator(".row-title[tabindex='0']")).toHaveText(["Planes"]);
    await page.keyboard.press("End");
    await expect(title(app, "Clouds")).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(title(app, "Clouds")).toBeFocused();
    await page.keyboard.press("Home");
    await expect(title(app, "Kites")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(handle(app, "Kites")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(app.button("More for Kites")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(app.button("Next: Ben #4")).toBeFocused();
  });

  test("Alt and arrows move the segment, the focus goes along, and one undo takes it back", async ({ app, page }) => {
    await title(app, "Kites").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await expectOrder(app, ["Planes", "Kites", "Balloons", "Clouds"]);
    await expect(title(app, "Kites")).toBeFocused();
    await expect(said(app)).toHaveText("Kites is now 2 of 4");
    await page.keyboard.press("Alt+ArrowDown");
    await expectOrder(app, ["Planes", "Balloons", "Kites", "Clouds"]);
    await expect(title(app, "Kites")).toBeFocused();
    expect(await app.text()).toBe(
      "# Sky Talk 12\n\n**Ben #1:** Planes\n\n- roar\n\n**Ann #2:** Balloons\n\n**Ann #3:** Kites\n\n- fly\n\nJoke: Clouds\n",
    );
    await app.press("Control+z");
    await expectOrder(app, ["Planes", "Kites", "Balloons", "Clouds"]);
    await app.press("Control+z");
    expect(await app.text()).toBe(NOTES);
  });

  test("a segment at the end goes no further", async ({ app, page }) => {
    await title(app, "Clouds").focus();
    await page.keyboard.press("Alt+ArrowDown");
    await expect(title(app, "Clouds")).toBeFocused();
    expect(await app.text()).toBe(NOTES);
  });

  test("Enter goes there", async ({ app, page }) => {
    await title(app, "Balloons").focus();
    await page.keyboard.press("Enter");
    await expect(app.editor).toBeFocused();
    expect(await app.marked()).toContain("\n|**Ann #3:**");
  });

  test("Space and arrows fold and unfold, and leave the focus", async ({ app, page }) => {
    const planes = row(app, "Planes");
    await title(app, "Planes").focus();
    await page.keyboard.press("Space");
    await expect(planes).toHaveClass(/folded/);
    await expect(title(app, "Planes")).toHaveAccessibleName(/folded/);
    await page.keyboard.press("ArrowLeft");
    await expect(planes).toHaveClass(/folded/);
    await page.keyboard.press("ArrowRight");
    await expect(planes).not.toHaveClass(/folded/);
    await expect(title(app, "Planes")).toBeFocused();
  });

  test("Delete deletes, offers to undo, and the focus stays in the list", async ({ app, page }) => {
    await title(app, "Planes").focus();
    await page.keyboard.press("Delete");
    await expectOrder(app, ["Kites", "Balloons", "Clouds"]);
    await expect(title(app, "Balloons")).toBeFocused();
    await expect(app.messages).toContainText("“Planes” was deleted.");
    await app.messages.getByRole("button", { name: "Undo" }).click();
    expect(await app.text()).toBe(NOTES);
    await title(app, "Clouds").focus();
    await page.keyboard.press("Delete");
    await expectOrder(app, TITLES.slice(0, 3));
    await expect(title(app, "Balloons")).toBeFocused();
  });

  test("what Undo would take back is not offered in another draft", async ({ app, page }) => {
    await title(app, "Planes").focus();
    await page.keyboard.press("Delete");
    await expect(app.messages).toContainText("“Planes” was deleted.");
    await app.button("New draft").click();
    await expect(app.messages).not.toContainText("Planes");
  });

  test("a key that changes a title leaves the focus where it is", async ({ app, page }) => {
    await title(app, "Balloons").evaluate((button) => (button.dataset.same = "yes"));
    await app.press("Control+Home", "ArrowDown", "ArrowDown", "End");
    await app.type(" and strings");
    await expectOrder(app, ["Kites and strings", ...TITLES.slice(1)]);
    await expect(app.editor).toBeFocused();
    await app.press("Control+Home");
    await app.type("\n");
    await expect(title(app, "Balloons")).toHaveAttribute("data-same", "yes");
  });
});

test.describe("the menu of a row", () => {
  test.beforeEach(({ app }) => app.start(NOTES));

  test("works by keys, and gives the focus back", async ({ app, page }) => {
    await title(app, "Planes").focus();
    await page.keyboard.press("Shift+F10");
    await expect(app.menuItems.first()).toBeFocused();
    await expect(app.menuItems.locator("span:first-child")).toHaveText([
      "Go to",
      "Select",
      "Move up",
      "Move down",
      "Duplicate",
      "Fold",
      "Only this segment",
      "Rename Ben…",
      "Make a template of it…",
      "Delete",
    ]);
    expect(await app.listed()).toHaveLength(4);
    await expectOrder(app, TITLES);
    await page.keyboard.press("Escape");
    await expect(app.menuItems).toHaveCount(0);
    await expect(title(app, "Planes")).toBeFocused();
    await page.keyboard.press("Shift+F10");
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expectOrder(app, ["Kites", "Balloons", "Planes", "Clouds"]);
    await expect(title(app, "Planes")).toBeFocused();
  });

  test("is seen as a whole at the foot of the window", async ({ app, page }) => {
    await app.write(NOTES + "\nAnn #9: Filler\n".repeat(30));
    await app.segments.last().scrollIntoViewIfNeeded();
    await app.segments.last().click({ button: "right" });
    await expect(app.menuItems.first()).toBeFocused();
    for (const item of await app.menuItems.all()) await expect(item).toBeInViewport({ ratio: 1 });
  });

  test("by mouse: selects, duplicates, deletes", async ({ app }) => {
    await row(app, "Planes").hover();
    await app.choose("More for Planes", "Select");
    await expect(app.editor).toBeFocused();
    await app.press("Delete");
    expect(await app.text()).toBe(NOTES.replace("**Ben #2:** Planes\n\n- roar", ""));
    await app.press("Control+z");
    await row(app, "Clouds").hover();
    await app.choose("More for Clouds", "Duplicate");
    await expectOrder(app, [...TITLES, "Clouds"]);
    await expect(title(app, "Clouds").last()).toBeVisible();
    await row(app, "Kites").hover();
    await app.choose("More for Kites", "Delete");
    await expectOrder(app, ["Planes", "Balloons", "Clouds", "Clouds"]);
  });
});

test.describe("dragging by mouse", () => {
  test.beforeEach(({ app }) => app.start(NOTES));

  test("by the row: a line shows where it lands, and one undo takes it back", async ({ app, page }) => {
    await carryByMouse(app, await pointOf(row(app, "Kites")), await pointOf(row(app, "Balloons"), { dy: 12 }));
    await expect(page.locator(".drop-line")).toBeVisible();
    await expect(page.locator(".ghost")).toHaveText("Kites");
    await expect(row(app, "Kites")).toHaveClass(/carried/);
    await expectOrder(app, TITLES);
    await page.mouse.up();
    await expectOrder(app, ["Planes", "Balloons", "Kites", "Clouds"]);
    await expect(page.locator(".drop-line, .ghost")).toHaveCount(0);
    await expect(title(app, "Kites")).toBeFocused();
    await app.press("Control+z");
    expect(await app.text()).toBe(NOTES);
  });

  test("by the handle, to the top", async ({ app, page }) => {
    await row(app, "Balloons").hover();
    await carryByMouse(app, await pointOf(handle(app, "Balloons")), await pointOf(row(app, "Kites"), { dy: -12 }));
    await page.mouse.up();
    await expectOrder(app, ["Balloons", "Kites", "Planes", "Clouds"]);
  });

  test("dropped where it was, or by Escape, it stays, and nothing is clicked", async ({ app, page }) => {
    const from = await pointOf(row(app, "Planes"));
    await carryByMouse(app, from, await pointOf(row(app, "Clouds")));
    await page.keyboard.press("Escape");
    await expect(page.locator(".ghost")).toHaveCount(0);
    await page.mouse.up();
    await carryByMouse(app, from, from);
    await page.mouse.up();
    await expectOrder(app, TITLES);
    await expect(app.editor).not.toBeFocused();
    expect(await app.text()).toBe(NOTES);
    await title(app, "Planes").click();
    await expect(app.editor).toBeFocused();
  });

  test("scrolls a long list by itself", async ({ app, page }) => {
    await app.write(NOTES + Array.from({ length: 60 }, (_, idx) => `\nJoke: Filler ${idx}\n`).join(""));
    await expect(app.segments).toHaveCount(64);
    const list = app.outline.locator(".outline-scroller");
    await list.evaluate((scroller) => scroller.scrollTo(0, 0));
    const box = await list.boundingBox();
    await carryByMouse(app, await pointOf(row(app, "Planes")), { x: box.x + 40, y: box.y + box.height - 4 });
    const isAtEnd = (scroller) => scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
    await expect.poll(() => list.evaluate(isAtEnd)).toBe(true);
    await page.mouse.up();
    await expect(app.segments.last()).toHaveText("Planes");
  });
});

test.describe("in a panel that slides over the notes", () => {
  test.use({ viewport: { width: 900, height: 800 } });

  test("a row let go beside the panel moves, and the panel stays", async ({ app, page }) => {
    await app.open();
    await app.import({ name: "12.md", content: NOTES });
    await expect(app.draftName).toHaveValue("Sky Talk 12");
    await app.button("Show outline").click();
    const from = await pointOf(row(app, "Balloons"));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(100, (await pointOf(row(app, "Kites"))).y - 12);
    await page.mouse.up();
    await expectOrder(app, ["Balloons", "Kites", "Planes", "Clouds"]);
    await expect(app.outline).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(app.outline).toBeHidden();
  });
});

test.describe("carrying by keys", () => {
  test.beforeEach(({ app }) => app.start(NOTES));

  test("each step is said", async ({ app, page }) => {
    await title(app, "Kites").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await expect(said(app)).toHaveText("Picked up Kites, position 1 of 4");
    await expect(handle(app, "Kites")).toHaveAttribute("aria-pressed", "true");
    await page.keyboard.press("ArrowDown");
    await expect(said(app)).toHaveText("Before Balloons, position 2 of 4");
    await page.keyboard.press("End");
    await expect(said(app)).toHaveText("At the end, position 4 of 4");
    await page.keyboard.press("ArrowUp");
    await expect(said(app)).toHaveText("Before Clouds, position 3 of 4");
    await expectOrder(app, TITLES);
    await page.keyboard.press("Space");
    await expect(said(app)).toHaveText("Dropped. Kites is now 3 of 4");
    await expectOrder(app, ["Planes", "Balloons", "Kites", "Clouds"]);
    await expect(title(app, "Kites")).toBeFocused();
  });

  test("Escape and leaving put it back", async ({ app, page }) => {
    for (const key of ["Escape", "Tab"]) {
      await title(app, "Planes").focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.keyboard.press("ArrowUp");
      await expect(page.locator(".drop-line")).toBeVisible();
      await page.keyboard.press(key);
      await expect(said(app)).toHaveText("Cancelled");
      await expect(page.locator(".drop-line")).toHaveCount(0);
    }
    expect(await app.text()).toBe(NOTES);
  });
});

for (const width of [900, 390]) {
  test.describe(`by touch at ${width} px`, () => {
    test.use({ viewport: { width, height: 844 }, hasTouch: true });

    test.beforeEach(async ({ app }) => {
      await app.open();
      await app.import({ name: "12.md", content: NOTES });
      await expect(app.draftName).toHaveValue("Sky Talk 12");
      await app.button(width === 390 ? "Outline" : "Show outline").tap();
      await expect(row(app, "Kites")).toBeVisible();
    });

    /** A finger that goes from one place to another in a few steps. */
    async function drag(page, from, to, end = "touchEnd") {
      const session = await page.context().newCDPSession(page);
      const touch = (type, ...touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
      await touch("touchStart", from);
      for (const part of [0.1, 0.4, 0.7, 1]) {
        await touch("touchMove", { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
      }
      await touch(end);
      await session.detach();
    }

    test("the handle moves a segment, and the panel stays", async ({ app, page }) => {
      await drag(page, await pointOf(handle(app, "Balloons")), await pointOf(row(app, "Kites"), { dy: -14 }));
      await expectOrder(app, ["Balloons", "Kites", "Planes", "Clouds"]);
      await expect(app.outline).toBeVisible();
    });

    test("a touch that the system takes away changes nothing", async ({ app, page }) => {
      const from = await pointOf(handle(app, "Balloons"));
      await drag(page, from, await pointOf(row(app, "Kites"), { dy: -14 }), "touchCancel");
      await expect(page.locator(".ghost")).toHaveCount(0);
      await expectOrder(app, TITLES);
    });

    test("rows and what can be done with them are large enough for a finger", async ({ app }) => {
      for (const control of [row(app, "Kites"), handle(app, "Kites"), app.button("More for Kites")]) {
        expect((await control.boundingBox()).height).toBeGreaterThanOrEqual(40);
      }
      await app.choose("More for Kites", "Move down");
      await expectOrder(app, ["Planes", "Kites", "Balloons", "Clouds"]);
      await expect(app.outline).toBeVisible();
    });
  });
}

test.describe("the panel", () => {
  test.beforeEach(({ app }) => app.start(NOTES));

  test("folds all and unfolds all", async ({ app }) => {
    await app.choose("More for the outline", "Fold all");
    await expect(app.outline.locator("li.folded")).toHaveText(["Kites", "Planes"]);
    await app.choose("More for the outline", "Unfold all");
    await expect(app.outline.locator("li.folded")).toHaveCount(0);
  });

  test("numbers the segments anew", async ({ app }) => {
    await app.write(NOTES.replace("#3", "#7"));
    await app.choose("More for the outline", "Renumber");
    expect(await app.text()).toBe(NOTES);
  });

  test("adds a topic for the host whose turn it is", async ({ app }) => {
    await app.button("Next: Ben #4").click();
    await expect(app.editor).toBeFocused();
    await app.page.keyboard.type("Wind");
    await expectOrder(app, ["Kites", "Planes", "Balloons", "Wind", "Clouds"]);
    expect(await app.text()).toContain("Ben #4:");
    await expect(app.button("Next: Ann #5")).toBeVisible();
  });

  test("adds a chapter where segments begin at times", async ({ app }) => {
    const notes = "# Talk 7\n\n## 00:00 Kites\n\n- fly\n\n## 12:34 Planes\n\n- roar\n";
    await app.write(notes);
    await app.button("Next chapter").click();
    await app.page.keyboard.type("20:00");
    await app.page.keyboard.press("Tab");
    await app.page.keyboard.type("Balloons");
    await expectOrder(app, ["Kites", "Planes", "Balloons"]);
    expect(await app.text()).toContain(`${notes}\n## 20:00 Balloons\n`);
  });

  test("shows nothing but one segment, and everything again", async ({ app }) => {
    await row(app, "Planes").hover();
    await app.choose("More for Planes", "Only this segment");
    await row(app, "Planes").hover();
    await app.choose("More for Planes", "All segments");
  });

  test("asks for the new name of a host, and says what is wrong with it", async ({ app, page }) => {
    await title(app, "Planes").focus();
    await page.keyboard.press("F2");
    const dialog = page.getByRole("dialog", { name: "Rename a host" });
    const name = dialog.getByLabel("New name");
    await expect(dialog.getByLabel("Host", { exact: true })).toHaveValue("Ben");
    await expect(name).toBeFocused();
    await expect(name).toHaveValue("Ben");
    await expect(dialog).toContainText("1 label will change.");
    await page.keyboard.type("Cleo");
    await expect(name).toHaveValue("Cleo");
    await name.fill("");
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("alert")).toHaveText("The new name is empty.");
    await expect(name).toHaveAttribute("aria-invalid", "true");
    await dialog.getByLabel("Host", { exact: true }).selectOption("Ann");
    await expect(name).toHaveValue("Ann");
    await expect(dialog).toContainText("2 labels will change.");
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(title(app, "Planes")).toBeFocused();
    expect(await app.text()).toBe(NOTES);
  });

  test("renames a host in labels and, if wanted, in the text, as one step", async ({ app, page }) => {
    const notes = NOTES.replace("- fly", "- Ben flies\n- Ann: high");
    await app.write(notes);
    for (const [everywhere, flier] of [[false, "Ben"], [true, "Cleo"]]) {
      await row(app, "Planes").hover();
      await app.choose("More for Planes", "Rename Ben…");
      const dialog = page.getByRole("dialog", { name: "Rename a host" });
      const check = dialog.getByLabel("Also where the text mentions the name (1)");
      if (everywhere) await check.check();
      await dialog.getByLabel("New name").fill("Cleo");
      await dialog.getByRole("button", { name: "Rename" }).click();
      await expect(dialog).toBeHidden();
      expect(await app.text()).toBe(notes.replace("Ben #2", "Cleo #2").replace("Ben flies", `${flier} flies`));
      await app.press("Control+z");
      expect(await app.text()).toBe(notes);
    }
  });

  test("has nothing to drag where there is one segment, and nothing at all where there is none", async ({ app }) => {
    await app.write("Ann #1: Kites\n");
    await row(app, "Kites").hover();
    await expect(app.button("More for Kites")).toBeVisible();
    await expect(handle(app, "Kites")).toHaveCount(0);
    await app.write("Just a thought.");
    await expect(app.outline.getByRole("button")).toHaveCount(0);
  });
});
