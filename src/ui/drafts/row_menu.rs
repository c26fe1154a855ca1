//! The menu of a row: one for all rows of a list, outside of it, so that no list item holds its text and no panel cuts it
//! off.

use leptos::ev::FocusEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::list::DraftList;
use super::row::RowKind;
use crate::draft::DraftId;
use crate::state::{AppState, OpenDialog, effect};
use crate::ui::parts::dom::focus;
use crate::ui::parts::menu::{self, MenuItem};

#[component]
pub(super) fn RowMenu(
    /// One-time: holds signals.
    list: DraftList,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let opener = StoredValue::new_local(None::<HtmlElement>);
    effect(move || {
        let (Some(menu), Some(id)) = (root.get(), list.menu_of.get_untracked()) else { return };
        opener.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
        if let Some(row) = list.item(&id) {
            menu::place_at(&menu, &row);
        }
        menu::focus_first_item(root);
    });
    let close = Callback::new(move |()| {
        let Some(id) = list.menu_of.try_get_untracked().flatten() else { return };
        focus_again(list, &id, opener.get_value());
        list.menu_of.set(None);
    });
    let on_blur = move |event: FocusEvent| {
        let target = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
        if !target.is_some_and(|target| belongs_to_menu(&target)) {
            // Nothing to do where the whole panel is gone.
            let _ = list.menu_of.try_set(None);
        }
    };
    let menu = move |id: DraftId| {
        let label = list.item(&id).and_then(|row| row.query_selector(".more").ok()??.get_attribute("aria-label"));
        view! {
            <div
                node_ref=root
                class="menu-list row-menu"
                role="menu"
                aria-label=label
                on:keydown=move |event| menu::on_key_in_list(&event, root, close)
                on:focusout=on_blur
            >
                {items(list, &id).into_iter().map(|item| menu::item_view(item, close)).collect_view()}
            </div>
        }
    };
    move || list.menu_of.get().map(menu)
}

fn items(list: DraftList, id: &DraftId) -> Vec<MenuItem> {
    match list.kind {
        RowKind::Draft => items_of_draft(list.app, id),
        RowKind::Deleted => items_of_deleted(list.app, id),
    }
}

fn items_of_draft(app: AppState, id: &DraftId) -> Vec<MenuItem> {
    let is_pinned = app.saving.drafts.with_untracked(|library| library.get(id).is_some_and(|draft| draft.pinned));
    let [renamed, duplicated, pinned, past, deleted] = [(); 5].map(|()| id.clone());
    vec![
        MenuItem::new("Rename", "F2", move || app.start_renaming(&renamed)),
        MenuItem::new("Duplicate", "", move || app.duplicate_draft(&duplicated)),
        MenuItem::new(if is_pinned { "Unpin" } else { "Pin" }, "", move || app.pin_draft(&pinned, !is_pinned)),
        MenuItem::new("History…", "", move || app.screen.show(OpenDialog::History(past.clone()))),
        MenuItem::new("Delete", "Delete", move || app.delete_draft(&deleted)),
    ]
}

fn items_of_deleted(app: AppState, id: &DraftId) -> Vec<MenuItem> {
    let [restored, removed] = [id.clone(), id.clone()];
    vec![
        MenuItem::new("Restore", "", move || app.undelete_draft(&restored)),
        MenuItem::new("Delete for good", "cannot be undone", move || app.delete_for_good(&removed)),
    ]
}

/// Puts the focus back to where the menu was opened from, else to the row.
fn focus_again(list: DraftList, id: &DraftId, opener: Option<HtmlElement>) {
    let in_list = |opener: &HtmlElement| list.list.get_untracked().is_some_and(|rows| rows.contains(Some(opener)));
    match opener.filter(in_list) {
        Some(opener) => {
            focus(&opener);
        }
        None => list.focus_draft(id),
    }
}

/// Whether the focus stays with the menu: within it, or on the button that will close it by itself.
fn belongs_to_menu(element: &Element) -> bool {
    element.closest(".row-menu, .draft-row .more[aria-expanded=true]").is_ok_and(|found| found.is_some())
}
