//! What the checks are to leave alone, by the author's word: kept beside the drafts, and followed in other tabs.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::AppState;
use super::notices::{NoticeAction, Tone};
use crate::draft::{Ignored, show_of};
use crate::rundown::{Check, Finding};

impl AppState {
    /// Reads what is ignored; the checks follow.
    pub(super) fn read_ignored(&self) {
        let state = *self;
        spawn_local(async move {
            if let Some(store) = state.store() {
                let ignored = store.kept::<Ignored>().await;
                state.take_ignored(ignored);
            }
        });
    }

    fn take_ignored(&self, ignored: Ignored) {
        self.checks.ignored.set(ignored);
        self.check_again();
        self.check();
    }

    /// Takes no more notice of a finding at its place.
    pub fn ignore_here(&self, finding: &Finding) {
        let Some(id) = self.open_id() else { return };
        let (check, place) = (finding.check, finding.place(&self.text()));
        self.change_ignored(move |ignored| ignored.ignore_place(&id, check.id(), place));
    }

    /// Takes no more notice of what a check finds in this show.
    pub fn ignore_in_show(&self, finding: &Finding) {
        let (check, show) = (finding.check, self.open_show());
        let text = match show.as_str() {
            "" => format!("“{}” is ignored in drafts without a show.", check.title()),
            show => format!("“{}” is ignored in {show}.", check.title()),
        };
        self.change_ignored(move |ignored| ignored.ignore_in_show(&show, check.id()));
        self.notify(Tone::Done, text, Some(NoticeAction::NoticeInShow(check)));
    }

    /// Takes notice again of what a check finds in this show.
    pub fn notice_in_show(&self, check: Check) {
        let show = self.open_show();
        self.change_ignored(move |ignored| ignored.notice_in_show(&show, check.id()));
    }

    /// Takes notice again of every place of the open draft.
    pub fn notice_places(&self) {
        if let Some(id) = self.open_id() {
            self.change_ignored(move |ignored| ignored.notice_places(&id));
        }
    }

    /// The checks that are ignored in the show of the open draft.
    pub fn ignored_in_show(&self) -> Vec<Check> {
        let show = self.open_show();
        self.checks.ignored.with_untracked(|ignored| ignored.in_show(&show).filter_map(Check::of_id).collect())
    }

    /// Whether places of the open draft are ignored.
    pub fn has_ignored_places(&self) -> bool {
        let id = self.open_id();
        id.is_some_and(|id| self.checks.ignored.with_untracked(|ignored| ignored.has_places(&id)))
    }

    /// The show of the open draft; empty where its title names none.
    pub(super) fn open_show(&self) -> String {
        let title = untrack(|| self.title());
        show_of(&title).unwrap_or_default().to_owned()
    }

    fn change_ignored(&self, change: impl Fn(&mut Ignored) + 'static) {
        let state = *self;
        spawn_local(async move {
            if let Some(changed) = state.change_kept(change).await {
                state.take_ignored(changed.value);
            }
        });
    }
}
