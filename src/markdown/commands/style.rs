//! Bold, italic, strikethrough and inline code: marks on both sides of a range.

use std::ops::Range;

use crate::markdown::commands::inlines::{Element, ElementKind, Inlines, contains};
use crate::markdown::commands::{edit_of, keeping_selection, word_at};
use crate::text::{Change, Selection, SelectionRange, Side, TextEdit, sort_by_numbers};

/// Makes the selection bold, or the word at a cursor; if all of it is bold, makes it plain.
/// A cursor outside of words gets a pair of marks around it.
pub fn toggle_bold(text: &str, selection: &Selection) -> TextEdit {
    toggle(text, selection, ElementKind::Bold)
}

/// [`toggle_bold`] for emphasis.
pub fn toggle_italic(text: &str, selection: &Selection) -> TextEdit {
    toggle(text, selection, ElementKind::Italic)
}

/// [`toggle_bold`] for strikethrough.
pub fn toggle_strikethrough(text: &str, selection: &Selection) -> TextEdit {
    toggle(text, selection, ElementKind::Strikethrough)
}

pub(super) fn toggle(text: &str, selection: &Selection, kind: ElementKind) -> TextEdit {
    let inlines = Inlines::of(text);
    let ranges = selection.ranges().iter();
    let parts = ranges.flat_map(|range| parts_of(text, range, kind, &inlines)).collect();
    let parts = merged(parts);
    if parts.is_empty() {
        return toggle_pairs(text, selection, kind);
    }
    let around = |part| inlines.around(kind, part);
    let changes = if parts.iter().all(|part| around(part).is_some()) {
        let styled = parts.iter().filter_map(|part| around(part).map(|it| (part, it)));
        styled.flat_map(|(part, element)| remove_style(text, part, element, &inlines)).collect()
    } else {
        let plain = parts.iter().filter(|part| around(part).is_none());
        plain.flat_map(|part| add_style(text, part, kind, &inlines)).collect()
    };
    keeping_selection(text, selection, changes)
}

/// The ranges to style for one selected range: marks cannot extend over a paragraph, or begin or end with a space.
pub(super) fn parts_of(text: &str, range: &SelectionRange, kind: ElementKind, inlines: &Inlines) -> Vec<Range<usize>> {
    let cursor = range.byte_head..range.byte_head;
    let bytes = match inlines.around(kind, &cursor) {
        Some(element) if range.is_empty() => element.inside.clone(),
        None if range.is_empty() => word_at(text, range.byte_head).unwrap_or(cursor),
        _ => range.from()..range.to(),
    };
    let overlaps = inlines.stretches.iter().map(|it| it.start.max(bytes.start)..it.end.min(bytes.end));
    let parts = overlaps.filter(|it| it.start < it.end);
    let parts = parts.map(|part| trimmed(text, inlines.without_cuts(trimmed(text, part))));
    parts.filter(|part| !part.is_empty()).collect()
}

/// Sorted, with adjacent ones merged.
pub(super) fn merged(mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    sort_by_numbers(&mut parts, |part| (part.start, part.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match merged.last_mut() {
            Some(last) if part.start <= last.end => last.end = last.end.max(part.end),
            _ => merged.push(part),
        }
    }
    merged
}

fn trimmed(text: &str, bytes: Range<usize>) -> Range<usize> {
    if bytes.is_empty() {
        return bytes;
    }
    let part = &text[bytes.clone()];
    let start = bytes.end - part.trim_start().len();
    start..(bytes.start + part.trim_end().len()).max(start)
}

/// Styles a part as a whole, and removes the marks within it.
fn add_style(text: &str, part: &Range<usize>, kind: ElementKind, inlines: &Inlines) -> Vec<Change> {
    let is_within = |it: &&Element| it.kind == kind && contains(part, &it.bytes);
    let within = inlines.elements.iter().filter(is_within);
    let plain = TextEdit::new(within.flat_map(without_marks).collect(), None);
    let mark = match kind {
        ElementKind::Code => {
            let bytes = plain.map_byte(part.start, Side::After)..plain.map_byte(part.end, Side::Before);
            code_mark(&plain.apply(text)[bytes])
        }
        kind => mark_of(kind).to_owned(),
    };
    let mut changes = plain.changes().to_vec();
    changes.push(Change::insert(part.end, mark.chars().rev().collect::<String>()));
    changes.push(Change::insert(part.start, mark));
    changes
}

/// Makes a part plain. The rest of the element keeps its style, unless another element spans both.
fn remove_style(text: &str, part: &Range<usize>, element: &Element, inlines: &Inlines) -> Vec<Change> {
    let inside = &element.inside;
    let is_between = |it: &Element| it != element && contains(inside, &it.bytes) && contains(&it.bytes, part);
    let is_whole = contains(part, inside);
    if is_whole || inlines.elements.iter().any(|it| is_between(it) && it.bytes != *part) {
        return without_marks(element).to_vec();
    }
    let [opening, closing] = without_marks(element);
    let before = text[inside.start..part.start].trim_end();
    let after = text[part.end..inside.end].trim_start();
    let mark = |bytes: &Change| &text[bytes.byte_from..bytes.byte_to];
    vec![
        match before {
            "" => opening.clone(),
            _ => Change::insert(inside.start + before.len(), mark(&closing)),
        },
        match after {
            "" => closing.clone(),
            _ => Change::insert(inside.end - after.len(), mark(&opening)),
        },
    ]
}

pub(super) fn without_marks(element: &Element) -> [Change; 2] {
    [Change::delete(element.bytes.start..element.inside.start), Change::delete(element.inside.end..element.bytes.end)]
}

/// Puts each cursor between a new pair of marks, or removes the empty pair around it.
fn toggle_pairs(text: &str, selection: &Selection, kind: ElementKind) -> TextEdit {
    let mark = mark_of(kind);
    let is_in_pair = |byte| is_in_empty_pair(text, byte, kind);
    let cursors = selection.ranges().iter().filter(|range| range.is_empty());
    let changes = cursors.map(|range| match range.byte_head {
        byte if is_in_pair(byte) => Change::delete(byte - mark.len()..byte + mark.len()),
        byte => Change::insert(byte, mark.repeat(2)),
    });
    let mut edit = edit_of(changes.collect());
    let ranges = selection.ranges().iter().map(|range| {
        let is_new_pair = range.is_empty() && !is_in_pair(range.byte_head);
        let n_beyond = if is_new_pair { mark.len() } else { 0 };
        let [byte_anchor, byte_head] =
            [range.byte_anchor, range.byte_head].map(|byte| edit.map_byte(byte, Side::Before));
        SelectionRange::new(byte_anchor + n_beyond, byte_head + n_beyond)
    });
    edit.selection = Some(Selection::new(ranges.collect(), selection.main_idx()));
    edit
}

/// Whether a cursor is between two marks with nothing else between them. `**|**` is not a pair of single marks.
fn is_in_empty_pair(text: &str, byte: usize, kind: ElementKind) -> bool {
    let mark = mark_of(kind);
    let sign = mark.chars().next().unwrap_or_default();
    let n_before = text[..byte].len() - text[..byte].trim_end_matches(sign).len();
    let n_after = text[byte..].len() - text[byte..].trim_start_matches(sign).len();
    let n = n_before.min(n_after);
    match kind {
        ElementKind::Italic => n % 2 == 1,
        _ => n >= mark.len(),
    }
}

fn mark_of(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Bold => "**",
        ElementKind::Italic => "*",
        ElementKind::Strikethrough => "~~",
        ElementKind::Code => "`",
        ElementKind::Link | ElementKind::Other => "",
    }
}

/// Backticks, one more than the longest run in the code; with a space where they would touch those of the code.
fn code_mark(code: &str) -> String {
    let n_ticks = longest_run(code, '`');
    let space = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{}{space}", "`".repeat(n_ticks + 1))
}

pub(super) fn longest_run(text: &str, sign: char) -> usize {
    text.split(|char| char != sign).map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::commands::tests::{check_toggle, run};
    use crate::markdown::commands::toggle_code;

    #[track_caller]
    fn check(command: impl Fn(&str, &Selection) -> TextEdit, before: &str, after: &str) {
        assert_eq!(run(command, before), after);
    }

    #[test]
    fn a_selection_is_styled_and_made_plain_again() {
        check_toggle(toggle_bold, "one |two| three", "one **|two|** three");
        check_toggle(toggle_italic, "one |two| three", "one *|two|* three");
        check_toggle(toggle_strikethrough, "one |two| three", "one ~~|two|~~ three");
        check_toggle(toggle_code, "one |two| three", "one `|two|` three");
    }

    #[test]
    fn a_cursor_takes_its_word() {
        check_toggle(toggle_bold, "one t|wo", "one **t|wo**");
        check_toggle(toggle_bold, "one |two", "one **|two**");
        check_toggle(toggle_bold, "one two|", "one **two|**");
        check_toggle(toggle_bold, "l’é|té 漢字", "**l’é|té** 漢字");
        check_toggle(toggle_code, "call snake_c|ase()", "call `snake_c|ase`()");
    }

    #[test]
    fn a_cursor_at_no_word_gets_a_pair_around_it() {
        check_toggle(toggle_bold, "one | two", "one **|** two");
        check_toggle(toggle_italic, "|", "*|*");
        check_toggle(toggle_code, "- |", "- `|`");
        check_toggle(toggle_italic, "**|**", "***|***");
    }

    #[test]
    fn marks_count_whether_selected_or_not() {
        check(toggle_bold, "|**word**|", "|word|");
        check(toggle_bold, "*|*word*|*", "|word|");
        check(toggle_bold, "__|word|__", "|word|");
        check(toggle_bold, "**word**|", "word|");
        check(toggle_italic, "_wo|rd_", "wo|rd");
        check(toggle_code, "`` |a`b| ``", "|a`b|");
    }

    #[test]
    fn italic_and_bold_are_not_confused() {
        check_toggle(toggle_italic, "**|word|**", "***|word|***");
        check_toggle(toggle_bold, "*|word|*", "***|word|***");
        check(toggle_bold, "***|word|***", "*|word|*");
        check(toggle_italic, "|**word**|", "*|**word**|*");
    }

    #[test]
    fn what_only_looks_like_marks_is_text() {
        check(toggle_bold, r"\*\*|word|\*\*", r"\*\***|word|**\*\*");
        check(toggle_italic, "2 * |3| * 4", "2 * *|3|* * 4");
    }

    #[test]
    fn marks_stand_inside_of_selected_spaces() {
        check(toggle_bold, "one| two |three", "one| **two** |three");
        check(toggle_bold, "one|  |two", "one|  |two");
    }

    #[test]
    fn marks_within_the_selection_give_way() {
        check(toggle_bold, "|a **b** c|", "**|a b c|**");
        check(toggle_bold, "a **b| c** d| e", "a **b| c d|** e");
    }

    #[test]
    fn part_of_a_style_is_taken_out_of_it() {
        check(toggle_bold, "**one |two| three**", "**one** |two| **three**");
        check(toggle_bold, "**|one| two**", "|one| **two**");
        check(toggle_bold, "**one t|wo**", "one t|wo");
        check(toggle_bold, "**one *two |three|* four**", "one *two |three|* four");
    }

    #[test]
    fn a_link_is_styled_as_a_whole_or_within_its_text() {
        check(toggle_bold, "[a |b](u) c|", "**[a |b](u) c|**");
        check_toggle(toggle_bold, "[|a b|](u)", "[**|a b|**](u)");
        check_toggle(toggle_bold, "|[a](u)|", "**|[a](u)|**");
    }

    #[test]
    fn paragraphs_items_and_cells_are_styled_one_by_one() {
        check_toggle(toggle_bold, "- |one\n- two\n\nthree|", "- **|one**\n- **two**\n\n**three|**");
        check_toggle(toggle_bold, "## |One\ntwo|", "## **|One**\n**two|**");
        check_toggle(toggle_bold, "|one\ntwo|", "**|one\ntwo|**");
    }

    #[test]
    fn if_not_all_is_styled_all_becomes_so() {
        check(toggle_bold, "|a\n\n**b**\n\nc|", "**|a**\n\n**b**\n\n**c|**");
    }

    #[test]
    fn several_ranges_are_styled_at_once() {
        check_toggle(toggle_italic, "|one| two |three|", "*|one|* two *|three|*");
        check(toggle_bold, "o||ne t||wo", "**o||ne** **t||wo**");
        check(toggle_bold, "w||or||d", "**w||or||d**");
    }

    #[test]
    fn code_may_hold_backticks() {
        check_toggle(toggle_code, "use |a`b|", "use ``|a`b|``");
        check(toggle_code, "|a `b` c|", "`|a b c|`");
        check_toggle(toggle_code, "|`|", "`` |`| ``");
    }
}
