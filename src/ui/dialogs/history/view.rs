//! What the parts of the history know of each other: which versions there are, and which one is looked at.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::draft::DraftId;
use crate::draft::versions::VersionSummary;
use crate::state::{AppState, ComparedWith, OpenDialog, OpenVersion};
use crate::ui::parts::counted::counted;
use crate::ui::parts::when::when_exactly;

/// The state of the dialog, gone with it. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct HistoryView {
    app: AppState,
    id: StoredValue<DraftId>,
    /// The newest first; nothing while they are read.
    pub versions: RwSignal<Option<Vec<VersionSummary>>>,
    /// The place of the one that is looked at.
    pub chosen: RwSignal<usize>,
    pub with: RwSignal<ComparedWith>,
    /// The one that is looked at; nothing while it is read.
    pub version: RwSignal<Option<OpenVersion>>,
    /// What could not be read, and why.
    pub problem: RwSignal<Option<String>>,
}

impl HistoryView {
    pub fn new(app: AppState, id: DraftId) -> Self {
        Self {
            app,
            id: StoredValue::new(id),
            versions: RwSignal::new(None),
            chosen: RwSignal::new(0),
            with: RwSignal::new(ComparedWith::default()),
            version: RwSignal::new(None),
            problem: RwSignal::new(None),
        }
    }

    /// Reads which versions there are, and the newest of them.
    pub fn read(&self) {
        let (view, id) = (*self, self.id.get_value());
        spawn_local(async move {
            let versions = view.app.library.versions_of(&id).await;
            // The dialog may be closed by then.
            if view.versions.is_disposed() {
                return;
            }
            match versions {
                Ok(versions) => {
                    view.versions.set(Some(versions));
                    view.open_chosen();
                }
                Err(reason) => view.problem.set(Some(format!("The history cannot be read: {reason}."))),
            }
        });
    }

    pub fn has_versions(&self) -> bool {
        self.versions.with(|versions| versions.as_ref().is_some_and(|versions| !versions.is_empty()))
    }

    /// Looks at another version.
    pub fn choose(&self, idx: usize) {
        if self.chosen.get_untracked() != idx {
            self.chosen.set(idx);
            self.open_chosen();
        }
    }

    /// Reads the version that is looked at.
    pub fn open_chosen(&self) {
        let (idx, with) = (self.chosen.get_untracked(), self.with.get_untracked());
        let found = self.versions.with_untracked(|versions| {
            let versions = versions.as_ref()?;
            Some((versions.get(idx)?.clone(), versions.get(idx + 1).cloned()))
        });
        let (Some((version, older)), view) = (found, *self) else { return };
        spawn_local(async move {
            let opened = view.app.library.open_version(&version, older.as_ref(), with).await;
            let is_wanted = view.chosen.try_get_untracked() == Some(idx) && view.with.try_get_untracked() == Some(with);
            if !is_wanted {
                return;
            }
            view.problem.set(opened.as_ref().err().map(|reason| format!("This version cannot be read: {reason}.")));
            view.version.set(opened.ok());
        });
    }

    /// How much differs, in words. Tracks it.
    pub fn said(&self) -> String {
        self.version.with(|version| {
            let Some(OpenVersion { diff, .. }) = version else { return String::new() };
            let lines = format!("{} added, {} removed", counted(diff.n_added, "line"), diff.n_removed);
            match (self.with.get(), diff.rows.is_empty()) {
                (ComparedWith::Now, true) => "The notes say the same now.".to_owned(),
                (ComparedWith::Before, true) => "Nothing had changed.".to_owned(),
                (ComparedWith::Now, false) => format!("Since then: {lines}"),
                (ComparedWith::Before, false) => format!("Until then: {lines}"),
            }
        })
    }

    pub fn restore(&self) {
        if let Some(version) = self.take() {
            self.app.restore_version(version.draft);
        }
    }

    pub fn restore_as_copy(&self) {
        let time_ms = self.time_ms();
        if let Some(version) = self.take() {
            let name = format!("{} as of {}", version.draft.title(), when_exactly(time_ms));
            self.app.restore_as_copy(&version.draft, name);
        }
    }

    pub fn download(&self) {
        self.version
            .with_untracked(|version| version.iter().for_each(|it| self.app.library.download_version(&it.draft)));
    }

    /// The version that is looked at; the dialog closes.
    fn take(&self) -> Option<OpenVersion> {
        let version = self.version.get_untracked();
        self.app.screen.close(|dialog| matches!(dialog, OpenDialog::History(_)));
        version
    }

    fn time_ms(&self) -> u64 {
        let idx = self.chosen.get_untracked();
        let time_ms = |versions: &Vec<VersionSummary>| versions.get(idx).map(|version| version.time_ms);
        self.versions.with_untracked(|versions| versions.as_ref().and_then(time_ms)).unwrap_or_default()
    }
}
