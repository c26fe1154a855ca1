//! A draft that cannot be opened, takes the page down, or makes the editor throw: what the author can do about it.
//!
//! Nothing should come to that, because blocks, outline and editor have bounds; but if something does, the text must not
//! be locked away.
//!
//! Invariant: a draft that took the page down is not opened by itself at the next start.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::notices::{NoticeAction, Tone};
use super::{AppState, now_ms};
use crate::draft::{Draft, DraftId};
use crate::editor::Surface;
use crate::export::file_name;
use crate::storage::opening;

/// A draft that was to be opened and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unopened {
    pub id: DraftId,
    /// What happened, for the author.
    pub reason: String,
}

/// A page that lives for this long with a draft has got through opening it.
const SETTLED_AFTER: Duration = Duration::from_secs(1);
/// Opening that takes longer, in milliseconds, is worth a word.
const LONG_OPENING_MS: u64 = 5_000;

impl AppState {
    /// Opens the draft of the last visit, unless it took the page down then.
    pub(super) fn open_again(&self, id: DraftId) {
        let state = *self;
        spawn_local(async move {
            match opening::is_left(&id).await {
                true => state.offer(Unopened { id, reason: "The page stopped while it was being opened.".to_owned() }),
                false if state.open_id().is_none() => state.open_draft(&id),
                false => {}
            }
        });
    }

    /// Opens the draft that did not open, in full or as plain text.
    pub fn open_unopened(&self, surface: Surface) {
        let Some(Unopened { id, .. }) = self.unopened.get_untracked() else { return };
        self.once_loaded(&id, move |state, draft| state.switch_to_surface(draft, surface));
    }

    /// Shows the open draft in another way: as plain text, or in full.
    pub fn open_on(&self, surface: Surface) {
        let Some(id) = self.open_id() else { return };
        self.flush();
        self.with_editor(|editor| editor.forget(id.as_str()));
        self.once_loaded(&id, move |state, draft| state.switch_to_surface(draft, surface));
    }

    /// Downloads the draft that did not open.
    pub fn download_unopened(&self) {
        let Some(Unopened { id, .. }) = self.unopened.get_untracked() else { return };
        let state = *self;
        spawn_local(async move {
            match state.load(&id).await {
                Ok(draft) => {
                    let bytes = draft.format.encode(&draft.text);
                    state.download(&file_name(&draft.title(), "md"), "text/markdown", &bytes);
                }
                Err(reason) => state.warn(reason),
            }
        });
    }

    /// What is to be shown is being opened from now on; to be told to [`AppState::has_opened`].
    pub(super) fn begin_to_open(&self, draft: &Draft) -> u64 {
        self.unopened.set(None);
        opening::begin(&draft.id);
        now_ms()
    }

    /// A draft is on the page since `begun_ms`, as far as this call of the browser goes: the rest is the frame's.
    pub(super) fn has_opened(&self, id: DraftId, surface: Surface, begun_ms: u64) {
        let state = *self;
        let settle = move || {
            opening::end(&id);
            let took_ms = now_ms().saturating_sub(begun_ms + SETTLED_AFTER.as_millis() as u64);
            if took_ms >= LONG_OPENING_MS && surface == Surface::Full && state.is_open(&id) {
                let text = format!("These notes took {} seconds to open.", took_ms / 1_000);
                state.notify(Tone::Done, text, Some(NoticeAction::OpenAsPlainText));
            }
        };
        set_timeout(settle, SETTLED_AFTER);
    }

    /// A draft cannot be shown: the page goes on without.
    pub(super) fn refuse_to_open(&self, draft: &Draft, reason: String) {
        opening::end(&draft.id);
        self.close();
        self.offer(Unopened { id: draft.id.clone(), reason });
    }

    fn offer(&self, unopened: Unopened) {
        self.unopened.set(Some(unopened));
    }

    /// Something in the editor threw, and what is named goes missing. Said once, however often it happens.
    pub(crate) fn editor_failed(&self, switched_off: &str) {
        let text = match switched_off {
            "" => "Something in the editor went wrong. Your notes are as you wrote them.".to_owned(),
            parts => format!(
                "Something in the editor went wrong, and it goes on without {parts}. Your notes are as you wrote them; reload the page to have it back."
            ),
        };
        self.check_again();
        if !self.notices.with_untracked(|notices| notices.iter().any(|notice| notice.text == text)) {
            self.warn(text);
        }
    }
}
