//! Which of several names a few letters mean.
//!
//! Invariant: what is found has all letters that were typed, in their order for each word, whatever their case and
//! accents.

use std::ops::Range;

use crate::draft::folded;
use crate::text::sort_by_numbers;

/// What a letter costs in the middle of a word, unless it is beside the one before; each letter between costs one.
const WITHIN_WORD: usize = 8;
/// Letters behind are not looked at: names are short, and a segment may be called anything.
const MAX_NAME_CHARS: usize = 200;

/// A name that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// Which one.
    pub idx: usize,
    /// Bytes of it that were typed.
    pub marks: Vec<Range<usize>>,
}

/// The names that some letters may mean, the likeliest first; all of them in their order, if nothing is typed. O(n).
pub(super) fn ranked<'a>(query: &str, names: impl Iterator<Item = &'a str>) -> Vec<Match> {
    let words: Vec<Vec<char>> = query.split_whitespace().map(folded_chars).collect();
    let mut found: Vec<((usize, usize), Match)> = Vec::new();
    for (idx, name) in names.enumerate() {
        if let Some(Way { cost, char_idxs }) = way_to(&words, &folded_chars(name)) {
            let first = char_idxs.iter().copied().min().unwrap_or_default();
            found.push(((cost, first), Match { idx, marks: marks(name, char_idxs) }));
        }
    }
    // Stable: of equals, the one that is listed first.
    sort_by_numbers(&mut found, |(rank, _)| *rank);
    found.into_iter().map(|(_, found)| found).collect()
}

fn folded_chars(text: &str) -> Vec<char> {
    text.chars().take(MAX_NAME_CHARS).map(folded).collect()
}

/// Where in a name letters are that were typed. Of two ways the lesser one is likelier meant.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    cost: usize,
    char_idxs: Vec<usize>,
}

impl Way {
    /// The cost of the next letter at `char_idx`; `None` if the way is beyond that.
    fn cost_to(&self, char_idx: usize, name: &[char]) -> Option<usize> {
        let next = self.char_idxs.last().map(|last| last + 1);
        let n_between = char_idx.checked_sub(next.unwrap_or(char_idx))?;
        let is_within_word = char_idx > 0 && name[char_idx - 1].is_alphanumeric();
        Some(self.cost + if is_within_word && next != Some(char_idx) { n_between + WITHIN_WORD } else { n_between })
    }
}

/// The likeliest way to all words, each from the start of the name.
fn way_to(words: &[Vec<char>], name: &[char]) -> Option<Way> {
    let mut all = Way::default();
    for word in words {
        let way = way_to_word(word, name)?;
        all.cost += way.cost;
        all.char_idxs.extend(way.char_idxs);
    }
    Some(all)
}

fn way_to_word(word: &[char], name: &[char]) -> Option<Way> {
    // For each place of the last letter the likeliest way there: the first place that a letter has may be a wrong one.
    let mut ways = vec![Way::default()];
    for letter in word {
        let mut longer = Vec::new();
        for (char_idx, _) in name.iter().enumerate().filter(|(_, char)| *char == letter) {
            let before = ways.iter().filter_map(|way| Some((way.cost_to(char_idx, name)?, &way.char_idxs))).min();
            longer.extend(
                before.map(|(cost, before)| Way { cost, char_idxs: [before.as_slice(), &[char_idx]].concat() }),
            );
        }
        ways = longer;
    }
    ways.into_iter().min()
}

/// Characters as stretches of bytes.
fn marks(name: &str, char_idxs: Vec<usize>) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (idx, (byte, char)) in name.char_indices().enumerate() {
        let bytes = byte..byte + char.len_utf8();
        match marks.last_mut() {
            _ if !char_idxs.contains(&idx) => {}
            Some(last) if last.end == byte => last.end = bytes.end,
            _ => marks.push(bytes),
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const NAMES: [&str; 6] =
        ["Bold", "Insert template", "Renumber the segments", "Rename the draft", "Export Markdown", "Über Käse"];

    /// What is found, with the letters that were typed in brackets.
    fn shown(query: &str) -> Vec<String> {
        shown_of(query, &NAMES)
    }

    fn shown_of(query: &str, names: &[&str]) -> Vec<String> {
        let show = |found: Match| {
            let mut shown = names[found.idx].to_owned();
            for mark in found.marks.iter().rev() {
                shown.insert(mark.end, ']');
                shown.insert(mark.start, '[');
            }
            shown
        };
        ranked(query, names.iter().copied()).into_iter().map(show).collect()
    }

    #[test]
    fn letters_in_their_order_find_a_name() {
        assert_eq!(shown("bold"), ["[Bold]"]);
        assert_eq!(shown("instem")[0], "[Ins]ert [tem]plate");
        assert_eq!(shown("xq"), Vec::<String>::new());
    }

    #[test]
    fn each_word_is_looked_for_by_itself() {
        assert_eq!(shown("draft ren"), ["[Ren]ame the [draft]"]);
    }

    #[test]
    fn the_likeliest_comes_first() {
        assert_eq!(shown("md"), ["Export [M]ark[d]own", "Rena[m]e the [d]raft"]);
        assert_eq!(shown("ren").len(), 2);
        assert!(shown("ren").iter().all(|name| name.starts_with("[Ren]")));
    }

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(shown("ÜBER")[0], "[Über] Käse");
        assert_eq!(shown("kä"), ["Über [Kä]se"]);
        assert_eq!(shown("kase"), ["Über [Käse]"]);
    }

    #[test]
    fn without_letters_everything_is_found_in_its_order() {
        assert_eq!(shown(""), NAMES);
        assert_eq!(shown("  "), NAMES);
    }

    #[test]
    fn letters_are_marked_where_they_are_likeliest_meant() {
        assert_eq!(shown_of("seg", &["These segments"]), ["These [seg]ments"]);
        assert_eq!(shown_of("draft", &["Download the draft"]), ["Download the [draft]"]);
        assert_eq!(shown_of("nd", &["Find a new draft"]), ["Find a [n]ew [d]raft"]);
    }

    #[test]
    fn of_names_that_fit_alike_the_one_that_begins_so_comes_first() {
        assert_eq!(shown_of("tea", &["Steam", "Green tea", "Tea"]), ["[Tea]", "Green [tea]", "S[tea]m"]);
        assert_eq!(shown_of("se", &["Sale", "The segment", "Select it"]), ["[Se]lect it", "The [se]gment", "[S]al[e]"]);
    }

    /// Whether a text has the letters of a word in their order, told letter by letter.
    fn has_letters(text: &[char], word: &[char]) -> bool {
        match (text, word) {
            (_, []) => true,
            ([], _) => false,
            ([char, text @ ..], [letter, rest @ ..]) => has_letters(text, if char == letter { rest } else { word }),
        }
    }

    proptest! {
        #[test]
        fn a_name_is_found_if_it_has_the_letters_of_each_word(query in "[aBé ]{0,5}", names in vec("[AbÉ .]{0,8}", 0..9)) {
            let words: Vec<Vec<char>> = query.split_whitespace().map(folded_chars).collect();
            let is_meant = |name: &&String| words.iter().all(|word| has_letters(&folded_chars(name), word));
            let mut found: Vec<usize> = ranked(&query, names.iter().map(String::as_str)).iter().map(|found| found.idx).collect();
            found.sort_unstable();
            prop_assert_eq!(found.iter().map(|idx| &names[*idx]).collect::<Vec<_>>(), names.iter().filter(is_meant).collect::<Vec<_>>());
        }

        #[test]
        fn what_is_marked_is_what_was_typed(word in "[aBé.]{1,5}", name in "[AbÉ .]{0,12}") {
            for found in ranked(&word, [name.as_str()].into_iter()) {
                let marked: String = found.marks.iter().map(|mark| &name[mark.clone()]).collect();
                prop_assert_eq!(folded_chars(&marked), folded_chars(&word));
                prop_assert!(found.marks.is_sorted_by(|one, next| one.end < next.start));
            }
        }

        #[test]
        fn nothing_comes_before_a_name_that_begins_with_what_was_typed(word in "[ab]{1,4}", rest in "[ab ]{0,4}", other in "[ab ]{0,9}") {
            let found = ranked(&word, [other.as_str(), &format!("{word}{rest}")].into_iter());
            prop_assert!(found[0].idx == 1 || other.starts_with(&word));
        }

        #[test]
        fn no_way_is_likelier_than_the_one_that_is_found(word in "[ab]{1,3}", name in "[ab ]{0,7}") {
            let (word, name) = (folded_chars(&word), folded_chars(&name));
            let ways = (0..1_usize << name.len()).filter_map(|places| {
                let idxs = (0..name.len()).filter(|idx| places >> idx & 1 == 1);
                let is_meant = idxs.clone().map(|idx| name[idx]).eq(word.iter().copied());
                is_meant.then(|| idxs.fold(Way::default(), |mut way, idx| {
                    way.cost = way.cost_to(idx, &name).unwrap();
                    way.char_idxs.push(idx);
                    way
                }))
            });
            let found = way_to_word(&word, &name);
            prop_assert_eq!(found.map(|way| way.cost), ways.map(|way| way.cost).min());
        }
    }
}
