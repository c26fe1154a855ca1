//! Fields of templates that are not done yet: they outlive a reload of the page in this tab.
//!
//! The editor keeps them as long as the page lives, so they are written down when the author leaves the draft or the page.
//!
//! Invariant: what is read belongs to the text that it is read for, byte for byte; otherwise nothing is read.

use serde::{Deserialize, Serialize};

use super::OpenNotes;
use crate::draft::{Draft, DraftId};
use crate::editor::{OpenStops, StopPlace};
use crate::storage::session;
use crate::text::fnv_1a;

impl OpenNotes {
    /// Writes down where fields are open in the open draft. O(n) if there are some.
    pub(in crate::state) fn remember_open_fields(&self) {
        let Some(id) = self.saving.open_id() else { return };
        let stops = self.with_editor(|editor| editor.open_stops()).unwrap_or_default();
        let json = (!stops.places.is_empty()).then(|| json_of(&stops, &self.text()));
        session::remember(&key(&id), json.as_deref());
    }
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
    use std::ops::Range;

    use super::*;

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
