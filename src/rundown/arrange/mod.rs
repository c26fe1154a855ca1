//! Arranges segments: moves, deletes and copies them as whole lines, and adjusts their numbers.
//!
//! The model: notes are a head, then bodies with gaps around them. A *body* is everything that belongs to a segment,
//! from its label's line to its last line that is not blank; a *gap* is the line break and the blank lines between two
//! bodies, or the end of the text. Bodies move; the head and the gaps stay in their places. So blank lines stay right,
//! and moving there and back gives the same bytes.
//!
//! Numbers stay in their places too: a segment that moves gets the number that was at its new place. What is written
//! around the digits belongs to the label and moves with it. Typing changes no number; `renumber` counts them again when
//! the author asks for it.
//!
//! Where lines would run together, a blank line is put between them. Where that does not help (an unclosed code block,
//! a heading that would become the title), a move is refused, not made and explained: an undo that must be found is
//! worse than a sentence. Deleting is never refused, although what it takes may change how the rest is read.
//!
//! Invariants: every function is pure and returns one [`TextEdit`](crate::text::TextEdit). It changes only the moved
//! range, blank lines and digits of numbers (and the indentation below the marker of an item, if `9.` becomes `10.`).
//! The new text is parsed before it is returned: either it has the same segments in the new order, or the edit is
//! refused. No command panics, whatever the text, also while a label is held. Takes time linear in the text.
//! (`tests/arrange.rs`)
//!
//! In reading order: `extent` (where segments are), `source_ranges` and `written_number` (where their numbers and names are),
//! `sequence` (how a sequence of numbers changes), `layout` and `arrangement` (from a new order to an edit), then the
//! commands: `moving`, `deleting` (and copying), `renumber` (and what an insertion does to numbers), `rename`. `label_parts` is
//! for templates.

mod arrangement;
mod deleting;
mod extent;
mod label_parts;
mod layout;
mod moving;
mod rename;
mod renumber;
mod sequence;
mod source_ranges;
mod written_number;

pub use arrangement::ArrangeError;
pub use deleting::{delete_segment, duplicate_segment};
pub(super) use extent::gap_at_place;
pub use extent::{all_segment_bytes, fold_bytes, segment_bytes};
pub(super) use label_parts::{LabelPart, LabelPartKind, label_parts};
pub use moving::move_segment;
pub use rename::{HostMentions, RenameError, Scope, host_mentions, rename_host};
pub(super) use renumber::renumbering_for_insertion;
pub use renumber::{number_at_place, renumber};
pub(super) use written_number::{number_bytes, number_width};

use crate::markdown::{BlockList, InlineLine};
use crate::outline::{Outline, Segment};

/// A text and what is parsed from it. `blocks` are those of `text`, which has `\n` alone for line breaks; `outline` is
/// that of `blocks`, or the outline that is held while a label is being rewritten.
#[derive(Clone, Copy, Debug)]
pub struct Notes<'a> {
    pub text: &'a str,
    pub blocks: &'a BlockList,
    pub outline: &'a Outline,
}

impl<'a> Notes<'a> {
    /// The line that a segment's label was read from. `None` for a label that is held while it is being rewritten.
    pub(super) fn label_line(&self, segment: &Segment) -> Option<&'a InlineLine> {
        let lines = &self.blocks.blocks().get(segment.block_idx)?.lines;
        let line_offset = segment.line.checked_sub(self.blocks.line_of(segment.block_idx))?;
        Some(&lines[lines.binary_search_by_key(&line_offset, |line| line.line_offset).ok()?])
    }

    /// Whether a segment begins on a line of the text, without regard to held labels. Takes time linear in the text.
    fn begins_segment(&self, line: usize) -> bool {
        let segments = Outline::of(self.blocks).segments;
        segments.binary_search_by_key(&line, |segment| segment.line).is_ok()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::markdown::RenderOptions;
    use crate::text::{Selection, TextEdit};

    /// Parses a text and passes the notes on.
    pub(in crate::rundown) fn with_notes<R>(text: &str, use_notes: impl FnOnce(&Notes) -> R) -> R {
        let blocks = BlockList::new(text, RenderOptions::default());
        let outline = Outline::of(&blocks);
        use_notes(&Notes { text, blocks: &blocks, outline: &outline })
    }

    /// [`with_notes`] with the cursor at `|`, or the selection between two of them.
    pub(in crate::rundown) fn with_marked_notes<R>(marked: &str, use_notes: impl FnOnce(&Notes, &Selection) -> R) -> R {
        let bytes: Vec<usize> =
            marked.match_indices(MARK).enumerate().map(|(idx, (byte, _))| byte - idx * MARK.len_utf8()).collect();
        let selection = Selection::single(bytes[0], bytes[bytes.len() - 1]);
        with_notes(&marked.replace(MARK, ""), |notes| use_notes(notes, &selection))
    }

    /// The text after an edit, with marks at the ends of the selection.
    pub(in crate::rundown) fn shown(text: &str, edit: &TextEdit) -> String {
        let mut shown = edit.apply(text);
        let range = edit.selection.as_ref().map(|selection| selection.main());
        if let Some(range) = range {
            shown.insert(range.to(), MARK);
            if !range.is_empty() {
                shown.insert(range.from(), MARK);
            }
        }
        shown
    }

    /// Marks the cursor in tests.
    const MARK: char = '|';
}
