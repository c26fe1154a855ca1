//! A piece of notes taken apart: what of it is text, link, image or code, and where that stands.
//!
//! Invariant: total and linear in the piece; all places are bytes of it, in the order of the text.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use crate::markdown::{BlockList, walk};

/// The parts of a piece.
#[derive(Debug, Default)]
pub(super) struct Anatomy {
    /// Visible, and no code. What stands in the source without a gap is one text.
    pub texts: Vec<TextPart>,
    pub links: Vec<LinkPart>,
    /// Code within a line.
    pub codes: Vec<CodePart>,
    pub code_blocks: Vec<CodeBlockPart>,
    /// All that readers can read, code included, each block and line on one of its own.
    pub shown: String,
}

/// A stretch of visible text.
#[derive(Clone, Debug)]
pub(super) struct TextPart {
    pub bytes: Range<usize>,
    pub text: String,
    /// Its first character is escaped.
    pub is_escaped: bool,
    /// It stands in the source as it is shown, which an entity does not.
    pub is_as_written: bool,
}

/// A link.
#[derive(Clone, Debug)]
pub(super) struct LinkPart {
    pub bytes: Range<usize>,
    /// As the author wrote it, entities resolved.
    pub url: String,
    pub link_type: LinkType,
    /// What readers see of it.
    pub text: String,
}

/// Code within a line, with its backticks.
#[derive(Clone, Debug)]
pub(super) struct CodePart {
    pub bytes: Range<usize>,
    pub code: String,
}

/// A block of code.
#[derive(Clone, Debug)]
pub(super) struct CodeBlockPart {
    /// With its fences.
    pub bytes: Range<usize>,
    /// What stands behind the opening fence; none for indented code.
    pub info: Option<String>,
    /// The code alone.
    pub code_bytes: Range<usize>,
}

impl Anatomy {
    /// Takes a piece apart, whose labels of links lead where they do in the notes of `blocks`.
    pub fn of(source: &str, blocks: &BlockList) -> Anatomy {
        let mut reader = Reader { source, ..Reader::default() };
        walk(source, blocks, &mut |event, bytes| reader.read(event, bytes));
        reader.anatomy
    }
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    anatomy: Anatomy,
    /// The code block that is open.
    code_block: Option<CodeBlockPart>,
    /// Where the open link's text begins in what is shown.
    link: Option<(LinkPart, usize)>,
    n_images: usize,
}

impl Reader<'_> {
    fn read(&mut self, event: Event, bytes: Range<usize>) {
        match event {
            Event::Start(tag) => self.begin(tag, bytes),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.read_text(&text, bytes),
            Event::Code(code) if self.n_images == 0 => {
                self.anatomy.shown.push_str(&code);
                self.anatomy.codes.push(CodePart { bytes, code: code.into_string() });
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.anatomy.shown.push('\n'),
            _ => {}
        }
    }

    fn begin(&mut self, tag: Tag, bytes: Range<usize>) {
        match tag {
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Some(info.into_string()),
                    CodeBlockKind::Indented => None,
                };
                self.code_block = Some(CodeBlockPart { code_bytes: bytes.end..bytes.end, bytes, info });
            }
            Tag::Link { link_type, dest_url, .. } => {
                let part = LinkPart { bytes, url: dest_url.into_string(), link_type, text: String::new() };
                self.link = Some((part, self.anatomy.shown.len()));
            }
            Tag::Image { .. } => self.n_images += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => return,
            TagEnd::Link => {
                let Some((part, byte_from)) = self.link.take() else { return };
                let text = self.anatomy.shown[byte_from..].to_owned();
                self.anatomy.links.push(LinkPart { text, ..part });
                return;
            }
            TagEnd::Image => return self.n_images -= 1,
            TagEnd::CodeBlock => self.anatomy.code_blocks.extend(self.code_block.take()),
            _ => {}
        }
        self.anatomy.shown.push('\n');
    }

    fn read_text(&mut self, text: &str, bytes: Range<usize>) {
        if self.n_images > 0 {
            return;
        }
        self.anatomy.shown.push_str(text);
        if let Some(block) = &mut self.code_block {
            let is_first = block.code_bytes.is_empty();
            block.code_bytes = if is_first { bytes } else { block.code_bytes.start..bytes.end };
            return;
        }
        let is_as_written = self.source[bytes.clone()] == *text;
        match self.anatomy.texts.last_mut() {
            Some(last) if last.bytes.end == bytes.start && last.is_as_written && is_as_written => {
                last.text.push_str(text);
                last.bytes.end = bytes.end;
            }
            _ => {
                let is_escaped = self.source[..bytes.start].ends_with('\\');
                self.anatomy.texts.push(TextPart { bytes, text: text.to_owned(), is_escaped, is_as_written });
            }
        }
    }
}
