//! Carrying a segment to another place, by the pointer or by keys: pick it up, bring it somewhere, drop it or not. What
//! shows it: a line where it would land, and its title beside the pointer.
//!
//! Invariant: the notes change once, when it is dropped. Each step is said in a live region.

use leptos::prelude::*;
use web_sys::{HtmlElement, KeyboardEvent};

use super::drop_place::{RowBox, gap_of, gap_y_px};
use super::view::{OutlineView, use_outline};
use crate::outline::LiveOutline;
use crate::state::key_of;
use crate::ui::parts::show::Show;

/// The list's class while a row is carried: no row is left out of the layout then.
pub(super) const CARRYING: &str = "carrying";

/// A segment on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carry {
    pub idx: usize,
    /// Where it would land, counted without it; `idx` leaves it where it is.
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

impl OutlineView {
    pub fn pick_up(&self, idx: usize, by: CarriedBy) {
        let n_rows = self.n_rows();
        if idx >= n_rows {
            return;
        }
        self.row_boxes.set_value(self.measured_rows());
        self.carry.set(Some(Carry { idx, idx_to: idx, by, n_rows }));
        self.say(format!("Picked up {}, {}", self.title(idx), position(idx, n_rows)));
    }

    pub fn carry_to(&self, idx_to: usize) {
        let Some(carry) = self.carry.get_untracked() else { return };
        if carry.idx_to != idx_to && idx_to < carry.n_rows {
            self.carry.set(Some(Carry { idx_to, ..carry }));
            self.say(format!("{}, {}", self.place(carry.idx, idx_to), position(idx_to, carry.n_rows)));
        }
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
        has_moved.then(|| format!("{title} is now {} of {}", idx_to + 1, self.n_rows()))
    }

    pub fn title(&self, idx: usize) -> String {
        let title = |outline: &LiveOutline| Some(outline.segments.get(idx)?.label.title_or_kind().to_owned());
        self.app.notes.outline.with_untracked(title).unwrap_or_default()
    }

    /// A place in words: `Before Planes`.
    fn place(&self, idx: usize, idx_to: usize) -> String {
        let gap_idx = gap_of(idx, idx_to);
        if idx_to == idx {
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
        if let Some(list) = self.root.get_untracked() {
            // Fails for no class that there is.
            let _ = list.class_list().add_1(CARRYING);
        }
        let measured = |row: &HtmlElement| {
            let top_px = f64::from(row.offset_top());
            RowBox { top_px, bottom_px: top_px + f64::from(row.offset_height()) }
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
}

fn position(idx: usize, n_rows: usize) -> String {
    format!("position {} of {n_rows}", idx + 1)
}

/// The keys on the handle of a row.
pub(super) fn on_handle_key(event: &KeyboardEvent, view: OutlineView, idx: usize) {
    let carry = view.carry.get_untracked().filter(|carry| carry.by == CarriedBy::Keys);
    match (key_of(event).as_str(), carry) {
        (" " | "Enter", None) => view.pick_up(idx, CarriedBy::Keys),
        (" " | "Enter", Some(_)) => view.drop_carried(),
        ("ArrowUp", Some(carry)) => view.carry_to(carry.idx_to.saturating_sub(1)),
        ("ArrowDown", Some(carry)) => view.carry_to(carry.idx_to + 1),
        ("Home", Some(_)) => view.carry_to(0),
        ("End", Some(carry)) => view.carry_to(carry.n_rows - 1),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Where the carried segment would land; nothing while that is where it is.
#[component]
pub(super) fn DropLine() -> impl IntoView {
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
    Some(view.row_boxes.with_value(|rows| gap_y_px(gap_of(carry.idx, carry.idx_to), rows)))
}

fn px(length: f64) -> String {
    format!("{}px", length.round() as i32)
}
