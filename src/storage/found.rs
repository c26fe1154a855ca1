//! The copies of drafts that a start finds: in the journal, in local storage, and left by pages that closed or crashed.

use super::journal::{self, Durability, JournalWrite, ObjectStore};
use super::store::checksum_of;
use super::{StorageError, facts, local};
use crate::draft::copies::{Choice, Copy, CopyPlace};
use crate::draft::schema::{self, SchemaError, Stamp};
use crate::draft::{Draft, DraftId, DraftSummary};
use crate::text::SortedMap;

/// The name under which the guard saves.
const GUARD: &str = "guard";

/// Every copy of one draft.
#[derive(Default)]
pub(super) struct FoundCopies(pub(super) Vec<FoundCopy>);

/// One copy of a draft: where it is, and what its stamp says.
pub(super) struct FoundCopy {
    pub(super) origin: Origin,
    pub(super) stamp: Result<Stamp, SchemaError>,
    /// The revision it claimed before it turned out to be unreadable.
    claimed_revision: Option<u64>,
}

/// Where a copy is.
#[derive(Clone)]
pub(super) enum Origin {
    Local,
    Journal,
    /// Left by a page that was closing, or by the guard.
    Rescued {
        key: String,
        json: String,
        is_local: bool,
    },
}

impl FoundCopies {
    /// Whether the journal has the latest revision, and nothing is left to do.
    pub(super) fn is_reconciled(&self) -> bool {
        let journal = self.0.iter().find(|found| matches!(found.origin, Origin::Journal));
        let Some(FoundCopy { stamp: Ok(journal), .. }) = journal else { return false };
        self.0.iter().all(|found| match (&found.origin, &found.stamp) {
            (Origin::Journal, _) => true,
            (Origin::Local, Ok(stamp)) => stamp.checksum == journal.checksum,
            _ => false,
        })
    }

    /// By which the journal's copy is known; none where there is none that can be read.
    pub(super) fn journal_checksum(&self) -> Option<&str> {
        let journal = self.0.iter().find(|found| matches!(found.origin, Origin::Journal))?;
        journal.stamp.as_ref().ok().map(|stamp| stamp.checksum.as_str())
    }

    pub(super) fn to_choose_from(&self) -> Vec<Copy> {
        self.0.iter().map(FoundCopy::copy).collect()
    }

    /// Reads the copies that were chosen, and marks those that cannot be read. Returns whether there were any.
    pub(super) async fn mark_unreadable(&mut self, id: &DraftId, choice: &Choice) -> bool {
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
    pub(super) async fn remove_leftovers(&self) {
        let mut entries = Vec::new();
        for found in self.0.iter().filter(|found| !found.is_of_newer()) {
            match &found.origin {
                Origin::Rescued { key, is_local: true, .. } => local::remove_rescued(key),
                Origin::Rescued { key, .. } => entries.push(JournalWrite::remove(ObjectStore::Rescued, key)),
                _ => {}
            }
        }
        if !entries.is_empty() {
            // If it stays, it is older than the rest, and is removed at the next start.
            let _ = journal::write(&entries, Durability::Relaxed, None).await;
        }
    }
}

impl FoundCopy {
    pub(super) fn new(origin: Origin, stamp: Result<Stamp, SchemaError>) -> FoundCopy {
        FoundCopy { origin, stamp, claimed_revision: None }
    }

    fn copy(&self) -> Copy {
        Copy { place: self.origin.place(), stamp: self.stamp.clone(), claimed_revision: self.claimed_revision }
    }

    fn is_of_newer(&self) -> bool {
        matches!(self.stamp, Err(SchemaError::Newer { .. }))
    }

    pub(super) fn is_of_guard(&self) -> bool {
        matches!(&self.origin, Origin::Rescued { key, .. } if key.ends_with(GUARD))
    }

    /// The whole stored value of a copy.
    pub(super) async fn raw(&self, id: &DraftId) -> Option<String> {
        match &self.origin {
            Origin::Local => local::raw(id),
            Origin::Journal => journal::read(ObjectStore::Drafts, id.as_str()).await.ok()?,
            Origin::Rescued { json, .. } => Some(json.clone()),
        }
    }

    pub(super) async fn read(&self, id: &DraftId) -> Result<Draft, SchemaError> {
        let draft = schema::from_json(&self.raw(id).await.ok_or(SchemaError::NotJson)?)?;
        if draft.id == *id { Ok(draft) } else { Err(SchemaError::WrongShape) }
    }
}

impl Origin {
    fn place(&self) -> CopyPlace {
        match self {
            Origin::Local => CopyPlace::LocalStorage,
            Origin::Journal => CopyPlace::Journal,
            Origin::Rescued { .. } => CopyPlace::Rescue,
        }
    }
}

/// The stamp of a draft, read from its row in the journal.
pub(super) fn stamp_of(row: &str, summary: &DraftSummary) -> Stamp {
    let checksum = checksum_of(row).to_owned();
    Stamp { schema: schema::SCHEMA, id: summary.id.clone(), revision: summary.revision, checksum }
}

/// Every copy of every draft, except of those that were deleted for good.
///
/// # Errors
/// If the journal cannot be read.
pub(super) async fn gathered(
    journalled: SortedMap<DraftId, FoundCopy>,
) -> Result<SortedMap<DraftId, FoundCopies>, StorageError> {
    let in_journal = journal::read_all(ObjectStore::Rescued, "").await?;
    let tombstones = journal::read_all(ObjectStore::Tombstones, "").await?;
    let mut all: SortedMap<DraftId, FoundCopies> =
        journalled.into_iter().map(|(id, found)| (id, FoundCopies(vec![found]))).collect();
    for (name, stamp) in local::stamps() {
        if let Ok(id) = name.parse::<DraftId>() {
            all.get_or_insert_with(id, FoundCopies::default).0.push(FoundCopy::new(Origin::Local, stamp));
        }
    }
    let rescued = in_journal.into_iter().map(|(key, json)| (key, json, false));
    for (key, json, is_local) in rescued.chain(local::rescued().into_iter().map(|(key, json)| (key, json, true))) {
        if let Some(Ok(id)) = key.split('/').next().map(str::parse::<DraftId>) {
            let stamp = schema::stamp(&json);
            all.get_or_insert_with(id, FoundCopies::default)
                .0
                .push(FoundCopy::new(Origin::Rescued { key, json, is_local }, stamp));
        }
    }
    remove_deleted(&mut all, &tombstones).await;
    Ok(all)
}

/// Removes the remaining copies of drafts that were deleted for good.
async fn remove_deleted(all: &mut SortedMap<DraftId, FoundCopies>, tombstones: &[(String, String)]) {
    for (name, json) in tombstones {
        let (Ok(id), Some(tombstone)) = (name.parse::<DraftId>(), facts::read_tombstone(json)) else { continue };
        let Some(copies) = all.get_mut(&id) else { continue };
        let is_left = |found: &mut FoundCopy| found.copy().is_leftover_of_deleted(tombstone.revision);
        let left = FoundCopies(copies.0.extract_if(.., is_left).collect());
        left.remove_leftovers().await;
        if left.0.iter().any(|found| matches!(found.origin, Origin::Local)) {
            // If it stays, the next start finds it again.
            let _ = local::remove(&id);
        }
    }
}
