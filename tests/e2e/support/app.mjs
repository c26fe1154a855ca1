// The app as a user meets it: what is on the page, by role and name, and what can be done there.
//
// The text is always read as the Markdown that the app exports, never off the screen.
import { readFile } from "node:fs/promises";

import { expect } from "@playwright/test";

/** What Chromium's `LocalFrame::ShouldThrottleDownload` lets pass, with a little more time. */
const BURST = { nFiles: 10, ms: 1_100 };

export class App {
  /** When each file came, in ms. */
  #offered = [];

  constructor(page, url) {
    this.page = page;
    this.url = url;
    this.editor = page.getByRole("textbox", { name: "Notes", exact: true });
    this.preview = page.getByTestId("preview");
    this.blocks = this.preview.locator(":scope > *");
    this.outline = page.getByTestId("outline");
    this.segments = this.outline.getByRole("listitem");
    this.drafts = page.getByTestId("drafts");
    this.draftName = page.getByLabel("Draft name");
    this.saveState = page.getByTestId("save-state");
    this.messages = page.getByRole("log", { name: "Messages" });
    this.menuItems = page.getByRole("menuitem");
  }

  /** As on a visit: the draft that was open last, or the notes that teach. */
  async open() {
    await this.page.goto(this.url);
    await expect(this.editor).toBeVisible();
    await this.listedDrafts();
  }

  /** Opens the app at a new draft with `notes` in it and the cursor at their end. */
  async start(notes = "") {
    await this.open();
    await this.newDraft(notes);
  }

  /**
   * Another window of the same browser, in which the app is still to be opened. Not a tab: one that is behind another is
   * drawn once a second, and each click waits for that.
   */
  async beside() {
    const opening = () => this.page.evaluate(() => void window.open("about:blank", "_blank", "popup,noopener"));
    const [page] = await Promise.all([this.page.waitForEvent("popup"), opening()]);
    return new App(page, this.url);
  }

  async newDraft(notes = "") {
    await this.button("New draft").click();
    await expect(this.draftName).toHaveValue("Untitled");
    await this.write(notes);
  }

  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }

  async choose(menu, item) {
    await this.button(menu).click();
    await this.menuItems.and(this.page.getByRole("menuitem", { name: item, exact: true })).click();
  }

  // Writing

  async type(text) {
    await this.editor.focus();
    await this.page.keyboard.type(text);
  }

  async press(...keys) {
    await this.editor.focus();
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async paste(text, html) {
    await this.editor.focus();
    await this.editor.evaluate(pasteInto, { "text/plain": text, ...(html && { "text/html": html }) });
  }

  /** Replaces the whole text; the cursor is at its end. */
  async write(text) {
    await this.press("Control+a", "Delete");
    if (text) await this.paste(text);
  }

  /** Replaces the whole text; `|` is the cursor, two of them are the ends of the selection. */
  async writeMarked(marked) {
    const [before, ...rest] = marked.split("|");
    const after = rest.pop();
    const selected = rest.join("");
    await this.write(after);
    await this.press("Control+Home");
    await this.paste(before + selected);
    await this.press(...Array(selected.length).fill("Shift+ArrowLeft"));
  }

  // Reading

  /** The text, as exported. */
  async text() {
    await expect(this.draftName).toBeEnabled();
    return (await this.export("Markdown")).text;
  }

  /** The text with `|` at the cursor. Leaves marks in the undo history. */
  async marked() {
    await this.type("¦");
    const text = await this.text();
    await this.press("Backspace");
    return text.replace("¦", "|");
  }

  /** What the outline lists. */
  listed() {
    return this.segments.evaluateAll((items) =>
      items.map(({ dataset, textContent }) => {
        const { kind, number, host, line } = dataset;
        return { kind, number: number ?? "", host: host ?? "", line: Number(line), title: textContent.trim() };
      }),
    );
  }

  // Files

  export(format) {
    return this.download(() => this.choose("Export", format));
  }

  /** The file that `act` makes the page offer. */
  async download(act) {
    await this.#burstIsOver();
    const [download] = await Promise.all([this.page.waitForEvent("download"), act()]);
    this.#offered.push(performance.now());
    const bytes = await readFile(await download.path());
    return { name: download.suggestedFilename(), bytes, text: bytes.toString() };
  }

  /** Waits until one more file can be offered: Chromium drops, without a word, what a page offers beyond a burst. */
  async #burstIsOver() {
    const start = this.#offered.at(-BURST.nFiles) ?? -Infinity;
    await this.page.waitForTimeout(Math.max(0, start + BURST.ms - performance.now()));
  }

  /** Opens files, each `{ name, content }`, by the file field. */
  async import(...files) {
    const payloadOf = ({ name, content }) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(content) });
    await this.page.getByTestId("import").setInputFiles(files.map(payloadOf));
  }

  /** Drops files, each `{ name, content }`, onto `target`. */
  async drop(target, ...files) {
    const dataTransfer = await this.page.evaluateHandle(filesInTransfer, files);
    for (const type of ["dragenter", "dragover", "drop"]) await target.dispatchEvent(type, { dataTransfer });
  }

  // Drafts

  /** Waits until what was done last is stored. */
  async saved(patience) {
    await this.comesTo("saved", patience);
  }

  /** Waits until the save state is `state`, and sees it at once: a matcher looks every half second. */
  async comesTo(state, { timeout = 5_000 } = {}) {
    // What the page loses on its way, by a reload for one, the matcher finds.
    await this.page.evaluate(stateComes, { state, timeout }).catch(() => {});
    await expect(this.saveState).toHaveAttribute("data-state", state, { timeout });
  }

  draft(title) {
    const more = this.page.getByRole("button", { name: `More for ${title}`, exact: true });
    return this.drafts.getByRole("listitem").filter({ has: more });
  }

  async openDraft(title) {
    await this.draft(title).getByRole("button").first().click();
    await expect(this.draftName).toHaveValue(title);
  }

  async chooseForDraft(title, item) {
    await this.choose(`More for ${title}`, item);
  }

  /** Waits until the app has listed the drafts. */
  async listedDrafts() {
    const openName = this.draftName.and(this.page.locator(":enabled"));
    await expect(openName.or(this.page.getByText("Nothing is open"))).toBeAttached();
    // The late part lists them.
    await expect(this.drafts.locator("li, .panel-hint").first()).toBeAttached();
  }

  /** The drafts as listed, from the top, without the deleted ones. */
  async titles() {
    await this.listedDrafts();
    const more = this.drafts.getByRole("button", { name: /^More for (?!the deleted )/ });
    return more.evaluateAll((buttons) => buttons.map((button) => button.ariaLabel.replace("More for ", "")));
  }
}

/** In the page: resolves when the save state is `state`, or the time is over. */
function stateComes({ state, timeout }) {
  return new Promise((resolve) => {
    const look = () => document.querySelector(`[data-testid="save-state"][data-state="${state}"]`) && resolve();
    new MutationObserver(look).observe(document, { attributeFilter: ["data-state"], childList: true, subtree: true });
    setTimeout(resolve, timeout);
    look();
  });
}

function pasteInto(editor, flavours) {
  const clipboardData = new DataTransfer();
  for (const [type, content] of Object.entries(flavours)) clipboardData.setData(type, content);
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}

function filesInTransfer(files) {
  const transfer = new DataTransfer();
  for (const { name, content } of files) transfer.items.add(new File([content], name, { type: "text/markdown" }));
  return transfer;
}
