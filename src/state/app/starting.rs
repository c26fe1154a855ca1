//! From an empty page to the draft that the author left, and what is tidied up after that.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::draft::{DraftId, DraftSummary};
use crate::editor::EditorHandle;
use crate::state::library::FIRST_NOTES;
use crate::state::screen::Tone;
use crate::state::{AppState, DAY_MS, effect, now_ms, when_idle};
use crate::storage::{StorageReport, Store, TRASH_DAYS};

impl AppState {
    /// Opens the store, lists what is in it, and goes on where the author stopped.
    pub(in crate::state) fn start(&self) {
        let app = *self;
        // Before anything is read: what another tab stores after that would not be seen.
        app.saving.listen_to_tabs(move |message| app.hear(message));
        spawn_local(async move {
            let (store, summaries) = Store::open(move |finding| app.report(finding)).await;
            app.saving.set_store(store.clone());
            app.saving.list_all(summaries);
            app.saving.has_started().into_iter().for_each(|message| app.hear(message));
            app.open_where_the_author_stopped();
            app.saving.send_all();
            app.fetch_late_part_soon();
        });
    }

    /// Opens the draft that was open last, else the newest; the first visit gets the notes that teach.
    ///
    /// Needs both the store and the editor: whichever comes second brings it about.
    pub(super) fn open_where_the_author_stopped(&self) {
        let is_ready = !self.saving.is_starting.get_untracked() && self.notes.has_editor();
        if !is_ready || self.saving.open_id().is_some() {
            return;
        }
        let last = self.screen.settings.with_untracked(|settings| settings.open_draft.clone());
        let known = |id: &DraftId| self.saving.drafts.with_untracked(|drafts| drafts.contains(id));
        let newest = || self.saving.drafts.with_untracked(|drafts| drafts.newest().map(|draft| draft.id.clone()));
        let is_first_visit = last.is_none() && self.saving.trash.with_untracked(Vec::is_empty);
        match last.filter(known).or_else(newest) {
            Some(id) => self.open_again(id),
            None if is_first_visit => self.create(FIRST_NOTES.to_owned()),
            None if self.notes.with_editor(EditorHandle::is_written_early) == Some(true) => self.new_draft(),
            None => {}
        }
    }

    /// Says what storage has found.
    fn report(&self, finding: StorageReport) {
        let text = finding.to_string();
        let tone = if finding.is_problem() { Tone::Problem } else { Tone::Done };
        let offer = match finding {
            StorageReport::Damaged(damaged) => Some(self.offer_damaged(damaged)),
            _ => None,
        };
        self.screen.notify(tone, text, offer);
    }

    /// Starts what goes on by itself beside writing, in the order in which the author may miss it: what the late part does
    /// first of all.
    pub(in crate::state) fn begin_late(&self) {
        let app = *self;
        self.notes.follow_checks();
        self.notes.follow_ignored();
        self.notes.follow_letters();
        self.notes.offer_templates();
        self.library.write_versions();
        self.notes.follow_other_drafts();
        self.notes.follow_covered();
        let mut has_begun = false;
        effect(move || {
            if let Some(store) = app.saving.store().filter(|_| !app.saving.is_starting.get() && !has_begun) {
                has_begun = true;
                app.library.read_kept();
                when_idle(move || spawn_local(async move { app.tidy_up(&store).await }));
            }
        });
    }

    /// What can wait until the draft is open: the trash is emptied of what is due, and local storage gets the copies that it
    /// lacks.
    async fn tidy_up(&self, store: &Store) {
        let now_ms = now_ms();
        let is_due = |row: &&DraftSummary| {
            row.trashed_ms.is_some_and(|trashed_ms| now_ms.saturating_sub(trashed_ms) >= TRASH_DAYS * DAY_MS)
        };
        let due: Vec<DraftId> =
            self.saving.trash.with_untracked(|trash| trash.iter().filter(is_due).map(|row| row.id.clone()).collect());
        for id in due {
            // Due again at the next start.
            let _ = self.remove_for_good(store, &id).await;
        }
        self.library.look_at_backup(store).await;
        store.check_local();
        let rows = self.saving.drafts.with_untracked(|drafts| drafts.rows().to_vec());
        store.complete_local(&rows).await;
    }
}
