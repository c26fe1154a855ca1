//! What the app is doing: signals that views read, and the commands that change them.
//!
//! One `AppState`, `Copy`, provided in context. An event handler calls one of its methods; a view reads
//! its signals. Models (draft, blocks, outline) hold no signals: they live in here as plain values.
//!
//! In reading order: `document` (the open draft, and how everything follows an edit) with `outline`, `commands` (the table
//! of keys), `inserting` and `templates` with `kept`; `checks` and `ignoring`; `segments`, `folding` and `hosts` (what is done with segments and those who speak); `preview`
//! and `scrolling` (between it and the notes); `starting`, `opening`, `drafts`, `library`, `searching` with `covered`, `episode` with `shows`, `saving` with `outbox`, `tabs`,
//! `versions`, `transfer`, `backup` and `real_file`; `idle` (what can wait), `effect`, `event_words`, `settings` and `notices`.
//!
//! Invariant: the text of the open draft has one owner, the editor. Beside it there is only the text as last saved, from
//! which the work of two tabs is merged, and what waits to be saved.

mod backup;
mod checks;
mod commands;
mod covered;
mod document;
mod drafts;
mod effect;
mod episode;
mod event_words;
mod folding;
mod hosts;
mod idle;
mod ignoring;
mod importing;
mod inserting;
mod kept;
mod library;
mod notices;
mod open_fields;
mod opening;
mod outbox;
mod outline;
mod pasting;
mod preview;
mod real_file;
mod saving;
mod scrolling;
mod searching;
mod segments;
mod settings;
mod shows;
mod starting;
mod tabs;
mod templates;
mod transfer;
mod versions;

use std::collections::BTreeSet;
use std::ops::Range;

use leptos::prelude::*;

pub use self::backup::BackupScope;
pub use self::checks::{Checks, ProposedFix};
pub use self::commands::{Command, Group, KeyBinding, key_bindings};
pub use self::covered::{CoveredLink, CoveredPlace};
pub use self::document::{Document, Redraw};
pub use self::effect::effect;
pub use self::episode::{EpisodeMould, EpisodeSource};
pub use self::event_words::{key_of, pointer_type_of, stored_key_of};
pub use self::hosts::NextTopic;
pub(crate) use self::idle::AtPause;
pub use self::idle::{follow_when_idle, when_idle};
pub use self::notices::{Notice, NoticeAction, Tone};
pub use self::opening::Unopened;
pub use self::real_file::{FileState, SavedFile};
pub use self::saving::SaveState;
pub use self::searching::{Found, N_FOUND_AT_MOST};
pub use self::segments::Direction;
pub use self::settings::Pane;
pub use self::templates::TemplatesShown;
pub use self::transfer::ExportFormat;
pub use self::versions::{ComparedWith, OpenVersion};
use crate::draft::{DraftId, DraftSummary, Library};
use crate::editor::{EditorHandle, Surface};
use crate::outline::{LiveOutline, Outline, WordCounts};
use crate::rundown::{Shows, Templates};
use crate::storage::{Settings, Store, TabMessage, Tabs};

/// The state of the app. Cheap to copy; all copies are the same state.
#[derive(Clone, Copy, Default)]
pub struct AppState {
    /// Every draft, as listed.
    pub library: RwSignal<Library>,
    /// Drafts that were deleted and can still be brought back, newest first.
    pub trash: RwSignal<Vec<DraftSummary>>,
    /// Whether the drafts are still being read.
    pub is_starting: RwSignal<bool>,
    /// Whether another tab has the open draft too.
    pub open_elsewhere: RwSignal<bool>,
    /// The open draft's row, or nothing while there is none.
    pub open: RwSignal<Option<DraftSummary>>,
    /// The draft that was to be opened and could not be.
    pub unopened: RwSignal<Option<Unopened>>,
    /// How the open draft is shown.
    pub surface: RwSignal<Surface>,
    /// What the open notes say, kept up to date.
    pub outline: RwSignal<LiveOutline>,
    /// What the newest other drafts say, the newest first.
    pub(crate) other_outlines: RwSignal<Vec<Outline>>,
    /// Visible words of each segment of the outline.
    pub word_counts: RwSignal<WordCounts>,
    /// Visible words of the whole notes.
    pub n_words: RwSignal<usize>,
    /// What the checks have found in the open notes.
    pub checks: Checks,
    /// The links of the open notes that other drafts have too, top down.
    pub covered: RwSignal<Vec<CoveredLink>>,
    /// How many of them stand in each segment.
    pub(crate) n_covered: RwSignal<Vec<usize>>,
    /// What the author says of shows.
    pub shows: RwSignal<Shows>,
    /// Whether a new episode is being asked for.
    pub new_episode_shown: RwSignal<bool>,
    /// Whether the profile of a show is shown.
    pub show_profile_shown: RwSignal<bool>,
    /// Segments of which only the label is shown, as the editor has it.
    pub folded: RwSignal<BTreeSet<usize>>,
    /// Where the preview is to be scrolled: a 1-based line of the notes, its fraction being how much of it is above the top edge.
    pub preview_scroll: RwSignal<Option<f64>>,
    /// Whether the preview shows nothing but the segment that the cursor is in.
    pub only_current: RwSignal<bool>,
    /// The host whose new name is asked for.
    pub host_to_rename: RwSignal<Option<String>>,
    /// The line of the cursor, 1-based.
    pub cursor_line: RwSignal<usize>,
    pub can_undo: RwSignal<bool>,
    pub can_redo: RwSignal<bool>,
    pub save_state: RwSignal<SaveState>,
    pub notices: RwSignal<Vec<Notice>>,
    pub settings: RwSignal<Settings>,
    /// What a narrow screen shows, where there is room for one pane.
    pub pane: RwSignal<Pane>,
    /// All templates, the built-in ones too.
    pub templates: RwSignal<Templates>,
    /// How many changes of the templates are on their way to where they are kept.
    pub(crate) n_template_changes: StoredValue<usize>,
    /// What of the templates the dialog shows, if it is shown.
    pub templates_shown: RwSignal<Option<TemplatesShown>>,
    /// Whether a template is being written that is not saved.
    pub template_unsaved: RwSignal<bool>,
    /// Why the last change of the templates was not stored; empty if it was.
    pub template_problem: RwSignal<String>,
    pub template_menu_open: RwSignal<bool>,
    /// Whether the list of keyboard shortcuts is shown.
    pub keys_shown: RwSignal<bool>,
    /// Whether the palette of commands is shown.
    pub palette_shown: RwSignal<bool>,
    /// The draft whose history is shown.
    pub history_of: RwSignal<Option<DraftId>>,
    /// Whether the dialog on backups is shown.
    pub backup_shown: RwSignal<bool>,
    /// When the last backup was made, in milliseconds since 1970.
    pub last_backup_ms: RwSignal<Option<u64>>,
    /// The file that the open draft is saved to as well, if there is one.
    pub file: RwSignal<Option<SavedFile>>,
    /// Goes up each time that the author asks to rename the open draft.
    pub rename_wanted: RwSignal<usize>,
    /// Goes up each time that the author asks to search the drafts.
    pub search_wanted: RwSignal<usize>,
    /// Goes up each time that the author asks for files to import.
    pub import_wanted: RwSignal<usize>,
    /// Goes up each time that there is more to search, or something else.
    pub texts_changed: RwSignal<usize>,
    pub(crate) searching: StoredValue<searching::Searching, LocalStorage>,
    pub(crate) versions: StoredValue<versions::Versions, LocalStorage>,
    /// Drafts that the browser refuses to store, held in memory for as long as the page lives.
    pub(crate) unsaved: RwSignal<BTreeSet<DraftId>>,
    /// What of the preview must be drawn anew; taken by the preview's one effect.
    pub(crate) redraw: RwSignal<Option<Redraw>>,
    /// Rows of the outline that must be drawn anew; taken by the one effect that draws them.
    pub(crate) rows_due: RwSignal<Option<Range<usize>>>,
    /// How many images in the open draft wait for permission.
    pub n_images_blocked: RwSignal<usize>,
    /// Whether preview and outline wait for a pause to follow what was typed.
    pub is_unread: RwSignal<bool>,
    pub(crate) reading: AtPause,
    pub(crate) document: StoredValue<Option<Document>, LocalStorage>,
    pub(crate) editor: StoredValue<Option<EditorHandle>, LocalStorage>,
    pub(crate) store: StoredValue<Option<Store>, LocalStorage>,
    pub(crate) tabs: StoredValue<Option<Tabs>, LocalStorage>,
    /// What other tabs have told since this one began to read, until it has.
    heard_early: StoredValue<Vec<TabMessage>, LocalStorage>,
    pub(crate) outbox: StoredValue<outbox::Outbox, LocalStorage>,
    /// How often a draft was asked for: an answer to an earlier question comes too late.
    pub(crate) n_asked: StoredValue<usize>,
    /// How many notices there have been.
    pub(crate) n_notices: StoredValue<u32>,
    /// Whether the settings have changed since they were stored.
    pub(crate) settings_due: StoredValue<bool>,
    pub(crate) timers: StoredValue<saving::Timers, LocalStorage>,
}

impl AppState {
    /// Begins to read what the browser has stored. Never fails: where storage cannot be had, that is a notice.
    pub fn from_storage() -> Self {
        let state = Self {
            is_starting: RwSignal::new(true),
            settings: RwSignal::new(Settings::load()),
            cursor_line: RwSignal::new(1),
            ..Self::default()
        };
        state.keep_versions_of_work();
        state.follow_covered();
        state.start();
        state
    }
}

/// The app's state, from context.
///
/// # Panics
/// Outside of the `App` component.
pub fn use_app() -> AppState {
    expect_context()
}

/// Milliseconds since 1970, by the browser's clock.
pub(crate) fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}
