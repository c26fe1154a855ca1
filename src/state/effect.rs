//! Effects (what lies outside of the signals, and follows them) and signals that change only to another value.

use leptos::prelude::*;

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
