//! A window in the page: it keeps the focus until it closes, and gives it back then.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::show::Show;
use crate::state::{OpenDialog, effect, key_of, use_app};

/// A dialog with a heading and a button that closes it; so does Escape. What is in it is made as it opens, and gone when
/// it is closed.
#[component]
pub fn Dialog(
    /// One-time: what the style sheet knows it by.
    class: &'static str,
    /// Reactive: its heading, and its accessible name.
    #[prop(into)]
    title: Signal<String>,
    /// One-time: whether it is the one that is to be open.
    which: fn(&OpenDialog) -> bool,
    /// Called when the author closes it, and again when it is closed; without it, it is closed.
    #[prop(optional, into)]
    on_close: Option<Callback<()>>,
    /// Called in place of that when the author presses Escape, which has closed the window already: shown again, it opens again.
    #[prop(optional, into)]
    on_escape: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let screen = use_app().screen;
    let open = screen.is_open(which);
    let close = move || match on_close {
        Some(on_close) => on_close.run(()),
        None => screen.close(which),
    };
    let dialog = NodeRef::<html::Dialog>::new();
    effect(move || {
        let (Some(element), is_wanted) = (dialog.get(), open.get()) else { return };
        if is_wanted && !element.open() {
            // Fails only for a dialog that is open already.
            let _ = element.show_modal();
        } else if !is_wanted {
            element.close();
        }
    });
    // By hand, because WebKit takes the first Escape in a field that has proposals for one that is about those.
    let press = move |event: KeyboardEvent| {
        let is_escape = key_of(&event) == "Escape" && !event.is_composing() && !event.default_prevented();
        if let Some(element) = dialog.get_untracked().filter(|_| is_escape) {
            event.prevent_default();
            element.close();
        }
    };
    let closed = move |_| match on_escape.filter(|_| open.get_untracked()) {
        Some(on_escape) => on_escape.run(()),
        None => close(),
    };
    view! {
        <dialog node_ref=dialog class=class class:dialog={true} aria-label=title on:keydown=press on:close=closed>
            // First, so that the focus finds it at the top and not at the end of what is longer than the window.
            <header>
                <h2>{title}</h2>
                <button type="button" class="button small" on:click=move |_| close()>{"Close"}</button>
            </header>
            <Show when=open>{children()}</Show>
        </dialog>
    }
}
