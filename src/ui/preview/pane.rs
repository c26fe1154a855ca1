//! The pane of the preview: what stands where, and who may scroll it.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::super::episode_header::EpisodeHeader;
use super::super::image_notice::ImageNotice;
use super::edit_here::{EditHere, TappedPlace, leads_at_once};
use super::lead::{Lead, follow_lead};
use super::place::{Approach, ScrollPlace};
use super::surface::{Contents, PreviewSurface, Shown};
use super::toolbar::PreviewToolbar;
use crate::markdown::{BlockList, RenderOptions};
use crate::rundown::{Outline, host_colours};
use crate::state::{AppState, use_app};

/// Where the drawn preview is kept; nothing before it is on the page.
type Surface = StoredValue<Option<PreviewSurface>, LocalStorage>;

const N_FRAMES_TO_SETTLE: usize = 3;

#[component]
pub fn PreviewPane() -> impl IntoView {
    let app = use_app();
    let root = NodeRef::<Div>::new();
    let scroller = NodeRef::<Div>::new();
    let surface: Surface = StoredValue::new_local(None);
    let tapped = RwSignal::new(None);
    let lead = follow_lead();
    draw_notes(app, surface, root, scroller, tapped);
    follow_folds(app, surface, lead);
    follow_scope(app, surface);
    follow_cursor(app, surface, lead);
    follow_editor(app, surface, lead);
    let shows_all = move || !app.only_current.get();
    view! {
        <section class="preview-pane" aria-label="Preview and episode">
            <PreviewToolbar />
            <ImageNotice />
            <Show when=move || app.only_current.get()>
                <div class="only-note" role="note">
                    <p>{"Only the segment with the cursor is shown."}</p>
                    <button type="button" class="button small" on:click=move |_| app.toggle_only_current()>
                        {"Show all"}
                    </button>
                </div>
            </Show>
            <div
                class="preview-scroller"
                node_ref=scroller
                on:scroll=move |_| tell_editor(app, surface, lead)
                on:keydown=move |event| show_all_by_escape(&event, app)
            >
                <Show when=shows_all>
                    <EpisodeHeader />
                </Show>
                <div
                    class="preview"
                    role="region"
                    aria-label="Preview"
                    data-testid="preview"
                    tabindex="0"
                    node_ref=root
                    on:click=move |event| clicked(&event, app, surface, tapped)
                ></div>
                <EditHere tapped />
            </div>
        </section>
    }
}

/// The one owner of what is below the preview's root.
fn draw_notes(
    app: AppState,
    surface: Surface,
    root: NodeRef<Div>,
    scroller: NodeRef<Div>,
    tapped: RwSignal<Option<TappedPlace>>,
) {
    let colours = Memo::new(move |_| app.outline.with(|outline| colours_of_segments(outline)));
    Effect::new(move || {
        let (Some(root), Some(scroller)) = (root.get(), scroller.get()) else { return };
        let Some(patch) = app.take_redraw() else { return };
        tapped.set(None);
        surface.update_value(|surface| {
            let surface = surface.get_or_insert_with(|| PreviewSurface::new(root.into(), scroller.into()));
            let outline = app.outline.read_untracked();
            let word_counts = app.word_counts.read_untracked();
            let host_colours = colours.read_untracked();
            let images = app.images();
            let mut draw = |blocks: &BlockList| {
                surface.draw(
                    &patch,
                    &Contents {
                        blocks,
                        outline: &outline,
                        word_counts: &word_counts,
                        host_colours: &host_colours,
                        images,
                    },
                );
            };
            if app.with_blocks(&mut draw).is_none() {
                draw(&BlockList::new("", RenderOptions::default()));
            }
            app.n_images_blocked.set(surface.n_images_blocked());
        });
    });
}

/// Folds, while what is being written stays where it is; if it is done in the preview, what was clicked does.
fn follow_folds(app: AppState, surface: Surface, lead: StoredValue<Lead>) {
    Effect::new(move || {
        let line = app.cursor_line.get_untracked();
        let y = surface.with_value(|surface| surface.as_ref()?.y_in_sight(line));
        app.folded.with(|folded| on_surface(surface, |surface| surface.fold(folded)));
        let Some(y) = y else { return };
        settle(N_FRAMES_TO_SETTLE, move || {
            let stays = app.cursor_line.try_get_untracked()? == line && lead.try_get_value()? != Lead::Preview;
            stays.then(|| on_surface(surface, |surface| surface.put_at(line, y)))
        });
    });
}

/// Of each segment, the colour of its host.
fn colours_of_segments(outline: &Outline) -> Vec<Option<usize>> {
    let colours = host_colours(outline);
    let hosts = outline.segments.iter().map(|segment| segment.label.host.as_deref());
    hosts.map(|host| host.map(|host| colours.of(host))).collect()
}

/// The current segment is marked, and what is being written kept in sight; while the preview is read, it stays where
/// it is.
fn follow_cursor(app: AppState, surface: Surface, lead: StoredValue<Lead>) {
    Effect::new(move || {
        let current = app.current_segment();
        on_surface(surface, |surface| surface.mark_current(current));
    });
    Effect::new(move || {
        let line = app.cursor_line.get();
        let approach = match lead.get_value() {
            Lead::Preview => return,
            Lead::Writing => Approach::Nearest,
            Lead::Looking => Approach::ThirdDown,
        };
        on_surface(surface, |surface| surface.reveal_line(line, approach));
        let y = surface.with_value(|surface| surface.as_ref()?.y_in_sight(line));
        let Some(y) = y.filter(|_| approach == Approach::ThirdDown) else { return };
        settle(N_FRAMES_TO_SETTLE, move || {
            let stays = app.cursor_line.try_get_untracked()? == line && lead.try_get_value()? == Lead::Looking;
            stays.then(|| on_surface(surface, |surface| surface.put_at(line, y)))
        });
    });
}

/// Scrolls as the editor has been scrolled, but never away from what is being written.
fn follow_editor(app: AppState, surface: Surface, lead: StoredValue<Lead>) {
    Effect::new(move || {
        let Some(line) = app.preview_scroll.get() else { return };
        settle(N_FRAMES_TO_SETTLE, move || {
            let lead = lead.try_get_value().filter(|lead| *lead != Lead::Preview)?;
            let is_wanted = app.preview_scroll.try_get_untracked() == Some(Some(line)) && app.scrolls_together();
            is_wanted.then(|| {
                on_surface(surface, |surface| {
                    surface.scroll_to(ScrollPlace { line });
                    if lead == Lead::Writing {
                        surface.reveal_line(app.cursor_line.get_untracked(), Approach::Nearest);
                    }
                });
            })
        });
    });
}

/// Shows all of the notes or the current segment, and that from its start as far as the cursor stays in sight.
fn follow_scope(app: AppState, surface: Surface) {
    Effect::new(move |before: Option<Shown>| {
        let shown = if app.only_current.get() { Shown::CurrentSegment } else { Shown::All };
        on_surface(surface, |surface| surface.show(shown));
        if before.is_some_and(|before| before != shown) {
            let cursor_line = app.cursor_line.get_untracked();
            let outline = app.outline.read_untracked();
            let line = outline.segment_at_line(cursor_line).map_or(1, |idx| outline.segments[idx].line);
            settle(N_FRAMES_TO_SETTLE, move || {
                on_surface(surface, |surface| {
                    surface.scroll_to(ScrollPlace { line: line as f64 });
                    surface.reveal_line(cursor_line, Approach::Nearest);
                });
                Some(())
            });
        }
        shown
    });
}

/// Scrolls now and in each of some frames to come, while that is wanted: blocks that come near the screen find their
/// heights only there.
fn settle(n_frames: usize, scroll: impl Fn() -> Option<()> + Copy + 'static) {
    if scroll().is_some() && n_frames > 0 {
        request_animation_frame(move || settle(n_frames - 1, scroll));
    }
}

/// The author has scrolled the preview.
fn tell_editor(app: AppState, surface: Surface, lead: StoredValue<Lead>) {
    if lead.try_get_value() != Some(Lead::Preview) || !app.scrolls_together() {
        return;
    }
    let place = surface.try_with_value(|surface| surface.as_ref().and_then(PreviewSurface::top)).flatten();
    if let Some(place) = place {
        app.preview_scrolled(place.line);
    }
}

fn show_all_by_escape(event: &KeyboardEvent, app: AppState) {
    if event.key() == "Escape" && app.only_current.get_untracked() {
        event.prevent_default();
        app.toggle_only_current();
    }
}

/// Folds, or leads into the notes; links do what links do, and a selection is made to be copied.
fn clicked(event: &MouseEvent, app: AppState, surface: Surface, tapped: RwSignal<Option<TappedPlace>>) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let fold = surface.with_value(|surface| surface.as_ref()?.fold_at(&target));
    if let Some(segment_idx) = fold {
        tapped.set(None);
        return app.toggle_fold(segment_idx);
    }
    if event.button() != 0 || has_modifier(event) || has_selection() {
        return;
    }
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let place = surface.with_value(|surface| surface.as_ref()?.place_at(&target, x, y));
    let byte = place.and_then(|(block_idx, place)| app.byte_of_preview(block_idx, place));
    match byte {
        Some(byte) if leads_at_once(event) => app.go_to_byte(byte),
        Some(byte) => {
            let y_scroller = surface.with_value(|surface| surface.as_ref().map(PreviewSurface::y_of_contents));
            tapped.set(y_scroller.map(|y_contents| TappedPlace { byte, y: f64::from(y) - y_contents }));
        }
        None => tapped.set(None),
    }
}

fn has_modifier(event: &MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()
}

fn has_selection() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

fn on_surface(surface: Surface, change: impl FnOnce(&mut PreviewSurface)) {
    surface.try_update_value(|surface| {
        if let Some(surface) = surface {
            change(surface);
        }
    });
}
