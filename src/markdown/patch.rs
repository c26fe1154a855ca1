//! The changes of an update, and how several are combined.

use std::ops::Range;

use crate::text::sort_by_numbers;

/// The changes of an update. `removed` are indices into the list before, `inserted` into the list after. If all are
/// empty, nothing needs to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    pub removed: Range<usize>,
    pub inserted: Range<usize>,
    /// Other blocks that look different although their source is the same, as sorted indices after the update: a label
    /// has another address, a footnote or a heading has another number.
    pub rerendered: Vec<usize>,
}

impl Patch {
    /// A patch that only replaces one range by another.
    pub fn splice(removed: Range<usize>, inserted: Range<usize>) -> Patch {
        Patch { removed, inserted, rerendered: Vec::new() }
    }

    /// The patch that combines this one and `next`. O(1), except for rendered blocks.
    #[must_use]
    pub fn then(self, next: Patch) -> Patch {
        let middle_end = self.inserted.end.max(next.removed.end);
        let start = self.removed.start.min(next.removed.start);
        let inserted = start..next.inserted.end + (middle_end - next.removed.end);
        let moved = |idx: usize| match idx {
            idx if idx < next.removed.start => Some(idx),
            idx if idx >= next.removed.end => Some(idx - next.removed.end + next.inserted.end),
            _ => None,
        };
        let earlier = self.rerendered.into_iter().filter_map(moved);
        let mut rerendered: Vec<usize> = earlier.chain(next.rerendered).collect();
        rerendered.retain(|idx| !inserted.contains(idx));
        sort_by_numbers(&mut rerendered, |idx| (*idx, 0));
        rerendered.dedup();
        Patch { removed: start..self.removed.end + (middle_end - self.inserted.end), inserted, rerendered }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    use super::*;

    /// A list in which each item is named after the patch that inserted or last rendered it.
    fn applied(list: &[u8], patch: &Patch, name: u8) -> Vec<u8> {
        let mut list = list.to_vec();
        list.splice(patch.removed.clone(), patch.inserted.clone().map(|_| name));
        patch.rerendered.iter().for_each(|idx| list[*idx] = name);
        list
    }

    fn patch(n_before: usize) -> impl Strategy<Value = Patch> {
        let drawn = subsequence((0..n_before + 4).collect::<Vec<usize>>(), 0..3);
        (0..=n_before, 0..=n_before, 0..4usize, drawn).prop_map(move |(one, other, n_inserted, drawn)| {
            let (start, end) = (one.min(other), one.max(other));
            let mut patch = Patch::splice(start..end, start..start + n_inserted);
            let n_after = len_after(n_before, &patch);
            patch.rerendered = drawn;
            patch.rerendered.retain(|idx| *idx < n_after && !patch.inserted.contains(idx));
            patch
        })
    }

    fn len_after(n_before: usize, patch: &Patch) -> usize {
        n_before - patch.removed.len() + patch.inserted.len()
    }

    proptest! {
        #[test]
        fn one_patch_does_what_two_do(
            (first, second) in patch(6).prop_flat_map(|first| {
                let n_middle = len_after(6, &first);
                (Just(first), patch(n_middle))
            })
        ) {
            let in_turn = applied(&applied(&[0; 6], &first, 1), &second, 1);
            let both = first.then(second);
            prop_assert!(both.rerendered.is_sorted_by(|a, b| a < b));
            prop_assert!(both.rerendered.iter().all(|idx| !both.inserted.contains(idx)));
            let at_once = applied(&[0; 6], &both, 1);
            // The result may include what is between two patches, which neither touched.
            prop_assert_eq!(at_once.len(), in_turn.len());
            let is_drawn = |(once, turn): (&u8, &u8)| once >= turn;
            prop_assert!(at_once.iter().zip(&in_turn).all(is_drawn), "{:?} {:?}", at_once, in_turn);
            let is_drawn_alone = |idx: &usize| in_turn[*idx] == 1;
            prop_assert!(both.rerendered.iter().all(is_drawn_alone));
        }
    }
}
