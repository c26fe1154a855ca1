//! Formatting commands: pure functions from a text and a selection to an edit, which the editor applies as one undo
//! step.
//!
//! Each handles several ranges at once, keeps the same text selected, and undoes its effect when called again.
//! Invariant: a command changes only the selection, the word at a cursor, whole lines for commands on lines, and the
//! marks of a style that extends beyond the selection.

mod code;
mod inlines;
mod lines;
mod link;
mod nesting;
mod prefix;
mod retarget;
mod style;
mod tab;
mod tables;

pub use code::toggle_code;
pub use link::{address_of, can_link_at, destination, escaped_words, insert_link, is_address, link_to, without_cuts};
pub use nesting::Level;
pub use prefix::{toggle_bullet_list, toggle_heading, toggle_numbered_list, toggle_quote, toggle_task};
pub use retarget::{fill_target, retarget};
pub use style::{toggle_bold, toggle_italic, toggle_strikethrough};
pub use tab::tab;

use std::ops::Range;

use crate::text::{Change, Selection, SelectionRange, Side, TextEdit, sort_by_numbers};

/// An edit that keeps the same text selected.
fn keeping_selection(text: &str, selection: &Selection, changes: Vec<Change>) -> TextEdit {
    let mut edit = edit_of(changes);
    let ranges = selection.ranges().iter().map(|range| mapped(text, *range, &edit));
    edit.selection = Some(Selection::new(ranges.collect(), selection.main_idx()));
    edit
}

/// The edit for the changes of several ranges. Changes that two ranges have in common are made once.
fn edit_of(mut changes: Vec<Change>) -> TextEdit {
    sort_by_numbers(&mut changes, |change| (change.byte_from, change.byte_to));
    changes.dedup_by(|next, last| next == last || next.byte_from < last.byte_to);
    TextEdit::new(changes, None)
}

/// The new position of a selection: marks inserted at its ends stay outside, and a cursor stays with its word.
fn mapped(text: &str, range: SelectionRange, edit: &TextEdit) -> SelectionRange {
    if range.is_empty() {
        let is_word_end = word_at(text, range.byte_head).is_some_and(|word| word.end == range.byte_head);
        let side = if is_word_end { Side::Before } else { Side::After };
        let byte = edit.map_byte(range.byte_head, side);
        return SelectionRange::new(byte, byte);
    }
    let byte_from = edit.map_byte(range.from(), Side::After);
    let byte_to = edit.map_byte(range.to(), Side::Before);
    range.moved_to(byte_from..byte_to.max(byte_from))
}

/// The word that contains a position or ends there.
fn word_at(text: &str, byte: usize) -> Option<Range<usize>> {
    let is_inside = |char: char| char.is_alphanumeric() || matches!(char, '_' | '\'' | '’');
    let head = &text[..byte];
    let start = head.trim_end_matches(is_inside).len();
    let tail = &text[byte..];
    let end = byte + (tail.len() - tail.trim_start_matches(is_inside).len());
    text[start..end].contains(char::is_alphanumeric).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::markdown::arbitrary::markdown;

    /// A text and its selection from marks: a single `|` is a cursor, two are the ends of a range.
    pub(super) fn run(command: impl Fn(&str, &Selection) -> TextEdit, marked: &str) -> String {
        let (text, selection) = unmark(marked);
        let edit = command(&text, &selection);
        mark(&edit.apply(&text), edit.selection.as_ref().unwrap_or(&selection))
    }

    fn unmark(marked: &str) -> (String, Selection) {
        let mut ends: Vec<usize> = marked.match_indices('|').map(|(byte, _)| byte).collect();
        for (idx, byte) in ends.iter_mut().enumerate() {
            *byte -= idx;
        }
        let ranges = ends.chunks(2).map(|pair| SelectionRange::new(pair[0], pair[pair.len() - 1]));
        (marked.replace('|', ""), Selection::new(ranges.collect(), 0))
    }

    fn mark(text: &str, selection: &Selection) -> String {
        let is_lone = selection.ranges().len() == 1 && selection.main().is_empty();
        let ranges = selection.ranges().iter();
        let ends = ranges.flat_map(|range| [range.byte_anchor, range.byte_head]);
        let mut ends: Vec<usize> = ends.take(if is_lone { 1 } else { usize::MAX }).collect();
        ends.sort_unstable();
        let mut marked = text.to_owned();
        for byte in ends.into_iter().rev() {
            marked.insert(byte, '|');
        }
        marked
    }

    /// Checks a command both ways: calling it again on `after` gives `before`.
    #[track_caller]
    pub(super) fn check_toggle(command: impl Fn(&str, &Selection) -> TextEdit, before: &str, after: &str) {
        assert_eq!(run(&command, before), after, "on");
        assert_eq!(run(&command, after), before, "off");
    }

    const COMMANDS: [fn(&str, &Selection) -> TextEdit; 12] = [
        toggle_bold,
        toggle_italic,
        toggle_strikethrough,
        toggle_code,
        insert_link,
        |text, selection| toggle_heading(text, selection, 2),
        toggle_bullet_list,
        toggle_numbered_list,
        toggle_quote,
        toggle_task,
        |text, selection| tab_in_all(text, selection, Level::Deeper),
        |text, selection| tab_in_all(text, selection, Level::Up),
    ];

    fn tab_in_all(text: &str, selection: &Selection, level: Level) -> TextEdit {
        tab(text, 0..text.len(), selection, level).unwrap_or_else(|| TextEdit::new(Vec::new(), None))
    }

    proptest! {
        #[test]
        fn every_command_works_on_any_text(text in markdown(), ends in vec(any::<Index>(), 1..7)) {
            let ends = ends.iter().map(|it| text.floor_char_boundary(it.index(text.len() + 1)));
            let mut ends: Vec<usize> = ends.collect();
            ends.sort_unstable();
            let ranges = ends.chunks(2).map(|pair| SelectionRange::new(pair[0], pair[pair.len() - 1]));
            let selection = Selection::new(ranges.collect(), 0);
            for command in COMMANDS {
                let edit = command(&text, &selection);
                let edited = edit.apply(&text);
                let ranges = edit.selection.iter().flat_map(Selection::ranges);
                let mut ends = ranges.flat_map(|range| [range.byte_anchor, range.byte_head]);
                prop_assert!(ends.all(|byte| edited.is_char_boundary(byte)));
            }
        }
    }
}
