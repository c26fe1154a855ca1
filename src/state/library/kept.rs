//! What the author keeps beside the drafts: read when the app starts, changed in both places, followed in other tabs,
//! backed up and restored.

use std::collections::BTreeMap;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Library;
use crate::draft::Ignored;
use crate::draft::backup::RestorePlan;
use crate::draft::kept::{self, Kept, StoredKept};
use crate::rundown::{Shows, Templates};
use crate::state::saving::Saving;
use crate::storage::Store;

type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// One kind of what is kept.
struct Kind {
    name: &'static str,
    /// Shows what is stored now.
    read: fn(Library) -> Later<()>,
    /// As it is stored; nothing where there is nothing.
    stored: fn(Store) -> Later<Option<String>>,
    /// What restoring it would add.
    compare: fn(Store, RestorePlan) -> Later<RestorePlan>,
    /// Adds what a backup has and is not here.
    add: fn(Saving, String) -> Later<()>,
}

/// Everything that is kept. A new kind needs its row here, and nothing else.
const KINDS: [Kind; 3] = [
    kind::<Ignored>(|library| {
        Box::pin(async move {
            if let Some(ignored) = library.now_kept().await {
                library.ignored.set(ignored);
            }
        })
    }),
    kind::<Shows>(|library| {
        Box::pin(async move {
            if let Some(shows) = library.now_kept().await {
                library.shows.set(shows);
            }
        })
    }),
    kind::<Templates>(|library| {
        Box::pin(async move {
            if let Some(templates) = library.now_kept().await {
                library.show_stored_templates(templates);
            }
        })
    }),
];

const fn kind<T: Kept + 'static>(read: fn(Library) -> Later<()>) -> Kind {
    Kind {
        name: T::NAME,
        read,
        stored: |store| Box::pin(stored_now::<T>(store)),
        compare: |store, plan| Box::pin(compared::<T>(store, plan)),
        add: |saving, json| Box::pin(add::<T>(saving, json)),
    }
}

impl Library {
    async fn now_kept<T: Kept>(&self) -> Option<T> {
        Some(self.saving.store()?.kept().await)
    }

    /// Reads all that is kept.
    pub(in crate::state) fn read_kept(&self) {
        KINDS.iter().for_each(|kind| spawn_local((kind.read)(*self)));
    }

    /// Another tab has changed what is kept under a name.
    pub(in crate::state) fn follow_kept(&self, name: &str) {
        KINDS.iter().filter(|kind| kind.name == name).for_each(|kind| spawn_local((kind.read)(*self)));
    }

    /// All that is kept, as it is stored, for a backup: by name.
    pub(super) async fn all_kept(&self, store: &Store) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for kind in &KINDS {
            all.extend((kind.stored)(store.clone()).await.map(|json| (kind.name.to_owned(), json)));
        }
        all
    }

    /// What restoring a backup would add to what is kept.
    pub(super) async fn compare_kept(&self, mut plan: RestorePlan) -> RestorePlan {
        let Some(store) = self.saving.store() else { return plan };
        for kind in &KINDS {
            plan = (kind.compare)(store.clone(), plan).await;
        }
        plan
    }

    /// Adds what a backup has and is not here.
    pub(super) async fn restore_kept(&self, kept: &BTreeMap<String, String>) {
        for kind in &KINDS {
            if let Some(json) = kept.get(kind.name) {
                (kind.add)(self.saving, json.clone()).await;
            }
        }
        self.read_kept();
    }
}

async fn stored_now<T: Kept>(store: Store) -> Option<String> {
    let value: T = store.kept().await;
    let is_any = value.to_json() != T::default().to_json();
    is_any.then(|| StoredKept::new(&value, 0, None).to_json())
}

async fn compared<T: Kept>(store: Store, mut plan: RestorePlan) -> RestorePlan {
    plan.compare_kept(store.kept::<T>().await);
    plan
}

async fn add<T: Kept>(saving: Saving, json: String) {
    if let Ok(there) = kept::read::<T>(&json) {
        let add = |here: &mut T| {
            here.add(there.value.clone());
        };
        saving.change_kept(&add).await;
    }
}
