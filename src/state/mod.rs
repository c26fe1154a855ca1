//! What the app is doing: signals that views read, and the commands that change them.
//!
//! Four rooms, each of which knows those before it and none behind it; [`AppState`] names them, and `app` has what takes
//! more than one:
//!
//! ```text
//! screen <- saving <- library <- notes <- app
//! ```
//!
//! A room is a small `Copy` struct with its signals and its commands, in a folder of its own. An event handler calls one of
//! its methods; a view reads its signals. Models (draft, blocks, outline) hold no signals: they live in here as plain values.
//!
//! Beside the rooms: `later` (what follows, and what can wait), `keys`, `event_words`.
//!
//! Invariant: arrows point one way, by method call too. A room holds none of those behind it, so there is nothing to call
//! them by; where it must reach one (saving needs the text that the editor has), that one lends it a closure.

mod app;
mod event_words;
pub mod keys;
pub mod late;
mod later;
mod library;
mod notes;
mod saving;
mod screen;

use leptos::prelude::*;

pub use self::app::{Command, EpisodeBasis, EpisodeSource, ExportFormat, Group};
pub use self::event_words::{key_of, pointer_type_of, stored_key_of};
use self::late::{FetchLatePart, Late};
use self::later::idle;
pub(crate) use self::later::{AtPause, set_if_changed};
pub use self::later::{effect, follow_when_idle, when_idle};
use self::library::Library;
pub use self::library::{BackupScope, ComparedWith, Found, N_FOUND_AT_MOST, OpenVersion};
use self::notes::OpenNotes;
pub use self::notes::{Checks, CoveredLink, CoveredPlace, Direction, NextTopic, Redraw, today};
use self::saving::Saving;
pub use self::saving::{FileState, SaveState, SavedFile};
use self::screen::Screen;
pub use self::screen::{Notice, OpenDialog, Pane, ProposedFix, TemplatesShown, Tone, Unopened, Wanted};
use crate::storage::Settings;

/// The state of the app. Cheap to copy; all copies are the same state.
#[derive(Clone, Copy)]
pub struct AppState {
    pub screen: Screen,
    pub saving: Saving,
    pub library: Library,
    pub notes: OpenNotes,
    /// What comes after the first frame.
    pub late: Late,
}

impl AppState {
    /// Begins to read what the browser has stored. Never fails: where storage cannot be had, that is a notice.
    pub fn from_storage(fetch: FetchLatePart) -> Self {
        let screen = Screen::new(Settings::load());
        let saving = Saving::new(screen);
        let library = Library::new(screen, saving);
        let notes = OpenNotes::new(screen, saving, library);
        let app = Self { screen, saving, library, notes, late: Late::new(fetch) };
        library.keep_versions_of_work();
        app.start();
        app
    }
}

/// The app's state, from context.
///
/// # Panics
/// Outside of the `App` component.
pub fn use_app() -> AppState {
    expect_context()
}

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// Milliseconds since 1970, by the browser's clock.
pub(crate) fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}
