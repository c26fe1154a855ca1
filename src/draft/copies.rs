//! Chooses between several copies of a draft when the app starts.
//!
//! Revisions decide, never the clock, which differs between browsers and may be set back. So each write of a draft has
//! its own revision, to whichever place and whether or not it succeeds. It is higher than all before, including those
//! of copies that cannot be read now and may come back.
//!
//! Invariant: a sound copy is preferred to an unreadable one. Each sound copy with another text is listed, so that it can
//! be kept; each unreadable copy is listed, so that it can be set aside. What is written after the choice has a higher
//! revision than every copy, whether it was read or not.

use super::schema::{self, SchemaError, Stamp};
use super::{Draft, revision};

/// Where a copy was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CopyPlace {
    /// Local storage: written at pauses and when the page closes, and on the disk some time later.
    LocalStorage,
    /// IndexedDB: on the disk when the write is acknowledged.
    Journal,
    /// Written after a crash of the app, by a page that had only the text.
    Rescue,
}

/// One copy of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Where it was found.
    pub place: CopyPlace,
    /// Its stamp, if the copy is sound as a whole.
    pub stamp: Result<Stamp, SchemaError>,
    /// If the copy is not sound: the revision that its beginning or the list claims, which may be right.
    pub claimed_revision: Option<u64>,
}

/// What to do with each copy. Positions are indices into the copies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The copy to use; `None` if none is sound.
    pub take: Option<usize>,
    /// The revision to use it under: its own, or a higher one, under which it must be written before anything else is.
    pub revision: u64,
    /// Sound copies that differ from it and from each other, newest first. Each is kept as a version, if its text
    /// differs.
    pub older: Vec<usize>,
    /// Copies that cannot be read: to be set aside and offered for download.
    pub unreadable: Vec<usize>,
    /// Whether a newer version of the app wrote the copy in local storage or in the journal. Then it is in no list,
    /// must be left alone, and nothing may be written to the places of this draft. A rescue by such a version is in no
    /// list either, but it has its own place, and the draft can be used beside it.
    pub newer_schema: bool,
}

/// Chooses among the copies of one draft: the highest revision; if equal revisions differ, the rescued copy, then the
/// journal's.
pub fn choose(copies: &[Copy]) -> Choice {
    let mut choice = Choice::default();
    let mut sound: Vec<(u64, CopyPlace, &str, usize)> = Vec::new();
    for (idx, copy) in copies.iter().enumerate() {
        match &copy.stamp {
            Ok(stamp) => sound.push((stamp.revision, copy.place, &stamp.checksum, idx)),
            Err(SchemaError::Newer { .. }) => choice.newer_schema |= copy.place != CopyPlace::Rescue,
            Err(_) => choice.unreadable.push(idx),
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

/// The revision of the chosen copy, if all others are older; else one that no copy can have, whether it was read or
/// not.
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
        Copy { place: CopyPlace::LocalStorage, stamp, claimed_revision: None }
    }

    fn revision(&self) -> Option<u64> {
        self.stamp.as_ref().ok().map(|stamp| stamp.revision).or(self.claimed_revision)
    }

    /// Whether this is a leftover of a draft that was deleted for good. Local storage may bring a removed copy back
    /// after a crash of the browser, and a page may have left a rescue. The journal's copy is never a leftover: it is
    /// removed in the transaction that writes the tombstone. Nor is a copy that cannot be read: its draft and revision
    /// are unknown.
    pub fn is_leftover_of_deleted(&self, revision_removed: u64) -> bool {
        self.place != CopyPlace::Journal && self.stamp.as_ref().is_ok_and(|stamp| stamp.revision <= revision_removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::DraftId;

    fn copy(place: CopyPlace, revision: u64, checksum: &str) -> Copy {
        let (id, checksum) = (DraftId::from_random([1; 16]), checksum.to_owned());
        Copy { place, stamp: Ok(Stamp { schema: 2, id, revision, checksum }), claimed_revision: None }
    }

    fn unread(place: CopyPlace, error: SchemaError, claimed_revision: Option<u64>) -> Copy {
        Copy { place, stamp: Err(error), claimed_revision }
    }

    #[track_caller]
    fn check(copies: &[Copy], take: Option<usize>, older: &[usize]) {
        let choice = choose(copies);
        let expected = Choice {
            take,
            revision: choice.revision,
            older: older.to_vec(),
            unreadable: Vec::new(),
            newer_schema: false,
        };
        assert_eq!(choice, expected);
    }

    #[track_caller]
    fn check_revision(copies: &[Copy], expected: u64) {
        assert_eq!(choose(copies).revision, expected);
    }

    #[test]
    fn the_highest_revision_is_taken() {
        use CopyPlace::{Journal, LocalStorage, Rescue};
        check(&[], None, &[]);
        check(&[copy(LocalStorage, 3, "c")], Some(0), &[]);
        check(&[copy(LocalStorage, 3, "c"), copy(Journal, 7, "g")], Some(1), &[0]);
        check(&[copy(LocalStorage, 8, "h"), copy(Journal, 7, "g"), copy(Rescue, 6, "f")], Some(0), &[1, 2]);
    }

    #[test]
    fn the_same_copy_in_two_places_is_one() {
        use CopyPlace::{Journal, LocalStorage, Rescue};
        check(&[copy(LocalStorage, 7, "g"), copy(Journal, 7, "g")], Some(1), &[]);
        check(&[copy(LocalStorage, 7, "g"), copy(Journal, 7, "g"), copy(Rescue, 8, "h")], Some(2), &[1]);
    }

    #[test]
    fn of_equal_revisions_that_differ_the_rescued_one_is_taken_then_the_journals() {
        use CopyPlace::{Journal, LocalStorage, Rescue};
        check(&[copy(LocalStorage, 7, "x"), copy(Journal, 7, "g")], Some(1), &[0]);
        check(&[copy(Journal, 7, "x"), copy(Rescue, 7, "g"), copy(LocalStorage, 7, "x")], Some(1), &[0]);
    }

    #[test]
    fn what_cannot_be_read_is_told_apart_and_never_taken() {
        let damaged = |error| unread(CopyPlace::Journal, error, None);
        let sound = copy(CopyPlace::LocalStorage, 1, "a");
        let choice = choose(&[damaged(SchemaError::Checksum), sound.clone(), damaged(SchemaError::NotJson)]);
        assert_eq!((choice.take, choice.unreadable, choice.newer_schema), (Some(1), vec![0, 2], false));
        let choice = choose(&[damaged(SchemaError::Newer { schema: 9 }), sound]);
        assert_eq!((choice.take, choice.unreadable, choice.newer_schema), (Some(1), Vec::new(), true));
    }

    #[test]
    fn a_draft_goes_on_as_what_it_is_where_all_others_are_older() {
        use CopyPlace::{Journal, LocalStorage, Rescue};
        check_revision(&[], 0);
        check_revision(&[copy(LocalStorage, 0, "a")], 0);
        check_revision(&[copy(LocalStorage, 3, "c"), copy(Journal, 7, "g")], 7);
        check_revision(&[copy(LocalStorage, 7, "x"), copy(Journal, 7, "g")], 8);
        check_revision(&[copy(Rescue, 8, "h"), copy(LocalStorage, 8, "h"), copy(Journal, 7, "g")], 9);
        check_revision(&[copy(Rescue, revision::MAX, "h"), copy(Journal, revision::MAX, "g")], revision::MAX);
    }

    #[test]
    fn a_draft_goes_on_above_whatever_cannot_be_read() {
        let journal = || copy(CopyPlace::Journal, 7, "g");
        for place in [CopyPlace::LocalStorage, CopyPlace::Journal, CopyPlace::Rescue] {
            check_revision(&[journal(), unread(place, SchemaError::NotJson, None)], revision::above_unread(7));
            check_revision(&[unread(place, SchemaError::Checksum, Some(9)), journal()], revision::above_unread(9));
        }
        let left_by_newer = unread(CopyPlace::Rescue, SchemaError::Newer { schema: 9 }, None);
        let choice = choose(&[journal(), left_by_newer]);
        assert!(!choice.newer_schema && choice.unreadable.is_empty());
        assert_eq!((choice.take, choice.revision), (Some(0), revision::above_unread(7)));
    }

    #[test]
    fn what_was_deleted_for_good_is_told_from_what_came_later() {
        assert!(copy(CopyPlace::LocalStorage, 7, "g").is_leftover_of_deleted(7));
        assert!(copy(CopyPlace::Rescue, 6, "f").is_leftover_of_deleted(7));
        assert!(!copy(CopyPlace::LocalStorage, 8, "h").is_leftover_of_deleted(7));
        assert!(!copy(CopyPlace::Journal, 7, "g").is_leftover_of_deleted(7));
        let damaged = unread(CopyPlace::LocalStorage, SchemaError::Checksum, Some(7));
        assert!(!damaged.is_leftover_of_deleted(7));
    }
}
