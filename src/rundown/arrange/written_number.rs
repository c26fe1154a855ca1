//! The number of a label in the source, and how it is replaced.

use std::ops::Range;

use super::Notes;
use super::source_ranges::{SourceRanges, places_of_chars};
use crate::markdown::InlineLine;
use crate::outline::SegmentNumber;

/// The number of a label as it is written in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenNumber {
    pub number: SegmentNumber,
    /// The ranges of its digits and its point; several if markup interrupts them.
    at: SourceRanges,
    /// In ASCII digits: `07`, `0.1`.
    pub digits: String,
    /// Written with full-width digits: `７`, not `7`.
    is_wide: bool,
    /// It is the marker of a list item, not part of the text.
    pub is_item: bool,
}

/// The written numbers of all segments; `None` for those without a number, or whose number is not in the source.
pub(super) fn written_numbers(notes: &Notes) -> Vec<Option<WrittenNumber>> {
    (0..notes.outline.segments.len()).map(|idx| written_number(notes, idx)).collect()
}

/// The number of digits that numbers are padded to with zeros in these notes: 2 if there is a `#07`.
pub(super) fn padded_width(written: &[Option<WrittenNumber>]) -> usize {
    let padded = written.iter().flatten().filter(|it| it.is_padded());
    padded.map(WrittenNumber::width).max().unwrap_or(0)
}

/// [`padded_width`] of the notes. Takes time linear in the text.
pub(in crate::rundown) fn number_width(notes: &Notes) -> usize {
    padded_width(&written_numbers(notes))
}

/// From the first to the last digit of a segment's number, in bytes of the text.
pub(in crate::rundown) fn number_bytes(notes: &Notes, segment_idx: usize) -> Option<Range<usize>> {
    let written = written_number(notes, segment_idx)?;
    Some(written.at.byte_from()..written.at.byte_to())
}

/// The written number of one segment.
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
    let at = SourceRanges::new(notes.text, places);
    let source = at.text(notes.text);
    let is_wide = source.chars().all(|c| !c.is_ascii_digit());
    let digits = source.chars().map(narrow).collect();
    Some(WrittenNumber { number, at, digits, is_wide, is_item })
}

/// The source ranges of the digits and the point of a number. `None` if one of them is not written as it is shown.
fn places_of_digits(line: &InlineLine, number_at: Range<usize>) -> Option<Vec<Range<usize>>> {
    places_of_chars(line, number_at, |c| narrow(c).is_ascii_digit() || c == '.')
}

impl WrittenNumber {
    /// A number in ASCII digits, padded as this one is, or as other numbers of the notes if this one is long enough to
    /// tell.
    pub(super) fn digits_of(&self, number: SegmentNumber, padded_width: usize) -> String {
        let width = match self.width() {
            own if self.is_padded() => own,
            own if own >= padded_width => padded_width,
            _ => 0,
        };
        number.to_text(width)
    }

    /// Whether readers see another number than is written: Markdown counts the items of a list from the first one.
    pub(super) fn is_counted_by_markdown(&self) -> bool {
        self.is_item && self.digits.parse() != Ok(self.number.whole)
    }

    /// The replacements in the text that give the number these digits. `body` is that of the segment.
    /// The marker of an item cannot have a point, and stays. If it gets longer, the lines below it in the item are
    /// indented more.
    pub(super) fn replacements(&self, digits: &str, text: &str, body: Range<usize>) -> Vec<(Range<usize>, String)> {
        if !self.is_item {
            let written: String = digits.chars().map(|c| if self.is_wide { wide(c) } else { c }).collect();
            return self.at.replacements(&written);
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        let mut replaced = self.at.replacements(digits);
        replaced.extend(indented_by_marker(&text[body.clone()], body.start, self.digits.len(), digits.len()));
        replaced
    }

    /// The ranges of its digits and its point.
    pub(super) fn stretches(&self) -> &SourceRanges {
        &self.at
    }

    fn is_padded(&self) -> bool {
        self.width() > 1 && self.digits.starts_with('0')
    }

    /// The number of digits before the point.
    fn width(&self) -> usize {
        self.digits.find('.').unwrap_or(self.digits.len())
    }
}

/// The changes to the indented lines of an item after its marker has got another number of digits.
/// `item` begins at `byte_from`.
fn indented_by_marker(
    item: &str,
    byte_from: usize,
    n_digits: usize,
    n_digits_new: usize,
) -> impl Iterator<Item = (Range<usize>, String)> {
    let n_columns = column_of_text(item, n_digits);
    let mut byte = byte_from;
    let starts = item.split_inclusive('\n').map(move |line| {
        byte += line.len();
        (byte - line.len(), line)
    });
    let is_inside = move |line: &str| n_leading_spaces(line) >= n_columns && !line.trim().is_empty();
    let inside = starts.skip(1).filter(move |(_, line)| is_inside(line));
    inside.filter(move |_| n_digits != n_digits_new).map(move |(byte, _)| {
        let n_fewer = n_digits.saturating_sub(n_digits_new);
        (byte..byte + n_fewer, " ".repeat(n_digits_new.saturating_sub(n_digits)))
    })
}

/// The column where the text of an item begins: behind its indentation, the marker, and up to four blanks.
fn column_of_text(item: &str, n_digits: usize) -> usize {
    let n_marker = n_leading_spaces(item) + n_digits + 1;
    let n_blanks = n_leading_spaces(item.get(n_marker..).unwrap_or_default());
    n_marker + if (1..=4).contains(&n_blanks) { n_blanks } else { 1 }
}

fn n_leading_spaces(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
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
