// Runs of signs that nobody reads are shown in a few letters: addresses that hold a whole file (`data:image/png;base64,…`),
// of which one of a megabyte would make the editor half a million pixels high, and hundreds of accents on one letter, which
// take the browser seconds to draw. The text stays what it is. For the cursor such a run is one letter, a click selects it,
// and what is selected is copied, cut or replaced as a whole.
//
// They are kept in the state rather than found in what is on the screen: the heights of all lines follow from them.
//
// Invariant: a change costs a look at the length of the lines that it touched, unless they are long.

import { EditorSelection, EditorState, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

/** Shorter ones can be read as they are. */
const MIN_CHARS = 200;

/** An address, up to what ends it in Markdown and HTML; accents. */
const RUN = /data:(?<![\w-]data:)(?<type>[a-z]{1,20}\/[\w.+-]{1,80})[;,][^\s()<>"'`\\]*|\p{M}{100,}/gu;

class Sign extends WidgetType {
  /** `type`: of an address; accents have none. */
  constructor(type, nChars) {
    super();
    this.words = type ? `data:${type}… ${sizeOf(nChars)}` : `${nChars} accents`;
  }

  eq(other) {
    return other.words === this.words;
  }

  toDOM() {
    const sign = document.createElement("span");
    sign.className = "cm-foldPlaceholder cm-foldedRun";
    sign.title = "Click to select all of it";
    sign.textContent = this.words;
    return sign;
  }

  ignoreEvent() {
    return false;
  }
}

function sizeOf(nChars) {
  return nChars < 1_000_000 ? `${Math.max(1, Math.round(nChars / 1000))} kB` : `${(nChars / 1_000_000).toFixed(1)} MB`;
}

const folded = StateField.define({
  create: ({ doc }) => Decoration.set(found(doc, 0, doc.length)),
  update: (addresses, { changes, docChanged, newDoc }) => (docChanged ? follow(addresses, changes, newDoc) : addresses),
  provide: (field) => [
    EditorView.decorations.from(field),
    EditorView.atomicRanges.of((view) => view.state.field(field)),
  ],
});

/** What is typed at the end of an address stays to be seen until the notes are opened again. */
function follow(addresses, changes, doc) {
  let kept = addresses;
  changes.iterChangedRanges((filterFrom, filterTo) => {
    const filter = (from, to) => to <= filterFrom || from >= filterTo;
    if (kept.size) kept = kept.update({ filter, filterFrom, filterTo });
  });
  kept = kept.map(changes);
  changes.iterChangedRanges((_fromBefore, _toBefore, from, to) => {
    const add = beside(kept, doc, doc.lineAt(from).from, doc.lineAt(to).to);
    if (add.length) kept = kept.update({ add });
  });
  return kept;
}

/** The addresses in a stretch of the text that are not among those that are known. */
function beside(known, doc, from, to) {
  const all = [];
  let start = from;
  known.between(from, to, (end, next) => {
    all.push(...found(doc, start, end));
    start = next;
  });
  return [...all, ...found(doc, start, to)];
}

function found(doc, from, to) {
  if (to - from < MIN_CHARS) return [];
  const long = [...doc.sliceString(from, to).matchAll(RUN)].filter(([run]) => run.length >= MIN_CHARS);
  return long.map(({ 0: run, groups, index }) => {
    const sign = Decoration.replace({ widget: new Sign(groups.type, run.length) });
    return sign.range(from + index, from + index + run.length);
  });
}

/** The address that begins or ends within `from` to `to`, or has both in it: `{ from, to }`, or null. */
function whole(addresses, from, to) {
  let found = null;
  addresses.between(from, to, (start, end) => {
    if (start < to && from < end) found = { from: start, to: end };
    return found === null;
  });
  return found;
}

const clicks = EditorView.domEventHandlers({
  mousedown(event, view) {
    const sign = event.button === 0 && !event.shiftKey && event.target.closest?.(".cm-foldedRun");
    if (!sign) return false;
    const pos = view.posAtDOM(sign);
    const address = whole(view.state.field(folded), pos, pos + 1);
    if (!address) return false;
    event.preventDefault();
    view.focus();
    view.dispatch({ selection: EditorSelection.single(address.from, address.to), userEvent: "select.pointer" });
    return true;
  },
});

/** What is found within an address cannot be seen: the address is selected, and the next search goes on behind it. */
const searching = EditorState.transactionFilter.of((transaction) => {
  const { startState, docChanged, selection } = transaction;
  const addresses = startState.field(folded, false);
  if (docChanged || !selection || !addresses?.size || !transaction.isUserEvent("select.search")) return transaction;
  const ranges = selection.ranges.map((range) => {
    const address = whole(addresses, range.from, range.to);
    const isWithin = address && address.from <= range.from && range.to <= address.to;
    return isWithin ? EditorSelection.range(address.from, address.to) : range;
  });
  return [transaction, { selection: EditorSelection.create(ranges, selection.mainIndex), sequential: true }];
});

export const foldedRuns = [folded, clicks, searching];
