//! When the open draft is saved, and what is said about it.
//!
//! Invariant: `SaveState::Saved` is only ever set after the store has taken the draft.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::document::set_if_changed;
use super::{AppState, now_ms};
use crate::draft::Draft;

/// A pause in typing after which the draft is saved.
const PAUSE: Duration = Duration::from_millis(300);
/// The longest that steady typing puts a save off, in milliseconds.
const LONGEST_WAIT_MS: u64 = 2_000;
/// The first wait before a failed save is tried again; it doubles up to `LAST_RETRY`.
const FIRST_RETRY: Duration = Duration::from_secs(1);
const LAST_RETRY: Duration = Duration::from_secs(8);

/// Whether what the author typed is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    Saved,
    Saving,
    /// Not kept; the text says why and what to do.
    Failed(String),
}

impl SaveState {
    /// As in `data-state`: people script it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Saving => "saving",
            Self::Failed(_) => "failed",
        }
    }
}

/// What is due.
#[derive(Default)]
pub(crate) struct Timers {
    save: Option<TimeoutHandle>,
    /// When the oldest change that is not yet saved was made.
    unsaved_since_ms: Option<u64>,
    retry: Option<Duration>,
}

impl AppState {
    /// Saves at the next pause in typing, at the latest two seconds from the first unsaved change.
    pub(crate) fn save_soon(&self) {
        let unsaved_since_ms =
            self.timers.try_update_value(|timers| *timers.unsaved_since_ms.get_or_insert_with(now_ms));
        // A failed save stays visible until one has worked; it is tried again at its own pace, not at each key.
        if self.save_state.with_untracked(|state| matches!(state, SaveState::Failed(_))) {
            return;
        }
        set_if_changed(self.save_state, SaveState::Saving);
        let waited_ms = now_ms().saturating_sub(unsaved_since_ms.unwrap_or_default());
        if waited_ms >= LONGEST_WAIT_MS {
            self.save_now();
        } else {
            self.save_after(PAUSE);
        }
    }

    /// Saves what is not yet saved, before this returns: for leaving the page or the draft.
    pub fn flush(&self) {
        if self.timers.with_value(|timers| timers.unsaved_since_ms.is_some()) {
            self.save_now();
        } else {
            self.keep_cursor();
        }
    }

    /// Saves the open draft before this returns.
    pub fn save_now(&self) {
        self.clear_timer();
        let Some(draft) = self.draft_to_save() else { return };
        match self.write(&draft) {
            Ok(()) => self.saved(draft),
            Err(reason) => self.save_failed(draft, reason),
        }
    }

    /// The open draft as it would be saved now.
    fn draft_to_save(&self) -> Option<Draft> {
        let mut draft = self.open_draft_with_text()?;
        draft.revision += 1;
        draft.modified_ms = now_ms();
        Some(draft)
    }

    /// The open draft with the text and selection that the editor has.
    pub(crate) fn open_draft_with_text(&self) -> Option<Draft> {
        let mut draft = self.document.with_value(|document| document.as_ref().map(|d| d.draft.clone()))?;
        self.with_editor(|editor| {
            draft.text = editor.with_source(|source| source.as_str().to_owned());
            let main = editor.selection().main();
            (draft.byte_anchor, draft.byte_head) = (main.byte_anchor, main.byte_head);
        })?;
        Some(draft)
    }

    /// The author's own wish to save: the same as always, but said.
    pub fn save_and_tell(&self) {
        self.save_now();
        if self.save_state.with_untracked(|state| *state == SaveState::Saved) {
            self.tell("Saved in this browser. Export the notes for a copy outside of it.");
        }
    }

    pub(crate) fn write(&self, draft: &Draft) -> Result<(), String> {
        self.with_store(|store| store.save(draft))
    }

    fn saved(&self, draft: Draft) {
        self.timers.update_value(|timers| {
            timers.unsaved_since_ms = None;
            timers.retry = None;
        });
        self.unsaved.update(|unsaved| {
            unsaved.remove(&draft.id);
        });
        self.list(&draft);
        self.document.update_value(|document| {
            if let Some(document) = document {
                document.draft = draft;
            }
        });
        set_if_changed(self.save_state, SaveState::Saved);
        self.store_what_was_held();
        self.keep_settings();
    }

    /// Shows the open draft in the list as it is now.
    fn list(&self, draft: &Draft) {
        let summary = draft.summary();
        self.library.update(|library| library.put(summary.clone()));
        set_if_changed(self.open, Some(summary));
    }

    /// Drafts held in memory get another chance as soon as saving works.
    fn store_what_was_held(&self) {
        for draft in self.unsaved.get_untracked().into_values() {
            if self.write(&draft).is_ok() {
                self.unsaved.update(|unsaved| {
                    unsaved.remove(&draft.id);
                });
            }
        }
    }

    fn save_failed(&self, draft: Draft, reason: String) {
        self.list(&draft);
        self.unsaved.update(|unsaved| {
            unsaved.insert(draft.id.clone(), draft);
        });
        set_if_changed(self.save_state, SaveState::Failed(reason));
        let wait = self.timers.try_update_value(|timers| {
            let wait = timers.retry.map_or(FIRST_RETRY, |last| (last * 2).min(LAST_RETRY));
            *timers.retry.insert(wait)
        });
        self.save_after(wait.unwrap_or(LAST_RETRY));
    }

    /// The cursor alone has moved since the last save: keep it, without counting that as a change.
    fn keep_cursor(&self) {
        let Some(draft) = self.open_draft_with_text() else { return };
        let moved = self.document.with_value(|document| {
            document
                .as_ref()
                .is_some_and(|d| (d.draft.byte_anchor, d.draft.byte_head) != (draft.byte_anchor, draft.byte_head))
        });
        if moved && self.save_state.with_untracked(|state| *state == SaveState::Saved) {
            // Nothing is lost if this fails: the stored text is the same.
            let _ = self.write(&draft);
        }
    }

    fn save_after(&self, wait: Duration) {
        self.clear_timer();
        let state = *self;
        let timer = set_timeout_with_handle(move || state.save_now(), wait).ok();
        self.timers.update_value(|timers| timers.save = timer);
    }

    /// Another draft takes the place of the open one: nothing is due for it.
    pub(crate) fn forget_what_is_due(&self) {
        self.clear_timer();
        self.timers.set_value(Timers::default());
        set_if_changed(self.save_state, SaveState::Saved);
    }

    /// Whether leaving the page would lose something.
    pub fn has_unsaved(&self) -> bool {
        self.unsaved.with_untracked(|unsaved| !unsaved.is_empty())
    }

    fn clear_timer(&self) {
        self.timers.update_value(|timers| {
            if let Some(timer) = timers.save.take() {
                timer.clear();
            }
        });
    }
}
