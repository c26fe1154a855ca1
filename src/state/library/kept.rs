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

/// One kind of what is kept. Its values pass as JSON, so that only this is compiled for each kind.
struct Kind {
    name: &'static str,
    /// As it is stored; nothing where there is nothing.
    stored: fn(Store) -> Later<Option<String>>,
    /// Shows what is stored now.
    show: fn(Library, Option<String>),
    /// What restoring a backup would add to what is stored now.
    compare: fn(&mut RestorePlan, Option<String>),
    /// Adds what a backup has and is not here.
    add: fn(Saving, String) -> Later<()>,
}

/// Everything that is kept. A new kind needs its row here, and nothing else.
const KINDS: [Kind; 3] = [
    kind::<Ignored>(|library, json| library.ignored.set(value(json))),
    kind::<Shows>(|library, json| library.shows.set(value(json))),
    kind::<Templates>(|library, json| library.show_stored_templates(value(json))),
];

const fn kind<T: Kept + 'static>(show: fn(Library, Option<String>)) -> Kind {
    Kind {
        name: T::NAME,
        stored: |store| Box::pin(stored::<T>(store)),
        show,
        compare: |plan, json| plan.compare_kept::<T>(value(json)),
        add: |saving, json| Box::pin(add::<T>(saving, json)),
    }
}

impl Library {
    /// Reads all that is kept.
    pub(in crate::state) fn read_kept(&self) {
        KINDS.iter().for_each(|kind| self.read_kind(kind));
    }

    /// Another tab has changed what is kept under a name.
    pub(in crate::state) fn follow_kept(&self, name: &str) {
        KINDS.iter().filter(|kind| kind.name == name).for_each(|kind| self.read_kind(kind));
    }

    fn read_kind(&self, kind: &'static Kind) {
        let library = *self;
        spawn_local(async move {
            if let Some(store) = library.saving.store() {
                let json = (kind.stored)(store).await;
                (kind.show)(library, json);
            }
        });
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
    pub(super) async fn compare_kept(&self, plan: &mut RestorePlan) {
        let Some(store) = self.saving.store() else { return };
        for kind in &KINDS {
            let json = (kind.stored)(store.clone()).await;
            (kind.compare)(plan, json);
        }
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

async fn stored<T: Kept>(store: Store) -> Option<String> {
    let value: T = store.kept().await;
    let is_any = value.to_json() != T::default().to_json();
    is_any.then(|| StoredKept::new(&value, 0, None).to_json())
}

/// What [`stored`] gave.
fn value<T: Kept>(json: Option<String>) -> T {
    json.and_then(|json| kept::read::<T>(&json).ok()).map(|stored| stored.value).unwrap_or_default()
}

async fn add<T: Kept>(saving: Saving, json: String) {
    if let Ok(there) = kept::read::<T>(&json) {
        let add = |here: &mut T| {
            here.add(there.value.clone());
        };
        saving.change_kept(&add).await;
    }
}
