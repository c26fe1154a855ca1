//! The commands on drafts: list, new, open, rename, duplicate, delete and bring back.

use leptos::prelude::*;

use super::notices::{NoticeAction, Tone};
use super::{AppState, Pane, now_ms};
use crate::draft::{Draft, DraftId};
use crate::storage::{self, DraftStore, Listing, StorageError};
use crate::text::file::FileFormat;

/// What someone sees who opens the app for the first time: a small real rundown that teaches.
pub(super) const FIRST_NOTES: &str = include_str!("first_notes.md");

impl AppState {
    /// Opens the draft that was open last, else the newest; the first visit gets the notes that teach.
    pub(crate) fn open_where_the_author_stopped(&self) {
        let last = self.settings.with_untracked(|settings| settings.open_draft.clone());
        let known = |id: &DraftId| self.library.with_untracked(|library| library.contains(id));
        let newest = || self.library.with_untracked(|library| library.newest().map(|draft| draft.id.clone()));
        let first_visit = last.is_none();
        match last.filter(known).or_else(newest) {
            Some(id) => self.open_draft(&id),
            None if first_visit => self.create(FIRST_NOTES.to_owned()),
            None => {}
        }
    }

    /// Lists what the browser has stored, and says what could not be read.
    pub(crate) fn list_drafts(&self) {
        let listing = self.with_store(|store| {
            store.purge_trash(now_ms());
            Ok((store.list(), store.list_trash()))
        });
        match listing {
            Ok((Listing { summaries, damaged }, trash)) => {
                self.library.update(|library| summaries.into_iter().for_each(|summary| library.put(summary)));
                self.trash.set(trash);
                for one in damaged {
                    let file_name = format!("{}.txt", one.key);
                    let action = NoticeAction::Download { file_name, content: one.raw };
                    self.notify(Tone::Problem, one.reason, Some(action));
                }
            }
            Err(reason) => self.warn(reason),
        }
    }

    /// An empty draft, opened, with the cursor in it.
    pub fn new_draft(&self) {
        self.create(String::new());
    }

    fn create(&self, text: String) {
        self.flush();
        let draft = Draft::new(storage::new_draft_id(), text, FileFormat::default(), now_ms());
        self.keep(&draft);
        self.switch_to(draft);
    }

    /// Opens a draft of the list. The one that is open is saved first.
    pub fn open_draft(&self, id: &DraftId) {
        if self.open.with_untracked(|open| open.as_ref().is_some_and(|open| open.id == *id)) {
            self.pane.set(Pane::Write);
            return self.focus_editor();
        }
        self.flush();
        match self.load(id) {
            Ok(draft) => self.switch_to(draft),
            Err(reason) => self.warn(reason),
        }
    }

    pub(crate) fn switch_to(&self, draft: Draft) {
        self.change_settings(|settings| settings.open_draft = Some(draft.id.clone()));
        self.forget_what_is_due();
        let is_held = self.unsaved.with_untracked(|unsaved| unsaved.contains_key(&draft.id));
        self.show(draft);
        if is_held {
            // Tries once more, and says what stands in the way.
            self.save_now();
        }
        self.pane.set(Pane::Write);
        self.focus_editor();
    }

    /// Opens a draft and puts the cursor into its name.
    pub fn start_renaming(&self, id: &DraftId) {
        self.open_draft(id);
        self.rename_wanted.update(|n| *n += 1);
    }

    /// Gives the open draft a name of its own; an empty one takes the title of the notes again.
    pub fn rename(&self, name: &str) {
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        self.document.update_value(|document| {
            if let Some(document) = document {
                document.draft.name = name;
            }
        });
        self.save_now();
    }

    /// Makes a copy of a draft, and opens it.
    pub fn duplicate_draft(&self, id: &DraftId) {
        self.flush();
        let original = match self.load(id) {
            Ok(draft) => draft,
            Err(reason) => return self.warn(reason),
        };
        let name = self.library.with_untracked(|library| library.name_of_copy(&original.title()));
        let mut copy = original.copy(storage::new_draft_id(), now_ms());
        copy.name = Some(name);
        self.keep(&copy);
        self.switch_to(copy);
    }

    /// Moves a draft to the trash, and offers to bring it back.
    pub fn delete_draft(&self, id: &DraftId) {
        self.flush();
        let Some(title) = self.library.with_untracked(|library| library.get(id).map(|draft| draft.title.clone()))
        else {
            return;
        };
        if let Err(reason) = self.move_to_trash(id) {
            return self.warn(reason);
        }
        let next = self.library.try_update(|library| {
            let next = library.neighbour(id).cloned();
            library.remove(id);
            next
        });
        self.leave(id, next.flatten());
        self.refresh_trash();
        self.notify(Tone::Done, format!("“{title}” was deleted."), Some(NoticeAction::Undelete(id.clone())));
    }

    /// Opens the neighbour of a draft that has gone, if it was the open one.
    fn leave(&self, id: &DraftId, next: Option<DraftId>) {
        if self.open.with_untracked(|open| open.as_ref().is_none_or(|open| open.id != *id)) {
            return;
        }
        self.close();
        if let Some(next) = next {
            self.open_draft(&next);
        }
    }

    /// Brings a deleted draft back, and opens it.
    pub fn undelete_draft(&self, id: &DraftId) {
        let held = self.unsaved.with_untracked(|unsaved| unsaved.contains_key(id));
        if !held && let Err(reason) = self.with_store(|store| store.untrash(id)) {
            return self.warn(reason);
        }
        match self.load(id) {
            Ok(draft) => {
                self.library.update(|library| library.put(draft.summary()));
                self.flush();
                self.switch_to(draft);
            }
            Err(reason) => self.warn(reason),
        }
        self.refresh_trash();
    }

    /// Stores a draft and lists it. One that cannot be stored is held in memory, and that is said.
    /// Returns whether it was stored.
    pub(crate) fn keep(&self, draft: &Draft) -> bool {
        let stored = self.write(draft);
        self.library.update(|library| library.put(draft.summary()));
        if let Err(reason) = &stored {
            self.unsaved.update(|unsaved| {
                unsaved.insert(draft.id.clone(), draft.clone());
            });
            self.warn(format!("“{}” is not saved: {reason}", draft.title()));
        }
        stored.is_ok()
    }

    pub(super) fn load(&self, id: &DraftId) -> Result<Draft, String> {
        if let Some(draft) = self.unsaved.with_untracked(|unsaved| unsaved.get(id).cloned()) {
            return Ok(draft);
        }
        self.with_store(|store| store.load(id))
    }

    fn move_to_trash(&self, id: &DraftId) -> Result<(), String> {
        if self.unsaved.with_untracked(|unsaved| unsaved.contains_key(id)) {
            return Ok(());
        }
        self.with_store(|store| store.trash(id, now_ms()))
    }

    /// Removes a deleted draft for good, which makes room for others.
    pub fn delete_for_good(&self, id: &DraftId) {
        if let Err(reason) = self.with_store(|store| store.delete_for_good(id)) {
            return self.warn(reason);
        }
        self.with_editor(|editor| editor.forget(id.as_str()));
        if self.has_unsaved() {
            self.save_now();
        }
        self.refresh_trash();
    }

    /// Calls `f` with the store; an error comes as the sentence that the author is shown.
    pub(crate) fn with_store<R>(&self, f: impl FnOnce(&DraftStore) -> Result<R, StorageError>) -> Result<R, String> {
        self.store.with_value(|store| match store {
            Ok(store) => f(store).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        })
    }

    fn refresh_trash(&self) {
        self.trash.set(self.with_store(|store| Ok(store.list_trash())).unwrap_or_default());
    }
}
