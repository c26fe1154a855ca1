//! The menu of a row: one for all of them, outside of the list, so that no list item holds its text and no panel
//! cuts it off.

use leptos::ev::FocusEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::row_command::RowCommand;
use super::view::{OutlineView, use_outline};
use crate::state::effect;
use crate::ui::parts::dom::focus;
use crate::ui::parts::menu::{self, MenuItem};

#[component]
pub(super) fn RowMenu() -> impl IntoView {
    let view = use_outline();
    let root = NodeRef::<Div>::new();
    let opener = StoredValue::new_local(None::<HtmlElement>);
    effect(move || {
        let (Some(menu), Some(idx)) = (root.get(), view.menu_of.get_untracked()) else { return };
        opener.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
        if let Some(row) = view.row(idx) {
            menu::place_at(&menu, &row);
        }
        menu::focus_first_item(root);
    });
    let close = Callback::new(move |()| {
        let Some(idx) = view.menu_of.try_get_untracked().flatten() else { return };
        focus_again(view, idx, opener);
        view.menu_of.set(None);
    });
    let on_blur = move |event: FocusEvent| {
        let target = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
        if !target.is_some_and(|target| belongs_to_menu(&target)) {
            // Nothing to do where the whole panel is gone.
            let _ = view.menu_of.try_set(None);
        }
    };
    let menu = move |idx: usize| {
        view! {
            <div
                node_ref=root
                class="menu-list row-menu"
                role="menu"
                aria-label=format!("More for {}", view.title(idx))
                on:keydown=move |event| menu::on_key_in_list(&event, root, close)
                on:focusout=on_blur
            >
                {items(view, idx).into_iter().map(|item| menu::item_view(item, close)).collect_view()}
            </div>
        }
    };
    move || view.menu_of.get().map(menu)
}

fn items(view: OutlineView, idx: usize) -> Vec<MenuItem> {
    let item = |command: RowCommand| {
        MenuItem::new(command.label(view, idx), command.shown_key(), move || command.run(view, idx))
    };
    RowCommand::in_menu(view, idx).into_iter().map(item).collect()
}

/// Puts the focus back to where the menu was opened from, else to the row.
fn focus_again(view: OutlineView, idx: usize, opener: StoredValue<Option<HtmlElement>, LocalStorage>) {
    let opener = opener.get_value().filter(|opener| opener.closest(".outline li").is_ok_and(|row| row.is_some()));
    match opener {
        Some(opener) => {
            focus(&opener);
        }
        None => view.focus_row(idx),
    }
}

/// Whether the focus stays with the menu: within it, or on the button that will close it by itself.
fn belongs_to_menu(element: &Element) -> bool {
    element.closest(".row-menu, .row-tools [aria-expanded=true]").is_ok_and(|found| found.is_some())
}
