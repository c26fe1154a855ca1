//! What an update changed, and several such changes as one.

use std::ops::Range;

/// What an update changed. `removed` indexes the list before, `inserted` the list after. All empty: nothing to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    pub removed: Range<usize>,
    pub inserted: Range<usize>,
    /// Blocks elsewhere, by their place after the update and in order, whose source is the same but not what it shows:
    /// a label leads elsewhere, a footnote or a heading has another number.
    pub rerendered: Vec<usize>,
}

impl Patch {
    /// Nothing but one stretch in the place of another.
    pub fn splice(removed: Range<usize>, inserted: Range<usize>) -> Patch {
        Patch { removed, inserted, rerendered: Vec::new() }
    }

    /// The one patch that does what this one and then `next` do. O(1), but for the blocks that were rendered again.
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
        rerendered.sort_unstable();
        rerendered.dedup();
        Patch { removed: start..self.removed.end + (middle_end - self.inserted.end), inserted, rerendered }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    use super::*;

    /// A list of which each item is named by the patch that brought it, or drew it last.
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
            // Between two patches lies what neither touched: the one patch brings it again.
            prop_assert_eq!(at_once.len(), in_turn.len());
            let is_drawn = |(once, turn): (&u8, &u8)| once >= turn;
            prop_assert!(at_once.iter().zip(&in_turn).all(is_drawn), "{:?} {:?}", at_once, in_turn);
            let is_drawn_alone = |idx: &usize| in_turn[*idx] == 1;
            prop_assert!(both.rerendered.iter().all(is_drawn_alone));
        }
    }
}
