//! Values of front matter, changed where the preview shows them: a value becomes a field to type into. One that is longer than
//! its line leads to that line of the notes.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent};

use crate::state::{AppState, Command, key_of};
use crate::ui::parts::dom::{all_in, append, focus_if_there, listen, new_element, set, set_class};
use crate::ui::parts::page;

/// As `src/markdown/front_matter.rs` writes them.
const CELL: &str = ".front-matter td";
const VALUES: &str = ".front-matter td > button";
/// What a value becomes while it is changed.
const FIELD: &str = ".front-matter td > input";

/// Lets the value that was clicked be changed. Returns whether the click was meant for a value.
///
/// A mouse has been pressed on it before: that value is being changed, and its button not where it was.
pub(super) fn change_clicked_value(event: &MouseEvent, target: &Element, app: AppState) -> bool {
    let is_by_key = event.detail() == 0;
    value_idx_at(target).filter(|_| is_by_key).into_iter().for_each(|field_idx| change(field_idx, app));
    target.closest(CELL).is_ok_and(|cell| cell.is_some())
}

/// The same as a mouse is pressed on it. The value that is being changed is left first, and the table drawn anew.
pub(super) fn change_pressed_value(event: &MouseEvent, app: AppState) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(field_idx) = target.and_then(|target| value_idx_at(&target)).filter(|_| event.button() == 0) else {
        return;
    };
    event.prevent_default();
    match all_in(&page::element("preview"), FIELD).first() {
        Some(left) => {
            // Fails never.
            drop(left.blur());
            request_animation_frame(move || change(field_idx, app));
        }
        None => change(field_idx, app),
    }
}

fn change(field_idx: usize, app: AppState) {
    let Some(button) = values().into_iter().nth(field_idx) else { return };
    match app.notes.metadata_value(field_idx) {
        Some(value) => edit(field_idx, &button, value, app),
        None => app.notes.go_to_metadata(field_idx),
    }
}

/// The notes' own undo, at a value that was just changed.
pub(super) fn undo_by_key(event: &KeyboardEvent, app: AppState) {
    let is_undo = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && key_of(event) == "z";
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if is_undo && target.is_some_and(|target| target.matches(VALUES) == Ok(true)) {
        event.prevent_default();
        app.run(Command::Undo);
    }
}

fn values() -> Vec<HtmlElement> {
    all_in(&page::element("preview"), VALUES)
}

fn value_idx_at(target: &Element) -> Option<usize> {
    values().iter().position(|button| button.contains(Some(target)))
}

/// Puts a field in the place of a value until it is left: `Escape` leaves the value as it was.
fn edit(field_idx: usize, button: &Element, value: String, app: AppState) {
    let Some(cell) = button.parent_element() else { return };
    let key = cell.previous_element_sibling().and_then(|header| header.text_content()).unwrap_or_default();
    let Ok(input) = new_element("input", "").dyn_into::<HtmlInputElement>() else { return };
    set(&input, "aria-label", &key);
    input.set_value(&value);
    set_class(&cell, "edited", true);
    append(&cell, &input);
    input.select();
    let is_left = Rc::new(Cell::new(false));
    let leave = {
        let input = input.clone();
        move |is_kept: bool| {
            if is_left.replace(true) {
                return;
            }
            let value = input.value();
            input.remove();
            set_class(&cell, "edited", false);
            if is_kept && !app.notes.write_metadata(field_idx, &key, &value) {
                let text = format!("“{value}” could not be written as {key}: change it in the notes.");
                app.screen.warn(text);
            }
        }
    };
    listen(&input, "blur", {
        let leave = leave.clone();
        move |_: &FocusEvent| leave(true)
    });
    listen(&input, "keydown", move |event: &KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.is_composing() {
            return;
        }
        // Nothing of the preview's own keys.
        event.stop_propagation();
        let key = key_of(event);
        if key == "Enter" || key == "Escape" {
            event.prevent_default();
            leave(key == "Enter");
            // Once it is drawn anew.
            request_animation_frame(move || focus_if_there(values().into_iter().nth(field_idx).map(Into::into)));
        }
    });
}
