//! From a point on the page to a place in what a block shows, and from there into the notes.
//!
//! By touch one taps to stop a scroll or by accident, and where there is room for one pane, going to the notes takes
//! the preview away. So a tap only offers it.

use leptos::prelude::{document, *};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent, Node};

use super::surface::PreviewSurface;
use crate::markdown::VisiblePlace;
use crate::state::use_app;
use crate::ui::parts::dom::texts_of;

/// What acts by itself when it is clicked.
const ACTS: &str = "a[href], button, input, summary";

/// What is in a block's element, but not of the notes' own words.
const NOT_OF_THE_NOTES: &str =
    ".card-header, .card-folded, .footnote-ref, .footnote-number, .footnote-back, .remote-image, .local-image";

impl PreviewSurface {
    /// The segment whose fold was clicked, or what its fold leaves to click on.
    pub fn fold_at(&self, target: &Element) -> Option<usize> {
        closest(target, ".card-fold, .card-folded")?;
        let card_idx = self.card_idx_of_block(self.block_idx_of(target)?)?;
        Some(self.cards[card_idx].segment_idxs.start)
    }

    /// The block and the place in what it shows that were clicked; none where a click does something else.
    pub fn place_at(&self, target: &Element, x: f32, y: f32) -> Option<(usize, VisiblePlace)> {
        if closest(target, ACTS).is_some() {
            return None;
        }
        let block_idx = self.block_idx_of(target)?;
        let place = match closest(target, ".card-header") {
            Some(_) => VisiblePlace::Before(0),
            None => visible_place(self.drawn[block_idx].element.as_ref()?, x, y),
        };
        Some((block_idx, place))
    }

    /// The block with the element of an id in it, if it is drawn.
    pub fn block_idx_of_id(&self, id: &str) -> Option<usize> {
        let target = document().get_element_by_id(id).filter(|target| self.root.contains(Some(target)))?;
        self.block_idx_of(&target)
    }

    /// O(blocks): their lines may not be said yet.
    fn block_idx_of(&self, target: &Element) -> Option<usize> {
        let block = closest(target, "[data-line]")?;
        self.drawn.iter().position(|drawn| drawn.element.as_ref() == Some(&block))
    }
}

/// What a link within the notes leads to, if one was clicked.
pub fn id_of_link(target: &Element) -> Option<String> {
    let address = closest(target, "a[href^='#']")?.get_attribute("href")?;
    let id = js_sys::decode_uri_component(&address[1..]).ok()?;
    Some(id.into())
}

/// The first words of a task begin so far behind its box, in pixels, or a little further.
pub const BEHIND_BOX: f32 = 4.0;

/// The box of a task, if the point is in it: boxes themselves take no clicks, as they are disabled.
pub fn task_box_at(target: &Element, x: f32, y: f32) -> Option<Element> {
    let boxes = ":scope > input[type=checkbox]:first-child, :scope > p:first-child > input[type=checkbox]:first-child";
    let task = closest(target, "li")?.query_selector(boxes).ok()??;
    let bounds = task.get_bounding_client_rect();
    let is_within = |from: f64, to: f64, at: f32| (from..=to).contains(&f64::from(at));
    let is_hit = is_within(bounds.left(), bounds.right(), x) && is_within(bounds.top(), bounds.bottom(), y);
    is_hit.then_some(task)
}

/// The place in a block's words that is nearest to a point; its start, if the browser does not say.
fn visible_place(block: &Element, x: f32, y: f32) -> VisiblePlace {
    let Some((node, utf16_offset)) = caret_at(x, y).filter(|(node, _)| block.contains(Some(node))) else {
        return VisiblePlace::Before(0);
    };
    let mut n_chars = 0;
    for text in texts_of(block) {
        let is_notes = text.parent_element().is_none_or(|parent| closest(&parent, NOT_OF_THE_NOTES).is_none());
        if node.is_same_node(Some(&text)) {
            // Fails only beyond the text's end.
            let before = text.substring_data(0, utf16_offset).unwrap_or_default();
            let n_before = n_chars + n_visible(&before);
            let is_after_char = is_notes && before.ends_with(|char: char| !char.is_whitespace());
            return if is_after_char { VisiblePlace::After(n_before - 1) } else { VisiblePlace::Before(n_before) };
        }
        if follows(&node, utf16_offset, &text) {
            break;
        }
        if is_notes {
            n_chars += n_visible(&text.data());
        }
    }
    VisiblePlace::Before(n_chars)
}

/// Whether a text stands behind a caret that is no place in a text: before a child, or at the end.
fn follows(node: &Node, child_idx: u32, text: &Node) -> bool {
    let is_behind = |node: &Node, what: u16| node.compare_document_position(text) & what != 0;
    match node.child_nodes().item(child_idx) {
        Some(child) => {
            is_behind(&child, Node::DOCUMENT_POSITION_FOLLOWING)
                || is_behind(&child, Node::DOCUMENT_POSITION_CONTAINED_BY)
        }
        None => {
            is_behind(node, Node::DOCUMENT_POSITION_FOLLOWING) && !is_behind(node, Node::DOCUMENT_POSITION_CONTAINED_BY)
        }
    }
}

/// Where a caret would stand for a point of the window: a node, and how far into it in its own units.
fn caret_at(x: f32, y: f32) -> Option<(Node, u32)> {
    let document = document();
    if has(&document, "caretPositionFromPoint") {
        let caret = document.caret_position_from_point(x, y)?;
        return Some((caret.offset_node()?, caret.offset()));
    }
    // Older Safari.
    let from_point = js_sys::Reflect::get(&document, &"caretRangeFromPoint".into()).ok()?;
    let range = from_point.dyn_into::<js_sys::Function>().ok()?.call2(&document, &x.into(), &y.into()).ok()?;
    let get = |name: &str| js_sys::Reflect::get(&range, &name.into()).ok();
    Some((get("startContainer")?.dyn_into().ok()?, get("startOffset")?.as_f64()? as u32))
}

fn has(object: &JsValue, name: &str) -> bool {
    js_sys::Reflect::get(object, &name.into()).is_ok_and(|value| value.is_function())
}

fn n_visible(text: &str) -> usize {
    text.chars().filter(|char| !char.is_whitespace()).count()
}

fn closest(element: &Element, selector: &'static str) -> Option<Element> {
    // Cannot fail: the selectors above are valid.
    element.closest(selector).ok().flatten()
}

/// A place that was tapped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TappedPlace {
    pub byte: usize,
    /// Pixels below the top of what the preview scrolls.
    pub y: f64,
}

/// The place that was tapped last, if that was in the preview as it is shown.
pub type Tapped = RwSignal<Option<TappedPlace>>;

#[component]
pub fn EditHere() -> impl IntoView {
    let app = use_app();
    let tapped = expect_context::<Tapped>();
    let go = move |byte: usize| {
        tapped.set(None);
        app.notes.go_to_byte(byte);
    };
    move || {
        tapped.get().map(|place| {
            view! {
                <button
                    type="button"
                    class="button edit-here"
                    style:top=format!("{}px", place.y.round() as i32)
                    on:click=move |_| go(place.byte)
                >
                    {"Edit here"}
                </button>
            }
        })
    }
}

/// Whether a click leads into the notes at once: one with a mouse, where the notes stand beside the preview.
pub fn leads_at_once(event: &MouseEvent) -> bool {
    let pointer = js_sys::Reflect::get(event, &"pointerType".into()).ok().and_then(|pointer| pointer.as_string());
    let is_touch = pointer.is_some_and(|pointer| pointer == "touch");
    !is_touch && !shows_one_pane()
}

/// The same width as in `style/layout.css`.
fn shows_one_pane() -> bool {
    window().match_media("(width < 720px)").ok().flatten().is_some_and(|query| query.matches())
}
