//! The visible text of a block, line by line, with its links. The outline is read from these lines.
//!
//! Invariant: a line corresponds to a line of the source, wherever its markup begins and ends.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::BlockKind;
use crate::markdown::autolinks::autolinks;
use crate::markdown::events::{Located, is_inline};
use crate::markdown::links::address;
use crate::markdown::runs::{self, Run, runs};
use crate::markdown::words::n_words;

/// One visible line of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InlineLine {
    /// The number of lines between the first line of the block and this one.
    pub line_offset: usize,
    /// Without markup and images; entities and escapes are resolved.
    pub text: String,
    pub links: Vec<InlineLink>,
    /// The list item that begins with this line.
    pub item: Option<ListItem>,
    /// It continues a list item, and is not indented enough to be code. It may be meant to be below the list.
    pub is_indented: bool,
    /// All of its visible text is bold.
    pub is_bold: bool,
    /// The visible words of the block above this line.
    pub n_words_above: usize,
    /// The parts of the text that are in the source unchanged, in order.
    runs: Vec<Run>,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// How many items are around it: 0 in an outermost list.
    pub n_around: usize,
    /// The visible number in an outermost list with numbers: Markdown counts from the first item.
    pub number: Option<u64>,
    /// In bytes of the block: the digits of `2.`, or the bullet.
    pub marker: Range<usize>,
}

/// A link within a line, including bare addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineLink {
    /// In bytes of the line's text; empty for a link around an image.
    pub text_range: Range<usize>,
    /// As the author wrote it, with entities resolved; not checked for safety.
    pub url: String,
}

impl InlineLine {
    /// The source of a range of the text, in bytes of the block; several ranges if markup interrupts it.
    /// `None` if part of it is not written as it is shown.
    pub fn source_of(&self, text_range: Range<usize>) -> Option<Vec<Range<usize>>> {
        runs::source_of(&self.runs, text_range)
    }
}

#[cfg(test)]
impl InlineLine {
    /// A line without markup, for tests.
    pub(crate) fn without_markup(text: impl Into<String>) -> InlineLine {
        InlineLine { text: text.into(), ..InlineLine::default() }
    }
}

/// The visible text of one block.
#[derive(Debug, Default)]
pub(super) struct BlockText {
    pub(super) lines: Vec<InlineLine>,
    /// The number of visible words, without code blocks and placeholders of images.
    pub(super) n_words: usize,
}

/// Reads one block; `source` is its text from `byte_from` on.
///
/// Paragraphs and headings give all visible lines. Lists give the first line of each outermost item and of those within
/// them that have a digit (a number, a time), and lines that continue an item at the margin or almost: authors put a label
/// right below a list, where Markdown makes it part of the last item. Other blocks give none.
pub(super) fn read(kind: BlockKind, events: &[Located], source: &str, byte_from: usize) -> BlockText {
    let wanted = match kind {
        BlockKind::Paragraph | BlockKind::Heading(_) => WantedLines::All,
        BlockKind::List => WantedLines::OfList,
        _ => WantedLines::Nothing,
    };
    let mut reader = LineReader { wanted, source, byte_from, ..LineReader::default() };
    for (event, bytes) in events {
        reader.read(event, bytes);
    }
    reader.end_line();
    BlockText { lines: reader.lines, n_words: reader.n_words }
}

/// A line that is indented more would be code, if there were no list above it.
const MAX_INDENT: usize = 3;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum WantedLines {
    #[default]
    All,
    /// Those at the margin or almost, and the first of items.
    OfList,
    Nothing,
}

#[derive(Default)]
struct LineReader<'a> {
    wanted: WantedLines,
    source: &'a str,
    byte_from: usize,
    lines: Vec<InlineLine>,
    /// The line being read; `None` before its first visible event, or if it is not wanted.
    line: Option<InlineLine>,
    /// Whether the last event was a line break within a paragraph.
    after_break: bool,
    /// The item that has begun and has no line yet.
    item: Option<ListItem>,
    n_lists: usize,
    /// The number of the next outermost item.
    next_number: Option<u64>,
    n_words: usize,
    in_code_block: bool,
    n_images: usize,
    /// The number of open bold elements, which may be nested.
    n_strong: usize,
    /// The open link, and the start of its text in the line.
    link: Option<(String, usize)>,
    /// The byte up to which line breaks were counted, and their number.
    counted: (usize, usize),
}

impl LineReader<'_> {
    fn read(&mut self, event: &Event, bytes: &Range<usize>) {
        match event {
            Event::SoftBreak | Event::HardBreak => {
                self.end_line();
                self.after_break = true;
            }
            Event::Start(tag) if !is_inline(tag) => {
                self.end_line();
                self.begin_container(tag, bytes);
            }
            Event::End(TagEnd::CodeBlock) => self.in_code_block = false,
            Event::End(TagEnd::List(_)) => self.n_lists -= 1,
            Event::End(TagEnd::Image) => self.n_images -= 1,
            Event::End(TagEnd::Strong) => self.n_strong -= 1,
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(_) => {}
            _ if self.in_code_block => {}
            event => {
                self.begin_line(bytes.start);
                self.read_inline(event, bytes);
            }
        }
    }

    fn begin_container(&mut self, tag: &Tag, bytes: &Range<usize>) {
        self.in_code_block = matches!(tag, Tag::CodeBlock(_));
        match tag {
            Tag::List(first) => {
                self.n_lists += 1;
                if self.n_lists == 1 {
                    self.next_number = *first;
                }
            }
            Tag::Item => {
                self.item = Some(self.item_at(bytes.start));
                if self.n_lists == 1 {
                    self.next_number = self.next_number.map(|number| number.saturating_add(1));
                }
                return;
            }
            Tag::Paragraph | Tag::Heading { .. } => {
                self.after_break = true;
                return;
            }
            _ => {}
        }
        // Another list, a quotation or code: the item has no text of its own.
        self.item = None;
    }

    fn item_at(&self, byte: usize) -> ListItem {
        let rest = &self.source[byte - self.byte_from..];
        let byte_marker = byte - self.byte_from + rest.len() - rest.trim_start().len();
        let n_digits = self.source[byte_marker..].bytes().take_while(u8::is_ascii_digit).count();
        ListItem {
            n_around: self.n_lists.saturating_sub(1),
            number: self.next_number.filter(|_| self.n_lists == 1),
            marker: byte_marker..byte_marker + n_digits.max(1),
        }
    }

    fn read_inline(&mut self, event: &Event, bytes: &Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.n_images += 1,
            Event::Start(Tag::Strong) => self.n_strong += 1,
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.link = Some((address(*link_type, dest_url).into_owned(), self.text_len()));
            }
            Event::Text(text) if self.n_images == 0 => self.read_text(text, bytes),
            Event::Code(code) if self.n_images == 0 => {
                let n_fence =
                    runs::len_of_fence(code, &self.source[bytes.start - self.byte_from..bytes.end - self.byte_from]);
                self.push(code, &(bytes.start + n_fence..bytes.end));
            }
            _ => {}
        }
    }

    fn read_text(&mut self, text: &str, bytes: &Range<usize>) {
        let byte_text = self.text_len();
        self.push(text, bytes);
        let Some(line) = self.line.as_mut().filter(|_| self.link.is_none()) else {
            return;
        };
        line.links.extend(autolinks(text).into_iter().map(|link| {
            let text_range = byte_text + link.bytes.start..byte_text + link.bytes.end;
            InlineLink { text_range, url: link.url }
        }));
    }

    fn push(&mut self, text: &str, bytes: &Range<usize>) {
        self.n_words += n_words(text);
        let byte_source = bytes.start - self.byte_from;
        if let Some(line) = &mut self.line {
            let written = &self.source[byte_source..bytes.end - self.byte_from];
            line.runs.extend(runs(text, written).map(|run| Run {
                byte_text: run.byte_text + line.text.len(),
                byte_source: run.byte_source + byte_source,
                ..run
            }));
            line.text.push_str(text);
            line.is_bold &= self.n_strong > 0 || !text.contains(|c: char| c != '*' && !c.is_whitespace());
        }
    }

    fn text_len(&self) -> usize {
        self.line.as_ref().map_or(0, |line| line.text.len())
    }

    fn begin_line(&mut self, byte: usize) {
        let item = self.item.take();
        let n_blanks = self.n_blanks_before(byte);
        let is_wanted = match self.wanted {
            WantedLines::All => true,
            WantedLines::Nothing => false,
            WantedLines::OfList => item.is_some() || (self.after_break && n_blanks.is_some_and(|n| n <= MAX_INDENT)),
        };
        let is_indented = self.wanted == WantedLines::OfList && item.is_none() && n_blanks != Some(0);
        self.after_break = false;
        if self.line.is_none() && is_wanted {
            let line_offset = self.line_offset(byte);
            let n_words_above = self.n_words;
            let line = InlineLine { line_offset, item, is_indented, n_words_above, ..InlineLine::default() };
            self.line = Some(InlineLine { is_bold: true, ..line });
        }
    }

    /// Ends the line. A link that is still open continues on the next line.
    fn end_line(&mut self) {
        let continued = self.link.as_ref().map(|(url, _)| (url.clone(), 0));
        self.end_link();
        self.link = continued;
        self.after_break = false;
        let line = self.line.take();
        self.lines.extend(line.filter(is_worth_keeping));
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

    /// The number of blanks between the start of the source line and a byte. `None` if there is anything else.
    fn n_blanks_before(&self, byte: usize) -> Option<usize> {
        let before = self.source[..byte - self.byte_from].trim_end_matches(' ');
        let is_line_start = before.is_empty() || before.ends_with('\n');
        is_line_start.then(|| byte - self.byte_from - before.len())
    }

    /// Counts from the last call on, because positions only grow.
    fn line_offset(&mut self, byte: usize) -> usize {
        let (byte_counted, n_breaks) = self.counted;
        let byte = byte - self.byte_from;
        let n_more = self.source[byte_counted..byte].matches('\n').count();
        self.counted = (byte, n_breaks + n_more);
        self.counted.1
    }
}

fn is_worth_keeping(line: &InlineLine) -> bool {
    match &line.item {
        Some(item) if item.n_around > 0 => line.text.contains(char::is_numeric),
        _ => !line.text.trim().is_empty(),
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
    fn lines_of_bold_type_are_told_apart() {
        let is_bold = |text: &str| BlockList::new(text, RenderOptions::default()).blocks()[0].lines[0].is_bold;
        assert!(is_bold("**Kites**") && is_bold("**[Kites](u)** **fly**\nhigh") && is_bold("[**Kites**](u)"));
        assert!(!is_bold("**Kites** fly") && !is_bold("Kites") && !is_bold("*Kites*"));
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
    fn of_a_list_the_items_and_what_continues_it_at_the_margin_count() {
        check("- one\n**Connect with the hosts**\n- two\n", &["0 one", "1 Connect with the hosts", "2 two"]);
        check("- one\n  more\n\n  and more\n", &["0 one", "1 more", "3 and more"]);
        check("- one\n  - two\n    more\n\n    and more\n\tand\n", &["0 one"]);
        check("- one\n\n  - two\n\n- # three\n", &["0 one", "4 three"]);
        check("- one\n\t- two\nAna #2: [T](u)\nmore\n", &["0 one", "2 Ana #2: T <T -> u>", "3 more"]);
        check("- > quoted\n- - nested\n- # heading\n-\n- [ ] task", &["2 heading", "4 task"]);
    }

    #[test]
    fn items_know_their_number_and_marker() {
        let items = |text: &str| {
            let list = BlockList::new(text, RenderOptions::default());
            let lines = list.blocks().iter().flat_map(|block| block.lines.clone());
            let items = lines.filter_map(|line| line.item);
            items.map(|item| (item.number, text[item.marker].to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(items("3. a\n3. b\n"), [(Some(3), "3".into()), (Some(4), "3".into())]);
        assert_eq!(items(" 9. a\n    1. b\n 1. c\n"), [(Some(9), "9".into()), (Some(10), "1".into())]);
        assert_eq!(items("* a\n* b\n"), [(None, "*".into()), (None, "*".into())]);
    }

    /// Checks the source of the text of the first line, with `|` between ranges that markup separates.
    #[track_caller]
    fn check_source(source: &str, expected: Option<&str>) {
        let list = BlockList::new(source, RenderOptions::default());
        let line = &list.blocks()[0].lines[0];
        let found = line.source_of(0..line.text.len());
        let found = found.map(|ranges| ranges.into_iter().map(|bytes| &source[bytes]).collect::<Vec<_>>().join("|"));
        assert_eq!(found.as_deref(), expected, "{source}");
    }

    #[test]
    fn text_is_found_in_the_source() {
        check_source("**Ana #****1****:** x", Some("Ana #|1|:| x"));
        check_source("- Ana `#1` [x](u)", Some("Ana |#1| |x"));
        check_source("Ana \\#1 \\* x", Some("Ana |#1 |* x"));
        check_source("``a ` b`` c", Some("a ` b| c"));
        check_source("`` `a` `` c", Some("`a`| c"));
        check_source("A &amp; B", None);
        check_source("## Ana #1 ##", Some("Ana #1"));
    }

    #[test]
    fn a_stretch_of_text_is_found_behind_an_entity() {
        let source = "A &amp; B **C** 1";
        let list = BlockList::new(source, RenderOptions::default());
        let line = &list.blocks()[0].lines[0];
        let byte = line.text.find('B').unwrap();
        let found = line.source_of(byte..line.text.len()).unwrap();
        assert_eq!(found.into_iter().map(|bytes| &source[bytes]).collect::<Vec<_>>(), ["B ", "C", " 1"]);
        assert_eq!(line.source_of(0..byte), None);
    }

    #[test]
    fn code_tables_and_quotes_have_none() {
        check("```\nAna #1: x\n```\n\n> Ana #2: x\n\n|Ana #3: x|\n|-|\n\n<p>\nAna #4: x\n</p>", &[]);
        check("- a\n\n  ```\n  x\n  ```", &["0 a"]);
        check("-\n  ```\n  x\n  ```", &[]);
    }
}
