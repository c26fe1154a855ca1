//! HTML into the page, and out into exported pages.
//!
//! Invariant: nothing else in the crate writes HTML into the page; the page's Trusted Types policy sees to it.

use web_sys::Element;

use crate::editor::ffi;
use crate::markdown::{Block, ImagePolicy};

/// Fills `element` with what the block looks like.
/// A block that holds raw HTML is sanitised by DOMPurify; all others are our own writer's, and escaped by it.
pub fn render_block(element: &Element, block: &Block, images: ImagePolicy) {
    ffi::render_block(element, &block.html, block.has_raw_html, is_allowed(images));
}

/// Puts elements into `root`, in front of `next` or at the end, and returns them. `html` is our own writer's alone.
pub fn new_blocks(root: &Element, next: Option<&Element>, html: &str) -> Vec<Element> {
    ffi::new_blocks(root, next, html)
}

/// Any HTML as HTML that runs nothing and, unless images are allowed, fetches nothing. Idempotent.
pub fn sanitize_html(html: &str, images: ImagePolicy) -> String {
    ffi::sanitize_html(html, is_allowed(images))
}

fn is_allowed(images: ImagePolicy) -> bool {
    images == ImagePolicy::Allowed
}
