//! What was deleted and can be brought back.

use leptos::html::Div;
use leptos::prelude::*;

use super::Rows;
use super::list::DraftList;
use super::row::RowKind;
use super::row_menu::RowMenu;
use crate::state::use_app;
use crate::storage::TRASH_DAYS;
use crate::ui::show::Show;

#[component]
pub(super) fn Trash() -> impl IntoView {
    let app = use_app();
    let scroller = NodeRef::<Div>::new();
    let list = DraftList::new(app, RowKind::Deleted, scroller);
    list.follow();
    view! {
        <Show when=move || app.trash.with(|trash| !trash.is_empty())>
            <details class="trash">
                <summary>{move || format!("Deleted ({})", app.trash.with(Vec::len))}</summary>
                <div node_ref=scroller class="foot-scroller" on:scroll=move |_| list.menu_of.set(None)>
                    <Rows list />
                </div>
                <p class="panel-foot">{format!("Removed for good {TRASH_DAYS} days after deletion.")}</p>
            </details>
        </Show>
        <RowMenu list />
    }
}
