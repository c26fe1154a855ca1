//! Inserting a segment from a template: what the fields are filled with.

use leptos::prelude::*;

use super::{AppState, Pane};
use crate::rundown::{Fields, Notes, Template, insertion, next_host, number_for_insertion, place_for_insertion};

impl AppState {
    /// Inserts a template at the end of the current segment. One undo takes it back.
    pub fn insert_template(&self, template: &Template) {
        self.with_editor(|editor| {
            let byte_cursor = editor.selection().main().byte_head;
            let insertion = self.with_notes(|notes| {
                let fields = Fields {
                    number: Some(number_for_insertion(notes, byte_cursor)),
                    host: next_host(notes.outline, &[], place_for_insertion(notes, byte_cursor)).map(|next| next.host),
                    episode: notes.outline.episode.map(|episode| episode.to_string()),
                    date: Some(today()),
                };
                insertion(template, &fields, notes, byte_cursor)
            });
            let Some(insertion) = insertion else { return };
            editor.insert_pieces(insertion.byte_from..insertion.byte_to, &insertion.pieces, &insertion.changes);
        });
        self.pane.set(Pane::Write);
        self.focus_editor();
    }

    /// Lets a function read the notes that are open; nothing, if there are none.
    pub(crate) fn with_notes<R>(&self, read: impl FnOnce(&Notes) -> R) -> Option<R> {
        let outline = self.outline.read_untracked();
        let read = self.with_blocks(|blocks| {
            self.with_editor(|editor| {
                editor.with_source(|source| read(&Notes { text: source.as_str(), blocks, outline: &outline }))
            })
        });
        read.flatten()
    }
}

/// The author's date, as `2026-11-22`.
fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}
