//! Tiles the text with blocks: Markdown's events skip blank lines and definitions, but the list of blocks must cover
//! them.
//!
//! Invariant: each byte of the text is in exactly one block, and each block begins at the start of a line.

use crate::markdown::Block;
use crate::markdown::events::Located;
use crate::text::line_start;

/// Places blocks side by side, and adds what is between them to the block before or to a blank block.
pub(super) struct Tiling<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    /// The start of the last block.
    byte_from: usize,
    /// The end of its contents.
    byte_content_end: usize,
}

impl<'a> Tiling<'a> {
    /// Begins without blocks.
    pub(super) fn new(text: &'a str) -> Tiling<'a> {
        Tiling { text, blocks: Vec::new(), byte_from: 0, byte_content_end: 0 }
    }

    /// Ends the last block where the next one begins, at the start of its first line. Returns that position.
    pub(super) fn begin(&mut self, events: &[Located]) -> usize {
        let byte_start = events.first().map_or(0, |(_, bytes)| bytes.start);
        let byte_end = events.last().map_or(0, |(_, bytes)| bytes.end);
        let byte_from = line_start(self.text, byte_start).max(self.byte_content_end);
        self.end_last(byte_from);
        self.byte_from = byte_from;
        // An empty list item includes the indentation of the line below.
        let byte_last_line = line_start(self.text, byte_end);
        let is_blank = self.text[byte_last_line..byte_end].trim().is_empty();
        self.byte_content_end = if is_blank { byte_last_line.max(byte_from) } else { byte_end };
        byte_from
    }

    /// Adds the block that was begun.
    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Ends the last block at the end of the text.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.end_last(self.text.len());
        self.blocks
    }

    /// Ends the last block at `byte_to`, or before it and adds a blank block, if something invisible is between.
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

    /// The end of the line that contains `byte` (unless `byte` begins it), and of the blank lines below it.
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
