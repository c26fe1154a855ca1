//! The outline as JSON. It is a public format that scripts read, so it has a version and its own types.
//!
//! ```json
//! { "version": 1, "title": "Kite Talk 203", "episode": 203, "date": "2026-03-01",
//!   "sponsors": [{ "name": "Acme", "url": "https://acme.example" }], "guests": ["Ann Lee"], "hosts": ["Ann"],
//!   "segments": [{ "kind": "topic", "number": 1, "host": "Ann", "title": "Strings", "url": "https://…",
//!                  "start": null, "line": 4, "depth": 0 }] }
//! ```
//!
//! What the notes do not say is null. `date` and `hosts` are those of front matter, the date as it is written there. `kind`
//! is `topic`, `extras`, `joke` or `other`; `number` may be `0.1`; `start` is in seconds; `line` is 1-based; `depth` is 0 at
//! the top. Later versions may add fields; any other change raises the version.

use serde::Serialize;
use serde_json::value::RawValue;

use crate::outline::{Outline, Segment, SegmentNumber, Sponsor};

const VERSION: u32 = 1;

/// The outline in its public format, indented for people, with a line break at the end.
pub fn outline_json(outline: &Outline) -> String {
    let wire = WireOutline {
        version: VERSION,
        title: outline.title.as_deref(),
        episode: outline.episode,
        date: outline.date.as_deref(),
        sponsors: outline.sponsors.iter().map(WireSponsor::from).collect(),
        guests: &outline.guests,
        hosts: &outline.hosts,
        segments: outline.segments.iter().map(WireSegment::from).collect(),
    };
    let json = serde_json::to_string_pretty(&wire).expect("the wire types hold only strings, numbers and lists");
    json + "\n"
}

#[derive(Serialize)]
struct WireOutline<'a> {
    version: u32,
    title: Option<&'a str>,
    episode: Option<u32>,
    date: Option<&'a str>,
    sponsors: Vec<WireSponsor<'a>>,
    guests: &'a [String],
    hosts: &'a [String],
    segments: Vec<WireSegment<'a>>,
}

#[derive(Serialize)]
struct WireSponsor<'a> {
    name: &'a str,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct WireSegment<'a> {
    kind: &'static str,
    number: Option<Box<RawValue>>,
    host: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    start: Option<u32>,
    line: usize,
    depth: usize,
}

impl<'a> From<&'a Sponsor> for WireSponsor<'a> {
    fn from(sponsor: &'a Sponsor) -> WireSponsor<'a> {
        WireSponsor { name: &sponsor.name, url: sponsor.url.as_deref() }
    }
}

impl<'a> From<&'a Segment> for WireSegment<'a> {
    fn from(segment: &'a Segment) -> WireSegment<'a> {
        let label = &segment.label;
        WireSegment {
            kind: label.kind.name(),
            number: label.number.map(json_number),
            host: label.host.as_deref(),
            title: label.title.as_deref(),
            url: label.url.as_deref(),
            start: label.start_seconds,
            line: segment.line,
            depth: segment.depth,
        }
    }
}

/// `#3` as the number 3, `#0.1` as 0.1.
fn json_number(number: SegmentNumber) -> Box<RawValue> {
    RawValue::from_string(number.to_string()).expect("digits, and a point between them, are a number in JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::{Label, Rank, SegmentKind};

    fn segment(kind: SegmentKind, number: Option<SegmentNumber>, line: usize) -> Segment {
        let label = Label {
            kind,
            number,
            number_at: None,
            host_at: None,
            host: number.map(|_| "Ann".to_owned()),
            title: number.map(|_| "Kites & \"strings\"".to_owned()),
            url: None,
            start_seconds: (line == 4).then_some(62),
            prefix_len: 0,
        };
        Segment { label: label.into(), line, block_idx: 1, starts_block: true, depth: line / 8, rank: Rank::default() }
    }

    #[test]
    fn the_format_is_the_documented_one() {
        let slipped_in = SegmentNumber { whole: 0, part: Some(1) };
        let outline = Outline {
            title: Some("Kite Talk 203".into()),
            episode: Some(203),
            date: Some("2026-03-01".into()),
            hosts: vec!["Ann".into()],
            sponsors: vec![Sponsor { name: "Acme".into(), url: None }],
            guests: vec!["Ann Lee".into()],
            segments: vec![
                segment(SegmentKind::Topic, Some(slipped_in), 4),
                segment(SegmentKind::Topic, Some(1.into()), 6),
                segment(SegmentKind::Joke, None, 8),
            ],
        };
        let json: serde_json::Value = serde_json::from_str(&outline_json(&outline)).unwrap();
        let expected = serde_json::json!({
            "version": 1, "title": "Kite Talk 203", "episode": 203, "date": "2026-03-01",
            "sponsors": [{ "name": "Acme", "url": null }], "guests": ["Ann Lee"], "hosts": ["Ann"],
            "segments": [
                { "kind": "topic", "number": 0.1, "host": "Ann", "title": "Kites & \"strings\"", "url": null, "start": 62, "line": 4, "depth": 0 },
                { "kind": "topic", "number": 1, "host": "Ann", "title": "Kites & \"strings\"", "url": null, "start": null, "line": 6, "depth": 0 },
                { "kind": "joke", "number": null, "host": null, "title": null, "url": null, "start": null, "line": 8, "depth": 1 },
            ],
        });
        assert_eq!(json, expected);
    }

    #[test]
    fn an_empty_outline_names_all_fields() {
        let json: serde_json::Value = serde_json::from_str(&outline_json(&Outline::default())).unwrap();
        let expected = serde_json::json!({
            "version": 1, "title": null, "episode": null, "date": null, "sponsors": [], "guests": [], "hosts": [],
            "segments": [],
        });
        assert_eq!(json, expected);
    }
}
