//! The notes as a list of top-level blocks, from which preview and outline are made.
//!
//! Invariant: the blocks tile the text: their lengths add up to its length, and each begins at the start of a line. An
//! updated list equals one made from the text from scratch. (`tests/keystrokes.rs`, `tests/corpus.rs`, `make fuzz`)

use crate::markdown::Block;
use crate::markdown::labels::Labels;
use crate::markdown::options::RenderOptions;
use crate::markdown::patch::Patch;
use crate::markdown::reach::Reach;
use crate::markdown::starts::{Start, Starts};
use crate::markdown::window::{Edit, Window};
use crate::text::Change;

/// All blocks of a text, in order.
#[derive(Clone, Debug)]
pub struct BlockList {
    blocks: Vec<Block>,
    starts: Starts,
    labels: Labels,
    options: RenderOptions,
    n_words: usize,
    n_bytes_read: usize,
}

impl BlockList {
    /// Takes time linear in the text.
    pub fn new(text: &str, options: RenderOptions) -> BlockList {
        let mut list = BlockList {
            blocks: Vec::new(),
            starts: Starts::new(),
            labels: Labels::default(),
            options,
            n_words: 0,
            n_bytes_read: 0,
        };
        list.follow(text, Edit { byte_from: 0, byte_old_to: 0, byte_to: text.len() });
        list
    }

    /// The blocks, in the order of the text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How the blocks are rendered.
    pub fn options(&self) -> RenderOptions {
        self.options
    }

    /// The visible words of all blocks, without code blocks. O(1).
    pub fn n_words(&self) -> usize {
        self.n_words
    }

    /// The bytes that were parsed for the last update; a byte that was parsed twice counts twice.
    pub fn n_bytes_read(&self) -> usize {
        self.n_bytes_read
    }

    /// The start of a block; for the index behind the last one, the end of the text. O(1).
    ///
    /// # Panics
    /// If there is no such block.
    pub fn byte_of(&self, idx: usize) -> usize {
        self.starts.at(idx).byte
    }

    /// The 1-based line on which a block begins. O(1).
    ///
    /// # Panics
    /// If there is no such block.
    pub fn line_of(&self, idx: usize) -> usize {
        self.starts.at(idx).line_idx + 1
    }

    /// The block at a byte of the text; the last one beyond the end; `None` for an empty text. O(log n).
    pub fn idx_at_byte(&self, byte: usize) -> Option<usize> {
        self.idx_before(self.starts.partition_point(|start| start.byte <= byte))
    }

    /// The block at a 1-based line of the text; the last one beyond the end; `None` for an empty text. O(log n).
    pub fn idx_at_line(&self, line: usize) -> Option<usize> {
        self.idx_before(self.starts.partition_point(|start| start.line_idx < line.max(1)))
    }

    fn idx_before(&self, n_starts: usize) -> Option<usize> {
        n_starts.min(self.blocks.len()).checked_sub(1)
    }

    /// Updates the blocks after an edit. `text` is the text after `changes`; the position of each change is one after
    /// the changes before it.
    ///
    /// Usually takes time in proportion to the edited block and its neighbours, whatever the length of the text. If the
    /// edit opens or closes a construct that continues below, in proportion to everything that changes. If the meaning
    /// of a label changes, or headings or footnotes get other numbers, all blocks are checked, and those affected are
    /// parsed again.
    pub fn update(&mut self, text: &str, changes: &[Change]) -> Patch {
        match Edit::around(changes) {
            Some(edit) => self.follow(text, edit),
            None => Patch::default(),
        }
    }

    /// Renders the text again with other options.
    pub fn set_options(&mut self, text: &str, options: RenderOptions) -> Patch {
        self.options = options;
        self.follow(text, Edit { byte_from: 0, byte_old_to: text.len(), byte_to: text.len() })
    }

    fn follow(&mut self, text: &str, edit: Edit) -> Patch {
        let window = self.read_window(text, edit);
        self.n_bytes_read = window.n_bytes_read;
        let may_lack_links = window.may_lack_links;
        let (start, old_end) = (window.replaced.start, window.replaced.end);
        let inserted = start..start + window.blocks.len();
        let removed = self.replace_blocks(window);
        let rerendered = self.update_far_blocks(text, &removed, inserted.clone(), may_lack_links);
        let new = &self.blocks[inserted.clone()];
        let n_before = n_equal(removed.iter(), new.iter());
        let n_behind = n_equal(removed[n_before..].iter().rev(), new[n_before..].iter().rev());
        Patch {
            removed: start + n_before..old_end - n_behind,
            inserted: start + n_before..inserted.end - n_behind,
            rerendered,
        }
    }

    /// Replaces the old blocks by those of a window. Returns the old ones.
    fn replace_blocks(&mut self, window: Window) -> Vec<Block> {
        let lengths = window.blocks.iter().map(|block| Start { byte: block.byte_len, line_idx: block.n_lines });
        self.starts.splice(window.replaced.clone(), lengths);
        self.n_words += n_words(&window.blocks);
        let removed: Vec<Block> = self.blocks.splice(window.replaced, window.blocks).collect();
        self.n_words -= n_words(&removed);
        removed
    }

    /// Replaces the contents of a block that was read again, and returns the old block. Its extent and the facts that
    /// depend only on its source stay.
    pub(super) fn replace_contents(&mut self, idx: usize, read: Block) -> Block {
        let old = &mut self.blocks[idx];
        let (byte_len, n_lines, fingerprint) = (old.byte_len, old.n_lines, old.fingerprint);
        let mut new = Block { byte_len, n_lines, fingerprint, ..read };
        let mut reach = new.reach.take().map_or(Reach::NONE, |reach| *reach);
        reach.definitions.clone_from(&old.reach().definitions);
        reach.mentions.clone_from(&old.reach().mentions);
        new.reach = Some(reach).filter(|reach| !reach.is_none()).map(Box::new);
        self.n_words = self.n_words + new.n_words - old.n_words;
        std::mem::replace(old, new)
    }

    pub(super) fn labels(&self) -> &Labels {
        &self.labels
    }

    pub(super) fn labels_and_blocks(&mut self) -> (&mut Labels, &[Block]) {
        (&mut self.labels, &self.blocks)
    }

    /// Only for changing numbers. The blocks must be rendered again afterwards.
    pub(super) fn blocks_mut(&mut self) -> &mut [Block] {
        &mut self.blocks
    }

    pub(super) fn count_read(&mut self, n_bytes: usize) {
        self.n_bytes_read += n_bytes;
    }
}

fn n_equal<'a>(before: impl Iterator<Item = &'a Block>, after: impl Iterator<Item = &'a Block>) -> usize {
    before.zip(after).take_while(|(a, b)| a == b).count()
}

fn n_words(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.n_words).sum()
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::BlockKind;
    use crate::markdown::arbitrary::{AuthorEdit, author_edit, markdown, notes};
    use crate::markdown::oracle;
    use crate::text::TextEdit;

    fn list(text: &str) -> BlockList {
        BlockList::new(text, RenderOptions::default())
    }

    /// The kind and the text of each block.
    fn tiles(text: &str) -> Vec<(BlockKind, &str)> {
        let list = list(text);
        let kinds = list.blocks().iter().enumerate();
        kinds.map(|(idx, block)| (block.kind, &text[list.byte_of(idx)..list.byte_of(idx + 1)])).collect()
    }

    fn check_tiling(text: &str, list: &BlockList) {
        assert_eq!(list.byte_of(list.blocks().len()), text.len());
        for (idx, block) in list.blocks().iter().enumerate() {
            let byte = list.byte_of(idx);
            assert!(block.byte_len > 0, "block {idx} is empty");
            assert!(byte == 0 || text[..byte].ends_with('\n'), "block {idx} begins within a line");
            assert_eq!(list.line_of(idx), text[..byte].matches('\n').count() + 1);
            assert_eq!(list.idx_at_byte(byte), Some(idx));
            assert_eq!(list.idx_at_byte(byte + block.byte_len - 1), Some(idx));
            for line in &block.lines {
                assert!(line.line_offset < block.n_lines);
                assert!(line.links.iter().all(|link| line.text.get(link.text_range.clone()).is_some()));
            }
        }
    }

    proptest! {
        #[test]
        fn blocks_tile_the_text(text in markdown()) {
            check_tiling(&text, &list(&text));
        }

        #[test]
        fn a_text_read_in_pieces_is_as_if_read_at_once(text in prop_oneof![markdown(), notes()]) {
            oracle::check(&text, &list(&text));
        }

        #[test]
        fn an_updated_list_is_a_new_one(
            text in prop_oneof![1 => markdown(), 3 => notes()],
            acts in vec(author_edit(), 1..8),
        ) {
            let mut text = text;
            let mut updated = list(&text);
            for AuthorEdit { place, n_removed, inserts } in acts {
                let mut byte_from = text.floor_char_boundary(place.index(text.len() + 1));
                let mut byte_to = text.ceil_char_boundary((byte_from + n_removed).min(text.len()));
                for insert in inserts {
                    edit(&mut text, &mut updated, byte_from..byte_to, &insert);
                    byte_from += insert.len();
                    byte_to = byte_from;
                }
            }
        }
    }

    /// Makes an edit, and checks the blocks and the patch.
    #[track_caller]
    fn edit(text: &mut String, updated: &mut BlockList, bytes: Range<usize>, insert: &str) {
        let before = updated.blocks.clone();
        text.replace_range(bytes.clone(), insert);
        let patch = updated.update(text, &[Change::replace(bytes, insert)]);
        check_equal(updated, &list(text));
        oracle::check(text, updated);
        check_patch(&before, &updated.blocks, &patch);
    }

    #[track_caller]
    fn check_equal(updated: &BlockList, expected: &BlockList) {
        for (idx, (block, expected)) in updated.blocks.iter().zip(&expected.blocks).enumerate() {
            assert_eq!(block, expected, "block {idx}");
        }
        assert_eq!(updated.blocks.len(), expected.blocks.len());
        assert_eq!(updated.n_words(), expected.n_words());
        for idx in 0..=expected.blocks.len() {
            assert_eq!(updated.byte_of(idx), expected.byte_of(idx));
            assert_eq!(updated.line_of(idx), expected.line_of(idx));
        }
    }

    /// A patch reports what was replaced and what looks different, and nothing else.
    #[track_caller]
    fn check_patch(before: &[Block], after: &[Block], patch: &Patch) {
        let (removed, inserted) = (&before[patch.removed.clone()], &after[patch.inserted.clone()]);
        let mut patched = before.to_vec();
        patched.splice(patch.removed.clone(), inserted.to_vec());
        assert_eq!(patched.len(), after.len());
        for (idx, (patched, block)) in patched.iter().zip(after).enumerate() {
            let is_shown_alike = patched.html == block.html && patched.lines == block.lines;
            assert_eq!(is_shown_alike, !patch.rerendered.contains(&idx), "block {idx}");
        }
        if let ([first, .., last], [first_new, .., last_new]) = (removed, inserted) {
            assert_ne!(first, first_new);
            assert_ne!(last, last_new);
        }
    }

    #[test]
    fn blank_lines_belong_to_the_block_above() {
        use BlockKind::*;
        assert_eq!(
            tiles("# A\n\n \nb\nc\n\n- d\n"),
            [(Heading(1), "# A\n\n \n"), (Paragraph, "b\nc\n\n"), (List, "- d\n"),]
        );
        assert_eq!(tiles("\n\na"), [(Blank, "\n\n"), (Paragraph, "a")]);
        assert_eq!(tiles("\n"), [(Blank, "\n")]);
        assert_eq!(tiles(""), []);
    }

    #[test]
    fn definitions_are_blank_blocks() {
        use BlockKind::*;
        assert_eq!(
            tiles("a\n\n[x]: /u\n[y]: /v\n\nb"),
            [(Paragraph, "a\n\n"), (Blank, "[x]: /u\n[y]: /v\n\n"), (Paragraph, "b"),]
        );
        assert_eq!(tiles("[x]: /u\nb"), [(Blank, "[x]: /u\n"), (Paragraph, "b")]);
        assert_eq!(tiles("a\n\n[x]: /u"), [(Paragraph, "a\n\n"), (Blank, "[x]: /u")]);
    }

    #[test]
    fn a_block_begins_where_a_line_begins() {
        use BlockKind::*;
        assert_eq!(tiles("[^1]: [^2]: a\n"), [(Footnote, "[^1]: [^2]: a\n")]);
        assert_eq!(tiles("# a\rb\n\nc"), [(Heading(1), "# a\rb\n\n"), (Paragraph, "c")]);
        assert_eq!(tiles("# a\n[x]: /u\rb\n"), [(Heading(1), "# a\n"), (Paragraph, "[x]: /u\rb\n")]);
    }

    #[test]
    fn every_kind_is_told_apart() {
        use BlockKind::*;
        let text = "a\n\n## b\n- c\n\n> d\n\n```\ne\n```\n|f|\n|-|\n\n<div>\n\n***\n[^1]: g\n";
        let kinds: Vec<BlockKind> = tiles(text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [Paragraph, Heading(2), List, Quote, Code, Table, Html, Rule, Footnote]);
    }

    #[test]
    fn a_key_changes_one_block() {
        let mut updated = list("a\n\nb\n\nc\n");
        let patch = updated.update("a\n\nbx\n\nc\n", &[Change::insert(4, "x")]);
        assert_eq!(patch, Patch::splice(1..2, 1..2));
        assert_eq!(updated.byte_of(2), 7);
    }

    #[test]
    fn a_definition_changes_the_blocks_that_use_it() {
        let mut updated = list("[a]\n\nb\n\n[x]: /u\n");
        let patch = updated.update("[a]\n\nb\n\n[a]: /u\n", &[Change::replace(9..10, "a")]);
        assert_eq!(patch, Patch { rerendered: vec![0], ..Patch::splice(2..3, 2..3) });
    }

    #[test]
    fn allowed_images_change_only_the_blocks_that_have_some() {
        let text = "a\n\n![i](https://a.example/i.png)\n";
        let mut list = list(text);
        let patch = list.set_options(text, RenderOptions { images: crate::markdown::ImagePolicy::Allowed });
        assert_eq!(patch, Patch::splice(1..2, 1..2));
        assert!(list.blocks()[1].html.contains("<img "));
    }

    /// Makes an edit that proptest has once found to fail: a text, what is typed at `|`, and how many bytes it
    /// replaces.
    #[track_caller]
    fn check_edit(before: &str, insert: &str, n_replaced: usize) {
        let byte = before.find('|').unwrap();
        let mut text = before.replacen('|', "", 1);
        let mut updated = list(&text);
        edit(&mut text, &mut updated, byte..byte + n_replaced, insert);
    }

    #[test]
    fn what_stands_below_a_definition_is_read_again_with_it() {
        check_edit("[b]: /b|\n2. numbered\n\n\tindented\n", "[^2]: x", 0);
    }

    #[test]
    fn html_that_a_carriage_return_ended_goes_on() {
        check_edit("<div>\nx\n|\ra\n", "y", 0);
    }

    #[test]
    fn a_footnote_within_a_footnote_is_read_again_with_it() {
        check_edit("a\n\n|[^2]: b\n\n    [^1]: c\n", "x", 1);
    }

    #[test]
    fn a_long_address_is_not_repeated_without_end() {
        let used = |n_uses: usize| {
            format!("> [a]: /{}\n>\n> {}\n\n{}|\n", "u".repeat(1000), "[a] ".repeat(n_uses), "[a]\n\n".repeat(n_uses))
        };
        let html = |text: &str| list(text).blocks().iter().map(|block| block.html.clone()).collect::<String>();
        assert!(html(&used(5)).matches("uuu").count() > 10 * 300);
        assert!(html(&used(200)).len() < 100_000);
        for (n_uses, insert) in [(5, "[a]"), (8, "[a]"), (8, "x"), (200, "[a]")] {
            let mut text = used(n_uses);
            let mut updated = list(&text);
            let byte = text.find('|').unwrap();
            for (bytes, insert) in [(byte..byte + 1, insert), (byte..byte + insert.len(), "")] {
                text.replace_range(bytes.clone(), insert);
                updated.update(&text, &[Change::replace(bytes, insert)]);
                check_equal(&updated, &list(&text));
            }
        }
    }

    #[test]
    fn a_line_is_in_a_block() {
        let list = list("a\n\nb\nc\n");
        assert_eq!([0, 1, 2, 3, 4, 9].map(|line| list.idx_at_line(line)), [0, 0, 0, 1, 1, 1].map(Some));
        assert_eq!(super::tests::list("").idx_at_line(1), None);
    }

    #[test]
    fn several_changes_are_one_edit() {
        let mut text = "a\n\nb\n\nc\n\nd\n".to_owned();
        let mut updated = list(&text);
        let edit =
            TextEdit::new(vec![Change::insert(0, "- "), Change::delete(3..5), Change::replace(9..10, "> d")], None);
        text = edit.apply(&text);
        updated.update(&text, &edit.steps());
        check_equal(&updated, &list(&text));
    }

    #[test]
    fn a_byte_beyond_the_end_is_in_the_last_block() {
        assert_eq!(list("a\n\nb").idx_at_byte(99), Some(1));
        assert_eq!(list("").idx_at_byte(0), None);
    }
}
