//! Reads the id and the revision of a stored draft without reading all of it.
//!
//! The start needs this for two copies of each draft; reading them whole would cost as much as opening every draft.
//!
//! Invariant: a text that can be read as a draft has the stamp of that draft.

use serde::Deserialize;

use super::{SCHEMA, SchemaError, open_envelope, parse};
use crate::draft::{DraftId, revision};

/// What distinguishes two copies of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The schema version.
    pub schema: u64,
    /// The id of the draft.
    pub id: DraftId,
    /// Counts the saved changes.
    pub revision: u64,
    /// The stored checksum. Two copies with equal checksums have equal content.
    pub checksum: String,
}

/// Reads the stamp of a stored draft. The rest may be damaged or missing: see [`verify`](super::verify).
/// O(1) for what this app has written, else O(n).
///
/// # Errors
/// If there is no stamp, or a newer version has written it.
pub fn stamp(json: &str) -> Result<Stamp, SchemaError> {
    match as_written(json) {
        Some(stamp) if stamp.schema > SCHEMA => Err(SchemaError::Newer { schema: stamp.schema }),
        Some(stamp) => Ok(stamp),
        None => read_whole(json),
    }
}

/// The beginning of what [`to_json`](super::to_json) writes, member by member.
fn as_written(json: &str) -> Option<Stamp> {
    let (schema, rest) = number(json.strip_prefix(r#"{"schema":"#)?)?;
    let (checksum, rest) = rest.strip_prefix(r#","checksum":""#)?.split_at_checked(16)?;
    let (id, rest) = rest.strip_prefix(r#"","draft":{"id":""#)?.split_at_checked(32)?;
    let (revision, rest) = number(rest.strip_prefix(r#"","revision":"#)?)?;
    let is_whole = (schema != 0 && rest.starts_with(',')).then_some(());
    let checksum = checksum.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| checksum.to_owned());
    let revision = revision::valid(revision);
    is_whole.and(Some(Stamp { schema, id: id.parse().ok()?, revision, checksum: checksum? }))
}

/// The number that a text begins with, and what follows it.
fn number(text: &str) -> Option<(u64, &str)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(n_digits);
    let is_json = digits == "0" || !digits.starts_with('0');
    digits.parse().ok().filter(|_| is_json).map(|number| (number, rest))
}

/// Another program may write the members in another order, or with blanks between them.
fn read_whole(json: &str) -> Result<Stamp, SchemaError> {
    #[derive(Deserialize)]
    struct DraftHead {
        id: String,
        revision: u64,
    }
    let stored = open_envelope(json)?;
    let DraftHead { id, revision } = parse(stored.draft.get())?;
    let id = id.parse().map_err(|_| SchemaError::WrongShape)?;
    Ok(Stamp { schema: stored.schema, id, revision: revision::valid(revision), checksum: stored.checksum })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::{any_draft, full_draft};
    use super::super::{from_json, to_json};
    use super::*;
    use crate::draft::Draft;

    /// Whether a draft fits its stamp.
    fn fits(stamp: &Stamp, draft: &Draft) -> bool {
        (&stamp.id, stamp.revision) == (&draft.id, draft.revision)
    }

    #[test]
    fn the_stamp_is_read_from_the_first_bytes_alone() {
        let json = to_json(&full_draft());
        let whole = stamp(&json).unwrap();
        assert!(fits(&whole, &full_draft()));
        let n_bytes = json.find("created_ms").unwrap();
        assert_eq!(stamp(&json[..n_bytes]), Ok(whole));
        assert_eq!(stamp(&json[..n_bytes - 3]), Err(SchemaError::NotJson));
    }

    #[test]
    fn what_is_written_otherwise_is_read_as_a_whole() {
        let json = to_json(&full_draft());
        let spaced = json.replacen(r#"{"schema":2,"#, r#"{ "schema": 2, "#, 1);
        assert_eq!(stamp(&spaced), stamp(&json));
        assert_eq!(stamp(&spaced.replace("Scones", "Stones")), Err(SchemaError::Checksum));
    }

    #[test]
    fn what_has_no_stamp_says_why() {
        let json = to_json(&full_draft());
        assert_eq!(stamp(""), Err(SchemaError::NotJson));
        assert_eq!(stamp("[]"), Err(SchemaError::WrongShape));
        let newer = json.replacen(r#""schema":2"#, r#""schema":3"#, 1);
        assert_eq!(stamp(&newer), Err(SchemaError::Newer { schema: 3 }));
        assert_eq!(stamp(r#"{"schema":3,"what":"ever"}"#), Err(SchemaError::Newer { schema: 3 }));
        assert_eq!(stamp(&json.replacen(r#""schema":2"#, r#""schema":0"#, 1)), Err(SchemaError::WrongShape));
        assert_eq!(stamp(&json.replacen(r#""revision":42"#, r#""revision":1e99"#, 1)), Err(SchemaError::Checksum));
    }

    proptest! {
        #[test]
        fn the_stamp_of_any_draft_fits_it(draft in any_draft()) {
            prop_assert!(fits(&stamp(&to_json(&draft)).unwrap(), &draft));
        }

        #[test]
        fn what_is_a_draft_after_damage_has_the_stamp_of_that_draft(
            draft in any_draft(), at in 0..120usize, insert in "[0-9a-f\", ]{0,2}",
        ) {
            let mut json = to_json(&draft);
            let at = json.floor_char_boundary(at);
            json.replace_range(at..json.ceil_char_boundary(at + 1), &insert);
            if let Ok(read) = from_json(&json) {
                prop_assert!(fits(&stamp(&json).unwrap(), &read));
            }
        }
    }
}
