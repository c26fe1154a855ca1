//! The show whose profile is shown: what is learned, and what is said in its place.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::rundown::{Learned, ShowProfile};
use crate::state::AppState;

/// What is shown; gone with the form.
#[derive(Clone, Copy)]
pub(super) struct Profile {
    app: AppState,
    show: RwSignal<String>,
    learned: RwSignal<Learned>,
    pub problem: RwSignal<Option<String>>,
    /// What the author says; what is none is learned.
    pub said: Memo<ShowProfile>,
}

impl Profile {
    pub fn new(app: AppState, show: String) -> Self {
        let show = RwSignal::new(show);
        let said = Memo::new(move |_| {
            app.shows.track();
            app.show_profile(&show.get())
        });
        Self { app, show, learned: RwSignal::new(Learned::default()), problem: RwSignal::new(None), said }
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

    /// A part of what is said, else of what is learned.
    pub fn shown<T>(&self, said: fn(&ShowProfile) -> Option<T>, learned: fn(&Learned) -> T) -> T {
        self.said.with(said).unwrap_or_else(|| self.learned.with(learned))
    }

    /// Shapes that labels of the show have.
    pub fn shapes(&self) -> Vec<String> {
        self.learned.with(|learned| {
            let shapes = std::iter::once(&learned.label_shape).chain(&learned.other_shapes);
            shapes.cloned().collect()
        })
    }

    /// Says something of the show. What says what is learned anyway is not said.
    pub fn say<T: PartialEq + 'static>(
        &self,
        value: T,
        learned: fn(&Learned) -> T,
        set: impl Fn(&mut ShowProfile, Option<&T>) + 'static,
    ) {
        let is_learned = self.learned.with_untracked(learned) == value;
        self.change(move |profile| set(profile, (!is_learned).then_some(&value)));
    }

    pub fn change(&self, change: impl Fn(&mut ShowProfile) + 'static) {
        self.app.change_show(&self.show.get_untracked(), change);
    }
}
