//! What is folded away: the bodies of segments, in the notes and in the preview alike.
//!
//! The editor owns it, because it keeps folded stretches in their places through edits and opens them for the cursor;
//! the segments that they belong to are read from there.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::OpenNotes;
use crate::rundown::fold_bytes;
use crate::state::set_if_changed;

impl OpenNotes {
    /// Folds a segment away but for its label, or unfolds it.
    pub fn toggle_fold(&self, idx: usize) {
        let mut folded = self.folded.get_untracked();
        if !folded.remove(&idx) {
            folded.insert(idx);
        }
        self.fold(&folded);
    }

    /// The same with the segment that the cursor is in.
    pub(in crate::state) fn toggle_fold_of_current(&self) {
        if let Some(idx) = untrack(|| self.current_segment()) {
            self.toggle_fold(idx);
        }
    }

    pub fn fold_all(&self) {
        self.catch_up();
        let n_segments = self.outline.with_untracked(|outline| outline.segments.len());
        self.fold(&(0..n_segments).collect());
    }

    pub fn unfold_all(&self) {
        self.fold(&BTreeSet::new());
    }

    /// Folds these segments and no others.
    pub(in crate::state) fn fold(&self, segment_idxs: &BTreeSet<usize>) {
        let folds = self.with_notes(|notes| {
            let known = segment_idxs.iter().filter(|idx| **idx < notes.outline.segments.len());
            known.filter_map(|idx| fold_bytes(notes, *idx)).collect::<Vec<_>>()
        });
        self.with_editor(|editor| editor.set_folds(&folds.unwrap_or_default()));
    }

    /// Brings the folded segments up to date with what is folded in the notes.
    pub(in crate::state) fn follow_folds(&self) {
        let lines = self.with_editor(|editor| {
            let folds = editor.folds();
            editor.with_source(|source| folds.iter().map(|bytes| source.line_of_byte(bytes.start)).collect::<Vec<_>>())
        });
        let folded = self.outline.with_untracked(|outline| {
            let idx_at = |line: usize| outline.segments.binary_search_by_key(&line, |segment| segment.line).ok();
            lines.unwrap_or_default().into_iter().filter_map(idx_at).collect()
        });
        set_if_changed(self.folded, folded);
    }
}
