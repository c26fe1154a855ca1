// `/` at the start of a line offers templates, by CodeMirror's own list with its fuzzy search. Escape leaves what was typed.

import { autocompletion, closeCompletion, completionStatus, ifNotIn } from "@codemirror/autocomplete";
import { EditorState, MapMode, Prec, StateEffect, StateField } from "@codemirror/state";
import { keymap } from "@codemirror/view";

/** A line up to the cursor that may ask for a template: no path, no comment, no fraction. */
const TYPED = /^\/(?:[\p{L}\p{N}][\p{L}\p{N} .,:#&'’()-]{0,40})?$/u;
const MAX_UNITS = 100;
const GOES_ON = /^[\p{L}\p{N} .,:#&'’()-]*$/u;
const CODE = ["FencedCode", "CodeBlock", "InlineCode", "CodeText", "HTMLBlock", "CommentBlock", "ProcessingInstructionBlock"];

const dismiss = StateEffect.define();

/** The place behind the `/` whose list was put away, or -1. It is offered again once that `/` is gone. */
const dismissed = StateField.define({
  create: () => -1,
  update(pos, { changes, effects }) {
    for (const effect of effects) if (effect.is(dismiss)) return effect.value;
    return pos < 0 ? pos : (changes.mapPos(pos, -1, MapMode.TrackBefore) ?? -1);
  },
});

/** `templates()`: `{ id, name, group }` each, in the order of the list; `choose(id)` is called with what was typed still there. */
export function slashTemplates(templates, choose) {
  const offers = [{ autocomplete: ifNotIn(CODE, (context) => offered(context, templates(), choose)) }];
  return [
    dismissed,
    Prec.highest(keymap.of([{ key: "Escape", run: putAway }])),
    autocompletion({
      icons: false,
      // It opens for nothing but a `/`: Enter means the list, however soon it comes.
      activateOnTypingDelay: 0,
      interactionDelay: 0,
      compareCompletions: (a, b) => a.idx - b.idx,
      tooltipClass: () => "cm-templates",
    }),
    // Nowhere else: to be asked and to have nothing takes a task and a transaction, after each key.
    EditorState.languageData.of((state, pos) => (TYPED.test(upTo(state, pos)) ? offers : [])),
  ];
}

/** The line before the cursor, unless that is too long to ask for anything. */
function upTo(state, pos) {
  const { from } = state.doc.lineAt(pos);
  return pos - from > MAX_UNITS ? "" : state.sliceDoc(from, pos);
}

function offered({ state, pos }, templates, choose) {
  const from = state.doc.lineAt(pos).from + 1;
  if (!TYPED.test(upTo(state, pos)) || state.field(dismissed) === from) return null;
  const options = templates.map(({ id, name, group }, idx) => ({ label: name, detail: group, idx, apply: () => choose(id) }));
  return { from, options, validFor: GOES_ON };
}

function putAway(view) {
  if (!completionStatus(view.state) || !closeCompletion(view)) return false;
  view.dispatch({ effects: dismiss.of(view.state.doc.lineAt(view.state.selection.main.head).from + 1) });
  return true;
}
