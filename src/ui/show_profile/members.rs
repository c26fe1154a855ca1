//! The members of a show's profile, each with a sign whether it is learned and a way back to that.

use leptos::prelude::*;

use super::profile::Profile;
use crate::ui::show::Show;

/// One member: its label, its field, and where its value comes from.
#[component]
fn Member(
    /// One-time: what it is called.
    label: &'static str,
    /// One-time: the id of its field.
    field_id: &'static str,
    /// Reactive: whether the author has said it.
    #[prop(into)]
    is_said: Signal<bool>,
    /// Called to learn it again.
    #[prop(into)]
    on_reset: Callback<()>,
    children: Children,
) -> impl IntoView {
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
                        on:click=move |_| on_reset.run(())
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
pub(super) fn HostsMember(
    /// One-time: holds signals.
    profile: Profile,
) -> impl IntoView {
    let shown = move || profile.shown(|said| said.hosts.clone(), |learned| learned.hosts.clone()).join(", ");
    view! {
        <Member
            label="Hosts"
            field_id="profile-hosts"
            is_said=Signal::derive(move || profile.said.with(|said| said.hosts.is_some()))
            on_reset=move |()| profile.change(|profile| profile.hosts = None)
        >
            <input
                id="profile-hosts"
                type="text"
                autocomplete="off"
                prop:value=shown
                on:change=move |event| {
                    let hosts = listed(&event_target_value(&event), ',');
                    profile.say(hosts, |learned| learned.hosts.clone(), |profile, hosts| profile.hosts = hosts.cloned());
                }
            />
        </Member>
    }
}

/// Written with fields, or one of those that labels have.
#[component]
pub(super) fn LabelMember(
    /// One-time: holds signals.
    profile: Profile,
) -> impl IntoView {
    let shown = move || profile.shown(|said| said.label_shape.clone(), |learned| learned.label_shape.clone());
    let shapes = move || {
        let option = |shape: String| view! { <option value=shape></option> };
        profile.shapes().into_iter().map(option).collect_view()
    };
    view! {
        <Member
            label="Label of a topic"
            field_id="profile-label"
            is_said=Signal::derive(move || profile.said.with(|said| said.label_shape.is_some()))
            on_reset=move |()| profile.change(|profile| profile.label_shape = None)
        >
            <input
                id="profile-label"
                type="text"
                class="code"
                list="profile-labels"
                autocomplete="off"
                aria-describedby="profile-label-note"
                prop:value=shown
                on:change=move |event| {
                    let shape = event_target_value(&event);
                    profile.say(shape, |learned| learned.label_shape.clone(), |profile, shape| {
                        profile.label_shape = shape.cloned();
                    });
                }
            />
            <datalist id="profile-labels">{shapes}</datalist>
            <p id="profile-label-note" class="form-note">
                {"Fields: {{host}}, {{number}}, {{title}}, {{url}}. {{title}} must be there."}
            </p>
        </Member>
    }
}

#[component]
pub(super) fn NumberOfTopics(
    /// One-time: holds signals.
    profile: Profile,
) -> impl IntoView {
    let shown = move || profile.shown(|said| said.n_topics, |learned| learned.n_topics as u32).to_string();
    view! {
        <Member
            label="Topics"
            field_id="profile-topics"
            is_said=Signal::derive(move || profile.said.with(|said| said.n_topics.is_some()))
            on_reset=move |()| profile.change(|profile| profile.n_topics = None)
        >
            <input
                id="profile-topics"
                type="number"
                min="0"
                max="50"
                prop:value=shown
                on:change=move |event| {
                    if let Ok(n_topics) = event_target_value(&event).parse::<u32>() {
                        profile.say(n_topics, |learned| learned.n_topics as u32, |profile, n_topics| {
                            profile.n_topics = n_topics.copied();
                        });
                    }
                }
            />
        </Member>
    }
}

/// What stands above the topics, and below.
#[component]
pub(super) fn StandingText(
    /// One-time: holds signals.
    profile: Profile,
) -> impl IntoView {
    let head = move || profile.shown(|said| said.head.clone(), |learned| learned.head.clone());
    let foot = move || profile.shown(|said| said.foot.clone(), |learned| learned.foot.clone());
    view! {
        <Member
            label="Above the topics"
            field_id="profile-head"
            is_said=Signal::derive(move || profile.said.with(|said| said.head.is_some()))
            on_reset=move |()| profile.change(|profile| profile.head = None)
        >
            <textarea
                id="profile-head"
                class="code"
                rows="6"
                prop:value=head
                on:change=move |event| {
                    let head = event_target_value(&event);
                    profile.say(head, |learned| learned.head.clone(), |profile, head| profile.head = head.cloned());
                }
            ></textarea>
        </Member>
        <Member
            label="Below the topics"
            field_id="profile-foot"
            is_said=Signal::derive(move || profile.said.with(|said| said.foot.is_some()))
            on_reset=move |()| profile.change(|profile| profile.foot = None)
        >
            <textarea
                id="profile-foot"
                class="code"
                rows="6"
                prop:value=foot
                on:change=move |event| {
                    let foot = event_target_value(&event);
                    profile.say(foot, |learned| learned.foot.clone(), |profile, foot| profile.foot = foot.cloned());
                }
            ></textarea>
        </Member>
    }
}

/// Where the notes go; nothing of this is learned.
#[component]
pub(super) fn Targets(
    /// One-time: holds signals.
    profile: Profile,
) -> impl IntoView {
    view! {
        <div class="form-field">
            <label for="profile-targets">{"Where the notes are published, one place a line"}</label>
            <textarea
                id="profile-targets"
                rows="3"
                prop:value=move || profile.said.with(|said| said.targets.join("\n"))
                on:change=move |event| {
                    let targets = listed(&event_target_value(&event), '\n');
                    profile.change(move |profile| profile.targets = targets.clone());
                }
            ></textarea>
        </div>
    }
}

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
}
