//! Edits as values. What the app does to a text is a pure function that returns a [`TextEdit`], and the editor applies
//! it as one undo step.
//!
//! Invariant: the changes of an edit are sorted and do not overlap. Their offsets are positions before the edit.

use std::ops::Range;

use super::sorting::sort_by_numbers;

/// One replacement. Its offsets are positions in the text before the edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub byte_from: usize,
    pub byte_to: usize,
    pub insert: String,
}

/// One selected range of the text. An empty range is a cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelectionRange {
    /// The end that stays when the selection is extended.
    pub byte_anchor: usize,
    /// The end that moves, where the cursor blinks.
    pub byte_head: usize,
}

/// The selected ranges. There is always at least one, which may be a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    ranges: Vec<SelectionRange>,
    main_idx: usize,
}

/// Changes that are made together, and the selection after them.
///
/// Not for typing, which CodeMirror does by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextEdit {
    changes: Vec<Change>,
    /// Positions in the text after the edit. `None` lets the editor map the old selection.
    pub selection: Option<Selection>,
}

/// Where a position goes when text is inserted exactly there: before or after the insertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

impl Change {
    /// Inserts before the character at `byte`.
    pub fn insert(byte: usize, insert: impl Into<String>) -> Change {
        Change::replace(byte..byte, insert)
    }

    /// Deletes `bytes`.
    pub fn delete(bytes: Range<usize>) -> Change {
        Change::replace(bytes, "")
    }

    /// Replaces `bytes` by `insert`.
    pub fn replace(bytes: Range<usize>, insert: impl Into<String>) -> Change {
        Change { byte_from: bytes.start, byte_to: bytes.end, insert: insert.into() }
    }
}

impl SelectionRange {
    /// `byte_anchor` is the end that stays, `byte_head` the end that moves.
    pub fn new(byte_anchor: usize, byte_head: usize) -> SelectionRange {
        SelectionRange { byte_anchor, byte_head }
    }

    /// The lower end.
    pub fn from(&self) -> usize {
        self.byte_anchor.min(self.byte_head)
    }

    /// The upper end.
    pub fn to(&self) -> usize {
        self.byte_anchor.max(self.byte_head)
    }

    /// Whether it is a cursor.
    pub fn is_empty(&self) -> bool {
        self.byte_anchor == self.byte_head
    }

    /// A selection of `bytes` in the direction of this one.
    pub fn moved_to(&self, bytes: Range<usize>) -> SelectionRange {
        if self.byte_anchor <= self.byte_head {
            SelectionRange::new(bytes.start, bytes.end)
        } else {
            SelectionRange::new(bytes.end, bytes.start)
        }
    }
}

impl Selection {
    /// `ranges` must be in the order of the text; the editor scrolls to the one at `main_idx`.
    /// An empty list becomes a cursor at the start, an index out of bounds becomes the last range.
    pub fn new(ranges: Vec<SelectionRange>, main_idx: usize) -> Selection {
        let ranges = if ranges.is_empty() { vec![SelectionRange::default()] } else { ranges };
        let main_idx = main_idx.min(ranges.len() - 1);
        Selection { ranges, main_idx }
    }

    /// A selection of one range.
    pub fn single(byte_anchor: usize, byte_head: usize) -> Selection {
        Selection::new(vec![SelectionRange::new(byte_anchor, byte_head)], 0)
    }

    /// A cursor.
    pub fn cursor(byte: usize) -> Selection {
        Selection::single(byte, byte)
    }

    /// The ranges in the order of the text, at least one.
    pub fn ranges(&self) -> &[SelectionRange] {
        &self.ranges
    }

    /// The range that the editor scrolls to.
    pub fn main(&self) -> SelectionRange {
        self.ranges[self.main_idx]
    }

    /// The index of the main range.
    pub fn main_idx(&self) -> usize {
        self.main_idx
    }
}

impl TextEdit {
    /// Sorts `changes` by position. Insertions at one position keep their order.
    ///
    /// # Panics
    /// If two changes overlap: that is a mistake of the caller, and no order of applying them is right.
    pub fn new(mut changes: Vec<Change>, selection: Option<Selection>) -> TextEdit {
        sort_by_numbers(&mut changes, |change| (change.byte_from, change.byte_to));
        let disjoint = changes.windows(2).all(|pair| pair[0].byte_to <= pair[1].byte_from);
        assert!(disjoint, "changes of one edit overlap: {changes:?}");
        TextEdit { changes, selection }
    }

    /// The changes, sorted and disjoint.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The changes as the editor reports them: each at its position in the text after the changes before it.
    pub fn steps(&self) -> Vec<Change> {
        let (mut n_inserted, mut n_deleted) = (0, 0);
        let step = |change: &Change| {
            let moved = |byte: usize| byte + n_inserted - n_deleted;
            let step = Change::replace(moved(change.byte_from)..moved(change.byte_to), change.insert.clone());
            n_inserted += change.insert.len();
            n_deleted += change.byte_to - change.byte_from;
            step
        };
        self.changes.iter().map(step).collect()
    }

    /// Whether the edit changes nothing in the text. It may still set the selection.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The text after the edit.
    ///
    /// # Panics
    /// If a change lies outside `text` or splits a character.
    pub fn apply(&self, text: &str) -> String {
        let mut edited = String::with_capacity(text.len());
        let mut byte_done = 0;
        for change in &self.changes {
            edited.push_str(&text[byte_done..change.byte_from]);
            edited.push_str(&change.insert);
            byte_done = change.byte_to;
        }
        edited.push_str(&text[byte_done..]);
        edited
    }

    /// Maps a position before the edit to the position after it, by CodeMirror's rules: the ends of a replaced range
    /// stay its ends; a position inside it, or exactly where text is inserted, goes to `side`.
    pub fn map_byte(&self, byte: usize, side: Side) -> usize {
        let (mut n_inserted, mut n_deleted) = (0, 0);
        for change in self.changes.iter().take_while(|it| it.byte_from <= byte) {
            let is_insertion = change.byte_from == change.byte_to;
            let touches = byte < change.byte_to || is_insertion && byte == change.byte_from;
            if touches {
                let byte_new = change.byte_from + n_inserted - n_deleted;
                let stays = side == Side::Before || byte == change.byte_from && !is_insertion;
                if stays {
                    return byte_new;
                }
                if !is_insertion {
                    return byte_new + change.insert.len();
                }
            }
            n_inserted += change.insert.len();
            n_deleted += change.byte_to - change.byte_from;
        }
        byte + n_inserted - n_deleted
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// A text and disjoint changes to it, in any order.
    fn text_and_changes() -> impl Strategy<Value = (String, Vec<Change>)> {
        let change = (0..9usize, 0..4usize, "[a-cé🎙]{0,3}");
        ("[x-zß漢\n]{0,20}", vec(change, 0..5)).prop_flat_map(|(text, sizes)| {
            let mut changes = Vec::new();
            let mut byte_done = 0;
            for (n_kept, n_replaced, insert) in sizes {
                let byte_from = text.floor_char_boundary(byte_done + n_kept).max(byte_done);
                let byte_to = text.floor_char_boundary(byte_from + n_replaced).max(byte_from);
                changes.push(Change::replace(byte_from..byte_to, insert));
                byte_done = text.ceil_char_boundary(byte_to + 1);
            }
            changes.dedup_by_key(|change| change.byte_from);
            (Just(text), Just(changes).prop_shuffle())
        })
    }

    proptest! {
        #[test]
        fn an_edit_is_its_changes_made_one_by_one_from_the_end((text, changes) in text_and_changes()) {
            let mut expected = text.clone();
            let mut from_end = changes.clone();
            from_end.sort_by_key(|change| std::cmp::Reverse(change.byte_from));
            for change in &from_end {
                expected.replace_range(change.byte_from..change.byte_to, &change.insert);
            }
            prop_assert_eq!(TextEdit::new(changes, None).apply(&text), expected);
        }

        #[test]
        fn its_steps_lead_to_the_same_text((text, changes) in text_and_changes()) {
            let edit = TextEdit::new(changes, None);
            let mut stepped = text.clone();
            for step in edit.steps() {
                stepped.replace_range(step.byte_from..step.byte_to, &step.insert);
            }
            prop_assert_eq!(stepped, edit.apply(&text));
        }

        #[test]
        fn a_position_outside_the_changes_keeps_its_character((text, changes) in text_and_changes()) {
            let edit = TextEdit::new(changes, None);
            let edited = edit.apply(&text);
            for (byte, char) in text.char_indices() {
                let is_changed = |it: &Change| it.byte_from <= byte && byte < it.byte_to;
                if !edit.changes().iter().any(is_changed) {
                    let byte_new = edit.map_byte(byte, Side::After);
                    prop_assert!(edited[byte_new..].starts_with(char));
                }
            }
        }

        #[test]
        fn positions_stay_in_order((text, changes) in text_and_changes()) {
            let edit = TextEdit::new(changes, None);
            let n_bytes = edit.apply(&text).len();
            for side in [Side::Before, Side::After] {
                let mapped = (0..=text.len()).map(|byte| edit.map_byte(byte, side));
                prop_assert!(mapped.clone().is_sorted());
                prop_assert!(mapped.max() <= Some(n_bytes));
            }
        }
    }

    #[test]
    fn the_side_decides_where_something_is_inserted() {
        let edit = TextEdit::new(vec![Change::insert(2, "new")], None);
        assert_eq!(edit.map_byte(2, Side::Before), 2);
        assert_eq!(edit.map_byte(2, Side::After), 5);
        assert_eq!(edit.map_byte(3, Side::Before), 6);
    }

    #[test]
    fn the_ends_of_a_replaced_stretch_stay_its_ends() {
        let edit = TextEdit::new(vec![Change::replace(2..6, "new")], None);
        assert_eq!(edit.map_byte(2, Side::After), 2);
        assert_eq!(edit.map_byte(4, Side::Before), 2);
        assert_eq!(edit.map_byte(4, Side::After), 5);
        assert_eq!(edit.map_byte(6, Side::Before), 5);
    }

    #[test]
    #[should_panic(expected = "overlap")]
    fn overlapping_changes_are_refused() {
        TextEdit::new(vec![Change::delete(0..3), Change::delete(2..4)], None);
    }

    #[test]
    fn a_selection_is_never_nothing() {
        assert_eq!(Selection::new(Vec::new(), 7), Selection::cursor(0));
    }
}
