//! Numbers of segments, and their text.

use std::fmt;

/// The number of a segment: `#0`, `#3`, or `#0.1` for one that was inserted later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentNumber {
    pub whole: u32,
    /// The part behind the point: `1` in `#0.1`.
    pub part: Option<u32>,
}

impl SegmentNumber {
    /// With at least `n_digits` before the point: `07`.
    pub(crate) fn to_text(self, n_digits: usize) -> String {
        let whole = format!("{:0n_digits$}", self.whole);
        self.part.map_or_else(|| whole.clone(), |part| format!("{whole}.{part}"))
    }
}

impl From<u32> for SegmentNumber {
    fn from(whole: u32) -> SegmentNumber {
        SegmentNumber { whole, part: None }
    }
}

impl fmt::Display for SegmentNumber {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.part {
            Some(part) => write!(f, "{}.{part}", self.whole),
            None => write!(f, "{}", self.whole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_authors_do() {
        let part = SegmentNumber { whole: 0, part: Some(1) };
        assert_eq!((part.to_string(), part.to_text(2)), ("0.1".to_owned(), "00.1".to_owned()));
        assert_eq!(SegmentNumber::from(7).to_text(2), "07");
    }
}
