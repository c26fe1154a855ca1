// An item or a quote that is longer than its row goes on below its text, not below its mark.

import { Decoration } from "@codemirror/view";
import { decoratedLines } from "./lines_on_screen.js";

const MARK = /^ *(?:> ?)*(?:(?:[-*+]|\d{1,9}[.)]) +(?:\[[ xX]\] )?)?/;
/** The widest mark that has a class in `style/editor.css`, in letters. */
const WIDEST = 16;

const hanging = Array.from({ length: WIDEST + 1 }, (_, width) => Decoration.line({ class: `hangs hang-${width}` }));

export const hangingMarks = decoratedLines((text) => {
  const width = MARK.exec(text)[0].length;
  return /[^ ]/.test(text.slice(0, width)) && hanging[Math.min(width, WIDEST)];
});
