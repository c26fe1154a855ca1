//! The rows of a list of drafts, in the order of the drafts, drawn a few at a time.
//!
//! Invariant: the list's children are the rows; they are those of the first drafts that are to be listed, in their order.

use std::collections::BTreeMap;

use web_sys::{Element, HtmlElement};

use super::row::{Row, RowFacts, RowKind, RowMarks};
use crate::draft::{DraftId, DraftSummary};

/// The drawn rows.
pub(super) struct RowList {
    list: Element,
    kind: RowKind,
    rows: Vec<Row>,
    marks: ListMarks,
}

/// A draft that is to be listed, and what stands below its name before all else.
pub(super) type Listed<'a> = (&'a DraftSummary, Option<String>);

/// Which rows are told from the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListMarks {
    /// The draft that is open.
    pub current: Option<DraftId>,
    /// The row that Tab should come to; the first, where it is not drawn.
    pub tab_stop: Option<DraftId>,
    pub menu_of: Option<DraftId>,
}

impl RowList {
    pub fn new(list: Element, kind: RowKind) -> RowList {
        RowList { list, kind, rows: Vec::new(), marks: ListMarks::default() }
    }

    /// Whether they are drawn in this element.
    pub fn is_in(&self, list: &Element) -> bool {
        self.list == *list
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Which row is that of a draft. O(n).
    pub fn idx_of(&self, id: &DraftId) -> Option<usize> {
        self.rows.iter().position(|row| row.id() == id)
    }

    /// Brings the rows in line with the drafts; adds up to `n_most`. Returns whether there are more to add.
    ///
    /// O(n), and touches what has changed.
    pub fn arrange(&mut self, drafts: &[Listed], n_most: usize) -> bool {
        let n_rows = drafts.len().min(self.rows.len().saturating_add(n_most));
        let shown = &drafts[..n_rows];
        if !self.is_in_order(drafts) {
            self.put_in_order(shown);
        }
        for (row, (draft, remark)) in self.rows.iter_mut().zip(shown) {
            row.show(self.kind, draft, remark.as_deref());
        }
        for (draft, remark) in &shown[self.rows.len()..] {
            let row = Row::new(self.kind, RowFacts { draft: (*draft).clone(), remark: remark.clone() });
            place(&self.list, &row.item, None);
            self.rows.push(row);
        }
        self.mark_rows();
        n_rows < drafts.len()
    }

    /// Whether no row must go or change its place.
    pub fn is_in_order(&self, drafts: &[Listed]) -> bool {
        let is_of = |(row, (draft, _)): (&Row, &Listed)| *row.id() == draft.id;
        self.rows.len() <= drafts.len() && self.rows.iter().zip(drafts).all(is_of)
    }

    /// Keeps the rows of the drafts that are still listed, and makes those that come between them.
    fn put_in_order(&mut self, drafts: &[Listed]) {
        let mut known: BTreeMap<DraftId, Row> = self.rows.drain(..).map(|row| (row.id().clone(), row)).collect();
        let row_of = |(draft, remark): &Listed| {
            let facts = || RowFacts { draft: (*draft).clone(), remark: remark.clone() };
            known.remove(&draft.id).unwrap_or_else(|| Row::new(self.kind, facts()))
        };
        self.rows = drafts.iter().map(row_of).collect();
        known.into_values().for_each(|row| row.item.remove());
        let mut next = self.list.first_element_child();
        for row in &self.rows {
            let item: &Element = &row.item;
            // One that goes far down is taken out, rather than all those below it moved up.
            let behind = next.as_ref().and_then(Element::next_element_sibling);
            if next.as_ref() != Some(item) && behind.as_ref() == Some(item) {
                next.iter().for_each(|next| next.remove());
                next = behind;
            }
            match next.as_ref() == Some(item) {
                true => next = item.next_element_sibling(),
                false => place(&self.list, &row.item, next.as_ref()),
            }
        }
    }

    /// Tells rows from the others.
    pub fn mark(&mut self, marks: ListMarks) {
        self.marks = marks;
        self.mark_rows();
    }

    fn mark_rows(&mut self) {
        let ListMarks { current, tab_stop, menu_of } = &self.marks;
        let tab_stop = tab_stop.as_ref().and_then(|id| self.idx_of(id)).unwrap_or(0);
        for (idx, row) in self.rows.iter_mut().enumerate() {
            let marks = RowMarks {
                is_current: current.as_ref() == Some(row.id()),
                is_tab_stop: idx == tab_stop,
                is_menu_open: menu_of.as_ref() == Some(row.id()),
            };
            row.mark(marks);
        }
    }
}

fn place(list: &Element, item: &HtmlElement, next: Option<&Element>) {
    // Cannot fail: `next` is a child of the list, and the item no ancestor of it.
    let _ = list.insert_before(item, next.map(|next| next.as_ref()));
}
