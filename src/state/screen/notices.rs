//! Short messages to the author: what failed and what to do, what was done and how to take it back.

use std::sync::Arc;

use leptos::prelude::*;

use super::Screen;
use crate::text::without_controls;

/// One message, shown until it is dismissed or, if it asks for nothing, for a few seconds.
#[derive(Clone)]
pub struct Notice {
    /// Distinguishes notices of the same text, also from those that are gone: a view that is kept by it would show them on.
    pub id: u32,
    pub tone: Tone,
    pub text: String,
    pub offer: Option<Offer>,
}

/// How a notice is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done. Announced politely.
    Done,
    /// Something went wrong. Announced at once, and stays.
    Problem,
}

/// What a notice offers: the text of its button, and what that does.
#[derive(Clone)]
pub struct Offer {
    pub label: &'static str,
    about: About,
    run: Arc<dyn Fn() + Send + Sync>,
}

/// What an offer is about: once that is over, the notice is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Nothing that ends before the notice does.
    Lasting,
    /// The last edit: over with the next one.
    LastEdit,
    /// The notes that are open: over when others are.
    OpenNotes,
    /// Broken letters in the open notes: over when they are repaired, or other notes are open.
    BrokenLetters,
    /// The editor's tools, which could not be fetched: over when they are there.
    EditorTools,
    /// The late part of the program, which could not be fetched: over when it is here.
    LatePart,
    /// What the checks were told to ignore, by a name for it: over when they are told otherwise.
    Ignored(String),
}

impl Offer {
    pub fn new(label: &'static str, about: About, run: impl Fn() + Send + Sync + 'static) -> Offer {
        Offer { label, about, run: Arc::new(run) }
    }

    /// One that stays until it is taken or dismissed.
    pub fn lasting(label: &'static str, run: impl Fn() + Send + Sync + 'static) -> Offer {
        Offer::new(label, About::Lasting, run)
    }
}

impl Screen {
    /// Says that something was done.
    pub fn tell(&self, text: impl Into<String>) {
        self.notify(Tone::Done, text.into(), None);
    }

    /// Says that something went wrong, and what to do about it.
    pub fn warn(&self, text: impl Into<String>) {
        self.notify(Tone::Problem, text.into(), None);
    }

    /// Names in the text may be anybody's: nothing in them turns the sentence around.
    pub(crate) fn notify(&self, tone: Tone, text: String, offer: Option<Offer>) {
        let text = without_controls(&text).into_owned();
        let id = self.n_notices.get_value();
        self.n_notices.set_value(id + 1);
        self.notices.update(|notices| notices.push(Notice { id, tone, text, offer }));
    }

    /// Whether something is offered that is about this.
    pub(in crate::state) fn offers(&self, about: &About) -> bool {
        self.is_any_about(|offered| offered == about)
    }

    /// Takes away what is offered about something that is over.
    pub(in crate::state) fn withdraw(&self, is_over: impl Fn(&About) -> bool) {
        if self.is_any_about(&is_over) {
            let is_over = |notice: &Notice| notice.offer.as_ref().is_some_and(|offer| is_over(&offer.about));
            self.notices.update(|notices| notices.retain(|notice| !is_over(notice)));
        }
    }

    fn is_any_about(&self, is_it: impl Fn(&About) -> bool) -> bool {
        self.notices
            .with_untracked(|notices| notices.iter().filter_map(|it| it.offer.as_ref()).any(|it| is_it(&it.about)))
    }

    pub fn dismiss(&self, id: u32) {
        self.notices.update(|notices| notices.retain(|notice| notice.id != id));
    }

    pub fn dismiss_all(&self) {
        self.notices.set(Vec::new());
    }

    /// Does what the notice offers, and takes it away.
    pub fn accept(&self, notice: &Notice) {
        if let Some(offer) = &notice.offer {
            (offer.run)();
        }
        self.dismiss(notice.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Settings;

    fn screen() -> (Owner, Screen) {
        let owner = Owner::new();
        owner.set();
        (owner, Screen::new(Settings::default()))
    }

    fn repair() -> Option<Offer> {
        Some(Offer::new("Repair", About::BrokenLetters, || {}))
    }

    #[test]
    fn a_notice_is_never_taken_for_one_that_is_gone() {
        let (_owner, screen) = screen();
        let ids = || screen.notices.with_untracked(|notices| notices.iter().map(|it| it.id).collect::<Vec<_>>());
        screen.notify(Tone::Problem, "Broken.".to_owned(), repair());
        let before = ids();
        screen.withdraw(|about| *about == About::BrokenLetters);
        assert!(!screen.offers(&About::BrokenLetters));
        screen.notify(Tone::Problem, "Broken too.".to_owned(), repair());
        assert_eq!((before.len(), ids().len()), (1, 1));
        assert_ne!(before, ids());
    }

    #[test]
    fn a_name_does_not_turn_a_notice_around() {
        let (_owner, screen) = screen();
        screen.warn("“tea \u{202e}dm.exe” was not imported.");
        screen.notices.with_untracked(|notices| assert_eq!(notices[0].text, "“tea dm.exe” was not imported."));
    }

    #[test]
    fn only_what_is_over_is_withdrawn() {
        let (_owner, screen) = screen();
        screen.notify(Tone::Problem, "Broken.".to_owned(), repair());
        screen.warn("Something else.");
        screen.notify(Tone::Done, "Deleted.".to_owned(), Some(Offer::new("Undo", About::LastEdit, || {})));
        screen.withdraw(|about| *about == About::BrokenLetters);
        let texts =
            screen.notices.with_untracked(|notices| notices.iter().map(|it| it.text.clone()).collect::<Vec<_>>());
        assert_eq!(texts, ["Something else.", "Deleted."]);
    }

    #[test]
    fn an_offer_that_is_accepted_is_done_once_and_taken_away() {
        let (_owner, screen) = screen();
        let n_done = StoredValue::new(0);
        let offer = Offer::lasting("Do it", move || n_done.update_value(|n| *n += 1));
        screen.notify(Tone::Done, "May I?".to_owned(), Some(offer));
        let notice = screen.notices.with_untracked(|notices| notices[0].clone());
        screen.accept(&notice);
        assert_eq!((n_done.get_value(), screen.notices.with_untracked(Vec::len)), (1, 0));
    }
}
