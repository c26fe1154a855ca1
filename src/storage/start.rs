//! Opens the store. For each draft the copy with the highest sound revision is chosen, and unfinished work is
//! completed.
//!
//! The browser may die after any step. The next start then finds the same state or a better one, because a copy is
//! removed only after another one that is as good is on the disk.

use std::collections::BTreeMap;

use super::finding::{self, Finding, Place};
use super::journal::{self, Durability, Entry, JournalFound, Shelf};
use super::local::Standing;
use super::store::{Loaded, checksum_of, summary_of};
use super::{Damaged, StorageError, Store, Usage, facts, local};
use crate::draft::copies::{self, Choice, Copy};
use crate::draft::revision::PlacesRead;
use crate::draft::schema::{self, SchemaError, Stamp};
use crate::draft::versions::VersionCause;
use crate::draft::{Draft, DraftId, DraftSummary};

/// A longer draft is copied only when it is open. In bytes.
const MAX_COPIED_BYTES: usize = 200_000;
/// Local storage is filled with copies up to here: half of its quota, to leave room for what is being written.
const N_UNITS_AMPLE: usize = Usage::N_UNITS_LOCAL_QUOTA / 2;

/// The name under which the guard saves.
const GUARD: &str = "guard";

/// All copies that were found of one draft.
#[derive(Default)]
struct Copies(Vec<Found>);

struct Found {
    origin: Origin,
    stamp: Result<Stamp, SchemaError>,
    /// The revision it claimed before it turned out to be unreadable.
    claimed_revision: Option<u64>,
}

/// Where a copy is.
#[derive(Clone)]
enum Origin {
    Local,
    Journal,
    /// Left by a page that was closing, or by the guard.
    Rescued {
        key: String,
        json: String,
        is_local: bool,
    },
}

impl Store {
    /// Opens the storage that the browser offers. Returns the rows of all drafts, unsorted, including the trash.
    /// Reports what the author must know through `on_finding`, now and later. O(drafts); reads only drafts whose copies
    /// differ.
    pub async fn open(on_finding: impl Fn(Finding) + 'static) -> (Store, Vec<DraftSummary>) {
        let store = Store::new(on_finding);
        let has_local = local::probe().is_ok();
        local::migrate_trash_marks();
        for local::Found { key, raw, reason } in local::set_aside_earlier() {
            store.find(Finding::damaged(Place::LocalStorage, key, raw, reason));
        }
        let summaries = match journal::open().await {
            Ok(found) => store.start_with_journal(found, has_local).await,
            Err(error) => Err(error),
        };
        let summaries = summaries.unwrap_or_else(|error| store.start_without_journal(error, has_local));
        (store, summaries)
    }

    /// Reconciles the copies of each draft, and lists the drafts.
    ///
    /// # Errors
    /// If the journal cannot be read. Nothing is written then, because the journal may have the latest revisions.
    async fn start_with_journal(
        &self,
        found: JournalFound,
        has_local: bool,
    ) -> Result<Vec<DraftSummary>, StorageError> {
        let census = local::census();
        let journalled = self.read_journal().await?;
        let is_local_emptied = census.is_none() && !journalled.is_empty();
        let gathered = gathered(journalled).await?;
        self.find_set_aside().await;
        if !has_local {
            self.find(Finding::LocalStorageRefuses);
        } else if is_local_emptied {
            self.find(Finding::LocalStorageEmptied);
        }
        let n_before = census.unwrap_or_default().n_drafts;
        let is_journal_emptied = found != JournalFound::Known && n_before > 0;
        if !has_local || is_local_emptied {
            self.reads_only(PlacesRead::Journal);
        } else if is_journal_emptied {
            self.reads_only(PlacesRead::LocalStorage);
        }
        let mut summaries = Vec::new();
        for (id, copies) in gathered {
            summaries.extend(self.settle(&id, copies).await);
        }
        self.find_foreign_names();
        if is_journal_emptied {
            self.find(Finding::JournalEmptied { n_lost: n_before.saturating_sub(summaries.len()) });
        }
        self.count();
        Ok(summaries)
    }

    /// The journal's copies of all drafts, read from their rows.
    async fn read_journal(&self) -> Result<BTreeMap<DraftId, Found>, StorageError> {
        let mut rows: BTreeMap<String, String> = journal::read_all(Shelf::Summaries, "").await?.into_iter().collect();
        let mut found = BTreeMap::new();
        for name in journal::keys(Shelf::Drafts, "").await? {
            let row = rows.remove(&name);
            if let Ok(id) = name.parse::<DraftId>() {
                let in_journal = self.found_in_journal(&id, row).await?;
                found.insert(id, in_journal);
            }
        }
        Ok(found)
    }

    /// The journal's copy of a draft, read from its row. A damaged row is made again from the draft.
    ///
    /// # Errors
    /// If the journal does not return the draft. That is not damage, and the draft must not be overwritten.
    async fn found_in_journal(&self, id: &DraftId, row: Option<String>) -> Result<Found, StorageError> {
        let stamp = row.as_deref().and_then(|row| Some(stamp_of(row, &summary_of(row)?)));
        if let Some(row) = row {
            self.know(id, row);
        }
        let stamp = match stamp.filter(|stamp| stamp.id == *id) {
            Some(stamp) => Ok(stamp),
            None => {
                journal::read(Shelf::Drafts, id.as_str()).await?;
                self.make_row_again(id).await
            }
        };
        Ok(Found::new(Origin::Journal, stamp))
    }

    async fn make_row_again(&self, id: &DraftId) -> Result<Stamp, SchemaError> {
        let Loaded { draft, .. } = self.load(id).await.map_err(StorageError::into_reason)?;
        self.rewrite(&draft).await;
        schema::stamp(&schema::to_json(&draft))
    }

    /// Writes the best copy of a draft to the journal, and keeps the texts that differ from it. Returns the draft's
    /// row.
    async fn settle(&self, id: &DraftId, mut copies: Copies) -> Option<DraftSummary> {
        // A draft that the browser does not return now is neither set aside nor overwritten.
        if copies.is_settled() || journal::read(Shelf::Drafts, id.as_str()).await.is_err() {
            return self.row(id).or_else(|| Some(local::read(id).ok()?.summary()));
        }
        loop {
            let choice = copies::choose(&copies.to_choose_from());
            if choice.newer_schema {
                // Nothing is written in its places, and nothing is moved.
                self.find_newer(id, &copies).await;
                return None;
            }
            if copies.mark_unreadable(id, &choice).await {
                continue;
            }
            self.keep_unsound(id, &copies, &choice).await;
            let idx = choice.take?;
            let draft = copies.0[idx].read(id).await.ok()?;
            return Some(self.take(draft, idx, &copies, &choice).await.summary());
        }
    }

    /// Writes the chosen copy to the journal under its new revision, and only then removes the leftovers that it is
    /// better than.
    async fn take(&self, draft: Draft, idx: usize, copies: &Copies, choice: &Choice) -> Draft {
        let are_kept = self.keep_older(&draft, copies, choice).await;
        let is_as_found = draft.revision == choice.revision;
        let draft = Draft { revision: choice.revision, ..draft };
        let is_journalled = matches!(copies.0[idx].origin, Origin::Journal) && is_as_found;
        if is_journalled || self.rewrite(&draft).await {
            if are_kept {
                copies.let_go().await;
            }
        } else {
            // The next save writes it to the journal.
            self.reads_only(PlacesRead::Journal);
        }
        if copies.0[idx].is_of_guard() {
            self.find(Finding::Recovered { title: draft.title(), from: Place::Guard });
        }
        draft
    }

    /// Puts the texts of the other copies into the history of the draft. Returns whether all of them were stored.
    async fn keep_older(&self, taken: &Draft, copies: &Copies, choice: &Choice) -> bool {
        let mut are_kept = true;
        for older in choice.older.iter().map(|idx| &copies.0[*idx]) {
            let Ok(other) = older.read(&taken.id).await else { continue };
            if other.text == taken.text {
                continue;
            }
            are_kept &= self.keep_version(&other, VersionCause::Recovered, other.modified_ms).await.is_ok();
            // Equal revisions with different texts: neither is based on the other.
            if other.revision == taken.revision {
                self.find(Finding::TwoForms { title: taken.title() });
            }
        }
        are_kept
    }

    /// Reports the copies that a newer version of the app has written.
    async fn find_newer(&self, id: &DraftId, copies: &Copies) {
        for found in copies.0.iter().filter(|found| !matches!(found.origin, Origin::Rescued { .. })) {
            let Err(reason @ SchemaError::Newer { .. }) = &found.stamp else { continue };
            let place = if matches!(found.origin, Origin::Local) { Place::LocalStorage } else { Place::Journal };
            let raw = found.raw(id).await.unwrap_or_default();
            self.find(Finding::damaged(place, id.to_string(), raw, reason.clone()));
        }
    }

    /// Sets aside the copies that cannot be read.
    async fn keep_unsound(&self, id: &DraftId, copies: &Copies, choice: &Choice) {
        for found in choice.unreadable.iter().map(|idx| &copies.0[*idx]) {
            let Err(reason) = found.stamp.clone() else { continue };
            match &found.origin {
                Origin::Local => {
                    if let Some(local::Found { key, raw, reason }) = local::set_aside(id.as_str(), reason) {
                        self.find(Finding::damaged(Place::LocalStorage, key, raw, reason));
                    }
                }
                Origin::Journal => {
                    // It is no longer there if it was set aside when its row was made again.
                    if let Some(raw) = found.raw(id).await {
                        self.set_aside(id, raw, reason).await;
                    }
                }
                Origin::Rescued { key, json, is_local } => {
                    let removed = (!is_local).then(|| Entry::remove(Shelf::Rescued, key));
                    let is_kept = self.keep_aside(id, json.clone(), reason, removed.into_iter().collect()).await;
                    if *is_local && is_kept {
                        local::remove_rescued(key);
                    }
                }
            }
        }
    }

    fn row(&self, id: &DraftId) -> Option<DraftSummary> {
        self.with_row(id, summary_of).flatten()
    }

    /// Reports what was set aside in the journal and not removed.
    async fn find_set_aside(&self) {
        for (key, raw) in journal::read_all(Shelf::SetAside, "").await.unwrap_or_default() {
            let reason = finding::reason_of(&key, &raw);
            self.find(Finding::damaged(Place::Journal, key, raw, reason));
        }
    }

    /// Starts with local storage alone: each draft is read, because there is no list.
    fn start_without_journal(&self, error: StorageError, has_local: bool) -> Vec<DraftSummary> {
        // If neither works, nothing can be saved, and the save state says so.
        if has_local {
            self.find(Finding::JournalRefuses(error.clone()));
        }
        self.refuse_journal(error);
        self.reads_only(PlacesRead::LocalStorage);
        let mut summaries = Vec::new();
        for (name, stamp) in local::stamps() {
            match stamp.and_then(|stamp| local::read_sound(&stamp.id)) {
                Ok(draft) => summaries.push(draft.summary()),
                Err(reason) => self.find_damaged(&name, reason),
            }
        }
        summaries
    }

    /// Reports keys that are not the name of a draft: nothing would ever read them.
    fn find_foreign_names(&self) {
        for (name, _) in local::stamps() {
            if name.parse::<DraftId>().is_err() {
                self.find_damaged(&name, SchemaError::WrongShape);
            }
        }
    }

    /// Sets aside a value that cannot be read. A value from a newer version stays where that version looks for it.
    fn find_damaged(&self, name: &str, reason: SchemaError) {
        if let Some(local::Found { key, raw, reason }) = local::set_aside(name, reason) {
            self.find(Finding::damaged(Place::LocalStorage, key, raw, reason));
        }
    }

    /// Copies drafts that only local storage has to the journal.
    pub(super) async fn copy_to_journal(&self) {
        for (_, stamp) in local::stamps() {
            let Ok(Stamp { id, .. }) = stamp else { continue };
            if self.with_row(&id, |_| ()).is_none()
                && let Ok(draft) = local::read(&id)
            {
                self.rewrite(&draft).await;
            }
        }
    }
}

impl Copies {
    /// Whether the journal has the latest revision, and nothing is left to do.
    fn is_settled(&self) -> bool {
        let journal = self.0.iter().find(|found| matches!(found.origin, Origin::Journal));
        let Some(Found { stamp: Ok(journal), .. }) = journal else { return false };
        self.0.iter().all(|found| match (&found.origin, &found.stamp) {
            (Origin::Journal, _) => true,
            (Origin::Local, Ok(stamp)) => stamp.checksum == journal.checksum,
            _ => false,
        })
    }

    fn to_choose_from(&self) -> Vec<Copy> {
        self.0.iter().map(Found::copy).collect()
    }

    /// Reads the copies that were chosen, and marks those that cannot be read. Returns whether there were any.
    async fn mark_unreadable(&mut self, id: &DraftId, choice: &Choice) -> bool {
        let mut is_any = false;
        for idx in choice.take.iter().chain(&choice.older) {
            if let Err(reason) = self.0[*idx].read(id).await {
                let found = &mut self.0[*idx];
                found.claimed_revision = found.stamp.as_ref().ok().map(|stamp| stamp.revision);
                found.stamp = Err(reason);
                is_any = true;
            }
        }
        is_any
    }

    /// Removes what pages have left: the journal has a better copy. Leftovers of a newer version stay for that version.
    async fn let_go(&self) {
        let mut entries = Vec::new();
        for found in self.0.iter().filter(|found| !found.is_of_newer()) {
            match &found.origin {
                Origin::Rescued { key, is_local: true, .. } => local::remove_rescued(key),
                Origin::Rescued { key, .. } => entries.push(Entry::remove(Shelf::Rescued, key)),
                _ => {}
            }
        }
        if !entries.is_empty() {
            // If it stays, it is older than the rest, and is removed at the next start.
            let _ = journal::write(&entries, Durability::Relaxed, None).await;
        }
    }
}

impl Found {
    fn new(origin: Origin, stamp: Result<Stamp, SchemaError>) -> Found {
        Found { origin, stamp, claimed_revision: None }
    }

    fn copy(&self) -> Copy {
        Copy { place: self.origin.place(), stamp: self.stamp.clone(), claimed_revision: self.claimed_revision }
    }

    fn is_of_newer(&self) -> bool {
        matches!(self.stamp, Err(SchemaError::Newer { .. }))
    }

    fn is_of_guard(&self) -> bool {
        matches!(&self.origin, Origin::Rescued { key, .. } if key.ends_with(GUARD))
    }

    /// The whole stored value of a copy.
    async fn raw(&self, id: &DraftId) -> Option<String> {
        match &self.origin {
            Origin::Local => local::raw(id),
            Origin::Journal => journal::read(Shelf::Drafts, id.as_str()).await.ok()?,
            Origin::Rescued { json, .. } => Some(json.clone()),
        }
    }

    /// Reads the whole copy.
    async fn read(&self, id: &DraftId) -> Result<Draft, SchemaError> {
        let draft = schema::from_json(&self.raw(id).await.ok_or(SchemaError::NotJson)?)?;
        if draft.id == *id { Ok(draft) } else { Err(SchemaError::WrongShape) }
    }
}

impl Origin {
    fn place(&self) -> copies::CopyPlace {
        match self {
            Origin::Local => copies::CopyPlace::LocalStorage,
            Origin::Journal => copies::CopyPlace::Journal,
            Origin::Rescued { .. } => copies::CopyPlace::Rescue,
        }
    }
}

/// The stamp of a draft, read from its row in the journal.
fn stamp_of(row: &str, summary: &DraftSummary) -> Stamp {
    let checksum = checksum_of(row).to_owned();
    Stamp { schema: schema::SCHEMA, id: summary.id.clone(), revision: summary.revision, checksum }
}

/// Every copy of every draft, except of those that were deleted for good.
///
/// # Errors
/// If the journal cannot be read.
async fn gathered(journalled: BTreeMap<DraftId, Found>) -> Result<BTreeMap<DraftId, Copies>, StorageError> {
    let in_journal = journal::read_all(Shelf::Rescued, "").await?;
    let tombstones = journal::read_all(Shelf::Tombstones, "").await?;
    let mut all: BTreeMap<DraftId, Copies> =
        journalled.into_iter().map(|(id, found)| (id, Copies(vec![found]))).collect();
    for (name, stamp) in local::stamps() {
        if let Ok(id) = name.parse::<DraftId>() {
            all.entry(id).or_default().0.push(Found::new(Origin::Local, stamp));
        }
    }
    let rescued = in_journal.into_iter().map(|(key, json)| (key, json, false));
    for (key, json, is_local) in rescued.chain(local::rescued().into_iter().map(|(key, json)| (key, json, true))) {
        if let Some(Ok(id)) = key.split('/').next().map(str::parse::<DraftId>) {
            let stamp = schema::stamp(&json);
            all.entry(id).or_default().0.push(Found::new(Origin::Rescued { key, json, is_local }, stamp));
        }
    }
    bury(&mut all, &tombstones).await;
    Ok(all)
}

/// Removes the remaining copies of drafts that were deleted for good.
async fn bury(all: &mut BTreeMap<DraftId, Copies>, tombstones: &[(String, String)]) {
    for (name, json) in tombstones {
        let (Ok(id), Some(tombstone)) = (name.parse::<DraftId>(), facts::read_tombstone(json)) else { continue };
        let Some(copies) = all.get_mut(&id) else { continue };
        let is_left = |found: &mut Found| found.copy().is_leftover_of_deleted(tombstone.revision);
        let left = Copies(copies.0.extract_if(.., is_left).collect());
        left.let_go().await;
        if left.0.iter().any(|found| matches!(found.origin, Origin::Local)) {
            // If it stays, the next start finds it again.
            let _ = local::remove(&id);
        }
    }
}

impl Store {
    /// Reconciles one draft again after another page has left a copy in local storage. Returns its row if the journal
    /// was behind. A copy that cannot be read is left to the next start, which can set it aside.
    pub async fn settle_again(&self, id: &DraftId) -> Option<DraftSummary> {
        let row = journal::read(Shelf::Summaries, id.as_str()).await.ok()?;
        let journal = match row {
            Some(row) => Some(self.found_in_journal(id, Some(row)).await.ok()?),
            None => None,
        };
        let has_more = match journal.as_ref().map(|found| &found.stamp) {
            Some(Ok(stamp)) => local::standing(id, stamp.revision) == Standing::Ahead,
            Some(Err(_)) => false,
            None => matches!(local::standing(id, 0), Standing::Level | Standing::Ahead),
        };
        if !has_more {
            return None;
        }
        let mut all = gathered(journal.map(|found| (id.clone(), found)).into_iter().collect()).await.ok()?;
        self.settle(id, all.remove(id)?).await
    }

    /// Reads all copies in local storage, which are otherwise not read while the journal is sound, and sets aside the
    /// damaged ones. O(all that is in local storage).
    pub fn check_local(&self) {
        for (name, _) in local::stamps() {
            if let Some(Err(reason)) = local::verify(&name)
                && !matches!(reason, SchemaError::Newer { .. })
            {
                self.find_damaged(&name, reason);
            }
        }
    }

    /// Adds missing copies to local storage, the latest drafts first, while there is ample room. `rows`: the newest
    /// first.
    pub async fn complete_local(&self, rows: &[DraftSummary]) {
        for row in rows.iter().filter(|row| row.n_bytes <= MAX_COPIED_BYTES) {
            if local::n_units_used() > N_UNITS_AMPLE {
                return;
            }
            // A copy that cannot be read is not overwritten.
            let lacks_it = matches!(local::standing(&row.id, row.revision), Standing::Missing | Standing::Behind);
            if lacks_it && let Ok(Loaded { draft, .. }) = self.load(&row.id).await {
                self.copy_to_local(&draft);
            }
        }
    }

    /// Removes a damaged value after the author has downloaded it.
    ///
    /// # Errors
    /// If the browser refuses.
    pub async fn forget_damaged(&self, damaged: &Damaged) -> Result<(), StorageError> {
        match damaged.place {
            Place::LocalStorage => local::forget_set_aside(&damaged.key),
            Place::Journal | Place::Guard => {
                let entry = Entry::remove(Shelf::SetAside, &damaged.key);
                journal::write(&[entry], Durability::Relaxed, None).await.map(drop)
            }
        }
    }
}
