//! The commands on drafts: new, rename, pin, duplicate, delete, restore, remove for good; an earlier version brought back, and what
//! was damaged downloaded and removed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::draft::merge::edit_between;
use crate::draft::versions::VersionCause;
use crate::draft::{Draft, DraftId, DraftSummary};
use crate::state::screen::{Offer, OpenDialog, Tone, Wanted};
use crate::state::{AppState, now_ms};
use crate::storage::{self, Damaged, Durability, Store, TabMessage};
use crate::text::file::FileFormat;

impl AppState {
    /// An empty draft, opened, with the cursor in it.
    pub fn new_draft(&self) {
        self.create(String::new());
    }

    pub(super) fn create(&self, text: String) {
        self.saving.flush();
        let draft = Draft::new(storage::new_draft_id(), text, FileFormat::default(), now_ms());
        let draft = self.saving.keep(draft);
        self.switch_to(draft);
    }

    /// Makes another draft of one, and opens it, unless the author has asked for something else meanwhile.
    fn open_made_of(&self, id: &DraftId, make: impl FnOnce(&Self, Draft) -> Draft + 'static) {
        let (app, id) = (*self, id.clone());
        let n_asked = self.library.ask();
        spawn_local(async move {
            match app.saving.check_out(&id).await {
                Ok(draft) => {
                    let made = make(&app, draft);
                    if app.library.is_still_asked(n_asked) {
                        app.switch_to(made);
                    }
                }
                Err(reason) => app.screen.warn(reason),
            }
        });
    }

    /// Opens a draft and puts the cursor into its name.
    pub fn start_renaming(&self, id: &DraftId) {
        if self.saving.is_open(id) {
            self.open_draft(id);
            return self.screen.want(Wanted::DraftName);
        }
        self.saving.flush();
        self.once_loaded(id, move |app, draft| {
            app.switch_to(draft);
            app.screen.want(Wanted::DraftName);
        });
    }

    /// Gives the open draft a name of its own; an empty one takes the title of the notes again.
    pub fn rename(&self, name: &str) {
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        self.saving.change_open(|draft| draft.name = name);
        self.saving.save_now();
    }

    /// Puts a draft at the top of the list, or back among the others.
    pub fn pin_draft(&self, id: &DraftId, pinned: bool) {
        self.change_draft(id, move |draft| draft.pinned = pinned);
    }

    /// Makes a copy of a draft, and opens it.
    pub fn duplicate_draft(&self, id: &DraftId) {
        self.saving.flush();
        self.open_made_of(id, |app, original| {
            let name = app.saving.drafts.with_untracked(|drafts| drafts.name_of_copy(&original.title()));
            let mut copy = original.copy(storage::new_draft_id(), now_ms());
            copy.name = Some(name);
            app.saving.keep(copy)
        });
    }

    /// Moves a draft to the trash, which is a revision of it like any other, and offers to restore it.
    pub fn delete_draft(&self, id: &DraftId) {
        self.saving.flush();
        let Some(summary) = self.saving.drafts.with_untracked(|drafts| drafts.get(id).cloned()) else { return };
        let now_ms = now_ms();
        self.change_draft(id, move |draft| draft.trashed_ms = Some(now_ms));
        let next = self.saving.drafts.with_untracked(|drafts| drafts.neighbour(id).cloned());
        let title = summary.title.clone();
        self.saving.place(DraftSummary { trashed_ms: Some(now_ms), ..summary });
        self.leave_draft(id, next);
        self.screen.notify(Tone::Done, format!("“{title}” was deleted."), Some(self.offer_to_undelete(id)));
    }

    /// Offers to restore a deleted draft.
    pub(super) fn offer_to_undelete(&self, id: &DraftId) -> Offer {
        let (app, id) = (*self, id.clone());
        Offer::lasting("Restore", move || app.undelete_draft(&id))
    }

    /// Restores a deleted draft, and opens it.
    pub fn undelete_draft(&self, id: &DraftId) {
        self.saving.flush();
        self.open_made_of(id, |app, draft| {
            let draft = Draft { trashed_ms: None, revision: app.saving.revision_after(draft.revision), ..draft };
            app.saving.place(draft.summary());
            app.saving.post(draft.clone(), Durability::Strict);
            draft
        });
    }

    /// Changes what belongs to a draft beside its text, and stores it.
    fn change_draft(&self, id: &DraftId, change: impl Fn(&mut Draft) + 'static) {
        if self.saving.is_open(id) {
            self.saving.change_open(change);
            return self.saving.save(Durability::Strict);
        }
        let (app, id) = (*self, id.clone());
        spawn_local(async move {
            let draft = app.saving.check_out(&id).await;
            if app.saving.is_open(&id) {
                return app.change_draft(&id, change);
            }
            match draft {
                Ok(mut draft) => {
                    change(&mut draft);
                    draft.revision = app.saving.revision_after(draft.revision);
                    app.saving.place(draft.summary());
                    app.saving.post(draft, Durability::Strict);
                }
                Err(reason) => app.screen.warn(reason),
            }
        });
    }

    /// Shows the list of drafts, with the cursor in its search field.
    pub fn search_drafts(&self) {
        self.screen.show_drafts();
        self.screen.want(Wanted::Search);
    }

    /// Shows the history of the open draft.
    pub(super) fn show_history(&self) {
        match self.saving.open_id() {
            Some(id) => self.screen.show(OpenDialog::History(id)),
            None => self.screen.tell("Open a draft to see its history."),
        }
    }

    /// Gives a draft the text of one of its versions, as one undo step; the draft is opened for that.
    pub fn restore_version(&self, version: Draft) {
        if self.saving.is_open(&version.id) {
            return self.restore_text(&version.text);
        }
        self.saving.flush();
        self.once_loaded(&version.id.clone(), move |app, draft| {
            app.switch_to(draft);
            app.restore_text(&version.text);
        });
    }

    fn restore_text(&self, text: &str) {
        self.library.keep_version(VersionCause::Restored);
        let edit = edit_between(&self.notes.text(), text);
        self.notes.with_editor(|editor| editor.apply(&edit));
        self.screen.notify(Tone::Done, "The earlier version is back.".to_owned(), Some(self.notes.offer_undo()));
        self.notes.focus_editor();
    }

    /// Makes a draft of its own of a version, and opens it.
    pub fn restore_as_copy(&self, version: &Draft, name: String) {
        self.saving.flush();
        let mut copy = version.copy(storage::new_draft_id(), now_ms());
        copy.name = Some(name);
        let copy = self.saving.keep(copy);
        self.switch_to(copy);
    }

    /// Removes a deleted draft for good, which makes room for others.
    pub fn delete_for_good(&self, id: &DraftId) {
        let (app, id) = (*self, id.clone());
        spawn_local(async move {
            let Some(store) = app.saving.store() else { return };
            if let Err(reason) = app.remove_for_good(&store, &id).await {
                return app.screen.warn(reason);
            }
            app.saving.send_all();
        });
    }

    /// Removes all deleted drafts for good.
    pub fn empty_trash(&self) {
        let app = *self;
        let ids: Vec<DraftId> =
            self.saving.trash.with_untracked(|trash| trash.iter().map(|row| row.id.clone()).collect());
        spawn_local(async move {
            let Some(store) = app.saving.store() else { return };
            for id in &ids {
                if let Err(reason) = app.remove_for_good(&store, id).await {
                    return app.screen.warn(format!("The trash could not be emptied: {reason}."));
                }
            }
            // There may be room now for what was refused.
            app.saving.send_all();
            app.screen.tell("The trash is empty.");
        });
    }

    /// An error is a sentence for the author.
    pub(super) async fn remove_for_good(&self, store: &Store, id: &DraftId) -> Result<(), String> {
        self.saving.withdraw(id);
        let revision = self.saving.trash.with_untracked(|trash| {
            let row = trash.iter().find(|row| row.id == *id);
            row.map_or(0, |row| row.revision)
        });
        store.delete_for_good(id, revision, now_ms()).await.map_err(|error| error.to_string())?;
        self.saving.displace(id);
        self.notes.forget(id.as_str());
        self.saving.tell_tabs(&TabMessage::Stored(vec![id.to_string()]));
        Ok(())
    }

    /// Offers to download what could not be read.
    pub(super) fn offer_damaged(&self, damaged: Damaged) -> Offer {
        let app = *self;
        Offer::lasting("Download", move || app.download_damaged(&damaged))
    }

    fn download_damaged(&self, damaged: &Damaged) {
        let file_name = format!("{}.txt", damaged.key.replace('/', "-"));
        self.screen.download(&file_name, "text/plain", damaged.raw.as_bytes());
        if damaged.is_removable() {
            let text = "What could not be read was downloaded. It is still kept in the browser as well.".to_owned();
            let (app, damaged) = (*self, damaged.clone());
            let offer = Offer::lasting("Remove it here", move || app.remove_damaged(damaged.clone()));
            self.screen.notify(Tone::Done, text, Some(offer));
        }
    }

    /// Removes something damaged, which the author has downloaded.
    fn remove_damaged(&self, damaged: Damaged) {
        let app = *self;
        spawn_local(async move {
            if let Some(store) = app.saving.store()
                && let Err(error) = store.forget_damaged(&damaged).await
            {
                app.screen.warn(error.to_string());
            }
        });
    }
}
