//! The blocks from parsing the whole text at once, without windows, our own labels or stored state: the oracle of the
//! tests.

use crate::markdown::block::kind_of;
use crate::markdown::depth::guard;
use crate::markdown::events::{by_block, events};
use crate::markdown::footnotes::number_notes;
use crate::markdown::front_matter;
use crate::markdown::headings::number_headings;
use crate::markdown::html::write_block;
use crate::markdown::reach::Reach;
use crate::markdown::tiling::Tiling;
use crate::markdown::{Block, BlockKind, BlockList, InlineLine, RenderOptions, lines};

/// The kind of a block, its length, its HTML and its lines.
type Shown = (BlockKind, usize, String, Vec<InlineLine>);

/// Compares a list of blocks with pulldown-cmark's own reading of the text.
#[track_caller]
pub(super) fn check(text: &str, list: &BlockList) {
    let shown: Vec<Shown> = list.blocks().iter().map(shown).collect();
    assert_eq!(shown, whole(text), "{text:?}");
}

fn shown(block: &Block) -> Shown {
    (block.kind, block.byte_len, block.html.clone(), block.lines.clone())
}

fn whole(text: &str) -> Vec<Shown> {
    let Some(found) = front_matter::find(text) else { return whole_notes(text) };
    let notes = whole_notes(&text[found.byte_len..]);
    std::iter::once(shown(&front_matter::block(text, &found))).chain(notes).collect()
}

fn whole_notes(text: &str) -> Vec<Shown> {
    let guarded = guard(text);
    let mut tiling = Tiling::new(text);
    for events in by_block(&guarded, events(&guarded)) {
        let byte_from = tiling.begin(&events);
        let kind = kind_of(&events);
        let lines = lines::read(kind, &events, &guarded[byte_from..], byte_from).lines;
        tiling.push(Block { kind, lines, reach: Some(Box::new(Reach::of(&events))), ..Block::blank() });
    }
    let mut blocks = tiling.finish();
    number_notes(&mut blocks);
    number_headings(&mut blocks);
    let mut written = by_block(&guarded, events(&guarded)).collect::<Vec<_>>().into_iter();
    for block in blocks.iter_mut().filter(|block| block.kind != BlockKind::Blank) {
        let events = written.next().expect("each shown block has events");
        block.html = write_block(&events, RenderOptions::default(), block.reach()).html;
    }
    blocks.iter().map(shown).collect()
}
