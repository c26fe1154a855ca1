// Someone who types steadily, whatever the page does meanwhile.
import { pause } from "./browser.mjs";

const KEY_EVERY_MS = 60;

export class Typist {
  /** When each key was pressed. */
  pressedMs = [];
  #session;
  #last = Promise.resolve();
  #isTyping = true;

  /** `words` is what will be typed, from its first letter; the focus must be where it goes. */
  static async at(page, words) {
    const typist = new Typist();
    typist.#session = await page.context().newCDPSession(page);
    typist.words = words;
    return typist;
  }

  /** Types `nKeys` more, or until told to stop. No key waits for what the last one does. */
  async type(nKeys = Infinity) {
    const until = Math.min(this.pressedMs.length + nKeys, this.words.length);
    let dueMs = Date.now();
    while (this.#isTyping && this.pressedMs.length < until) {
      this.#press(this.words[this.pressedMs.length]);
      dueMs += KEY_EVERY_MS;
      await pause(Math.max(0, dueMs - Date.now()));
    }
  }

  stop() {
    this.#isTyping = false;
  }

  /** Resolves when the page has taken the last key. */
  taken() {
    return this.#last;
  }

  /** What was typed until now. */
  get typed() {
    return this.words.slice(0, this.pressedMs.length);
  }

  #press(letter) {
    const key = letter === "\n" ? { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" } : { key: letter, text: letter };
    this.pressedMs.push(Date.now());
    // A browser that is killed answers no more.
    this.#last = this.#session.send("Input.dispatchKeyEvent", { type: "keyDown", ...key }).catch(() => {});
    this.#session.send("Input.dispatchKeyEvent", { type: "keyUp", key: key.key }).catch(() => {});
  }
}
