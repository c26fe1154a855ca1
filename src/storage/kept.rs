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
use crate::draft::kept::{self, Kept, KeptCopies, KeptCopy, StoredKept};
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
struct Places<T> {
    /// The text in the journal, or why it cannot be read.
    journal: Result<Option<String>, StorageError>,
    local: Option<String>,
    memory: Option<String>,
    copies: KeptCopies<T>,
    /// Whether a newer version has written one of them.
    is_newer: bool,
}

impl Store {
    /// The kept value under the type's name, or the default.
    pub async fn kept<T: Kept>(&self) -> T {
        let places = self.places::<T>().await;
        let is_behind = places.journal.is_ok() && !places.is_newer && !places.copies.are_in_sync();
        if is_behind { self.change_kept(|_: &mut T| ()).await.value } else { places.copies.merged().0 }
    }

    /// Changes a kept value, in both places.
    pub async fn change_kept<T: Kept, R>(&self, change: impl Fn(&mut T) -> R) -> Changed<T, R> {
        for _ in 1..N_TRIES {
            let places = self.places::<T>().await;
            let changed = self.try_change(&places, &change).await;
            if changed.stored != Err(StorageError::NewerRevision) {
                return changed;
            }
        }
        self.try_change(&self.places::<T>().await, &change).await
    }

    async fn try_change<T: Kept, R>(&self, places: &Places<T>, change: &impl Fn(&mut T) -> R) -> Changed<T, R> {
        let (mut value, revision) = places.copies.merged();
        let answer = change(&mut value);
        let stored = match places.is_newer {
            true => Err(StorageError::NewerJournal),
            false => self.put_kept(places, &value, self.kept_revision_after::<T>(revision)).await,
        };
        if stored.is_ok() {
            self.memory().unread.borrow_mut().remove(T::NAME);
        }
        Changed { value, answer, stored }
    }

    /// A revision that no copy has: above `revision`, the highest that was read, and above that of any copy that was
    /// not read.
    fn kept_revision_after<T: Kept>(&self, revision: u64) -> u64 {
        match self.memory().unread.borrow().contains(T::NAME) {
            true => revision::above_unread(revision),
            false => revision::next(self.highest_in_use(revision)),
        }
    }

    /// Reads all copies of a value. Those that cannot be read are set aside.
    async fn places<T: Kept>(&self) -> Places<T> {
        let mut journal = journal::read(ObjectStore::Facts, &key::<T>()).await;
        let mut is_newer = false;
        let in_journal = match journal.as_ref().ok().cloned().flatten().map(|raw| (kept::read(&raw), raw)) {
            Some((Err(reason), raw)) => {
                is_newer |= is_newer_schema(&reason);
                self.memory().unread.borrow_mut().insert(T::NAME);
                if self.set_journal_aside::<T>(raw, reason).await {
                    journal = Ok(None);
                }
                None
            }
            read => read.and_then(|(read, _)| read.ok()),
        };
        // From here on there is no await: the write below finds the values that are read here.
        let local = area::get(&local_key::<T>()).ok().flatten();
        let in_local = local.as_ref().and_then(|raw| self.sound_in_local::<T>(raw, &mut is_newer));
        let memory = self.memory().unsaved.borrow().get(T::NAME).cloned();
        let in_memory = memory.as_deref().and_then(|raw| kept::read(raw).ok());
        let copies = KeptCopies { journal: in_journal, local: in_local, memory: in_memory };
        let local = area::get(&local_key::<T>()).ok().flatten();
        Places { journal, local, memory, copies, is_newer }
    }

    fn sound_in_local<T: Kept>(&self, raw: &str, is_newer: &mut bool) -> Option<KeptCopy<T>> {
        let reason = match kept::read(raw) {
            Ok(copy) => return Some(copy),
            Err(reason) => reason,
        };
        let key = match is_newer_schema(&reason) {
            true => local_key::<T>(),
            // If there is no room to move it, it stays in its place, and is not overwritten either.
            false => local::move_kept_aside(&local_key::<T>(), &key::<T>()).unwrap_or_else(|_| local_key::<T>()),
        };
        *is_newer |= is_newer_schema(&reason);
        self.memory().unread.borrow_mut().insert(T::NAME);
        self.report_damaged(StoragePlace::LocalStorage, key, raw.to_owned(), reason);
        None
    }

    /// Moves an unreadable value of the journal to the set-aside store. Returns whether it was moved.
    async fn set_journal_aside<T: Kept>(&self, raw: String, reason: SchemaError) -> bool {
        let key = key::<T>();
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
    async fn put_kept<T: Kept>(&self, places: &Places<T>, value: &T, revision: u64) -> Result<(), StorageError> {
        let refusal = match &places.journal {
            Ok(before) => match write_to_journal(value, revision, before.as_deref()).await {
                Ok(true) => {
                    self.memory().unsaved.borrow_mut().remove(T::NAME);
                    copy_to_local(places, value, revision);
                    return Ok(());
                }
                Ok(false) => return Err(StorageError::NewerRevision),
                Err(error) => error,
            },
            Err(error) => error.clone(),
        };
        let is_here = area::get(&local_key::<T>()).ok().flatten() == places.local;
        if !is_here || self.memory().unsaved.borrow().get(T::NAME) != places.memory.as_ref() {
            return Err(StorageError::NewerRevision);
        }
        self.put_beside_journal(places, value, revision, refusal)
    }

    /// The journal has refused: writes to local storage or, if that refuses too, to memory.
    fn put_beside_journal<T: Kept>(
        &self,
        places: &Places<T>,
        value: &T,
        revision: u64,
        refusal: StorageError,
    ) -> Result<(), StorageError> {
        let copies = &places.copies;
        let is_damaged = places.local.is_some() && copies.local.is_none();
        let stored = StoredKept::new(value, revision, Some(copies.basis_of_local()));
        let error = match area::set_json(&local_key::<T>(), &stored) {
            _ if is_damaged => refusal,
            Ok(()) => {
                self.memory().unsaved.borrow_mut().remove(T::NAME);
                return Ok(());
            }
            Err(error) => StorageError::of_both(refusal, error),
        };
        let stored = StoredKept::new(value, revision, Some(copies.basis_of_memory()));
        self.memory().unsaved.borrow_mut().insert(T::NAME, stored.to_json());
        Err(error)
    }
}

async fn write_to_journal<T: Kept>(value: &T, revision: u64, before: Option<&str>) -> Result<bool, StorageError> {
    let key = key::<T>();
    let entry = JournalWrite::put(ObjectStore::Facts, &key, StoredKept::new(value, revision, None).to_json());
    journal::write(&[entry], Durability::Strict, Some((ObjectStore::Facts, &key, before))).await
}

/// Writes the second copy. If there is no room for it, an older copy that could be merged into the journal again is
/// removed.
fn copy_to_local<T: Kept>(places: &Places<T>, value: &T, revision: u64) {
    let key = local_key::<T>();
    let is_damaged = places.local.is_some() && places.copies.local.is_none();
    if is_damaged || area::get(&key).ok().flatten() != places.local {
        return;
    }
    let is_refused = area::set_json(&key, &StoredKept::new(value, revision, None)).is_err();
    if is_refused && places.copies.local.as_ref().is_some_and(KeptCopy::is_not_in_journal) {
        // The journal has everything in it. If it stays, merging it again changes nothing.
        let _ = area::remove(&key);
    }
}

fn is_newer_schema(reason: &SchemaError) -> bool {
    matches!(reason, SchemaError::Newer { .. })
}

/// The key of the value in the journal.
fn key<T: Kept>() -> String {
    format!("{KEPT}{}", T::NAME)
}

fn local_key<T: Kept>() -> String {
    format!("rundown.{KEPT}{}", T::NAME)
}
