//! Turns a piece of the text into blocks, given what is known about the rest.
//!
//! Invariant: total, and the only place where blocks are made.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Tag};

use crate::markdown::block::{ends_in_dash, kind_of};
use crate::markdown::depth::guard;
use crate::markdown::events::{Located, by_block, merged, parser};
use crate::markdown::html::write_block;
use crate::markdown::labels::Labels;
use crate::markdown::lines::{self, BlockText};
use crate::markdown::options::RenderOptions;
use crate::markdown::reach::{Address, LabelUse, Reach, definitions_in, fold, mentions_in};
use crate::markdown::tiling::Tiling;
use crate::markdown::{Block, BlockKind};
use crate::text::{fnv_1a, sort_by_word};

/// What is known about the rest of the text while a piece of it is read.
pub(super) struct ReadContext<'k> {
    pub(super) options: RenderOptions,
    /// May be out of date or still empty.
    pub(super) labels: &'k Labels,
    /// The old facts of the block that begins at a byte of the piece, if there is one. Its numbers are kept.
    pub(super) known: &'k dyn Fn(usize) -> Option<&'k Reach>,
}

/// The result.
#[derive(Debug)]
pub(super) struct ReadPiece {
    pub(super) blocks: Vec<Block>,
    /// pulldown-cmark may have left out links, because the piece repeats its addresses too often.
    pub(super) may_lack_links: bool,
    /// The bytes that were parsed, including the preamble.
    pub(super) n_bytes_read: usize,
}

/// Up to this many bytes of repeated addresses, pulldown-cmark 0.13 leaves out no link, even in a short text.
const MAX_REPEATED_BYTES: usize = 100_000;

/// Reads a piece that begins at the start of a block.
pub(super) fn read(text: &str, context: &ReadContext) -> ReadPiece {
    let guarded = guard(text);
    let preamble = context.labels.preamble(&guarded);
    let n_preamble = preamble.len();
    let source = if preamble.is_empty() { guarded } else { (preamble + &guarded).into() };
    let reader = PieceReader { context, n_preamble, uses: RefCell::default(), n_repeated: Cell::new(0) };
    let mut ask = |link| reader.answer(&link);
    let own_events = parser(&source, Some(&mut ask)).filter_map(|located| reader.resolved(located));
    let guarded = &source[n_preamble..];
    let mut tiling = Tiling::new(text);
    for events in by_block(guarded, merged(own_events)) {
        let byte_from = tiling.begin(&events);
        tiling.push(reader.block(text, guarded, &events, byte_from));
    }
    let mut blocks = tiling.finish();
    find_mentions(&mut blocks, guarded);
    ReadPiece { blocks, may_lack_links: reader.n_repeated.get() >= MAX_REPEATED_BYTES, n_bytes_read: source.len() }
}

struct PieceReader<'c, 'k> {
    context: &'c ReadContext<'k>,
    n_preamble: usize,
    /// The labels that were read and not yet given to a block, and their positions.
    uses: RefCell<Vec<(usize, LabelUse)>>,
    n_repeated: Cell<usize>,
}

impl PieceReader<'_, '_> {
    /// Whether a label is defined. The address is inserted later, in the same way as for labels that the piece defines.
    fn answer(&self, link: &BrokenLink) -> Option<(CowStr<'static>, CowStr<'static>)> {
        let label = fold(&link.reference);
        let address = self.context.labels.address(&label).cloned();
        let is_known = address.is_some();
        self.note_use(link.span.start, label, address);
        is_known.then(|| ("".into(), "".into()))
    }

    /// An event of the piece, with the address that counts in the whole text. `None` for an event of the preamble.
    fn resolved<'a>(&self, (mut event, bytes): Located<'a>) -> Option<Located<'a>> {
        let byte_from = bytes.start.checked_sub(self.n_preamble)?;
        if let Event::Start(
            Tag::Link { link_type, dest_url, title, id } | Tag::Image { link_type, dest_url, title, id },
        ) = &mut event
        {
            let address = match link_type {
                LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
                    self.address_of_own(bytes.start, id, dest_url, title)
                }
                LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => {
                    self.context.labels.address(&fold(id)).cloned()
                }
                _ => None,
            };
            if let Some(address) = address {
                (*dest_url, *title) = (address.url.clone().into(), address.title.clone().into());
            }
        }
        Some((event, byte_from..bytes.end - self.n_preamble))
    }

    /// The address of a label that the piece defines. A definition further up may come first.
    fn address_of_own(&self, byte: usize, id: &str, url: &str, title: &str) -> Option<Arc<Address>> {
        self.n_repeated.set(self.n_repeated.get() + url.len() + title.len());
        let label = fold(id);
        let known = self.context.labels.address(&label).cloned();
        let address = known.unwrap_or_else(|| Arc::new(Address { url: url.to_owned(), title: title.to_owned() }));
        self.note_use(byte, label, Some(address.clone()));
        Some(address)
    }

    fn note_use(&self, byte: usize, label: String, address: Option<Arc<Address>>) {
        let byte = byte.saturating_sub(self.n_preamble);
        self.uses.borrow_mut().push((byte, LabelUse { label, n_uses: 1, address }));
    }

    fn block(&self, text: &str, guarded: &str, events: &[Located], byte_from: usize) -> Block {
        let kind = kind_of(events);
        let mut reach = Reach::of(events);
        reach.links = self.take_uses(events);
        if let Some(known) = (self.context.known)(byte_from) {
            reach.keep_numbers_of(known);
        }
        let mut written = write_block(events, self.context.options, &reach);
        written.html.shrink_to_fit();
        let BlockText { lines, n_words } = lines::read(kind, events, &guarded[byte_from..], byte_from);
        Block {
            kind,
            html: written.html,
            has_raw_html: written.has_raw_html,
            has_images: written.has_images,
            lines,
            n_words,
            ends_in_dash: matches!(kind, BlockKind::Heading(2)) && ends_in_dash(text, events),
            reach: Some(reach).filter(|reach| !reach.is_none()).map(Box::new),
            ..Block::blank()
        }
    }

    /// The labels that a block uses. The parser may be ahead of the block.
    fn take_uses(&self, events: &[Located]) -> Vec<LabelUse> {
        let byte_end = events.last().map_or(0, |(_, bytes)| bytes.end);
        let mut uses = self.uses.borrow_mut();
        let n_own = uses.iter().take_while(|(byte, _)| *byte < byte_end).count();
        let mut own: Vec<LabelUse> = uses.drain(..n_own).map(|(_, used)| used).collect();
        sort_by_word(&mut own, |used| &used.label);
        own.dedup_by(|next, first| {
            let is_same = next.label == first.label;
            first.n_uses += if is_same { next.n_uses } else { 0 };
            is_same
        });
        own
    }
}

/// Adds what the events do not tell: the fingerprint of the source, definitions that are not the first of their label,
/// and references to undefined footnotes.
fn find_mentions(blocks: &mut [Block], guarded: &str) {
    let mut byte_from = 0;
    for block in blocks {
        let source = &guarded[byte_from..byte_from + block.byte_len];
        byte_from += block.byte_len;
        block.fingerprint = fnv_1a(source);
        let definitions = source_of_definitions(block.kind, source).map(definitions_in).unwrap_or_default();
        let mentions = mentions_in(source);
        if !definitions.is_empty() || !mentions.is_empty() {
            let reach = block.reach.get_or_insert_with(|| Box::new(Reach::NONE));
            (reach.definitions, reach.mentions) = (definitions, mentions);
        }
    }
}

/// The part of a block that may define labels, to be parsed on its own.
fn source_of_definitions(kind: BlockKind, source: &str) -> Option<&str> {
    match kind {
        // A definition below another one may have any indentation.
        BlockKind::Blank => Some(source.trim_start()),
        BlockKind::List | BlockKind::Quote | BlockKind::Footnote => Some(source),
        // After a lone carriage return.
        BlockKind::Paragraph => {
            Some(source).filter(|source| source.trim_start().starts_with('[') && source.contains('\r'))
        }
        _ => None,
    }
}
