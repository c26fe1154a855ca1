//! One block on the page: its element, once there is one, and what that says.
//!
//! Invariant: an element that is shown is only ever filled through `editor::render_block`.

use web_sys::{Element, HtmlElement};

use super::cards::{CardHeader, Look};
use crate::editor::{Rendered, new_blocks, render_block};
use crate::markdown::{Block, BlockKind, ImagePolicy};
use crate::ui::parts::dom::set;

/// A block of the preview.
#[derive(Default)]
pub(super) struct Drawn {
    /// None before it is drawn for the first time.
    pub(super) element: Option<Element>,
    pub(super) header: Option<CardHeader>,
    pub(super) n_words: usize,
    pub(super) n_images_blocked: usize,
    /// What it takes on the screen, in pixels: as it was seen last, or a guess.
    pub(super) height: f64,
    /// It takes long to draw, and shows what it was before until the author pauses.
    pub(super) is_late: bool,
    /// It holds raw HTML, and shows it as text until there is a sanitiser.
    pub(super) is_text: bool,
    /// Too far from the screen to take part in layout.
    is_far: bool,
    /// The line that the element says; 0 for none.
    line: usize,
    kind: Option<BlockKind>,
    look: Look,
}

/// HTML that the browser parses and lays out within a frame.
const MAX_BYTES_AT_ONCE: usize = 60_000;
/// Raw HTML goes through the sanitiser, which takes several times as long.
const MAX_RAW_BYTES_AT_ONCE: usize = 12_000;

/// Of a line of text, in pixels.
const LINE_HEIGHT: f64 = 26.0;
const N_CHARS_PER_LINE: usize = 72;

impl Drawn {
    /// A block that has no element yet.
    pub(super) fn waiting(block: &Block) -> Drawn {
        let mut drawn = Drawn { is_far: true, ..Drawn::default() };
        drawn.take_facts(block);
        drawn
    }

    /// Shows another block, or the same one anew: at once, or where that takes long, later.
    pub(super) fn show(&mut self, block: &Block, images: ImagePolicy) {
        self.take_facts(block);
        self.header = None;
        self.is_text = false;
        self.is_late = takes_long(block);
        if !self.is_late {
            self.show_now(block, images);
        }
    }

    /// The same at once, however long it takes.
    pub(super) fn show_now(&mut self, block: &Block, images: ImagePolicy) {
        self.is_late = false;
        let Some(element) = &self.element else { return };
        if self.kind.replace(block.kind) != Some(block.kind) {
            set(element, "data-block", kind_name(block.kind));
        }
        let unfolded = element.query_selector(":scope > details[open]").ok().flatten();
        self.is_text = render_block(element, block, images) == Rendered::AsText;
        // Front matter stays as unfolded as it was.
        if let Some(details) =
            unfolded.and(element.first_element_child()).filter(|_| block.kind == BlockKind::FrontMatter)
        {
            set(&details, "open", "");
        }
        self.n_images_blocked = n_images_blocked(element, block);
    }

    pub(super) fn remove(self) {
        if let Some(element) = self.element {
            element.remove();
        }
    }

    pub(super) fn take_look(&mut self, look: Look) {
        let before = std::mem::replace(&mut self.look, look);
        let Some(element) = self.element.as_ref().filter(|_| before != look) else { return };
        if before.host_colour() != look.host_colour() {
            match look.host_colour() {
                Some(colour) => set(element, "data-host-colour", &colour.to_string()),
                // Cannot fail: the name is valid.
                None => drop(element.remove_attribute("data-host-colour")),
            }
        }
        element.set_class_name(&self.class());
    }

    /// Lets it take part in layout, or not.
    pub(super) fn set_far(&mut self, is_far: bool) {
        if std::mem::replace(&mut self.is_far, is_far) != is_far
            && let Some(element) = &self.element
        {
            element.set_class_name(&self.class());
        }
    }

    /// Says its line. Returns whether that was news.
    pub(super) fn take_line(&mut self, line: usize) -> bool {
        let Some(element) = self.element.as_ref().filter(|_| self.line != line) else { return false };
        self.line = line;
        set(element, "data-line", &line.to_string());
        true
    }

    /// Its height on the screen, or what it would have there, in pixels.
    pub(super) fn height(&self) -> f64 {
        if self.look.is_away() { 0.0 } else { self.height }
    }

    pub(super) fn is_away(&self) -> bool {
        self.look.is_away()
    }

    fn take_facts(&mut self, block: &Block) {
        self.n_words = block.n_words;
        if self.element.is_none() {
            self.height = guessed_height(block);
        }
    }

    fn class(&self) -> String {
        let class = self.look.class();
        if self.is_far { class + " far" } else { class }
    }

    /// The element's start tag, as it is to be now.
    fn write_start(&mut self, block: &Block, line: usize, html: &mut String) {
        self.kind = Some(block.kind);
        self.line = line;
        let colour = self.look.host_colour();
        let colour = colour.map(|colour| format!(" data-host-colour=\"{colour}\"")).unwrap_or_default();
        let (class, kind) = (self.class(), kind_name(block.kind));
        html.push_str(&format!(
            "<div class=\"{class}\" data-block=\"{kind}\" data-line=\"{line}\" dir=\"auto\"{colour}>"
        ));
    }
}

/// Makes the elements of blocks that have none, all at once, in front of `next`; what takes long stays empty.
pub(super) fn draw_all(
    root: &HtmlElement,
    next: Option<&Element>,
    waiting: &mut [Drawn],
    blocks: &[Block],
    lines: &[usize],
    images: ImagePolicy,
) {
    let mut html = String::new();
    for ((drawn, block), line) in waiting.iter_mut().zip(blocks).zip(lines) {
        drawn.is_late = takes_long(block);
        drawn.write_start(block, *line, &mut html);
        if !drawn.is_late && !block.has_raw_html {
            html.push_str(&block.html);
        }
        html.push_str("</div>");
    }
    let elements = new_blocks(root, next, &html);
    for ((drawn, block), element) in waiting.iter_mut().zip(blocks).zip(elements) {
        if block.has_raw_html && !drawn.is_late {
            drawn.is_text = render_block(&element, block, images) == Rendered::AsText;
        }
        drawn.n_images_blocked = n_images_blocked(&element, block);
        drawn.element = Some(element);
    }
}

/// Whether drawing it would be felt at a key.
fn takes_long(block: &Block) -> bool {
    let max_bytes = if block.has_raw_html { MAX_RAW_BYTES_AT_ONCE } else { MAX_BYTES_AT_ONCE };
    block.html.len() > max_bytes
}

fn n_images_blocked(element: &Element, block: &Block) -> usize {
    let may_have_some = block.has_raw_html || block.has_images;
    if may_have_some { element.get_elements_by_class_name("remote-image").length() as usize } else { 0 }
}

/// Of a block that has never been seen.
fn guessed_height(block: &Block) -> f64 {
    if block.kind == BlockKind::Blank {
        return 0.0;
    }
    let n_text_lines = block.byte_len.div_ceil(N_CHARS_PER_LINE).max(block.n_lines.saturating_sub(1)).max(1);
    n_text_lines as f64 * LINE_HEIGHT
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
        BlockKind::FrontMatter => "front-matter",
    }
}
