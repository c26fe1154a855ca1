//! The drafts that are stored: listed, read, and put where they belong.

use leptos::prelude::*;

use super::Saving;
use crate::draft::kept::Kept;
use crate::draft::{Draft, DraftId, DraftSummary, revision};
use crate::storage::{Changed, Durability, Loaded, StorageError, TabMessage};

impl Saving {
    /// Lists what the store has.
    pub(in crate::state) fn list_all(&self, summaries: Vec<DraftSummary>) {
        let (mut trash, rows): (Vec<_>, Vec<_>) = summaries.into_iter().partition(|row| row.trashed_ms.is_some());
        trash.sort_unstable_by(|a, b| (b.trashed_ms, &b.id).cmp(&(a.trashed_ms, &a.id)));
        self.drafts.update(|drafts| rows.into_iter().for_each(|row| drafts.put(row)));
        self.trash.set(trash);
    }

    /// Puts a draft's row where it belongs: into the list or the trash.
    pub(in crate::state) fn place(&self, summary: DraftSummary) {
        let is_trashed = summary.trashed_ms.is_some();
        self.drafts.update(|drafts| {
            drafts.remove(&summary.id);
            if !is_trashed {
                drafts.put(summary.clone());
            }
        });
        self.trash.update(|trash| {
            trash.retain(|row| row.id != summary.id);
            if is_trashed {
                let idx = trash.partition_point(|row| row.trashed_ms >= summary.trashed_ms);
                trash.insert(idx, summary);
            }
        });
    }

    /// Takes a draft off both lists.
    pub(in crate::state) fn displace(&self, id: &DraftId) {
        self.drafts.update(|drafts| drop(drafts.remove(id)));
        self.trash.update(|trash| trash.retain(|row| row.id != *id));
    }

    /// Lists a draft that is new, and stores it: as the revision that is returned.
    pub(in crate::state) fn keep(&self, draft: Draft) -> Draft {
        let draft = Draft { revision: revision::next(draft.revision), ..draft };
        self.place(draft.summary());
        self.post(draft.clone(), Durability::Strict);
        draft
    }

    /// Reads a draft as it was last saved. An error is a sentence for the author.
    pub(in crate::state) async fn load(&self, id: &DraftId) -> Result<Draft, String> {
        if let Some(draft) = self.waiting(id) {
            return Ok(draft);
        }
        self.load_from_store(id).await.map(|loaded| loaded.draft)
    }

    /// Reads a draft to write on it: what is saved next is based on this. An error is a sentence for the author.
    pub(in crate::state) async fn check_out(&self, id: &DraftId) -> Result<Draft, String> {
        if let Some(draft) = self.waiting(id) {
            return Ok(draft);
        }
        let loaded = self.load_from_store(id).await?;
        // It may have been changed while it was read.
        Ok(self.waiting(id).unwrap_or_else(|| self.base_on(loaded)))
    }

    async fn load_from_store(&self, id: &DraftId) -> Result<Loaded, String> {
        match self.store() {
            Some(store) => store.load(id).await.map_err(|error| error.to_string()),
            None => Err("The drafts are still being read.".to_owned()),
        }
    }

    /// The drafts, as far as they can be read.
    pub(in crate::state) async fn read_drafts(&self, ids: &[DraftId]) -> Vec<Draft> {
        let Some(store) = self.store() else { return Vec::new() };
        let mut drafts = store.drafts(ids).await;
        // What waits to be stored is newer.
        drafts.iter_mut().for_each(|draft| {
            if let Some(waiting) = self.waiting(&draft.id) {
                *draft = waiting;
            }
        });
        drafts
    }

    /// Changes what is kept under the value's name, and tells the other tabs. The change may be called again, if another tab was
    /// faster. Nothing where the drafts are still being read.
    pub(in crate::state) async fn change_kept<T: Kept>(&self, change: &dyn Fn(&mut T)) -> Option<Changed<T, ()>> {
        let changed = self.store()?.change_kept(change).await;
        self.tell_of_change(T::NAME, &changed.stored);
        Some(changed)
    }

    fn tell_of_change(&self, name: &str, stored: &Result<(), StorageError>) {
        self.tell_tabs(&TabMessage::Kept(name.to_owned()));
        if let Err(reason) = stored {
            self.screen.warn(not_stored(name, reason));
        }
    }
}

/// That a change of something kept was not stored.
pub(in crate::state) fn not_stored(name: &str, reason: &StorageError) -> String {
    format!("The change of your {name} is in this tab only: {reason}.")
}
