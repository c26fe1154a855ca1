// What every draft's state is made of, apart from the app's own keys and templates.

import { Compartment, EditorState } from "@codemirror/state";
import {
  EditorView,
  crosshairCursor,
  drawSelection,
  dropCursor,
  highlightActiveLine,
  placeholder,
  rectangularSelection,
} from "@codemirror/view";
import { closeBrackets } from "@codemirror/autocomplete";
import { history } from "@codemirror/commands";
import { indentUnit, syntaxHighlighting } from "@codemirror/language";
import { directionOfLines } from "./direction.js";
import { foldedRuns } from "./folded_runs.js";
import { folding } from "./folding.js";
import { hangingMarks } from "./hanging.js";
import { editingKeymap } from "./keymap.js";
import { markdownLanguage } from "./language.js";
import { highlightStyle, theme } from "./theme.js";
import { typedOver } from "./typed_over.js";

const PLACEHOLDER = "Write your notes here, or insert a template";

/** No quotes and no emphasis marks: in prose they are apostrophes and list markers more often than pairs. */
const BRACKETS = { closeBrackets: { brackets: ["(", "[", "{"] } };

/**
 * Parts in order of precedence, as `faults.js` has them. `tellOfFault` is given what the parser throws; the parts of the
 * marks of findings and of find and replace are the caller's.
 */
export function writingSurface(tellOfFault, markedFindings, findAndReplace) {
  return [
    [null, [essentials, EditorView.lineWrapping, history()]],
    ["the colours of Markdown", [markdownLanguage(tellOfFault), syntaxHighlighting(highlightStyle)]],
    markedFindings,
    ["folding", folding],
    ["the folding of long runs", foldedRuns],
    ["the direction of lines", directionOfLines],
    ["the hanging of marks", hangingMarks],
    findAndReplace,
    ["the drawn cursor and selection", [highlightActiveLine(), placeholder(PLACEHOLDER), severalSelections]],
    ["the closing of brackets", [closeBrackets(), EditorState.languageData.of(() => [BRACKETS])]],
    ["marks around a selection", typedOver],
    [null, [leaveFilesToThePage, editingKeymap]],
  ];
}

const essentials = [
  EditorView.contentAttributes.of({
    "aria-label": "Notes",
    spellcheck: "true",
    autocorrect: "on",
    autocapitalize: "sentences",
  }),
  theme,
  // Four spaces nest an item below `-` as well as below `10.`
  indentUnit.of("    "),
  EditorState.phrases.of({ "folded code": "folded away" }),
];

const drawn = new Compartment();
const UNDRAWN = [];

/**
 * Browsers have one cursor and one selection: where there are several, CodeMirror draws them. Not where there is one: each key
 * would lay out the page once more, to move the drawn cursor, and have two more frames, to let it blink.
 */
const drawnIfSeveral = [
  drawn.of(UNDRAWN),
  EditorState.transactionExtender.of(({ startState, newSelection }) => {
    const [isDrawn, areSeveral] = [drawn.get(startState) !== UNDRAWN, newSelection.ranges.length > 1];
    return isDrawn === areSeveral ? null : { effects: drawn.reconfigure(areSeveral ? drawSelection() : UNDRAWN) };
  }),
];

const isMac = /Mac/.test(navigator.platform);

/** Alt and a click adds a cursor, as Ctrl or Cmd does; Alt and a drag selects a rectangle. */
const severalSelections = [
  EditorState.allowMultipleSelections.of(true),
  EditorView.clickAddsSelectionRange.of((event) => event.altKey || (isMac ? event.metaKey : event.ctrlKey)),
  drawnIfSeveral,
  dropCursor(),
  rectangularSelection(),
  crosshairCursor(),
];

/** CodeMirror would insert the text of a dropped file; here a file becomes a draft of its own. */
const leaveFilesToThePage = EditorView.domEventHandlers({
  drop: (event) => event.dataTransfer?.files.length > 0,
});
