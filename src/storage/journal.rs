//! The Rust side of the journal in IndexedDB: object stores of texts under keys, written in transactions.
//!
//! The other side is JavaScript (`journal.js`), because the guard must write there after this code has crashed. A crate
//! for IndexedDB would be a second implementation, and part of the program that crashed.
//!
//! A draft is stored whole, not as a chain of changes, which is cheaper to write and easier to break; a megabyte takes
//! some milliseconds.

use js_sys::{Array, Error, JsString, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::StorageError;

/// The object stores of the journal. Keys and values are texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ObjectStore {
    /// Draft -> the whole draft, as [`schema`](crate::draft::schema) writes it.
    Drafts,
    /// Draft -> its row in the list. Written with the draft, in one transaction.
    Summaries,
    /// Draft and time -> what the history shows about a version.
    Versions,
    /// Draft and time -> the draft at that time.
    VersionTexts,
    /// Deleted draft -> its last revision.
    Tombstones,
    /// Draft and tab -> the draft as saved by a page that was closing, too busy, or crashed.
    Rescued,
    /// What was found under a draft's key and cannot be read as a draft.
    SetAside,
    /// Small facts about the drafts.
    Facts,
}

/// One write.
#[derive(Clone, Debug)]
pub(super) enum JournalWrite {
    Put(ObjectStore, String, String),
    Remove(ObjectStore, String),
}

/// When a write counts as done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// When it survives a crash of the browser. The system writes it to the disk some seconds later.
    Relaxed,
    /// When it is on the disk.
    Strict,
}

/// The state in which the browser opened the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JournalFound {
    /// As it was left.
    Known,
    /// Just created: this is the first visit, or the browser has removed the old one.
    New,
    /// The browser reports that the old one was damaged, and has created a new one.
    Lost,
}

/// A condition for a write: the value under a key must begin with this text or, with `None`, must not exist.
pub(super) type Expected<'a> = (ObjectStore, &'a str, Option<&'a str>);

#[wasm_bindgen(module = "/src/storage/journal.js")]
extern "C" {
    #[wasm_bindgen(js_name = openJournal)]
    fn open_journal() -> Promise;
    #[wasm_bindgen(js_name = read)]
    fn read_js(store: &str, key: &str) -> Promise;
    #[wasm_bindgen(js_name = readSeveral)]
    fn read_several_js(store: &str, keys: Vec<String>) -> Promise;
    #[wasm_bindgen(js_name = readAll)]
    fn read_all_js(store: &str, prefix: &str) -> Promise;
    #[wasm_bindgen(js_name = keysOf)]
    fn keys_of_js(store: &str, prefix: &str) -> Promise;
    #[wasm_bindgen(js_name = write)]
    fn write_js(entries: Array, strict: bool, expected: JsValue) -> Promise;
}

/// Opens the journal.
///
/// # Errors
/// If the browser has no database, or refuses it.
pub(super) async fn open() -> Result<JournalFound, StorageError> {
    let found = awaited(open_journal()).await?;
    Ok(match found.as_string().as_deref() {
        Some("new") => JournalFound::New,
        Some("lost") => JournalFound::Lost,
        _ => JournalFound::Known,
    })
}

/// The value under a key.
pub(super) async fn read(shelf: ObjectStore, key: &str) -> Result<Option<String>, StorageError> {
    Ok(text(&awaited(read_js(shelf.name(), key)).await?))
}

/// The values under several keys.
pub(super) async fn read_several(shelf: ObjectStore, keys: Vec<String>) -> Result<Vec<Option<String>>, StorageError> {
    let values = Array::from(&awaited(read_several_js(shelf.name(), keys)).await?);
    Ok(values.iter().map(|value| text(&value)).collect())
}

/// All keys that begin with a prefix, with their values.
pub(super) async fn read_all(shelf: ObjectStore, prefix: &str) -> Result<Vec<(String, String)>, StorageError> {
    let both = Array::from(&awaited(read_all_js(shelf.name(), prefix)).await?);
    let (keys, values) = (Array::from(&both.get(0)), Array::from(&both.get(1)));
    let pair = |(key, value): (JsValue, JsValue)| Some((text(&key)?, text(&value)?));
    Ok(keys.iter().zip(values.iter()).filter_map(pair).collect())
}

/// All keys that begin with a prefix.
pub(super) async fn keys(shelf: ObjectStore, prefix: &str) -> Result<Vec<String>, StorageError> {
    let keys = Array::from(&awaited(keys_of_js(shelf.name(), prefix)).await?);
    Ok(keys.iter().filter_map(|key| text(&key)).collect())
}

/// Writes all entries or none. Returns false, and writes nothing, if the expected value was not there.
///
/// If the journal is open, the transaction begins at the call, before the future is awaited.
pub(super) fn write(
    entries: &[JournalWrite],
    durability: Durability,
    expected: Option<Expected<'_>>,
) -> impl Future<Output = Result<bool, StorageError>> + use<> {
    let entries: Array = entries.iter().map(JournalWrite::to_js).collect();
    let expected = expected.map_or(JsValue::UNDEFINED, |(shelf, key, value)| triple(shelf, key, value).into());
    let written = write_js(entries, durability == Durability::Strict, expected);
    async { Ok(awaited(written).await?.as_bool() == Some(true)) }
}

impl ObjectStore {
    fn name(self) -> &'static str {
        match self {
            ObjectStore::Drafts => "drafts",
            ObjectStore::Summaries => "summaries",
            ObjectStore::Versions => "versions",
            ObjectStore::VersionTexts => "version_texts",
            ObjectStore::Tombstones => "tombstones",
            ObjectStore::Rescued => "rescued",
            ObjectStore::SetAside => "set_aside",
            ObjectStore::Facts => "facts",
        }
    }
}

impl JournalWrite {
    pub fn put(shelf: ObjectStore, key: impl Into<String>, value: impl Into<String>) -> JournalWrite {
        JournalWrite::Put(shelf, key.into(), value.into())
    }

    pub fn remove(shelf: ObjectStore, key: impl Into<String>) -> JournalWrite {
        JournalWrite::Remove(shelf, key.into())
    }

    fn to_js(&self) -> Array {
        match self {
            JournalWrite::Put(shelf, key, value) => triple(*shelf, key, Some(value)),
            JournalWrite::Remove(shelf, key) => triple(*shelf, key, None),
        }
    }
}

fn triple(shelf: ObjectStore, key: &str, value: Option<&str>) -> Array {
    Array::of3(&shelf.name().into(), &key.into(), &value.map_or(JsValue::UNDEFINED, JsValue::from_str))
}

/// `None` for a value that is not a text: we did not write it.
fn text(value: &JsValue) -> Option<String> {
    value.dyn_ref::<JsString>().map(String::from)
}

async fn awaited(promise: Promise) -> Result<JsValue, StorageError> {
    JsFuture::from(promise).await.map_err(|error| refused(&error))
}

fn refused(error: &JsValue) -> StorageError {
    let error = error.dyn_ref::<Error>();
    match error.map(|error| String::from(error.name())).as_deref() {
        Some("QuotaExceededError") => StorageError::DiskFull,
        // The database has a higher version than this app knows.
        Some("VersionError") => StorageError::NewerJournal,
        Some("NotSupportedError" | "SecurityError") => StorageError::NoJournal,
        _ => StorageError::Refused { message: error.map_or_else(String::new, |error| error.to_string().into()) },
    }
}
