//! All visible text, line by line, including nested lists, quotations, tables and footnotes.
//!
//! Invariant: code, addresses, placeholders of images and raw HTML are never part of it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::autolinks::autolinks;
use crate::markdown::depth::guard;
use crate::markdown::events::{Located, events, is_inline};
use crate::markdown::front_matter::blanked;
use crate::markdown::runs::{Run, runs, source_of};

/// A line of visible text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProseLine {
    /// Without markup; entities and escapes are resolved. It includes code and addresses, but these have no source.
    pub text: String,
    /// It is a line of a heading.
    pub is_heading: bool,
    /// It begins a list item.
    pub is_item: bool,
    runs: Vec<Run>,
}

impl ProseLine {
    /// The source of a range of the text, in bytes of the whole source; several ranges if markup interrupts it.
    /// `None` if part of it is code or an address, or is not written as it is shown.
    pub fn source_of(&self, text_range: Range<usize>) -> Option<Vec<Range<usize>>> {
        source_of(&self.runs, text_range)
    }
}

/// All lines of prose in a whole text, in order; none of its front matter. Takes time linear in the text.
pub fn prose(text: &str) -> Vec<ProseLine> {
    let blanked = blanked(text);
    let guarded = guard(blanked.as_deref().unwrap_or(text));
    let mut reader = ProseReader { source: &guarded, ..ProseReader::default() };
    for (event, bytes) in events(&guarded) {
        reader.read((event, bytes));
    }
    reader.end_line();
    reader.lines
}

#[derive(Default)]
struct ProseReader<'a> {
    source: &'a str,
    lines: Vec<ProseLine>,
    line: ProseLine,
    in_code_block: bool,
    n_images: usize,
}

impl ProseReader<'_> {
    fn read(&mut self, (event, bytes): Located) {
        match event {
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.end_line(),
            Event::Start(Tag::Image { .. }) => self.n_images += 1,
            Event::End(TagEnd::Image) => self.n_images -= 1,
            Event::Start(tag) if !is_inline(&tag) => self.begin_block(&tag),
            Event::End(TagEnd::CodeBlock) => self.in_code_block = false,
            Event::End(TagEnd::Item | TagEnd::Heading(_)) => {
                self.end_line();
                self.line = ProseLine::default();
            }
            Event::Text(text) if !self.in_code_block && self.n_images == 0 => self.push_text(&text, bytes),
            Event::Code(code) => self.line.text.push_str(&code),
            _ => {}
        }
    }

    fn begin_block(&mut self, tag: &Tag) {
        self.end_line();
        match tag {
            Tag::CodeBlock(_) => self.in_code_block = true,
            Tag::Heading { .. } => self.line.is_heading = true,
            Tag::Item => self.line.is_item = true,
            _ => {}
        }
    }

    /// Adds a text. The addresses in it get no source.
    fn push_text(&mut self, text: &str, bytes: Range<usize>) {
        let byte_line = self.line.text.len();
        let addresses: Vec<Range<usize>> = autolinks(text).into_iter().map(|link| link.bytes).collect();
        for run in runs(text, &self.source[bytes.clone()]) {
            let placed = |text_range: Range<usize>| Run {
                byte_text: byte_line + text_range.start,
                byte_source: bytes.start + run.byte_source + text_range.start - run.byte_text,
                byte_len: text_range.len(),
            };
            self.line.runs.extend(without(run.byte_text..run.byte_text + run.byte_len, &addresses).map(placed));
        }
        self.line.text.push_str(text);
    }

    /// Ends the line. The marker of an item belongs to its first line with text.
    fn end_line(&mut self) {
        if self.line.text.trim().is_empty() {
            self.line.text.clear();
            self.line.runs.clear();
        } else {
            self.lines.push(std::mem::take(&mut self.line));
        }
    }
}

/// The parts of a range outside of `gaps`, which are in order.
fn without(range: Range<usize>, gaps: &[Range<usize>]) -> impl Iterator<Item = Range<usize>> {
    let n_before = gaps.partition_point(|gap| gap.end <= range.start);
    let gaps = gaps[n_before..].iter().take_while(move |gap| gap.start < range.end);
    let ends = gaps.clone().map(|gap| gap.start).chain([range.end]);
    let starts = [range.start].into_iter().chain(gaps.map(|gap| gap.end));
    starts.zip(ends).map(|(start, end)| start..end).filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::arbitrary::markdown;

    /// Checks the text of each line as it is found in the source, with `|` where something else is between.
    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let shown = |line: &ProseLine| {
            let stretches = line.runs.iter().map(|run| &source[run.byte_source..run.byte_source + run.byte_len]);
            stretches.collect::<Vec<_>>().join("|")
        };
        let found: Vec<String> = prose(source).iter().map(shown).collect();
        assert_eq!(found, expected, "{source}");
    }

    #[test]
    fn all_that_is_read_is_prose() {
        check(
            "# A\n\n- b\n  - **c** d\n\n> e\n\n|f|\n|-|\n|g|\n\nh[^1]\n\n[^1]: i\n",
            &["A", "b", "c| d", "e", "f", "g", "h", "i"],
        );
        check("one\ntwo [three](u)\n", &["one", "two |three"]);
    }

    #[test]
    fn code_images_and_addresses_are_not() {
        check("a `b` c\n\n```\nd\n```\n\n    e\n\n![f](g.png) h\n", &["a | c", " h"]);
        check("see https://a.example/ann and <https://b.example> [www.c.example](u)\n", &["see | and | "]);
        check("<p>\na\n</p>\n\nb <i title=c>d</i>\n", &["b |d"]);
    }

    #[test]
    fn lines_know_what_they_are() {
        let kinds = |text: &str| prose(text).iter().map(|line| (line.is_heading, line.is_item)).collect::<Vec<_>>();
        assert_eq!(kinds("# a\nb\n- c\n  d\n"), [(true, false), (false, false), (false, true), (false, false)]);
        assert_eq!(kinds("- \n\n# \n\na\n"), [(false, false)]);
    }

    proptest! {
        #[test]
        fn what_is_found_in_the_source_is_what_is_read(text in markdown()) {
            for line in prose(&text) {
                for run in &line.runs {
                    let read = &line.text[run.byte_text..run.byte_text + run.byte_len];
                    prop_assert_eq!(&text[run.byte_source..run.byte_source + run.byte_len], read);
                }
            }
        }
    }
}
