//! What a template becomes, with the fields filled in as they would be in the open notes, and marked where they are asked for.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::{Element, Text};

use super::view::TemplatesView;
use crate::editor::render_block;
use crate::markdown::{BlockList, ImagePolicy, RenderOptions};
use crate::rundown::marked_parts;
use crate::state::effect;
use crate::ui::parts::dom::{new_element, new_text, set, texts_of};

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
            let (text, names) = view.app.notes.marked_result(&body.get());
            draw(&root, &text, &names);
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
fn draw(root: &Element, text: &str, names: &[String]) {
    root.set_text_content(None);
    let images = ImagePolicy::Placeholder;
    let blocks = BlockList::new(text, RenderOptions { images });
    for block in blocks.blocks().iter().filter(|block| !block.html.is_empty()) {
        let element = new_element("div", "block");
        render_block(&element, block, images);
        texts_of(&element).iter().for_each(|text| mark(text, names));
        if root.append_child(&element).is_err() {
            return;
        }
    }
}

/// Puts the fields of a text into elements of their own, which say what each is called.
fn mark(text: &Text, names: &[String]) {
    let parts = marked_parts(&text.data());
    if parts.len() == 1 && parts[0].0.is_none() {
        return text.set_data(&parts[0].1);
    }
    let Some(parent) = text.parent_node() else { return };
    for (idx, part) in parts {
        let node = match idx.and_then(|idx| names.get(idx)) {
            Some(name) => {
                let field = new_text("mark", "template-field", &part);
                set(&field, "title", name);
                field.into()
            }
            None => document().create_text_node(&part).into(),
        };
        // Cannot fail: the text is a child of its parent.
        let _ = parent.insert_before(&node, Some(text));
    }
    let _ = parent.remove_child(text);
}
