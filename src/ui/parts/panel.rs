//! What the panels of drafts and outline share: where the focus goes when they slide over the notes.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::dom::{focus, focus_if_there};
use crate::state::{AppState, Pane, effect, use_app};

/// Moves the focus into a panel as it comes: to its current item, else to the first thing to act on.
pub fn focus_when_shown(panel: HtmlElement, pane: Pane) {
    let app = use_app();
    // What is shown from the start leaves the focus alone.
    let mut was_shown = true;
    effect(move || {
        let is_shown = app.screen.pane.get() == pane;
        if is_shown && !was_shown {
            let panel = panel.clone();
            request_animation_frame(move || focus_into(&panel));
        }
        was_shown = is_shown;
    });
}

/// Puts a panel away that slid over the notes, and the focus back to the button that brought it.
pub fn put_away(app: AppState) {
    let button_id = match app.screen.pane.get_untracked() {
        Pane::Drafts => "show-drafts",
        Pane::Outline => "show-outline",
        Pane::Write | Pane::Preview => return,
    };
    app.screen.pane.set(Pane::Write);
    let button = document().get_element_by_id(button_id).and_then(|button| button.dyn_into::<HtmlElement>().ok());
    match button.filter(|button| button.offset_parent().is_some()) {
        Some(button) => focus(&button),
        // A narrow screen has no such button.
        None => app.notes.focus_editor(),
    }
}

fn focus_into(panel: &HtmlElement) {
    let first = |selector| panel.query_selector(selector).ok().flatten();
    let wanted = ["[aria-current] button", "[tabindex='0']", "button"].into_iter().find_map(first);
    focus_if_there(wanted.or_else(|| Some(panel.clone().into())));
}
