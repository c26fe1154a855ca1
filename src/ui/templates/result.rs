//! What a template becomes, with the fields filled in as they would be in the open notes.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::Element;

use super::TemplatesView;
use crate::editor::render_block;
use crate::markdown::{BlockList, ImagePolicy, RenderOptions};
use crate::state::effect;

#[component]
pub(super) fn TemplateResult(
    /// One-time: holds signals.
    view: TemplatesView,
    /// Reactive: what was written.
    body: RwSignal<String>,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    effect(move || {
        if let Some(root) = root.get() {
            draw(&root, &view.app.filled_in(&body.get()));
        }
    });
    view! {
        <section class="template-result" aria-label="The result">
            <p class="form-note" aria-hidden="true">{"The result"}</p>
            // A link there leads away from what is being written.
            <div class="preview" node_ref=root on:click=move |event| event.prevent_default()></div>
        </section>
    }
}

/// The one owner of what is below the element.
fn draw(root: &Element, text: &str) {
    root.set_text_content(None);
    let images = ImagePolicy::Placeholder;
    let blocks = BlockList::new(text, RenderOptions { images });
    for block in blocks.blocks().iter().filter(|block| !block.html.is_empty()) {
        // Cannot fail: the name is valid.
        let Ok(element) = document().create_element("div") else { return };
        element.set_class_name("block");
        render_block(&element, block, images);
        if root.append_child(&element).is_err() {
            return;
        }
    }
}
