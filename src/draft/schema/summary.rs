//! The stored form of a row in the list of drafts. It is stored beside the draft, so that the list can be shown without
//! reading drafts.
//!
//! It contains nothing that the draft does not: a row that cannot be read is made again from its draft. So it has
//! neither a checksum nor a version.
//!
//! Invariant: what is read is what was written, or an error.

use serde::{Deserialize, Serialize};

use super::{SchemaError, parse};
use crate::draft::{DraftSummary, UNTITLED, revision};

#[derive(Serialize, Deserialize)]
struct StoredSummary {
    id: String,
    title: String,
    revision: u64,
    created_ms: u64,
    modified_ms: u64,
    n_bytes: usize,
    pinned: bool,
    trashed_ms: Option<u64>,
}

/// Writes a row.
pub fn summary_to_json(summary: &DraftSummary) -> String {
    let stored = StoredSummary {
        id: summary.id.to_string(),
        title: summary.title.clone(),
        revision: summary.revision,
        created_ms: summary.created_ms,
        modified_ms: summary.modified_ms,
        n_bytes: summary.n_bytes,
        pinned: summary.pinned,
        trashed_ms: summary.trashed_ms,
    };
    serde_json::to_string(&stored).expect("texts and numbers have a JSON form")
}

/// Reads a row.
///
/// # Errors
/// If it is not a row: make it again from the draft.
pub fn summary_from_json(json: &str) -> Result<DraftSummary, SchemaError> {
    let stored: StoredSummary = parse(json)?;
    Ok(DraftSummary {
        id: stored.id.parse().map_err(|_| SchemaError::WrongShape)?,
        title: Some(stored.title).filter(|title| !title.is_empty()).unwrap_or_else(|| UNTITLED.to_owned()),
        revision: revision::valid(stored.revision),
        created_ms: stored.created_ms,
        modified_ms: stored.modified_ms,
        n_bytes: stored.n_bytes,
        pinned: stored.pinned,
        trashed_ms: stored.trashed_ms,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::{any_draft, full_draft};
    use super::*;

    #[test]
    fn what_is_no_row_is_an_error() {
        let sound = summary_to_json(&full_draft().summary());
        assert_eq!(summary_from_json(&sound[..sound.len() - 1]), Err(SchemaError::NotJson));
        assert_eq!(summary_from_json(&sound.replace("7465", "TEA!")), Err(SchemaError::WrongShape));
        assert_eq!(summary_from_json(&sound.replace("42", "-42")), Err(SchemaError::WrongShape));
        assert_eq!(summary_from_json("{}"), Err(SchemaError::WrongShape));
    }

    proptest! {
        #[test]
        fn the_row_of_any_draft_comes_back(draft in any_draft()) {
            let summary = draft.summary();
            prop_assert_eq!(summary_from_json(&summary_to_json(&summary)), Ok(summary));
        }
    }
}
