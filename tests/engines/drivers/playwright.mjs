// What the engines that Playwright drives have in common.
//
// The interface of all drivers: everything is done as a person would, by the mouse, by keys and by choosing files, and
// read by a function that runs in the page.

/** An error, but for a host that is asked only to see whether the question arrives. */
const isFault = (message) => message.type() === "error" && !message.location().url.endsWith(".invalid/");

export class PlaywrightDriver {
  #browser;
  #page;
  #said = [];

  constructor(browser, page) {
    this.#browser = browser;
    this.#page = page;
    page.on(
      "console",
      (message) => isFault(message) && this.#said.push(`console: ${message.text()} (${message.location().url})`),
    );
    page.on("pageerror", (error) => this.#said.push(`exception: ${error}`));
    page.on("crash", () => this.#said.push("the page crashed"));
    page.on("dialog", (dialog) => dialog.accept().catch(() => {}));
  }

  /** `launch`, of Playwright, in a window of its own. */
  static async start(launch) {
    const browser = await launch;
    return new PlaywrightDriver(browser, await browser.newPage({ viewport: null, locale: "en-GB" }));
  }

  async open(url) {
    await this.#page.goto(url);
  }

  async reload() {
    await this.#page.reload();
  }

  /** Calls a function in the page, which stands alone, with one argument. Resolves to what it resolves to. */
  evaluate(act, arg) {
    return this.#page.evaluate(act, arg);
  }

  /** Steps of the mouse: `["move", x, y]`, `["down"]`, `["up"]`. */
  async mouse(...steps) {
    for (const [step, ...args] of steps) await this.#page.mouse[step](...args);
  }

  /** Types letters, of any script, where the focus is. */
  async type(text) {
    await this.#page.keyboard.type(text);
  }

  /** Presses a key with its modifiers, named as in `Control+Shift+Enter`. */
  async press(chord) {
    await this.#page.keyboard.press(chord);
  }

  /** Chooses files in a file field. */
  async upload(selector, paths) {
    await this.#page.locator(selector).setInputFiles(paths);
  }

  /** Makes the page so large, or as near as the engine allows. */
  async resize(width, height) {
    await this.#page.setViewportSize({ width, height });
  }

  /** What the browser itself has said on its console since the last call. */
  takeSaid() {
    return this.#said.splice(0);
  }

  async screenshot(path) {
    await this.#page.screenshot({ path });
  }

  async close() {
    await this.#browser.close();
  }
}
