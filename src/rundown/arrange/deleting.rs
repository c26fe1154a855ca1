//! Deletes a segment.

use super::Notes;
use super::arrangement::Arrangement;
use super::sequence;
use super::written_number::written_numbers;
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
    let mut arrangement = Arrangement::new(notes);
    arrangement.places.remove(segment_idx);
    let gap_idx = gap_to_close(&arrangement, segment_idx);
    arrangement.gaps.remove(gap_idx);
    let written = written_numbers(notes);
    let numbered: Vec<usize> = (0..written.len()).filter(|idx| written[*idx].is_some()).collect();
    if let Ok(number_idx) = numbered.binary_search(&segment_idx) {
        let numbers: Vec<SegmentNumber> = written.iter().flatten().map(|it| it.number).collect();
        arrangement.renumber(sequence::without(&numbers, number_idx), &written);
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
}
