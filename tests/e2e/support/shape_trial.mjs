// One text of a difficult shape in the real editor: opened, and typed at.
const PATIENCE = { timeout: 60_000 };

/**
 * Imports `text` into an app that is open, types a letter and a line break at its end, and reads it back. In milliseconds:
 * `openMs` of the main thread's time until the preview stands, `openBlockMs` its longest stretch after the first second,
 * `keyMs` from a key to the frame that shows it, the slower of the two, `keyBlockMs` the longest stretch that a key set off.
 */
export async function shapeTrial(app, name, text) {
  const { page } = app;
  const thrown = [];
  const note = (error) => thrown.push(error.message);
  page.on("pageerror", note);
  await page.evaluate(watchTasks);
  const meter = await Meter.of(page);
  const before = await page.evaluate(openDraft);
  await app.import({ name: `${name}.md`, content: text });
  // Not by a matcher: while one waits, Playwright takes down all that is on the page, for seconds of the main thread's time.
  await page.waitForFunction(isAnotherShown, before, PATIENCE);
  await app.saved(PATIENCE);
  await page.evaluate(settle);
  const openMs = await meter.read();
  const openBlockMs = await page.evaluate(() => window.longestTask());
  await app.press("Control+End");
  await page.evaluate(settle);
  await page.evaluate(() => window.forgetTasks());
  const letterMs = await keyed(app, "x");
  const breakMs = await keyed(app, "Enter");
  await app.saved(PATIENCE);
  await page.evaluate(settle);
  const keyBlockMs = await page.evaluate(() => window.longestTask());
  const read = await app.text();
  page.off("pageerror", note);
  return { openMs, openBlockMs, keyMs: Math.max(letterMs, breakMs), keyBlockMs, thrown, isWhole: isWhole(read, text) };
}

/** What was imported is all there, but for what the two keys have put at its end: a list may go on, or end. */
function isWhole(read, text) {
  return read.startsWith(text.slice(0, -10)) && read.length >= text.length - 1_000;
}

async function keyed(app, key) {
  await app.page.evaluate(() => window.awaitKey());
  await app.page.keyboard.press(key);
  return app.page.evaluate(() => window.keyShown);
}

/** The main thread's own time, in milliseconds: other work on the machine does not count. */
class Meter {
  static async of(page) {
    const meter = new Meter();
    meter.session = await page.context().newCDPSession(page);
    await meter.session.send("Performance.enable", { timeDomain: "threadTicks" });
    meter.begun = await meter.total();
    return meter;
  }

  async total() {
    const { metrics } = await this.session.send("Performance.getMetrics");
    return 1_000 * metrics.find(({ name }) => name === "TaskDuration").value;
  }

  async read() {
    return Math.round((await this.total()) - this.begun);
  }
}

/** In the page: the id of the draft that is open. */
function openDraft() {
  return JSON.parse(localStorage.getItem("rundown.settings")).open_draft;
}

/** In the page: whether another draft than this one is open, and all of it drawn. */
function isAnotherShown(before) {
  const { open_draft: id } = JSON.parse(localStorage.getItem("rundown.settings"));
  return id !== before && document.querySelector('[data-testid="preview"]').ariaBusy !== "true";
}

/** In the page: resolves once nothing is left to be done. */
function settle() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const idle = () => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 }));
  return frame().then(idle).then(frame).then(idle);
}

/** In the page: keeps count of long tasks and of the time from a key to its frame. */
function watchTasks() {
  let longest = 0;
  const begunMs = performance.now();
  const count = (list) => {
    for (const { startTime, duration } of list.getEntries()) if (startTime > begunMs + 1_000) longest = Math.max(longest, duration);
  };
  new PerformanceObserver(count).observe({ type: "longtask" });
  window.longestTask = () => Math.round(longest);
  window.forgetTasks = () => (longest = 0);
  window.awaitKey = () => {
    window.keyShown = new Promise((resolve) => {
      const onKey = ({ timeStamp }) =>
        requestAnimationFrame(() => setTimeout(() => resolve(Math.round(performance.now() - timeStamp))));
      addEventListener("keydown", onKey, { once: true, capture: true });
    });
  };
}
