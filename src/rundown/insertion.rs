//! Inserts a template: around the current segment or at the cursor, with one blank line on either side.
//!
//! Invariant: an insertion replaces only blank lines and line breaks. Exceptions are what was typed to ask for it, and
//! the numbers of the other segments, which are adjusted.

use std::ops::Range;

use super::Notes;
use super::arrange::{gap_at_place, number_at_place, renumbering_for_insertion};
use super::template::{Fields, Template, fill, n_numbers, push_text, without_title};
use crate::text::{Change, Piece, line_start};

/// Where a template is inserted, relative to the cursor.
///
/// “Below the last line of the segment” would be the same as [`AfterSegment`](InsertionPoint::AfterSegment).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InsertionPoint {
    /// At the end of the segment with the cursor, or of the head.
    AfterSegment,
    /// Above that segment; with the cursor in the head, below the head.
    BeforeSegment,
    /// Below the line of the cursor, or above it if the cursor is at its start.
    AtCursor,
    /// In place of the text between the start of the line and the cursor: the `/topic` that asked for it.
    OverTyped,
}

/// A prepared insertion: what is replaced, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    pub byte_from: usize,
    pub byte_to: usize,
    pub pieces: Vec<Piece>,
    /// Changes to the numbers of other segments; positions before the edit, outside of what is replaced.
    pub changes: Vec<Change>,
}

/// Prepares the insertion of a template with the cursor at a byte.
///
/// If the template has a field for a number, and a number is given, the numbers behind it are raised. The title line is
/// left out if the notes have a title. Takes time linear in the text.
pub fn insertion(
    template: &Template,
    fields: &Fields,
    notes: &Notes,
    byte_cursor: usize,
    place: InsertionPoint,
) -> Insertion {
    let place_idx = place_for_insertion(notes, byte_cursor, place);
    let Range { start: byte_from, end: byte_to } = match place {
        InsertionPoint::AfterSegment | InsertionPoint::BeforeSegment => gap_at_place(notes, place_idx),
        InsertionPoint::AtCursor | InsertionPoint::OverTyped => {
            gap_around(notes.text, &replaced(notes.text, byte_cursor, place))
        }
    };
    let body = if notes.outline.title.is_some() { without_title(&template.body) } else { &template.body };
    let mut pieces = Vec::new();
    push_text(&mut pieces, if byte_from == 0 { "" } else { "\n\n" });
    for piece in fill(body.trim_matches('\n'), fields) {
        match piece {
            Piece::Text(text) => push_text(&mut pieces, &text),
            piece => pieces.push(piece),
        }
    }
    push_text(&mut pieces, if byte_to == notes.text.len() { "\n" } else { "\n\n" });
    let n_new = fields.number.as_ref().map_or(0, |_| n_numbers(body));
    Insertion { byte_from, byte_to, pieces, changes: renumbering_for_insertion(notes, place_idx, n_new) }
}

/// The number for a segment inserted with the cursor at a byte, in the format of these notes: `3`, `03`.
///
/// One more than the number above; at the top, that of the first segment. Takes time linear in the text.
pub fn number_for_insertion(notes: &Notes, byte_cursor: usize, place: InsertionPoint) -> String {
    number_at_place(notes, place_for_insertion(notes, byte_cursor, place))
}

/// The index that a segment inserted with the cursor at a byte will have. Takes time linear in the text.
pub fn place_for_insertion(notes: &Notes, byte_cursor: usize, place: InsertionPoint) -> usize {
    let byte = notes.text.floor_char_boundary(byte_cursor);
    let line = 1 + notes.text[..byte].matches('\n').count();
    let current = notes.outline.segment_at_line(line);
    // An insertion above a line comes before the label that may be on that line.
    let is_above_line = place == InsertionPoint::OverTyped || byte == line_start(notes.text, byte);
    match place {
        InsertionPoint::BeforeSegment => current.unwrap_or(0),
        InsertionPoint::AtCursor | InsertionPoint::OverTyped if is_above_line => {
            notes.outline.segment_at_line(line - 1).map_or(0, |idx| idx + 1)
        }
        _ => current.map_or(0, |idx| notes.outline.end_of(idx)),
    }
}

/// What is replaced at the cursor: nothing, or the typed text.
fn replaced(text: &str, byte_cursor: usize, place: InsertionPoint) -> Range<usize> {
    let byte = text.floor_char_boundary(byte_cursor);
    let byte_line = line_start(text, byte);
    match place {
        InsertionPoint::OverTyped => byte_line..byte,
        _ if byte == byte_line => byte..byte,
        _ => {
            let byte_end = text[byte..].find('\n').map_or(text.len(), |at| byte + at);
            byte_end..byte_end
        }
    }
}

/// The range to replace with the blank lines around it: from the end of the text above to the start of the line below.
fn gap_around(text: &str, replaced: &Range<usize>) -> Range<usize> {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n');
    let above = &text[..replaced.start];
    let byte_above = above.trim_end_matches(is_blank).len();
    let byte_from = match byte_above {
        0 => 0,
        byte => above[byte..].find('\n').map_or(replaced.start, |at| byte + at),
    };
    let below = &text[replaced.end..];
    let n_blank = below.len() - below.trim_start_matches(is_blank).len();
    let n_below = match below[..n_blank].rfind('\n') {
        _ if n_blank == below.len() => n_blank,
        Some(at) => at + 1,
        None => n_blank,
    };
    byte_from..replaced.end + n_below
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::outline;
    use crate::rundown::arrange::tests::with_notes;
    use crate::text::TextEdit;
    use proptest::prelude::*;

    const TEMPLATE: &str = "**Ann #9:** New\n\n- {{cursor}}\n";

    fn template(body: &str) -> Template {
        Template { body: body.into(), ..Template::default() }
    }

    /// The text after the insertion, with `|` for the cursor.
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
        check_at(InsertionPoint::AfterSegment, body, before, expected);
    }

    #[track_caller]
    fn check_at(place: InsertionPoint, body: &str, before: &str, expected: &str) {
        let byte_cursor = before.find('|').expect("the text shows the cursor");
        let found = with_notes(&before.replacen('|', "", 1), |notes| {
            let fields = Fields { number: Some(number_for_insertion(notes, byte_cursor, place)), ..Fields::default() };
            applied(notes.text, &insertion(&template(body), &fields, notes, byte_cursor, place))
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

    #[test]
    fn a_template_goes_above_the_segment_if_that_is_wanted() {
        let check = |before: &str, expected: &str| {
            check_at(InsertionPoint::BeforeSegment, "Cleo #{{number}}: {{title}}", before, expected);
        };
        check("Ann #1: A\n\nBen #2: B\n\n- |b\n", "Ann #1: A\n\nCleo #2: Title\n\nBen #3: B\n\n- b\n");
        check("# Talk\n\n|Ann #1: A\n", "# Talk\n\nCleo #1: Title\n\nAnn #2: A\n");
        check("# Ta|lk\n\nAnn #1: A\n", "# Talk\n\nCleo #1: Title\n\nAnn #2: A\n");
    }

    #[test]
    fn a_template_goes_where_the_cursor_is_if_that_is_wanted() {
        let check = |before: &str, expected: &str| check_at(InsertionPoint::AtCursor, "> {{cursor}}", before, expected);
        check("Ann #1: A\n\n- o|ne\n- two\n\nBen #2: B\n", "Ann #1: A\n\n- one\n\n> |\n\n- two\n\nBen #2: B\n");
        check("- one\n|- two\n", "- one\n\n> |\n\n- two\n");
        check("one\n\n|\n\n\n  two  \n", "one\n\n> |\n\n  two  \n");
        check("one  \n \n| \n", "one  \n\n> |\n");
        check("|", "> |\n");
        check("\n|\none", "> |\n\none");
        let check = |before: &str, expected: &str| {
            check_at(InsertionPoint::AtCursor, "Cleo #{{number}}: {{title}}", before, expected);
        };
        check("Ann #1: A\n\n- a|\n\nBen #2: B\n", "Ann #1: A\n\n- a\n\nCleo #2: Title\n\nBen #3: B\n");
        check("Ann #1: A\n\n|Ben #2: B\n", "Ann #1: A\n\nCleo #2: Title\n\nBen #3: B\n");
    }

    #[test]
    fn what_was_typed_to_ask_for_a_template_goes() {
        let check = |before: &str, expected: &str| {
            check_at(InsertionPoint::OverTyped, "Cleo #{{number}}: {{title}}", before, expected);
        };
        check("Ann #1: A\n\n/top|\n\nBen #2: B\n", "Ann #1: A\n\nCleo #2: Title\n\nBen #3: B\n");
        check("/|", "Cleo #1: Title\n");
        check("one\n/to| two\n", "one\n\nCleo #1: Title\n\ntwo\n");
        check("/|Ann #1: A\n", "Cleo #1: Title\n\nAnn #1: A\n");
    }

    #[test]
    fn notes_that_have_a_title_get_no_second_one() {
        let episode = "# Talk {{episode}}: {{title}}\n\nHello\n";
        check_template(episode, "# Talk 7\n|\n", "# Talk 7\n\nHello\n");
        check_template(episode, "|", "# Talk Episode: Title\n\nHello\n");
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
        fn nothing_but_blank_lines_is_replaced(
            lines in prop::collection::vec(line(), 0..20),
            cursor in 0usize..400,
            place in prop::sample::select(vec![InsertionPoint::AfterSegment, InsertionPoint::BeforeSegment, InsertionPoint::AtCursor]),
        ) {
            let text = lines.join("\n");
            let insertion =
                with_notes(&text, |notes| insertion(&template(TEMPLATE), &Fields::default(), notes, cursor, place));
            let replaced = &text[insertion.byte_from..insertion.byte_to];
            prop_assert!(replaced.chars().all(|c| matches!(c, '\n' | ' ' | '\t')), "{replaced:?}");
            prop_assert!(text[..insertion.byte_from].lines().last().is_none_or(|line| !line.trim_matches([' ', '\t']).is_empty()));
            prop_assert!(insertion.byte_from == 0 || replaced.is_empty() || replaced.starts_with('\n'));
            let result = applied(&text, &insertion);
            let n_before = outline(&text).segments.len();
            // In the middle of a list or a paragraph, it may split a label.
            if place != InsertionPoint::AtCursor {
                prop_assert_eq!(outline(&result).segments.len(), n_before + 1, "{}", result);
            }
        }
    }
}
