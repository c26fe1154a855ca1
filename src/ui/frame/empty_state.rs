//! What is shown while no draft is open.

use leptos::prelude::*;

use super::unopened::UnopenedDraft;
use crate::state::{Command, use_app};
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
