//! What follows signals, and what can wait until the browser has nothing else to do: saving, and whatever is read from all of the
//! outline.
//!
//! A key must not wait for it, and it must not wait for ever: so each has a time by which it is done anyway.

use std::time::Duration;

use js_sys::Promise;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdleRequestOptions;

/// The longest wait, also where the page is never idle.
const LONGEST_WAIT_MS: u32 = 500;
/// Safari does not say when it is idle: then a pause must do.
const PAUSE: Duration = Duration::from_millis(50);

/// Calls `run` when the browser is idle, after at most half a second.
pub fn when_idle(run: impl FnOnce() + 'static) {
    let options = IdleRequestOptions::new();
    options.set_timeout(LONGEST_WAIT_MS);
    let run = Closure::once_into_js(run);
    if window().request_idle_callback_with_options(run.unchecked_ref(), &options).is_err() {
        set_timeout(
            move || {
                // Throws nothing: it is our own.
                let _ = js_sys::Function::from(run).call0(&JsValue::NULL);
            },
            PAUSE,
        );
    }
}

/// What is done at a pause: of several calls, the last one alone. Cheap to copy; all copies are the same.
#[derive(Clone, Copy, Default)]
pub struct AtPause(StoredValue<Option<TimeoutHandle>, LocalStorage>);

impl AtPause {
    /// Calls `run` after this time, if nothing else is to be done by then; what was to be done before is not.
    pub fn call(&self, pause: Duration, run: impl FnOnce() + 'static) {
        self.cancel();
        self.0.try_set_value(set_timeout_with_handle(run, pause).ok());
    }

    /// What was to be done is not.
    pub fn cancel(&self) {
        if let Some(timer) = self.0.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}

/// Waits until the browser is idle, for at most half a second.
pub async fn idle() {
    let promise = Promise::new(&mut |resolve, _| {
        when_idle(move || {
            // Throws nothing: it is the browser's.
            let _ = resolve.call0(&JsValue::NULL);
        });
    });
    // Never refused.
    let _ = JsFuture::from(promise).await;
}

/// What `compute` gives, brought up to date when the browser is idle after what `track` tracks has changed: for what takes
/// time in proportion to the outline.
pub fn follow_when_idle<T>(track: impl Fn() + 'static, compute: impl Fn() -> T + Copy + 'static) -> Signal<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let value = RwSignal::new(untrack(compute));
    let is_due = StoredValue::new(false);
    // The view that shows it may be gone by then.
    let follow = move || {
        if is_due.try_set_value(false).is_none() {
            set_if_changed(value, untrack(compute));
        }
    };
    effect(move || {
        track();
        if !is_due.get_value() {
            is_due.set_value(true);
            when_idle(follow);
        }
    });
    value.into()
}

/// Calls `run` soon, and again whenever a signal has changed that it read, until the component goes.
///
/// `Effect::new` is compiled anew for each closure, 1 kB apiece. This is compiled once: what it calls is in a box.
/// What a run hands to the next one stands in a variable that `run` captures.
pub fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

fn boxed(run: Box<dyn FnMut()>) {
    Effect::new(run);
}

/// Sets a signal only to another value, so that nothing that reads it runs for nothing.
pub(crate) fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|current| *current != value) {
        signal.set(value);
    }
}
