// Hostile notes are shown, never run, whichever way they come in or go out; and opening notes contacts nobody.
//
// Nothing here looks for a pass: a vector that runs, a request that leaves or a policy that has to step in is a
// fault, and faults fail every test. The controls show that the same vectors do run where nobody stops them.
import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import { exercise, leftovers, ownVectors, publicVectors } from "./support/hostile.mjs";
import { expect, test } from "./support/test.mjs";

// Hundreds of drafts: minutes on a slow machine. This only stops what hangs.
test.describe.configure({ timeout: 300_000 });

/** In the page, both in one go: there are thousands of notes. */
const provoked = new Function("root", `return (${exercise})(root).then(() => (${leftovers})(root));`);

/** Does to notes that are shown what would make them run, and looks for what should not be in them. */
async function provoke(root, name) {
  expect(await root.evaluate(provoked), name).toEqual([]);
}

/** Imports each vector as a draft, opens the drafts one by one, and exports each. Returns the exported pages' paths. */
async function importOpenAndExport(app, testInfo, vectors) {
  const nBefore = (await app.titles()).length;
  await app.import(...vectors.map(({ name, markdown }) => ({ name: `${name}.md`, content: markdown })));
  const nRefused = () => app.messages.getByRole("alert").count();
  await expect.poll(async () => (await app.titles()).length + (await nRefused())).toBe(nBefore + vectors.length);

  const paths = [];
  const nImported = vectors.length - (await nRefused());
  for (let row = 0; row < nImported; row += 1) {
    const draft = app.drafts.getByRole("listitem").nth(row);
    await draft.getByRole("button").first().dispatchEvent("click");
    await expect(draft).toHaveAttribute("aria-current", "true");
    await provoke(app.preview, await app.draftName.inputValue());
    paths.push(testInfo.outputPath(`${row}.html`));
    await writeFile(paths[row], (await app.download(() => exportAtOnce(app))).bytes);
  }
  return paths;
}

/** Chooses without a wait for what stands still: there are hundreds. */
async function exportAtOnce(app) {
  await app.button("Export").dispatchEvent("click");
  await app.menuItems.and(app.page.getByRole("menuitem", { name: "HTML", exact: true })).dispatchEvent("click");
}

/** Pastes each vector over the one before, as text that claims to be rich text too. */
async function pasteAll(app, vectors) {
  for (const { name, markdown } of vectors) {
    await app.press("Control+a");
    await app.paste(markdown, markdown);
    await provoke(app.preview, name);
  }
}

/** Opens exported pages as files. */
async function openExported(context, paths) {
  const page = await context.newPage();
  for (const path of paths) {
    await page.goto(pathToFileURL(path).href);
    await provoke(page.locator("body"), path);
  }
}

/** The names of the vectors that run when their HTML is put into a frame as it is. */
async function runUnsanitised(page, faults, vectors) {
  const ran = [];
  for (const { name, markdown } of vectors) {
    await page.evaluate(showInFrame, markdown);
    const provoked = page.locator("iframe").contentFrame().locator("html").evaluate(exercise);
    await provoked.catch(() => {}); // the vector may have taken the frame elsewhere
    const fired = expect.poll(() => faults.take().length, { timeout: 300, intervals: [10, 50] }).toBeGreaterThan(0);
    await fired.then(() => ran.push(name)).catch(() => {});
  }
  return ran;
}

/** In the page: resolves once the frame has loaded, or hangs in something that never will. */
function showInFrame(html) {
  const frame = document.createElement("iframe");
  frame.srcdoc = html;
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
  document.body.replaceChildren(frame);
  return Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 300))]).then(() => {});
}

/**
 * Chromium reports handlers and styles as offences already when it parses them, in a document where nothing can run:
 * that is where the app takes them off. In an exported page there is nothing to report.
 */
const PARSED_BY_THE_APP =
  /^console: (Executing inline event handler|Applying inline style|policy: (script|style)-src-attr stopped).*\(at http:/s;

test.describe("our own hostile notes", () => {
  test("control: they do run where nothing stops them", async ({ page, faults }) => {
    const ran = await runUnsanitised(page, faults, ownVectors);
    const scripts = ["image that fails to load", "script element", "svg that runs on load", "frame with a document"];
    const acts = ["handlers of pointer and focus", "form that acts", "javascript link in raw HTML"];
    expect(ran).toEqual(expect.arrayContaining([...scripts, ...acts, "page that moves elsewhere"]));
  });

  test("typed, a few letters at a time, do not run", async ({ app, page }) => {
    await app.start();
    for (const { name, markdown } of ownVectors) {
      await app.write("");
      for (const letters of markdown.match(/.{1,4}/gs)) await page.keyboard.insertText(letters);
      await provoke(app.preview, name);
    }
  });

  test("pasted, as text and as rich text, do not run", async ({ app }) => {
    await app.start();
    await pasteAll(app, ownVectors);
  });

  test("imported and exported do not run", async ({ app, context }, testInfo) => {
    await app.open();
    await openExported(context, await importOpenAndExport(app, testInfo, ownVectors));
  });

  test("copied as rich text do not run where they are pasted", async ({ app, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.start(ownVectors.map(({ markdown }) => markdown).join("\n\n"));
    await app.choose("Export", "Copy as rich text");
    await expect(app.messages).toContainText("clipboard");
    const html = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return (await item.getType("text/html")).text();
    });
    const elsewhere = await context.newPage();
    await elsewhere.setContent(html);
    await provoke(elsewhere.locator("body"), "on the clipboard");
  });

  test("leave the app whole", async ({ app }) => {
    await app.start(ownVectors.map(({ markdown }) => markdown).join("\n\n"));
    await app.newDraft("# Still here\n");
    await expect(app.preview.getByRole("heading")).toHaveText("Still here");
    await app.saved();
  });

  test("a link that is refused stays as text and says what it was", async ({ app }) => {
    await app.start("[show notes](javascript:__pwned()) and [mail](mailto:ada@show.example)");
    await expect(app.preview).toContainText("show notes");
    await expect(app.preview.getByRole("link")).toHaveText("mail");
    await expect(app.preview.getByTitle(/javascript:/)).toHaveText("show notes");
  });

  test("raw HTML that is harmless stays", async ({ app }) => {
    await app.start("<details><summary>Transcript</summary>\n\nH<sub>2</sub>O and <kbd>Ctrl</kbd>\n\n</details>\n");
    await expect(app.preview.locator("summary")).toHaveText("Transcript");
    await expect(app.preview.locator("sub")).toHaveText("2");
    await expect(app.preview.locator("kbd")).toHaveText("Ctrl");
  });
});

test.describe("public vectors", () => {
  test.beforeEach(({ faults }) => faults.expect(PARSED_BY_THE_APP));
  test.skip(publicVectors === null, "the public vectors are not beside this checkout");
  const vectors = (publicVectors ?? []).map(({ id, markdown, live }) => ({ name: `vector ${id}`, markdown, live }));
  const nBatches = 8;

  test("control: of those known to be live, a sample does run where nothing stops it", async ({ page, faults }) => {
    const live = vectors.filter((vector) => vector.live).filter((_, idx) => idx % 4 === 0);
    const ran = await runUnsanitised(page, faults, live);
    expect(ran.length).toBeGreaterThan(0.9 * live.length);
  });

  for (let batch = 0; batch < nBatches; batch += 1) {
    const some = vectors.filter((_, idx) => idx % nBatches === batch);
    const part = `part ${batch + 1} of ${nBatches}`;
    test(`imported, exported and pasted do not run, ${part}`, async ({ app, context }, testInfo) => {
      await app.open();
      const paths = await importOpenAndExport(app, testInfo, some);
      await pasteAll(app, some);
      await openExported(context, paths);
    });
  }
});

test.describe("hosts that are named", () => {
  /** As Markdown has them between angle brackets: a backslash before a letter is one. */
  const DISGUISED = [
    "https://evil.example\\\\@good.example/a.png",
    "https:\\\\\\\\evil.example\\good.example/a.png",
    "https://good.example@evil.example/a.png",
    "https://good.example%2f@evil.example/a.png",
    "HTTPS://EVIL.example?@good.example/a.png",
    "https://%65vil.example/good.example/a.png",
  ];

  test("are those that the browser goes to", async ({ app }) => {
    const notes = DISGUISED.map((address, idx) => `Ada #${idx + 1}: [**T**](<${address}>)\n\n![p](<${address}>)\n`).join("\n");
    await app.start(`# Tea\n\n${notes}`);
    const gone = await app.preview.getByRole("link").evaluateAll((links) => links.map((link) => link.host));
    expect(gone).toEqual(DISGUISED.map(() => "evil.example"));
    await expect(app.preview.locator(".card-link")).toHaveText(gone);
    await expect(app.preview.locator(".remote-image span:last-child")).toHaveText(gone);
  });

  test("are not guessed at: the whole address is shown, or none is named", async ({ app }) => {
    const odd = "https://good.example。evil.example/a.png";
    await app.start(`# Tea\n\nAda #1: [**T**](${odd})\n\n![p](${odd})\n`);
    await expect(app.preview.locator(".remote-image span:last-child")).toHaveText([odd]);
    await expect(app.preview.locator(".card-link")).toHaveCount(0);
  });

  test("in raw HTML are those that the browser goes to", async ({ app }) => {
    const addresses = ["https://evil.example\\@good.example/a.png", "https://good.example@evil.example/b.png", "http://good.example:x/c"];
    await app.start(addresses.map((address) => `<img src="${address}" alt="p">`).join("\n"));
    await expect(app.preview.locator(".remote-image span:last-child")).toHaveText(["evil.example", "evil.example", addresses[2]]);
  });
});

test.describe("images from other sites", () => {
  const IN_MARKDOWN = "![the hosts](https://images.example/hosts.gif)";
  const IN_HTML = '<img src="https://images.example/raw.gif" alt="a raw one">';
  const NOTES = `# With a picture\n\n${IN_MARKDOWN}\n\n${IN_HTML}\n`;
  const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

  test.beforeEach(async ({ app, context }) => {
    await context.route("https://images.example/**", (route) => route.fulfill({ body: GIF, contentType: "image/gif" }));
    await app.start(NOTES);
  });

  test("are placeholders that say what and where from", async ({ app }) => {
    const placeholders = app.preview.getByRole("img");
    await expect(placeholders).toHaveCount(2);
    await expect(placeholders.first()).toHaveAccessibleName(/the hosts/);
    await expect(placeholders.first()).toContainText("images.example");
    await expect(app.preview.locator("img")).toHaveCount(0);
  });

  test("are loaded in the draft for which they are allowed, and in no other", async ({ app, page, faults }) => {
    await app.newDraft("# Other\n\n![another](https://images.example/other.gif)\n");
    await app.openDraft("With a picture");
    faults.expect(/^request: https:\/\/images\.example\/(hosts|raw)\.gif$/);
    await app.button("Show in this draft").click();
    for (const visit of ["first", "after a reload"]) {
      for (const image of await app.preview.locator("img").all()) {
        await expect(image, visit).toHaveJSProperty("naturalWidth", 1);
        await expect(image, visit).toHaveAttribute("referrerpolicy", "no-referrer");
      }
      await expect(app.preview.locator("img"), visit).toHaveCount(2);
      await app.saved();
      await page.reload();
      await expect(app.preview.locator("img"), visit).toHaveCount(2);
    }
    await app.openDraft("Other");
    await expect(app.preview.getByRole("img")).toContainText("images.example");
  });

  test("are loaded everywhere once that is allowed, until it is taken back", async ({ app, faults }) => {
    faults.expect(/^request: https:\/\/images\.example\//);
    await app.button("Always show").click();
    await expect(app.preview.locator("img")).toHaveCount(2);
    await app.newDraft("# Other\n\n![another](https://images.example/other.gif)\n");
    await expect(app.preview.locator("img")).toHaveCount(1);
    await app.button("Ask first").click();
    await expect(app.preview.locator("img")).toHaveCount(0);
  });

  test("stay out of the exported page until they are allowed", async ({ app, context, faults }, testInfo) => {
    const openExported = async () => {
      const path = testInfo.outputPath("page.html");
      await writeFile(path, (await app.export("HTML")).bytes);
      const page = await context.newPage();
      await page.goto(pathToFileURL(path).href);
      return page;
    };
    await expect((await openExported()).locator("img")).toHaveCount(0);
    expect(faults.take()).toEqual([]);
    faults.expect(/^request: https:\/\/images\.example\//);
    await app.button("Show in this draft").click();
    await expect((await openExported()).locator("img").first()).toHaveJSProperty("naturalWidth", 1);
  });
});
