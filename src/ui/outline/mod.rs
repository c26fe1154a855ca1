//! The outline: the segments of the notes in order, to go to, to arrange, and to add to.

mod carrying;
mod commands;
mod header;
mod row;
mod view;

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use web_sys::Event;

use self::carrying::{DropLine, Ghost, on_handle_key};
pub use self::commands::segment_keys;
use self::commands::{COMMANDS, ListedSegment};
use self::header::{NextTopicButton, OutlineHeader};
use self::row::KEYS_ID;
use self::view::OutlineView;
use crate::state::{Pane, effect, key_of, use_app};
use crate::ui::parts::dom::closest;
use crate::ui::parts::list::RowMenu;
use crate::ui::parts::panel::focus_when_shown;
use crate::ui::parts::show::Show;

#[component]
pub fn OutlinePanel() -> impl IntoView {
    let app = use_app();
    let view = OutlineView::new(app);
    provide_context(view);
    view.follow_rows();
    let is_empty = Memo::new(move |_| app.notes.outline.with(|outline| outline.segments.is_empty()));
    let panel = NodeRef::new();
    focus_when_shown(panel, Pane::Outline);
    view! {
        <nav
            node_ref=panel
            class="outline"
            aria-label="Outline"
            data-testid="outline"
            tabindex="-1"
            on:keydown=move |event| view.stop_at_escape(&event)
        >
            <OutlineHeader />
            <div class="outline-scroller" node_ref=view.scroller on:scroll=move |_| view.list.close_menu()>
                <Rows />
                <Show when=move || is_empty.get()>
                    <EmptyHint />
                </Show>
            </div>
            <Show when=move || !is_empty.get()>
                <NextTopicButton />
            </Show>
            <p id=KEYS_ID class="visually-hidden">
                {"Alt with arrow up or down moves it, Space folds it, Delete deletes it, Shift F10 shows more."}
            </p>
            <p class="visually-hidden" role="status">{view.said}</p>
            <RowMenu list=view.list />
            <Ghost />
        </nav>
    }
}

/// The list. What is done in a row comes here: there may be thousands, and a drag passes over many of them.
#[component]
fn Rows() -> impl IntoView {
    let view = self::view::use_outline();
    let current = Memo::new(move |_| view.app.notes.current_segment());
    effect(move || {
        if let Some(idx) = current.get() {
            request_animation_frame(move || view.keep_in_sight(idx));
        }
    });
    view! {
        <div class="outline-list">
            <ol
                node_ref=view.root
                class:carrying=move || view.carry.get().is_some()
                on:pointerdown=move |event| view.press(&event)
                on:pointermove=move |event| view.drag(&event)
                on:pointerup=move |event| view.release(&event)
                on:pointercancel=move |_| view.cancel_dragging()
                on:lostpointercapture=move |event| view.capture_lost(&event)
                on:pointerover=move |event| view.point_at(view.row_of(event.target()))
                on:pointerleave=move |event| view.leave(&event)
                on:click:capture=move |event| view.swallow_click(&event)
                on:contextmenu=move |event| view.open_menu_at(&event)
                on:focusin=move |event| view.focus_in(&event)
                on:focusout=move |event| view.blur(&event)
                on:click=move |event| view.click(&event)
                on:keydown=move |event| view.press_key(&event)
                on:keyup=keep_space_from_clicking
            ></ol>
            <DropLine />
        </div>
    }
}

#[component]
fn EmptyHint() -> impl IntoView {
    view! {
        <p class="panel-hint">
            {"No segments yet. A segment begins with a label such as “"}
            <b>{"Ada #1:"}</b>
            {" Title”, or with a heading. Insert one from a template."}
        </p>
    }
}

impl OutlineView {
    /// Escape ends what is carried, and nothing else.
    fn stop_at_escape(&self, event: &KeyboardEvent) {
        if key_of(event) == "Escape" && self.carry.get_untracked().is_some() {
            event.prevent_default();
            event.stop_propagation();
            self.cancel_dragging();
            self.cancel_carrying();
        }
    }

    fn keep_current_in_sight(&self) {
        if let Some(idx) = untrack(|| self.app.notes.current_segment()) {
            self.keep_in_sight(idx);
        }
    }

    /// Scrolls the list to the row of the segment that the cursor has come to, unless something is done in the list.
    fn keep_in_sight(&self, idx: usize) {
        let is_in_use = self.focused.get_untracked().is_some() || self.carry.get_untracked().is_some();
        let (Some(row), Some(scroller)) = (self.row(idx), self.scroller.get_untracked()) else { return };
        if is_in_use {
            return;
        }
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
fn keep_space_from_clicking(event: KeyboardEvent) {
    if key_of(&event) == " " && is_on(&event, ".row-title") {
        event.prevent_default();
    }
}
