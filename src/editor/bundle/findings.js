// What the checks have found, at the lines it was found on: a mark in the gutter, a line below the words, and the sentence
// when one points there, clicks the mark or goes there by key. It moves along with edits until it is said anew.

import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, ViewPlugin, showTooltip } from "@codemirror/view";
import { forEachDiagnostic, lintGutter, linter, setDiagnostics } from "@codemirror/lint";

/** By weight, from what readers see broken down to tidiness; the last is marked in the gutter alone. */
const SEVERITIES = ["error", "warning", "info"];

const isUnderlined = (diagnostics) => diagnostics.filter(({ severity }) => severity !== "info");

/** `{ pos, messages }`: said at the cursor until it goes on, or anything is typed. */
const say = StateEffect.define();

const said = StateField.define({
  create: () => null,
  update(value, { effects, docChanged, selection }) {
    const saying = effects.find((effect) => effect.is(say));
    return saying ? saying.value : docChanged || selection ? null : value;
  },
  provide: (field) => showTooltip.from(field, (value) => value && { pos: value.pos, above: false, create: () => bubble(value) }),
});

function bubble({ messages }) {
  const dom = document.createElement("div");
  dom.className = "cm-tooltip-lint";
  for (const message of messages) dom.append(Object.assign(document.createElement("div"), { className: "cm-diagnostic", textContent: message }));
  return { dom };
}

/** Puts the cursor where something was found, and says what. */
export function sayFinding(view, pos, messages) {
  view.dispatch({ selection: { anchor: pos }, effects: say.of({ pos, messages }) });
  view.focus();
}

/** A click on a mark is one on what was found there. The editor keeps the focus. */
const clicks = ViewPlugin.define((view) => {
  const onMouseDown = (event) => {
    if (!event.target.closest(".cm-gutter-lint")) return;
    event.preventDefault();
    const line = view.lineBlockAtHeight(event.clientY - view.documentTop);
    const here = [];
    forEachDiagnostic(view.state, ({ message }, from) => line.from <= from && from <= line.to && here.push({ from, message }));
    if (here.length > 0) sayFinding(view, here[0].from, here.map(({ message }) => message));
  };
  view.dom.addEventListener("mousedown", onMouseDown);
  return { destroy: () => view.dom.removeEventListener("mousedown", onMouseDown) };
});

export const findings = [
  linter(null, { markerFilter: isUnderlined }),
  lintGutter(),
  said,
  clicks,
  EditorView.baseTheme({ ".cm-gutter-lint .cm-lint-marker": { cursor: "pointer" } }),
];

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
