//! What the checks are to leave alone, by the author's word: kept beside the drafts, and followed in other tabs.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::AppState;
use super::notices::{NoticeAction, Tone};
use crate::draft::{DraftId, Ignored, show_of};
use crate::rundown::{Check, Finding};

/// What the checks were told to leave alone, by one command.
#[derive(Clone, PartialEq)]
pub enum Ignoring {
    /// What a check has found at a place of a draft.
    Here { draft: DraftId, check: Check, place: u64 },
    /// Whatever a check finds in a show.
    InShow { show: String, check: Check },
}

impl Ignoring {
    fn add_to(&self, ignored: &mut Ignored) {
        match self {
            Self::Here { draft, check, place } => ignored.ignore_place(draft, check.id(), *place),
            Self::InShow { show, check } => ignored.ignore_in_show(show, check.id()),
        }
    }

    fn take_from(&self, ignored: &mut Ignored) {
        match self {
            Self::Here { draft, check, place } => ignored.notice_place(draft, check.id(), *place),
            Self::InShow { show, check } => ignored.notice_in_show(show, check.id()),
        }
    }
}

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
        let Some(draft) = self.open_id() else { return };
        let text = format!("“{}” is ignored at this place.", finding.check.title());
        self.ignore(Ignoring::Here { draft, check: finding.check, place: finding.place(&self.text()) }, text);
    }

    /// Takes no more notice of what a check finds in this show.
    pub fn ignore_in_show(&self, finding: &Finding) {
        let (check, show) = (finding.check, self.open_show());
        let text = match show.as_str() {
            "" => format!("“{}” is ignored in drafts without a show.", check.title()),
            show => format!("“{}” is ignored in {show}.", check.title()),
        };
        self.ignore(Ignoring::InShow { show, check }, text);
    }

    fn ignore(&self, ignoring: Ignoring, text: String) {
        let ignored = ignoring.clone();
        self.change_ignored(move |all| ignored.add_to(all));
        self.notify(Tone::Done, text, Some(NoticeAction::NoticeAgain(ignoring)));
    }

    /// Takes notice again of what was ignored.
    pub(super) fn notice_again(&self, ignoring: &Ignoring) {
        let noticed = ignoring.clone();
        self.change_ignored(move |all| noticed.take_from(all));
        self.withdraw_ignoring(|offered| offered == ignoring);
    }

    /// Takes notice again of what a check finds in this show.
    pub fn notice_in_show(&self, check: Check) {
        self.notice_again(&Ignoring::InShow { show: self.open_show(), check });
    }

    /// Takes notice again of every place of the open draft.
    pub fn notice_places(&self) {
        let Some(id) = self.open_id() else { return };
        self.withdraw_ignoring(|offered| matches!(offered, Ignoring::Here { draft, .. } if *draft == id));
        self.change_ignored(move |ignored| ignored.notice_places(&id));
    }

    /// Takes away what offers to undo what is undone.
    fn withdraw_ignoring(&self, is_over: impl Fn(&Ignoring) -> bool) {
        self.withdraw_notices(|action| matches!(action, NoticeAction::NoticeAgain(offered) if is_over(offered)));
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
