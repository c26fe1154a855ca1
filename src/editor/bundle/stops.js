// Templates with tab stops. CodeMirror's own snippets know one at a time: here a template that is inserted while another's stops
// are open takes its place among them, and Tab leads back to the rest.
//
// Tab and Shift-Tab go from stop to stop, Escape ends, and so does typing elsewhere. All stops of one name are selected
// together, so that CodeMirror types into all of them. Tab at the end of all stops ends too, instead of indenting.

import { EditorSelection, MapMode, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, keymap } from "@codemirror/view";
import { isolateHistory } from "@codemirror/commands";

/** What a piece is that is no stop with a number. */
const PLAIN_TEXT = -1;
const END = 0;

/** `stops`: in the order of Tab, each `{ ranges: [{ from, to }], isEnd }`; `idx`: the one that is being filled in. Or null. */
const setOpen = StateEffect.define();

const open = StateField.define({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setOpen)) return effect.value;
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

function next(view) {
  const value = view.state.field(open);
  if (!value) return false;
  return value.idx + 1 < value.stops.length ? goTo(view, value, value.idx + 1) : end(view);
}

function previous(view) {
  const value = view.state.field(open);
  if (!value) return false;
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
  const { state } = view;
  const changes = state.changes([{ from, to, insert: texts.join("") }, ...changesElsewhere]);
  const stops = stopsOf(texts, kinds, changes.mapPos(from, -1));
  const value = among(state.field(open), changes, stops);
  const isOnlyEnd = value.stops.length === 1;
  view.dispatch({
    changes,
    selection: selectionOf(stops[0]),
    effects: setOpen.of(isOnlyEnd ? null : value),
    annotations: isolateHistory.of("full"),
    scrollIntoView: true,
  });
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
