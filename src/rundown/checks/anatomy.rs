//! A piece of notes taken apart: what of it is text, link, image or code, and where that stands.
//!
//! Invariant: total and linear in the piece; all places are bytes of it, in the order of the text.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use crate::markdown::{BlockList, autolinks, walk};

/// The parts of a piece.
#[derive(Debug, Default)]
pub(super) struct Anatomy<'a> {
    /// The piece as it is written.
    pub source: &'a str,
    /// Visible, and no code. What stands in the source without a gap is one text.
    pub texts: Vec<TextPart>,
    pub links: Vec<LinkPart>,
    /// Addresses in texts that are no links to Markdown itself.
    pub bare: Vec<BarePart>,
    pub images: Vec<ImagePart>,
    /// Code within a line.
    pub codes: Vec<CodePart>,
    pub code_blocks: Vec<CodeBlockPart>,
    /// Bold type, with its asterisks.
    pub strongs: Vec<Range<usize>>,
    /// Items of lists, from the marker on.
    pub items: Vec<Range<usize>>,
    /// The outermost blocks.
    pub tops: Vec<TopPart>,
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
    pub is_in_link: bool,
}

/// A link.
#[derive(Clone, Debug)]
pub(super) struct LinkPart {
    pub bytes: Range<usize>,
    /// What stands between the brackets.
    pub inner: Range<usize>,
    /// The address, where it stands in the link as it is.
    pub url_bytes: Option<Range<usize>>,
    /// Entities resolved.
    pub url: String,
    pub link_type: LinkType,
    /// What readers see of it.
    pub text: String,
    pub has_image: bool,
}

/// An address in a text.
#[derive(Clone, Debug)]
pub(super) struct BarePart {
    pub bytes: Range<usize>,
    /// With the scheme that `www.…` leaves out.
    pub url: String,
}

/// An image.
#[derive(Clone, Debug)]
pub(super) struct ImagePart {
    pub bytes: Range<usize>,
    pub url: String,
    /// What is read out instead of it.
    pub alt: String,
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

/// An outermost block.
#[derive(Clone, Debug)]
pub(super) struct TopPart {
    pub bytes: Range<usize>,
    pub is_list: bool,
}

impl<'a> Anatomy<'a> {
    /// Takes a piece apart, whose labels of links lead where they do in the notes of `blocks`.
    pub fn of(source: &'a str, blocks: &BlockList) -> Anatomy<'a> {
        let mut reader = Reader { anatomy: Anatomy { source, ..Anatomy::default() }, ..Reader::default() };
        walk(source, blocks, &mut |event, bytes| reader.read(event, bytes));
        let mut anatomy = reader.anatomy;
        let texts = anatomy.texts.iter().filter(|text| text.is_as_written && !text.is_in_link);
        anatomy.bare = texts.flat_map(bare).collect();
        anatomy
    }
}

fn bare(text: &TextPart) -> impl Iterator<Item = BarePart> {
    let byte_from = text.bytes.start;
    autolinks(&text.text)
        .into_iter()
        .map(move |link| BarePart { bytes: byte_from + link.bytes.start..byte_from + link.bytes.end, url: link.url })
}

#[derive(Default)]
struct Reader<'a> {
    anatomy: Anatomy<'a>,
    /// The code block that is open.
    code_block: Option<CodeBlockPart>,
    /// The open link, and where its text begins in what is shown.
    link: Option<(LinkPart, usize)>,
    /// The open image; one within another is part of it.
    image: Option<ImagePart>,
    n_images: usize,
    n_open: usize,
}

impl Reader<'_> {
    fn read(&mut self, event: Event, bytes: Range<usize>) {
        if let Some((link, _)) = self.link.as_mut().filter(|_| event != Event::End(TagEnd::Link)) {
            link.inner.end = link.inner.end.max(bytes.end);
        }
        match event {
            Event::Start(tag) => {
                self.begin(tag, bytes);
                self.n_open += 1;
            }
            Event::End(tag) => {
                self.n_open = self.n_open.saturating_sub(1);
                self.end(tag);
            }
            Event::Text(text) => self.read_text(&text, bytes),
            Event::Code(code) => self.read_code(&code, bytes),
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.anatomy.shown.push('\n'),
            _ => {}
        }
    }

    fn begin(&mut self, tag: Tag, bytes: Range<usize>) {
        if self.n_open == 0 {
            self.anatomy.tops.push(TopPart { bytes: bytes.clone(), is_list: matches!(tag, Tag::List(_)) });
        }
        match tag {
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Some(info.into_string()),
                    CodeBlockKind::Indented => None,
                };
                self.code_block = Some(CodeBlockPart { code_bytes: bytes.end..bytes.end, bytes, info });
            }
            Tag::Link { link_type, dest_url, .. } => self.begin_link(link_type, dest_url.into_string(), bytes),
            Tag::Image { dest_url, .. } => self.begin_image(dest_url.into_string(), bytes),
            Tag::Strong => self.anatomy.strongs.push(bytes),
            Tag::Item => self.anatomy.items.push(bytes),
            _ => {}
        }
    }

    fn begin_link(&mut self, link_type: LinkType, url: String, bytes: Range<usize>) {
        let inner = bytes.start + 1..bytes.start + 1;
        let (text, url_bytes) = (String::new(), None);
        let part = LinkPart { bytes, inner, url_bytes, url, link_type, text, has_image: false };
        self.link = Some((part, self.anatomy.shown.len()));
    }

    fn begin_image(&mut self, url: String, bytes: Range<usize>) {
        self.n_images += 1;
        if let Some((link, _)) = &mut self.link {
            link.has_image = true;
        }
        self.image.get_or_insert(ImagePart { bytes, url, alt: String::new() });
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                self.n_images = self.n_images.saturating_sub(1);
                if self.n_images == 0 {
                    self.anatomy.images.extend(self.image.take());
                }
            }
            TagEnd::CodeBlock => {
                self.anatomy.code_blocks.extend(self.code_block.take());
                self.anatomy.shown.push('\n');
            }
            _ => self.anatomy.shown.push('\n'),
        }
    }

    fn end_link(&mut self) {
        let Some((mut part, byte_from)) = self.link.take() else { return };
        part.text = self.anatomy.shown[byte_from..].to_owned();
        let byte_from = if part.link_type == LinkType::Autolink { part.bytes.start } else { part.inner.end };
        let behind = self.anatomy.source.get(byte_from..part.bytes.end).unwrap_or_default();
        let at = behind.find(&part.url).filter(|_| !part.url.is_empty()).map(|at| byte_from + at);
        part.url_bytes = at.map(|at| at..at + part.url.len());
        self.anatomy.links.push(part);
    }

    fn read_code(&mut self, code: &str, bytes: Range<usize>) {
        match &mut self.image {
            Some(image) => image.alt.push_str(code),
            None => {
                self.anatomy.shown.push_str(code);
                self.anatomy.codes.push(CodePart { bytes, code: code.to_owned() });
            }
        }
    }

    fn read_text(&mut self, text: &str, bytes: Range<usize>) {
        if let Some(image) = &mut self.image {
            image.alt.push_str(text);
            return;
        }
        self.anatomy.shown.push_str(text);
        if let Some(block) = &mut self.code_block {
            let is_first = block.code_bytes.is_empty();
            block.code_bytes = if is_first { bytes } else { block.code_bytes.start..bytes.end };
            return;
        }
        let is_as_written = self.anatomy.source[bytes.clone()] == *text;
        match self.anatomy.texts.last_mut() {
            Some(last) if last.bytes.end == bytes.start && last.is_as_written && is_as_written => {
                last.text.push_str(text);
                last.bytes.end = bytes.end;
            }
            _ => {
                let is_escaped = self.anatomy.source[..bytes.start].ends_with('\\');
                let is_in_link = self.link.is_some();
                let text = text.to_owned();
                self.anatomy.texts.push(TextPart { bytes, text, is_escaped, is_as_written, is_in_link });
            }
        }
    }
}
