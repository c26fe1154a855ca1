//! Access to local storage that returns every refusal as an error.
//!
//! gloo-storage reads `window.localStorage` in each call and panics if that is blocked, which can also happen while the
//! page is open. So each function here checks first.

use std::cell::RefCell;

use gloo_storage::errors::StorageError as GlooError;
use gloo_storage::{LocalStorage, Storage as _};
use js_sys::{Error, JsString, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Storage;

use super::StorageError;

/// The storage of this page.
pub(super) fn open() -> Result<Storage, StorageError> {
    let storage = web_sys::window().and_then(|window| window.local_storage().ok());
    storage.flatten().ok_or(StorageError::Blocked)
}

/// The keys that begin with `prefix`, without the prefix.
pub(super) fn keys(prefix: &str) -> Result<Vec<String>, StorageError> {
    let all = all_keys(&open()?)?;
    let own = all.iter().filter_map(|key| key.strip_prefix(prefix));
    Ok(own.map(str::to_owned).collect())
}

/// The raw value.
pub(super) fn get(key: &str) -> Result<Option<String>, StorageError> {
    open()?.get_item(key).map_err(refused)
}

/// The value, read from JSON. `None` if it is missing or has another shape.
pub(super) fn get_json<T: DeserializeOwned>(key: &str) -> Option<T> {
    open().ok()?;
    LocalStorage::get(key).ok()
}

/// Stores a value as JSON. If that fails, the old value is still there.
pub(super) fn set_json<T: Serialize>(key: &str, value: &T) -> Result<(), StorageError> {
    open()?;
    LocalStorage::set(key, value).map_err(|error| match error {
        GlooError::JsError(error) if is_full(&error.name) => StorageError::Full {
            n_units_used: n_units_used().unwrap_or_default(),
            n_units_needed: n_units(key) + serde_json::to_string(value).map_or(0, |json| n_units(&json)),
        },
        error => StorageError::Refused { message: error.to_string() },
    })
}

thread_local! {
    /// The key and fingerprint of the value that this page wrote last.
    static WRITTEN: RefCell<Option<(String, Fingerprint)>> = const { RefCell::new(None) };
}

/// Identifies a value that this page wrote: its length, and its beginning, which contains a checksum.
#[derive(PartialEq)]
struct Fingerprint {
    n_units: u32,
    beginning: JsString,
}

/// Long enough for the schema and the checksum of a draft.
const N_UNITS_OF_FINGERPRINT: u32 = 64;

/// Remembers that this page wrote the value under a key, so that it need not be checked before it is overwritten.
pub(super) fn remember_as_written(key: &str) {
    WRITTEN.set(fingerprint(key).map(|fingerprint| (key.to_owned(), fingerprint)));
}

/// Whether the value under a key is the one that was remembered last, and not one from another page. O(1): the value is
/// not copied into a Rust string.
pub(super) fn is_as_written(key: &str) -> bool {
    let now = fingerprint(key);
    let is_same = |(known, fingerprint): &(String, Fingerprint)| known == key && Some(fingerprint) == now.as_ref();
    WRITTEN.with_borrow(|written| written.as_ref().is_some_and(is_same))
}

/// The value as a JavaScript string.
fn value_of(key: &str) -> Option<JsString> {
    Reflect::get(&open().ok()?.into(), &key.into()).ok()?.dyn_into().ok()
}

fn fingerprint(key: &str) -> Option<Fingerprint> {
    let value = value_of(key)?;
    Some(Fingerprint { n_units: value.length(), beginning: value.slice(0, N_UNITS_OF_FINGERPRINT) })
}

/// The first UTF-16 units of a value. O(1): the rest is not copied into a Rust string.
pub(super) fn beginning(key: &str, n_units: u32) -> Option<String> {
    Some(value_of(key)?.slice(0, n_units).into())
}

/// The size of all keys and values, in UTF-16 units. O(keys).
pub(super) fn n_units_used() -> Result<usize, StorageError> {
    let size = |key: &String| n_units(key) + value_of(key).map_or(0, |value| value.length() as usize);
    Ok(all_keys(&open()?)?.iter().map(size).sum())
}

/// Removes a value, if it is there.
pub(super) fn remove(key: &str) -> Result<(), StorageError> {
    open()?.remove_item(key).map_err(refused)
}

/// Moves a value to a key that must be free. It does not go through a Rust string, which cannot hold the lone
/// surrogates that a damaged value may contain.
pub(super) fn rename(from: &str, to: &str) -> Result<(), StorageError> {
    let storage = open()?;
    let value = Reflect::get(&storage, &from.into()).map_err(refused)?;
    Reflect::set(&storage, &to.into(), &value).map_err(refused)?;
    storage.remove_item(from).map_err(refused)
}

fn all_keys(storage: &Storage) -> Result<Vec<String>, StorageError> {
    let n_keys = storage.length().map_err(refused)?;
    let keys: Result<Vec<_>, _> = (0..n_keys).map(|idx| storage.key(idx)).collect();
    Ok(keys.map_err(refused)?.into_iter().flatten().collect())
}

fn n_units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Firefox has its own name for this error.
fn is_full(error_name: &str) -> bool {
    matches!(error_name, "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED")
}

fn refused(error: JsValue) -> StorageError {
    let message = error.dyn_ref::<Error>().map(|error| String::from(error.to_string()));
    StorageError::Refused { message: message.unwrap_or_else(|| format!("{error:?}")) }
}
