//! Finds how much of the text must be parsed again after an edit.
//!
//! Parsing begins at a block that the edit cannot join to the one above, and continues, piece by piece, until a block
//! begins where one began before. From there on both texts are the same, and so are their blocks. A fence that is not
//! closed makes the window grow, and needs no rule of its own. A text is opened in the same way, in pieces, so that the
//! parser never holds the tree of a whole large text.
//!
//! Invariant: at both ends Markdown reads the text below as if nothing were above.

use std::ops::Range;

use crate::markdown::front_matter::{self, Found};
use crate::markdown::reach::{MAX_LABEL_BYTES, Reach};
use crate::markdown::reading::{ReadContext, read};
use crate::markdown::{Block, BlockKind, BlockList};
use crate::text::Change;

/// One range around all changes of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) byte_from: usize,
    /// In the text before.
    pub(super) byte_old_to: usize,
    /// In the text after.
    pub(super) byte_to: usize,
}

/// Blocks to replace.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) replaced: Range<usize>,
    pub(super) blocks: Vec<Block>,
    /// Some links may have been left out; see [`ReadPiece`](super::reading::ReadPiece).
    pub(super) may_lack_links: bool,
    pub(super) n_bytes_read: usize,
}

/// Bytes to read beyond the edited block, to see where the next one begins.
const N_LOOKAHEAD: usize = 256;

/// Bytes to read at once, if there is more to read: the parser needs many times as much memory as the text.
/// Tests read in very short pieces, to test more than one.
const N_PIECE: usize = if cfg!(test) { 64 } else { 1 << 16 };

/// How much longer the next piece is if one was too short. The wasted reading is then a fraction of the final reading.
const N_GROWTH: usize = 4;

impl Edit {
    /// The position of each change is one after the changes before it. `None` without changes.
    pub(super) fn around(changes: &[Change]) -> Option<Edit> {
        changes.iter().map(Edit::of).reduce(|edit, next| {
            let byte_hull = edit.byte_to.max(next.byte_old_to);
            Edit {
                byte_from: edit.byte_from.min(next.byte_from),
                byte_old_to: edit.byte_old_to + (byte_hull - edit.byte_to),
                byte_to: byte_hull - next.byte_old_to + next.byte_to,
            }
        })
    }

    fn of(change: &Change) -> Edit {
        let &Change { byte_from, byte_to, .. } = change;
        Edit { byte_from, byte_old_to: byte_to, byte_to: byte_from + change.insert.len() }
    }

    /// The position before the edit of a byte after it. `None` for a byte within the edit.
    fn byte_before(&self, byte: usize) -> Option<usize> {
        match byte {
            byte if byte >= self.byte_to => Some(byte - self.byte_to + self.byte_old_to),
            byte if byte <= self.byte_from => Some(byte),
            _ => None,
        }
    }
}

impl BlockList {
    /// Reads what an edit may have changed. Takes time in proportion to what it reads.
    pub(super) fn read_window(&self, text: &str, edit: Edit) -> Window {
        let found = front_matter::find(text);
        let first_idx = self.first_idx(text, edit.byte_from, found.as_ref());
        let mut window =
            Window { replaced: first_idx..first_idx, blocks: Vec::new(), may_lack_links: false, n_bytes_read: 0 };
        let mut byte_from = self.byte_of(first_idx);
        if let Some(found) = found.filter(|_| first_idx == 0) {
            byte_from = found.byte_len;
            window.n_bytes_read = found.byte_len;
            window.blocks.push(front_matter::block(text, &found));
        }
        let mut n_bytes = self.n_bytes_at_first(edit, byte_from);
        loop {
            let bytes = piece_bytes(text, byte_from, n_bytes);
            let known = |byte| self.known_at(edit, byte_from + byte);
            let context = ReadContext { options: self.options(), labels: self.labels(), known: &known };
            let mut piece = read(&text[bytes.clone()], &context);
            window.n_bytes_read += piece.n_bytes_read;
            window.may_lack_links |= piece.may_lack_links;
            let cut = self.cut(text, edit, bytes.start, &piece.blocks);
            if bytes.end == text.len() && cut.met_idx.is_none() {
                window.blocks.append(&mut piece.blocks);
                window.replaced.end = self.blocks().len();
                return window;
            }
            window.blocks.extend(piece.blocks.drain(..cut.n_blocks));
            if let Some(met_idx) = cut.met_idx {
                window.replaced.end = met_idx;
                return window;
            }
            byte_from = cut.byte;
            let is_long = n_bytes >= N_PIECE && cut.n_blocks > 0;
            n_bytes = if is_long { n_bytes } else { N_GROWTH * n_bytes };
        }
    }

    /// The first block to read again: the edited one, or one above it that it might join.
    /// The whole text again where an edit is in its front matter, or made it come or go.
    fn first_idx(&self, text: &str, byte: usize, found: Option<&Found>) -> usize {
        let before = self.blocks().first().filter(|block| block.kind == BlockKind::FrontMatter);
        let ends = [before.map(|block| block.byte_len), found.map(|found| found.byte_len)];
        if ends[0].is_some() != ends[1].is_some() || ends.into_iter().flatten().any(|end| byte <= end) {
            return 0;
        }
        let Some(edited_idx) = self.idx_at_byte(byte).filter(|idx| *idx > 0) else {
            return 0;
        };
        let above_idx = edited_idx - 1;
        if begins_anew(text, self.byte_of(edited_idx), self.blocks()[above_idx].kind) {
            return edited_idx;
        }
        self.fresh_idx(text, above_idx)
    }

    /// The last block, from this one upwards, that Markdown reads as if nothing were above.
    pub(super) fn fresh_idx(&self, text: &str, idx: usize) -> usize {
        let is_fresh = |idx: &usize| {
            let byte = self.byte_of(*idx);
            self.is_fresh(*idx, &text[byte..], || is_blank_above(text, byte))
        };
        (0..=idx).rev().find(is_fresh).unwrap_or(0)
    }

    fn is_fresh(&self, idx: usize, text_from: &str, is_blank_above: impl FnOnce() -> bool) -> bool {
        let is_shown = self.blocks()[idx].kind != BlockKind::Blank;
        let above = idx.checked_sub(1).map(|idx| self.blocks()[idx].kind);
        above.is_none_or(|above| {
            above == BlockKind::FrontMatter || (is_shown && is_apart(above, text_from, is_blank_above))
        })
    }

    /// Reads to behind the edited block; a large edit is read in pieces.
    fn n_bytes_at_first(&self, edit: Edit, byte_from: usize) -> usize {
        let is_large = edit.byte_to - edit.byte_from > N_PIECE;
        let byte_block_end = self.idx_at_byte(edit.byte_old_to).map_or(0, |idx| self.byte_of(idx + 1));
        let n_behind = byte_block_end.saturating_sub(edit.byte_old_to);
        if is_large { N_PIECE } else { edit.byte_to.saturating_sub(byte_from) + n_behind + N_LOOKAHEAD }
    }

    /// The old facts of the block that begins at a byte of the text after the edit.
    fn known_at(&self, edit: Edit, byte: usize) -> Option<&Reach> {
        let byte_before = edit.byte_before(byte)?;
        self.idx_from(byte_before).map(|idx| self.blocks()[idx].reach())
    }

    /// The block that begins at a byte.
    fn idx_from(&self, byte: usize) -> Option<usize> {
        self.idx_at_byte(byte).filter(|idx| self.byte_of(*idx) == byte)
    }

    /// Where to stop using the blocks of a piece.
    fn cut(&self, text: &str, edit: Edit, byte_from: usize, blocks: &[Block]) -> Cut {
        let mut cut = Cut { n_blocks: 0, byte: byte_from, met_idx: None };
        let mut byte = byte_from;
        for (n_blocks, pair) in blocks.windows(2).enumerate() {
            byte += pair[0].byte_len;
            if begins_for_sure(text, byte, pair[0].kind, pair[1].kind) {
                let met_idx = self.met_idx(text, edit, byte);
                cut = Cut { n_blocks: n_blocks + 1, byte, met_idx };
                if met_idx.is_some() {
                    break;
                }
            }
        }
        cut
    }

    /// The old block that began at this position, if parsing could have begun there.
    fn met_idx(&self, text: &str, edit: Edit, byte: usize) -> Option<usize> {
        let idx = self.idx_from(edit.byte_before(byte).filter(|_| byte >= edit.byte_to)?)?;
        // The line above counts only if all of it is unchanged.
        let is_blank_above = || without_blanks_above(&text[edit.byte_to..], byte - edit.byte_to).ends_with('\n');
        let is_of_notes = self.blocks()[idx].kind != BlockKind::FrontMatter;
        (is_of_notes && self.is_fresh(idx, &text[byte..], is_blank_above)).then_some(idx)
    }
}

struct Cut {
    /// The number of blocks of the piece that are certainly blocks of the text.
    n_blocks: usize,
    /// The end of these blocks.
    byte: usize,
    /// The old block from which on nothing has changed.
    met_idx: Option<usize>,
}

/// The range of a piece of at least `n_bytes`, if the text has as many. It ends at the end of a line.
fn piece_bytes(text: &str, byte_from: usize, n_bytes: usize) -> Range<usize> {
    let byte_to = byte_from.saturating_add(n_bytes).min(text.len());
    let n_more = text.as_bytes()[byte_to..].iter().position(|byte| *byte == b'\n');
    byte_from..n_more.map_or(text.len(), |n_more| byte_to + n_more + 1)
}

/// Whether a block that begins in a piece also begins in the whole text, so that parsing can begin with it.
/// False for a possible definition, because only later lines tell whether it is one.
fn begins_for_sure(text: &str, byte: usize, above: BlockKind, kind: BlockKind) -> bool {
    let is_shown = match kind {
        BlockKind::Blank => false,
        BlockKind::Paragraph | BlockKind::Table => !may_define(&text[byte..]),
        _ => true,
    };
    is_shown && is_apart(above, &text[byte..], || is_blank_above(text, byte))
}

/// Whether the first line of a block cannot become part of the block above.
fn begins_anew(text: &str, byte: usize, above: BlockKind) -> bool {
    let first = text[byte..].chars().next();
    if first.is_none_or(char::is_whitespace) {
        return false;
    }
    match above {
        BlockKind::Blank => false,
        BlockKind::Heading(_) | BlockKind::Rule | BlockKind::Code | BlockKind::FrontMatter => true,
        BlockKind::List => {
            let is_marker = first.is_some_and(|first| matches!(first, '-' | '+' | '*') || first.is_ascii_digit());
            !is_marker && !may_define(&text[byte..]) && is_blank_above(text, byte)
        }
        _ => is_blank_above(text, byte),
    }
}

/// Whether a text may begin with the definition of a label: with `[label]:`, as far as its first lines tell.
fn may_define(text: &str) -> bool {
    let Some(label) = text.trim_start().strip_prefix('[') else {
        return false;
    };
    let mut bytes = label.bytes().take(MAX_LABEL_BYTES);
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'[' => return false,
            b']' => return bytes.next() == Some(b':'),
            _ => {}
        }
    }
    true
}

/// Whether a block is read as if nothing were above it.
///
/// Neither code nor most lists begin right below a definition, definitions below a list belong to the list, and a
/// footnote within a footnote becomes its sibling, although it is indented.
fn is_apart(above: BlockKind, text_from: &str, is_blank_above: impl FnOnce() -> bool) -> bool {
    match above {
        BlockKind::Blank | BlockKind::List => is_blank_above(),
        BlockKind::Footnote => !text_from.starts_with([' ', '\t']),
        _ => true,
    }
}

/// Whether the line above a line is blank in Markdown.
fn is_blank_above(text: &str, byte: usize) -> bool {
    let above = without_blanks_above(text, byte);
    byte > 0 && (above.is_empty() || above.ends_with('\n'))
}

/// The text above a line, without the line break and the blanks before that.
fn without_blanks_above(text: &str, byte: usize) -> &str {
    let above = text[..byte].strip_suffix('\n').unwrap_or(&text[..byte]);
    above.trim_end_matches([' ', '\t', '\u{b}', '\u{c}', '\r'])
}
