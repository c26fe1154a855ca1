//! Asks what a new episode is to be made from, and shows it before it is there.

mod question;

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use self::question::Question;
use crate::rundown::EMPTY_FIELD;
use crate::state::{OpenDialog, effect, use_app};
use crate::text::Piece;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::dom::focus;
use crate::ui::parts::field::{Field, TextField};
use crate::ui::parts::show::Show;

#[component]
pub fn NewEpisodeDialog() -> impl IntoView {
    view! {
        <Dialog class="new-episode" title="New episode" which=|dialog| matches!(dialog, OpenDialog::NewEpisode)>
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
                <ShowFields question />
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
fn SourceField(question: Question) -> impl IntoView {
    let labels = question.labels();
    let option = |(idx, label): (usize, String)| view! { <option value=idx.to_string()>{label}</option> };
    let options = labels.into_iter().enumerate().map(option).collect_view();
    view! {
        <Field class="source" label="From" field_id="episode-source">
            <select id="episode-source" on:change=move |event| question.choose(&event_target_value(&event))>{options}</select>
        </Field>
    }
}

#[component]
fn NumberField(question: Question) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    effect(move || field.get().filter(|_| !question.begins_with_show()).iter().for_each(|field| focus(field)));
    view! {
        <Field class="number" label="Number" field_id="episode-number">
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
        </Field>
    }
}

/// What the show is called and who speaks, where no earlier episode says it.
#[component]
fn ShowFields(question: Question) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    effect(move || field.get().filter(|_| question.begins_with_show()).iter().for_each(|field| focus(field)));
    view! {
        <Show when=move || question.asks_show()>
            <TextField
                label="Show"
                id="episode-show"
                placeholder="What titles begin with, like Teatime"
                field
                value=question.show
                on_input=move |show| question.type_show(show)
            />
            <TextField
                label="Hosts"
                id="episode-hosts"
                placeholder="Names with commas, as they take turns"
                value=question.hosts
                on_input=move |hosts| question.type_hosts(hosts)
            />
        </Show>
    }
}

/// The day of the episode, if its notes say it.
#[component]
fn DateField(question: Question) -> impl IntoView {
    view! {
        <Show when=move || question.asks().has_date>
            <Field label="Date" field_id="episode-date">
                <input
                    id="episode-date"
                    type="date"
                    prop:value=question.date
                    on:input=move |event| question.date.set(event_target_value(&event))
                />
            </Field>
        </Show>
    }
}

/// Who visits, if that happens in this show.
#[component]
fn GuestsField(question: Question) -> impl IntoView {
    view! {
        <Show when=move || question.asks().has_guests>
            <TextField
                label="Guests"
                id="episode-guests"
                placeholder="Names with commas, if known"
                value=question.guests
                on_input=move |guests| question.guests.set(guests)
            />
        </Show>
    }
}

/// Whether those who paid last time pay again.
#[component]
fn SponsorField(question: Question) -> impl IntoView {
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

#[component]
pub fn EpisodePreview(
    /// Reactive.
    #[prop(into)]
    pieces: Signal<Vec<Piece>>,
) -> impl IntoView {
    view! {
        <div class="episode-preview" role="region" aria-label="What the episode will say" tabindex="0">
            {move || pieces.with(|pieces| pieces.iter().map(shown).collect_view())}
        </div>
    }
}

fn shown(piece: &Piece) -> AnyView {
    match piece {
        Piece::Text(text) => view! { <span>{text.clone()}</span> }.into_any(),
        Piece::Stop { text, .. } if text.is_empty() => view! { <mark>{EMPTY_FIELD}</mark> }.into_any(),
        Piece::Stop { text, .. } => view! { <mark>{text.clone()}</mark> }.into_any(),
        Piece::Cursor => ().into_any(),
    }
}
