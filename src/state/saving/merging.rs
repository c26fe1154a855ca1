//! The app in several tabs: what another one stores shows up here, and what both have written is merged.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Saving;
use super::outbox::Base;
use crate::draft::merge::{edit_between, merge_drafts};
use crate::draft::{Draft, DraftId, DraftSummary, revision};
use crate::state::set_if_changed;
use crate::storage::{Durability, Loaded, TabMessage, Tabs};

/// What following another tab has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::state) enum Followed {
    /// List and open draft are up to date.
    Here,
    /// The open draft was deleted there: it is for the caller to close it.
    OpenIsGone,
}

impl Saving {
    /// `hear` is given what other tabs tell, from when the drafts are read: what they tell before that may be later than what
    /// is read, and [`has_started`](Self::has_started) gives it.
    pub(in crate::state) fn listen_to_tabs(&self, hear: impl Fn(TabMessage) + 'static) {
        let saving = *self;
        let listen = move |message| match saving.is_starting.get_untracked() {
            true => saving.heard_early.update_value(|messages| messages.push(message)),
            false => hear(message),
        };
        self.tabs.set_value(Some(Tabs::listen(listen)));
    }

    /// The drafts are read. Returns what other tabs have told meanwhile.
    pub(in crate::state) fn has_started(&self) -> Vec<TabMessage> {
        self.is_starting.set(false);
        self.heard_early.try_update_value(std::mem::take).unwrap_or_default()
    }

    pub(in crate::state) fn tell_tabs(&self, message: &TabMessage) {
        self.tabs.try_with_value(|tabs| tabs.iter().for_each(|tabs| tabs.tell(message)));
    }

    /// Says which draft this tab has open, and asks whether another one has it too.
    pub(super) fn hold_open_draft(&self) {
        let saving = *self;
        let Some(Some(tabs)) = self.tabs.try_get_value() else { return };
        let id = self.open_id();
        spawn_local(async move {
            tabs.hold(id.as_ref()).await;
            saving.look_elsewhere().await;
        });
    }

    /// Asks whether another tab has the open draft too: one may have gone without a word.
    pub fn look_around(&self) {
        let saving = *self;
        spawn_local(async move { saving.look_elsewhere().await });
    }

    async fn look_elsewhere(&self) {
        let Some(Some(tabs)) = self.tabs.try_get_value() else { return };
        let is_elsewhere = match self.open_id() {
            Some(id) => tabs.is_open_elsewhere(&id).await,
            None => false,
        };
        set_if_changed(self.open_elsewhere, is_elsewhere);
    }

    /// Another tab has stored a draft, deleted or restored it.
    pub(in crate::state) async fn look_again(&self, id: &DraftId) -> Followed {
        let Some(store) = self.store() else { return Followed::Here };
        let summary = store.read_row_again(id).await;
        self.follow(id, summary).await
    }

    /// Another page has written a draft to local storage. One that goes away can tell nobody, but leaves there what it has: the
    /// journal gets it, if that is behind.
    pub(in crate::state) async fn local_copy_changed(&self, id: &DraftId) -> Followed {
        let Some(store) = self.store() else { return Followed::Here };
        match store.reconcile_again(id).await {
            Some(summary) => self.follow(id, Some(summary)).await,
            None => Followed::Here,
        }
    }

    async fn follow(&self, id: &DraftId, summary: Option<DraftSummary>) -> Followed {
        // What waits here meets the other one in the store.
        if self.waiting(id).is_some() {
            return Followed::Here;
        }
        let is_open = self.is_open(id);
        let is_here = summary.as_ref().is_some_and(|summary| summary.trashed_ms.is_none());
        if is_open && !is_here && self.has_changes() {
            // What is being written stays: it is stored again with the next save.
            return Followed::Here;
        }
        match summary {
            Some(summary) if is_open && is_here => self.follow_open(summary).await,
            Some(summary) => self.place(summary),
            None => self.displace(id),
        }
        if is_open && !is_here { Followed::OpenIsGone } else { Followed::Here }
    }

    async fn follow_open(&self, summary: DraftSummary) {
        let is_behind = self.with_open_draft(|open| open.draft.revision < summary.revision) == Some(true);
        let Some(store) = self.store().filter(|_| is_behind) else { return };
        if let Ok(theirs) = store.load(&summary.id).await
            && self.is_open(&summary.id)
            && self.waiting(&summary.id).is_none()
        {
            self.follow_text(theirs);
        }
    }

    /// The store had a later revision than this tab when a draft was to be saved: both are merged, and saved.
    pub(super) fn bring_together(&self, posted: &Draft, base: &Base, theirs: Loaded) {
        let Some(mine) = self.change_outbox(|outbox| outbox.take_to_merge(posted)) else { return };
        if self.is_open(&mine.id) {
            return self.follow_text(theirs);
        }
        let theirs = self.base_on(theirs);
        let (draft, _) = merge_drafts(base.draft.as_deref().unwrap_or(&theirs), &mine, &theirs);
        let draft = Draft { revision: revision::next(draft.revision), ..draft };
        self.place(draft.summary());
        self.post(draft, Durability::Strict);
    }

    /// Merges what another tab has saved into the open draft. What is only here is saved.
    fn follow_text(&self, theirs: Loaded) {
        let base = self.outbox.with_value(|outbox| outbox.base(&theirs.draft.id));
        let theirs = self.base_on(theirs);
        let Some(mine) = self.open_draft_with_text() else { return };
        let (merged, n_conflicts) = merge_drafts(base.draft.as_deref().unwrap_or(&theirs), &mine, &theirs);
        let edit = edit_between(&mine.text, &merged.text);
        self.desk.with_value(|desk| desk.iter().for_each(|desk| (desk.apply_from_elsewhere)(&edit)));
        if n_conflicts > 0 {
            self.screen.tell("Two tabs have changed the same lines. Both are kept, one after the other.");
        }
        let is_theirs = is_same_work(&merged, &theirs);
        self.change_open_draft(|open| {
            open.revision = open.revision.max(merged.revision);
            open.draft = Draft { text: String::new(), revision: theirs.revision, ..merged };
        });
        if is_theirs {
            self.nothing_is_due();
            self.place(theirs.summary());
            set_if_changed(self.open, Some(theirs.summary()));
            self.tell_guard();
        } else {
            self.save(Durability::Relaxed);
        }
    }
}

/// Whether two drafts say the same.
fn is_same_work(one: &Draft, other: &Draft) -> bool {
    (&one.text, &one.name, one.pinned, one.images_allowed, one.trashed_ms)
        == (&other.text, &other.name, other.pinned, other.images_allowed, other.trashed_ms)
}
