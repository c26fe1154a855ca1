//! Inserting a template: what the fields are filled with.

use leptos::prelude::*;

use super::OpenNotes;
use crate::rundown::{Date, Fields, Insertion, InsertionPoint, Notes, Template, insertion, number_for_insertion};
use crate::state::screen::Pane;

/// Lines are counted from 1.
pub(in crate::state) const NO_LINE: usize = 0;
/// What the editor says where a template was chosen by `/`, before its id.
const TYPED: &str = "template:";

impl OpenNotes {
    /// Inserts a template at a place as seen from the cursor. One undo takes it back.
    pub fn insert_template(&self, template: &Template, place: InsertionPoint) {
        let byte_cursor = self.with_editor(|editor| editor.selection().main().byte_head);
        self.insert_template_at(template, byte_cursor.unwrap_or_default(), place);
    }

    /// The same as seen from a byte of the notes.
    pub(in crate::state) fn insert_template_at(&self, template: &Template, byte: usize, place: InsertionPoint) {
        // A label that is held is let go: what comes in goes by what the notes say.
        self.let_go_of_label(NO_LINE);
        let insertion =
            self.with_notes(|notes| insertion(template, &self.known_fields(notes, byte, place), notes, byte, place));
        if let Some(Insertion { byte_from, byte_to, pieces, changes }) = insertion {
            self.with_editor(|editor| editor.insert_pieces(byte_from..byte_to, &pieces, &changes));
        }
        self.screen.pane.set(Pane::Write);
        self.focus_editor();
    }

    /// Inserts the template that was chosen by `/`, if that is what the editor says.
    pub(in crate::state) fn insert_typed_template(&self, said: &str) {
        let id = said.strip_prefix(TYPED).unwrap_or_default();
        if let Some(template) = self.library.templates.with_untracked(|templates| templates.get(id)) {
            self.insert_template(&template, InsertionPoint::OverTyped);
        }
    }

    /// What is known of a segment that is inserted there.
    pub(in crate::state) fn known_fields(&self, notes: &Notes, byte: usize, place: InsertionPoint) -> Fields {
        Fields {
            number: Some(number_for_insertion(notes, byte, place)),
            host: self.host_at(notes, byte, place),
            show: self.show_of_open_draft(),
            episode: notes.outline.episode.map(|episode| episode.to_string()),
            date: Some(today()),
        }
    }
}

/// The author's date.
pub(in crate::state) fn today() -> Date {
    let now = js_sys::Date::new_0();
    Date { year: now.get_full_year(), month: now.get_month() + 1, day: now.get_date() }
}
