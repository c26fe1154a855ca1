//! What events say in words: the name of a key, the kind of a pointer.
//!
//! Anybody may send an event: extensions and what fills in forms send a `keydown` that is no `KeyboardEvent` and has no key.
//! What `web_sys` offers throws then, in the middle of a handler of ours, which counts as running from there on: the next
//! event would be a panic. Clippy keeps these methods out, and `tests/tidy.rs`.
//!
//! Invariant: any event is fine.

use js_sys::Reflect;
use web_sys::Event;

/// The name of a key as `KeyboardEvent.key` has it; empty where the event has none.
pub fn key_of(event: &Event) -> String {
    word(event, "key").unwrap_or_default()
}

/// The key in local storage that another page has changed; none where it emptied all of it, or the event does not say.
pub fn stored_key_of(event: &Event) -> Option<String> {
    word(event, "key")
}

/// `mouse`, `touch` or `pen`; empty where the event does not say.
pub fn pointer_type_of(event: &Event) -> String {
    word(event, "pointerType").unwrap_or_default()
}

fn word(event: &Event, name: &str) -> Option<String> {
    Reflect::get(event, &name.into()).ok()?.as_string()
}
