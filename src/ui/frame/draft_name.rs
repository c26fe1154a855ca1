//! The open draft's name, which the author can change where it stands: a field that looks like a title. Enter or leaving it
//! renames the draft; Escape does not.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use crate::state::{AppState, Wanted, effect, key_of};
use crate::ui::parts::dom::{focus, listen};
use crate::ui::parts::page;

/// Shows the title of the open draft, also in the browser's tab, and each new one, but not over what the author is writing
/// for the same draft.
pub fn show_draft_name(app: AppState) {
    let field = field();
    let draft = app.saving.memo_of_open_id();
    let title = Memo::new(move |_| app.notes.title());
    let mut shown = None;
    effect(move || {
        let (title, draft) = (title.get(), draft.get());
        field.set_disabled(draft.is_none());
        if shown.as_ref() != Some(&draft) || !has_focus(&field) {
            show(&field, &title);
        }
        shown = Some(draft);
        document().set_title(&if title.is_empty() { "Rundown".to_owned() } else { format!("{title} · Rundown") });
    });
}

/// Lets the author change the name.
pub fn follow_draft_name(app: AppState) {
    let field = field();
    listen(&field, "keydown", move |event: &KeyboardEvent| on_key(app, event));
    listen(&field, "blur", move |_: &Event| commit(app));
    effect(move || {
        if app.screen.take_wanted(Wanted::DraftName) {
            let field = field.clone();
            // Once the field shows the name of the draft that was opened for it, and the editor has had the focus.
            request_animation_frame(move || {
                focus(&field);
                field.select();
            });
        }
    });
}

fn on_key(app: AppState, event: &KeyboardEvent) {
    match key_of(event).as_str() {
        "Enter" => {
            // The editor has the focus when the key takes effect: it must not break a line there.
            event.prevent_default();
            commit(app);
        }
        "Escape" => take_back(app),
        _ => return,
    }
    app.notes.focus_editor();
}

/// Renames the draft, if something else was written; then shows what it is called.
fn commit(app: AppState) {
    let field = field();
    // What the author found there: the title may have changed since.
    if field.value().trim() != field.default_value() {
        app.rename(&field.value());
    }
    take_back(app);
}

/// Shows what the draft is called in place of what was written.
fn take_back(app: AppState) {
    show(&field(), &untrack(|| app.notes.title()));
}

fn show(field: &HtmlInputElement, title: &str) {
    field.set_default_value(title);
    field.set_value(title);
}

fn field() -> HtmlInputElement {
    page::element("draft-name").unchecked_into()
}

/// Whether the author may be changing it.
fn has_focus(field: &HtmlInputElement) -> bool {
    document().active_element().is_some_and(|element| element.is_same_node(Some(field)))
}
