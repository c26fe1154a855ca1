// Templates with tab stops, through CodeMirror's snippets.

import { snippet } from "@codemirror/autocomplete";
import { isolateHistory } from "@codemirror/commands";

/**
 * Replaces `from..to` by `texts`, joined, as one undo step. `stops[i]` says what piece `i` is: -1 plain text, 0 the
 * place of the cursor after all stops, n > 0 the n-th stop; stops of one number are edited together. `changesBehind` are made in
 * the same step.
 *
 * CodeMirror's `snippet` gives braces a meaning and indents the lines after the first, so the text itself never goes
 * through it: it gets a mask of the same length, and only the stops it finds there are used.
 */
export function insertPieces(view, from, to, texts, stops, changesBehind) {
  const mask = texts.map((text, i) => maskOf(text.length, stops[i])).join("");
  const dispatch = ({ selection, effects }) =>
    view.dispatch({
      changes: [{ from, to, insert: texts.join("") }, ...changesBehind],
      selection,
      effects,
      annotations: isolateHistory.of("full"),
      scrollIntoView: true,
    });
  snippet(mask)({ state: view.state, dispatch }, null, from, to);
}

function maskOf(length, stop) {
  const text = "x".repeat(length);
  return stop < 0 ? text : `\${${stop}:${text}}`;
}
