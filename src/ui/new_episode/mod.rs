//! Asks what a new episode is to be made from, and shows it before it is there.

mod preview;
mod question;

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use self::preview::EpisodePreview;
use self::question::Question;
use super::dialog::Dialog;
use super::show::Show;
use crate::state::{effect, use_app};

#[component]
pub fn NewEpisodeDialog() -> impl IntoView {
    let app = use_app();
    view! {
        <Dialog
            class="new-episode"
            title="New episode"
            open=app.new_episode_shown
            on_close=move |()| app.new_episode_shown.set(false)
        >
            <NewEpisodeForm />
        </Dialog>
    }
}

#[component]
fn NewEpisodeForm() -> impl IntoView {
    let question = Question::new(use_app());
    question.read_chosen();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        question.begin();
    };
    view! {
        <form class="form" on:submit=submit>
            <div class="form-fields">
                <SourceField question />
                <NumberField question />
                <DateField question />
                <GuestsField question />
                <SponsorField question />
            </div>
            <p class="form-problem" role="alert">{question.problem}</p>
            <EpisodePreview pieces=question.pieces />
            <div class="form-actions">
                <p class="form-note" role="status">{move || question.is_waiting().then_some("The last episodes are being read…")}</p>
                <button type="submit" class="button primary">{"Create the episode"}</button>
            </div>
        </form>
    }
}

/// From which show, or which template.
#[component]
fn SourceField(
    /// One-time: holds signals.
    question: Question,
) -> impl IntoView {
    let labels = question.labels();
    let option = |(idx, label): (usize, String)| view! { <option value=idx.to_string()>{label}</option> };
    let options = labels.into_iter().enumerate().map(option).collect_view();
    view! {
        <div class="form-field source">
            <label for="episode-source">{"From"}</label>
            <select id="episode-source" on:change=move |event| question.choose(&event_target_value(&event))>{options}</select>
        </div>
    }
}

#[component]
fn NumberField(
    /// One-time: holds signals.
    question: Question,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    effect(move || {
        if let Some(field) = field.get() {
            // A browser that refuses leaves the focus where it is.
            let _ = field.focus();
        }
    });
    view! {
        <div class="form-field number">
            <label for="episode-number">{"Number"}</label>
            <input
                node_ref=field
                id="episode-number"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                maxlength="9"
                prop:value=question.episode
                on:input=move |event| question.type_number(event_target_value(&event))
            />
        </div>
    }
}

/// The day of the episode, if its notes say it.
#[component]
fn DateField(
    /// One-time: holds signals.
    question: Question,
) -> impl IntoView {
    view! {
        <Show when=move || question.asks().has_date>
            <div class="form-field">
                <label for="episode-date">{"Date"}</label>
                <input
                    id="episode-date"
                    type="date"
                    prop:value=question.date
                    on:input=move |event| question.date.set(event_target_value(&event))
                />
            </div>
        </Show>
    }
}

/// Who visits, if that happens in this show.
#[component]
fn GuestsField(
    /// One-time: holds signals.
    question: Question,
) -> impl IntoView {
    view! {
        <Show when=move || question.asks().has_guests>
            <div class="form-field guests">
                <label for="episode-guests">{"Guests"}</label>
                <input
                    id="episode-guests"
                    type="text"
                    autocomplete="off"
                    placeholder="Names with commas, if known"
                    prop:value=question.guests
                    on:input=move |event| question.guests.set(event_target_value(&event))
                />
            </div>
        </Show>
    }
}

/// Whether those who paid last time pay again.
#[component]
fn SponsorField(
    /// One-time: holds signals.
    question: Question,
) -> impl IntoView {
    view! {
        <Show when=move || !question.asks().sponsors.is_empty()>
            <label class="form-check">
                <input
                    type="checkbox"
                    prop:checked=question.keeps_sponsors
                    on:change=move |event| question.keeps_sponsors.set(event_target_checked(&event))
                />
                <span>{move || format!("Keep the sponsor: {}", question.asks().sponsors.join(", "))}</span>
            </label>
        </Show>
    }
}
