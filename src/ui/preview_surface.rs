//! The preview's elements: one below the root for each block, spliced as the notes change.
//!
//! A segment is shown as a card by marking its blocks, not by nesting them, so that a keystroke touches
//! the element of one block. The label of a card keeps its text: what the card's header shows (number and
//! host) is hidden from the eye and stays readable for assistive technology.
//!
//! Invariant: the root's children are the block list's blocks, in order, one each.

use std::ops::Range;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, ScrollIntoViewOptions, ScrollLogicalPosition, Text};

use crate::editor::render_block;
use crate::markdown::{Block, BlockKind, BlockList, ImagePolicy, Patch};
use crate::rundown::{Outline, Segment, SegmentKind};

/// The drawn preview.
pub struct PreviewSurface {
    root: Element,
    drawn: Vec<Drawn>,
    current_segment_idx: Option<usize>,
}

/// One block on the page.
struct Drawn {
    element: Element,
    marks: Marks,
}

/// What a block's element says beside its content.
#[derive(Clone, Default, PartialEq)]
struct Marks {
    line: usize,
    card: Option<Card>,
    header: Option<CardHeader>,
}

/// Which card a block belongs to, and whether the card ends with it.
#[derive(Clone, PartialEq)]
struct Card {
    /// More than one where a label does not begin its block: no card can begin there.
    segment_idxs: Range<usize>,
    is_last: bool,
}

/// What stands at the top of a card.
#[derive(Clone, PartialEq)]
struct CardHeader {
    kind: SegmentKind,
    number: Option<String>,
    host: Option<String>,
    link_host: Option<String>,
    /// How much of the label's text the header says already.
    utf16_prefix_len: usize,
}

impl PreviewSurface {
    pub fn new(root: Element) -> Self {
        Self { root, drawn: Vec::new(), current_segment_idx: None }
    }

    /// Brings the elements up to date. DOM work is that of the patch and of blocks whose marks changed.
    pub fn draw(&mut self, patch: &Patch, blocks: &BlockList, outline: &Outline, images: ImagePolicy) {
        let marks = marks_of(blocks, outline);
        self.remove(patch.removed.clone());
        self.insert(patch.inserted.clone(), blocks.blocks(), &marks, images);
        for ((drawn, marks), block) in self.drawn.iter_mut().zip(marks).zip(blocks.blocks()) {
            if drawn.marks.header != marks.header {
                fill(&drawn.element, block, &marks, images);
            }
            if drawn.marks != marks {
                mark(&drawn.element, &marks);
                drawn.marks = marks;
            }
        }
        let current = self.current_segment_idx.take();
        self.mark_current(current);
    }

    /// Shows which segment the cursor is in.
    pub fn mark_current(&mut self, segment_idx: Option<usize>) {
        self.current_segment_idx = segment_idx;
        for drawn in &self.drawn {
            let is_current =
                drawn.marks.card.as_ref().zip(segment_idx).is_some_and(|(card, idx)| card.segment_idxs.contains(&idx));
            // Cannot fail: the class name is valid.
            let _ = drawn.element.class_list().toggle_with_force("current", is_current);
        }
    }

    /// Scrolls the block that holds a 1-based line into sight, if it is out of it. O(log blocks).
    pub fn reveal_line(&self, line: usize) {
        let n_before = self.drawn.partition_point(|drawn| drawn.marks.line <= line);
        if let Some(drawn) = n_before.checked_sub(1).and_then(|idx| self.drawn.get(idx)) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            drawn.element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// How many images wait for the author's permission.
    pub fn n_images_blocked(&self) -> usize {
        self.root.query_selector_all(".remote-image").map_or(0, |found| found.length() as usize)
    }

    fn remove(&mut self, removed: Range<usize>) {
        for drawn in self.drawn.drain(removed) {
            drawn.element.remove();
        }
    }

    fn insert(&mut self, inserted: Range<usize>, blocks: &[Block], marks: &[Marks], images: ImagePolicy) {
        let next = self.drawn.get(inserted.start).map(|drawn| Node::from(drawn.element.clone()));
        let new: Vec<Drawn> = inserted.clone().map(|idx| draw_block(&blocks[idx], &marks[idx], images)).collect();
        for drawn in &new {
            // Cannot fail: `next` is a child of the root.
            let _ = self.root.insert_before(&drawn.element, next.as_ref());
        }
        self.drawn.splice(inserted.start..inserted.start, new);
    }
}

fn draw_block(block: &Block, marks: &Marks, images: ImagePolicy) -> Drawn {
    let element = new_element("div", "block");
    set(&element, "data-block", kind_name(block.kind));
    fill(&element, block, marks, images);
    mark(&element, marks);
    Drawn { element, marks: marks.clone() }
}

/// Puts the block's content into its element, with the card's header above a label.
fn fill(element: &Element, block: &Block, marks: &Marks, images: ImagePolicy) {
    render_block(element, block, images);
    if let Some(header) = &marks.header {
        hide_prefix(element, header.utf16_prefix_len);
        head(element, block);
        // Cannot fail: the element is ours.
        let _ = element.prepend_with_node_1(&header_element(header));
    }
}

/// A label that is a paragraph of its own heads its segment, for those who go from heading to heading as well.
fn head(element: &Element, block: &Block) {
    let label = element.first_element_child().filter(|_| block.kind == BlockKind::Paragraph && block.lines.len() == 1);
    if let Some(label) = label {
        set(&label, "role", "heading");
        set(&label, "aria-level", "2");
    }
}

fn mark(element: &Element, marks: &Marks) {
    set(element, "data-line", &marks.line.to_string());
    let class = match (&marks.card, &marks.header) {
        (None, _) => "block".to_owned(),
        (Some(card), header) => {
            let start = if header.is_some() { " card-start" } else { "" };
            let end = if card.is_last { " card-end" } else { "" };
            format!("block card{start}{end}")
        }
    };
    element.set_class_name(&class);
}

fn header_element(header: &CardHeader) -> Element {
    let root = new_element("div", "card-header");
    set(&root, "aria-hidden", "true");
    let name = match header.kind {
        SegmentKind::Extras => Some("Extras"),
        SegmentKind::Joke => Some("Joke"),
        SegmentKind::Topic | SegmentKind::Other => None,
    };
    // Where nothing of the label is hidden, it says itself what the part is called.
    let name = name.filter(|_| header.utf16_prefix_len > 0);
    let parts = [
        ("card-number", header.number.as_deref()),
        ("card-host", header.host.as_deref().or(name)),
        ("card-link", header.link_host.as_deref()),
    ];
    for (class, text) in parts {
        let Some(text) = text else { continue };
        let part = new_element("span", class);
        part.set_text_content(Some(text));
        // Cannot fail: both are new.
        let _ = root.append_child(&part);
    }
    root
}

/// Hides the first UTF-16 units of an element's text from the eye.
fn hide_prefix(element: &Element, utf16_len: usize) {
    let mut utf16_left = utf16_len;
    for text in texts_of(element) {
        if utf16_left == 0 {
            return;
        }
        let utf16_taken = utf16_left.min(text.length() as usize);
        if utf16_taken < text.length() as usize && text.split_text(utf16_taken as u32).is_err() {
            return;
        }
        let hidden = new_element("span", "visually-hidden");
        // Cannot fail: the text is within the element.
        let _ = text.replace_with_with_node_1(&hidden);
        let _ = hidden.append_child(&text);
        utf16_left -= utf16_taken;
    }
}

fn texts_of(element: &Element) -> Vec<Text> {
    const SHOW_TEXT: u32 = 4;
    let Ok(walker) = document().create_tree_walker_with_what_to_show(element, SHOW_TEXT) else { return Vec::new() };
    std::iter::from_fn(|| walker.next_node().ok().flatten()).filter_map(|node| node.dyn_into().ok()).collect()
}

/// The marks of every block. O(blocks + segments).
fn marks_of(blocks: &BlockList, outline: &Outline) -> Vec<Marks> {
    let n_blocks = blocks.blocks().len();
    let mut marks: Vec<Marks> =
        (0..n_blocks).map(|idx| Marks { line: blocks.line_of(idx), ..Marks::default() }).collect();
    for segment_idxs in cards_of(&outline.segments) {
        let segment = &outline.segments[segment_idxs.start];
        let end = outline.segments.get(segment_idxs.end).map_or(n_blocks, |next| next.block_idx);
        for (idx, marks) in marks.iter_mut().enumerate().take(end).skip(segment.block_idx) {
            marks.card = Some(Card { segment_idxs: segment_idxs.clone(), is_last: idx + 1 == end });
        }
        marks[segment.block_idx].header = Some(CardHeader::of(segment, &blocks.blocks()[segment.block_idx]));
    }
    marks
}

/// The segments of each card: one that begins a block, and those after it that do not.
fn cards_of(segments: &[Segment]) -> Vec<Range<usize>> {
    let starts: Vec<usize> = (0..segments.len()).filter(|idx| segments[*idx].starts_block).collect();
    let ends = starts.iter().copied().skip(1).chain([segments.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

impl CardHeader {
    fn of(segment: &Segment, block: &Block) -> Self {
        let label = &segment.label;
        let prefix = block.lines.first().and_then(|line| line.text.get(..label.prefix_len)).unwrap_or_default();
        // A label without a title keeps its text: nothing else would say what it is.
        let shown = if label.title.is_some() { prefix } else { "" };
        Self {
            kind: label.kind,
            number: label.number.map(|number| number.to_string()),
            host: label.host.clone(),
            link_host: label.url.as_deref().and_then(link_host).map(str::to_owned),
            utf16_prefix_len: shown.encode_utf16().count(),
        }
    }
}

/// The host name in an address, without `www.`; nothing for an address that has none.
fn link_host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    Some(host).filter(|host| !host.is_empty())
}

fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Blank => "blank",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Heading(_) => "heading",
        BlockKind::List => "list",
        BlockKind::Quote => "quote",
        BlockKind::Code => "code",
        BlockKind::Table => "table",
        BlockKind::Html => "html",
        BlockKind::Rule => "rule",
        BlockKind::Footnote => "footnote",
    }
}

fn new_element(tag: &str, class: &str) -> Element {
    let element = document().create_element(tag).expect("the tag names above are valid");
    element.set_class_name(class);
    element
}

fn set(element: &Element, attribute: &str, value: &str) {
    // Cannot fail: the attribute names above are valid.
    let _ = element.set_attribute(attribute, value);
}
