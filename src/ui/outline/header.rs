//! The panel's title, and what can be done with all segments at once.

use leptos::prelude::*;

use crate::outline::hosts;
use crate::state::{AppState, OpenDialog, use_app};
use crate::ui::parts::menu::{Menu, MenuButton, MenuItem};
use crate::ui::parts::show::Show;

#[component]
pub(super) fn OutlineHeader() -> impl IntoView {
    let app = use_app();
    let has_segments = Memo::new(move |_| app.notes.outline.with(|outline| !outline.segments.is_empty()));
    view! {
        <div class="outline-header">
            <h2 class="panel-title">{"Outline"}</h2>
            <Show when=move || has_segments.get()>
                <Menu
                    label="More for the outline"
                    button=MenuButton::More
                    open=RwSignal::new(false)
                    items=Callback::new(move |()| items(app))
                />
            </Show>
        </div>
    }
}

fn items(app: AppState) -> Vec<MenuItem> {
    let mut items = vec![
        MenuItem::new("Renumber", "1, 2, 3 …", move || app.notes.renumber()),
        MenuItem::new("Fold all", "", move || app.notes.fold_all()),
        MenuItem::new("Unfold all", "", move || app.notes.unfold_all()),
    ];
    let first_host = app.notes.outline.with_untracked(|outline| hosts(outline).into_iter().next());
    if let Some(host) = first_host {
        items
            .push(MenuItem::new("Rename a host…", "", move || app.screen.show(OpenDialog::RenameHost(host.clone()))));
    }
    items
}
