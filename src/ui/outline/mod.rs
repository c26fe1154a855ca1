//! The outline: the segments of the notes in order, to go to, to arrange, and to add to.

mod carrying;
mod commands;
mod header;
mod row;
mod view;

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent, PointerEvent};
use leptos::prelude::*;
use web_sys::Event;

pub use self::carrying::DropLine;
use self::carrying::{CARRYING, Ghost, on_handle_key};
pub use self::commands::segment_keys;
use self::commands::{COMMANDS, ListedSegment};
use self::header::NextTopicButton;
pub use self::header::OutlineMenu;
use self::row::KEYS_ID;
use self::view::{OutlineView, SCROLLER};
use crate::state::{AppState, Pane, effect, key_of, use_app};
use crate::ui::parts::dom::{closest, listen, listen_before, set_class};
use crate::ui::parts::list::RowMenu;
use crate::ui::parts::page;
use crate::ui::parts::panel::focus_when_shown;
use crate::ui::parts::show::Show;

/// Keeps the rows those of the notes, in the element that the page has for them.
pub fn bind_outline(app: AppState) {
    let view = OutlineView::new(app);
    provide_context(view);
    view.follow_rows();
    view.follow_cursor();
    focus_when_shown(page::element("outline"), Pane::Outline);
}

/// What stands below the rows, and what lies over them while they are arranged.
#[component]
pub fn OutlineFoot() -> impl IntoView {
    let view = self::view::use_outline();
    view.follow_events();
    let has_segments = Memo::new(move |_| view.app.notes.outline.with(|outline| !outline.segments.is_empty()));
    view! {
        <Show when=move || has_segments.get()>
            <NextTopicButton />
        </Show>
        <p id=KEYS_ID class="visually-hidden">
            {"Alt with arrow up or down moves it, Space folds it, Delete deletes it, Shift F10 shows more."}
        </p>
        <p class="visually-hidden" role="status">{view.said}</p>
        <RowMenu list=view.list />
        <Ghost />
    }
}

#[component]
pub fn OutlineHint() -> impl IntoView {
    let app = use_app();
    view! {
        <Show when=move || app.notes.outline.with(|outline| outline.segments.is_empty())>
            <p class="panel-hint">
                {"No segments yet. A segment begins with a label such as “"}
                <b>{"Ada #1:"}</b>
                {" Title”, or with a heading. Insert one from a template."}
            </p>
        </Show>
    }
}

impl OutlineView {
    /// Follows what is done in the rows. Whatever it is comes to the list: there may be thousands, and a drag passes over many
    /// of them.
    fn follow_events(&self) {
        let (view, list) = (*self, self.root());
        listen(&page::element("outline"), "keydown", move |event: &KeyboardEvent| view.stop_at_escape(event));
        listen(&page::element(SCROLLER), "scroll", move |_: &Event| view.list.close_menu());
        listen(&list, "pointerdown", move |event: &PointerEvent| view.press(event));
        listen(&list, "pointermove", move |event: &PointerEvent| view.drag(event));
        listen(&list, "pointerup", move |event: &PointerEvent| view.release(event));
        listen(&list, "pointercancel", move |_: &Event| view.cancel_dragging());
        listen(&list, "lostpointercapture", move |event: &PointerEvent| view.capture_lost(event));
        listen(&list, "pointerover", move |event: &Event| view.point_at(view.row_of(event.target())));
        listen(&list, "pointerleave", move |event: &PointerEvent| view.leave(event));
        listen_before(&list, "click", move |event: &MouseEvent| view.swallow_click(event));
        listen(&list, "contextmenu", move |event: &MouseEvent| view.open_menu_at(event));
        listen(&list, "focusin", move |event: &FocusEvent| view.focus_in(event));
        listen(&list, "focusout", move |event: &FocusEvent| view.blur(event));
        listen(&list, "click", move |event: &MouseEvent| view.click(event));
        listen(&list, "keydown", move |event: &KeyboardEvent| view.press_key(event));
        listen(&list, "keyup", keep_space_from_clicking);
        effect(move || set_class(&list, CARRYING, view.carry.get().is_some()));
    }

    /// Escape ends what is carried, and nothing else.
    fn stop_at_escape(&self, event: &KeyboardEvent) {
        if key_of(event) == "Escape" && self.carry.get_untracked().is_some() {
            event.prevent_default();
            event.stop_propagation();
            self.cancel_dragging();
            self.cancel_carrying();
        }
    }

    /// Keeps the row of the segment in sight that the cursor is in.
    fn follow_cursor(&self) {
        let view = *self;
        let current = Memo::new(move |_| view.app.notes.current_segment());
        effect(move || {
            if let Some(idx) = current.get() {
                request_animation_frame(move || view.keep_in_sight(idx));
            }
        });
    }

    fn keep_current_in_sight(&self) {
        if let Some(idx) = untrack(|| self.app.notes.current_segment()) {
            self.keep_in_sight(idx);
        }
    }

    /// Scrolls the list to the row of the segment that the cursor has come to, unless something is done in the list.
    fn keep_in_sight(&self, idx: usize) {
        let is_in_use = self.focused.get_untracked().is_some() || self.carry.get_untracked().is_some();
        let Some(row) = self.row(idx).filter(|_| !is_in_use) else { return };
        let scroller = page::element(SCROLLER);
        let (top_px, bottom_px) = (row.offset_top(), row.offset_top() + row.offset_height());
        if top_px < scroller.scroll_top() {
            scroller.set_scroll_top(top_px);
        } else if bottom_px > scroller.scroll_top() + scroller.client_height() {
            scroller.set_scroll_top(bottom_px - scroller.client_height());
        }
    }

    fn click(&self, event: &MouseEvent) {
        let Some(ListedSegment { idx, .. }) = self.segment_of(event.target()) else { return };
        if is_on(event, ".row-title") {
            self.go_to(idx);
        } else if is_on(event, ".more") && !self.row(idx).is_some_and(|row| self.list.close_menu_of(&row)) {
            self.open_menu(idx);
        }
    }

    fn press_key(&self, event: &KeyboardEvent) {
        let Some(segment) = self.segment_of(event.target()) else { return };
        if is_on(event, ".row-title") {
            // A key may lead to any of them.
            self.draw_rows(usize::MAX);
            self.list.press(event, &COMMANDS, &segment);
            if event.default_prevented() {
                event.stop_propagation();
            }
        } else if is_on(event, ".handle") {
            on_handle_key(event, *self, segment.idx);
        }
    }

    fn open_menu_at(&self, event: &MouseEvent) {
        if let Some(segment) = self.segment_of(event.target()) {
            event.prevent_default();
            if self.carry.get_untracked().is_none() {
                self.open_menu(segment.idx);
            }
        }
    }

    fn focus_in(&self, event: &FocusEvent) {
        self.list.focus_in(event);
        self.focused.set(self.row_of(event.target()));
    }

    /// What is taken off the page loses the focus as well, and by then the signals may be gone.
    fn blur(&self, event: &FocusEvent) {
        self.list.focus_out(event);
        if is_on(event, ".handle") {
            self.leave_handle();
        }
        if self.row_of(event.related_target()).is_none() {
            let _ = self.focused.try_set(None);
        }
    }
}

/// Whether an event happened in something.
fn is_on(event: &Event, selector: &str) -> bool {
    closest(event.target(), selector).is_some()
}

/// Space folds: some browsers click when it is let go.
fn keep_space_from_clicking(event: &KeyboardEvent) {
    if key_of(event) == " " && is_on(event, ".row-title") {
        event.prevent_default();
    }
}
