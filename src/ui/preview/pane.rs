//! The pane of the preview: what stands where, and who may scroll it.
//!
//! When editor and preview scroll together, that lead where the author's hands are. Not the focus, which goes to the notes by a
//! click in the preview, and not the scroll events, which say nothing of their cause. The preview follows the notes unless it was
//! touched last; after a key it keeps the cursor's block in sight.

use leptos::ev;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget};

use super::click::{BEHIND_BOX, Tapped, TappedPlace, id_of_link, leads_at_once, task_box_at};
use super::drawing::Drawing;
use super::head::ImageNotice;
use super::metadata::{change_clicked_value, change_pressed_value, undo_by_key};
use super::place::{Approach, ScrollPlace};
use super::surface::{PreviewSurface, Shown};
use crate::editor::Surface;
use crate::state::{AppState, effect, key_of, use_app};
use crate::ui::parts::dom::{closest, listen};
use crate::ui::parts::page;
use crate::ui::parts::show::Show;

const N_FRAMES_TO_SETTLE: usize = 3;

/// Keeps the preview that of the notes, in the elements that the page has for it.
pub fn bind_preview(app: AppState) {
    let scroller = page::element("preview-scroller");
    let drawing = Drawing::new(app, page::element("preview"), scroller.clone());
    let tapped = Tapped::new(None);
    provide_context(tapped);
    provide_context(drawing);
    let lead = follow_lead();
    drawing.follow_notes(move || tapped.set(None));
    drawing.follow_editor_tools();
    follow_folds(app, drawing, lead);
    follow_scope(app, drawing);
    follow_cursor(app, drawing, lead);
    follow_draft(app, drawing);
    follow_editor(app, drawing, lead);
    listen(&scroller, "scroll", move |_: &Event| scrolled(app, drawing, lead));
}

/// Follows what is done in the preview: clicks and keys.
pub fn follow_acts() {
    let (app, drawing, tapped) = (use_app(), expect_context::<Drawing>(), expect_context::<Tapped>());
    listen(&page::element("preview"), "mousedown", move |event: &MouseEvent| change_pressed_value(event, app));
    listen(&page::element("preview"), "click", move |event: &MouseEvent| clicked(event, app, drawing, tapped));
    listen(&page::element("preview-scroller"), "keydown", move |event: &KeyboardEvent| {
        show_all_by_escape(event, app);
        undo_by_key(event, app);
        scroll_by_key(event, drawing);
    });
}

/// What is said of the preview as it is, and how to have all of it.
#[component]
pub fn PreviewNotes() -> impl IntoView {
    let app = use_app();
    view! {
        <ImageNotice />
        <PlainTextNote />
        <Show when=move || app.notes.only_current.get()>
            <div class="only-note" role="note">
                <p>{"Only the segment with the cursor is shown."}</p>
                <button type="button" class="button small" on:click=move |_| app.notes.toggle_only_current()>
                    {"Show all"}
                </button>
            </div>
        </Show>
    }
}

/// Why the preview is behind.
#[component]
pub fn PreviewFoot() -> impl IntoView {
    let app = use_app();
    let drawing = expect_context::<Drawing>();
    view! {
        <Show when=move || drawing.is_late.get() || app.notes.is_unread.get()>
            <p class="late-note" role="note">{"This is long: the preview follows when you pause."}</p>
        </Show>
    }
}

/// Why the preview of notes that are open as plain text is empty, and the way back.
#[component]
fn PlainTextNote() -> impl IntoView {
    let app = use_app();
    view! {
        <Show when=move || app.notes.surface.get() == Surface::Plain && app.saving.open.with(Option::is_some)>
            <div class="only-note" role="note">
                <p>{"These notes are open as plain text: without colours, preview, outline and checks."}</p>
                <button type="button" class="button small" on:click=move |_| app.open_on(Surface::Full)>
                    {"Show in full"}
                </button>
            </div>
        </Show>
    }
}

/// Folds, while what is being written stays where it is; if it is done in the preview, what was clicked does.
fn follow_folds(app: AppState, drawing: Drawing, lead: StoredValue<Lead>) {
    effect(move || {
        let line = app.notes.cursor_line.get_untracked();
        let y = drawing.read(|surface| surface.y_in_sight(line)).flatten();
        app.notes.folded.with(|folded| drawing.change(|surface| surface.fold(folded)));
        let Some(y) = y else { return };
        settle(N_FRAMES_TO_SETTLE, move || {
            let stays = app.notes.cursor_line.try_get_untracked()? == line && lead.try_get_value()? != Lead::Preview;
            stays.then(|| drawing.change(|surface| surface.put_at(line, y))).flatten()
        });
    });
}

/// The current segment is marked, and what is being written kept in sight; while the preview is read, it stays where
/// it is.
fn follow_cursor(app: AppState, drawing: Drawing, lead: StoredValue<Lead>) {
    effect(move || {
        let current = app.notes.current_segment();
        drawing.change(|surface| surface.mark_current(current));
    });
    effect(move || {
        let line = app.notes.cursor_line.get();
        let approach = match lead.get_value() {
            Lead::Preview => return,
            Lead::Writing => Approach::Nearest,
            Lead::Looking => Approach::ThirdDown,
        };
        drawing.reveal_line(line, approach);
        let y = drawing.read(|surface| surface.y_in_sight(line)).flatten();
        let Some(y) = y.filter(|_| approach == Approach::ThirdDown) else { return };
        settle(N_FRAMES_TO_SETTLE, move || {
            let stays = app.notes.cursor_line.try_get_untracked()? == line && lead.try_get_value()? == Lead::Looking;
            stays.then(|| drawing.change(|surface| surface.put_at(line, y))).flatten()
        });
    });
}

/// Another draft is shown from its start, as far as the cursor is in sight there.
fn follow_draft(app: AppState, drawing: Drawing) {
    let draft = app.saving.memo_of_open_id();
    effect(move || {
        if draft.get().is_none() {
            return;
        }
        // Once it is drawn.
        request_animation_frame(move || {
            drawing.change(|surface| surface.scroll_to(ScrollPlace { line: 1.0 }));
            if let Some(line) = app.notes.cursor_line.try_get_untracked() {
                drawing.reveal_line(line, Approach::ThirdDown);
            }
        });
    });
}

/// Scrolls as the editor has been scrolled, but never away from what is being written.
fn follow_editor(app: AppState, drawing: Drawing, lead: StoredValue<Lead>) {
    effect(move || {
        let Some(line) = app.notes.preview_scroll.get() else { return };
        settle(N_FRAMES_TO_SETTLE, move || {
            let lead = lead.try_get_value().filter(|lead| *lead != Lead::Preview)?;
            let is_wanted =
                app.notes.preview_scroll.try_get_untracked() == Some(Some(line)) && app.screen.scrolls_together();
            is_wanted.then(|| {
                drawing.change(|surface| {
                    surface.scroll_to(ScrollPlace { line });
                    if lead == Lead::Writing {
                        surface.reveal_line(app.notes.cursor_line.get_untracked(), Approach::Nearest);
                    }
                });
            })
        });
    });
}

/// Shows all of the notes or the current segment, and that from its start as far as the cursor stays in sight.
fn follow_scope(app: AppState, drawing: Drawing) {
    let mut before = None;
    effect(move || {
        let shown = if app.notes.only_current.get() { Shown::CurrentSegment } else { Shown::All };
        drawing.change(|surface| surface.show(shown));
        if before.replace(shown).is_some_and(|before| before != shown) {
            let cursor_line = app.notes.cursor_line.get_untracked();
            let outline = app.notes.outline.read_untracked();
            let line = outline.segment_at_line(cursor_line).map_or(1, |idx| outline.segments[idx].line);
            settle(N_FRAMES_TO_SETTLE, move || {
                drawing.change(|surface| {
                    surface.scroll_to(ScrollPlace { line: line as f64 });
                    surface.reveal_line(cursor_line, Approach::Nearest);
                });
                Some(())
            });
        }
    });
}

/// Scrolls now and in each of some frames to come, while that is wanted: blocks that come near the screen find their
/// heights only there.
fn settle(n_frames: usize, scroll: impl Fn() -> Option<()> + Copy + 'static) {
    if scroll().is_some() && n_frames > 0 {
        request_animation_frame(move || settle(n_frames - 1, scroll));
    }
}

/// The preview was scrolled: what is around comes into layout, and if it was the author, the notes follow.
fn scrolled(app: AppState, drawing: Drawing, lead: StoredValue<Lead>) {
    drawing.follow_scroll();
    if lead.try_get_value() != Some(Lead::Preview) || !app.screen.scrolls_together() {
        return;
    }
    let place = drawing.read(PreviewSurface::top).flatten();
    if let Some(place) = place {
        app.notes.preview_scrolled(place.line);
    }
}

fn show_all_by_escape(event: &KeyboardEvent, app: AppState) {
    if key_of(event) == "Escape" && app.notes.only_current.get_untracked() {
        event.prevent_default();
        app.notes.toggle_only_current();
    }
}

/// At once: what comes into layout on the way would end a smooth scroll.
fn scroll_by_key(event: &KeyboardEvent, drawing: Drawing) {
    let is_plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if is_plain && drawing.read(|surface| surface.scroll_by_key(&key_of(event))) == Some(true) {
        event.prevent_default();
    }
}

/// Folds, or leads into the notes; links do what links do, and a selection is made to be copied.
fn clicked(event: &MouseEvent, app: AppState, drawing: Drawing, tapped: Tapped) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    if change_clicked_value(event, &target, app) {
        return tapped.set(None);
    }
    let fold = drawing.read(|surface| surface.fold_at(&target)).flatten();
    if let Some(segment_idx) = fold {
        tapped.set(None);
        return app.notes.segment_now(segment_idx).into_iter().for_each(|idx| app.notes.toggle_fold(idx));
    }
    if let Some(id) = id_of_link(&target) {
        show_target(&id, app, drawing);
    }
    if event.button() != 0 || has_modifier(event) || has_selection() {
        return;
    }
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let task = task_box_at(&target, x, y);
    let x_place = task.as_ref().map_or(x, |task| task.get_bounding_client_rect().right() as f32 + BEHIND_BOX);
    let place = drawing.read(|surface| surface.place_at(&target, x_place, y)).flatten();
    let byte = place.and_then(|(block_idx, place)| app.notes.byte_of_preview(block_idx, place));
    match byte {
        Some(byte) if task.is_some() => app.notes.toggle_task(byte),
        Some(byte) if leads_at_once(event) => app.notes.go_to_byte(byte),
        Some(byte) => {
            let y_scroller = drawing.read(PreviewSurface::y_of_contents);
            tapped.set(y_scroller.map(|y_contents| TappedPlace { byte, y: f64::from(y) - y_contents }));
        }
        None => tapped.set(None),
    }
}

/// Lets what a link within the notes leads to be on the page and in its layout, at the top edge: from there the browser goes
/// to the very element by itself.
fn show_target(id: &str, app: AppState, drawing: Drawing) {
    if drawing.read(|surface| surface.block_idx_of_id(id).is_none()) == Some(true) {
        drawing.draw_rest();
    }
    let Some(block_idx) = drawing.read(|surface| surface.block_idx_of_id(id)).flatten() else { return };
    if app.notes.only_current.get_untracked() {
        app.notes.toggle_only_current();
        drawing.change(|surface| surface.show(Shown::All));
    }
    if let Some(segment_idx) = drawing.read(|surface| surface.fold_over(block_idx)).flatten() {
        app.notes.toggle_fold(segment_idx);
        drawing.change(|surface| surface.fold(&app.notes.folded.read_untracked()));
    }
    drawing.change(|surface| surface.go_to_block(block_idx));
}

fn has_modifier(event: &MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()
}

fn has_selection() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// What the author has done last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lead {
    /// Something in the preview.
    Preview,
    /// Pressed a key elsewhere: most likely they write.
    Writing,
    /// Used the wheel, the mouse or a finger elsewhere.
    Looking,
}

/// Keeps track of what the author has done last, on the whole page.
fn follow_lead() -> StoredValue<Lead> {
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
