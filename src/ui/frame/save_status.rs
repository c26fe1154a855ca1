//! Whether what the author typed is kept: always in sight, never untrue.

use leptos::prelude::*;

use super::file_status::FileStatus;
use crate::state::{ExportFormat, SaveState, use_app};
use crate::ui::parts::show::Show;

const ELSEWHERE: &str = "What you write here appears there too, and the other way round.";

#[component]
pub fn SaveStatus() -> impl IntoView {
    let app = use_app();
    let text = Signal::derive(move || match app.saving.state.get() {
        SaveState::Clean => "Saved".to_owned(),
        SaveState::Due | SaveState::Sent => "Saving…".to_owned(),
        SaveState::Refused(reason) => format!("Not saved: {reason}"),
    });
    let failed = move || matches!(app.saving.state.get(), SaveState::Refused(_));
    view! {
        <div class="save-status">
            <span
                role="status"
                data-testid="save-state"
                data-state=move || app.saving.state.with(SaveState::name)
                title=text
            >
                {text}
            </span>
            <Show when=move || app.saving.open_elsewhere.get()>
                <span class="elsewhere" role="status" data-testid="elsewhere" title={ELSEWHERE}>{"Open in another tab too"}</span>
            </Show>
            <FileStatus />
            <Show when=failed>
                <button type="button" class="button small" on:click=move |_| app.export(ExportFormat::Markdown)>
                    {"Download"}
                </button>
            </Show>
        </div>
    }
}
