//! The elements that `index.html` has: they stand before the program is here, and as long as the page.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// # Panics
/// If `index.html` has no element with this id.
pub fn element(id: &str) -> HtmlElement {
    let element = document().get_element_by_id(id);
    element.and_then(|element| element.dyn_into().ok()).unwrap_or_else(|| panic!("index.html has #{id}"))
}
