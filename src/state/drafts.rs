//! The commands on drafts: list, new, open, rename, pin, duplicate, delete and bring back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notices::{NoticeAction, Tone};
use super::{AppState, Pane, now_ms};
use crate::draft::{Draft, DraftId, DraftSummary, revision};
use crate::editor::Surface;
use crate::storage::{self, Durability, Loaded, Store, TabMessage};
use crate::text::file::FileFormat;

/// What someone sees who opens the app for the first time: a small real rundown that teaches.
pub(super) const FIRST_NOTES: &str = include_str!("first_notes.md");

impl AppState {
    /// An empty draft, opened, with the cursor in it.
    pub fn new_draft(&self) {
        self.create(String::new());
    }

    pub(super) fn create(&self, text: String) {
        self.flush();
        let draft = Draft::new(storage::new_draft_id(), text, FileFormat::default(), now_ms());
        let draft = self.keep(draft);
        self.switch_to(draft);
    }

    /// Opens a draft of the list. The one that is open is saved first.
    pub fn open_draft(&self, id: &DraftId) {
        if self.is_open(id) {
            self.ask();
            self.pane.set(Pane::Write);
            return self.focus_editor();
        }
        self.flush();
        self.once_loaded(id, |state, draft| state.switch_to(draft));
    }

    /// Calls `then` with a draft, unless the author asks for another one before it is read.
    pub(super) fn once_loaded(&self, id: &DraftId, then: impl FnOnce(&Self, Draft) + 'static) {
        let (state, id) = (*self, id.clone());
        let n_asked = self.ask();
        if let Some(draft) = self.waiting(&id) {
            return then(self, draft);
        }
        spawn_local(async move {
            let draft = state.retrieve(&id).await;
            if state.is_still_asked(n_asked) {
                match draft {
                    Ok(draft) => then(&state, draft),
                    Err(reason) => state.warn(reason),
                }
            }
        });
    }

    /// Makes another draft of one, and opens it, unless the author has asked for something else meanwhile.
    fn open_made_of(&self, id: &DraftId, make: impl FnOnce(&Self, Draft) -> Draft + 'static) {
        let (state, id) = (*self, id.clone());
        let n_asked = self.ask();
        spawn_local(async move {
            match state.retrieve(&id).await {
                Ok(draft) => {
                    let made = make(&state, draft);
                    if state.is_still_asked(n_asked) {
                        state.switch_to(made);
                    }
                }
                Err(reason) => state.warn(reason),
            }
        });
    }

    /// A draft to be written on: as it waits to be stored, else as the store has it. An error is a sentence for the author.
    async fn retrieve(&self, id: &DraftId) -> Result<Draft, String> {
        if let Some(draft) = self.waiting(id) {
            return Ok(draft);
        }
        let loaded = self.load_from_store(id).await?;
        // It may have been changed while it was read.
        Ok(self.waiting(id).unwrap_or_else(|| self.take_up(loaded)))
    }

    /// The author asks for a draft: whatever was asked for before that comes too late.
    fn ask(&self) -> Option<usize> {
        self.n_asked.try_update_value(|n| {
            *n += 1;
            *n
        })
    }

    fn is_still_asked(&self, n_asked: Option<usize>) -> bool {
        self.n_asked.try_get_value() == n_asked
    }

    pub(crate) fn switch_to(&self, draft: Draft) {
        self.switch_to_surface(draft, Surface::Full);
    }

    /// Shows a draft. One that was asked for before comes too late from here on.
    pub(super) fn switch_to_surface(&self, draft: Draft, surface: Surface) {
        self.ask();
        self.change_settings(|settings| settings.open_draft = Some(draft.id.clone()));
        self.forget_what_is_due();
        if !self.show(draft, surface) {
            return;
        }
        self.show_save_state();
        self.tell_guard();
        self.hold_open_draft();
        self.look_for_file();
        self.pane.set(Pane::Write);
        self.focus_editor();
        self.tell_of_broken_encoding();
    }

    /// Opens a draft and puts the cursor into its name.
    pub fn start_renaming(&self, id: &DraftId) {
        let rename = |state: &Self| state.rename_wanted.update(|n| *n += 1);
        if self.is_open(id) {
            self.open_draft(id);
            return rename(self);
        }
        self.flush();
        self.once_loaded(id, move |state, draft| {
            state.switch_to(draft);
            rename(state);
        });
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

    /// Puts a draft at the top of the list, or back among the others.
    pub fn pin_draft(&self, id: &DraftId, pinned: bool) {
        self.change_draft(id, move |draft| draft.pinned = pinned);
    }

    /// Makes a copy of a draft, and opens it.
    pub fn duplicate_draft(&self, id: &DraftId) {
        self.flush();
        self.open_made_of(id, |state, original| {
            let name = state.library.with_untracked(|library| library.name_of_copy(&original.title()));
            let mut copy = original.copy(storage::new_draft_id(), now_ms());
            copy.name = Some(name);
            state.keep(copy)
        });
    }

    /// Moves a draft to the trash, and offers to bring it back.
    pub fn delete_draft(&self, id: &DraftId) {
        self.flush();
        let Some(summary) = self.library.with_untracked(|library| library.get(id).cloned()) else { return };
        let now_ms = now_ms();
        self.change_draft(id, move |draft| draft.trashed_ms = Some(now_ms));
        let next = self.library.with_untracked(|library| library.neighbour(id).cloned());
        let title = summary.title.clone();
        self.place(DraftSummary { trashed_ms: Some(now_ms), ..summary });
        self.leave_draft(id, next);
        self.notify(Tone::Done, format!("“{title}” was deleted."), Some(NoticeAction::Undelete(id.clone())));
    }

    /// Opens the neighbour of a draft that has gone, if it was the open one.
    pub(super) fn leave_draft(&self, id: &DraftId, next: Option<DraftId>) {
        if !self.is_open(id) {
            return;
        }
        self.close();
        if let Some(next) = next {
            self.open_draft(&next);
        }
    }

    /// Brings a deleted draft back, and opens it.
    pub fn undelete_draft(&self, id: &DraftId) {
        self.flush();
        self.open_made_of(id, |state, draft| {
            let draft = Draft { trashed_ms: None, revision: state.revision_after(draft.revision), ..draft };
            state.place(draft.summary());
            state.post(draft.clone(), Durability::Strict);
            draft
        });
    }

    /// Changes what belongs to a draft beside its text, and stores it.
    fn change_draft(&self, id: &DraftId, change: impl Fn(&mut Draft) + 'static) {
        if self.is_open(id) {
            self.document.update_value(|document| document.iter_mut().for_each(|document| change(&mut document.draft)));
            return self.save(Durability::Strict);
        }
        let (state, id) = (*self, id.clone());
        spawn_local(async move {
            let draft = state.retrieve(&id).await;
            if state.is_open(&id) {
                return state.change_draft(&id, change);
            }
            match draft {
                Ok(mut draft) => {
                    change(&mut draft);
                    draft.revision = state.revision_after(draft.revision);
                    state.place(draft.summary());
                    state.post(draft, Durability::Strict);
                }
                Err(reason) => state.warn(reason),
            }
        });
    }

    /// Puts a draft's row where it belongs: into the list or the trash.
    pub(super) fn place(&self, summary: DraftSummary) {
        let is_trashed = summary.trashed_ms.is_some();
        self.library.update(|library| {
            library.remove(&summary.id);
            if !is_trashed {
                library.put(summary.clone());
            }
        });
        self.trash.update(|trash| {
            trash.retain(|row| row.id != summary.id);
            if is_trashed {
                let idx = trash.partition_point(|row| row.trashed_ms >= summary.trashed_ms);
                trash.insert(idx, summary);
            }
        });
    }

    /// Takes a draft off both lists.
    pub(super) fn displace(&self, id: &DraftId) {
        self.library.update(|library| drop(library.remove(id)));
        self.trash.update(|trash| trash.retain(|row| row.id != *id));
    }

    /// Lists a draft that is new, and stores it: as the revision that is returned.
    pub(crate) fn keep(&self, draft: Draft) -> Draft {
        let draft = Draft { revision: revision::next(draft.revision), ..draft };
        self.place(draft.summary());
        self.post(draft.clone(), Durability::Strict);
        draft
    }

    /// Reads a draft as it was last saved. An error is a sentence for the author.
    pub(crate) async fn load(&self, id: &DraftId) -> Result<Draft, String> {
        if let Some(draft) = self.waiting(id) {
            return Ok(draft);
        }
        self.load_from_store(id).await.map(|loaded| loaded.draft)
    }

    async fn load_from_store(&self, id: &DraftId) -> Result<Loaded, String> {
        match self.store() {
            Some(store) => store.load(id).await.map_err(|error| error.to_string()),
            None => Err("The drafts are still being read.".to_owned()),
        }
    }

    /// Removes a deleted draft for good, which makes room for others.
    pub fn delete_for_good(&self, id: &DraftId) {
        let (state, id) = (*self, id.clone());
        spawn_local(async move {
            let Some(store) = state.store() else { return };
            if let Err(reason) = state.remove_for_good(&store, &id).await {
                return state.warn(reason);
            }
            state.work_off();
        });
    }

    /// An error is a sentence for the author.
    pub(super) async fn remove_for_good(&self, store: &Store, id: &DraftId) -> Result<(), String> {
        self.withdraw(id);
        let revision = self.trash.with_untracked(|trash| {
            let row = trash.iter().find(|row| row.id == *id);
            row.map_or(0, |row| row.revision)
        });
        store.delete_for_good(id, revision, now_ms()).await.map_err(|error| error.to_string())?;
        self.displace(id);
        self.with_editor(|editor| editor.forget(id.as_str()));
        self.tell_tabs(&TabMessage::Stored(vec![id.to_string()]));
        Ok(())
    }

    /// The revision that a draft is saved as next, which the store has as this one.
    fn revision_after(&self, revision: u64) -> u64 {
        revision::next(self.highest_given_out(revision))
    }

    /// The highest revision of a draft that may have been given out, which the store has as this one.
    pub(crate) fn highest_given_out(&self, revision: u64) -> u64 {
        self.store().map_or(revision, |store| store.highest_given_out(revision))
    }

    /// Whether this draft is the open one.
    pub(crate) fn is_open(&self, id: &DraftId) -> bool {
        self.open.try_with_untracked(|open| open.as_ref().is_some_and(|open| open.id == *id)) == Some(true)
    }

    /// Which draft is open.
    pub(crate) fn open_id(&self) -> Option<DraftId> {
        self.open.try_with_untracked(|open| open.as_ref().map(|open| open.id.clone())).flatten()
    }

    /// The store, once the browser has opened it.
    pub(crate) fn store(&self) -> Option<Store> {
        self.store.try_get_value().flatten()
    }
}
