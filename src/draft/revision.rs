//! Numbers that tell the later of two copies: how one is read, and which one is given out next.
//!
//! A copy that cannot be read, or lies in a place that the browser does not open, has a number that nobody knows, and may
//! come back as it was: a killed browser forgets what it had not brought to the disk, and local storage is then sound again.
//! So what is written after such a start must be later than whatever that copy says, which [`above_unread`] sees to.
//!
//! Invariant: no number that is given out is above [`MAX`], and each that is not above it is read as it was written; no sum
//! overflows.

/// The highest revision there is. JavaScript, where the guard counts, knows whole numbers up to 2^53 - 1.
///
/// There is room for a million gaps (2^52 / 2^32 = 2^20) below it, one for each start that meets something unreadable: at a
/// hundred such starts a day, for 28 years.
pub const MAX: u64 = 1 << 52;

/// More revisions than a draft is ever saved as, and more than local storage counts in a dozen visits without the journal.
const UNREAD_GAP: u64 = 1 << 32;

/// More revisions than a draft is ever saved as: at three saves a second, those of three years without a pause.
///
/// It is the smaller of the two gaps, because what the journal has acknowledged must outdo what local storage was given
/// while nobody could look into the journal, in whichever order they came.
const JOURNAL_SHUT_GAP: u64 = 1 << 28;

/// Which places were read that may say which revisions were given out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlacesRead {
    /// Both the journal and local storage.
    #[default]
    Both,
    /// The journal alone: the browser keeps local storage back, or has emptied it, and what was in it may come back.
    Journal,
    /// Local storage alone.
    LocalStorage,
}

/// A revision as it is stored in this browser. Nobody saves a draft so often that it is above [`MAX`]: such a number was not
/// written by this app, counts for nothing, and the draft is counted on from the start.
pub fn stored(number: u64) -> u64 {
    if number > MAX { 0 } else { number }
}

/// A revision as a file says it, which may be anyone's: with room above it for half of all that there is.
pub fn of_file(number: u64) -> u64 {
    number.min(MAX / 2)
}

/// The revision after this one. At the very end it stays as it is; no draft gets there by being written.
pub fn next(revision: u64) -> u64 {
    revision.saturating_add(1).min(MAX)
}

/// A revision above that of any copy which cannot be read, if this is the highest of those that can.
pub fn above_unread(revision: u64) -> u64 {
    revision.saturating_add(UNREAD_GAP).min(MAX)
}

/// The highest revision of a draft that may have been given out, if this is the highest that was read.
pub fn highest_given_out(revision: u64, places: PlacesRead) -> u64 {
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
        let read = [0, 7, MAX, MAX + 1, u64::MAX].map(stored);
        assert_eq!(read, [0, 7, MAX, 0, 0]);
    }

    #[test]
    fn what_a_file_says_leaves_room_for_ages_of_writing() {
        assert_eq!([0, 7, MAX, u64::MAX].map(of_file), [0, 7, MAX / 2, MAX / 2]);
        let n_gaps = (MAX - of_file(u64::MAX)) / UNREAD_GAP;
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
            let before = stored(number);
            let [journal, local_storage] =
                [PlacesRead::Journal, PlacesRead::LocalStorage].map(|places| highest_given_out(before, places));
            for after in [next(before), above_unread(before), journal, local_storage] {
                prop_assert!(after > before || before == MAX);
                prop_assert_eq!(stored(after), after);
            }
            prop_assert!(journal > local_storage || local_storage == MAX);
        }
    }
}
