//! Edits notes, and compares their outline with one read from scratch.

use super::*;
use crate::markdown::RenderOptions;
use crate::outline::WordCounts;
use crate::text::{Change, TextEdit};
use proptest::prelude::*;

/// Notes that are being edited.
struct EditedNotes {
    text: String,
    blocks: BlockList,
    live: LiveOutline,
    word_counts: WordCounts,
}

impl EditedNotes {
    fn new(text: &str) -> EditedNotes {
        let blocks = BlockList::new(text, RenderOptions::default());
        let live = LiveOutline::new(&blocks);
        let word_counts = WordCounts::new(&blocks, &live);
        EditedNotes { text: text.to_owned(), blocks, live, word_counts }
    }

    /// Makes a change. Returns what the outline reports as changed.
    fn change(&mut self, change: Change) -> OutlineChange {
        let line = 1 + self.text[..change.byte_from].matches('\n').count();
        let is_within_line =
            !self.text[change.byte_from..change.byte_to].contains('\n') && !change.insert.contains('\n');
        let edit = TextEdit::new(vec![change], None);
        self.text = edit.apply(&self.text);
        let patch = self.blocks.update(&self.text, edit.changes());
        let change = self.live.update(&self.blocks, &patch, Some(line).filter(|_| is_within_line));
        self.word_counts.update(&self.blocks, &self.live, &patch, &change);
        change
    }

    /// Replaces the first `old` by `new`. Returns whether the outline reports a change.
    fn replace(&mut self, old: &str, new: &str) -> bool {
        let byte = self.text.find(old).expect("the text has it");
        !self.change(Change::replace(byte..byte + old.len(), new)).is_nothing()
    }

    /// Moves the cursor to another line.
    fn leave(&mut self, line: usize) -> OutlineChange {
        let change = self.live.release(line);
        self.word_counts.update(&self.blocks, &self.live, &Patch::default(), &change);
        change
    }

    /// The segments that the outline shows, as `line host #number title`.
    fn shown(&self) -> Vec<String> {
        let show = |segment: &Segment| {
            let label = &segment.label;
            let number = label.number.map(|number| format!("#{number}"));
            let parts = [label.host.clone(), number, label.title.clone()];
            format!("{} {}", segment.line, parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
        };
        self.live.segments.iter().map(show).collect()
    }
}

const NOTES: &str = "# Talk 1\n\nAnn #1: Kites\n\n- fly\n\nann 2: Planes\n\nBen #3: Wind\n";

#[test]
fn an_edit_within_a_segment_leaves_the_outline_as_it_is() {
    let mut writing = EditedNotes::new(NOTES);
    assert!(!writing.replace("fly", "fly high"));
    assert!(writing.replace("fly", "fly\n- and"));
    assert_eq!(writing.shown(), ["3 Ann #1 Kites", "8 ann #2 Planes", "10 Ben #3 Wind"]);
    assert!(writing.replace("Kites", "Kites and strings"));
}

#[test]
fn a_label_that_breaks_while_it_is_written_is_held() {
    let mut writing = EditedNotes::new(NOTES);
    let before = writing.shown();
    assert!(!writing.replace("Ann #1", "Ann 1"), "nor the label below it, which only this one explains");
    assert_eq!(writing.shown(), before);
    assert!(!writing.replace("Ann 1", "Cleo 1"));
    assert_eq!(writing.shown(), before);
    assert!(writing.replace("Cleo 1", "Cleo #1"));
    assert_eq!(writing.shown(), ["3 Cleo #1 Kites", "9 Ben #3 Wind"]);
}

#[test]
fn a_held_label_is_let_go_where_the_cursor_leaves_it() {
    let mut writing = EditedNotes::new(NOTES);
    writing.replace("Ben #3", "Ben 3");
    assert!(writing.leave(9).is_nothing());
    assert_eq!(writing.shown().len(), 3);
    assert!(!writing.leave(5).is_nothing());
    assert_eq!(writing.shown(), ["3 Ann #1 Kites", "7 ann #2 Planes"]);
    assert!(writing.leave(5).is_nothing());
}

#[test]
fn a_label_that_is_deleted_or_made_another_block_is_gone() {
    let mut writing = EditedNotes::new(NOTES);
    assert!(writing.replace("Ben #3: Wind", ""));
    assert_eq!(writing.shown(), ["3 Ann #1 Kites", "7 ann #2 Planes"]);
    let mut writing = EditedNotes::new(NOTES);
    assert!(writing.replace("Ben #3: Wind", "```\nBen #3: Wind"));
    assert_eq!(writing.shown(), ["3 Ann #1 Kites", "7 ann #2 Planes"]);
    let mut writing = EditedNotes::new(NOTES);
    writing.replace("Ben #3", "Ben 3");
    assert!(writing.replace("fly", "fly\n- high"), "an edit elsewhere lets go");
    assert_eq!(writing.shown(), ["3 Ann #1 Kites", "8 ann #2 Planes"]);
}

#[test]
fn sponsors_follow_the_kind_of_segment_that_they_stand_in() {
    let mut writing = EditedNotes::new("# Talk\n\n## Joke\n\nWhy?\n\n- Sponsored by Acme: https://a.example\n");
    assert_eq!(writing.live.sponsors.len(), 0);
    writing.replace("Joke", "Poke");
    assert_eq!(writing.live.sponsors, Outline::of(&writing.blocks).sponsors);
}

#[test]
fn a_label_takes_over_an_address_that_stands_elsewhere() {
    let mut writing = EditedNotes::new("# Talk 1\n\nAnn #1: [Kites]\n\ntext\n\n[kites]: https://a.example\n");
    let change = writing.change(Change::replace(writing.text.len() - 10..writing.text.len() - 9, "b"));
    assert_eq!(change.segment_idxs(1, 1), 0..1);
    assert_eq!(writing.live.segments[0].label.url.as_deref(), Some("https://b.example"));
    assert_eq!(writing.live.n_blocks_read(), 3);
}

#[test]
fn an_edit_reads_no_more_than_its_blocks_and_the_one_above() {
    let notes = format!("# Talk 1\n\n{}", "**Ann #1:** Kites\n\n- fly\n\ntext\n\n".repeat(200));
    let mut writing = EditedNotes::new(&notes);
    for (old, new, n_blocks) in
        [("fly", "flying", 2), ("Kites", "Kite", 2), ("fly", "fly\n", 2), ("text", "te\n\nxt", 3)]
    {
        writing.replace(old, new);
        assert_eq!(writing.live.n_blocks_read(), n_blocks, "{old} to {new}");
    }
}

#[test]
fn words_follow_a_label_that_breaks_above_one_like_it() {
    let mut writing = EditedNotes::new("# Talk 12\n## Section\nJoke: A\nJoke: A\nmore words");
    writing.replace("Joke", "oke");
    writing.leave(0);
    assert_eq!(writing.word_counts.to_vec(), [3, 4]);
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Ann #1: Kites",
        "ann #2: Planes",
        "Ben",
        " 3: ",
        "#4",
        "# Talk 12\n",
        "# #1: A\n",
        "## Section\n",
        "### Ann\n",
        "[Kites](u)\n\n- a\n",
        "[Kites](u)\n\n",
        "12:34 Wind\n",
        "10: A\n\n9: B\n\n",
        "- 00:10 A\n",
        "1. [A](u)\n2. B\n",
        "- Ann #1: A\n",
        "  Ann #2: A\n",
        "**Bold**\n\n",
        "AB 1: A\n\n",
        "Topic 1: A\n\n",
        "Links\n\n",
        "Sponsored by Acme: https://a.example\n\n",
        "Sponsored by [Acme]\n\n",
        "# [Kites]\n\n",
        "Ann #3: [Kites]\n\n",
        "[kites]: https://k.example\n\n",
        "[Kites][acme]\n\n- a\n",
        "[acme]: https://a.example\n\n",
        "Special guests:\n\n",
        "Cleo Lee\n",
        "Extras\n",
        "Joke: A\n",
        "```\n",
        "- item\n",
        "1. item\n",
        "> q\n",
        "\n",
        "\n\n",
        "text ",
        "-\n",
        ":",
    ])
}

fn edits() -> impl Strategy<Value = (String, Vec<(prop::sample::Index, usize, String)>)> {
    let text = prop::collection::vec(piece(), 0..16).prop_map(|pieces| pieces.concat());
    let edit = (any::<prop::sample::Index>(), 0..12usize, prop::collection::vec(piece(), 0..3));
    let edit = edit.prop_map(|(at, n_deleted, pieces)| (at, n_deleted, pieces.concat()));
    (text, prop::collection::vec(edit, 1..8))
}

proptest! {
    #[test]
    fn an_outline_that_was_kept_equals_one_read_afresh((text, edits) in edits()) {
        let mut writing = EditedNotes::new(&text);
        for (at, n_deleted, insert) in edits {
            let before = (*writing.live).clone();
            let byte_from = at.index(writing.text.len() + 1);
            let byte_to = (byte_from + n_deleted).min(writing.text.len());
            let change = writing.change(Change::replace(byte_from..byte_to, insert));
            check_change(&before, &writing, change)?;
            let shown = (*writing.live).clone();
            let change = writing.leave(0);
            check_change(&shown, &writing, change)?;
            prop_assert_eq!(&*writing.live, &Outline::of(&writing.blocks), "{}", &writing.text);
            prop_assert_eq!(&writing.live.colours, &LiveOutline::new(&writing.blocks).colours);
        }
    }
}

/// Checks that everything reported as unchanged is unchanged, and that the word counts are right.
fn check_change(before: &Outline, writing: &EditedNotes, change: OutlineChange) -> Result<(), TestCaseError> {
    let after = &*writing.live;
    let (n_before, n_after) = (before.segments.len(), after.segments.len());
    let idxs = change.segment_idxs(n_before, n_after);
    prop_assert!(n_before == n_after || idxs.end == usize::MAX);
    let is_outside = |idx: &usize| !idxs.contains(idx) && *idx < n_before;
    for idx in (0..n_after).filter(is_outside) {
        prop_assert_eq!(&before.segments[idx], &after.segments[idx], "{} {}", idx, &writing.text);
    }
    let head = |it: &Outline| (it.title.clone(), it.episode, it.sponsors.clone(), it.guests.clone());
    prop_assert!(change.head || head(before) == head(after), "{}", &writing.text);
    prop_assert_eq!(&writing.word_counts, &WordCounts::new(&writing.blocks, after), "{}", &writing.text);
    Ok(())
}
