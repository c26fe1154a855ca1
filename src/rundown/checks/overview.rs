//! The notes as a whole, for checks that look further than one block.

use std::ops::Range;

use crate::outline::Outline;
use crate::rundown::Notes;

/// What is known beside the notes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// Other drafts of the show, the newest first.
    pub others: &'a [Outline],
}

/// The notes, and what is read from them once for all checks.
pub(super) struct Overview<'a> {
    pub notes: &'a Notes<'a>,
    /// Other drafts of the show, the newest first.
    pub others: &'a [Outline],
    /// The links of all blocks, in the order of the text.
    pub links: Vec<LinkPlace>,
    /// What belongs to each segment.
    pub segment_bytes: Vec<Range<usize>>,
}

/// A link to another page, bare addresses included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LinkPlace {
    /// Of the block, or of the text.
    pub bytes: Range<usize>,
    /// The line on which it begins: how far below the first one of the block, or 1-based in the text.
    pub line: usize,
    pub url: String,
}
