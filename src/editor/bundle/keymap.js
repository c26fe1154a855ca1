// Which keys do what. The app's own come first, then what Markdown makes of Enter and Backspace, then CodeMirror's.

import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap, indentWithTab, moveLineDown, moveLineUp } from "@codemirror/commands";
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

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s/;

/** The first item of a list has nothing to be indented under: indented, Markdown would read it as code. */
function keepFirstItem({ state }) {
  const line = state.doc.lineAt(state.selection.main.head);
  const above = line.number > 1 ? state.doc.line(line.number - 1).text : "";
  return state.selection.main.empty && ITEM.test(line.text) && !ITEM.test(above) && !/^\s+\S/.test(above);
}

const markdownKeymap = [
  { key: "Tab", run: keepFirstItem },
  { key: "Enter", run: leaveList },
  { key: "Enter", run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
  { key: "Backspace", run: deleteMarkupBackward },
];

/** With Alt alone the arrows move segments; with Shift they move a line, instead of copying it. */
const lineKeymap = [
  { key: "Shift-Alt-ArrowUp", run: moveLineUp },
  { key: "Shift-Alt-ArrowDown", run: moveLineDown },
];

/** Tab indents; Escape and then Tab, or Ctrl-m, leaves the field (both are CodeMirror's own). */
export const editingKeymap = [
  Prec.high(keymap.of([...markdownKeymap, ...lineKeymap])),
  keymap.of([...closeBracketsKeymap, ...historyKeymap, indentWithTab, ...defaultKeymap]),
];
