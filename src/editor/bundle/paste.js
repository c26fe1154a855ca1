// What is pasted goes to Rust, which decides what becomes of it; what Rust does not take is pasted as text.
//
// HTML is read by what comes later. Before that is there its text is pasted, so that nothing has to be waited for, or is lost
// where it cannot be fetched; and then the HTML in its place: as the same undo step, unless anything was done in between.

import { StateEffect, StateField } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { isolateHistory, undo } from "@codemirror/commands";
import { laterNow } from "./fetch_later.js";
import { withLater } from "./until_later.js";

/**
 * `take` is given the plain text, the HTML, the title of an address and the files, and returns whether it has dealt with them.
 * Pasting with Shift is the browser's way to paste plain text, and stays so.
 */
export function pasting(take) {
  let isShifted = false;
  const followShift = (event) => {
    isShifted = event.shiftKey;
  };
  return [
    first,
    EditorView.domEventObservers({ keydown: followShift, keyup: followShift, blur: () => (isShifted = false) }),
    EditorView.domEventHandlers({
      paste(event, view) {
        const { clipboardData } = event;
        if (!clipboardData || isShifted) return false;
        const html = clipboardData.getData("text/html");
        const text = plainText(clipboardData);
        const brought = [text, html, titleOfAddress(clipboardData), [...clipboardData.files]];
        const isOfFiles = brought[3].length > 0 && text.trim() === "";
        return laterNow() || !html || isOfFiles ? take(...brought) : pasteTwice(view, take, brought);
      },
    }),
  ];
}

function plainText(data) {
  return data.getData("text/plain").replace(/\r\n?/g, "\n");
}

/** Firefox: the address on one line, its title on the next one. */
function titleOfAddress(data) {
  return data.getData("text/x-moz-url").split("\n")[1]?.trim() ?? "";
}

/** Where the text of `brought` was pasted: `{ from, to }` in the present text; `doc` and `selection` as they were then. Or null. */
const setFirst = StateEffect.define();

const first = StateField.define({
  create: () => null,
  update(value, { changes, effects }) {
    const set = effects.find((effect) => effect.is(setFirst));
    if (set) return set.value;
    return value && { ...value, from: changes.mapPos(value.from, 1), to: changes.mapPos(value.to, -1) };
  },
});

function pasteTwice(view, take, brought) {
  const before = view.state;
  const { from, to } = before.selection.main;
  const isTaken = take(...brought);
  // Rust waits itself for what it needs.
  if (isTaken && view.state.doc === before.doc) return true;
  if (!isTaken) insert(view, brought);
  const { doc, selection } = view.state;
  const value = { brought, doc, selection, from, to: to + doc.length - before.doc.length };
  view.dispatch({ effects: setFirst.of(value) });
  withLater(() => pasteAgain(view, take, brought, doc !== before.doc));
  return true;
}

/** Not where another draft is shown by then, or something else was pasted. */
function pasteAgain(view, take, brought, hasPasted) {
  const { state } = view;
  const value = state.field(first, false);
  if (value?.brought !== brought) return;
  const isUntouched = state.doc === value.doc;
  if (!isUntouched && state.sliceDoc(value.from, value.to) !== brought[0]) return;
  if (isUntouched && hasPasted) undo(view);
  if (!isUntouched) view.dispatch({ selection: { anchor: value.from, head: value.to } });
  if (!take(...brought)) insert(view, brought);
  if (!state.selection.eq(value.selection)) view.dispatch({ selection: selectionAfter(state, value, view.state.doc) });
}

/** The selection of `state` once what is between `from` and `to` has been replaced, which has left `doc`. */
function selectionAfter(state, { from, to }, doc) {
  const insert = doc.slice(from, to + doc.length - state.doc.length);
  return state.selection.map(state.changes({ from, to, insert }));
}

function insert(view, [text]) {
  const asOneStep = { userEvent: "input.paste", annotations: isolateHistory.of("full"), scrollIntoView: true };
  if (text) view.dispatch(view.state.replaceSelection(text), asOneStep);
}
