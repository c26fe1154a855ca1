//! Between the preview and the notes: what of them it shows, and where a place in it leads.

use leptos::prelude::*;

use super::OpenNotes;
use crate::markdown::{VisiblePlace, byte_of_visible};

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
}
