//! What the outline's parts know of each other: which row has the focus, which is pointed at, which is carried.
//!
//! Rows are known by the place of their segment: the first is row 0.

use std::collections::BTreeSet;
use std::ops::Range;

use leptos::html::{Div, Ol};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use super::carrying::Carry;
use super::dragging::Press;
use super::drop_place::RowBox;
use super::row::RowFacts;
use super::row_list::{ListMarks, RowList};
use crate::state::{AppState, effect, when_idle};
use crate::ui::parts::dom::focus;

/// Rows that are drawn at once, as many as a screen may show; and then at a time while the page is idle.
const N_ROWS_AT_ONCE: usize = 64;

/// The state of the panel, of no concern outside of it. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct OutlineView {
    pub app: AppState,
    pub list: NodeRef<Ol>,
    /// What scrolls, with the list in it.
    pub scroller: NodeRef<Div>,
    /// The rows, once the list is on the page.
    pub(super) rows: StoredValue<Option<RowList>, LocalStorage>,
    /// Whether more rows will be drawn when the page is idle.
    is_drawing: StoredValue<bool>,
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
            rows: StoredValue::new_local(None),
            is_drawing: StoredValue::new(false),
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
        self.app.notes.outline.with_untracked(|outline| outline.segments.len())
    }

    /// The one row that Tab comes to: that with the focus, else the segment of the cursor, else the first.
    /// Tracks all of them.
    pub fn tab_stop(&self) -> usize {
        let wanted = self.focused.get().or_else(|| self.app.notes.current_segment()).unwrap_or(0);
        let n_rows = self.app.notes.outline.with(|outline| outline.segments.len());
        wanted.min(n_rows.saturating_sub(1))
    }

    /// Which rows are told from the others. Tracks all that it hangs on.
    fn marks(&self) -> ListMarks {
        ListMarks {
            current: self.app.notes.current_segment(),
            tab_stop: self.tab_stop(),
            carry: self.carry.get(),
            menu_of: self.menu_of.get(),
            focused: self.focused.get(),
            pointed_at: self.pointed_at.get(),
        }
    }

    /// The row that an event happened in.
    pub fn row_of(&self, target: Option<EventTarget>) -> Option<usize> {
        let element = target?.dyn_into::<Element>().ok()?;
        let row = element.closest("[data-idx]").ok().flatten()?;
        row.get_attribute("data-idx")?.parse().ok()
    }

    /// The segment that something is to be done with: that of the row that an event happened in, once all is read that was
    /// typed.
    pub fn segment_of(&self, target: Option<EventTarget>) -> Option<usize> {
        self.app.notes.segment_now(self.row_of(target)?)
    }

    /// The row of a segment, if it is drawn.
    pub fn row(&self, idx: usize) -> Option<HtmlElement> {
        self.rows.with_value(|rows| Some(rows.as_ref()?.get(idx)?.item.clone()))
    }

    /// Puts the focus on a row's title; on the last one where the list is shorter.
    pub fn focus_row(&self, idx: usize) {
        let idx = idx.min(self.n_rows().saturating_sub(1));
        if self.row(idx).is_none() {
            self.draw_rows(usize::MAX);
        }
        let title = self.rows.with_value(|rows| Some(rows.as_ref()?.get(idx)?.title()));
        if let Some(title) = title {
            focus(&title);
        }
    }

    /// Follows the outline: what a key changes is drawn at once, and what is left while the page is idle.
    pub fn follow_rows(&self) {
        let view = *self;
        effect(move || {
            let Some(list) = view.list.get() else { return };
            view.rows.update_value(|rows| {
                rows.get_or_insert_with(|| RowList::new(list.into(), has_touch()));
            });
            if let Some(due) = view.app.notes.take_rows_due() {
                view.expect_rows(due);
            }
        });
        let mut before = BTreeSet::new();
        effect(move || {
            let folded = view.app.notes.folded.get();
            let changed: Vec<usize> = before.symmetric_difference(&folded).copied().collect();
            if let (Some(first), Some(last)) = (changed.first(), changed.last()) {
                view.app.notes.draw_rows(*first..last + 1);
            }
            before = folded;
        });
        effect(move || {
            let marks = view.marks();
            view.update_rows(|rows| rows.mark(marks));
        });
    }

    fn expect_rows(&self, idxs: Range<usize>) {
        self.update_rows(|rows| rows.expect(idxs));
        if self.draw_rows(N_ROWS_AT_ONCE) {
            self.draw_rows_when_idle();
        }
    }

    fn draw_rows_when_idle(&self) {
        if self.is_drawing.get_value() {
            return;
        }
        self.is_drawing.set_value(true);
        let view = *self;
        when_idle(move || {
            // The panel may be gone by then.
            if view.is_drawing.try_set_value(false).is_some() {
                return;
            }
            match view.draw_rows(N_ROWS_AT_ONCE) {
                true => view.draw_rows_when_idle(),
                false => view.keep_current_in_sight(),
            }
        });
    }

    /// Draws rows that are due, up to so many. Returns whether more are due.
    pub(super) fn draw_rows(&self, n_most: usize) -> bool {
        let outline = self.app.notes.outline.read_untracked();
        let word_counts = self.app.notes.word_counts.read_untracked();
        let folded = self.app.notes.folded.read_untracked();
        let n_findings = self.app.notes.checks.n_by_segment.read_untracked();
        let n_covered = self.app.notes.n_covered.read_untracked();
        let facts = |idx: usize| RowFacts {
            n_words: word_counts.get(idx).copied().unwrap_or_default(),
            n_findings: n_findings.get(idx).copied().unwrap_or_default(),
            n_covered: n_covered.get(idx).copied().unwrap_or_default(),
            is_folded: folded.contains(&idx),
            ..RowFacts::of(&outline, idx)
        };
        self.update_rows(|rows| rows.draw(outline.segments.len(), n_most, facts)).unwrap_or_default()
    }

    fn update_rows<R>(&self, update: impl FnOnce(&mut RowList) -> R) -> Option<R> {
        self.rows.try_update_value(|rows| rows.as_mut().map(update)).flatten()
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

/// Whether a finger may come: it points at nothing before it presses.
fn has_touch() -> bool {
    let query = window().match_media("(any-pointer: coarse), (hover: none)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// The panel's state, from context.
///
/// # Panics
/// Outside of the outline's panel.
pub(super) fn use_outline() -> OutlineView {
    expect_context()
}
