//! What the listeners will see.

use leptos::html::Div;
use leptos::prelude::*;

use super::episode_header::EpisodeHeader;
use super::image_notice::ImageNotice;
use super::preview_surface::PreviewSurface;
use crate::state::use_app;

#[component]
pub fn PreviewPane() -> impl IntoView {
    let app = use_app();
    let root = NodeRef::<Div>::new();
    let surface = StoredValue::new_local(None::<PreviewSurface>);
    // The one owner of what is below the preview's root.
    Effect::new(move || {
        let Some(root) = root.get() else { return };
        let Some(patch) = app.take_redraw() else { return };
        surface.update_value(|surface| {
            let surface = surface.get_or_insert_with(|| PreviewSurface::new(root.into()));
            let outline = app.outline.read_untracked();
            app.with_blocks(|blocks| surface.draw(&patch, blocks, &outline, app.images()));
            app.n_images_blocked.set(surface.n_images_blocked());
        });
    });
    // The preview keeps what is being written in sight; while it is read, it stays where it is.
    Effect::new(move || {
        let line = app.cursor_line.get();
        surface.with_value(|surface| {
            if let Some(surface) = surface {
                surface.reveal_line(line);
            }
        });
    });
    Effect::new(move || {
        let current = app.outline.with(|outline| outline.segment_at_line(app.cursor_line.get()));
        surface.update_value(|surface| {
            if let Some(surface) = surface {
                surface.mark_current(current);
            }
        });
    });
    view! {
        <section class="preview-pane" aria-label="Preview and episode">
            <ImageNotice />
            <div class="preview-scroller">
                <EpisodeHeader />
                <div class="preview" role="region" aria-label="Preview" data-testid="preview" tabindex="0" node_ref=root></div>
            </div>
        </section>
    }
}
