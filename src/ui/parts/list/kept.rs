//! What stays where it is while rows change places: the focus, and what the author looks at.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::on_page::List;
use crate::ui::parts::dom::focus_in_place;

/// Where things were before the rows changed places.
pub(super) struct Kept {
    /// What has the focus, and the place of its row.
    focus: Option<(HtmlElement, usize)>,
    /// A row in sight, and where it was in the window, in px.
    anchor: Option<(HtmlElement, f64)>,
}

impl List {
    /// To be called before rows change places. `scroller`: what scrolls, with the list in it.
    pub(super) fn keep(&self, scroller: Option<&HtmlElement>) -> Kept {
        Kept { focus: self.focus_in_rows(), anchor: scroller.and_then(|scroller| self.anchor(scroller)) }
    }

    /// The focus goes back to where it was; where that is gone, to the row that took its place. Returns whether there is one.
    pub(super) fn restore(&self, kept: &Kept, scroller: Option<&HtmlElement>) -> bool {
        if let (Some((row, top_px)), Some(scroller)) = (&kept.anchor, scroller) {
            let moved_px = row.get_bounding_client_rect().top() - top_px;
            if row.is_connected() && moved_px != 0.0 {
                scroller.set_scroll_top(scroller.scroll_top() + moved_px as i32);
            }
        }
        match &kept.focus {
            Some((element, _)) if element.is_connected() => focus_in_place(element),
            Some((_, idx)) => return self.focus(*idx),
            None => {}
        }
        true
    }

    fn focus_in_rows(&self) -> Option<(HtmlElement, usize)> {
        let element: HtmlElement = document().active_element()?.dyn_into().ok()?;
        let row = self.row_of(Some(element.clone().into()))?;
        Some((element, self.rows().iter().position(|other| *other == row)?))
    }

    /// The first row in sight that is not the current one: that moves by itself. None while the list is at its top, which
    /// shows what comes there.
    fn anchor(&self, scroller: &HtmlElement) -> Option<(HtmlElement, f64)> {
        if scroller.scroll_top() == 0 {
            return None;
        }
        let edge_px = scroller.get_bounding_client_rect().top();
        let rows = self.rows();
        let first = rows.partition_point(|row| row.get_bounding_client_rect().bottom() <= edge_px);
        let current = self.page().current;
        let row = rows[first..].iter().find(|row| Some(*row) != current.as_ref())?;
        Some((row.clone(), row.get_bounding_client_rect().top()))
    }
}
