//! Patches one after the other, as one.

use super::Patch;

impl Patch {
    /// The one patch that does what this one and then `next` do. O(1).
    #[must_use]
    pub fn then(self, next: Patch) -> Patch {
        let middle_end = self.inserted.end.max(next.removed.end);
        let start = self.removed.start.min(next.removed.start);
        Patch {
            removed: start..self.removed.end + (middle_end - self.inserted.end),
            inserted: start..next.inserted.end + (middle_end - next.removed.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A list of which each item is named by the patch that brought it.
    fn applied(list: &[u8], patch: &Patch, from: &[u8]) -> Vec<u8> {
        let mut list = list.to_vec();
        list.splice(patch.removed.clone(), from[patch.inserted.clone()].iter().copied());
        list
    }

    fn patch(n_before: usize) -> impl Strategy<Value = Patch> {
        (0..=n_before, 0..=n_before, 0..4usize).prop_map(|(one, other, n_inserted)| {
            let (start, end) = (one.min(other), one.max(other));
            Patch { removed: start..end, inserted: start..start + n_inserted }
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
            let before = [1; 6];
            let middle = applied(&before, &first, &[2; 16]);
            let after = applied(&middle, &second, &[3; 16]);
            let at_once = applied(&before, &first.then(second), &after);
            prop_assert_eq!(at_once, after);
        }
    }
}
