//! Deleted drafts, and what was damaged: removed for good.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::draft::DraftId;
use crate::state::screen::{Offer, Tone};
use crate::state::{AppState, now_ms};
use crate::storage::{Damaged, Store, TabMessage};

impl AppState {
    /// Removes a deleted draft for good, which makes room for others.
    pub fn delete_for_good(&self, id: &DraftId) {
        let (app, id) = (*self, id.clone());
        spawn_local(async move {
            let Some(store) = app.saving.store() else { return };
            if let Err(reason) = app.remove_for_good(&store, &id).await {
                return app.screen.warn(reason);
            }
            app.saving.send_all();
        });
    }

    /// Removes all deleted drafts for good.
    pub fn empty_trash(&self) {
        let app = *self;
        let ids: Vec<DraftId> =
            self.saving.trash.with_untracked(|trash| trash.iter().map(|row| row.id.clone()).collect());
        spawn_local(async move {
            let Some(store) = app.saving.store() else { return };
            for id in &ids {
                if let Err(reason) = app.remove_for_good(&store, id).await {
                    return app.screen.warn(format!("The trash could not be emptied: {reason}."));
                }
            }
            // There may be room now for what was refused.
            app.saving.send_all();
            app.screen.tell("The trash is empty.");
        });
    }

    /// An error is a sentence for the author.
    pub(super) async fn remove_for_good(&self, store: &Store, id: &DraftId) -> Result<(), String> {
        self.saving.withdraw(id);
        let revision = self.saving.trash.with_untracked(|trash| {
            let row = trash.iter().find(|row| row.id == *id);
            row.map_or(0, |row| row.revision)
        });
        store.delete_for_good(id, revision, now_ms()).await.map_err(|error| error.to_string())?;
        self.saving.displace(id);
        self.notes.forget(id.as_str());
        self.saving.tell_tabs(&TabMessage::Stored(vec![id.to_string()]));
        Ok(())
    }

    /// Offers to download what could not be read.
    pub(super) fn offer_damaged(&self, damaged: Damaged) -> Offer {
        let app = *self;
        Offer::lasting("Download", move || app.download_damaged(&damaged))
    }

    fn download_damaged(&self, damaged: &Damaged) {
        let file_name = format!("{}.txt", damaged.key.replace('/', "-"));
        self.screen.download(&file_name, "text/plain", damaged.raw.as_bytes());
        if damaged.is_removable() {
            let text = "What could not be read was downloaded. It is still kept in the browser as well.".to_owned();
            let (app, damaged) = (*self, damaged.clone());
            let offer = Offer::lasting("Remove it here", move || app.remove_damaged(damaged.clone()));
            self.screen.notify(Tone::Done, text, Some(offer));
        }
    }

    /// Removes something damaged, which the author has downloaded.
    fn remove_damaged(&self, damaged: Damaged) {
        let app = *self;
        spawn_local(async move {
            if let Some(store) = app.saving.store()
                && let Err(error) = store.forget_damaged(&damaged).await
            {
                app.screen.warn(error.to_string());
            }
        });
    }
}
