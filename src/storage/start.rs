//! Opens the store. For each draft the copy with the highest sound revision is chosen, and unfinished work is
//! completed.
//!
//! The browser may die after any step. The next start then finds the same state or a better one, because a copy is
//! removed only after another one that is as good is on the disk.

use super::found::{FoundCopies, FoundCopy, Origin, gathered, stamp_of};
use super::journal::{self, Durability, JournalFound, JournalWrite, ObjectStore};
use super::local::CopyState;
use super::report::{self, StoragePlace, StorageReport};
use super::store::{Loaded, summary_of};
use super::{Damaged, StorageError, Store, Usage, local};
use crate::draft::copies::{self, Choice};
use crate::draft::revision::PlacesRead;
use crate::draft::schema::{self, SchemaError, Stamp};
use crate::draft::versions::VersionCause;
use crate::draft::{Draft, DraftId, DraftSummary};
use crate::text::SortedMap;

/// A longer draft is copied only when it is open. In bytes.
const MAX_COPIED_BYTES: usize = 200_000;
/// Local storage is filled with copies up to here: half of its quota, to leave room for what is being written.
const N_UNITS_AMPLE: usize = Usage::N_UNITS_LOCAL_QUOTA / 2;

/// How often the copies of a draft are brought together while other tabs store it; then the journal's is taken.
const MAX_TRIES: usize = 3;

impl Store {
    /// Opens the storage that the browser offers. Returns the unsorted rows of all drafts, with the trash. `on_report` gets
    /// what the author must know, now and later. O(drafts); reads only drafts whose copies differ.
    pub async fn open(on_report: impl Fn(StorageReport) + 'static) -> (Store, Vec<DraftSummary>) {
        let store = Store::new(on_report);
        let has_local = local::probe().is_ok();
        local::migrate_trash_marks();
        for local::UnreadableValue { key, raw, reason } in local::set_aside_earlier() {
            store.report(StorageReport::damaged(StoragePlace::LocalStorage, key, raw, reason));
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
        self.report_set_aside().await;
        if !has_local {
            self.report(StorageReport::LocalStorageRefuses);
        } else if is_local_emptied {
            self.report(StorageReport::LocalStorageEmptied);
        }
        let n_before = census.unwrap_or_default().n_drafts;
        let is_journal_emptied = found != JournalFound::Known && n_before > 0;
        if !has_local || is_local_emptied {
            self.set_places_read(PlacesRead::Journal);
        } else if is_journal_emptied {
            self.set_places_read(PlacesRead::LocalStorage);
        }
        let mut summaries = Vec::new();
        for (id, copies) in gathered {
            summaries.extend(self.reconcile(&id, copies).await);
        }
        self.report_foreign_names();
        if is_journal_emptied {
            self.report(StorageReport::JournalEmptied { n_lost: n_before.saturating_sub(summaries.len()) });
        }
        self.update_census();
        Ok(summaries)
    }

    /// The journal's copies of all drafts, read from their rows.
    async fn read_journal(&self) -> Result<SortedMap<DraftId, FoundCopy>, StorageError> {
        let mut rows: SortedMap<String, String> =
            journal::read_all(ObjectStore::Summaries, "").await?.into_iter().collect();
        let mut found = SortedMap::new();
        for name in journal::keys(ObjectStore::Drafts, "").await? {
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
    async fn found_in_journal(&self, id: &DraftId, row: Option<String>) -> Result<FoundCopy, StorageError> {
        let stamp = row.as_deref().and_then(|row| Some(stamp_of(row, &summary_of(row)?)));
        if let Some(row) = row {
            self.remember_row(id, row);
        }
        let stamp = match stamp.filter(|stamp| stamp.id == *id) {
            Some(stamp) => Ok(stamp),
            None => {
                journal::read(ObjectStore::Drafts, id.as_str()).await?;
                self.make_row_again(id).await
            }
        };
        Ok(FoundCopy::new(Origin::Journal, stamp))
    }

    async fn make_row_again(&self, id: &DraftId) -> Result<Stamp, SchemaError> {
        let Loaded { draft, .. } = self.load(id).await.map_err(StorageError::into_reason)?;
        self.rewrite(&draft).await;
        schema::stamp(&schema::to_json(&draft))
    }

    /// Writes the best copy of a draft to the journal, and keeps other texts. Returns the draft's row.
    async fn reconcile(&self, id: &DraftId, mut copies: FoundCopies) -> Option<DraftSummary> {
        for _ in 0..MAX_TRIES {
            // A draft that the browser does not return now is neither set aside nor overwritten.
            if copies.is_reconciled() || journal::read(ObjectStore::Drafts, id.as_str()).await.is_err() {
                break;
            }
            let mut choice = copies::choose(&copies.to_choose_from());
            while !choice.newer_schema && copies.mark_unreadable(id, &choice).await {
                choice = copies::choose(&copies.to_choose_from());
            }
            if choice.newer_schema {
                // Nothing is written in its places, and nothing is moved.
                self.report_newer(id, &copies).await;
                return None;
            }
            self.set_aside_unreadable(id, &copies, &choice).await;
            let idx = choice.take?;
            let draft = copies.0[idx].read(id).await.ok()?;
            if let Some(taken) = self.take(draft, idx, &copies, &choice).await {
                return Some(taken.summary());
            }
            // What another tab has stored meanwhile is one of the copies now.
            let Ok(mut all) = self.gathered_again(id).await else { break };
            let Some(again) = all.remove(id) else { break };
            copies = again;
        }
        self.row(id).or_else(|| Some(local::read(id).ok()?.summary()))
    }

    /// Writes the chosen copy to the journal under its new revision, and only then removes the leftovers. Returns nothing if
    /// another tab has stored the draft meanwhile: that is not written over.
    async fn take(&self, draft: Draft, idx: usize, copies: &FoundCopies, choice: &Choice) -> Option<Draft> {
        let are_kept = self.keep_older(&draft, copies, choice).await;
        let is_as_found = draft.revision == choice.revision;
        let draft = Draft { revision: choice.revision, ..draft };
        let is_journalled = matches!(copies.0[idx].origin, Origin::Journal) && is_as_found;
        let written = match is_journalled {
            true => Ok(true),
            false => self.write_over(&draft, copies.journal_checksum()).await,
        };
        match written {
            Ok(true) if are_kept => copies.remove_leftovers().await,
            Ok(true) => {}
            Ok(false) => return None,
            // The next save writes it to the journal.
            Err(_) => self.set_places_read(PlacesRead::Journal),
        }
        if copies.0[idx].is_of_guard() {
            self.report(StorageReport::Recovered { title: draft.title(), from: StoragePlace::Guard });
        }
        Some(draft)
    }

    /// Puts the texts of the other copies into the history of the draft. Returns whether all of them were stored.
    async fn keep_older(&self, taken: &Draft, copies: &FoundCopies, choice: &Choice) -> bool {
        let mut are_kept = true;
        for older in choice.older.iter().map(|idx| &copies.0[*idx]) {
            let Ok(other) = older.read(&taken.id).await else { continue };
            if other.text == taken.text {
                continue;
            }
            are_kept &= self.keep_version(&other, VersionCause::Recovered, other.modified_ms).await.is_ok();
            // Equal revisions with different texts: neither is based on the other.
            if other.revision == taken.revision {
                self.report(StorageReport::Diverged { title: taken.title() });
            }
        }
        are_kept
    }

    /// Reports the copies that a newer version of the app has written.
    async fn report_newer(&self, id: &DraftId, copies: &FoundCopies) {
        for found in copies.0.iter().filter(|found| !matches!(found.origin, Origin::Rescued { .. })) {
            let Err(reason @ SchemaError::Newer { .. }) = &found.stamp else { continue };
            let place =
                if matches!(found.origin, Origin::Local) { StoragePlace::LocalStorage } else { StoragePlace::Journal };
            let raw = found.raw(id).await.unwrap_or_default();
            self.report(StorageReport::damaged(place, id.to_string(), raw, reason.clone()));
        }
    }

    /// Sets aside the copies that cannot be read.
    async fn set_aside_unreadable(&self, id: &DraftId, copies: &FoundCopies, choice: &Choice) {
        for found in choice.unreadable.iter().map(|idx| &copies.0[*idx]) {
            let Err(reason) = found.stamp.clone() else { continue };
            match &found.origin {
                Origin::Local => {
                    if let Some(local::UnreadableValue { key, raw, reason }) = local::set_aside(id.as_str(), reason) {
                        self.report(StorageReport::damaged(StoragePlace::LocalStorage, key, raw, reason));
                    }
                }
                Origin::Journal => {
                    // It is no longer there if it was set aside when its row was made again.
                    if let Some(raw) = found.raw(id).await {
                        self.set_aside(id, raw, reason).await;
                    }
                }
                Origin::Rescued { key, json, is_local } => {
                    let removed = (!is_local).then(|| JournalWrite::remove(ObjectStore::Rescued, key));
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
    async fn report_set_aside(&self) {
        for (key, raw) in journal::read_all(ObjectStore::SetAside, "").await.unwrap_or_default() {
            let reason = report::reason_of(&key, &raw);
            self.report(StorageReport::damaged(StoragePlace::Journal, key, raw, reason));
        }
    }

    /// Starts with local storage alone: each draft is read, because there is no list.
    fn start_without_journal(&self, error: StorageError, has_local: bool) -> Vec<DraftSummary> {
        // If neither works, nothing can be saved, and the save state says so.
        if has_local {
            self.report(StorageReport::JournalRefuses(error.clone()));
        }
        self.set_journal_error(error);
        self.set_places_read(PlacesRead::LocalStorage);
        let mut summaries = Vec::new();
        for (name, stamp) in local::stamps() {
            match stamp.and_then(|stamp| local::read_sound(&stamp.id)) {
                Ok(draft) => summaries.push(draft.summary()),
                Err(reason) => self.set_aside_damaged(&name, reason),
            }
        }
        summaries
    }

    /// Reports keys that are not the name of a draft: nothing would ever read them.
    fn report_foreign_names(&self) {
        for (name, _) in local::stamps() {
            if name.parse::<DraftId>().is_err() {
                self.set_aside_damaged(&name, SchemaError::WrongShape);
            }
        }
    }

    /// Sets aside a value that cannot be read. A value from a newer version stays where that version looks for it.
    fn set_aside_damaged(&self, name: &str, reason: SchemaError) {
        if let Some(local::UnreadableValue { key, raw, reason }) = local::set_aside(name, reason) {
            self.report(StorageReport::damaged(StoragePlace::LocalStorage, key, raw, reason));
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

    /// Reconciles one draft again after another page has left a copy in local storage. Returns its row if the journal
    /// was behind. A copy that cannot be read is left to the next start, which can set it aside.
    pub async fn reconcile_again(&self, id: &DraftId) -> Option<DraftSummary> {
        let journalled = self.journalled_again(id).await.ok()?;
        let has_more = match journalled.get(id).map(|found| &found.stamp) {
            Some(Ok(stamp)) => local::copy_state(id, stamp.revision) == CopyState::Ahead,
            Some(Err(_)) => false,
            None => matches!(local::copy_state(id, 0), CopyState::Current | CopyState::Ahead),
        };
        if !has_more {
            return None;
        }
        let mut all = gathered(journalled).await.ok()?;
        self.reconcile(id, all.remove(id)?).await
    }

    /// The journal's copy of one draft, if it has one, read again.
    async fn journalled_again(&self, id: &DraftId) -> Result<SortedMap<DraftId, FoundCopy>, StorageError> {
        let mut journalled = SortedMap::new();
        if let Some(row) = journal::read(ObjectStore::Summaries, id.as_str()).await? {
            journalled.insert(id.clone(), self.found_in_journal(id, Some(row)).await?);
        }
        Ok(journalled)
    }

    async fn gathered_again(&self, id: &DraftId) -> Result<SortedMap<DraftId, FoundCopies>, StorageError> {
        gathered(self.journalled_again(id).await?).await
    }

    /// Reads all copies in local storage, which otherwise happens only if the journal is damaged. Sets aside those that are
    /// damaged. O(all that is in local storage).
    pub fn check_local(&self) {
        for (name, _) in local::stamps() {
            if let Some(Err(reason)) = local::verify(&name)
                && !matches!(reason, SchemaError::Newer { .. })
            {
                self.set_aside_damaged(&name, reason);
            }
        }
    }

    /// Adds missing copies to local storage, newest first like `rows`, while there is ample room.
    pub async fn complete_local(&self, rows: &[DraftSummary]) {
        for row in rows.iter().filter(|row| row.n_bytes <= MAX_COPIED_BYTES) {
            if local::n_units_used() > N_UNITS_AMPLE {
                return;
            }
            // A copy that cannot be read is not overwritten.
            let lacks_it = matches!(local::copy_state(&row.id, row.revision), CopyState::Missing | CopyState::Behind);
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
            StoragePlace::LocalStorage => local::forget_set_aside(&damaged.key),
            StoragePlace::Journal | StoragePlace::Guard => {
                let entry = JournalWrite::remove(ObjectStore::SetAside, &damaged.key);
                journal::write(&[entry], Durability::Relaxed, None).await.map(drop)
            }
        }
    }
}
