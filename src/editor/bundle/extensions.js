// What every draft's state is made of, apart from the app's own keys.

import { EditorState } from "@codemirror/state";
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
import { search } from "@codemirror/search";
import { findings } from "./findings.js";
import { folding } from "./folding.js";
import { editingKeymap } from "./keymap.js";
import { markdownLanguage } from "./language.js";
import { highlightStyle, theme } from "./theme.js";

/** The nonce that the page's Content-Security-Policy allows for CodeMirror's one style element. */
const STYLE_NONCE = "codemirror";

/** No quotes and no emphasis marks: in prose they are apostrophes and list markers more often than pairs. */
const BRACKETS = { closeBrackets: { brackets: ["(", "[", "{"] } };

export function writingSurface(label, emptyText) {
  return [
    EditorView.cspNonce.of(STYLE_NONCE),
    EditorView.contentAttributes.of({
      "aria-label": label,
      spellcheck: "true",
      autocorrect: "on",
      autocapitalize: "sentences",
    }),
    theme,
    syntaxHighlighting(highlightStyle),
    markdownLanguage,
    // Four spaces nest an item below `-` as well as below `10.`
    indentUnit.of("    "),
    EditorView.lineWrapping,
    highlightActiveLine(),
    placeholder(emptyText),
    history(),
    folding,
    findings,
    EditorState.phrases.of({ "folded code": "folded away" }),
    search({ top: true }),
    closeBrackets(),
    EditorState.languageData.of(() => [BRACKETS]),
    severalSelections,
    leaveFilesToThePage,
    editingKeymap,
  ];
}

const isMac = /Mac/.test(navigator.platform);

/** Alt and a click adds a cursor, as Ctrl or Cmd does; Alt and a drag selects a rectangle. */
const severalSelections = [
  EditorState.allowMultipleSelections.of(true),
  EditorView.clickAddsSelectionRange.of((event) => event.altKey || (isMac ? event.metaKey : event.ctrlKey)),
  drawSelection(),
  dropCursor(),
  rectangularSelection(),
  crosshairCursor(),
];

/** CodeMirror would insert the text of a dropped file; here a file becomes a draft of its own. */
const leaveFilesToThePage = EditorView.domEventHandlers({
  drop: (event) => event.dataTransfer?.files.length > 0,
});
