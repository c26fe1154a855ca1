//! The list of findings: which row is chosen, and what its keys and buttons do.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Ul;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

use super::row::{Act, Offer, Row};
use crate::rundown::Finding;
use crate::state::{AppState, effect, key_of};
use crate::ui::parts::dom::{append, focus};

/// So many are shown; more when they are asked for.
const N_SHOWN: usize = 100;

/// The state of the list. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct FindingList {
    app: AppState,
    pub list: NodeRef<Ul>,
    rows: StoredValue<Vec<Row>, LocalStorage>,
    /// The finding whose row is open.
    chosen: RwSignal<Option<Finding>>,
    is_whole: RwSignal<bool>,
}

impl FindingList {
    pub fn new(app: AppState) -> Self {
        Self {
            app,
            list: NodeRef::new(),
            rows: StoredValue::new_local(Vec::new()),
            chosen: RwSignal::new(None),
            is_whole: RwSignal::new(false),
        }
    }

    /// Keeps the rows as the findings are.
    pub fn follow(&self) {
        let list = *self;
        effect(move || {
            let Some(parent) = list.list.get() else { return };
            let n_shown = list.n_shown();
            let focused_idx = focused_idx(&parent);
            list.app.notes.checks.findings.with(|findings| {
                list.rows.update_value(|rows| draw(&parent, rows, &findings[..n_shown]));
            });
            list.mark();
            if let Some(idx) = focused_idx {
                list.keep_focus(idx);
            }
        });
        effect(move || {
            list.chosen.track();
            list.mark();
        });
    }

    fn n_shown(&self) -> usize {
        let n_found = self.app.notes.checks.findings.with(Vec::len);
        if self.is_whole.get() { n_found } else { n_found.min(N_SHOWN) }
    }

    /// How many findings have no row.
    pub fn n_hidden(&self) -> usize {
        self.app.notes.checks.findings.with(Vec::len) - self.n_shown()
    }

    pub fn show_all(&self) {
        self.is_whole.set(true);
    }

    /// Opens the chosen row, closes the others, and lets Tab come to one.
    fn mark(&self) {
        let chosen_idx = self.chosen_idx();
        let finding = self.rows.with_value(|rows| Some(rows.get(chosen_idx?)?.finding.clone()));
        let offer = finding.map(|finding| Offer { has_fix: self.app.notes.has_fix(&finding) });
        self.rows.update_value(|rows| {
            for (idx, row) in rows.iter_mut().enumerate() {
                row.choose(offer.filter(|_| chosen_idx == Some(idx)));
                row.set_tab_stop(if idx == chosen_idx.unwrap_or(0) { "0" } else { "-1" });
            }
        });
    }

    /// The row of the chosen finding, which edits above it have moved, perhaps.
    fn chosen_idx(&self) -> Option<usize> {
        let chosen = self.chosen.get_untracked()?;
        self.rows.with_value(|rows| {
            let is_same = |row: &Row| (row.finding.check, &row.finding.message) == (chosen.check, &chosen.message);
            let same = rows.iter().enumerate().filter(|(_, row)| is_same(row));
            same.min_by_key(|(_, row)| row.finding.line.abs_diff(chosen.line)).map(|(idx, _)| idx)
        })
    }

    /// Puts the focus on the row that Tab comes to.
    pub fn focus(&self) {
        self.focus_row(self.chosen_idx().unwrap_or(0));
    }

    /// The row that had the focus may be gone, or closed: it goes to the finding that came in its place, else to the notes.
    fn keep_focus(&self, idx: usize) {
        match self.rows.with_value(Vec::len) {
            0 => self.app.notes.focus_editor(),
            n_rows => self.focus_row(idx.min(n_rows - 1)),
        }
    }

    fn focus_row(&self, idx: usize) {
        let sentence = self.rows.with_value(|rows| rows.get(idx).map(Row::sentence));
        if let Some(sentence) = sentence {
            focus(&sentence);
        }
    }

    pub fn click(&self, event: &MouseEvent) {
        let Some(button) = closest(event.target(), "[data-act]") else { return };
        let Some((act, finding)) = Act::of(&button).zip(self.finding_of(&button)) else { return };
        match act {
            // Its row is open already.
            Act::Choose if button.get_attribute("aria-expanded").as_deref() == Some("true") => {
                self.app.notes.go_to_finding(&finding);
            }
            Act::Choose => {
                self.app.notes.show_finding(&finding);
                self.chosen.set(Some(finding));
            }
            Act::Fix => self.app.notes.propose_fix(&finding),
            Act::IgnoreHere => self.app.notes.ignore_here(&finding),
            Act::IgnoreInShow => self.app.notes.ignore_in_show(&finding),
        }
    }

    pub fn press_key(&self, event: &KeyboardEvent) {
        let Some(idx) = closest(event.target(), "[data-idx]").and_then(|row| idx_of(&row)) else { return };
        let n_rows = self.rows.with_value(Vec::len);
        let finding = self.rows.with_value(|rows| rows.get(idx).map(|row| row.finding.clone()));
        match (key_of(event).as_str(), event.alt_key(), finding) {
            ("ArrowDown", false, _) => self.focus_row((idx + 1).min(n_rows - 1)),
            ("ArrowUp", false, _) => self.focus_row(idx.saturating_sub(1)),
            ("Home", false, _) => self.focus_row(0),
            ("End", false, _) => self.focus_row(n_rows - 1),
            ("Enter", true, Some(finding)) => self.app.notes.propose_fix(&finding),
            ("Delete", false, Some(finding)) => self.app.notes.ignore_here(&finding),
            _ => return,
        }
        event.prevent_default();
    }

    fn finding_of(&self, element: &Element) -> Option<Finding> {
        let row = element.closest("[data-idx]").ok().flatten()?;
        let idx = idx_of(&row)?;
        self.rows.with_value(|rows| rows.get(idx).map(|row| row.finding.clone()))
    }
}

/// One row for each finding, in order.
fn draw(parent: &Element, rows: &mut Vec<Row>, findings: &[Finding]) {
    rows.drain(findings.len().min(rows.len())..).for_each(|row| row.item.remove());
    for (idx, finding) in findings.iter().enumerate() {
        match rows.get_mut(idx) {
            Some(row) => row.show(finding),
            None => {
                let row = Row::new(idx, finding.clone());
                append(parent, &row.item);
                rows.push(row);
            }
        }
    }
}

/// The row in which the focus is.
fn focused_idx(list: &Element) -> Option<usize> {
    let focused = document().active_element().filter(|focused| list.contains(Some(focused)))?;
    idx_of(&focused.closest("[data-idx]").ok().flatten()?)
}

fn closest(target: Option<EventTarget>, selector: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selector).ok().flatten()
}

fn idx_of(row: &Element) -> Option<usize> {
    row.get_attribute("data-idx")?.parse().ok()
}
