//! The differences between two lists of texts: of lines, of blocks or of words.
//!
//! Uses imara-diff, whose heuristics keep the time from becoming quadratic.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, Interner, NoSliderHeuristic, Token};

/// A range of one list, and the range of the other list that replaces it. One of the two may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk {
    /// Indices into the list before.
    pub before: Range<usize>,
    /// Indices into the list after.
    pub after: Range<usize>,
}

/// The ranges that differ, in order, with equal items between them. About O(n); O(shared) for equal items at the
/// beginning and at the end.
pub(super) fn hunks(before: &[&str], after: &[&str]) -> Vec<Hunk> {
    let n_start = n_same(before.iter(), after.iter());
    let (before, after) = (&before[n_start..], &after[n_start..]);
    let n_end = n_same(before.iter().rev(), after.iter().rev());
    let (before, after) = (&before[..before.len() - n_end], &after[..after.len() - n_end]);
    match (before, after) {
        ([], []) => Vec::new(),
        // Nothing to compare with an empty list.
        ([], _) | (_, []) => {
            vec![Hunk { before: n_start..n_start + before.len(), after: n_start..n_start + after.len() }]
        }
        _ => hunks_within(before, after, n_start),
    }
}

/// The hunks of two lists that follow `n_start` equal items.
fn hunks_within(before: &[&str], after: &[&str], n_start: usize) -> Vec<Hunk> {
    let mut interner = Interner::new(before.len() + after.len());
    let [before, after] = [before, after].map(|texts| -> Vec<Token> {
        let tokens = texts.iter().map(|text| interner.intern(*text));
        tokens.collect()
    });
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Histogram, &before, &after, interner.num_tokens());
    diff.postprocess_with(&before, &after, NoSliderHeuristic);
    let shifted = |range: Range<u32>| n_start + range.start as usize..n_start + range.end as usize;
    diff.hunks().map(|hunk| Hunk { before: shifted(hunk.before), after: shifted(hunk.after) }).collect()
}

/// How many equal items two lists begin with.
pub(super) fn n_same<T: PartialEq>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, expected: &[(Range<usize>, Range<usize>)]) {
        let [before, after] = [before, after].map(|text| text.split_terminator(' ').collect::<Vec<_>>());
        let found: Vec<_> = hunks(&before, &after).into_iter().map(|hunk| (hunk.before, hunk.after)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_differs_is_found_between_what_is_the_same() {
        check("a b c", "a b c", &[]);
        check("a b c", "a x c", &[(1..2, 1..2)]);
        check("a b c", "a c", &[(1..2, 1..1)]);
        check("a c", "a b c", &[(1..1, 1..2)]);
        check("", "a", &[(0..0, 0..1)]);
        check("a b c d e", "x b c d y", &[(0..1, 0..1), (4..5, 4..5)]);
    }

    proptest! {
        #[test]
        fn hunks_lead_from_one_list_to_the_other(before in vec("[a-d]", 0..30), after in vec("[a-d]", 0..30)) {
            let before: Vec<&str> = before.iter().map(String::as_str).collect();
            let after: Vec<&str> = after.iter().map(String::as_str).collect();
            let mut made = Vec::new();
            let mut n_done = 0;
            for hunk in hunks(&before, &after) {
                prop_assert!(made.is_empty() || hunk.before.start > n_done, "two hunks touch");
                prop_assert!(!hunk.before.is_empty() || !hunk.after.is_empty());
                made.extend_from_slice(&before[n_done..hunk.before.start]);
                prop_assert_eq!(made.len(), hunk.after.start);
                made.extend_from_slice(&after[hunk.after.clone()]);
                n_done = hunk.before.end;
            }
            made.extend_from_slice(&before[n_done..]);
            prop_assert_eq!(made, after);
        }
    }
}
