//! Limits on nesting, so that no text can freeze the page: one on the text before parsing, one on the events after it.
//!
//! Invariant: neither limit moves an offset. Content that is nested too deep is shown flat, not left out.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::markdown::events::is_inline;

/// The maximum depth of nested elements; browsers stop at 512.
const MAX_DEPTH: usize = 100;

/// The maximum indentation before a container marker, in columns: [`MAX_DEPTH`] levels of the usual four.
const MAX_COLUMNS: usize = 4 * MAX_DEPTH;

/// The text, changed so that no line opens more than [`MAX_DEPTH`] quotes, lists and footnotes at once.
///
/// pulldown-cmark 0.13 visits all open containers for each line, even for lines that continue none of them:
/// `>` k times, then k lines of text, take k² steps (0.8 s for 100 kB).
/// So the first marker beyond the limit is replaced by a backslash, which makes it and the following ones text.
pub(super) fn guard(text: &str) -> Cow<'_, str> {
    let excess = excess_markers(text);
    if excess.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for byte in excess {
        bytes[byte] = b'\\';
    }
    Cow::Owned(String::from_utf8(bytes).expect("only ASCII was replaced, by ASCII"))
}

/// Events without elements deeper than [`MAX_DEPTH`]. Their contents follow each other, separated by line breaks.
pub(super) struct Flatten<I> {
    events: I,
    n_open: usize,
    n_flattened: usize,
}

impl<I> Flatten<I> {
    pub(super) fn new(events: I) -> Flatten<I> {
        Flatten { events, n_open: 0, n_flattened: 0 }
    }
}

impl<'a, I> Iterator for Flatten<I>
where
    I: Iterator<Item = (Event<'a>, Range<usize>)>,
{
    type Item = (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (event, bytes) = self.events.next()?;
            match &event {
                Event::Start(tag) if self.is_too_deep(tag) => {
                    self.n_flattened += 1;
                    if !is_inline(tag) {
                        return Some((Event::SoftBreak, bytes.start..bytes.start));
                    }
                    continue;
                }
                Event::End(_) if self.n_flattened > 0 => {
                    self.n_flattened -= 1;
                    continue;
                }
                Event::Start(_) => self.n_open += 1,
                Event::End(_) => self.n_open -= 1,
                _ => {}
            }
            return Some((event, bytes));
        }
    }
}

impl<I> Flatten<I> {
    fn is_too_deep(&self, tag: &Tag) -> bool {
        self.n_flattened > 0 || self.n_open + n_levels(tag) > MAX_DEPTH
    }
}

/// The number of levels that an element needs, with its necessary children.
fn n_levels(tag: &Tag) -> usize {
    match tag {
        Tag::Table(_) => 3,
        Tag::List(_) => 2,
        _ => 1,
    }
}

/// In each line that is nested too deep, the first container marker beyond the limit.
fn excess_markers(text: &str) -> Vec<usize> {
    let mut excess = Vec::new();
    let mut byte_line = 0;
    for line in text.split_inclusive('\n') {
        if let Some(column) = excess_marker(line) {
            excess.push(byte_line + column);
        }
        byte_line += line.len();
    }
    excess
}

fn excess_marker(line: &str) -> Option<usize> {
    // Most lines are too short for that.
    if line.len() <= MAX_DEPTH {
        return None;
    }
    let (mut byte, mut n_columns, mut n_markers) = (0, 0, 0);
    loop {
        match line.as_bytes()[byte..].first()? {
            b' ' => (byte, n_columns) = (byte + 1, n_columns + 1),
            b'\t' => (byte, n_columns) = (byte + 1, n_columns + 4),
            _ => {
                let n_bytes = container_marker(&line[byte..])?;
                n_markers += 1;
                if n_markers > MAX_DEPTH || n_columns > MAX_COLUMNS {
                    return Some(byte).filter(|_| !is_rule(line));
                }
                byte += n_bytes;
            }
        }
    }
}

/// The length of the quote, list or footnote marker at the start of `text`.
fn container_marker(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_blank = |idx: usize| bytes.get(idx).is_none_or(u8::is_ascii_whitespace);
    match bytes.first()? {
        b'>' => Some(1),
        b'-' | b'+' | b'*' => is_blank(1).then_some(1),
        b'0'..=b'9' => {
            let n_digits = bytes.iter().take_while(|it| it.is_ascii_digit()).count();
            let is_marker = matches!(bytes.get(n_digits), Some(b'.' | b')'));
            (is_marker && is_blank(n_digits + 1)).then_some(n_digits + 1)
        }
        b'[' if text.starts_with("[^") => text.find("]:").map(|n_bytes| n_bytes + 2),
        _ => None,
    }
}

/// Whether a line is a thematic break, however long: `- - - -` opens no lists.
fn is_rule(line: &str) -> bool {
    ['-', '*'].iter().any(|&sign| {
        let mut chars = line.chars();
        chars.all(|char| char == sign || char.is_ascii_whitespace())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockList, RenderOptions};

    fn html(text: &str) -> String {
        let list = BlockList::new(text, RenderOptions::default());
        list.blocks().iter().map(|block| block.html.as_str()).collect()
    }

    #[track_caller]
    fn check_guarded(marker: &str, n_allowed: usize) {
        let allowed = format!("{}a\nb\n", marker.repeat(n_allowed));
        assert!(matches!(guard(&allowed), Cow::Borrowed(_)), "{marker:?}");
        let excess = format!("a\n{}a\nb\n", marker.repeat(5000));
        let guarded = guard(&excess);
        assert_eq!(guarded.len(), excess.len());
        let is_changed = |(_, (before, after)): &(usize, (u8, u8))| before != after;
        let changed = excess.bytes().zip(guarded.bytes()).enumerate().filter(is_changed);
        let changed: Vec<(usize, u8)> = changed.map(|(byte, (_, after))| (byte, after)).collect();
        assert_eq!(changed, [(2 + n_allowed * marker.len(), b'\\')], "{marker:?}");
    }

    #[test]
    fn no_line_opens_more_containers_than_the_limit() {
        check_guarded(">", MAX_DEPTH);
        check_guarded("> ", MAX_DEPTH);
        check_guarded("- ", MAX_DEPTH);
        check_guarded("1) ", MAX_DEPTH);
        check_guarded("[^a]:", MAX_DEPTH);
        check_guarded("- > ", MAX_DEPTH / 2);
    }

    #[test]
    fn containers_do_not_add_up_over_lines() {
        let deep = format!("{}- a\n", " ".repeat(MAX_COLUMNS + 1));
        assert_eq!(guard(&deep).find('\\'), Some(MAX_COLUMNS + 1));
    }

    #[test]
    fn long_lines_of_signs_are_left_alone() {
        for text in ["- ".repeat(500), "* ".repeat(500), "-".repeat(500), "word ".repeat(500)] {
            assert!(matches!(guard(&text), Cow::Borrowed(_)));
        }
        assert_eq!(html(&"* ".repeat(500)), "<hr>");
    }

    /// The nesting depth of the tags.
    fn depth(html: &str) -> usize {
        let tags = html.split('<').skip(1);
        let (mut n_open, mut n_deepest) = (0usize, 0);
        for tag in tags {
            match tag.starts_with('/') {
                true => n_open -= 1,
                false => n_open += 1,
            }
            n_deepest = n_deepest.max(n_open);
        }
        n_deepest
    }

    #[test]
    fn what_lies_deeper_is_shown_flat() {
        for marks in ["> ", "- ", "1. ", "*_"] {
            let opening = marks.repeat(150);
            let closing: String = if marks == "*_" { opening.chars().rev().collect() } else { String::new() };
            let html = html(&format!("{opening}deepest{closing}"));
            assert!(depth(&html) <= MAX_DEPTH, "{marks}");
            assert!(html.contains("deepest"), "{marks}");
        }
    }

    #[test]
    fn a_table_too_deep_keeps_its_words_apart() {
        let quote = "> ".repeat(99);
        let html = html(&format!("{quote}|one|two|\n{quote}|-|-|\n{quote}|three|four|\n"));
        assert!(!html.contains("<t"));
        let words: Vec<&str> = html.split(['<', '>', '\n']).filter(|it| it.contains(['o', 'h'])).collect();
        assert_eq!(&words[99..103], ["one", "two", "three", "four"]);
    }
}
