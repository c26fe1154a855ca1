//! The preview's elements: one below the root for each block, spliced as the notes change.
//!
//! Each change touches the elements that it changes and no other: a patch its blocks, a fold the blocks of its card,
//! the cursor those of the cards that it leaves and enters.
//!
//! Invariant: the root's children are the block list's blocks, in order, one each.

use std::collections::BTreeSet;
use std::ops::Range;

use web_sys::{Element, Node};

use super::cards::{Card, CardState, Look, cards_of};
use super::dom::{new_element, set};
use super::header::{CardFacts, CardHeader};
use crate::editor::render_block;
use crate::markdown::{Block, BlockKind, BlockList, ImagePolicy, Patch};
use crate::rundown::Outline;

/// The drawn preview.
pub struct PreviewSurface {
    pub(super) root: Element,
    /// What the root is scrolled in.
    pub(super) scroller: Element,
    pub(super) drawn: Vec<Drawn>,
    pub(super) cards: Vec<Card>,
    /// The line below the last block.
    pub(super) line_end: usize,
    current_segment_idx: Option<usize>,
    folded: BTreeSet<usize>,
    shown: Shown,
}

/// One block on the page.
pub(super) struct Drawn {
    pub(super) element: Element,
    /// 1-based; 0 before it is known.
    pub(super) line: usize,
    look: Look,
    header: Option<CardHeader>,
}

/// What is drawn.
pub struct Contents<'a> {
    pub blocks: &'a BlockList,
    pub outline: &'a Outline,
    /// Of each segment.
    pub word_counts: &'a [usize],
    /// Of each segment, that of its host.
    pub host_colours: &'a [Option<usize>],
    pub images: ImagePolicy,
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
    pub fn new(root: Element, scroller: Element) -> Self {
        Self {
            root,
            scroller,
            drawn: Vec::new(),
            cards: Vec::new(),
            line_end: 1,
            current_segment_idx: None,
            folded: BTreeSet::new(),
            shown: Shown::All,
        }
    }

    /// Brings the elements up to date. DOM work is that of the patch and of blocks that look different.
    pub fn draw(&mut self, patch: &Patch, notes: &Contents) {
        self.remove(patch.removed.clone());
        self.insert(patch.inserted.clone(), notes);
        self.number_lines(notes.blocks);
        self.cards = cards_of(notes);
        self.put_headers(notes);
        self.refresh_all();
    }

    /// Shows which segment the cursor is in.
    pub fn mark_current(&mut self, segment_idx: Option<usize>) {
        let card_idx_before = self.current_card_idx();
        self.current_segment_idx = segment_idx;
        let card_idx = self.current_card_idx();
        if card_idx != card_idx_before {
            self.refresh(card_idx_before);
            self.refresh(card_idx);
        }
    }

    /// Folds the cards of these segments, and unfolds all others.
    pub fn fold(&mut self, folded: &BTreeSet<usize>) {
        let before = std::mem::replace(&mut self.folded, folded.clone());
        for card_idx in 0..self.cards.len() {
            let segment_idx = self.cards[card_idx].segment_idxs.start;
            if before.contains(&segment_idx) != folded.contains(&segment_idx) {
                self.refresh(Some(card_idx));
            }
        }
    }

    /// Shows all of the notes or only a part.
    pub fn show(&mut self, shown: Shown) {
        if self.shown != shown {
            self.shown = shown;
            self.refresh_all();
        }
    }

    /// How many images wait for the author's permission.
    pub fn n_images_blocked(&self) -> usize {
        self.root.query_selector_all(".remote-image").map_or(0, |found| found.length() as usize)
    }

    /// The blocks that can be seen, those folded away within them included.
    pub(super) fn block_idxs_in_sight(&self) -> Range<usize> {
        let idxs = match self.shown {
            Shown::All => 0..self.drawn.len(),
            Shown::CurrentSegment => self.block_idxs(self.current_card_idx()),
        };
        idxs.start..idxs.end.min(self.drawn.len())
    }

    /// The block that stands for a block on the screen: for one that is folded away that of the label.
    pub(super) fn shown_for(&self, block_idx: usize) -> usize {
        let card_idx = self.card_idx_of_block(block_idx);
        let folded = card_idx.map(|idx| &self.cards[idx]).filter(|card| self.state_of(card).is_folded);
        folded.map_or(block_idx, |card| card.block_idxs.start)
    }

    /// The block below a shown one that is shown next, or would be.
    pub(super) fn next_shown(&self, block_idx: usize) -> usize {
        let card_idx = self.card_idx_of_block(block_idx);
        let folded = card_idx.map(|idx| &self.cards[idx]).filter(|card| self.state_of(card).is_folded);
        folded.map_or(block_idx + 1, |card| card.block_idxs.end)
    }

    /// The card that a block belongs to. O(log cards).
    pub(super) fn card_idx_of_block(&self, block_idx: usize) -> Option<usize> {
        self.cards.partition_point(|card| card.block_idxs.start <= block_idx).checked_sub(1)
    }

    fn current_card_idx(&self) -> Option<usize> {
        let segment_idx = self.current_segment_idx?;
        self.cards.partition_point(|card| card.segment_idxs.start <= segment_idx).checked_sub(1)
    }

    /// The blocks of a card; without one, those above all cards.
    fn block_idxs(&self, card_idx: Option<usize>) -> Range<usize> {
        match card_idx.and_then(|idx| self.cards.get(idx)) {
            Some(card) => card.block_idxs.clone(),
            None => 0..self.cards.first().map_or(self.drawn.len(), |card| card.block_idxs.start),
        }
    }

    fn state_of(&self, card: &Card) -> CardState {
        let is_current = self.current_segment_idx.is_some_and(|idx| card.segment_idxs.contains(&idx));
        CardState {
            is_current,
            is_folded: card.can_fold() && self.folded.contains(&card.segment_idxs.start),
            is_elsewhere: self.shown == Shown::CurrentSegment && !is_current,
        }
    }

    fn remove(&mut self, removed: Range<usize>) {
        for drawn in self.drawn.drain(removed) {
            drawn.element.remove();
        }
    }

    fn insert(&mut self, inserted: Range<usize>, notes: &Contents) {
        let next = self.drawn.get(inserted.start).map(|drawn| Node::from(drawn.element.clone()));
        let blocks = &notes.blocks.blocks()[inserted.clone()];
        let new: Vec<Drawn> = blocks.iter().map(|block| draw_block(block, notes.images)).collect();
        for drawn in &new {
            // Cannot fail: `next` is a child of the root.
            let _ = self.root.insert_before(&drawn.element, next.as_ref());
        }
        self.drawn.splice(inserted.start..inserted.start, new);
    }

    fn number_lines(&mut self, blocks: &BlockList) {
        for (idx, drawn) in self.drawn.iter_mut().enumerate() {
            let line = blocks.line_of(idx);
            if drawn.line != line {
                drawn.line = line;
                set(&drawn.element, "data-line", &line.to_string());
            }
        }
        self.line_end = blocks.line_of(self.drawn.len());
    }

    /// Gives each label its header, and takes it from what is no label any more.
    fn put_headers(&mut self, notes: &Contents) {
        let mut cards = self.cards.iter().peekable();
        for ((idx, drawn), block) in self.drawn.iter_mut().enumerate().zip(notes.blocks.blocks()) {
            let card = cards.next_if(|card| card.block_idxs.start == idx);
            let segment = card.map(|card| &notes.outline.segments[card.segment_idxs.start]);
            let is_right = match (&drawn.header, segment) {
                (Some(header), Some(segment)) => header.is_of(segment),
                (None, None) => true,
                _ => false,
            };
            if is_right {
                continue;
            }
            if drawn.header.is_some() {
                render_block(&drawn.element, block, notes.images);
            }
            drawn.header = segment.map(|segment| CardHeader::put(&drawn.element, segment, block));
        }
    }

    fn refresh_all(&mut self) {
        self.refresh(None);
        for card_idx in 0..self.cards.len() {
            self.refresh(Some(card_idx));
        }
    }

    /// Lets the blocks of a card look as they should; without one, those above all cards.
    fn refresh(&mut self, card_idx: Option<usize>) {
        let Some(card) = card_idx.and_then(|idx| self.cards.get(idx)) else {
            let is_elsewhere = self.shown == Shown::CurrentSegment && self.current_card_idx().is_some();
            let look = Look::outside(is_elsewhere);
            let head = self.block_idxs(None);
            return self.drawn[head].iter_mut().for_each(|drawn| drawn.take_look(look));
        };
        let state = self.state_of(card);
        for block_idx in card.block_idxs.clone() {
            self.drawn[block_idx].take_look(card.look(block_idx, state));
        }
        if let Some(header) = &mut self.drawn[card.block_idxs.start].header {
            header.show(CardFacts {
                n_words: card.n_words,
                n_words_below: card.n_words.saturating_sub(card.n_label_words),
                n_blocks_below: card.block_idxs.len() - 1,
                is_folded: state.is_folded,
            });
        }
    }
}

impl Drawn {
    fn take_look(&mut self, look: Look) {
        if self.look == look {
            return;
        }
        if self.look.host_colour() != look.host_colour() {
            match look.host_colour() {
                Some(colour) => set(&self.element, "data-host-colour", &colour.to_string()),
                // Cannot fail: the name is valid.
                None => drop(self.element.remove_attribute("data-host-colour")),
            }
        }
        self.element.set_class_name(&look.class());
        self.look = look;
    }
}

fn draw_block(block: &Block, images: ImagePolicy) -> Drawn {
    let look = Look::default();
    let element = new_element("div", &look.class());
    set(&element, "data-block", kind_name(block.kind));
    render_block(&element, block, images);
    Drawn { element, line: 0, look, header: None }
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Blank => "blank",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading(_) => "heading",
        BlockKind::List => "list",
        BlockKind::Quote => "quote",
        BlockKind::Code => "code",
        BlockKind::Table => "table",
        BlockKind::Html => "html",
        BlockKind::Rule => "rule",
        BlockKind::Footnote => "footnote",
    }
}
