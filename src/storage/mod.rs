//! Stores drafts and settings in the browser: in local storage, through gloo-storage, and in a journal in IndexedDB.
//!
//! In reading order: `store` (saving and reading a draft), `start` (what happens when the app opens), `found` (the
//! copies that a start brings together), `versions`, `kept` (values that are not drafts) and `facts`; `journal` and
//! `local` with `area` (the two places); `settings`, `session` (what a tab remembers), `opening` (which draft may
//! crash the page); `tabs` (the other tabs), `guard` (after a crash of the app), `usage`, `real_file` (files on the
//! disk); `report` (what the author must know).
//!
//! The journal comes first: a write that it has acknowledged survives a crash of the browser, while local storage
//! reaches the disk seconds late, later the more is written. But local storage writes a draft before the call returns,
//! even in a page that is closing, when a write to the journal may be lost. Damage to one of the two, which mostly
//! empties the journal, does not affect the other. So each draft is in both, and of two copies the one with the higher
//! revision counts, never the one with the later time.
//!
//! Invariant: a failed write leaves the old value as it was. What cannot be read is never overwritten, and what a newer
//! version wrote is not touched. Nothing here panics because the browser refuses.

mod area;
mod facts;
mod found;
pub mod guard;
mod journal;
mod kept;
mod local;
pub mod opening;
pub mod real_file;
mod report;
pub mod session;
mod settings;
mod start;
mod store;
mod tabs;
mod usage;
mod versions;

use thiserror::Error;

pub use self::journal::Durability;
pub use self::kept::Changed;
pub use self::local::draft_of_key;
pub use self::report::{Damaged, StoragePlace, StorageReport};
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
    /// The page may not store anything. The author can allow it in the browser's settings, or download before leaving.
    #[error(
        "the browser does not let this page save anything. Allow site data for it, or download your notes before you leave"
    )]
    Blocked,
    /// The browser has no database for this page. Local storage is used instead; the author can allow site data.
    #[error("the browser has no database for this page. Allow site data for it in the browser's settings")]
    NoJournal,
    /// The quota is used up. The author can download the draft, then delete others for good.
    #[error(
        "the browser's storage is full: it holds {} characters, and this needs {}. \
        Download it, then delete drafts for good that you no longer need",
        characters(*n_units_used),
        characters(*n_units_needed)
    )]
    Full {
        /// The size of all keys and values of this address, in UTF-16 units.
        n_units_used: usize,
        /// The size of the refused one, in UTF-16 units.
        n_units_needed: usize,
    },
    /// The disk space that the browser allows is used up. The author can free some, or delete drafts for good.
    #[error(
        "the browser has no more space for this page. Download it, then delete drafts for good that you no longer need"
    )]
    DiskFull,
    /// There is no such draft; another tab may have removed it. The author can go on with another one.
    #[error("it is no longer in the browser's storage")]
    Missing,
    /// The stored value cannot be read. It is kept unchanged, and can be downloaded.
    #[error("{reason}. It is kept unchanged, and can be downloaded")]
    Unreadable {
        /// What is wrong with it.
        reason: SchemaError,
    },
    /// A newer version of the app wrote it, perhaps in another tab. The author can download the changes, and reload.
    #[error("a newer version of Rundown has saved this draft. Download what you changed, then reload the page")]
    Newer {
        /// The schema version of the stored draft.
        schema: u64,
    },
    /// Another tab has saved a later revision, which counts. The author can reload.
    #[error("another tab has saved it in the meantime. Reload the page")]
    NewerRevision,
    /// A newer version of the app has changed the database format. The author can reload to get that version. Until
    /// then this tab goes on with local storage alone, instead of becoming read-only: the newer version reads older
    /// drafts, and takes the later revision.
    #[error(
        "a newer version of Rundown has been used in this browser. Download what you changed, then reload the page"
    )]
    NewerJournal,
    /// The browser refused for another reason. The author can try again, or download.
    #[error("the browser refused ({message}). Try again, or download your notes")]
    Refused {
        /// The browser's message.
        message: String,
    },
}

impl StorageError {
    /// One reason why both places refused: that of local storage, unless only local storage is missing altogether.
    fn of_both(journal: StorageError, local: StorageError) -> StorageError {
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

/// A name for a draft that no other draft has.
pub fn new_draft_id() -> DraftId {
    let mut bytes = [0; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !filled {
        // Every browser that runs WebAssembly has `crypto`. This is a fallback, because names must never be equal.
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    DraftId::from_random(bytes)
}

/// A length for the author: `640`, `5.2 million`.
fn characters(n_units: usize) -> String {
    let n_tenths = n_units.saturating_add(50_000) / 100_000;
    if n_units < 100_000 { n_units.to_string() } else { format!("{}.{} million", n_tenths / 10, n_tenths % 10) }
}
