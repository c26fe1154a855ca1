//! HTML into the page, and out into exported pages.
//!
//! Invariant: nothing else in the crate writes HTML into the page; the page's Trusted Types policy sees to it.

use web_sys::Element;

use super::ffi;
use super::tools::EditorTools;
use crate::markdown::{Block, ImagePolicy};

/// What is to be seen of a block.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rendered {
    AsMeant,
    /// Its HTML as text, until there is a [`EditorTools`] to sanitise it.
    AsText,
}

/// Fills `element` with what the block looks like.
/// A block that holds raw HTML is sanitised by DOMPurify; all others are our own writer's, and escaped by it.
pub fn render_block(element: &Element, block: &Block, images: ImagePolicy) -> Rendered {
    match ffi::render_block(element, &block.html, block.has_raw_html, is_allowed(images)) {
        true => Rendered::AsMeant,
        false => Rendered::AsText,
    }
}

/// Puts elements into `root`, in front of `next` or at the end, and returns them. `html` is our own writer's alone.
pub fn new_blocks(root: &Element, next: Option<&Element>, html: &str) -> Vec<Element> {
    ffi::new_blocks(root, next, html)
}

impl EditorTools {
    /// Any HTML as HTML that runs nothing and, unless images are allowed, fetches nothing. Idempotent.
    pub fn sanitize_html(&self, html: &str, images: ImagePolicy) -> String {
        self.0.sanitize_html(html, is_allowed(images))
    }
}

fn is_allowed(images: ImagePolicy) -> bool {
    images == ImagePolicy::Allowed
}
