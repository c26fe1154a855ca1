//! Beside a place that was tapped: the way into the notes.
//!
//! By touch one taps to stop a scroll or by accident, and where there is room for one pane, going to the notes takes
//! the preview away. So a tap only offers it.

use leptos::prelude::*;
use web_sys::MouseEvent;

use crate::state::use_app;

/// A place that was tapped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TappedPlace {
    pub byte: usize,
    /// Pixels below the top of what the preview scrolls.
    pub y: f64,
}

#[component]
pub fn EditHere(
    /// Reactive: the place that was tapped last.
    tapped: RwSignal<Option<TappedPlace>>,
) -> impl IntoView {
    let app = use_app();
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
