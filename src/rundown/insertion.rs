//! Where a template goes: at the end of the current segment, with one blank line on either side.
//!
//! Invariant: an insertion replaces blank lines and line breaks, never anything that can be seen, but for the numbers of
//! the segments behind it, which make room for its own.

use std::ops::Range;

use super::Notes;
use super::arrange::{gap_at_place, number_at_place, room_at_place};
use super::template::{Fields, Piece, Template, fill, n_numbers, push_text};
use crate::text::Change;

/// Where a template goes and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    pub byte_from: usize,
    pub byte_to: usize,
    pub pieces: Vec<Piece>,
    /// What gives other segments their new numbers; in the text before, outside of what is replaced.
    pub changes: Vec<Change>,
}

/// Inserts a template below the segment that the cursor is in, or below the head of the notes if it is there.
///
/// If the template has a field for a number, and there is one to fill in, the numbers behind it make room. Takes time
/// linear in the text.
pub fn insertion(template: &Template, fields: &Fields, notes: &Notes, byte_cursor: usize) -> Insertion {
    let place_idx = place_for_insertion(notes, byte_cursor);
    let Range { start: byte_from, end: byte_to } = gap_at_place(notes, place_idx);
    let mut pieces = Vec::new();
    push_text(&mut pieces, if byte_from == 0 { "" } else { "\n\n" });
    for piece in fill(template.body.trim_matches('\n'), fields) {
        match piece {
            Piece::Text(text) => push_text(&mut pieces, &text),
            piece => pieces.push(piece),
        }
    }
    push_text(&mut pieces, if byte_to == notes.text.len() { "\n" } else { "\n\n" });
    let n_new = fields.number.as_ref().map_or(0, |_| n_numbers(&template.body));
    Insertion { byte_from, byte_to, pieces, changes: room_at_place(notes, place_idx, n_new) }
}

/// The number of a segment that is inserted with the cursor at a byte, as these notes write numbers: `3`, `03`.
///
/// One more than the number above; above all others it takes over the first one's. Takes time linear in the text.
pub fn number_for_insertion(notes: &Notes, byte_cursor: usize) -> String {
    number_at_place(notes, place_for_insertion(notes, byte_cursor))
}

/// The index that a segment inserted with the cursor at a byte will have. Takes time linear in the text.
pub fn place_for_insertion(notes: &Notes, byte_cursor: usize) -> usize {
    let bytes_above = &notes.text.as_bytes()[..byte_cursor.min(notes.text.len())];
    let line = 1 + bytes_above.iter().filter(|byte| **byte == b'\n').count();
    notes.outline.segment_at_line(line).map_or(0, |idx| idx + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::arrange::tests::with_notes;
    use crate::rundown::outline::tests::outline;
    use crate::text::TextEdit;
    use proptest::prelude::*;

    const TEMPLATE: &str = "**Ann #9:** New\n\n- {{cursor}}\n";

    fn template(body: &str) -> Template {
        Template { body: body.into(), ..Template::default() }
    }

    /// The text after the insertion, with `|` where the cursor ends up.
    fn applied(text: &str, insertion: &Insertion) -> String {
        let inserted = insertion.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Stop { text, .. } => text,
            Piece::Cursor => "|",
        });
        let inserted = Change::replace(insertion.byte_from..insertion.byte_to, inserted.collect::<String>());
        TextEdit::new(insertion.changes.iter().cloned().chain([inserted]).collect(), None).apply(text)
    }

    /// Inserts a template with the cursor at `|`.
    #[track_caller]
    fn check_template(body: &str, before: &str, expected: &str) {
        let byte_cursor = before.find('|').expect("the text shows the cursor");
        let found = with_notes(&before.replacen('|', "", 1), |notes| {
            let fields = Fields { number: Some(number_for_insertion(notes, byte_cursor)), ..Fields::default() };
            applied(notes.text, &insertion(&template(body), &fields, notes, byte_cursor))
        });
        assert_eq!(found, expected, "{before:?}");
    }

    #[track_caller]
    fn check(before: &str, expected: &str) {
        check_template(TEMPLATE, before, expected);
    }

    #[test]
    fn the_numbers_behind_an_insertion_make_room() {
        let numbered = "Cleo #{{number}}: {{title}}";
        check_template(
            numbered,
            "|\n\nAnn #1: A\n\n**Ben #****2****:** B\n",
            "Cleo #1: Title\n\nAnn #2: A\n\n**Ben #****3****:** B\n",
        );
        check_template(
            numbered,
            "Ann #01: A|\n\nExtras\n\nBen #04: B\n",
            "Ann #01: A\n\nCleo #02: Title\n\nExtras\n\nBen #05: B\n",
        );
        check_template(numbered, "Ann #1: A\n\nBen #2: B|\n", "Ann #1: A\n\nBen #2: B\n\nCleo #3: Title\n");
        check_template(numbered, "Ann #2: A|\n\nBen #1: B\n", "Ann #2: A\n\nCleo #3: Title\n\nBen #1: B\n");
        check_template(
            "Cleo #{{number1}}:\n\nDan #{{number2}}:",
            "Ann #1: A|\n\nBen #2: B\n",
            "Ann #1: A\n\nCleo #2:\n\nDan #3:\n\nBen #4: B\n",
        );
        check_template(
            numbered,
            "Ann #3: A|\n\nBen #2: B\n\nAnn #1: C\n",
            "Ann #4: A\n\nCleo #3: Title\n\nBen #2: B\n\nAnn #1: C\n",
        );
    }

    #[test]
    fn a_template_without_a_number_leaves_the_others_alone() {
        check_template("Joke", "Ann #1: A|\n\nBen #2: B\n", "Ann #1: A\n\nJoke\n\nBen #2: B\n");
    }

    #[test]
    fn a_number_that_would_not_be_read_stays() {
        check_template("Cleo #{{number}}:", "Ann #1: A|\n\nBen #99: B\n", "Ann #1: A\n\nCleo #2:\n\nBen #99: B\n");
    }

    #[test]
    fn a_template_goes_below_the_segment_with_the_cursor() {
        let new = "**Ann #9:** New\n\n- |";
        check(
            "**Ann #1:** Kites\n\n- so|me\n\n**Ben #2:** Planes\n",
            &format!("**Ann #1:** Kites\n\n- some\n\n{new}\n\n**Ben #2:** Planes\n"),
        );
        check(
            "# Talk 1\n|\nSponsored by us\n\n**Ben #2:** Planes\n",
            &format!("# Talk 1\n\nSponsored by us\n\n{new}\n\n**Ben #2:** Planes\n"),
        );
        check("**Ben #2:** Planes|", &format!("**Ben #2:** Planes\n\n{new}\n"));
        check("**Ben #2:** Planes\n|", &format!("**Ben #2:** Planes\n\n{new}\n"));
    }

    #[test]
    fn blank_lines_come_out_right() {
        let new = "**Ann #9:** New\n\n- |";
        check("|", &format!("{new}\n"));
        check(" \n|\n", &format!("{new}\n"));
        check("A|\n\n \t\n\n", &format!("A\n\n{new}\n"));
        check("- a|\n**Ben #2:** Planes\n", &format!("- a\n\n{new}\n\n**Ben #2:** Planes\n"));
        check("A|\n\n\n\nExtras\n", &format!("A\n\n{new}\n\nExtras\n"));
        check("A  |\n\u{a0}\n\nExtras\n", &format!("A  \n\u{a0}\n\n{new}\n\nExtras\n"));
    }

    fn line() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "",
            "",
            " ",
            "\t",
            "\u{a0}",
            "**Ann #1:** [Kites](https://a.example)",
            "**Ben #2:** Plänes",
            "Extras",
            "Joke:",
            "- a bullet",
            "  - another",
            "Text 🪁.",
            "# Title",
            "> quoted",
            "    code",
            "| a | b |",
        ])
    }

    proptest! {
        #[test]
        fn nothing_but_blank_lines_is_replaced(lines in prop::collection::vec(line(), 0..20), cursor in 0usize..400) {
            let text = lines.join("\n");
            let insertion =
                with_notes(&text, |notes| insertion(&template(TEMPLATE), &Fields::default(), notes, cursor));
            let replaced = &text[insertion.byte_from..insertion.byte_to];
            prop_assert!(replaced.chars().all(|c| matches!(c, '\n' | ' ' | '\t')), "{replaced:?}");
            prop_assert!(text[..insertion.byte_from].lines().last().is_none_or(|line| !line.trim_matches([' ', '\t']).is_empty()));
            prop_assert!(insertion.byte_from == 0 || replaced.is_empty() || replaced.starts_with('\n'));
            let result = applied(&text, &insertion);
            let n_before = outline(&text).segments.len();
            prop_assert_eq!(outline(&result).segments.len(), n_before + 1, "{}", result);
        }
    }
}
