// The preview: cards with words and colours, folding, one segment alone, and the way from it into the notes.
import { EPISODE } from "./support/fixtures.mjs";
import { faintTexts } from "./support/look.mjs";
import { expect, inTurn, test } from "./support/test.mjs";

const TALK = `# Talk 7

An opening of five words.

**Ann #1:** [**Kites**](https://kites.example)

- they *fly* high
- in \`any wind\`

More of kites.

**Ben #2:** Planes

| wing | tail |
|------|------|
| long | short |

\`\`\`
let lift = 2;
\`\`\`

Joke: None today
`;

const header = (page) => page.getByLabel("Episode", { exact: true });
const card = (app, text) => app.preview.locator(".card-start").filter({ hasText: text });
const fold = (app, name) => app.preview.getByRole("button", { name, exact: true });

/** The colour of an element's text. */
const colourOf = (locator) => locator.evaluate((element) => getComputedStyle(element).color);

/** Clicks in front of a character: the one at `offset` in the text node that contains `words`. */
async function clickBefore(app, words, offset = 0, options = {}) {
  const point = await pointBefore(app, words, offset);
  await app.page.mouse.click(point.x, point.y, options);
}

function pointBefore(app, words, offset) {
  return app.preview.evaluate(
    async (preview, [words, offset]) => {
      // What heads the preview comes when the page is idle, after half a second at the latest, and moves all that is below it.
      const idle = () => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 }));
      await idle().then(idle);
      const texts = document.createTreeWalker(preview, NodeFilter.SHOW_TEXT);
      while (texts.nextNode() && !texts.currentNode.data.includes(words));
      const range = document.createRange();
      const start = texts.currentNode.data.indexOf(words) + offset;
      range.setStart(texts.currentNode, start);
      range.setEnd(texts.currentNode, start + 1);
      texts.currentNode.parentElement.scrollIntoView({ block: "nearest" });
      const box = range.getBoundingClientRect();
      return { x: box.left + 1, y: box.top + box.height / 2 };
    },
    [words, offset],
  );
}

test.describe("cards", () => {
  test.beforeEach(({ app }) => app.start(TALK));

  test("say how many words there are, and how long they take to read", async ({ app }) => {
    await expect(card(app, "Kites").locator(".card-words")).toHaveText("12 words");
    await expect(card(app, "Planes").locator(".card-words")).toHaveText("7 words");
    await app.press("Control+End");
    await app.type("\nHa ha.");
    await expect(card(app, "None today").locator(".card-words")).toHaveText("5 words");
  });

  test("are counted for each host in the episode's header", async ({ app, page }) => {
    await expect(header(page)).toContainText("2 topics, 1 other part");
    await expect(header(page)).toContainText("29 words");
    const hosts = page.getByRole("list", { name: "Segments and words of each host" }).getByRole("listitem");
    await expect(hosts).toHaveText(["Ann 1 · 12 words", "Ben 1 · 7 words"]);
    await app.press("Control+End");
    await app.type("\nAnn #3: Strings");
    await expect(hosts).toHaveText(["Ann 2 · 15 words", "Ben 1 · 7 words"]);
  });

  test("give each host a colour, which stays", async ({ app, page }) => {
    const name = (host) => app.preview.locator(".card-host", { hasText: host }).first();
    const colours = async () => [await colourOf(name("Ann")), await colourOf(name("Ben"))];
    const [ann, ben] = await colours();
    expect(ann).not.toBe(ben);
    await app.saved();
    await page.reload();
    await expect(name("Ben")).toBeVisible();
    expect(await colours()).toEqual([ann, ben]);
    await app.write("Ben #1: Planes\n\nAnn #2: Kites\n");
    await expect(name("Ann")).toBeVisible();
    expect(await colours()).toEqual([ann, ben]);
    await expect(header(page).locator("li", { hasText: "Ann" }).locator(".host-chip")).toHaveCSS("color", ann);
  });

  test("mark the one with the cursor, in its host's colour", async ({ app }) => {
    const current = app.preview.locator(".card.current");
    await app.press("Control+Home");
    await expect(current).toHaveCount(0);
    await app.press(...Array(4).fill("ArrowDown"));
    await expect(current).toHaveCount(3);
    const shadow = await current.first().evaluate((element) => getComputedStyle(element).boxShadow);
    expect(shadow).toContain(await colourOf(card(app, "Kites").locator(".card-host")));
    await app.press("Control+End");
    await expect(current).toHaveCount(1);
    await expect(current).toContainText("None today");
  });
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(`hosts, ${colorScheme}`, () => {
    test.use({ colorScheme });

    test("have eight colours that differ and can be read", async ({ app, page }) => {
      const names = ["Ann", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gil", "Hana"];
      await app.start(names.map((name, idx) => `**${name} #${idx + 1}:** Kites\n\n`).join(""));
      const chips = header(page).locator(".host-chip");
      await expect(chips).toHaveCount(names.length);
      const colours = await chips.evaluateAll((chips) => chips.map((chip) => getComputedStyle(chip).color));
      expect(new Set(colours).size).toBe(names.length);
      expect(await page.evaluate(faintTexts, 4.5)).toEqual([]);
    });
  });
}

test.describe("folding", () => {
  test.beforeEach(({ app }) => app.start(TALK));

  test("by mouse hides all but the label, and says how much is away", async ({ app }) => {
    await fold(app, "Fold Kites").click();
    await expect(app.preview.getByText("More of kites.")).toBeHidden();
    await expect(card(app, "Kites")).toContainText("9 words folded away");
    await expect(fold(app, "Unfold Kites")).toHaveAttribute("aria-expanded", "false");
    await expect(app.preview.getByText("long")).toBeVisible();
    await app.preview.getByText("9 words folded away").click();
    await expect(app.preview.getByText("More of kites.")).toBeVisible();
  });

  test("by keyboard keeps the focus on the button", async ({ app, page }) => {
    await fold(app, "Fold Planes").focus();
    await page.keyboard.press("Enter");
    await expect(app.preview.locator("table")).toBeHidden();
    await expect(fold(app, "Unfold Planes")).toBeFocused();
    await page.keyboard.press("Space");
    await expect(app.preview.locator("table")).toBeVisible();
  });

  test("all at once, and back", async ({ app }) => {
    await app.button("Fold all").click();
    for (const away of ["More of kites.", "long"]) await expect(app.preview.getByText(away)).toBeHidden();
    await expect(app.preview.getByText("An opening")).toBeVisible();
    await app.button("Unfold all").click();
    await expect(app.preview.getByText("More of kites.")).toBeVisible();
  });

  test("hides nothing on paper, nor in the exported page", async ({ app, page }) => {
    await app.button("Fold all").click();
    expect((await app.export("HTML")).text).toContain("More of kites.");
    await page.emulateMedia({ media: "print" });
    await expect(app.preview.getByText("More of kites.")).toBeVisible();
    await expect(app.preview.getByText("folded away").first()).toBeHidden();
  });

  test("stays while the label is written", async ({ app }) => {
    await fold(app, "Fold Kites").click();
    await app.press("Control+Home", ...Array(4).fill("ArrowDown"), ...Array(5).fill("ArrowRight"));
    await app.type("a");
    await expect(card(app, "Anna #1")).toContainText("folded away");
    await expect(app.preview.getByText("More of kites.")).toBeHidden();
  });
});

test.describe("a click", () => {
  test.beforeEach(({ app }) => app.start(TALK));

  const PLACES = [
    ["of a paragraph", "of kites", 0, "More |of kites."],
    ["within a word", "opening", 3, "An ope|ning of"],
    ["of a list", "high", 0, "- they *fly* |high"],
    ["in italics", "fly", 1, "- they *f|ly* high"],
    ["in code within a line", "any wind", 4, "in `any |wind`"],
    ["of a table", "short", 2, "| long | sh|ort |"],
    ["of a code block", "lift = 2", 0, "let |lift = 2;"],
    ["of a label", "Planes", 0, "**Ben #2:** |Planes"],
  ];

  test("at a place puts the cursor there", async ({ app }) => {
    const cases = PLACES.map((row) => [row[0], row]);
    await inTurn(cases, async ([, words, offset, place]) => {
      await app.press("Control+Home");
      await clickBefore(app, words, offset);
      await expect(app.editor).toBeFocused();
      expect(await app.marked()).toContain(place);
    });
  });

  test("on a footnote's text counts no numbers of the app's own", async ({ app }) => {
    await app.write("See[^a] the &amp; [place][p] **here** now.\n\n[^a]: A note.\n\n[p]: https://p.example\n");
    await clickBefore(app, "now.", 0);
    expect(await app.marked()).toContain("**here** |now.");
    await clickBefore(app, "note.", 2);
    expect(await app.marked()).toContain("A no|te.");
  });

  test("on a link does not", async ({ app, page, faults }) => {
    faults.expect(/kites\.example/);
    await app.press("Control+Home");
    const [opened] = await Promise.all([page.waitForEvent("popup"), clickBefore(app, "Kites", 1)]);
    await opened.close();
    expect(await app.marked()).toContain("|# Talk 7");
  });

  test("that ends a selection does not, and the words can be copied", async ({ app, page }) => {
    await app.press("Control+Home");
    const from = await pointBefore(app, "opening", 0);
    const to = await pointBefore(app, "words.", 0);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    expect(await page.evaluate(() => getSelection().toString().trim())).toBe("opening of five");
    expect(await app.marked()).toContain("|# Talk 7");
  });

  test("twice selects the word", async ({ app, page }) => {
    await clickBefore(app, "opening", 3, { clickCount: 2 });
    expect(await page.evaluate(() => getSelection().toString().trim())).toBe("opening");
    await expect(app.editor).not.toBeFocused();
  });
});

test.describe("only this segment", () => {
  test.beforeEach(({ app }) => app.start(TALK));

  test("shows what the cursor is in, and goes with it", async ({ app, page }) => {
    await app.press("Control+End");
    await app.button("Only this segment").click();
    await expect(app.button("Only this segment")).toHaveAttribute("aria-pressed", "true");
    await expect(app.preview.getByText("None today")).toBeVisible();
    for (const away of ["An opening", "More of kites", "long"]) await expect(app.preview.getByText(away)).toBeHidden();
    await expect(header(page)).toBeHidden();
    await app.press("ArrowUp", "ArrowUp", "ArrowUp");
    await expect(app.preview.getByText("long")).toBeVisible();
    await expect(app.preview.getByText("None today")).toBeHidden();
    await app.press("Control+Home");
    await expect(app.preview.getByText("An opening")).toBeVisible();
    await expect(app.preview.getByText("More of kites")).toBeHidden();
  });

  test("ends by Escape in the preview, and by its buttons", async ({ app, page }) => {
    const others = app.preview.getByText("An opening");
    await app.button("Only this segment").click();
    await expect(others).toBeHidden();
    await app.preview.focus();
    await page.keyboard.press("Escape");
    await expect(others).toBeVisible();
    await app.button("Only this segment").click();
    await app.button("Show all").click();
    await expect(others).toBeVisible();
    await expect(page.getByRole("note").filter({ hasText: "Only the segment" })).toBeHidden();
  });
});

test.describe("scrolling", () => {
  const LONG = `${TALK}\n${"A line of text.\n\n".repeat(150)}Ann #3: The end\n`;

  test("keeps what is written in sight", async ({ app, page }) => {
    await app.start(LONG);
    await app.press("Control+End");
    await app.type("\nthe last words");
    await expect(app.preview.getByText("the last words")).toBeInViewport();
    await app.press("Control+Home");
    await expect(app.preview.getByText("An opening")).toBeInViewport();
  });

  test("goes both ways, and from the start to the start", async ({ app, page }) => {
    await app.start(LONG);
    await app.press("Control+Home");
    const notes = page.locator(".cm-scroller");
    const preview = page.locator(".preview-scroller");
    const top = (scroller) => scroller.evaluate((element) => element.scrollTop);
    await notes.hover();
    await page.mouse.wheel(0, 1500);
    await expect.poll(() => top(preview)).toBeGreaterThan(500);
    await preview.hover();
    await page.mouse.wheel(0, 3000);
    await expect.poll(() => top(notes)).toBeGreaterThan(2500);
    await page.mouse.wheel(0, -20_000);
    await expect.poll(() => top(preview)).toBe(0);
    await expect.poll(() => top(notes)).toBe(0);
  });

  test("follows a jump to the same height", async ({ app }) => {
    await app.start(`${LONG}\n${"More of it.\n\n".repeat(50)}`);
    await app.press("Control+Home");
    await app.segments.filter({ hasText: "The end" }).getByRole("button").first().click();
    const label = card(app, "The end");
    await expect(label).toBeInViewport();
    await expect.poll(async () => (await label.boundingBox()).y).toBeLessThan(500);
  });

  test("keeps the cursor's segment in place while others fold and unfold", async ({ app, page }) => {
    await app.start(`${LONG}\n${"More of it.\n\n".repeat(50)}`);
    await app.segments.filter({ hasText: "The end" }).getByRole("button").first().click();
    for (const item of ["Fold all", "Unfold all"]) {
      await app.choose("More for the outline", item);
      await expect(app.preview.locator(".card-folded:not(:empty)")).toHaveCount(item === "Fold all" ? 4 : 0);
      await expect(page.locator(".cm-line", { hasText: "The end" })).toBeInViewport();
      await expect(card(app, "The end")).toBeInViewport();
    }
  });

  const inEditor = (app, words) => app.editor.locator(".cm-line").filter({ hasText: words });

  /** Turns the wheel over an element. */
  async function turnWheel(app, element, pixels) {
    await element.hover();
    await app.page.mouse.wheel(0, pixels);
  }

  test("the notes takes the preview along, block by block", async ({ app, page }) => {
    await app.start(LONG);
    await app.press("Control+Home");
    await turnWheel(app, page.locator(".cm-scroller"), 100_000);
    await expect(inEditor(app, "The end")).toBeInViewport();
    await expect(card(app, "The end")).toBeInViewport();
    await turnWheel(app, page.locator(".cm-scroller"), -100_000);
    await expect(card(app, "Kites")).toBeInViewport();
  });

  test("the preview takes the notes along, and leaves the cursor", async ({ app, page }) => {
    await app.start(LONG);
    await app.press("Control+Home");
    await turnWheel(app, page.locator(".preview-scroller"), 100_000);
    await expect(inEditor(app, "The end")).toBeInViewport();
    expect(await app.marked()).toBe(`|${LONG}`);
  });

  test("together can be switched off, for good", async ({ app, page }) => {
    await app.start(LONG);
    const toggle = app.button("Scroll together");
    await expect(toggle).toHaveAttribute("aria-pressed", "true");
    await toggle.click();
    await expect(toggle).toHaveAttribute("aria-pressed", "false");
    await turnWheel(app, page.locator(".preview-scroller"), -100_000);
    await expect(card(app, "Kites")).toBeInViewport();
    await expect(inEditor(app, "The end")).toBeInViewport();
    await app.saved();
    await page.reload();
    await expect(toggle).toHaveAttribute("aria-pressed", "false");
  });
});

test("a draft that is closed leaves nothing behind in the next one", async ({ app }) => {
  await app.start(TALK);
  for (const title of await app.titles()) await app.chooseForDraft(title, "Delete");
  await app.page.getByRole("button", { name: "New draft" }).first().click();
  await app.write("Just this.");
  await expect(app.blocks).toHaveText(["Just this."]);
});

test.describe("390 px", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a tap offers the way into the notes, and takes nobody there", async ({ app, page }) => {
    await app.open();
    await app.import({ name: "talk.md", content: TALK + EPISODE });
    await app.button("Preview").tap();
    await expect(app.preview).toContainText("More of kites.");
    const point = await pointBefore(app, "of kites", 0);
    await page.touchscreen.tap(point.x, point.y);
    await expect(app.preview).toBeVisible();
    await app.button("Edit here").tap();
    await expect(app.editor).toBeFocused();
    expect(await app.marked()).toContain("More |of kites.");
  });
});

test("a click on the box of a task ticks it in the notes, and takes that back", async ({ app }) => {
  const notes = "# Talk 7\n\n- [ ] call Ann\n- [x] book a room\n  - [ ] pay\n\n1. [ ] one\n";
  await app.start(notes);
  // It comes last, and moves all that is below it.
  await expect(header(app.page)).toContainText("words");
  const box = (text) => app.preview.locator("li", { hasText: text }).last().locator("input").first();
  const tick = async (text) => {
    const { x, y, width, height } = await box(text).boundingBox();
    await app.page.mouse.click(x + width / 2, y + height / 2);
  };
  await tick("pay");
  await expect(box("pay")).toBeChecked();
  await tick("call Ann");
  await expect(box("call Ann")).toBeChecked();
  await tick("one");
  expect(await app.text()).toBe(notes.replaceAll("[ ]", "[x]"));
  await tick("book a room");
  await expect(box("book a room")).not.toBeChecked();
  expect(await app.text()).toContain("- [ ] book a room\n  - [x] pay");
});
