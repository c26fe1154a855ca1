//! Numbers the segments again, when the author asks for it; and the number of a segment that will be inserted, with the changes of
//! the other numbers.

use super::arrangement::Arrangement;
use super::written_number::{WrittenNumber, padded_width, written_numbers};
use super::{ArrangeError, Notes, sequence};
use crate::outline::SegmentNumber;
use crate::text::{Change, TextEdit};

/// Numbers the numbered segments from 1, or from 0 if the first one is `#0`. Numbers with a point are counted within
/// their whole: `#0.1`, `#0.2`. A countdown stays a countdown. Only digits change; if all are right, the edit is empty.
///
/// # Errors
/// If a label could not be read with its new number.
pub fn renumber(notes: &Notes) -> Result<TextEdit, ArrangeError> {
    let written = written_numbers(notes);
    let numbers: Vec<SegmentNumber> = written.iter().flatten().map(|it| it.number).collect();
    let mut arrangement = Arrangement::new(notes);
    arrangement.renumber(sequence::counted_anew(&numbers), &written);
    let laid = arrangement.lay_out_checked(0..0)?;
    Ok(TextEdit::new(laid.changes, None))
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::arrange::tests::with_notes;

    /// Numbers the segments, and again to check that nothing is left to do.
    #[track_caller]
    fn check(before: &str, expected: &str) {
        let renumbered = |text: &str| with_notes(text, renumber).expect("its numbers can be read").apply(text);
        assert_eq!(renumbered(before), expected, "{before}");
        assert_eq!(renumbered(expected), expected);
    }

    #[test]
    fn segments_are_numbered_one_after_the_other() {
        check(
            "# Talk 7\n\n**Ann #2:** A\n\nExtras\n\n**Ben #****7****:** B\n\n#7 Cleo: C\n",
            "# Talk 7\n\n**Ann #1:** A\n\nExtras\n\n**Ben #****2****:** B\n\n#3 Cleo: C\n",
        );
        check("Joke\n", "Joke\n");
        check("", "");
    }

    #[test]
    fn what_the_author_counts_from_stays() {
        check("Ann #0: A\n\nBen #0.3: B\n\nCleo #4: C\n", "Ann #0: A\n\nBen #0.1: B\n\nCleo #1: C\n");
        check("Ann #9: A\n\nBen #5: B\n\nCleo #1: C\n", "Ann #3: A\n\nBen #2: B\n\nCleo #1: C\n");
    }

    #[test]
    fn numbers_stay_as_wide_as_they_are() {
        check("Ann #01: A\n\nBen #03: B\n\nCleo ＃４: C\n", "Ann #01: A\n\nBen #02: B\n\nCleo ＃３: C\n");
        let padded: String = (2..12).map(|number| format!("Ann #{number:02}: A\n\n")).collect();
        let expected: String = (1..11).map(|number| format!("Ann #{number:02}: A\n\n")).collect();
        check(&padded, &expected);
    }
}
