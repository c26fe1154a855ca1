// What is typed over a selection replaces it, and marks of Markdown are put around it.
//
// Not left to the browser: Chromium gives the new text the style of the old one, as an attribute that the page's policy forbids.

import { EditorSelection } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { isStopSelected } from "./stops.js";

/** Brackets are put around it by CodeMirror. */
const MARKS = ["*", "_", "`", "~", '"'];

export const typedOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const { data, inputType } = event;
    if (inputType !== "insertText" || !data || event.isComposing || state.selection.ranges.every(({ empty }) => empty)) return false;
    const isMark = MARKS.includes(data) && !isStopSelected(state);
    const spec = isMark ? surrounded(state, data) : state.replaceSelection(data);
    const insert = () => state.update(spec, { userEvent: "input.type", scrollIntoView: true });
    const { from, to } = state.selection.main;
    const isTaken = state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert));
    if (!isTaken) view.dispatch(insert());
    return true;
  },
});

/** The same text stays selected, so that a second mark makes `*` a `**`. */
function surrounded(state, mark) {
  return state.changeByRange(({ from, to, anchor, head, empty }) => {
    if (empty) return { changes: { from, insert: mark }, range: EditorSelection.cursor(from + mark.length) };
    const changes = [
      { from, insert: mark },
      { from: to, insert: mark },
    ];
    return { changes, range: EditorSelection.range(anchor + mark.length, head + mark.length) };
  });
}
