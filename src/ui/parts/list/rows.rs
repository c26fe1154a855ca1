//! The rows of a list as they are drawn: an element for each, brought up to date a few at a time.
//!
//! What makes rows show something else makes them due, and those are drawn at once if they are few; what is left waits until
//! the browser is idle. What needs a row before that has it drawn.
//!
//! Invariant: the list's children are the rows, in order; none is beyond the last thing that is listed, and each that may
//! show something else than it should is due.

use std::collections::BTreeMap;
use std::ops::Range;

use web_sys::{Element, HtmlElement};

/// What one row of a list looks like.
pub trait Row: Sized {
    /// All that it shows. Equal ones look the same.
    type Facts: PartialEq;

    /// An element that shows nothing yet. `idx` is its place, for lists whose rows keep it.
    fn new(idx: usize, facts: &Self::Facts) -> Self;

    fn item(&self) -> &HtmlElement;

    /// Shows what has changed; all of it, where there is nothing before.
    fn show(&mut self, facts: &Self::Facts, before: Option<&Self::Facts>);
}

/// The drawn rows.
pub struct Rows<R: Row> {
    root: Option<HtmlElement>,
    drawn: Vec<(R, R::Facts)>,
    due: Range<usize>,
}

impl<R: Row> Default for Rows<R> {
    fn default() -> Self {
        Self { root: None, drawn: Vec::new(), due: 0..0 }
    }
}

impl<R: Row> Rows<R> {
    /// The rows are to be drawn in this element; those in another one are no more.
    pub fn mount(&mut self, root: &HtmlElement) {
        if self.root.as_ref() != Some(root) {
            *self = Self { root: Some(root.clone()), ..Self::default() };
        }
    }

    pub fn len(&self) -> usize {
        self.drawn.len()
    }

    /// A row, if it is drawn.
    pub fn item(&self, idx: usize) -> Option<HtmlElement> {
        self.drawn.get(idx).map(|(row, _)| row.item().clone())
    }

    pub fn facts(&self) -> impl Iterator<Item = &R::Facts> {
        self.drawn.iter().map(|(_, facts)| facts)
    }

    /// Makes rows due.
    pub fn expect(&mut self, idxs: Range<usize>) {
        self.due = match self.due.is_empty() {
            true => idxs,
            false => self.due.start.min(idxs.start)..self.due.end.max(idxs.end),
        };
    }

    /// Draws the rows that are due, up to `n_most` of them; takes off those beyond `n_rows`. Returns whether more are due.
    pub fn draw(&mut self, n_rows: usize, n_most: usize, facts: &dyn Fn(usize) -> R::Facts) -> bool {
        self.drawn.drain(n_rows.min(self.drawn.len())..).for_each(|(row, _)| row.item().remove());
        let is_complete = self.drawn.len() == n_rows;
        let end = if is_complete { self.due.end.min(n_rows) } else { n_rows };
        let start = self.due.start.min(self.drawn.len()).min(end);
        let drawn_end = end.min(start.saturating_add(n_most));
        (start..drawn_end).for_each(|idx| self.draw_one(idx, facts(idx)));
        self.due = if drawn_end == end { 0..0 } else { drawn_end..self.due.end.max(end) };
        !self.due.is_empty()
    }

    /// Draws all rows.
    pub fn draw_all(&mut self, all: Vec<R::Facts>) {
        self.drawn.drain(all.len().min(self.drawn.len())..).for_each(|(row, _)| row.item().remove());
        all.into_iter().enumerate().for_each(|(idx, facts)| self.draw_one(idx, facts));
    }

    /// Draws a row that is drawn already, or the next one.
    pub fn draw_one(&mut self, idx: usize, facts: R::Facts) {
        match self.drawn.get_mut(idx) {
            Some((row, before)) if *before != facts => {
                row.show(&facts, Some(before));
                *before = facts;
            }
            Some(_) => {}
            None => {
                let row = new_row::<R>(idx, &facts);
                if let Some(root) = &self.root {
                    place(root, row.item(), None);
                }
                self.drawn.push((row, facts));
            }
        }
    }

    /// Whether no row must go or change its place, if these are the keys of what is listed now.
    pub fn is_in_order<'a>(&self, mut keys: impl Iterator<Item = &'a str>, key: fn(&R::Facts) -> &str) -> bool {
        self.facts().all(|facts| keys.next() == Some(key(facts)))
    }

    /// Keeps the rows of what is still listed, in its order, and makes those that come between them. `key` tells whose row
    /// it is.
    pub fn put_in_order(&mut self, listed: &[R::Facts], key: fn(&R::Facts) -> &str)
    where
        R::Facts: Clone,
    {
        let old = self.drawn.drain(..).map(|(row, facts)| (key(&facts).to_owned(), (row, facts)));
        let mut known: BTreeMap<String, (R, R::Facts)> = old.collect();
        for (idx, facts) in listed.iter().enumerate() {
            let row = known.remove(key(facts));
            self.drawn.push(row.unwrap_or_else(|| (new_row(idx, facts), facts.clone())));
        }
        known.into_values().for_each(|(row, _)| row.item().remove());
        if let Some(root) = &self.root {
            put_in_order(root, &mut self.drawn.iter().map(|(row, _)| row.item()));
        }
    }
}

fn new_row<R: Row>(idx: usize, facts: &R::Facts) -> R {
    let mut row = R::new(idx, facts);
    row.show(facts, None);
    row
}

/// Makes these the first children of the list; takes no row out that can stay.
fn put_in_order(root: &HtmlElement, items: &mut dyn Iterator<Item = &HtmlElement>) {
    let mut next = root.first_element_child();
    for item in items {
        let element: &Element = item;
        // One that goes far down is taken out, rather than all those below it moved up.
        let behind = next.as_ref().and_then(Element::next_element_sibling);
        if next.as_ref() != Some(element) && behind.as_ref() == Some(element) {
            next.iter().for_each(|next| next.remove());
            next = behind;
        }
        match next.as_ref() == Some(element) {
            true => next = item.next_element_sibling(),
            false => place(root, item, next.as_ref()),
        }
    }
}

fn place(root: &HtmlElement, item: &HtmlElement, next: Option<&Element>) {
    // Cannot fail: `next` is a child of the list, and the item no ancestor of it.
    let _ = root.insert_before(item, next.map(|next| next.as_ref()));
}
