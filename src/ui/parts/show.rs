//! What is shown at times only.

use leptos::prelude::*;

/// Shows its children while something holds.
///
/// Leptos' own `Show` is compiled anew for each condition and for each kind of children. This one is compiled once:
/// its condition is a signal, its children are any view.
#[component]
pub fn Show(
    /// Reactive.
    #[prop(into)]
    when: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    // So that the children are made anew only when that changes. What goes with its row may be asked once more.
    let is_shown = ArcMemo::new(move |_| when.try_get() == Some(true));
    move || is_shown.get().then(|| children())
}
