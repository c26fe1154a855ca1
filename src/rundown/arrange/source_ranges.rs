//! A word or number in the source, which markup may interrupt, and how it is replaced.

use std::ops::Range;

use crate::markdown::InlineLine;

/// The ranges of the text that form a word or number, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceRanges(Vec<SourceRange>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct SourceRange {
    /// In the text.
    bytes: Range<usize>,
    n_chars: usize,
}

/// The source range of each wanted character in a range of a line, in bytes of its block.
/// `None` if there are none, or if one is not written as it is shown.
pub(super) fn places_of_chars(
    line: &InlineLine,
    text_range: Range<usize>,
    is_wanted: impl Fn(char) -> bool,
) -> Option<Vec<Range<usize>>> {
    let chars = line.text.get(text_range.clone())?.char_indices().filter(|(_, c)| is_wanted(*c));
    let places = chars.map(|(at, c)| {
        let byte_from = text_range.start + at;
        line.source_of(byte_from..byte_from + c.len_utf8())?.into_iter().next()
    });
    places.collect::<Option<Vec<_>>>().filter(|places| !places.is_empty())
}

impl SourceRanges {
    /// `places` are bytes of the text, in order. Adjacent ones become one range.
    pub(super) fn new(text: &str, places: impl Iterator<Item = Range<usize>>) -> SourceRanges {
        let mut stretches: Vec<SourceRange> = Vec::new();
        for bytes in places {
            let n_chars = text[bytes.clone()].chars().count();
            match stretches.last_mut().filter(|last| last.bytes.end == bytes.start) {
                Some(last) => {
                    last.bytes.end = bytes.end;
                    last.n_chars += n_chars;
                }
                None => stretches.push(SourceRange { bytes, n_chars }),
            }
        }
        SourceRanges(stretches)
    }

    /// The start of the first range.
    pub(super) fn byte_from(&self) -> usize {
        self.0.first().map_or(0, |first| first.bytes.start)
    }

    /// The end of the last range.
    pub(super) fn byte_to(&self) -> usize {
        self.0.last().map_or(0, |last| last.bytes.end)
    }

    /// The ranges.
    pub(super) fn places(&self) -> impl Iterator<Item = Range<usize>> {
        self.0.iter().map(|stretch| stretch.bytes.clone())
    }

    /// The text of the ranges, without the markup between them.
    pub(super) fn text(&self, text: &str) -> String {
        self.0.iter().map(|stretch| &text[stretch.bytes.clone()]).collect()
    }

    /// The replacements that change the text to `new`. If it has as many characters, each character replaces one;
    /// otherwise all of them go into the first range.
    pub(super) fn replacements(&self, new: &str) -> Vec<(Range<usize>, String)> {
        let n_chars: usize = self.0.iter().map(|stretch| stretch.n_chars).sum();
        let is_as_long = new.chars().count() == n_chars;
        let mut chars = new.chars();
        let written = self.0.iter().map(|stretch| {
            let n_taken = if is_as_long { stretch.n_chars } else { usize::MAX };
            (stretch.bytes.clone(), chars.by_ref().take(n_taken).collect())
        });
        written.collect()
    }
}
