//! What stays where it is while the rows of a list change places: the focus, and what the author looks at.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use super::list::DraftList;
use super::row::Row;

/// Where things were before the rows changed places.
pub(super) struct Kept {
    /// What has the focus, and the place of its row.
    focus: Option<(HtmlElement, usize)>,
    /// A row in sight, and where it was in the window, in px.
    anchor: Option<(HtmlElement, f64)>,
}

impl Kept {
    pub fn of(list: &DraftList) -> Kept {
        Kept { focus: focus(list), anchor: anchor(list) }
    }

    /// The focus goes back to where it was; where that is gone, to the row that took its place.
    pub fn restore(&self, list: &DraftList) {
        if let (Some((row, top_px)), Some(scroller)) = (&self.anchor, list.scroller.get_untracked()) {
            let moved_px = row.get_bounding_client_rect().top() - top_px;
            if row.is_connected() && moved_px != 0.0 {
                scroller.set_scroll_top(scroller.scroll_top() + moved_px as i32);
            }
        }
        if let Some((element, idx)) = &self.focus {
            match element.is_connected() {
                true => focus_in_place(element),
                false => list.focus_row(*idx),
            }
        }
    }
}

fn focus(list: &DraftList) -> Option<(HtmlElement, usize)> {
    let element: HtmlElement = document().active_element()?.dyn_into().ok()?;
    let in_list = list.list.get_untracked()?.contains(Some(&element));
    let id = list.draft_of(Some(element.clone().into())).filter(|_| in_list)?;
    let idx = list.with_rows(|rows| rows.idx_of(&id)).flatten()?;
    Some((element, idx))
}

/// The first row in sight that is not the open draft's: that one moves by itself. None while the list is at its top, which
/// shows what comes there.
fn anchor(list: &DraftList) -> Option<(HtmlElement, f64)> {
    let scroller = list.scroller.get_untracked().filter(|scroller| scroller.scroll_top() > 0)?;
    let edge_px = scroller.get_bounding_client_rect().top();
    let open = list.app.saving.open.with_untracked(|open| open.as_ref().map(|open| open.id.clone()));
    list.with_rows(|rows| {
        let first = rows.rows().partition_point(|row| row.item.get_bounding_client_rect().bottom() <= edge_px);
        let row: &Row = rows.rows()[first..].iter().find(|row| Some(row.id()) != open.as_ref())?;
        Some((row.item.clone(), row.item.get_bounding_client_rect().top()))
    })
    .flatten()
}

fn focus_in_place(element: &HtmlElement) {
    if document().active_element().as_ref() != Some(element) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // A browser that refuses leaves the focus where it is.
        let _ = element.focus_with_options(&options);
    }
}
