//! The late part of the program: what writing does not need. It is fetched once the page stands and the browser is idle, or
//! at once if something of it is asked for.
//!
//! What it has is decided here ([`LatePart::new`]) and in `src/ui/late.rs`, for the views; that it is a file of its own, in
//! `src/main.rs` and `.ci/split-program.mjs`. Whatever those functions alone call goes there with them.
//!
//! Invariant: notes can be written, seen and saved without it, also if it never comes.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::app::Command;
use super::screen::{About, Offer, Tone};
use super::{AppState, when_idle};
use crate::draft::DraftId;
use crate::editor::Clipboard;
use crate::storage::TabMessage;

/// What the late part does for the first one. Nothing but this may name its functions: what is reached in any other way
/// comes with the first part.
pub struct LatePart {
    /// Puts its views into their places on the page.
    pub mount: fn(),
    /// Starts what goes on by itself beside writing.
    begin: fn(&AppState),
    /// Runs a command of the late part.
    pub(super) run: fn(&AppState, Command),
    /// Does what the editor reports, if it is none of the commands.
    pub(super) run_reported: fn(&AppState, &str),
    /// Returns false if the editor is to insert the plain text.
    pub(super) paste: fn(&AppState, &Clipboard) -> bool,
    /// Opens files as new drafts.
    pub(super) import: fn(&AppState, Vec<File>),
    /// Another tab has told something.
    pub(super) hear: fn(&AppState, &TabMessage),
    /// Another page has left a copy of a draft in local storage.
    pub(super) follow_local_copy: fn(&AppState, &DraftId),
}

impl LatePart {
    /// `mount`: puts the views of the late part into their places on the page.
    pub const fn new(mount: fn()) -> LatePart {
        LatePart {
            mount,
            begin: AppState::begin_late,
            run: AppState::run_late,
            run_reported: AppState::run_reported_late,
            paste: AppState::paste_late,
            import: AppState::import_late,
            hear: AppState::hear_late,
            follow_local_copy: AppState::follow_local_copy_late,
        }
    }
}

/// Fetches the late part; none where it cannot be had.
pub type FetchLatePart = fn() -> Pin<Box<dyn Future<Output = Option<&'static LatePart>>>>;

/// The late part, here or on its way. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct Late {
    fetch: FetchLatePart,
    part: RwSignal<Option<&'static LatePart>>,
    /// How many commands wait for it.
    n_waiting: RwSignal<usize>,
}

impl Late {
    pub(super) fn new(fetch: FetchLatePart) -> Late {
        Late { fetch, part: RwSignal::new(None), n_waiting: RwSignal::new(0) }
    }

    /// Nothing until it is here. Does not track it.
    pub fn here(&self) -> Option<&'static LatePart> {
        self.part.get_untracked()
    }

    /// Nothing until it is here. Tracks it.
    pub fn part(&self) -> Option<&'static LatePart> {
        self.part.get()
    }

    /// Whether a command waits for it. Tracks it.
    pub fn is_asked_for(&self) -> bool {
        self.n_waiting.get() > 0
    }
}

const NOT_FETCHED: &str =
    "Rundown’s commands, lists and dialogs could not be fetched. You can go on writing. Are you online?";

impl AppState {
    /// Fetches the late part when the browser is idle.
    pub(super) fn fetch_late_part_soon(&self) {
        let app = *self;
        when_idle(move || app.with_late_part(|_, _| ()));
    }

    /// Calls `then` with the late part: now if it is here, else as soon as it is, with nothing where it cannot be had. The
    /// author is told of that.
    pub fn with_late_part(&self, then: impl FnOnce(&AppState, Option<&'static LatePart>) + 'static) {
        if let Some(part) = self.late.here() {
            return then(self, Some(part));
        }
        let app = *self;
        spawn_local(async move {
            let part = (app.late.fetch)().await;
            match part {
                Some(part) => app.begin_late_part(part),
                None => app.tell_of_late_part(),
            }
            then(&app, part);
        });
    }

    /// Runs a command of the late part.
    pub(super) fn run_with_late_part(&self, command: Command) {
        self.late.n_waiting.update(|n_waiting| *n_waiting += 1);
        self.with_late_part(move |app, late| {
            late.into_iter().for_each(|late| (late.run)(app, command));
            app.late.n_waiting.update(|n_waiting| *n_waiting -= 1);
        });
    }

    fn begin_late_part(&self, part: &'static LatePart) {
        if self.late.here().is_none() {
            self.late.part.set(Some(part));
            self.screen.withdraw(|about| *about == About::LatePart);
            (part.begin)(self);
        }
    }

    fn tell_of_late_part(&self) {
        if !self.screen.offers(&About::LatePart) {
            let app = *self;
            let offer = Offer::new("Try again", About::LatePart, move || app.with_late_part(|_, _| ()));
            self.screen.notify(Tone::Problem, NOT_FETCHED.to_owned(), Some(offer));
        }
    }
}
