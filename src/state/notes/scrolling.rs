//! Notes and preview scroll together, if the author wants it: by lines of the notes, not by percentages.
//!
//! Invariant: only what the author scrolls is followed. Neither the app's own scrolling nor that of typing is reported,
//! so the two never follow each other in turn. (`tests/web.rs`)

use leptos::prelude::*;

use super::OpenNotes;

impl OpenNotes {
    /// The author has scrolled the notes: `line` is at the top edge, its fraction above it.
    pub(in crate::state) fn editor_scrolled(&self, line: f64) {
        if self.screen.scrolls_together() {
            self.preview_scroll.set(Some(line));
        }
    }

    /// The author has scrolled the preview: what comes from `line` is at the top edge, its fraction above it.
    pub fn preview_scrolled(&self, line: f64) {
        if self.screen.scrolls_together() {
            self.with_editor(|editor| editor.scroll_to_line(line));
        }
    }
}
