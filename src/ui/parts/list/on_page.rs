//! A list on the page: which of its rows has the focus, where Tab comes to, and which menu is open.

use std::rc::Rc;

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlElement};

use super::menu::OpenMenu;
use super::rows::Rows;
use crate::state::when_idle;
use crate::ui::parts::dom::{all_in, closest, focus, focus_if_there, set};

/// Rows that are drawn at once, more than a screen shows; and then at a time while the page is idle.
pub const N_ROWS_AT_ONCE: usize = 64;

/// A list on the page. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct List {
    /// What its rows are, as a selector.
    selector: &'static str,
    pub(super) rows: StoredValue<Rows, LocalStorage>,
    on_page: StoredValue<OnPage, LocalStorage>,
    /// Whether more rows will be drawn when the page is idle.
    is_drawing: StoredValue<bool>,
    pub(super) is_menu_open: RwSignal<bool>,
}

/// What is on the page: the element with the rows in it, and those rows that are told from the others.
#[derive(Clone, Default)]
pub(super) struct OnPage {
    pub(super) root: Option<HtmlElement>,
    focused: Option<HtmlElement>,
    /// The row of what is open or chosen.
    pub(super) current: Option<HtmlElement>,
    tab_stop: Option<HtmlElement>,
    pub(super) with_menu: Option<HtmlElement>,
    pub(super) menu: Rc<OpenMenu>,
}

impl List {
    /// `selector`: what its rows are. What Tab comes to in a row has a `tabindex`.
    pub fn new(selector: &'static str) -> List {
        List {
            selector,
            rows: StoredValue::new_local(Rows::default()),
            on_page: StoredValue::new_local(OnPage::default()),
            is_drawing: StoredValue::new(false),
            is_menu_open: RwSignal::new(false),
        }
    }

    /// The rows are in this element.
    pub fn mount(&self, root: &HtmlElement) {
        self.rows.update_value(|rows| rows.mount(root));
        self.update(|page| page.root = Some(root.clone()));
    }

    /// The rows on the page, in order.
    pub fn rows(&self) -> Vec<HtmlElement> {
        self.page().root.map(|root| all_in(&root, self.selector)).unwrap_or_default()
    }

    /// The row that an event happened in.
    pub fn row_of(&self, target: Option<EventTarget>) -> Option<HtmlElement> {
        let row = closest(target, self.selector)?;
        let is_ours = self.page().root.is_some_and(|root| root.contains(Some(&row)));
        row.dyn_into().ok().filter(|_| is_ours)
    }

    /// The place of the row that an event happened in, in lists whose rows keep it and say it as `data-idx`.
    pub fn idx_of(&self, target: Option<EventTarget>) -> Option<usize> {
        self.row_of(target)?.get_attribute("data-idx")?.parse().ok()
    }

    /// The row of what is open or chosen: Tab comes to it, unless another one has the focus.
    pub fn set_current(&self, row: Option<HtmlElement>) {
        self.update(|page| page.current = row);
        self.settle();
    }

    pub fn focus_in(&self, event: &FocusEvent) {
        self.set_focused(event.target());
    }

    pub fn focus_out(&self, event: &FocusEvent) {
        self.set_focused(event.related_target());
    }

    fn set_focused(&self, target: Option<EventTarget>) {
        let row = self.row_of(target);
        self.update(|page| page.focused = row);
        self.settle();
    }

    /// Lets Tab come to one row: that with the focus, else the current one, else the first. To be called when rows have come
    /// or gone.
    pub fn settle(&self) {
        let page = self.page();
        let first = || page.root.as_ref()?.query_selector(self.selector).ok()??.dyn_into().ok();
        let told = [page.focused, page.current].into_iter().flatten();
        let wanted = told.into_iter().find(|row| row.is_connected()).or_else(first);
        if wanted != page.tab_stop {
            page.tab_stop.iter().for_each(|row| set_tab_index(row, "-1"));
            wanted.iter().for_each(|row| set_tab_index(row, "0"));
            self.update(|page| page.tab_stop = wanted);
        }
    }

    /// Puts the focus on the row that Tab comes to.
    pub fn focus_tab_stop(&self) {
        self.focus_row(self.page().tab_stop.as_ref());
    }

    /// Puts the focus on the row at a place, or on the last one where there are fewer. Returns whether there is one.
    pub fn focus(&self, idx: usize) -> bool {
        let rows = self.rows();
        let row = rows.get(idx).or(rows.last());
        self.focus_row(row);
        row.is_some()
    }

    /// Puts the focus on what takes it in a row.
    pub fn focus_row(&self, row: Option<&HtmlElement>) {
        if let Some(row) = row {
            let within = || row.query_selector("[tabindex], button").ok().flatten();
            if row.has_attribute("tabindex") { focus(row) } else { focus_if_there(within()) }
        }
    }

    /// Calls `draw` while the page is idle until it returns false. It draws some rows, and returns whether there are more.
    pub fn draw_when_idle(&self, draw: Rc<dyn Fn() -> bool>) {
        if self.is_drawing.get_value() {
            return;
        }
        self.is_drawing.set_value(true);
        let list = *self;
        when_idle(move || {
            // The panel may be gone by then.
            if list.is_drawing.try_set_value(false).is_none() && draw() {
                list.draw_when_idle(draw);
            }
        });
    }

    /// Nothing where the list is gone already: what is taken off the page loses the focus too.
    pub(super) fn page(&self) -> OnPage {
        self.on_page.try_get_value().unwrap_or_default()
    }

    pub(super) fn update(&self, update: impl FnOnce(&mut OnPage)) {
        self.on_page.try_update_value(update);
    }
}

fn set_tab_index(row: &HtmlElement, tab_index: &str) {
    if row.has_attribute("tabindex") {
        set(row, "tabindex", tab_index);
    }
    all_in(row, "[tabindex]").iter().for_each(|element| set(element, "tabindex", tab_index));
}
