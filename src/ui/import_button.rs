//! Opening files: a button, and the file field behind it that scripts can fill.

use leptos::ev::Event;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::app::list_of;
use crate::state::{effect, use_app};

#[component]
pub fn ImportButton() -> impl IntoView {
    let app = use_app();
    let field = NodeRef::<Input>::new();
    let on_change = move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        app.import(input.files().map(list_of).unwrap_or_default());
        // So that choosing the same file again is a change too.
        input.set_value("");
    };
    let choose = move || {
        if let Some(input) = field.get_untracked() {
            input.click();
        }
    };
    effect(move || {
        if app.import_wanted.get() > 0 {
            choose();
        }
    });
    view! {
        <button type="button" class="button" on:click=move |_| choose() title="Open Markdown, text or web pages as drafts">{"Import"}</button>
        <input
            node_ref=field
            type="file"
            multiple
            accept=".md,.markdown,.txt,.html,.htm,text/markdown,text/plain,text/html"
            data-testid="import"
            class="visually-hidden"
            tabindex="-1"
            aria-hidden="true"
            on:change=on_change
        />
    }
}
