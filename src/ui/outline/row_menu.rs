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
use crate::ui::menu::{self, MenuItem};

#[component]
pub(super) fn RowMenu() -> impl IntoView {
    let view = use_outline();
    let root = NodeRef::<Div>::new();
    let opener = StoredValue::new_local(None::<HtmlElement>);
    effect(move || {
        let (Some(menu), Some(idx)) = (root.get(), view.menu_of.get_untracked()) else { return };
        opener.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
        place(view, &menu, idx);
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
            // A browser that refuses leaves the focus where it is.
            let _ = opener.focus();
        }
        None => view.focus_row(idx),
    }
}

/// Whether the focus stays with the menu: within it, or on the button that will close it by itself.
fn belongs_to_menu(element: &Element) -> bool {
    element.closest(".row-menu, .row-tools [aria-expanded=true]").is_ok_and(|found| found.is_some())
}

/// Puts the menu below the row, or above it where the window ends, at its right edge.
fn place(view: OutlineView, menu: &HtmlElement, idx: usize) {
    let Some(row) = view.row(idx) else { return };
    let row = row.get_bounding_client_rect();
    let size = menu.get_bounding_client_rect();
    let height_px = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let top_px = top_of_menu_px(row.top(), row.bottom(), size.height(), height_px);
    let left_px = (row.right() - size.width()).max(MARGIN_PX);
    // Leptos has a method of this name for what it draws itself.
    let style = HtmlElement::style(menu);
    for (property, px) in [("top", top_px), ("left", left_px)] {
        // Cannot fail: both are properties.
        let _ = style.set_property(property, &format!("{}px", px.round() as i32));
    }
}

/// What stays free between a menu and the window's edge.
const MARGIN_PX: f64 = 8.0;

/// Below the row if there is room, else above it, else as low as the window allows.
fn top_of_menu_px(row_top_px: f64, row_bottom_px: f64, menu_px: f64, window_px: f64) -> f64 {
    let lowest_px = window_px - MARGIN_PX - menu_px;
    let above_px = row_top_px - menu_px;
    if row_bottom_px <= lowest_px {
        row_bottom_px
    } else if above_px >= MARGIN_PX {
        above_px
    } else {
        lowest_px.max(MARGIN_PX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_is_seen_as_a_whole() {
        assert_eq!(top_of_menu_px(100.0, 140.0, 300.0, 900.0), 140.0, "below");
        assert_eq!(top_of_menu_px(700.0, 740.0, 300.0, 900.0), 400.0, "above");
        assert_eq!(top_of_menu_px(200.0, 240.0, 300.0, 500.0), 192.0, "neither");
        assert_eq!(top_of_menu_px(200.0, 240.0, 600.0, 500.0), 8.0, "too high for the window");
    }
}
