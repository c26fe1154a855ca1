//! Small things that are known of the drafts and that are no draft: what was deleted for good, when the last backup was.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::journal::{self, Durability, Entry, Shelf};
use super::{StorageError, Store};
use crate::draft::revision;

/// What is left of a draft that was deleted for good, so that an old copy of it does not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tombstone {
    /// The last revision that there was.
    pub revision: u64,
    pub removed_ms: u64,
}

/// A tombstone as it is written.
pub(super) fn tombstone(revision: u64, removed_ms: u64) -> String {
    to_text(&Tombstone { revision, removed_ms })
}

/// A tombstone as it is read; one that cannot be read buries nothing, and none buries whatever may still be written.
pub(super) fn read_tombstone(json: &str) -> Option<Tombstone> {
    let read: Tombstone = serde_json::from_str(json).ok()?;
    Some(Tombstone { revision: revision::stored(read.revision), ..read })
}

impl Store {
    /// What is remembered under a name; nothing where it is not, or cannot be read.
    pub async fn fact<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let json = journal::read(Shelf::Facts, name).await.ok()??;
        serde_json::from_str(&json).ok()
    }

    /// Remembers something under a name.
    ///
    /// # Errors
    /// Where the browser refuses.
    pub async fn set_fact<T: Serialize>(&self, name: &str, value: &T) -> Result<(), StorageError> {
        let entry = Entry::put(Shelf::Facts, name, to_text(value));
        journal::write(&[entry], Durability::Relaxed, None).await.map(drop)
    }
}

fn to_text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("numbers and texts have a JSON form")
}
