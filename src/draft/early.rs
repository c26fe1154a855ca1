//! What was written before the program was here, taken up as the first change of the draft that opens.

use super::merge::{edit_between, merge};
use crate::text::{Change, EarlyText, Selection, Side, TextEdit};

/// The change of a draft's text: at the place that was shown, or, where nothing was, at `byte_cursor` of the draft. The cursor
/// goes along.
pub fn change_of_early(early: &EarlyText, text: &str, byte_cursor: usize) -> TextEdit {
    if early.shown.is_empty() {
        let separation = if text[byte_cursor..].trim().is_empty() { "" } else { "\n\n" };
        let change = Change::insert(byte_cursor, format!("{}{separation}", early.written));
        return TextEdit::new(vec![change], Some(Selection::cursor(byte_cursor + early.byte_cursor)));
    }
    let merged = merge(&early.shown, &early.written, text).text;
    let byte_cursor = edit_between(&early.written, &merged).map_byte(early.byte_cursor, Side::After);
    let changes = edit_between(text, &merged).changes().to_vec();
    TextEdit::new(changes, Some(Selection::cursor(byte_cursor)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` is the cursor.
    fn early(shown: &str, written: &str) -> EarlyText {
        let byte_cursor = written.find('|').expect("a cursor");
        let written = written.replace('|', "");
        EarlyText { draft_id: String::new(), shown: shown.to_owned(), written, byte_cursor }
    }

    #[track_caller]
    fn check(early: &EarlyText, text: &str, expected: &str) {
        let edit = change_of_early(early, text, 0);
        let mut changed = edit.apply(text);
        changed.insert(edit.selection.expect("the cursor goes along").main().byte_head, '|');
        assert_eq!(changed, expected);
    }

    #[test]
    fn what_was_written_stands_where_it_was_written() {
        check(&early("# Tea\n", "# Tea\nhot|\n"), "# Tea\n", "# Tea\nhot|\n");
        check(&early("# Tea\n", "# Te|\n"), "# Tea\n", "# Te|\n");
    }

    #[test]
    fn what_the_draft_has_beyond_what_was_shown_stays() {
        check(&early("# Tea\n\none\n", "# Tea\n\none and|\n"), "# Tea, green\n\none\n", "# Tea, green\n\none and|\n");
    }

    #[test]
    fn where_nothing_was_shown_it_comes_to_the_cursor() {
        check(&early("", "hot|"), "", "hot|");
        check(&early("", "hot|"), "# Tea\n", "hot|\n\n# Tea\n");
    }
}
