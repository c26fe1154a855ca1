//! The menu of a row: one for all of them, outside of the list, so that no list item holds its text and no panel cuts it
//! off.

use std::rc::Rc;

use leptos::ev::FocusEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::on_page::List;
use crate::state::effect;
use crate::ui::parts::dom::{closest, focus, set};
use crate::ui::parts::menu::{self, MenuItem};

/// A menu that is open.
#[derive(Default)]
pub(super) struct OpenMenu {
    label: String,
    items: Vec<MenuItem>,
}

impl List {
    /// Opens the menu of a row, with what it offers now.
    pub fn open_menu(&self, row: &HtmlElement, label: String, items: Vec<MenuItem>) {
        self.close_menu();
        self.mark_menu(Some(row.clone()));
        self.update(|page| page.menu = Rc::new(OpenMenu { label, items }));
        self.is_menu_open.set(true);
    }

    /// Closes the menu of a row, if it is open. Returns whether it was.
    pub fn close_menu_of(&self, row: &HtmlElement) -> bool {
        let is_open = self.page().with_menu.as_ref() == Some(row);
        if is_open {
            self.close_menu();
        }
        is_open
    }

    /// The focus stays where it is.
    pub fn close_menu(&self) {
        self.mark_menu(None);
        // Nothing to do where the whole panel is gone.
        let _ = self.is_menu_open.try_set(false);
    }

    /// The row whose menu is open. Tracks it.
    pub fn with_menu(&self) -> Option<HtmlElement> {
        self.is_menu_open.track();
        self.page().with_menu
    }

    fn mark_menu(&self, row: Option<HtmlElement>) {
        let mark = |row: &HtmlElement, is_open: &str| {
            let button = row.query_selector("[aria-haspopup]").ok().flatten();
            button.iter().for_each(|button| set(button, "aria-expanded", is_open));
        };
        self.page().with_menu.iter().for_each(|row| mark(row, "false"));
        row.iter().for_each(|row| mark(row, "true"));
        self.update(|page| page.with_menu = row);
    }
}

/// Where the menu of a list's rows is shown.
#[component]
pub fn RowMenu(list: List) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let opener = StoredValue::new_local(None::<HtmlElement>);
    effect(move || {
        let (Some(menu), Some(row)) = (root.get(), list.page().with_menu) else { return };
        opener.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
        menu::place_at(&menu, &row);
        menu::focus_first_item(root);
    });
    let close = Callback::new(move |()| {
        let page = list.page();
        // Back to where the menu was opened from, else to the row.
        let opener = opener.try_get_value().flatten();
        match opener.filter(|opener| page.root.is_some_and(|root| root.contains(Some(opener)))) {
            Some(opener) => focus(&opener),
            None => list.focus_row(page.with_menu.as_ref()),
        }
        list.close_menu();
    });
    let on_blur = move |event: FocusEvent| {
        // The focus stays with the menu within it, and on the button that will close it by itself.
        if closest(event.related_target(), ".row-menu, .more[aria-expanded=true]").is_none() {
            list.close_menu();
        }
    };
    let menu = move || {
        let menu = list.page().menu;
        let items = menu.items.iter().cloned();
        view! {
            <div
                node_ref=root
                class="menu-list row-menu"
                role="menu"
                aria-label=menu.label.clone()
                on:keydown=move |event| menu::on_key_in_list(&event, root, close)
                on:focusout=on_blur
            >
                {items.map(|item| menu::item_view(item, close)).collect_view()}
            </div>
        }
    };
    move || list.is_menu_open.get().then(menu)
}
