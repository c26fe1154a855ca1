//! Revisions: numbers that tell which of two copies is later. How one is read, and which one is used next.
//!
//! A copy that cannot be read, or is in a place that the browser does not open, has an unknown revision, and may come
//! back: a browser that was killed forgets what it had not written to the disk, and local storage is then sound again.
//! So what is written after such a start must be later than that copy, which [`above_unread`] provides for.
//!
//! Invariant: no revision that is used is above [`MAX`], and each one up to it is read as it was written. No sum
//! overflows.

/// The highest revision. JavaScript, where the guard counts, has whole numbers up to 2^53 - 1.
///
/// It leaves room for a million gaps (2^52 / 2^32 = 2^20), one for each start that meets something unreadable: a
/// hundred such starts a day for 28 years.
pub const MAX: u64 = 1 << 52;

/// More revisions than a draft ever has, and more than local storage counts in a dozen visits without the journal.
const UNREAD_GAP: u64 = 1 << 32;

/// More revisions than a draft ever has: at three saves a second, those of three years without a pause.
///
/// It is the smaller of the two gaps, because a revision that the journal has acknowledged must be above those that
/// local storage was given while the journal could not be read, in whichever order they came.
const JOURNAL_SHUT_GAP: u64 = 1 << 28;

/// Which places could be read for revisions that are in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlacesRead {
    /// Both the journal and local storage.
    #[default]
    Both,
    /// Only the journal: the browser does not open local storage, or has emptied it, and its content may come back.
    Journal,
    /// Only local storage.
    LocalStorage,
}

/// A revision read from this browser. No draft is saved so often that it gets above [`MAX`]: such a number was not
/// written by this app, so it is ignored, and the draft starts again at 0.
pub fn valid(number: u64) -> u64 {
    if number > MAX { 0 } else { number }
}

/// A revision read from a file, which may come from anyone: half of all revisions stay free above it.
pub fn from_file(number: u64) -> u64 {
    number.min(MAX / 2)
}

/// The next revision. The highest one stays as it is; no draft gets there by being saved.
pub fn next(revision: u64) -> u64 {
    revision.saturating_add(1).min(MAX)
}

/// A revision above that of any copy which cannot be read, given the highest of those that can.
pub fn above_unread(revision: u64) -> u64 {
    revision.saturating_add(UNREAD_GAP).min(MAX)
}

/// The highest revision of a draft that may be in use, given the highest that was read.
pub fn highest_in_use(revision: u64, places: PlacesRead) -> u64 {
    match places {
        PlacesRead::Both => revision,
        PlacesRead::Journal => above_unread(revision),
        PlacesRead::LocalStorage => revision.saturating_add(JOURNAL_SHUT_GAP).min(MAX),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_that_nobody_can_have_reached_counts_for_nothing() {
        let read = [0, 7, MAX, MAX + 1, u64::MAX].map(valid);
        assert_eq!(read, [0, 7, MAX, 0, 0]);
    }

    #[test]
    fn what_a_file_says_leaves_room_for_ages_of_writing() {
        assert_eq!([0, 7, MAX, u64::MAX].map(from_file), [0, 7, MAX / 2, MAX / 2]);
        let n_gaps = (MAX - from_file(u64::MAX)) / UNREAD_GAP;
        assert_eq!(n_gaps, 1 << 19);
    }

    #[test]
    fn the_guard_counts_as_far_as_this() {
        let guard = include_str!("../storage/guard.js");
        assert!(guard.contains("const MAX_REVISION = 2 ** 52;"));
        assert_eq!(MAX, 2_u64.pow(52));
        assert_eq!(MAX as f64 as u64, MAX);
    }

    proptest! {
        #[test]
        fn whatever_is_given_out_is_later_and_is_read_as_it_was_written(number: u64) {
            let before = valid(number);
            let [journal, local_storage] =
                [PlacesRead::Journal, PlacesRead::LocalStorage].map(|places| highest_in_use(before, places));
            for after in [next(before), above_unread(before), journal, local_storage] {
                prop_assert!(after > before || before == MAX);
                prop_assert_eq!(valid(after), after);
            }
            prop_assert!(journal > local_storage || local_storage == MAX);
        }
    }
}
