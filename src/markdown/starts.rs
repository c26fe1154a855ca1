//! The start of each block, in bytes and lines, without counting again what is behind an edit.
//!
//! Invariant: each start is the sum of the lengths of the blocks before it.

use std::ops::Range;

/// A position at the start of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) byte: usize,
    pub(super) line_idx: usize,
}

/// The start of each block, and the end of the last one.
///
/// Starts behind the last edit have a common shift pending, so an edit costs the distance, in blocks, to the one before
/// it.
#[derive(Clone, Debug)]
pub(super) struct Starts {
    starts: Vec<Start>,
    /// How many starts, from the first on, have no pending shift.
    n_exact: usize,
    /// What must be added to the others, wrapping.
    shift: Start,
}

impl Starts {
    /// The starts of an empty list.
    pub(super) fn new() -> Starts {
        Starts { starts: vec![Start::default()], n_exact: 1, shift: Start::default() }
    }

    /// # Panics
    /// If there is no such block, nor one before it.
    pub(super) fn at(&self, idx: usize) -> Start {
        let start = self.starts[idx];
        if idx < self.n_exact { start } else { start.plus(self.shift) }
    }

    /// How many starts satisfy `is_before`. It must hold up to some block and fail from there on. O(log n).
    pub(super) fn partition_point(&self, is_before: impl Fn(Start) -> bool) -> usize {
        let (exact, shifted) = self.starts.split_at(self.n_exact);
        let n_exact = exact.partition_point(|start| is_before(*start));
        if n_exact < exact.len() {
            return n_exact;
        }
        n_exact + shifted.partition_point(|start| is_before(start.plus(self.shift)))
    }

    /// Replaces blocks by others of these lengths (bytes and lines).
    pub(super) fn splice(&mut self, replaced: Range<usize>, lengths: impl Iterator<Item = Start>) {
        let mut end = self.at(replaced.start);
        let old_end = self.at(replaced.end);
        self.set_exact(replaced.end + 1);
        let starts = lengths.map(|length| {
            end = end.plus(length);
            end
        });
        let n_before = self.starts.len();
        self.starts.splice(replaced.start + 1..replaced.end + 1, starts);
        self.n_exact = replaced.end + 1 + self.starts.len() - n_before;
        self.shift = self.shift.plus(end).minus(old_end);
    }

    /// Applies or undoes the shift so that exactly the first `n_exact` starts have none pending.
    fn set_exact(&mut self, n_exact: usize) {
        let shift = self.shift;
        if n_exact > self.n_exact {
            self.starts[self.n_exact..n_exact].iter_mut().for_each(|start| *start = start.plus(shift));
        } else {
            self.starts[n_exact..self.n_exact].iter_mut().for_each(|start| *start = start.minus(shift));
        }
        self.n_exact = n_exact;
    }
}

impl Start {
    fn plus(self, other: Start) -> Start {
        Start { byte: self.byte.wrapping_add(other.byte), line_idx: self.line_idx.wrapping_add(other.line_idx) }
    }

    fn minus(self, other: Start) -> Start {
        Start { byte: self.byte.wrapping_sub(other.byte), line_idx: self.line_idx.wrapping_sub(other.line_idx) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;

    fn lengths() -> impl Strategy<Value = Vec<Start>> {
        vec((1..9usize, 0..3usize).prop_map(|(byte, line_idx)| Start { byte, line_idx }), 0..6)
    }

    proptest! {
        #[test]
        fn each_start_is_the_sum_of_the_lengths_before(
            splices in vec((any::<Index>(), any::<Index>(), lengths()), 0..12),
        ) {
            let mut starts = Starts::new();
            let mut oracle: Vec<Start> = Vec::new();
            for (one, other, inserted) in splices {
                let (one, other) = (one.index(oracle.len() + 1), other.index(oracle.len() + 1));
                let replaced = one.min(other)..one.max(other);
                starts.splice(replaced.clone(), inserted.iter().copied());
                oracle.splice(replaced, inserted);

                let mut sum = Start::default();
                for (idx, length) in oracle.iter().enumerate() {
                    prop_assert_eq!(starts.at(idx), sum);
                    prop_assert_eq!(starts.partition_point(|start| start.byte <= sum.byte), idx + 1);
                    sum = sum.plus(*length);
                }
                prop_assert_eq!(starts.at(oracle.len()), sum);
            }
        }
    }
}
