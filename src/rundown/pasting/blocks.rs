//! Inserts Markdown so that neither it nor the text around it changes its meaning.

use std::ops::Range;

use super::PasteResult;
use crate::text::{Change, Selection, TextEdit, line_start};

/// Replaces some bytes by Markdown. A single line is inserted in the line; blocks get blank lines around them, and
/// replace an empty item if they begin with an item. Takes time linear in the text.
pub(super) fn paste_markdown(text: &str, bytes: Range<usize>, markdown: &str, plain: &str) -> PasteResult {
    let markdown = markdown.trim_matches('\n');
    let place = match is_block(markdown) {
        false => PasteTarget { bytes: bytes.clone(), before: String::new(), indent: "", behind: "" },
        true => PasteTarget::of_blocks(text, bytes.clone(), markdown),
    };
    let indented =
        markdown.replace('\n', &format!("\n{}", place.indent)).replace(&format!("\n{}\n", place.indent), "\n\n");
    let insert = format!("{}{indented}{}", place.before, place.behind);
    let byte_behind = place.bytes.start + place.before.len() + indented.len();
    let pasted = place.bytes.start..place.bytes.start + insert.len();
    let around = (&text[place.bytes.start..bytes.start], &text[bytes.end..place.bytes.end]);
    let plain = format!("{}{plain}{}", around.0, around.1);
    let plain_behind = Selection::cursor(pasted.start + plain.len() - around.1.len());
    PasteResult {
        edit: TextEdit::new(vec![Change::replace(place.bytes, insert)], Some(Selection::cursor(byte_behind))),
        as_plain: Some(TextEdit::new(vec![Change::replace(pasted, plain)], Some(plain_behind))),
    }
}

/// What is replaced, and what is inserted around the Markdown.
struct PasteTarget<'a> {
    bytes: Range<usize>,
    before: String,
    /// Before each line except the first.
    indent: &'a str,
    behind: &'static str,
}

impl<'a> PasteTarget<'a> {
    fn of_blocks(text: &'a str, bytes: Range<usize>, markdown: &str) -> PasteTarget<'a> {
        let byte_line = line_start(text, bytes.start);
        let head = &text[byte_line..bytes.start];
        let indent = &head[..head.len() - head.trim_start().len()];
        let behind = blank_lines(text[bytes.end..].chars());
        if is_empty_item(head) && item_marker_len(markdown) > 0 {
            let behind = if next_line_is_item(&text[bytes.end..]) { "" } else { behind };
            return PasteTarget { bytes: byte_line..bytes.end, before: indent.to_owned(), indent, behind };
        }
        let before = blank_lines(text[..byte_line + head.trim_end().len()].chars().rev());
        PasteTarget { bytes, before: before.to_owned(), indent: "", behind }
    }
}

/// The line breaks that are missing for a blank line on one side. `chars` lead away from the insertion.
fn blank_lines(chars: impl Iterator<Item = char>) -> &'static str {
    let mut n_breaks = 0;
    for char in chars {
        match char {
            '\n' => n_breaks += 1,
            ' ' | '\t' => {}
            _ => return ["\n\n", "\n", ""][n_breaks.min(2)],
        }
        if n_breaks == 2 {
            break;
        }
    }
    ""
}

/// Whether Markdown is more than a line of text.
fn is_block(markdown: &str) -> bool {
    let is_opening = markdown.starts_with(['#', '>', '|']) || markdown.starts_with("```") || markdown == "---";
    is_opening || markdown.contains('\n') || item_marker_len(markdown) > 0
}

/// The length of `- ` or `1. ` at the start of a line; 0 if it does not begin an item.
fn item_marker_len(line: &str) -> usize {
    let n_digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &line[n_digits..];
    let marks = if n_digits > 0 { [". ", ") ", ". "] } else { ["- ", "* ", "+ "] };
    if marks.iter().any(|mark| behind.starts_with(mark)) { n_digits + 2 } else { 0 }
}

/// Whether a line up to the cursor is an empty item.
fn is_empty_item(head: &str) -> bool {
    let item = head.trim_start();
    item_marker_len(item) == item.len() && !item.is_empty()
}

fn next_line_is_item(behind: &str) -> bool {
    let next = behind.strip_prefix('\n').unwrap_or_default();
    item_marker_len(next.trim_start()) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pastes Markdown at `|` or between two of them. Checks the text, and that the plain text can replace it.
    #[track_caller]
    fn check(before: &str, markdown: &str, after: &str) {
        let ends: Vec<usize> = before.match_indices('|').enumerate().map(|(idx, (byte, _))| byte - idx).collect();
        let text = before.replace('|', "");
        let bytes = ends[0]..ends[ends.len() - 1];
        let pasted = paste_markdown(&text, bytes.clone(), markdown, "plain");
        let mut found = pasted.edit.apply(&text);
        let plain = pasted.as_plain.expect("it can be taken back").apply(&found);
        assert_eq!(plain, format!("{}plain{}", &text[..bytes.start], &text[bytes.end..]));
        found.insert(pasted.edit.selection.expect("a cursor").main().byte_head, '|');
        assert_eq!(found, after);
    }

    #[test]
    fn a_line_goes_into_the_line() {
        check("see |it| here", "a **b**", "see a **b**| here");
        check("- |", "a **b**", "- a **b**|");
        check("|", "[a](u)", "[a](u)|");
    }

    #[test]
    fn blocks_have_blank_lines_around_them() {
        check("|", "- a\n- b", "- a\n- b|");
        check("Ann #1: Kites\n|\nBen #2: Planes\n", "- a\n- b", "Ann #1: Kites\n\n- a\n- b|\n\nBen #2: Planes\n");
        check("Ann #1: Kites\n\n|\n\nBen #2: Planes\n", "- a\n- b", "Ann #1: Kites\n\n- a\n- b|\n\nBen #2: Planes\n");
        check("Some |text", "a\n\nb", "Some \n\na\n\nb|\n\ntext");
        check("a\n\n|", "# T", "a\n\n# T|");
        check("a|", "> b", "a\n\n> b|");
    }

    #[test]
    fn items_take_the_place_of_an_empty_one() {
        check("a\n\n- |\n", "- b\n- c", "a\n\n- b\n- c|\n");
        check("- a\n    - |\n", "- b\n    - c\n- d", "- a\n    - b\n        - c\n    - d|\n");
        check("- a\n- |\n- d\n", "- b\n- c", "- a\n- b\n- c|\n- d\n");
        check("1. |\n\nText", "- b\n- c", "- b\n- c|\n\nText");
        check("- |", "```\na\n\nb\n```", "- \n\n```\na\n\nb\n```|");
    }
}
