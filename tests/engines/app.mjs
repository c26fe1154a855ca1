// The app as a person meets it, in whichever engine: what is on the page, by role and name, and what can be done there.
//
// The text is always read as the Markdown that the app exports, never off the screen.
import { eventually } from "./eventually.mjs";

export const EDITOR = { css: ".cm-content" };
export const PREVIEW = { css: '[data-testid="preview"]' };
export const OUTLINE = { css: '[data-testid="outline"]' };
export const DRAFTS = { css: '[data-testid="drafts"]' };
export const DRAFT_NAME = { css: '[aria-label="Draft name"]' };

export const button = (name, within) => ({ role: "button", name, within });
export const menuItem = (name) => ({ role: "menuitem", name });
export const dialog = (name) => ({ role: "dialog", name });

export class App {
  constructor(driver, site) {
    this.driver = driver;
    this.site = site;
  }

  /** As on a first visit: nothing is stored, and the notes that teach are open. */
  async visit() {
    await this.site.move();
    await this.driver.open(this.site.url);
    await this.isReady();
  }

  /** On a first visit, opens a draft for each of `notes`, titled by its first line; the cursor is at the last one's end. */
  async start(...notes) {
    await this.visit();
    for (const content of notes) {
      await this.import({ name: "notes.md", content });
      await this.hasOpen(content.split("\n")[0].replace("# ", ""));
    }
    await this.focus(EDITOR);
    await this.press("Control+End");
  }

  async reload() {
    await this.driver.reload();
    await this.isReady();
  }

  /** A draft is open, and the late part is here: it lists the drafts. */
  isReady() {
    const isReady = () =>
      !!document.querySelector('[aria-label="Draft name"]:enabled') &&
      !!document.querySelector('[data-testid="drafts"] :is(li, .panel-hint)');
    return eventually("the app to be ready", () => this.evaluate(isReady), true);
  }

  /** Waits until the open draft has this title. */
  hasOpen(title) {
    const name = () => this.evaluate(() => document.querySelector('[aria-label="Draft name"]').value);
    return eventually("the open draft’s name", name, title);
  }

  evaluate(act, arg) {
    return this.driver.evaluate(act, arg);
  }

  // What a person does

  /** Waits until what is named can be clicked and stands still, and clicks it. */
  async click(what) {
    const { x, y } = await this.placeOf(what);
    await this.driver.mouse(["move", x, y], ["down"], ["up"]);
  }

  async hover(what) {
    const { x, y } = await this.placeOf(what);
    await this.driver.mouse(["move", x, y]);
  }

  /** The middle of what is named. */
  async placeOf(what) {
    let last = null;
    const look = async () => {
      const place = await this.evaluate((what) => probe.placeOf(what), what);
      const isAtRest = place && last && place.x === last.x && place.y === last.y;
      last = place;
      return isAtRest ? place : null;
    };
    return eventually(`${named(what)} to be there to be clicked`, look, (place) => place !== null);
  }

  /** Types where the focus is. */
  type(text) {
    return this.driver.type(text);
  }

  /** Presses keys where the focus is. */
  async press(...chords) {
    for (const chord of chords) await this.driver.press(chord);
  }

  focus(what) {
    return this.evaluate((what) => probe.find(what).focus(), what);
  }

  async choose(menu, item) {
    await this.click(button(menu));
    await this.click(menuItem(item));
  }

  /** Runs a command by the palette. */
  async command(name) {
    await this.press("Control+k");
    await this.focusComesTo({ role: "textbox", name: "Find a command" });
    await this.type(name);
    await eventually(
      "the chosen command",
      () => this.evaluate(chosenOption),
      (chosen) => chosen?.startsWith(name),
    );
    await this.press("Enter");
  }

  /** Puts in text as an input method or a paste does: all at once. */
  insert(text) {
    return this.evaluate((text) => void document.execCommand("insertText", false, text), text);
  }

  /** Opens files, each `{ name, content }`. */
  import(...files) {
    const paths = files.map(({ name, content }) => this.site.file(name, content));
    return this.driver.upload('[data-testid="import"]', paths);
  }

  // What a person sees

  /** Waits until what is named is there. */
  sees(what) {
    return eventually(`${named(what)} to be there`, () => this.evaluate((what) => !!probe.find(what), what), true);
  }

  /** Waits until what is named is gone. */
  misses(what) {
    return eventually(`${named(what)} to be gone`, () => this.evaluate((what) => !probe.find(what), what), true);
  }

  focusComesTo(what) {
    const look = () => this.evaluate((what) => probe.find(what)?.contains(document.activeElement) ?? false, what);
    return eventually(`${named(what)} to have the focus`, look, true);
  }

  /** Waits until the text of what is named contains `text`. */
  reads(what, text) {
    const look = () => this.evaluate((what) => probe.collapsed(probe.find(what)?.textContent ?? ""), what);
    return eventually(`${named(what)} to contain “${text}”`, look, (seen) => seen.includes(text));
  }

  /** Waits until at least `leastPx` of what is named can be seen, or all of it, if that is less. */
  shows(what, leastPx) {
    const look = () => this.evaluate((what) => probe.heights(what), what);
    const isEnough = (seen) => seen && seen.whole > 0 && seen.shown >= Math.min(seen.whole, leastPx);
    return eventually(`${named(what)} to show ${leastPx} px, or all of it`, look, isEnough);
  }

  /** Waits until the outline lists these titles. */
  outlines(...titles) {
    return eventually("the titles in the outline", async () => (await this.listed()).map(({ title }) => title), titles);
  }

  /** What the outline lists. */
  listed() {
    return this.evaluate(() =>
      [...document.querySelectorAll('[data-testid="outline"] li')].map(({ dataset, textContent }) => {
        const { kind, number, host, line } = dataset;
        return { kind, number, host, line: Number(line), title: textContent.trim() };
      }),
    );
  }

  /** The drafts as listed, from the top. */
  drafts() {
    const titles = () =>
      [...document.querySelectorAll(".drafts-scroller .draft-title")].map(({ textContent }) => textContent);
    return this.evaluate(titles);
  }

  /** The text, as exported. */
  async text() {
    return (await this.export("Markdown")).content.toString();
  }

  /** Waits until the text is this one. */
  writes(text) {
    return eventually("the text", () => this.text(), text);
  }

  async export(format) {
    await this.choose("Export", format);
    return this.exported();
  }

  /** The file that was just exported: its name, and its content as bytes. */
  async exported() {
    const { name, base64 } = await eventually(
      "a file",
      () => this.evaluate(() => probe.takeFile()),
      (file) => file !== null,
    );
    return { name, content: Buffer.from(base64, "base64") };
  }

  /** Waits until what was done last is stored. */
  saved() {
    const state = () => this.evaluate(() => document.querySelector('[data-testid="save-state"]').dataset.state);
    return eventually("the save state", state, "saved");
  }
}

/** What is named, in words. */
function named({ css, role, name, text, within }) {
  const itself = css ?? [role, name && `“${name}”`].filter(Boolean).join(" ");
  return [itself, text && `with “${text}”`, within && `in ${named(within)}`].filter(Boolean).join(" ");
}

// In the page

function chosenOption() {
  return document.querySelector('[role="option"][aria-selected="true"]')?.textContent ?? null;
}
