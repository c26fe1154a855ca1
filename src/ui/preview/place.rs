//! Where the preview is scrolled to, in lines of the notes: by block, because lines and heights have little in common.

use std::ops::Range;

use web_sys::Element;

use super::surface::PreviewSurface;

/// How far from the edge the line of the cursor is kept in a block that is taller than the pane, in pixels.
const MARGIN: f64 = 48.0;

/// The share of what is seen at once that a page goes on.
const PAGE: f64 = 0.875;

/// What stands at the top edge of a pane that scrolls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScrollPlace {
    /// A 1-based line of the notes, and the part of it that is out of sight.
    pub line: f64,
}

/// How what is out of sight comes into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approach {
    /// By as little as it takes, so that nothing jumps while the author writes; from far away like the other.
    Nearest,
    /// To where a jump in the notes ends, a third of the way down.
    ThirdDown,
}

/// A shown block: the lines of the notes that it stands for, and where it is, in pixels below the scroller's top edge.
///
/// What is above the first block belongs to that, and the space between two blocks to the upper one: so there is a
/// line for every place, and a place for every line.
struct Stretch {
    lines: Range<f64>,
    y: Range<f64>,
}

impl PreviewSurface {
    /// The place at the top edge; none while there is nothing to see.
    pub fn top(&self) -> Option<ScrollPlace> {
        let stretch = self.stretch(self.block_idx_at_top())?;
        Some(ScrollPlace { line: stretch.line_at(0.0) })
    }

    /// Scrolls so that the place is at the top edge.
    ///
    /// What is around it may find its height only then: once that is laid out, this may have to be done again.
    pub fn scroll_to(&mut self, place: ScrollPlace) {
        let n_above = self.n_in_sight(|idx| self.lines[idx] as f64 <= place.line);
        let idx = self.block_idxs_in_sight().start + n_above.saturating_sub(1);
        self.bring_near(self.shown_for(idx));
        if let Some(stretch) = self.stretch(idx) {
            self.scroll_by(stretch.y_of(place.line));
        }
    }

    /// Scrolls the block that holds a 1-based line into sight, if it is out of it: all of it, or if there is no room
    /// for that, the place of the line in it.
    pub fn reveal_line(&mut self, line: usize, approach: Approach) {
        let Some(idx) = self.block_idx_of_line(line) else { return };
        self.bring_near(idx);
        let Some(element) = &self.drawn[idx].element else { return };
        let (y, height) = box_of(element);
        let (y_scroller, room) = box_of(&self.scroller);
        let fits = height <= room - 2.0 * MARGIN;
        let n_lines = (self.line_of(self.next_shown(idx)) - self.line_of(idx)).max(1.0);
        let y_line = y + height * (line as f64 - self.line_of(idx) + 0.5) / n_lines;
        let (from, to) = if fits { (y, y + height) } else { (y_line - MARGIN, y_line + MARGIN) };
        let above = from - y_scroller;
        let below = to - y_scroller - room;
        let n_pixels_away = (from - y_scroller - room).max(y_scroller - to);
        let jumps_from = if approach == Approach::ThirdDown { 0.0 } else { room / 2.0 };
        if n_pixels_away > jumps_from {
            self.scroll_by(above - room / 3.0);
        } else if above < 0.0 {
            self.scroll_by(above);
        } else if below > 0.0 {
            self.scroll_by(below);
        }
    }

    /// Scrolls a block to the top edge.
    pub fn go_to_block(&mut self, block_idx: usize) {
        self.bring_near(block_idx);
        self.scroll_by(self.y_of(block_idx));
    }

    /// Lets the block that holds a 1-based line take part.
    pub(super) fn bring_line_near(&mut self, line: usize) {
        if let Some(idx) = self.block_idx_of_line(line) {
            self.bring_near(idx);
        }
    }

    /// How far below the top edge the block that holds a 1-based line begins, in pixels; none if it is out of sight.
    pub fn y_in_sight(&self, line: usize) -> Option<f64> {
        let idx = self.block_idx_of_line(line).filter(|idx| self.near.contains(idx))?;
        let y = self.y_of(idx);
        (0.0..box_of(&self.scroller).1).contains(&y).then_some(y)
    }

    /// Scrolls so that the block that holds a 1-based line begins so many pixels below the top edge.
    pub fn put_at(&mut self, line: usize, y: f64) {
        if let Some(idx) = self.block_idx_of_line(line) {
            self.bring_near(idx);
            self.scroll_by(self.y_of(idx) - y);
        }
    }

    /// Scrolls by a page, or to an end. Returns whether that is what the key is for.
    pub fn scroll_by_key(&self, key: &str) -> bool {
        match key {
            "Home" => self.scroller.set_scroll_top(0),
            "End" => self.scroller.set_scroll_top(self.scroller.scroll_height()),
            "PageUp" => self.scroll_by(-PAGE * self.room()),
            "PageDown" => self.scroll_by(PAGE * self.room()),
            _ => return false,
        }
        true
    }

    /// Where what is scrolled begins, in pixels below the window's top edge.
    pub fn y_of_contents(&self) -> f64 {
        box_of(&self.scroller).0 - f64::from(self.scroller.scroll_top())
    }

    /// The block on the screen that holds a 1-based line, or stands for it.
    fn block_idx_of_line(&self, line: usize) -> Option<usize> {
        let n_before = self.n_in_sight(|idx| self.lines[idx] <= line).checked_sub(1)?;
        let idx = self.shown_for(self.block_idxs_in_sight().start + n_before);
        (idx < self.drawn.len()).then_some(idx)
    }

    /// How many of the blocks that can be seen come before the first that `is_before` does not hold for.
    fn n_in_sight(&self, is_before: impl Fn(usize) -> bool) -> usize {
        let idxs = self.block_idxs_in_sight();
        let (mut from, mut to) = (idxs.start, idxs.end);
        while from < to {
            let middle = from + (to - from) / 2;
            if is_before(middle) { from = middle + 1 } else { to = middle }
        }
        from - idxs.start
    }

    /// The block that the top edge goes through, or that stands for it.
    pub(super) fn block_idx_at_top(&self) -> usize {
        let n_above = self.n_in_sight(|idx| self.y_of(idx) <= 0.5);
        self.block_idxs_in_sight().start + n_above.saturating_sub(1)
    }

    fn stretch(&self, block_idx: usize) -> Option<Stretch> {
        let idx = self.shown_for(block_idx);
        if idx >= self.drawn.len() {
            return None;
        }
        let next = self.next_shown(idx);
        let y_next = if next < self.block_idxs_in_sight().end { self.y_of(next) } else { self.y_of_end() };
        Some(Stretch { lines: self.line_of(idx)..self.line_of(next), y: self.y_of(idx)..y_next })
    }

    /// The line that a block begins on; behind the last one, the line below the text.
    fn line_of(&self, block_idx: usize) -> f64 {
        self.lines[block_idx.min(self.drawn.len())] as f64
    }

    /// Where a block begins that can be seen, or the one that stands for it. O(blocks) for one that is far away.
    pub(super) fn y_of(&self, block_idx: usize) -> f64 {
        if block_idx == self.block_idxs_in_sight().start {
            return -f64::from(self.scroller.scroll_top());
        }
        let idx = self.shown_for(block_idx);
        if idx >= self.near.end {
            return self.y_of_end() - self.height_of(idx..self.drawn.len());
        }
        if idx < self.near.start || self.drawn[idx].element.is_none() {
            return self.y_of_root() + self.height_of(0..idx);
        }
        self.y_of_element(idx)
    }

    /// Where a block begins that has an element and is laid out.
    pub(super) fn y_of_element(&self, block_idx: usize) -> f64 {
        let element = self.drawn[block_idx].element.as_ref();
        element.map_or(0.0, |element| box_of(element).0) - box_of(&self.scroller).0
    }

    pub(super) fn y_of_root(&self) -> f64 {
        box_of(&self.root).0 - box_of(&self.scroller).0
    }

    pub(super) fn y_of_end(&self) -> f64 {
        let (y, height) = box_of(&self.root);
        y + height - box_of(&self.scroller).0
    }

    /// The height of what is seen of the preview at once, in pixels; 0 while it is not on the screen.
    pub(super) fn room(&self) -> f64 {
        f64::from(self.scroller.client_height())
    }

    pub(super) fn scroll_by(&self, pixels: f64) {
        let scroll_top = f64::from(self.scroller.scroll_top()) + pixels;
        self.scroller.set_scroll_top(scroll_top.round() as i32);
    }
}

impl Stretch {
    fn line_at(&self, y: f64) -> f64 {
        self.lines.start + share(&self.y, y) * (self.lines.end - self.lines.start)
    }

    fn y_of(&self, line: f64) -> f64 {
        self.y.start + share(&self.lines, line) * (self.y.end - self.y.start)
    }
}

/// How far through a range a value is, from 0 to 1.
#[expect(clippy::manual_clamp, reason = "the panic of `clamp` brings in all the code that prints fractions")]
fn share(range: &Range<f64>, value: f64) -> f64 {
    let length = range.end - range.start;
    if length > 0.0 { ((value - range.start) / length).max(0.0).min(1.0) } else { 0.0 }
}

/// Top and height in the window.
fn box_of(element: &Element) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    (rect.top(), rect.height())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_pixels_of_a_block_lead_to_each_other() {
        let stretch = Stretch { lines: 3.0..7.0, y: -30.0..50.0 };
        assert_eq!(stretch.line_at(0.0), 4.5);
        assert_eq!(stretch.y_of(4.5), 0.0);
        assert_eq!(stretch.line_at(99.0), 7.0);
        assert_eq!(stretch.y_of(1.0), -30.0);
    }

    #[test]
    fn a_block_of_no_height_is_a_place_too() {
        let stretch = Stretch { lines: 3.0..4.0, y: 8.0..8.0 };
        assert_eq!(stretch.line_at(8.0), 3.0);
        assert_eq!(stretch.y_of(3.5), 8.0);
    }
}
