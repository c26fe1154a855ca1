//! The outline of the open draft, and what hangs on it: it follows each edit, by what the edit touched.
//!
//! Invariant: whoever shows the outline is told of all that changed in it, and of no more than a key touched while
//! labels stay what they are and lines where they are.

use std::ops::Range;

use leptos::prelude::*;

use super::OpenNotes;
use super::document::Redraw;
use crate::markdown::{BlockList, Patch};
use crate::outline::{LiveOutline, OutlineChange, WordCounts};
use crate::state::set_if_changed;
use crate::text::Applied;

impl OpenNotes {
    /// Reads the outline of the open draft; an empty one where none is open.
    pub(in crate::state) fn read_outline(&self) {
        let read = self.with_blocks(|blocks| {
            let outline = LiveOutline::new(blocks);
            let word_counts = WordCounts::new(blocks, &outline);
            (outline, word_counts)
        });
        let (outline, word_counts) = read.unwrap_or_default();
        self.outline.set(outline);
        self.word_counts.set(word_counts);
        self.count_all_words();
        self.draw_rows(0..usize::MAX);
    }

    /// Some blocks have been replaced: outline and words follow. Returns whether the outline may have changed.
    pub(in crate::state) fn follow_outline(&self, patch: &Patch, applied: &[Applied]) -> bool {
        let line = match applied {
            [one] if one.n_breaks_removed + one.n_breaks_inserted == 0 => Some(one.line),
            _ => None,
        };
        let change = self.change_outline(patch, |outline, blocks| outline.update(blocks, patch, line));
        self.count_all_words();
        !change.is_nothing()
    }

    /// Lets go of a label that is held, unless it stands on this line: folds and cards follow the outline as it is read.
    pub(in crate::state) fn let_go_of_label(&self, line: usize) {
        let change = self.change_outline(&Patch::default(), |outline, _| outline.release(line));
        if !change.is_nothing() {
            self.draw(Redraw::all(Patch::default()));
        }
    }

    fn change_outline(
        &self,
        patch: &Patch,
        change: impl FnOnce(&mut LiveOutline, &BlockList) -> OutlineChange,
    ) -> OutlineChange {
        let n_before = self.outline.with_untracked(|outline| outline.segments.len());
        let change = self.outline.try_maybe_update(|outline| {
            let change = self.with_blocks(|blocks| change(outline, blocks)).unwrap_or_default();
            (!change.is_nothing(), change)
        });
        let change = change.unwrap_or_default();
        let n_after = self.outline.with_untracked(|outline| outline.segments.len());
        self.draw_rows(change.segment_idxs(n_before, n_after));
        self.follow_word_counts(patch, &change);
        if change.has_segments() {
            self.follow_folds();
        }
        change
    }

    fn follow_word_counts(&self, patch: &Patch, change: &OutlineChange) {
        let counted = self.word_counts.try_maybe_update(|word_counts| {
            let outline = self.outline.read_untracked();
            let counted = self.with_blocks(|blocks| word_counts.update(blocks, &outline, patch, change));
            let counted = counted.unwrap_or_default();
            (!counted.is_empty(), counted)
        });
        self.draw_rows(counted.unwrap_or_default());
    }

    fn count_all_words(&self) {
        let n_words = self.with_blocks(BlockList::n_words);
        set_if_changed(self.n_words, n_words.unwrap_or_default());
    }

    /// Counts by segment what stands on these lines; the rows of the outline follow from the first to the last that differs.
    pub(in crate::state) fn count_by_segment(&self, counts: RwSignal<Vec<usize>>, lines: impl Iterator<Item = usize>) {
        let before = counts.get_untracked();
        let after = self.outline.with_untracked(|outline| {
            let mut after = vec![0; outline.segments.len()];
            lines.filter_map(|line| outline.segment_at_line(line)).for_each(|idx| after[idx] += 1);
            after
        });
        let differs = |idx: &usize| before.get(*idx).copied().unwrap_or_default() != after[*idx];
        let changed = (0..after.len()).find(differs).zip((0..after.len()).rfind(differs));
        counts.update_untracked(|counts| *counts = after);
        if let Some((first, last)) = changed {
            self.draw_rows(first..last + 1);
        }
    }

    /// Rows of the outline show something else now.
    pub(crate) fn draw_rows(&self, idxs: Range<usize>) {
        if !idxs.is_empty() {
            self.rows_due.update(|due| {
                *due = Some(due.take().map_or(idxs.clone(), |due| due.start.min(idxs.start)..due.end.max(idxs.end)));
            });
        }
    }

    /// Which rows of the outline may show something else now, once: a reader of it is run again when there are more. Those
    /// beyond the last one come or go.
    pub fn take_rows_due(&self) -> Option<Range<usize>> {
        let due = self.rows_due.get();
        self.rows_due.update_untracked(|due| *due = None);
        due
    }
}
