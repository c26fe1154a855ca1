//! From an empty page to the draft that the author left, and what is tidied up after that.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::drafts::FIRST_NOTES;
use super::idle::when_idle;
use super::notices::{NoticeAction, Tone};
use super::{AppState, now_ms};
use crate::draft::{DraftId, DraftSummary};
use crate::storage::{Damaged, Finding, Store, TRASH_DAYS};

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

impl AppState {
    /// Opens the store, lists what is in it, and goes on where the author stopped.
    pub(super) fn start(&self) {
        let state = *self;
        // Before anything is read: what another tab stores after that would not be seen.
        state.listen_to_tabs();
        spawn_local(async move {
            let (store, summaries) = Store::open(move |finding| state.report(finding)).await;
            state.store.set_value(Some(store.clone()));
            state.list_all(summaries);
            state.read_kept();
            state.is_starting.set(false);
            state.hear_what_was_told_early();
            state.open_where_the_author_stopped();
            state.work_off();
            when_idle(move || spawn_local(async move { state.tidy_up(&store).await }));
        });
    }

    fn list_all(&self, summaries: Vec<DraftSummary>) {
        let (mut trash, rows): (Vec<_>, Vec<_>) = summaries.into_iter().partition(|row| row.trashed_ms.is_some());
        trash.sort_unstable_by(|a, b| (b.trashed_ms, &b.id).cmp(&(a.trashed_ms, &a.id)));
        self.library.update(|library| rows.into_iter().for_each(|row| library.put(row)));
        self.trash.set(trash);
    }

    /// Opens the draft that was open last, else the newest; the first visit gets the notes that teach.
    ///
    /// Needs both the store and the editor: whichever comes second brings it about.
    pub(crate) fn open_where_the_author_stopped(&self) {
        let is_ready = !self.is_starting.get_untracked() && self.editor.with_value(Option::is_some);
        if !is_ready || self.open.with_untracked(Option::is_some) {
            return;
        }
        let last = self.settings.with_untracked(|settings| settings.open_draft.clone());
        let known = |id: &DraftId| self.library.with_untracked(|library| library.contains(id));
        let newest = || self.library.with_untracked(|library| library.newest().map(|draft| draft.id.clone()));
        let is_first_visit = last.is_none() && self.trash.with_untracked(Vec::is_empty);
        match last.filter(known).or_else(newest) {
            Some(id) => self.open_again(id),
            None if is_first_visit => self.create(FIRST_NOTES.to_owned()),
            None => {}
        }
    }

    /// Says what storage has found.
    fn report(&self, finding: Finding) {
        let text = finding.to_string();
        let tone = if finding.is_problem() { Tone::Problem } else { Tone::Done };
        let action = match finding {
            Finding::Damaged(damaged) => Some(NoticeAction::Download(damaged)),
            _ => None,
        };
        self.notify(tone, text, action);
    }

    /// What can wait until the draft is open: the trash is emptied of what is due, and local storage gets the copies that it
    /// lacks.
    async fn tidy_up(&self, store: &Store) {
        let now_ms = now_ms();
        let is_due = |row: &&DraftSummary| {
            row.trashed_ms.is_some_and(|trashed_ms| now_ms.saturating_sub(trashed_ms) >= TRASH_DAYS * DAY_MS)
        };
        let due: Vec<DraftId> =
            self.trash.with_untracked(|trash| trash.iter().filter(is_due).map(|row| row.id.clone()).collect());
        for id in due {
            // Due again at the next start.
            let _ = self.remove_for_good(store, &id).await;
        }
        self.look_at_backup(store).await;
        store.check_local();
        let rows = self.library.with_untracked(|library| library.rows().to_vec());
        store.complete_local(&rows).await;
    }

    /// Removes something damaged, which the author has downloaded.
    pub(crate) fn discard(&self, damaged: Damaged) {
        let state = *self;
        spawn_local(async move {
            if let Some(store) = state.store()
                && let Err(error) = store.forget_damaged(&damaged).await
            {
                state.warn(error.to_string());
            }
        });
    }
}
