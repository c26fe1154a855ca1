// A large file, and an author who does not wait until it is drawn: nothing is lost, and nothing stale acts.
import { expect, test } from "./support/test.mjs";

const segment = (i) => `**Ann #${i}:** Kites ${i}\n\n${`Part ${i} of the notes, which is long.\n\n`.repeat(10)}`;
const HUGE = `# Huge\n\n${Array.from({ length: 2200 }, (_, i) => segment(i + 1)).join("")}The end.\n`;

test.beforeEach(async ({ app }) => {
  await app.open();
  await app.import({ name: "huge.md", content: HUGE });
  await expect(app.editor).toContainText("Huge");
});

test("typing and undoing while it is drawn", async ({ app }) => {
  await app.press("Control+Home", "End");
  await app.paste("r than all");
  await expect(app.preview.getByRole("heading", { name: "Huger than all" })).toBeVisible();
  await app.press("Control+z");
  await expect(app.preview.getByRole("heading", { name: "Huge", exact: true })).toBeVisible();
  expect(await app.text()).toBe(HUGE);
});

test("another draft while it is drawn, and back", async ({ app, page }) => {
  await app.press("Control+End");
  await page.keyboard.type("Really.");
  await app.newDraft("Other.");
  await expect(app.blocks).toHaveText(["Other."]);
  await expect(app.segments).toHaveCount(0);
  await app.openDraft("Huge");
  expect(await app.text()).toBe(`${HUGE}Really.`);
  await expect(app.preview.getByText("Really.")).toBeInViewport();
});

test("deleting it while it is drawn, and bringing it back", async ({ app, page }) => {
  await app.press("Control+Home", "End");
  await page.keyboard.type("r");
  await app.newDraft("Other.");
  await app.chooseForDraft("Huger", "Delete");
  await expect(app.blocks).toHaveText(["Other."]);
  await app.messages.getByRole("button", { name: "Restore", exact: true }).click();
  await expect(app.draftName).toHaveValue("Huger");
  expect(await app.text()).toBe(HUGE.replace("Huge", "Huger"));
});

test("deleting it while it is open leaves its neighbour", async ({ app }) => {
  await app.chooseForDraft("Huge", "Delete");
  await expect(app.draftName).not.toHaveValue("Huge");
  await expect(app.preview.getByText("Part 1 of")).toHaveCount(0);
  await expect(app.segments.filter({ hasText: "Kites" })).toHaveCount(0);
});
