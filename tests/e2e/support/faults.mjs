// What must never happen, on any page, whatever a test does: an error on the console, an exception, a breach of the
// page's Content-Security-Policy, a dialog, a request to another origin, or anything hostile that runs.
// Requests to other origins get nowhere: no test contacts anybody.

export class Faults {
  #expected = [];
  #seen = [];

  /** Watches all pages of `context`; requests to `origin` are the app's own. */
  static async watch(context, origin) {
    const faults = new Faults();
    const isForeign = (url) => !["null", origin].includes(new URL(url).origin);
    context.on("console", (message) => {
      if (message.type() === "error") faults.#note(`console: ${message.text()} (at ${message.page()?.url()})`);
    });
    context.on("weberror", (error) => faults.#note(`exception: ${error.error()}`));
    context.on("request", (request) => isForeign(request.url()) && faults.#note(`request: ${request.url()}`));
    context.on("dialog", (dialog) => faults.#answer(dialog));
    context.on("page", (page) => page.on("crash", () => faults.#note("the page crashed")));
    await context.route(isForeign, (route) => route.abort());
    await context.addInitScript(confess);
    return faults;
  }

  /** From now on, faults like `pattern` are what the test is about. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** What has happened that was not expected. */
  unexpected() {
    return this.#seen.filter((fault) => !this.#expected.some((pattern) => pattern.test(fault)));
  }

  /** What has happened, all of it; from then on it is forgotten. */
  take() {
    return this.#seen.splice(0);
  }

  #note(fault) {
    this.#seen.push(fault);
  }

  async #answer(dialog) {
    if (dialog.type() !== "beforeunload") this.#note(`dialog: ${dialog.message()}`);
    await dialog.accept().catch(() => {});
  }
}

/** In every frame: what hostile notes would call, and what the policy had to stop, is said on the console. */
function confess() {
  for (const name of ["__pwned", "alert", "confirm", "prompt", "print"]) {
    window[name] = (...args) => console.error(`ran: ${name}(${args})`);
  }
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    console.error(`policy: ${violatedDirective} stopped ${blockedURI}`);
  });
}
