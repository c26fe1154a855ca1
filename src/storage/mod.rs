//! Where drafts and settings are kept: the browser's local storage, through gloo-storage, and a journal in IndexedDB.
//!
//! In reading order: `store` (saving and reading a draft), `start` (what is found when the app opens), `versions`, `kept` (what is no draft) and
//! `facts`;
//! `journal` and `local` with `area` (the two places), `settings`, `session` (what a tab remembers), `opening` (what may take the page down); `tabs` (the other ones), `guard` (when all this has crashed),
//! `usage`, `real_file` (one on the disk); `finding` (what the author must know).
//!
//! The journal is what counts: a write that it has acknowledged outlives the browser, while local storage reaches the disk
//! seconds late, later the more is written. But local storage takes a draft before a call returns, in a page that goes
//! away; and damage to the one does not reach the other. So each draft is in both, and of two copies the one with the higher
//! revision counts, never the one with the later time.
//!
//! Invariant: a failed write leaves the old value as it was; what cannot be read is never overwritten, what a newer
//! version wrote is not touched; and nothing here panics because the browser refuses.

mod area;
mod facts;
mod finding;
pub mod guard;
mod journal;
mod kept;
mod local;
pub mod opening;
pub mod real_file;
pub mod session;
mod settings;
mod start;
mod store;
mod tabs;
mod usage;
mod versions;

use thiserror::Error;

pub use self::finding::{Damaged, Finding, Place};
pub use self::journal::Durability;
pub use self::kept::Changed;
pub use self::local::draft_of_key;
pub use self::settings::{Settings, Theme};
pub use self::store::{Loaded, SaveError, Store};
pub use self::tabs::{TabMessage, Tabs};
pub use self::usage::{Usage, ask_to_persist};
use crate::draft::{DraftId, schema::SchemaError};

/// How long a deleted draft can be brought back.
pub const TRASH_DAYS: u64 = 30;

/// Why something was not stored or not read. The texts tell the author what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StorageError {
    /// The page may store nothing here: allow it in the browser's settings, or download before leaving.
    #[error(
        "the browser does not let this page keep anything. Allow site data for it, or download your notes before you leave"
    )]
    Blocked,
    /// The browser has no database for this page, by its settings or at all: local storage is what is left.
    #[error("the browser keeps no database for this page. Allow site data for it in the browser's settings")]
    NoJournal,
    /// The quota is used up: download the draft, then delete others for good.
    #[error(
        "the browser's storage is full: it holds {} characters, and this takes {}. \
         Download it, then delete drafts for good that you no longer need",
        characters(*n_units_used),
        characters(*n_units_needed)
    )]
    Full {
        /// What all keys and values of this address take, in UTF-16 units.
        n_units_used: usize,
        /// What the refused one takes, in UTF-16 units.
        n_units_needed: usize,
    },
    /// The share of the disk that the browser gives is used up: make room on it, or delete drafts for good.
    #[error(
        "the browser has no more room for this page. Download it, then delete drafts for good that you no longer need"
    )]
    DiskFull,
    /// There is no such draft (another tab may have removed it): go on with another.
    #[error("it is no longer in the browser's storage")]
    Missing,
    /// What is stored is no draft: it is kept as it is, and can be downloaded.
    #[error("{reason}. It is kept as it is, and can be downloaded")]
    Unreadable {
        /// What is wrong with it.
        reason: SchemaError,
    },
    /// A newer version of the app wrote it, in another tab perhaps: download what was changed, and reload.
    #[error("a newer version of Rundown has saved this draft. Download what you changed, then reload the page")]
    Newer {
        /// The version that it has.
        schema: u64,
    },
    /// Another tab has saved a later revision: that one counts.
    #[error("another tab has saved it in the meantime. Reload the page")]
    Overtaken,
    /// A newer version of the app has changed the database in a way that this one does not know: reload to get it.
    #[error(
        "a newer version of Rundown has been used in this browser. Download what you changed, then reload the page"
    )]
    NewerJournal,
    /// The browser refused for a reason of its own: try again, or download.
    #[error("the browser refused ({message}). Try again, or download your notes")]
    Refused {
        /// The browser's words.
        message: String,
    },
}

impl StorageError {
    /// Why neither place takes something, as one reason: local storage's, unless that is not there at all and the journal is.
    fn of_neither(journal: StorageError, local: StorageError) -> StorageError {
        let is_journal_there = journal != Self::NoJournal;
        if local == Self::Blocked && is_journal_there { journal } else { local }
    }

    /// What is wrong with a draft that cannot be read.
    fn into_reason(self) -> SchemaError {
        match self {
            Self::Unreadable { reason } => reason,
            Self::Newer { schema } => SchemaError::Newer { schema },
            _ => SchemaError::NotJson,
        }
    }
}

/// A name for a draft that no other has.
pub fn new_draft_id() -> DraftId {
    let mut bytes = [0; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        // Every browser that runs WebAssembly has `crypto`; but no draft may ever take the place of another.
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    DraftId::from_random(bytes)
}

/// A length for people: `640`, `5.2 million`.
fn characters(n_units: usize) -> String {
    let n_tenths = n_units.saturating_add(50_000) / 100_000;
    if n_units < 100_000 { n_units.to_string() } else { format!("{}.{} million", n_tenths / 10, n_tenths % 10) }
}
