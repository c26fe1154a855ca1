//! What the author says of shows: kept under a name of its own, followed in other tabs, and looked up for the open draft.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::AppState;
use crate::draft::kept::Kept;
use crate::draft::show_of;
use crate::rundown::{ShowProfile, Shows};

impl Kept for Shows {
    const NAME: &'static str = "shows";
    const SCHEMA: u64 = 1;

    fn to_json(&self) -> String {
        Shows::to_json(self)
    }

    fn from_json(json: &str, _schema: u64) -> Option<Shows> {
        Shows::from_json(json)
    }

    fn add(&mut self, other: Shows) -> usize {
        Shows::add(self, other)
    }
}

impl AppState {
    /// Reads what is said of shows.
    pub(super) fn read_shows(&self) {
        let state = *self;
        spawn_local(async move {
            if let Some(store) = state.store() {
                state.shows.set(store.kept::<Shows>().await);
            }
        });
    }

    /// What is said of a show; nothing but its name, if all is learned.
    pub fn show_profile(&self, name: &str) -> ShowProfile {
        self.shows.with_untracked(|shows| shows.get(name).cloned()).unwrap_or_else(|| ShowProfile::of(name))
    }

    /// Changes what is said of a show.
    pub fn change_show(&self, name: &str, change: impl Fn(&mut ShowProfile) + 'static) {
        let (state, name) = (*self, name.to_owned());
        // At once, so that what is shown follows the hand.
        self.shows.update(|shows| shows.change(&name, &change));
        spawn_local(async move {
            if let Some(changed) = state.change_kept(|shows: &mut Shows| shows.change(&name, &change)).await {
                state.shows.set(changed.value);
            }
        });
    }

    /// The show that the open draft is an episode of.
    pub fn show_of_open_draft(&self) -> Option<String> {
        let open = self.open_id()?;
        self.library.with_untracked(|library| show_of(&library.get(&open)?.title).map(str::to_owned))
    }
}
