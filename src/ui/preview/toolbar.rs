//! The buttons above the preview: how it scrolls, how much of it is shown, and what is folded.

use leptos::prelude::*;

use crate::state::use_app;
use crate::ui::parts::icon::{self, Icon};

#[component]
pub fn PreviewToolbar() -> impl IntoView {
    let app = use_app();
    let has_segments = Memo::new(move |_| app.notes.outline.with(|outline| !outline.segments.is_empty()));
    let is_folded = Memo::new(move |_| app.notes.folded.with(|folded| !folded.is_empty()));
    let fold_label = Signal::derive(move || if is_folded.get() { "Unfold all" } else { "Fold all" });
    let fold_or_unfold = move || if is_folded.get_untracked() { app.notes.unfold_all() } else { app.notes.fold_all() };
    view! {
        <div class="toolbar preview-toolbar" role="toolbar" aria-label="View">
            <ToggleButton
                label="Scroll together"
                path=icon::SCROLL_TOGETHER
                pressed=Signal::derive(move || app.screen.settings.with(|settings| settings.scroll_sync))
                toggle=Callback::new(move |()| app.screen.toggle_scroll_sync())
            />
            <ToggleButton
                label="Only this segment"
                path=icon::ONLY_THIS
                pressed=app.notes.only_current
                disabled=Signal::derive(move || !has_segments.get() && !app.notes.only_current.get())
                toggle=Callback::new(move |()| app.notes.toggle_only_current())
            />
            <button
                type="button"
                class="icon-button"
                aria-label=fold_label
                title=fold_label
                disabled=move || !has_segments.get()
                on:click=move |_| fold_or_unfold()
            >
                {move || if is_folded.get() {
                    view! { <Icon path=icon::UNFOLD_ALL /> }
                } else {
                    view! { <Icon path=icon::FOLD_ALL /> }
                }}
            </button>
        </div>
    }
}

#[component]
fn ToggleButton(
    /// One-time: accessible name and tooltip.
    label: &'static str,
    /// One-time: the icon.
    path: &'static str,
    /// Reactive.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Reactive.
    #[prop(optional)]
    disabled: Signal<bool>,
    toggle: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            aria-pressed=move || pressed.get().to_string()
            disabled=disabled
            on:click=move |_| toggle.run(())
        >
            <Icon path />
        </button>
    }
}
