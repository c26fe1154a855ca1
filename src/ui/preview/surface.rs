//! The preview's elements: one below the root for each block, spliced as the notes change.
//!
//! Each change touches the elements that it changes and no other: a patch its blocks, a fold the blocks of its card,
//! the cursor those of the cards that it leaves and enters. What is far from the screen is drawn in slices
//! (`filling`), and takes no part in layout (`sight`).
//!
//! Invariant: the root's children are the block list's blocks, in order, one each; while the preview is being filled,
//! those that are drawn. A letter changes the element of one block. (`tests/e2e/large.spec.mjs`)

use std::ops::Range;

use web_sys::{Element, HtmlElement};

use super::cards::{Card, CardFacts, CardHeader, CardState, Look, cards_of};
use super::drawn::Drawn;

use crate::markdown::{BlockList, ImagePolicy, Patch};
use crate::outline::Outline;
use crate::state::Redraw;
use crate::text::SortedSet;

/// The drawn preview.
pub struct PreviewSurface {
    pub(super) root: HtmlElement,
    /// What the root is scrolled in.
    pub(super) scroller: Element,
    /// Of each block.
    pub(super) drawn: Vec<Drawn>,
    /// The 1-based line that each block begins on, and behind the last one the line below the text.
    pub(super) lines: Vec<usize>,
    pub(super) cards: Vec<Card>,
    /// The blocks that take part in layout: those around the screen.
    pub(super) near: Range<usize>,
    /// What is left for the blocks above and below those, in pixels.
    pub(super) padding_px: (f64, f64),
    /// No block above this one says a wrong line.
    pub(super) numbered_to: usize,
    /// Whether each block has an element.
    pub(super) is_complete: bool,
    /// Whether some blocks show what they were before, because they take long.
    pub(super) is_late: bool,
    pub(super) is_busy: bool,
    /// Whether raw HTML that is shown as text can be sanitised by now.
    pub is_raw_html_due: bool,
    current_segment_idx: Option<usize>,
    folded: SortedSet<usize>,
    shown: Shown,
}

/// What is drawn.
pub struct Contents<'a> {
    pub blocks: &'a BlockList,
    pub outline: &'a Outline,
    /// Of each segment, that of its host.
    pub host_colours: &'a [Option<usize>],
    pub images: ImagePolicy,
    /// The line that the author is at: what is around it is drawn first.
    pub cursor_line: usize,
}

/// How much of the notes is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    All,
    /// The card that the cursor is in; above the first card, what is there.
    CurrentSegment,
}

impl PreviewSurface {
    pub fn new(root: HtmlElement, scroller: Element) -> Self {
        Self {
            root,
            scroller,
            drawn: Vec::new(),
            lines: vec![1],
            cards: Vec::new(),
            near: 0..0,
            padding_px: (0.0, 0.0),
            numbered_to: 0,
            is_complete: true,
            is_late: false,
            is_busy: false,
            is_raw_html_due: false,
            current_segment_idx: None,
            folded: SortedSet::new(),
            shown: Shown::All,
        }
    }

    /// Brings the elements up to date: those near the screen now, the others as far as `go_on` is called.
    /// While the outline stays as it was, this takes no longer than what the patch replaced.
    pub fn draw(&mut self, due: &Redraw, notes: &Contents) {
        let Patch { removed, inserted, rerendered } = &due.patch;
        let is_same_shape = removed.len() == inserted.len() && !due.is_arranged_anew;
        let n_words_before = is_same_shape.then(|| self.n_words(removed));
        let kept = self.kept_in_place(removed);
        self.splice(&due.patch, notes);
        self.take_lines(inserted, notes.blocks);
        match n_words_before {
            Some(n_words_before) => self.put_back_headers(inserted, n_words_before, notes),
            None => self.arrange(notes),
        }
        rerendered.iter().for_each(|idx| self.finish_label(*idx, notes));
        self.draw_near(notes);
        self.number_near();
        self.tell_whether_busy();
        if let Some((block_idx, y)) = kept {
            self.scroll_by(self.y_of(block_idx - removed.end + inserted.end) - y);
        }
    }

    /// Shows which segment the cursor is in.
    pub fn mark_current(&mut self, segment_idx: Option<usize>) {
        let card_idx_before = self.current_card_idx();
        self.current_segment_idx = segment_idx;
        let card_idx = self.current_card_idx();
        if card_idx != card_idx_before {
            if self.shown == Shown::CurrentSegment {
                self.refresh_all();
                self.take_other_heights();
                return;
            }
            let roots = [card_idx_before, card_idx].map(|idx| idx.map(|idx| self.root_of(idx)));
            if roots[0] != roots[1] {
                roots.into_iter().flatten().for_each(|idx| self.refresh_whole(idx));
            }
        }
    }

    /// Folds the cards of these segments, and unfolds all others.
    pub fn fold(&mut self, folded: &SortedSet<usize>) {
        let before = std::mem::replace(&mut self.folded, folded.clone());
        for card_idx in 0..self.cards.len() {
            let segment_idx = self.cards[card_idx].segment_idxs.start;
            if before.contains(&segment_idx) != folded.contains(&segment_idx) {
                self.refresh_whole(card_idx);
            }
        }
        self.take_other_heights();
    }

    /// Shows all of the notes or only a part.
    pub fn show(&mut self, shown: Shown) {
        if self.shown != shown {
            self.shown = shown;
            self.refresh_all();
            self.take_other_heights();
        }
    }

    /// How many images wait for the author's permission.
    pub fn n_images_blocked(&self) -> usize {
        self.drawn.iter().map(|drawn| drawn.n_images_blocked).sum()
    }

    /// The blocks that can be seen, those folded away within them included.
    pub(super) fn block_idxs_in_sight(&self) -> Range<usize> {
        let idxs = match self.shown {
            Shown::All => 0..self.drawn.len(),
            Shown::CurrentSegment => match self.current_card_idx() {
                Some(card_idx) => self.blocks_of_whole(card_idx),
                None => self.blocks_above_cards(),
            },
        };
        idxs.start..idxs.end.min(self.drawn.len())
    }

    /// The block that stands for a block on the screen: for one that is folded away that of the label.
    pub(super) fn shown_for(&self, block_idx: usize) -> usize {
        self.folded_card_at(block_idx).map_or(block_idx, |idx| self.cards[idx].block_idxs.start)
    }

    /// The segment under whose fold a block is.
    pub fn fold_over(&self, block_idx: usize) -> Option<usize> {
        let card = &self.cards[self.folded_card_at(block_idx)?];
        (card.block_idxs.start != block_idx).then_some(card.segment_idxs.start)
    }

    /// The outermost folded card that a block is in.
    fn folded_card_at(&self, block_idx: usize) -> Option<usize> {
        let card_idx = self.card_idx_of_block(block_idx)?;
        self.cards_around(card_idx).filter(|idx| self.is_folded(*idx)).last()
    }

    /// A card and those around it, from the inside.
    fn cards_around(&self, card_idx: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(card_idx), |idx| self.cards[*idx].parent)
    }

    fn root_of(&self, card_idx: usize) -> usize {
        self.cards_around(card_idx).last().unwrap_or(card_idx)
    }

    /// The blocks of a card and of all cards within it.
    fn blocks_of_whole(&self, card_idx: usize) -> Range<usize> {
        let card = &self.cards[card_idx];
        card.block_idxs.start..self.cards[card_idx + card.n_within].block_idxs.end
    }

    fn is_folded(&self, card_idx: usize) -> bool {
        let can_fold = || self.blocks_of_whole(card_idx).len() > 1;
        self.folded.contains(&self.cards[card_idx].segment_idxs.start) && can_fold()
    }

    /// The block below a shown one that is shown next, or would be.
    pub(super) fn next_shown(&self, block_idx: usize) -> usize {
        self.folded_card_at(block_idx).map_or(block_idx + 1, |idx| self.blocks_of_whole(idx).end)
    }

    /// The card that a block belongs to. O(log cards).
    pub(super) fn card_idx_of_block(&self, block_idx: usize) -> Option<usize> {
        self.cards.partition_point(|card| card.block_idxs.start <= block_idx).checked_sub(1)
    }

    fn current_card_idx(&self) -> Option<usize> {
        let segment_idx = self.current_segment_idx?;
        self.cards.partition_point(|card| card.segment_idxs.start <= segment_idx).checked_sub(1)
    }

    fn blocks_above_cards(&self) -> Range<usize> {
        0..self.cards.first().map_or(self.drawn.len(), |card| card.block_idxs.start)
    }

    fn state_of(&self, card_idx: usize) -> CardState {
        let current = self.current_card_idx();
        let is_within_current = || current.is_some_and(|current| self.cards_around(card_idx).any(|idx| idx == current));
        let is_elsewhere = self.shown == Shown::CurrentSegment && !is_within_current();
        let is_folded_away = self.cards_around(card_idx).skip(1).any(|idx| self.is_folded(idx));
        CardState {
            is_current: current.is_some_and(|current| self.root_of(current) == self.root_of(card_idx)),
            is_folded: self.is_folded(card_idx),
            is_away: is_elsewhere || is_folded_away,
        }
    }

    /// Puts the blocks of a patch in the places of those that they replace. An element stays where it is and shows
    /// another block, as long as there are some; new ones are made when they are due.
    fn splice(&mut self, patch: &Patch, notes: &Contents) {
        let Patch { removed, inserted, rerendered } = patch;
        let n_kept = removed.len().min(inserted.len());
        let blocks = notes.blocks.blocks();
        for (drawn, block) in self.drawn[removed.start..].iter_mut().zip(&blocks[inserted.clone()]).take(n_kept) {
            drawn.show(block, notes.images);
            self.is_late |= drawn.is_late;
        }
        let new = inserted.clone().skip(n_kept).map(|idx| Drawn::waiting(&blocks[idx]));
        for gone in self.drawn.splice(removed.start + n_kept..removed.end, new) {
            gone.remove();
        }
        self.move_sight(patch, notes);
        for idx in rerendered {
            self.drawn[*idx].show(&blocks[*idx], notes.images);
            self.is_late |= self.drawn[*idx].is_late;
        }
        // What is near is drawn at once.
        let are_new_near = self.near.start <= inserted.start && inserted.end <= self.near.end;
        self.is_complete &= are_new_near || inserted.len() == n_kept;
    }

    /// Learns the lines of new blocks, and of those below them.
    fn take_lines(&mut self, inserted: &Range<usize>, blocks: &BlockList) {
        let n_below = self.drawn.len() - inserted.end;
        let below = self.lines.len() - 1 - n_below..self.lines.len();
        let line_before = self.lines[below.start];
        let line = blocks.line_of(inserted.end);
        if line == line_before && below.start == inserted.end && inserted.len() <= 1 {
            return;
        }
        self.lines[below.clone()].iter_mut().for_each(|it| *it = *it + line - line_before);
        self.lines.splice(inserted.start..below.start, inserted.clone().map(|idx| blocks.line_of(idx)));
        self.numbered_to = self.numbered_to.min(inserted.start);
    }

    fn n_words(&self, block_idxs: &Range<usize>) -> usize {
        self.drawn[block_idxs.clone()].iter().map(|drawn| drawn.n_words).sum()
    }

    /// Gives blocks that were drawn again their headers, and the cards of them their words.
    fn put_back_headers(&mut self, block_idxs: &Range<usize>, n_words_before: usize, notes: &Contents) {
        let Some(first) = self.card_idx_of_block(block_idxs.start).or((!self.cards.is_empty()).then_some(0)) else {
            return;
        };
        let last = block_idxs.end.checked_sub(1).and_then(|idx| self.card_idx_of_block(idx)).unwrap_or(first);
        let is_within_one = self.cards[first].block_idxs.start <= block_idxs.start && first == last;
        if is_within_one {
            let n_words = self.n_words(block_idxs);
            let card = &mut self.cards[first];
            card.n_words = card.n_words + n_words - n_words_before;
        }
        for card_idx in first..=last {
            if !is_within_one {
                self.cards[card_idx].n_words = self.n_words(&self.cards[card_idx].block_idxs);
            }
            self.put_header(card_idx, notes);
            for around in self.cards_around(card_idx).collect::<Vec<_>>() {
                self.show_facts(around);
            }
        }
    }

    /// Finds the cards again, and lets all blocks look as they should. O(blocks + segments), but for the elements.
    fn arrange(&mut self, notes: &Contents) {
        self.cards = cards_of(notes);
        let mut starts = self.cards.iter().map(|card| card.block_idxs.start).peekable();
        for (idx, drawn) in self.drawn.iter_mut().enumerate() {
            if starts.next_if_eq(&idx).is_none() && drawn.header.is_some() {
                drawn.show(&notes.blocks.blocks()[idx], notes.images);
                self.is_late |= drawn.is_late;
            }
        }
        (0..self.cards.len()).for_each(|card_idx| self.put_header(card_idx, notes));
        self.refresh_all();
        self.pad();
    }

    /// Gives a card's label its header, unless it has the right one, or is not drawn yet.
    pub(super) fn put_header(&mut self, card_idx: usize, notes: &Contents) {
        let card = &self.cards[card_idx];
        let Some(segment) = notes.outline.segments.get(card.segment_idxs.start) else { return };
        let drawn = &mut self.drawn[card.block_idxs.start];
        if drawn.header.as_ref().is_some_and(|header| header.is_of(segment)) {
            return;
        }
        let block = &notes.blocks.blocks()[card.block_idxs.start];
        if drawn.header.is_some() {
            drawn.show(block, notes.images);
            self.is_late |= drawn.is_late;
        }
        if let Some(element) = drawn.element.as_ref().filter(|_| !drawn.is_late && !drawn.is_text) {
            drawn.header = Some(CardHeader::put(element, segment, block));
        }
    }

    fn refresh_all(&mut self) {
        let is_elsewhere = self.shown == Shown::CurrentSegment && self.current_card_idx().is_some();
        let look = Look::outside(is_elsewhere);
        let above = self.blocks_above_cards();
        self.drawn[above].iter_mut().for_each(|drawn| drawn.take_look(look));
        (0..self.cards.len()).for_each(|card_idx| self.refresh(card_idx));
    }

    /// Lets the blocks of a card and of those within it look as they should.
    fn refresh_whole(&mut self, card_idx: usize) {
        let end = self.cards.get(card_idx).map_or(card_idx, |card| card_idx + card.n_within + 1);
        (card_idx..end).for_each(|idx| self.refresh(idx));
    }

    fn refresh(&mut self, card_idx: usize) {
        let (state, card) = (self.state_of(card_idx), &self.cards[card_idx]);
        let whole = self.blocks_of_whole(self.root_of(card_idx));
        let block_end = self.blocks_of_whole(card_idx).end;
        for block_idx in card.block_idxs.clone() {
            self.drawn[block_idx].take_look(card.look(block_idx, state, &whole, block_end));
        }
        self.show_facts(card_idx);
    }

    /// Lets a card's header say how much there is in it.
    pub(super) fn show_facts(&mut self, card_idx: usize) {
        let (is_folded, card) = (self.is_folded(card_idx), &self.cards[card_idx]);
        let n_words = self.cards[card_idx..=card_idx + card.n_within].iter().map(|card| card.n_words).sum::<usize>();
        let n_blocks = self.blocks_of_whole(card_idx).len();
        let label = &mut self.drawn[card.block_idxs.start];
        let facts = CardFacts {
            n_words,
            n_words_below: n_words.saturating_sub(label.n_words),
            n_blocks_below: n_blocks - 1,
            is_folded,
        };
        if let Some(header) = &mut label.header {
            header.show(facts);
        }
    }
}
