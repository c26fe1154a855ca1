//! Items of lists, one level deeper or less deep, with all that belongs to them, and the numbers of those beside them.

use std::ops::Range;

use crate::markdown::commands::lines::{Form, SourceLine};
use crate::text::{Change, line_start};

/// Where items go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Deeper,
    Up,
}

/// A line of a list: as it is, and how far it will be indented.
struct Line {
    source: SourceLine,
    indent: String,
    /// An item that is moved itself, not with the item above it.
    is_moved: bool,
}

/// Moves the items whose lines are touched by `selected`, within the blocks of `region`. None if there are none, or nowhere to
/// go: the first item of a list has nothing to be nested below. Linear in the region.
pub(super) fn move_items(
    text: &str,
    region: Range<usize>,
    selected: Range<usize>,
    level: Level,
) -> Option<Vec<Change>> {
    let mut lines = lines_of(text, region);
    let is_selected = |line: &Line| {
        let bytes = &line.source.bytes;
        let ends_before = selected.end == bytes.start && !selected.is_empty();
        line.source.is_item() && bytes.start <= selected.end && selected.start <= bytes.end && !ends_before
    };
    let first = lines.iter().position(is_selected)?;
    let last = lines.iter().rposition(is_selected)?;
    let base = text[lines[first].source.indent.clone()].to_owned();
    let target = match level {
        Level::Deeper => nested_indent(text, &lines, first)?,
        Level::Up => {
            let parent = lines[..first].iter().rfind(|it| it.source.is_item() && it.indent.len() < base.len())?;
            parent.indent.clone()
        }
    };
    let belongs = |line: &Line| line.source.is_blank() || line.indent.len() > base.len();
    let n_below = lines[last + 1..].iter().take_while(|line| belongs(line)).count();
    for (idx, line) in lines.iter_mut().enumerate().take(last + 1 + n_below).skip(first) {
        if let Some(deeper) = line.indent.strip_prefix(&base).filter(|_| !line.source.is_blank()) {
            line.is_moved = deeper.is_empty() && line.source.is_item() && idx <= last;
            line.indent = format!("{target}{deeper}");
        }
    }
    Some(changes(text, &lines))
}

fn lines_of(text: &str, region: Range<usize>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut byte = line_start(text, region.start);
    while byte < region.end || lines.is_empty() {
        let source = SourceLine::at(text, byte);
        byte = source.bytes.end + 1;
        lines.push(Line { indent: text[source.indent.clone()].to_owned(), source, is_moved: false });
    }
    lines
}

/// How an item is indented below the one above it on its level: as what is nested there already, or to that one's text. None
/// if it is the first of its list.
fn nested_indent(text: &str, lines: &[Line], idx: usize) -> Option<String> {
    let n = lines[idx].indent.len();
    let above = &lines[..idx];
    let sibling_idx = above.iter().rposition(|line| line.source.is_item() && line.indent.len() <= n)?;
    let sibling = &above[sibling_idx];
    if sibling.indent.len() < n {
        return None;
    }
    if let Some(nested) = above[sibling_idx + 1..].iter().find(|line| line.source.is_item()) {
        return Some(nested.indent.clone());
    }
    if lines.iter().any(|line| line.source.is_item() && line.indent.starts_with('\t')) {
        return Some(format!("{}\t", sibling.indent));
    }
    let mark = &text[sibling.source.mark.clone()];
    let n_mark = mark.find([' ', '\t']).unwrap_or(mark.len()) + 1;
    Some(sibling.indent.clone() + &" ".repeat(n_mark))
}

/// The new indentation, and the numbers that follow from it.
fn changes(text: &str, lines: &[Line]) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut before, mut after) = (Runs::default(), Runs::default());
    let all_alike = are_numbers_alike(lines);
    for line in lines.iter().filter(|line| !line.source.is_blank()) {
        let indent = &line.source.indent;
        if text[indent.clone()] != line.indent {
            changes.push(Change::replace(indent.clone(), line.indent.clone()));
        }
        let Form::Number(number) = line.source.form else {
            if line.source.is_item() {
                before.end_at(indent.len());
                after.end_at(line.indent.len());
            }
            continue;
        };
        let was_next = before.next(indent.len());
        let is_next = after.next(line.indent.len());
        let was_counted = was_next.is_none_or(|next| next == number);
        let new_number = match is_next {
            _ if all_alike || !was_counted => number,
            Some(next) => next,
            // It begins a list now, or did before.
            None if line.is_moved || was_next.is_some() => 1,
            None => number,
        };
        before.put(indent.len(), number + 1);
        after.put(line.indent.len(), new_number + 1);
        if new_number != number {
            let byte = line.source.mark.start;
            changes.push(Change::replace(byte..byte + number.to_string().len(), new_number.to_string()));
        }
    }
    changes
}

/// Whether neighbours have the same number, as some write lists that Markdown counts.
fn are_numbers_alike(lines: &[Line]) -> bool {
    let mut runs = Runs::default();
    lines.iter().any(|line| {
        let Form::Number(number) = line.source.form else { return false };
        let indent = line.source.indent.len();
        let is_alike = runs.next(indent) == Some(number + 1);
        runs.put(indent, number + 1);
        is_alike
    })
}

/// The next number of each list that is open, by its indentation, the outermost first.
#[derive(Default)]
struct Runs(Vec<(usize, u64)>);

impl Runs {
    fn next(&mut self, indent: usize) -> Option<u64> {
        self.0.retain(|(open, _)| *open <= indent);
        self.0.last().filter(|(open, _)| *open == indent).map(|(_, next)| *next)
    }

    fn put(&mut self, indent: usize, next: u64) {
        self.end_at(indent);
        self.0.push((indent, next));
    }

    fn end_at(&mut self, indent: usize) {
        self.0.retain(|(open, _)| *open < indent);
    }
}
