//! Small facts about the drafts: which were deleted for good, when the last backup was made.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::journal::{self, Durability, JournalWrite, ObjectStore};
use super::{StorageError, Store};
use crate::draft::revision;

/// A record of a draft that was deleted for good, so that an old copy of it does not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tombstone {
    /// Its last revision.
    pub revision: u64,
    pub removed_ms: u64,
}

/// A tombstone as stored text.
pub(super) fn tombstone(revision: u64, removed_ms: u64) -> String {
    to_text(&Tombstone { revision, removed_ms })
}

/// Reads a tombstone. One that cannot be read has no effect, and none affects a revision that is written later.
pub(super) fn read_tombstone(json: &str) -> Option<Tombstone> {
    let read: Tombstone = serde_json::from_str(json).ok()?;
    Some(Tombstone { revision: revision::valid(read.revision), ..read })
}

impl Store {
    /// The fact under a name. `None` if there is none, or if it cannot be read.
    pub async fn fact<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let json = journal::read(ObjectStore::Facts, name).await.ok()??;
        serde_json::from_str(&json).ok()
    }

    /// Stores a fact under a name.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn set_fact<T: Serialize>(&self, name: &str, value: &T) -> Result<(), StorageError> {
        let entry = JournalWrite::put(ObjectStore::Facts, name, to_text(value));
        journal::write(&[entry], Durability::Relaxed, None).await.map(drop)
    }
}

fn to_text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("numbers and texts have a JSON form")
}
