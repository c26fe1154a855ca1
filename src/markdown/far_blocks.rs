//! What an edit changes far away: blocks that use a label, refer to a footnote or have a heading with the same text.
//!
//! Invariant: afterwards each block is rendered with the meaning of its labels and the numbers of its footnotes and
//! headings in the whole text. If no such thing was touched, only the window is read.

use std::ops::Range;

use crate::markdown::footnotes::{Note, number_notes};
use crate::markdown::headings::{Heading, number_headings};
use crate::markdown::reach::{Address, have_common};
use crate::markdown::reading::{ReadContext, read};
use crate::markdown::{Block, BlockKind, BlockList};
use crate::text::{sort_by_numbers, sort_by_word};

impl BlockList {
    /// Updates all blocks after some were replaced. Returns those outside of `inserted` that look different now.
    pub(super) fn update_far_blocks(
        &mut self,
        text: &str,
        removed: &[Block],
        inserted: Range<usize>,
        may_lack_links: bool,
    ) -> Vec<usize> {
        let mut update = FarUpdate { text, inserted, before: Vec::new() };
        if may_lack_links {
            for idx in update.inserted.clone() {
                self.read_again(&mut update, idx);
            }
        }
        self.follow_labels(&mut update, removed);
        self.follow_numbers(&mut update, removed);
        self.rerendered(update.before)
    }

    fn follow_labels(&mut self, update: &mut FarUpdate, removed: &[Block]) {
        let inserted = &self.blocks()[update.inserted.clone()];
        let links = differing(definitions(removed), definitions(inserted));
        let notes = differing(note_definitions(removed), note_definitions(inserted));
        let has_other_uses = !uses(removed).eq(uses(inserted));
        let mut is_far = !links.is_empty();
        let (labels, blocks) = self.labels_and_blocks();
        labels.update_links(&links, blocks);
        let mut notes = labels.update_notes(notes, blocks);
        is_far |= !notes.is_empty();
        is_far |= (is_far || has_other_uses) && labels.count_uses(blocks);
        loop {
            let searched = if is_far { 0..self.blocks().len() } else { update.inserted.clone() };
            let stale: Vec<usize> = searched.filter(|idx| self.is_stale(*idx, &notes)).collect();
            for idx in stale {
                self.read_again(update, idx);
            }
            notes.clear();
            // A new link may be the one that makes its address overused.
            let (labels, blocks) = self.labels_and_blocks();
            if !(is_far || has_other_uses) || !labels.count_uses(blocks) {
                return;
            }
            is_far = true;
        }
    }

    /// Whether a block was read with outdated labels. `notes`: the footnotes that have become defined or undefined.
    fn is_stale(&self, idx: usize, notes: &[String]) -> bool {
        let reach = self.blocks()[idx].reach();
        reach.links.iter().any(|used| self.labels().is_outdated(used)) || have_common(&reach.mentions, notes)
    }

    fn follow_numbers(&mut self, update: &mut FarUpdate, removed: &[Block]) {
        let is_far = !update.before.is_empty();
        let inserted = &self.blocks()[update.inserted.clone()];
        let has_same_numbers = notes(removed).eq(notes(inserted));
        let has_same_ids = headings(removed).eq(headings(inserted));
        let mut changed = Vec::new();
        if is_far || !has_same_numbers {
            changed.extend(number_notes(self.blocks_mut()));
        }
        if is_far || !has_same_ids {
            changed.extend(number_headings(self.blocks_mut()));
        }
        sort_by_numbers(&mut changed, |idx| (*idx, 0));
        changed.dedup();
        for idx in changed {
            self.read_again(update, idx);
        }
    }

    /// Renders a block again from its own text, with its current numbers.
    fn read_again(&mut self, update: &mut FarUpdate, idx: usize) {
        if self.blocks()[idx].kind == BlockKind::Blank {
            return;
        }
        let byte_from = self.byte_of(self.fresh_idx(update.text, idx));
        let source = &update.text[byte_from..self.byte_of(idx + 1)];
        let byte_block = self.byte_of(idx) - byte_from;
        let known = |byte: usize| (byte == byte_block).then(|| self.blocks()[idx].reach());
        let context = ReadContext { options: self.options(), labels: self.labels(), known: &known };
        let piece = read(source, &context);
        self.count_read(piece.n_bytes_read);
        let Some(read) = block_at(piece.blocks, byte_block) else {
            debug_assert!(false, "a block read alone is another one");
            return;
        };
        let before = self.replace_contents(idx, read);
        if !update.inserted.contains(&idx) {
            update.before.push((idx, before));
        }
    }

    /// The blocks that look different than before, in order.
    fn rerendered(&self, mut before: Vec<(usize, Block)>) -> Vec<usize> {
        sort_by_numbers(&mut before, |(idx, _)| (*idx, 0));
        // If a block was read twice, its first state is the one on the page.
        before.dedup_by_key(|(idx, _)| *idx);
        let is_other = |(idx, before): &(usize, Block)| {
            let now = &self.blocks()[*idx];
            before.html != now.html || before.lines != now.lines
        };
        before.iter().filter(|it| is_other(it)).map(|(idx, _)| *idx).collect()
    }
}

struct FarUpdate<'t> {
    text: &'t str,
    /// The blocks that are new anyway.
    inserted: Range<usize>,
    /// The old states of other blocks that were rendered again.
    before: Vec<(usize, Block)>,
}

/// A label and what a block states about it.
type Stated<'b> = (&'b str, Option<&'b Address>);

/// The labels, in alphabetical order, of all statements, if these differ before and after.
fn differing(before: Vec<Stated>, after: Vec<Stated>) -> Vec<String> {
    if before == after {
        return Vec::new();
    }
    let mut labels: Vec<String> = before.iter().chain(&after).map(|(label, _)| (*label).to_owned()).collect();
    sort_by_word(&mut labels, String::as_str);
    labels.dedup();
    labels
}

fn definitions(blocks: &[Block]) -> Vec<Stated<'_>> {
    let definitions = blocks.iter().flat_map(|block| &block.reach().definitions);
    definitions.map(|it| (it.label.as_str(), Some(&*it.address))).collect()
}

fn note_definitions(blocks: &[Block]) -> Vec<Stated<'_>> {
    notes(blocks).filter(|note| note.is_definition()).map(|note| (note.label.as_str(), None)).collect()
}

fn uses(blocks: &[Block]) -> impl Iterator<Item = (&str, usize)> {
    blocks.iter().flat_map(|block| &block.reach().links).map(|used| (used.label.as_str(), used.n_uses))
}

fn notes(blocks: &[Block]) -> impl Iterator<Item = &Note> {
    blocks.iter().flat_map(|block| &block.reach().notes)
}

fn headings(blocks: &[Block]) -> impl Iterator<Item = &Heading> {
    blocks.iter().flat_map(|block| &block.reach().headings)
}

fn block_at(blocks: Vec<Block>, byte: usize) -> Option<Block> {
    let mut byte_from = 0;
    blocks.into_iter().find(|block| {
        let is_here = byte_from == byte;
        byte_from += block.byte_len;
        is_here
    })
}
