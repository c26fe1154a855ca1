// Which keys do what. The app's own come first, then what Markdown makes of Enter and Backspace, then CodeMirror's.

import { Prec, findClusterBreak } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap, moveLineDown, moveLineUp } from "@codemirror/commands";
import { deleteMarkupBackward, insertNewlineContinueMarkupCommand } from "@codemirror/lang-markdown";

/** `keys[i]` calls `run(commands[i])`, whatever CodeMirror has on that key. */
export function appKeymap(keys, commands, run) {
  const bindings = keys.map((key, i) => ({
    key,
    preventDefault: true,
    run: () => {
      run(commands[i]);
      return true;
    },
  }));
  return Prec.highest(keymap.of(bindings));
}

const EMPTY_ITEM = /^(?:[-*+]|\d+[.)])\s*(?:\[[ xX]\]\s*)?$/;

/**
 * On an empty item at the margin, leaves the list, with a blank line below it: directly below, Markdown would read
 * what follows as part of the last item, and a segment's label with it.
 */
function leaveList({ state, dispatch }) {
  const { ranges, main } = state.selection;
  const line = state.doc.lineAt(main.head);
  if (ranges.length > 1 || !main.empty || main.head !== line.to || !EMPTY_ITEM.test(line.text)) return false;
  if (line.number === 1 || !state.doc.line(line.number - 1).text.trim()) return false;
  const changes = { from: line.from, to: line.to, insert: state.lineBreak };
  dispatch(state.update({ changes, selection: { anchor: line.from + 1 }, scrollIntoView: true, userEvent: "input" }));
  return true;
}

const EMPTY_QUOTE = /^(\s*(?:>\s?)*)>\s?$/;

/** On an empty line of a quote, leaves it, one level, with a blank line below it: directly below, what follows would be the quote's. */
function leaveQuote({ state, dispatch }) {
  const { ranges, main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const [, outer] = EMPTY_QUOTE.exec(line.text) ?? [];
  if (outer === undefined || ranges.length > 1 || !main.empty || main.head !== line.to || line.number === 1) return false;
  if (!/^\s*>/.test(state.doc.line(line.number - 1).text)) return false;
  const insert = outer.trimEnd() + state.lineBreak + outer;
  const changes = { from: line.from, to: line.to, insert };
  const selection = { anchor: line.from + insert.length };
  dispatch(state.update({ changes, selection, scrollIntoView: true, userEvent: "input" }));
  return true;
}

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

/** Takes an emoji as one, with its skin tone and whatever it is joined to; CodeMirror takes a mark at a time, as of an accent. */
function deleteEmoji({ state, dispatch }) {
  const { ranges, main } = state.selection;
  if (ranges.length > 1 || !main.empty) return false;
  const { from, text } = state.doc.lineAt(main.head);
  const idx = main.head - from;
  const start = findClusterBreak(text, idx, false, true);
  if (idx - start < 2 || !EMOJI.test(text.slice(start, idx))) return false;
  dispatch(state.update({ changes: { from: from + start, to: main.head }, scrollIntoView: true, userEvent: "delete.backward" }));
  return true;
}

const markdownKeymap = [
  { key: "Enter", run: leaveList },
  { key: "Enter", run: leaveQuote },
  { key: "Enter", run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
  { key: "Backspace", run: deleteEmoji },
  { key: "Backspace", run: deleteMarkupBackward },
];

/** With Alt alone the arrows move segments; with Shift they move a line, instead of copying it. */
const lineKeymap = [
  { key: "Shift-Alt-ArrowUp", run: moveLineUp },
  { key: "Shift-Alt-ArrowDown", run: moveLineDown },
];

/** Tab stays here, also before the app's commands have it; Escape and then Tab, or Ctrl-m, leaves (both are CodeMirror's own). */
const stayAtTab = [{ key: "Tab", run: () => true, shift: () => true }];

export const editingKeymap = [
  Prec.high(keymap.of([...markdownKeymap, ...lineKeymap])),
  keymap.of([...closeBracketsKeymap, ...historyKeymap, ...stayAtTab, ...defaultKeymap]),
];
