//! The open notes: what they say, what is found in them, and what is done with them.
//!
//! In reading order: `document` (how everything follows an edit); `checks`; `segments` and `hosts` (what is done with segments
//! and those who speak); `metadata`; `templates`, `pasting`, `tabbing`; `preview` (between it and the notes); `covered`.
//!
//! Its signals live as long as the page, because views hold on to them; what they show of a draft is replaced as a whole when
//! another one is opened, or none (`document::read_anew`, the one place for both).
//!
//! Invariant: the text of the open draft has one owner, the editor. Beside it there is only the text as last saved, from
//! which the work of two tabs is merged, and what waits to be saved.

mod checks;
mod covered;
mod document;
mod hosts;
mod metadata;
mod pasting;
mod preview;
mod segments;
mod tabbing;
mod templates;

use std::ops::{Deref, Range};

use leptos::prelude::*;

pub use self::checks::Checks;
pub(super) use self::checks::FIX_HERE_KEY;
pub use self::covered::{CoveredLink, CoveredPlace};
use self::document::Document;
pub use self::document::Redraw;
pub use self::hosts::NextTopic;
pub use self::segments::Direction;
pub(super) use self::templates::NO_LINE;
pub use self::templates::today;
use super::library::Library;
use super::saving::Saving;
use super::screen::Screen;
use super::{AtPause, set_if_changed};
use crate::editor::{EditorHandle, Surface};
use crate::outline::{LiveOutline, Outline, WordCounts};
use crate::text::SortedSet;

/// What is known of the notes that are open. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct OpenNotes {
    screen: Screen,
    saving: Saving,
    library: Library,
    signals: &'static NotesSignals,
}

/// What it is made of. It lives as long as the page, so that a handle is a pointer: a closure that captures one stays small.
#[derive(Default)]
pub struct NotesSignals {
    /// How the open draft is shown.
    pub surface: RwSignal<Surface>,
    /// What the open notes say, kept up to date.
    pub outline: RwSignal<LiveOutline>,
    /// What the newest other drafts say, the newest first.
    pub(super) other_outlines: RwSignal<Vec<Outline>>,
    /// Visible words of each segment of the outline.
    pub word_counts: RwSignal<WordCounts>,
    /// Visible words of the whole notes.
    pub n_words: RwSignal<usize>,
    /// What the checks have found.
    pub checks: Checks,
    /// The links that other drafts have too, top down.
    pub covered: RwSignal<Vec<CoveredLink>>,
    /// How many of them stand in each segment.
    pub n_covered: RwSignal<Vec<usize>>,
    /// Segments of which only the label is shown, as the editor has it.
    pub folded: RwSignal<SortedSet<usize>>,
    /// Where the preview is to be scrolled: a 1-based line of the notes, its fraction being how much of it is above the top edge.
    pub preview_scroll: RwSignal<Option<f64>>,
    /// Whether the preview shows nothing but the segment that the cursor is in.
    pub only_current: RwSignal<bool>,
    /// The line of the cursor, 1-based.
    pub cursor_line: RwSignal<usize>,
    pub can_undo: RwSignal<bool>,
    pub can_redo: RwSignal<bool>,
    /// How many images wait for permission.
    pub n_images_blocked: RwSignal<usize>,
    /// Whether preview and outline wait for a pause to follow what was typed.
    pub is_unread: RwSignal<bool>,
    /// Whether the editor's tools are there, without which raw HTML is shown as text.
    pub has_editor_tools: RwSignal<bool>,
    /// What of the preview must be drawn anew; taken by the preview's one effect.
    redraw: RwSignal<Option<Redraw>>,
    /// Rows of the outline that must be drawn anew; taken by the one effect that draws them.
    rows_due: RwSignal<Option<Range<usize>>>,
    reading: AtPause,
    document: StoredValue<Option<Document>, LocalStorage>,
    editor: StoredValue<Option<EditorHandle>, LocalStorage>,
}

impl Deref for OpenNotes {
    type Target = NotesSignals;

    fn deref(&self) -> &NotesSignals {
        self.signals
    }
}

impl OpenNotes {
    pub(super) fn new(screen: Screen, saving: Saving, library: Library) -> OpenNotes {
        let signals = Box::leak(Box::new(NotesSignals { cursor_line: RwSignal::new(1), ..NotesSignals::default() }));
        OpenNotes { screen, saving, library, signals }
    }

    /// An editor is on the page.
    pub(super) fn set_editor(&self, editor: EditorHandle) {
        self.editor.set_value(Some(editor));
    }

    /// Whether an editor is on the page.
    pub(super) fn has_editor(&self) -> bool {
        self.editor.with_value(Option::is_some)
    }

    /// Calls `f` with the editor, if it is on the page.
    pub(crate) fn with_editor<R>(&self, f: impl FnOnce(&EditorHandle) -> R) -> Option<R> {
        // Cloned (it is one Rc) so that what `f` sets off may come back here.
        self.editor.with_value(Clone::clone).map(|editor| f(&editor))
    }

    /// Lets go of what is remembered of a draft that is gone.
    pub(super) fn forget(&self, id: &str) {
        self.with_editor(|editor| editor.forget(id));
    }

    /// How many images in the open draft wait for permission.
    pub fn tell_images_blocked(&self, n_images: usize) {
        set_if_changed(self.n_images_blocked, n_images);
    }
}
