//! What a block says, line by line: its text without the markup, and the links in it. What notes mean is read from these.
//!
//! Invariant: a line is a line of the source, wherever its markup begins and ends.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::BlockKind;
use crate::markdown::autolinks::autolinks;
use crate::markdown::events::{Located, is_inline};
use crate::markdown::links::address;

/// One visible line of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineLine {
    /// How many lines below the block's first one it stands.
    pub line_offset: usize,
    /// Markup and images left out, entities and escapes resolved.
    pub text: String,
    pub links: Vec<InlineLink>,
}

/// A link within a line, bare addresses included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineLink {
    /// Bytes of the line's text; empty for a link around an image.
    pub text_range: Range<usize>,
    /// As the author wrote it, entities resolved; not checked for safety.
    pub url: String,
}

/// The lines of one block, `source` being its bytes from `byte_from` on.
///
/// Paragraphs and headings give each visible line. Lists give only those at the very start of a source line, without indentation:
/// authors put a label right below a list, where Markdown makes it part of the last item.
pub(super) fn lines_of(kind: BlockKind, events: &[Located], source: &str, byte_from: usize) -> Vec<InlineLine> {
    let wanted = match kind {
        BlockKind::Paragraph | BlockKind::Heading(_) => Wanted::All,
        BlockKind::List => Wanted::AtMargin,
        _ => return Vec::new(),
    };
    let mut reader = Reader { wanted, source, byte_from, ..Reader::default() };
    for (event, bytes) in events {
        reader.read(event, bytes);
    }
    reader.end_line();
    reader.lines
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Wanted {
    #[default]
    All,
    AtMargin,
}

#[derive(Default)]
struct Reader<'a> {
    wanted: Wanted,
    source: &'a str,
    byte_from: usize,
    lines: Vec<InlineLine>,
    /// The line being read; none before its first visible event, or if it is not wanted.
    line: Option<InlineLine>,
    /// Whether the last event broke a line within a paragraph.
    after_break: bool,
    in_code_block: bool,
    n_images: usize,
    /// The open link and where in the line its text began.
    link: Option<(String, usize)>,
    /// How far the line breaks of the source are counted.
    counted: (usize, usize),
}

impl Reader<'_> {
    fn read(&mut self, event: &Event, bytes: &Range<usize>) {
        match event {
            Event::SoftBreak | Event::HardBreak => {
                self.end_line();
                self.after_break = true;
            }
            Event::Start(tag) if !is_inline(tag) => {
                self.end_line();
                self.in_code_block = matches!(tag, Tag::CodeBlock(_));
            }
            Event::End(TagEnd::CodeBlock) => self.in_code_block = false,
            Event::End(TagEnd::Image) => self.n_images -= 1,
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(_) => {}
            _ if self.in_code_block => {}
            event => {
                self.begin_line(bytes.start);
                self.read_inline(event);
            }
        }
    }

    fn read_inline(&mut self, event: &Event) {
        match event {
            Event::Start(Tag::Image { .. }) => self.n_images += 1,
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.link = Some((address(*link_type, dest_url).into_owned(), self.text_len()));
            }
            Event::Text(text) if self.n_images == 0 => self.read_text(text),
            Event::Code(code) if self.n_images == 0 => self.push(code),
            _ => {}
        }
    }

    fn read_text(&mut self, text: &str) {
        let byte_text = self.text_len();
        self.push(text);
        let Some(line) = self.line.as_mut().filter(|_| self.link.is_none()) else {
            return;
        };
        line.links.extend(autolinks(text).into_iter().map(|link| {
            let text_range = byte_text + link.bytes.start..byte_text + link.bytes.end;
            InlineLink { text_range, url: link.url }
        }));
    }

    fn push(&mut self, text: &str) {
        if let Some(line) = &mut self.line {
            line.text.push_str(text);
        }
    }

    fn text_len(&self) -> usize {
        self.line.as_ref().map_or(0, |line| line.text.len())
    }

    fn begin_line(&mut self, byte: usize) {
        let is_wanted = match self.wanted {
            Wanted::All => true,
            Wanted::AtMargin => self.after_break && self.is_line_start(byte),
        };
        self.after_break = false;
        if self.line.is_none() && is_wanted {
            self.line =
                Some(InlineLine { line_offset: self.line_offset(byte), text: String::new(), links: Vec::new() });
        }
    }

    /// Ends the line; a link that goes on below is continued there.
    fn end_line(&mut self) {
        let continued = self.link.as_ref().map(|(url, _)| (url.clone(), 0));
        self.end_link();
        self.link = continued;
        self.after_break = false;
        let line = self.line.take();
        self.lines.extend(line.filter(|it| !it.text.trim().is_empty()));
    }

    fn end_link(&mut self) {
        let Some((url, byte_text)) = self.link.take() else {
            return;
        };
        if let Some(line) = &mut self.line {
            let text_range = byte_text..line.text.len();
            line.links.push(InlineLink { text_range, url });
        }
    }

    fn is_line_start(&self, byte: usize) -> bool {
        self.source[..byte - self.byte_from].ends_with('\n')
    }

    /// Counts on from the last call: positions only grow.
    fn line_offset(&mut self, byte: usize) -> usize {
        let (byte_counted, n_breaks) = self.counted;
        let byte = byte - self.byte_from;
        let n_more = self.source[byte_counted..byte].matches('\n').count();
        self.counted = (byte, n_breaks + n_more);
        self.counted.1
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::{BlockList, RenderOptions};

    /// Checks the lines of a text, each as `offset text`, then ` <text -> url>` for each link.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let list = BlockList::new(text, RenderOptions::default());
        let lines = list.blocks().iter().flat_map(|block| &block.lines);
        let shown: Vec<String> = lines
            .map(|line| {
                let links = line.links.iter();
                let links: String =
                    links.map(|link| format!(" <{} -> {}>", &line.text[link.text_range.clone()], link.url)).collect();
                format!("{} {}{links}", line.line_offset, line.text)
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn markup_is_stripped() {
        check("**Ana #1:** [**A `b`**](https://a.example)", &["0 Ana #1: A b <A b -> https://a.example>"]);
        check("**Ana #1:** ****[A](u) ~~a~~ <b>c</b> &amp; \\*", &["0 Ana #1: ****A a c & * <A -> u>"]);
        check("## `[A](u)` *b*", &["0 [A](u) b"]);
        check("a ![alt](i.png)[^1]\n\n[^1]: x", &["0 a "]);
    }

    #[test]
    fn lines_are_those_of_the_source() {
        check("one\ntwo  \nthree\\\nfour", &["0 one", "1 two", "2 three", "3 four"]);
        check("`a\nb`\nc", &["0 a b", "2 c"]);
        check("A\n===", &["0 A"]);
        check("**one\ntwo**", &["0 one", "1 two"]);
        check("![](i.png)\ntwo", &["1 two"]);
    }

    #[test]
    fn a_link_over_two_lines_is_in_both() {
        check("a [b\nc](u) d", &["0 a b <b -> u>", "1 c d <c -> u>"]);
    }

    #[test]
    fn bare_addresses_are_links() {
        check(
            "via https://a.example/x_y.",
            &["0 via https://a.example/x_y. <https://a.example/x_y -> https://a.example/x_y>"],
        );
        check("[www.a.example](u)", &["0 www.a.example <www.a.example -> u>"]);
    }

    #[test]
    fn of_a_list_only_what_continues_it_at_the_margin_counts() {
        check("- one\n**Connect with the hosts**\n- two\n", &["1 Connect with the hosts"]);
        check("- one\n  more\n\n  and more\n", &[]);
        check("- one\n\t- two\nAna #2: [T](u)\nmore\n", &["2 Ana #2: T <T -> u>", "3 more"]);
    }

    #[test]
    fn code_tables_and_quotes_have_none() {
        check("```\nAna #1: x\n```\n\n> Ana #2: x\n\n|Ana #3: x|\n|-|\n\n<p>\nAna #4: x\n</p>", &[]);
        check("- a\n\n  ```\n  x\n  ```", &[]);
    }
}
