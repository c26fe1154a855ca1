//! *Kept* values: what the author has made that is not a draft, such as templates. Each has a name, and is in the
//! journal with a copy in local storage.
//!
//! A change is a closure that is applied to the stored value at the time of writing, so two tabs that change different
//! things both succeed. It may be called again if another tab was faster.
//!
//! Invariant: no tab loses what another one has changed. A value that cannot be read is set aside, never overwritten,
//! and a value from a newer version is not touched. A value that neither place accepts stays in memory, is used from
//! there, and is written with the next change.

use std::cell::RefCell;

use super::journal::{self, Durability, JournalWrite, ObjectStore};
use super::report::{StoragePlace, StorageReport};
use super::{StorageError, Store, area, local};
use crate::draft::kept::{Kept, KeptCopies, KeptCopy, KeptKind};
use crate::draft::revision;
use crate::draft::schema::SchemaError;
use crate::text::{SortedMap, SortedSet};

/// The prefix of the keys of kept values, also of those that are set aside.
pub(super) const KEPT: &str = "kept/";
/// How often a change is tried while other tabs are faster.
const N_TRIES: usize = 20;

/// What this tab remembers about kept values.
#[derive(Default)]
pub(super) struct KeptState {
    /// Values that neither place has accepted, by name.
    unsaved: RefCell<SortedMap<&'static str, String>>,
    /// Keys of unreadable values that were already reported.
    said: RefCell<SortedSet<String>>,
    /// Names of values with an unreadable copy that were not written since: that copy may become readable again.
    unread: RefCell<SortedSet<&'static str>>,
}

/// The result of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed<T, R> {
    /// The value after the change, whether it was stored or not.
    pub value: T,
    /// What the closure has returned.
    pub answer: R,
    /// If it is an error, the value stays in memory while the page is open.
    pub stored: Result<(), StorageError>,
}

/// The stored copies of a value.
struct Places {
    /// The text in the journal, or why it cannot be read.
    journal: Result<Option<String>, StorageError>,
    local: Option<String>,
    memory: Option<String>,
    copies: KeptCopies,
    /// Whether a newer version has written one of them.
    is_newer: bool,
}

/// Makes the JSON of a value of its stored copies, and says their highest revision.
type ChangeJson<'a> = dyn FnMut(&KeptCopies) -> (String, u64) + 'a;

impl Store {
    /// The kept value under the type's name, or the default.
    pub async fn kept<T: Kept>(&self) -> T {
        let places = self.places(KeptKind::of::<T>()).await;
        let is_behind = places.journal.is_ok() && !places.is_newer && !places.copies.are_in_sync();
        if is_behind { self.change_kept(|_: &mut T| ()).await.value } else { places.copies.merged().0 }
    }

    /// Changes a kept value, in both places.
    pub async fn change_kept<T: Kept, R>(&self, change: impl Fn(&mut T) -> R) -> Changed<T, R> {
        let mut changed = None;
        let mut write = |copies: &KeptCopies| {
            let (mut value, revision) = copies.merged();
            let answer = change(&mut value);
            let json = value.to_json();
            changed = Some((value, answer));
            (json, revision)
        };
        let stored = self.change_json(KeptKind::of::<T>(), &mut write).await;
        let (value, answer) = changed.expect("the change is called at least once");
        Changed { value, answer, stored }
    }

    /// Writes what `change` makes of the stored copies.
    async fn change_json(&self, kind: KeptKind, change: &mut ChangeJson<'_>) -> Result<(), StorageError> {
        let mut stored = self.try_change_json(kind, change).await;
        for _ in 1..N_TRIES {
            if stored != Err(StorageError::NewerRevision) {
                break;
            }
            stored = self.try_change_json(kind, change).await;
        }
        stored
    }

    async fn try_change_json(&self, kind: KeptKind, change: &mut ChangeJson<'_>) -> Result<(), StorageError> {
        let places = self.places(kind).await;
        let (value, revision) = change(&places.copies);
        if places.is_newer {
            return Err(StorageError::NewerJournal);
        }
        self.put_kept(kind, &places, value, self.kept_revision_after(kind, revision)).await?;
        self.memory().unread.borrow_mut().remove(kind.name);
        Ok(())
    }

    /// A revision that no copy has: above `revision`, the highest that was read, and above that of any copy that was
    /// not read.
    fn kept_revision_after(&self, kind: KeptKind, revision: u64) -> u64 {
        match self.memory().unread.borrow().contains(kind.name) {
            true => revision::above_unread(revision),
            false => revision::next(self.highest_in_use(revision)),
        }
    }

    /// Reads all copies of a value. Those that cannot be read are set aside.
    async fn places(&self, kind: KeptKind) -> Places {
        let mut journal = journal::read(ObjectStore::Facts, &key(kind)).await;
        let mut is_newer = false;
        let in_journal = match journal.as_ref().ok().cloned().flatten().map(|raw| (kind.read(&raw), raw)) {
            Some((Err(reason), raw)) => {
                is_newer |= is_newer_schema(&reason);
                self.memory().unread.borrow_mut().insert(kind.name);
                if self.set_journal_aside(kind, raw, reason).await {
                    journal = Ok(None);
                }
                None
            }
            read => read.and_then(|(read, _)| read.ok()),
        };
        // From here on there is no await: the write below finds the values that are read here.
        let local = area::get(&local_key(kind)).ok().flatten();
        let in_local = local.as_ref().and_then(|raw| self.sound_in_local(kind, raw, &mut is_newer));
        let memory = self.memory().unsaved.borrow().get(kind.name).cloned();
        let in_memory = memory.as_deref().and_then(|raw| kind.read(raw).ok());
        let copies = KeptCopies { journal: in_journal, local: in_local, memory: in_memory };
        let local = area::get(&local_key(kind)).ok().flatten();
        Places { journal, local, memory, copies, is_newer }
    }

    fn sound_in_local(&self, kind: KeptKind, raw: &str, is_newer: &mut bool) -> Option<KeptCopy> {
        let reason = match kind.read(raw) {
            Ok(copy) => return Some(copy),
            Err(reason) => reason,
        };
        let key = match is_newer_schema(&reason) {
            true => local_key(kind),
            // If there is no room to move it, it stays in its place, and is not overwritten either.
            false => local::move_kept_aside(&local_key(kind), &key(kind)).unwrap_or_else(|_| local_key(kind)),
        };
        *is_newer |= is_newer_schema(&reason);
        self.memory().unread.borrow_mut().insert(kind.name);
        self.report_damaged(StoragePlace::LocalStorage, key, raw.to_owned(), reason);
        None
    }

    /// Moves an unreadable value of the journal to the set-aside store. Returns whether it was moved.
    async fn set_journal_aside(&self, kind: KeptKind, raw: String, reason: SchemaError) -> bool {
        let key = key(kind);
        if is_newer_schema(&reason) {
            self.report_damaged(StoragePlace::Journal, key, raw, reason);
            return false;
        }
        let aside = format!("{key}/{}", super::new_draft_id());
        let entries =
            [JournalWrite::put(ObjectStore::SetAside, &aside, &raw), JournalWrite::remove(ObjectStore::Facts, &key)];
        let moved = journal::write(&entries, Durability::Strict, Some((ObjectStore::Facts, &key, Some(&raw)))).await;
        let is_moved = moved == Ok(true);
        self.report_damaged(StoragePlace::Journal, if is_moved { aside } else { key }, raw, reason);
        is_moved
    }

    /// Reports each value once: it is read again and again.
    fn report_damaged(&self, place: StoragePlace, key: String, raw: String, reason: SchemaError) {
        if self.memory().said.borrow_mut().insert(key.clone()) {
            self.report(StorageReport::damaged(place, key, raw, reason));
        }
    }

    /// Writes a value where it was read, unless it has changed since ([`StorageError::NewerRevision`]).
    async fn put_kept(
        &self,
        kind: KeptKind,
        places: &Places,
        value: String,
        revision: u64,
    ) -> Result<(), StorageError> {
        let refusal = match &places.journal {
            Ok(before) => match write_to_journal(kind, value.clone(), revision, before.as_deref()).await {
                Ok(true) => {
                    self.memory().unsaved.borrow_mut().remove(kind.name);
                    copy_to_local(kind, places, value, revision);
                    return Ok(());
                }
                Ok(false) => return Err(StorageError::NewerRevision),
                Err(error) => error,
            },
            Err(error) => error.clone(),
        };
        let is_here = area::get(&local_key(kind)).ok().flatten() == places.local;
        if !is_here || self.memory().unsaved.borrow().get(kind.name) != places.memory.as_ref() {
            return Err(StorageError::NewerRevision);
        }
        self.put_beside_journal(kind, places, value, revision, refusal)
    }

    /// The journal has refused: writes to local storage or, if that refuses too, to memory.
    fn put_beside_journal(
        &self,
        kind: KeptKind,
        places: &Places,
        value: String,
        revision: u64,
        refusal: StorageError,
    ) -> Result<(), StorageError> {
        let copies = &places.copies;
        let is_damaged = places.local.is_some() && copies.local.is_none();
        let stored = kind.stored(value.clone(), revision, Some(copies.basis_of_local()));
        let error = match area::set_json(&local_key(kind), &stored) {
            _ if is_damaged => refusal,
            Ok(()) => {
                self.memory().unsaved.borrow_mut().remove(kind.name);
                return Ok(());
            }
            Err(error) => StorageError::of_both(refusal, error),
        };
        let stored = kind.stored(value, revision, Some(copies.basis_of_memory()));
        self.memory().unsaved.borrow_mut().insert(kind.name, stored.to_json());
        Err(error)
    }
}

async fn write_to_journal(
    kind: KeptKind,
    value: String,
    revision: u64,
    before: Option<&str>,
) -> Result<bool, StorageError> {
    let key = key(kind);
    let entry = JournalWrite::put(ObjectStore::Facts, &key, kind.stored(value, revision, None).to_json());
    journal::write(&[entry], Durability::Strict, Some((ObjectStore::Facts, &key, before))).await
}

/// Writes the second copy. If there is no room for it, an older copy that could be merged into the journal again is
/// removed.
fn copy_to_local(kind: KeptKind, places: &Places, value: String, revision: u64) {
    let key = local_key(kind);
    let is_damaged = places.local.is_some() && places.copies.local.is_none();
    if is_damaged || area::get(&key).ok().flatten() != places.local {
        return;
    }
    let is_refused = area::set_json(&key, &kind.stored(value, revision, None)).is_err();
    if is_refused && places.copies.local.as_ref().is_some_and(KeptCopy::is_not_in_journal) {
        // The journal has everything in it. If it stays, merging it again changes nothing.
        let _ = area::remove(&key);
    }
}

fn is_newer_schema(reason: &SchemaError) -> bool {
    matches!(reason, SchemaError::Newer { .. })
}

/// The key of the value in the journal.
fn key(kind: KeptKind) -> String {
    format!("{KEPT}{}", kind.name)
}

fn local_key(kind: KeptKind) -> String {
    format!("rundown.{KEPT}{}", kind.name)
}
