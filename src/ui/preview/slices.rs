//! Work in parts: between two of them the browser takes input and paints.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::{set_timeout, window};
use std::time::Duration;
use wasm_bindgen::prelude::*;

/// What a task comes before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// After input, beside painting.
    Soon,
    /// After all else.
    Idle,
}

/// Calls `f` in a task of its own, soon.
pub fn in_own_task(urgency: Urgency, f: impl FnOnce() + 'static) {
    match post_task() {
        Some((scheduler, post_task)) => {
            let options = Object::new();
            let priority = if urgency == Urgency::Soon { "user-visible" } else { "background" };
            // Cannot fail: the object is ours.
            let _ = Reflect::set(&options, &"priority".into(), &priority.into());
            // The promise is that of `f`'s result, which nobody waits for; it is not refused, as no signal can abort it.
            let _: Result<Promise, _> =
                post_task.call2(&scheduler, &Closure::once_into_js(f), &options).map(JsCast::unchecked_into);
        }
        // Safari.
        None => set_timeout(f, Duration::ZERO),
    }
}

fn post_task() -> Option<(JsValue, Function)> {
    let scheduler = Reflect::get(&window(), &"scheduler".into()).ok().filter(JsValue::is_object)?;
    let post_task = Reflect::get(&scheduler, &"postTask".into()).ok()?.dyn_into().ok()?;
    Some((scheduler, post_task))
}
