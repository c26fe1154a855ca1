//! What the author says of shows: kept under a name of its own, followed in other tabs, and looked up for the open draft.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Library;
use crate::draft::kept::Kept;
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

impl Library {
    /// What is said of a show; nothing but its name, if all is learned.
    pub fn show_profile(&self, name: &str) -> ShowProfile {
        self.shows.with_untracked(|shows| shows.get(name).cloned()).unwrap_or_else(|| ShowProfile::of(name))
    }

    /// Changes what is said of a show.
    pub fn change_show(&self, name: &str, change: impl Fn(&mut ShowProfile) + 'static) {
        let (library, name) = (*self, name.to_owned());
        // At once, so that what is shown follows the hand.
        self.shows.update(|shows| shows.change(&name, &change));
        spawn_local(async move {
            let change = |shows: &mut Shows| shows.change(&name, &change);
            if let Some(changed) = library.saving.change_kept(&change).await {
                library.shows.set(changed.value);
            }
        });
    }
}
