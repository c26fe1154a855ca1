//! Merges two texts that were made from a third, when two tabs have changed one draft at the same time.
//!
//! First by block, because blocks are rarely equal, while lines often are (blank ones, rules, `Links:`). If both sides
//! changed the same blocks, by line. If both changed the same lines, both versions stay, mine first. A block here is
//! what is between blank lines: the parser's blocks would not tell more about which text belongs where.
//!
//! A text is treated as a list of lines with line breaks between them, and only whole lines are taken from either side,
//! so no line can run into another.
//!
//! Invariant: each line that a side has and the base does not have is in the result. Which side is mine affects only
//! the order within conflicts; in the app, both tabs end with the same text. (`tests/tabs.rs`)

use std::ops::Range;

use super::hunks::{Hunk, hunks, n_same};
use crate::draft::Draft;
use crate::text::{Change, TextEdit};

/// The result of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The merged text.
    pub text: String,
    /// How many ranges both sides changed differently, so that both versions are in the text. A range that one side
    /// deleted and the other changed counts too: the change is kept.
    pub n_conflicts: usize,
}

/// Merges two texts that were made from `base`. About O(n); only a comparison if one side alone was changed.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merged {
    if mine == theirs || base == theirs {
        return Merged { text: mine.to_owned(), n_conflicts: 0 };
    }
    if base == mine {
        return Merged { text: theirs.to_owned(), n_conflicts: 0 };
    }
    let (base, mine, theirs) = (blocks(base), blocks(mine), blocks(theirs));
    let mut merging = Merging::default();
    merging.add(Granularity::Block, [&base, &mine, &theirs]);
    Merged { text: merging.pieces.join("\n"), n_conflicts: merging.n_conflicts }
}

/// The edit that turns one text into another by replacing the lines that differ, so that a cursor in any other line
/// stays where it is, even in the last line when lines are added below it. About O(n).
pub fn edit_between(before: &str, after: &str) -> TextEdit {
    // With a line break behind the last line too, that line is equal wherever it is.
    let ended = [before, after].map(|text| format!("{text}\n"));
    let [old, new] = ended.each_ref().map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let (mut n_done, mut byte) = (0, 0);
    let n_bytes = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let change = |hunk: Hunk| {
        let byte_from = byte + n_bytes(&old[n_done..hunk.before.start]);
        byte = byte_from + n_bytes(&old[hunk.before.clone()]);
        n_done = hunk.before.end;
        change_of_lines(before.len(), byte_from..byte, &new[hunk.after].concat())
    };
    TextEdit::new(hunks(&old, &new).into_iter().map(change).collect(), None)
}

/// Replaces whole lines, each with its line break, in a text of `n_bytes` whose last line has none.
fn change_of_lines(n_bytes: usize, bytes: Range<usize>, written: &str) -> Change {
    if bytes.end <= n_bytes {
        return Change::replace(bytes, written);
    }
    match written.strip_suffix('\n') {
        Some(below) if bytes.is_empty() => Change::insert(n_bytes, format!("\n{below}")),
        Some(last) => Change::replace(bytes.start..n_bytes, last),
        // The last lines are removed with the line break above them. There is one, because a text always has a line.
        None => Change::delete(bytes.start.saturating_sub(1)..n_bytes),
    }
}

/// Runs of lines, each with the blank lines above it. Joined by line breaks they are the text.
fn blocks(text: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let (mut byte_block, mut byte, mut was_blank) = (0, 0, true);
    for line in text.split('\n') {
        let is_blank = line.trim_ascii().is_empty();
        if is_blank && !was_blank {
            blocks.push(&text[byte_block..byte - 1]);
            byte_block = byte;
        }
        was_blank = is_blank;
        byte += line.len() + 1;
    }
    blocks.push(&text[byte_block..]);
    blocks
}

fn lines<'t>(blocks: &[&'t str]) -> Vec<&'t str> {
    blocks.iter().flat_map(|block| block.split('\n')).collect()
}

/// The pieces of the base, of mine and of theirs.
type Sides<'a, 't> = [&'a [&'t str]; 3];

/// A range of the base that both sides changed in different ways.
struct Conflict<'a, 't> {
    all: Sides<'a, 't>,
    /// In the base.
    span: Range<usize>,
    /// Each side's changes in the range; neither is empty.
    changes: [&'a [Hunk]; 2],
}

impl<'a, 't> Conflict<'a, 't> {
    /// The range in the base, in mine and in theirs.
    fn sides(&self) -> Sides<'a, 't> {
        let side = |idx: usize| {
            let (first, last) = (&self.changes[idx][0], &self.changes[idx][self.changes[idx].len() - 1]);
            let start = first.after.start - (first.before.start - self.span.start);
            let end = last.after.end + (self.span.end - last.before.end);
            &self.all[idx + 1][start..end]
        };
        [&self.all[0][self.span.clone()], side(0), side(1)]
    }

    /// Adds the lines of mine, then those of theirs; equal ones once. What the base had here, one of the sides removed.
    fn keep_both(&self, merged: &mut Vec<&'t str>) {
        let added = |idx: usize| -> Vec<&'t str> {
            self.changes[idx].iter().flat_map(|hunk| &self.all[idx + 1][hunk.after.clone()]).copied().collect()
        };
        let (mine, theirs) = (added(0), added(1));
        let n_start = n_same(mine.iter(), theirs.iter());
        let (start, mine) = mine.split_at(n_start);
        let theirs = &theirs[n_start..];
        let n_end = n_same(mine.iter().rev(), theirs.iter().rev());
        for pieces in [start, &mine[..mine.len() - n_end], theirs] {
            merged.extend_from_slice(pieces);
        }
    }
}

/// The unit of comparison.
#[derive(Clone, Copy)]
enum Granularity {
    Block,
    Line,
}

/// The merged text so far.
#[derive(Default)]
struct Merging<'t> {
    pieces: Vec<&'t str>,
    n_conflicts: usize,
}

impl<'t> Merging<'t> {
    /// Merges the pieces and adds the result.
    fn add(&mut self, grain: Granularity, sides: Sides<'_, 't>) {
        let [base, mine, theirs] = sides;
        let all_changes = [hunks(base, mine), hunks(base, theirs)];
        let mut to_do: [&[Hunk]; 2] = [&all_changes[0], &all_changes[1]];
        let mut n_done = 0;
        while let Some((span, changes)) = next_group(&mut to_do) {
            self.pieces.extend_from_slice(&base[n_done..span.start]);
            n_done = span.end;
            match changes {
                [[change], []] => self.pieces.extend_from_slice(&mine[change.after.clone()]),
                [[], [change]] => self.pieces.extend_from_slice(&theirs[change.after.clone()]),
                changes => self.add_conflict(grain, &Conflict { all: sides, span, changes }),
            }
        }
        self.pieces.extend_from_slice(&base[n_done..]);
    }

    fn add_conflict(&mut self, grain: Granularity, conflict: &Conflict<'_, 't>) {
        let sides = conflict.sides();
        match grain {
            _ if sides[1] == sides[2] => self.pieces.extend_from_slice(sides[1]),
            Granularity::Block => {
                let [base, mine, theirs] = sides.map(lines);
                self.add(Granularity::Line, [&base, &mine, &theirs]);
            }
            Granularity::Line => {
                self.n_conflicts += 1;
                conflict.keep_both(&mut self.pieces);
            }
        }
    }
}

/// Removes the next change from the lists, with all that overlap it directly or through others.
/// Returns the range of the base that they cover.
fn next_group<'a>(to_do: &mut [&'a [Hunk]; 2]) -> Option<(Range<usize>, [&'a [Hunk]; 2])> {
    // An insertion comes before a change of what follows it.
    let rank = |changes: &[Hunk]| changes.first().map(|hunk| (hunk.before.start, hunk.before.end));
    let first = match (rank(to_do[0]), rank(to_do[1])) {
        (Some(mine), Some(theirs)) => usize::from(theirs < mine),
        (mine, _) => usize::from(mine.is_none()),
    };
    let mut span = to_do[first].first()?.before.clone();
    let mut n_taken = [0, 0];
    n_taken[first] = 1;
    let mut has_grown = true;
    while has_grown {
        has_grown = false;
        for idx in [0, 1] {
            while let Some(hunk) = to_do[idx].get(n_taken[idx]).filter(|hunk| overlap(&span, &hunk.before)) {
                span.end = span.end.max(hunk.before.end);
                n_taken[idx] += 1;
                has_grown = true;
            }
        }
    }
    let changes = [to_do[0].split_at(n_taken[0]), to_do[1].split_at(n_taken[1])];
    *to_do = changes.map(|(_, rest)| rest);
    Some((span, changes.map(|(taken, _)| taken)))
}

/// Whether two changes affect the same pieces, or insert at the same place. Those that only touch can both be made.
fn overlap(a: &Range<usize>, b: &std::ops::Range<usize>) -> bool {
    (a.start < b.end && b.start < a.end) || (a == b && a.is_empty())
}

/// Merges a draft that two tabs have changed since both had `base`: its text, and its other fields. Returns the number
/// of conflicts in the text too. A deletion counts only if the other side has not changed the text.
pub fn merge_drafts(base: &Draft, mine: &Draft, theirs: &Draft) -> (Draft, usize) {
    let Merged { text, n_conflicts } = merge(&base.text, &mine.text, &theirs.text);
    let is_written_on = |side: &Draft| side.trashed_ms.is_none() && side.text != base.text;
    let trashed_ms = of_three(&base.trashed_ms, &mine.trashed_ms, &theirs.trashed_ms);
    let draft = Draft {
        text,
        name: of_three(&base.name, &mine.name, &theirs.name),
        format: of_three(&base.format, &mine.format, &theirs.format),
        modified_ms: mine.modified_ms.max(theirs.modified_ms),
        revision: mine.revision.max(theirs.revision),
        pinned: of_three(&base.pinned, &mine.pinned, &theirs.pinned),
        images_allowed: of_three(&base.images_allowed, &mine.images_allowed, &theirs.images_allowed),
        trashed_ms: trashed_ms.filter(|_| !is_written_on(mine) && !is_written_on(theirs)),
        ..mine.clone()
    };
    (draft, n_conflicts)
}

/// Theirs, unless mine has changed it.
fn of_three<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T) -> T {
    if mine == base { theirs.clone() } else { mine.clone() }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check([base, mine, theirs]: [&str; 3], text: &str, n_conflicts: usize) {
        assert_eq!(merge(base, mine, theirs), Merged { text: text.to_owned(), n_conflicts });
    }

    #[test]
    fn changes_in_different_blocks_are_both_made() {
        let base = "# Tea\n\nOne\n\nTwo\n";
        check([base, "# Tea\n\nOne!\n\nTwo\n", "# Tea\n\nOne\n\nTwo!\n"], "# Tea\n\nOne!\n\nTwo!\n", 0);
        check([base, "# Tea\n\nNew\n\nOne\n\nTwo\n", "# Tea\n\nOne\n"], "# Tea\n\nNew\n\nOne\n", 0);
    }

    #[test]
    fn changes_in_different_lines_of_a_block_are_both_made() {
        check(["a\nb\nc", "A\nb\nc", "a\nb\nC"], "A\nb\nC", 0);
        check(["a\nb", "A\nb", "a\nB"], "A\nB", 0);
        check(["- a\n- b\n", "- a\n- new\n- b\n", "- a\n- B\n"], "- a\n- new\n- B\n", 0);
    }

    #[test]
    fn one_line_written_in_two_ways_is_kept_in_both() {
        check(["tea", "tea and scones", "tea, please"], "tea and scones\ntea, please", 1);
        check(["", "mine", "theirs"], "mine\ntheirs", 1);
        check(["x\n", "x\nmine\n", "x\ntheirs\n"], "x\nmine\ntheirs\n", 1);
        check(["a\nb\nc", "1\n2\n3", "a\nB\nc"], "1\n2\n3\nB", 1);
    }

    #[test]
    fn the_same_change_is_made_once() {
        check(["a\n\nb", "A\n\nb!", "A\n\nb?"], "A\n\nb!\nb?", 1);
        check(["a\n\nb\n", "a\n\nsame\n\nb\n\nmine\n", "a\n\nsame\n\nb\n"], "a\n\nsame\n\nb\n\nmine\n", 0);
        check(["a", "a\nsame\nmine", "a\nsame\ntheirs"], "a\nsame\nmine\ntheirs", 1);
    }

    #[test]
    fn what_one_side_changed_is_not_deleted_by_the_other() {
        check(["a\n\nb\n\nc", "a\n\nc", "a\n\nB\n\nc"], "a\nB\n\nc", 1);
        check(["a\nb\nc", "", "a\nb\nc\nd"], "\nd", 0);
    }

    #[test]
    fn an_edit_between_two_texts_leaves_other_lines_alone() {
        let edit = edit_between("a\nb\nc\nd", "a\nB\nc\nd\ne");
        let expected = [Change::replace(2..4, "B\n"), Change::insert(7, "\ne")];
        assert_eq!(edit.changes(), expected);
    }

    /// If the author writes at the end of the notes, the cursor stays there, and not behind lines that another tab
    /// added.
    #[test]
    fn an_edit_between_two_texts_leaves_the_last_line_alone() {
        let changes = |before, after| edit_between(before, after).changes().to_vec();
        assert_eq!(changes("a\nmine", "a\nmine\ntheirs"), [Change::insert(6, "\ntheirs")]);
        assert_eq!(changes("a\nmine\ntheirs", "a\nmine"), [Change::delete(6..13)]);
        assert_eq!(changes("mine", "mine\n"), [Change::insert(4, "\n")]);
    }

    /// Few different lines, so that equal ones occur; more blank ones than in notes.
    fn any_text() -> impl Strategy<Value = String> {
        vec(prop_oneof!["[a-e]", Just(String::new()), "[x-z]{1,2}"], 0..12).prop_map(|lines| lines.join("\n"))
    }

    /// A text, and two that were made from it by replacing ranges of lines.
    fn three_texts() -> impl Strategy<Value = [String; 3]> {
        let edits = || vec((any::<prop::sample::Index>(), 0..3usize, vec("[a-e]|[p-t]{2}|", 0..3)), 0..4);
        (any_text(), edits(), edits()).prop_map(|(base, mine, theirs)| {
            let edited = |edits: Vec<(prop::sample::Index, usize, Vec<String>)>| {
                let mut lines: Vec<String> = base.split('\n').map(str::to_owned).collect();
                for (at, n_removed, insert) in edits {
                    let from = at.index(lines.len() + 1);
                    let to = lines.len().min(from + n_removed);
                    lines.splice(from..to, insert);
                }
                lines.join("\n")
            };
            let (mine, theirs) = (edited(mine), edited(theirs));
            [base, mine, theirs]
        })
    }

    fn sorted_lines(text: &str) -> Vec<&str> {
        let mut lines: Vec<&str> = text.split('\n').collect();
        lines.sort_unstable();
        lines
    }

    proptest! {
        #[test]
        fn a_change_on_one_side_gives_that_side([base, mine, _] in three_texts()) {
            for merged in [merge(&base, &mine, &base), merge(&base, &base, &mine), merge(&base, &mine, &mine)] {
                prop_assert_eq!(merged, Merged { text: mine.clone(), n_conflicts: 0 });
            }
        }

        #[test]
        fn no_line_that_a_side_brought_is_lost([base, mine, theirs] in three_texts()) {
            let merged = merge(&base, &mine, &theirs).text;
            let known: Vec<&str> = base.split('\n').collect();
            let kept: Vec<&str> = merged.split('\n').collect();
            for line in mine.split('\n').chain(theirs.split('\n')).filter(|line| !known.contains(line)) {
                prop_assert!(line.is_empty() || kept.contains(&line), "{:?} is lost in {:?}", line, merged);
            }
        }

        #[test]
        fn no_line_comes_from_nowhere([base, mine, theirs] in three_texts()) {
            let merged = merge(&base, &mine, &theirs).text;
            for line in merged.split('\n').filter(|line| !line.is_empty()) {
                let has_line = |text: &String| text.split('\n').any(|other| other == line);
                prop_assert!([&base, &mine, &theirs].into_iter().any(has_line), "{:?} in {:?}", line, merged);
            }
        }

        #[test]
        fn sides_change_nothing_but_the_order_in_conflicts([base, mine, theirs] in three_texts()) {
            let (one, other) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
            prop_assert_eq!(one.n_conflicts, other.n_conflicts);
            prop_assert_eq!(sorted_lines(&one.text), sorted_lines(&other.text));
            if one.n_conflicts == 0 {
                prop_assert_eq!(one.text, other.text);
            }
        }

        #[test]
        fn blocks_are_the_text(text in "[ab \n\t]{0,30}") {
            prop_assert_eq!(blocks(&text).join("\n"), text);
        }

        #[test]
        fn an_edit_between_two_texts_leads_from_one_to_the_other([_, before, after] in three_texts()) {
            prop_assert_eq!(edit_between(&before, &after).apply(&before), after);
        }
    }
}
