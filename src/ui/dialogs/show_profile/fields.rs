//! The fields of a show's profile, each with a sign whether its member is learned and a way back to that.

use leptos::prelude::*;

use super::profile::{FOOT, HEAD, HOSTS, LABEL_SHAPE, Member, N_TOPICS, Profile, listed};
use crate::ui::parts::field::Field;
use crate::ui::parts::show::Show;

/// A field, its label, and where its value comes from.
#[component]
fn MemberField(
    /// One-time: holds signals.
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
pub(super) fn HostsField(profile: Profile) -> impl IntoView {
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
pub(super) fn LabelField(profile: Profile) -> impl IntoView {
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
pub(super) fn TopicsField(profile: Profile) -> impl IntoView {
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

/// What stands above the topics, and below.
#[component]
pub(super) fn StandingFields(profile: Profile) -> impl IntoView {
    view! {
        <StandingField profile member=&HEAD label="Above the topics" field_id="profile-head" />
        <StandingField profile member=&FOOT label="Below the topics" field_id="profile-foot" />
    }
}

#[component]
fn StandingField(
    /// One-time: holds signals.
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
pub(super) fn TargetsField(profile: Profile) -> impl IntoView {
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
