//! What the author has made and that is no draft: read when the app starts, changed in both places, followed in other tabs.

use super::AppState;
use crate::draft::Ignored;
use crate::draft::kept::Kept;
use crate::rundown::Shows;
use crate::storage::{Changed, StorageError, TabMessage};

impl AppState {
    /// Changes what is kept under the value's name, and tells the other tabs. The change may be called again, if another tab was
    /// faster. Nothing where the drafts are still being read.
    pub(crate) async fn change_kept<T: Kept, R>(&self, change: impl Fn(&mut T) -> R) -> Option<Changed<T, R>> {
        let changed = self.store()?.change_kept(change).await;
        self.tell_tabs(&TabMessage::Kept(T::NAME.to_owned()));
        if let Err(reason) = &changed.stored {
            self.warn(not_stored::<T>(reason));
        }
        Some(changed)
    }

    /// Another tab has changed what is kept under a name.
    pub(super) fn follow_kept(&self, name: &str) {
        if name == Ignored::NAME {
            self.read_ignored();
        } else if name == Shows::NAME {
            self.read_shows();
        }
    }
}

fn not_stored<T: Kept>(reason: &StorageError) -> String {
    format!("The change of your {} is in this tab only: {reason}.", T::NAME)
}
