//! The buttons above the notes.

use leptos::prelude::*;

use crate::state::{Command, use_app};
use crate::ui::checks::severity_name;
use crate::ui::parts::counted::counted;
use crate::ui::parts::icon::{self, Icon};
use crate::ui::parts::show::Show;

/// What a button shows: an icon, or a letter in the form that it gives.
#[derive(Clone, Copy)]
enum Face {
    Icon(&'static str),
    Letter(&'static str),
}

const FORMATTING: [(Command, Face); 9] = [
    (Command::Bold, Face::Letter("B")),
    (Command::Italic, Face::Letter("I")),
    (Command::Strikethrough, Face::Letter("S")),
    (Command::Code, Face::Icon(icon::CODE)),
    (Command::Link, Face::Icon(icon::LINK)),
    (Command::Heading, Face::Letter("H")),
    (Command::BulletList, Face::Icon(icon::BULLETS)),
    (Command::NumberedList, Face::Icon(icon::NUMBERS)),
    (Command::Quote, Face::Icon(icon::QUOTE)),
];

#[component]
pub fn Toolbar() -> impl IntoView {
    let app = use_app();
    let cannot_undo = Signal::derive(move || !app.notes.can_undo.get());
    let cannot_redo = Signal::derive(move || !app.notes.can_redo.get());
    view! {
            <div class="toolbar" role="toolbar" aria-label="Formatting">
                <div class="toolbar-group">
                    <CommandButton command=Command::Undo face=Face::Icon(icon::UNDO) disabled=cannot_undo />
                    <CommandButton command=Command::Redo face=Face::Icon(icon::REDO) disabled=cannot_redo />
                </div>
                <div class="toolbar-group">
                    {FORMATTING.map(|(command, face)| view! { <CommandButton command face /> }).collect_view()}
                </div>
                <div class="toolbar-group">
                    <CommandButton command=Command::Find face=Face::Icon(icon::FIND) />
                </div>
            </div>
            <ChecksButton />
    }
}

/// How much the checks have found, where the list of it is out of sight.
#[component]
fn ChecksButton() -> impl IntoView {
    let app = use_app();
    let n_found = Memo::new(move |_| app.notes.checks.findings.with(Vec::len));
    let worst =
        move || app.notes.checks.findings.with(|findings| findings.iter().map(|finding| finding.check.severity).min());
    view! {
        <Show when=move || n_found.get() != 0>
            <button
                type="button"
                class="button small checks-button"
                data-weight=move || worst().map(severity_name)
                aria-label=move || counted(n_found.get(), "finding")
                title=move || counted(n_found.get(), "finding")
                on:click=move |_| app.run(Command::ShowChecks)
            >
                {move || n_found.get()}
            </button>
        </Show>
    }
}

#[component]
fn CommandButton(
    /// One-time.
    command: Command,
    /// One-time.
    face: Face,
    /// Reactive.
    #[prop(optional)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    let face = match face {
        Face::Icon(path) => view! { <Icon path /> }.into_any(),
        Face::Letter(letter) => view! { <span class="letter" data-command=command.label()>{letter}</span> }.into_any(),
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=command.label()
            title=format!("{} ({})", command.label(), command.shown_key())
            disabled=disabled
            // The editor keeps the focus and with it, on a phone, the keyboard.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| app.run(command)
        >
            {face}
        </button>
    }
}
