//! Drafts in local storage, one key for each: the copy that can be written before a call returns, and the only one where the
//! browser has no journal.
//!
//! | Key | Value |
//! |---|---|
//! | `rundown.draft.<id>` | a draft, as [`schema`](crate::draft::schema) writes it |
//! | `rundown.rescued.<id>/<tab>` | the same, from a page that had no time, or found another's draft in its place |
//! | `rundown.damaged.<n>` | what was found under a draft's key and is no draft, exactly as it was |
//! | `rundown.kept/<name>` | the copy of what is no draft, like templates; damaged, it becomes `rundown.damaged.kept/<name>/<n>` |
//! | `rundown.census` | how many drafts the journal has, so that one that the browser has emptied is noticed |
//! | `rundown.reserve` | nothing: room that a deleted draft can take where there is none left |
//! | `rundown.trash.<id>` | `{"trashed_ms": …}`, of the first version: the draft was deleted then |

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::{StorageError, area, finding};
use crate::draft::schema::{self, SchemaError, Stamp, StoredDraft};
use crate::draft::{Draft, DraftId, revision};

const DRAFT: &str = "rundown.draft.";
const RESCUED: &str = "rundown.rescued.";
const DAMAGED: &str = "rundown.damaged.";
const TRASH: &str = "rundown.trash.";
const CENSUS: &str = "rundown.census";
const RESERVE: &str = "rundown.reserve";
/// Enough for three marks; it is filled up again at the next start.
const N_UNITS_RESERVED: usize = 256;
/// A stamp is among the first units of a stored draft.
const N_UNITS_OF_STAMP: u32 = 200;

/// Something that is no draft to this version of the app, where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub key: String,
    pub raw: String,
    pub reason: SchemaError,
}

/// What local storage has of a draft, beside a revision of it that is known from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Missing,
    /// It is no draft, or a newer version wrote it: nobody knows which revision it is.
    Unread,
    Behind,
    Level,
    Ahead,
}

/// Asks the browser whether it keeps anything for this page, and keeps room free for emergencies.
///
/// # Errors
/// Where it does not.
pub(super) fn probe() -> Result<(), StorageError> {
    area::open()?;
    // Where there is no room for it, none can be kept free.
    let _ = area::set_json(RESERVE, &"-".repeat(N_UNITS_RESERVED));
    Ok(())
}

/// What each draft's key begins with, read as a stamp; the names of keys that are no draft's come as they are.
pub(super) fn stamps() -> Vec<(String, Result<Stamp, SchemaError>)> {
    let names = area::keys(DRAFT).unwrap_or_default().into_iter();
    names.filter_map(|name| Some((name.clone(), stamp(&name)?))).collect()
}

fn stamp(name: &str) -> Option<Result<Stamp, SchemaError>> {
    let key = key(DRAFT, name);
    let stamp = match schema::stamp(&area::beginning(&key, N_UNITS_OF_STAMP)?) {
        // It may have been written otherwise than by us.
        Err(SchemaError::NotJson) => schema::stamp(&area::get(&key).ok()??),
        stamp => stamp,
    };
    Some(stamp.and_then(|stamp| if stamp.id.as_str() == name { Ok(stamp) } else { Err(SchemaError::WrongShape) }))
}

/// Reads one draft.
///
/// # Errors
/// Where it is missing or no draft; it is not changed by that.
pub(super) fn read(id: &DraftId) -> Result<Draft, StorageError> {
    let key = key(DRAFT, id.as_str());
    let raw = area::get(&key)?.ok_or(StorageError::Missing)?;
    parse(id.as_str(), &raw).map_err(|reason| match reason {
        SchemaError::Newer { schema } => StorageError::Newer { schema },
        reason => StorageError::Unreadable { reason },
    })
}

/// A draft as it is stored, whatever it is.
pub(super) fn raw(id: &DraftId) -> Option<String> {
    area::get(&key(DRAFT, id.as_str())).ok()?
}

/// Whether what is under the key of a draft is sound; nothing where there is nothing. O(n).
pub(super) fn verify(name: &str) -> Option<Result<(), SchemaError>> {
    Some(schema::verify(&area::get(&key(DRAFT, name)).ok()??))
}

/// As [`read`], with nothing but what is wrong with it as an error.
pub(super) fn read_sound(id: &DraftId) -> Result<Draft, SchemaError> {
    read(id).map_err(StorageError::into_reason)
}

/// How the copy of a draft stands to a revision of it. O(1): the draft is not read.
pub(super) fn standing(id: &DraftId, revision: u64) -> Standing {
    match stamp(id.as_str()) {
        None => Standing::Missing,
        Some(Err(_)) => Standing::Unread,
        Some(Ok(stamp)) => match stamp.revision.cmp(&revision) {
            Ordering::Less => Standing::Behind,
            Ordering::Equal => Standing::Level,
            Ordering::Greater => Standing::Ahead,
        },
    }
}

/// Writes a draft in place of an earlier revision.
///
/// # Errors
/// Where the browser refuses, where what is stored is newer ([`StorageError::Overtaken`]), or was written by a newer version of
/// the app; the stored one is not changed by that.
pub(super) fn put(draft: &Draft, stored: &StoredDraft) -> Result<(), StorageError> {
    let key = key(DRAFT, draft.id.as_str());
    if !area::is_as_written(&key) {
        make_way(&key, draft)?;
    }
    area::set_json(&key, stored).or_else(|error| {
        // A draft that is deleted makes room in the end: it may take the reserve.
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

/// Keeps a draft beside the one in its place, for the next start to choose from.
///
/// # Errors
/// Where the browser refuses.
pub(super) fn rescue(draft: &Draft, stored: &StoredDraft, tab: &str) -> Result<(), StorageError> {
    area::set_json(&key(RESCUED, &format!("{}/{tab}", draft.id)), stored)
}

/// What pages left behind that had no time: the names of the keys, each with all of its value.
pub(super) fn rescued() -> Vec<(String, String)> {
    let names = area::keys(RESCUED).unwrap_or_default().into_iter();
    names.filter_map(|name| Some((name.clone(), area::get(&key(RESCUED, &name)).ok()??))).collect()
}

/// Forgets what a page has left behind. Where that fails, the next start chooses again, and the same.
pub(super) fn remove_rescued(name: &str) {
    let _ = area::remove(&key(RESCUED, name));
}

/// Removes the copy of a draft.
///
/// # Errors
/// Where the browser refuses.
pub(super) fn remove(id: &DraftId) -> Result<(), StorageError> {
    area::remove(&key(DRAFT, id.as_str()))
}

/// Moves what is under a draft's key and is no draft to the first free key for such things.
///
/// Where there is no room to move, it is as safe where it is: its name is no other draft's.
pub(super) fn set_aside(name: &str, reason: SchemaError) -> Option<Found> {
    let from = key(DRAFT, name);
    let raw = area::get(&from).ok()??;
    let is_newer = matches!(reason, SchemaError::Newer { .. });
    let key = if is_newer { from } else { move_aside(&from).unwrap_or(from) };
    Some(Found { key, raw, reason })
}

/// What was set aside and is still there.
pub(super) fn set_aside_earlier() -> Vec<Found> {
    let keys = area::keys(DAMAGED).unwrap_or_default().into_iter().map(|name| key(DAMAGED, &name));
    let found = keys.filter_map(|key| {
        let raw = area::get(&key).ok()??;
        let reason = finding::reason_of(&key, &raw);
        Some(Found { key, raw, reason })
    });
    found.collect()
}

/// Removes what was set aside.
///
/// # Errors
/// Where the browser refuses.
pub(super) fn forget_set_aside(key: &str) -> Result<(), StorageError> {
    if key.starts_with(DAMAGED) { area::remove(key) } else { Ok(()) }
}

/// Puts into each draft what the first version of the app kept beside it: when it was deleted. Each step can be the last
/// one, and the next start goes on.
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
            // It is set aside by what reads the drafts next.
            (_, Err(error)) => Err(error),
        };
        if migrated.is_ok() {
            // It would be found done the next time.
            let _ = area::remove(&key(TRASH, &name));
        }
    }
}

/// How many drafts the journal had when this was last written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Census {
    pub n_drafts: usize,
}

/// What is known of the journal from here; nothing where local storage is new, or was emptied.
pub(super) fn census() -> Option<Census> {
    area::get_json(CENSUS)
}

/// Remembers how many drafts the journal has.
pub(super) fn set_census(n_drafts: usize) {
    if census() != Some(Census { n_drafts }) {
        // It is no one's work, and the next change brings it up to date.
        let _ = area::set_json(CENSUS, &Census { n_drafts });
    }
}

/// What all of local storage takes, in UTF-16 units.
pub(super) fn n_units_used() -> usize {
    area::n_units_used().unwrap_or_default()
}

/// The draft that a key of local storage has a copy of, if any.
pub fn draft_of_key(key: &str) -> Option<DraftId> {
    let name = key.strip_prefix(DRAFT).or_else(|| key.strip_prefix(RESCUED)?.split('/').next());
    name?.parse().ok()
}

fn key(prefix: &str, name: &str) -> String {
    format!("{prefix}{name}")
}

/// A draft that stands under another's name is none: it would be saved over that other.
fn parse(name: &str, raw: &str) -> Result<Draft, SchemaError> {
    let draft = schema::from_json(raw)?;
    if draft.id.as_str() == name { Ok(draft) } else { Err(SchemaError::WrongShape) }
}

/// Sets aside what is stored in the place of a draft, if it is none.
fn make_way(key: &str, draft: &Draft) -> Result<(), StorageError> {
    let Some(raw) = area::get(key)? else { return Ok(()) };
    match schema::verify(&raw).and_then(|()| schema::stamp(&raw)) {
        Ok(stamp) if stamp.revision > draft.revision => Err(StorageError::Overtaken),
        Ok(_) => Ok(()),
        Err(SchemaError::Newer { schema }) => Err(StorageError::Newer { schema }),
        Err(_) => move_aside(key).map(drop),
    }
}

/// Moves what is kept under a key and cannot be read to the first free key for damage of its `kind`; gives that key.
///
/// # Errors
/// Where the browser refuses; it is as it was then.
pub(super) fn move_kept_aside(from: &str, kind: &str) -> Result<String, StorageError> {
    move_to_free(from, &format!("{kind}/"))
}

/// Moves a value to the first free key for damage; gives that key.
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
