//! Whether the file on the disk has what the author typed, if the draft is saved to one.

use leptos::prelude::*;

use crate::state::{FileState, SaveState, SavedFile, use_app};
use crate::text::without_controls;
use crate::ui::parts::show::Show;

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
