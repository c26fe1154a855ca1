// Saving to a file on the disk as well. The files are those of the page's own file system, because no test can answer the
// browser's dialog; their handles are the same.
import { expect, test } from "./support/test.mjs";

/** The browser's dialog gives the file of this name; an empty name is the author's “Cancel”. */
async function answerWith(page, name) {
  await page.addInitScript((name) => {
    globalThis.showSaveFilePicker = async () => {
      if (!name) throw new DOMException("", "AbortError");
      const root = await navigator.storage.getDirectory();
      return root.getFileHandle(name, { create: true });
    };
  }, name);
}

function contentOf(page, name) {
  return page.evaluate(async (name) => {
    const root = await navigator.storage.getDirectory();
    return (await (await root.getFileHandle(name)).getFile()).text();
  }, name);
}

const state = (page) => page.getByTestId("file-state");

async function expectState(page, name) {
  await expect(state(page)).toHaveAttribute("data-state", name);
}

test("a draft goes on being saved to its file, at each pause", async ({ app, page }) => {
  await answerWith(page, "teatime.md");
  await app.start("# Teatime 7\n");
  await app.choose("Export", "Save to a file…");
  await expect(state(page)).toHaveText("Also in teatime.md");
  expect(await contentOf(page, "teatime.md")).toBe("# Teatime 7\n");
  await app.type("Scones");
  await expectState(page, "written");
  await expect.poll(() => contentOf(page, "teatime.md")).toBe("# Teatime 7\nScones");

  await app.choose("Export", "Stop saving to teatime.md");
  await app.type(" and tea");
  await app.saved();
  await expect(state(page)).toHaveCount(0);
  expect(await contentOf(page, "teatime.md")).toBe("# Teatime 7\nScones");
});

test("after a reload the file is known, and the author allows it again where the browser asks for that", async ({ app, page }) => {
  await answerWith(page, "teatime.md");
  await app.start("# Teatime 7\n");
  await app.choose("Export", "Save to a file…");
  await expectState(page, "written");
  await app.saved();
  await page.addInitScript(() => {
    FileSystemHandle.prototype.queryPermission = async () => "prompt";
    FileSystemHandle.prototype.requestPermission = async () => "granted";
  });
  await page.reload();
  await expect(state(page)).toHaveText("Not in teatime.md yet");
  await app.type("Scones\n");
  await app.saved();
  expect(await contentOf(page, "teatime.md")).toBe("# Teatime 7\n");
  await app.button("Keep saving there").click();
  await expectState(page, "written");
  expect(await contentOf(page, "teatime.md")).toContain("Scones");
});

test("what another program has written is not overwritten, and that is said", async ({ app, page }) => {
  await answerWith(page, "teatime.md");
  await app.start("# Teatime 7\n");
  await app.choose("Export", "Save to a file…");
  await expectState(page, "written");
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const stream = await (await root.getFileHandle("teatime.md")).createWritable();
    await stream.write("theirs");
    await stream.close();
  });
  await app.type("Scones");
  await expectState(page, "failed");
  await expect(state(page)).toContainText("another program has changed it");
  expect(await contentOf(page, "teatime.md")).toBe("theirs");
  await app.saved();
});

test("other drafts have no file, and who cancels gets none", async ({ app, page }) => {
  await answerWith(page, "teatime.md");
  await app.start("# Teatime 7\n");
  await app.choose("Export", "Save to a file…");
  await expectState(page, "written");
  await app.newDraft("# Teatime 8\n");
  await expect(state(page)).toHaveCount(0);
  await page.evaluate(() => {
    globalThis.showSaveFilePicker = async () => {
      throw new DOMException("", "AbortError");
    };
  });
  await app.choose("Export", "Save to a file…");
  await app.openDraft("Teatime 7");
  await expectState(page, "written");
});

test("where the browser cannot save to files, nothing offers it", async ({ app, page }) => {
  await page.addInitScript(() => delete globalThis.showSaveFilePicker);
  await app.start("# Teatime 7\n");
  await app.button("Export").click();
  await expect(page.getByRole("menuitem", { name: "Markdown", exact: true })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Save to a file…" })).toHaveCount(0);
});
