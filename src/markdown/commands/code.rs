//! Formats code: between backticks within a line, between fences over several lines.

use std::ops::Range;

use crate::markdown::commands::inlines::{ElementKind, Inlines, contains};
use crate::markdown::commands::keeping_selection;
use crate::markdown::commands::lines::{SourceLine, selected_lines};
use crate::markdown::commands::style::{longest_run, toggle};
use crate::text::line_start;
use crate::text::{Change, Selection, SelectionRange, TextEdit};

/// Makes the selection code, like the other styles. Several lines become a fenced block of whole lines.
/// Within a fenced block, removes the fences.
pub fn toggle_code(text: &str, selection: &Selection) -> TextEdit {
    let inlines = Inlines::of(text);
    let ranges = selection.ranges();
    let is_touched = |fenced: &&Range<usize>| {
        let mut bytes = ranges.iter().map(|range| range.from()..range.to());
        bytes.any(|bytes| contains(fenced, &bytes))
    };
    let fenced: Vec<&Range<usize>> = inlines.fenced.iter().filter(is_touched).collect();
    if !fenced.is_empty() {
        let changes = fenced.into_iter().flat_map(|fenced| without_fences(text, fenced));
        return keeping_selection(text, selection, changes.collect());
    }
    if ranges.iter().any(|range| has_lines(text, range)) {
        let lines = selected_lines(text, selection);
        let groups = lines.chunk_by(SourceLine::is_above);
        let changes = groups.flat_map(|group| with_fences(text, group));
        return keeping_selection(text, selection, changes.collect());
    }
    toggle(text, selection, ElementKind::Code)
}

fn has_lines(text: &str, range: &SelectionRange) -> bool {
    text[range.from()..range.to()].trim().contains('\n')
}

/// Fences around adjacent lines, indented like the first one, and longer than any run of backticks in them.
fn with_fences(text: &str, lines: &[SourceLine]) -> Vec<Change> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return Vec::new();
    };
    let code = &text[first.bytes.start..last.bytes.end];
    let indent = &code[..code.len() - code.trim_start().len()];
    let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
    vec![
        Change::insert(first.bytes.start, format!("{indent}{fence}\n")),
        Change::insert(last.bytes.end, format!("\n{indent}{fence}")),
    ]
}

/// Deletes the first line of a fenced block, and the last one if it is a fence.
fn without_fences(text: &str, fenced: &Range<usize>) -> Vec<Change> {
    let byte_opening = line_start(text, fenced.start);
    let block = text[fenced.clone()].trim_end();
    let byte_code = fenced.start + block.find('\n').map_or(block.len(), |byte| byte + 1);
    let opening = Change::delete(byte_opening..byte_code);

    let byte_end = fenced.start + block.len();
    let byte_closing = line_start(text, byte_end);
    let sign = block.chars().next().unwrap_or_default();
    let n_opening = block.len() - block.trim_start_matches(sign).len();
    let closing = text[byte_closing..byte_end].trim_start_matches(['>', ' ', '\t']);
    let is_fence = closing.len() >= n_opening && closing.chars().all(|char| char == sign);
    if byte_closing < byte_code || !is_fence {
        return vec![opening];
    }
    // The line break before it is deleted too, unless it is the one that ends the opening fence.
    vec![opening, Change::delete((byte_closing - 1).max(byte_code)..byte_end)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::commands::tests::{check_toggle, run};

    #[track_caller]
    fn check(before: &str, after: &str) {
        assert_eq!(run(toggle_code, before), after);
    }

    #[test]
    fn several_lines_become_a_block() {
        check_toggle(toggle_code, "a\n\n|let x;\nlet y;|\n\nb", "a\n\n```\n|let x;\nlet y;|\n```\n\nb");
        check_toggle(toggle_code, "|let x;\n\nlet y;|", "```\n|let x;\n\nlet y;|\n```");
    }

    #[test]
    fn a_block_takes_its_lines_whole() {
        check("let |x;\nlet| y;", "```\nlet |x;\nlet| y;\n```");
        check("|let x;\nlet y;\n|b", "```\n|let x;\nlet y;\n```\n|b");
    }

    #[test]
    fn one_selected_line_stays_in_its_line() {
        check("|let x;\n|b", "`|let x;`\n|b");
    }

    #[test]
    fn a_block_in_a_list_is_as_far_in() {
        check("- a\n  |x\n  y|", "- a\n  ```\n  |x\n  y|\n  ```");
    }

    #[test]
    fn fences_are_longer_than_those_inside() {
        check("|a ``` b\nc|", "````\n|a ``` b\nc|\n````");
    }

    #[test]
    fn fences_go_wherever_the_selection_is_inside() {
        check("```rust\nlet |x;\n```\nb", "let |x;\nb");
        check("|~~~\nx\n~~~|", "|x|");
        check("```\nopen| end", "open| end");
        check("```\n|```", "|");
        check("> ```\n> x|\n> ```", "> x|");
    }
}
