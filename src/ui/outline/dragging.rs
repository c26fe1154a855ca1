//! Dragging rows by mouse, touch and pen: from the pointer's events to a segment that is carried.
//!
//! Pointer events rather than the browser's own drag and drop, which knows no touch. A finger or a pen drags by the
//! handle, as it scrolls the list everywhere else; a mouse drags by the whole row. The list captures the pointer, so
//! a drag goes on outside of the panel and ends wherever the pointer is let go.

use leptos::prelude::*;
use web_sys::{MouseEvent, PointerEvent};

use super::carrying::CarriedBy;
use super::drop_place::{RowBox, gap_at, idx_to, scroll_step_px};
use super::view::OutlineView;
use crate::state::pointer_type_of;
use crate::ui::parts::dom::closest;

/// A pointer that went down on a row.
#[derive(Clone, Copy)]
pub(super) struct Press {
    pointer_id: i32,
    idx: usize,
    x_px: f64,
    y_px: f64,
}

/// A press that moves less than this is a click.
const DRAG_PX: f64 = 4.0;

impl OutlineView {
    pub fn press(&self, event: &PointerEvent) {
        self.click_is_drag.set_value(false);
        let Some(idx) = self.row_of(event.target()) else { return };
        if event.button() == 0 && event.is_primary() && drags(event) && self.n_rows() > 1 {
            let (x_px, y_px) = place_of(event);
            self.press.set_value(Some(Press { pointer_id: event.pointer_id(), idx, x_px, y_px }));
        }
    }

    pub fn drag(&self, event: &PointerEvent) {
        let Some(press) = self.press_of(event) else { return };
        if event.buttons() == 0 {
            // It was let go where nobody told us.
            return self.cancel_dragging();
        }
        let (x_px, y_px) = place_of(event);
        self.pointer_px.set((x_px, y_px));
        if self.carry.get_untracked().is_none() {
            if (x_px - press.x_px).hypot(y_px - press.y_px) < DRAG_PX {
                return;
            }
            self.begin_dragging(press);
        }
        self.follow_pointer();
    }

    pub fn release(&self, event: &PointerEvent) {
        if self.press_of(event).is_some() {
            self.press.set_value(None);
            self.drop_carried();
        }
    }

    /// Rows that are passed over while one is carried are not pointed at.
    pub fn point_at(&self, idx: Option<usize>) {
        if self.carry.get_untracked().is_none() && self.pointed_at.get_untracked() != idx {
            self.pointed_at.set(idx);
        }
    }

    /// A quick pointer may be outside of the list before it has moved within.
    pub fn leave(&self, event: &PointerEvent) {
        self.drag(event);
        self.point_at(None);
    }

    /// The browser took the pointer away, or the author pressed Escape.
    pub fn cancel_dragging(&self) {
        let Some(press) = self.press.try_get_value().flatten() else { return };
        self.press.set_value(None);
        if let Some(list) = self.root.get_untracked() {
            // Fails where the pointer is gone already.
            let _ = list.release_pointer_capture(press.pointer_id);
        }
        self.cancel_carrying();
    }

    /// Capture passes from the row to the list as a drag begins; only the list's own loss ends it.
    pub fn capture_lost(&self, event: &PointerEvent) {
        let list = self.root.get_untracked();
        if list.is_some_and(|list| event.target().as_ref() == Some(&list)) {
            self.cancel_dragging();
        }
    }

    /// Keeps the click that ends a drag from acting. One by the keyboard has no clicks to count.
    pub fn swallow_click(&self, event: &MouseEvent) {
        if self.click_is_drag.get_value() && event.detail() > 0 {
            event.prevent_default();
            event.stop_propagation();
        }
        self.click_is_drag.set_value(false);
    }

    /// What the pointer of an event pressed, if it still does.
    fn press_of(&self, event: &PointerEvent) -> Option<Press> {
        self.press.get_value().filter(|press| press.pointer_id == event.pointer_id())
    }

    fn begin_dragging(&self, press: Press) {
        let Some(idx) = self.app.notes.segment_now(press.idx) else { return };
        self.click_is_drag.set_value(true);
        self.list.close_menu();
        if let Some(list) = self.root.get_untracked() {
            // Fails where the pointer is gone already: then the drag ends with it.
            let _ = list.set_pointer_capture(press.pointer_id);
        }
        // Escape must come to this panel.
        self.focus_row(idx);
        self.pick_up(idx, CarriedBy::Pointer);
        self.scroll_near_edges();
    }

    /// Brings the carried row to the gap that the pointer is at.
    fn follow_pointer(&self) {
        let Some(carry) = self.carry.get_untracked() else { return };
        let Some(list) = self.root.get_untracked() else { return };
        let (_, y_px) = self.pointer_px.get_untracked();
        let y_in_list_px = y_px - list.get_bounding_client_rect().top();
        let gap_idx = self.row_boxes.with_value(|rows| gap_at(y_in_list_px, rows));
        self.carry_to(idx_to(carry.idx, gap_idx));
    }

    /// Scrolls the list frame by frame, as long as a row is carried.
    fn scroll_near_edges(&self) {
        let view = *self;
        request_animation_frame(move || {
            let carry = view.carry.try_get_untracked().flatten();
            let Some(scroller) = view.scroller.get_untracked() else { return };
            if carry.is_none_or(|carry| carry.by != CarriedBy::Pointer) {
                return;
            }
            let shown = scroller.get_bounding_client_rect();
            let shown = RowBox { top_px: shown.top(), bottom_px: shown.bottom() };
            let step_px = scroll_step_px(view.pointer_px.get_untracked().1, shown).round();
            if step_px != 0.0 {
                scroller.set_scroll_top(scroller.scroll_top() + step_px as i32);
                view.follow_pointer();
            }
            view.scroll_near_edges();
        });
    }
}

/// Whether a drag may begin where a pointer went down.
fn drags(event: &PointerEvent) -> bool {
    let is_within = |selector| closest(event.target(), selector).is_some();
    is_within(".handle") || (pointer_type_of(event) == "mouse" && !is_within(".row-tools"))
}

fn place_of(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}
