//! One block of the notes: what is kept of it, and what kind it is.
//!
//! Invariant: a block does not know its place, so that an edit above it leaves it as it is.

use pulldown_cmark::{Event, Tag};

use crate::markdown::events::Located;
use crate::markdown::lines::InlineLine;
use crate::markdown::reach::Reach;

/// One top-level block with the blank lines below it.
///
/// It does not know its place, so that an edit above it leaves it as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub byte_len: usize,
    /// Lines of the text that begin in it.
    pub n_lines: usize,
    pub kind: BlockKind,
    /// Safe to show as it is, unless flagged.
    pub html: String,
    /// The HTML holds the author's own, verbatim: it must go through the sanitiser.
    pub has_raw_html: bool,
    /// Images as Markdown has them; raw HTML may hold more.
    pub has_images: bool,
    pub lines: Vec<InlineLine>,
    /// Visible words, code blocks left out.
    pub n_words: usize,
    /// A heading only because a single dash stands below its text: most likely the author is about to write a list.
    pub ends_in_dash: bool,
    /// Of its source: two ways of writing may look the same (`*a*` and `_a_`), and are not.
    pub(super) fingerprint: u64,
    /// What it has to do with other blocks; most have nothing to do with any.
    pub(super) reach: Option<Box<Reach>>,
}

/// What a block is to Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Blank lines at the start of the text, or definitions of link addresses: nothing to show.
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
}

impl Block {
    /// A block of no length: where it ends is known when the next one begins.
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
            fingerprint: 0,
            reach: None,
        }
    }

    /// What it has to do with other blocks.
    pub(super) fn reach(&self) -> &Reach {
        static NONE: Reach = Reach::NONE;
        self.reach.as_deref().unwrap_or(&NONE)
    }
}

/// Whether a heading is underlined by one dash alone.
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
