//! Numbers of segments: how they are written, and which comes next.

use std::fmt;

use super::Outline;

/// The number of a segment: `#0`, `#3`, or `#0.1` for one that was slipped in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentNumber {
    pub whole: u32,
    /// What follows the point, `1` in `#0.1`.
    pub part: Option<u32>,
}

/// The number that a segment added to these notes gets: one more than the highest, `1` if there is none.
pub fn next_number(outline: &Outline) -> SegmentNumber {
    let highest = outline.segments.iter().filter_map(|segment| segment.label.number).max();
    SegmentNumber::from(highest.map_or(1, |number| number.whole.saturating_add(1)))
}

impl SegmentNumber {
    /// With at least `n_digits` before the point: `07`.
    pub(super) fn to_text(self, n_digits: usize) -> String {
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
    use crate::rundown::outline::tests::outline;

    #[track_caller]
    fn check(notes: &str, expected: &str) {
        assert_eq!(next_number(&outline(notes)).to_string(), expected, "{notes}");
    }

    #[test]
    fn the_next_number_is_one_more_than_the_highest() {
        check("", "1");
        check("Extras\n", "1");
        check("**Ann #1:** Kites\n\n**Ben #2:** Planes\n", "3");
        check("**Ann #4:** Kites\n\n**Ben #2:** Planes\n", "5");
        check("**Ann #0:** Kites\n\n**Ben #0.1:** Planes\n", "1");
    }
}
