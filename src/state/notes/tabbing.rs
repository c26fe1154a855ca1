//! Tab in the notes, by what the cursor is in.

use super::OpenNotes;
use crate::markdown::commands::{Level, tab};

impl OpenNotes {
    /// Nests items, goes from cell to cell, indents code; elsewhere nothing. Linear in the block of the selection.
    pub fn tab(&self, level: Level) {
        let Some(selection) = self.with_editor(|editor| editor.selection()) else { return };
        let edit = self.with_notes(|notes| {
            let idx = notes.blocks.idx_at_byte(selection.main().from())?;
            let block = notes.blocks.byte_of(idx)..notes.blocks.byte_of(idx + 1);
            tab(notes.text, block, &selection, level)
        });
        if let Some(edit) = edit.flatten() {
            self.with_editor(|editor| editor.apply(&edit));
        }
    }
}
