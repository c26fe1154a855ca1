//! Inserting a segment from a template: what the fields are filled with.

use leptos::prelude::*;

use super::{AppState, Pane};
use crate::rundown::{Date, Fields, Insertion, Template, insertion, number_for_insertion};

/// Lines are counted from 1.
pub(super) const NO_LINE: usize = 0;

impl AppState {
    /// Inserts a template at the end of the current segment. One undo takes it back.
    pub fn insert_template(&self, template: &Template) {
        let byte_cursor = self.with_editor(|editor| editor.selection().main().byte_head);
        self.insert_template_at(template, byte_cursor.unwrap_or_default());
    }

    /// The same at the end of the segment that holds a byte of the notes.
    pub(super) fn insert_template_at(&self, template: &Template, byte: usize) {
        // A label that is held is let go: what comes in goes by what the notes say.
        self.let_go_of_label(NO_LINE);
        let insertion = self.with_notes(|notes| {
            let fields = Fields {
                number: Some(number_for_insertion(notes, byte)),
                host: self.host_at(notes, byte),
                episode: notes.outline.episode.map(|episode| episode.to_string()),
                date: Some(today()),
            };
            insertion(template, &fields, notes, byte)
        });
        if let Some(Insertion { byte_from, byte_to, pieces, changes }) = insertion {
            self.with_editor(|editor| editor.insert_pieces(byte_from..byte_to, &pieces, &changes));
        }
        self.pane.set(Pane::Write);
        self.focus_editor();
    }
}

/// The author's date.
pub(super) fn today() -> Date {
    let now = js_sys::Date::new_0();
    Date { year: now.get_full_year(), month: now.get_month() + 1, day: now.get_date() }
}
