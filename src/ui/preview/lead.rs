//! Who leads when editor and preview scroll together: where the author's hands are.
//!
//! Not the focus, which goes to the notes by a click in the preview, and not the scroll events, which say nothing of
//! their cause.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

/// What the author has done last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// Something in the preview.
    Preview,
    /// Pressed a key elsewhere: most likely they write.
    Writing,
    /// Used the wheel, the mouse or a finger elsewhere.
    Looking,
}

/// Keeps track of what the author has done last, on the whole page.
pub fn follow_lead() -> StoredValue<Lead> {
    let lead = StoredValue::new(Lead::Looking);
    let take = move |target: Option<EventTarget>, elsewhere: Lead| {
        lead.try_set_value(if is_in_preview(target) { Lead::Preview } else { elsewhere });
    };
    let pointer = window_event_listener(ev::pointerdown, move |event| take(event.target(), Lead::Looking));
    let wheel = window_event_listener(ev::wheel, move |event| take(event.target(), Lead::Looking));
    let key = window_event_listener(ev::keydown, move |event| take(event.target(), Lead::Writing));
    on_cleanup(move || {
        pointer.remove();
        wheel.remove();
        key.remove();
    });
    lead
}

fn is_in_preview(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(".preview-scroller").is_ok_and(|found| found.is_some()))
}
