//! Elements by hand: made, where a component for each would cost a keystroke its frame, found, and given the focus.

use std::ops::Range;

use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, EventTarget, FocusOptions, HtmlElement, Text};

pub fn new_element(tag: &str, class: &str) -> Element {
    let element = document().create_element(tag).expect("the tag names that we pass are valid");
    element.set_class_name(class);
    element
}

pub fn new_text(tag: &str, class: &str, text: &str) -> Element {
    let element = new_element(tag, class);
    element.set_text_content(Some(text));
    element
}

pub fn set(element: &Element, attribute: &str, value: &str) {
    // Cannot fail: the attribute names that we pass are valid.
    let _ = element.set_attribute(attribute, value);
}

/// Cannot fail: the class names that we pass are valid.
pub fn set_class(element: &Element, class: &str, is_set: bool) {
    let _ = element.class_list().toggle_with_force(class, is_set);
}

pub fn append(parent: &Element, child: &Element) {
    // Cannot fail: the child is new, and no ancestor of the parent.
    let _ = parent.append_child(child);
}

pub fn set_or_remove(element: &Element, attribute: &str, value: Option<&str>) {
    match value {
        Some(value) => set(element, attribute, value),
        // Cannot fail: the name is valid.
        None => drop(element.remove_attribute(attribute)),
    }
}

/// Appends a text in which some bytes are marked.
pub fn append_marked(parent: &Element, text: &str, marks: &[Range<usize>]) {
    let append_text = |tag, text: &str| {
        if !text.is_empty() {
            append(parent, &new_text(tag, "", text));
        }
    };
    let mut byte_end = 0;
    for mark in marks {
        append_text("span", &text[byte_end..mark.start]);
        append_text("mark", &text[mark.clone()]);
        byte_end = mark.end;
    }
    append_text("span", &text[byte_end..]);
}

/// A browser that refuses leaves the focus where it is.
pub fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

pub fn focus_if_there(element: Option<Element>) {
    element.and_then(|element| element.dyn_into().ok()).iter().for_each(focus);
}

/// Without scrolling there.
pub fn focus_in_place(element: &HtmlElement) {
    if document().active_element().as_ref() != Some(element) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A browser that refuses leaves the focus where it is.
        let _ = element.focus_with_options(&options);
    }
}

/// Calls `on_event` with each event of a kind that comes to an element, for as long as the page lives.
pub fn listen<E: JsCast + 'static>(element: &EventTarget, kind: &str, on_event: impl Fn(&E) + 'static) {
    add_listener(element, kind, false, event_closure(on_event));
}

/// The same, before what is in the element has it.
pub fn listen_before<E: JsCast + 'static>(element: &EventTarget, kind: &str, on_event: impl Fn(&E) + 'static) {
    add_listener(element, kind, true, event_closure(on_event));
}

fn event_closure<E: JsCast + 'static>(on_event: impl Fn(&E) + 'static) -> Box<dyn Fn(Event)> {
    Box::new(move |event| on_event(event.unchecked_ref()))
}

fn add_listener(element: &EventTarget, kind: &str, is_before: bool, on_event: Box<dyn Fn(Event)>) {
    let closure = Closure::wrap(on_event).into_js_value();
    // Cannot fail: it is a function.
    let _ = element.add_event_listener_with_callback_and_bool(kind, closure.unchecked_ref(), is_before);
}

/// What an event happened in, or the nearest thing around it, that a selector finds.
pub fn closest(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

/// All that a selector finds in an element, in order.
pub fn all_in(element: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = element.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|idx| found.item(idx)?.dyn_into().ok()).collect()
}

/// The texts below an element, in order.
pub fn texts_of(element: &Element) -> Vec<Text> {
    const SHOW_TEXT: u32 = 4;
    let Ok(walker) = document().create_tree_walker_with_what_to_show(element, SHOW_TEXT) else { return Vec::new() };
    std::iter::from_fn(|| walker.next_node().ok().flatten()).filter_map(|node| node.dyn_into().ok()).collect()
}
