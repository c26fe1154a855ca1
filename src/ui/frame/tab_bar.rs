//! On a narrow screen: which pane is shown.

use leptos::prelude::*;

use crate::state::{Pane, use_app};

#[component]
pub fn TabBar() -> impl IntoView {
    let app = use_app();
    let tab = move |pane: Pane| {
        view! {
            <button
                type="button"
                aria-pressed=move || (app.screen.pane.get() == pane).to_string()
                on:click=move |_| app.screen.pane.set(pane)
            >
                {pane.label()}
            </button>
        }
    };
    view! {
        <div class="tab-bar" role="group" aria-label="Panes">{Pane::ALL.map(tab).collect_view()}</div>
    }
}
