// Where the editor is scrolled to: the line at the top edge, and how far it has gone beyond that edge.

/**
 * Calls `report(from, to, fraction)` when the author scrolls: by wheel, finger, scroll bar or page keys. Not when typing
 * or `scrollTo` does: whoever follows would otherwise be followed in turn.
 */
export function reportScrolling(view, report) {
  let byHand = false;
  const scroller = view.scrollDOM;
  const begin = () => void (byHand = true);
  for (const type of ["wheel", "touchmove", "pointerdown"]) scroller.addEventListener(type, begin, { passive: true });
  scroller.addEventListener("keydown", ({ key }) => void (byHand = key === "PageUp" || key === "PageDown"));
  scroller.addEventListener("scroll", () => byHand && report(...placeAtTop(view)), { passive: true });
  return () => void (byHand = false);
}

/** The stretch of text that one line on the screen's list of lines holds (several, if folded), and how much of it is above the edge. */
function placeAtTop(view) {
  const top = view.scrollDOM.scrollTop - view.documentPadding.top;
  const line = view.lineBlockAtHeight(top);
  const fraction = Math.min(Math.max((top - line.top) / line.height, 0), 1);
  return [line.from, line.to, fraction];
}

/** Scrolls the line at `pos` to the top edge, and beyond it by `fraction` of its height. */
export function scrollTo(view, pos, fraction) {
  const read = () => {
    const line = view.lineBlockAt(pos);
    return line.top + fraction * line.height + view.documentPadding.top;
  };
  view.scrollDOM.scrollTop = read();
  // Heights of lines that were never on the screen are estimates; once they are, they are known.
  view.requestMeasure({ key: scrollTo, read, write: (top) => void (view.scrollDOM.scrollTop = top) });
}
