//! The app in several tabs: what another one stores shows up here, and what both have written is brought together.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::AppState;
use super::document::set_if_changed;
use super::notices::{NoticeAction, Tone};
use super::outbox::Base;
use crate::draft::merge::{edit_between, merge_drafts};
use crate::draft::{Draft, DraftId, DraftSummary, revision};
use crate::storage::{Durability, Loaded, Settings, Store, TabMessage, Tabs, draft_of_key};

/// What a tab that tells that it goes may still take.
const GOING: Duration = Duration::from_millis(500);

impl AppState {
    pub(super) fn listen_to_tabs(&self) {
        let state = *self;
        let tabs = Tabs::listen(move |message| state.hear(message));
        self.tabs.set_value(Some(tabs));
    }

    pub(crate) fn tell_tabs(&self, message: &TabMessage) {
        self.tabs.try_with_value(|tabs| tabs.iter().for_each(|tabs| tabs.tell(message)));
    }

    /// Says which draft this tab has open, and asks whether another one has it too.
    pub(crate) fn hold_open_draft(&self) {
        let state = *self;
        let Some(Some(tabs)) = self.tabs.try_get_value() else { return };
        let id = self.open_id();
        spawn_local(async move {
            tabs.hold(id.as_ref()).await;
            state.look_elsewhere().await;
        });
    }

    /// The author is back in this tab: another one may have gone without a word.
    pub fn look_around(&self) {
        let state = *self;
        spawn_local(async move { state.look_elsewhere().await });
    }

    /// Whether another tab has the open draft too.
    async fn look_elsewhere(&self) {
        let Some(Some(tabs)) = self.tabs.try_get_value() else { return };
        let is_elsewhere = match self.open_id() {
            Some(id) => tabs.have_elsewhere(&id).await,
            None => false,
        };
        set_if_changed(self.open_elsewhere, is_elsewhere);
    }

    /// What other tabs have stored while this one was reading may be later than what it has read.
    pub(super) fn hear_what_was_told_early(&self) {
        let messages = self.heard_early.try_update_value(std::mem::take).unwrap_or_default();
        messages.into_iter().for_each(|message| self.hear(message));
    }

    fn hear(&self, message: TabMessage) {
        let state = *self;
        if self.is_starting.get_untracked() {
            return self.heard_early.update_value(|messages| messages.push(message));
        }
        match message {
            TabMessage::Stored(names) => {
                let ids: Vec<DraftId> = names.iter().filter_map(|name| name.parse().ok()).collect();
                spawn_local(async move {
                    let Some(store) = state.store() else { return };
                    for id in ids {
                        let summary = store.look_again(&id).await;
                        state.follow_draft(&store, &id, summary).await;
                    }
                });
            }
            TabMessage::Opened => {
                self.look_around();
                // A tab that goes tells it before the browser knows.
                set_timeout(move || state.look_around(), GOING);
            }
            TabMessage::Settings => self.follow_settings(),
            TabMessage::Kept(name) => self.follow_kept(&name),
        }
    }

    /// Another page has written to local storage. One that goes away can tell nobody, but leaves there what it has: the journal
    /// gets it, if that is behind.
    pub fn local_storage_changed(&self, key: Option<String>) {
        let Some(id) = key.as_deref().and_then(draft_of_key) else { return };
        let state = *self;
        spawn_local(async move {
            let Some(store) = state.store() else { return };
            if let Some(summary) = store.settle_again(&id).await {
                state.follow_draft(&store, &id, Some(summary)).await;
            }
        });
    }

    /// A draft was stored, deleted or brought back in another tab.
    async fn follow_draft(&self, store: &Store, id: &DraftId, summary: Option<DraftSummary>) {
        // What waits here meets the other one in the store.
        if self.waiting(id).is_some() {
            return;
        }
        let is_open = self.is_open(id);
        let next = self.library.with_untracked(|library| library.neighbour(id).cloned());
        let is_here = summary.as_ref().is_some_and(|summary| summary.trashed_ms.is_none());
        if is_open && !is_here && self.has_changes() {
            // What is being written stays: it is stored again with the next save.
            return;
        }
        match summary {
            Some(summary) if is_open && is_here => {
                if self.is_behind(summary.revision)
                    && let Ok(theirs) = store.load(id).await
                    && self.is_open(id)
                    && self.waiting(id).is_none()
                {
                    self.follow_text(theirs);
                }
            }
            Some(summary) => self.place(summary),
            None => self.displace(id),
        }
        if is_open && !is_here && self.is_open(id) {
            let title = self.open.with_untracked(|open| open.as_ref().map(|open| open.title.clone()));
            self.leave_draft(id, next);
            self.tell_of_deletion(id, &title.unwrap_or_default());
        }
    }

    fn tell_of_deletion(&self, id: &DraftId, title: &str) {
        let is_in_trash = self.trash.with_untracked(|trash| trash.iter().any(|row| row.id == *id));
        let action = is_in_trash.then(|| NoticeAction::Undelete(id.clone()));
        self.notify(Tone::Done, format!("“{title}” was deleted in another tab."), action);
    }

    fn is_behind(&self, revision: u64) -> bool {
        self.document
            .with_value(|document| document.as_ref().is_some_and(|document| document.draft.revision < revision))
    }

    /// The store had a later revision than this tab when a draft was to be saved: both are brought together, and saved.
    pub(crate) fn bring_together(&self, mine: &Draft, base: &Base, theirs: Loaded) {
        self.withdraw(&mine.id);
        if self.is_open(&mine.id) {
            return self.follow_text(theirs);
        }
        let theirs = self.take_up(theirs);
        let (draft, _) = merge_drafts(base.draft.as_deref().unwrap_or(&theirs), mine, &theirs);
        let draft = Draft { revision: revision::next(draft.revision), ..draft };
        self.place(draft.summary());
        self.post(draft, Durability::Strict);
    }

    /// Brings what another tab has saved into the open draft, beside what was written here. What is only here is saved.
    fn follow_text(&self, theirs: Loaded) {
        let base = self.outbox.with_value(|outbox| outbox.base(&theirs.draft.id));
        let theirs = self.take_up(theirs);
        let Some(mine) = self.open_draft_with_text() else { return };
        let (merged, n_conflicts) = merge_drafts(base.draft.as_deref().unwrap_or(&theirs), &mine, &theirs);
        self.with_editor(|editor| editor.apply_from_elsewhere(&edit_between(&mine.text, &merged.text)));
        if n_conflicts > 0 {
            self.tell("Two tabs have changed the same lines. Both are kept, one after the other.");
        }
        let is_theirs = is_same_work(&merged, &theirs);
        self.document.update_value(|document| {
            if let Some(document) = document {
                document.revision = document.revision.max(merged.revision);
                document.draft = Draft { text: String::new(), revision: theirs.revision, ..merged };
            }
        });
        if is_theirs {
            self.nothing_is_due();
            self.place(theirs.summary());
            set_if_changed(self.open, Some(theirs.summary()));
            self.tell_guard();
            self.show_save_state();
        } else {
            self.save(Durability::Relaxed);
        }
    }

    /// Settings are those of the tab that changed them last; but each tab has its own draft open.
    fn follow_settings(&self) {
        let open_draft = self.settings.with_untracked(|settings| settings.open_draft.clone());
        let settings = Settings { open_draft, ..Settings::load() };
        set_if_changed(self.settings, settings);
    }
}

/// Whether one draft says no more than another.
fn is_same_work(one: &Draft, other: &Draft) -> bool {
    (&one.text, &one.name, one.pinned, one.images_allowed, one.trashed_ms)
        == (&other.text, &other.name, other.pinned, other.images_allowed, other.trashed_ms)
}
