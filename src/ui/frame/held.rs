//! What the author does before the late part is here, which knows what it means: it waits, and happens again then.

use std::collections::VecDeque;
use std::time::Duration;

use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDocument, KeyboardEvent};

use crate::state::{AppState, effect, key_of};
use crate::ui::parts::dom::{closest, listen_before};
use crate::ui::parts::page;

/// What the browser answers without us.
const DOES_SOMETHING_ITSELF: &str = "a, input, summary";

/// The keys that wait behind a command, beside those that type something. Nothing that is held with Control or Command: that may
/// be the browser's own.
const WAITING_KEYS: [&str; 5] = ["Enter", "Backspace", "Escape", "ArrowUp", "ArrowDown"];
/// How long keys wait at most: an author who sees nothing come of them goes on writing, and no more than a second of that may be
/// lost.
const LONGEST_HOLD: Duration = Duration::from_secs(1);

/// Lets clicks and keys in the rows and in the preview wait for the late part, and keys behind a command that waits for it.
pub fn hold_for_late_part(app: AppState) {
    let held = [("outline-rows", "click"), ("outline-rows", "keydown"), ("preview", "click")];
    for (id, kind) in held {
        listen_before(&page::element(id), kind, move |event: &Event| {
            if app.late.here().is_none() && closest(event.target(), DOES_SOMETHING_ITSELF).is_none() {
                hold(app, event);
            }
        });
    }
    hold_keys_behind_commands(app);
}

/// Lets an event happen again once the late part's views are in their places, at the same element.
fn hold(app: AppState, event: &Event) {
    let is_browsers_key = |event: &KeyboardEvent| ["Tab", "Enter"].contains(&key_of(event).as_str());
    if event.dyn_ref().is_some_and(is_browsers_key) {
        return;
    }
    event.prevent_default();
    let (Some(target), Some(again)) = (event.target(), alike(event)) else { return };
    app.with_late_part(move |_, _| {
        // After the effect that puts the views there: the part has just been set.
        spawn_local(async move {
            // Fails on what was taken off the page, where nobody listens.
            let _ = target.dispatch_event(&again);
        });
    });
}

/// Another event of the same kind that says the same.
fn alike(event: &Event) -> Option<Event> {
    let arguments = Array::of2(&event.type_().into(), event);
    let constructor = Object::from(event.clone()).constructor();
    Reflect::construct(&constructor, &arguments).ok().map(JsCast::unchecked_into)
}

/// What is typed after `Ctrl+K` is meant for the list of commands, not for the notes: it goes where the focus is once that has
/// come, or where it is still if that cannot be had, or takes long.
fn hold_keys_behind_commands(app: AppState) {
    let held = StoredValue::new(VecDeque::<KeyboardEvent>::new());
    let is_waiting = StoredValue::new(false);
    listen_before(&window(), "keydown", move |event: &KeyboardEvent| {
        let is_behind = is_waiting.get_value() || held.with_value(|held| !held.is_empty());
        if event.is_trusted() && is_behind && can_wait(event) {
            event.prevent_default();
            event.stop_immediate_propagation();
            held.update_value(|held| held.push_back(event.clone()));
        }
    });
    let let_go = move || {
        is_waiting.set_value(false);
        press_next(app, held);
    };
    effect(move || match app.late.is_asked_for() {
        true => {
            is_waiting.set_value(true);
            set_timeout(let_go, LONGEST_HOLD);
        }
        false => let_go(),
    });
}

fn can_wait(event: &KeyboardEvent) -> bool {
    let key = key_of(event);
    let types = key.chars().nth(1).is_none();
    let is_shortcut = (event.ctrl_key() || event.meta_key()) && !event.get_modifier_state("AltGraph");
    !event.is_composing() && !is_shortcut && (types || WAITING_KEYS.contains(&key.as_str()))
}

/// Presses the keys one by one, each in a task of its own: after the effects of the one before.
fn press_next(app: AppState, held: StoredValue<VecDeque<KeyboardEvent>>) {
    if held.with_value(VecDeque::is_empty) {
        return;
    }
    let press = move || {
        let event = held.try_update_value(VecDeque::pop_front).flatten();
        event.iter().for_each(|event| press_again(app, event));
        press_next(app, held);
    };
    set_timeout(press, Duration::ZERO);
}

/// At what has the focus, which may have an answer of its own.
fn press_again(app: AppState, event: &KeyboardEvent) {
    let Some((element, again)) = document().active_element().zip(alike(event)) else { return };
    if !element.dispatch_event(&again).unwrap_or_default() {
        return;
    }
    let key = key_of(event);
    match key.as_str() {
        "Backspace" => edit("delete", ""),
        key if WAITING_KEYS.contains(&key) => {}
        // The browser would style it, which the page's policy forbids.
        key if closest(Some(element.into()), "#editor").is_some() => app.notes.insert_plain(key),
        key => edit("insertText", key),
    }
}

/// Where the focus is, as the browser does by itself for a key.
fn edit(command: &str, text: &str) {
    let document: HtmlDocument = document().unchecked_into();
    // Refused where nothing can be typed.
    let _ = document.exec_command_with_show_ui_and_value(command, false, text);
}
