// What becomes of the editor when CodeMirror, its parser or one of our extensions throws.
//
// Much of it CodeMirror sees to itself: it switches a view plugin off that throws, passes over a listener or a handler, and
// tells `exceptionSink`. What throws while a state is made or drawn would leave text, page and those who listen in different
// states. Then the same text is shown anew, without the part that threw: which one it was is found by trying.
//
// A part is `[name, extension]`: the name says for the author what goes missing without it; null is one that must be there.
//
// Invariant: what is shown after an exception is the text with all changes that had been made to it.

import { EditorState, Facet } from "@codemirror/state";
import { historyField } from "@codemirror/commands";

/** The names of the parts that a state does without. */
const leftOut = Facet.define();

/** A state of all parts but those named in `without`. `config`: what `EditorState.create` takes, without extensions. */
export function stateOf(parts, config, without = [], moreExtensions = []) {
  const kept = parts.filter(([name]) => !without.includes(name)).map(([, extension]) => extension);
  const extensions = [moreExtensions, without.map((name) => leftOut.of(name)), kept];
  return EditorState.create({ ...config, extensions });
}

/** The names of all parts that an editor can do without. */
export function namesOf(parts) {
  return parts.map(([name]) => name).filter((name) => name !== null);
}

/**
 * Shows the text of `before`, after `transactions`, in a state that is made anew: of all parts, else without one of them,
 * else without all that need not be. Returns the names of those that are newly left out.
 *
 * @throws what is thrown even then
 */
export function showAnew(view, parts, before, transactions) {
  const missing = before.facet(leftOut);
  const names = namesOf(parts).filter((name) => !missing.includes(name));
  return firstThatWorks([[], ...names.map((name) => [name]), names], (without) => {
    const state = remade(parts, before, [...missing, ...without]);
    view.setState(transactions.reduce(repeated, state));
    proveTyping(view.state);
  });
}

/** The first of `choices` with which `act` does not throw. Throws what it throws with the last one, and each trap at once. */
export function firstThatWorks(choices, act) {
  for (const choice of choices.slice(0, -1)) {
    try {
      act(choice);
      return choice;
    } catch (error) {
      if (isTrap(error)) throw error;
    }
  }
  act(choices.at(-1));
  return choices.at(-1);
}

/** A trap in WebAssembly, or a panic, which ends in one: that is the guard's. */
export function isTrap(error) {
  return error instanceof WebAssembly.RuntimeError;
}

/** The same text, selection and history. */
function remade(parts, before, without) {
  const past = before.field(historyField, false);
  const config = { doc: before.doc, selection: before.selection };
  return stateOf(parts, config, without, past ? historyField.init(() => past) : []);
}

/** The state after what a transaction does, filters apart: they have had their say. */
function repeated(state, { changes, selection, effects, annotations }) {
  return state.update({ changes, selection, effects, annotations, filter: false }).state;
}

/** Throws if a filter would throw at the next letter. */
function proveTyping(state) {
  return state.update({ changes: { from: state.doc.length, insert: " " }, userEvent: "input.type" }).state;
}
