//! What a fix would change, before it is made.

use leptos::html::Button;
use leptos::prelude::*;

use crate::state::{OpenDialog, ProposedFix, effect, use_app};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::diff_view::DiffView;
use crate::ui::parts::dom::focus;

#[component]
pub fn FixDialog() -> impl IntoView {
    let app = use_app();
    let title = move || app.screen.of_dialog(OpenDialog::fix).map(|proposed| proposed.label).unwrap_or_default();
    view! {
        <Dialog class="fix" title=Signal::derive(title) which=|dialog| matches!(dialog, OpenDialog::Fix(_))>
            <Proposal />
        </Dialog>
    }
}

#[component]
fn Proposal() -> impl IntoView {
    let app = use_app();
    let button = NodeRef::<Button>::new();
    effect(move || button.get().iter().for_each(|button| focus(button)));
    // Asked once: this is made anew for each change.
    let Some(ProposedFix { label, diff, .. }) = untrack(|| app.screen.of_dialog(OpenDialog::fix)) else {
        return ().into_any();
    };
    view! {
        <p class="form-note">{"This is what changes. One undo takes it back."}</p>
        <DiffView diff=Signal::stored(Some(diff)) />
        <div class="form-actions">
            <button type="button" class="button" on:click=move |_| app.screen.close(|dialog| matches!(dialog, OpenDialog::Fix(_)))>{"Leave it"}</button>
            <button node_ref=button type="button" class="button primary" on:click=move |_| app.notes.apply_proposed_fix()>
                {label}
            </button>
        </div>
    }
    .into_any()
}
