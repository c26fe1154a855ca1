//! The history of each draft: versions of its text, in the journal only.

use super::journal::{self, Durability, JournalWrite, ObjectStore};
use super::{StorageError, Store};
use crate::draft::schema::{self, SchemaError};
use crate::draft::versions::{self, VersionCause, VersionSummary, thinned};
use crate::draft::{Draft, DraftId};

impl Store {
    /// Stores a version of a draft, unless the last version has the same text. Then thins the history.
    ///
    /// # Errors
    /// If the journal refuses. There is no version then.
    pub async fn keep_version(&self, draft: &Draft, cause: VersionCause, now_ms: u64) -> Result<(), StorageError> {
        let earlier = self.versions(&draft.id).await?;
        if let Some(last) = earlier.first()
            && last.n_bytes == draft.text.len()
            && self.load_version(last).await.is_ok_and(|version| version.text == draft.text)
        {
            return Ok(());
        }
        // Two versions in one millisecond must not overwrite each other.
        let time_ms = earlier.first().map_or(now_ms, |last| now_ms.max(last.time_ms.saturating_add(1)));
        let summary = VersionSummary {
            draft: draft.id.clone(),
            time_ms,
            revision: draft.revision,
            n_bytes: draft.text.len(),
            cause,
        };
        let key = key(&summary);
        let mut entries = vec![
            JournalWrite::put(ObjectStore::Versions, &key, versions::to_json(&summary)),
            JournalWrite::put(ObjectStore::VersionTexts, &key, schema::to_json(draft)),
        ];
        entries.extend(too_many(&earlier, &summary));
        journal::write(&entries, Durability::Relaxed, None).await.map(drop)
    }

    /// Adds versions of a draft that come from elsewhere.
    ///
    /// # Errors
    /// If the journal refuses. None is added then.
    pub async fn put_versions(&self, versions: &[(VersionSummary, Draft)]) -> Result<(), StorageError> {
        let both = |(summary, draft): &(VersionSummary, Draft)| {
            let key = key(summary);
            let row = JournalWrite::put(ObjectStore::Versions, &key, versions::to_json(summary));
            [row, JournalWrite::put(ObjectStore::VersionTexts, &key, schema::to_json(draft))]
        };
        let entries: Vec<JournalWrite> = versions.iter().flat_map(both).collect();
        if entries.is_empty() { Ok(()) } else { journal::write(&entries, Durability::Relaxed, None).await.map(drop) }
    }

    /// The versions of a draft, newest first. An entry that cannot be read is left out, and stays where it is.
    ///
    /// # Errors
    /// If the journal refuses.
    pub async fn versions(&self, id: &DraftId) -> Result<Vec<VersionSummary>, StorageError> {
        let found = journal::read_all(ObjectStore::Versions, &format!("{id}/")).await?;
        let summaries = found.iter().rev().filter_map(|(_, json)| versions::from_json(json).ok());
        Ok(summaries.filter(|summary| summary.draft == *id).collect())
    }

    /// Reads a version.
    ///
    /// # Errors
    /// If it is gone, or cannot be read.
    pub async fn load_version(&self, version: &VersionSummary) -> Result<Draft, StorageError> {
        let json = journal::read(ObjectStore::VersionTexts, &key(version)).await?.ok_or(StorageError::Missing)?;
        schema::from_json(&json).map_err(|reason| match reason {
            SchemaError::Newer { schema } => StorageError::Newer { schema },
            reason => StorageError::Unreadable { reason },
        })
    }
}

/// Keys sort by time: 16 hexadecimal digits hold any time.
fn key(version: &VersionSummary) -> String {
    format!("{}/{:016x}", version.draft, version.time_ms)
}

/// The writes that remove versions which are not worth keeping beside a new one. `earlier`: newest first.
fn too_many(earlier: &[VersionSummary], new: &VersionSummary) -> Vec<JournalWrite> {
    let ascending: Vec<&VersionSummary> = earlier.iter().rev().chain([new]).collect();
    let times_ms: Vec<u64> = ascending.iter().map(|version| version.time_ms).collect();
    let keys = thinned(&times_ms, new.time_ms).into_iter().map(|idx| key(ascending[idx]));
    keys.flat_map(|key| {
        [JournalWrite::remove(ObjectStore::Versions, &key), JournalWrite::remove(ObjectStore::VersionTexts, &key)]
    })
    .collect()
}
