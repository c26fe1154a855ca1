//! Notes and preview scroll together, if the author wants it: by lines of the notes, not by percentages.
//!
//! Invariant: only what the author scrolls is followed. Neither the app's own scrolling nor that of typing is reported,
//! so the two never follow each other in turn.

use leptos::prelude::*;

use super::AppState;

impl AppState {
    /// The author has scrolled the notes: `line` is at the top edge, its fraction above it.
    pub(crate) fn editor_scrolled(&self, line: f64) {
        if self.scrolls_together() {
            self.preview_scroll.set(Some(line));
        }
    }

    /// The author has scrolled the preview: what comes from `line` is at the top edge, its fraction above it.
    pub fn preview_scrolled(&self, line: f64) {
        if self.scrolls_together() {
            self.with_editor(|editor| editor.scroll_to_line(line));
        }
    }

    /// Whether notes and preview scroll together, from now on.
    pub fn toggle_scroll_sync(&self) {
        self.change_settings(|settings| settings.scroll_sync = !settings.scroll_sync);
    }

    /// Whether notes and preview scroll together. Does not track it.
    pub fn scrolls_together(&self) -> bool {
        self.settings.with_untracked(|settings| settings.scroll_sync)
    }
}
