// Lines in scripts that run from right to left begin on the right, each by itself, beside others that begin on the left.

import { Decoration, EditorView } from "@codemirror/view";
import { decoratedLines } from "./lines_on_screen.js";

/** Hebrew, Arabic and the scripts around them. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

const byItsLetters = Decoration.line({ attributes: { dir: "auto" } });

/** The browser finds the direction of such lines. Others keep their plain elements. */
const directions = decoratedLines((text) => RIGHT_TO_LEFT.test(text) && byItsLetters);

export const directionOfLines = [EditorView.perLineTextDirection.of(true), directions];
