//! What a show is like: learned from its episodes, and changed by its author, member by member. Each member has a field with a
//! sign whether it is learned, and a way back to that.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::rundown::{LearnedProfile, ShowProfile};
use crate::state::{AppState, OpenDialog, use_app};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::Field;
use crate::ui::parts::show::Show;

#[component]
pub fn ShowProfileDialog() -> impl IntoView {
    view! {
        <Dialog
            class="show-profile"
            title="Profile of the show"
            which=|dialog| matches!(dialog, OpenDialog::ShowProfile)
        >
            <ShowProfileForm />
        </Dialog>
    }
}

#[component]
fn ShowProfileForm() -> impl IntoView {
    let app = use_app();
    let shows = app.known_shows();
    let profile = Profile::new(app, shows.first().cloned().unwrap_or_default());
    let has_shows = !shows.is_empty();
    profile.learn();
    view! {
        <Show when=move || !has_shows>
            <p class="form-note">
                {"No draft is an episode of a show yet. A show is what stands before the number in a title, like “Teatime 7”."}
            </p>
        </Show>
        <Show when=move || has_shows>
            <div class="form">
                <ShowField profile shows=shows.clone() />
                <p class="form-note">
                    {"New episodes are made from this. What you do not change is learned from the last episodes."}
                </p>
                <p class="form-problem" role="alert">{profile.problem}</p>
                <HostsField profile />
                <LabelField profile />
                <TopicsField profile />
                <StandingField profile member=&HEAD label="Above the topics" field_id="profile-head" />
                <StandingField profile member=&FOOT label="Below the topics" field_id="profile-foot" />
                <TargetsField profile />
            </div>
        </Show>
    }
}

/// Which show: a choice where there are several.
#[component]
fn ShowField(
    profile: Profile,
    /// One-time: their names.
    shows: Vec<String>,
) -> impl IntoView {
    let option = |show: String| view! { <option value=show.clone()>{show.clone()}</option> };
    let options = shows.into_iter().map(option).collect_view();
    view! {
        <Field label="Show" field_id="profile-show">
            <select id="profile-show" on:change=move |event| profile.choose(event_target_value(&event))>{options}</select>
        </Field>
    }
}

/// A field, its label, and where its value comes from.
#[component]
fn MemberField(
    profile: Profile,
    /// One-time.
    member: &'static Member,
    /// One-time: what it is called.
    label: &'static str,
    /// One-time: the id of the field among the children.
    field_id: &'static str,
    children: Children,
) -> impl IntoView {
    let is_said = Memo::new(move |_| profile.is_said(member));
    view! {
        <div class="form-field member" data-said=move || is_said.get().to_string()>
            <div class="member-head">
                <label for=field_id>{label}</label>
                <Show when=move || !is_said.get()>
                    <span class="member-origin">{"learned"}</span>
                </Show>
                <Show when=is_said>
                    <button
                        type="button"
                        class="link-button"
                        aria-label=format!("Learn again: {label}")
                        on:click=move |_| profile.learn_again(member)
                    >
                        {"learn again"}
                    </button>
                </Show>
            </div>
            {children()}
        </div>
    }
}

#[component]
fn HostsField(profile: Profile) -> impl IntoView {
    view! {
        <MemberField profile member=&HOSTS label="Hosts" field_id="profile-hosts">
            <input
                id="profile-hosts"
                type="text"
                autocomplete="off"
                prop:value=move || profile.shown(&HOSTS)
                on:change=move |event| profile.say(&HOSTS, event_target_value(&event))
            />
        </MemberField>
    }
}

/// Written with fields, or one of those that labels have.
#[component]
fn LabelField(profile: Profile) -> impl IntoView {
    let shapes = move || {
        let option = |shape: String| view! { <option value=shape></option> };
        profile.shapes().into_iter().map(option).collect_view()
    };
    view! {
        <MemberField profile member=&LABEL_SHAPE label="Label of a topic" field_id="profile-label">
            <input
                id="profile-label"
                type="text"
                class="code"
                list="profile-labels"
                autocomplete="off"
                aria-describedby="profile-label-note"
                prop:value=move || profile.shown(&LABEL_SHAPE)
                on:change=move |event| profile.say(&LABEL_SHAPE, event_target_value(&event))
            />
            <datalist id="profile-labels">{shapes}</datalist>
            <p id="profile-label-note" class="form-note">
                {"Fields: {{host}}, {{number}}, {{title}}, {{url}}. {{title}} must be there."}
            </p>
        </MemberField>
    }
}

#[component]
fn TopicsField(profile: Profile) -> impl IntoView {
    view! {
        <MemberField profile member=&N_TOPICS label="Topics" field_id="profile-topics">
            <input
                id="profile-topics"
                type="number"
                min="0"
                max="50"
                prop:value=move || profile.shown(&N_TOPICS)
                on:change=move |event| profile.say(&N_TOPICS, event_target_value(&event))
            />
        </MemberField>
    }
}

/// What stands above the topics, or below.
#[component]
fn StandingField(
    profile: Profile,
    /// One-time.
    member: &'static Member,
    /// One-time: what it is called.
    label: &'static str,
    /// One-time.
    field_id: &'static str,
) -> impl IntoView {
    view! {
        <MemberField profile member label field_id>
            <textarea
                id=field_id
                class="code"
                rows="6"
                prop:value=move || profile.shown(member)
                on:change=move |event| profile.say(member, event_target_value(&event))
            ></textarea>
        </MemberField>
    }
}

/// Where the notes go; nothing of this is learned.
#[component]
fn TargetsField(profile: Profile) -> impl IntoView {
    view! {
        <Field label="Where the notes are published, one place a line" field_id="profile-targets">
            <textarea
                id="profile-targets"
                rows="3"
                prop:value=move || profile.said.with(|said| said.targets.join("\n"))
                on:change=move |event| {
                    let targets = listed(&event_target_value(&event), '\n');
                    profile.change(move |profile| profile.targets = targets.clone());
                }
            ></textarea>
        </Field>
    }
}

/// What is shown; gone with the form.
#[derive(Clone, Copy)]
struct Profile {
    app: AppState,
    show: RwSignal<String>,
    learned: RwSignal<LearnedProfile>,
    problem: RwSignal<Option<String>>,
    /// What the author says; what is none is learned.
    said: Memo<ShowProfile>,
}

impl Profile {
    fn new(app: AppState, show: String) -> Self {
        let show = RwSignal::new(show);
        let said = Memo::new(move |_| {
            app.library.shows.track();
            app.library.show_profile(&show.get())
        });
        Self { app, show, learned: RwSignal::new(LearnedProfile::default()), problem: RwSignal::new(None), said }
    }

    fn choose(&self, show: String) {
        self.show.set(show);
        self.learn();
    }

    /// Learns from the drafts of the show. What is learned of one that was chosen before comes too late.
    fn learn(&self) {
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
    fn shown(&self, member: &Member) -> String {
        self.said.with(member.said).unwrap_or_else(|| self.learned.with(member.learned))
    }

    fn is_said(&self, member: &Member) -> bool {
        self.said.with(member.said).is_some()
    }

    /// Shapes that labels of the show have.
    fn shapes(&self) -> Vec<String> {
        self.learned.with(|learned| {
            let shapes = std::iter::once(&learned.label_shape).chain(&learned.other_shapes);
            shapes.cloned().collect()
        })
    }

    /// Says a member. What is learned anyway is not said.
    fn say(&self, member: &'static Member, text: String) {
        let is_learned = self.learned.with_untracked(|learned| member.is_learned_anyway(&text, learned));
        self.change(move |profile| (member.set)(profile, (!is_learned).then_some(&text)));
    }

    /// Leaves a member to what is learned.
    fn learn_again(&self, member: &'static Member) {
        self.change(|profile| (member.set)(profile, None));
    }

    fn change(&self, change: impl Fn(&mut ShowProfile) + 'static) {
        self.app.library.change_show(&self.show.get_untracked(), change);
    }
}

/// One member: how its text is read from what is said and what is learned, and written.
struct Member {
    /// None while the author has not said it.
    said: fn(&ShowProfile) -> Option<String>,
    learned: fn(&LearnedProfile) -> String,
    /// Nothing leaves it to what is learned. A text that cannot be its value changes nothing.
    set: fn(&mut ShowProfile, Option<&str>),
}

static HOSTS: Member = Member {
    said: |profile| Some(profile.hosts.as_ref()?.join(", ")),
    learned: |learned| learned.hosts.join(", "),
    set: |profile, text| profile.hosts = text.map(|text| listed(text, ',')),
};

static LABEL_SHAPE: Member = Member {
    said: |profile| profile.label_shape.clone(),
    learned: |learned| learned.label_shape.clone(),
    set: |profile, text| profile.label_shape = text.map(str::to_owned),
};

static N_TOPICS: Member = Member {
    said: |profile| Some(profile.n_topics?.to_string()),
    learned: |learned| learned.n_topics.to_string(),
    set: |profile, text| {
        if let Ok(n_topics) = text.map(str::parse).transpose() {
            profile.n_topics = n_topics;
        }
    },
};

static HEAD: Member = Member {
    said: |profile| profile.head.clone(),
    learned: |learned| learned.head.clone(),
    set: |profile, text| profile.head = text.map(str::to_owned),
};

static FOOT: Member = Member {
    said: |profile| profile.foot.clone(),
    learned: |learned| learned.foot.clone(),
    set: |profile, text| profile.foot = text.map(str::to_owned),
};

impl Member {
    /// Whether a text says what is learned without it.
    fn is_learned_anyway(&self, text: &str, learned: &LearnedProfile) -> bool {
        let mut profile = ShowProfile::default();
        (self.set)(&mut profile, Some(text));
        (self.said)(&profile) == Some((self.learned)(learned))
    }
}

/// The entries of a list that was written down, without empty ones.
fn listed(text: &str, separator: char) -> Vec<String> {
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
