//! Saves and reads drafts: in the journal, with a copy of each in local storage.
//!
//! Invariant: a saved draft is in the journal or, if the browser refuses that, in local storage. A failed write leaves
//! the old value as it was.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::journal::{self, Durability, JournalWrite, ObjectStore};
use super::local::CopyState;
use super::report::{StoragePlace, StorageReport};
use super::{StorageError, facts, kept, local};
use crate::draft::copies::{self, Copy};
use crate::draft::revision::{self, PlacesRead};
use crate::draft::schema::{self, SchemaError, StoredDraft};
use crate::draft::{Draft, DraftId, DraftSummary};
use crate::text::{SortedMap, sort_by_u64};

/// The drafts of this browser. Clones share their state.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    /// The journal's row of each draft, as far as this tab has seen it.
    rows: RefCell<SortedMap<DraftId, String>>,
    /// Why the journal refused the last write, if it did.
    journal_error: RefCell<Option<StorageError>>,
    /// Tells the leftovers of this page from those of others.
    tab: String,
    on_report: Box<dyn Fn(StorageReport)>,
    is_persistence_wanted: Cell<bool>,
    places_read: Cell<PlacesRead>,
    kept: kept::KeptState,
}

/// A draft as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    pub draft: Draft,
    /// The checksum of the journal's draft. A save passes it as `based_on`.
    pub checksum: Option<String>,
}

/// Why a draft was not saved.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveError {
    /// Another tab has saved it since this tab has read it. The caller merges with that version, and saves again.
    Conflict(Box<Loaded>),
    /// Neither place accepts it.
    Refused(StorageError),
}

impl Store {
    pub(super) fn new(on_report: impl Fn(StorageReport) + 'static) -> Store {
        Store(Rc::new(Inner {
            rows: RefCell::default(),
            journal_error: RefCell::default(),
            tab: super::new_draft_id().to_string()[..8].to_owned(),
            on_report: Box::new(on_report),
            is_persistence_wanted: Cell::new(true),
            places_read: Cell::default(),
            kept: kept::KeptState::default(),
        }))
    }

    /// Reads a draft from the journal or, if that cannot be read, from local storage.
    ///
    /// # Errors
    /// If neither has a sound copy. What was found is kept.
    pub async fn load(&self, id: &DraftId) -> Result<Loaded, StorageError> {
        let json = match journal::read(ObjectStore::Drafts, id.as_str()).await {
            Ok(Some(json)) => json,
            Ok(None) => return Ok(Loaded { draft: local::read(id)?, checksum: None }),
            Err(_) => {
                self.set_places_read(PlacesRead::LocalStorage);
                return Ok(Loaded { draft: local::read(id)?, checksum: None });
            }
        };
        let checksum = schema::stamp(&json).ok().map(|stamp| stamp.checksum);
        match schema::from_json(&json) {
            // Local storage is ahead if the journal has refused the last save.
            Ok(draft) if local::copy_state(id, draft.revision) == CopyState::Ahead => {
                Ok(Loaded { draft: local::read(id).unwrap_or(draft), checksum })
            }
            Ok(draft) => Ok(Loaded { draft, checksum }),
            Err(SchemaError::Newer { schema }) => Err(StorageError::Newer { schema }),
            Err(reason) => self.recover(id, json, reason).await,
        }
    }

    /// The journal's copy is damaged: sets it aside, and replaces it by the copy from local storage.
    async fn recover(&self, id: &DraftId, json: String, reason: SchemaError) -> Result<Loaded, StorageError> {
        let claimed_revision = self.with_row(id, summary_of).flatten().map(|row| row.revision);
        self.set_aside(id, json, reason.clone()).await;
        let draft = local::read(id).map_err(|_| StorageError::Unreadable { reason: reason.clone() })?;
        let unread = Copy { place: copies::CopyPlace::Journal, stamp: Err(reason), claimed_revision };
        let draft = Draft { revision: copies::choose(&[unread, Copy::in_local_storage(&draft)]).revision, ..draft };
        self.report(StorageReport::Recovered { title: draft.title(), from: StoragePlace::LocalStorage });
        let is_written = self.rewrite(&draft).await;
        if !is_written {
            self.set_places_read(PlacesRead::Journal);
        }
        let checksum = is_written.then(|| StoredDraft::new(&draft).checksum().to_owned());
        Ok(Loaded { draft, checksum })
    }

    /// Reads several drafts at once, without those that cannot be read.
    pub async fn drafts(&self, ids: &[DraftId]) -> Vec<Draft> {
        let names = ids.iter().map(DraftId::to_string).collect();
        let journalled = journal::read_several(ObjectStore::Drafts, names).await.unwrap_or_default();
        let mut journalled = journalled.into_iter().map(|json| schema::from_json(&json?).ok());
        let draft = |id: &DraftId| journalled.next().flatten().or_else(|| local::read(id).ok());
        ids.iter().filter_map(draft).collect()
    }

    /// Saves a draft, whose revision must be higher than that of any copy. `based_on`: the checksum that the journal
    /// had when this tab last read or saved the draft; `None` for a new draft. Returns the checksum that the journal
    /// has now.
    ///
    /// # Errors
    /// If another tab was faster, or neither place accepts it. The stored draft is not changed then.
    pub async fn save(
        &self,
        draft: &Draft,
        based_on: Option<&str>,
        durability: Durability,
    ) -> Result<Option<String>, SaveError> {
        let stored = StoredDraft::new(draft);
        match self.journal(draft, &stored, based_on, durability).await {
            Ok(true) => {
                self.0.journal_error.replace(None);
                Ok(Some(stored.checksum().to_owned()))
            }
            Ok(false) => self.overtaken(draft, &stored, durability).await,
            Err(error) => {
                self.save_to_local(draft, &stored, error)?;
                Ok(based_on.map(str::to_owned))
            }
        }
    }

    /// The journal has refused: writes to local storage instead.
    fn save_to_local(&self, draft: &Draft, stored: &StoredDraft, refusal: StorageError) -> Result<(), SaveError> {
        let kept = local::put(draft, stored);
        let is_known = self.0.journal_error.replace(Some(refusal.clone())).is_some();
        match kept {
            Ok(()) if is_known => Ok(()),
            Ok(()) => {
                self.report(StorageReport::JournalRefuses(refusal));
                Ok(())
            }
            Err(StorageError::NewerRevision) => match local::read(&draft.id) {
                Ok(theirs) => Err(SaveError::Conflict(Box::new(Loaded { draft: theirs, checksum: None }))),
                Err(error) => Err(SaveError::Refused(error)),
            },
            Err(error) => Err(SaveError::Refused(StorageError::of_both(refusal, error))),
        }
    }

    /// Writes a copy of a saved draft to local storage. If there is no room, it replaces copies of drafts that the
    /// journal has too, least recently changed first. Returns whether it was written.
    pub fn copy_to_local(&self, draft: &Draft) -> bool {
        let stored = StoredDraft::new(draft);
        match local::put(draft, &stored) {
            Err(StorageError::Full { .. }) => self.make_room(draft, &stored),
            kept => kept.is_ok(),
        }
    }

    /// For a page that is closing: writes a draft to local storage before this returns, and begins to write it to the
    /// journal, under a key of this tab and without comparing it with what is stored, for which there is no time. A tab
    /// that stays open hears of it (`state/saving/merging.rs`), as does the next start.
    ///
    /// # Errors
    /// If local storage refuses. The write to the journal may still succeed.
    pub fn save_at_once(&self, draft: &Draft) -> Result<(), StorageError> {
        let stored = StoredDraft::new(draft);
        self.begin_rescue(draft, &stored, Durability::Strict);
        match local::put(draft, &stored) {
            Err(StorageError::NewerRevision) => local::rescue(draft, &stored, &self.0.tab),
            Err(StorageError::Full { .. }) if self.make_room(draft, &stored) => Ok(()),
            kept => kept,
        }
    }

    /// Begins to write a draft to the journal beside the stored one. For a page that is too busy to learn whether a
    /// save succeeded: this does not wait for the event loop.
    pub fn rescue(&self, draft: &Draft) {
        self.begin_rescue(draft, &StoredDraft::new(draft), Durability::Relaxed);
    }

    fn begin_rescue(&self, draft: &Draft, stored: &StoredDraft, durability: Durability) {
        let entry = JournalWrite::put(ObjectStore::Rescued, format!("{}/{}", draft.id, self.0.tab), to_text(stored));
        let begun = journal::write(&[entry], durability, None);
        // The page may be gone before it is done.
        spawn_local(async { drop(begun.await) });
    }

    /// Removes what [`save_at_once`](Self::save_at_once) or [`rescue`](Self::rescue) wrote to the journal: the page
    /// stayed open, and has saved the draft.
    pub async fn remove_rescue(&self, id: &DraftId) {
        let entry = JournalWrite::remove(ObjectStore::Rescued, format!("{id}/{}", self.0.tab));
        // If it stays, the next start sees it as an older copy.
        let _ = journal::write(&[entry], Durability::Relaxed, None).await;
    }

    /// Removes a deleted draft and its history for good, and leaves a tombstone: a browser that was killed may bring an
    /// old copy back to local storage. `revision`: the highest that is known of it.
    ///
    /// # Errors
    /// If the browser refuses. The draft then stays in the trash.
    pub async fn delete_for_good(&self, id: &DraftId, revision: u64, now_ms: u64) -> Result<(), StorageError> {
        let name = id.as_str();
        let revision = self.highest_in_use(revision);
        let mut entries = vec![
            JournalWrite::put(ObjectStore::Tombstones, name, facts::tombstone(revision, now_ms)),
            JournalWrite::remove(ObjectStore::Drafts, name),
            JournalWrite::remove(ObjectStore::Summaries, name),
        ];
        for key in journal::keys(ObjectStore::Versions, &format!("{name}/")).await.unwrap_or_default() {
            entries.extend([
                JournalWrite::remove(ObjectStore::Versions, &key),
                JournalWrite::remove(ObjectStore::VersionTexts, &key),
            ]);
        }
        // One transaction with the tombstone: a copy that reappears in local storage is then known to be deleted.
        let removed = journal::write(&entries, Durability::Strict, None).await;
        self.0.rows.borrow_mut().remove(id);
        self.update_census();
        let local = local::remove(id);
        removed.map(drop).or(local)
    }

    /// Reads the journal's row of a draft again after another tab has changed it. `None` if the draft is gone.
    pub async fn read_row_again(&self, id: &DraftId) -> Option<DraftSummary> {
        let row = journal::read(ObjectStore::Summaries, id.as_str()).await;
        match row {
            Ok(Some(row)) => {
                let summary = summary_of(&row);
                self.0.rows.borrow_mut().insert(id.clone(), row);
                summary
            }
            Ok(None) => {
                self.0.rows.borrow_mut().remove(id);
                None
            }
            Err(_) => local::read(id).ok().map(|draft| draft.summary()),
        }
    }

    /// Why there is only one copy of what is being written, if so.
    pub fn journal_error(&self) -> Option<StorageError> {
        self.0.journal_error.borrow().clone()
    }

    /// Whether the browser is to be asked to keep the data permanently. True only once.
    pub fn take_persistence_request(&self) -> bool {
        self.0.is_persistence_wanted.replace(false)
    }

    /// The highest revision of a draft that may be in use, given the highest that is known: a new one must be above it.
    /// They differ if the browser did not open a place that may have a copy.
    pub fn highest_in_use(&self, revision: u64) -> u64 {
        revision::highest_in_use(revision, self.0.places_read.get())
    }

    /// Remembers, while the page is open, that only these places could be read, and that other copies may exist.
    pub(super) fn set_places_read(&self, places: PlacesRead) {
        self.0.places_read.set(places);
    }

    pub(super) fn memory(&self) -> &kept::KeptState {
        &self.0.kept
    }

    pub(super) fn report(&self, report: StorageReport) {
        (self.0.on_report)(report);
    }

    /// Calls `f` with the journal's row of a draft, if it has one.
    pub(super) fn with_row<R>(&self, id: &DraftId, f: impl FnOnce(&str) -> R) -> Option<R> {
        self.0.rows.borrow().get(id).map(|row| f(row))
    }

    pub(super) fn remember_row(&self, id: &DraftId, row: String) {
        self.0.rows.borrow_mut().insert(id.clone(), row);
    }

    pub(super) fn set_journal_error(&self, error: StorageError) {
        self.0.journal_error.replace(Some(error));
    }

    /// Updates the count of drafts in local storage.
    pub(super) fn update_census(&self) {
        local::set_census(self.0.rows.borrow().len());
    }

    /// Writes a draft to the journal if the journal has what this tab expects. Returns whether it had.
    async fn journal(
        &self,
        draft: &Draft,
        stored: &StoredDraft,
        based_on: Option<&str>,
        durability: Durability,
    ) -> Result<bool, StorageError> {
        let row = row_of(draft, stored);
        let expected = (ObjectStore::Summaries, draft.id.as_str(), based_on);
        let is_written = journal::write(&entries_of(draft, stored, &row), durability, Some(expected)).await?;
        if is_written {
            let is_new = self.0.rows.borrow_mut().insert(draft.id.clone(), row).is_none();
            if is_new {
                self.update_census();
            }
        }
        Ok(is_written)
    }

    /// The journal does not have what this tab expects: another tab has saved or removed the draft, or everything is
    /// gone.
    async fn overtaken(
        &self,
        draft: &Draft,
        stored: &StoredDraft,
        durability: Durability,
    ) -> Result<Option<String>, SaveError> {
        if self.read_row_again(&draft.id).await.is_some() {
            let theirs = self.load(&draft.id).await.map_err(SaveError::Refused)?;
            // This tab has already saved the same text, without learning of it.
            let is_mine = (theirs.draft.revision, &theirs.draft.text) == (draft.revision, &draft.text);
            return if is_mine { Ok(theirs.checksum) } else { Err(SaveError::Conflict(Box::new(theirs))) };
        }
        // What is being written is not dropped because it was deleted elsewhere, or because the database was emptied.
        let is_written = self.journal(draft, stored, None, durability).await.map_err(SaveError::Refused)?;
        self.look_for_others(&draft.id).await;
        if is_written {
            Ok(Some(stored.checksum().to_owned()))
        } else {
            Err(SaveError::Refused(StorageError::NewerRevision))
        }
    }

    /// After a draft was missing in the journal: if all drafts are, restores them from local storage.
    async fn look_for_others(&self, id: &DraftId) {
        let n_before = self.0.rows.borrow().len();
        let is_emptied = journal::keys(ObjectStore::Drafts, "").await.is_ok_and(|keys| keys.len() <= 1);
        if is_emptied && n_before > 1 {
            self.0.rows.borrow_mut().retain(|known, _| known == id);
            self.copy_to_journal().await;
            let n_lost = n_before.saturating_sub(self.0.rows.borrow().len());
            self.report(StorageReport::JournalEmptied { n_lost });
            self.update_census();
        }
    }

    /// Writes a draft to the journal in place of the copy that has a checksum, or where there is none. Returns whether that was
    /// still so.
    pub(super) async fn write_over(&self, draft: &Draft, checksum: Option<&str>) -> Result<bool, StorageError> {
        self.journal(draft, &StoredDraft::new(draft), checksum, Durability::Strict).await
    }

    /// Writes a draft to the journal without a condition: what was there cannot be read.
    pub(super) async fn rewrite(&self, draft: &Draft) -> bool {
        let stored = StoredDraft::new(draft);
        let row = row_of(draft, &stored);
        let written = journal::write(&entries_of(draft, &stored, &row), Durability::Strict, None).await;
        let is_written = written == Ok(true);
        if is_written {
            self.remember_row(&draft.id, row);
        }
        is_written
    }

    /// Moves the journal's unreadable copy of a draft to a new name.
    pub(super) async fn set_aside(&self, id: &DraftId, raw: String, reason: SchemaError) {
        let removed =
            [ObjectStore::Drafts, ObjectStore::Summaries].map(|shelf| JournalWrite::remove(shelf, id.as_str()));
        self.keep_aside(id, raw, reason, removed.into()).await;
        self.0.rows.borrow_mut().remove(id);
    }

    /// Stores an unreadable copy under a new name, and removes it from its place. Returns whether that worked.
    pub(super) async fn keep_aside(
        &self,
        id: &DraftId,
        raw: String,
        reason: SchemaError,
        mut entries: Vec<JournalWrite>,
    ) -> bool {
        let key = format!("{id}/{}", super::new_draft_id());
        entries.push(JournalWrite::put(ObjectStore::SetAside, &key, &raw));
        // If that fails, it stays in its place, and is found again.
        let is_kept = journal::write(&entries, Durability::Strict, None).await == Ok(true);
        self.report(StorageReport::damaged(StoragePlace::Journal, key, raw, reason));
        is_kept
    }

    /// Removes copies that the journal has too, least recently changed first, until a draft fits.
    fn make_room(&self, draft: &Draft, stored: &StoredDraft) -> bool {
        if self.journal_error().is_some() {
            return false;
        }
        let mut rows: Vec<DraftSummary> = self.0.rows.borrow().values().filter_map(|row| summary_of(row)).collect();
        sort_by_u64(&mut rows, |row| row.modified_ms);
        let others = rows.into_iter().filter(|row| row.id != draft.id);
        let is_in_journal = |row: &DraftSummary| {
            matches!(local::copy_state(&row.id, row.revision), CopyState::Behind | CopyState::Current)
        };
        for row in others.filter(is_in_journal) {
            if local::remove(&row.id).is_ok() && local::put(draft, stored).is_ok() {
                return true;
            }
        }
        false
    }
}

/// What the journal stores for a draft: the whole draft and its row. A tombstone is removed if the draft comes back.
fn entries_of(draft: &Draft, stored: &StoredDraft, row: &str) -> [JournalWrite; 3] {
    let name = draft.id.as_str();
    [
        JournalWrite::put(ObjectStore::Drafts, name, to_text(stored)),
        JournalWrite::put(ObjectStore::Summaries, name, row),
        JournalWrite::remove(ObjectStore::Tombstones, name),
    ]
}

/// The length of a checksum in a row.
const N_CHECKSUM: usize = 16;

/// A row of the journal's list: the draft's checksum, then its summary.
fn row_of(draft: &Draft, stored: &StoredDraft) -> String {
    format!("{}{}", stored.checksum(), schema::summary_to_json(&draft.summary()))
}

pub(super) fn summary_of(row: &str) -> Option<DraftSummary> {
    schema::summary_from_json(row.get(N_CHECKSUM..)?).ok()
}

pub(super) fn checksum_of(row: &str) -> &str {
    row.get(..N_CHECKSUM).unwrap_or_default()
}

fn to_text(stored: &StoredDraft) -> String {
    serde_json::to_string(stored).expect("texts and numbers have a JSON form")
}
