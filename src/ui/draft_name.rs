//! The open draft's name, which the author can change where it stands.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::state::{effect, use_app};

/// A field that looks like a title. Enter or leaving it renames the draft; Escape does not.
#[component]
pub fn DraftName() -> impl IntoView {
    let app = use_app();
    let field = NodeRef::<Input>::new();
    let title = Memo::new(move |_| app.title());
    // What the author found in the field: the title may have changed since.
    let found = StoredValue::new(String::new());
    let show = move |input: &HtmlInputElement, title: String| {
        input.set_value(&title);
        found.set_value(title);
    };
    let commit = move || {
        let Some(input) = field.get_untracked() else { return };
        if found.with_value(|found| input.value().trim() != found) {
            app.rename(&input.value());
        }
        show(&input, title.get_untracked());
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            // The editor has the focus when the key takes effect: it must not break a line there.
            event.prevent_default();
            commit();
            app.focus_editor();
        }
        "Escape" => {
            if let Some(input) = field.get_untracked() {
                show(&input, title.get_untracked());
            }
            app.focus_editor();
        }
        _ => {}
    };
    let draft = Memo::new(move |_| app.open.with(|open| open.as_ref().map(|open| open.id.clone())));
    let mut shown = None;
    effect(move || {
        let (title, draft) = (title.get(), draft.get());
        if let Some(input) = field.get().filter(|input| shown.as_ref() != Some(&draft) || !has_focus(input)) {
            show(&input, title);
        }
        shown = Some(draft);
    });
    effect(move || {
        if app.rename_wanted.get() > 0 {
            // Once the field shows the name of the draft that was opened for it, and the editor has had the focus.
            request_animation_frame(move || select(field));
        }
    });
    view! {
        <input
            node_ref=field
            class="draft-name"
            aria-label="Draft name"
            title="Rename the draft"
            spellcheck="false"
            autocomplete="off"
            maxlength="200"
            disabled=move || app.open.with(Option::is_none)
            on:keydown=on_key
            on:blur=move |_| commit()
        />
    }
}

/// Whether the author may be changing it.
fn has_focus(input: &HtmlInputElement) -> bool {
    document().active_element().is_some_and(|element| element.is_same_node(Some(input)))
}

fn select(field: NodeRef<Input>) {
    if let Some(input) = field.get_untracked() {
        // A browser that refuses leaves the field as it is: the author can click it.
        let _ = input.focus();
        input.select();
    }
}

/// Keeps the browser tab's title that of the open draft.
#[component]
pub fn DraftTitleEffect() -> impl IntoView {
    let app = use_app();
    effect(move || {
        let title = app.title();
        document().set_title(&if title.is_empty() { "Rundown".to_owned() } else { format!("{title} · Rundown") });
    });
}
