//! The list of keyboard shortcuts.

use leptos::html::Dialog;
use leptos::prelude::*;

use crate::state::{Command, effect, use_app};

/// Keys that CodeMirror brings and that are worth knowing.
const EDITOR_KEYS: [(&str, &str); 5] = [
    ("Tab", "Indent, or the next field of a template"),
    ("Escape, then Tab", "Leave the editor"),
    ("Shift+Alt+↑ / ↓", "Move the line"),
    ("Ctrl/⌘+D", "Select the next occurrence too"),
    ("Alt+click", "Another cursor"),
];

/// Keys on a segment in the outline.
const OUTLINE_KEYS: [(&str, &str); 7] = [
    ("↑ / ↓ / Home / End", "Go from one to the other"),
    ("Enter", "Go there in the notes"),
    ("Alt+↑ / Alt+↓", "Move it"),
    ("Space, or ← / →", "Fold and unfold it"),
    ("F2", "Rename its host"),
    ("Delete", "Delete it"),
    ("Shift+F10", "More"),
];

/// Keys on a draft in the list.
const DRAFT_KEYS: [(&str, &str); 5] = [
    ("↑ / ↓ / Home / End", "Go from one to the other"),
    ("Enter", "Open it"),
    ("F2", "Rename it"),
    ("Delete", "Delete it"),
    ("Shift+F10", "More"),
];

#[component]
pub fn KeysDialog() -> impl IntoView {
    let app = use_app();
    let dialog = NodeRef::<Dialog>::new();
    effect(move || {
        let Some(element) = dialog.get() else { return };
        if app.keys_shown.get() && !element.open() {
            // Fails only for a dialog that is open already.
            let _ = element.show_modal();
        }
    });
    let close = move |_| {
        if let Some(element) = dialog.get_untracked() {
            element.close();
        }
    };
    let row = |keys: String, what: &'static str| view! { <div><dt>{what}</dt><dd><kbd>{keys}</kbd></dd></div> };
    let rows =
        |keys: &[(&str, &'static str)]| keys.iter().map(|(keys, what)| row((*keys).to_owned(), what)).collect_view();
    view! {
        <dialog node_ref=dialog class="keys" aria-label="Keyboard shortcuts" on:close=move |_| app.keys_shown.set(false)>
            // First, so that the focus finds it at the top and not at the end of a list that is longer than the window.
            <header>
                <h2>{"Keyboard shortcuts"}</h2>
                <button type="button" class="button small" on:click=close>{"Close"}</button>
            </header>
            <div class="keys-groups">
                <dl>{Command::ALL.map(|command| row(command.shown_key(), command.label())).collect_view()}</dl>
                <div>
                    <h3>{"In the notes"}</h3>
                    <dl>{rows(&EDITOR_KEYS)}</dl>
                    <h3>{"In the outline, on a segment"}</h3>
                    <dl>{rows(&OUTLINE_KEYS)}</dl>
                    <h3>{"In the list of drafts"}</h3>
                    <dl>{rows(&DRAFT_KEYS)}</dl>
                </div>
            </div>
        </dialog>
    }
}
