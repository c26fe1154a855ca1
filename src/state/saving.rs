//! When the open draft is saved, and what is said about it.
//!
//! The journal gets it at the first pause, and without one within a second: so much can be lost if the browser is killed. A
//! long draft takes part of a frame to write, so it waits for the browser to be idle. Local storage gets its copy when
//! the author has stopped for longer, because each write there puts off the next one's way to the disk.
//!
//! Invariant: `SaveState::Saved` is only ever shown after the store has acknowledged the latest revision.

use std::collections::BTreeSet;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::document::set_if_changed;
use super::idle::when_idle;
use super::{AppState, now_ms};
use crate::draft::schema::shell_to_json;
use crate::draft::{Draft, DraftId, revision};
use crate::storage::{Durability, ask_to_persist, guard};

/// A pause in typing after which the draft is saved.
const PAUSE: Duration = Duration::from_millis(300);
/// The longest that steady typing puts a save off, in milliseconds, and how much longer for each 100 kB of notes: the
/// longer a save takes, the rarer it comes between two keys.
const LONGEST_WAIT_MS: u64 = 400;
const LONGER_WAIT_MS: u64 = 20;
/// How long a save that is due waits for the browser to be idle, in milliseconds.
const LONGEST_IDLE_MS: u64 = 300;
/// Drafts up to this length are written faster than one could wait for the browser to be idle. In bytes.
const MAX_SHORT_BYTES: usize = 100_000;
/// A pause after which local storage gets its copy.
const LONG_PAUSE: Duration = Duration::from_secs(3);
/// How often the journal is asked to have it on the disk, while one types, in milliseconds.
const STRICT_EACH_MS: u64 = 30_000;

/// Whether what the author typed is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    #[default]
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

/// What is due for the open draft.
#[derive(Default)]
pub(crate) struct Timers {
    save: Option<TimeoutHandle>,
    copy: Option<TimeoutHandle>,
    /// Whether the browser will say when it is idle.
    is_idle_awaited: bool,
    /// When the oldest change was made that is not yet on its way to the store.
    unsaved_since_ms: Option<u64>,
    /// When the journal was last asked to have it on the disk.
    strict_ms: u64,
    /// Whether the author waits to hear that it is saved.
    is_word_wanted: bool,
    /// Drafts of which a copy was left for the next start.
    pub rescued: BTreeSet<DraftId>,
}

impl AppState {
    /// Saves in the next pause in typing; without one, within a second.
    pub(crate) fn save_soon(&self) {
        let now_ms = now_ms();
        let since_ms = self.timers.try_update_value(|timers| {
            clear(&mut timers.copy);
            *timers.unsaved_since_ms.get_or_insert(now_ms)
        });
        self.show_save_state();
        let longest_wait_ms = LONGEST_WAIT_MS + LONGER_WAIT_MS * (self.n_bytes() as u64 / 100_000);
        match now_ms.saturating_sub(since_ms.unwrap_or(now_ms)) {
            // Where each key takes a frame, the browser is never idle, and lets timers wait for keys.
            waited_ms if waited_ms >= longest_wait_ms + LONGEST_IDLE_MS => self.save_overdue(),
            waited_ms if waited_ms >= longest_wait_ms => {
                self.timers.update_value(|timers| clear(&mut timers.save));
                self.save_when_idle();
            }
            _ => self.save_after(PAUSE),
        }
    }

    /// Saves at once. Where the page has not even come to hear of the last save, a copy is left that needs no answer.
    fn save_overdue(&self) {
        let is_unanswered = self.is_open_waiting();
        self.save_now();
        let draft = self.open_id().filter(|_| is_unanswered).and_then(|id| self.waiting(&id));
        if let (Some(draft), Some(store)) = (draft, self.store()) {
            self.timers.update_value(|timers| {
                timers.rescued.insert(draft.id.clone());
            });
            store.rescue(&draft);
        }
    }

    /// Saves once the browser is idle, if that is worth waiting for.
    fn save_when_idle(&self) {
        if self.n_bytes() <= MAX_SHORT_BYTES {
            return self.save_now();
        }
        let was_awaited = self.timers.try_update_value(|timers| std::mem::replace(&mut timers.is_idle_awaited, true));
        if was_awaited != Some(false) {
            return;
        }
        let state = *self;
        when_idle(move || {
            state.timers.try_update_value(|timers| timers.is_idle_awaited = false);
            if state.has_changes() {
                state.save_now();
            }
        });
    }

    /// Sends the open draft on its way to the store, if it has changed: for leaving it. Its copy follows.
    pub fn flush(&self) {
        if self.has_changes() {
            self.save_now();
        } else if self.is_copy_due()
            && !self.is_open_waiting()
            && let Some(draft) = self.open_draft_with_text()
        {
            self.copy_when_idle(&draft);
        }
    }

    /// Whether local storage has not the open draft as the journal has it.
    fn is_copy_due(&self) -> bool {
        let is_behind = |document: &Option<super::Document>| {
            document.as_ref().is_some_and(|it| it.revision_in_local < it.draft.revision)
        };
        self.document.with_value(is_behind)
    }

    /// Sends the open draft on its way to the store.
    pub fn save_now(&self) {
        self.save(Durability::Relaxed);
    }

    pub(crate) fn save(&self, durability: Durability) {
        let now_ms = now_ms();
        let Some(draft) = self.draft_to_save(now_ms) else { return };
        let durability = self.timers.try_update_value(|timers| {
            clear(&mut timers.save);
            timers.unsaved_since_ms = None;
            let is_strict =
                durability == Durability::Strict || now_ms.saturating_sub(timers.strict_ms) >= STRICT_EACH_MS;
            if is_strict {
                timers.strict_ms = now_ms;
            }
            if is_strict { Durability::Strict } else { Durability::Relaxed }
        });
        self.list(&draft);
        self.post(draft, durability.unwrap_or(Durability::Strict));
        self.show_save_state();
    }

    /// The open draft as it would be saved now: of a revision that no copy has.
    fn draft_to_save(&self, now_ms: u64) -> Option<Draft> {
        let mut draft = self.open_draft_with_text()?;
        draft.revision = self.next_revision();
        draft.modified_ms = now_ms;
        Some(draft)
    }

    fn next_revision(&self) -> u64 {
        let revision = self.document.try_update_value(|document| {
            let document = document.as_mut()?;
            document.revision = revision::next(document.revision);
            Some(document.revision)
        });
        self.tell_guard();
        revision.flatten().unwrap_or_default()
    }

    /// Tells the guard what it needs to go on where this code may have to stop.
    pub(crate) fn tell_guard(&self) {
        let shell = self.document.with_value(|document| {
            document.as_ref().map(|it| shell_to_json(&Draft { revision: it.revision, ..it.draft.clone() }))
        });
        guard::remember(shell.as_deref());
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

    /// The author's own wish to save: the same as always, but down to the disk, and said.
    pub fn save_and_tell(&self) {
        self.timers.update_value(|timers| timers.is_word_wanted = true);
        self.save(Durability::Strict);
    }

    /// The store has a draft.
    pub(crate) fn stored(&self, draft: &Draft, is_latest: bool) {
        if !self.is_open(&draft.id) {
            return self.copy_when_idle(draft);
        }
        self.document.update_value(|document| {
            if let Some(document) = document {
                (document.draft.modified_ms, document.draft.revision) = (draft.modified_ms, draft.revision);
                document.revision = document.revision.max(draft.revision);
                (document.draft.byte_anchor, document.draft.byte_head) = (draft.byte_anchor, draft.byte_head);
            }
        });
        self.show_save_state();
        if is_latest && !self.has_changes() {
            self.copy_at_long_pause();
            self.follow_with_file();
            self.tell_that_it_is_saved();
        }
        self.keep_settings();
    }

    fn tell_that_it_is_saved(&self) {
        let was_wanted = self.timers.try_update_value(|timers| std::mem::take(&mut timers.is_word_wanted));
        if was_wanted == Some(true) {
            self.tell("Saved in this browser. Export the notes for a copy outside of it.");
        }
    }

    /// Shows the open draft in the list as it is now.
    fn list(&self, draft: &Draft) {
        let summary = draft.summary();
        self.library.update(|library| library.put(summary.clone()));
        set_if_changed(self.open, Some(summary));
    }

    /// Says how things are with the open draft.
    pub(crate) fn show_save_state(&self) {
        let refusal = self.open_refusal();
        let save_state = match refusal {
            Some(reason) => SaveState::Failed(reason),
            None if self.has_changes() || self.is_open_waiting() => SaveState::Saving,
            None => SaveState::Saved,
        };
        set_if_changed(self.save_state, save_state);
    }

    fn open_refusal(&self) -> Option<String> {
        let id = self.open_id()?;
        self.outbox.with_value(|outbox| outbox.refusal(&id).map(str::to_owned))
    }

    fn is_open_waiting(&self) -> bool {
        self.open_id().is_some_and(|id| self.outbox.with_value(|outbox| outbox.contains(&id)))
    }

    /// Whether the open draft has changed since it was last sent on its way.
    pub(crate) fn has_changes(&self) -> bool {
        self.timers.try_with_value(|timers| timers.unsaved_since_ms.is_some()).unwrap_or_default()
    }

    fn save_after(&self, wait: Duration) {
        let state = *self;
        self.timers.update_value(|timers| {
            clear(&mut timers.save);
            timers.save = set_timeout_with_handle(move || state.save_when_idle(), wait).ok();
        });
    }

    /// Local storage gets its copy when nothing was typed for a while.
    fn copy_at_long_pause(&self) {
        let state = *self;
        let copy = move || when_idle(move || state.copy_to_local());
        self.timers.update_value(|timers| {
            clear(&mut timers.copy);
            timers.copy = set_timeout_with_handle(copy, LONG_PAUSE).ok();
        });
    }

    /// A draft that is not being written has its copy at once.
    fn copy_when_idle(&self, draft: &Draft) {
        let (state, draft) = (*self, draft.clone());
        when_idle(move || {
            if let Some(store) = state.store() {
                store.copy_to_local(&draft);
            }
        });
    }

    fn copy_to_local(&self) {
        let is_settled = self.save_state.try_with_untracked(|state| *state == SaveState::Saved) == Some(true);
        if !is_settled || self.has_changes() {
            return;
        }
        if let (Some(draft), Some(store)) = (self.open_draft_with_text(), self.store()) {
            // What does not fit there is in the journal alone, which the storage meter says.
            store.copy_to_local(&draft);
            self.document.update_value(|document| {
                if let Some(document) = document {
                    document.revision_in_local = draft.revision;
                }
            });
        }
    }

    /// The page may go away at once: everything is in local storage when this returns. Returns whether it is.
    pub fn leave(&self) -> bool {
        self.keep_cursor();
        self.remember_open_fields();
        if self.has_changes() {
            self.save(Durability::Strict);
        }
        let Some(store) = self.store() else { return self.outbox.with_value(|outbox| outbox.is_empty()) };
        if self.outbox.with_value(|outbox| outbox.is_empty()) {
            if self.is_copy_due() {
                self.copy_to_local();
            }
            return true;
        }
        self.outbox.with_value(|outbox| {
            self.timers.update_value(|timers| timers.rescued.extend(outbox.all().map(|draft| draft.id.clone())));
            let kept = outbox.all().map(|draft| store.save_at_once(draft).is_ok());
            // Each of them, also behind one that was not kept.
            kept.filter(|is_kept| !is_kept).count() == 0
        })
    }

    /// The cursor alone has moved since the last save: that is worth keeping when the page goes, but no change. So it is
    /// left as the revision that the store has, which loses to whatever another tab has written since.
    fn keep_cursor(&self) {
        let saved = |document: &Option<super::Document>| {
            document.as_ref().map(|document| (document.draft.byte_anchor, document.draft.byte_head))
        };
        let has_moved = self.document.with_value(saved) != self.selected_bytes();
        if !has_moved || self.has_changes() || self.is_open_waiting() {
            return;
        }
        if let (Some(draft), Some(store)) = (self.open_draft_with_text(), self.store()) {
            self.timers.update_value(|timers| {
                timers.rescued.insert(draft.id.clone());
            });
            // Where it is not kept, the cursor is where it was.
            let _ = store.save_at_once(&draft);
        }
    }

    /// Another draft takes the place of the open one: nothing is due for it any more. If its copy was, that follows.
    pub(crate) fn forget_what_is_due(&self) {
        self.flush();
        self.remember_open_fields();
        self.nothing_is_due();
    }

    /// The store has what the editor has.
    pub(crate) fn nothing_is_due(&self) {
        self.timers.update_value(|timers| {
            clear(&mut timers.save);
            clear(&mut timers.copy);
            timers.unsaved_since_ms = None;
        });
    }

    /// After the first real work, the browser is asked to keep it even when it needs room.
    pub(crate) fn ask_to_persist(&self) {
        if self.store().is_some_and(|store| store.take_wish_to_persist()) {
            // The storage meter shows the answer.
            spawn_local(async {
                ask_to_persist().await;
            });
        }
    }
}

fn clear(timer: &mut Option<TimeoutHandle>) {
    if let Some(timer) = timer.take() {
        timer.clear();
    }
}
