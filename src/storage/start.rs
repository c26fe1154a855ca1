//! Opening the store: of each draft the copy with the highest sound revision is taken, and what was left undone is done.
//!
//! Each step can be the last one that the browser lives to see: the next start finds the same or what is better, because
//! no copy is removed before another one that is as good is on the disk.

use std::collections::BTreeMap;

use super::finding::{self, Finding, Place};
use super::journal::{self, Durability, Entry, JournalFound, Shelf};
use super::store::{Loaded, checksum_of, summary_of};
use super::{Damaged, StorageError, Store, Usage, facts, local};
use crate::draft::copies::{self, Choice, Copy};
use crate::draft::schema::{self, SchemaError, Stamp};
use crate::draft::versions::VersionCause;
use crate::draft::{Draft, DraftId, DraftSummary};

/// A copy of a longer draft is made only when it is open. In bytes.
const MAX_COPIED_BYTES: usize = 200_000;
/// Up to here local storage is filled with copies: half of what it takes, so that there is room for what is being written.
const N_UNITS_AMPLE: usize = Usage::N_UNITS_LOCAL_QUOTA / 2;

/// The name under which the guard leaves what it has kept.
const GUARD: &str = "guard";

/// All that was found of one draft.
#[derive(Default)]
struct Copies(Vec<Found>);

struct Found {
    origin: Origin,
    stamp: Result<Stamp, SchemaError>,
}

/// Where a copy is.
#[derive(Clone)]
enum Origin {
    Local,
    Journal,
    /// Left by a page that had no time, or by the guard.
    Rescued {
        key: String,
        json: String,
        is_local: bool,
    },
}

impl Store {
    /// Opens whatever the browser offers, and lists what is there, in no particular order, the trash included. Says through `on_finding` what the author
    /// must know, now and later. O(drafts); reads no draft but those whose copies differ.
    pub async fn open(on_finding: impl Fn(Finding) + 'static) -> (Store, Vec<DraftSummary>) {
        let store = Store::new(on_finding);
        let has_local = local::probe().is_ok();
        local::migrate_trash_marks();
        for local::Found { key, raw, reason } in local::set_aside_earlier() {
            store.find(Finding::damaged(Place::LocalStorage, key, raw, reason));
        }
        let found = journal::open().await;
        let summaries = match found {
            Ok(found) => store.start_with_journal(found, has_local).await,
            Err(error) => store.start_without_journal(error, has_local),
        };
        (store, summaries)
    }

    async fn start_with_journal(&self, found: JournalFound, has_local: bool) -> Vec<DraftSummary> {
        let census = local::census();
        self.find_set_aside().await;
        let journalled = self.read_journal().await;
        if !has_local {
            self.find(Finding::LocalStorageRefuses);
        } else if census.is_none() && !journalled.is_empty() {
            self.find(Finding::LocalStorageEmptied);
        }
        let mut summaries = Vec::new();
        for (id, copies) in gathered(journalled).await {
            summaries.extend(self.settle(&id, copies).await);
        }
        self.find_foreign_names();
        let n_before = census.unwrap_or_default().n_drafts;
        if found != JournalFound::Known && n_before > 0 {
            self.find(Finding::JournalEmptied { n_lost: n_before.saturating_sub(summaries.len()) });
        }
        self.count();
        summaries
    }

    /// The journal's list; a row that cannot be read is made again from its draft.
    async fn read_journal(&self) -> BTreeMap<DraftId, Stamp> {
        let rows = journal::read_all(Shelf::Summaries, "").await.unwrap_or_default();
        let mut rows: BTreeMap<String, String> = rows.into_iter().collect();
        let mut stamps = BTreeMap::new();
        for name in journal::keys(Shelf::Drafts, "").await.unwrap_or_default() {
            let row = rows.remove(&name);
            let Ok(id) = name.parse::<DraftId>() else { continue };
            let summary = row.as_deref().and_then(summary_of).filter(|summary| summary.id == id);
            match (row, summary) {
                (Some(row), Some(summary)) => {
                    stamps.insert(id.clone(), stamp_of(&row, &summary));
                    self.know(&id, row);
                }
                (row, _) => stamps.extend(self.make_row_again(&id, row).await.map(|stamp| (id, stamp))),
            }
        }
        stamps
    }

    async fn make_row_again(&self, id: &DraftId, row: Option<String>) -> Option<Stamp> {
        if let Some(row) = row {
            self.know(id, row);
        }
        let Loaded { draft, .. } = self.load(id).await.ok()?;
        self.rewrite(&draft).await;
        schema::stamp(&schema::to_json(&draft)).ok()
    }

    /// Makes the best copy of a draft the one that the journal has, and keeps what differs from it. Gives its row.
    async fn settle(&self, id: &DraftId, mut copies: Copies) -> Option<DraftSummary> {
        if copies.is_settled() {
            return self.row(id);
        }
        loop {
            let choice = copies::choose(&copies.to_choose_from());
            if choice.newer_schema {
                // Nothing is written in its places, and nothing moved.
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

    /// Writes the chosen copy to the journal, and only then lets go of those that it is better than.
    async fn take(&self, draft: Draft, idx: usize, copies: &Copies, choice: &Choice) -> Draft {
        let highest = copies.0.iter().filter_map(|found| found.revision()).max().unwrap_or_default();
        let is_ahead = copies.others(idx).all(|found| found.revision() < Some(draft.revision));
        let revision = if is_ahead { draft.revision } else { highest + 1 };
        let draft = Draft { revision, ..draft };
        for older in choice.older.iter().map(|older_idx| &copies.0[*older_idx]) {
            if let Ok(other) = older.read(&draft.id).await
                && other.text != draft.text
            {
                // Where that fails, the copy is not let go of below.
                let _ = self.keep_version(&other, VersionCause::Recovered, other.modified_ms).await;
            }
        }
        let is_journalled = matches!(copies.0[idx].origin, Origin::Journal) && is_ahead;
        if is_journalled || self.rewrite(&draft).await {
            copies.let_go().await;
        }
        if copies.0[idx].is_of_guard() {
            self.find(Finding::Recovered { title: draft.title(), from: Place::Guard });
        }
        draft
    }

    /// Says which copies a newer version of the app has written.
    async fn find_newer(&self, id: &DraftId, copies: &Copies) {
        for found in &copies.0 {
            let Err(reason @ SchemaError::Newer { .. }) = &found.stamp else { continue };
            let place = if matches!(found.origin, Origin::Local) { Place::LocalStorage } else { Place::Journal };
            let raw = found.raw(id).await.unwrap_or_default();
            self.find(Finding::damaged(place, id.to_string(), raw, reason.clone()));
        }
    }

    /// What is no draft is kept under a name of its own.
    async fn keep_unsound(&self, id: &DraftId, copies: &Copies, choice: &Choice) {
        for found in choice.unsound.iter().map(|idx| &copies.0[*idx]) {
            let Err(reason) = found.stamp.clone() else { continue };
            match &found.origin {
                Origin::Local => {
                    if let Some(local::Found { key, raw, reason }) = local::set_aside(id.as_str(), reason) {
                        self.find(Finding::damaged(Place::LocalStorage, key, raw, reason));
                    }
                }
                Origin::Journal => {
                    let raw = found.raw(id).await.unwrap_or_default();
                    self.set_aside(id, raw, reason).await;
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

    /// What was set aside in the journal, and is still there.
    async fn find_set_aside(&self) {
        for (key, raw) in journal::read_all(Shelf::SetAside, "").await.unwrap_or_default() {
            let reason = finding::reason_of(&key, &raw);
            self.find(Finding::damaged(Place::Journal, key, raw, reason));
        }
    }

    /// Local storage alone: each draft is read, because there is no list.
    fn start_without_journal(&self, error: StorageError, has_local: bool) -> Vec<DraftSummary> {
        // Without either nothing can be kept, which the save state says.
        if has_local {
            self.find(Finding::JournalRefuses(error.clone()));
        }
        self.refuse_journal(error);
        let mut summaries = Vec::new();
        for (name, stamp) in local::stamps() {
            match stamp.and_then(|stamp| local::read_sound(&stamp.id)) {
                Ok(draft) => summaries.push(draft.summary()),
                Err(reason) => self.find_damaged(&name, reason),
            }
        }
        summaries
    }

    /// Under the name of no draft nothing would ever be read.
    fn find_foreign_names(&self) {
        for (name, _) in local::stamps() {
            if name.parse::<DraftId>().is_err() {
                self.find_damaged(&name, SchemaError::WrongShape);
            }
        }
    }

    /// Sets aside what is no draft; but what a newer version has written stays where that will look for it.
    fn find_damaged(&self, name: &str, reason: SchemaError) {
        if let Some(local::Found { key, raw, reason }) = local::set_aside(name, reason) {
            self.find(Finding::damaged(Place::LocalStorage, key, raw, reason));
        }
    }

    /// Gives the journal the drafts that only local storage has.
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
    /// Whether the journal has the latest, and nothing is left to be done.
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
        let copy = |found: &Found| Copy { place: found.origin.place(), stamp: found.stamp.clone() };
        self.0.iter().map(copy).collect()
    }

    /// Reads all copies that count, and marks those that are no drafts after all. Returns whether there were any.
    async fn mark_unreadable(&mut self, id: &DraftId, choice: &Choice) -> bool {
        let mut is_any = false;
        for idx in choice.take.iter().chain(&choice.older) {
            if let Err(reason) = self.0[*idx].read(id).await {
                self.0[*idx].stamp = Err(reason);
                is_any = true;
            }
        }
        is_any
    }

    fn others(&self, idx: usize) -> impl Iterator<Item = &Found> {
        self.0.iter().enumerate().filter(move |(other_idx, _)| *other_idx != idx).map(|(_, found)| found)
    }

    /// Removes what pages have left: the journal has what is better.
    async fn let_go(&self) {
        let mut entries = Vec::new();
        for found in &self.0 {
            match &found.origin {
                Origin::Rescued { key, is_local: true, .. } => local::remove_rescued(key),
                Origin::Rescued { key, .. } => entries.push(Entry::remove(Shelf::Rescued, key)),
                _ => {}
            }
        }
        if !entries.is_empty() {
            // Left where it is, it is older than the rest, and let go of at the next start.
            let _ = journal::write(&entries, Durability::Relaxed, None).await;
        }
    }
}

impl Found {
    fn revision(&self) -> Option<u64> {
        self.stamp.as_ref().ok().map(|stamp| stamp.revision)
    }

    fn is_of_guard(&self) -> bool {
        matches!(&self.origin, Origin::Rescued { key, .. } if key.ends_with(GUARD))
    }

    /// All of a copy, as it is stored.
    async fn raw(&self, id: &DraftId) -> Option<String> {
        match &self.origin {
            Origin::Local => local::raw(id),
            Origin::Journal => journal::read(Shelf::Drafts, id.as_str()).await.ok()?,
            Origin::Rescued { json, .. } => Some(json.clone()),
        }
    }

    /// Reads all of a copy.
    async fn read(&self, id: &DraftId) -> Result<Draft, SchemaError> {
        let draft = schema::from_json(&self.raw(id).await.ok_or(SchemaError::NotJson)?)?;
        if draft.id == *id { Ok(draft) } else { Err(SchemaError::WrongShape) }
    }
}

impl Origin {
    fn place(&self) -> copies::Place {
        match self {
            Origin::Local => copies::Place::LocalStorage,
            Origin::Journal => copies::Place::Journal,
            Origin::Rescued { .. } => copies::Place::Rescue,
        }
    }
}

/// What the journal's row says of its draft.
fn stamp_of(row: &str, summary: &DraftSummary) -> Stamp {
    let checksum = checksum_of(row).to_owned();
    Stamp { schema: schema::SCHEMA, id: summary.id.clone(), revision: summary.revision, checksum }
}

/// Every copy of every draft, but of those that were deleted for good.
async fn gathered(journalled: BTreeMap<DraftId, Stamp>) -> BTreeMap<DraftId, Copies> {
    let mut all: BTreeMap<DraftId, Copies> = BTreeMap::new();
    for (id, stamp) in journalled {
        all.entry(id).or_default().0.push(Found { origin: Origin::Journal, stamp: Ok(stamp) });
    }
    for (name, stamp) in local::stamps() {
        if let Ok(id) = name.parse::<DraftId>() {
            all.entry(id).or_default().0.push(Found { origin: Origin::Local, stamp });
        }
    }
    let journal = journal::read_all(Shelf::Rescued, "").await.unwrap_or_default();
    let rescued = journal.into_iter().map(|(key, json)| (key, json, false));
    for (key, json, is_local) in rescued.chain(local::rescued().into_iter().map(|(key, json)| (key, json, true))) {
        if let Some(Ok(id)) = key.split('/').next().map(str::parse::<DraftId>) {
            let stamp = schema::stamp(&json);
            if matches!(stamp, Err(SchemaError::Newer { .. })) {
                // The version that left it takes it up.
                continue;
            }
            all.entry(id).or_default().0.push(Found { origin: Origin::Rescued { key, json, is_local }, stamp });
        }
    }
    bury(&mut all).await;
    all
}

/// Removes what is left of drafts that were deleted for good.
async fn bury(all: &mut BTreeMap<DraftId, Copies>) {
    let tombstones = journal::read_all(Shelf::Tombstones, "").await.unwrap_or_default();
    for (name, json) in tombstones {
        let (Ok(id), Some(tombstone)) = (name.parse::<DraftId>(), facts::read_tombstone(&json)) else { continue };
        let Some(copies) = all.get(&id) else { continue };
        if copies.0.iter().all(|found| found.revision() <= Some(tombstone.revision)) {
            copies.let_go().await;
            // Found again at the next start, if it stays.
            let _ = local::remove(&id);
            all.remove(&id);
        }
    }
}

impl Store {
    /// Looks at all copies of one draft again: another page has left one in local storage. Gives its row, if the journal was
    /// behind.
    pub async fn settle_again(&self, id: &DraftId) -> Option<DraftSummary> {
        let row = journal::read(Shelf::Summaries, id.as_str()).await.ok()?;
        let local = local::revision(id);
        let known = row.as_deref().and_then(summary_of);
        if local <= known.as_ref().map(|row| row.revision) {
            return None;
        }
        let journal = row.as_deref().zip(known).map(|(row, summary)| stamp_of(row, &summary));
        if let Some(row) = row {
            self.know(id, row);
        }
        let mut all = gathered(journal.map(|stamp| (id.clone(), stamp)).into_iter().collect()).await;
        self.settle(id, all.remove(id)?).await
    }

    /// Reads the copies in local storage through, which nobody does as long as the journal is sound: what is damaged is set
    /// aside. O(all that is in local storage).
    pub fn check_local(&self) {
        for (name, _) in local::stamps() {
            if let Some(Err(reason)) = local::verify(&name)
                && !matches!(reason, SchemaError::Newer { .. })
            {
                self.find_damaged(&name, reason);
            }
        }
    }

    /// Gives local storage the copies that it lacks, the latest drafts first, as long as there is ample room. `rows`: the newest first.
    pub async fn complete_local(&self, rows: &[DraftSummary]) {
        for row in rows.iter().filter(|row| row.n_bytes <= MAX_COPIED_BYTES) {
            if local::n_units_used() > N_UNITS_AMPLE {
                return;
            }
            if local::revision(&row.id) >= Some(row.revision) {
                continue;
            }
            if let Ok(Loaded { draft, .. }) = self.load(&row.id).await {
                self.copy_to_local(&draft);
            }
        }
    }

    /// Removes something damaged, which the author has downloaded.
    ///
    /// # Errors
    /// Where the browser refuses.
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
