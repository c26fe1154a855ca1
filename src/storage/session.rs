//! What this tab remembers through a reload, and forgets when it is closed.
//!
//! Invariant: nothing here is the author's work, so it may be lost at any time.

use web_sys::Storage;

/// The text under a name.
pub fn recall(name: &str) -> Option<String> {
    open()?.get_item(name).ok()?
}

/// Stores a text under a name, or removes it.
pub fn remember(name: &str, text: Option<&str>) {
    let Some(storage) = open() else { return };
    // If the browser refuses, the old text is removed too: it may no longer be true.
    let is_kept = text.is_some_and(|text| storage.set_item(name, text).is_ok());
    if !is_kept {
        let _ = storage.remove_item(name);
    }
}

fn open() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
