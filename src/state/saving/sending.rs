//! From the outbox to the store: one draft after the other, each again until the store has it.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Saving;
use super::outbox::{Base, Outbox, Posted};
use crate::draft::{Draft, DraftId};
use crate::state::screen::Tone;
use crate::storage::{Durability, Loaded, SaveError, Store, TabMessage};

impl Saving {
    /// Stores a draft as soon as the store is ready for it.
    pub(in crate::state) fn post(&self, draft: Draft, durability: Durability) {
        self.change_outbox(|outbox| outbox.post(draft, durability));
        self.send_all();
    }

    /// From here on the draft is written on from what the store has.
    pub(super) fn base_on(&self, loaded: Loaded) -> Draft {
        let base = Base { draft: Some(Rc::new(loaded.draft.clone())), checksum: loaded.checksum };
        self.outbox.update_value(|outbox| outbox.set_base(&loaded.draft.id, base));
        loaded.draft
    }

    /// The draft as it waits to be stored, if it does.
    pub(in crate::state) fn waiting(&self, id: &DraftId) -> Option<Draft> {
        self.outbox.with_value(|outbox| outbox.get(id).cloned())
    }

    /// Takes a draft out of the outbox that is not to be stored any more.
    pub(in crate::state) fn withdraw(&self, id: &DraftId) {
        self.change_outbox(|outbox| outbox.withdraw(id));
    }

    /// Stores what waits, one after the other; one call works at a time.
    pub(in crate::state) fn send_all(&self) {
        let was_sending = self.timers.try_update_value(|timers| std::mem::replace(&mut timers.is_sending, true));
        if was_sending != Some(false) {
            return;
        }
        let saving = *self;
        spawn_local(async move {
            if let Some(store) = saving.store() {
                while let Some(posted) = saving.outbox.try_with_value(Outbox::next).flatten() {
                    if !saving.send(&store, &posted).await {
                        break;
                    }
                }
            }
            saving.timers.try_update_value(|timers| timers.is_sending = false);
        });
    }

    /// Returns whether to go on with the next.
    async fn send(&self, store: &Store, posted: &Posted) -> bool {
        let base = self.outbox.with_value(|outbox| outbox.base(&posted.draft.id));
        match store.save(&posted.draft, base.checksum.as_deref(), posted.durability).await {
            Ok(checksum) => self.acknowledged(store, posted, checksum).await,
            Err(SaveError::Conflict(theirs)) => self.bring_together(&posted.draft, &base, *theirs),
            Err(SaveError::Refused(error)) => {
                self.was_refused(posted, error.to_string());
                return false;
            }
        }
        true
    }

    async fn acknowledged(&self, store: &Store, posted: &Posted, checksum: Option<String>) {
        let draft = &posted.draft;
        let open = self.open_id();
        let is_latest = self.change_outbox(|outbox| {
            let is_latest = outbox.acknowledge(posted, checksum);
            outbox.forget_bases(open.as_ref());
            is_latest
        });
        let is_latest = is_latest == Some(true);
        self.stored(draft, is_latest);
        self.tell_tabs(&TabMessage::Stored(vec![draft.id.to_string()]));
        let was_rescued = || self.timers.try_update_value(|timers| timers.rescued.remove(&draft.id)) == Some(true);
        if is_latest && was_rescued() {
            store.remove_rescue(&draft.id).await;
        }
    }

    /// The store has a revision of a draft.
    pub(in crate::state) fn stored(&self, draft: &Draft, is_latest: bool) {
        if !self.is_open(&draft.id) {
            return self.copy_when_idle(draft);
        }
        self.change_open_draft(|open| {
            (open.draft.modified_ms, open.draft.revision) = (draft.modified_ms, draft.revision);
            open.revision = open.revision.max(draft.revision);
            (open.draft.byte_anchor, open.draft.byte_head) = (draft.byte_anchor, draft.byte_head);
        });
        if is_latest && !self.has_changes() {
            self.copy_at_long_pause();
            self.follow_with_file();
            self.tell_that_it_is_saved();
        }
        // They may have been refused before, for want of room.
        self.screen.keep_settings();
    }

    fn tell_that_it_is_saved(&self) {
        let was_wanted = self.timers.try_update_value(|timers| std::mem::take(&mut timers.is_word_wanted));
        if was_wanted == Some(true) {
            self.screen.tell("Saved in this browser. Export the notes for a copy outside of it.");
        }
    }

    fn was_refused(&self, posted: &Posted, reason: String) {
        let id = &posted.draft.id;
        let text = format!("“{}” is not saved: {reason}", posted.draft.title());
        let is_new = self.change_outbox(|outbox| outbox.refuse(id, reason));
        // Of the open one, the save state says it.
        if is_new == Some(true) && !self.is_open(id) {
            self.screen.notify(Tone::Problem, text, None);
        }
        self.try_again_later();
    }

    fn try_again_later(&self) {
        let saving = *self;
        if let Some(wait) = self.outbox.try_update_value(Outbox::next_wait) {
            self.retry_timer.call(wait, move || saving.send_all());
        }
    }
}
