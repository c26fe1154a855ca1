//! Keeping drafts: what is stored, what waits to be stored, and what the author is told of it.
//!
//! It knows no editor. Whoever has the draft open says when its text has changed, and lends its desk ([`Desk`]): a way to
//! read the text when it is time to save, and to bring in what another tab has written.
//!
//! In reading order: `outbox` (where each draft stands; pure) and `timing` (when the open draft is saved; pure), `open`
//! (the open draft beside its text), `writing` (from a change to the outbox, and to the second copy), `sending` (from there to the store),
//! `merging` (other tabs), `shelf` (the list of what is stored), `file` (a file on the author's disk).
//!
//! Invariant: a draft is shown as saved only after the store has acknowledged the latest revision of it.

mod file;
mod merging;
#[cfg(test)]
mod model_tests;
mod open;
mod outbox;
mod sending;
mod shelf;
mod timing;
mod writing;

use std::ops::Deref;

use leptos::prelude::*;

pub use self::file::{FileState, SavedFile};
pub(super) use self::merging::Followed;
pub(super) use self::open::Desk;
use self::open::OpenDraft;
use self::outbox::Outbox;
pub use self::outbox::SaveState;
pub(super) use self::shelf::not_stored;
use self::writing::Timers;
use super::screen::Screen;
use super::{AtPause, set_if_changed};
use crate::draft::{DraftId, DraftList, DraftSummary};
use crate::storage::{Store, TabMessage, Tabs};
use crate::text::SortedSet;

/// What is stored in this browser, and what is on its way there. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct Saving {
    screen: Screen,
    signals: &'static SavingSignals,
}

/// What it is made of. It lives as long as the page, so that a handle is a pointer: a closure that captures one stays small.
#[derive(Default)]
pub struct SavingSignals {
    /// Whether the drafts are still being read.
    pub is_starting: RwSignal<bool>,
    /// Every draft that is not deleted, as listed.
    pub drafts: RwSignal<DraftList>,
    /// Drafts that were deleted and can still be restored, newest first.
    pub trash: RwSignal<Vec<DraftSummary>>,
    /// The open draft's row, or nothing while there is none.
    pub open: RwSignal<Option<DraftSummary>>,
    /// Where the open draft stands.
    pub state: RwSignal<SaveState>,
    /// Drafts that the browser refuses to store, held in memory for as long as the page lives.
    pub refused: RwSignal<SortedSet<DraftId>>,
    /// Whether another tab has the open draft too.
    pub open_elsewhere: RwSignal<bool>,
    /// The file that the open draft is saved to as well, if there is one.
    pub file: RwSignal<Option<SavedFile>>,
    /// Nothing until the browser has opened it.
    store: StoredValue<Option<Store>, LocalStorage>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    /// What other tabs have told since this one began to read, until it has.
    heard_early: StoredValue<Vec<TabMessage>, LocalStorage>,
    outbox: StoredValue<Outbox, LocalStorage>,
    timers: StoredValue<Timers, LocalStorage>,
    save_timer: AtPause,
    copy_timer: AtPause,
    retry_timer: AtPause,
    open_draft: StoredValue<Option<OpenDraft>, LocalStorage>,
    desk: StoredValue<Option<Desk>, LocalStorage>,
}

impl Deref for Saving {
    type Target = SavingSignals;

    fn deref(&self) -> &SavingSignals {
        self.signals
    }
}

impl Saving {
    pub(super) fn new(screen: Screen) -> Saving {
        let signals =
            Box::leak(Box::new(SavingSignals { is_starting: RwSignal::new(true), ..SavingSignals::default() }));
        Saving { screen, signals }
    }

    /// The store, once the browser has opened it.
    pub(crate) fn store(&self) -> Option<Store> {
        self.store.try_get_value().flatten()
    }

    /// The browser has opened the store.
    pub(super) fn set_store(&self, store: Store) {
        self.store.set_value(Some(store));
    }

    /// Changes where drafts stand. All that is shown of it follows: nothing else sets these signals.
    fn change_outbox<R>(&self, change: impl FnOnce(&mut Outbox) -> R) -> Option<R> {
        let changed = self.outbox.try_update_value(change);
        self.show_state();
        changed
    }

    fn show_state(&self) {
        let open = self.open_id();
        let shown = self.outbox.try_with_value(|outbox| {
            (open.map(|id| outbox.state(&id)).unwrap_or_default(), outbox.refused().cloned().collect())
        });
        if let Some((state, refused)) = shown {
            set_if_changed(self.state, state);
            set_if_changed(self.refused, refused);
        }
    }
}
