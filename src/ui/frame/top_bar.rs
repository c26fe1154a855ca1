//! The bar at the top: what is open, whether it is saved, and what can be done with it. On a narrow screen the bar below,
//! too: which pane is shown.

use leptos::prelude::*;

use super::draft_name::DraftName;
use super::menus::{ExportMenu, TemplateMenu};
use super::save_status::SaveStatus;
use crate::state::{Command, Pane, use_app};
use crate::storage::{Settings, Theme};
use crate::ui::parts::icon::{self, Icon};

#[component]
pub fn TopBar() -> impl IntoView {
    let app = use_app();
    let is_nothing_open = Signal::derive(move || app.saving.open.with(Option::is_none));
    view! {
        <header class="top-bar">
            {panel_toggle("drafts", icon::SIDEBAR, |settings| settings.drafts_shown, Command::ToggleDrafts)}
            <h1 class="wordmark">{"Rundown"}</h1>
            <DraftName />
            <SaveStatus />
            <div class="top-actions">
                <TemplateMenu />
                <ExportMenu />
                <CommandButton command=Command::ShowHistory path=icon::HISTORY disabled=is_nothing_open />
                <CommandButton command=Command::ShowKeys path=icon::KEYS />
                <ThemeButton />
                {panel_toggle("outline", icon::OUTLINE, |settings| settings.outline_shown, Command::ToggleOutline)}
            </div>
        </header>
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
    view! {
        <div class="tab-bar" role="group" aria-label="Panes">{Pane::ALL.map(tab).collect_view()}</div>
    }
}
