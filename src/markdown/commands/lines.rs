//! Lines of the source as commands see them: quote marks, indentation, the mark of a heading or list item, and the
//! rest.

use std::ops::Range;

use crate::text::line_start;
use crate::text::{Selection, SelectionRange, sort_by_numbers};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceLine {
    /// Without the line break.
    pub(super) bytes: Range<usize>,
    /// From behind the quote marks to the mark.
    pub(super) indent: Range<usize>,
    pub(super) form: Form,
    /// The mark up to the text; empty for plain lines.
    pub(super) mark: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Heading(u8),
    /// An item of a bullet list, or a task.
    Bullet,
    /// An item of a numbered list.
    Number(u64),
}

impl SourceLine {
    /// The line that begins at `byte`.
    pub(super) fn at(text: &str, byte: usize) -> SourceLine {
        let line = text[byte..].split('\n').next().unwrap_or_default();
        let after_quotes = line.trim_start_matches(' ').trim_start_matches('>');
        let is_quoted = after_quotes.len() < line.trim_start_matches(' ').len();
        let content = if is_quoted { after_quotes.strip_prefix(' ').unwrap_or(after_quotes) } else { line };
        let body = content.trim_start_matches([' ', '\t']);
        let byte_end = byte + line.len();
        let byte_mark = byte_end - body.len();
        let (form, n_mark) = form_of(body);
        SourceLine {
            bytes: byte..byte_end,
            indent: byte_end - content.len()..byte_mark,
            form,
            mark: byte_mark..byte_mark + n_mark,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.mark.is_empty() && self.mark.start == self.bytes.end
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(self.form, Form::Bullet | Form::Number(_))
    }

    /// Whether the other line is right below.
    pub(super) fn is_above(&self, other: &SourceLine) -> bool {
        self.bytes.end + 1 == other.bytes.start
    }
}

/// The selected lines, each once. A selection that ends at the start of a line does not include that line.
pub(super) fn selected_lines(text: &str, selection: &Selection) -> Vec<SourceLine> {
    let ranges = selection.ranges().iter();
    let mut lines: Vec<SourceLine> = ranges.flat_map(|range| lines_of(text, range)).collect();
    sort_by_numbers(&mut lines, |line| (line.bytes.start, line.bytes.end));
    lines.dedup();
    lines
}

fn lines_of(text: &str, range: &SelectionRange) -> Vec<SourceLine> {
    let byte_from = line_start(text, range.from());
    let selected = &text[byte_from..range.to()];
    let selected = if range.is_empty() { selected } else { selected.strip_suffix('\n').unwrap_or(selected) };
    let breaks = selected.match_indices('\n').map(|(byte, _)| byte_from + byte + 1);
    let starts = std::iter::once(byte_from).chain(breaks);
    starts.map(|byte| SourceLine::at(text, byte)).collect()
}

/// The form of a line and the length of its mark. `body` is the line without its indentation.
fn form_of(body: &str) -> (Form, usize) {
    let Some((mark, _)) = body.split_once([' ', '\t']).or(Some((body, ""))).filter(|_| !is_rule(body)) else {
        return (Form::Plain, 0);
    };
    let form = match mark {
        "-" | "*" | "+" => Form::Bullet,
        _ => heading(mark).or_else(|| number(mark)).unwrap_or(Form::Plain),
    };
    let rest = body[mark.len()..].trim_start_matches([' ', '\t']);
    match form {
        Form::Plain => (Form::Plain, 0),
        Form::Bullet => (form, body.len() - without_task_box(rest).len()),
        _ => (form, body.len() - rest.len()),
    }
}

fn heading(mark: &str) -> Option<Form> {
    let is_heading = (1..=6).contains(&mark.len()) && mark.bytes().all(|sign| sign == b'#');
    is_heading.then_some(Form::Heading(mark.len() as u8))
}

fn number(mark: &str) -> Option<Form> {
    let digits = mark.strip_suffix(['.', ')'])?;
    let is_number = digits.len() <= 9 && digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number).map(Form::Number)
}

fn without_task_box(rest: &str) -> &str {
    let boxes = ["[ ] ", "[x] ", "[X] "];
    boxes.iter().find_map(|it| rest.strip_prefix(it)).unwrap_or(rest)
}

/// Whether it is a thematic break, like `* * *`.
fn is_rule(body: &str) -> bool {
    let signs = body.replace([' ', '\t'], "");
    let is_of = |sign: char| signs.len() >= 3 && signs.chars().all(|char| char == sign);
    is_of('-') || is_of('*')
}
