//! The start of the app in the page, and what concerns the page as a whole.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{DragEvent, Event, KeyboardEvent};

use super::draft_name::show_draft_name;
use super::held::hold_for_late_part;
use super::notices::show_notices;
use super::top_bar::show_save_state;
use crate::state::late::FetchLatePart;
use crate::state::{AppState, Command, Pane, effect, key_of, stored_key_of};
use crate::storage::Theme;
use crate::ui::outline::bind_outline;
use crate::ui::parts::dom::{closest, listen, listen_before, set, set_class};
use crate::ui::parts::file_button::list_of;
use crate::ui::parts::page;
use crate::ui::parts::panel::put_away;
use crate::ui::preview::{bind_episode, bind_preview};

/// Starts the app in the page: all that writing needs is made by hand, in the elements that `index.html` has. What the late
/// part brings are components.
pub fn start(fetch_late_part: FetchLatePart) {
    let app = AppState::from_storage(fetch_late_part);
    provide_context(app);
    save_when_leaving(app);
    follow_settings(app);
    show_draft_name(app);
    keys_of_the_page(app);
    follow_dropped_files(app);
    listen(&page::element("scrim"), "click", move |_: &Event| app.screen.pane.set(Pane::Write));
    show_notices(app);
    show_save_state(app);
    bind_episode(app);
    bind_preview(app);
    bind_outline(app);
    hold_for_late_part(app);
    app.mount_editor(&page::element("editor"));
    effect(move || {
        if let Some(late) = app.late.part() {
            untrack(late.mount);
        }
    });
}

/// Lets the frame look as the settings say, and as the pane that is chosen.
fn follow_settings(app: AppState) {
    let frame = page::element("app");
    effect(move || {
        let (is_open, is_starting) = (app.saving.open.with(Option::is_some), app.saving.is_starting.get());
        set_class(&frame, "starting", !is_open && is_starting);
        set_class(&frame, "nothing-open", !is_open && !is_starting);
        set(&frame, "data-pane", app.screen.pane.get().name());
        app.screen.settings.with(|settings| {
            set_class(&frame, "drafts-shown", settings.drafts_shown);
            set_class(&frame, "outline-shown", settings.outline_shown);
        });
    });
    effect(move || {
        let theme = match app.screen.settings.with(|settings| settings.theme) {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        document().document_element().iter().for_each(|root| set(root, "data-theme", theme));
    });
}

/// Saves before the page goes away, and asks to stay where that fails; follows what other pages save when they go.
fn save_when_leaving(app: AppState) {
    window_event_listener(ev::visibilitychange, move |_| {
        if document().hidden() {
            app.leave();
        } else {
            app.saving.look_around();
        }
    });
    window_event_listener(ev::storage, move |event| app.local_storage_changed(stored_key_of(&event)));
    window_event_listener(ev::pagehide, move |_| {
        app.leave();
    });
    window_event_listener(ev::beforeunload, move |event| {
        if !app.leave() || app.library.template_unsaved.get_untracked() {
            event.prevent_default();
        }
    });
}

/// The keys that work wherever the focus is; the editor passes on the others.
fn keys_of_the_page(app: AppState) {
    window_event_listener(ev::keydown, move |event| {
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

/// Files that are dropped anywhere become drafts.
fn follow_dropped_files(app: AppState) {
    let frame = page::element("app");
    listen_before(&frame, "dragover", move |event: &DragEvent| {
        if has_files(event) {
            event.prevent_default();
            show_dragging(true);
        }
    });
    listen(&frame, "dragleave", move |event: &DragEvent| {
        if event.related_target().is_none() {
            show_dragging(false);
        }
    });
    listen_before(&frame, "drop", move |event: &DragEvent| {
        show_dragging(false);
        if has_files(event) {
            event.prevent_default();
            // Before CodeMirror sees it, which would insert the file's text.
            event.stop_propagation();
            let files = event.data_transfer().and_then(|transfer| transfer.files());
            app.import(files.map(list_of).unwrap_or_default());
        }
    });
}

fn show_dragging(is_dragging: bool) {
    set_class(&page::element("app"), "dragging", is_dragging);
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}
