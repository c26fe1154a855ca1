//! Which draft is open: opened, closed, left; and what the author can do where one cannot be opened, takes the page down,
//! or makes the editor throw.
//!
//! Nothing should come to that, because blocks, outline and editor have bounds; but if something does, the text must not
//! be locked away.
//!
//! Invariant: a draft that took the page down is not opened by itself at the next start.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::draft::{Draft, DraftId, change_of_early};
use crate::editor::{EditorHandle, Surface};
use crate::export::file_name;
use crate::state::screen::{About, Offer, Pane, Tone, Unopened};
use crate::state::{AppState, now_ms};
use crate::storage::{self, opening};
use crate::text::EarlyText;
use crate::text::file::FileFormat;

/// A page that lives for this long with a draft has got through opening it.
const SETTLED_AFTER: Duration = Duration::from_secs(1);
/// Opening that takes longer, in milliseconds, is worth a word.
const LONG_OPENING_MS: u64 = 5_000;

impl AppState {
    /// Opens a draft of the list. The one that is open is saved first.
    pub fn open_draft(&self, id: &DraftId) {
        if self.saving.is_open(id) {
            self.library.ask();
            self.screen.pane.set(Pane::Write);
            return self.notes.focus_editor();
        }
        self.saving.flush();
        self.once_loaded(id, |app, draft| app.switch_to(draft));
    }

    /// Opens a draft with the cursor at a 1-based line of it.
    pub fn open_draft_at_line(&self, id: &DraftId, line: usize) {
        if self.saving.is_open(id) {
            return self.notes.go_to_line(line);
        }
        self.saving.flush();
        self.once_loaded(id, move |app, draft| {
            app.switch_to(draft);
            app.notes.go_to_line(line);
        });
    }

    /// Calls `then` with a draft, unless the author asks for another one before it is read.
    pub(super) fn once_loaded(&self, id: &DraftId, then: impl FnOnce(&Self, Draft) + 'static) {
        let (app, id) = (*self, id.clone());
        let n_asked = self.library.ask();
        if let Some(draft) = self.saving.waiting(&id) {
            return then(self, draft);
        }
        spawn_local(async move {
            let draft = app.saving.check_out(&id).await;
            if app.library.is_still_asked(n_asked) {
                match draft {
                    Ok(draft) => then(&app, draft),
                    Err(reason) => app.screen.warn(reason),
                }
            }
        });
    }

    pub(super) fn switch_to(&self, draft: Draft) {
        self.switch_to_surface(draft, Surface::Full);
    }

    /// Shows a draft in place of the open one. One that was asked for before comes too late from here on.
    pub(super) fn switch_to_surface(&self, draft: Draft, surface: Surface) {
        self.library.ask();
        self.screen.change_settings(|settings| settings.open_draft = Some(draft.id.clone()));
        let begun_ms = now_ms();
        self.screen.unopened.set(None);
        opening::begin(&draft.id);
        self.put_away();
        self.saving.set_open(Some(&draft));
        let early = self.notes.with_editor(EditorHandle::take_early).flatten();
        if let Err(error) = self.notes.show(&draft, surface) {
            opening::end(&draft.id);
            // Without a look at the editor: nobody knows whose text is in it.
            self.saving.set_open(None);
            self.notes.close();
            return self.offer_unopened(draft.id, error.to_string());
        }
        if let Some(early) = early {
            self.take_up(early, &draft);
        }
        self.tell_if_it_took_long(draft.id, surface, begun_ms);
        self.screen.pane.set(Pane::Write);
        self.notes.focus_editor();
    }

    /// What was written before the program was here becomes the first change of the draft that opens, if that is the one that
    /// was shown.
    fn take_up(&self, early: EarlyText, draft: &Draft) {
        if early.shown.is_empty() || early.draft_id == draft.id.as_str() {
            let edit = change_of_early(&early, &draft.text, draft.byte_head);
            self.notes.with_editor(|editor| editor.apply(&edit));
            return;
        }
        let own = Draft::new(storage::new_draft_id(), early.written, FileFormat::default(), now_ms());
        let title = self.saving.keep(own).title();
        self.screen.tell(format!("What you wrote while Rundown was starting is a draft of its own: “{title}”."));
    }

    /// Posts what was changed in the open draft, and writes down what the editor alone knows of it.
    fn put_away(&self) {
        self.saving.flush();
        self.notes.remember_open_fields();
    }

    /// Takes the open draft off the page.
    pub(super) fn close(&self) {
        self.put_away();
        self.saving.set_open(None);
        self.notes.close();
    }

    /// Closes a draft that has gone, if it is the open one, and opens its neighbour.
    pub(super) fn leave_draft(&self, id: &DraftId, next: Option<DraftId>) {
        if !self.saving.is_open(id) {
            return;
        }
        self.close();
        if let Some(next) = next {
            self.open_draft(&next);
        }
    }

    /// The page may go away at once: everything is in local storage when this returns. Returns whether it is.
    pub fn leave(&self) -> bool {
        self.notes.remember_open_fields();
        self.saving.leave()
    }

    /// Opens the draft of the last visit, unless it took the page down then.
    pub(super) fn open_again(&self, id: DraftId) {
        let app = *self;
        spawn_local(async move {
            match opening::is_left(&id).await {
                true => app.offer_unopened(id, "The page stopped while it was being opened.".to_owned()),
                false if app.saving.open_id().is_none() => app.open_draft(&id),
                false => {}
            }
        });
    }

    /// Opens the draft that did not open, in full or as plain text.
    pub fn open_unopened(&self, surface: Surface) {
        let Some(Unopened { id, .. }) = self.screen.unopened.get_untracked() else { return };
        self.once_loaded(&id, move |app, draft| app.switch_to_surface(draft, surface));
    }

    /// Shows the open draft in another way: as plain text, or in full.
    pub fn open_on(&self, surface: Surface) {
        let Some(id) = self.saving.open_id() else { return };
        self.saving.flush();
        self.notes.forget(id.as_str());
        self.once_loaded(&id, move |app, draft| app.switch_to_surface(draft, surface));
    }

    /// Downloads the draft that did not open.
    pub fn download_unopened(&self) {
        let Some(Unopened { id, .. }) = self.screen.unopened.get_untracked() else { return };
        let app = *self;
        spawn_local(async move {
            match app.saving.load(&id).await {
                Ok(draft) => {
                    let bytes = draft.format.encode(&draft.text);
                    app.screen.download(&file_name(&draft.title(), "md"), "text/markdown", &bytes);
                }
                Err(reason) => app.screen.warn(reason),
            }
        });
    }

    /// A draft is on the page since `begun_ms`, as far as this call of the browser goes: the rest is the frame's.
    fn tell_if_it_took_long(&self, id: DraftId, surface: Surface, begun_ms: u64) {
        let app = *self;
        let settle = move || {
            opening::end(&id);
            let took_ms = now_ms().saturating_sub(begun_ms + SETTLED_AFTER.as_millis() as u64);
            if took_ms >= LONG_OPENING_MS && surface == Surface::Full && app.saving.is_open(&id) {
                let text = format!("These notes took {} seconds to open.", took_ms / 1_000);
                let offer = Offer::new("Open as plain text", About::OpenNotes, move || app.open_on(Surface::Plain));
                app.screen.notify(Tone::Done, text, Some(offer));
            }
        };
        set_timeout(settle, SETTLED_AFTER);
    }

    fn offer_unopened(&self, id: DraftId, reason: String) {
        self.screen.unopened.set(Some(Unopened { id, reason }));
    }
}
