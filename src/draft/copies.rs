//! Which of several copies of a draft is taken when the app starts.
//!
//! Never the clock decides, which runs differently in each browser and is set back at times: revisions do. So each write
//! of a draft, to whichever place and whether or not it works, has a revision of its own, higher than all before.
//!
//! Invariant: a copy that is sound comes before any that is not; each sound copy that says something else is named, so
//! that it can be kept; what is unsound is named, so that it can be set aside.

use super::schema::{SchemaError, Stamp};

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
}

/// What to do with each copy; indices into the copies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The copy to go on with. None, if there is no sound one.
    pub take: Option<usize>,
    /// Sound copies that differ from it and from one another, newest first: each is kept as a version, if its text differs.
    pub older: Vec<usize>,
    /// What is no draft: set it aside, and offer it for download.
    pub unsound: Vec<usize>,
    /// Whether a newer version of the app wrote one of them. It is in no list: leave it alone, and write nothing to the
    /// places of this draft.
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
            Err(SchemaError::Newer { .. }) => choice.newer_schema = true,
            Err(_) => choice.unsound.push(idx),
        }
    }
    sound.sort_unstable_by(|a, b| b.cmp(a));
    let is_new = |n: usize| sound[..n].iter().all(|other| (other.0, other.2) != (sound[n].0, sound[n].2));
    let mut chosen = (0..sound.len()).filter(|n| is_new(*n)).map(|n| sound[n].3);
    choice.take = chosen.next();
    choice.older = chosen.collect();
    choice
}

impl Copy {
    /// Whether this is what is left of a draft that was deleted for good: local storage may bring back, after a crash of
    /// the browser, what was removed from it. A copy that cannot be read is not: it is nobody's draft any more.
    pub fn is_left_of_removed(&self, revision_removed: u64) -> bool {
        self.stamp.as_ref().is_ok_and(|stamp| stamp.revision <= revision_removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::DraftId;

    fn copy(place: Place, revision: u64, checksum: &str) -> Copy {
        let (id, checksum) = (DraftId::from_random([1; 16]), checksum.to_owned());
        Copy { place, stamp: Ok(Stamp { schema: 2, id, revision, checksum }) }
    }

    #[track_caller]
    fn check(copies: &[Copy], take: Option<usize>, older: &[usize]) {
        let expected = Choice { take, older: older.to_vec(), ..Choice::default() };
        assert_eq!(choose(copies), expected);
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
        let stamp = |error| Copy { place: Place::Journal, stamp: Err(error) };
        let damaged = [stamp(SchemaError::Checksum), copy(Place::LocalStorage, 1, "a"), stamp(SchemaError::NotJson)];
        let expected = Choice { take: Some(1), unsound: vec![0, 2], ..Choice::default() };
        assert_eq!(choose(&damaged), expected);
        let newer = [stamp(SchemaError::Newer { schema: 9 }), copy(Place::LocalStorage, 1, "a")];
        assert_eq!(choose(&newer), Choice { take: Some(1), newer_schema: true, ..Choice::default() });
    }

    #[test]
    fn what_was_deleted_for_good_is_told_from_what_came_later() {
        assert!(copy(Place::LocalStorage, 7, "g").is_left_of_removed(7));
        assert!(!copy(Place::LocalStorage, 8, "h").is_left_of_removed(7));
        let damaged = Copy { place: Place::LocalStorage, stamp: Err(SchemaError::Checksum) };
        assert!(!damaged.is_left_of_removed(7));
    }
}
