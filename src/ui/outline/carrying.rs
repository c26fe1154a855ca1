//! Carrying a segment to another place, by the pointer or by keys: pick it up, bring it somewhere, drop it or not. What
//! shows it: a line where it would land, and its title beside the pointer.
//!
//! Pointer events rather than the browser's own drag and drop, which knows no touch. A finger or a pen drags by the
//! handle, as it scrolls the list everywhere else; a mouse drags by the whole row. The list captures the pointer, so
//! a drag goes on outside of the panel and ends wherever the pointer is let go.
//!
//! Heights are in CSS pixels. Gap 0 is above the first row, gap n below the last one.
//!
//! Invariant: the notes change once, when it is dropped. Each step is said in a live region.

use leptos::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::view::{OutlineView, SCROLLER, use_outline};
use crate::outline::LiveOutline;
use crate::state::{Direction, key_of, pointer_type_of};
use crate::ui::parts::dom::{closest, set_class};
use crate::ui::parts::page;
use crate::ui::parts::show::Show;

/// The list's class while a row is carried: no row is left out of the layout then.
pub(super) const CARRYING: &str = "carrying";

/// A segment on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carry {
    pub idx: usize,
    /// How many go along: it, and those within it.
    n_carried: usize,
    /// Where it would land: its index then. `idx` leaves it where it is.
    pub idx_to: usize,
    pub by: CarriedBy,
    /// As many as there were when it was picked up: with another number its place means nothing.
    n_rows: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CarriedBy {
    Pointer,
    Keys,
}

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

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RowBox {
    pub top_px: f64,
    pub bottom_px: f64,
}

/// How near to an edge of the list a pointer lets it scroll, and how far at most in one frame.
const EDGE_PX: f64 = 48.0;
const MAX_STEP_PX: f64 = 14.0;

impl OutlineView {
    pub fn pick_up(&self, idx: usize, by: CarriedBy) {
        let n_rows = self.n_rows();
        if idx >= n_rows {
            return;
        }
        self.row_boxes.set_value(self.measured_rows());
        let n_carried = self.app.notes.end_of_segment(idx) - idx;
        self.carry.set(Some(Carry { idx, n_carried, idx_to: idx, by, n_rows }));
        self.say(format!("Picked up {}, {}", self.title(idx), self.position(idx, idx)));
    }

    /// Carries it to the place nearest to an index among those beside it.
    pub fn carry_to(&self, idx_to: usize) {
        let Some(carry) = self.carry.get_untracked() else { return };
        let landings = self.app.notes.landings(carry.idx);
        let Some(idx_to) = landings.into_iter().min_by_key(|landing| landing.abs_diff(idx_to)) else { return };
        if carry.idx_to != idx_to {
            let carry = Carry { idx_to, ..carry };
            self.carry.set(Some(carry));
            self.say(format!("{}, {}", self.place(carry), self.position(carry.idx, idx_to)));
        }
    }

    /// Carries it by one place.
    fn carry_by_one(&self, carry: Carry, direction: Direction) {
        let next = self.app.notes.next_landing(carry.idx, carry.idx_to, direction);
        next.into_iter().for_each(|idx_to| self.carry_to(idx_to));
    }

    pub fn drop_carried(&self) {
        let Some(carry) = self.carry.get_untracked() else { return };
        if carry.n_rows != self.n_rows() {
            return self.cancel_carrying();
        }
        self.carry.set(None);
        if let Some(said) = self.move_and_follow(carry.idx, carry.idx_to) {
            self.say(format!("Dropped. {said}"));
        }
    }

    pub fn cancel_carrying(&self) {
        if self.carry.try_get_untracked().flatten().is_some() {
            self.carry.set(None);
            self.say("Cancelled");
        }
    }

    /// Moves a segment at once; the focus goes along.
    pub fn move_row(&self, idx: usize, idx_to: usize) {
        if idx_to < self.n_rows()
            && idx_to != idx
            && let Some(said) = self.move_and_follow(idx, idx_to)
        {
            self.say(said);
        }
    }

    /// Moves a segment, and says where it is now; nothing where the notes would not have it: the app then tells why.
    fn move_and_follow(&self, idx: usize, idx_to: usize) -> Option<String> {
        let title = self.title(idx);
        if idx_to != idx {
            self.app.notes.move_segment(idx, idx_to);
        }
        let has_moved = self.title(idx_to) == title;
        self.focus_row(if has_moved { idx_to } else { idx });
        has_moved.then(|| {
            let (place, n_places) = self.place_among(idx_to, idx_to);
            format!("{title} is now {place} of {n_places}")
        })
    }

    /// The place of a segment among those beside it, the first being 1, once it has landed; and how many places there are.
    fn place_among(&self, idx: usize, idx_to: usize) -> (usize, usize) {
        let landings = self.app.notes.landings(idx);
        (landings.partition_point(|landing| *landing <= idx_to), landings.len())
    }

    fn position(&self, idx: usize, idx_to: usize) -> String {
        let (place, n_places) = self.place_among(idx, idx_to);
        format!("position {place} of {n_places}")
    }

    pub fn title(&self, idx: usize) -> String {
        let title = |outline: &LiveOutline| Some(outline.segments.get(idx)?.label.title_or_kind().to_owned());
        self.app.notes.outline.with_untracked(title).unwrap_or_default()
    }

    /// A place in words: `Before Planes`.
    fn place(&self, carry: Carry) -> String {
        let gap_idx = gap_of(carry);
        if carry.idx_to == carry.idx {
            "Where it was".to_owned()
        } else if gap_idx == self.n_rows() {
            "At the end".to_owned()
        } else {
            format!("Before {}", self.title(gap_idx))
        }
    }

    /// Where all rows stand: each is drawn and laid out for that, off the screen too.
    fn measured_rows(&self) -> Vec<RowBox> {
        self.draw_rows(usize::MAX);
        set_class(&self.root(), CARRYING, true);
        // A row that is folded away stands where the one above it ends.
        let mut bottom_px = 0.0;
        let measured = |row: &HtmlElement| {
            let top_px = if row.hidden() { bottom_px } else { f64::from(row.offset_top()) };
            bottom_px = top_px + f64::from(row.offset_height());
            RowBox { top_px, bottom_px }
        };
        self.list.rows().iter().map(measured).collect()
    }

    /// Who leaves the handle does not carry on.
    pub fn leave_handle(&self) {
        let carry = self.carry.try_get_untracked().flatten();
        if carry.is_some_and(|carry| carry.by == CarriedBy::Keys) {
            self.cancel_carrying();
        }
    }

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
        // Fails where the pointer is gone already.
        let _ = self.root().release_pointer_capture(press.pointer_id);
        self.cancel_carrying();
    }

    /// Capture passes from the row to the list as a drag begins; only the list's own loss ends it.
    pub fn capture_lost(&self, event: &PointerEvent) {
        if event.target().as_ref() == Some(&self.root()) {
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
        // Fails where the pointer is gone already: then the drag ends with it.
        let _ = self.root().set_pointer_capture(press.pointer_id);
        // Escape must come to this panel.
        self.focus_row(idx);
        self.pick_up(idx, CarriedBy::Pointer);
        self.scroll_near_edges();
    }

    /// Brings the carried row to the gap that the pointer is at.
    fn follow_pointer(&self) {
        let Some(carry) = self.carry.get_untracked() else { return };
        let (_, y_px) = self.pointer_px.get_untracked();
        let y_in_list_px = y_px - self.root().get_bounding_client_rect().top();
        let gap_idx = self.row_boxes.with_value(|rows| gap_at(y_in_list_px, rows));
        self.carry_to(idx_to(carry, gap_idx));
    }

    /// Scrolls the list frame by frame, as long as a row is carried.
    fn scroll_near_edges(&self) {
        let view = *self;
        request_animation_frame(move || {
            let carry = view.carry.try_get_untracked().flatten();
            if carry.is_none_or(|carry| carry.by != CarriedBy::Pointer) {
                return;
            }
            let scroller = page::element(SCROLLER);
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

/// The keys on the handle of a row.
pub(super) fn on_handle_key(event: &KeyboardEvent, view: OutlineView, idx: usize) {
    let carry = view.carry.get_untracked().filter(|carry| carry.by == CarriedBy::Keys);
    match (key_of(event).as_str(), carry) {
        (" " | "Enter", None) => view.pick_up(idx, CarriedBy::Keys),
        (" " | "Enter", Some(_)) => view.drop_carried(),
        ("ArrowUp", Some(carry)) => view.carry_by_one(carry, Direction::Up),
        ("ArrowDown", Some(carry)) => view.carry_by_one(carry, Direction::Down),
        ("Home", Some(_)) => view.carry_to(0),
        ("End", Some(carry)) => view.carry_to(carry.n_rows - 1),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Where the carried segment would land; nothing while that is where it is.
#[component]
pub fn DropLine() -> impl IntoView {
    let view = use_outline();
    view! {
        <Show when=move || line_y_px(view).is_some()>
            <div class="drop-line" aria-hidden="true" style:top=move || px(line_y_px(view).unwrap_or_default())></div>
        </Show>
    }
}

/// What the pointer carries.
#[component]
pub(super) fn Ghost() -> impl IntoView {
    let view = use_outline();
    let by_pointer = move || view.carry.get().filter(|carry| carry.by == CarriedBy::Pointer);
    let title = move || by_pointer().map(|carry| view.title(carry.idx));
    view! {
        <Show when=move || by_pointer().is_some()>
            <div
                class="ghost"
                aria-hidden="true"
                style:left=move || px(view.pointer_px.get().0)
                style:top=move || px(view.pointer_px.get().1)
            >
                {title}
            </div>
        </Show>
    }
}

/// The line's height below the list's top.
fn line_y_px(view: OutlineView) -> Option<f64> {
    let carry = view.carry.get().filter(|carry| carry.idx_to != carry.idx)?;
    Some(view.row_boxes.with_value(|rows| gap_y_px(gap_of(carry), rows)))
}

fn px(length: f64) -> String {
    format!("{}px", length.round() as i32)
}

/// Whether a drag may begin where a pointer went down.
fn drags(event: &PointerEvent) -> bool {
    let is_within = |selector| closest(event.target(), selector).is_some();
    is_within(".handle") || (pointer_type_of(event) == "mouse" && !is_within(".row-tools"))
}

fn place_of(event: &PointerEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// The gap that a height means: each row's upper half is that above it.
fn gap_at(y_px: f64, rows: &[RowBox]) -> usize {
    rows.partition_point(|row| (row.top_px + row.bottom_px) / 2.0 < y_px)
}

/// The index that the carried row takes when it is dropped into a gap.
fn idx_to(carry: Carry, gap_idx: usize) -> usize {
    let own = carry.idx..=carry.idx + carry.n_carried;
    match gap_idx {
        gap_idx if own.contains(&gap_idx) => carry.idx,
        gap_idx if gap_idx > carry.idx => gap_idx - carry.n_carried,
        gap_idx => gap_idx,
    }
}

/// The gap that leads to where the row would land, the way back from `idx_to`.
fn gap_of(carry: Carry) -> usize {
    if carry.idx_to > carry.idx { carry.idx_to + carry.n_carried } else { carry.idx_to }
}

/// The height of the middle of a gap; 0 where there are no rows.
fn gap_y_px(gap_idx: usize, rows: &[RowBox]) -> f64 {
    let above = gap_idx.checked_sub(1).and_then(|idx| rows.get(idx));
    match (above, rows.get(gap_idx)) {
        (Some(above), Some(below)) => (above.bottom_px + below.top_px) / 2.0,
        (Some(above), None) => above.bottom_px,
        (None, Some(below)) => below.top_px,
        (None, None) => 0.0,
    }
}

/// How far the list scrolls in one frame, down if positive, while a pointer at `y_px` carries a row: the faster the
/// nearer to an edge of what is seen of the list.
fn scroll_step_px(y_px: f64, seen: RowBox) -> f64 {
    // A list that is hardly seen keeps a middle where it rests.
    let edge_px = EDGE_PX.min((seen.bottom_px - seen.top_px) / 3.0).max(1.0);
    let above = (seen.top_px + edge_px - y_px).max(0.0).min(edge_px);
    let below = (y_px - (seen.bottom_px - edge_px)).max(0.0).min(edge_px);
    (below - above) / edge_px * MAX_STEP_PX
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four rows of 20 px with 2 px between them, the third twice as high.
    const ROWS: [RowBox; 4] = [
        RowBox { top_px: 0.0, bottom_px: 20.0 },
        RowBox { top_px: 22.0, bottom_px: 42.0 },
        RowBox { top_px: 44.0, bottom_px: 84.0 },
        RowBox { top_px: 86.0, bottom_px: 106.0 },
    ];

    #[test]
    fn a_height_means_the_nearest_gap() {
        let gaps = [-50.0, 0.0, 9.0, 11.0, 31.0, 33.0, 63.0, 65.0, 95.0, 97.0, 900.0].map(|y_px| gap_at(y_px, &ROWS));
        assert_eq!(gaps, [0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(gap_at(10.0, &[]), 0);
    }

    #[test]
    fn the_gaps_beside_a_row_leave_it_where_it_is() {
        let places =
            |n_carried| (0..=4).map(move |gap_idx| idx_to(carry(1, n_carried, 1), gap_idx)).collect::<Vec<_>>();
        assert_eq!((places(1), places(2)), (vec![0, 1, 1, 2, 3], vec![0, 1, 1, 1, 2]));
    }

    #[test]
    fn each_place_has_a_gap_that_leads_there() {
        for (idx, n_carried) in [(0, 1), (1, 1), (3, 1), (0, 2), (1, 3)] {
            for place in 0..=4 - n_carried {
                let carry = carry(idx, n_carried, place);
                assert_eq!(idx_to(carry, gap_of(carry)), place, "{carry:?}");
            }
        }
    }

    fn carry(idx: usize, n_carried: usize, idx_to: usize) -> Carry {
        Carry { idx, n_carried, idx_to, by: CarriedBy::Keys, n_rows: 4 }
    }

    #[test]
    fn the_line_stands_between_the_rows() {
        let heights = (0..=4).map(|gap_idx| gap_y_px(gap_idx, &ROWS));
        assert_eq!(heights.collect::<Vec<_>>(), [0.0, 21.0, 43.0, 85.0, 106.0]);
        assert_eq!(gap_y_px(0, &[]), 0.0);
    }

    #[test]
    fn the_list_scrolls_near_its_edges_only() {
        let seen = RowBox { top_px: 100.0, bottom_px: 500.0 };
        let steps = [50.0, 100.0, 124.0, 148.0, 300.0, 452.0, 476.0, 900.0].map(|y_px| scroll_step_px(y_px, seen));
        assert_eq!(steps, [-14.0, -14.0, -7.0, 0.0, 0.0, 0.0, 7.0, 14.0]);
        let hardly_seen = RowBox { top_px: 100.0, bottom_px: 100.0 };
        assert_eq!(scroll_step_px(100.0, hardly_seen).abs(), 0.0);
    }
}
