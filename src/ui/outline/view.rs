//! What the outline's parts know of each other: which row has the focus, which is pointed at, which is carried.
//!
//! Rows are known by the place of their segment: the first is row 0.

use leptos::html::{Div, Ol};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use super::carrying::Carry;
use super::dragging::Press;
use super::drop_place::RowBox;
use crate::state::AppState;

/// The state of the panel, of no concern outside of it. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct OutlineView {
    pub app: AppState,
    pub list: NodeRef<Ol>,
    /// What scrolls, with the list in it.
    pub scroller: NodeRef<Div>,
    /// The row that the focus is in.
    pub focused: RwSignal<Option<usize>>,
    /// The row under the pointer.
    pub pointed_at: RwSignal<Option<usize>>,
    /// The row whose menu is open.
    pub menu_of: RwSignal<Option<usize>>,
    pub carry: RwSignal<Option<Carry>>,
    /// Where the pointer is while it carries a row, in the window, in px.
    pub pointer_px: RwSignal<(f64, f64)>,
    /// What is said to those who do not see the list.
    pub said: RwSignal<String>,
    /// What was pressed and may become a drag.
    pub(super) press: StoredValue<Option<Press>>,
    /// Whether the click that follows belongs to a drag, and must not act.
    pub(super) click_is_drag: StoredValue<bool>,
    /// Where the rows stand below the list's top, as long as one is carried.
    pub(super) row_boxes: StoredValue<Vec<RowBox>>,
}

impl OutlineView {
    pub fn new(app: AppState) -> Self {
        Self {
            app,
            list: NodeRef::new(),
            scroller: NodeRef::new(),
            focused: RwSignal::new(None),
            pointed_at: RwSignal::new(None),
            menu_of: RwSignal::new(None),
            carry: RwSignal::new(None),
            pointer_px: RwSignal::new((0.0, 0.0)),
            said: RwSignal::new(String::new()),
            press: StoredValue::new(None),
            click_is_drag: StoredValue::new(false),
            row_boxes: StoredValue::new(Vec::new()),
        }
    }

    pub fn n_rows(&self) -> usize {
        self.app.outline.with_untracked(|outline| outline.segments.len())
    }

    /// The one row that Tab comes to: that with the focus, else the segment of the cursor, else the first.
    /// Tracks all of them.
    pub fn tab_stop(&self) -> usize {
        let wanted = self.focused.get().or_else(|| self.app.current_segment()).unwrap_or(0);
        let n_rows = self.app.outline.with(|outline| outline.segments.len());
        wanted.min(n_rows.saturating_sub(1))
    }

    /// The row that an event happened in.
    pub fn row_of(&self, target: Option<EventTarget>) -> Option<usize> {
        let element = target?.dyn_into::<Element>().ok()?;
        let row = element.closest("[data-idx]").ok().flatten()?;
        row.get_attribute("data-idx")?.parse().ok()
    }

    pub fn row(&self, idx: usize) -> Option<HtmlElement> {
        let list = self.list.get_untracked()?;
        let row = list.query_selector(&format!("[data-idx=\"{idx}\"]")).ok().flatten()?;
        row.dyn_into().ok()
    }

    /// Puts the focus on a row's title; on the last one where the list is shorter.
    pub fn focus_row(&self, idx: usize) {
        let idx = idx.min(self.n_rows().saturating_sub(1));
        let title = self.row(idx).and_then(|row| row.query_selector("button").ok().flatten());
        if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
            // A browser that refuses leaves the focus where it is.
            let _ = title.focus();
        }
    }

    /// As `focus_row`, once the rows have followed the outline.
    pub fn focus_row_when_drawn(&self, idx: usize) {
        let view = *self;
        request_animation_frame(move || view.focus_row(idx));
    }

    pub fn say(&self, text: impl Into<String>) {
        self.said.set(text.into());
    }
}

/// The panel's state, from context.
///
/// # Panics
/// Outside of the outline's panel.
pub(super) fn use_outline() -> OutlineView {
    expect_context()
}
