// What the checks have found, at the lines it was found on: a mark in the gutter, a line below the words, and the sentence
// when one points there. It moves along with edits until it is said anew.

import { lintGutter, linter, setDiagnostics } from "@codemirror/lint";

/** By weight, from what readers see broken down to tidiness; the last is marked in the gutter alone. */
const SEVERITIES = ["error", "warning", "info"];

const isUnderlined = (diagnostics) => diagnostics.filter(({ severity }) => severity !== "info");

export const findings = [linter(null, { markerFilter: isUnderlined }), lintGutter()];

/** Shows exactly these. `positions`: `[from, to, from, to, …]` */
export function showFindings(view, positions, weights, messages) {
  const diagnostics = messages.map((message, i) => ({
    from: positions[2 * i],
    to: positions[2 * i + 1],
    severity: SEVERITIES[weights[i]],
    message,
  }));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}
