//! One top-level block of the notes: its kind, its HTML and its visible lines.
//!
//! Invariant: a block does not contain its position, so that an edit above it does not change it.

use pulldown_cmark::{Event, Tag};

use crate::markdown::events::Located;
use crate::markdown::lines::InlineLine;
use crate::markdown::reach::Reach;

/// One top-level block with the blank lines below it.
///
/// It does not contain its position, so that an edit above it does not change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub byte_len: usize,
    /// The number of lines that begin in it.
    pub n_lines: usize,
    pub kind: BlockKind,
    /// Safe to show, unless `has_raw_html`.
    pub html: String,
    /// The HTML includes HTML of the author, unchanged: it must go through the sanitiser.
    pub has_raw_html: bool,
    /// It has Markdown images; raw HTML may have more.
    pub has_images: bool,
    pub lines: Vec<InlineLine>,
    /// The number of visible words, without code blocks.
    pub n_words: usize,
    /// It is a heading only because a single dash is below its text. Most likely the author is about to write a list.
    pub ends_in_dash: bool,
    /// What front matter says, with its keys as they are written; other blocks have none.
    pub metadata: Option<Box<Metadata>>,
    /// Of its source: different sources may look the same (`*a*` and `_a_`).
    pub(super) fingerprint: u64,
    /// Its relations to other blocks; most blocks have none.
    pub(super) reach: Option<Box<Reach>>,
}

/// What front matter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    pub fields: Vec<MetadataField>,
}

/// A key of front matter, and its value as a reader would say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataField {
    pub key: String,
    pub value: String,
    /// What the value lists: at least the value itself, if there is one.
    pub items: Vec<String>,
}

/// The kind of a block in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Blank lines at the start of the text, or definitions of link labels: nothing to show.
    Blank,
    Paragraph,
    /// With its level, 1 to 6.
    Heading(u8),
    List,
    Quote,
    Code,
    Table,
    Html,
    Rule,
    Footnote,
    /// Metadata at the very top, which is no part of the notes.
    FrontMatter,
}

impl Block {
    /// An empty block. Its length is set when the next one begins.
    pub(super) fn blank() -> Block {
        Block {
            byte_len: 0,
            n_lines: 0,
            kind: BlockKind::Blank,
            html: String::new(),
            has_raw_html: false,
            has_images: false,
            lines: Vec::new(),
            n_words: 0,
            ends_in_dash: false,
            metadata: None,
            fingerprint: 0,
            reach: None,
        }
    }

    /// Its relations to other blocks.
    pub(super) fn reach(&self) -> &Reach {
        static NONE: Reach = Reach::NONE;
        self.reach.as_deref().unwrap_or(&NONE)
    }
}

/// Whether a heading is underlined by a single dash.
pub(super) fn ends_in_dash(text: &str, events: &[Located]) -> bool {
    let heading = events.first().map_or("", |(_, bytes)| text[bytes.clone()].trim_end());
    heading.rsplit_once('\n').is_some_and(|(_, underline)| underline.trim() == "-")
}

pub(super) fn kind_of(events: &[Located]) -> BlockKind {
    match events.first().map(|(event, _)| event) {
        Some(Event::Rule) => BlockKind::Rule,
        Some(Event::Start(tag)) => match tag {
            Tag::Heading { level, .. } => BlockKind::Heading(*level as u8),
            Tag::List(_) => BlockKind::List,
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::CodeBlock(_) => BlockKind::Code,
            Tag::Table(_) => BlockKind::Table,
            Tag::HtmlBlock => BlockKind::Html,
            Tag::FootnoteDefinition(_) => BlockKind::Footnote,
            _ => BlockKind::Paragraph,
        },
        _ => BlockKind::Paragraph,
    }
}
