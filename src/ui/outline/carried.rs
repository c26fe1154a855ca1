//! What shows that a segment is carried: a line where it would land, and its title beside the pointer.

use leptos::prelude::*;

use super::carrying::CarriedBy;
use super::drop_place::{gap_of, gap_y_px};
use super::view::{OutlineView, use_outline};
use crate::ui::parts::show::Show;

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
