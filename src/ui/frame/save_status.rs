//! Whether what the author typed is kept, in the browser and in the file that it is saved to: always in sight, never
//! untrue.

use leptos::prelude::*;

use crate::state::{ExportFormat, FileState, SaveState, SavedFile, use_app};
use crate::text::without_controls;
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

#[component]
pub fn FileStatus() -> impl IntoView {
    let app = use_app();
    let is_saved = move || app.saving.state.with(|state| *state == SaveState::Clean);
    let text = Signal::derive(move || app.saving.file.with(|file| file.as_ref().map(|file| said(file, is_saved()))));
    let data_state = move || app.saving.file.with(|file| file.as_ref().map(|file| data_state(file, is_saved())));
    let is_asking =
        move || app.saving.file.with(|file| file.as_ref().is_some_and(|file| file.state == FileState::Asking));
    view! {
        <Show when=move || app.saving.file.with(Option::is_some)>
            <span class="file-status" role="status" data-testid="file-state" data-state=data_state title=text>{text}</span>
        </Show>
        <Show when=is_asking>
            <button type="button" class="button small" on:click=move |_| app.saving.allow_saving_to_file()>
                {"Keep saving there"}
            </button>
        </Show>
    }
}

/// The file has what was typed only if the browser has it too.
fn data_state(file: &SavedFile, is_saved: bool) -> &'static str {
    if file.state == FileState::Written && !is_saved { FileState::Writing.name() } else { file.state.name() }
}

fn said(SavedFile { name, state }: &SavedFile, is_saved: bool) -> String {
    let name = without_controls(name);
    match state {
        FileState::Written if is_saved => format!("Also in {name}"),
        FileState::Written | FileState::Writing => format!("Writing {name}…"),
        FileState::Asking => format!("Not in {name} yet"),
        FileState::Failed(reason) => format!("{name} was not written: {reason}"),
    }
}
