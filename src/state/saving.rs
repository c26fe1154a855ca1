//! When the open draft is saved, and what is said about it.
//!
//! Local storage takes a draft as a whole and at once, which for 1 MB of notes is the better part of a frame. So it waits
//! for a pause in typing, and in that for the browser to be idle; but leaving the page or the draft saves on the spot.
//!
//! Invariant: `SaveState::Saved` is only ever set after the store has taken the draft.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::document::set_if_changed;
use super::idle::when_idle;
use super::{AppState, Document, now_ms};
use crate::draft::Draft;

/// A pause in typing after which the draft is saved.
const PAUSE: Duration = Duration::from_millis(300);
/// The longest that steady typing puts a save off, in milliseconds, and how much longer for each 100 kB of notes: the
/// longer a save takes, the rarer it comes between two keys.
const LONGEST_WAIT_MS: u64 = 2_000;
const LONGER_WAIT_MS: u64 = 2_000;
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
    /// Whether the browser will say when it is idle.
    is_idle_awaited: bool,
    /// When the oldest change that is not yet saved was made.
    unsaved_since_ms: Option<u64>,
    retry: Option<Duration>,
}

impl AppState {
    /// Saves when the browser is idle in the next pause in typing; without one, after two seconds and more for long notes.
    pub(crate) fn save_soon(&self) {
        let now_ms = now_ms();
        let unsaved_since_ms =
            self.timers.try_update_value(|timers| *timers.unsaved_since_ms.get_or_insert(now_ms)).unwrap_or(now_ms);
        // A failed save stays visible until one has worked; it is tried again at its own pace, not at each key.
        if self.save_state.with_untracked(|state| matches!(state, SaveState::Failed(_))) {
            return;
        }
        set_if_changed(self.save_state, SaveState::Saving);
        let longest_wait_ms = LONGEST_WAIT_MS + LONGER_WAIT_MS * (self.n_bytes() as u64 / 100_000);
        if now_ms.saturating_sub(unsaved_since_ms) >= longest_wait_ms {
            self.clear_timer();
            self.save_when_idle();
        } else {
            self.save_after(PAUSE);
        }
    }

    /// Saves once the browser is idle, unless a key comes before that: then there is another pause to wait for.
    fn save_when_idle(&self) {
        let was_awaited = self.timers.try_update_value(|timers| std::mem::replace(&mut timers.is_idle_awaited, true));
        if was_awaited != Some(false) {
            return;
        }
        let state = *self;
        when_idle(move || {
            let is_pause = state.timers.try_update_value(|timers| {
                timers.is_idle_awaited = false;
                timers.save.is_none()
            });
            let is_saved = state.save_state.try_with_untracked(|save_state| *save_state == SaveState::Saved);
            if is_pause == Some(true) && is_saved == Some(false) {
                state.save_now();
            }
        });
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
        let draft = self.document.with_value(|document| document.as_ref().map(|d| d.draft.clone()))?;
        let (byte_anchor, byte_head) = self.selected_bytes()?;
        Some(Draft { text: self.text(), byte_anchor, byte_head, ..draft })
    }

    /// Where the selection was begun, and where the cursor is.
    fn selected_bytes(&self) -> Option<(usize, usize)> {
        let main = self.with_editor(|editor| editor.selection().main())?;
        Some((main.byte_anchor, main.byte_head))
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

    fn saved(&self, mut draft: Draft) {
        self.timers.update_value(|timers| {
            timers.unsaved_since_ms = None;
            timers.retry = None;
        });
        if self.has_unsaved() {
            self.unsaved.update(|unsaved| {
                unsaved.remove(&draft.id);
            });
        }
        self.list(&draft);
        // The editor has it.
        draft.text = String::new();
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
        let saved = |document: &Option<Document>| document.as_ref().map(|d| (d.draft.byte_anchor, d.draft.byte_head));
        let has_moved = self.document.with_value(saved) != self.selected_bytes();
        if has_moved && self.save_state.with_untracked(|state| *state == SaveState::Saved) {
            // Nothing is lost if this fails: the stored text is the same.
            let _ = self.open_draft_with_text().map(|draft| self.write(&draft));
        }
    }

    fn save_after(&self, wait: Duration) {
        self.clear_timer();
        let state = *self;
        let pause_came = move || {
            state.timers.update_value(|timers| timers.save = None);
            state.save_when_idle();
        };
        let timer = set_timeout_with_handle(pause_came, wait).ok();
        self.timers.update_value(|timers| timers.save = timer);
    }

    /// Another draft takes the place of the open one: nothing is due for it.
    pub(crate) fn forget_what_is_due(&self) {
        self.clear_timer();
        self.timers.update_value(|timers| {
            // The browser will say so all the same.
            *timers = Timers { is_idle_awaited: timers.is_idle_awaited, ..Timers::default() };
        });
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
