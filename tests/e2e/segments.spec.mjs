// Segments, handled in the notes: moved, folded, and numbered as they come and go.
import { expect, test } from "./support/test.mjs";

const NOTES = `# Talk 1

**Ada #1:** [Caches](https://caches.example)

- fast

**Bob #2:** Queues

**Ada #3:** Locks

- slow
`;

/** The notes with the segments in another order: `names` from `Caches`, `Queues`, `Locks`. */
function rearranged(...names) {
  const bodies = {
    Caches: (n) => `**Ada #${n}:** [Caches](https://caches.example)\n\n- fast`,
    Queues: (n) => `**Bob #${n}:** Queues`,
    Locks: (n) => `**Ada #${n}:** Locks\n\n- slow`,
  };
  return `# Talk 1\n\n${names.map((name, idx) => bodies[name](idx + 1)).join("\n\n")}\n`;
}

const titles = async (app) => (await app.listed()).map(({ title }) => title);

test.describe("Alt and an arrow", () => {
  test("moves the segment with the cursor in it, and takes the cursor along", async ({ app }) => {
    await app.start();
    await app.writeMarked(NOTES.replace("slow", "sl|ow"));
    await app.press("Alt+ArrowUp");
    expect(await app.marked()).toBe(rearranged("Caches", "Locks", "Queues").replace("slow", "sl|ow"));
    await app.press("Alt+ArrowUp", "Alt+ArrowUp");
    expect(await app.text()).toBe(rearranged("Locks", "Caches", "Queues"));
    await app.press("Alt+ArrowDown", "Alt+ArrowDown", "Alt+ArrowDown");
    expect(await app.marked()).toBe(NOTES.replace("slow", "sl|ow"));
  });

  test("is taken back by one undo", async ({ app }) => {
    await app.start(NOTES);
    await app.press("Alt+ArrowUp");
    await expect.poll(() => titles(app)).toEqual(["Caches", "Locks", "Queues"]);
    await app.press("Control+z");
    expect(await app.text()).toBe(NOTES);
    await app.button("Redo").click();
    expect(await app.text()).toBe(rearranged("Caches", "Locks", "Queues"));
  });

  test("says so where there is nothing to move", async ({ app }) => {
    await app.start(NOTES);
    await app.press("Control+Home", "Alt+ArrowDown");
    await expect(app.messages).toContainText("above the first segment");
    expect(await app.text()).toBe(NOTES);
  });

  test("moves nothing that would be swallowed, and says by what", async ({ app }) => {
    const open = "# Talk 1\n\nAda #1: Caches\n\nBob #2: Queues\n\n```\ncode\n";
    await app.start(open);
    await app.press("Alt+ArrowUp");
    await expect(app.messages).toContainText("line 7");
    expect(await app.text()).toBe(open);
  });

  test("moves a line together with Shift", async ({ app }) => {
    await app.start("one\ntwo\nthree");
    await app.press("Alt+Shift+ArrowUp");
    expect(await app.text()).toBe("one\nthree\ntwo");
  });
});

test.describe("numbers", () => {
  test("make room for a segment that comes in, in the same step", async ({ app }) => {
    await app.start(NOTES);
    await app.press("Control+Home", "ArrowDown", "ArrowDown");
    await app.choose("Insert template", "Topic");
    await expect.poll(async () => (await app.listed()).map(({ number }) => number)).toEqual(["1", "2", "3", "4"]);
    expect(await app.text()).toContain("**Bob #3:** Queues");
    await app.press("Escape", "Control+z");
    expect(await app.text()).toBe(NOTES);
  });

  test("follow a label that is typed only when asked", async ({ app }) => {
    const gap = NOTES.replace("#3", "#5");
    await app.start(gap);
    expect((await app.listed()).map(({ number }) => number)).toEqual(["1", "2", "5"]);
    await app.press("Alt+ArrowUp");
    await expect.poll(async () => (await app.listed()).map(({ number }) => number)).toEqual(["1", "2", "5"]);
  });
});

test.describe("folding", () => {
  test("leaves the label, in the notes and in the preview", async ({ app, page }) => {
    await app.start(NOTES);
    await app.press("Control+Shift+BracketLeft");
    await expect(page.locator(".cm-foldPlaceholder")).toHaveCount(1);
    await expect(page.locator(".cm-content")).not.toContainText("slow");
    await expect(app.preview.getByText("slow")).toBeHidden();
    await expect(app.preview.getByText("Locks")).toBeVisible();
    expect(await app.text()).toBe(NOTES);
    await app.press("Control+Shift+BracketLeft");
    await expect(app.preview.getByText("slow")).toBeVisible();
  });

  test("opens for the cursor", async ({ app, page }) => {
    await app.start(NOTES);
    await app.press("ArrowUp", "ArrowUp", "ArrowUp", "End", "Control+Shift+BracketLeft");
    await expect(app.preview.getByText("slow")).toBeHidden();
    await app.press("Control+End", "ArrowLeft", "ArrowLeft");
    await expect(page.locator(".cm-foldPlaceholder")).toHaveCount(0);
    await expect(app.preview.getByText("slow")).toBeVisible();
  });

  test("stays with a segment that moves", async ({ app, page }) => {
    await app.start(NOTES);
    await app.press("ArrowUp", "ArrowUp", "ArrowUp", "End", "Control+Shift+BracketLeft", "Alt+ArrowUp");
    await expect.poll(() => titles(app)).toEqual(["Caches", "Locks", "Queues"]);
    await expect(page.locator(".cm-foldPlaceholder")).toHaveCount(1);
    await expect(app.preview.getByText("slow")).toBeHidden();
    await expect(app.preview.getByText("fast")).toBeVisible();
  });
});

test.describe("a label that is rewritten", () => {
  test("stays in the outline until the cursor leaves it", async ({ app }) => {
    await app.start("# Talk 1\n\nAda #1: Caches\n");
    await app.press("Control+Home", "ArrowDown", "ArrowDown", "Home");
    await app.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
    await app.press("Delete");
    expect(await app.text()).toContain("Ada 1: Caches");
    await expect(app.segments).toHaveText(["Caches"]);
    await expect(app.preview.locator(".card-start")).toHaveCount(1);
    await app.press("Control+End");
    await expect(app.segments).toHaveCount(0);
    await expect(app.preview.locator(".card-start")).toHaveCount(0);
  });
});
