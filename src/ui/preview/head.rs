//! What stands above the notes in the preview: how it scrolls, how much of it is shown, what is folded; and the question before
//! images are fetched from other sites.

use leptos::prelude::*;

use crate::state::use_app;
use crate::ui::parts::icon::{self, Icon};
use crate::ui::parts::show::Show;

#[component]
pub fn PreviewToolbar() -> impl IntoView {
    let app = use_app();
    let has_segments = Memo::new(move |_| app.notes.outline.with(|outline| !outline.segments.is_empty()));
    let is_folded = Memo::new(move |_| app.notes.folded.with(|folded| !folded.is_empty()));
    let fold_label = Signal::derive(move || if is_folded.get() { "Unfold all" } else { "Fold all" });
    let fold_or_unfold = move || if is_folded.get_untracked() { app.notes.unfold_all() } else { app.notes.fold_all() };
    view! {
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

#[component]
pub fn ImageNotice() -> impl IntoView {
    let app = use_app();
    let n_blocked = app.notes.n_images_blocked;
    let text = Signal::derive(move || match n_blocked.get() {
        1 => "1 image from another site is not loaded.".to_owned(),
        n => format!("{n} images from other sites are not loaded."),
    });
    let always = move || app.screen.settings.with(|settings| settings.images_always_allowed);
    view! {
        <Show when=move || { n_blocked.get() > 0 }>
            <div class="image-notice" role="note">
                <p>{text}</p>
                <button type="button" class="button small" on:click=move |_| app.notes.allow_images_here()>{"Show in this draft"}</button>
                <button type="button" class="button small" on:click=move |_| app.notes.allow_images_always()>{"Always show"}</button>
            </div>
        </Show>
        <Show when=always>
            <div class="image-notice" role="note">
                <p>{"Images from other sites are shown in every draft."}</p>
                <button type="button" class="button small" on:click=move |_| app.notes.ask_before_images()>{"Ask first"}</button>
            </div>
        </Show>
    }
}
