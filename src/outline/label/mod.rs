//! Labels: one line of text that starts a segment, read without its markup.
//!
//! Invariant: reading is total and linear in the line. It uses only the text, never the markup, because only half of
//! all real labels have the usual markup, and the others have 240 different forms.
//!
//! `grammar` has the rules for what comes before a title, using `name` and `timestamp`; `title` reads the rest.

pub(super) mod grammar;
mod name;
mod timestamp;
pub(super) mod title;

use std::fmt;
use std::ops::Range;

use self::grammar::{Counted, Grammar, Prefix};
use self::timestamp::Timestamp;
use self::title::Title;
use crate::markdown::{BlockKind, InlineLine, InlineLink};
use crate::outline::context::Context;
use crate::outline::scan::Scanner;

/// The content of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub kind: SegmentKind,
    pub number: Option<SegmentNumber>,
    /// The range of the number, in bytes of the line's text. `None` for the number of a list item, which is not text.
    pub number_at: Option<Range<usize>>,
    /// As the author wrote it.
    pub host: Option<String>,
    /// The range of the host's name, in bytes of the line's text.
    pub host_at: Option<Range<usize>>,
    pub title: Option<String>,
    /// The link of the title; the first one if there are several.
    pub url: Option<String>,
    /// The start time of the segment, if the notes have one.
    pub start_seconds: Option<u32>,
    /// The length of the text before the title, or before what replaces it, in bytes of the line's text: `Ann #1: `.
    pub prefix_len: usize,
}

impl Label {
    /// The title of the segment, else the name of its kind.
    pub fn title_or_kind(&self) -> &str {
        self.title.as_deref().unwrap_or(match self.kind {
            SegmentKind::Topic => "Untitled",
            SegmentKind::Other => "Other",
            kind => kind.name_of_part().unwrap_or_default(),
        })
    }
}

/// The kind of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    Topic,
    Extras,
    Joke,
    /// Another named part, or a section with its own heading.
    Other,
}

impl SegmentKind {
    /// What readers call a part of this kind, if it has a name.
    pub fn name_of_part(self) -> Option<&'static str> {
        match self {
            SegmentKind::Extras => Some("Extras"),
            SegmentKind::Joke => Some("Joke"),
            SegmentKind::Topic | SegmentKind::Other => None,
        }
    }

    /// The public name, for the exported outline and for attributes on the page.
    pub fn name(self) -> &'static str {
        match self {
            SegmentKind::Topic => "topic",
            SegmentKind::Extras => "extras",
            SegmentKind::Joke => "joke",
            SegmentKind::Other => "other",
        }
    }
}

/// Reads a line that may start a segment. `None` if it does not.
///
/// Uses only this line. An outline also finds labels that depend on other labels.
pub fn read(line: &InlineLine, kind: BlockKind) -> Option<Label> {
    read_in(line, kind, &Context::default())
}

/// Reads a line in the context of the notes.
pub(super) fn read_in(line: &InlineLine, kind: BlockKind, context: &Context) -> Option<Label> {
    let is_heading = matches!(kind, BlockKind::Heading(_));
    let grammar = Grammar { line, is_heading, context };
    read_timed_if(&grammar, |time| grammar.starts_chapter(time))
}

/// Reads an item of a list of chapters, with a time at its beginning or end.
pub(super) fn read_timed(line: &InlineLine, context: &Context) -> Option<Label> {
    read_timed_if(&Grammar { line, is_heading: false, context }, |_| true)
}

/// Reads an item of a list of topics: all of it is the title, unless it has more parts.
pub(super) fn read_topic(line: &InlineLine, context: &Context) -> Option<Label> {
    read_in(line, BlockKind::Paragraph, context).or_else(|| titled(SegmentKind::Topic, line, 0))
}

/// Reads a line that begins with the number of its topic.
pub(super) fn read_counted(line: &InlineLine, counted: Counted, context: &Context) -> Option<Label> {
    let grammar = Grammar { line, is_heading: false, context };
    let part = grammar.named_part(Scanner::new(&line.text, counted.byte_to));
    let label = match part {
        Some(prefix) => label_of(line, prefix),
        None => titled(SegmentKind::Topic, line, counted.byte_to),
    }?;
    Some(Label { number: Some(counted.number), number_at: Some(counted.number_at), ..label })
}

/// Reads the heading of a section, if it is not another label: all of it is the title.
pub(super) fn read_section(line: &InlineLine) -> Option<Label> {
    titled(SegmentKind::Other, line, 0)
}

/// Reads a line that is only a link, in notes without numbers: a topic.
pub(super) fn read_linked(line: &InlineLine) -> Option<Label> {
    title::is_all_link(line).then(|| titled(SegmentKind::Topic, line, 0))?
}

/// Whether a line begins with a time, whether or not that makes it a label.
pub(super) fn begins_with_time(line: &InlineLine) -> bool {
    let mut scanner = Scanner::new(&line.text, 0);
    scanner.skip_ornaments();
    timestamp::take(&mut scanner).is_some() && !scanner.at_end()
}

/// Whether a line of the source begins with a time, within markup or not.
pub(crate) fn source_begins_with_time(source: &str) -> bool {
    timestamp::take(&mut Scanner::new(source, 0)).is_some()
}

/// Whether a line has a time and nothing else.
pub(super) fn is_all_time(line: &InlineLine) -> bool {
    let mut scanner = Scanner::new(&line.text, 0);
    timestamp::take(&mut scanner).is_some() && scanner.at_end()
}

/// A line with the one below it that it goes on with.
pub(super) fn joined(line: &InlineLine, below: &InlineLine) -> InlineLine {
    let mut whole = line.clone();
    whole.text.push(' ');
    let byte_below = whole.text.len();
    whole.text.push_str(&below.text);
    whole.links.extend(below.links.iter().map(|link| InlineLink {
        text_range: link.text_range.start + byte_below..link.text_range.end + byte_below,
        url: link.url.clone(),
    }));
    whole
}

/// Whether a line begins or ends with a time, whether or not that makes it a label.
pub(super) fn has_time(line: &InlineLine) -> bool {
    begins_with_time(line) || timestamp::trailing(&line.text).is_some()
}

/// Reads a label, or a chapter if its time passes the test. Text before a time at the end is the title.
fn read_timed_if(grammar: &Grammar, is_chapter: impl Fn(Timestamp) -> bool) -> Option<Label> {
    let mut scanner = Scanner::new(&grammar.line.text, 0);
    scanner.skip_ornaments();
    let leading = timestamp::take(&mut scanner);
    if leading.is_some() {
        scanner.skip_separators();
    }
    let byte_title = scanner.byte();
    scanner.skip_ornaments();
    let trailing =
        timestamp::trailing(&grammar.line.text).filter(|time| leading.is_none() && time.byte_from > byte_title);
    let cut = trailing.map(|time| before(grammar.line, time.byte_from));
    let line = cut.as_ref().unwrap_or(grammar.line);
    let time = leading.or(trailing.map(|time| time.time));
    let label = match (Grammar { line, ..*grammar }).prefix(scanner.within(&line.text)) {
        Some(prefix) => label_of(line, prefix),
        None if time.is_some_and(is_chapter) => titled(SegmentKind::Topic, line, byte_title),
        None => None,
    }?;
    let Some(time) = time else { return Some(label) };
    let url = label.url.clone().or_else(|| url_of_time(grammar.line, byte_title));
    Some(as_written(Label { start_seconds: Some(time.seconds), url, ..label }, line))
}

/// The link of the time itself, where that leads to the recording: not an anchor.
fn url_of_time(line: &InlineLine, byte_title: usize) -> Option<String> {
    let link = line.links.iter().find(|link| link.text_range.start < byte_title)?;
    Some(link.url.clone()).filter(|url| !url.starts_with('#'))
}

/// A chapter without a link keeps the full stop that its author wrote.
fn as_written(mut label: Label, line: &InlineLine) -> Label {
    let is_whole =
        |title: &String| line.text.trim_end().strip_suffix('.').is_some_and(|text| text.ends_with(title.as_str()));
    if line.links.iter().all(|link| link.text_range.start < label.prefix_len) {
        label.title = label.title.map(|title| if is_whole(&title) { title + "." } else { title });
    }
    label
}

/// A line up to a byte of its text.
fn before(line: &InlineLine, byte_to: usize) -> InlineLine {
    let mut line = line.clone();
    line.text.truncate(byte_to);
    line.links.retain(|link| link.text_range.end <= byte_to);
    line
}

/// A label with only a title. `None` if the title is empty.
fn titled(kind: SegmentKind, line: &InlineLine, byte_from: usize) -> Option<Label> {
    let title = title::read(line, byte_from);
    let prefix = Prefix { kind, number: None, number_at: None, host: None, name: None, byte_to: byte_from };
    title.text.is_some().then(|| with_title(line, prefix, title))
}

/// A label from a prefix and the title behind it. A number alone is not a label.
fn label_of(line: &InlineLine, prefix: Prefix) -> Option<Label> {
    let title = match prefix.kind {
        SegmentKind::Topic => title::read(line, prefix.byte_to),
        _ => title::read_short(line, prefix.byte_to),
    };
    let says_something = title.text.is_some() || prefix.host.is_some() || prefix.kind != SegmentKind::Topic;
    says_something.then(|| with_title(line, prefix, title))
}

/// Adds the title behind the prefix; if there is none, the name of the part becomes the title.
fn with_title(line: &InlineLine, prefix: Prefix, title: Title) -> Label {
    let (title_text, prefix_len) = match prefix.name {
        Some(name) if title.text.is_none() => (title::plain(&line.text[name.clone()]), name.start),
        _ => (title.text, prefix.byte_to),
    };
    let (host, host_at) = prefix.host.map(|name| (name.text, name.at)).unzip();
    Label {
        kind: prefix.kind,
        number: prefix.number,
        number_at: prefix.number_at,
        host,
        host_at,
        title: title_text,
        url: title.url,
        start_seconds: None,
        prefix_len,
    }
}

/// The number of a segment: `#0`, `#3`, or `#0.1` for one that was inserted later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentNumber {
    pub whole: u32,
    /// The part behind the point: `1` in `#0.1`.
    pub part: Option<u32>,
}

impl SegmentNumber {
    /// With at least `n_digits` before the point: `07`.
    pub(crate) fn to_text(self, n_digits: usize) -> String {
        let whole = format!("{:0n_digits$}", self.whole);
        self.part.map_or_else(|| whole.clone(), |part| format!("{whole}.{part}"))
    }
}

impl From<u32> for SegmentNumber {
    fn from(whole: u32) -> SegmentNumber {
        SegmentNumber { whole, part: None }
    }
}

impl fmt::Display for SegmentNumber {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.part {
            Some(part) => write!(f, "{}.{part}", self.whole),
            None => write!(f, "{}", self.whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockList, RenderOptions};
    use proptest::prelude::*;

    /// The label on the first line of some Markdown, as `kind number (host) title <url> @seconds`, without missing
    /// parts.
    fn shown(markdown: &str) -> String {
        let blocks = BlockList::new(markdown, RenderOptions::default());
        let label = blocks.blocks().first().and_then(|block| read(block.lines.first()?, block.kind));
        let Some(label) = label else { return "none".to_owned() };
        let parts = [
            Some(format!("{:?}", label.kind).to_lowercase()),
            label.number.map(|number| format!("#{number}")),
            label.host.map(|host| format!("({host})")),
            label.title,
            label.url.map(|url| format!("<{url}>")),
            label.start_seconds.map(|seconds| format!("@{seconds}")),
        ];
        parts.into_iter().flatten().collect::<Vec<String>>().join(" ")
    }

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(shown(markdown), expected, "{markdown}");
    }

    #[test]
    fn the_usual_shapes_are_read() {
        check("**Ann #1:** [**Kites**](u)", "topic #1 (Ann) Kites <u>");
        check("**#1 (Ann):** [Kites](u)", "topic #1 (Ann) Kites <u>");
        check("**#1 Ann: [Kites](u)**", "topic #1 (Ann) Kites <u>");
        check("Ann #1 Kites", "topic #1 (Ann) Kites");
        check("**#1 The story of kites**", "topic #1 The story of kites");
        check("## **Ann #1: [Kites](u)**", "topic #1 (Ann) Kites <u>");
        check("**Ann #3:**", "topic #3 (Ann)");
        check("### Segment 3: Kites", "topic #3 Kites");
        check("Topic #0: Kites", "topic #0 Kites");
    }

    #[test]
    fn odd_shapes_are_read_alike() {
        for shape in [
            "**Ann** **#1:** [**Kites**](u)",
            "**Ann #****1****:** [Kites](u)",
            "**A****nn #****1:** ****[**Kites**](u) ****",
            "**Ann#1** : *[**Kites**](u)",
            "Ann\u{a0}#1\u{a0}–\u{a0}[Kites](u)",
            "\u{feff}Ann \u{200d}#1: [Kites](u)",
            "**#1: (Ann):** [Kites](u)",
            "**#1 (Ann)** [Kites](u)",
            "Ann #*1: [Ki](u)[tes](u) from kites.example",
            "[**Ann #1: Kites**](u)",
            "**Ann #1:** \\[Kites](https://a.example)",
        ] {
            let expected = if shape.contains('\\') { "<https://a.example>" } else { "<u>" };
            check(shape, &format!("topic #1 (Ann) Kites {expected}"));
        }
    }

    #[test]
    fn hosts_may_have_names_of_several_words_in_any_script() {
        check("Kim van Wyk #3: Kites", "topic #3 (Kim van Wyk) Kites");
        check("Laís #6: Kites", "topic #6 (Laís) Kites");
        check("太郎 ＃１：凧の話", "topic #1 (太郎) 凧の話");
        check("Nina Z. #3: Kites", "topic #3 (Nina Z.) Kites");
    }

    #[test]
    fn numbers_are_kept_as_they_are() {
        check("Ann #0: Kites", "topic #0 (Ann) Kites");
        check("Ann #0.1: Kites", "topic #0.1 (Ann) Kites");
        check("Ann #44: Kites", "topic #44 (Ann) Kites");
        check("Ann #: Kites", "topic (Ann) Kites");
        check("Ann #2: The #1 of the kites", "topic #2 (Ann) The #1 of the kites");
    }

    #[test]
    fn named_parts_are_read() {
        check("Extras", "extras");
        check("**Extras:**", "extras");
        check(
            "**Extra (ann)**: The meeting of all kite flyers is held on the tenth of February, and its programme is out now.",
            "extras (ann)",
        );
        check("**Joke:** [Wind](u)!", "joke Wind! <u>");
        check("**“Joke”:** A kite walks into a bar", "joke A kite walks into a bar");
        check("Joke (in honour of the wind):", "joke");
        check("**Connect with the hosts**", "other Connect with the hosts");
        check("What are we up to?", "other What are we up to?");
        check("**Bonus kite:**", "other Bonus kite");
        check("## Bonus kite", "other Bonus kite");
    }

    #[test]
    fn named_parts_are_read_in_other_languages() {
        check("**Witz der Woche:** Drachen", "joke Drachen");
        check("In eigener Sache", "other In eigener Sache");
        check("Chiste:", "joke");
        check("Nos coups de cœur :", "other Nos coups de cœur");
        check("おまけ", "extras");
        check("ジョーク：凧", "joke 凧");
    }

    #[test]
    fn headings_with_times_are_read() {
        check("## 12:34 Kites", "topic Kites @754");
        check("## (1:02:03) [Kites](u)", "topic Kites <u> @3723");
        check("## [00:10] Ann #2: Kites", "topic #2 (Ann) Kites @10");
        check("## 59:00 – Joke", "joke @3540");
    }

    #[test]
    fn prose_is_not_a_label() {
        for prose in [
            "Our news of today: kites fly.",
            "Jokes apart, kites fly",
            "Extra strings are needed",
            "#100DaysOfKites is on",
            "#KiteDay: we flew",
            "Issue #12: kites crash",
            "Option #2: kites",
            "see #4",
            "Episode #203: Kites",
            "Kite Talk #460: Strings",
            "Step 4: fly",
            "Python 3: fly",
            "C# 8: fly",
            "#1 in the charts of kites",
            "Kites are #1 again",
            "12:30 we met",
            "#",
            "#1",
            "Ann:",
            "**",
        ] {
            check(prose, "none");
        }
    }

    #[test]
    fn code_is_not_a_label() {
        check("```\nAnn #1: Kites\n```", "none");
        check("    Ann #1: Kites", "none");
    }

    #[test]
    fn number_and_host_are_found_where_they_are_written() {
        #[track_caller]
        fn check(markdown: &str, number: &str, host: &str) {
            let blocks = BlockList::new(markdown, RenderOptions::default());
            let line = &blocks.blocks()[0].lines[0];
            let label = read(line, blocks.blocks()[0].kind).expect("a label");
            let shown = |at: Option<Range<usize>>| line.text[at.unwrap_or_default()].to_owned();
            assert_eq!((shown(label.number_at), shown(label.host_at)), (number.to_owned(), host.to_owned()));
        }
        check("**Ann #1:** [**Kites**](u)", "1", "Ann");
        check("**#0.1 ( Kim van Wyk ):** Kites", "0.1", "Kim van Wyk");
        check("**A****nn #****12****:** ****[**Kites**](u) ****", "12", "A****nn");
        check("#1 Ann: Kites", "1", "Ann");
        check("Extra (ann): Kites", "", "ann");
        check("### Segment 3: Kites", "3", "");
    }

    #[test]
    fn the_prefix_ends_where_the_title_begins() {
        let prefix = |markdown: &str| {
            let blocks = BlockList::new(markdown, RenderOptions::default());
            let block = &blocks.blocks()[0];
            let label = read(&block.lines[0], block.kind).expect("a label");
            block.lines[0].text[..label.prefix_len].to_owned()
        };
        assert_eq!(prefix("**Ann #1:** [**Kites**](u)"), "Ann #1: ");
        assert_eq!(prefix("**Extras**"), "Extras");
        assert_eq!(prefix("Joke: Wind"), "Joke: ");
        assert_eq!(prefix("## 12:34 – Our news"), "12:34 – ");
        assert_eq!(prefix(&format!("Joke: {}", "wind ".repeat(30))), "Joke: ");
    }

    proptest! {
        #[test]
        fn any_line_is_read(text in any::<String>(), more in "[A-Za-z#:*(\\[0-9. -]{0,40}") {
            for text in [text, more] {
                let line = InlineLine::without_markup(text);
                for kind in [BlockKind::Paragraph, BlockKind::Heading(2)] {
                    let label = read(&line, kind);
                    prop_assert!(label.is_none_or(|label| line.text.is_char_boundary(label.prefix_len)));
                }
            }
        }
    }

    #[test]
    fn numbers_are_written_as_authors_do() {
        let part = SegmentNumber { whole: 0, part: Some(1) };
        assert_eq!((part.to_string(), part.to_text(2)), ("0.1".to_owned(), "00.1".to_owned()));
        assert_eq!(SegmentNumber::from(7).to_text(2), "07");
    }
}
