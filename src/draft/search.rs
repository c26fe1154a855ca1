//! Searches for words in all drafts.
//!
//! A plain scan by the standard library takes 2 to 5 ms in wasm for any word over the 5 MB of a thousand drafts, so an
//! index could save nothing. memchr's `memmem` takes 1 to 6 ms, and adds bytes to load.
//!
//! Invariant: a hit has all words of the query in its title and its text together, and each mark is one of them.

use std::ops::Range;

use super::DraftId;
use super::folding::{fold, folded};
use crate::text::{SortedMap, sort_by_numbers};

/// What was found in one draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The id of the draft.
    pub id: DraftId,
    /// The 1-based line with the best match; 0 for the title.
    pub line: usize,
    /// That line, or the part of it around the words.
    pub excerpt: String,
    /// The words in the excerpt, in bytes; sorted and disjoint.
    pub marks: Vec<Range<usize>>,
    /// How often the words occur in the text. If only the title matches, 1.
    pub n_matches: usize,
}

/// The texts of all drafts, ready for searching. Each is held twice: as it is, and without case and accents.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    entries: SortedMap<DraftId, IndexedDraft>,
    /// Of equal hits, the one with the lower rank comes first.
    first_rank: i64,
    last_rank: i64,
}

#[derive(Clone, Debug)]
struct IndexedDraft {
    rank: i64,
    title: IndexedText,
    text: IndexedText,
}

#[derive(Clone, Debug)]
struct IndexedText {
    text: String,
    folded: String,
}

/// Further words of a query are ignored.
const MAX_WORDS: usize = 12;
/// How many places of a word are compared to find the best one.
const MAX_PLACES: usize = 40;
/// The length of an excerpt, and of the part before the first word, in characters.
const MAX_EXCERPT_CHARS: usize = 140;
const N_CHARS_BEFORE: usize = 30;

impl SearchIndex {
    /// Adds a draft or updates it. Among equal hits an updated draft comes first, a new one last: so add them from
    /// newest to oldest, and update each when it is saved. O(n).
    pub fn put(&mut self, id: &DraftId, title: impl Into<String>, text: impl Into<String>) {
        let (title, text) = (IndexedText::new(title.into()), IndexedText::new(text.into()));
        let rank = if self.entries.contains_key(id) {
            self.first_rank -= 1;
            self.first_rank
        } else {
            self.last_rank += 1;
            self.last_rank
        };
        self.entries.insert(id.clone(), IndexedDraft { rank, title, text });
    }

    /// Removes a draft.
    pub fn remove(&mut self, id: &DraftId) {
        self.entries.remove(id);
    }

    /// How many drafts are in the index.
    pub fn n_drafts(&self) -> usize {
        self.entries.len()
    }

    /// The drafts in which all words of the query occur, best first: matches in the title before those in the text;
    /// whole words before beginnings of words, these before parts. Case and accents are ignored. O(all texts).
    pub fn find(&self, query: &str, limit: usize) -> Vec<Hit> {
        let query = fold(query);
        let words: Vec<&str> = query.split_whitespace().take(MAX_WORDS).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let fitting = self.entries.iter().filter_map(|(id, entry)| Some((entry.fit(&words)?, id, entry)));
        let mut found: Vec<(Fit, &DraftId, &IndexedDraft)> = fitting.collect();
        sort_by_numbers(&mut found, |(fit, _, entry)| (fit.n_worse(), (entry.rank - self.first_rank) as usize));
        found.truncate(limit);
        found.into_iter().map(|(fit, id, entry)| entry.hit(id, &words, fit)).collect()
    }
}

/// How well a word matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    Absent,
    WithinWord,
    StartOfWord,
    WholeWord,
}

/// How well all words match a draft: as well as the worst of them.
#[derive(Clone, Copy)]
struct Fit {
    in_title: Quality,
    anywhere: Quality,
}

impl Fit {
    fn n_worse(self) -> usize {
        let n_worse = |quality| Quality::WholeWord as usize - quality as usize;
        4 * n_worse(self.in_title) + n_worse(self.anywhere)
    }
}

impl IndexedDraft {
    /// `None` if a word is missing.
    fn fit(&self, words: &[&str]) -> Option<Fit> {
        let mut fit = Fit { in_title: Quality::WholeWord, anywhere: Quality::WholeWord };
        for word in words {
            let in_title = quality(&self.title.folded, word);
            let anywhere = in_title.max(quality(&self.text.folded, word));
            fit = Fit { in_title: fit.in_title.min(in_title), anywhere: fit.anywhere.min(anywhere) };
            if anywhere == Quality::Absent {
                return None;
            }
        }
        Some(fit)
    }

    fn hit(&self, id: &DraftId, words: &[&str], fit: Fit) -> Hit {
        let count = |word: &&str| self.text.folded.matches(*word).count();
        let n_matches = words.iter().map(count).sum::<usize>().max(1);
        let place = if fit.in_title == Quality::Absent { best_place(&self.text.folded, words) } else { None };
        let (line, text, n_chars_before) = match place {
            Some(byte) => self.text.line_at(byte),
            None => (0, self.title.text.as_str(), 0),
        };
        let excerpt = excerpt(text, n_chars_before);
        let marks = marks(&excerpt, words);
        Hit { id: id.clone(), line, excerpt, marks, n_matches }
    }
}

impl IndexedText {
    fn new(text: String) -> IndexedText {
        IndexedText { folded: fold(&text), text }
    }

    /// The 1-based line for a byte of the folded text, the original line, and how many characters of it come before.
    /// Folding preserves the number of characters, but not of bytes.
    fn line_at(&self, byte_folded: usize) -> (usize, &str, usize) {
        let before = &self.folded[..byte_folded];
        let n_breaks = before.matches('\n').count();
        let n_chars_before = before.rsplit('\n').next().unwrap_or_default().chars().count();
        let line = self.text.split('\n').nth(n_breaks).unwrap_or_default();
        (n_breaks + 1, line, n_chars_before)
    }
}

/// How well a word matches at the best of its first places.
fn quality(folded: &str, word: &str) -> Quality {
    let mut best = Quality::Absent;
    for (byte, _) in folded.match_indices(word).take(MAX_PLACES) {
        let begins = !folded[..byte].ends_with(char::is_alphanumeric);
        let ends = !folded[byte + word.len()..].starts_with(char::is_alphanumeric);
        best = best.max(match (begins, ends) {
            (true, true) => return Quality::WholeWord,
            (true, false) => Quality::StartOfWord,
            (false, _) => Quality::WithinWord,
        });
    }
    best
}

/// The place of a word in the line where most words match, and match best; of equal ones the first.
fn best_place(folded: &str, words: &[&str]) -> Option<usize> {
    let places_of =
        |word: &&str| folded.match_indices(*word).take(MAX_PLACES).map(|(byte, _)| byte).collect::<Vec<_>>();
    let mut best: Option<(usize, usize)> = None;
    for byte in words.iter().flat_map(places_of) {
        let around = around(folded, byte);
        let score = words.iter().map(|word| quality(around, word) as usize).sum();
        if best.is_none_or(|(best_score, best_byte)| score > best_score || score == best_score && byte < best_byte) {
            best = Some((score, byte));
        }
    }
    best.map(|(_, byte)| byte)
}

/// The line that contains a byte, or the part of a long line near it.
fn around(text: &str, byte: usize) -> &str {
    const N_BYTES: usize = 400;
    let before = &text[text.ceil_char_boundary(byte.saturating_sub(N_BYTES))..byte];
    let behind = &text[byte..text.floor_char_boundary(byte + N_BYTES)];
    let byte_from = before.rfind('\n').map_or(byte - before.len(), |at| byte - before.len() + at + 1);
    let byte_to = byte + behind.find('\n').unwrap_or(behind.len());
    &text[byte_from..byte_to]
}

/// The part of a line to show around its character `n_chars_before`.
fn excerpt(line: &str, n_chars_before: usize) -> String {
    let n_blank = line.chars().take_while(|char| char.is_whitespace()).count();
    let n_chars = line.chars().take(n_chars_before + MAX_EXCERPT_CHARS + 1).count();
    let n_cut = if n_chars - n_blank > MAX_EXCERPT_CHARS { n_chars_before.saturating_sub(N_CHARS_BEFORE) } else { 0 };
    let n_skipped = n_cut.max(n_blank);
    let mut excerpt = if n_cut > n_blank { "…".to_owned() } else { String::new() };
    let mut rest = line.chars().skip(n_skipped);
    excerpt.extend(rest.by_ref().take(MAX_EXCERPT_CHARS));
    if rest.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}

/// The words in a text, in bytes of it.
fn marks(text: &str, words: &[&str]) -> Vec<Range<usize>> {
    let folded_text = fold(text);
    let stretches = words.iter().flat_map(|word| folded_text.match_indices(*word).map(|(at, _)| (at, at + word.len())));
    let mut stretches: Vec<(usize, usize)> = stretches.collect();
    sort_by_numbers(&mut stretches, |stretch| *stretch);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for (from, to) in stretches {
        match joined.last_mut().filter(|last| from <= last.end) {
            Some(last) => last.end = last.end.max(to),
            None => joined.push(from..to),
        }
    }
    let byte_of = |byte_folded: usize| {
        let mut byte_here = 0;
        let chars = text.char_indices().find(|(_, char)| {
            let is_there = byte_here >= byte_folded;
            byte_here += folded(*char).len_utf8();
            is_there
        });
        chars.map_or(text.len(), |(byte, _)| byte)
    };
    joined.into_iter().map(|mark| byte_of(mark.start)..byte_of(mark.end)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn id(n: usize) -> DraftId {
        DraftId::from_random([n as u8; 16])
    }

    fn index(drafts: &[(&str, &str)]) -> SearchIndex {
        let mut index = SearchIndex::default();
        for (n, (title, text)) in drafts.iter().enumerate() {
            index.put(&id(n), *title, *text);
        }
        index
    }

    /// The hits, as `draft:line excerpt` with `|` around the marks.
    #[track_caller]
    fn check(drafts: &[(&str, &str)], query: &str, expected: &[&str]) {
        let shown = |hit: Hit| {
            let mut excerpt = hit.excerpt;
            for mark in hit.marks.iter().rev() {
                excerpt.insert(mark.end, '|');
                excerpt.insert(mark.start, '|');
            }
            let n = (0..drafts.len()).find(|n| id(*n) == hit.id).unwrap();
            format!("{n}:{} {excerpt}", hit.line)
        };
        let found: Vec<String> = index(drafts).find(query, 10).into_iter().map(shown).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn all_words_are_found_whatever_their_case_and_accents() {
        let drafts = [("Tea", "Black\n\n  Café au lait, café\n"), ("Cake", "Éclair")];
        check(&drafts, "CAFE", &["0:3 |Café| au lait, |café|"]);
        check(&drafts, "lait cafe", &["0:3 |Café| au |lait|, |café|"]);
        check(&drafts, "eclair", &["1:1 |Éclair|"]);
        check(&drafts, "cafe eclair", &[]);
        check(&drafts, "tea lait", &["0:3 Café au |lait|, café"]);
        check(&drafts, "  ", &[]);
    }

    #[test]
    fn the_best_comes_first() {
        let drafts = [
            ("Notes", "about teatime"),
            ("Notes", "team spirit"),
            ("Notes", "steam"),
            ("Notes", "coffee or tea?"),
            ("Teatime 7", ""),
            ("Tea", "nothing"),
        ];
        let expected = [
            "5:0 |Tea|",
            "4:0 |Tea|time 7",
            "3:1 coffee or |tea|?",
            "0:1 about |tea|time",
            "1:1 |tea|m spirit",
            "2:1 s|tea|m",
        ];
        check(&drafts, "tea", &expected);
    }

    #[test]
    fn the_line_in_which_most_words_stand_is_shown() {
        let drafts = [("Notes", "tea\nscones\nthe scones for tea\ntea scones")];
        check(&drafts, "scones tea", &["0:3 the |scones| for |tea|"]);
    }

    #[test]
    fn a_long_line_is_cut_around_the_word() {
        let text = format!("{}needle{}", "hay é ".repeat(100), " hay".repeat(10_000));
        let found = index(&[("Barn", &text)]).find("needle", 1);
        assert!(found[0].excerpt.starts_with('…') && found[0].excerpt.ends_with('…'));
        assert_eq!(found[0].excerpt.chars().count(), MAX_EXCERPT_CHARS + 2);
        assert_eq!(&found[0].excerpt[found[0].marks[0].clone()], "needle");
    }

    #[test]
    fn matches_are_counted_and_drafts_can_go() {
        let mut index = index(&[("A", "tea tea\nteatime"), ("B", "tea")]);
        assert_eq!(index.find("tea", 1)[0].n_matches, 3);
        index.remove(&id(0));
        assert_eq!((index.n_drafts(), index.find("tea", 9).len()), (1, 1));
    }

    #[test]
    fn what_was_saved_last_comes_first_among_equals() {
        let mut index = index(&[("A", "tea"), ("B", "tea"), ("C", "tea")]);
        index.put(&id(2), "C", "tea");
        let found: Vec<DraftId> = index.find("tea", 9).into_iter().map(|hit| hit.id).collect();
        assert_eq!(found, [id(2), id(0), id(1)]);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_holds_all_words(
            drafts in vec(("[aAé ]{0,4}", "[abAé\n ]{0,12}"), 0..8), words in vec("[abé]{1,2}", 1..3),
        ) {
            let drafts: Vec<(&str, &str)> = drafts.iter().map(|(title, text)| (title.as_str(), text.as_str())).collect();
            let holds = |text: &str, word: &str| fold(text).contains(&fold(word));
            let holds_all = |n: &usize| words.iter().all(|word| holds(drafts[*n].0, word) || holds(drafts[*n].1, word));
            let expected: Vec<DraftId> = (0..drafts.len()).filter(holds_all).map(id).collect();
            let hits = index(&drafts).find(&words.join(" "), 100);
            let mut found: Vec<DraftId> = hits.iter().map(|hit| hit.id.clone()).collect();
            found.sort();
            prop_assert_eq!(found, expected);
            for hit in hits {
                prop_assert!(!hit.marks.is_empty());
                for mark in hit.marks {
                    let marked = fold(&hit.excerpt[mark]);
                    prop_assert!(words.iter().any(|word| marked.contains(&fold(word))));
                }
            }
        }

        #[test]
        fn any_text_and_query_are_fine(text: String, query: String, short in "[^ -~]{0,2}") {
            let index = index(&[("", &text)]);
            index.find(&query, 3);
            index.find(&short, 3);
            for hit in index.find(&text, 3) {
                prop_assert!(hit.marks.iter().all(|mark| hit.excerpt.get(mark.clone()).is_some()));
            }
        }
    }
}
