//! The difference between two texts, for people: line by line, with the changed words marked within lines.
//!
//! Invariant: the removed and the unchanged lines are the text before, in order; the added and the unchanged lines are
//! the text after.

use std::ops::Range;

use super::hunks::{Hunk, hunks};

/// The difference of two texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextDiff {
    /// From top to bottom. Empty if nothing has changed.
    pub rows: Vec<DiffRow>,
    /// How many lines were added.
    pub n_added: usize,
    /// How many lines were removed.
    pub n_removed: usize,
}

/// One row of a difference. Lines are 1-based and have no line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffRow {
    /// An unchanged line near a change.
    Same {
        /// Its line before.
        line_before: usize,
        /// Its line after.
        line_after: usize,
        /// Its text.
        text: String,
    },
    /// A removed line.
    Removed {
        /// Its line before.
        line: usize,
        /// Its text.
        text: String,
        /// Which bytes of it have changed; empty if all of it has.
        marks: Vec<Range<usize>>,
    },
    /// An added line.
    Added {
        /// Its line after.
        line: usize,
        /// Its text.
        text: String,
        /// Which bytes of it have changed; empty if all of it has.
        marks: Vec<Range<usize>>,
    },
    /// Unchanged lines far from any change, which are not shown.
    Folded {
        /// How many.
        n_lines: usize,
    },
}

/// How many lines are shown above and below each change.
const N_CONTEXT: usize = 3;
/// Longer ranges are compared by line only.
const MAX_MARKED_BYTES: usize = 20_000;
/// Two ranges that have less than this share of their text in common, in percent, count as unrelated.
const MIN_PERCENT_SAME: usize = 40;

/// The difference of two texts. About O(n).
pub fn diff(before: &str, after: &str) -> TextDiff {
    let [before, after] = [before, after].map(|text| text.split('\n').collect::<Vec<_>>());
    let mut diff = TextDiff::default();
    let changes = hunks(&before, &after);
    let mut n_done = Hunk { before: 0..0, after: 0..0 };
    for (idx, hunk) in changes.iter().enumerate() {
        let n_below_last = if idx == 0 { 0 } else { N_CONTEXT };
        diff.push_same(&before[..hunk.before.start], &n_done, n_below_last, N_CONTEXT);
        diff.push_hunk(hunk, &before[hunk.before.clone()], &after[hunk.after.clone()]);
        n_done = hunk.clone();
    }
    if !changes.is_empty() {
        diff.push_same(&before, &n_done, N_CONTEXT, 0);
    }
    diff
}

impl TextDiff {
    /// Adds the unchanged lines since the last change, up to the end of `before`: the first and the last of them are
    /// shown.
    fn push_same(&mut self, before: &[&str], last: &Hunk, n_first: usize, n_last: usize) {
        let from = last.before.end;
        let n_lines = before.len() - from;
        let n_folded = n_lines.saturating_sub(n_first + n_last);
        // A single line takes no more room than the row that stands for it.
        let folded = if n_folded > 1 { from + n_first..from + n_first + n_folded } else { from..from };
        for (idx, text) in before.iter().enumerate().skip(from) {
            if !folded.contains(&idx) {
                let line_after = idx - from + last.after.end + 1;
                self.rows.push(DiffRow::Same { line_before: idx + 1, line_after, text: (*text).to_owned() });
            } else if idx == folded.start {
                self.rows.push(DiffRow::Folded { n_lines: n_folded });
            }
        }
    }

    fn push_hunk(&mut self, hunk: &Hunk, removed: &[&str], added: &[&str]) {
        let [marks_removed, marks_added] = marks(removed, added);
        self.n_removed += removed.len();
        self.n_added += added.len();
        let lines = (hunk.before.start + 1..).zip(removed).zip(marks_removed);
        let row =
            |((line, text), marks): ((usize, &&str), _)| DiffRow::Removed { line, text: (*text).to_owned(), marks };
        self.rows.extend(lines.map(row));
        let lines = (hunk.after.start + 1..).zip(added).zip(marks_added);
        let row = |((line, text), marks): ((usize, &&str), _)| DiffRow::Added { line, text: (*text).to_owned(), marks };
        self.rows.extend(lines.map(row));
    }
}

/// The marks in each of several lines.
type LineMarks = Vec<Vec<Range<usize>>>;

/// The differences within replaced lines: line by line if both sides have as many, else all at once.
fn marks(removed: &[&str], added: &[&str]) -> [LineMarks; 2] {
    let mut marks = [vec![Vec::new(); removed.len()], vec![Vec::new(); added.len()]];
    let n_bytes: usize = removed.iter().chain(added).map(|line| line.len()).sum();
    if removed.is_empty() || added.is_empty() || n_bytes > MAX_MARKED_BYTES {
        return marks;
    }
    let n_at_once = if removed.len() == added.len() { 1 } else { n_bytes.max(1) };
    let stretches = removed.chunks(n_at_once).zip(added.chunks(n_at_once));
    for (idx, (removed, added)) in stretches.enumerate() {
        let [removed, added] = marks_of_stretch(removed, added);
        for (of_side, new) in marks.iter_mut().zip([removed, added]) {
            of_side.splice(idx..idx + new.len(), new);
        }
    }
    marks
}

fn marks_of_stretch(removed: &[&str], added: &[&str]) -> [LineMarks; 2] {
    let [before, after] = [removed, added].map(words);
    let changes = {
        let [before, after] = [&before, &after].map(|words| words.iter().map(|word| word.text).collect::<Vec<_>>());
        hunks(&before, &after)
    };
    let changed_before: Vec<&Word<'_>> = changes.iter().flat_map(|hunk| &before[hunk.before.clone()]).collect();
    let changed_after: Vec<&Word<'_>> = changes.iter().flat_map(|hunk| &after[hunk.after.clone()]).collect();
    let n_visible_bytes = n_visible_bytes(before.iter()).min(self::n_visible_bytes(after.iter()));
    let n_same = self::n_visible_bytes(before.iter()) - self::n_visible_bytes(changed_before.iter().copied());
    if n_same == 0 || n_same * 100 < n_visible_bytes * MIN_PERCENT_SAME {
        return [removed, added].map(|lines| vec![Vec::new(); lines.len()]);
    }
    [joined(removed, &changed_before), joined(added, &changed_after)]
}

/// A unit of comparison within lines: a word, blanks, or one other character; between two lines a line break.
#[derive(Clone, Copy)]
struct Word<'a> {
    line_idx: usize,
    /// In its line.
    byte: usize,
    text: &'a str,
}

fn words<'a>(lines: &[&'a str]) -> Vec<Word<'a>> {
    let mut words = Vec::new();
    for (line_idx, line) in lines.iter().enumerate() {
        let mut byte = 0;
        while byte < line.len() {
            let text = first_word(&line[byte..]);
            words.push(Word { line_idx, byte, text });
            byte += text.len();
        }
        words.push(Word { line_idx, byte, text: "\n" });
    }
    words
}

fn first_word(text: &str) -> &str {
    let run = |is_in: fn(char) -> bool| text.find(|char| !is_in(char)).unwrap_or(text.len());
    let n_bytes = match text.chars().next() {
        Some(char) if char.is_alphanumeric() => run(char::is_alphanumeric),
        Some(char) if char.is_whitespace() => run(char::is_whitespace),
        Some(char) => char.len_utf8(),
        None => 0,
    };
    &text[..n_bytes]
}

/// How many bytes these words have, without blanks.
fn n_visible_bytes<'a>(words: impl Iterator<Item = &'a Word<'a>>) -> usize {
    words.map(|word| word.text.trim().len()).sum()
}

/// The marks for the changed words of each line. Words with only blanks between them share a mark. A line that has
/// changed as a whole has no mark.
fn joined(lines: &[&str], changed: &[&Word<'_>]) -> LineMarks {
    let mut marks: LineMarks = vec![Vec::new(); lines.len()];
    for word in changed.iter().filter(|word| word.text != "\n") {
        let (line, marks) = (lines[word.line_idx], &mut marks[word.line_idx]);
        let byte_end = word.byte + word.text.len();
        match marks.last_mut().filter(|last| line[last.end..word.byte].trim().is_empty()) {
            Some(last) => last.end = byte_end,
            None => marks.push(word.byte..byte_end),
        }
    }
    for (line, marks) in lines.iter().zip(&mut marks) {
        marks.retain(|mark| *mark != (0..line.len()));
    }
    marks
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// A difference as text, with `|` around the marks.
    fn written(before: &str, after: &str) -> Vec<String> {
        let marked = |text: String, marks: Vec<Range<usize>>| {
            marks.iter().rev().fold(text, |mut text, mark| {
                text.insert(mark.end, '|');
                text.insert(mark.start, '|');
                text
            })
        };
        let rows = diff(before, after).rows.into_iter().map(|row| match row {
            DiffRow::Same { line_before, line_after, text } => format!("{line_before},{line_after}  {text}"),
            DiffRow::Removed { line, text, marks } => format!("{line} - {}", marked(text, marks)),
            DiffRow::Added { line, text, marks } => format!("{line} + {}", marked(text, marks)),
            DiffRow::Folded { n_lines } => format!("… {n_lines}"),
        });
        rows.collect()
    }

    #[track_caller]
    fn check(before: &str, after: &str, expected: &[&str]) {
        assert_eq!(written(before, after), expected);
    }

    #[test]
    fn nothing_is_said_where_nothing_has_changed() {
        assert_eq!(diff("tea\n", "tea\n"), TextDiff::default());
    }

    #[test]
    fn words_are_marked_within_lines_that_have_something_in_common() {
        check("tea and scones", "tea and toast", &["1 - tea and |scones|", "1 + tea and |toast|"]);
        check("one two three four", "one 2 3 four", &["1 - one |two three| four", "1 + one |2 3| four"]);
        check("tea", "tea, please", &["1 - tea", "1 + tea|, please|"]);
        check("tea", "coffee", &["1 - tea", "1 + coffee"]);
        check("an apple", "42: the pear", &["1 - an apple", "1 + 42: the pear"]);
    }

    #[test]
    fn lines_that_were_joined_or_split_are_compared_as_a_whole() {
        check("tea and\nscones", "tea and scones", &["1 - tea and", "2 - scones", "1 + tea and| |scones"]);
    }

    #[test]
    fn what_is_far_from_changes_is_folded() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12";
        let after = "1\n2\n3\n4\n5\nnew\n6\n7\n8\n9\n10\n11";
        let expected = [
            "… 2",
            "3,3  3",
            "4,4  4",
            "5,5  5",
            "6 + new",
            "6,7  6",
            "7,8  7",
            "8,9  8",
            "9,10  9",
            "10,11  10",
            "11,12  11",
            "12 - 12",
        ];
        check(before, after, &expected);
        check("1\n2\n3\n4\nold", "1\n2\n3\n4\n", &["1,1  1", "2,2  2", "3,3  3", "4,4  4", "5 - old", "5 + "]);
    }

    proptest! {
        #[test]
        fn rows_are_both_texts(before in vec("[a-c]|a b c|", 0..30), after in vec("[a-c]|a x c|", 0..30)) {
            let (before, after) = (before.join("\n"), after.join("\n"));
            let [lines_before, lines_after] = [&before, &after].map(|text| text.split('\n').collect::<Vec<_>>());
            let (mut n_before, mut n_after) = (0, 0);
            let diff = diff(&before, &after);
            for row in &diff.rows {
                match row {
                    DiffRow::Same { line_before, line_after, text } => {
                        prop_assert_eq!((*line_before, *line_after), (n_before + 1, n_after + 1));
                        prop_assert_eq!((lines_before[n_before], lines_after[n_after]), (text.as_str(), text.as_str()));
                        (n_before, n_after) = (n_before + 1, n_after + 1);
                    }
                    DiffRow::Removed { line, text, marks } => {
                        prop_assert_eq!((*line, lines_before[n_before]), (n_before + 1, text.as_str()));
                        prop_assert!(marks.iter().all(|mark| text.get(mark.clone()).is_some()));
                        n_before += 1;
                    }
                    DiffRow::Added { line, text, marks } => {
                        prop_assert_eq!((*line, lines_after[n_after]), (n_after + 1, text.as_str()));
                        prop_assert!(marks.iter().all(|mark| text.get(mark.clone()).is_some()));
                        n_after += 1;
                    }
                    DiffRow::Folded { n_lines } => {
                        prop_assert!(*n_lines > 1);
                        let folded = &lines_before[n_before..n_before + n_lines];
                        prop_assert_eq!(folded, &lines_after[n_after..n_after + n_lines]);
                        (n_before, n_after) = (n_before + n_lines, n_after + n_lines);
                    }
                }
            }
            let is_whole = (n_before, n_after) == (lines_before.len(), lines_after.len());
            prop_assert!(is_whole || (before == after && diff == TextDiff::default()));
            let n = |is_it: fn(&DiffRow) -> bool| diff.rows.iter().filter(|row| is_it(row)).count();
            prop_assert_eq!(diff.n_added, n(|row| matches!(row, DiffRow::Added { .. })));
            prop_assert_eq!(diff.n_removed, n(|row| matches!(row, DiffRow::Removed { .. })));
        }

        #[test]
        fn words_are_the_line(line: String) {
            let line = line.replace('\n', " ");
            let words: String = words(&[&line]).iter().map(|word| word.text).collect();
            prop_assert_eq!(words, line + "\n");
        }
    }
}
