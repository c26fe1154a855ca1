//! Stores the fields of templates that are still open, so that they survive a reload of the page.
//!
//! Invariant: stored fields are only read for the same text, byte for byte.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::text::fnv_1a;

/// The fields that are still to be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenFields {
    /// The stop that is being filled in.
    pub stop_idx: usize,
    /// In the order of the stops. The places of one stop are filled in together.
    pub places: Vec<OpenPlace>,
}

/// One place of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPlace {
    /// The index in the order of the Tab key.
    pub stop_idx: usize,
    /// Whether this is not a field, but where the cursor is put at the end.
    pub is_end: bool,
    /// In the notes.
    pub bytes: Range<usize>,
}

/// The stored form of [`OpenFields`].
#[derive(Serialize, Deserialize)]
struct Written {
    /// Of the text.
    fingerprint: u64,
    stop: usize,
    /// Stop, whether it is the end, from, to.
    places: Vec<(usize, bool, usize, usize)>,
}

impl OpenFields {
    /// The fields of `text` as JSON. O(n).
    pub fn to_json(&self, text: &str) -> String {
        let place = |place: &OpenPlace| (place.stop_idx, place.is_end, place.bytes.start, place.bytes.end);
        let places = self.places.iter().map(place).collect();
        let written = Written { fingerprint: fnv_1a(text), stop: self.stop_idx, places };
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads the fields stored for this text. `None` for another text, or for JSON that we did not write. O(n).
    pub fn from_json(json: &str, text: &str) -> Option<OpenFields> {
        let written: Written = serde_json::from_str(json).ok()?;
        let place = |(stop_idx, is_end, from, to)| OpenPlace { stop_idx, is_end, bytes: from..to };
        let places = written.places.into_iter().map(place).collect();
        let fields = OpenFields { stop_idx: written.stop, places };
        (written.fingerprint == fnv_1a(text) && fields.fit(text)).then_some(fields)
    }

    /// Whether each place is within the text, and no stop is missing.
    fn fit(&self, text: &str) -> bool {
        let mut n_stops = 0;
        for OpenPlace { stop_idx, bytes, .. } in &self.places {
            if text.get(bytes.clone()).is_none() || !(*stop_idx == n_stops || *stop_idx + 1 == n_stops) {
                return false;
            }
            n_stops = stop_idx + 1;
        }
        self.stop_idx < n_stops
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "**Née #1:** Née\n";

    fn fields() -> OpenFields {
        let place = |stop_idx, is_end, bytes| OpenPlace { stop_idx, is_end, bytes };
        OpenFields { stop_idx: 0, places: vec![place(0, false, 2..6), place(0, false, 13..17), place(1, true, 18..18)] }
    }

    #[test]
    fn fields_come_back_in_the_text_that_they_were_open_in() {
        let json = fields().to_json(TEXT);
        assert_eq!(OpenFields::from_json(&json, TEXT), Some(fields()));
        assert_eq!(OpenFields::from_json(&json, &TEXT.replace('1', "2")), None);
    }

    #[test]
    fn what_marks_no_place_of_the_text_is_not_read() {
        let is_read = |fields: &OpenFields| OpenFields::from_json(&fields.to_json(TEXT), TEXT).is_some();
        let moved = |bytes: Range<usize>, stop_idx| {
            let mut fields = fields();
            (fields.places[0].bytes, fields.stop_idx) = (bytes, stop_idx);
            fields
        };
        assert!(is_read(&moved(2..6, 1)));
        let beyond_and_reversed = Range { start: 6, end: 2 };
        for fields in [moved(2..4, 0), moved(2..99, 0), moved(beyond_and_reversed, 0), moved(2..6, 2)] {
            assert!(!is_read(&fields), "{fields:?}");
        }
        let mut gap = fields();
        gap.places[2].stop_idx = 2;
        assert!(!is_read(&gap) && !is_read(&OpenFields::default()));
        assert_eq!(OpenFields::from_json("[]", TEXT), None);
    }
}
