//! Inserting a segment from a template: what the fields are filled with.

use leptos::prelude::*;

use super::{AppState, Pane};
use crate::rundown::{Fields, Template, insertion, next_host, next_number};

impl AppState {
    /// Inserts a template at the end of the current segment. One undo takes it back.
    pub fn insert_template(&self, template: &Template) {
        let outline = self.outline.read_untracked();
        let fields = Fields {
            number: Some(next_number(&outline).to_string()),
            host: next_host(&outline),
            episode: outline.episode.map(|episode| episode.to_string()),
            date: Some(today()),
        };
        self.with_editor(|editor| {
            let byte_cursor = editor.selection().main().byte_head;
            let insertion =
                editor.with_source(|source| insertion(template, &fields, source.as_str(), &outline, byte_cursor));
            editor.insert_pieces(insertion.byte_from, insertion.byte_to, &insertion.pieces);
        });
        self.pane.set(Pane::Write);
        self.focus_editor();
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
