// Lines in scripts that run from right to left begin on the right, each by itself, beside others that begin on the left.

import { EditorView, ViewPlugin, Decoration } from "@codemirror/view";

/** Hebrew, Arabic and the scripts around them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
/** What comes further behind does not tell the direction of a line. */
const MAX_CHARS = 1000;

const byItsLetters = Decoration.line({ attributes: { dir: "auto" } });

/** The lines on the screen whose direction the browser is to find. Other lines keep their plain elements. */
function marked({ state: { doc }, visibleRanges }) {
  const marks = [];
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = doc.lineAt(at);
      const text = doc.sliceString(line.from, Math.min(line.to, line.from + MAX_CHARS));
      if (RIGHT_TO_LEFT.test(text)) marks.push(byItsLetters.range(line.from));
      at = line.to + 1;
    }
  }
  return Decoration.set(marks);
}

const directions = ViewPlugin.define(
  (view) => ({
    marks: marked(view),
    update({ docChanged, viewportChanged, view }) {
      if (docChanged || viewportChanged) this.marks = marked(view);
    },
  }),
  { decorations: ({ marks }) => marks },
);

export const directionOfLines = [EditorView.perLineTextDirection.of(true), directions];
