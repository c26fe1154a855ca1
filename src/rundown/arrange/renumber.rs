//! Numbers the segments again, when the author asks for it.

use super::arrangement::Arrangement;
use super::written_number::written_numbers;
use super::{ArrangeError, Notes, sequence};
use crate::outline::SegmentNumber;
use crate::text::TextEdit;

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
