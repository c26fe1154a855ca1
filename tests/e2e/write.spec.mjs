// Writing: what the author types, what the editor does along, and what the preview makes of it.
import { expect, inTurn, test } from "./support/test.mjs";

test.describe("the preview", () => {
  test.beforeEach(({ app }) => app.start());

  test("shows what is typed", async ({ app }) => {
    await app.type("# Lantern Radio 58\n\nThis week: *timeouts* and `caches`.");
    await expect(app.preview.getByRole("heading", { level: 1 })).toHaveText("Lantern Radio 58");
    await expect(app.preview.locator("em")).toHaveText("timeouts");
    await expect(app.preview.locator("code")).toHaveText("caches");
  });

  test("follows a key before the next frame is painted", async ({ app }) => {
    await app.type("caches and timeout");
    const shown = await app.preview.evaluate(async (preview) => {
      document.execCommand("insertText", false, "s");
      await new Promise(requestAnimationFrame);
      return preview.textContent.trim();
    });
    expect(shown).toBe("caches and timeouts");
  });

  test("is one element for each block, with its line", async ({ app }) => {
    await app.write("# One\n\nTwo\nstill two\n\n- three\n- three\n\n> four\n");
    await expect(app.blocks).toHaveCount(4);
    const lines = await app.blocks.evaluateAll((blocks) => blocks.map((block) => Number(block.dataset.line)));
    expect(lines).toEqual([1, 3, 6, 9]);
  });

  test("keeps the blocks that a key does not touch", async ({ app }) => {
    await app.write("First\n\nSecond\n\nThird");
    await app.blocks.nth(0).evaluate((block) => (block.dataset.kept = "yes"));
    await app.type(" one");
    await expect(app.blocks.nth(2)).toHaveText("Third one");
    await expect(app.blocks.nth(0)).toHaveAttribute("data-kept", "yes");
  });

  test("shows tables, task lists, footnotes and strikethrough", async ({ app }) => {
    const table = "| Host | Task |\n|---|---|\n| Mira | edit |\n";
    await app.write(`${table}\n- [x] record\n- [ ] ~~cut~~ trim[^1]\n\n[^1]: By ear.\n`);
    await expect(app.preview.getByRole("cell", { name: "Mira" })).toBeVisible();
    await expect(app.preview.getByRole("checkbox")).toHaveCount(2);
    await expect(app.preview.getByRole("checkbox").first()).toBeChecked();
    await expect(app.preview.getByRole("checkbox").first()).toBeDisabled();
    await expect(app.preview.locator("del")).toHaveText("cut");
    await expect(app.preview.locator("sup")).toHaveText("1");
  });

  test("opens links in a new tab without an opener", async ({ app }) => {
    await app.write("[the cache](https://cachewise.example/) and https://tabular.example/");
    for (const link of await app.preview.getByRole("link").all()) {
      await expect(link).toHaveAttribute("target", "_blank");
      await expect(link).toHaveAttribute("rel", /noopener/);
    }
    await expect(app.preview.getByRole("link")).toHaveCount(2);
  });

  test("gives headings anchors that links on the page lead to", async ({ app }) => {
    await app.write("[down](#later-on)\n\n## Later on\n\nText");
    const href = await app.preview.getByRole("link", { name: "down" }).getAttribute("href");
    await expect(app.preview.getByRole("heading", { name: "Later on" })).toHaveAttribute("id", href.slice(1));
  });
});

const FORMATS = [
  ["Bold", "Control+b", "a |word| here", "a **word** here"],
  ["Italic", "Control+i", "a |word| here", "a *word* here"],
  ["Strikethrough", "Control+Shift+KeyX", "a |word| here", "a ~~word~~ here"],
  ["Code", "Control+e", "a |word| here", "a `word` here"],
  ["Link", "Control+Shift+KeyK", "the |cache| here", "the [cache](url) here"],
  ["Heading", "Control+Shift+KeyH", "one\nt|wo\nthree", "one\n## two\nthree"],
  ["Bullet list", "Control+Shift+Digit8", "|one\ntwo|", "- one\n- two"],
  ["Numbered list", "Control+Shift+Digit7", "|one\ntwo|", "1. one\n2. two"],
  ["Quote", "Control+Shift+Digit9", "|one\ntwo|", "> one\n> two"],
];

test.describe("a formatting command", () => {
  test.beforeEach(({ app }) => app.start());

  const plainOf = (before) => before.replaceAll("|", "");
  const named = FORMATS.map((format) => [format[0], format]);

  test("is one undo step, by its key and by its button", async ({ app }) => {
    test.slow();
    await inTurn(named, async ([name, key, before, after]) => {
      for (const act of [() => app.press(key), () => app.button(name).click()]) {
        await app.writeMarked(before);
        await act();
        expect(await app.text()).toBe(after);
        await app.press("Control+z");
        expect(await app.text()).toBe(plainOf(before));
        await app.press("Control+Shift+KeyZ");
        expect(await app.text()).toBe(after);
      }
    });
  });

  test("takes itself off again, except for Link", async ({ app }) => {
    const others = named.filter(([name]) => name !== "Link");
    await inTurn(others, async ([, key, before]) => {
      await app.writeMarked(before);
      await app.press(key, key);
      expect(await app.text()).toBe(plainOf(before));
    });
  });

  test("leaves the focus in the notes", async ({ app }) => {
    await app.writeMarked("a |word| here");
    await app.button("Bold").click();
    await expect(app.editor).toBeFocused();
  });

  test("Link waits for the address", async ({ app }) => {
    await app.writeMarked("the |cache| here");
    await app.press("Control+Shift+KeyK");
    await app.type("https://cachewise.example/");
    expect(await app.text()).toBe("the [cache](https://cachewise.example/) here");
  });

  test("formats every one of several selections", async ({ app }) => {
    await app.writeMarked("|cache| and cache");
    await app.press("Control+d", "Control+b");
    expect(await app.text()).toBe("**cache** and **cache**");
  });
});

const KEYS = [
  ["Enter goes on with a bullet list", "- one|", ["Enter"], "- one\n- |"],
  ["Enter counts a numbered list on", "1. one|", ["Enter"], "1. one\n2. |"],
  ["Enter goes on with a task list", "- [x] one|", ["Enter"], "- [x] one\n- [ ] |"],
  ["Enter goes on with a quote", "> one|", ["Enter"], "> one\n> |"],
  ["Enter on an empty item leaves the list, with a blank line below it", "- one\n- |", ["Enter"], "- one\n\n|"],
  ["Enter twice leaves a quote, with a blank line below it", "> one|", ["Enter", "Enter"], "> one\n\n|"],
  ["Enter twice leaves the inner one of two quotes", "> > one|", ["Enter", "Enter"], "> > one\n>\n> |"],
  ["Tab nests an item of a list", "- one\n- two|", ["Tab"], "- one\n  - two|"],
  ["Tab leaves the first item of a list where it is", "- one|", ["Tab"], "- one|"],
  ["Shift+Tab un-nests an item", "- one\n  - two|", ["Shift+Tab"], "- one\n- two|"],
  ["Tab counts the items around a nested one again", "1. one\n2. two|\n3. three", ["Tab"], "1. one\n   1. two|\n2. three"],
  ["Tab leaves a paragraph one", "Some words|", ["Tab"], "Some words|"],
  ["Tab indents code", "```\n|x", ["Tab"], "```\n    |x"],
  ["Backspace takes an emoji with its skin tone", "Hi 👋🏽|", ["Backspace"], "Hi |"],
  ["Backspace takes a family as one", "Hi 👨‍👩‍👧|", ["Backspace"], "Hi |"],
  ["Backspace takes a flag as one", "Hi 🇨🇭|", ["Backspace"], "Hi |"],
  ["a bracket brings its partner", "see |", ["["], "see [|]"],
  ["a closing bracket steps over its partner", "see |", ["(", "x", ")"], "see (x)|"],
  ["an apostrophe stays single", "it|", ["'", "s"], "it's|"],
  ["Alt+Shift+ArrowUp moves the line", "one\ntw|o", ["Alt+Shift+ArrowUp"], "tw|o\none"],
];

test.describe("the editor", () => {
  test.beforeEach(({ app }) => app.start());

  test("answers its keys", async ({ app }) => {
    const cases = KEYS.map((row) => [row[0], row]);
    await inTurn(cases, async ([, before, keys, after]) => {
      await app.writeMarked(before);
      await app.press(...keys);
      expect(await app.marked()).toBe(after);
    });
  });

  test("puts brackets and marks around a selection", async ({ app }) => {
    for (const [typed, text] of [["[", "see [this]"], ["**", "see **this**"], ["_", "see _this_"], ["`", "see `this`"], ["~~", "see ~~this~~"], ['"', 'see "this"']]) {
      await app.writeMarked("see |this|");
      await app.type(typed);
      expect(await app.text()).toBe(text);
    }
  });

  test("replaces what is selected by what is typed, headings too", async ({ app }) => {
    await app.write("# Tea\n\nSome **words**.\n\n## Scones");
    await app.press("Control+a");
    await app.type("x");
    expect(await app.text()).toBe("x");
    await app.press("Control+z");
    expect(await app.text()).toBe("# Tea\n\nSome **words**.\n\n## Scones");
  });

  test("goes through a table by Tab, which adds a row behind the last one", async ({ app }) => {
    await app.write("| a | b |\n|---|---|\n| c | d |");
    await app.press("Tab");
    await app.type("e");
    await app.press("Shift+Tab", "Shift+Tab");
    await app.type("C");
    await app.press("Tab");
    await app.type("D");
    expect(await app.text()).toBe("| a | b |\n|---|---|\n| C | D |\n| e |  |");
  });

  test("lets the keyboard out by Escape and then Tab", async ({ app }) => {
    await app.write("text");
    await app.press("Escape", "Tab");
    await expect(app.editor).not.toBeFocused();
    expect(await app.text()).toBe("text");
  });

  test("writes at several cursors at once", async ({ app }) => {
    await app.writeMarked("|cache| one, cache two");
    await app.press("Control+d");
    await app.type("disk");
    expect(await app.text()).toBe("disk one, disk two");
  });

  test("adds a cursor by Alt and a click", async ({ app }) => {
    await app.write("a\nb");
    await app.press("Control+Home");
    await app.page.locator(".cm-line").nth(1).click({ modifiers: ["Alt"], position: { x: 200, y: 8 } });
    await app.type("!");
    expect(await app.text()).toBe("!a\nb!");
  });

  test("draws several cursors, and leaves a single one to the browser", async ({ app }) => {
    const drawn = app.page.locator(".cm-cursor");
    await app.write("a\nb");
    await app.press("Control+Home");
    await expect(drawn).toHaveCount(0);
    await expect(app.editor).toHaveCSS("caret-color", "rgb(176, 53, 28)");
    await app.page.locator(".cm-line").nth(1).click({ modifiers: ["Alt"] });
    await expect(drawn).toHaveCount(2);
    await expect(app.editor).toHaveCSS("caret-color", "rgba(0, 0, 0, 0)");
    await app.press("Escape");
    await expect(drawn).toHaveCount(0);
  });

  test("wraps long lines", async ({ app }) => {
    await app.write("word ".repeat(200));
    const scroller = app.page.locator(".cm-scroller");
    expect(await scroller.evaluate((scroller) => scroller.scrollWidth > scroller.clientWidth)).toBe(false);
  });

  test("takes emoji and other scripts as typed", async ({ app }) => {
    await app.page.keyboard.insertText("🎙️ Grüße, 字幕 👩‍💻 ");
    await app.type("ok");
    expect(await app.text()).toBe("🎙️ Grüße, 字幕 👩‍💻 ok");
    await expect(app.preview).toContainText("🎙️ Grüße, 字幕 👩‍💻 ok");
  });
});

test.describe("find and replace", () => {
  test.beforeEach(({ app }) => app.start("cache, disk, cache"));

  test("replaces everywhere in one undo step", async ({ app, page }) => {
    await app.button("Find and replace").click();
    await page.getByRole("textbox", { name: "Find", exact: true }).fill("cache");
    await page.getByRole("textbox", { name: "Replace", exact: true }).fill("store");
    await page.getByRole("button", { name: "replace all" }).click();
    expect(await app.text()).toBe("store, disk, store");
    await app.press("Control+z");
    expect(await app.text()).toBe("cache, disk, cache");
  });

  test("opens at the replacement by Control+H, for what is selected", async ({ app, page }) => {
    await app.writeMarked("tea, |cache|");
    await page.keyboard.press("Control+h");
    await expect(page.getByRole("textbox", { name: "Replace", exact: true })).toBeFocused();
    await expect(page.getByRole("textbox", { name: "Find", exact: true })).toHaveValue("cache");
    await page.keyboard.type("store");
    await page.keyboard.press("Enter");
    expect(await app.text()).toBe("tea, store");
  });

  test("says how many there are, and which one is selected", async ({ app, page }) => {
    await app.press("Control+Home", "Control+f");
    const count = page.locator(".find-count");
    await page.keyboard.type("cache");
    await expect(count).toHaveText("2");
    await page.keyboard.press("Enter");
    await expect(count).toHaveText("1 of 2");
    await page.keyboard.press("Enter");
    await expect(count).toHaveText("2 of 2");
    await page.getByRole("textbox", { name: "Find", exact: true }).fill("tape");
    await expect(count).toHaveText("None");
  });

  test("looks for what is typed, in any case and with any accents, unless asked otherwise", async ({ app, page }) => {
    await app.write("A naïve Naive in C:\\new, a+b, a$1 and aab.");
    const found = async (text) => {
      await page.getByRole("textbox", { name: "Find", exact: true }).fill(text);
      return page.locator(".find-count");
    };
    await app.press("Control+Home", "Control+f");
    await expect(await found("naive")).toHaveText("2");
    await expect(await found("naïve")).toHaveText("1");
    await expect(await found("C:\\new")).toHaveText("1");
    await expect(await found("a+b")).toHaveText("1");
    await page.getByRole("button", { name: "Regular expression" }).click();
    await expect(await found("a+b")).toHaveText("1");
    await expect(await found("a(")).toHaveText("Not a pattern");
    await page.getByRole("button", { name: "Regular expression" }).click();
    await page.getByRole("button", { name: "Match case and accents" }).click();
    await expect(await found("Naive")).toHaveText("1");
    await page.getByRole("button", { name: "Match case and accents" }).click();
    await found("a$1");
    await page.getByRole("textbox", { name: "Replace", exact: true }).fill("$&1");
    await page.getByRole("button", { name: "Replace all" }).click();
    expect(await app.text()).toBe("A naïve Naive in C:\\new, a+b, $&1 and aab.");
  });

  test("opens by Control+F, finds by Enter and closes by Escape", async ({ app, page }) => {
    await app.press("Control+Home", "Control+f");
    const field = page.getByRole("textbox", { name: "Find", exact: true });
    await expect(field).toBeFocused();
    await page.keyboard.type("disk");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await expect(field).toBeHidden();
    await app.type("tape");
    expect(await app.text()).toBe("cache, tape, cache");
  });
});

test("a long item goes on below its text, not below its mark", async ({ app }) => {
  await app.start(`Plain.\n\n- ${"kites and planes ".repeat(20)}\n  12. ${"more of them ".repeat(20)}`);
  /** The left edges of the rows of a line, from the top. */
  const edges = (idx) =>
    app.editor.locator(".cm-line").nth(idx).evaluate((line) => {
      const range = document.createRange();
      range.selectNodeContents(line);
      const rows = new Map();
      for (const { top, left } of range.getClientRects()) {
        const row = Math.round(top / 10);
        rows.set(row, Math.min(left, rows.get(row) ?? Infinity));
      }
      return [...rows.values()];
    });
  const [plain] = await edges(0);
  const letter = await app.editor.locator(".cm-line").first().evaluate((line) => {
    const range = document.createRange();
    range.selectNodeContents(line);
    return range.getBoundingClientRect().width / "Plain.".length;
  });
  for (const [idx, nLetters] of [[2, 2], [3, 6]]) {
    const [first, below] = await edges(idx);
    expect(Math.abs(first - plain)).toBeLessThanOrEqual(1);
    expect(Math.abs(below - plain - nLetters * letter)).toBeLessThanOrEqual(1.5);
  }
});

test.describe("undo", () => {
  test("is offered only when there is something to undo or redo", async ({ app }) => {
    await app.start();
    await app.newDraft();
    await expect(app.button("Undo")).toBeDisabled();
    await expect(app.button("Redo")).toBeDisabled();
    await app.type("text");
    await expect(app.button("Undo")).toBeEnabled();
    await app.button("Undo").click();
    await expect(app.button("Undo")).toBeDisabled();
    await app.button("Redo").click();
    await expect(app.button("Redo")).toBeDisabled();
    expect(await app.text()).toBe("text");
  });

  test("is each draft's own", async ({ app }) => {
    await app.start("# First");
    await app.press("Home");
    await app.type("#");
    await app.newDraft("# Second");
    await app.openDraft("First");
    await app.button("Undo").click();
    expect(await app.text()).toBe("# First");
    await app.openDraft("Second");
    expect(await app.text()).toBe("# Second");
  });
});

test("the list of keys opens by Control+/ and closes by Escape", async ({ app, page }) => {
  await app.start();
  await app.press("Control+/");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(dialog).toContainText("Bold");
  await expect(dialog.getByRole("heading", { name: "Keyboard shortcuts" })).toBeInViewport();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});
