//! What storage reports to the author: what was damaged, what was recovered from where, what the browser refuses.

use std::fmt;

use super::StorageError;
use super::kept::KEPT;
use crate::draft::schema::{self, SchemaError};

/// A report that the author must see.
#[derive(Clone, Debug, PartialEq)]
pub enum StorageReport {
    /// A stored draft cannot be read. It is kept unchanged.
    Damaged(Damaged),
    /// The copy that is usually read was damaged or missing; another copy was used.
    Recovered {
        /// Of the draft.
        title: String,
        /// Where the copy was.
        from: StoragePlace,
    },
    /// Two pages changed a draft independently. One text is open, the other is in the history.
    Diverged {
        /// Of the draft.
        title: String,
    },
    /// The browser's database accepts no writes: there is only the copy in local storage, which reaches the disk late.
    JournalRefuses(StorageError),
    /// Local storage accepts no writes: there is only the copy in the database.
    LocalStorageRefuses,
    /// The browser has removed its database while it held drafts.
    JournalEmptied {
        /// How many drafts are lost, because no copy was found.
        n_lost: usize,
    },
    /// Local storage was emptied. The drafts were in the database as well.
    LocalStorageEmptied,
}

/// A stored value that this version of the app cannot read. It stays where it is until the author removes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// Where it is kept.
    pub place: StoragePlace,
    /// The key of the value.
    pub key: String,
    /// The whole value, for download.
    pub raw: String,
    /// What is wrong with it.
    pub reason: SchemaError,
}

/// Where a copy of a draft can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoragePlace {
    LocalStorage,
    Journal,
    /// Saved by the guard after the app had crashed.
    Guard,
}

impl StorageReport {
    pub(super) fn damaged(place: StoragePlace, key: String, raw: String, reason: SchemaError) -> StorageReport {
        StorageReport::Damaged(Damaged { place, key, raw, reason })
    }

    /// Whether it reports a problem, or only something that was repaired.
    pub fn is_problem(&self) -> bool {
        !matches!(self, StorageReport::Recovered { .. } | StorageReport::LocalStorageEmptied)
    }
}

impl Damaged {
    /// Whether it may be removed. What a newer version has written is a valid draft for that version, and stays.
    pub fn is_removable(&self) -> bool {
        !matches!(self.reason, SchemaError::Newer { .. })
    }

    /// The name of the kept value, if it is not a draft.
    fn kept_name(&self) -> Option<&str> {
        self.key.split_once(KEPT)?.1.split('/').next()
    }
}

/// What is wrong with a value that was set aside earlier.
pub(super) fn reason_of(key: &str, raw: &str) -> SchemaError {
    let is_draft = !key.contains(KEPT);
    schema::from_json(raw).err().filter(|_| is_draft).unwrap_or(SchemaError::WrongShape)
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = &self.reason;
        match (self.kept_name(), reason) {
            (Some(name), _) => write!(
                f,
                "Your {name} cannot be read: {reason}. The stored data is kept unchanged; download it to see what is left.",
            ),
            (None, SchemaError::Newer { .. }) => {
                write!(f, "A draft cannot be opened: {reason}. It is kept unchanged; you can download it.")
            }
            (None, _) => {
                write!(f, "A draft cannot be read: {reason}. It is kept unchanged; download it to see what is left.")
            }
        }
    }
}

impl fmt::Display for StorageReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StorageReport::Damaged(damaged) => damaged.fmt(f),
            StorageReport::Recovered { title, from: StoragePlace::Guard } => {
                write!(f, "Rundown stopped working. “{title}” is as you left it.")
            }
            StorageReport::Recovered { title, .. } => {
                write!(f, "One copy of “{title}” was damaged. The draft was restored from its other copy.")
            }
            StorageReport::Diverged { title } => write!(
                f,
                "“{title}” was changed in two windows at the same time. One text is in the draft, the other is in its \
                history.",
            ),
            StorageReport::JournalRefuses(error) => write!(
                f,
                "The browser's database cannot be used: {error}. Your notes are saved in local storage only, and reach \
                the disk some seconds later."
            ),
            StorageReport::LocalStorageRefuses => f.write_str(
                "Local storage cannot be used. Your notes are saved in the browser's database only. Export what matters.",
            ),
            StorageReport::JournalEmptied { n_lost: 0 } => f.write_str(
                "The browser has emptied its database. All drafts were restored from their second copies.",
            ),
            StorageReport::JournalEmptied { n_lost } => write!(
                f,
                "The browser has emptied its database: {n_lost} {drafts} could not be restored. If you have a backup, \
                restore it from the list of drafts.",
                drafts = if *n_lost == 1 { "draft" } else { "drafts" },
            ),
            StorageReport::LocalStorageEmptied => f.write_str(
                "The browser has emptied local storage. All drafts were restored from the database; the settings are \
                back to their defaults.",
            ),
        }
    }
}
