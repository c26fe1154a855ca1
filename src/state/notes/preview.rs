//! Between the preview and the notes: what of them it shows, where a place in it leads, and how both scroll together, if the
//! author wants it: by lines of the notes, not by percentages.
//!
//! Invariant: only what the author scrolls is followed. Neither the app's own scrolling nor that of typing is reported,
//! so the two never follow each other in turn. (`tests/web.rs`)

use leptos::prelude::*;

use super::OpenNotes;
use crate::markdown::commands::toggle_task;
use crate::markdown::{VisiblePlace, byte_of_visible};
use crate::text::{Selection, TextEdit};

impl OpenNotes {
    /// Shows nothing but the current segment in the preview, or all of the notes again.
    pub fn toggle_only_current(&self) {
        self.only_current.update(|only_current| *only_current = !*only_current);
    }

    /// The byte of the notes that a place in the preview stands for; none if there is no such block.
    pub fn byte_of_preview(&self, block_idx: usize, place: VisiblePlace) -> Option<usize> {
        let block_idx = self.block_now(block_idx)?;
        let block_bytes = self.with_blocks(|blocks| blocks.byte_of(block_idx)..blocks.byte_of(block_idx + 1))?;
        self.with_editor(|editor| editor.with_source(|source| byte_of_visible(source.as_str(), block_bytes, place)))
    }

    /// Ticks a task on the line of a byte, or takes that back; the cursor stays where it is.
    pub fn toggle_task(&self, byte: usize) {
        self.with_editor(|editor| {
            let edit = editor.with_source(|source| toggle_task(source.as_str(), &Selection::cursor(byte)));
            editor.apply(&TextEdit::new(edit.changes().to_vec(), None));
        });
    }

    /// Shows the remote images of the open draft, from now on.
    pub fn allow_images_here(&self) {
        self.saving.change_open(|draft| draft.images_allowed = true);
        self.render_again();
        self.saving.save_soon();
    }

    /// Shows remote images in every draft, from now on.
    pub fn allow_images_always(&self) {
        self.screen.change_settings(|settings| settings.images_always_allowed = true);
        self.render_again();
    }

    /// Asks again before showing remote images; what was allowed for a single draft stays allowed.
    pub fn ask_before_images(&self) {
        self.screen.change_settings(|settings| settings.images_always_allowed = false);
        self.render_again();
    }

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
