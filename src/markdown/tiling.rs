//! Where one block ends and the next begins: Markdown's events leave out blank lines and definitions, the list of blocks must not.
//!
//! Invariant: each byte of the text is in exactly one block, and each block begins where a line begins.

use crate::markdown::Block;
use crate::markdown::events::Located;
use crate::text::line_start;

/// Lays blocks side by side, and gives what lies between them to the one before or to a blank block.
pub(super) struct Tiling<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    /// Where the last block begins.
    byte_from: usize,
    /// Where its contents end.
    byte_content_end: usize,
}

impl<'a> Tiling<'a> {
    /// No block yet.
    pub(super) fn new(text: &'a str) -> Tiling<'a> {
        Tiling { text, blocks: Vec::new(), byte_from: 0, byte_content_end: 0 }
    }

    /// Ends the last block where the next one begins, at the start of its first line; returns that.
    pub(super) fn begin(&mut self, events: &[Located]) -> usize {
        let byte_start = events.first().map_or(0, |(_, bytes)| bytes.start);
        let byte_end = events.last().map_or(0, |(_, bytes)| bytes.end);
        let byte_from = line_start(self.text, byte_start).max(self.byte_content_end);
        self.end_last(byte_from);
        self.byte_from = byte_from;
        // An empty list item takes the indentation of the line below with it.
        let byte_last_line = line_start(self.text, byte_end);
        let is_blank = self.text[byte_last_line..byte_end].trim().is_empty();
        self.byte_content_end = if is_blank { byte_last_line.max(byte_from) } else { byte_end };
        byte_from
    }

    /// Lays the block that was begun.
    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Ends the last block where the text ends.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_last(self.text.len());
        self.blocks
    }

    /// Ends the last block at `byte_to`, or before it, if something invisible lies between.
    fn end_last(&mut self, byte_to: usize) {
        let byte_blank = match self.blocks.last() {
            Some(_) => self.skip_blank(self.byte_content_end, byte_to),
            None => 0,
        };
        if let Some(last) = self.blocks.last_mut() {
            measure(last, &self.text[self.byte_from..byte_blank]);
        }
        if byte_blank < byte_to {
            let mut blank = Block::blank();
            measure(&mut blank, &self.text[byte_blank..byte_to]);
            self.blocks.push(blank);
        }
    }

    /// The end of the line that `byte` stands in (unless it begins one), and of the blank lines below it.
    fn skip_blank(&self, byte: usize, byte_to: usize) -> usize {
        let mut byte_end = byte;
        let mut is_first_rest = !self.text[..byte].ends_with('\n');
        for line in self.text[byte..byte_to].split_inclusive('\n') {
            if !is_first_rest && !line.trim().is_empty() {
                break;
            }
            is_first_rest = false;
            byte_end += line.len();
        }
        byte_end
    }
}

fn measure(block: &mut Block, text: &str) {
    block.byte_len = text.len();
    block.n_lines = text.split_inclusive('\n').count();
}
