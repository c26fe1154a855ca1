//! The page that a test in the browser runs in.

use web_sys::{Document, Element};

/// A new element at the end of the page.
pub fn append(tag: &str) -> Element {
    let element = document().create_element(tag).expect("an element");
    let body = document().body().expect("a body");
    body.append_child(&element).expect("a body that takes it");
    element
}

pub fn document() -> Document {
    let window = web_sys::window().expect("a window");
    window.document().expect("a document")
}
