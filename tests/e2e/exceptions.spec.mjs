// What throws inside the editor: text, page and draft stay the same, the author hears of it, and can go on.
import { PLACES, breakEditor, shownText } from "./support/exceptions.mjs";
import { expect, test } from "./support/test.mjs";

/** A word that is typed while a filter or a handler throws may lose its last letter, and is seen to lose it. */
const TYPED = /^One\. boo?m? two\.$/;

for (const place of PLACES) {
  test(`an exception leaves text, page and draft alike › in ${place}`, async ({ app, page, faults }) => {
    faults.expect(/boom, as the test has it|the mirror of the notes had drifted/);
    await app.start("One.");
    await breakEditor(app, place);
    await app.type(" boom");
    await expect(app.messages).toContainText("Something in the editor went wrong");
    await app.type(" two.");
    const text = await app.text();
    expect(text).toMatch(TYPED);
    expect(await shownText(app)).toBe(text);
    await expect(app.preview).toContainText(text);
    await app.saved();
    await app.press("Control+z");
    expect(await shownText(app)).toBe(await app.text());
    await app.press("Control+Shift+z");
    await app.saved();
    await page.reload();
    expect(await app.text()).toBe(text);
  });
}
