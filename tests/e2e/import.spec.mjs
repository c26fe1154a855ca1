// Files in: each becomes a draft, and comes out again with the bytes that it had.
import { expect, inTurn, test } from "./support/test.mjs";

const TEXT = "# Grüße aus dem Hafen 🎙️\n\nTabs\there, blanks there  \n\n- eins\n- zwei\n";
const BOM = "\uFEFF";
const bigEndian = (text) => Buffer.from(text, "utf16le").swap16();

/** What a file may be like: how its text is written, and the text. */
const FILES = {
  "UTF-8": [(text) => Buffer.from(text), TEXT],
  "UTF-8 with a byte-order mark": [(text) => Buffer.from(BOM + text), TEXT],
  "UTF-16, little endian": [(text) => Buffer.from(BOM + text, "utf16le"), TEXT],
  "UTF-16, big endian": [(text) => bigEndian(BOM + text), TEXT],
  "UTF-16 with Windows line endings": [(text) => Buffer.from(BOM + text, "utf16le"), TEXT.replaceAll("\n", "\r\n")],
  "Windows line endings": [(text) => Buffer.from(text), TEXT.replaceAll("\n", "\r\n")],
  "old Mac line endings": [(text) => Buffer.from(text), TEXT.replaceAll("\n", "\r")],
  "mixed line endings": [(text) => Buffer.from(text), "# Mixed\r\n\r\none\ntwo\rthree\r\n\n\rfour\r\n"],
  "vertical tabs and form feeds": [(text) => Buffer.from(text), "# Slides\n\none\vtwo\v\v\vthree\f\n\ffour\v\v\n"],
  "no line break at the end": [(text) => Buffer.from(text), "# Open end\n\nlast words"],
  "blank lines at the end": [(text) => Buffer.from(text), "# Long end\n\n\n   \n\t\n"],
};

/** Opens one file and waits until it is what the editor shows. */
async function openFile(app, name, content) {
  await app.import({ name, content });
  await expect(app.draftName).not.toHaveValue("Untitled");
}

test.beforeEach(({ app }) => app.start());

test("every file comes out byte for byte, also after an edit elsewhere and a reload", async ({ app, page }) => {
  test.slow();
  await inTurn(Object.entries(FILES), async ([encode, text]) => {
    const bytes = encode(text);
    await app.newDraft();
    await openFile(app, "notes.md", bytes);
    expect((await app.export("Markdown")).bytes).toEqual(bytes);
    await app.press("Control+Home");
    await app.type("X");
    expect((await app.export("Markdown")).bytes).toEqual(encode("X" + text));
    await page.reload();
    await expect(app.draftName).toBeEnabled();
    expect((await app.export("Markdown")).bytes).toEqual(encode("X" + text));
  });
});

test("a line added among Windows line endings ends like its neighbours", async ({ app }) => {
  await openFile(app, "notes.md", "# One\r\n\r\ntwo\r\n");
  await app.press("Control+Home", "End", "Enter");
  await app.type("new");
  expect(await app.text()).toBe("# One\r\nnew\r\n\r\ntwo\r\n");
});

test("lines edited among mixed endings leave the others theirs", async ({ app }) => {
  await openFile(app, "notes.md", "# One\r\ntwo\nthree\r\nfour\n");
  await app.press("Control+Home", "ArrowDown", "End");
  await app.type("!");
  await app.press("Delete");
  expect(await app.text()).toBe("# One\r\ntwo!three\r\nfour\n");
});

test("several files at once become a draft each, and the first is opened", async ({ app }) => {
  const names = ["Alpha", "Beta", "Gamma"];
  await app.import(...names.map((name) => ({ name: `${name}.md`, content: `# ${name}\n` })));
  await expect(app.draftName).toHaveValue("Alpha");
  for (const name of names) {
    await app.openDraft(name);
    expect(await app.text()).toBe(`# ${name}\n`);
  }
});

test("the Import button asks for files", async ({ app, page }) => {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), app.button("Import").click()]);
  expect(chooser.isMultiple()).toBe(true);
  await chooser.setFiles({ name: "chosen.md", mimeType: "text/markdown", buffer: Buffer.from("# Chosen\n") });
  await expect(app.draftName).toHaveValue("Chosen");
});

test("the same file twice becomes two drafts", async ({ app }) => {
  for (const nDrafts of [1, 2]) {
    await app.import({ name: "twice.md", content: "# Twice\n" });
    await expect(app.draft("Twice")).toHaveCount(nDrafts);
  }
});

test("a file without a title is named after the file", async ({ app }) => {
  await openFile(app, "ideas for may.txt", "");
  await expect(app.draftName).toHaveValue("ideas for may");
  expect(await app.text()).toBe("");
});

test("files dropped anywhere become drafts, and the open one stays as it was", async ({ app }) => {
  await app.write("# Open\n");
  await inTurn(["editor", "preview", "drafts"].map((place) => [place, place]), async (place) => {
    const [first, second] = [`Dropped on the ${place}`, `Second on the ${place}`];
    await app.drop(app[place], { name: "a.md", content: `# ${first}\n` }, { name: "b.txt", content: `# ${second}\n` });
    await expect(app.draftName).toHaveValue(first);
    await expect(app.draft(second)).toBeVisible();
    await app.openDraft("Open");
    expect(await app.text()).toBe("# Open\n");
  });
});

const REFUSED = {
  "a picture": Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex"),
  "Latin-1 text": Buffer.from("Caf\u00e9 au lait, s'il vous pla\u00eet", "latin1"),
  "an archive": Buffer.from("504b0304140000000800000021000000", "hex"),
};

test("other files are refused by name, with the reason, and create nothing", async ({ app }) => {
  await app.write("# Open\n");
  await app.saved();
  const before = await app.titles();
  const cases = Object.entries(REFUSED).map(([what, content]) => [what, { name: `${what}.md`, content }]);
  await inTurn(cases, async (file) => {
    await app.import(file);
    await expect(app.messages.getByRole("alert").filter({ hasText: file.name })).toBeVisible();
    expect(await app.titles()).toEqual(before);
    expect(await app.text()).toBe("# Open\n");
  });
});

test("a refused file does not keep the others out", async ({ app }) => {
  await app.import({ name: "bad.md", content: Buffer.from([0, 1, 2, 255]) }, { name: "good.md", content: "# Good\n" });
  await expect(app.draftName).toHaveValue("Good");
  await expect(app.messages.getByRole("alert")).toContainText("bad.md");
});
