//! From one finding to the next, in the order of the places that the cursor goes to.
//!
//! Invariant: stepping on and on in one direction comes to every finding, also to several of one place.

/// The finding that comes next below the cursor; from the last one on the first again.
///
/// `bytes` are the places that the cursor goes to, `idx_here` the finding that it was put on, if it still stands there.
/// Takes time linear in the findings.
pub fn finding_below(bytes: &[usize], byte_cursor: usize, idx_here: Option<usize>) -> Option<usize> {
    let here = (byte_cursor, idx_here.unwrap_or(usize::MAX));
    let places = || bytes.iter().copied().zip(0..);
    let next = places().filter(|place| *place > here).min().or_else(|| places().min());
    next.map(|(_, idx)| idx)
}

/// The finding that comes next above the cursor; from the first one on the last again. Else as [`finding_below`].
pub fn finding_above(bytes: &[usize], byte_cursor: usize, idx_here: Option<usize>) -> Option<usize> {
    let here = (byte_cursor, idx_here.unwrap_or(0));
    let places = || bytes.iter().copied().zip(0..);
    let next = places().filter(|place| *place < here).max().or_else(|| places().max());
    next.map(|(_, idx)| idx)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Step = fn(&[usize], usize, Option<usize>) -> Option<usize>;

    /// The findings that come one after the other, from a cursor that was put on none.
    fn steps(step: Step, bytes: &[usize], byte_cursor: usize) -> Vec<usize> {
        let first = step(bytes, byte_cursor, None);
        let rest = std::iter::successors(first, |idx| step(bytes, bytes[*idx], Some(*idx)));
        rest.take(bytes.len() + 1).collect()
    }

    #[test]
    fn each_finding_of_one_place_is_come_to() {
        let bytes = [3, 7, 7, 7, 12];
        assert_eq!(steps(finding_below, &bytes, 0), [0, 1, 2, 3, 4, 0]);
        assert_eq!(steps(finding_below, &bytes, 5), [1, 2, 3, 4, 0, 1]);
        assert_eq!(steps(finding_above, &bytes, 9), [3, 2, 1, 0, 4, 3]);
        assert_eq!(steps(finding_below, &[7, 7], 9), [0, 1, 0]);
    }

    #[test]
    fn findings_come_in_the_order_of_their_places() {
        let bytes = [9, 2, 9, 5];
        assert_eq!(steps(finding_below, &bytes, 0), [1, 3, 0, 2, 1]);
        assert_eq!(steps(finding_above, &bytes, 0), [2, 0, 3, 1, 2]);
    }

    #[test]
    fn a_place_that_the_author_went_to_is_left() {
        assert_eq!(finding_below(&[3, 7, 7], 7, None), Some(0));
        assert_eq!(finding_above(&[3, 7, 7], 7, None), Some(0));
        assert_eq!(finding_below(&[], 7, None), None);
        assert_eq!(finding_above(&[], 7, None), None);
    }
}
