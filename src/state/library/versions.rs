//! The history of the drafts: when a version is kept, and what can be done with one.
//!
//! One is kept when a draft is opened or exported, before a command rewrites the notes, and every few minutes of work; the
//! store leaves out those that say what the last one said. Taking the text costs a copy of it; the rest is done in the
//! background, one after the other.

use std::collections::VecDeque;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Library;
use crate::draft::diff::{TextDiff, diff};
use crate::draft::versions::{VersionCause, VersionSummary};
use crate::draft::{Draft, DraftId};
use crate::export::file_name;
use crate::state::{effect, idle, now_ms};
use crate::storage::Store;

/// How long one works until a version is kept, in milliseconds.
const WORK_MS: u64 = 5 * 60_000;
/// Commands of one kind that follow each other within this time have one version before them, in milliseconds: a segment
/// that is carried down by ten keys need not be ten versions of long notes.
const ONE_COMMAND_MS: u64 = 60_000;

/// Longer notes are written down when the browser is idle, because that takes part of a frame. In bytes.
const MAX_SHORT_BYTES: usize = 100_000;

/// What is to be kept.
#[derive(Default)]
pub(crate) struct Versions {
    waiting: VecDeque<(Draft, VersionCause, u64)>,
    is_working: bool,
    /// The last command that a version was kept for: of which draft, which one, when.
    last_command: Option<(DraftId, VersionCause, u64)>,
}

impl Versions {
    /// Whether a version was kept just now for the same reason.
    fn has_just_kept(&mut self, id: &DraftId, cause: &VersionCause, now_ms: u64) -> bool {
        if !matches!(cause, VersionCause::Before(_)) {
            return false;
        }
        let is_same = |(of, last, time_ms): &(DraftId, VersionCause, u64)| {
            (of, last) == (id, cause) && now_ms.saturating_sub(*time_ms) < ONE_COMMAND_MS
        };
        let has = self.last_command.as_ref().is_some_and(is_same);
        self.last_command = Some((id.clone(), cause.clone(), now_ms));
        has
    }
}

/// What a version is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ComparedWith {
    /// The notes as they are: what has changed since.
    #[default]
    Now,
    /// The version before it: what had changed by then.
    Before,
}

/// A version that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenVersion {
    pub draft: Draft,
    /// From the older text to the newer one.
    pub diff: TextDiff,
    /// Whether the notes say the same now.
    pub is_as_now: bool,
}

impl Library {
    /// Keeps the open draft as it is now in its history. An empty one is no work.
    pub(crate) fn keep_version(&self, cause: VersionCause) {
        let Some(draft) = self.saving.open_draft_with_text().filter(|draft| !draft.text.is_empty()) else { return };
        let now_ms = now_ms();
        let is_wanted = self.versions.try_update_value(|versions| {
            let is_wanted = !versions.has_just_kept(&draft.id, &cause, now_ms);
            if is_wanted {
                versions.waiting.push_back((draft, cause, now_ms));
            }
            is_wanted
        });
        if is_wanted == Some(true) {
            self.n_versions_due.update(|n| *n += 1);
        }
    }

    /// Keeps a version of each draft that is opened, and one every few minutes in which it was changed.
    pub(in crate::state) fn keep_versions_of_work(&self) {
        let library = *self;
        let mut kept: Option<(DraftId, u64)> = None;
        effect(move || {
            library.saving.open.track();
            let Some(id) = library.saving.open_id() else { return kept = None };
            let now_ms = now_ms();
            let cause = match &kept {
                Some((known, time_ms)) if *known == id => match now_ms.saturating_sub(*time_ms) < WORK_MS {
                    true => return,
                    false => VersionCause::Interval,
                },
                _ => VersionCause::Opened,
            };
            kept = Some((id, now_ms));
            library.keep_version(cause);
        });
    }

    /// Reads a version, and compares it with the notes as they are, or with an older version. An error is a sentence for the
    /// author.
    pub async fn open_version(
        &self,
        version: &VersionSummary,
        older: Option<&VersionSummary>,
        with: ComparedWith,
    ) -> Result<OpenVersion, String> {
        let store = self.a_store()?;
        let draft = store.load_version(version).await.map_err(|error| error.to_string())?;
        let now = self.text_of(&version.draft).await?;
        let diff = match (with, older) {
            (ComparedWith::Now, _) => diff(&draft.text, &now),
            (ComparedWith::Before, None) => diff("", &draft.text),
            (ComparedWith::Before, Some(older)) => {
                let older = store.load_version(older).await.map_err(|error| error.to_string())?;
                diff(&older.text, &draft.text)
            }
        };
        let is_as_now = draft.text == now;
        Ok(OpenVersion { draft, diff, is_as_now })
    }

    /// The text of a draft as it is now.
    async fn text_of(&self, id: &DraftId) -> Result<String, String> {
        match self.saving.open_draft_with_text().filter(|open| open.id == *id) {
            Some(open) => Ok(open.text),
            None => Ok(self.saving.load(id).await?.text),
        }
    }

    /// Writes down the versions that are to be kept, from now on.
    pub(in crate::state) fn write_versions(&self) {
        let library = *self;
        effect(move || {
            library.n_versions_due.track();
            library.keep_waiting_versions();
        });
    }

    fn keep_waiting_versions(&self) {
        let was_working = self.versions.try_update_value(|versions| std::mem::replace(&mut versions.is_working, true));
        if was_working != Some(false) {
            return;
        }
        let library = *self;
        spawn_local(async move {
            while let Some((draft, cause, time_ms)) = library.next_version() {
                if draft.text.len() > MAX_SHORT_BYTES {
                    idle().await;
                }
                if let Some(store) = library.saving.store() {
                    // Where the browser keeps no history, the dialog that shows it says so.
                    let _ = store.keep_version(&draft, cause, time_ms).await;
                }
            }
            library.versions.update_value(|versions| versions.is_working = false);
        });
    }

    fn next_version(&self) -> Option<(Draft, VersionCause, u64)> {
        self.versions.try_update_value(|versions| versions.waiting.pop_front()).flatten()
    }

    /// The versions of a draft, the newest first. An error is a sentence for the author.
    pub async fn versions_of(&self, id: &DraftId) -> Result<Vec<VersionSummary>, String> {
        self.a_store()?.versions(id).await.map_err(|error| error.to_string())
    }

    fn a_store(&self) -> Result<Store, String> {
        self.saving.store().ok_or_else(|| "the drafts are still being read".to_owned())
    }

    /// Downloads a version as Markdown.
    pub fn download_version(&self, version: &Draft) {
        let bytes = version.format.encode(&version.text);
        self.screen.download(&file_name(&version.title(), "md"), "text/markdown", &bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_that_follow_each_other_have_one_version_before_them() {
        let mut versions = Versions::default();
        let [one, other] = [1, 2].map(|n| DraftId::from_random([n; 16]));
        let moving = || VersionCause::Before("moving a segment".to_owned());
        assert!(!versions.has_just_kept(&one, &moving(), 1_000));
        assert!(versions.has_just_kept(&one, &moving(), 2_000));
        assert!(versions.has_just_kept(&one, &moving(), 61_000), "counted from the last one");
        assert!(!versions.has_just_kept(&one, &moving(), 121_000));
        assert!(!versions.has_just_kept(&other, &moving(), 121_001));
        assert!(!versions.has_just_kept(&other, &VersionCause::Before("renumbering".to_owned()), 121_002));
        assert!(!versions.has_just_kept(&other, &VersionCause::Exported, 121_003));
        assert!(!versions.has_just_kept(&other, &VersionCause::Exported, 121_004));
    }
}
