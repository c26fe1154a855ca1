// Wires CodeMirror to Rust and decides nothing: what a key does, what a template says and when a draft is opened
// comes from `../handle.rs`. Offsets are UTF-16 units throughout; Rust converts them.
//
// Invariants: every change of the text, whoever made it, reaches `onChange` exactly once and in order, or is found by the
// comparison that `onFault` asks for. No method throws but `open`: Rust could not end what it had begun.

import { EditorSelection, EditorState, Prec, Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { writingSurface } from "./extensions.js";
import { appKeymap } from "./keymap.js";
import { firstThatWorks, isTrap, namesOf, showAnew, stateOf } from "./faults.js";
import { laterNow, listenForLater } from "./fetch_later.js";
import { folds, hasFolded, setFolds } from "./folding.js";
import { Scrolling } from "./scrolling.js";
import { pasting } from "./paste.js";
import { beginWithPieces, insertPieces, openStops, reopenStops, tabStops } from "./stops.js";
import { ChangingPart, untilFindAndReplace, untilMarkedFindings, untilSlashTemplates, withLater } from "./until_later.js";

export { fetchLater, laterNow } from "./fetch_later.js";
export { newBlocks, renderBlock } from "./html.js";

/** Calls `tell` before all that was found is replaced: the text is still what it was. */
const beforeReplacingAll = (tell) =>
  EditorState.transactionExtender.of((transaction) => {
    if (transaction.isUserEvent("input.replace.all")) tell();
    return null;
  });

/** The editors that were put on the page before the program was here, by their places. */
const early = new Map();

/** One CodeMirror view, and the states of the drafts it has shown: each keeps its own undo history and scroll position. */
export class Editor {
  /** Puts an editor on the page before the program is here, with a draft as it was stored. */
  static early(parent, draft, shown, cursor) {
    const editor = new Editor(parent);
    const doc = editor.view.state.toText(shown);
    const selection = { anchor: Math.min(cursor, doc.length) };
    editor.view.setState(stateOf(editor.parts, { doc, selection }));
    editor.view.dispatch({ scrollIntoView: true });
    editor.written = { draft, shown: doc };
    early.set(parent, editor);
    return editor;
  }

  /** The editor that was put there early, or else a new one. */
  static in(parent) {
    const editor = early.get(parent) ?? new Editor(parent);
    early.delete(parent);
    return editor;
  }

  /** Writing works from then on. What belongs to the app it hears when it says: `bindKeys`, `listen`. */
  constructor(parent) {
    /** What draft was shown before the program had opened one, and its text as it was shown. */
    this.written = null;
    this.kept = new Map();
    this.draft = null;
    this.listener = null;
    this.templates = [];
    this.keys = new ChangingPart(null, []);
    this.slash = new ChangingPart("templates behind /", untilSlashTemplates);
    this.findings = new ChangingPart("the marks of findings", untilMarkedFindings);
    this.search = new ChangingPart("find and replace", untilFindAndReplace);
    const tellOfFault = (error) => this.passOver(error);
    this.parts = [
      [null, this.watching()],
      // Their keys come before the app's as long as something is open.
      this.slash.part,
      ["the fields of templates", tabStops],
      this.keys.part,
      [null, pasting((...clipboard) => this.listener?.onPaste(...clipboard))],
      ...writingSurface(tellOfFault, this.findings.part, this.search.part),
    ];
    if (laterNow()) this.takeLaterParts(laterNow());
    const dispatchTransactions = (transactions) => this.take(transactions);
    this.view = new EditorView({ parent, state: stateOf(this.parts, { doc: "" }), dispatchTransactions });
    this.stopListening = listenForLater(this);
    this.scrolling = new Scrolling(this.view, (...place) => this.listener?.onScroll(...place));
    // What is thrown while a transaction is made: the letter that was typed is on the page, and nowhere else.
    this.stopWatching = new AbortController();
    addEventListener("error", ({ error }) => error && !isTrap(error) && this.goOn(error), this.stopWatching);
  }

  /** What hears of changes and of exceptions. */
  watching() {
    return [
      // Before all others: a listener that dispatches would otherwise get ahead of the change it answers.
      Prec.highest(EditorView.updateListener.of((update) => this.report(update))),
      beforeReplacingAll(() => this.listener?.onCommand("before-replace-all")),
      EditorView.exceptionSink.of((error) => this.passOver(error)),
    ];
  }

  /** Whether anything was written before the program had opened a draft. */
  isWrittenEarly() {
    return this.written !== null && !this.written.shown.eq(this.view.state.doc);
  }

  /** What was written before the program had opened a draft: its id, its text as it was shown, the text now; or nothing. */
  takeEarly() {
    const isWritten = this.isWrittenEarly();
    const { draft, shown } = this.written ?? {};
    this.written = null;
    return isWritten ? [draft, shown.toString(), this.text()] : [];
  }

  /** `keys[i]` is reported as the command `commands[i]`. */
  bindKeys(keys, commands) {
    this.keys.become(appKeymap(keys, commands, (command) => this.listener?.onCommand(command)));
    this.bringUpToDate();
  }

  listen(onChange, onSelect, onCommand, onFold, onScroll, onPaste, onFault, onLater) {
    this.listener = { onChange, onSelect, onCommand, onFold, onScroll, onPaste, onFault, onLater };
  }

  /** What was to come later is there. */
  hasCome(later) {
    this.takeLaterParts(later);
    this.bringUpToDate();
    this.listener?.onLater(true);
  }

  /** It could not be fetched. */
  hasFailed() {
    this.listener?.onLater(false);
  }

  takeLaterParts({ findAndReplace, markedFindings, slashTemplates }) {
    this.slash.become(slashTemplates(() => this.templates, (id) => this.listener?.onCommand(`template:${id}`)));
    this.findings.become(markedFindings);
    this.search.become(findAndReplace);
  }

  /** What has changed of the parts since the state was made. */
  due(state) {
    return [this.keys, this.slash, this.findings, this.search].flatMap((changing) => changing.due(state));
  }

  bringUpToDate() {
    this.view.dispatch({ effects: this.due(this.view.state) });
  }

  /** Rust has crashed: from here on nothing is reported but that the text has changed, to whoever keeps it. */
  takeOver(onChange) {
    const nothing = () => {};
    this.written = null;
    this.listen(onChange, nothing, nothing, nothing, nothing, nothing, nothing, nothing);
  }

  /**
   * Shows a draft. A state that was kept is taken up again, unless its text is not `text` any more. `stops`: see `openStops`.
   * `isPlain`: without all that the editor can do without.
   *
   * @throws if it cannot be shown even so
   */
  open(draft, text, ranges, mainIdx, stops, isPlain) {
    this.written = null;
    this.keepCurrent();
    this.draft = draft;
    const kept = isPlain ? undefined : this.kept.get(draft);
    const config = { doc: text, selection: selectionOf(ranges, mainIdx) };
    const all = namesOf(this.parts);
    const ways = isPlain ? [all] : [[], ...all.map((name) => [name]), all];
    const without = firstThatWorks(ways, (left) => {
      if (left.length === 0 && kept?.state.doc.eq(this.view.state.toText(text))) return this.takeUp(kept);
      this.view.setState(stateOf(this.parts, config, left));
      if (stops.length) reopenStops(this.view, stops);
      this.view.dispatch({ scrollIntoView: true });
    });
    if (without.length && !isPlain) this.listener?.onFault(without.join(", "));
    this.listener?.onSelect();
  }

  takeUp({ state, scroll }) {
    this.view.setState(state);
    this.view.dispatch({ effects: [scroll, ...this.due(state)] });
  }

  forget(draft) {
    this.kept.delete(draft);
    if (this.draft === draft) this.draft = null;
  }

  text() {
    return this.view.state.doc.toString();
  }

  /** `[anchor, head, anchor, head, …]` */
  selectionRanges() {
    return this.view.state.selection.ranges.flatMap((range) => [range.anchor, range.head]);
  }

  mainIdx() {
    return this.view.state.selection.mainIndex;
  }

  /** One undo step. No `ranges`: the selection is mapped through the changes. */
  apply(positions, inserts, ranges, mainIdx) {
    this.view.dispatch({
      changes: changesOf(positions, inserts),
      selection: ranges.length ? selectionOf(ranges, mainIdx) : undefined,
      annotations: isolateHistory.of("full"),
      scrollIntoView: true,
    });
  }

  /** Not the author's doing: undo passes it over, and nothing scrolls. */
  applyFromElsewhere(positions, inserts) {
    const annotations = [Transaction.addToHistory.of(false), Transaction.remote.of(true)];
    this.view.dispatch({ changes: changesOf(positions, inserts), annotations });
  }

  /** What `/` offers: parallel arrays. */
  setTemplates(ids, names, groups) {
    this.templates = ids.map((id, i) => ({ id, name: names[i], group: groups[i] }));
  }

  /** Undo leads back to it, not behind it. */
  beginWithPieces(texts, stops) {
    beginWithPieces(this.view, texts, stops);
  }

  /** One undo step, together with the changes at `positions`, which are outside of it. */
  insertPieces([from, to], texts, stops, positions, inserts) {
    insertPieces(this.view, from, to, texts, stops, changesOf(positions, inserts));
  }

  openStops() {
    return openStops(this.view.state);
  }

  undo() {
    undo(this.view);
  }

  redo() {
    redo(this.view);
  }

  canUndo() {
    return undoDepth(this.view.state) > 0;
  }

  canRedo() {
    return redoDepth(this.view.state) > 0;
  }

  focus() {
    this.view.focus();
  }

  /** Puts the cursor at `pos`, a third of the way down. */
  show(pos) {
    const yMargin = this.view.scrollDOM.clientHeight / 3;
    this.view.dispatch({
      selection: EditorSelection.cursor(pos),
      effects: EditorView.scrollIntoView(pos, { y: "start", yMargin }),
    });
  }

  /** The same, and the focus goes there. */
  reveal(pos) {
    this.show(pos);
    this.view.focus();
  }

  /** `[from, to, from, to, …]` */
  folds() {
    return folds(this.view.state);
  }

  /** Folds exactly these ranges. */
  setFolds(ranges) {
    this.scrolling.keepCursorInPlace((scroll) => setFolds(this.view, ranges, scroll));
  }

  /** Shows exactly these findings; before what shows them is there, none. `weights`: indices, see `findings.js`. */
  showFindings(positions, weights, messages) {
    laterNow()?.showFindings(this.view, positions, weights, messages);
  }

  /** Puts the cursor at `pos`, as `reveal` does, with some sentences below it until it goes on. */
  sayFinding(pos, messages) {
    this.reveal(pos);
    withLater(({ sayFinding }) => sayFinding(this.view, pos, messages));
  }

  /** Scrolls the line at `pos` to the top edge, and beyond it by `fraction` of its height. */
  scrollTo(pos, fraction) {
    this.scrolling.scrollTo(pos, fraction);
  }

  find() {
    withLater(({ openSearchPanel }) => openSearchPanel(this.view));
  }

  destroy() {
    this.listener = null;
    this.stopListening();
    this.stopWatching.abort();
    this.view.destroy();
  }

  take(transactions) {
    try {
      this.view.update(transactions);
    } catch (error) {
      this.goOn(error, transactions);
    }
  }

  /** Something threw: shows the text, after `transactions`, without what threw, and tells all that listen. */
  goOn(error, transactions = []) {
    if (isTrap(error)) throw error;
    console.error(error);
    const { scrollTop } = this.view.scrollDOM;
    const without = showAnew(this.view, this.parts, transactions[0]?.startState ?? this.view.state, transactions);
    this.view.scrollDOM.scrollTop = scrollTop;
    this.listener?.onFault(without.join(", "));
    this.listener?.onFold();
    this.listener?.onSelect();
  }

  /** Something threw that CodeMirror does without by itself. CodeMirror would only log it. */
  passOver(error) {
    // The guard must hear of a trap.
    if (isTrap(error)) return reportError(error);
    console.error(error);
    // In the middle of an update nobody may ask for another one.
    queueMicrotask(() => this.listener?.onFault(""));
  }

  keepCurrent() {
    if (this.draft === null) return;
    this.kept.set(this.draft, { state: this.view.state, scroll: this.view.scrollSnapshot() });
  }

  report(update) {
    // Before a draft is open, the mirror is that of none.
    if (this.written) return;
    if (update.docChanged) {
      this.scrolling.letGo();
      this.reportChanges(update);
    }
    if (hasFolded(update)) this.listener?.onFold();
    if (update.docChanged || update.selectionSet) this.listener?.onSelect();
  }

  /** Each change at its place in the text as the changes before it have left it, so that Rust can apply them one by one. */
  reportChanges(update) {
    const positions = [];
    const inserts = [];
    update.changes.iterChanges((fromBefore, toBefore, from, _to, insert) => {
      positions.push(from, from + toBefore - fromBefore);
      inserts.push(insert.toString());
    });
    this.listener?.onChange(positions, inserts, update.state.doc.length);
  }
}

/** What changes the state. What one of them throws came before any change: it is as if it had not been called. */
const COMMANDS = ["apply", "applyFromElsewhere", "beginWithPieces", "insertPieces", "undo", "redo", "focus", "show", "reveal"];
const MARKS = ["setFolds", "showFindings", "sayFinding", "scrollTo", "find", "bringUpToDate"];
for (const name of [...COMMANDS, ...MARKS]) {
  const command = Editor.prototype[name];
  Editor.prototype[name] = function (...given) {
    try {
      command.apply(this, given);
    } catch (error) {
      this.goOn(error);
    }
  };
}

function changesOf(positions, inserts) {
  return inserts.map((insert, i) => ({ from: positions[2 * i], to: positions[2 * i + 1], insert }));
}

function selectionOf(ranges, mainIdx) {
  const selected = [];
  for (let i = 0; i < ranges.length; i += 2) selected.push(EditorSelection.range(ranges[i], ranges[i + 1]));
  return EditorSelection.create(selected, mainIdx);
}
