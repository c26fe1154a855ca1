//! Copies a segment to the place below it.

use std::borrow::Cow;

use super::arrangement::Arrangement;
use super::written_number::written_numbers;
use super::{ArrangeError, Notes, sequence};
use crate::outline::SegmentNumber;
use crate::text::{Selection, TextEdit};

/// The gap before a copy, if the notes have no other gap to copy.
const USUAL_GAP: &str = "\n\n";

/// Copies a segment to the place below it. The copy gets the next number, and the numbers behind it are raised, so that
/// deleting the copy restores the text. The cursor is put at the start of the copy's label.
///
/// A segment that does not exist gives an empty edit.
///
/// # Errors
/// If the segment would swallow its copy, even with a blank line between them.
pub fn duplicate_segment(notes: &Notes, segment_idx: usize) -> Result<TextEdit, ArrangeError> {
    if segment_idx >= notes.outline.segments.len() {
        return Ok(TextEdit::default());
    }
    let copy_idx = segment_idx + 1;
    let mut arrangement = Arrangement::new(notes);
    let mut copy = arrangement.places[segment_idx].clone();
    copy.is_new = true;
    arrangement.places.insert(copy_idx, copy);
    let gap = gap_of_copy(&arrangement, segment_idx);
    arrangement.gaps.insert(copy_idx, gap);
    let unnumbered = arrangement.places.clone();
    push_numbers_up(notes, copy_idx, &mut arrangement);
    let gap_idxs = copy_idx..copy_idx + 2;
    let laid = arrangement.lay_out_checked(gap_idxs.clone()).or_else(|error| {
        // The new number may prevent the label from being read: `Ann #100`.
        arrangement.places = unnumbered;
        arrangement.lay_out_checked(gap_idxs).map_err(|_| error)
    })?;
    let byte_cursor = laid.starts[copy_idx];
    Ok(TextEdit::new(laid.changes, Some(Selection::cursor(byte_cursor))))
}

/// A copy of the gap below the segment. At the end of the text a copy of the gap above it, since the one below ends the
/// text.
fn gap_of_copy<'a>(arrangement: &Arrangement<'a>, segment_idx: usize) -> Cow<'a, str> {
    let is_last = segment_idx + 2 == arrangement.places.len();
    match (is_last, segment_idx) {
        (false, _) => arrangement.gaps[segment_idx + 1].clone(),
        (true, 0) => Cow::Borrowed(USUAL_GAP),
        (true, _) => arrangement.gaps[segment_idx].clone(),
    }
}

fn push_numbers_up(notes: &Notes, copy_idx: usize, arrangement: &mut Arrangement) {
    let written = written_numbers(notes);
    if written[copy_idx - 1].is_none() {
        return;
    }
    let numbers: Vec<SegmentNumber> = written.iter().flatten().map(|it| it.number).collect();
    let number_idx = written[..copy_idx].iter().flatten().count();
    let (new, mut moved) = sequence::with_new(&numbers, number_idx, 1);
    moved.insert(number_idx, new);
    arrangement.renumber(moved, &written);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::arrange::tests::{shown, with_notes};

    /// Copies a segment; `|` is the cursor after it.
    #[track_caller]
    fn check(before: &str, segment_idx: usize, expected: &str) {
        let edit = |notes: &Notes| duplicate_segment(notes, segment_idx).expect("it can be copied");
        assert_eq!(with_notes(before, |notes| shown(notes.text, &edit(notes))), expected, "{before}");
    }

    #[test]
    fn a_copy_stands_right_below_with_the_next_number() {
        check(
            "Ann #1: A\n\n- a\n\n\n**Ben #2:** B\n",
            0,
            "Ann #1: A\n\n- a\n\n\n|Ann #2: A\n\n- a\n\n\n**Ben #3:** B\n",
        );
        check("Ann #1: A\nBen #2: B", 1, "Ann #1: A\nBen #2: B\n|Ben #3: B");
        check("Joke\n", 0, "Joke\n\n|Joke\n");
        check("Ann #09: A\n\nBen #10: B\n", 0, "Ann #09: A\n\n|Ann #10: A\n\nBen #11: B\n");
        check("Joke\n", 1, "Joke\n");
    }

    #[test]
    fn a_number_that_would_not_be_read_stays() {
        check("#9999: A\n", 0, "#9999: A\n\n|#9999: A\n");
    }

    #[test]
    fn a_segment_that_would_swallow_its_copy_is_not_copied() {
        let found = with_notes("Joke\n\n```\n", |notes| duplicate_segment(notes, 0));
        assert_eq!(found, Err(ArrangeError::OpenCode { line: 3 }));
    }
}
