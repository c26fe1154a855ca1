// Two tabs with the same draft open, and what is done in them by turns or at once: each typed line must be kept.
import { expect } from "@playwright/test";

import { Random } from "./random.mjs";

const N_STEPS = 6;
const ACTS = ["type", "type", "type", "reload", "reopen", "delete"];
const PATIENCE = { timeout: 20_000 };

/**
 * Does what `seed` says in the two `apps`, which may take other pages for it. Returns the figures: in `broken` which
 * lines that were typed are neither in a draft nor in a version of one.
 */
export async function tabsTrial(apps, seed) {
  const title = `Trial ${seed}`;
  const tabs = new Tabs(new Random(seed), title, apps);
  await apps[0].newDraft(`# ${title}\n\nFirst.\n`);
  await apps[0].saved(PATIENCE);
  await tabs.openIn(1);
  for (let step = 0; step < N_STEPS; step += 1) await tabs.step();
  for (const idx of [0, 1]) await tabs.openIn(idx);
  for (const app of apps) await app.saved(PATIENCE);
  const texts = await apps[0].page.evaluate(keptTexts);
  const missing = tabs.lines.filter((line) => !texts.join("\n").includes(line));
  const broken = missing.map((line) => `“${line}” is lost`);
  return { kind: "tabs", seed, steps: tabs.steps, nTyped: tabs.lines.length, nReturned: tabs.lines.length - missing.length, broken };
}

class Tabs {
  /** What was typed, and what was done. */
  lines = [];
  steps = [];
  #isDeleting = false;

  constructor(random, title, apps) {
    Object.assign(this, { random, title, apps });
  }

  /** One step in one tab, or one in each at the same time. */
  async step() {
    const idxs = this.random.of([[0], [1], [0, 1]]);
    const acts = idxs.map((idx) => [this.random.of(ACTS), idx]);
    this.steps.push(acts.join(" + "));
    await Promise.all(acts.map(([act, idx]) => this[act](idx)));
  }

  async type(idx) {
    const app = this.apps[idx];
    const line = `line ${String.fromCharCode(97 + this.lines.length)} of ${this.title}`;
    const place = this.random.of([["Control+End"], ["Control+Home", "End"]]);
    const isPatient = this.random.next() < 0.5;
    this.lines.push(line);
    await app.press(...place);
    await app.page.keyboard.type(`\n\n${line}`);
    if (isPatient) await app.saved(PATIENCE);
  }

  async reload(idx) {
    await this.apps[idx].page.reload();
    await this.openIn(idx);
  }

  async reopen(idx) {
    const { page } = this.apps[idx];
    const fresh = await this.apps[idx].beside();
    const closed = page.waitForEvent("close");
    await page.close({ runBeforeUnload: true });
    await closed;
    this.apps[idx] = fresh;
    await fresh.open();
    await this.openIn(idx);
  }

  /** And brings it back. What both tabs delete at once, neither finds. */
  async delete(idx) {
    if (this.#isDeleting) return;
    this.#isDeleting = true;
    const app = this.apps[idx];
    await app.chooseForDraft(this.title, "Delete");
    await app.messages.getByRole("button", { name: "Restore", exact: true }).last().click();
    await this.openIn(idx);
    this.#isDeleting = false;
  }

  /** Once it is there: the other tab may delete it while this one opens it, and bring it back. */
  async openIn(idx) {
    await expect(() => this.apps[idx].openDraft(this.title)).toPass(PATIENCE);
  }
}

/** In the page: the texts of all drafts and all versions. */
async function keptTexts() {
  const requested = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const database = await requested(indexedDB.open("rundown"));
  const all = (store) => requested(database.transaction(store).objectStore(store).getAll());
  const jsons = [...(await all("drafts")), ...(await all("version_texts"))];
  database.close();
  return jsons.map((json) => JSON.parse(json).draft.text);
}
