// Which keys do what. The app's own come first, then what Markdown makes of Enter and Backspace, then CodeMirror's.

import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, historyKeymap, indentWithTab } from "@codemirror/commands";
import { markdownKeymap } from "@codemirror/lang-markdown";
import { searchKeymap } from "@codemirror/search";

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

/** Tab indents; Escape and then Tab, or Ctrl-m, leaves the field (both are CodeMirror's own). */
export const editingKeymap = [
  Prec.high(keymap.of(markdownKeymap)),
  keymap.of([...closeBracketsKeymap, ...searchKeymap, ...historyKeymap, indentWithTab, ...defaultKeymap]),
];
