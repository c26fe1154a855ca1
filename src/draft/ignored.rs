//! Findings that the author has told the app to ignore: at one place of a draft, or in all episodes of a show.
//!
//! A place is identified by a fingerprint of its line, so it stays ignored when the lines around it move.
//!
//! Invariant: an ignored place is forgotten only when the author says so, or as the oldest of too many in a draft.

use serde::{Deserialize, Serialize};

use super::DraftId;
use super::kept::Kept;
use crate::text::{SortedMap, SortedSet};

/// How many places of one draft are remembered.
const N_PLACES_AT_MOST: usize = 500;

/// What is ignored, by the ids of checks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ignored {
    /// Show -> checks. Drafts without a show belong to the show with an empty name.
    #[serde(default)]
    shows: SortedMap<String, SortedSet<String>>,
    /// Draft -> places.
    #[serde(default)]
    places: SortedMap<String, Vec<IgnoredPlace>>,
}

/// One place of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct IgnoredPlace {
    check: String,
    fingerprint: u64,
}

impl Ignored {
    /// Ignores the finding of a check at a place of a draft.
    pub fn ignore_place(&mut self, draft: &DraftId, check: &str, fingerprint: u64) {
        let places = self.places.get_or_insert_with(draft.to_string(), Vec::new);
        let place = IgnoredPlace { check: check.to_owned(), fingerprint };
        places.retain(|known| *known != place);
        places.push(place);
        let n_too_many = places.len().saturating_sub(N_PLACES_AT_MOST);
        places.drain(..n_too_many);
    }

    /// Ignores a check in all episodes of a show.
    pub fn ignore_in_show(&mut self, show: &str, check: &str) {
        self.shows.get_or_insert_with(show.to_owned(), SortedSet::new).insert(check.to_owned());
    }

    /// Stops ignoring a check in a show.
    pub fn stop_ignoring_in_show(&mut self, show: &str, check: &str) {
        if let Some(checks) = self.shows.get_mut(show) {
            checks.remove(check);
        }
        self.shows.retain(|_, checks| !checks.is_empty());
    }

    /// Stops ignoring the finding of a check at a place of a draft.
    pub fn stop_ignoring_place(&mut self, draft: &DraftId, check: &str, fingerprint: u64) {
        if let Some(places) = self.places.get_mut(draft.as_str()) {
            places.retain(|place| place.fingerprint != fingerprint || place.check != check);
        }
        self.places.retain(|_, places| !places.is_empty());
    }

    /// Stops ignoring all places of a draft.
    pub fn stop_ignoring_places(&mut self, draft: &DraftId) {
        self.places.remove(draft.as_str());
    }

    /// Whether a check is ignored in a show.
    pub fn is_ignored_in_show(&self, show: &str, check: &str) -> bool {
        self.shows.get(show).is_some_and(|checks| checks.contains(check))
    }

    /// The ids of the checks that are ignored in a show, in alphabetical order.
    pub fn in_show(&self, show: &str) -> impl Iterator<Item = &str> {
        self.shows.get(show).into_iter().flatten().map(String::as_str)
    }

    /// Whether the finding of a check at a place of a draft is ignored. `fingerprint` is called only if the draft
    /// ignores anything of that check. Takes time linear in the draft's places.
    pub fn is_ignored_at(&self, draft: &DraftId, check: &str, fingerprint: impl FnOnce() -> u64) -> bool {
        let places = self.places.get(draft.as_str()).into_iter().flatten();
        let mut places = places.filter(|place| place.check == check).peekable();
        places.peek().is_some() && {
            let fingerprint = fingerprint();
            places.any(|place| place.fingerprint == fingerprint)
        }
    }

    /// Whether any place of a draft is ignored.
    pub fn has_places(&self, draft: &DraftId) -> bool {
        self.places.contains_key(draft.as_str())
    }
}

impl Kept for Ignored {
    const NAME: &'static str = "ignored findings";
    const SCHEMA: u64 = 1;

    fn to_json(&self) -> String {
        serde_json::to_string(self).expect("names and numbers have a JSON form")
    }

    fn from_json(json: &str, _schema: u64) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    fn add(&mut self, other: Self) -> usize {
        let before = (self.shows.clone(), self.places.clone());
        for (show, checks) in other.shows {
            self.shows.get_or_insert_with(show, SortedSet::new).extend(checks);
        }
        for (draft, places) in other.places {
            let known = self.places.get_or_insert_with(draft, Vec::new);
            let new: Vec<IgnoredPlace> = places.into_iter().filter(|place| !known.contains(place)).collect();
            known.extend(new);
        }
        usize::from(before != (self.shows.clone(), self.places.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(n: u8) -> DraftId {
        DraftId::from_random([n; 16])
    }

    #[test]
    fn a_place_is_ignored_in_its_draft_alone() {
        let mut ignored = Ignored::default();
        ignored.ignore_place(&draft(1), "numbering", 7);
        assert!(ignored.is_ignored_at(&draft(1), "numbering", || 7));
        assert!(!ignored.is_ignored_at(&draft(2), "numbering", || 7));
        assert!(!ignored.is_ignored_at(&draft(1), "bare-url", || 7));
        assert!(!ignored.is_ignored_at(&draft(1), "numbering", || 8));
        ignored.stop_ignoring_places(&draft(1));
        assert_eq!(ignored, Ignored::default());
    }

    #[test]
    fn a_place_is_noticed_again_alone() {
        let mut ignored = Ignored::default();
        ignored.ignore_place(&draft(1), "numbering", 7);
        ignored.ignore_place(&draft(1), "numbering", 8);
        ignored.stop_ignoring_place(&draft(1), "numbering", 7);
        assert!(
            !ignored.is_ignored_at(&draft(1), "numbering", || 7) && ignored.is_ignored_at(&draft(1), "numbering", || 8)
        );
        ignored.stop_ignoring_place(&draft(1), "numbering", 8);
        assert_eq!(ignored, Ignored::default());
    }

    #[test]
    fn a_check_is_ignored_in_a_show_until_it_is_noticed_again() {
        let mut ignored = Ignored::default();
        ignored.ignore_in_show("Teatime", "bare-url");
        assert!(ignored.is_ignored_in_show("Teatime", "bare-url") && !ignored.is_ignored_in_show("", "bare-url"));
        assert_eq!(ignored.in_show("Teatime").collect::<Vec<_>>(), ["bare-url"]);
        ignored.stop_ignoring_in_show("Teatime", "bare-url");
        assert_eq!(ignored, Ignored::default());
    }

    #[test]
    fn the_oldest_of_too_many_places_is_forgotten() {
        let mut ignored = Ignored::default();
        for n in 0..=N_PLACES_AT_MOST as u64 {
            ignored.ignore_place(&draft(1), "numbering", n);
        }
        assert!(!ignored.is_ignored_at(&draft(1), "numbering", || 0));
        assert!(ignored.is_ignored_at(&draft(1), "numbering", || 1));
        assert!(ignored.is_ignored_at(&draft(1), "numbering", || N_PLACES_AT_MOST as u64));
    }

    #[test]
    fn what_is_stored_is_read_again_and_added_once() {
        let mut ignored = Ignored::default();
        ignored.ignore_place(&draft(1), "numbering", u64::MAX);
        ignored.ignore_in_show("Teatime", "bare-url");
        assert_eq!(Ignored::from_json(&ignored.to_json(), 1), Some(ignored.clone()));
        let mut other = Ignored::default();
        assert_eq!(other.add(ignored.clone()), 1);
        assert_eq!(other.add(ignored.clone()), 0);
        assert_eq!(other, ignored);
        assert_eq!(Ignored::from_json("7", 1), None);
    }
}
