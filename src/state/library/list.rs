//! The commands on the list of drafts: sort, choose a show, look after the room.

use super::Library;
use crate::draft::{DraftSummary, Order};
use crate::state::now_ms;
use crate::storage::{TRASH_DAYS, Usage};

impl Library {
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
        const DAY_MS: u64 = 24 * 60 * 60 * 1_000;
        let n_days_past = now_ms().saturating_sub(draft.trashed_ms?) / DAY_MS;
        Some(TRASH_DAYS.saturating_sub(n_days_past))
    }

    /// What is used of the room that there is; nothing until the store is open.
    pub async fn usage(&self) -> Option<Usage> {
        Some(self.saving.store()?.usage().await)
    }
}
