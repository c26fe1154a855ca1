//! What the checks are to leave alone, by the author's word: kept beside the drafts, and followed in other tabs.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::OpenNotes;
use crate::draft::{DraftId, Ignored, show_of};
use crate::rundown::{Check, Finding};
use crate::state::effect;
use crate::state::screen::{About, Offer, Tone};

/// What the checks were told to leave alone, by one command.
#[derive(Clone)]
enum Ignoring {
    /// What a check has found at a place of a draft.
    Here { draft: DraftId, check: &'static Check, place: u64 },
    /// Whatever a check finds in a show.
    InShow { show: String, check: &'static Check },
}

impl Ignoring {
    /// Tells it from every other one.
    fn name(&self) -> String {
        match self {
            Self::Here { draft, check, place } => format!("{}{}/{place}", places_of(draft), check.id),
            Self::InShow { show, check } => format!("show {show}/{}", check.id),
        }
    }

    fn add_to(&self, ignored: &mut Ignored) {
        match self {
            Self::Here { draft, check, place } => ignored.ignore_place(draft, check.id, *place),
            Self::InShow { show, check } => ignored.ignore_in_show(show, check.id),
        }
    }

    fn take_from(&self, ignored: &mut Ignored) {
        match self {
            Self::Here { draft, check, place } => ignored.stop_ignoring_place(draft, check.id, *place),
            Self::InShow { show, check } => ignored.stop_ignoring_in_show(show, check.id),
        }
    }
}

impl OpenNotes {
    /// The checks follow what is ignored.
    pub(in crate::state) fn follow_ignored(&self) {
        let this = *self;
        effect(move || {
            this.library.ignored.track();
            this.check_again();
            this.check();
        });
    }

    /// Takes no more notice of a finding at its place.
    pub fn ignore_here(&self, finding: &Finding) {
        let Some(draft) = self.saving.open_id() else { return };
        let text = format!("“{}” is ignored at this place.", finding.check.title);
        self.ignore(Ignoring::Here { draft, check: finding.check, place: finding.place(&self.text()) }, text);
    }

    /// Takes no more notice of what a check finds in this show.
    pub fn ignore_in_show(&self, finding: &Finding) {
        let (check, show) = (finding.check, self.open_show());
        let text = match show.as_str() {
            "" => format!("“{}” is ignored in drafts without a show.", check.title),
            show => format!("“{}” is ignored in {show}.", check.title),
        };
        self.ignore(Ignoring::InShow { show, check }, text);
    }

    fn ignore(&self, ignoring: Ignoring, text: String) {
        let ignored = ignoring.clone();
        self.change_ignored(move |all| ignored.add_to(all));
        let this = *self;
        let about = About::Ignored(ignoring.name());
        self.screen.notify(Tone::Done, text, Some(Offer::new("Undo", about, move || this.notice_again(&ignoring))));
    }

    /// Takes notice again of what was ignored.
    fn notice_again(&self, ignoring: &Ignoring) {
        let noticed = ignoring.clone();
        self.change_ignored(move |all| noticed.take_from(all));
        let name = ignoring.name();
        self.screen.withdraw(|about| *about == About::Ignored(name.clone()));
    }

    /// Takes notice again of what a check finds in this show.
    pub fn stop_ignoring_in_show(&self, check: &'static Check) {
        self.notice_again(&Ignoring::InShow { show: self.open_show(), check });
    }

    /// Takes notice again of every place of the open draft.
    pub fn stop_ignoring_places(&self) {
        let Some(id) = self.saving.open_id() else { return };
        let of_draft = places_of(&id);
        self.screen.withdraw(|about| matches!(about, About::Ignored(name) if name.starts_with(&of_draft)));
        self.change_ignored(move |ignored| ignored.stop_ignoring_places(&id));
    }

    /// The checks that are ignored in the show of the open draft.
    pub fn ignored_in_show(&self) -> Vec<&'static Check> {
        let show = self.open_show();
        self.library.ignored.with_untracked(|ignored| ignored.in_show(&show).filter_map(Check::of_id).collect())
    }

    /// Whether places of the open draft are ignored.
    pub fn has_ignored_places(&self) -> bool {
        let id = self.saving.open_id();
        id.is_some_and(|id| self.library.ignored.with_untracked(|ignored| ignored.has_places(&id)))
    }

    /// The show of the open draft; empty where its title names none.
    pub(in crate::state) fn open_show(&self) -> String {
        let title = untrack(|| self.title());
        show_of(&title).unwrap_or_default().to_owned()
    }

    fn change_ignored(&self, change: impl Fn(&mut Ignored) + 'static) {
        let this = *self;
        let change: Box<dyn Fn(&mut Ignored)> = Box::new(change);
        spawn_local(async move {
            if let Some(changed) = this.saving.change_kept(&*change).await {
                this.library.ignored.set(changed.value);
            }
        });
    }
}

/// What the names of all places of a draft begin with.
fn places_of(draft: &DraftId) -> String {
    format!("place {draft}/")
}
