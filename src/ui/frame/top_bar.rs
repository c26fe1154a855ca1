//! The bar at the top: what is open, whether it is saved, and what can be done with it. On a narrow screen the bar below,
//! too: which pane is shown.

use leptos::prelude::*;

use super::draft_name::DraftName;
use super::menus::{ExportMenu, TemplateMenu};
use super::save_status::SaveStatus;
use crate::state::{Command, Pane, use_app};
use crate::storage::Theme;
use crate::ui::parts::icon::{self, Icon};

#[component]
pub fn TopBar() -> impl IntoView {
    view! {
        <header class="top-bar">
            <DraftsToggle />
            <h1 class="wordmark">{"Rundown"}</h1>
            <DraftName />
            <SaveStatus />
            <div class="top-actions">
                <TemplateMenu />
                <ExportMenu />
                <HistoryButton />
                <KeysButton />
                <ThemeButton />
                <OutlineToggle />
            </div>
        </header>
    }
}

#[component]
fn DraftsToggle() -> impl IntoView {
    let app = use_app();
    view! {
        <button
            type="button"
            id="show-drafts"
            class="icon-button wide-only"
            aria-label="Show drafts"
            title="Show or hide the drafts"
            aria-pressed=move || app.screen.settings.with(|settings| settings.drafts_shown).to_string()
            on:click=move |_| app.screen.toggle_drafts()
        >
            <Icon path=icon::SIDEBAR />
        </button>
    }
}

#[component]
fn OutlineToggle() -> impl IntoView {
    let app = use_app();
    view! {
        <button
            type="button"
            id="show-outline"
            class="icon-button wide-only"
            aria-label="Show outline"
            title="Show or hide the outline"
            aria-pressed=move || app.screen.settings.with(|settings| settings.outline_shown).to_string()
            on:click=move |_| app.screen.toggle_outline()
        >
            <Icon path=icon::OUTLINE />
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

#[component]
fn HistoryButton() -> impl IntoView {
    let app = use_app();
    let label = Command::ShowHistory.label();
    view! {
        <button
            type="button"
            class="icon-button wide-only"
            aria-label=label
            title=label
            disabled=move || app.saving.open.with(Option::is_none)
            on:click=move |_| app.run(Command::ShowHistory)
        >
            <Icon path=icon::HISTORY />
        </button>
    }
}

#[component]
fn KeysButton() -> impl IntoView {
    let app = use_app();
    let label = Command::ShowKeys.label();
    view! {
        <button
            type="button"
            class="icon-button wide-only"
            aria-label=label
            title=label
            on:click=move |_| app.run(Command::ShowKeys)
        >
            <Icon path=icon::KEYS />
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
