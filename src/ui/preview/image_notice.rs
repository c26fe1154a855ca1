//! Asks before images are fetched from other sites.

use leptos::prelude::*;

use crate::state::use_app;
use crate::ui::parts::show::Show;

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
