//! Finds the inline contents and elements of a text by parsing it. Commands that only looked at the characters around
//! the selection would treat `2 * 3 * 4` or an escaped `\*` as emphasis.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::markdown::depth::guard;
use crate::markdown::events::{events, is_inline};

/// The inline contents of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Inlines {
    /// The contents of each paragraph, heading, tight list item and table cell.
    pub(super) stretches: Vec<Range<usize>>,
    /// An outer element comes before those inside it.
    pub(super) elements: Vec<Element>,
    /// Fenced code blocks, including the fences.
    pub(super) fenced: Vec<Range<usize>>,
}

/// A range of text between marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) kind: ElementKind,
    /// With its marks.
    pub(super) bytes: Range<usize>,
    /// Without its marks.
    pub(super) inside: Range<usize>,
}

/// The meaning of an element's marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ElementKind {
    Bold,
    Italic,
    Strikethrough,
    Code,
    Link,
    /// An element without a style, which must not be split either.
    Other,
}

impl Inlines {
    pub(super) fn of(text: &str) -> Inlines {
        let mut reader = InlineReader { text, ..InlineReader::default() };
        for (event, bytes) in events(&guard(text)) {
            reader.read(&event, bytes);
        }
        reader.inlines
    }

    /// The innermost element of a kind that contains `bytes`, including its ends.
    pub(super) fn around(&self, kind: ElementKind, bytes: &Range<usize>) -> Option<&Element> {
        let mut elements = self.elements.iter().rev();
        elements.find(|it| it.kind == kind && contains(&it.bytes, bytes))
    }

    /// `bytes`, widened and narrowed so that marks at its ends neither split an element nor its marks.
    pub(super) fn without_cuts(&self, bytes: Range<usize>) -> Range<usize> {
        let mut whole = bytes;
        while let Some(cut) = self.elements.iter().find(|it| is_cut(&it.bytes, &whole)) {
            whole = whole.start.min(cut.bytes.start)..whole.end.max(cut.bytes.end);
        }
        for outer in &self.elements {
            if outer.bytes != whole && contains(&outer.bytes, &whole) {
                whole = whole.start.max(outer.inside.start)..whole.end.min(outer.inside.end);
            }
        }
        whole
    }
}

pub(super) fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether two ranges overlap and neither contains the other.
fn is_cut(a: &Range<usize>, b: &Range<usize>) -> bool {
    let is_overlap = a.start < b.end && b.start < a.end;
    is_overlap && !contains(a, b) && !contains(b, a)
}

#[derive(Default)]
struct InlineReader<'a> {
    text: &'a str,
    inlines: Inlines,
    /// Whether the last range continues.
    is_in_stretch: bool,
    /// The number of open code and HTML blocks.
    n_verbatim: usize,
    /// The indices of the open links and images.
    links: Vec<usize>,
}

impl InlineReader<'_> {
    fn read(&mut self, event: &Event, bytes: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.n_verbatim += 1;
                let is_fenced = matches!(kind, CodeBlockKind::Fenced(_));
                self.inlines.fenced.extend(is_fenced.then_some(bytes));
            }
            Event::Start(Tag::HtmlBlock) => self.n_verbatim += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.n_verbatim -= 1,
            Event::End(TagEnd::Link | TagEnd::Image) => drop(self.links.pop()),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            _ if self.n_verbatim > 0 => {}
            _ if is_content(event) => self.read_inline(event, bytes),
            _ => self.is_in_stretch = false,
        }
    }

    fn read_inline(&mut self, event: &Event, bytes: Range<usize>) {
        match self.inlines.stretches.last_mut() {
            Some(stretch) if self.is_in_stretch => stretch.end = stretch.end.max(bytes.end),
            _ => self.inlines.stretches.push(bytes.clone()),
        }
        self.is_in_stretch = true;
        for &idx in &self.links {
            let inside = &mut self.inlines.elements[idx].inside;
            let is_empty = inside.start == inside.end;
            *inside = if is_empty { bytes.clone() } else { inside.start..inside.end.max(bytes.end) };
        }
        self.read_element(event, bytes);
    }

    fn read_element(&mut self, event: &Event, bytes: Range<usize>) {
        let (kind, n_mark) = match event {
            Event::Start(Tag::Strong) => (ElementKind::Bold, 2),
            Event::Start(Tag::Emphasis) => (ElementKind::Italic, 1),
            Event::Start(Tag::Strikethrough) => (ElementKind::Strikethrough, self.run_len(&bytes, '~')),
            Event::Start(Tag::Link { .. }) => return self.open_link(ElementKind::Link, bytes),
            Event::Start(Tag::Image { .. }) => return self.open_link(ElementKind::Other, bytes),
            Event::InlineHtml(_) | Event::FootnoteReference(_) => (ElementKind::Other, 0),
            Event::Code(_) => (ElementKind::Code, self.code_mark_len(&bytes)),
            _ => return,
        };
        let inside = bytes.start + n_mark..bytes.end - n_mark;
        self.inlines.elements.push(Element { kind, bytes, inside });
    }

    /// Opens a link or image. Its inside is known only when its contents have been read.
    fn open_link(&mut self, kind: ElementKind, bytes: Range<usize>) {
        self.links.push(self.inlines.elements.len());
        let inside = bytes.start + 1..bytes.start + 1;
        self.inlines.elements.push(Element { kind, bytes, inside });
    }

    fn run_len(&self, bytes: &Range<usize>, sign: char) -> usize {
        let element = &self.text[bytes.clone()];
        element.len() - element.trim_start_matches(sign).len()
    }

    /// The length of the backticks before a code span, with the space that separates backticks in the code from them.
    fn code_mark_len(&self, bytes: &Range<usize>) -> usize {
        let n_ticks = self.run_len(bytes, '`');
        let code = &self.text[bytes.start + n_ticks..bytes.end - n_ticks];
        let is_padded = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
        n_ticks + usize::from(is_padded)
    }
}

/// Whether an event belongs to a line of text.
fn is_content(event: &Event) -> bool {
    match event {
        Event::Start(tag) => is_inline(tag),
        Event::End(_) | Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => false,
        _ => true,
    }
}
