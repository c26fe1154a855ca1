// Pasting, as clipboards bring it: addresses, rich text of other programs, images, hostile and broken text.
import { readFileSync } from "node:fs";

import { ownVectors } from "./support/hostile.mjs";
import { expect, test } from "./support/test.mjs";

const fixture = (name) => readFileSync(new URL(`fixtures/clipboard/${name}`, import.meta.url), "utf8");

test("rich text of other programs becomes clean Markdown, in one step", async ({ app }) => {
  await app.start();
  for (const program of ["google-docs", "word", "paper", "notion", "web-page", "sheets", "chat"]) {
    await app.paste("plain", fixture(`${program}.html`));
    expect(`${await app.text()}\n`, program).toBe(fixture(`${program}.md`));
    await app.press("Control+z");
    expect(await app.text(), program).toBe("");
  }
});

test("the plain text is one click away, and one undo each takes both back", async ({ app }) => {
  await app.start("See ");
  await app.paste("a kite", "<a href='https://kites.example'>a kite</a>");
  expect(await app.text()).toBe("See [a kite](https://kites.example)");
  await app.messages.getByRole("button", { name: "Paste as plain text instead" }).click();
  expect(await app.text()).toBe("See a kite");
  await app.press("Control+z");
  expect(await app.text()).toBe("See [a kite](https://kites.example)");
  await app.press("Control+z");
  expect(await app.text()).toBe("See ");
});

test("what has no structure, and what is pasted with Shift, stays plain text", async ({ app, page, context }) => {
  await app.start();
  const looks = "font-family: Menlo, Monaco, monospace; font-weight: normal; white-space: pre;";
  await app.paste("# Kites *fly*\n", `<meta><div style="${looks}"><div><b># Kites</b> <i>*fly*</i></div></div>`);
  expect(await app.text()).toBe("# Kites *fly*\n");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate(() => {
    const blobs = { "text/plain": "words", "text/html": "<b>words</b>" };
    const entries = Object.entries(blobs).map(([type, content]) => [type, new Blob([content], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(entries))]);
  });
  await app.press("Control+Shift+v");
  await expect.poll(() => app.text()).toBe("# Kites *fly*\nwords");
  await app.press("Control+v");
  await expect.poll(() => app.text()).toBe("# Kites *fly*\nwords**words**");
});

test("an address links words and fills labels, with a title to type over", async ({ app }) => {
  await app.start();
  await app.writeMarked("See |the docs|, and `the code`");
  await app.paste("https://docs.example/x");
  expect(await app.text()).toBe("See [the docs](https://docs.example/x), and `the code`");
  await app.press("Control+z");
  await app.writeMarked("See `the |code|`");
  await app.paste("https://docs.example/x");
  expect(await app.text()).toBe("See `the https://docs.example/x`");
  const above = "**Ann #1:** [**Kites**](https://kites.example)\n\n";
  await app.write(`${above}**Ben #2:** `);
  await app.paste("https://a.example/2020/10/introducing-app-platform");
  expect(await app.text()).toBe(
    `${above}**Ben #2:** [**Introducing app platform**](https://a.example/2020/10/introducing-app-platform)`,
  );
  await app.type("App platform");
  expect(await app.text()).toContain("[**App platform**](https://a.example/2020/10/introducing-app-platform)");
  await app.write("Ann #1: ");
  await app.paste("https://a.example/x", "<a href='https://a.example/x'>The page’s title</a>");
  expect(await app.text()).toBe("Ann #1: [The page’s title](https://a.example/x)");
  await app.press("Control+z");
  expect(await app.text()).toBe("Ann #1: ");
});

test("an image is refused with a word on what is possible, and a lot of HTML becomes plain text", async ({ app }) => {
  await app.start("Before");
  await app.editor.evaluate((editor) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(["x"], "kite.png", { type: "image/png" }));
    editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(app.messages.getByRole("alert")).toContainText("keeps no image files");
  expect(await app.text()).toBe("Before");
  await app.paste(" words", "<b>words</b>".repeat(100_000));
  await expect(app.messages).toContainText("pasted as plain text");
  expect(await app.text()).toBe("Before words");
});

test("hostile HTML leaves no HTML in the notes", async ({ app, page }) => {
  await app.start();
  for (const { markdown } of ownVectors) await app.paste("plain\n\n", `<b>bold</b>${markdown}`);
  const notes = (await app.text()).replace(/```[^]*?```|`[^`]*`/g, "");
  expect(notes.match(/\*\*bold\*\*/g).length).toBe(ownVectors.length);
  expect(notes).not.toMatch(/(?<!\\)<[a-z/!](?!ttps?:)|(?<!\\)\]\(\s*<?(?:javascript|data|vbscript)/i);
  await expect(page.locator("script:not([src])")).toHaveCount(0);
});

test("text that was read in the wrong encoding is said to be, and repaired in one step", async ({ app }) => {
  await app.start();
  const broken = "# Talk 7\n\nAnn #1: It‚Äôs caf√©\n\n- fine\n";
  const sound = "# Talk 7\n\nAnn #1: It’s café\n\n- fine\n";
  await app.import({ name: "talk.md", content: broken });
  await expect(app.messages).toContainText("Mac Roman");
  expect(await app.text()).toBe(broken);
  await app.messages.getByRole("button", { name: "Repair" }).click();
  expect(await app.text()).toBe(sound);
  await app.press("Control+z");
  expect(await app.text()).toBe(broken);
  await app.newDraft();
  await app.paste("- theyâ€™re here");
  await app.messages.getByRole("button", { name: "Repair" }).click();
  expect(await app.text()).toBe("- they’re here");
});

test("a web page and a file in an older encoding become drafts, a Word document does not", async ({ app }) => {
  await app.start();
  await app.import({ name: "page.html", content: "<title>x</title><p>Only <b>bold</b> words</p><script>1</script>" });
  await expect(app.draftName).toHaveValue("page");
  expect(await app.text()).toBe("Only **bold** words\n");
  await app.import({ name: "old.md", content: Buffer.from("# Caf\xe9 7\r\n", "latin1") });
  await app.messages.getByRole("button", { name: "Open and convert" }).click();
  await expect(app.draftName).toHaveValue("Café 7");
  expect(await app.text()).toBe("# Café 7\r\n");
  await app.import({ name: "notes.rtf", content: "{\\rtf1 notes}" });
  await expect(app.messages.getByRole("alert")).toContainText("copy all of it, and paste it");
});
