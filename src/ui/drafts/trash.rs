//! What was deleted and can be brought back.

use leptos::html::{Dialog, Div};
use leptos::prelude::*;

use super::list::{DraftList, Rows};
use super::row::RowKind;
use crate::state::use_app;
use crate::storage::TRASH_DAYS;
use crate::ui::parts::counted::counted;
use crate::ui::parts::list::RowMenu;
use crate::ui::parts::show::Show;

#[component]
pub(super) fn Trash() -> impl IntoView {
    let app = use_app();
    let scroller = NodeRef::<Div>::new();
    let list = DraftList::new(app, RowKind::Deleted, scroller);
    list.follow();
    let question = NodeRef::<Dialog>::new();
    let ask = move |_| {
        if let Some(question) = question.get_untracked() {
            // Fails only for a dialog that is open already.
            let _ = question.show_modal();
        }
    };
    view! {
        <Show when=move || app.saving.trash.with(|trash| !trash.is_empty())>
            <details class="trash">
                <summary>{move || format!("Deleted ({})", app.saving.trash.with(Vec::len))}</summary>
                <div node_ref=scroller class="foot-scroller" on:scroll=move |_| list.list.close_menu()>
                    <Rows list />
                </div>
                <div class="trash-foot">
                    <p>{format!("Removed for good {TRASH_DAYS} days after deletion.")}</p>
                    <button type="button" class="button small" on:click=ask>{"Empty the trash…"}</button>
                </div>
            </details>
        </Show>
        <EmptyTrashDialog question />
        <RowMenu list=list.list />
    }
}

/// Asks before what cannot be undone.
#[component]
fn EmptyTrashDialog(
    /// One-time.
    question: NodeRef<Dialog>,
) -> impl IntoView {
    let app = use_app();
    let n_drafts = move || app.saving.trash.with(Vec::len);
    let close = move || question.get_untracked().iter().for_each(|question| question.close());
    let empty = move |_| {
        close();
        app.empty_trash();
    };
    view! {
        <dialog node_ref=question class="dialog question" aria-labelledby="empty-trash-title">
            <h2 id="empty-trash-title">{move || format!("Delete {} for good?", counted(n_drafts(), "draft"))}</h2>
            <p>{"Their texts and their history go with them. This cannot be undone."}</p>
            <div class="form-actions">
                <button type="button" class="button" on:click=move |_| close()>{"Cancel"}</button>
                <button type="button" class="button primary" on:click=empty>{"Delete for good"}</button>
            </div>
        </dialog>
    }
}
