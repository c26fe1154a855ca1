//! The relations between a block and blocks far away.
//!
//! There are only three: labels of links, numbers of footnotes and ids of headings. Each fact is stored with the value
//! that the block was rendered with, so that a block is rendered again only if that value has changed.
//!
//! Invariant: the facts come from the block's own text; only the values come from elsewhere.

use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};
use unicase::UniCase;

use crate::markdown::events::{Located, parser};
use crate::markdown::footnotes::{Note, NoteRole};
use crate::markdown::headings::{Heading, heading_text, slug};
use crate::text::sort_by_word;

/// The facts of one block that concern other blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// The labels of links and images in it, defined or not, each once, in alphabetical order.
    pub(super) links: Vec<LabelUse>,
    /// The labels that it defines, each once, in alphabetical order.
    pub(super) definitions: Vec<Definition>,
    /// References to footnotes and their definitions, in the order of the text.
    pub(super) notes: Vec<Note>,
    /// Possible references to footnotes. Markdown reports only those with a definition, and says nothing about the
    /// others. Folded, each once, in alphabetical order.
    pub(super) mentions: Vec<String>,
    /// In the order of the text.
    pub(super) headings: Vec<Heading>,
}

/// A label that a block uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LabelUse {
    /// Folded.
    pub(super) label: String,
    pub(super) n_uses: usize,
    /// Its address when the block was rendered.
    pub(super) address: Option<Arc<Address>>,
}

/// A label that a block defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition {
    /// Folded.
    pub(super) label: String,
    pub(super) address: Arc<Address>,
}

/// The address of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) url: String,
    pub(super) title: String,
}

/// Markdown has no longer labels: 999 characters.
pub(super) const MAX_LABEL_BYTES: usize = 4 * 999;

impl Reach {
    /// No relation to any other block.
    pub(super) const NONE: Reach = Reach {
        links: Vec::new(),
        definitions: Vec::new(),
        notes: Vec::new(),
        mentions: Vec::new(),
        headings: Vec::new(),
    };

    /// The footnotes and headings of a block, not numbered yet.
    pub(super) fn of(events: &[Located]) -> Reach {
        let mut reach = Reach::NONE;
        let mut n_images = 0usize;
        for (idx, (event, _)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::Image { .. }) => n_images += 1,
                Event::End(TagEnd::Image) => n_images -= 1,
                Event::Start(Tag::Heading { .. }) => {
                    reach.headings.push(Heading { slug: slug(&heading_text(&events[idx + 1..])), n_repeats: 0 });
                }
                Event::Start(Tag::FootnoteDefinition(label)) => {
                    reach.notes.push(Note::new(fold(label), NoteRole::Definition));
                }
                // The text of an image is not marked up.
                Event::FootnoteReference(label) if n_images == 0 => {
                    reach.notes.push(Note::new(fold(label), NoteRole::Reference));
                }
                _ => {}
            }
        }
        reach
    }

    /// Takes the numbers that a block was rendered with, if it still has the same footnotes and headings.
    pub(super) fn keep_numbers_of(&mut self, known: &Reach) {
        if self.notes.iter().map(Note::fact).eq(known.notes.iter().map(Note::fact)) {
            self.notes.clone_from(&known.notes);
        }
        if self.headings.iter().map(|it| &it.slug).eq(known.headings.iter().map(|it| &it.slug)) {
            self.headings.clone_from(&known.headings);
        }
    }

    /// Whether there is nothing to store.
    pub(super) fn is_none(&self) -> bool {
        *self == Reach::NONE
    }
}

/// The labels in a source that may be references to footnotes. O(n).
pub(super) fn mentions_in(source: &str) -> Vec<String> {
    let mut byte_closing = 0;
    let mut may_close = |byte: usize| {
        // Searched once, not from each opening: a text may consist of openings only.
        if byte_closing < byte {
            byte_closing = source[byte..].find(']').map_or(usize::MAX, |n_bytes| byte + n_bytes);
        }
        byte_closing - byte < MAX_LABEL_BYTES
    };
    let openings = source.match_indices("[^").map(|(byte, opening)| byte + opening.len());
    let closed = openings.filter(|byte| may_close(*byte));
    let mut labels: Vec<String> = closed.filter_map(|byte| label_at(&source[byte..])).flat_map(readings).collect();
    sort_by_word(&mut labels, String::as_str);
    labels.dedup();
    labels
}

/// The label at the start of a text, up to its closing bracket. `None` if another bracket opens before.
fn label_at(text: &str) -> Option<&str> {
    let mut bytes = text.bytes().enumerate().take(MAX_LABEL_BYTES);
    while let Some((idx, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'[' => return None,
            b']' => return Some(&text[..idx]),
            _ => {}
        }
    }
    None
}

/// The possible readings of a label: in a table `\|` is `|`, and quote marks are left out if it continues over lines.
fn readings(label: &str) -> Vec<String> {
    let mut readings = vec![fold(label)];
    if label.contains("\\|") {
        readings.push(fold(&label.replace("\\|", "|")));
    }
    let mut lines: Vec<&str> = label.split(['\n', '\r']).collect();
    let mut has_marks = true;
    while has_marks && lines.len() > 1 {
        has_marks = false;
        for line in &mut lines[1..] {
            if let Some(rest) = line.trim_start().strip_prefix('>') {
                (*line, has_marks) = (rest, true);
            }
        }
        readings.push(fold(&lines.join(" ")));
    }
    readings
}

/// The labels that a source defines. O(n), and a quick check before it is parsed.
pub(super) fn definitions_in(source: &str) -> Vec<Definition> {
    // Byte by byte: a search for the text costs as much as parsing when notes are opened.
    if !source.as_bytes().windows(2).any(|bytes| bytes == b"]:") {
        return Vec::new();
    }
    let parser = parser(source, None);
    let mut definitions: Vec<Definition> = Vec::new();
    for (label, definition) in parser.reference_definitions().iter() {
        let title = definition.title.as_deref().unwrap_or_default().to_owned();
        let address = Address { url: definition.dest.to_string(), title };
        definitions.push(Definition { label: fold(label), address: Arc::new(address) });
    }
    sort_by_word(&mut definitions, |definition| &definition.label);
    definitions
}

/// Whether two lists in alphabetical order have a label in common. O(n log n).
pub(super) fn have_common(labels: &[String], others: &[String]) -> bool {
    let (few, many) = if labels.len() < others.len() { (labels, others) } else { (others, labels) };
    few.iter().any(|label| many.binary_search(label).is_ok())
}

/// A label folded for comparison: blanks are collapsed, letters folded as in pulldown-cmark.
pub(super) fn fold(label: &str) -> String {
    let words: Vec<&str> = label.split([' ', '\t', '\n', '\u{b}', '\u{c}', '\r']).filter(|it| !it.is_empty()).collect();
    UniCase::new(words.join(" ")).to_folded_case()
}
