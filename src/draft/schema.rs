//! The stored form of a draft: JSON with a schema version and a checksum, which all later versions can read.
//!
//! ```json
//! {"schema":2,"checksum":"0b5a…","draft":{"id":"…","revision":7, …,"text":"…"}}
//! ```
//!
//! The checksum is [FNV-1a](fnv_1a) of 64 bits, in hexadecimal, over the bytes of the draft's JSON. So it can be
//! checked before the draft is parsed, and by every version. It finds damage, not malice.
//!
//! Invariant: any text is a draft or an error, never another draft than the one that was written. Every released
//! version stays readable; `fixtures/` has a draft of each.

mod stamp;
mod summary;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;

pub use self::stamp::{Stamp, stamp};
pub use self::summary::{summary_from_json, summary_to_json};
use super::{Draft, DraftId, revision};
use crate::text::file::{Encoding, FileFormat, LineEnding, LineEndingRun, LineEndings};
use crate::text::fnv_1a;

/// The version that this app writes.
pub const SCHEMA: u64 = 2;

/// Why a stored text is not a draft.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SchemaError {
    /// Another text, or only a part: keep it unchanged, and offer it for download.
    #[error("it is not JSON, or part of it is missing")]
    NotJson,
    /// Written by another program, or by a fault in this one: keep it unchanged, and offer it for download.
    #[error("it is not in Rundown's format")]
    WrongShape,
    /// Changed after it was written: keep it unchanged, and offer it for download.
    #[error("it was damaged after it was saved: its checksum does not match")]
    Checksum,
    /// Written by a later version of the app: leave it alone until this one is updated.
    #[error("it was saved by a newer version of Rundown (schema {schema}); reload the page to get that version")]
    Newer {
        /// The schema version of the text.
        schema: u64,
    },
}

/// The stored form of a draft, to be serialised as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoredDraft {
    schema: u64,
    checksum: String,
    draft: Box<RawValue>,
}

/// Writes a draft. O(n).
pub fn to_json(draft: &Draft) -> String {
    serde_json::to_string(&StoredDraft::new(draft)).expect("texts and numbers have a JSON form")
}

/// Writes a draft with an empty text, for a writer that has the text (the guard).
pub fn json_without_text(draft: &Draft) -> String {
    let shell = StoredDraft::new(&Draft { text: String::new(), ..draft.clone() });
    shell.draft.get().to_owned()
}

/// Reads a draft of this or an earlier version. O(n).
///
/// A selection outside the text is moved to its nearest character.
///
/// # Errors
/// If it is not an undamaged draft.
pub fn from_json(json: &str) -> Result<Draft, SchemaError> {
    let stored = open_envelope(json)?;
    let draft: DraftV2<'_> = parse(stored.draft.get())?;
    draft.into_draft()
}

/// Checks that this is an undamaged draft of this or an earlier version. O(n), but cheaper than [`from_json`].
///
/// # Errors
/// If it is not.
pub fn verify(json: &str) -> Result<(), SchemaError> {
    open_envelope(json).map(drop)
}

impl StoredDraft {
    /// The checksum, in hexadecimal.
    pub fn checksum(&self) -> &str {
        &self.checksum
    }

    /// The draft in the current schema.
    pub fn new(draft: &Draft) -> StoredDraft {
        let draft = serde_json::value::to_raw_value(&DraftV2::new(draft));
        let draft = draft.expect("texts and numbers have a JSON form");
        StoredDraft { schema: SCHEMA, checksum: checksum(draft.get()), draft }
    }
}

/// A draft in schema 2. Never changed: a new field needs schema 3.
/// Schema 1 lacks the fields that have a default here.
#[derive(Serialize, Deserialize)]
struct DraftV2<'a> {
    id: String,
    revision: u64,
    created_ms: u64,
    modified_ms: u64,
    name: Option<String>,
    byte_anchor: usize,
    byte_head: usize,
    images_allowed: bool,
    #[serde(default)]
    pinned: bool,
    #[serde(default)]
    trashed_ms: Option<u64>,
    format: FormatV1,
    text: Cow<'a, str>,
}

#[derive(Serialize, Deserialize)]
struct FormatV1 {
    encoding: EncodingV1,
    bom: bool,
    line_ending: LineEndingV1,
    /// Empty unless they are mixed: how many lines have which ending, in order.
    mixed_line_endings: Vec<(LineEndingV1, usize)>,
}

#[derive(Serialize, Deserialize)]
enum EncodingV1 {
    #[serde(rename = "utf-8")]
    Utf8,
    #[serde(rename = "utf-16le")]
    Utf16Le,
    #[serde(rename = "utf-16be")]
    Utf16Be,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LineEndingV1 {
    Lf,
    CrLf,
    Cr,
}

impl DraftV2<'_> {
    fn new(draft: &Draft) -> DraftV2<'_> {
        DraftV2 {
            id: draft.id.to_string(),
            revision: draft.revision,
            created_ms: draft.created_ms,
            modified_ms: draft.modified_ms,
            name: draft.name.clone(),
            byte_anchor: draft.byte_anchor,
            byte_head: draft.byte_head,
            images_allowed: draft.images_allowed,
            pinned: draft.pinned,
            trashed_ms: draft.trashed_ms,
            format: FormatV1::new(&draft.format),
            text: Cow::Borrowed(&draft.text),
        }
    }

    fn into_draft(self) -> Result<Draft, SchemaError> {
        let id: DraftId = self.id.parse().map_err(|_| SchemaError::WrongShape)?;
        Ok(Draft {
            id,
            name: self.name,
            byte_anchor: self.text.floor_char_boundary(self.byte_anchor),
            byte_head: self.text.floor_char_boundary(self.byte_head),
            text: self.text.into_owned(),
            format: self.format.into_format(),
            created_ms: self.created_ms,
            modified_ms: self.modified_ms,
            revision: revision::valid(self.revision),
            images_allowed: self.images_allowed,
            pinned: self.pinned,
            trashed_ms: self.trashed_ms,
        })
    }
}

impl FormatV1 {
    fn new(format: &FileFormat) -> FormatV1 {
        let run = |run: &LineEndingRun| (run.ending.into(), run.n_lines);
        FormatV1 {
            encoding: match format.encoding {
                Encoding::Utf8 => EncodingV1::Utf8,
                Encoding::Utf16Le => EncodingV1::Utf16Le,
                Encoding::Utf16Be => EncodingV1::Utf16Be,
            },
            bom: format.bom,
            line_ending: format.endings.usual().into(),
            mixed_line_endings: format.endings.runs().iter().map(run).collect(),
        }
    }

    fn into_format(self) -> FileFormat {
        let run = |(ending, n_lines): (LineEndingV1, usize)| LineEndingRun { ending: ending.into(), n_lines };
        FileFormat {
            encoding: match self.encoding {
                EncodingV1::Utf8 => Encoding::Utf8,
                EncodingV1::Utf16Le => Encoding::Utf16Le,
                EncodingV1::Utf16Be => Encoding::Utf16Be,
            },
            bom: self.bom,
            endings: LineEndings::new(self.line_ending.into(), self.mixed_line_endings.into_iter().map(run)),
        }
    }
}

impl From<LineEnding> for LineEndingV1 {
    fn from(ending: LineEnding) -> LineEndingV1 {
        match ending {
            LineEnding::Lf => LineEndingV1::Lf,
            LineEnding::CrLf => LineEndingV1::CrLf,
            LineEnding::Cr => LineEndingV1::Cr,
        }
    }
}

impl From<LineEndingV1> for LineEnding {
    fn from(ending: LineEndingV1) -> LineEnding {
        match ending {
            LineEndingV1::Lf => LineEnding::Lf,
            LineEndingV1::CrLf => LineEnding::CrLf,
            LineEndingV1::Cr => LineEnding::Cr,
        }
    }
}

/// Reads the version first, because the rest of a newer version's draft may look different.
fn open_envelope(json: &str) -> Result<StoredDraft, SchemaError> {
    #[derive(Deserialize)]
    struct Version {
        schema: u64,
    }
    let Version { schema } = parse(json)?;
    if schema > SCHEMA {
        return Err(SchemaError::Newer { schema });
    }
    if schema == 0 {
        return Err(SchemaError::WrongShape);
    }
    let stored: StoredDraft = parse(json)?;
    if checksum(stored.draft.get()) == stored.checksum { Ok(stored) } else { Err(SchemaError::Checksum) }
}

pub(super) fn parse<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, SchemaError> {
    serde_json::from_str(json).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => SchemaError::WrongShape,
        _ => SchemaError::NotJson,
    })
}

fn checksum(text: &str) -> String {
    format!("{:016x}", fnv_1a(text))
}

#[cfg(test)]
pub(in crate::draft) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::file::decode;

    /// A draft with a value in every field.
    pub(super) fn full_draft() -> Draft {
        let notes = "# Teatime 7\r\n\r\n**Ada #1:** [Scones](https://tea.example/scones) 🎙\n\n- warm\r\n";
        let decoded = decode(notes.as_bytes()).unwrap();
        let id = DraftId::from_random(*b"teatime number 7");
        Draft {
            name: Some("The one with the scones".to_owned()),
            modified_ms: 1_760_000_360_000,
            revision: 42,
            byte_anchor: 2,
            byte_head: 9,
            images_allowed: true,
            pinned: true,
            trashed_ms: Some(1_760_000_720_000),
            ..Draft::new(id, decoded.text, decoded.format, 1_760_000_000_000)
        }
    }

    #[test]
    fn drafts_of_every_released_schema_are_read() {
        let first = Draft { pinned: false, trashed_ms: None, ..full_draft() };
        let fixtures =
            [(include_str!("fixtures/schema-1.json"), first), (include_str!("fixtures/schema-2.json"), full_draft())];
        assert_eq!(fixtures.len() as u64, SCHEMA, "a new schema needs a fixture, and no old one may go");
        for (schema, (fixture, draft)) in (1..).zip(fixtures) {
            let fixture = fixture.trim_end();
            assert!(fixture.starts_with(&format!(r#"{{"schema":{schema},"#)));
            assert_eq!(from_json(fixture), Ok(draft));
        }
    }

    #[test]
    fn a_draft_is_written_as_its_fixture_is() {
        assert_eq!(to_json(&full_draft()), include_str!("fixtures/schema-2.json").trim_end());
    }

    #[track_caller]
    fn check(json: &str, error: SchemaError) {
        assert_eq!(from_json(json), Err(error));
    }

    #[test]
    fn what_is_no_draft_is_told_apart() {
        let sound = to_json(&full_draft());
        check("", SchemaError::NotJson);
        check(&sound[..sound.len() - 3], SchemaError::NotJson);
        check(&format!(r#"{{"schema":1,"deep":{}"#, "[".repeat(100_000)), SchemaError::NotJson);
        check("null", SchemaError::WrongShape);
        check(r#"{"schema":"1"}"#, SchemaError::WrongShape);
        check(r#"{"schema":-1}"#, SchemaError::WrongShape);
        check(r#"{"schema":0,"checksum":"","draft":{}}"#, SchemaError::WrongShape);
        check(r#"{"schema":1,"__proto__":{"draft":{}}}"#, SchemaError::WrongShape);
        check(&sound.replace("Scones", "Stones"), SchemaError::Checksum);
        check(&sound.replace("42", "43"), SchemaError::Checksum);
        check(r#"{"schema":3,"anything":["else"]}"#, SchemaError::Newer { schema: 3 });
    }

    #[test]
    fn a_sound_checksum_does_not_excuse_a_wrong_draft() {
        for draft in ["{}", r#"{"id":"__proto__"}"#, "7"] {
            let json = format!(r#"{{"schema":1,"checksum":"{}","draft":{draft}}}"#, checksum(draft));
            check(&json, SchemaError::WrongShape);
        }
    }

    #[test]
    fn a_revision_that_nobody_can_have_reached_counts_for_nothing() {
        for (revision, read) in [(revision::MAX, revision::MAX), (revision::MAX + 1, 0), (u64::MAX, 0)] {
            let json = to_json(&Draft { revision, ..full_draft() });
            assert_eq!((from_json(&json).unwrap().revision, stamp(&json).unwrap().revision), (read, read));
        }
    }

    #[test]
    fn the_checksum_is_written_in_sixteen_digits() {
        assert_eq!(checksum("foobar"), "85944171f73967e8");
    }

    #[test]
    fn a_selection_outside_the_text_is_moved_into_it() {
        let mut draft = full_draft();
        (draft.text, draft.byte_anchor, draft.byte_head) = ("é".to_owned(), 1, 1_000);
        let read = from_json(&to_json(&draft)).unwrap();
        assert_eq!((read.byte_anchor, read.byte_head), (0, 2));
    }

    pub(in crate::draft) fn any_draft() -> impl Strategy<Value = Draft> {
        let text = prop_oneof![any::<String>(), "[\0\r\n\t🎙é\u{FEFF}\u{2028}\"\\\\/]{0,40}", "(tea\n){2000}"];
        let marks = any::<(bool, bool, Option<u64>)>();
        (text, any::<Option<String>>(), any::<[u8; 16]>(), (any::<u64>(), any::<u64>(), 0..=revision::MAX), marks)
            .prop_map(|(text, name, id, (created_ms, modified_ms, revision), (images_allowed, pinned, trashed_ms))| {
                let format = decode(text.as_bytes()).map(|decoded| decoded.format).unwrap_or_default();
                let draft = Draft::new(DraftId::from_random(id), text, format, created_ms);
                let byte_head = draft.text.len();
                Draft { name, modified_ms, revision, images_allowed, pinned, trashed_ms, byte_head, ..draft }
            })
    }

    proptest! {
        #[test]
        fn any_draft_comes_back(draft in any_draft()) {
            prop_assert_eq!(from_json(&to_json(&draft)), Ok(draft));
        }

        #[test]
        fn any_text_is_a_draft_or_an_error(json: String) {
            prop_assert!(from_json(&json).is_err());
        }

        #[test]
        fn damage_never_gives_another_draft(
            draft in any_draft(), at: prop::sample::Index, n_removed in 0..4usize, insert in "[0-9a-z\"{}, \u{0}é]{0,3}",
        ) {
            let mut json = to_json(&draft);
            let from = json.floor_char_boundary(at.index(json.len()));
            let to = json.floor_char_boundary(from + n_removed);
            json.replace_range(from..to, &insert);
            if let Ok(read) = from_json(&json) {
                prop_assert_eq!(read, draft);
            }
        }
    }
}
