//! What has changed in an outline, so that the views update only that.
//!
//! Invariant: for two changes in sequence, [`then`](OutlineChange::then) reports at least what both report.

use std::ops::Range;

use super::{Outline, Segment};

/// What has changed since some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlineChange {
    /// The number of unchanged segments at the top; larger than their number if all are unchanged.
    n_same_above: usize,
    /// The number of unchanged segments at the bottom, wherever they are. Segments in between were added, removed or
    /// changed.
    n_same_below: usize,
    /// The number of segments at the top that have not moved to other lines or blocks.
    n_placed_above: usize,
    /// Segments were added or removed, or have changed their kind.
    pub kinds: bool,
    /// The title, the episode, its date, the hosts that are named, sponsors or guests have changed.
    pub head: bool,
    /// The colours of hosts have changed.
    pub colours: bool,
}

impl OutlineChange {
    pub const NOTHING: OutlineChange = OutlineChange {
        n_same_above: usize::MAX,
        n_same_below: usize::MAX,
        n_placed_above: usize::MAX,
        kinds: false,
        head: false,
        colours: false,
    };

    /// Anything may have changed.
    pub const ALL: OutlineChange =
        OutlineChange { n_same_above: 0, n_same_below: 0, n_placed_above: 0, kinds: true, head: true, colours: true };

    /// The change from `before` to `after`, with `n_above` other segments above them and `n_below` below.
    pub(super) fn of(before: &[Segment], after: &[Segment], n_above: usize, n_below: usize) -> OutlineChange {
        let n_prefix = n_equal(before.iter(), after.iter());
        if n_prefix == before.len() && n_prefix == after.len() {
            return OutlineChange::NOTHING;
        }
        let n_suffix = n_equal(before[n_prefix..].iter().rev(), after[n_prefix..].iter().rev());
        let kind = |segment: &Segment| segment.label.kind;
        OutlineChange {
            n_same_above: n_above + n_prefix,
            n_same_below: n_below + n_suffix,
            kinds: before.iter().map(kind).ne(after.iter().map(kind)),
            ..OutlineChange::NOTHING
        }
    }

    /// The change of these segments alone, with `n_below` others below them.
    pub(super) fn within(idxs: Range<usize>, n_below: usize) -> OutlineChange {
        OutlineChange { n_same_above: idxs.start, n_same_below: n_below, ..OutlineChange::NOTHING }
    }

    /// The change if all segments below this number have moved.
    pub(super) fn moved_below(n_placed_above: usize) -> OutlineChange {
        OutlineChange { n_placed_above, ..OutlineChange::NOTHING }
    }

    /// The change from one outline to another. O(segments).
    pub(super) fn between(before: &Outline, after: &Outline) -> OutlineChange {
        let head = |it: &Outline| (it.title.clone(), it.episode, it.sponsors.clone(), it.guests.clone());
        OutlineChange {
            head: head(before) != head(after),
            ..OutlineChange::of(&before.segments, &after.segments, 0, 0)
        }
    }

    /// This change, followed by another one.
    #[must_use]
    pub fn then(self, next: OutlineChange) -> OutlineChange {
        OutlineChange {
            n_same_above: self.n_same_above.min(next.n_same_above),
            n_same_below: self.n_same_below.min(next.n_same_below),
            n_placed_above: self.n_placed_above.min(next.n_placed_above),
            kinds: self.kinds || next.kinds,
            head: self.head || next.head,
            colours: self.colours || next.colours,
        }
    }

    pub fn is_nothing(&self) -> bool {
        *self == OutlineChange::NOTHING
    }

    /// Whether segments were added, removed or changed. False if all below some place have only moved together.
    pub fn has_segments(&self) -> bool {
        self.n_same_above != usize::MAX
    }

    /// The segments whose display may have changed, of `n_before` that are `n_after` now. The range is open-ended if it
    /// includes all segments to the end.
    pub fn segment_idxs(&self, n_before: usize, n_after: usize) -> Range<usize> {
        let (n_above, n_below) = self.n_same(n_before, n_after);
        let is_open = self.colours || self.n_placed_above != usize::MAX || n_before != n_after;
        let start = if self.colours { 0 } else { n_above.min(self.n_placed_above) };
        let end = if is_open { usize::MAX } else { n_after - n_below };
        if self.has_segments() || is_open { start..end.max(start) } else { 0..0 }
    }

    /// How many segments at the top and at the bottom are unchanged, of `n_before` that are `n_after` now.
    pub fn n_same(&self, n_before: usize, n_after: usize) -> (usize, usize) {
        let n_fewer = n_before.min(n_after);
        let n_above = self.n_same_above.min(n_fewer);
        (n_above, self.n_same_below.min(n_fewer - n_above))
    }
}

fn n_equal<T: PartialEq>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).count()
}

impl Default for OutlineChange {
    fn default() -> OutlineChange {
        OutlineChange::NOTHING
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::segments::tests::outline;
    use proptest::prelude::*;

    /// One segment for each letter, with the letter as its title.
    fn lettered(letters: &str) -> Outline {
        let sections: String = letters.chars().map(|letter| format!("## {letter}\n\n")).collect();
        outline(&format!("# Talk\n\n{sections}"))
    }

    #[track_caller]
    fn check(before: &str, after: &str, expected: (usize, usize)) {
        let change = OutlineChange::between(&lettered(before), &lettered(after));
        assert_eq!(change.n_same(before.len(), after.len()), expected, "{before} to {after}");
    }

    #[test]
    fn what_is_the_same_is_counted_from_both_ends() {
        check("ABCD", "ABYD", (2, 1));
        check("ABC", "ABYC", (2, 0));
        check("ABC", "XBC", (0, 2));
        check("AAA", "AA", (2, 0));
        check("ABC", "ABC", (3, 0));
        check("", "AB", (0, 0));
    }

    #[test]
    fn a_label_like_another_is_not_the_same_one() {
        let (before, after) = (outline("# T\n\nJoke: A\nJoke: A\n"), outline("# T\n\nPoke: A\nJoke: A\n"));
        assert_eq!(OutlineChange::between(&before, &after).n_same(2, 1), (0, 1));
        assert!(OutlineChange::between(&before, &before).is_nothing());
    }

    #[test]
    fn segments_that_move_together_change_nothing_but_their_places() {
        let change = OutlineChange::moved_below(2);
        assert!(!change.has_segments() && !change.is_nothing());
        assert_eq!((change.n_same(3, 3), change.segment_idxs(3, 3)), ((3, 0), 2..usize::MAX));
    }

    proptest! {
        /// Segments reported as unchanged are unchanged, also after two changes.
        #[test]
        fn no_more_is_the_same_than_is_said(texts in prop::collection::vec("[AB]{0,6}", 3)) {
            let outlines: Vec<Outline> = texts.iter().map(|text| lettered(text)).collect();
            let step = |idx: usize| OutlineChange::between(&outlines[idx], &outlines[idx + 1]);
            let segments = |idx: usize| outlines[idx].segments.clone();
            for (change, (before, after)) in
                [(step(0), (segments(0), segments(1))), (step(0).then(step(1)), (segments(0), segments(2)))]
            {
                let (n_above, n_below) = change.n_same(before.len(), after.len());
                prop_assert_eq!(&before[..n_above], &after[..n_above]);
                prop_assert_eq!(&before[before.len() - n_below..], &after[after.len() - n_below..]);
                prop_assert!(change.has_segments() || before == after);
            }
        }
    }
}
