//! Inserting a segment from a template: what the fields are filled with.

use leptos::prelude::*;

use super::{AppState, Pane};
use crate::rundown::{Fields, Notes, Template, insertion, next_host, number_for_insertion};
use crate::text::{Side, TextEdit};

impl AppState {
    /// Inserts a template at the end of the current segment. One undo takes it back.
    pub fn insert_template(&self, template: &Template) {
        self.with_editor(|editor| {
            let byte_cursor = editor.selection().main().byte_head;
            let insertion = self.with_notes(|notes| {
                let fields = Fields {
                    number: Some(number_for_insertion(notes, byte_cursor)),
                    host: next_host(notes.outline),
                    episode: notes.outline.episode.map(|episode| episode.to_string()),
                    date: Some(today()),
                };
                insertion(template, &fields, notes, byte_cursor)
            });
            let Some(insertion) = insertion else { return };
            let numbers = TextEdit::new(insertion.changes, None);
            editor.apply(&numbers);
            let byte_from = numbers.map_byte(insertion.byte_from, Side::Before);
            editor.insert_pieces(byte_from, numbers.map_byte(insertion.byte_to, Side::Before), &insertion.pieces);
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

    /// Puts the cursor at the start of a line, in sight.
    pub fn go_to_line(&self, line: usize) {
        self.pane.set(Pane::Write);
        self.once_shown(move |editor| {
            let byte = editor.with_source(|source| source.byte_of_line(line));
            editor.reveal(byte);
        });
    }
}

/// The author's date, as `2026-11-22`.
fn today() -> String {
    let now = js_sys::Date::new_0();
    format!("{}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}
