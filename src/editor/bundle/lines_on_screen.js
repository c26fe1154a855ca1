// Lines that look otherwise than others by what they begin with: those on the screen alone, as more would cost each key.

import { Decoration, ViewPlugin } from "@codemirror/view";

/** What comes further behind tells nothing about a line. */
const MAX_CHARS = 1000;

/** Gives each line on the screen the decoration that `decorationOf` has for the beginning of its text, if it has one. */
export function decoratedLines(decorationOf) {
  const decorated = ({ state: { doc }, visibleRanges }) => {
    const found = [];
    for (const { from, to } of visibleRanges) {
      for (let at = from; at <= to; ) {
        const line = doc.lineAt(at);
        const decoration = decorationOf(doc.sliceString(line.from, Math.min(line.to, line.from + MAX_CHARS)));
        if (decoration) found.push(decoration.range(line.from));
        at = line.to + 1;
      }
    }
    return Decoration.set(found);
  };
  const create = (view) => ({
    lines: decorated(view),
    update({ docChanged, viewportChanged, view }) {
      if (docChanged || viewportChanged) this.lines = decorated(view);
    },
  });
  return ViewPlugin.define(create, { decorations: ({ lines }) => lines });
}
