//! What the outline's parts know of each other: which row has the focus, which is pointed at, which is carried.
//!
//! Rows are known by the place of their segment: the first is row 0.

use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{EventTarget, HtmlElement};

use super::carrying::{CarriedBy, Carry, Press, RowBox};
use super::commands::{COMMANDS, ListedSegment};
use super::row::{Row, RowFacts, ToolFacts, more_label};
use crate::outline::{Outline, Segment};
use crate::state::{AppState, effect};
use crate::text::SortedSet;
use crate::ui::parts::list::{List, N_ROWS_AT_ONCE, menu_items};
use crate::ui::parts::page;

/// What scrolls, with the list in it.
pub(super) const SCROLLER: &str = "outline-scroller";

/// The state of the panel, of no concern outside of it. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct OutlineView {
    pub app: AppState,
    pub list: List,
    /// Tools are shown in each row, because a finger points at nothing before it presses.
    has_touch: bool,
    /// The row that the focus is in.
    pub focused: RwSignal<Option<usize>>,
    /// The row under the pointer.
    pub pointed_at: RwSignal<Option<usize>>,
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
            list: List::new("li"),
            has_touch: has_touch(),
            focused: RwSignal::new(None),
            pointed_at: RwSignal::new(None),
            carry: RwSignal::new(None),
            pointer_px: RwSignal::new((0.0, 0.0)),
            said: RwSignal::new(String::new()),
            press: StoredValue::new(None),
            click_is_drag: StoredValue::new(false),
            row_boxes: StoredValue::new(Vec::new()),
        }
    }

    /// The list.
    pub fn root(&self) -> HtmlElement {
        page::element("outline-rows")
    }

    pub fn n_rows(&self) -> usize {
        self.app.notes.outline.with_untracked(|outline| outline.segments.len())
    }

    /// Which rows are told from the others. Tracks all that it hangs on.
    fn marks(&self) -> ListMarks {
        ListMarks {
            current: self.app.notes.current_segment(),
            carry: self.carry.get(),
            menu_of: self.list.with_menu().and_then(|row| self.row_of(Some(row.into()))),
            focused: self.focused.get(),
            pointed_at: self.pointed_at.get(),
        }
    }

    /// The row that an event happened in.
    pub fn row_of(&self, target: Option<EventTarget>) -> Option<usize> {
        self.list.idx_of(target)
    }

    /// The segment that something is to be done with: that of the row that an event happened in, once all is read that was
    /// typed.
    pub fn segment_of(&self, target: Option<EventTarget>) -> Option<ListedSegment> {
        let idx = self.app.notes.segment_now(self.row_of(target)?)?;
        Some(ListedSegment { view: *self, idx })
    }

    /// The row of a segment, if it is drawn.
    pub fn row(&self, idx: usize) -> Option<HtmlElement> {
        self.list.row(idx)
    }

    /// Puts the focus on a row's title; on the last one where the list is shorter.
    pub fn focus_row(&self, idx: usize) {
        // Rows of segments that are gone may still be there.
        let idx = idx.min(self.n_rows().saturating_sub(1));
        if self.row(idx).is_none() {
            self.draw_rows(usize::MAX);
        }
        self.list.focus(idx);
    }

    pub fn open_menu(&self, idx: usize) {
        if let Some(row) = self.row(idx) {
            let items = menu_items(&COMMANDS, &ListedSegment { view: *self, idx });
            self.list.open_menu(&row, more_label(&self.title(idx)), items);
        }
    }

    pub fn go_to(&self, idx: usize) {
        let line =
            self.app.notes.outline.with_untracked(|outline| outline.segments.get(idx).map(|segment| segment.line));
        if let Some(line) = line {
            self.app.notes.go_to_line(line);
        }
    }

    /// Follows the outline: what a key changes is drawn at once, and what is left while the page is idle.
    pub fn follow_rows(&self) {
        let view = *self;
        view.list.mount(&view.root());
        effect(move || {
            if let Some(due) = view.app.notes.take_rows_due() {
                view.expect_rows(due);
            }
        });
        let mut before = SortedSet::new();
        effect(move || {
            let folded = view.app.notes.folded.get();
            let is_changed = |idx: &usize| before.contains(idx) != folded.contains(idx);
            let changed = before.iter().chain(&folded).copied().filter(is_changed);
            if let (Some(first), Some(last)) = (changed.clone().min(), changed.max()) {
                // Those within them come and go.
                view.app.notes.draw_rows(first..view.app.notes.end_of_segment(last));
            }
            before = folded;
        });
        let mut before = ListMarks::default();
        effect(move || {
            let marks = view.marks();
            let told = before.row_idxs().into_iter().chain(marks.row_idxs());
            view.redraw(told.flatten(), &marks);
            view.list.set_current(marks.current.and_then(|idx| view.row(idx)));
            before = marks;
        });
    }

    fn expect_rows(&self, idxs: Range<usize>) {
        self.list.expect(idxs);
        let view = *self;
        if self.draw_rows(N_ROWS_AT_ONCE) {
            self.list.draw_when_idle(Rc::new(move || {
                let has_more = view.draw_rows(N_ROWS_AT_ONCE);
                if !has_more {
                    view.keep_current_in_sight();
                }
                has_more
            }));
        }
    }

    /// Draws rows that are due, up to so many. Returns whether more are due.
    pub(super) fn draw_rows(&self, n_most: usize) -> bool {
        let marks = untrack(|| self.marks());
        let n_rows = self.n_rows();
        let has_more = self.list.draw::<Row>(n_rows, n_most, &|idx| self.facts(idx, &marks));
        // It may be the only one, or not any more.
        self.redraw([0], &marks);
        self.list.set_current(marks.current.and_then(|idx| self.row(idx)));
        has_more
    }

    /// Draws rows again that are drawn, as they are to be now.
    fn redraw(&self, idxs: impl IntoIterator<Item = usize>, marks: &ListMarks) {
        let n_rows = self.n_rows();
        for idx in idxs.into_iter().filter(|idx| *idx < n_rows) {
            self.list.redraw::<Row>(idx, self.facts(idx, marks));
        }
    }

    /// # Panics
    /// If there is no such segment.
    fn facts(&self, idx: usize, marks: &ListMarks) -> RowFacts {
        let n_of = |counts: &[usize]| counts.get(idx).copied().unwrap_or_default();
        let carry = marks.carry.filter(|carry| carry.idx == idx);
        let is_in_use = [marks.focused, marks.pointed_at, marks.menu_of].contains(&Some(idx));
        let tools = ToolFacts {
            has_handle: self.n_rows() > 1,
            is_carried_by_keys: carry.is_some_and(|carry| carry.by == CarriedBy::Keys),
        };
        let notes = self.app.notes;
        let outline = notes.outline.read_untracked();
        let Segment { label, line, depth, .. } = &outline.segments[idx];
        RowFacts {
            label: label.clone(),
            line: *line,
            depth: *depth,
            is_away: notes.folded.with_untracked(|folded| is_folded_away(&outline, idx, folded)),
            n_words: notes.word_counts.with_untracked(|counts| n_of(counts)),
            n_findings: notes.checks.n_by_segment.with_untracked(|counts| n_of(counts)),
            n_covered: notes.n_covered.with_untracked(|counts| n_of(counts)),
            host_colour: label.host.as_deref().map(|host| outline.host_colours().of(host)),
            is_folded: notes.folded.with_untracked(|folded| folded.contains(&idx)),
            is_current: marks.current == Some(idx),
            is_carried: carry.is_some(),
            tools: (self.has_touch || is_in_use).then_some(tools),
        }
    }

    /// As `focus_row`, once the rows have followed the outline.
    pub fn focus_row_when_drawn(&self, idx: usize) {
        let view = *self;
        request_animation_frame(move || {
            view.focus_row(idx);
        });
    }

    pub fn say(&self, text: impl Into<String>) {
        self.said.set(text.into());
    }
}

/// Which rows are told from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ListMarks {
    /// The row of the segment that the cursor is in.
    current: Option<usize>,
    carry: Option<Carry>,
    menu_of: Option<usize>,
    focused: Option<usize>,
    pointed_at: Option<usize>,
}

impl ListMarks {
    fn row_idxs(&self) -> [Option<usize>; 5] {
        [self.current, self.carry.map(|carry| carry.idx), self.menu_of, self.focused, self.pointed_at]
    }
}

/// Whether a segment is within a folded one.
fn is_folded_away(outline: &Outline, idx: usize, folded: &SortedSet<usize>) -> bool {
    let around = std::iter::successors(outline.parent_of(idx), |idx| outline.parent_of(*idx));
    !folded.is_empty() && around.into_iter().any(|idx| folded.contains(&idx))
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
