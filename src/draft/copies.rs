//! Which of several copies of a draft is taken when the app starts.
//!
//! Never the clock decides, which runs differently in each browser and is set back at times: revisions do. So each write
//! of a draft, to whichever place and whether or not it works, has a revision of its own, higher than all before: also than
//! those of copies that cannot be read now, and may come back.
//!
//! Invariant: a copy that is sound comes before any that is not; each sound copy that says something else is named, so
//! that it can be kept; what is unsound is named, so that it can be set aside. What is written after the choice is later
//! than every copy, read or not.

use super::schema::{self, SchemaError, Stamp};
use super::{Draft, revision};

/// Where a copy was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Local storage: written at pauses and when the page goes away, and on the disk some time later.
    LocalStorage,
    /// IndexedDB: on the disk once it is acknowledged.
    Journal,
    /// What was written after the app itself had crashed: by a page that had nothing but the text.
    Rescue,
}

/// One copy of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Where it was found.
    pub place: Place,
    /// Its stamp, if the copy is sound as a whole.
    pub stamp: Result<Stamp, SchemaError>,
    /// The revision that is said of a copy which is not, by its beginning or by the list: perhaps its own.
    pub revision_said: Option<u64>,
}

/// What to do with each copy; indices into the copies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The copy to go on with. None, if there is no sound one.
    pub take: Option<usize>,
    /// The revision that it goes on as: its own, or a later one, as which it must be written before anything else is.
    pub revision: u64,
    /// Sound copies that differ from it and from one another, newest first: each is kept as a version, if its text differs.
    pub older: Vec<usize>,
    /// What is no draft: set it aside, and offer it for download.
    pub unsound: Vec<usize>,
    /// Whether a newer version of the app wrote the one in local storage or in the journal. It is in no list: leave it alone,
    /// and write nothing to the places of this draft. What such a version left as a rescue is in no list either, but that
    /// has a place of its own, and the draft goes on beside it.
    pub newer_schema: bool,
}

/// Chooses among the copies of one draft: the highest revision; of equal ones that differ the rescued one, then the
/// journal's.
pub fn choose(copies: &[Copy]) -> Choice {
    let mut choice = Choice::default();
    let mut sound: Vec<(u64, Place, &str, usize)> = Vec::new();
    for (idx, copy) in copies.iter().enumerate() {
        match &copy.stamp {
            Ok(stamp) => sound.push((stamp.revision, copy.place, &stamp.checksum, idx)),
            Err(SchemaError::Newer { .. }) => choice.newer_schema |= copy.place != Place::Rescue,
            Err(_) => choice.unsound.push(idx),
        }
    }
    sound.sort_unstable_by(|a, b| b.cmp(a));
    let is_new = |n: usize| sound[..n].iter().all(|other| (other.0, other.2) != (sound[n].0, sound[n].2));
    let mut chosen = (0..sound.len()).filter(|n| is_new(*n)).map(|n| sound[n].3);
    choice.take = chosen.next();
    choice.older = chosen.collect();
    choice.revision = choice.take.map_or(0, |idx| revision_to_go_on_as(copies, idx));
    choice
}

/// The revision of the copy that is taken, if all others are older; else one that none of them can have, read or not.
fn revision_to_go_on_as(copies: &[Copy], taken_idx: usize) -> u64 {
    let highest = |copies: &[Copy]| copies.iter().filter_map(Copy::revision).max();
    let (before, after) = (&copies[..taken_idx], &copies[taken_idx + 1..]);
    let [highest, of_others] = [highest(copies), highest(before).max(highest(after))].map(Option::unwrap_or_default);
    match copies.iter().all(|copy| copy.stamp.is_ok()) {
        false => revision::above_unread(highest),
        true if copies.len() > 1 && of_others == highest => revision::next(highest),
        true => highest,
    }
}

impl Copy {
    /// A draft that was read from local storage.
    pub fn in_local_storage(draft: &Draft) -> Copy {
        let stamp = schema::stamp(&schema::to_json(draft));
        Copy { place: Place::LocalStorage, stamp, revision_said: None }
    }

    fn revision(&self) -> Option<u64> {
        self.stamp.as_ref().ok().map(|stamp| stamp.revision).or(self.revision_said)
    }

    /// Whether this is what is left of a draft that was deleted for good: local storage may bring back, after a crash of
    /// the browser, what was removed from it, and a page that went may have left a rescue. The journal's is not: it is removed
    /// in the transaction that says so. A copy that cannot be read is not either: nobody knows whose it is, and how late.
    pub fn is_left_of_removed(&self, revision_removed: u64) -> bool {
        self.place != Place::Journal && self.stamp.as_ref().is_ok_and(|stamp| stamp.revision <= revision_removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::DraftId;

    fn copy(place: Place, revision: u64, checksum: &str) -> Copy {
        let (id, checksum) = (DraftId::from_random([1; 16]), checksum.to_owned());
        Copy { place, stamp: Ok(Stamp { schema: 2, id, revision, checksum }), revision_said: None }
    }

    fn unread(place: Place, error: SchemaError, revision_said: Option<u64>) -> Copy {
        Copy { place, stamp: Err(error), revision_said }
    }

    #[track_caller]
    fn check(copies: &[Copy], take: Option<usize>, older: &[usize]) {
        let choice = choose(copies);
        let expected =
            Choice { take, revision: choice.revision, older: older.to_vec(), unsound: Vec::new(), newer_schema: false };
        assert_eq!(choice, expected);
    }

    #[track_caller]
    fn check_revision(copies: &[Copy], expected: u64) {
        assert_eq!(choose(copies).revision, expected);
    }

    #[test]
    fn the_highest_revision_is_taken() {
        use Place::{Journal, LocalStorage, Rescue};
        check(&[], None, &[]);
        check(&[copy(LocalStorage, 3, "c")], Some(0), &[]);
        check(&[copy(LocalStorage, 3, "c"), copy(Journal, 7, "g")], Some(1), &[0]);
        check(&[copy(LocalStorage, 8, "h"), copy(Journal, 7, "g"), copy(Rescue, 6, "f")], Some(0), &[1, 2]);
    }

    #[test]
    fn the_same_copy_in_two_places_is_one() {
        use Place::{Journal, LocalStorage, Rescue};
        check(&[copy(LocalStorage, 7, "g"), copy(Journal, 7, "g")], Some(1), &[]);
        check(&[copy(LocalStorage, 7, "g"), copy(Journal, 7, "g"), copy(Rescue, 8, "h")], Some(2), &[1]);
    }

    #[test]
    fn of_equal_revisions_that_differ_the_rescued_one_is_taken_then_the_journals() {
        use Place::{Journal, LocalStorage, Rescue};
        check(&[copy(LocalStorage, 7, "x"), copy(Journal, 7, "g")], Some(1), &[0]);
        check(&[copy(Journal, 7, "x"), copy(Rescue, 7, "g"), copy(LocalStorage, 7, "x")], Some(1), &[0]);
    }

    #[test]
    fn what_cannot_be_read_is_told_apart_and_never_taken() {
        let damaged = |error| unread(Place::Journal, error, None);
        let sound = copy(Place::LocalStorage, 1, "a");
        let choice = choose(&[damaged(SchemaError::Checksum), sound.clone(), damaged(SchemaError::NotJson)]);
        assert_eq!((choice.take, choice.unsound, choice.newer_schema), (Some(1), vec![0, 2], false));
        let choice = choose(&[damaged(SchemaError::Newer { schema: 9 }), sound]);
        assert_eq!((choice.take, choice.unsound, choice.newer_schema), (Some(1), Vec::new(), true));
    }

    #[test]
    fn a_draft_goes_on_as_what_it_is_where_all_others_are_older() {
        use Place::{Journal, LocalStorage, Rescue};
        check_revision(&[], 0);
        check_revision(&[copy(LocalStorage, 0, "a")], 0);
        check_revision(&[copy(LocalStorage, 3, "c"), copy(Journal, 7, "g")], 7);
        check_revision(&[copy(LocalStorage, 7, "x"), copy(Journal, 7, "g")], 8);
        check_revision(&[copy(Rescue, 8, "h"), copy(LocalStorage, 8, "h"), copy(Journal, 7, "g")], 9);
        check_revision(&[copy(Rescue, revision::MAX, "h"), copy(Journal, revision::MAX, "g")], revision::MAX);
    }

    #[test]
    fn a_draft_goes_on_above_whatever_cannot_be_read() {
        let journal = || copy(Place::Journal, 7, "g");
        for place in [Place::LocalStorage, Place::Journal, Place::Rescue] {
            check_revision(&[journal(), unread(place, SchemaError::NotJson, None)], revision::above_unread(7));
            check_revision(&[unread(place, SchemaError::Checksum, Some(9)), journal()], revision::above_unread(9));
        }
        let left_by_newer = unread(Place::Rescue, SchemaError::Newer { schema: 9 }, None);
        let choice = choose(&[journal(), left_by_newer]);
        assert!(!choice.newer_schema && choice.unsound.is_empty());
        assert_eq!((choice.take, choice.revision), (Some(0), revision::above_unread(7)));
    }

    #[test]
    fn what_was_deleted_for_good_is_told_from_what_came_later() {
        assert!(copy(Place::LocalStorage, 7, "g").is_left_of_removed(7));
        assert!(copy(Place::Rescue, 6, "f").is_left_of_removed(7));
        assert!(!copy(Place::LocalStorage, 8, "h").is_left_of_removed(7));
        assert!(!copy(Place::Journal, 7, "g").is_left_of_removed(7));
        let damaged = unread(Place::LocalStorage, SchemaError::Checksum, Some(7));
        assert!(!damaged.is_left_of_removed(7));
    }
}
