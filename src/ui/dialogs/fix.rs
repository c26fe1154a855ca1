//! What a fix would change, before it is made.

use leptos::html::Button;
use leptos::prelude::*;

use crate::state::{ProposedFix, effect, use_app};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::diff_view::DiffView;
use crate::ui::parts::dom::focus;

#[component]
pub fn FixDialog() -> impl IntoView {
    let app = use_app();
    let title =
        move || app.checks.proposed.with(|proposed| proposed.as_ref().map(|it| it.label.clone()).unwrap_or_default());
    view! {
        <Dialog
            class="fix"
            title=Signal::derive(title)
            open=Signal::derive(move || app.checks.proposed.with(Option::is_some))
            on_close=move |()| app.checks.proposed.set(None)
        >
            <Proposal />
        </Dialog>
    }
}

#[component]
fn Proposal() -> impl IntoView {
    let app = use_app();
    let button = NodeRef::<Button>::new();
    effect(move || {
        if let Some(button) = button.get() {
            focus(&button);
        }
    });
    let of_proposed = move |part: fn(&ProposedFix) -> String| {
        app.checks.proposed.with(|proposed| proposed.as_ref().map(part).unwrap_or_default())
    };
    view! {
        <p class="form-note">{"This is what changes. One undo takes it back."}</p>
        <DiffView diff=Signal::derive(move || app.checks.proposed.with(|proposed| Some(proposed.as_ref()?.diff.clone()))) />
        <div class="form-actions">
            <button type="button" class="button" on:click=move |_| app.checks.proposed.set(None)>{"Leave it"}</button>
            <button node_ref=button type="button" class="button primary" on:click=move |_| app.apply_proposed_fix()>
                {move || of_proposed(|proposed| proposed.label.clone())}
            </button>
        </div>
    }
}
