//! How the number of a label is written, and how another one is written in its place.

use std::ops::Range;

use super::Notes;
use super::stretches::{Stretches, places_of_chars};
use crate::markdown::InlineLine;
use crate::rundown::SegmentNumber;

/// The number of a label as it stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenNumber {
    pub number: SegmentNumber,
    /// Where its digits and its point stand; several stretches, where markup parts them.
    at: Stretches,
    /// In plain digits: `07`, `0.1`.
    pub digits: String,
    /// Written `７` and not `7`.
    is_wide: bool,
    /// The marker of a list's item, not part of its text.
    pub is_item: bool,
}

/// The numbers of all segments as they are written; none where there is no number, or it does not stand in the source.
pub(super) fn written_numbers(notes: &Notes) -> Vec<Option<WrittenNumber>> {
    (0..notes.outline.segments.len()).map(|idx| written_number(notes, idx)).collect()
}

/// How many digits numbers are filled up to with zeros in these notes: 2, if there is a `#07`.
pub(super) fn padded_width(written: &[Option<WrittenNumber>]) -> usize {
    let padded = written.iter().flatten().filter(|it| it.is_padded());
    padded.map(WrittenNumber::width).max().unwrap_or(0)
}

/// The number of one segment as it is written.
pub(super) fn written_number(notes: &Notes, segment_idx: usize) -> Option<WrittenNumber> {
    let segment = &notes.outline.segments[segment_idx];
    let number = segment.label.number?;
    let line = notes.label_line(segment)?;
    let (places, is_item) = match &segment.label.number_at {
        Some(number_at) => (places_of_digits(line, number_at.clone())?, false),
        None => (vec![line.item.as_ref().filter(|item| item.number.is_some())?.marker.clone()], true),
    };
    let byte_of_block = notes.blocks.byte_of(segment.block_idx);
    let places = places.into_iter().map(|place| byte_of_block + place.start..byte_of_block + place.end);
    let at = Stretches::new(notes.text, places);
    let source = at.text(notes.text);
    let is_wide = source.chars().all(|c| !c.is_ascii_digit());
    let digits = source.chars().map(narrow).collect();
    Some(WrittenNumber { number, at, digits, is_wide, is_item })
}

/// Where each digit of a number and its point stand in the block; none if one of them is not written as it is shown.
fn places_of_digits(line: &InlineLine, number_at: Range<usize>) -> Option<Vec<Range<usize>>> {
    places_of_chars(line, number_at, |c| narrow(c).is_ascii_digit() || c == '.')
}

impl WrittenNumber {
    /// The number in plain digits, filled up as this one is, or as others of the notes are that it fits with.
    pub(super) fn digits_of(&self, number: SegmentNumber, padded_width: usize) -> String {
        let width = match self.width() {
            own if self.is_padded() => own,
            own if own >= padded_width => padded_width,
            _ => 0,
        };
        number.to_text(width)
    }

    /// Whether readers see another number than is written: of a list's items, Markdown looks at the first one's alone.
    pub(super) fn is_counted_by_markdown(&self) -> bool {
        self.is_item && self.digits.parse() != Ok(self.number.whole)
    }

    /// What to write at which bytes of the text, so that the number has these digits.
    /// The marker of an item has no point: it stays.
    pub(super) fn replacements(&self, digits: &str) -> Vec<(Range<usize>, String)> {
        if self.is_item && !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        let written: String = digits.chars().map(|c| if self.is_wide { wide(c) } else { c }).collect();
        self.at.replacements(&written)
    }

    fn is_padded(&self) -> bool {
        self.width() > 1 && self.digits.starts_with('0')
    }

    /// Digits before the point.
    fn width(&self) -> usize {
        self.digits.find('.').unwrap_or(self.digits.len())
    }
}

fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        _ => c,
    }
}

fn wide(c: char) -> char {
    let wide = c.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit));
    wide.unwrap_or(c)
}
