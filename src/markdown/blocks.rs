//! The notes as a list of top-level blocks, which is what the preview shows and the outline is read from.
//!
//! Invariant: the blocks tile the text, so that their lengths add up to its length, and each begins where a line begins;
//! and a list that was updated equals one made from the text afresh.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::markdown::depth::guard;
use crate::markdown::events::{Located, by_block, events};
use crate::markdown::footnotes::Footnotes;
use crate::markdown::headings::Slugs;
use crate::markdown::html::{Document, write_block};
use crate::markdown::lines::{self, InlineLine, Said};
use crate::markdown::options::RenderOptions;
use crate::markdown::tiling::Tiling;
use crate::text::Change;

/// One top-level block with the blank lines below it.
///
/// It does not know its place, so that an edit above it leaves it as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub byte_len: usize,
    /// Lines of the text that begin in it.
    pub n_lines: usize,
    pub kind: BlockKind,
    /// Safe to show as it is, unless flagged.
    pub html: String,
    /// The HTML holds the author's own, verbatim: it must go through the sanitiser.
    pub has_raw_html: bool,
    pub lines: Vec<InlineLine>,
    /// Visible words, code blocks left out.
    pub n_words: usize,
    /// A heading only because a single dash stands below its text: most likely the author is about to write a list.
    pub ends_in_dash: bool,
}

/// What a block is to Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Blank lines at the start of the text, or definitions of link addresses: nothing to show.
    Blank,
    Paragraph,
    /// With its level, 1 to 6.
    Heading(u8),
    List,
    Quote,
    Code,
    Table,
    Html,
    Rule,
    Footnote,
}

/// All blocks of a text, in order.
#[derive(Clone, Debug)]
pub struct BlockList {
    blocks: Vec<Block>,
    /// Where each block begins, and where the last one ends.
    starts: Vec<Start>,
    options: RenderOptions,
}

/// What an update replaced: `removed` indexes the list before, `inserted` the list after. Both empty: nothing to draw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    pub removed: Range<usize>,
    pub inserted: Range<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Start {
    byte: usize,
    line_idx: usize,
}

impl BlockList {
    /// Takes time linear in the text.
    pub fn new(text: &str, options: RenderOptions) -> BlockList {
        let mut list = BlockList { blocks: read_blocks(text, options), starts: Vec::new(), options };
        list.locate();
        list
    }

    /// In the order of the text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// How the blocks are rendered.
    pub fn options(&self) -> RenderOptions {
        self.options
    }

    /// Where a block begins; for the index behind the last one, where the text ends.
    ///
    /// # Panics
    /// If there is no such block.
    pub fn byte_of(&self, idx: usize) -> usize {
        self.starts[idx].byte
    }

    /// The 1-based line on which a block begins.
    ///
    /// # Panics
    /// If there is no such block.
    pub fn line_of(&self, idx: usize) -> usize {
        self.starts[idx].line_idx + 1
    }

    /// The block at a byte of the text, the last one for all beyond; none in an empty text. Takes O(log n).
    pub fn idx_at_byte(&self, byte: usize) -> Option<usize> {
        let starts = &self.starts[..self.blocks.len()];
        let n_started = starts.partition_point(|start| start.byte <= byte);
        n_started.checked_sub(1)
    }

    /// Follows an edit: `text` is the text after `changes`.
    ///
    /// Reads the whole text again, but keeps the blocks on both sides that came out the same.
    pub fn update(&mut self, text: &str, changes: &[Change]) -> Patch {
        if changes.is_empty() {
            return Patch::default();
        }
        self.replace_blocks(read_blocks(text, self.options))
    }

    /// Renders the same text in another way.
    pub fn set_options(&mut self, text: &str, options: RenderOptions) -> Patch {
        self.options = options;
        self.replace_blocks(read_blocks(text, options))
    }

    fn replace_blocks(&mut self, mut blocks: Vec<Block>) -> Patch {
        let patch = patch_between(&self.blocks, &blocks);
        let inserted = blocks.drain(patch.inserted.clone());
        self.blocks.splice(patch.removed.clone(), inserted);
        self.locate();
        patch
    }

    fn locate(&mut self) {
        let mut start = Start::default();
        self.starts.clear();
        self.starts.push(start);
        self.starts.extend(self.blocks.iter().map(|block| {
            start.byte += block.byte_len;
            start.line_idx += block.n_lines;
            start
        }));
    }
}

/// The shortest stretch in which two lists of blocks differ.
fn patch_between(before: &[Block], after: &[Block]) -> Patch {
    let n_prefix = n_equal(before.iter(), after.iter());
    let (before_rest, after_rest) = (&before[n_prefix..], &after[n_prefix..]);
    let n_suffix = n_equal(before_rest.iter().rev(), after_rest.iter().rev());
    Patch { removed: n_prefix..before.len() - n_suffix, inserted: n_prefix..after.len() - n_suffix }
}

fn n_equal<'a>(before: impl Iterator<Item = &'a Block>, after: impl Iterator<Item = &'a Block>) -> usize {
    before.zip(after).take_while(|(a, b)| a == b).count()
}

fn read_blocks(text: &str, options: RenderOptions) -> Vec<Block> {
    let guarded = guard(text);
    let mut document = Document { options, footnotes: Footnotes::of(&guarded), slugs: Slugs::default() };
    let mut tiling = Tiling::new(text);
    for events in by_block(events(&guarded)) {
        let byte_from = tiling.begin(&events);
        let kind = kind_of(&events);
        let written = write_block(&events, &mut document);
        let Said { lines, n_words } = lines::read(kind, &events, &guarded[byte_from..], byte_from);
        tiling.push(Block {
            kind,
            html: written.html,
            has_raw_html: written.has_raw_html,
            lines,
            n_words,
            ends_in_dash: matches!(kind, BlockKind::Heading(2)) && ends_in_dash(text, &events),
            ..Block::blank()
        });
    }
    tiling.finish()
}

impl Block {
    /// A block of no length: where it ends is known when the next one begins.
    pub(super) fn blank() -> Block {
        Block {
            byte_len: 0,
            n_lines: 0,
            kind: BlockKind::Blank,
            html: String::new(),
            has_raw_html: false,
            lines: Vec::new(),
            n_words: 0,
            ends_in_dash: false,
        }
    }
}

/// Whether a heading is underlined by one dash alone.
fn ends_in_dash(text: &str, events: &[Located]) -> bool {
    let heading = events.first().map_or("", |(_, bytes)| text[bytes.clone()].trim_end());
    heading.rsplit_once('\n').is_some_and(|(_, underline)| underline.trim() == "-")
}

fn kind_of(events: &[Located]) -> BlockKind {
    match events.first().map(|(event, _)| event) {
        Some(Event::Rule) => BlockKind::Rule,
        Some(Event::Start(tag)) => match tag {
            Tag::Heading { level, .. } => BlockKind::Heading(*level as u8),
            Tag::List(_) => BlockKind::List,
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::CodeBlock(_) => BlockKind::Code,
            Tag::Table(_) => BlockKind::Table,
            Tag::HtmlBlock => BlockKind::Html,
            Tag::FootnoteDefinition(_) => BlockKind::Footnote,
            _ => BlockKind::Paragraph,
        },
        _ => BlockKind::Paragraph,
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::markdown::arbitrary::{markdown, piece};
    use crate::text::TextEdit;

    fn list(text: &str) -> BlockList {
        BlockList::new(text, RenderOptions::default())
    }

    /// The kind of each block, and its text.
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
        fn an_updated_list_is_a_new_one(
            text in markdown(),
            edits in vec((any::<Index>(), 0..12usize, piece()), 1..8),
        ) {
            let mut text = text;
            let mut updated = list(&text);
            for (place, n_bytes, insert) in edits {
                let byte_from = text.floor_char_boundary(place.index(text.len() + 1));
                let byte_to = text.ceil_char_boundary((byte_from + n_bytes).min(text.len()));
                let edit = TextEdit::new(vec![Change::replace(byte_from..byte_to, insert)], None);
                text = edit.apply(&text);
                let before = updated.blocks.clone();

                let patch = updated.update(&text, edit.changes());

                let expected = list(&text);
                prop_assert_eq!(&updated.blocks, &expected.blocks);
                prop_assert_eq!(&updated.starts, &expected.starts);
                check_patch(&before, &updated.blocks, &patch);
            }
        }
    }

    /// A patch says what was replaced, and not more.
    fn check_patch(before: &[Block], after: &[Block], patch: &Patch) {
        let (removed, inserted) = (&before[patch.removed.clone()], &after[patch.inserted.clone()]);
        let mut patched = before.to_vec();
        patched.splice(patch.removed.clone(), inserted.to_vec());
        assert_eq!(patched, after);
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
        assert_eq!(patch, Patch { removed: 1..2, inserted: 1..2 });
        assert_eq!(updated.byte_of(2), 7);
    }

    #[test]
    fn a_definition_changes_the_blocks_that_use_it() {
        let mut updated = list("[a]\n\nb\n\n[x]: /u\n");
        let patch = updated.update("[a]\n\nb\n\n[a]: /u\n", &[Change::replace(9..10, "a")]);
        assert_eq!(patch, Patch { removed: 0..1, inserted: 0..1 });
    }

    #[test]
    fn allowed_images_change_only_the_blocks_that_have_some() {
        let text = "a\n\n![i](https://a.example/i.png)\n";
        let mut list = list(text);
        let patch = list.set_options(text, RenderOptions { images: crate::markdown::ImagePolicy::Allowed });
        assert_eq!(patch, Patch { removed: 1..2, inserted: 1..2 });
        assert!(list.blocks()[1].html.contains("<img "));
    }

    #[test]
    fn a_byte_beyond_the_end_is_in_the_last_block() {
        assert_eq!(list("a\n\nb").idx_at_byte(99), Some(1));
        assert_eq!(list("").idx_at_byte(0), None);
    }
}
