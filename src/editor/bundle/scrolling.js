// Where the editor is scrolled to: the line at the top edge, and how far it has gone beyond that edge.

import { EditorView } from "@codemirror/view";

/** Heights of lines that were never on the screen are estimates; each time they turn out wrong, it is scrolled once more. */
const MAX_CORRECTIONS = 3;

export class Scrolling {
  /**
   * Calls `report(from, to, fraction)` when the author scrolls: by wheel, finger, scroll bar or page keys. Not when typing
   * or `scrollTo` does: whoever follows would otherwise be followed in turn.
   */
  constructor(view, report) {
    this.view = view;
    this.byHand = false;
    this.target = null;
    const scroller = view.scrollDOM;
    const begin = () => this.begin();
    for (const type of ["wheel", "touchmove", "pointerdown"]) scroller.addEventListener(type, begin, { passive: true });
    scroller.addEventListener("keydown", ({ key }) => /^Page(Up|Down)$/.test(key) && begin());
    scroller.addEventListener("scroll", () => this.byHand && report(...this.placeAtTop()), { passive: true });
  }

  begin() {
    this.byHand = true;
    this.target = null;
  }

  /** From now on it is not the author who scrolls. */
  letGo() {
    this.byHand = false;
    this.target = null;
  }

  /** Scrolls the line at `pos` to the top edge, and beyond it by `fraction` of its height. */
  scrollTo(pos, fraction) {
    this.letGo();
    this.target = { pos, fraction };
    this.approach(this.target, MAX_CORRECTIONS);
  }

  /** Lets `change` happen while the cursor's line, if it is in sight, stays where it is on the screen. */
  keepCursorInPlace(change) {
    const { view } = this;
    const { head } = view.state.selection.main;
    const edges = view.scrollDOM.getBoundingClientRect();
    const cursor = view.coordsAtPos(head);
    const isInSight = cursor && cursor.top >= edges.top && cursor.bottom <= edges.bottom;
    change(isInSight ? [EditorView.scrollIntoView(head, { y: "start", yMargin: cursor.top - edges.top })] : []);
  }

  approach(target, nCorrections) {
    const { view } = this;
    const line = view.lineBlockAt(Math.min(target.pos, view.state.doc.length));
    const isStart = target.pos === 0 && target.fraction === 0;
    const top = isStart ? 0 : line.top + target.fraction * line.height + view.documentPadding.top;
    if (Math.abs(top - view.scrollDOM.scrollTop) < 1) return;
    view.scrollDOM.scrollTop = top;
    if (nCorrections === 0) return;
    requestAnimationFrame(() => {
      if (this.target === target) this.approach(target, nCorrections - 1);
    });
  }

  /** The text on the line at the top edge (several lines, if folded), and how much of it is above the edge. */
  placeAtTop() {
    const top = this.view.scrollDOM.scrollTop - this.view.documentPadding.top;
    const line = this.view.lineBlockAtHeight(top);
    const fraction = Math.min(Math.max((top - line.top) / line.height, 0), 1);
    return [line.from, line.to, fraction];
  }
}
