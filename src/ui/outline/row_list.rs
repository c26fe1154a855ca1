//! The rows of the outline: one item for each segment, brought up to date a few at a time.
//!
//! Notes may have thousands of segments. A key makes the rows due that it changes, and those are drawn at once if they are
//! few; what is left waits until the browser is idle. What needs a row before that has it drawn.
//!
//! Invariant: the list's children are the rows, the one at place n being that of segment n; none is beyond the last
//! segment, and each that may show something else than its segment is due.

use std::ops::Range;

use web_sys::Element;

use super::carrying::{CarriedBy, Carry};
use super::row::{Row, RowFacts, RowMarks};
use super::row_tools::ToolMarks;
use crate::ui::parts::dom::append;

/// The drawn rows.
pub(super) struct RowList {
    list: Element,
    rows: Vec<Row>,
    due: Range<usize>,
    marks: ListMarks,
    has_others: bool,
    /// Tools are shown in each row, because a finger points at nothing before it presses.
    has_touch: bool,
}

/// Which rows are told from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ListMarks {
    /// The row of the segment that the cursor is in.
    pub current: Option<usize>,
    /// The one row that Tab comes to.
    pub tab_stop: usize,
    pub carry: Option<Carry>,
    pub menu_of: Option<usize>,
    pub focused: Option<usize>,
    pub pointed_at: Option<usize>,
}

impl RowList {
    /// No rows; `has_touch`: a finger may come.
    pub fn new(list: Element, has_touch: bool) -> RowList {
        RowList { list, rows: Vec::new(), due: 0..0, marks: ListMarks::default(), has_others: false, has_touch }
    }

    pub fn get(&self, idx: usize) -> Option<&Row> {
        self.rows.get(idx)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }

    /// Makes rows due.
    pub fn expect(&mut self, idxs: Range<usize>) {
        self.due = match self.due.is_empty() {
            true => idxs,
            false => self.due.start.min(idxs.start)..self.due.end.max(idxs.end),
        };
    }

    /// Draws the rows that are due, up to `n_most` of them; takes off those beyond the last segment. Returns whether more are due.
    ///
    /// `facts` are those of a row's segment.
    pub fn draw(&mut self, n_segments: usize, n_most: usize, facts: impl Fn(usize) -> RowFacts) -> bool {
        self.rows.drain(n_segments.min(self.rows.len())..).for_each(|row| row.item.remove());
        self.follow_number(n_segments > 1);
        let is_complete = self.rows.len() == n_segments;
        let end = if is_complete { self.due.end.min(n_segments) } else { n_segments };
        let start = self.due.start.min(self.rows.len()).min(end);
        let drawn_end = end.min(start.saturating_add(n_most));
        for idx in start..drawn_end {
            match self.rows.get_mut(idx) {
                Some(row) => row.show(facts(idx)),
                None => self.add(facts(idx)),
            }
        }
        self.due = if drawn_end == end { 0..0 } else { drawn_end..self.due.end.max(end) };
        !self.due.is_empty()
    }

    /// The first row may be the only one, or not any more.
    fn follow_number(&mut self, has_others: bool) {
        if std::mem::replace(&mut self.has_others, has_others) != has_others {
            self.mark_row(0);
        }
    }

    fn mark_row(&mut self, idx: usize) {
        let marks = self.marks_of(idx);
        if let Some(row) = self.rows.get_mut(idx) {
            row.mark(marks);
        }
    }

    fn add(&mut self, facts: RowFacts) {
        let idx = self.rows.len();
        let mut row = Row::new(idx);
        row.show(facts);
        row.mark(self.marks_of(idx));
        append(&self.list, &row.item);
        self.rows.push(row);
    }

    /// Tells rows from the others: touches those that it concerns.
    pub fn mark(&mut self, marks: ListMarks) {
        let before = std::mem::replace(&mut self.marks, marks);
        if before == marks {
            return;
        }
        for idx in before.row_idxs().into_iter().chain(marks.row_idxs()).flatten() {
            self.mark_row(idx);
        }
    }

    fn marks_of(&self, idx: usize) -> RowMarks {
        let marks = &self.marks;
        let carry = marks.carry.filter(|carry| carry.idx == idx);
        let is_in_use = [marks.focused, marks.pointed_at, marks.menu_of].contains(&Some(idx));
        let tools = ToolMarks {
            has_handle: self.has_others,
            is_carried_by_keys: carry.is_some_and(|carry| carry.by == CarriedBy::Keys),
            is_menu_open: marks.menu_of == Some(idx),
        };
        RowMarks {
            is_current: marks.current == Some(idx),
            is_carried: carry.is_some(),
            is_tab_stop: marks.tab_stop == idx,
            tools: (self.has_touch || is_in_use).then_some(tools),
        }
    }
}

impl ListMarks {
    /// The rows that are told from the others.
    fn row_idxs(&self) -> [Option<usize>; 6] {
        let carried = self.carry.map(|carry| carry.idx);
        [self.current, Some(self.tab_stop), carried, self.menu_of, self.focused, self.pointed_at]
    }
}
