//! Drafts in local storage, one key for each. This copy can be written before a call returns, and it is the only one if
//! the browser has no journal.
//!
//! | Key | Value |
//! |---|---|
//! | `rundown.draft.<id>` | a draft, as [`schema`](crate::draft::schema) writes it |
//! | `rundown.rescued.<id>/<tab>` | a draft, from a page that was closing or that found another draft in its place |
//! | `rundown.damaged.<n>` | an unreadable value that was under a draft's key, unchanged |
//! | `rundown.kept/<name>` | the copy of a kept value, such as the templates; if damaged, it is moved to `rundown.damaged.kept/<name>/<n>` |
//! | `rundown.census` | how many drafts the journal has, to notice that the browser has emptied it |
//! | `rundown.reserve` | filler: space that can be used for deleting a draft when storage is full |
//! | `rundown.trash.<id>` | `{"trashed_ms": …}`, from the first version: the draft was deleted at that time |

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{StorageError, area, report};
use crate::draft::schema::{self, SchemaError, Stamp, StoredDraft};
use crate::draft::{Draft, DraftId, revision};

const DRAFT: &str = "rundown.draft.";
const RESCUED: &str = "rundown.rescued.";
const DAMAGED: &str = "rundown.damaged.";
const TRASH: &str = "rundown.trash.";
const CENSUS: &str = "rundown.census";
const RESERVE: &str = "rundown.reserve";
/// Enough for three trash marks. The reserve is filled again at the next start.
const N_UNITS_RESERVED: usize = 256;
/// The stamp is within the first units of a stored draft.
const N_UNITS_OF_STAMP: u32 = 200;

/// A value that cannot be read as a draft, and its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnreadableValue {
    pub key: String,
    pub raw: String,
    pub reason: SchemaError,
}

/// How the copy of a draft in local storage compares to a known revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CopyState {
    Missing,
    /// It cannot be read, or a newer version wrote it: its revision is unknown.
    Unread,
    Behind,
    Current,
    Ahead,
}

/// Asks the browser whether it stores anything for this page, and reserves space for emergencies.
///
/// # Errors
/// If it does not.
pub(super) fn probe() -> Result<(), StorageError> {
    area::open()?;
    // If there is no space for the reserve, there is none.
    let _ = area::set_json(RESERVE, &"-".repeat(N_UNITS_RESERVED));
    Ok(())
}

/// The stamps of all drafts, by the names in their keys. A name need not be a valid draft's name.
pub(super) fn stamps() -> Vec<(String, Result<Stamp, SchemaError>)> {
    let names = area::keys(DRAFT).unwrap_or_default().into_iter();
    names.filter_map(|name| Some((name.clone(), stamp(&name)?))).collect()
}

fn stamp(name: &str) -> Option<Result<Stamp, SchemaError>> {
    let key = key(DRAFT, name);
    let stamp = match schema::stamp(&area::beginning(&key, N_UNITS_OF_STAMP)?) {
        // It may not have been written by this app.
        Err(SchemaError::NotJson) => schema::stamp(&area::get(&key).ok()??),
        stamp => stamp,
    };
    Some(stamp.and_then(|stamp| if stamp.id.as_str() == name { Ok(stamp) } else { Err(SchemaError::WrongShape) }))
}

/// Reads one draft.
///
/// # Errors
/// If it is missing or cannot be read. The stored value is not changed.
pub(super) fn read(id: &DraftId) -> Result<Draft, StorageError> {
    let key = key(DRAFT, id.as_str());
    let raw = area::get(&key)?.ok_or(StorageError::Missing)?;
    parse(id.as_str(), &raw).map_err(|reason| match reason {
        SchemaError::Newer { schema } => StorageError::Newer { schema },
        reason => StorageError::Unreadable { reason },
    })
}

/// The stored value of a draft, whatever it contains.
pub(super) fn raw(id: &DraftId) -> Option<String> {
    area::get(&key(DRAFT, id.as_str())).ok()?
}

/// Whether the value under a draft's key is sound. `None` if there is no value. O(n).
pub(super) fn verify(name: &str) -> Option<Result<(), SchemaError>> {
    Some(schema::verify(&area::get(&key(DRAFT, name)).ok()??))
}

/// [`read`], with the reason alone as an error.
pub(super) fn read_sound(id: &DraftId) -> Result<Draft, SchemaError> {
    read(id).map_err(StorageError::into_reason)
}

/// Compares the copy of a draft to a revision. O(1): the draft is not read.
pub(super) fn copy_state(id: &DraftId, revision: u64) -> CopyState {
    match stamp(id.as_str()) {
        None => CopyState::Missing,
        Some(Err(_)) => CopyState::Unread,
        Some(Ok(stamp)) => match stamp.revision.cmp(&revision) {
            Ordering::Less => CopyState::Behind,
            Ordering::Equal => CopyState::Current,
            Ordering::Greater => CopyState::Ahead,
        },
    }
}

/// Writes a draft over an earlier revision.
///
/// # Errors
/// If the browser refuses, if another page has left a higher revision there or another text under this one
/// ([`StorageError::NewerRevision`]), or if a newer version of the app wrote it. The stored value is not changed then.
pub(super) fn put(draft: &Draft, stored: &StoredDraft) -> Result<(), StorageError> {
    let key = key(DRAFT, draft.id.as_str());
    if !area::is_as_written(&key) {
        clear_place(&key, draft)?;
    }
    area::set_json(&key, stored).or_else(|error| {
        // Deleting a draft frees space in the end, so it may use the reserve.
        let is_deletion = draft.trashed_ms.is_some();
        if !is_deletion {
            return Err(error);
        }
        area::remove(RESERVE)?;
        area::set_json(&key, stored).map_err(|_| error)
    })?;
    area::remember_as_written(&key);
    Ok(())
}

/// Writes a draft beside its stored copy. The next start chooses between the two.
///
/// # Errors
/// If the browser refuses.
pub(super) fn rescue(draft: &Draft, stored: &StoredDraft, tab: &str) -> Result<(), StorageError> {
    area::set_json(&key(RESCUED, &format!("{}/{tab}", draft.id)), stored)
}

/// The drafts that pages left while closing: the names in their keys, and their values.
pub(super) fn rescued() -> Vec<(String, String)> {
    let names = area::keys(RESCUED).unwrap_or_default().into_iter();
    names.filter_map(|name| Some((name.clone(), area::get(&key(RESCUED, &name)).ok()??))).collect()
}

/// Removes such a leftover. If that fails, the next start makes the same choice again.
pub(super) fn remove_rescued(name: &str) {
    let _ = area::remove(&key(RESCUED, name));
}

/// Removes the copy of a draft.
///
/// # Errors
/// If the browser refuses.
pub(super) fn remove(id: &DraftId) -> Result<(), StorageError> {
    area::remove(&key(DRAFT, id.as_str()))
}

/// Moves an unreadable value from a draft's key to the first free key for damaged values.
///
/// If there is no room to move it, it is as safe in its place: no other draft uses that name.
pub(super) fn set_aside(name: &str, reason: SchemaError) -> Option<UnreadableValue> {
    let from = key(DRAFT, name);
    let raw = area::get(&from).ok()??;
    let is_newer = matches!(reason, SchemaError::Newer { .. });
    let key = if is_newer { from } else { move_aside(&from).unwrap_or(from) };
    Some(UnreadableValue { key, raw, reason })
}

/// The values that were set aside and not removed.
pub(super) fn set_aside_earlier() -> Vec<UnreadableValue> {
    let keys = area::keys(DAMAGED).unwrap_or_default().into_iter().map(|name| key(DAMAGED, &name));
    let found = keys.filter_map(|key| {
        let raw = area::get(&key).ok()??;
        let reason = report::reason_of(&key, &raw);
        Some(UnreadableValue { key, raw, reason })
    });
    found.collect()
}

/// Removes what was set aside.
///
/// # Errors
/// If the browser refuses.
pub(super) fn forget_set_aside(key: &str) -> Result<(), StorageError> {
    if key.starts_with(DAMAGED) { area::remove(key) } else { Ok(()) }
}

/// Moves the deletion times, which the first version of the app stored beside the drafts, into the drafts. It may be
/// interrupted after any step; the next start goes on.
pub(super) fn migrate_trash_marks() {
    #[derive(Deserialize)]
    struct TrashMark {
        trashed_ms: u64,
    }
    let names = area::keys(TRASH).unwrap_or_default();
    for (name, id) in names.into_iter().filter_map(|name| Some((name.clone(), name.parse::<DraftId>().ok()?))) {
        let mark = area::get_json::<TrashMark>(&key(TRASH, &name));
        let migrated = match (mark, read(&id)) {
            (Some(TrashMark { trashed_ms }), Ok(draft)) if draft.trashed_ms.is_none() => {
                let revision = revision::next(draft.revision);
                let draft = Draft { trashed_ms: Some(trashed_ms), revision, ..draft };
                put(&draft, &StoredDraft::new(&draft))
            }
            (_, Ok(_) | Err(StorageError::Missing)) => Ok(()),
            // The next reading of the drafts sets it aside.
            (_, Err(error)) => Err(error),
        };
        if migrated.is_ok() {
            // If that fails, the next start finds nothing left to do.
            let _ = area::remove(&key(TRASH, &name));
        }
    }
}

/// How many drafts the journal had at the last write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Census {
    pub n_drafts: usize,
}

/// The last census. `None` if local storage is new, or was emptied.
pub(super) fn census() -> Option<Census> {
    area::get_json(CENSUS)
}

/// Remembers how many drafts the journal has.
pub(super) fn set_census(n_drafts: usize) {
    if census() != Some(Census { n_drafts }) {
        // It is not the author's work, and the next change writes it again.
        let _ = area::set_json(CENSUS, &Census { n_drafts });
    }
}

/// The size of all of local storage, in UTF-16 units.
pub(super) fn n_units_used() -> usize {
    area::n_units_used().unwrap_or_default()
}

/// The draft that a key of local storage belongs to, if any.
pub fn draft_of_key(key: &str) -> Option<DraftId> {
    let name = key.strip_prefix(DRAFT).or_else(|| key.strip_prefix(RESCUED)?.split('/').next());
    name?.parse().ok()
}

fn key(prefix: &str, name: &str) -> String {
    format!("{prefix}{name}")
}

/// A draft under another draft's name is invalid: it would be saved over that other draft.
fn parse(name: &str, raw: &str) -> Result<Draft, SchemaError> {
    let draft = schema::from_json(raw)?;
    if draft.id.as_str() == name { Ok(draft) } else { Err(SchemaError::WrongShape) }
}

/// Sets aside the value in a draft's place if it cannot be read.
fn clear_place(key: &str, draft: &Draft) -> Result<(), StorageError> {
    let Some(raw) = area::get(key)? else { return Ok(()) };
    match schema::verify(&raw).and_then(|()| schema::stamp(&raw)) {
        Ok(stamp) if stamp.revision > draft.revision => Err(StorageError::NewerRevision),
        // Two pages have gone on from the same revision, and nobody has read what the other one left here.
        Ok(stamp)
            if stamp.revision == draft.revision
                && schema::from_json(&raw).is_ok_and(|theirs| theirs.text != draft.text) =>
        {
            Err(StorageError::NewerRevision)
        }
        Ok(_) => Ok(()),
        Err(SchemaError::Newer { schema }) => Err(StorageError::Newer { schema }),
        Err(_) => move_aside(key).map(drop),
    }
}

/// Moves an unreadable kept value to the first free key for damaged values of its `kind`. Returns that key.
///
/// # Errors
/// If the browser refuses. The value is then unchanged.
pub(super) fn move_kept_aside(from: &str, kind: &str) -> Result<String, StorageError> {
    move_to_free(from, &format!("{kind}/"))
}

/// Moves a value to the first free key for damaged values. Returns that key.
fn move_aside(from: &str) -> Result<String, StorageError> {
    move_to_free(from, "")
}

fn move_to_free(from: &str, prefix: &str) -> Result<String, StorageError> {
    let taken = area::keys(DAMAGED)?;
    let name = (1..=taken.len() + 1).map(|n| format!("{prefix}{n}")).find(|name| !taken.contains(name));
    let to = key(DAMAGED, &name.expect("n names cannot take n + 1 numbers"));
    area::rename(from, &to)?;
    Ok(to)
}
