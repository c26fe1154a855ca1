//! The number of a segment that will be inserted, and the changes of the other numbers.

use super::arrangement::Arrangement;
use super::written_number::{WrittenNumber, padded_width, written_numbers};
use super::{Notes, sequence};
use crate::outline::SegmentNumber;
use crate::text::Change;

/// The number for a segment inserted at this index, in the format of these notes.
pub fn number_at_place(notes: &Notes, place_idx: usize) -> String {
    let written = written_numbers(notes);
    let (number, _) = with_new(&written, place_idx, 1);
    number.to_text(padded_width(&written))
}

/// The changes to the numbers of the other segments for `n_new` numbered segments inserted at this index.
/// Empty if a label could not be read with its new number.
pub(in crate::rundown) fn renumbering_for_insertion(notes: &Notes, place_idx: usize, n_new: u32) -> Vec<Change> {
    if n_new == 0 {
        return Vec::new();
    }
    let written = written_numbers(notes);
    let (_, moved) = with_new(&written, place_idx, n_new);
    let mut arrangement = Arrangement::new(notes);
    arrangement.renumber(moved, &written);
    arrangement.lay_out_checked(0..0).map(|laid| laid.changes).unwrap_or_default()
}

fn with_new(written: &[Option<WrittenNumber>], place_idx: usize, n_new: u32) -> (SegmentNumber, Vec<SegmentNumber>) {
    let numbers: Vec<SegmentNumber> = written.iter().flatten().map(|it| it.number).collect();
    let number_idx = written[..place_idx].iter().flatten().count();
    sequence::with_new(&numbers, number_idx, n_new)
}
