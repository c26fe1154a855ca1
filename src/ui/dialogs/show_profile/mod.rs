//! What a show is like: learned from its episodes, and changed by its author, member by member.

mod fields;
mod profile;

use leptos::prelude::*;

use self::fields::{HostsField, LabelField, StandingFields, TargetsField, TopicsField};
use self::profile::Profile;
use crate::state::{OpenDialog, use_app};
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
                <StandingFields profile />
                <TargetsField profile />
            </div>
        </Show>
    }
}

/// Which show: a choice where there are several.
#[component]
fn ShowField(
    /// One-time: holds signals.
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
