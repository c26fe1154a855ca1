//! Moves a segment to another place.

use std::ops::Range;

use super::arrangement::{Arrangement, LaidOut};
use super::written_number::{WrittenNumber, written_number};
use super::{ArrangeError, Notes};
use crate::text::{Change, Selection, SelectionRange, Side, TextEdit, sort_by_numbers};

/// Moves a segment, with all within it, to where its index is `idx_to`, or to the nearest place beside the segments that
/// it is beside now ([`Outline::landings`](crate::outline::Outline::landings)).
///
/// Numbers stay in their places, and the selection stays in its segment.
/// A segment that does not exist, or that is already there, gives an empty edit.
///
/// # Errors
/// If the content of the notes would change, even with blank lines between the segments.
pub fn move_segment(
    notes: &Notes,
    segment_idx: usize,
    idx_to: usize,
    selection: &Selection,
) -> Result<TextEdit, ArrangeError> {
    let landings = notes.outline.landings(segment_idx);
    let nearest = landings.iter().copied().min_by_key(|landing| landing.abs_diff(idx_to));
    let Some(idx_to) = nearest.filter(|landing| *landing != segment_idx) else {
        return Ok(TextEdit::default());
    };
    let n_moved = notes.outline.end_of(segment_idx) - segment_idx;
    let span = segment_idx.min(idx_to)..segment_idx.max(idx_to) + n_moved;
    let mut groups = groups_in(notes, span.clone());
    match segment_idx < idx_to {
        true => groups.rotate_left(1),
        false => groups.rotate_right(1),
    }
    let mut arrangement = Arrangement::new(notes);
    arrangement.places[segment_idx..segment_idx + n_moved].iter_mut().for_each(|place| place.is_new = true);
    arrangement.reorder(&groups);
    let unnumbered = arrangement.places.clone();
    keep_numbers_in_places(&mut arrangement, span.clone());
    let gap_idxs = span.start..span.end + 1;
    let laid = arrangement.lay_out_checked(gap_idxs.clone()).or_else(|error| {
        // The new number may prevent the label from being read: `Ann #100`.
        arrangement.places = unnumbered;
        arrangement.lay_out_checked(gap_idxs).map_err(|_| error)
    })?;
    let selection = moved_selection(&arrangement, &laid, selection);
    Ok(TextEdit::new(laid.changes, Some(selection)))
}

/// The segments of a range that are beside each other, each with all within it.
fn groups_in(notes: &Notes, idxs: Range<usize>) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut idx = idxs.start;
    while idx < idxs.end {
        let end = notes.outline.end_of(idx);
        groups.push(idx..end);
        idx = end;
    }
    groups
}

/// Gives each of the segments beside each other that has a number the one that was at its new place. These places must
/// have the same segments as before, in another order.
fn keep_numbers_in_places(arrangement: &mut Arrangement, places: Range<usize>) {
    let notes = arrangement.notes;
    let depth = notes.outline.segments[places.start].depth;
    let written = places.clone().map(|idx| {
        let is_beside = notes.outline.segments[idx].depth == depth;
        is_beside.then(|| written_number(&notes, idx)).flatten()
    });
    let written: Vec<Option<WrittenNumber>> = written.collect();
    let mut numbers = written.iter().flatten();
    for place_idx in places.clone() {
        let Some(own) = &written[arrangement.places[place_idx].segment_idx - places.start] else { continue };
        let Some(next) = numbers.next() else { break };
        let digits = if own.is_item == next.is_item { next.digits.clone() } else { next.number.to_string() };
        arrangement.places[place_idx].number = Some(next.number);
        arrangement.write_digits(place_idx, own, &digits);
    }
}

/// The selection in the new text: each end at the same position in the same segment.
fn moved_selection(arrangement: &Arrangement, laid: &LaidOut, selection: &Selection) -> Selection {
    let main = moved_range(arrangement, laid, selection.main());
    let mut ranges: Vec<SelectionRange> =
        selection.ranges().iter().map(|range| moved_range(arrangement, laid, *range)).collect();
    sort_by_numbers(&mut ranges, |range| (range.from(), range.to()));
    let main_idx = ranges.iter().position(|range| *range == main).unwrap_or_default();
    Selection::new(ranges, main_idx)
}

fn moved_range(arrangement: &Arrangement, laid: &LaidOut, range: SelectionRange) -> SelectionRange {
    let home = segment_at(arrangement, range.from());
    // A selection up to the very end of a segment ends where the next one begins.
    let goes_on = home.is_none_or(|home| range.to() > arrangement.extents[home].byte_next);
    let home_of = |byte: usize| if goes_on { segment_at(arrangement, byte) } else { home };
    let moved = |byte: usize| home_of(byte).map_or(byte, |home| moved_byte(arrangement, laid, home, byte));
    SelectionRange::new(moved(range.byte_anchor), moved(range.byte_head))
}

fn segment_at(arrangement: &Arrangement, byte: usize) -> Option<usize> {
    arrangement.extents.partition_point(|extent| extent.byte_from <= byte).checked_sub(1)
}

/// The new position of a byte in a segment, or in the gap below it.
fn moved_byte(arrangement: &Arrangement, laid: &LaidOut, segment_idx: usize, byte: usize) -> usize {
    let extent = arrangement.extents[segment_idx];
    let places = arrangement.places.iter();
    let place_idx = places.map(|place| place.segment_idx).position(|idx| idx == segment_idx).unwrap_or_default();
    let replaced = arrangement.places[place_idx].replaced.iter();
    let renumbered =
        TextEdit::new(replaced.map(|(bytes, new)| Change::replace(bytes.clone(), new.as_str())).collect(), None);
    let byte_in_body = renumbered.map_byte(byte.min(extent.byte_to), Side::After) - extent.byte_from;
    // The last byte of the gap is where the next segment begins.
    let gap_below = &arrangement.gaps[place_idx + 1];
    let is_last = place_idx + 1 == arrangement.places.len();
    let n_bytes_of_gap = if is_last { gap_below.len() } else { gap_below.len().saturating_sub(1) };
    laid.starts[place_idx] + byte_in_body + byte.saturating_sub(extent.byte_to).min(n_bytes_of_gap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::arrange::tests::{shown, with_marked_notes, with_notes};

    /// Moves a segment with the cursor at `|`, or the selection between two of them.
    #[track_caller]
    fn check(before: &str, segment_idx: usize, idx_to: usize, expected: &str) {
        let found = with_marked_notes(before, |notes, selection| {
            let edit = move_segment(notes, segment_idx, idx_to, selection).expect("it can be moved");
            shown(notes.text, &edit)
        });
        assert_eq!(found, expected, "{before}");
    }

    #[test]
    fn a_segment_moves_with_all_that_belongs_to_it() {
        check(
            "# Talk 1\n\n**Ann #1:** Kites\n\n- fl|y\n\n**Ben #2:** Planes\n\nText.\n",
            0,
            1,
            "# Talk 1\n\n**Ben #1:** Planes\n\nText.\n\n**Ann #2:** Kites\n\n- fl|y\n",
        );
        check(
            "**Ann #1:** Kites\n\n**Ben #2:** Planes\n\n|Joke\n\n- ha\n",
            2,
            0,
            "|Joke\n\n- ha\n\n**Ann #1:** Kites\n\n**Ben #2:** Planes\n",
        );
        check("Ann #1: A|\n\nBen #2: B\n\nCleo #3: C", 0, 9, "Ben #1: B\n\nCleo #2: C\n\nAnn #3: A|");
    }

    #[test]
    fn what_is_within_a_segment_goes_along_and_stays_within_it() {
        let text = "# Talk\n\n## A\n\n### B|\n\n- b\n\n\n\n## C\n\n### D\n\n#### E\n\n### F\n";
        let c_first = "# Talk\n\n## C\n\n### D\n\n#### E\n\n### F\n\n\n\n## A\n\n### B|\n\n- b\n";
        check(text, 0, 9, c_first);
        check(text, 2, 1, c_first);
        check(text, 5, 1, &text.replace("### D\n\n#### E\n\n### F\n", "### F\n\n### D\n\n#### E\n"));
        check(text, 1, 5, &text.replace('|', ""));
        check("## A\n\n00:00 x\n|00:10 y\n\n## B\n", 2, 1, "## A\n\n|00:10 y\n00:00 x\n\n## B\n");
    }

    #[test]
    fn gaps_and_numbers_stay_in_their_places() {
        check(
            "|Ann #0: A\n\n\nBen #0.1: B\n- b\nCleo #4: C\n\n \n",
            2,
            0,
            "Cleo #0: C\n\n\n|Ann #0.1: A\nBen #4: B\n- b\n\n \n",
        );
        check("Ann #1: A\n\nExtras\n\n|Ben #5: B\n", 2, 1, "Ann #1: A\n\n|Ben #5: B\n\nExtras\n");
    }

    #[test]
    fn a_number_keeps_the_shape_of_its_label() {
        check("|**Ann #****0****9:** A\n\nBen #`10`: B\n", 0, 1, "Ben #`09`: B\n\n|**Ann #****1****0:** A\n");
        check("|**Ann #****9****:** A\n\n`#`10 (Ben): B\n", 1, 0, "`#`9 (Ben): B\n\n|**Ann #****10****:** A\n");
        check("|太郎 ＃１：A\n\n花子 ＃２：B\n", 0, 1, "花子 ＃１：B\n\n|太郎 ＃２：A\n");
        check("|Ann #&#49;: A\n\nBen #2: B\n", 0, 1, "Ben #2: B\n\n|Ann #&#49;: A\n");
    }

    #[test]
    fn items_of_a_numbered_list_take_over_the_numbers_of_their_places() {
        check("|1. [A](a)\n   - a\n2. [B](b)\n3. [C](c)\n", 2, 0, "1. [C](c)\n|2. [A](a)\n   - a\n3. [B](b)\n");
        check("|1. [A](a)\n1. [B](b)\n\n## End\n", 0, 1, "1. [B](b)\n|1. [A](a)\n\n## End\n");
        check(
            "9. [A](a)\n   - a|\n\n   a\n10. [B](b)\n    - b\n",
            0,
            1,
            "9. [B](b)\n   - b\n10. [A](a)\n    - a|\n\n    a\n",
        );
    }

    #[test]
    fn the_selection_goes_along() {
        check("Ann #1: A\n\nBen #|2: |B\n", 1, 0, "Ben #|1: |B\n\nAnn #2: A\n");
        check("Ann #1: A|\n|\nBen #2: B\n", 0, 1, "Ben #1: B\n\nAnn #2: A|\n|");
        check("|Ann #1: A\n\n|Ben #2: B\n\nJoke\n", 0, 1, "Ben #1: B\n\n|Ann #2: A\n|\nJoke\n");
        check("He|ad\n\nAnn #1: A\n\nBen #2: B\n", 0, 1, "He|ad\n\nBen #1: B\n\nAnn #2: A\n");
        check("Ann #1: A\n\nBen #2: B\n\nJoke\n|", 0, 1, "Ben #1: B\n\nAnn #2: A\n\nJoke\n|");
    }

    #[test]
    fn a_blank_line_keeps_lines_apart_that_would_run_together() {
        check("|Ann #1: A\n- a\nBen #2: B\n\n> b\n\nJoke\n", 1, 0, "Ben #1: B\n\n> b\n\n|Ann #2: A\n- a\n\nJoke\n");
    }

    #[test]
    fn a_segment_that_is_not_there_stays() {
        with_notes("Joke\n\nExtras\n", |notes| {
            let cursor = Selection::cursor(0);
            assert_eq!(move_segment(notes, 2, 0, &cursor), Ok(TextEdit::default()));
            assert_eq!(move_segment(notes, 1, 1, &cursor), Ok(TextEdit::default()));
            assert_eq!(move_segment(notes, 1, 7, &cursor), Ok(TextEdit::default()));
        });
    }

    /// Checks the error for a move that would change the content.
    #[track_caller]
    fn check_refused(text: &str, segment_idx: usize, idx_to: usize, expected: ArrangeError) {
        let found = with_notes(text, |notes| move_segment(notes, segment_idx, idx_to, &Selection::cursor(0)));
        assert_eq!(found, Err(expected), "{text}");
    }

    #[test]
    fn a_move_that_would_swallow_a_segment_is_refused() {
        check_refused("Ann #1: A\n\nBen #2: B\n\n```\ncode\n", 1, 0, ArrangeError::OpenCode { line: 5 });
        check_refused("Ann #1: A\n\nBen #2: B\n\n```\ncode\n", 0, 1, ArrangeError::OpenCode { line: 5 });
        check_refused("Ann #1: A\n\nBen #2: B\n\n<!-- note\n", 0, 1, ArrangeError::OpenHtml { line: 5 });
        check_refused("Ann #1: A\n\n## B\n", 1, 0, ArrangeError::BecomesTitle { line: 3 });
        check_refused("# Talk\n\n### A\n\n## B\n", 1, 0, ArrangeError::GoesInto { line: 3 });
        check_refused("Ann #1: A\n\n- a\n\nJoke\n\n  Ben #2: B\n", 2, 1, ArrangeError::Unread { line: 7 });
    }
}
