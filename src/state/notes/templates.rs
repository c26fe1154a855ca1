//! Templates and the open notes: what `/` and the menus offer, what the fields are filled with, and templates made of what is
//! written.
//!
//! Fields that are not done yet outlive a reload of the page in this tab. The editor keeps them as long as the page lives, so they
//! are written down when the author leaves the draft or the page.
//!
//! Invariant: what is read of fields belongs to the text that it is read for, byte for byte; otherwise nothing is read.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::OpenNotes;
use crate::draft::{Draft, DraftId};
use crate::editor::{OpenStops, StopPlace};
use crate::rundown::{
    Date, Fields, Insertion, InsertionPoint, Notes, ProposedTemplate, Template, TemplateGroup, Templates, insertion,
    marked, number_for_insertion, segment_bytes, template_of,
};
use crate::state::effect;
use crate::state::screen::{OpenDialog, Pane, TemplatesShown};
use crate::storage::session;
use crate::text::{fnv_1a, sort_by_numbers};

/// Lines are counted from 1.
pub(in crate::state) const NO_LINE: usize = 0;
/// What the editor says where a template was chosen by `/`, before its id.
const TYPED: &str = "template:";

impl OpenNotes {
    /// Makes a template of the selection or of the current segment, and shows it to the author, who may keep it.
    pub(in crate::state) fn save_selection_as_template(&self) {
        self.edit_made_template(self.template_of_selection());
    }

    /// Makes a template of a segment, and shows it to the author, who may keep it.
    pub fn save_segment_as_template(&self, segment_idx: usize) {
        self.edit_made_template(self.template_of_segment(segment_idx));
    }

    fn edit_made_template(&self, template: Option<Template>) {
        match template {
            Some(template) => self.screen.show(OpenDialog::Templates(TemplatesShown::Editing(template))),
            None => self.screen.tell("Select what is to become a template, or put the cursor into a segment."),
        }
    }

    /// Keeps what `/` offers in the editor as the menu has it.
    pub(in crate::state) fn offer_templates(&self) {
        let this = *self;
        let mut offered = Vec::new();
        let has_segments = Memo::new(move |_| this.outline.with(|outline| !outline.segments.is_empty()));
        effect(move || {
            this.library.templates.track();
            this.saving.open.track();
            // Read, because what is never read follows nothing.
            let _ = has_segments.get();
            let groups = this.template_menu();
            let has_groups = groups.len() > 1;
            let named = groups.into_iter().map(|group| match has_groups {
                true => group,
                false => TemplateGroup { name: String::new(), ..group },
            });
            let due: Vec<(String, String, String)> = this
                .library
                .templates
                .with_untracked(|templates| named.flat_map(|group| options_of(group, templates)).collect());
            if due != offered {
                this.with_editor(|editor| editor.set_templates(due.iter().cloned()));
                offered = due;
            }
        });
    }

    /// What menus offer, for the show of the open draft first. Within an episode the whole episode comes last.
    pub fn template_menu(&self) -> Vec<TemplateGroup> {
        let mut groups = self.library.templates.with_untracked(|templates| templates.menu(Some(&self.open_show())));
        if self.outline.with_untracked(|outline| !outline.segments.is_empty()) {
            for group in &mut groups {
                sort_by_numbers(&mut group.templates, |template| (usize::from(template.id == "episode"), 0));
            }
        }
        groups
    }

    /// A template made of the selection, or of the segment with the cursor if nothing is selected; none where there is nothing.
    pub(in crate::state) fn template_of_selection(&self) -> Option<Template> {
        let bytes = self.with_editor(|editor| editor.selection().main().from()..editor.selection().main().to())?;
        match bytes.is_empty() {
            true => self.template_of_segment(untrack(|| self.current_segment())?),
            false => self.with_notes(|notes| template_of(notes, bytes)).flatten().map(|made| self.made(made)),
        }
    }

    /// A template made of a segment.
    pub(in crate::state) fn template_of_segment(&self, segment_idx: usize) -> Option<Template> {
        let made = |notes: &Notes| template_of(notes, segment_bytes(notes, segment_idx));
        self.with_notes(made).flatten().map(|made| self.made(made))
    }

    fn made(&self, made: ProposedTemplate) -> Template {
        let show = Some(self.open_show()).filter(|show| !show.is_empty());
        Template { id: self.library.new_template_id(), name: made.name, body: made.body, show }
    }

    /// What a template's body becomes where the cursor is, as Markdown with signs around the fields that are asked for, and the names
    /// of these.
    pub fn marked_result(&self, body: &str) -> (String, Vec<String>) {
        let byte = self.byte_cursor();
        let fields = self.with_notes(|notes| self.known_fields(notes, byte, InsertionPoint::AfterSegment));
        marked(body, &fields.unwrap_or_default())
    }

    /// Inserts a template at a place as seen from the cursor. One undo takes it back.
    pub fn insert_template(&self, template: &Template, place: InsertionPoint) {
        self.insert_template_at(template, self.byte_cursor(), place);
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
            ..Fields::default()
        }
    }

    /// Writes down where fields are open in the open draft. O(n) if there are some.
    pub(in crate::state) fn remember_open_fields(&self) {
        let Some(id) = self.saving.open_id() else { return };
        let stops = self.with_editor(|editor| editor.open_stops()).unwrap_or_default();
        let json = (!stops.places.is_empty()).then(|| json_of(&stops, &self.text()));
        session::remember(&key(&id), json.as_deref());
    }
}

/// Of each its id, its name, and what stands beside it: its group, and what tells it from another one of its name.
fn options_of(group: TemplateGroup, all: &Templates) -> impl Iterator<Item = (String, String, String)> {
    let TemplateGroup { name, templates } = group;
    templates.into_iter().map(move |template| {
        let beside = [Some(name.clone()).filter(|name| !name.is_empty()), all.distinguishing_line(&template)];
        let beside: Vec<String> = beside.into_iter().flatten().collect();
        (template.id, template.name, beside.join(" · "))
    })
}

/// The author's date.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    Date { year: now.get_full_year(), month: now.get_month() + 1, day: now.get_date() }
}

/// Where fields were open in a draft when this tab left it; none if it has changed.
pub(in crate::state) fn open_stops_of(draft: &Draft) -> OpenStops {
    let json = session::recall(&key(&draft.id));
    json.and_then(|json| stops_of_json(&json, &draft.text)).unwrap_or_default()
}

fn key(id: &DraftId) -> String {
    format!("rundown.fields.{}", id.as_str())
}

/// As it is written.
#[derive(Serialize, Deserialize)]
struct StopsJson {
    /// Of the text.
    fingerprint: u64,
    stop: usize,
    /// Stop, whether it is the end, from, to.
    places: Vec<(usize, bool, usize, usize)>,
}

/// Where the stops are in `text`, as JSON. O(n).
fn json_of(stops: &OpenStops, text: &str) -> String {
    let place = |place: &StopPlace| (place.stop_idx, place.is_end, place.bytes.start, place.bytes.end);
    let places = stops.places.iter().map(place).collect();
    let written = StopsJson { fingerprint: fnv_1a(text), stop: stops.stop_idx, places };
    serde_json::to_string(&written).unwrap_or_default()
}

/// What was written of the same text; nothing if it was another one, or the JSON is not ours. O(n).
fn stops_of_json(json: &str, text: &str) -> Option<OpenStops> {
    let written: StopsJson = serde_json::from_str(json).ok()?;
    let place = |(stop_idx, is_end, from, to)| StopPlace { stop_idx, is_end, bytes: from..to };
    let places = written.places.into_iter().map(place).collect();
    let stops = OpenStops { stop_idx: written.stop, places };
    (written.fingerprint == fnv_1a(text) && fit(&stops, text)).then_some(stops)
}

/// Whether each place is one of the text, and no stop is left out.
fn fit(stops: &OpenStops, text: &str) -> bool {
    let mut n_stops = 0;
    for StopPlace { stop_idx, bytes, .. } in &stops.places {
        if text.get(bytes.clone()).is_none() || !(*stop_idx == n_stops || *stop_idx + 1 == n_stops) {
            return false;
        }
        n_stops = stop_idx + 1;
    }
    stops.stop_idx < n_stops
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::Range;

    const TEXT: &str = "**Née #1:** Née\n";

    fn stops() -> OpenStops {
        let place = |stop_idx, is_end, bytes| StopPlace { stop_idx, is_end, bytes };
        OpenStops { stop_idx: 0, places: vec![place(0, false, 2..6), place(0, false, 13..17), place(1, true, 18..18)] }
    }

    #[test]
    fn fields_come_back_in_the_text_that_they_were_open_in() {
        let json = json_of(&stops(), TEXT);
        assert_eq!(stops_of_json(&json, TEXT), Some(stops()));
        assert_eq!(stops_of_json(&json, &TEXT.replace('1', "2")), None);
    }

    #[test]
    fn what_marks_no_place_of_the_text_is_not_read() {
        let is_read = |stops: &OpenStops| stops_of_json(&json_of(stops, TEXT), TEXT).is_some();
        let moved = |bytes: Range<usize>, stop_idx| {
            let mut stops = stops();
            (stops.places[0].bytes, stops.stop_idx) = (bytes, stop_idx);
            stops
        };
        assert!(is_read(&moved(2..6, 1)));
        let beyond_and_reversed = Range { start: 6, end: 2 };
        for stops in [moved(2..4, 0), moved(2..99, 0), moved(beyond_and_reversed, 0), moved(2..6, 2)] {
            assert!(!is_read(&stops), "{stops:?}");
        }
        let mut gap = stops();
        gap.places[2].stop_idx = 2;
        assert!(!is_read(&gap) && !is_read(&OpenStops::default()));
        assert_eq!(stops_of_json("[]", TEXT), None);
    }
}
