//! What a check has found, and how it is known again after edits elsewhere.

use std::ops::Range;

use super::Check;
use crate::text::{fnv_1a, without_controls};

/// Something that a check has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub check: Check,
    /// In the text; never empty, but for what is missing.
    pub bytes: Range<usize>,
    /// The 1-based line on which it begins.
    pub line: usize,
    /// A sentence that names the thing.
    pub message: String,
    /// How many places it speaks for: mostly its own.
    pub(super) n_places: usize,
    /// What should stand there, where that is known from elsewhere.
    pub(super) instead: Option<String>,
}

/// The same within one block, which does not know its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub check: Check,
    /// Of the block.
    pub bytes: Range<usize>,
    pub line_offset: usize,
    pub message: String,
    /// It counts only if this is a host of the notes.
    pub if_host: Option<String>,
}

impl Slip {
    /// One whose line is counted later.
    pub fn new(check: Check, bytes: Range<usize>, message: impl Into<String>) -> Slip {
        Slip { check, bytes, line_offset: 0, message: message.into(), if_host: None }
    }
}

impl Finding {
    pub(super) fn new(check: Check, bytes: Range<usize>, line: usize, message: impl Into<String>) -> Finding {
        Finding { check, bytes, line, message: message.into(), n_places: 1, instead: None }
    }

    /// Where the author writes what is missing: behind the label, in the empty bullet, between the brackets of an image; else where
    /// it begins. `text` is the one that it was found in. Takes time linear in the lines at hand.
    pub fn byte_to_write(&self, text: &str) -> usize {
        let (own, below) = text[self.bytes.start..].split_at(self.bytes.len());
        match self.check {
            Check::SegmentWithoutTitle => self.bytes.end,
            Check::EmptySegment => self.bytes.end + n_bytes_to_empty_bullet(below).unwrap_or(0),
            Check::ImageWithoutAlt if own.starts_with("![") => self.bytes.start + "![".len(),
            _ => self.bytes.start,
        }
    }

    /// A fingerprint of the check, the line that it stands on (what is near, if that is very long) and the place in it: the
    /// same after edits of other lines. `text` is the one that it was found in. Takes time linear in the line.
    pub fn place(&self, text: &str) -> u64 {
        let byte = self.bytes.start;
        let byte_line = text[..byte].rfind('\n').map_or(0, |at| at + 1);
        let byte_near = text.floor_char_boundary(byte.saturating_sub(MAX_BYTES_NEAR)).max(byte_line);
        let byte_far = text.ceil_char_boundary(byte + MAX_BYTES_NEAR);
        let byte_end = text[byte..byte_far].find('\n').map_or(byte_far, |at| byte + at);
        let column = byte - byte_line;
        // What is said of one place says nothing of several.
        let many = if self.n_places > 1 { "\nmany" } else { "" };
        fnv_1a(&([self.check.id(), &column.to_string(), &text[byte_near..byte_end]].join("\n") + many))
    }
}

/// So much of a line is read for a fingerprint, before the place and behind it.
const MAX_BYTES_NEAR: usize = 5_000;

/// How far it is to the end of a bullet without words that comes next.
fn n_bytes_to_empty_bullet(below: &str) -> Option<usize> {
    let n_blanks = below.len() - below.trim_start().len();
    let line = below[n_blanks..].lines().next()?;
    matches!(line.trim_end(), "-" | "*" | "+").then_some(n_blanks + line.len())
}

/// A name or title as messages quote it: on one line, without control characters, and not too long.
pub(super) fn quoted(name: &str) -> String {
    const MAX_CHARS: usize = 48;
    let name = without_controls(name);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.char_indices().nth(MAX_CHARS) {
        Some((byte, _)) => format!("“{}…”", name[..byte].trim_end()),
        None => format!("“{name}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asterisks(bytes: Range<usize>) -> Finding {
        Finding::new(Check::LiteralAsterisks, bytes, 1, "")
    }

    #[test]
    fn a_place_is_known_again_after_edits_elsewhere() {
        let place = asterisks(4..6).place("fly **high\nlow");
        assert_eq!(asterisks(9..11).place("more\nfly **high"), place);
        assert_ne!(asterisks(4..6).place("run **high"), place);
        assert_ne!(asterisks(0..2).place("fly **high"), place);
        assert_ne!(Finding { check: Check::Numbering, ..asterisks(4..6) }.place("fly **high"), place);
        asterisks(0..0).place("");
    }

    #[test]
    fn a_place_in_a_very_long_line_hangs_on_what_is_near_and_where_it_is() {
        let line = format!("{}**{}", "é".repeat(9_000), "é".repeat(9_000));
        let place = |bytes: Range<usize>, text: &str| asterisks(bytes).place(text);
        let there = place(18_000..18_002, &line);
        assert_eq!(place(18_000..18_002, &format!("{line} and more")), there);
        assert_ne!(place(18_000..18_002, &line.replace("**", "**!")), there);
        assert_ne!(place(18_001..18_003, &format!("a{line}")), there);
        assert_ne!(place(9_000..9_002, &line), place(9_002..9_004, &line));
    }

    #[track_caller]
    fn check_place(check: Check, text: &str) {
        let (own, below) = text.split_once('¦').expect("the end of what was found");
        let text = [own, below].concat().replace('|', "");
        let n_own = own.replace('|', "").len();
        let byte = Finding::new(check, 0..n_own, 1, "").byte_to_write(&text);
        let marked = format!("{}|{}", &text[..byte], &text[byte..]);
        assert_eq!(marked, [own, below].concat());
    }

    #[test]
    fn the_cursor_goes_where_something_is_missing() {
        check_place(Check::SegmentWithoutTitle, "**Ann #3:** |¦\n\n- fly\n");
        check_place(Check::EmptySegment, "Extras|¦\n\nJoke\n");
        check_place(Check::EmptySegment, "Ann #3: Kites¦\n\n- |\n\nJoke\n");
        check_place(Check::EmptySegment, "Extras|¦");
        check_place(Check::ImageWithoutAlt, "![|](https://a.example/k.png)¦ b");
        check_place(Check::RawLink, "|\\[a](https://a.example)¦");
    }

    #[test]
    fn names_are_quoted_on_one_line() {
        assert_eq!(quoted("Ann\n #3"), "“Ann #3”");
        assert_eq!(quoted(&"kite ".repeat(20)).chars().count(), 51);
    }
}
