//! Drafts in local storage, one key for each.

use serde::{Deserialize, Serialize};

use super::{StorageError, area};
use crate::draft::schema::{self, SchemaError, StoredDraft};
use crate::draft::{Draft, DraftId, DraftSummary};

/// How long a deleted draft can be brought back.
pub const TRASH_DAYS: u64 = 30;

const DRAFT: &str = "rundown.draft.";
const TRASH: &str = "rundown.trash.";
const DAMAGED: &str = "rundown.damaged.";

/// The drafts of this browser. There is one only where they can be kept.
#[derive(Clone, Copy, Debug)]
pub struct DraftStore(());

/// What is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The drafts, in no particular order, without those in the trash.
    pub summaries: Vec<DraftSummary>,
    /// What was found in place of a draft.
    pub damaged: Vec<Damaged>,
}

/// Something that is no draft to this version of the app. It stays where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// Where it is kept.
    pub key: String,
    /// All of it, to be downloaded.
    pub raw: String,
    /// What is wrong and what to do, as a sentence for the author.
    pub reason: String,
}

/// Keeps room free for marks, so that a full storage can be emptied by deleting.
const RESERVE: &str = "rundown.reserve";
/// Enough for three marks; it is filled up again at the next start.
const N_UNITS_RESERVED: usize = 256;

#[derive(Serialize, Deserialize)]
struct TrashMark {
    trashed_ms: u64,
}

impl DraftStore {
    /// Asks the browser whether it keeps anything for this page.
    ///
    /// # Errors
    /// Where it does not.
    pub fn probe() -> Result<DraftStore, StorageError> {
        area::open()?;
        // Where there is no room for it, none can be kept free.
        let _ = area::set_json(RESERVE, &"-".repeat(N_UNITS_RESERVED));
        Ok(DraftStore(()))
    }

    /// Reads every draft. What is none is set aside under a key of its own, and listed from then on.
    /// O(all that is stored). Where the browser has come to refuse since the probe, nothing is listed.
    pub fn list(&self) -> Listing {
        let mut listing = Listing { summaries: Vec::new(), damaged: damaged_earlier() };
        for name in area::keys(DRAFT).unwrap_or_default() {
            let key = key(DRAFT, &name);
            let Ok(Some(raw)) = area::get(&key) else { continue };
            match parse(&name, &raw) {
                Ok(draft) if is_trashed(&draft.id) => {}
                Ok(draft) => listing.summaries.push(draft.summary()),
                Err(reason @ SchemaError::Newer { .. }) => listing.damaged.push(Damaged::new(key, raw, reason)),
                Err(reason) => {
                    // Where there is no room to move, it is as safe where it is: its name is no other draft's.
                    let key = set_aside(&key).unwrap_or(key);
                    listing.damaged.push(Damaged::new(key, raw, reason));
                }
            }
        }
        listing
    }

    /// Reads one draft.
    ///
    /// # Errors
    /// Where it is missing or no draft; it is not changed by that.
    pub fn load(&self, id: &DraftId) -> Result<Draft, StorageError> {
        read(id.as_str())
    }

    /// Writes a draft in place of its last revision.
    ///
    /// # Errors
    /// Where the browser refuses, or a newer version of the app has written it; the stored one is not changed by that.
    pub fn save(&self, draft: &Draft) -> Result<(), StorageError> {
        let key = key(DRAFT, draft.id.as_str());
        if !area::is_as_written(&key) {
            make_way(&key)?;
        }
        area::set_json(&key, &StoredDraft::new(draft))?;
        area::remember_as_written(&key);
        Ok(())
    }

    /// Deletes a draft, such that it can be brought back for [`TRASH_DAYS`].
    ///
    /// # Errors
    /// Where the browser refuses; the draft is not deleted then.
    pub fn trash(&self, id: &DraftId, now_ms: u64) -> Result<(), StorageError> {
        let mark = || area::set_json(&key(TRASH, id.as_str()), &TrashMark { trashed_ms: now_ms });
        mark().or_else(|error| {
            area::remove(RESERVE)?;
            mark().map_err(|_| error)
        })
    }

    /// Brings a deleted draft back.
    ///
    /// # Errors
    /// Where the browser refuses; the draft stays in the trash then.
    pub fn untrash(&self, id: &DraftId) -> Result<(), StorageError> {
        area::remove(&key(TRASH, id.as_str()))
    }

    /// The deleted drafts that can be brought back, the one deleted last first.
    pub fn list_trash(&self) -> Vec<DraftSummary> {
        let mut trash: Vec<(u64, DraftSummary)> = trash_marks()
            .into_iter()
            .filter_map(|(id, mark)| Some((mark.trashed_ms, read(id.as_str()).ok()?.summary())))
            .collect();
        trash.sort_unstable_by(|(a_ms, a), (b_ms, b)| (b_ms, &b.id).cmp(&(a_ms, &a.id)));
        trash.into_iter().map(|(_, summary)| summary).collect()
    }

    /// Removes for good what was deleted [`TRASH_DAYS`] ago. Says which drafts went.
    pub fn purge_trash(&self, now_ms: u64) -> Vec<DraftId> {
        const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
        let is_due = |mark: &TrashMark| now_ms.saturating_sub(mark.trashed_ms) >= TRASH_DAYS * DAY_MS;
        let due = trash_marks().into_iter().filter(|(_, mark)| is_due(mark));
        due.filter_map(|(id, _)| self.delete_for_good(&id).ok().map(|()| id)).collect()
    }

    /// Removes a deleted draft for good, which makes room for others.
    ///
    /// # Errors
    /// Where it is not in the trash, is no draft to this version of the app, or the browser refuses.
    pub fn delete_for_good(&self, id: &DraftId) -> Result<(), StorageError> {
        if !is_trashed(id) {
            return Err(StorageError::Missing);
        }
        match read(id.as_str()) {
            // The draft before its mark: should anything come between, it must not show up again.
            Ok(_) => area::remove(&key(DRAFT, id.as_str()))?,
            Err(StorageError::Missing) => {}
            Err(error) => return Err(error),
        }
        area::remove(&key(TRASH, id.as_str()))
    }
}

impl Damaged {
    fn new(key: String, raw: String, reason: SchemaError) -> Damaged {
        let reason = format!("A draft cannot be read: {reason}. It is kept as it is; download it to see what is left.");
        Damaged { key, raw, reason }
    }
}

fn key(prefix: &str, name: &str) -> String {
    format!("{prefix}{name}")
}

/// Reads what is stored under the name of a draft.
fn read(name: &str) -> Result<Draft, StorageError> {
    let key = key(DRAFT, name);
    let raw = area::get(&key)?.ok_or(StorageError::Missing)?;
    parse(name, &raw).map_err(|reason| match reason {
        SchemaError::Newer { schema } => StorageError::Newer { schema },
        reason => StorageError::Unreadable { key, reason },
    })
}

/// A draft that stands under another's name is none: it would be saved over that other.
fn parse(name: &str, raw: &str) -> Result<Draft, SchemaError> {
    let draft = schema::from_json(raw)?;
    if draft.id.as_str() == name { Ok(draft) } else { Err(SchemaError::WrongShape) }
}

/// Sets aside what is stored in the place of a draft, if it is none.
fn make_way(key: &str) -> Result<(), StorageError> {
    match area::get(key)?.as_deref().map(schema::verify) {
        None | Some(Ok(())) => Ok(()),
        Some(Err(SchemaError::Newer { schema })) => Err(StorageError::Newer { schema }),
        Some(Err(_)) => set_aside(key).map(drop),
    }
}

/// Moves what is no draft to the first free key for such things; gives that key.
fn set_aside(from: &str) -> Result<String, StorageError> {
    let taken = area::keys(DAMAGED)?;
    let name = (1..=taken.len() + 1).map(|n| n.to_string()).find(|name| !taken.contains(name));
    let to = key(DAMAGED, &name.expect("n names cannot take n + 1 numbers"));
    area::rename(from, &to)?;
    Ok(to)
}

fn damaged_earlier() -> Vec<Damaged> {
    let keys = area::keys(DAMAGED).unwrap_or_default().into_iter().map(|name| key(DAMAGED, &name));
    let damaged = keys.filter_map(|key| {
        let raw = area::get(&key).ok()??;
        let reason = schema::from_json(&raw).err().unwrap_or(SchemaError::WrongShape);
        Some(Damaged::new(key, raw, reason))
    });
    damaged.collect()
}

fn is_trashed(id: &DraftId) -> bool {
    area::get_json::<TrashMark>(&key(TRASH, id.as_str())).is_some()
}

/// A mark that cannot be read counts for nothing: the draft is back in the list.
fn trash_marks() -> Vec<(DraftId, TrashMark)> {
    let ids = area::keys(TRASH).unwrap_or_default().into_iter().filter_map(|name| name.parse().ok());
    ids.filter_map(|id: DraftId| Some((id.clone(), area::get_json(&key(TRASH, id.as_str()))?))).collect()
}
