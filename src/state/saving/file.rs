//! Saving the open draft to a file on the author's disk as well, at each pause in typing.
//!
//! Invariant: the file is said to be written only when it has the text that the editor has.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Saving;
use crate::draft::DraftId;
use crate::export::file_name;
use crate::storage::real_file::{self, RealFile};

/// The file of the open draft, and how things are with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFile {
    pub name: String,
    pub state: FileState,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    /// It has what was last stored of the draft.
    Written,
    Writing,
    /// The author must allow writing again: a new visit.
    Asking,
    /// It has an older text; the reason says what to do.
    Failed(String),
}

impl FileState {
    /// As in `data-state`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Writing => "writing",
            Self::Asking => "asking",
            Self::Failed(_) => "failed",
        }
    }
}

impl Saving {
    /// Whether this browser can save to files.
    pub fn can_save_to_files(&self) -> bool {
        real_file::can_save_to_files()
    }

    /// Asks for a file, and saves the open draft to it from now on.
    pub fn save_to_file(&self) {
        let Some((id, title)) =
            self.open.with_untracked(|open| open.as_ref().map(|it| (it.id.clone(), it.title.clone())))
        else {
            return;
        };
        let saving = *self;
        spawn_local(async move {
            match real_file::choose_file(&id, &file_name(&title, "md")).await {
                Ok(Some(file)) => saving.go_on_with_file(&id, file).await,
                Ok(None) => {}
                Err(error) => saving.screen.warn(format!("No file was chosen: {error}.")),
            }
        });
    }

    /// Asks the browser to let the draft's file be written again.
    pub fn allow_saving_to_file(&self) {
        let (saving, Some(id)) = (*self, self.open_id()) else { return };
        spawn_local(async move {
            match real_file::ask_to_write(&id).await {
                Ok(true) => saving.write_to_file().await,
                Ok(false) => {}
                Err(error) => saving.set_file_state(&id, FileState::Failed(error.to_string())),
            }
        });
    }

    /// Saves the open draft to its file no more.
    pub fn stop_saving_to_file(&self) {
        let Some(id) = self.open_id() else { return };
        self.file.set(None);
        spawn_local(async move { real_file::forget_file(&id).await });
    }

    /// Another draft was opened: it may have a file.
    pub(super) fn look_for_file(&self) {
        self.file.set(None);
        let (saving, Some(id)) = (*self, self.open_id()) else { return };
        if !self.can_save_to_files() {
            return;
        }
        spawn_local(async move {
            if let Some(file) = real_file::file_of(&id).await {
                saving.go_on_with_file(&id, file).await;
            }
        });
    }

    async fn go_on_with_file(&self, id: &DraftId, file: RealFile) {
        if !self.is_open(id) {
            return;
        }
        self.file.set(Some(SavedFile { name: file.name, state: FileState::Asking }));
        if file.is_writable {
            self.write_to_file().await;
        }
    }

    /// The draft was stored: its file follows.
    pub(super) fn follow_with_file(&self) {
        let is_followed = |file: &Option<SavedFile>| {
            file.as_ref().is_some_and(|file| matches!(file.state, FileState::Written | FileState::Failed(_)))
        };
        if self.file.try_with_untracked(is_followed) == Some(true) {
            let saving = *self;
            spawn_local(async move { saving.write_to_file().await });
        }
    }

    /// Writes until the file has what the editor has; one call writes at a time.
    async fn write_to_file(&self) {
        let Some(id) = self.open_id() else { return };
        while let Some(draft) = self.open_draft_with_text().filter(|draft| draft.id == id) {
            self.set_file_state(&id, FileState::Writing);
            let bytes = draft.format.encode(&draft.text);
            if let Err(error) = real_file::write_file(&id, &bytes).await {
                return self.set_file_state(&id, FileState::Failed(error.to_string()));
            }
            let is_same = self.is_open(&id) && self.open_draft_with_text().is_some_and(|now| now.text == draft.text);
            if is_same || self.has_changes() {
                // What has come meanwhile is written when it is stored.
                return self.set_file_state(&id, FileState::Written);
            }
        }
    }

    fn set_file_state(&self, id: &DraftId, state: FileState) {
        let is_there = self.file.try_with_untracked(Option::is_some) == Some(true);
        if is_there && self.is_open(id) {
            self.file.update(|file| file.iter_mut().for_each(|file| file.state = state.clone()));
        }
    }
}
