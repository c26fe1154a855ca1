//! What storage has to tell the author: what was damaged, what was recovered from where, what the browser refuses.

use std::fmt;

use super::StorageError;
use super::kept::KEPT;
use crate::draft::schema::{self, SchemaError};

/// Something that the author must know.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// What lay in the place of a draft is none, and is kept as it is.
    Damaged(Damaged),
    /// The only sound copy was not where the draft is usually read from.
    Recovered {
        /// Of the draft.
        title: String,
        /// Where the copy was.
        from: Place,
    },
    /// Two pages had written to a draft, and neither knew of the other: one text is open, the other in the history.
    TwoForms {
        /// Of the draft.
        title: String,
    },
    /// The browser's database takes nothing: there is one copy of what is written, and that one reaches the disk late.
    JournalRefuses(StorageError),
    /// Local storage takes nothing: there is one copy of what is written.
    LocalStorageRefuses,
    /// The browser has removed its database while drafts were in it.
    JournalEmptied {
        /// How many drafts are lost: those that no copy was found of.
        n_lost: usize,
    },
    /// Local storage was emptied; the drafts were in the database as well.
    LocalStorageEmptied,
}

/// Something that is no draft to this version of the app. It stays where it is until the author lets go of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// Where it is kept.
    pub place: Place,
    /// Under which key.
    pub key: String,
    /// All of it, to be downloaded.
    pub raw: String,
    /// What is wrong with it.
    pub reason: SchemaError,
}

/// Where a copy of a draft can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    LocalStorage,
    Journal,
    /// What the guard has kept after the app had crashed.
    Guard,
}

impl Finding {
    pub(super) fn damaged(place: Place, key: String, raw: String, reason: SchemaError) -> Finding {
        Finding::Damaged(Damaged { place, key, raw, reason })
    }

    /// Whether it tells of something amiss, or only of what was put right.
    pub fn is_problem(&self) -> bool {
        !matches!(self, Finding::Recovered { .. } | Finding::LocalStorageEmptied)
    }
}

impl Damaged {
    /// Whether nobody needs it: what a newer version has written is that version's draft.
    pub fn is_removable(&self) -> bool {
        !matches!(self.reason, SchemaError::Newer { .. })
    }

    /// The name of what is kept and is no draft.
    fn kept_name(&self) -> Option<&str> {
        self.key.split_once(KEPT)?.1.split('/').next()
    }
}

/// What is wrong with something that was set aside earlier.
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
                "Your {name} cannot be read: {reason}. What is stored is kept as it is; download it to see what is left.",
            ),
            (None, SchemaError::Newer { .. }) => {
                write!(f, "A draft cannot be opened: {reason}. It is left as it is; you can download it.")
            }
            (None, _) => {
                write!(f, "A draft cannot be read: {reason}. It is kept as it is; download it to see what is left.")
            }
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Finding::Damaged(damaged) => damaged.fmt(f),
            Finding::Recovered { title, from: Place::Guard } => {
                write!(f, "Rundown had stopped working. “{title}” is as you left it.")
            }
            Finding::Recovered { title, .. } => {
                write!(f, "“{title}” was damaged in one place and was recovered from its other copy.")
            }
            Finding::TwoForms { title } => write!(
                f,
                "“{title}” was written in two windows that had not heard of each other. One text is in the draft, the \
                 other in its history.",
            ),
            Finding::JournalRefuses(error) => write!(
                f,
                "The browser's database cannot be used: {error}. Your notes are kept in local storage alone, which \
                 reaches the disk some seconds late."
            ),
            Finding::LocalStorageRefuses => f.write_str(
                "Local storage cannot be used. Your notes are kept in the browser's database alone. Export what matters.",
            ),
            Finding::JournalEmptied { n_lost: 0 } => f.write_str(
                "The browser has emptied its database. All drafts are back from their other copy.",
            ),
            Finding::JournalEmptied { n_lost } => write!(
                f,
                "The browser has emptied its database: {n_lost} {drafts} could not be found again. If you have a backup, \
                 restore it from the list of drafts.",
                drafts = if *n_lost == 1 { "draft" } else { "drafts" },
            ),
            Finding::LocalStorageEmptied => f.write_str(
                "The browser has emptied local storage. All drafts are back from the database; settings are as in a new \
                 browser.",
            ),
        }
    }
}
