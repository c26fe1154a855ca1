// From an empty page to one that can do everything: one can write before the program is here, with preview and outline before
// its late part is, and nothing that was written is lost where either of them comes late or never.
import { expect, test } from "./support/test.mjs";

const PROGRAM = /_bg\.wasm$/;
const LATE_PART = /_late\.wasm$/;
const EDITOR_TOOLS = /bundle_later\.js/;
const NOTES = "# Episode 7\n\n**Ada #1:** Tea\n\nIt is hot.";
const NOT_FETCHED = "commands, lists and dialogs could not be fetched";

/** A file of the build that comes as soon as it is let through. */
async function heldBack(page, address) {
  const waiting = [];
  let isHeld = true;
  await page.route(address, (route) => (isHeld ? void waiting.push(route) : route.continue()));
  return async () => {
    isHeld = false;
    await Promise.all(waiting.map((route) => route.continue()));
  };
}

/** In the page, before the app: keys may wait as long as they have to, on a slow machine too. */
function keysWaitLong() {
  const { setTimeout } = window;
  window.setTimeout = (f, ms, ...rest) => setTimeout(f, ms === 1_000 ? 60_000 : ms, ...rest);
}

/** A file of the build that cannot be fetched until that is mended. */
async function cutOff(page, faults, address) {
  faults.expect(/ERR_FAILED|Failed to fetch|late part could not be fetched|Failed to load resource/);
  let isCut = true;
  await page.route(address, (route) => (isCut ? route.abort() : route.continue()));
  return () => (isCut = false);
}

/** The app with `NOTES` and the cursor at their end, loaded again while `keepAway` keeps the program. Returns how it comes. */
async function reloadedWithout(page, app, keepAway) {
  await app.start(NOTES);
  await app.saved();
  // What is stored when the page goes has the cursor.
  await page.reload();
  await app.saved();
  const letCome = await keepAway(page, PROGRAM);
  await page.reload({ waitUntil: "commit" });
  await expect(app.editor).toContainText("It is hot.");
  return letCome;
}

test.describe("before the program is here", () => {
  test("one can write, and that is the first change of the draft that opens", async ({ app, page }) => {
    const letThrough = await reloadedWithout(page, app, heldBack);
    await expect(app.preview).toBeEmpty();
    await app.type(" And green.");
    await letThrough();
    await expect(app.preview).toContainText("It is hot. And green.");
    await app.type(" And more.");
    expect(await app.text()).toBe(`${NOTES} And green. And more.`);
    await app.saved();
    await page.reload();
    await expect(app.preview).toContainText("And more.");
  });

  test("what was written is one undo step", async ({ app, page }) => {
    const letThrough = await reloadedWithout(page, app, heldBack);
    await app.type("Early. ");
    await letThrough();
    await expect(app.preview).toContainText("Early.");
    await app.press("Control+z");
    expect(await app.text()).toBe(NOTES);
  });

  test("a key of the app's does not open a dialog of the browser's", async ({ app, page }) => {
    const letThrough = await heldBack(page, PROGRAM);
    await page.goto(app.url);
    await app.type("Mine. ");
    const isPrevented = () =>
      app.editor.evaluate((editor) => {
        const key = { key: "s", ctrlKey: true, bubbles: true, cancelable: true };
        return !editor.dispatchEvent(new KeyboardEvent("keydown", key));
      });
    expect(await isPrevented()).toBe(true);
    await letThrough();
    await expect(app.button("Bold")).toBeVisible();
    await app.press("Control+s");
    await expect(app.saveState).toHaveText("Saved");
  });

  test("on the first visit one can write too", async ({ app, page }) => {
    const letThrough = await heldBack(page, PROGRAM);
    await page.goto(app.url);
    await app.type("My own first line.");
    await letThrough();
    await expect(app.preview).toContainText("My own first line.");
    await expect(app.preview).toContainText("Your first rundown");
  });

  test("it may never come: what was written is kept, and is there at the next start", async ({ app, page, faults }) => {
    const mend = await reloadedWithout(page, app, (page, address) => cutOff(page, faults, address));
    await app.type("Early. ");
    await expect(page.getByTestId("crashed")).toContainText("Rundown could not start, but you can write");
    await app.type("And later. ");
    await expect(app.saveState).toHaveText("Saved");
    await expect(app.saveState).toBeVisible();
    mend();
    await page.reload();
    await expect(app.preview).toContainText("Early. And later.");
  });

  test("the page may go: what was written is there at the next start", async ({ app, page }) => {
    await reloadedWithout(page, app, heldBack);
    await app.type("Early. ");
    await page.goto("about:blank");
    await page.unroute(PROGRAM);
    await page.goto(app.url);
    await expect(app.preview).toContainText("Early.");
  });
});

test.describe("before the late part is here", () => {
  test("one writes with preview and outline, and it is saved", async ({ app, page }) => {
    const letThrough = await heldBack(page, LATE_PART);
    await page.goto(app.url);
    await expect(app.preview).toContainText("Your first rundown");
    await app.press("Control+a");
    await app.paste(NOTES);
    await expect(app.segments).toHaveText(["Tea"]);
    await app.saved();
    await expect(app.drafts.getByRole("listitem")).toHaveCount(0);
    await letThrough();
    await expect(app.drafts.getByRole("listitem")).toHaveCount(1);
  });

  for (const [first, second] of [[LATE_PART, EDITOR_TOOLS], [EDITOR_TOOLS, LATE_PART]]) {
    test(`a command waits for it, and what is pasted too, if ${first.source} comes before ${second.source}`, async ({ app, page }) => {
      const [letFirst, letSecond] = [await heldBack(page, first), await heldBack(page, second)];
      await page.goto(app.url);
      await expect(app.preview).toContainText("Your first rundown");
      await app.press("Control+a");
      await app.press("Control+Slash");
      await app.paste("Tea", "<b>Tea</b>");
      await expect(app.editor).not.toContainText("Tea");
      await letFirst();
      await letSecond();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expect(app.preview.locator("strong")).toHaveText(["Tea"]);
      await page.keyboard.press("Escape");
      expect(await app.text()).toBe("**Tea**");
    });
  }

  test("keys behind a command wait for what it shows", async ({ app, page }) => {
    await page.addInitScript(keysWaitLong);
    await app.start(NOTES);
    await app.saved();
    const letThrough = await heldBack(page, LATE_PART);
    await page.reload();
    await expect(app.segments).toHaveText(["Tea"]);
    await app.press("Control+k");
    await page.keyboard.type("xhow kez");
    for (let n = 0; n < 8; n += 1) await app.press("Backspace");
    await page.keyboard.type("keyboard shortcuts");
    await app.press("Enter");
    await letThrough();
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await page.keyboard.press("Escape");
    expect(await app.text()).toBe(NOTES);
  });

  test("keys behind a command that changes the notes come after it", async ({ app, page }) => {
    await page.addInitScript(keysWaitLong);
    await app.start("");
    await app.saved();
    const letThrough = await heldBack(page, LATE_PART);
    await page.reload();
    await app.editor.focus();
    await app.press("Control+b");
    await page.keyboard.type("Teq");
    await app.press("Backspace");
    await page.keyboard.type("a");
    await app.press("Enter");
    await page.keyboard.type("!");
    await letThrough();
    await expect.poll(() => app.text()).toBe("**Tea\n!**");
  });

  test("keys do not wait for long: they are written, and the command comes when it can", async ({ app, page }) => {
    const letThrough = await heldBack(page, LATE_PART);
    await page.goto(app.url);
    await expect(app.preview).toContainText("Your first rundown");
    await app.press("Control+End", "Control+k");
    await app.type("Kept, ");
    await expect(app.preview).toContainText("Kept,");
    await app.type("and written at once.");
    await expect(app.preview).toContainText("Kept, and written at once.");
    await letThrough();
    await expect(page.getByRole("dialog")).toBeVisible();
  });

  test("what is clicked and pressed in the rows and in the preview waits for it", async ({ app, page }) => {
    await app.start(`${NOTES}\n\n**Bob #2:** Kites\n\nIn the wind.\n`);
    await app.saved();
    const letCome = await heldBack(page, LATE_PART);
    await page.reload();
    await app.outline.getByText("Tea").focus();
    await page.keyboard.press("End");
    await app.blocks.last().click();
    await app.outline.getByText("Tea").click();
    await letCome();
    await expect(app.outline.locator("[aria-current]")).toHaveText("Tea");
    await app.type("# ");
    await expect.poll(() => app.text()).toContain("# **Ada #1:** Tea");
  });

  for (const [width, height] of [[1440, 900], [390, 844]]) {
    test(`nothing on a page of ${width} px moves when it comes`, async ({ app, page }) => {
      await page.setViewportSize({ width, height });
      const letThrough = await heldBack(page, LATE_PART);
      await page.goto(app.url);
      await expect(app.preview).toContainText("Your first rundown");
      const PARTS = `.top-bar, #draft-name, #save-state, #editor, .preview-scroller, #outline, #drafts, .tab-bar,
        .episode-header, .block`;
      const boxes = () =>
        page.locator(PARTS).evaluateAll((parts) =>
          parts.map((part) => {
            const { x, y, width } = part.getBoundingClientRect();
            return { part: part.id || part.dataset.line || part.className, x, y, width };
          }),
        );
      const before = await boxes();
      expect(before.map(({ part }) => part)).toEqual(expect.arrayContaining(["episode-header", "1", "5"]));
      await letThrough();
      await expect(app.button("Insert template")).toBeVisible();
      expect(await boxes()).toEqual(before);
    });
  }

  test("it may not be had: that is said, the notes are untouched, and it can be tried again", async ({ app, page, faults }) => {
    const mend = await cutOff(page, faults, LATE_PART);
    await page.goto(app.url);
    await expect(app.messages).toContainText(NOT_FETCHED);
    await app.press("Control+End", "Control+k");
    await app.type("Kept");
    await expect.poll(() => app.preview.textContent()).toContain("Kept");
    await app.press("Control+a");
    await app.paste(NOTES);
    await expect(app.segments).toHaveText(["Tea"]);
    await app.saved();
    mend();
    await app.button("Try again").click();
    await expect(app.messages).not.toContainText(NOT_FETCHED);
    await app.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    expect(await app.text()).toBe(NOTES);
  });
});
