// What stands in the place of a part that comes later (see `fetch_later.js`): it asks for it, and then does what was meant.

import { Compartment } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { fetchLater, laterNow } from "./fetch_later.js";

/** A part, as `faults.js` has them, that is another one from some time on, also in states that were made before. */
export class ChangingPart {
  constructor(name, extension) {
    this.compartment = new Compartment();
    this.part = [name, null];
    this.become(extension);
  }

  become(extension) {
    this.extension = extension;
    this.part[1] = this.compartment.of(extension);
  }

  /** The effects that bring a state up to date; none where the part is left out. */
  due(state) {
    const present = this.compartment.get(state);
    const isDue = present !== undefined && present !== this.extension;
    return isDue ? [this.compartment.reconfigure(this.extension)] : [];
  }
}

/** Calls `act` with what `later.js` exports: at once, if it is there; never, if it cannot be fetched, which is told elsewhere. */
export function withLater(act) {
  const later = laterNow();
  if (later) act(later);
  else fetchLater().then(act, () => {}).catch(reportError);
}

const WITH_SHIFT = ["F3", "Mod-g"];
const WITHOUT_SHIFT = ["Mod-f", "Mod-h", "Mod-Shift-l", "Mod-Alt-g", "Mod-d"];

/** The keys of find and replace. */
export const untilFindAndReplace = keymap.of([
  ...WITH_SHIFT.map((key) => ({ key, run: later(key, "run"), shift: later(key, "shift"), preventDefault: true })),
  ...WITHOUT_SHIFT.map((key) => ({ key, run: later(key, "run"), preventDefault: true })),
]);

function later(key, how) {
  return (view) => {
    withLater(({ pressSearchKey }) => pressSearchKey(view, key, how));
    return true;
  };
}

/** A `/` at the start of a line. */
export const untilSlashTemplates = EditorView.updateListener.of(({ view, state, transactions }) => {
  const { head } = state.selection.main;
  const isTyped = transactions.some((transaction) => transaction.isUserEvent("input.type"));
  if (isTyped && state.sliceDoc(state.doc.lineAt(head).from, head) === "/") {
    withLater(({ startCompletion }) => startCompletion(view));
  }
});

/** The room that the gutter takes. */
export const untilMarkedFindings = EditorView.theme({ ".cm-scroller": { paddingLeft: "20px" } });
