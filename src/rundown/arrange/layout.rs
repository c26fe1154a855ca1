//! Turns a new text into changes of the old one, as few and as small as its parts allow.

use std::ops::Range;

use crate::text::Change;

/// Records a text from its start to its end: ranges of the old text that are kept, in order, and new text between them.
pub(super) struct Layout<'a> {
    text: &'a str,
    changes: Vec<Change>,
    /// The end of the last range that was kept.
    byte_kept: usize,
    /// New text since then.
    new: String,
    byte_len: usize,
}

impl<'a> Layout<'a> {
    /// Begins with nothing kept.
    pub(super) fn new(text: &'a str) -> Layout<'a> {
        Layout { text, changes: Vec::new(), byte_kept: 0, new: String::new(), byte_len: 0 }
    }

    /// The length so far, which is where the next range will begin.
    pub(super) fn byte_len(&self) -> usize {
        self.byte_len
    }

    /// Adds new text, or text that was moved.
    pub(super) fn push(&mut self, new: &str) {
        self.new.push_str(new);
        self.byte_len += new.len();
    }

    /// Keeps a range of the old text. It must be behind the ranges kept before.
    pub(super) fn keep(&mut self, bytes: Range<usize>) {
        let old = &self.text[self.byte_kept..bytes.start];
        self.changes.extend(difference(self.byte_kept, old, &self.new));
        self.new.clear();
        self.byte_len += bytes.len();
        self.byte_kept = bytes.end;
    }

    /// Ends the text, and returns the changes.
    pub(super) fn finish(mut self) -> Vec<Change> {
        self.keep(self.text.len()..self.text.len());
        self.changes
    }
}

/// The change from `old` at `byte` to `new`, without equal text at their beginnings and ends.
fn difference(byte: usize, old: &str, new: &str) -> Option<Change> {
    let n_prefix = len_alike(old.chars().zip(new.chars()));
    let (old, new) = (&old[n_prefix..], &new[n_prefix..]);
    let n_suffix = len_alike(old.chars().rev().zip(new.chars().rev()));
    let (old, new) = (&old[..old.len() - n_suffix], &new[..new.len() - n_suffix]);
    let byte = byte + n_prefix;
    (!old.is_empty() || !new.is_empty()).then(|| Change::replace(byte..byte + old.len(), new))
}

fn len_alike(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs.take_while(|(a, b)| a == b).map(|(char, _)| char.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_changed() {
        let mut layout = Layout::new("one two three");
        layout.keep(0..3);
        layout.push(" too ");
        layout.keep(8..13);
        layout.push("!");
        assert_eq!(layout.byte_len(), 14);
        assert_eq!(layout.finish(), [Change::replace(5..6, "o"), Change::insert(13, "!")]);
    }

    #[test]
    fn what_is_not_kept_is_deleted() {
        let mut layout = Layout::new("ä, ö, ü");
        layout.keep(0..2);
        layout.push(", ");
        layout.keep(8..10);
        assert_eq!(layout.finish(), [Change::delete(4..8)]);
        assert_eq!(Layout::new("").finish(), []);
    }
}
