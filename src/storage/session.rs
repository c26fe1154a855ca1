//! What this tab remembers through a reload, and forgets when it is closed.
//!
//! Invariant: nothing here is anyone's work. What the browser does not keep is as if it had never been.

use web_sys::Storage;

/// What is remembered under a name.
pub fn recall(name: &str) -> Option<String> {
    open()?.get_item(name).ok()?
}

/// Remembers a text under a name, or forgets what was there.
pub fn remember(name: &str, text: Option<&str>) {
    let Some(storage) = open() else { return };
    // Where the browser refuses, the old text goes too: it may not fit any more.
    let is_kept = text.is_some_and(|text| storage.set_item(name, text).is_ok());
    if !is_kept {
        let _ = storage.remove_item(name);
    }
}

fn open() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}
