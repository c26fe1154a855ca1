//! What is not drawn at once: blocks far from the screen, blocks that take long, and the lines that blocks say.
//!
//! So the blocks of a large file that was just opened, and `data-line`, are right soon, not at once; the root is
//! `aria-busy` until then.
//!
//! Invariant: when nothing is left to do, there is an element for each block, with its line and what is in it.

use std::ops::Range;

use super::drawn::draw_all;
use super::surface::{Contents, PreviewSurface};
use crate::ui::parts::dom::set;

/// What the browser parses in some milliseconds.
const MAX_BYTES_PER_SLICE: usize = 40_000;
const MAX_BLOCKS_PER_SLICE: usize = 200;

impl PreviewSurface {
    /// Does a part of what is left to do, that nearest to the screen first. Returns whether there is more.
    pub fn go_on(&mut self, notes: &Contents) -> bool {
        if std::mem::take(&mut self.is_raw_html_due) {
            self.draw_raw_html(notes);
        }
        match self.next_waiting(notes) {
            Some(block_idxs) => self.draw_waiting(block_idxs, notes),
            None if !self.is_complete => self.is_complete = true,
            None => self.number_some(),
        }
        self.tell_whether_busy();
        !self.is_complete || self.numbered_to < self.drawn.len()
    }

    /// Draws the blocks that take long.
    pub fn draw_late(&mut self, notes: &Contents) {
        self.is_late = false;
        for (idx, block) in notes.blocks.blocks().iter().enumerate() {
            if self.drawn[idx].is_late && self.drawn[idx].element.is_some() {
                self.drawn[idx].show_now(block, notes.images);
                self.finish_label(idx, notes);
            }
        }
        self.tell_whether_busy();
    }

    /// Draws the blocks that are shown as text as they are meant. What is at the top edge stays there.
    fn draw_raw_html(&mut self, notes: &Contents) {
        let are_text: Vec<usize> = (0..self.drawn.len()).filter(|idx| self.drawn[*idx].is_text).collect();
        if are_text.is_empty() {
            return;
        }
        let top_idx = self.shown_for(self.block_idx_at_top());
        let y = self.y_of(top_idx);
        for idx in are_text {
            self.drawn[idx].show(&notes.blocks.blocks()[idx], notes.images);
            self.is_late |= self.drawn[idx].is_late;
            self.finish_label(idx, notes);
        }
        let moved = self.y_of(top_idx) - y;
        if moved.abs() >= 1.0 {
            self.scroll_by(moved);
        }
    }

    /// Draws the near blocks that have no elements yet.
    pub fn draw_near(&mut self, notes: &Contents) {
        let mut idx = self.near.start;
        while idx < self.near.end {
            let n_drawn = self.drawn[idx..self.near.end].iter().take_while(|drawn| drawn.element.is_some()).count();
            let n_waiting =
                self.drawn[idx + n_drawn..self.near.end].iter().take_while(|drawn| drawn.element.is_none()).count();
            self.draw_waiting(idx + n_drawn..idx + n_drawn + n_waiting, notes);
            idx += n_drawn + n_waiting;
        }
    }

    /// Lets the near blocks say their lines.
    pub(super) fn number_near(&mut self) {
        for idx in self.near.clone() {
            self.drawn[idx].take_line(self.lines[idx]);
        }
        if self.near.contains(&self.numbered_to) {
            self.numbered_to = self.near.end;
        }
    }

    pub(super) fn tell_whether_busy(&mut self) {
        let is_busy = !self.is_complete || self.is_late;
        if is_busy != std::mem::replace(&mut self.is_busy, is_busy) {
            set(&self.root, "aria-busy", if is_busy { "true" } else { "false" });
        }
    }

    fn number_some(&mut self) {
        let mut n_left = MAX_BLOCKS_PER_SLICE;
        while self.numbered_to < self.drawn.len() && n_left > 0 {
            n_left -= usize::from(self.drawn[self.numbered_to].take_line(self.lines[self.numbered_to]));
            self.numbered_to += 1;
        }
    }

    /// The next blocks without elements, from the screen downwards, then upwards.
    fn next_waiting(&self, notes: &Contents) -> Option<Range<usize>> {
        if self.is_complete {
            return None;
        }
        let is_waiting = |idx: &usize| self.drawn[*idx].element.is_none();
        let mut n_bytes_left = MAX_BYTES_PER_SLICE;
        let mut fits = |idx: &usize| {
            let has_room = n_bytes_left > 0;
            n_bytes_left = n_bytes_left.saturating_sub(notes.blocks.blocks()[*idx].html.len());
            has_room && is_waiting(idx)
        };
        let n_blocks = self.drawn.len();
        if let Some(start) = (self.near.start..n_blocks).find(is_waiting) {
            let n_more = (start..n_blocks).take(MAX_BLOCKS_PER_SLICE).take_while(&mut fits).count();
            return Some(start..start + n_more);
        }
        let last = (0..self.near.start).rev().find(is_waiting)?;
        let n_more = (0..=last).rev().take(MAX_BLOCKS_PER_SLICE).take_while(&mut fits).count();
        Some(last + 1 - n_more..last + 1)
    }

    /// Makes the elements of consecutive blocks that have none.
    fn draw_waiting(&mut self, block_idxs: Range<usize>, notes: &Contents) {
        let (waiting, below) = self.drawn[block_idxs.start..].split_at_mut(block_idxs.len());
        let next = below.iter().find_map(|drawn| drawn.element.as_ref());
        let blocks = &notes.blocks.blocks()[block_idxs.clone()];
        draw_all(&self.root, next, waiting, blocks, &self.lines[block_idxs.clone()], notes.images);
        self.is_late |= self.drawn[block_idxs.clone()].iter().any(|drawn| drawn.is_late);
        block_idxs.for_each(|idx| self.finish_label(idx, notes));
    }

    /// Gives a block that was drawn its header, if a card begins there.
    pub(super) fn finish_label(&mut self, block_idx: usize, notes: &Contents) {
        let card_idx = self.card_idx_of_block(block_idx);
        let card_idx = card_idx.filter(|idx| self.cards[*idx].block_idxs.start == block_idx);
        if let Some(card_idx) = card_idx {
            self.put_header(card_idx, notes);
            self.show_facts(card_idx);
        }
    }
}
