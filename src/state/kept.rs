//! What the author has made and that is no draft: read when the app starts, changed in both places, followed in other tabs.

use std::collections::BTreeMap;

use super::AppState;
use crate::draft::Ignored;
use crate::draft::backup::RestorePlan;
use crate::draft::kept::{self, Kept, StoredKept};
use crate::rundown::{Shows, Templates};
use crate::storage::{Changed, StorageError, Store, TabMessage};

impl AppState {
    /// Changes what is kept under the value's name, and tells the other tabs. The change may be called again, if another tab was
    /// faster. Nothing where the drafts are still being read.
    pub(crate) async fn change_kept<T: Kept, R>(&self, change: impl Fn(&mut T) -> R) -> Option<Changed<T, R>> {
        let changed = self.store()?.change_kept(change).await;
        self.tell_tabs(&TabMessage::Kept(T::NAME.to_owned()));
        if let Err(reason) = &changed.stored {
            self.warn(not_stored::<T>(reason));
        }
        Some(changed)
    }

    /// Reads all that is kept.
    pub(super) fn read_kept(&self) {
        self.read_shows();
        self.read_ignored();
        self.read_templates();
    }

    /// All that is kept, as it is stored, for a backup: by name.
    pub(super) async fn all_kept(&self, store: &Store) -> BTreeMap<String, String> {
        let all = [
            stored_now::<Ignored>(store).await,
            stored_now::<Shows>(store).await,
            stored_now::<Templates>(store).await,
        ];
        all.into_iter().flatten().collect()
    }

    /// What restoring a backup would add to what is kept.
    pub(super) async fn compare_kept(&self, plan: &mut RestorePlan) {
        let Some(store) = self.store() else { return };
        plan.compare_kept(store.kept::<Ignored>().await);
        plan.compare_kept(store.kept::<Shows>().await);
        plan.compare_kept(store.kept::<Templates>().await);
    }

    /// Adds what a backup has and is not here.
    pub(super) async fn restore_kept(&self, kept: &BTreeMap<String, String>) {
        self.add_kept::<Ignored>(kept).await;
        self.add_kept::<Shows>(kept).await;
        self.add_kept::<Templates>(kept).await;
        self.read_kept();
    }

    async fn add_kept<T: Kept>(&self, kept: &BTreeMap<String, String>) {
        let there = kept.get(T::NAME).and_then(|json| kept::read::<T>(json).ok());
        if let Some(there) = there {
            self.change_kept(move |here: &mut T| here.add(there.value.clone())).await;
        }
    }

    /// Another tab has changed what is kept under a name.
    pub(super) fn follow_kept(&self, name: &str) {
        match name {
            Ignored::NAME => self.read_ignored(),
            Templates::NAME => self.read_templates(),
            Shows::NAME => self.read_shows(),
            _ => {}
        }
    }
}

/// Its name, and as it is stored; nothing where there is nothing.
async fn stored_now<T: Kept>(store: &Store) -> Option<(String, String)> {
    let value: T = store.kept().await;
    let is_any = value.to_json() != T::default().to_json();
    is_any.then(|| (T::NAME.to_owned(), StoredKept::new(&value, 0, None).to_json()))
}

pub(super) fn not_stored<T: Kept>(reason: &StorageError) -> String {
    format!("The change of your {} is in this tab only: {reason}.", T::NAME)
}
