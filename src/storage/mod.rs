//! Where drafts and settings are kept: the browser's local storage, through gloo-storage.
//!
//! | Key | Value |
//! |---|---|
//! | `rundown.draft.<id>` | a draft, as [`schema`](crate::draft::schema) writes it; also while it is in the trash |
//! | `rundown.trash.<id>` | `{"trashed_ms": …}`: the draft `<id>` was deleted then |
//! | `rundown.damaged.<n>` | what was found under a draft's key and is no draft, exactly as it was |
//! | `rundown.reserve` | nothing: room that a mark can take where there is none left |
//! | `rundown.settings` | a JSON object, one member per setting |
//!
//! A draft is deleted by a mark beside it, not by moving it: so deleting needs no room where there is none, and no
//! crash can come between taking it from one place and putting it in the other.
//!
//! Invariant: a failed write leaves the old value as it was; what cannot be read is never overwritten, what a newer
//! version wrote is not touched; and nothing here panics because the browser refuses.

mod area;
mod drafts;
mod settings;

use thiserror::Error;

pub use self::drafts::{Damaged, DraftStore, Listing, TRASH_DAYS};
pub use self::settings::{Settings, Theme};
use crate::draft::{DraftId, schema::SchemaError};

/// Why something was not stored or not read. The texts tell the author what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StorageError {
    /// The page may store nothing here: allow it in the browser's settings, or download before leaving.
    #[error(
        "the browser does not let this page keep anything. Allow site data for it, or download your notes before you leave"
    )]
    Blocked,
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
    /// There is no such draft (another tab may have removed it): go on with another.
    #[error("it is no longer in the browser's storage")]
    Missing,
    /// What is stored is no draft: it is kept as it is, and listed as damaged after a reload.
    #[error("{reason}. It is kept as it is, and can be downloaded after the page is reloaded")]
    Unreadable {
        /// Where it is kept.
        key: String,
        /// What is wrong with it.
        reason: SchemaError,
    },
    /// A newer version of the app wrote it, in another tab perhaps: download what was changed, and reload.
    #[error("a newer version of Rundown has saved this draft. Download what you changed, then reload the page")]
    Newer {
        /// The version that it has.
        schema: u64,
    },
    /// The browser refused for a reason of its own: try again, or download.
    #[error("the browser refused ({message}). Try again, or download your notes")]
    Refused {
        /// The browser's words.
        message: String,
    },
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
