//! The commands on segments: go there, select, move, duplicate, delete, number, fold.
//!
//! What is folded away is the bodies of segments, in the notes and in the preview alike. The editor owns it, because it keeps
//! folded stretches in their places through edits and opens them for the cursor; the segments that they belong to are read from
//! there.

use std::ops::Range;

use leptos::prelude::*;

use super::OpenNotes;
use crate::draft::versions::VersionCause;
use crate::editor::EditorHandle;
use crate::outline::LiveOutline;
use crate::rundown::{
    ArrangeError, Notes, delete_segment, duplicate_segment, fold_bytes, move_segment, renumber, segment_bytes,
};
use crate::state::screen::{About, Offer, Pane, Tone};
use crate::state::set_if_changed;
use crate::text::{Selection, SortedSet, TextEdit};

/// Which way a segment moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

impl OpenNotes {
    /// The segment that the cursor is in; none above the first one. Tracks the outline and the cursor.
    pub fn current_segment(&self) -> Option<usize> {
        let line = self.cursor_line.get();
        self.outline.with(|outline| outline.segment_at_line(line))
    }

    /// The segment that is shown at a place, among those of the notes as they are now, after outline and preview have caught up;
    /// none if it is gone.
    pub fn segment_now(&self, idx: usize) -> Option<usize> {
        let first_of =
            |outline: &LiveOutline, block_idx| outline.segments.partition_point(|it| it.block_idx < block_idx);
        let (block_idx, n_above) = self.outline.with_untracked(|outline| {
            let block_idx = outline.segments.get(idx)?.block_idx;
            Some((block_idx, idx - first_of(outline, block_idx)))
        })?;
        let block_idx = self.block_now(block_idx)?;
        self.outline.with_untracked(|outline| {
            let idx = first_of(outline, block_idx) + n_above;
            (outline.segments.get(idx)?.block_idx == block_idx).then_some(idx)
        })
    }

    /// Puts the cursor at the start of a line, in sight.
    pub fn go_to_line(&self, line: usize) {
        self.screen.pane.set(Pane::Write);
        self.once_shown(move |editor| {
            let byte = editor.with_source(|source| source.byte_of_line(line));
            editor.reveal(byte);
        });
    }

    /// Puts the cursor at a byte of the notes, in sight.
    pub fn go_to_byte(&self, byte: usize) {
        self.screen.pane.set(Pane::Write);
        self.once_shown(move |editor| editor.reveal(byte));
    }

    /// Selects all that belongs to a segment.
    pub fn select_segment(&self, idx: usize) {
        self.screen.pane.set(Pane::Write);
        self.edit_segment(idx, "selecting", |notes, _| {
            let bytes = segment_bytes(notes, idx);
            Ok(TextEdit::new(Vec::new(), Some(Selection::single(bytes.start, bytes.end))))
        });
        self.focus_editor();
    }

    /// Where a segment may move: the index that it would have, for each place beside those that it is beside.
    pub fn landings(&self, idx: usize) -> Vec<usize> {
        self.outline.with_untracked(|outline| outline.landings(idx))
    }

    /// Moves a segment, with all within it, to one of its landings. What is folded stays folded.
    pub fn move_segment(&self, idx: usize, idx_to: usize) {
        let folded = self.folded.get_untracked();
        let end = self.end_of_segment(idx);
        if self.edit_segment(idx, "moving a segment", |notes, selection| move_segment(notes, idx, idx_to, selection)) {
            self.fold(&folded.into_iter().map(|folded| moved(folded, idx..end, idx_to)).collect());
        }
    }

    /// Moves the segment that the cursor is in by one place.
    pub(in crate::state) fn move_current_segment(&self, direction: Direction) {
        let Some(idx) = untrack(|| self.current_segment()) else {
            return self.screen.tell("The cursor is above the first segment, so there is nothing to move.");
        };
        if let Some(idx_to) = self.next_landing(idx, idx, direction) {
            self.move_segment(idx, idx_to);
        }
    }

    /// Where a segment comes by one step from one of its landings.
    pub fn next_landing(&self, idx: usize, from: usize, direction: Direction) -> Option<usize> {
        let landings = self.landings(idx);
        match direction {
            Direction::Up => landings.into_iter().rev().find(|landing| *landing < from),
            Direction::Down => landings.into_iter().find(|landing| *landing > from),
        }
    }

    /// The index behind the last segment within one.
    pub fn end_of_segment(&self, idx: usize) -> usize {
        self.outline.with_untracked(|outline| outline.end_of(idx))
    }

    /// Copies a segment to right below itself, and puts the cursor into the copy.
    pub fn duplicate_segment(&self, idx: usize) {
        self.edit_segment(idx, "duplicating a segment", |notes, _| duplicate_segment(notes, idx));
    }

    /// Deletes a segment, and offers to bring it back.
    pub fn delete_segment(&self, idx: usize) {
        let title = |outline: &LiveOutline| Some(outline.segments.get(idx)?.label.title_or_kind().to_owned());
        let title = self.outline.with_untracked(title).unwrap_or_default();
        if self.edit_segment(idx, "deleting a segment", |notes, _| Ok(delete_segment(notes, idx))) {
            self.screen.notify(Tone::Done, format!("“{title}” was deleted."), Some(self.offer_undo()));
        }
    }

    /// Offers to take back the last edit.
    pub(in crate::state) fn offer_undo(&self) -> Offer {
        let this = *self;
        let undo = move || {
            this.with_editor(EditorHandle::undo);
        };
        Offer::new("Undo", About::LastEdit, undo)
    }

    /// Numbers the segments one after the other.
    pub fn renumber(&self) {
        let edit = match self.with_notes(renumber).transpose() {
            Ok(edit) => edit.unwrap_or_default(),
            Err(reason) => return self.refuse(reason),
        };
        if !edit.is_empty() {
            self.library.keep_version(VersionCause::Before("renumbering".to_owned()));
        }
        self.with_editor(|editor| editor.apply(&edit));
        match edit.changes().len() {
            0 => self.screen.tell("No number needed a change."),
            1 => self.screen.tell("One number was corrected."),
            n_changes => self.screen.tell(format!("{n_changes} numbers were corrected.")),
        }
    }

    fn refuse(&self, reason: ArrangeError) {
        self.screen.warn(format!("This cannot be done: {reason}."));
    }

    /// Applies an edit of one segment as one undo step; what stands in its way is said. Returns whether it was made.
    ///
    /// `doing`: what is done, as it is named in the history.
    fn edit_segment(
        &self,
        idx: usize,
        doing: &str,
        edit: impl FnOnce(&Notes, &Selection) -> Result<TextEdit, ArrangeError>,
    ) -> bool {
        let selection = self.with_editor(|editor| editor.selection()).unwrap_or_else(|| Selection::cursor(0));
        let edit = self.with_notes(|notes| (idx < notes.outline.segments.len()).then(|| edit(notes, &selection)));
        match edit.flatten() {
            Some(Ok(edit)) => {
                if !edit.is_empty() {
                    self.library.keep_version(VersionCause::Before(doing.to_owned()));
                }
                self.with_editor(|editor| editor.apply(&edit));
                !edit.is_empty()
            }
            Some(Err(reason)) => {
                self.refuse(reason);
                false
            }
            None => false,
        }
    }

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
        self.fold(&SortedSet::new());
    }

    /// Folds these segments and no others.
    pub(in crate::state) fn fold(&self, segment_idxs: &SortedSet<usize>) {
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

/// The index of a segment after others have moved to where the first of them is at `idx_to`.
fn moved(segment_idx: usize, idxs: Range<usize>, idx_to: usize) -> usize {
    if idxs.contains(&segment_idx) {
        return idx_to + segment_idx - idxs.start;
    }
    let without = if segment_idx < idxs.start { segment_idx } else { segment_idx - idxs.len() };
    if without < idx_to { without } else { without + idxs.len() }
}
