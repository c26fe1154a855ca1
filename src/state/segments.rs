//! The commands on segments: go there, select, move, duplicate, delete, fold, renumber, and rename who speaks.

use leptos::prelude::*;

use super::AppState;

impl AppState {
    /// The segment that the cursor is in; none above the first one. Tracks the outline and the cursor.
    pub fn current_segment(&self) -> Option<usize> {
        let line = self.cursor_line.get();
        self.outline.with(|outline| outline.segment_at_line(line))
    }

    /// Moves a segment to another place among the segments, counted without it: 0 is the top.
    pub fn move_segment(&self, idx: usize, idx_to: usize) {
        let _ = (idx, idx_to);
    }

    /// Copies a segment to right below itself, and puts the cursor into the copy.
    pub fn duplicate_segment(&self, idx: usize) {
        let _ = idx;
    }

    /// Deletes a segment, and offers to bring it back.
    pub fn delete_segment(&self, idx: usize) {
        let _ = idx;
    }

    /// Selects all that belongs to a segment.
    pub fn select_segment(&self, idx: usize) {
        let _ = idx;
    }

    /// Folds a segment away but for its label, or unfolds it, in the notes and in the preview.
    pub fn toggle_fold(&self, idx: usize) {
        let _ = idx;
    }

    /// Brings the folded segments up to date with what is folded in the notes.
    pub(crate) fn follow_folds(&self) {}

    pub fn fold_all(&self) {}

    pub fn unfold_all(&self) {}

    /// Numbers the segments one after the other.
    pub fn renumber(&self) {}

    /// Inserts a topic at the end of the notes, for the host whose turn it is.
    pub fn insert_next_topic(&self) {}

    /// Puts the cursor at a byte of the notes, in sight.
    pub fn go_to_byte(&self, byte: usize) {
        let _ = byte;
    }
}
