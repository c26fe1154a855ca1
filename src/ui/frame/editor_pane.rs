//! Where the author writes.

use leptos::html::Div;
use leptos::prelude::*;

use super::toolbar::Toolbar;
use crate::state::{effect, use_app};

#[component]
pub fn EditorPane() -> impl IntoView {
    let app = use_app();
    let surface = NodeRef::<Div>::new();
    effect(move || {
        if let Some(element) = surface.get() {
            app.mount_editor(&element);
        }
    });
    on_cleanup(move || app.unmount_editor());
    view! {
        <section class="editor-pane" aria-label="Editor">
            <Toolbar />
            <div class="editor-surface" node_ref=surface></div>
        </section>
    }
}
