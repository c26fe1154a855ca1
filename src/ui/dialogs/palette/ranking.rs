//! Which of several names a few letters mean.
//!
//! Invariant: what is found has all letters that were typed, in their order for each word, whatever their case.

use std::ops::Range;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::sort_by_numbers;

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
    let pattern = Pattern::new(&query.to_lowercase(), CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut found: Vec<(u32, Match)> = Vec::new();
    for (idx, name) in names.enumerate() {
        let (mut chars, mut char_idxs) = (Vec::new(), Vec::new());
        let score = pattern.indices(Utf32Str::new(name, &mut chars), &mut matcher, &mut char_idxs);
        found.extend(score.map(|score| (score, Match { idx, marks: marks(name, char_idxs) })));
    }
    // Stable: of equals, the one that is listed first.
    sort_by_numbers(&mut found, |(score, _)| (usize::MAX - *score as usize, 0));
    found.into_iter().map(|(_, found)| found).collect()
}

/// Characters as stretches of bytes.
fn marks(name: &str, mut char_idxs: Vec<u32>) -> Vec<Range<usize>> {
    char_idxs.sort_unstable();
    char_idxs.dedup();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (idx, (byte, char)) in (0..).zip(name.char_indices()) {
        let bytes = byte..byte + char.len_utf8();
        match marks.last_mut() {
            _ if char_idxs.binary_search(&idx).is_err() => {}
            Some(last) if last.end == byte => last.end = bytes.end,
            _ => marks.push(bytes),
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 6] =
        ["Bold", "Insert template", "Renumber the segments", "Rename the draft", "Export Markdown", "Über Käse"];

    /// What is found, with the letters that were typed in brackets.
    fn shown(query: &str) -> Vec<String> {
        let show = |found: Match| {
            let mut shown = NAMES[found.idx].to_owned();
            for mark in found.marks.iter().rev() {
                shown.insert(mark.end, ']');
                shown.insert(mark.start, '[');
            }
            shown
        };
        ranked(query, NAMES.into_iter()).into_iter().map(show).collect()
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
    fn case_does_not_count_in_any_language() {
        assert_eq!(shown("ÜBER"), ["[Über] Käse"]);
        assert_eq!(shown("kä"), ["Über [Kä]se"]);
    }

    #[test]
    fn without_letters_everything_is_found_in_its_order() {
        assert_eq!(shown(""), NAMES);
        assert_eq!(shown("  "), NAMES);
    }
}
