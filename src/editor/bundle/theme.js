// Structure only. Every colour is a custom property of the page, so that light and dark come from the same tokens.

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const DRAWN_SELECTION =
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-content ::selection";

export const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.65", overflow: "auto" },
  ".cm-content": { padding: "16px 0 40vh", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 24px" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--accent-soft)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  [DRAWN_SELECTION]: { backgroundColor: "var(--selection)" },
  ".cm-placeholder": { color: "var(--ink-faint)" },
  ".cm-stop": { borderBottom: "1px dashed var(--accent)", backgroundColor: "var(--accent-soft)", borderRadius: "2px" },
  // What is selected in it must be seen.
  ".cm-currentStop": { borderBottomStyle: "solid", backgroundColor: "transparent" },
  ".cm-emptyStop": { borderBottom: "0", borderLeft: "2px dotted var(--accent)", backgroundColor: "transparent" },
  ".cm-tooltip.cm-templates": { padding: "4px", maxWidth: "calc(100vw - 16px)" },
  ".cm-tooltip.cm-templates > ul": { maxHeight: "16em", fontFamily: "var(--font-text)", fontSize: "0.875rem" },
  ".cm-tooltip.cm-templates > ul > li": { display: "flex", padding: "6px 8px", gap: "16px", borderRadius: "4px" },
  ".cm-tooltip.cm-templates > ul > li[aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-templates .cm-completionDetail": { marginLeft: "auto", color: "var(--ink-soft)", fontStyle: "normal" },
  ".cm-templates .cm-completionMatchedText": { color: "var(--accent)", textDecoration: "none", fontWeight: "600" },
  ".cm-gutters": { border: "0", backgroundColor: "transparent" },
  ".cm-gutter-lint": { width: "20px" },
  ".cm-gutter-lint .cm-gutterElement": { display: "grid", padding: "0 0 0 8px", alignItems: "center" },
  // Told apart by shape as well as by colour: a disc, a ring, a dot.
  ".cm-lint-marker": { content: "normal", boxSizing: "border-box", width: "8px", height: "8px", borderRadius: "50%" },
  ".cm-lint-marker-error": { backgroundColor: "var(--problem)" },
  ".cm-lint-marker-warning": { border: "2px solid var(--accent)" },
  ".cm-lint-marker-info": { width: "4px", height: "4px", marginLeft: "2px", backgroundColor: "var(--ink-faint)" },
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--problem) 1px" },
  ".cm-lintRange-warning": { textDecoration: "underline dotted var(--accent) 1px" },
  ".cm-tooltip": { border: "1px solid var(--line)", borderRadius: "6px", backgroundColor: "var(--surface)", color: "var(--ink)" },
  ".cm-diagnostic": { border: "0", padding: "6px 10px", maxWidth: "24rem", fontFamily: "var(--font-text)", fontSize: "0.8125rem" },
  ".cm-foldPlaceholder": {
    margin: "0 4px",
    padding: "0 6px",
    border: "1px solid var(--line-strong)",
    borderRadius: "4px",
    color: "var(--ink-soft)",
    backgroundColor: "var(--surface)",
  },
  // Selected, it must be seen to be.
  ".cm-foldedRun": { backgroundColor: "transparent" },
  ".cm-panels": { backgroundColor: "var(--surface)", color: "var(--ink)", fontFamily: "inherit" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "8px 32px 8px 24px", fontSize: "inherit" },
  ".cm-panel.cm-search [name=close]": { color: "inherit", top: "8px", right: "8px" },
  ".cm-textfield, .cm-button": {
    padding: "4px 8px",
    border: "1px solid var(--line)",
    borderRadius: "4px",
    font: "inherit",
    color: "inherit",
    background: "var(--paper)",
  },
  ".cm-button, .cm-search label": { textTransform: "capitalize" },
  ".cm-button:active": { background: "var(--accent-soft)" },
  ".cm-searchMatch": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--line)" },
  ".cm-searchMatch.cm-searchMatch-selected": { backgroundColor: "var(--selection)", outline: "1px solid var(--accent)" },
});

export const highlightStyle = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.link, color: "var(--link-ink)" },
  { tag: [tags.url, tags.labelName, tags.string], color: "var(--ink-soft)" },
  { tag: tags.quote, color: "var(--quote-ink)" },
  { tag: tags.monospace, color: "var(--code-ink)" },
  { tag: [tags.escape, tags.character, tags.comment, tags.meta], color: "var(--ink-soft)" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.atom], color: "var(--marker)", fontWeight: "400" },
]);
