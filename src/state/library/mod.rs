//! The drafts as a whole: their list, what is searched in all of them, their histories, the backup, and what the author keeps
//! beside them (templates, shows, findings to ignore).
//!
//! It does not know which notes are shown, nor how.

mod backup;
mod kept;
mod searching;
mod versions;

use std::ops::Deref;

use leptos::prelude::*;

pub use self::backup::BackupScope;
use self::searching::Searching;
pub use self::searching::{Found, N_FOUND_AT_MOST};
use self::versions::Versions;
pub use self::versions::{ComparedWith, OpenVersion};
use super::saving::Saving;
use super::screen::Screen;
use crate::draft::{DraftSummary, Ignored, Order};
use crate::rundown::{Shows, Templates};
use crate::state::{DAY_MS, now_ms};
use crate::storage::{TRASH_DAYS, Usage};

/// What someone sees who opens the app for the first time: a small real rundown that teaches.
pub(super) const FIRST_NOTES: &str = include_str!("first_notes.md");

/// The drafts as a whole. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct Library {
    screen: Screen,
    saving: Saving,
    signals: &'static LibrarySignals,
}

/// What it is made of. It lives as long as the page, so that a handle is a pointer: a closure that captures one stays small.
#[derive(Default)]
pub struct LibrarySignals {
    /// What the author says of shows.
    pub shows: RwSignal<Shows>,
    /// All templates, the built-in ones too.
    pub templates: RwSignal<Templates>,
    /// Whether a template is being written that is not saved.
    pub template_unsaved: RwSignal<bool>,
    /// Why the last change of the templates was not stored; empty if it was.
    pub template_problem: RwSignal<String>,
    /// How many changes of the templates are on their way to where they are kept.
    n_template_changes: StoredValue<usize>,
    /// What the checks are to ignore.
    pub(super) ignored: RwSignal<Ignored>,
    /// When the last backup was made, in milliseconds since 1970.
    pub last_backup_ms: RwSignal<Option<u64>>,
    /// Goes up each time that there is more to search, or something else.
    pub texts_changed: RwSignal<usize>,
    searching: StoredValue<Searching, LocalStorage>,
    versions: StoredValue<Versions, LocalStorage>,
    /// Goes up each time that a version is to be kept.
    n_versions_due: RwSignal<usize>,
    /// How often a draft was asked for.
    n_asked: StoredValue<usize>,
}

impl Deref for Library {
    type Target = LibrarySignals;

    fn deref(&self) -> &LibrarySignals {
        self.signals
    }
}

impl Library {
    pub(super) fn new(screen: Screen, saving: Saving) -> Library {
        let signals = Box::leak(Box::new(LibrarySignals::default()));
        Library { screen, saving, signals }
    }

    /// The author asks for a draft: whatever was asked for before that comes too late. Returns what tells this time from others.
    pub(super) fn ask(&self) -> Option<usize> {
        self.n_asked.try_update_value(|n| {
            *n += 1;
            *n
        })
    }

    /// Whether nothing else was asked for since.
    pub(super) fn is_still_asked(&self, n_asked: Option<usize>) -> bool {
        self.n_asked.try_get_value() == n_asked
    }

    /// Lists the drafts in another order, from now on.
    pub fn sort_drafts(&self, order: Order) {
        self.screen.change_settings(|settings| settings.drafts_order = order);
    }

    /// Lists the episodes of one show alone, or all drafts, from now on.
    pub fn list_show(&self, show: Option<String>) {
        self.screen.change_settings(|settings| settings.drafts_show = show);
    }

    /// For how many days a deleted draft can still be restored, at least; nothing for one that is not deleted.
    pub fn days_left(&self, draft: &DraftSummary) -> Option<u64> {
        let n_days_past = now_ms().saturating_sub(draft.trashed_ms?) / DAY_MS;
        Some(TRASH_DAYS.saturating_sub(n_days_past))
    }

    /// What is used of the room that there is; nothing until the store is open.
    pub async fn usage(&self) -> Option<Usage> {
        Some(self.saving.store()?.usage().await)
    }
}
