//! The page: what stands where, and what concerns it as a whole.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{DragEvent, KeyboardEvent};

use super::draft_name::DraftTitleEffect;
use super::editor_pane::EditorPane;
use super::empty_state::EmptyState;
use super::notices::Notices;
use super::side_panel::SidePanel;
use super::top_bar::{TabBar, TopBar};
use crate::state::{AppState, Command, Pane, effect, key_of, stored_key_of, use_app};
use crate::storage::Theme;
use crate::ui::checks::finding_keys;
use crate::ui::dialogs::backup::BackupDialog;
use crate::ui::dialogs::fix::FixDialog;
use crate::ui::dialogs::history::HistoryDialog;
use crate::ui::dialogs::keys::KeysDialog;
use crate::ui::dialogs::new_episode::NewEpisodeDialog;
use crate::ui::dialogs::palette::Palette;
use crate::ui::dialogs::rename_host::RenameHostDialog;
use crate::ui::dialogs::show_profile::ShowProfileDialog;
use crate::ui::dialogs::templates::TemplatesDialog;
use crate::ui::drafts::{DraftsPanel, draft_keys};
use crate::ui::outline::segment_keys;
use crate::ui::parts::dom::closest;
use crate::ui::parts::file_button::list_of;
use crate::ui::parts::list::ShownKeys;
use crate::ui::parts::panel::put_away;
use crate::ui::preview::PreviewPane;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let app = AppState::from_storage();
    provide_context(app);
    save_when_leaving(app);
    follow_theme(app);
    keys_of_the_page(app);
    let dragging = RwSignal::new(false);
    view! {
        <div
            class="app"
            class:drafts-shown=move || app.screen.settings.with(|settings| settings.drafts_shown)
            class:outline-shown=move || app.screen.settings.with(|settings| settings.outline_shown)
            class:nothing-open=move || app.saving.open.with(Option::is_none)
            class:dragging=dragging
            data-pane=move || app.screen.pane.get().name()
            on:dragover:capture=move |event| offer_to_import(&event, dragging)
            on:dragleave=move |event| if event.related_target().is_none() { dragging.set(false) }
            on:drop:capture=move |event| import_dropped(&event, app, dragging)
        >
            <TopBar />
            <main class="workspace">
                <DraftsPanel />
                <EditorPane />
                <PreviewPane />
                <SidePanel />
                <EmptyState />
                <Scrim />
            </main>
            <TabBar />
            <Notices />
            <Palette />
            <KeysDialog lists=keys_of_lists />
            <NewEpisodeDialog />
            <ShowProfileDialog />
            <RenameHostDialog />
            <TemplatesDialog />
            <FixDialog />
            <HistoryDialog />
            <BackupDialog />
            <div class="drop-hint" aria-hidden="true">{"Drop Markdown files to open them as drafts"}</div>
        </div>
        <DraftTitleEffect />
    }
}

fn keys_of_lists() -> Vec<(&'static str, Vec<ShownKeys>)> {
    vec![
        ("In the outline, on a segment", segment_keys()),
        ("In the checks, on a finding", finding_keys()),
        ("In the list of drafts", draft_keys()),
    ]
}

/// Behind a panel that slides over the notes: a click there puts the panel away.
#[component]
fn Scrim() -> impl IntoView {
    let app = use_app();
    view! {
        <button
            type="button"
            class="scrim"
            tabindex="-1"
            aria-label="Close the panel"
            on:click=move |_| app.screen.pane.set(Pane::Write)
        ></button>
    }
}

/// Saves before the page goes away, and asks to stay where that fails; follows what other pages save when they go.
fn save_when_leaving(app: AppState) {
    let hidden = window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            app.leave();
        } else {
            app.saving.look_around();
        }
    });
    let elsewhere = window_event_listener(ev::storage, move |event| app.local_storage_changed(stored_key_of(&event)));
    let leaving = window_event_listener(ev::pagehide, move |_| {
        app.leave();
    });
    let closing = window_event_listener(ev::beforeunload, move |event| {
        if !app.leave() || app.library.template_unsaved.get_untracked() {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        hidden.remove();
        elsewhere.remove();
        leaving.remove();
        closing.remove();
    });
}

fn follow_theme(app: AppState) {
    effect(move || {
        let theme = match app.screen.settings.with(|settings| settings.theme) {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        if let Some(root) = document().document_element() {
            // Cannot fail: the attribute's name is valid.
            let _ = root.set_attribute("data-theme", theme);
        }
    });
}

/// The keys that work wherever the focus is; the editor passes on the others.
fn keys_of_the_page(app: AppState) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if key_of(&event) == "Escape" && !event.default_prevented() && !is_dialog_open() {
            put_away(app);
        }
        let command = Command::of_page_key(&event).or_else(|| asks_for_keys(&event).then_some(Command::ShowKeys));
        if let Some(command) = command.filter(|_| !event.default_prevented()) {
            event.prevent_default();
            // What lies behind a dialog is out of reach.
            if !is_dialog_open() || matches!(command, Command::Save | Command::ShowPalette) {
                app.run(command);
            }
        }
    });
    on_cleanup(move || listener.remove());
}

/// A question mark, where it is not typed into something.
fn asks_for_keys(event: &KeyboardEvent) -> bool {
    let is_typed = closest(event.target(), TYPED_INTO).is_some();
    key_of(event) == "?" && !event.ctrl_key() && !event.meta_key() && !is_typed && !is_dialog_open()
}

/// What takes letters.
const TYPED_INTO: &str = "input, textarea, select, [contenteditable=true], [role=menu]";

/// Escape closes a dialog, and nothing behind it.
fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

fn offer_to_import(event: &DragEvent, dragging: RwSignal<bool>) {
    if has_files(event) {
        event.prevent_default();
        dragging.set(true);
    }
}

fn import_dropped(event: &DragEvent, app: AppState, dragging: RwSignal<bool>) {
    dragging.set(false);
    if has_files(event) {
        event.prevent_default();
        // Before CodeMirror sees it, which would insert the file's text.
        event.stop_propagation();
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        app.import(files.map(list_of).unwrap_or_default());
    }
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}
