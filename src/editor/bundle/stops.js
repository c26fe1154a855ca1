// Templates with tab stops. CodeMirror's own snippets know one at a time: here a template that is inserted while another's stops
// are open takes its place among them, and Tab leads back to the rest.
//
// Tab and Shift-Tab go from stop to stop, Escape ends, and so does going elsewhere. Tab at the end of all stops ends too. An item
// of a list that was begun within a stop is nested by Tab. Tab selects all stops of one name together, so that CodeMirror types into all of them; whoever goes into one of
// them by a click or an arrow key has what is changed there changed in the others too.
//
// Undo brings the stops back as they were with the text that it brings back: none before a template, all of them when it
// is redone.

import { EditorSelection, EditorState, MapMode, Prec, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, keymap } from "@codemirror/view";
import { invertedEffects, isolateHistory } from "@codemirror/commands";

/** What a piece is that is no stop with a number. */
const PLAIN_TEXT = -1;
const END = 0;

/** `stops`: in the order of Tab, each `{ ranges: [{ from, to }], isEnd }`; `idx`: the one that is being filled in. Or null. */
const setOpen = StateEffect.define({ map: (value, changes) => value && map(value, changes) });
const openedBy = ({ effects }) => effects.filter((effect) => effect.is(setOpen));

const open = StateField.define({
  create: () => null,
  update(value, transaction) {
    // Of several steps that are undone as one, the last to be undone tells what was open before them all.
    const opened = openedBy(transaction).at(-1);
    if (opened) return opened.value;
    if (!value) return null;
    const mapped = transaction.docChanged ? map(value, transaction.changes) : value;
    // What is typed at the very end is the notes'.
    const isDone = transaction.docChanged && value.idx === value.stops.length - 1 && value.stops[value.idx].isEnd;
    return mapped && !isDone && transaction.selection ? follow(mapped, transaction.newSelection) : isDone ? null : mapped;
  },
  provide: (field) => EditorView.decorations.from(field, decorations),
});

/** The stops after some changes: the one that is being filled in takes in what is typed at its edges, the others do not. */
function map({ stops, idx }, changes) {
  const mapped = stops.map(({ ranges, isEnd }, stopIdx) => {
    const isCurrent = stopIdx === idx;
    const moved = ranges.flatMap(({ from, to }) => {
      const newFrom = changes.mapPos(from, isCurrent ? -1 : 1, MapMode.TrackDel);
      const newTo = changes.mapPos(to, isCurrent ? 1 : -1, MapMode.TrackDel);
      return newFrom === null || newTo === null ? [] : [{ from: newFrom, to: Math.max(newFrom, newTo) }];
    });
    return { ranges: moved, isEnd };
  });
  if (mapped[idx].ranges.length === 0) return null;
  const before = mapped.slice(0, idx).filter(({ ranges }) => ranges.length > 0);
  const behind = mapped.slice(idx).filter(({ ranges }) => ranges.length > 0);
  return { stops: [...before, ...behind], idx: before.length };
}

/** The stop that the selection is in now; none ends it all. */
function follow({ stops, idx }, selection) {
  const holds = ({ ranges }) =>
    selection.ranges.every((selected) => ranges.some(({ from, to }) => from <= selected.from && selected.to <= to));
  if (holds(stops[idx])) return { stops, idx };
  const otherIdx = stops.findIndex(holds);
  return otherIdx < 0 ? null : { stops, idx: otherIdx };
}

/** What is changed in one of several places of a name is changed in the others, as one step. */
const together = EditorState.transactionFilter.of((transaction) => {
  const value = transaction.startState.field(open);
  const isOurs = openedBy(transaction).length > 0 || transaction.annotation(Transaction.remote);
  if (!value || !transaction.docChanged || isOurs) return transaction;
  return [transaction, { changes: echoes(transaction, value.stops[value.idx]) }];
});

/** The changes of a transaction that stay within one place of a stop, at its other places; none where the text there differs. */
function echoes({ changes, startState: { doc } }, { ranges, isEnd }) {
  const made = [];
  changes.iterChanges((from, to, _from, _to, insert) => made.push({ from, to, insert }));
  const home = ranges.find((range) => made.every(({ from, to }) => range.from <= from && to <= range.to));
  if (!home || isEnd) return [];
  const text = doc.sliceString(home.from, home.to);
  const isAlike = ({ from, to }) => (to < home.from || home.to < from) && doc.sliceString(from, to) === text;
  return ranges.filter(isAlike).flatMap((range) => {
    const n = range.from - home.from;
    return made.map(({ from, to, insert }) => ({ from: from + n, to: to + n, insert }));
  });
}

/** What was open before a change is open again when it is undone. */
const undoing = invertedEffects.of((transaction) => {
  const before = transaction.startState.field(open);
  const isOpen = before || openedBy(transaction).length > 0;
  return transaction.docChanged && isOpen ? [setOpen.of(before)] : [];
});

class Empty extends WidgetType {
  toDOM() {
    const sign = document.createElement("span");
    sign.className = "cm-stop cm-emptyStop";
    return sign;
  }

  ignoreEvent() {
    return false;
  }
}

const EMPTY = Decoration.widget({ widget: new Empty(), side: 1 });
const FILLED = Decoration.mark({ class: "cm-stop" });
const CURRENT = Decoration.mark({ class: "cm-stop cm-currentStop" });

function decorations(value) {
  if (!value) return Decoration.none;
  const signs = value.stops.flatMap(({ ranges }, idx) =>
    ranges.map(({ from, to }) => (from === to ? EMPTY.range(from) : (idx === value.idx ? CURRENT : FILLED).range(from, to))),
  );
  return Decoration.set(signs, true);
}

/** Goes to a stop, if there is one; says which it is of how many. */
function goTo(view, { stops }, idx) {
  view.dispatch({
    selection: selectionOf(stops[idx]),
    effects: [setOpen.of({ stops, idx }), EditorView.announce.of(`Field ${idx + 1} of ${stops.length}`)],
    scrollIntoView: true,
  });
  return true;
}

function selectionOf({ ranges }) {
  return EditorSelection.create(ranges.map(({ from, to }) => EditorSelection.range(from, to)));
}

const ITEM = /^[\s>]*(?:[-*+]|\d+[.)])\s/;

/** Whether the cursor is at an item of a list that was begun below the start of its stop: Tab nests it. */
function isAtItem({ doc, selection }, { stops, idx }) {
  const { from, text } = doc.lineAt(selection.main.head);
  return ITEM.test(text) && stops[idx].ranges.some((range) => range.from < from && selection.main.head <= range.to);
}

/** Whether all that is selected is a stop that waits to be filled in: what is typed replaces it. */
export function isStopSelected(state) {
  const value = state.field(open, false);
  return Boolean(value) && selectionOf(value.stops[value.idx]).eq(state.selection);
}

function next(view) {
  const value = view.state.field(open);
  if (!value || isAtItem(view.state, value)) return false;
  return value.idx + 1 < value.stops.length ? goTo(view, value, value.idx + 1) : end(view);
}

function previous(view) {
  const value = view.state.field(open);
  if (!value || isAtItem(view.state, value)) return false;
  return value.idx > 0 ? goTo(view, value, value.idx - 1) : true;
}

function end(view) {
  if (!view.state.field(open)) return false;
  const { main } = view.state.selection;
  view.dispatch({ selection: { anchor: main.anchor, head: main.head }, effects: setOpen.of(null) });
  return true;
}

export const tabStops = [
  open,
  together,
  undoing,
  Prec.highest(
    keymap.of([
      { key: "Tab", run: next, shift: previous },
      { key: "Escape", run: end },
    ]),
  ),
];

/**
 * Replaces `from..to` by `texts`, joined, as one undo step. `kinds[i]` says what piece `i` is: -1 plain text, 0 the end of the
 * stops, n > 0 the n-th stop; stops of one number are filled in together. `changesElsewhere` are made in the same step.
 */
export function insertPieces(view, from, to, texts, kinds, changesElsewhere) {
  putPieces(view, from, to, texts, kinds, changesElsewhere, isolateHistory.of("full"));
}

/** Makes a new draft of `texts`, as above: the history begins behind them. */
export function beginWithPieces(view, texts, kinds) {
  putPieces(view, 0, view.state.doc.length, texts, kinds, [], Transaction.addToHistory.of(false));
}

function putPieces(view, from, to, texts, kinds, changesElsewhere, annotation) {
  const { state } = view;
  const changes = state.changes([{ from, to, insert: texts.join("") }, ...changesElsewhere]);
  const stops = stopsOf(texts, kinds, changes.mapPos(from, -1));
  const value = among(state.field(open, false), changes, stops);
  const isOnlyEnd = value.stops.length === 1;
  view.dispatch({
    changes,
    selection: selectionOf(stops[0]),
    effects: setOpen.of(isOnlyEnd ? null : value),
    annotations: annotation,
    scrollIntoView: true,
  });
}

/** What is open, flat: `[idx, stopIdx, isEnd, from, to, stopIdx, isEnd, from, to, …]`; nothing where nothing is. */
export function openStops(state) {
  const value = state.field(open, false);
  const flat = ({ ranges, isEnd }, idx) => ranges.flatMap(({ from, to }) => [idx, Number(isEnd), from, to]);
  return value ? [value.idx, ...value.stops.flatMap(flat)] : [];
}

/** Opens what `openStops` has told of the same text. A cursor that is in none of the stops goes to the one that was filled in. */
export function reopenStops(view, [idx, ...places]) {
  const stops = [];
  for (let i = 0; i < places.length; i += 4) {
    const [stopIdx, isEnd, from, to] = places.slice(i, i + 4);
    stops[stopIdx] ??= { ranges: [], isEnd: isEnd === 1 };
    stops[stopIdx].ranges.push({ from, to });
  }
  const found = follow({ stops, idx }, view.state.selection);
  const selection = found ? undefined : { anchor: stops[idx].ranges[0].from };
  view.dispatch({ selection, effects: setOpen.of(found ?? { stops, idx }) });
}

/** The stops of a template whose first piece is at `pos`: by their numbers, the end last. */
function stopsOf(texts, kinds, pos) {
  const byNumber = new Map();
  texts.forEach((text, i) => {
    const range = { from: pos, to: pos + text.length };
    pos = range.to;
    if (kinds[i] !== PLAIN_TEXT) byNumber.set(kinds[i], [...(byNumber.get(kinds[i]) ?? []), range]);
  });
  const order = ([a], [b]) => (a || Infinity) - (b || Infinity);
  return [...byNumber].sort(order).map(([number, ranges]) => ({ ranges, isEnd: number === END }));
}

/** New stops behind the one that is being filled in. */
function among(before, changes, stops) {
  const mapped = before && map(before, changes);
  if (!mapped) return { stops, idx: 0 };
  const idx = mapped.idx + 1;
  return { stops: [...mapped.stops.slice(0, idx), ...stops, ...mapped.stops.slice(idx)], idx };
}
