//! Finds the code in a text: code may quote broken encoding.
//!
//! This is a rough reading, line by line, because this layer does not know Markdown. A missed code span is treated as
//! prose.

use std::ops::Range;

/// The text between backticks on a line, and the lines between fences, in the order of the text. O(n).
pub fn code_in(text: &str) -> Vec<Range<usize>> {
    let mut code = Vec::new();
    let mut fence: Option<&str> = None;
    let mut byte_line = 0;
    for line in text.split_inclusive('\n') {
        let marks = fence_marks(line);
        match (fence, marks) {
            (Some(open), Some(marks)) if marks.starts_with(open) => fence = None,
            (Some(_), _) => code.push(byte_line..byte_line + line.len()),
            (None, Some(marks)) => fence = Some(marks),
            (None, None) => add_spans(line, byte_line, &mut code),
        }
        byte_line += line.len();
    }
    code
}

/// The fence that a line begins with, if it can open or close a code block.
fn fence_marks(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|char| matches!(char, '`' | '~'))?;
    let marks = &line[..line.len() - line.trim_start_matches(mark).len()];
    let is_span = mark == '`' && line[marks.len()..].contains('`');
    (marks.len() >= 3 && !is_span).then_some(marks)
}

fn add_spans(line: &str, byte_line: usize, code: &mut Vec<Range<usize>>) {
    let mut byte = 0;
    while let Some(found) = line[byte..].find('`') {
        let open = byte + found;
        let n_marks = n_backticks(&line[open..]);
        let inside = open + n_marks;
        let Some(end) = end_of_span(line, inside, n_marks) else {
            byte = inside;
            continue;
        };
        code.push(byte_line + inside..byte_line + end);
        byte = end + n_marks;
    }
}

/// The start of the next run of exactly `n_marks` backticks.
fn end_of_span(line: &str, inside: usize, n_marks: usize) -> Option<usize> {
    let mut byte = inside;
    while let Some(found) = line[byte..].find('`') {
        let n_here = n_backticks(&line[byte + found..]);
        if n_here == n_marks {
            return Some(byte + found);
        }
        byte += found + n_here;
    }
    None
}

fn n_backticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = code_in(text).into_iter().map(|bytes| &text[bytes]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn code_stands_between_backticks_and_fences() {
        check("a `b` c ``d`e`` `f", &["b", "d`e"]);
        check("```\na\nb\n```\n`c`", &["a\n", "b\n", "c"]);
        check("~~~\n```\n~~~~\nd", &["```\n"]);
        check("```a``` b", &["a"]);
    }
}
