//! The copy of each draft in local storage: made at a long pause, and at once where the page goes.

use leptos::prelude::*;

use super::Saving;
use super::timing::LONG_PAUSE;
use crate::draft::Draft;
use crate::state::when_idle;

impl Saving {
    /// Local storage gets its copy when nothing was typed for a while.
    pub(super) fn copy_at_long_pause(&self) {
        let saving = *self;
        self.copy_timer.call(LONG_PAUSE, move || when_idle(move || saving.copy_to_local()));
    }

    /// A draft that is not being written has its copy at once.
    pub(super) fn copy_when_idle(&self, draft: &Draft) {
        let (saving, draft) = (*self, draft.clone());
        when_idle(move || {
            if let Some(store) = saving.store() {
                store.copy_to_local(&draft);
            }
        });
    }

    fn copy_to_local(&self) {
        if !self.is_clean() {
            return;
        }
        if let (Some(draft), Some(store)) = (self.open_draft_with_text(), self.store()) {
            // What does not fit there is in the journal alone, which the storage meter says.
            store.copy_to_local(&draft);
            self.change_open_draft(|open| open.revision_in_local = draft.revision);
        }
    }

    /// Whether local storage has not the open draft as the journal has it.
    pub(super) fn is_copy_due(&self) -> bool {
        self.with_open_draft(|open| open.revision_in_local < open.draft.revision).unwrap_or_default()
    }

    /// The page may go away at once: everything is in local storage when this returns. Returns whether it is.
    pub(in crate::state) fn leave(&self) -> bool {
        self.keep_cursor();
        if self.has_changes() {
            self.save(crate::storage::Durability::Strict);
        }
        let is_empty = self.outbox.with_value(|outbox| outbox.is_empty());
        let Some(store) = self.store() else { return is_empty };
        if is_empty {
            if self.is_copy_due() {
                self.copy_to_local();
            }
            return true;
        }
        let drafts: Vec<Draft> = self.outbox.with_value(|outbox| outbox.drafts().cloned().collect());
        let is_kept = |draft: &Draft| {
            self.remember_rescue(&draft.id);
            store.save_at_once(draft).is_ok()
        };
        // Each of them, also behind one that was not kept.
        drafts.iter().filter(|draft| !is_kept(draft)).count() == 0
    }

    /// The cursor alone has moved since the last save: that is worth keeping when the page goes, but no change. So it is
    /// left as the revision that the store has, which loses to whatever another tab has written since.
    fn keep_cursor(&self) {
        if self.has_changes() || self.is_open_waiting() {
            return;
        }
        let Some(draft) = self.open_draft_with_text() else { return };
        let has_moved = self.with_open_draft(|open| {
            (open.draft.byte_anchor, open.draft.byte_head) != (draft.byte_anchor, draft.byte_head)
        });
        if let (Some(true), Some(store)) = (has_moved, self.store()) {
            self.remember_rescue(&draft.id);
            // Where it is not kept, the cursor is where it was.
            let _ = store.save_at_once(&draft);
        }
    }
}
