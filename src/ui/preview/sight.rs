//! Which blocks take part in layout: in long notes those around the screen, with room for scrolling on both sides.
//!
//! The others are elements that are not displayed, and the root is padded by as much as they would take. Tried before:
//! `content-visibility: auto`, for which Chromium computes at each key where each block is (8 ms at 3,000 blocks), and
//! `hidden`, for which it lays each one out as a box (5 ms more than this).
//!
//! What it costs: in long notes the browser's own search and screen readers meet what is near the screen, as in
//! CodeMirror. Scrolling, links and the outline bring the rest in.
//!
//! Invariant: what is in sight stays where it is when the blocks around it come and go.

use std::ops::Range;

use super::drawn::Drawn;
use super::surface::{Contents, PreviewSurface};
use crate::markdown::Patch;

/// Shorter notes take part as a whole: so do most episodes.
const N_BLOCKS_OF_SHORT_NOTES: usize = 150;
/// How far blocks around the screen take part, in pixels.
const MARGIN: f64 = 2_400.0;
/// As soon as there is less than this, others come in.
const LEAST_MARGIN: f64 = 800.0;

impl PreviewSurface {
    /// Lets the blocks around the screen take part, after it was scrolled.
    pub fn follow_scroll(&mut self) {
        let room = self.room();
        if room == 0.0 || !self.is_margin_short(room) {
            return;
        }
        let scroll_top = self.scroller.scroll_top();
        let is_at_end = f64::from(scroll_top) + room >= f64::from(self.scroller.scroll_height()) - 1.0;
        let block_idx = self.shown_for(self.block_idx_at_top());
        let y = self.y_of(block_idx);
        self.set_near(self.around(block_idx));
        if is_at_end {
            return self.scroller.set_scroll_top(self.scroller.scroll_height());
        }
        // From the root's own top nothing moves.
        if block_idx > 0 && scroll_top > 0 {
            self.scroll_by(self.y_of(block_idx) - y);
        }
    }

    /// Follows blocks that have come or gone as parts of cards.
    pub(super) fn take_other_heights(&mut self) {
        self.pad();
        let in_sight = self.block_idxs_in_sight();
        if in_sight.end <= self.near.start || self.near.end <= in_sight.start {
            self.bring_near(in_sight.start);
        }
        self.follow_scroll();
    }

    /// Lets a block take part, and those around it.
    pub(super) fn bring_near(&mut self, block_idx: usize) {
        if !self.near.contains(&block_idx) && block_idx < self.drawn.len() {
            self.set_near(self.around(block_idx));
        }
    }

    /// Follows a patch that has been made.
    pub(super) fn move_sight(&mut self, patch: &Patch, notes: &Contents) {
        let Patch { removed, inserted, .. } = patch;
        let n_blocks = self.drawn.len();
        let is_anew = inserted.len() > N_BLOCKS_OF_SHORT_NOTES || self.near.is_empty();
        let (near, changed) = if n_blocks <= N_BLOCKS_OF_SHORT_NOTES {
            (0..n_blocks, 0..n_blocks)
        } else if is_anew {
            (self.around(notes.blocks.idx_at_line(notes.cursor_line).unwrap_or_default()), 0..n_blocks)
        } else {
            (moved(&self.near, removed, inserted), inserted.clone())
        };
        let was_all_near = self.near.start <= removed.start && removed.end <= self.near.end;
        let are_others_same = was_all_near && near.start <= inserted.start && inserted.end <= near.end;
        self.near = near;
        for idx in changed {
            let is_far = !self.near.contains(&idx);
            self.drawn[idx].set_far(is_far);
        }
        if !are_others_same {
            self.pad();
        }
    }

    /// The block at the top edge, and where it begins, if the blocks that go are above it and not all near: the browser keeps
    /// in place what is in sight, but not when the padding changes.
    pub(super) fn kept_in_place(&self, removed: &Range<usize>) -> Option<(usize, f64)> {
        if removed.start >= self.near.start || self.room() == 0.0 {
            return None;
        }
        let block_idx = self.shown_for(self.block_idx_at_top());
        (removed.end <= block_idx && self.near.contains(&block_idx)).then(|| (block_idx, self.y_of(block_idx)))
    }

    /// Leaves room for the blocks that do not take part. O(blocks).
    pub(super) fn pad(&mut self) {
        let px_above = self.height_of(0..self.near.start);
        let px_below = self.height_of(self.near.end..self.drawn.len());
        if std::mem::replace(&mut self.padding_px, (px_above, px_below)) == (px_above, px_below) {
            return;
        }
        for (name, px) in [("padding-top", px_above), ("padding-bottom", px_below)] {
            // Cannot fail: the names are valid.
            let _ = self.root.style().set_property(name, &in_px(px));
        }
    }

    /// What some blocks take on the screen, or would take there, in pixels. O(blocks).
    pub(super) fn height_of(&self, block_idxs: Range<usize>) -> f64 {
        self.drawn[block_idxs].iter().map(Drawn::height).sum()
    }

    fn is_margin_short(&self, room: f64) -> bool {
        let n_blocks = self.drawn.len();
        if self.near == (0..n_blocks) {
            return self.near.len() > 3 * N_BLOCKS_OF_SHORT_NOTES;
        }
        let y_near = self.y_of_root() + self.height_of(0..self.near.start);
        let y_near_end = self.y_of_end() - self.height_of(self.near.end..n_blocks);
        (self.near.start > 0 && y_near > -LEAST_MARGIN)
            || (self.near.end < n_blocks && y_near_end < room + LEAST_MARGIN)
    }

    fn set_near(&mut self, near: Range<usize>) {
        self.measure_near();
        let before = std::mem::replace(&mut self.near, near.clone());
        before.filter(|idx| !near.contains(idx)).for_each(|idx| self.drawn[idx].set_far(true));
        near.for_each(|idx| self.drawn[idx].set_far(false));
        self.pad();
    }

    /// Keeps the heights of the near blocks for when they are not any more.
    fn measure_near(&mut self) {
        if self.room() == 0.0 {
            return;
        }
        let shown = |idx: &usize| self.drawn[*idx].element.is_some() && !self.drawn[*idx].is_away();
        let shown: Vec<usize> = self.near.clone().filter(shown).collect();
        let tops: Vec<f64> = shown.iter().map(|idx| self.y_of_element(*idx)).collect();
        for (idx, ends) in shown.iter().zip(tops.windows(2)) {
            self.drawn[*idx].height = ends[1] - ends[0];
        }
    }

    /// The blocks around one, by what is known of their heights.
    fn around(&self, block_idx: usize) -> Range<usize> {
        let n_blocks = self.drawn.len();
        if n_blocks <= N_BLOCKS_OF_SHORT_NOTES {
            return 0..n_blocks;
        }
        let block_idx = block_idx.min(n_blocks);
        let above = self.drawn[..block_idx].iter().rev();
        let below = self.drawn[block_idx..].iter();
        let n_above = n_within(above.map(|drawn| drawn.height()), MARGIN);
        let n_below = n_within(below.map(|drawn| drawn.height()), self.room() + MARGIN);
        block_idx - n_above..block_idx + n_below
    }
}

/// Where the near blocks are after a patch: with what came in the place of some of them, and at the very top, if that
/// was near.
fn moved(near: &Range<usize>, removed: &Range<usize>, inserted: &Range<usize>) -> Range<usize> {
    let below = |idx: usize| idx - removed.end + inserted.end;
    let is_below = near.start > 0 && near.start >= removed.end;
    let start = if is_below { below(near.start) } else { near.start.min(removed.start) };
    let end = match near.end {
        end if end >= removed.end => below(end),
        end if end > removed.start => inserted.end,
        end => end,
    };
    start..end
}

/// How many heights it takes to fill some pixels; all of them, if they do not.
fn n_within(heights: impl Iterator<Item = f64>, px: f64) -> usize {
    let mut px_left = px;
    heights
        .take_while(|height| {
            px_left -= height;
            px_left + height > 0.0
        })
        .count()
}

/// A length as a style sheet has it, to a millionth of a pixel: browsers lay out in 64ths, and less than that would move
/// what is in sight. In whole numbers, because the code that writes others is large.
fn in_px(length_px: f64) -> String {
    let n_millionths = (length_px * 1_000_000.0).round() as u64;
    format!("{}.{:06}px", n_millionths / 1_000_000, n_millionths % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_near_blocks_move_with_the_notes() {
        let near = 10..20;
        assert_eq!(moved(&near, &(12..13), &(12..13)), 10..20);
        assert_eq!(moved(&near, &(2..4), &(2..3)), 9..19);
        assert_eq!(moved(&near, &(5..12), &(5..6)), 5..14);
        assert_eq!(moved(&near, &(18..25), &(18..19)), 10..19);
        assert_eq!(moved(&near, &(15..99), &(15..16)), 10..16);
        assert_eq!(moved(&near, &(30..31), &(30..33)), 10..20);
        assert_eq!(moved(&(0..20), &(0..0), &(0..2)), 0..22);
    }

    #[test]
    fn as_many_are_near_as_fill_the_margin() {
        assert_eq!(n_within([5.0, 5.0, 5.0].into_iter(), 10.0), 2);
        assert_eq!(n_within([5.0, 0.0, 0.0, 6.0, 1.0].into_iter(), 10.0), 4);
        assert_eq!(n_within([5.0].into_iter(), 10.0), 1);
    }

    #[test]
    fn a_length_keeps_each_64th_of_a_pixel() {
        let lengths = [0.0, 7.0625, 1_234.5, 3.0 + 1.0 / 64.0, 5.0 + 63.0 / 64.0];
        assert_eq!(lengths.map(in_px), ["0.000000px", "7.062500px", "1234.500000px", "3.015625px", "5.984375px"]);
    }
}
