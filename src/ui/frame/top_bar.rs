//! The bar at the top: what is open, whether it is saved, and what can be done with it. On a narrow screen the bar below,
//! too: which pane is shown.
//!
//! Whether what the author typed is kept, in the browser and in the file that it is saved to, is always in sight, and never untrue.

use leptos::prelude::*;
use web_sys::Event;

use super::menus::{ExportMenu, TemplateMenu};
use crate::state::{AppState, Command, FileState, Pane, SaveState, SavedFile, effect, use_app};
use crate::storage::{Settings, Theme};
use crate::text::without_controls;
use crate::ui::parts::dom::{listen, set, set_or_remove};
use crate::ui::parts::icon::{self, Icon};
use crate::ui::parts::page;
use crate::ui::parts::show::Show;

/// What the bar begins with.
#[component]
pub fn TopStart() -> impl IntoView {
    view! {
        {panel_toggle("drafts", icon::SIDEBAR, |settings| settings.drafts_shown, Command::ToggleDrafts)}
    }
}

#[component]
pub fn TopActions() -> impl IntoView {
    let app = use_app();
    let is_nothing_open = Signal::derive(move || app.saving.open.with(Option::is_none));
    view! {
        <TemplateMenu />
        <ExportMenu />
        <CommandButton command=Command::ShowHistory path=icon::HISTORY disabled=is_nothing_open />
        <CommandButton command=Command::ShowKeys path=icon::KEYS />
        <ThemeButton />
        {panel_toggle("outline", icon::OUTLINE, |settings| settings.outline_shown, Command::ToggleOutline)}
    }
}

/// Shows or hides a panel; `panel` is what it is called.
fn panel_toggle(panel: &str, path: &'static str, is_shown: fn(&Settings) -> bool, command: Command) -> impl IntoView {
    let app = use_app();
    view! {
        <button
            type="button"
            id=format!("show-{panel}")
            class="icon-button wide-only"
            aria-label=format!("Show {panel}")
            title=format!("Show or hide the {panel}")
            aria-pressed=move || app.screen.settings.with(is_shown).to_string()
            on:click=move |_| app.run(command)
        >
            <Icon path />
        </button>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let app = use_app();
    let label = Signal::derive(move || match app.screen.settings.with(|settings| settings.theme) {
        Theme::System => "Theme: as the system",
        Theme::Light => "Theme: light",
        Theme::Dark => "Theme: dark",
    });
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=move |_| app.screen.next_theme()>
            <Icon path=icon::THEME />
        </button>
    }
}

/// Does a command that is called as the list of them has it.
#[component]
fn CommandButton(
    /// One-time.
    command: Command,
    /// One-time: the icon.
    path: &'static str,
    /// Reactive.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let app = use_app();
    view! {
        <button
            type="button"
            class="icon-button wide-only"
            aria-label=command.label()
            title=command.label()
            disabled=disabled
            on:click=move |_| app.run(command)
        >
            <Icon path />
        </button>
    }
}

#[component]
pub fn TabBar() -> impl IntoView {
    let app = use_app();
    let tab = move |pane: Pane| {
        view! {
            <button
                type="button"
                aria-pressed=move || (app.screen.pane.get() == pane).to_string()
                on:click=move |_| app.screen.pane.set(pane)
            >
                {pane.label()}
            </button>
        }
    };
    Pane::ALL.map(tab).collect_view()
}

const ELSEWHERE: &str = "What you write here appears there too, and the other way round.";

/// Says whether what was typed is kept, and offers it as a file where it is not.
pub fn show_save_state(app: AppState) {
    let (shown, download) = (page::element("save-state"), page::element("download-notes"));
    listen(&download, "click", move |_: &Event| app.download_notes());
    effect(move || {
        if app.saving.is_starting.get() {
            return;
        }
        app.saving.state.with(|state| {
            let text = match state {
                SaveState::Clean => "Saved".to_owned(),
                SaveState::Due | SaveState::Sent => "Saving…".to_owned(),
                SaveState::Refused(reason) => format!("Not saved: {reason}"),
            };
            set(&shown, "data-state", state.name());
            set(&shown, "title", &text);
            shown.set_text_content(Some(&text));
            let is_refused = matches!(state, SaveState::Refused(_));
            set_or_remove(&download, "hidden", (!is_refused).then_some(""));
        });
    });
}

/// What is said beside it: that another tab has the draft open, and how the file is that it is saved to.
#[component]
pub fn SaveMore() -> impl IntoView {
    let app = use_app();
    view! {
        <Show when=move || app.saving.open_elsewhere.get()>
            <span class="elsewhere" role="status" data-testid="elsewhere" title={ELSEWHERE}>{"Open in another tab too"}</span>
        </Show>
        <FileStatus />
    }
}

#[component]
fn FileStatus() -> impl IntoView {
    let app = use_app();
    let is_saved = move || app.saving.state.with(|state| *state == SaveState::Clean);
    let text = Signal::derive(move || app.saving.file.with(|file| file.as_ref().map(|file| said(file, is_saved()))));
    let data_state = move || app.saving.file.with(|file| file.as_ref().map(|file| data_state(file, is_saved())));
    let is_asking =
        move || app.saving.file.with(|file| file.as_ref().is_some_and(|file| file.state == FileState::Asking));
    view! {
        <Show when=move || app.saving.file.with(Option::is_some)>
            <span class="file-status" role="status" data-testid="file-state" data-state=data_state title=text>{text}</span>
        </Show>
        <Show when=is_asking>
            <button type="button" class="button small" on:click=move |_| app.saving.allow_saving_to_file()>
                {"Keep saving there"}
            </button>
        </Show>
    }
}

/// The file has what was typed only if the browser has it too.
fn data_state(file: &SavedFile, is_saved: bool) -> &'static str {
    if file.state == FileState::Written && !is_saved { FileState::Writing.name() } else { file.state.name() }
}

fn said(SavedFile { name, state }: &SavedFile, is_saved: bool) -> String {
    let name = without_controls(name);
    match state {
        FileState::Written if is_saved => format!("Also in {name}"),
        FileState::Written | FileState::Writing => format!("Writing {name}…"),
        FileState::Asking => format!("Not in {name} yet"),
        FileState::Failed(reason) => format!("{name} was not written: {reason}"),
    }
}
