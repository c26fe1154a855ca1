//! The promises of arranging segments, over notes as authors write them: made up in many shapes, and, where the corpus lies beside
//! the project, real ones.

mod support {
    pub mod corpus;
    pub mod labelled;
}

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rundown::markdown::{BlockList, RenderOptions};
use rundown::outline::{LiveOutline, Outline};
use rundown::rundown::{
    ArrangeError, Fields, Insertion, InsertionPoint, Notes, RenameError, Scope, all_segment_bytes, built_in,
    delete_segment, duplicate_segment, fold_bytes, insertion, move_segment, number_for_insertion, rename_host,
    renumber, segment_bytes, template_of,
};
use rundown::text::{Change, Selection, TextEdit};

use self::support::corpus::episodes;
use self::support::labelled::{label, notes};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn moving_there_and_back_changes_nothing(text in notes(), from in any::<Index>(), to in any::<Index>(), at in any::<Index>()) {
        let Some((from, to)) = two_places(&text, from, to) else { return Ok(()) };
        let byte = text.floor_char_boundary(at.index(text.len() + 1));
        let Ok(there) = moved(&text, from, to, byte) else { return Ok(()) };
        let arranged = there.apply(&text);
        prop_assert!(arranged.starts_with(&text[..byte_of_first_segment(&text)]) || has_new_blank_line(&text, &arranged));
        if has_new_blank_line(&text, &arranged) {
            return Ok(());
        }
        prop_assert_eq!(lines_but_digits(&arranged), lines_but_digits(&text));
        let byte_there = cursor(&there);
        let back = moved(&arranged, to, from, byte_there).expect("there is a way back");
        prop_assert_eq!(back.apply(&arranged), &text[..], "{}", arranged);
        if is_in_segment(&text, byte) && !is_in_number(&text, byte) {
            prop_assert_eq!(cursor(&back), byte);
        }
    }

    #[test]
    fn deleting_a_copy_changes_everything_back(text in notes(), at in any::<Index>()) {
        let n_segments = n_segments(&text);
        prop_assume!(n_segments > 0);
        let idx = at.index(n_segments);
        let Ok(copied) = with_notes(&text, |notes| duplicate_segment(notes, idx)) else { return Ok(()) };
        let doubled = copied.apply(&text);
        if n_breaks(&doubled) - n_breaks(&text) > n_breaks_of_copy(&text, idx) {
            return Ok(());
        }
        let copy_idx = with_notes(&text, |notes| notes.outline.end_of(idx));
        let back = with_notes(&doubled, |notes| delete_segment(notes, copy_idx)).apply(&doubled);
        prop_assert_eq!(back, text, "{}", doubled);
    }

    #[test]
    fn numbering_anew_changes_digits_alone_and_only_once(text in notes()) {
        let numbered = with_notes(&text, renumber).expect("its numbers can be read").apply(&text);
        prop_assert_eq!(without_digits(&numbered), without_digits(&text));
        prop_assert_eq!(with_notes(&numbered, renumber), Ok(TextEdit::default()), "{}", numbered);
    }

    #[test]
    fn renaming_there_and_back_changes_nothing(text in notes(), scope in select(&[Scope::Labels, Scope::Everywhere][..])) {
        let rename = |text: &str, old: &str, new: &str| {
            with_notes(text, |notes| rename_host(notes, old, new, scope)).map(|edit| edit.apply(text))
        };
        for host in ["Ann", "太郎"] {
            let renamed = rename(&text, host, "Zoë").expect("it is a name");
            prop_assert_eq!(renamed.split('\n').count(), text.split('\n').count());
            prop_assert_eq!(rename(&renamed, "Zoë", host), Ok(text.clone()), "{}", renamed);
        }
    }

    #[test]
    fn any_text_can_be_arranged(text in any::<String>(), labels in vec(label(), 0..3), idx in 0..4usize, to in 0..4usize) {
        let text = format!("{}\n{}", text.replace('\r', "\n"), labels.join("\n"));
        with_notes(&text, |notes| run_every_command(notes, idx, to));
    }

    #[test]
    fn notes_can_be_arranged_while_a_label_is_held(text in notes(), at in any::<Index>(), typed in vec(keystroke(), 1..5), to in 0..5usize) {
        let n_segments = n_segments(&text);
        prop_assume!(n_segments > 0);
        let idx = at.index(n_segments);
        let mut writing = Writing::new(text, idx);
        for (at, n_deleted, insert) in typed {
            writing.rewrite_label(at, n_deleted, insert);
            run_every_command(&writing.notes(), idx, to);
        }
    }
}

#[test]
fn a_label_that_is_held_can_be_deleted_and_is_finished_before_all_else() {
    let mut writing = Writing::new("Ann #1: A\n\n- a\n\nBen #2: B\n".to_owned(), 1);
    writing.change(Change::delete(20..21));
    let notes = writing.notes();
    assert_eq!((notes.text, notes.outline.segments.len()), ("Ann #1: A\n\n- a\n\nBen 2: B\n", 2));
    assert_eq!(move_segment(&notes, 1, 0, &Selection::cursor(0)), Err(ArrangeError::Unfinished { line: 5 }));
    assert_eq!(renumber(&notes), Err(ArrangeError::Unfinished { line: 5 }));
    let renamed = rename_host(&notes, "Ann", "Zoë", Scope::Labels);
    assert_eq!(renamed, Err(RenameError::Unfinished { line: 5 }));
    assert_eq!(delete_segment(&notes, 1).apply(notes.text), "Ann #1: A\n\n- a\n");
}

#[test]
fn a_segment_of_every_episode_moves_down_and_up_again() {
    let (mut n_moved, mut n_refused) = (0, 0);
    for (name, text) in episodes() {
        let Some(idx) = any_idx(&text) else { continue };
        let Some(idx_to) = next_landing(&text, idx) else { continue };
        match moved(&text, idx, idx_to, 0) {
            Ok(there) => {
                check_back(&name, &text, &there.apply(&text), idx, idx_to);
                n_moved += 1;
            }
            Err(error) => {
                println!("{name}: {idx}: {error}");
                n_refused += 1;
            }
        }
    }
    println!("{n_moved} moved, {n_refused} refused");
    assert!(n_refused * 10 <= n_moved, "a move is refused where it must be, and that is rare");
}

#[track_caller]
fn check_back(name: &str, text: &str, arranged: &str, idx: usize, idx_to: usize) {
    if has_new_blank_line(text, arranged) {
        println!("{name}: {idx}: a blank line was needed");
        return;
    }
    assert_eq!(lines_but_digits(arranged), lines_but_digits(text), "{name}: {idx}");
    let back = moved(arranged, idx_to, idx, 0).expect("there is a way back");
    assert!(back.apply(arranged) == text, "{name}: {idx}");
}

/// Where a segment comes when it moves down.
fn next_landing(text: &str, idx: usize) -> Option<usize> {
    with_notes(text, |notes| notes.outline.landings(idx).into_iter().find(|landing| *landing > idx))
}

/// A segment with one below it: another one in each episode, and the same in every run.
fn any_idx(text: &str) -> Option<usize> {
    let n_above = n_segments(text).saturating_sub(1);
    text.len().checked_rem(n_above)
}

#[test]
fn a_copy_in_every_episode_is_deleted_again() {
    for (name, text) in episodes() {
        let Some(idx) = any_idx(&text) else { continue };
        let Ok(copied) = with_notes(&text, |notes| duplicate_segment(notes, idx)) else { continue };
        let doubled = copied.apply(&text);
        let copy_idx = with_notes(&text, |notes| notes.outline.end_of(idx));
        let back = with_notes(&doubled, |notes| delete_segment(notes, copy_idx)).apply(&doubled);
        assert!(back == text || copied.is_empty(), "{name}: {idx}");
    }
}

/// Runs each command on these notes: its edit can be applied, and points to places in the text that it makes.
fn run_every_command(notes: &Notes, idx: usize, to: usize) {
    let edits = [
        move_segment(notes, idx, to, &Selection::cursor(notes.text.len())).ok(),
        duplicate_segment(notes, idx).ok(),
        Some(delete_segment(notes, idx)),
        renumber(notes).ok(),
        rename_host(notes, "Ann", "Zoë", Scope::Everywhere).ok(),
    ];
    for edit in edits.into_iter().flatten() {
        let arranged = edit.apply(notes.text);
        assert!(edit.selection.is_none_or(|selection| arranged.is_char_boundary(selection.main().byte_head)));
    }
    let bytes = segment_bytes(notes, idx);
    assert!(fold_bytes(notes, idx).is_none_or(|fold| bytes.start <= fold.start && fold.end == bytes.end));
    let is_own_part = |own: &Range<usize>| own.start == bytes.start && own.end <= bytes.end;
    assert!(all_segment_bytes(notes).get(idx).is_none_or(is_own_part));
    let topic = &built_in()[1];
    for place in [
        InsertionPoint::AfterSegment,
        InsertionPoint::BeforeSegment,
        InsertionPoint::AtCursor,
        InsertionPoint::OverTyped,
    ] {
        let fields = Fields { number: Some(number_for_insertion(notes, bytes.start, place)), ..Fields::default() };
        let Insertion { byte_from, byte_to, changes, .. } = insertion(topic, &fields, notes, bytes.start, place);
        let inserted = Change::replace(byte_from..byte_to, "");
        TextEdit::new(changes.into_iter().chain([inserted]).collect(), None).apply(notes.text);
    }
    template_of(notes, bytes);
}

/// Notes of which one label is being rewritten.
struct Writing {
    text: String,
    blocks: BlockList,
    live: LiveOutline,
    /// The 1-based line of the label.
    line: usize,
}

impl Writing {
    fn new(text: String, segment_idx: usize) -> Writing {
        let blocks = BlockList::new(&text, RenderOptions::default());
        let live = LiveOutline::new(&blocks);
        let line = live.segments[segment_idx].line;
        Writing { text, blocks, live, line }
    }

    fn notes(&self) -> Notes<'_> {
        Notes { text: &self.text, blocks: &self.blocks, outline: &self.live }
    }

    /// Replaces a few characters of the label's line.
    fn rewrite_label(&mut self, at: Index, n_deleted: usize, insert: &str) {
        let byte_line: usize = self.text.split_inclusive('\n').take(self.line - 1).map(str::len).sum();
        let label = self.text[byte_line..].split('\n').next().unwrap_or_default();
        let byte_from = label.floor_char_boundary(at.index(label.len() + 1));
        let byte_to = label.ceil_char_boundary((byte_from + n_deleted).min(label.len()));
        self.change(Change::replace(byte_line + byte_from..byte_line + byte_to, insert));
    }

    /// Makes a change within the label's line.
    fn change(&mut self, change: Change) {
        let edit = TextEdit::new(vec![change], None);
        self.text = edit.apply(&self.text);
        let patch = self.blocks.update(&self.text, edit.changes());
        self.live.update(&self.blocks, &patch, Some(self.line));
    }
}

fn keystroke() -> impl Strategy<Value = (Index, usize, &'static str)> {
    (any::<Index>(), 0..4usize, select(&["", "", "x", "#", "1", " ", "凧", "**", "```", "- ", ":"][..]))
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

fn with_notes<R>(text: &str, use_notes: impl FnOnce(&Notes) -> R) -> R {
    let blocks = BlockList::new(text, RenderOptions::default());
    let outline = Outline::of(&blocks);
    use_notes(&Notes { text, blocks: &blocks, outline: &outline })
}

fn moved(text: &str, from: usize, to: usize, byte_cursor: usize) -> Result<TextEdit, ArrangeError> {
    with_notes(text, |notes| move_segment(notes, from, to, &Selection::cursor(byte_cursor)))
}

fn cursor(edit: &TextEdit) -> usize {
    edit.selection.as_ref().expect("a move says where the cursor goes").main().byte_head
}

fn n_segments(text: &str) -> usize {
    with_notes(text, |notes| notes.outline.segments.len())
}

/// A segment and another place among those beside it, if there is one.
fn two_places(text: &str, from: Index, to: Index) -> Option<(usize, usize)> {
    let from = from.index(n_segments(text).max(1));
    let others = with_notes(text, |notes| notes.outline.landings(from)).into_iter().filter(|landing| *landing != from);
    let others: Vec<usize> = others.collect();
    Some((from, *others.get(to.index(others.len().max(1)))?))
}

fn byte_of_first_segment(text: &str) -> usize {
    with_notes(text, |notes| segment_bytes(notes, 0).start)
}

fn is_in_segment(text: &str, byte: usize) -> bool {
    with_notes(text, |notes| (0..notes.outline.segments.len()).any(|idx| segment_bytes(notes, idx).contains(&byte)))
}

/// A number or an indentation that becomes shorter for a while does not remember where in it the cursor was.
fn is_in_number(text: &str, byte: usize) -> bool {
    let is_of_number = |c: char| is_digit(c) || c == '.';
    let is_indentation = text[..byte].rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
    is_indentation || text[..byte].ends_with(is_of_number) && text[byte..].starts_with(is_of_number)
}

fn n_breaks(text: &str) -> usize {
    text.matches('\n').count()
}

/// The line breaks of a copy and of the gap above it, if no blank line is added.
fn n_breaks_of_copy(text: &str, idx: usize) -> usize {
    with_notes(text, |notes| {
        let bytes = |idx: usize| segment_bytes(notes, idx);
        let own = all_segment_bytes(notes);
        let end = notes.outline.end_of(idx);
        let gap = match idx {
            _ if end < own.len() => &text[own[end - 1].end..own[end].start],
            0 => "\n\n",
            _ => &text[own[idx - 1].end..own[idx].start],
        };
        n_breaks(&text[bytes(idx)]) + n_breaks(gap)
    })
}

fn has_new_blank_line(before: &str, after: &str) -> bool {
    n_breaks(after) > n_breaks(before)
}

/// Without digits, nor the indentation that follows the marker of an item.
fn without_digits(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.trim_start_matches(' '));
    lines.collect::<Vec<_>>().join("\n").chars().filter(|c| !is_digit(*c)).collect()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn lines_but_digits(text: &str) -> Vec<String> {
    // A part comes and goes with its point: `#1` and `#0.1` change places.
    let mut lines: Vec<String> = text.split('\n').map(|line| without_digits(line).replace('.', "")).collect();
    lines.sort();
    lines
}
