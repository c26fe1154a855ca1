//! Who leads when editor and preview scroll together: where the author's hands are.
//!
//! Not the focus, which goes to the notes by a click in the preview, and not the scroll events, which say nothing of
//! their cause. The preview follows the notes unless it was touched last; after a key it keeps the cursor's block in
//! sight.

use leptos::ev;
use leptos::prelude::*;
use web_sys::EventTarget;

use crate::ui::parts::dom::closest;

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
        lead.try_set_value(if closest(target, ".preview-scroller").is_some() { Lead::Preview } else { elsewhere });
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
