//! A button that asks for files, and the file field behind it, which scripts can fill.

use leptos::ev::Event;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, FileList, HtmlInputElement};

use crate::state::{Wanted, effect, use_app};

/// How many files are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FileCount {
    One,
    Several,
}

#[component]
pub fn FileButton(
    /// One-time: what the button says.
    label: &'static str,
    /// One-time: what it does, for the pointer that rests on it.
    #[prop(optional)]
    title: Option<&'static str>,
    /// One-time: the kinds of files, by ending or type.
    accept: &'static str,
    /// One-time.
    count: FileCount,
    /// One-time: what scripts know the field by.
    test_id: &'static str,
    /// Reactive: whether nothing can be chosen now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// One-time: what it is called where a command asks for files.
    #[prop(optional)]
    wanted: Option<Wanted>,
    /// Called with what was chosen, never with nothing.
    #[prop(into)]
    on_files: Callback<Vec<File>>,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let ask = move || field.get_untracked().iter().for_each(|field| field.click());
    if let Some(wanted) = wanted {
        let screen = use_app().screen;
        effect(move || {
            if screen.take_wanted(wanted) {
                ask();
            }
        });
    }
    view! {
        <button type="button" class="button" title=title disabled=disabled on:click=move |_| ask()>{label}</button>
        <input
            node_ref=field
            type="file"
            multiple=count == FileCount::Several
            accept=accept
            data-testid=test_id
            class="visually-hidden"
            tabindex="-1"
            aria-hidden="true"
            on:change=move |event| take(&event, on_files)
        />
    }
}

fn take(event: &Event, on_files: Callback<Vec<File>>) {
    let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
    let files = field.files().map(list_of).unwrap_or_default();
    // So that choosing the same file again is a change too.
    field.set_value("");
    if !files.is_empty() {
        on_files.run(files);
    }
}

/// The files of a browser's list.
pub fn list_of(files: FileList) -> Vec<File> {
    (0..files.length()).filter_map(|idx| files.get(idx)).collect()
}
