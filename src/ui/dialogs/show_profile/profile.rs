//! The show whose profile is shown: what is learned of each member, and what is said in its place.

use leptos::prelude::*;
use leptos::task::spawn_local;

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

/// One member: how its text is read from what is said and what is learned, and written.
pub(super) struct Member {
    /// None while the author has not said it.
    pub said: fn(&ShowProfile) -> Option<String>,
    pub learned: fn(&LearnedProfile) -> String,
    /// Nothing leaves it to what is learned. A text that cannot be its value changes nothing.
    pub set: fn(&mut ShowProfile, Option<&str>),
}

pub(super) static HOSTS: Member = Member {
    said: |profile| Some(profile.hosts.as_ref()?.join(", ")),
    learned: |learned| learned.hosts.join(", "),
    set: |profile, text| profile.hosts = text.map(|text| listed(text, ',')),
};

pub(super) static LABEL_SHAPE: Member = Member {
    said: |profile| profile.label_shape.clone(),
    learned: |learned| learned.label_shape.clone(),
    set: |profile, text| profile.label_shape = text.map(str::to_owned),
};

pub(super) static N_TOPICS: Member = Member {
    said: |profile| Some(profile.n_topics?.to_string()),
    learned: |learned| learned.n_topics.to_string(),
    set: |profile, text| {
        if let Ok(n_topics) = text.map(str::parse).transpose() {
            profile.n_topics = n_topics;
        }
    },
};

pub(super) static HEAD: Member = Member {
    said: |profile| profile.head.clone(),
    learned: |learned| learned.head.clone(),
    set: |profile, text| profile.head = text.map(str::to_owned),
};

pub(super) static FOOT: Member = Member {
    said: |profile| profile.foot.clone(),
    learned: |learned| learned.foot.clone(),
    set: |profile, text| profile.foot = text.map(str::to_owned),
};

impl Member {
    /// Whether a text says what is learned without it.
    pub fn is_learned_anyway(&self, text: &str, learned: &LearnedProfile) -> bool {
        let mut profile = ShowProfile::default();
        (self.set)(&mut profile, Some(text));
        (self.said)(&profile) == Some((self.learned)(learned))
    }
}

/// The entries of a list that was written down, without empty ones.
pub(super) fn listed(text: &str, separator: char) -> Vec<String> {
    let entries = text.split(separator).map(str::trim).filter(|entry| !entry.is_empty());
    entries.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_without_what_is_empty() {
        assert_eq!(listed(" Ann , ,Ben", ','), ["Ann", "Ben"]);
        assert!(listed("", '\n').is_empty());
    }

    #[track_caller]
    fn is_said_and_taken_back(member: &Member, text: &str) {
        let mut profile = ShowProfile::default();
        (member.set)(&mut profile, Some(text));
        assert_eq!((member.said)(&profile).as_deref(), Some(text));
        (member.set)(&mut profile, None);
        assert_eq!(profile, ShowProfile::default());
    }

    #[test]
    fn each_member_is_shown_as_it_was_said() {
        is_said_and_taken_back(&HOSTS, "Ann, Ben");
        is_said_and_taken_back(&LABEL_SHAPE, "{{host}}: {{title}}");
        is_said_and_taken_back(&N_TOPICS, "6");
        is_said_and_taken_back(&HEAD, "# Teatime {{episode}}");
        is_said_and_taken_back(&FOOT, "Write to us.");
    }

    #[test]
    fn a_number_that_is_none_changes_nothing() {
        let mut profile = ShowProfile { n_topics: Some(6), ..ShowProfile::default() };
        (N_TOPICS.set)(&mut profile, Some("six"));
        assert_eq!(profile.n_topics, Some(6));
    }

    #[test]
    fn what_is_learned_anyway_is_told_by_its_meaning() {
        let learned =
            LearnedProfile { hosts: vec!["Ann".into(), "Ben".into()], n_topics: 6, ..LearnedProfile::default() };
        assert!(HOSTS.is_learned_anyway("Ann,Ben ,", &learned));
        assert!(!HOSTS.is_learned_anyway("Ben, Ann", &learned));
        assert!(N_TOPICS.is_learned_anyway("06", &learned));
    }
}
