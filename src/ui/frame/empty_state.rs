//! What is shown while no draft is open, and in place of one that could not be opened.

use leptos::prelude::*;

use crate::editor::Surface;
use crate::state::{Command, OpenDialog, Unopened, use_app};
use crate::ui::parts::show::Show;

#[component]
pub fn EmptyState() -> impl IntoView {
    let app = use_app();
    let is_empty = move || app.saving.open.with(Option::is_none) && !app.saving.is_starting.get();
    view! {
        <Show when=move || is_empty() && app.screen.unopened.with(Option::is_some)>
            {move || app.screen.unopened.get().map(|unopened| view! { <UnopenedDraft unopened /> })}
        </Show>
        <Show when=move || is_empty() && app.screen.unopened.with(Option::is_none)>
            <section class="empty-state" aria-label="No draft is open">
                <h2>{"Nothing is open"}</h2>
                <p>{"Start an episode, open a draft from the list, or drop Markdown files here."}</p>
                <div class="empty-actions">
                    <button type="button" class="button primary" on:click=move |_| app.run(Command::NewEpisode)>
                        {"New episode"}
                    </button>
                    <button type="button" class="button" on:click=move |_| app.run(Command::NewDraft)>
                        {"Start a new draft"}
                    </button>
                </div>
            </section>
        </Show>
    }
}

/// `unopened`: as it was when this was shown.
#[component]
pub fn UnopenedDraft(unopened: Unopened) -> impl IntoView {
    let app = use_app();
    let Unopened { id, reason } = unopened;
    let title =
        app.saving.drafts.with_untracked(|library| library.get(&id).map(|row| row.title.clone())).unwrap_or_default();
    view! {
        <section class="empty-state" role="alert" aria-label="A draft did not open" data-testid="unopened">
            <h2>{format!("“{title}” did not open")}</h2>
            <p>{format!("{reason} Its text is kept. As plain text it opens without colours, preview, outline and checks.")}</p>
            <div class="empty-actions">
                <button type="button" class="button primary" on:click=move |_| app.open_unopened(Surface::Plain)>
                    {"Open as plain text"}
                </button>
                <button type="button" class="button" on:click=move |_| app.open_unopened(Surface::Full)>
                    {"Try again"}
                </button>
                <button type="button" class="button" on:click=move |_| app.download_unopened()>
                    {"Download"}
                </button>
                <button type="button" class="button" on:click=move |_| app.screen.show(OpenDialog::History(id.clone()))>
                    {"Earlier versions…"}
                </button>
            </div>
        </section>
    }
}
