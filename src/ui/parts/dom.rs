//! Elements made by hand, where a component for each would cost a keystroke its frame.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Text};

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

pub fn append(parent: &Element, child: &Element) {
    // Cannot fail: the child is new, and no ancestor of the parent.
    let _ = parent.append_child(child);
}

/// A browser that refuses leaves the focus where it is.
pub fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// The texts below an element, in order.
pub fn texts_of(element: &Element) -> Vec<Text> {
    const SHOW_TEXT: u32 = 4;
    let Ok(walker) = document().create_tree_walker_with_what_to_show(element, SHOW_TEXT) else { return Vec::new() };
    std::iter::from_fn(|| walker.next_node().ok().flatten()).filter_map(|node| node.dyn_into().ok()).collect()
}
