//! The id of a draft.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The id of a draft: 32 lower-case hexadecimal digits. No other name in a browser looks like it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(String);

/// The text is not the id of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("a draft is named by 32 hexadecimal digits")]
pub struct NotADraftId;

impl DraftId {
    /// The caller provides random bytes. 16 of them are enough for ids to be unique.
    pub fn from_random(bytes: [u8; 16]) -> DraftId {
        DraftId(format!("{:032x}", u128::from_be_bytes(bytes)))
    }

    /// Its 32 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DraftId {
    type Err = NotADraftId;

    fn from_str(text: &str) -> Result<DraftId, NotADraftId> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 32 && text.bytes().all(is_digit) { Ok(DraftId(text.to_owned())) } else { Err(NotADraftId) }
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_as_it_is_written() {
        let id = DraftId::from_random([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255]);
        assert_eq!(id.as_str(), "000102030405060708090a0b0c0d0eff");
        assert_eq!(id.as_str().parse(), Ok(id));
    }

    #[test]
    fn other_texts_name_no_draft() {
        let wrong = ["", "__proto__", "000102030405060708090A0B0C0D0EFF", "0", &"0".repeat(33), &"é".repeat(16)];
        for text in wrong {
            assert_eq!(text.parse::<DraftId>(), Err(NotADraftId), "{text}");
        }
    }
}
