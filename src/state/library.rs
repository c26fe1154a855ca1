//! The commands on the list of drafts: sort, choose a show, search, look after the room.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::settings::has_room_for_panels;
use super::{AppState, Pane, now_ms};
use crate::draft::{DraftId, DraftSummary, Order};
use crate::storage::{TRASH_DAYS, Usage};

impl AppState {
    /// Lists the drafts in another order, from now on.
    pub fn sort_drafts(&self, order: Order) {
        self.change_settings(|settings| settings.drafts_order = order);
    }

    /// Lists the episodes of one show alone, or all drafts, from now on.
    pub fn list_show(&self, show: Option<String>) {
        self.change_settings(|settings| settings.drafts_show = show);
    }

    /// Shows the list of drafts, with the cursor in its search field.
    pub fn search_drafts(&self) {
        if !has_room_for_panels() {
            self.pane.set(Pane::Drafts);
        } else if !self.settings.with_untracked(|settings| settings.drafts_shown) {
            self.toggle_drafts();
        }
        self.search_wanted.update(|n| *n += 1);
    }

    /// How many days a deleted draft can still be brought back, at least; nothing for one that is not deleted.
    pub fn days_left(&self, draft: &DraftSummary) -> Option<u64> {
        const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
        let n_days_past = now_ms().saturating_sub(draft.trashed_ms?) / DAY_MS;
        Some(TRASH_DAYS.saturating_sub(n_days_past))
    }

    /// Removes all deleted drafts for good.
    pub fn empty_trash(&self) {
        let state = *self;
        let ids: Vec<DraftId> = self.trash.with_untracked(|trash| trash.iter().map(|row| row.id.clone()).collect());
        spawn_local(async move {
            let Some(store) = state.store() else { return };
            for id in &ids {
                if let Err(reason) = state.remove_for_good(&store, id).await {
                    return state.warn(format!("The trash could not be emptied: {reason}."));
                }
            }
            // There may be room now for what was refused.
            state.work_off();
            state.tell("The trash is empty.");
        });
    }

    /// What is used of the room that there is; nothing until the store is open.
    pub async fn usage(&self) -> Option<Usage> {
        Some(self.store()?.usage().await)
    }

    /// Opens a draft with the cursor at a 1-based line of it.
    pub fn open_draft_at_line(&self, id: &DraftId, line: usize) {
        if self.is_open(id) {
            return self.go_to_line(line);
        }
        self.flush();
        self.once_loaded(id, move |state, draft| {
            state.switch_to(draft);
            state.go_to_line(line);
        });
    }
}
