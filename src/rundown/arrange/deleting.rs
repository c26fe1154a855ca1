//! Deletes a segment with all within it, and copies one to the place below it: the way back of the other.

use std::borrow::Cow;
use std::ops::Range;

use super::arrangement::Arrangement;
use super::written_number::written_numbers;
use super::{ArrangeError, Notes, sequence};
use crate::outline::SegmentNumber;
use crate::text::{Selection, TextEdit};

/// Deletes a segment and its gap, and lowers the numbers behind it. The cursor is put where the segment was.
///
/// The content of other segments may change, if the deleted one had what they refer to. It is deleted all the same.
/// A segment that does not exist gives an empty edit.
pub fn delete_segment(notes: &Notes, segment_idx: usize) -> TextEdit {
    if segment_idx >= notes.outline.segments.len() {
        return TextEdit::default();
    }
    let end = notes.outline.end_of(segment_idx);
    let mut arrangement = Arrangement::new(notes);
    arrangement.places.drain(segment_idx..end);
    arrangement.gaps.drain(segment_idx + 1..end);
    let gap_idx = gap_to_close(&arrangement, segment_idx);
    arrangement.gaps.remove(gap_idx);
    let written = written_numbers(notes);
    let n_numbered = |idxs: Range<usize>| written[idxs].iter().flatten().count();
    let gone = n_numbered(0..segment_idx)..n_numbered(0..end);
    if !gone.is_empty() {
        let numbers: Vec<SegmentNumber> = written.iter().flatten().map(|it| it.number).collect();
        let numbers = gone.rev().fold(numbers, |numbers, idx| sequence::without(&numbers, idx));
        arrangement.renumber(numbers, &written);
    }
    let bare = arrangement.lay_out();
    let laid = arrangement.lay_out_checked(segment_idx..segment_idx + 1).unwrap_or(bare);
    let byte_above = arrangement.byte_of_end_above(&laid, segment_idx);
    let byte_cursor = laid.starts.get(segment_idx).copied().unwrap_or(byte_above);
    TextEdit::new(laid.changes, Some(Selection::cursor(byte_cursor)))
}

/// The gap that is deleted with a segment: the one below it. For the last segment the one above, as the other ends the
/// text.
fn gap_to_close(arrangement: &Arrangement, segment_idx: usize) -> usize {
    let is_last = segment_idx == arrangement.places.len();
    let is_alone = is_last && segment_idx == 0 && !arrangement.has_head();
    if is_last && !is_alone { segment_idx } else { segment_idx + 1 }
}

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
    let copy_idx = notes.outline.end_of(segment_idx);
    let n_copied = copy_idx - segment_idx;
    let mut arrangement = Arrangement::new(notes);
    let mut gaps = vec![gap_of_copy(&arrangement, segment_idx..copy_idx)];
    gaps.extend_from_slice(&arrangement.gaps[segment_idx + 1..copy_idx]);
    let mut copies = arrangement.places[segment_idx..copy_idx].to_vec();
    copies.iter_mut().for_each(|copy| copy.is_new = true);
    arrangement.places.splice(copy_idx..copy_idx, copies);
    arrangement.gaps.splice(copy_idx..copy_idx, gaps);
    let unnumbered = arrangement.places.clone();
    push_numbers_up(notes, segment_idx..copy_idx, &mut arrangement);
    let gap_idxs = copy_idx..copy_idx + n_copied + 1;
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
fn gap_of_copy<'a>(arrangement: &Arrangement<'a>, copied: Range<usize>) -> Cow<'a, str> {
    let is_last = copied.end == arrangement.places.len();
    match (is_last, copied.start) {
        (false, _) => arrangement.gaps[copied.end].clone(),
        (true, 0) => Cow::Borrowed(USUAL_GAP),
        (true, idx) => arrangement.gaps[idx].clone(),
    }
}

/// Numbers within a copy stay as they are: they count what is within it.
fn push_numbers_up(notes: &Notes, copied: Range<usize>, arrangement: &mut Arrangement) {
    let written = written_numbers(notes);
    let is_numbered_alone = written[copied.start].is_some() && written[copied.clone()].iter().flatten().count() == 1;
    if !is_numbered_alone {
        return;
    }
    let numbers: Vec<SegmentNumber> = written.iter().flatten().map(|it| it.number).collect();
    let number_idx = written[..copied.end].iter().flatten().count();
    let (new, mut moved) = sequence::with_new(&numbers, number_idx, 1);
    moved.insert(number_idx, new);
    arrangement.renumber(moved, &written);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::arrange::tests::{shown, with_notes};

    /// Deletes a segment; `|` is the cursor after it.
    #[track_caller]
    fn check(before: &str, segment_idx: usize, expected: &str) {
        let found = with_notes(before, |notes| shown(notes.text, &delete_segment(notes, segment_idx)));
        assert_eq!(found, expected, "{before}");
    }

    #[test]
    fn a_segment_goes_with_its_gap() {
        let text = "# Talk 1\n\nAnn #1: A\n\n- a\n\nBen #2: B\n\n\nJoke\n";
        check(text, 0, "# Talk 1\n\n|Ben #1: B\n\n\nJoke\n");
        check(text, 1, "# Talk 1\n\nAnn #1: A\n\n- a\n\n|Joke\n");
        check(text, 2, "# Talk 1\n\nAnn #1: A\n\n- a\n\nBen #2: B|\n");
        check("# Talk 1\n\nJoke\n", 0, "# Talk 1|\n");
        check("Joke", 0, "|");
        check("Joke\n", 1, "Joke\n");
        check("# Talk\n\n## A\n\n### B\n\n- b\n\n\n## C\n", 0, "# Talk\n\n|## C\n");
        check("# Talk\n\n## A\n\n### B\n\n- b\n\n\n## C\n", 1, "# Talk\n\n## A\n\n|## C\n");
    }

    #[test]
    fn the_numbers_behind_it_come_down_and_keep_their_gaps() {
        check("Ann #1: A\n\nBen #2: B\n\nExtras\n\nCleo #5: C\n", 0, "|Ben #1: B\n\nExtras\n\nCleo #4: C\n");
        check("Ann #0: A\n\nBen #1: B\n", 0, "|Ben #1: B\n");
        check("Ann #01: A\n\nBen #02: B\n\nCleo #10: C\n", 1, "Ann #01: A\n\n|Cleo #09: C\n");
    }

    #[test]
    fn what_follows_is_not_swallowed_by_what_stands_above() {
        check("|a|\n|-|\n\nJoke\nExtras\n", 0, "|a|\n|-|\n\n|Extras\n");
        check("Ann #1: A\n\n> a\n\nJoke\nExtras\n", 1, "Ann #1: A\n\n> a\n\n|Extras\n");
    }

    /// Copies a segment; `|` is the cursor after it.
    #[track_caller]
    fn check_copy(before: &str, segment_idx: usize, expected: &str) {
        let edit = |notes: &Notes| duplicate_segment(notes, segment_idx).expect("it can be copied");
        assert_eq!(with_notes(before, |notes| shown(notes.text, &edit(notes))), expected, "{before}");
    }

    #[test]
    fn a_copy_stands_right_below_with_the_next_number() {
        check_copy(
            "Ann #1: A\n\n- a\n\n\n**Ben #2:** B\n",
            0,
            "Ann #1: A\n\n- a\n\n\n|Ann #2: A\n\n- a\n\n\n**Ben #3:** B\n",
        );
        check_copy("Ann #1: A\nBen #2: B", 1, "Ann #1: A\nBen #2: B\n|Ben #3: B");
        check_copy("Joke\n", 0, "Joke\n\n|Joke\n");
        check_copy("Ann #09: A\n\nBen #10: B\n", 0, "Ann #09: A\n\n|Ann #10: A\n\nBen #11: B\n");
        check_copy("Joke\n", 1, "Joke\n");
        let copied = "# T\n\n## A\n\n### B\n- b\n\n\n|## A\n\n### B\n- b\n\n\n## C";
        check_copy("# T\n\n## A\n\n### B\n- b\n\n\n## C", 0, copied);
    }

    #[test]
    fn a_number_that_would_not_be_read_stays() {
        check_copy("#9999: A\n", 0, "#9999: A\n\n|#9999: A\n");
    }

    #[test]
    fn a_segment_that_would_swallow_its_copy_is_not_copied() {
        let found = with_notes("Joke\n\n```\n", |notes| duplicate_segment(notes, 0));
        assert_eq!(found, Err(ArrangeError::OpenCode { line: 3 }));
    }
}
