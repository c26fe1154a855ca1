// Names that would turn around what stands beside them: the author's text keeps every character, and nothing else on the
// page does.
import { expect, test } from "./support/test.mjs";

/** From here on, right to left. */
const TURN = "\u202e";
const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000e-\u001f]/;
const NOTES = `# Tea ${TURN}dm.exe\n\nAda #1: ${TURN}setiK\n\n- [x](https://tea.example/${TURN}x)\n\n![](https://tea.example/a.png)\n`;

test("a name does not turn around what stands beside it", async ({ app, page }) => {
  await app.start(NOTES);
  await expect(page).toHaveTitle("Tea dm.exe · Rundown");
  await expect(app.draftName).toHaveValue("Tea dm.exe");
  expect(await app.titles()).toContain("Tea dm.exe");
  await app.saved();

  const { name, text } = await app.export("Markdown");
  expect(name).toBe("tea-dm-exe.md");
  expect(text).toBe(NOTES);
  expect((await app.export("HTML")).name).toBe("tea-dm-exe.html");

  const named = await page.locator("[aria-label], [title]").evaluateAll((elements) =>
    elements.filter((element) => !element.closest("[data-testid=preview], .cm-editor")).map(({ ariaLabel, title }) => `${ariaLabel} ${title}`),
  );
  expect(named.filter((words) => CONTROLS.test(words))).toEqual([]);
  expect((await app.listed()).map(({ title }) => title)).toEqual(["setiK"]);

  await app.chooseForDraft("Tea dm.exe", "Delete");
  await expect(app.messages).toContainText("“Tea dm.exe” was deleted.");
});

test("a file's name does not turn a message around", async ({ app }) => {
  await app.start();
  await app.import({ name: `tea ${TURN}gpj.md`, content: Buffer.from([0, 255, 0, 254, 0]) });
  await expect(app.messages).toContainText("“tea gpj.md” was not imported");
});
