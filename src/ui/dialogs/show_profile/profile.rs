//! The show whose profile is shown: what is learned, and what is said in its place.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::member::Member;
use crate::rundown::{LearnedProfile, ShowProfile};
use crate::state::AppState;

/// What is shown; gone with the form.
#[derive(Clone, Copy)]
pub(super) struct Profile {
    app: AppState,
    show: RwSignal<String>,
    learned: RwSignal<LearnedProfile>,
    pub problem: RwSignal<Option<String>>,
    /// What the author says; what is none is learned.
    pub said: Memo<ShowProfile>,
}

impl Profile {
    pub fn new(app: AppState, show: String) -> Self {
        let show = RwSignal::new(show);
        let said = Memo::new(move |_| {
            app.library.shows.track();
            app.library.show_profile(&show.get())
        });
        Self { app, show, learned: RwSignal::new(LearnedProfile::default()), problem: RwSignal::new(None), said }
    }

    pub fn choose(&self, show: String) {
        self.show.set(show);
        self.learn();
    }

    /// Learns from the drafts of the show. What is learned of one that was chosen before comes too late.
    pub fn learn(&self) {
        let profile = *self;
        let show = self.show.get_untracked();
        self.problem.set(None);
        spawn_local(async move {
            let learned = profile.app.learned_of_show(&show).await;
            // The dialog may be closed by now.
            if profile.show.try_get_untracked() == Some(show) {
                profile.problem.set(learned.as_ref().err().cloned());
                profile.learned.set(learned.unwrap_or_default());
            }
        });
    }

    /// A member as its field shows it: what is said, else what is learned.
    pub fn shown(&self, member: &Member) -> String {
        self.said.with(member.said).unwrap_or_else(|| self.learned.with(member.learned))
    }

    pub fn is_said(&self, member: &Member) -> bool {
        self.said.with(member.said).is_some()
    }

    /// Shapes that labels of the show have.
    pub fn shapes(&self) -> Vec<String> {
        self.learned.with(|learned| {
            let shapes = std::iter::once(&learned.label_shape).chain(&learned.other_shapes);
            shapes.cloned().collect()
        })
    }

    /// Says a member. What is learned anyway is not said.
    pub fn say(&self, member: &'static Member, text: String) {
        let is_learned = self.learned.with_untracked(|learned| member.is_learned_anyway(&text, learned));
        self.change(move |profile| (member.set)(profile, (!is_learned).then_some(&text)));
    }

    /// Leaves a member to what is learned.
    pub fn learn_again(&self, member: &'static Member) {
        self.change(|profile| (member.set)(profile, None));
    }

    pub fn change(&self, change: impl Fn(&mut ShowProfile) + 'static) {
        self.app.library.change_show(&self.show.get_untracked(), change);
    }
}
