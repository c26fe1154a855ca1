//! What is shown in place of a draft that could not be opened.

use leptos::prelude::*;

use crate::editor::Surface;
use crate::state::{OpenDialog, Unopened, use_app};

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
