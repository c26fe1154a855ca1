// A draft that cannot be opened, or takes the page down: what the author can do, and that nothing is locked away.
import { expect, test } from "./support/test.mjs";
import { breakCalls, wrapCalls } from "./support/traps.mjs";

const TITLE = "Teatime 8: Cake";
const NOTES = `# ${TITLE}\n\n**Ann #1:** [**Kites**](https://a.example)\n\n- far`;

/** The draft is there, and another one is open. */
async function beside(app) {
  await app.start(NOTES);
  await app.saved();
  await app.newDraft("Another one.");
  await app.saved();
}

/** The page goes down while it opens the draft, and is loaded again. */
async function takenDown(app, page, faults) {
  faults.expect(/unreachable/);
  await page.addInitScript(wrapCalls);
  await beside(app);
  await page.evaluate(breakCalls, { trapIn: "newBlocks|renderBlock" });
  await app.draft(TITLE).getByRole("button").first().click();
  await expect(page.getByTestId("crashed")).toBeVisible();
  await page.reload();
  await expect(page.getByTestId("unopened")).toContainText(`“${TITLE}” did not open`);
}

/** From now on the editor cannot show what has "Kites" in it. */
function refuseKites(content) {
  const { view } = content.cmTile;
  const { setState } = view;
  window.refusing = true;
  view.setState = (state) => {
    if (window.refusing && state.doc.toString().includes("Kites")) throw new Error("no kites, as the test has it");
    setState.call(view, state);
  };
}

/** From now on showing a draft takes seven seconds, by the page's clock. */
function takeLong(content) {
  const { view } = content.cmTile;
  const { setState } = view;
  const { now } = Date;
  let later = 0;
  Date.now = () => now() + later;
  view.setState = (state) => {
    later += 7_000;
    setState.call(view, state);
  };
}

test("a draft that took the page down is not opened by itself, and opens as plain text", async ({ app, page, faults }) => {
  await takenDown(app, page, faults);
  await expect(app.editor).not.toBeVisible();
  await page.getByRole("button", { name: "Open as plain text" }).click();
  await expect(page.getByText("open as plain text: without")).toBeVisible();
  await expect(app.segments).toHaveCount(0);
  await app.press("Control+End");
  await page.keyboard.type("!");
  expect(await app.text()).toBe(`${NOTES}!`);
  await app.saved();
  await page.getByRole("button", { name: "Show in full" }).click();
  await expect(app.preview).toContainText("far!");
  await expect(app.segments).toHaveCount(1);
});

test("a draft that opened after all is opened by itself again", async ({ app, page, faults }) => {
  await takenDown(app, page, faults);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(app.preview).toContainText("far");
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("opening")))).toEqual([]);
  await page.reload();
  await expect(app.preview).toContainText("far");
});

test("a draft that did not open can be downloaded, and has its history", async ({ app, page, faults }) => {
  await takenDown(app, page, faults);
  const { text, name } = await app.download(() => page.getByRole("button", { name: "Download" }).click());
  expect(text).toBe(NOTES);
  expect(name).toMatch(/\.md$/);
  await page.getByRole("button", { name: "Earlier versions…" }).click();
  await expect(page.getByRole("dialog")).toContainText(TITLE);
});

test("a draft that the editor cannot show leaves the others as they are", async ({ app, page }) => {
  await beside(app);
  await app.editor.evaluate(refuseKites);
  await app.draft(TITLE).getByRole("button").first().click();
  await expect(page.getByTestId("unopened")).toContainText("no kites, as the test has it");
  await app.openDraft("Another one.");
  await app.press("Control+End");
  await page.keyboard.type(" And on.");
  expect(await app.text()).toBe("Another one. And on.");
  await page.evaluate(() => (window.refusing = false));
  await app.openDraft(TITLE);
  expect(await app.text()).toBe(NOTES);
});

test("notes that took long to open are offered as plain text", async ({ app, page }) => {
  await beside(app);
  await app.editor.evaluate(takeLong);
  await app.openDraft(TITLE);
  await expect(app.messages).toContainText("These notes took 7 seconds to open.");
  await page.getByRole("button", { name: "Open as plain text" }).click();
  await expect(page.getByText("open as plain text: without")).toBeVisible();
  expect(await app.text()).toBe(NOTES);
});
