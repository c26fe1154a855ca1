// What is folded away. Which stretches make sense to fold, Rust knows; CodeMirror keeps them in place through edits, and
// opens one as soon as the cursor gets into it.

import { codeFolding, foldEffect, foldedRanges, unfoldEffect } from "@codemirror/language";

export const folding = codeFolding({ placeholderText: "…" });

/** `[from, to, from, to, …]` */
export function folds(state) {
  const flat = [];
  foldedRanges(state).between(0, state.doc.length, (from, to) => void flat.push(from, to));
  return flat;
}

/** Folds exactly these ranges. `scroll`: effects that go along, if that folds or unfolds anything. */
export function setFolds(view, ranges, scroll) {
  const present = pairs(folds(view.state));
  const wanted = pairs(ranges);
  const isIn = (all) => (one) => all.some((other) => other.from === one.from && other.to === one.to);
  const effects = [
    ...present.filter((fold) => !isIn(wanted)(fold)).map((fold) => unfoldEffect.of(fold)),
    ...wanted.filter((fold) => !isIn(present)(fold)).map((fold) => foldEffect.of(fold)),
  ];
  if (effects.length) view.dispatch({ effects: [...effects, ...scroll] });
}

/** True if an update folded or unfolded something; by an edit, too. */
export function hasFolded(update) {
  const before = foldedRanges(update.startState);
  const after = foldedRanges(update.state);
  return before !== after && (before.size !== after.size || update.transactions.some(({ effects }) => effects.some(isFold)));
}

function isFold(effect) {
  return effect.is(foldEffect) || effect.is(unfoldEffect);
}

function pairs(flat) {
  const ranges = [];
  for (let i = 0; i < flat.length; i += 2) ranges.push({ from: flat[i], to: flat[i + 1] });
  return ranges;
}
