//! A check as one row, what it looks at, what it finds, and what a fix is: as a family suggests it, and as the author is offered
//! it.
//!
//! A row is a static in its family's file, beside the functions that it names. To add a check, write its row, and its name
//! into the [table](super::table).
//!
//! Invariant: a check reads and never writes, and what it finds names no other check.

use std::fmt;
use std::ops::Range;

use super::anatomy::Anatomy;
use crate::outline::Outline;
use crate::rundown::Notes;
use crate::text::{Change, TextEdit, fnv_1a, without_controls};

/// All that the app knows of one check. Each row is equal to itself alone.
pub struct Check {
    /// As people script it, and as it is stored where it is ignored.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it finds, as a heading.
    pub title: &'static str,
    /// Why it matters, in a sentence for people who are not engineers.
    pub why: &'static str,
    /// Notes in which it finds something; of the host pattern only beside other drafts. For readers and tests: nobody loads it.
    #[cfg(test)]
    pub example: &'static str,
    pub(super) find: Find,
    pub(super) fixes: Fixes,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Readers see it broken.
    Broken,
    /// Probably a slip.
    Doubtful,
    /// Tidiness.
    Hint,
}

/// How far a check looks.
pub(super) enum Find {
    /// At one block by itself.
    Block(FindInBlock),
    /// At one block by itself, and at what stands between two.
    BlockAndBetween(FindInBlock, FindInNotes),
    /// At the outline and the links of all blocks.
    Notes(FindInNotes),
    /// At the order of the segments, which nobody can judge below a label that is lost in code.
    Order(FindInNotes),
}

/// Finds something in one block, in bytes of it; lines are counted later.
pub(super) type FindInBlock = fn(&Anatomy) -> Vec<Finding>;

/// Finds something in the whole notes.
pub(super) type FindInNotes = fn(&Overview) -> Vec<Finding>;

/// How the findings of a check are fixed.
pub(super) enum Fixes {
    /// By the author alone.
    ByAuthor,
    /// Each within its block, which must stay as it is but for what the fix may change.
    Block(Suggest, &'static [MayChange]),
    /// Each together with the block above it and those below that come closer.
    Neighbours(Suggest, &'static [MayChange]),
    /// Each in the whole notes.
    Notes(FixInNotes),
    /// All by one edit, before the others: until then nothing else can be judged.
    AllFirst(FixInNotes),
    /// All by one edit, after the others.
    AllLast(FixInNotes),
}

/// Suggests fixes for a finding at some bytes of a block or of several, the best first.
pub(super) type Suggest = fn(&Anatomy, &Range<usize>) -> Vec<Suggestion>;

/// Fixes a finding; `None` where something else would change.
pub(super) type FixInNotes = fn(&Notes, &Finding) -> Option<Fix>;

impl Check {
    /// A row, still without a finder. The author alone fixes what it finds, unless [`Check::fixes`] says how.
    pub(super) const fn new(id: &'static str, severity: Severity, title: &'static str) -> Check {
        let find = Find::Block(|_| Vec::new());
        Check {
            id,
            severity,
            title,
            why: "",
            #[cfg(test)]
            example: "",
            find,
            fixes: Fixes::ByAuthor,
        }
    }

    pub(super) const fn why(self, why: &'static str) -> Check {
        Check { why, ..self }
    }

    /// `example`: notes in which it finds something.
    #[cfg_attr(not(test), expect(unused_variables, reason = "an example is not part of the app"))]
    pub(super) const fn find(self, find: Find, example: &'static str) -> Check {
        Check {
            find,
            #[cfg(test)]
            example,
            ..self
        }
    }

    pub(super) const fn fixes(self, fixes: Fixes) -> Check {
        Check { fixes, ..self }
    }

    /// Whether a block by itself shows whether there is a finding in it.
    pub(super) fn looks_at_blocks(&self) -> bool {
        matches!(self.find, Find::Block(_) | Find::BlockAndBetween(..))
    }
}

impl PartialEq for Check {
    fn eq(&self, other: &Check) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Check {}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.id)
    }
}

/// Something that a check has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub check: &'static Check,
    /// In the text, or in the block while it stands in the report of one; never empty, but for what is missing.
    pub bytes: Range<usize>,
    /// The 1-based line on which it begins; in the report of a block, how far below the block's first line.
    pub line: usize,
    /// A sentence that names the thing.
    pub message: String,
    /// How far behind its begin the author writes what is missing.
    pub(super) n_bytes_to_gap: usize,
    /// How many places it speaks for: mostly its own.
    pub(super) n_places: usize,
    /// What should stand there, where that is known from elsewhere.
    pub(super) instead: Option<String>,
    /// It counts only if this is a host of the notes.
    pub(super) if_host: Option<String>,
}

impl Finding {
    /// One in a block, whose line is counted later.
    pub(super) fn new(check: &'static Check, bytes: Range<usize>, message: impl Into<String>) -> Finding {
        Finding::on_line(check, bytes, 0, message)
    }

    pub(super) fn on_line(
        check: &'static Check,
        bytes: Range<usize>,
        line: usize,
        message: impl Into<String>,
    ) -> Finding {
        let message = message.into();
        Finding { check, bytes, line, message, n_bytes_to_gap: 0, n_places: 1, instead: None, if_host: None }
    }

    /// Where the author writes what is missing: behind the label, in the empty bullet, between the brackets of an image;
    /// else where it begins.
    pub fn byte_to_write(&self) -> usize {
        self.bytes.start + self.n_bytes_to_gap
    }

    /// The finding of a block as it stands in the text, the block beginning at a byte and a line.
    pub(super) fn moved(&self, byte: usize, line: usize) -> Finding {
        let bytes = self.bytes.start + byte..self.bytes.end + byte;
        Finding { bytes, line: self.line + line, ..self.clone() }
    }

    /// A fingerprint of the check, the line that it stands on (what is near, if that is very long) and the place in it. It
    /// stays the same when other lines change. `text` is the one that it was found in. Takes time linear in the line.
    pub fn place(&self, text: &str) -> u64 {
        let byte = self.bytes.start;
        let byte_line = text[..byte].rfind('\n').map_or(0, |at| at + 1);
        let byte_near = text.floor_char_boundary(byte.saturating_sub(MAX_BYTES_NEAR)).max(byte_line);
        let byte_far = text.ceil_char_boundary(byte + MAX_BYTES_NEAR);
        let byte_end = text[byte..byte_far].find('\n').map_or(byte_far, |at| byte + at);
        let column = byte - byte_line;
        // What is said of one place says nothing of several.
        let many = if self.n_places > 1 { "\nmany" } else { "" };
        fnv_1a(&([self.check.id, &column.to_string(), &text[byte_near..byte_end]].join("\n") + many))
    }
}

/// So much of a line is read for a fingerprint, before the place and behind it.
const MAX_BYTES_NEAR: usize = 5_000;

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

/// A way to fix a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does: `Close the code block`.
    pub label: String,
    pub edit: TextEdit,
    /// It may be made together with others, without a look at each.
    pub is_safe: bool,
}

/// A fix that a family suggests, in bytes of the blocks that it was shown.
#[derive(Clone, Debug)]
pub(super) struct Suggestion {
    pub label: &'static str,
    pub changes: Vec<Change>,
    pub is_safe: bool,
}

impl Suggestion {
    pub fn safe(label: &'static str, changes: Vec<Change>) -> Suggestion {
        Suggestion { label, changes, is_safe: true }
    }

    /// One that the author must look at.
    pub fn to_review(label: &'static str, changes: Vec<Change>) -> Suggestion {
        Suggestion { label, changes, is_safe: false }
    }
}

/// Something that the fixes of a check may change beside the blanks. All else must stay as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MayChange {
    /// Everything: what was code is text now.
    Everything,
    /// Nothing at all that is shown, down to the HTML.
    SourceAlone,
    /// Asterisks that readers see.
    Asterisks,
    /// Curly quotes, to straight ones.
    Quotes,
    /// Links go.
    FewerLinks,
    /// Links come, and their brackets go.
    MoreLinks,
    /// Links beside each other to one address become one.
    SplitLinks,
    /// The words of links that show an address.
    AddressAsText,
    /// Parameters that track.
    Tracking,
    /// `http:`, to `https:`.
    Scheme,
    /// Which blocks there are.
    Blocks,
    /// How many lines have something on them.
    LineCount,
    /// Labels, which get the titles that they lack.
    Titles,
}

#[cfg(test)]
mod tests {
    use super::super::asterisks::LITERAL_ASTERISKS;
    use super::super::numbering::NUMBERING;
    use super::*;

    fn asterisks(bytes: Range<usize>) -> Finding {
        Finding::on_line(&LITERAL_ASTERISKS, bytes, 1, "")
    }

    #[test]
    fn a_place_is_known_again_after_edits_elsewhere() {
        let place = asterisks(4..6).place("fly **high\nlow");
        assert_eq!(asterisks(9..11).place("more\nfly **high"), place);
        assert_ne!(asterisks(4..6).place("run **high"), place);
        assert_ne!(asterisks(0..2).place("fly **high"), place);
        assert_ne!(Finding { check: &NUMBERING, ..asterisks(4..6) }.place("fly **high"), place);
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

    #[test]
    fn names_are_quoted_on_one_line() {
        assert_eq!(quoted("Ann\n #3"), "“Ann #3”");
        assert_eq!(quoted(&"kite ".repeat(20)).chars().count(), 51);
    }
}
