//! Segments as cards: which blocks make one, and what that makes of each block.
//!
//! A card is shown by marking its blocks, not by nesting them, so that a keystroke touches the element of one block.

use std::ops::Range;

use super::surface::Contents;

/// A segment that begins a block, and those after it that do not: no card can begin there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub segment_idxs: Range<usize>,
    pub block_idxs: Range<usize>,
    pub host_colour: Option<usize>,
    /// Visible words.
    pub n_words: usize,
}

/// What a card is, apart from what is in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardState {
    pub is_current: bool,
    pub is_folded: bool,
    /// Not what is to be seen now.
    pub is_elsewhere: bool,
}

/// What a block's element says beside its content and its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    part: Part,
    host_colour: Option<usize>,
    is_current: bool,
    /// The label of a folded card.
    is_folded: bool,
    /// Not on the screen, though on paper.
    is_away: bool,
}

/// Which part of a card a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    None,
    Start,
    Middle,
    End,
    Whole,
}

/// The cards of the notes, in order. O(blocks + segments).
pub fn cards_of(notes: &Contents) -> Vec<Card> {
    let segments = &notes.outline.segments;
    let blocks = notes.blocks.blocks();
    let mut cards: Vec<Card> = Vec::new();
    for (idx, segment) in segments.iter().enumerate().take_while(|(_, segment)| segment.block_idx < blocks.len()) {
        if segment.starts_block {
            if let Some(last) = cards.last_mut() {
                last.block_idxs.end = segment.block_idx;
            }
            cards.push(Card {
                segment_idxs: idx..idx + 1,
                block_idxs: segment.block_idx..blocks.len(),
                host_colour: notes.host_colours.get(idx).copied().flatten(),
                n_words: 0,
            });
        } else if let Some(card) = cards.last_mut() {
            card.segment_idxs.end = idx + 1;
        }
    }
    for card in &mut cards {
        card.n_words = blocks[card.block_idxs.clone()].iter().map(|block| block.n_words).sum();
    }
    cards
}

impl Card {
    /// What its block at `block_idx` looks like.
    pub fn look(&self, block_idx: usize, state: CardState) -> Look {
        let is_start = block_idx == self.block_idxs.start;
        let part = match (is_start, block_idx + 1 == self.block_idxs.end) {
            (true, true) => Part::Whole,
            (true, false) => Part::Start,
            (false, true) => Part::End,
            (false, false) => Part::Middle,
        };
        Look {
            part,
            host_colour: self.host_colour,
            is_current: state.is_current,
            is_folded: state.is_folded && is_start,
            is_away: state.is_elsewhere || (state.is_folded && !is_start),
        }
    }

    /// Whether there is anything in it but the block with its label.
    pub fn can_fold(&self) -> bool {
        self.block_idxs.len() > 1
    }
}

impl Look {
    /// Of a block above all cards.
    pub fn outside(is_elsewhere: bool) -> Look {
        Look { is_away: is_elsewhere, ..Look::default() }
    }

    pub fn host_colour(self) -> Option<usize> {
        self.host_colour
    }

    /// Not on the screen, though on paper.
    pub fn is_away(self) -> bool {
        self.is_away
    }

    pub fn class(self) -> String {
        let part = match self.part {
            Part::None => "block",
            Part::Start => "block card card-start",
            Part::Middle => "block card",
            Part::End => "block card card-end",
            Part::Whole => "block card card-start card-end",
        };
        let marks = [(self.is_current, "current"), (self.is_folded, "folded"), (self.is_away, "away")];
        let marks = marks.iter().filter(|(is_marked, _)| *is_marked).map(|(_, name)| *name);
        [part].into_iter().chain(marks).collect::<Vec<_>>().join(" ")
    }
}
