//! The list of drafts.
//!
//! Titles are sorted as people expect: `Teatime 9` before `Teatime 10`, `Éclair` beside `eclair`.

use std::cmp::Reverse;

use super::DraftId;
use super::folding::{fold, folded};
use super::show::show_of;
use crate::text::{SortedMap, sort_by_word};

/// A draft's row in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSummary {
    /// Which draft it is.
    pub id: DraftId,
    /// Its title; never empty.
    pub title: String,
    /// How many changes were saved.
    pub revision: u64,
    /// When it was created, in milliseconds since 1970.
    pub created_ms: u64,
    /// When its author last changed it, in milliseconds since 1970.
    pub modified_ms: u64,
    /// The length of its text.
    pub n_bytes: usize,
    /// Whether it is pinned to the top of the list.
    pub pinned: bool,
    /// When it was deleted, in milliseconds since 1970; `None` if it is not in the trash.
    pub trashed_ms: Option<u64>,
}

/// The sort order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The latest change first.
    #[default]
    Modified,
    /// The newest draft first.
    Created,
    /// By title, with numbers in order of value.
    Title,
    /// The longest text first.
    Size,
}

/// All drafts.
///
/// Invariant: latest change first (by id if at the same time), each draft once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftList {
    rows: Vec<DraftSummary>,
    /// The sort key of each row.
    modified_ms: SortedMap<DraftId, u64>,
}

impl DraftList {
    /// Adds a draft or updates it. O(log n), and moving the rows between.
    pub fn put(&mut self, summary: DraftSummary) {
        self.remove(&summary.id);
        self.modified_ms.insert(summary.id.clone(), summary.modified_ms);
        let idx = self.place(&summary.id, summary.modified_ms);
        self.rows.insert(idx, summary);
    }

    /// Removes a draft. O(log n), and moving the rows below.
    pub fn remove(&mut self, id: &DraftId) -> Option<DraftSummary> {
        let modified_ms = self.modified_ms.remove(id)?;
        Some(self.rows.remove(self.place(id, modified_ms)))
    }

    /// The drafts as they are listed: pinned ones first, and only those of `show` if it is given, in any case. Drafts
    /// that are equal in `order` are listed by latest change. O(n log n).
    pub fn arranged<'a>(&'a self, order: Order, show: Option<&str>) -> Vec<&'a DraftSummary> {
        let show = show.map(fold);
        let is_shown = |row: &&DraftSummary| show.is_none() || show_of(&row.title).map(fold) == show;
        let descending = |number: u64| format!("{:020}", u64::MAX - number);
        let key = |row: &DraftSummary| match order {
            Order::Modified => String::new(),
            Order::Created => descending(row.created_ms),
            Order::Title => sort_key(&row.title),
            Order::Size => descending(row.n_bytes as u64),
        };
        let ranked = |row: &'a DraftSummary| (format!("{}{}", u8::from(!row.pinned), key(row)), row);
        let mut rows: Vec<(String, &DraftSummary)> = self.rows.iter().filter(is_shown).map(ranked).collect();
        sort_by_word(&mut rows, |(key, _)| key.as_str());
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The shows of all drafts by name, with the number of their drafts. A name is written as in its latest draft.
    /// O(n log n).
    pub fn shows(&self) -> Vec<(String, usize)> {
        let mut shows: SortedMap<String, (&str, usize)> = SortedMap::new();
        for show in self.rows.iter().filter_map(|row| show_of(&row.title)) {
            shows.get_or_insert_with(fold(show), || (show, 0)).1 += 1;
        }
        shows.into_values().map(|(show, n_drafts)| (show.to_owned(), n_drafts)).collect()
    }

    /// The drafts, latest change first.
    pub fn rows(&self) -> &[DraftSummary] {
        &self.rows
    }

    /// One draft's row.
    pub fn get(&self, id: &DraftId) -> Option<&DraftSummary> {
        self.rows.get(self.idx_of(id)?)
    }

    /// Whether the draft is on the list.
    pub fn contains(&self, id: &DraftId) -> bool {
        self.modified_ms.contains_key(id)
    }

    /// The draft that was changed last.
    pub fn newest(&self) -> Option<&DraftSummary> {
        self.rows.first()
    }

    /// The draft to open when this one is removed: the next in the list, or the one before if it is the last.
    pub fn neighbour(&self, id: &DraftId) -> Option<&DraftId> {
        let idx = self.idx_of(id)?;
        let row = self.rows.get(idx + 1).or_else(|| self.rows.get(idx.checked_sub(1)?))?;
        Some(&row.id)
    }

    /// The name for a copy: `Copy of Teatime 7`, then `Copy of Teatime 7 (2)`. A copy of a copy gets the next number.
    pub fn name_of_copy(&self, title: &str) -> String {
        let first = match title.strip_prefix("Copy of ") {
            Some(_) => without_count(title).to_owned(),
            None => format!("Copy of {title}"),
        };
        let taken = |name: &String| self.rows.iter().any(|row| row.title == *name);
        if !taken(&first) {
            return first;
        }
        // In brackets, because titles of episodes themselves end in numbers.
        let counted = (2..).map(|count| format!("{first} ({count})"));
        counted.into_iter().find(|name| !taken(name)).unwrap_or(first)
    }

    fn idx_of(&self, id: &DraftId) -> Option<usize> {
        Some(self.place(id, *self.modified_ms.get(id)?))
    }

    /// The index of a draft, or the index where it would be inserted.
    fn place(&self, id: &DraftId, modified_ms: u64) -> usize {
        self.rows.partition_point(|row| (Reverse(row.modified_ms), &row.id) < (Reverse(modified_ms), id))
    }
}

/// `Copy of Teatime 7 (2)` without ` (2)`.
fn without_count(title: &str) -> &str {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match title.strip_suffix(')').and_then(|title| title.rsplit_once(" (")) {
        Some((title, count)) if digits(count) => title,
        _ => title,
    }
}

/// A text that sorts like the title should: numbers by value, letters without case and accents. O(n).
pub(super) fn sort_key(title: &str) -> String {
    let mut key = String::with_capacity(title.len() + 8);
    let mut rest = title.trim_start_matches(|char: char| !char.is_alphanumeric());
    while let Some(char) = rest.chars().next() {
        if char.is_ascii_digit() {
            let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, behind) = rest.split_at(n_digits);
            push_number(&mut key, digits.trim_start_matches('0'));
            rest = behind;
        } else {
            key.push(folded(char));
            rest = &rest[char.len_utf8()..];
        }
    }
    key
}

/// The number of digits comes first, because the longer of two numbers is larger. It sorts where digits sort.
fn push_number(key: &mut String, digits: &str) {
    let n_digits = digits.len().min(99);
    key.push(char::from(b'0' + (n_digits / 10) as u8));
    key.push(char::from(b'0' + (n_digits % 10) as u8));
    key.push_str(digits);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(n: u8, title: &str, modified_ms: u64) -> DraftSummary {
        let title = title.to_owned();
        let (revision, created_ms, n_bytes) = (1, modified_ms, 0);
        DraftSummary { id: id(n), title, revision, created_ms, modified_ms, n_bytes, pinned: false, trashed_ms: None }
    }

    fn id(n: u8) -> DraftId {
        DraftId::from_random([n; 16])
    }

    fn library(titles: &[&str]) -> DraftList {
        let mut library = DraftList::default();
        for (n, title) in (0..).zip(titles) {
            library.put(row(n, title, 1_000 - u64::from(n)));
        }
        library
    }

    #[test]
    fn the_next_draft_takes_the_place_of_one_that_goes() {
        let library = library(&["newest", "middle", "oldest"]);
        assert_eq!(library.neighbour(&id(0)), Some(&id(1)));
        assert_eq!(library.neighbour(&id(1)), Some(&id(2)));
        assert_eq!(library.neighbour(&id(2)), Some(&id(1)));
        assert_eq!(library.neighbour(&id(3)), None);
        assert_eq!(self::library(&["only"]).neighbour(&id(0)), None);
    }

    #[track_caller]
    fn check_order(library: &DraftList, order: Order, show: Option<&str>, expected: &[&str]) {
        let titles: Vec<&str> = library.arranged(order, show).iter().map(|row| row.title.as_str()).collect();
        assert_eq!(titles, expected);
    }

    #[test]
    fn drafts_are_arranged_as_the_author_wants_them() {
        let mut library = library(&["Teatime 10", "Scones", "Teatime 9", "teatime 7"]);
        let pinned = DraftSummary { pinned: true, n_bytes: 5, created_ms: 1, ..library.rows()[3].clone() };
        library.put(pinned);
        let longest = DraftSummary { n_bytes: 50, created_ms: 2_000, ..library.rows()[2].clone() };
        library.put(longest);
        check_order(&library, Order::Modified, None, &["teatime 7", "Teatime 10", "Scones", "Teatime 9"]);
        check_order(&library, Order::Created, None, &["teatime 7", "Teatime 9", "Teatime 10", "Scones"]);
        check_order(&library, Order::Title, None, &["teatime 7", "Scones", "Teatime 9", "Teatime 10"]);
        check_order(&library, Order::Size, None, &["teatime 7", "Teatime 9", "Teatime 10", "Scones"]);
        check_order(&library, Order::Title, Some("Teatime"), &["teatime 7", "Teatime 9", "Teatime 10"]);
        check_order(&library, Order::Title, Some("Radio"), &[]);
    }

    #[test]
    fn shows_are_counted_whatever_their_case() {
        let library = library(&["Teatime 10", "Scones", "Radio 3", "teatime 7"]);
        assert_eq!(library.shows(), [("Radio".to_owned(), 1), ("Teatime".to_owned(), 2)]);
    }

    #[track_caller]
    fn check_copy(titles: &[&str], of: &str, expected: &str) {
        assert_eq!(library(titles).name_of_copy(of), expected);
    }

    #[test]
    fn copies_are_told_apart() {
        check_copy(&["Teatime 7"], "Teatime 7", "Copy of Teatime 7");
        check_copy(&["Copy of Teatime 7"], "Teatime 7", "Copy of Teatime 7 (2)");
        check_copy(&["Copy of Teatime 7"], "Copy of Teatime 7", "Copy of Teatime 7 (2)");
        check_copy(&["Copy of Teatime 7", "Copy of Teatime 7 (2)"], "Copy of Teatime 7 (2)", "Copy of Teatime 7 (3)");
        check_copy(&[], "Scones (2)", "Copy of Scones (2)");
    }

    proptest! {
        #[test]
        fn any_operations_keep_the_list_sorted_and_each_draft_once(
            operations in prop::collection::vec((any::<bool>(), 0..6u8, 0..4u64), 0..40)
        ) {
            let mut library = DraftList::default();
            let mut oracle = std::collections::BTreeMap::new();
            for (put, n, modified_ms) in operations {
                if put {
                    library.put(row(n, "x", modified_ms));
                    oracle.insert(id(n), modified_ms);
                } else {
                    prop_assert_eq!(library.remove(&id(n)).is_some(), oracle.remove(&id(n)).is_some());
                }
                let mut expected: Vec<_> = oracle.iter().map(|(id, ms)| (Reverse(*ms), id.clone())).collect();
                expected.sort();
                let rows = library.rows().iter().map(|row| (Reverse(row.modified_ms), row.id.clone()));
                prop_assert_eq!(rows.collect::<Vec<_>>(), expected);
                for (idx, row) in library.rows().iter().enumerate() {
                    prop_assert_eq!(library.idx_of(&row.id), Some(idx));
                }
            }
        }
    }

    #[test]
    fn titles_are_ordered_as_people_count() {
        let in_order = [
            "7 ways to brew",
            "010",
            "11",
            "“Biscuits”",
            "eclair",
            "Éclair 2",
            "Teatime",
            "Teatime 9",
            "Teatime 010: scones",
            "teatime 10: toast",
            "Teatime 100",
            "Teatime 100000000000000000000000",
            "Ягода",
        ];
        let mut sorted = in_order;
        sorted.reverse();
        sorted.sort_by_key(|title| sort_key(title));
        assert_eq!(sorted, in_order);
    }

    proptest! {
        #[test]
        fn numbers_are_ordered_by_what_they_count(a: u32, b: u32, n_zeros in 0..3usize) {
            let title = |n: u32, zeros: usize| sort_key(&format!("Teatime {}{n}: x", "0".repeat(zeros)));
            prop_assert_eq!(title(a, n_zeros).cmp(&title(b, 0)), a.cmp(&b));
        }
    }
}
