//! From a change of the open draft to the outbox; and the copy of each draft in local storage, made at a long pause, and at once
//! where the page goes.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Saving;
use super::outbox::SaveState;
use super::timing::{LONG_PAUSE, PAUSE, When, is_short, is_strict_due, when_to_save};
use crate::draft::{Draft, DraftId};
use crate::state::{now_ms, set_if_changed, when_idle};
use crate::storage::{Durability, ask_to_persist};
use crate::text::SortedSet;

/// What goes on for the open draft, and what is wanted.
#[derive(Default)]
pub(super) struct Timers {
    /// Whether the browser will say when it is idle.
    is_idle_awaited: bool,
    /// Whether something is being sent to the store: one at a time.
    pub is_sending: bool,
    /// When the journal was last asked to have it on the disk.
    strict_ms: u64,
    /// Whether the author waits to be told that it is saved.
    pub is_word_wanted: bool,
    /// Drafts of which a copy was left for the next start.
    pub rescued: SortedSet<DraftId>,
}

impl Saving {
    /// Saves in the next pause in typing; without one, within a second.
    pub(in crate::state) fn save_soon(&self) {
        let Some((id, n_bytes)) = self.with_open_draft(|open| (open.draft.id.clone(), open.n_bytes)) else { return };
        let (saving, now_ms) = (*self, now_ms());
        self.copy_timer.cancel();
        let since_ms = self.change_outbox(|outbox| outbox.change(&id, now_ms));
        match when_to_save(since_ms.unwrap_or(now_ms), now_ms, n_bytes) {
            When::AtPause => self.save_timer.call(PAUSE, move || saving.save_when_idle()),
            When::Idle => {
                self.save_timer.cancel();
                self.save_when_idle();
            }
            When::Now => self.save_overdue(),
        }
    }

    /// Saves once the browser is idle, if that is worth waiting for.
    fn save_when_idle(&self) {
        if self.with_open_draft(|open| is_short(open.n_bytes)).unwrap_or(true) {
            return self.save_now();
        }
        let was_awaited = self.timers.try_update_value(|timers| std::mem::replace(&mut timers.is_idle_awaited, true));
        if was_awaited != Some(false) {
            return;
        }
        let saving = *self;
        when_idle(move || {
            saving.timers.try_update_value(|timers| timers.is_idle_awaited = false);
            if saving.has_changes() {
                saving.save_now();
            }
        });
    }

    /// Saves at once. Where the page has not even come to hear of the last save, a copy is left that needs no answer.
    fn save_overdue(&self) {
        let is_unanswered = self.is_open_waiting();
        self.save_now();
        let draft = self.open_id().filter(|_| is_unanswered).and_then(|id| self.waiting(&id));
        if let (Some(draft), Some(store)) = (draft, self.store()) {
            self.remember_rescue(&draft.id);
            store.rescue(&draft);
        }
    }

    /// A copy was left for the next start: it is withdrawn once the store has a later one.
    pub(super) fn remember_rescue(&self, id: &DraftId) {
        self.timers.update_value(|timers| {
            timers.rescued.insert(id.clone());
        });
    }

    /// Sends the open draft on its way to the store.
    pub(in crate::state) fn save_now(&self) {
        self.save(Durability::Relaxed);
    }

    pub(in crate::state) fn save(&self, durability: Durability) {
        let now_ms = now_ms();
        let Some(mut draft) = self.open_draft_with_text() else { return };
        (draft.revision, draft.modified_ms) = (self.next_revision(), now_ms);
        self.save_timer.cancel();
        let is_strict = self.timers.try_update_value(|timers| {
            let is_strict = durability == Durability::Strict || is_strict_due(timers.strict_ms, now_ms);
            if is_strict {
                timers.strict_ms = now_ms;
            }
            is_strict
        });
        self.show_row(&draft);
        self.post(draft, if is_strict == Some(false) { Durability::Relaxed } else { Durability::Strict });
    }

    /// The author's own wish to save: the same as always, but down to the disk, and said.
    pub(in crate::state) fn save_and_tell(&self) {
        self.timers.update_value(|timers| timers.is_word_wanted = true);
        self.save(Durability::Strict);
    }

    /// Sends the open draft on its way to the store, if it has changed: for leaving it. Its copy follows.
    pub(in crate::state) fn flush(&self) {
        if self.has_changes() {
            self.save_now();
        } else if self.is_copy_due()
            && !self.is_open_waiting()
            && let Some(draft) = self.open_draft_with_text()
        {
            self.copy_when_idle(&draft);
        }
    }

    /// The store has what the editor has.
    pub(super) fn nothing_is_due(&self) {
        self.save_timer.cancel();
        self.copy_timer.cancel();
        self.change_outbox(|outbox| outbox.nothing_is_due());
    }

    /// Shows the open draft in the list as it is now.
    pub(super) fn show_row(&self, draft: &Draft) {
        let summary = draft.summary();
        self.drafts.update(|drafts| drafts.put(summary.clone()));
        set_if_changed(self.open, Some(summary));
    }

    /// Whether the open draft has changed since it was last sent on its way.
    pub(super) fn has_changes(&self) -> bool {
        self.open_id().is_some_and(|id| self.outbox.try_with_value(|outbox| outbox.is_due(&id)) == Some(true))
    }

    pub(super) fn is_open_waiting(&self) -> bool {
        self.open_id().is_some_and(|id| self.waiting(&id).is_some())
    }

    /// Whether the store has the open draft as the editor has it.
    pub(super) fn is_clean(&self) -> bool {
        self.state.try_with_untracked(|state| *state == SaveState::Clean) == Some(true)
    }

    /// After the first real work, the browser is asked to keep it even when it needs room.
    pub(in crate::state) fn ask_to_persist(&self) {
        if self.store().is_some_and(|store| store.take_persistence_request()) {
            // The storage meter shows the answer.
            spawn_local(async {
                ask_to_persist().await;
            });
        }
    }

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
