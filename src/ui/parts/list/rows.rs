//! The rows of a list as they are drawn: an element for each, brought up to date a few at a time.
//!
//! What makes rows show something else makes them due, and those are drawn at once if they are few; what is left waits until
//! the browser is idle. What needs a row before that has it drawn. While rows change places, the focus stays where it is, and so
//! does what the author looks at.
//!
//! Invariant: the list's children are the rows, in order; none is beyond the last thing that is listed, and each that may
//! show something else than it should is due.

use std::any::Any;
use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::on_page::List;
use crate::text::SortedMap;
use crate::ui::parts::dom::focus_in_place;

/// What one row of a list looks like.
pub trait Row: Sized + 'static {
    /// All that it shows. Equal ones look the same.
    type Facts: Clone + PartialEq + 'static;

    /// An element that shows nothing yet. `idx` is its place, for lists whose rows keep it.
    fn new(idx: usize, facts: &Self::Facts) -> Self;

    fn item(&self) -> &HtmlElement;

    /// Shows what has changed; all of it, where there is nothing before.
    fn show(&mut self, facts: &Self::Facts, before: Option<&Self::Facts>);

    /// Whose row it is, in lists whose rows change places; in others the nth row shows what is listed nth.
    fn key(_: &Self::Facts) -> &str {
        ""
    }
}

/// Where things were before the rows changed places.
struct Kept {
    /// What has the focus, and the place of its row.
    focus: Option<(HtmlElement, usize)>,
    /// A row in sight, and where it was in the window, in px.
    anchor: Option<(HtmlElement, f64)>,
}

impl List {
    /// A row, if it is drawn.
    pub fn row(&self, idx: usize) -> Option<HtmlElement> {
        self.rows.try_with_value(|rows| rows.drawn.get(idx).map(|row| row.item().clone())).flatten()
    }

    pub fn n_drawn(&self) -> usize {
        self.rows.try_with_value(|rows| rows.drawn.len()).unwrap_or_default()
    }

    /// What a row shows.
    pub fn facts_at<R: Row>(&self, idx: usize) -> Option<R::Facts> {
        self.rows.with_value(|rows| rows.drawn.get(idx)?.facts().downcast_ref::<R::Facts>().cloned())
    }

    /// Draws a row for each of these, and no others. What has the focus keeps it, and what is in sight of `scroller` stays
    /// there if rows change places. Returns whether there is a row for the focus, if a row had it.
    pub fn draw_all<R: Row>(&self, facts: impl IntoIterator<Item = R::Facts>, scroller: Option<&HtmlElement>) -> bool {
        self.draw_any(&DrawnRow::<R>::KIND, facts.into_iter().map(any).collect(), scroller)
    }

    fn draw_any(&self, kind: &'static Kind, facts: Vec<AnyFacts>, scroller: Option<&HtmlElement>) -> bool {
        let is_in_order = self.rows.with_value(|rows| rows.is_in_order(kind, &facts));
        let scroller = scroller.filter(|_| !is_in_order);
        let kept = self.keep(scroller);
        self.rows.update_value(|rows| match is_in_order {
            true => rows.draw_all(kind, facts),
            false => rows.put_in_order(kind, facts),
        });
        self.settle();
        self.restore(&kept, scroller)
    }

    /// Makes rows due.
    pub fn expect(&self, idxs: Range<usize>) {
        self.rows.update_value(|rows| rows.expect(idxs));
    }

    /// Draws the rows that are due, up to `n_most` of them; takes off those beyond `n_rows`. Returns whether more are due.
    pub fn draw<R: Row>(&self, n_rows: usize, n_most: usize, facts: &dyn Fn(usize) -> R::Facts) -> bool {
        let facts = |idx| any(facts(idx));
        let draw = |rows: &mut Rows| rows.draw(&DrawnRow::<R>::KIND, n_rows, n_most, &facts);
        self.rows.try_update_value(draw).unwrap_or_default()
    }

    /// Draws a row again, if it is drawn.
    pub fn redraw<R: Row>(&self, idx: usize, facts: R::Facts) {
        self.redraw_any(idx, any(facts));
    }

    fn redraw_any(&self, idx: usize, facts: AnyFacts) {
        self.rows.try_update_value(|rows| {
            if let Some(row) = rows.drawn.get_mut(idx) {
                row.update(facts);
            }
        });
    }

    /// To be called before rows change places. `scroller`: what scrolls, with the list in it.
    fn keep(&self, scroller: Option<&HtmlElement>) -> Kept {
        Kept { focus: self.focus_in_rows(), anchor: scroller.and_then(|scroller| self.anchor(scroller)) }
    }

    /// The focus goes back to where it was; where that is gone, to the row that took its place. Returns whether there is one.
    fn restore(&self, kept: &Kept, scroller: Option<&HtmlElement>) -> bool {
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

/// The facts of a row of any type: all that follows is compiled once, not for each type of rows.
type AnyFacts = Box<dyn Any>;

fn any<F: 'static>(facts: F) -> AnyFacts {
    Box::new(facts)
}

/// A type of rows.
struct Kind {
    make: fn(usize, AnyFacts) -> Box<dyn Drawn>,
    key: fn(&dyn Any) -> &str,
}

/// A row that is drawn.
trait Drawn {
    fn item(&self) -> &HtmlElement;

    fn facts(&self) -> &dyn Any;

    fn update(&mut self, facts: AnyFacts);
}

struct DrawnRow<R: Row> {
    row: R,
    facts: R::Facts,
}

impl<R: Row> DrawnRow<R> {
    const KIND: Kind = Kind { make: Self::make, key: Self::key };

    fn make(idx: usize, facts: AnyFacts) -> Box<dyn Drawn> {
        let facts: Box<R::Facts> = facts.downcast().expect("a list has rows of one type");
        let mut row = R::new(idx, &facts);
        row.show(&facts, None);
        Box::new(Self { row, facts: *facts })
    }

    fn key(facts: &dyn Any) -> &str {
        facts.downcast_ref().map_or("", R::key)
    }
}

impl<R: Row> Drawn for DrawnRow<R> {
    fn item(&self) -> &HtmlElement {
        self.row.item()
    }

    fn facts(&self) -> &dyn Any {
        &self.facts
    }

    fn update(&mut self, facts: AnyFacts) {
        if let Some(facts) = facts.downcast::<R::Facts>().ok().filter(|facts| **facts != self.facts) {
            self.row.show(&facts, Some(&self.facts));
            self.facts = *facts;
        }
    }
}

/// The drawn rows.
#[derive(Default)]
pub(super) struct Rows {
    root: Option<HtmlElement>,
    drawn: Vec<Box<dyn Drawn>>,
    due: Range<usize>,
}

impl Rows {
    /// The rows are to be drawn in this element; those in another one are no more.
    pub fn mount(&mut self, root: &HtmlElement) {
        if self.root.as_ref() != Some(root) {
            *self = Self { root: Some(root.clone()), ..Self::default() };
        }
    }

    fn expect(&mut self, idxs: Range<usize>) {
        self.due = match self.due.is_empty() {
            true => idxs,
            false => self.due.start.min(idxs.start)..self.due.end.max(idxs.end),
        };
    }

    fn draw(&mut self, kind: &Kind, n_rows: usize, n_most: usize, facts: &dyn Fn(usize) -> AnyFacts) -> bool {
        self.take_off(n_rows);
        let is_complete = self.drawn.len() == n_rows;
        let end = if is_complete { self.due.end.min(n_rows) } else { n_rows };
        let start = self.due.start.min(self.drawn.len()).min(end);
        let drawn_end = end.min(start.saturating_add(n_most));
        (start..drawn_end).for_each(|idx| self.draw_one(kind, idx, facts(idx)));
        self.due = if drawn_end == end { 0..0 } else { drawn_end..self.due.end.max(end) };
        !self.due.is_empty()
    }

    fn draw_all(&mut self, kind: &Kind, all: Vec<AnyFacts>) {
        self.take_off(all.len());
        all.into_iter().enumerate().for_each(|(idx, facts)| self.draw_one(kind, idx, facts));
    }

    fn draw_one(&mut self, kind: &Kind, idx: usize, facts: AnyFacts) {
        match self.drawn.get_mut(idx) {
            Some(row) => row.update(facts),
            None => {
                let row = (kind.make)(idx, facts);
                self.root.iter().for_each(|root| place(root, row.item(), None));
                self.drawn.push(row);
            }
        }
    }

    /// The rows beyond the first ones.
    fn take_off(&mut self, n_kept: usize) {
        self.drawn.drain(n_kept.min(self.drawn.len())..).for_each(|row| row.item().remove());
    }

    /// Whether no row must change its place, if these are listed now, nor one go that is not the last.
    fn is_in_order(&self, kind: &Kind, listed: &[AnyFacts]) -> bool {
        let mut keys = self.drawn.iter().zip(listed);
        keys.all(|(row, facts)| (kind.key)(row.facts()) == (kind.key)(&**facts))
    }

    /// Keeps the rows of what is still listed, in its order, and makes those that come between them.
    fn put_in_order(&mut self, kind: &Kind, listed: Vec<AnyFacts>) {
        let old = self.drawn.drain(..).map(|row| ((kind.key)(row.facts()).to_owned(), Some(row)));
        let mut known: SortedMap<String, Option<Box<dyn Drawn>>> = old.collect();
        for (idx, facts) in listed.into_iter().enumerate() {
            let row = match known.get_mut((kind.key)(&*facts)).and_then(Option::take) {
                Some(mut row) => {
                    row.update(facts);
                    row
                }
                None => (kind.make)(idx, facts),
            };
            self.drawn.push(row);
        }
        known.into_values().flatten().for_each(|row| row.item().remove());
        if let Some(root) = &self.root {
            put_in_order(root, &mut self.drawn.iter().map(|row| row.item()));
        }
    }
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
