//! What other tabs tell, passed to the room that it is about.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::draft::DraftId;
use crate::state::AppState;
use crate::state::saving::Followed;
use crate::state::screen::Tone;
use crate::storage::{Settings, TabMessage, draft_of_key};

/// What a tab that tells that it goes may still take.
const GOING: Duration = Duration::from_millis(500);

impl AppState {
    pub(super) fn hear(&self, message: TabMessage) {
        self.with_late_part(move |app, late| late.into_iter().for_each(|late| (late.hear)(app, &message)));
    }

    /// What the late part does for [`hear`](Self::hear).
    pub(in crate::state) fn hear_late(&self, message: &TabMessage) {
        let app = *self;
        match message {
            TabMessage::Stored(names) => {
                let ids: Vec<DraftId> = names.iter().filter_map(|name| name.parse().ok()).collect();
                spawn_local(async move {
                    for id in ids {
                        app.follow(&id, app.saving.look_again(&id)).await;
                    }
                });
            }
            TabMessage::Opened => {
                self.saving.look_around();
                // A tab that goes tells it before the browser knows.
                set_timeout(move || app.saving.look_around(), GOING);
            }
            TabMessage::Kept(name) => self.library.follow_kept(name),
        }
    }

    /// Another page has written to local storage: settings, or a draft that it had no time to tell of.
    pub fn local_storage_changed(&self, key: Option<String>) {
        if key.as_deref() == Some(Settings::KEY) {
            return self.screen.follow_settings();
        }
        if let Some(id) = key.as_deref().and_then(draft_of_key) {
            self.with_late_part(move |app, late| late.into_iter().for_each(|late| (late.follow_local_copy)(app, &id)));
        }
    }

    /// What the late part does for [`local_storage_changed`](Self::local_storage_changed).
    pub(in crate::state) fn follow_local_copy_late(&self, id: &DraftId) {
        let (app, id) = (*self, id.clone());
        spawn_local(async move { app.follow(&id, app.saving.local_copy_changed(&id)).await });
    }

    /// Follows what another tab has done to a draft; the neighbour is opened in place of an open one that is gone.
    async fn follow(&self, id: &DraftId, following: impl Future<Output = Followed>) {
        let next = self.saving.drafts.with_untracked(|drafts| drafts.neighbour(id).cloned());
        let title = self.saving.open.with_untracked(|open| open.as_ref().map(|open| open.title.clone()));
        if following.await == Followed::OpenIsGone && self.saving.is_open(id) {
            self.leave_draft(id, next);
            self.tell_of_deletion(id, &title.unwrap_or_default());
        }
    }

    fn tell_of_deletion(&self, id: &DraftId, title: &str) {
        let is_in_trash = self.saving.trash.with_untracked(|trash| trash.iter().any(|row| row.id == *id));
        let offer = is_in_trash.then(|| self.offer_to_undelete(id));
        self.screen.notify(Tone::Done, format!("“{title}” was deleted in another tab."), offer);
    }
}
