//! Notes put together anew from their segments, and whether they then still say the same.

use std::borrow::Cow;
use std::ops::Range;

use super::Notes;
use super::extent::{Extent, byte_of_head_end, extents};
use super::layout::Layout;
use super::written::{WrittenNumber, padded_width};
use crate::markdown::{BlockKind, BlockList};
use crate::outline::{Label, Outline, SegmentNumber};
use crate::text::{Change, TextEdit};

/// Why segments cannot be arranged so: the notes would not say the same any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArrangeError {
    /// Nothing ends the code, so all below belongs to it. Way out: end it.
    #[error("the code that begins on line {line} would swallow what comes below it: end it with ``` first")]
    OpenCode { line: usize },
    /// The same of a comment or an element that only its end tag ends.
    #[error("the HTML that begins on line {line} would swallow what comes below it: end it first")]
    OpenHtml { line: usize },
    /// The first heading of notes that have no title. Way out: give them one.
    #[error("the heading on line {line} would become the title of the episode: write a title above it first")]
    BecomesTitle { line: usize },
    /// A label that is held while it is being rewritten. Way out: finish it.
    #[error("the label on line {line} is not finished: finish it first")]
    Unfinished { line: usize },
    /// A label with too much indentation below a list, and other rarities. Way out: begin it at the margin.
    #[error("the label on line {line} would not be read as one there: begin it at the margin, below a blank line")]
    Unread { line: usize },
}

/// The segments in an order, with the gaps around them.
pub(super) struct Arrangement<'a> {
    pub notes: Notes<'a>,
    /// Of the segments as they stand in the text.
    pub extents: Vec<Extent>,
    byte_head_end: usize,
    pub places: Vec<Place>,
    /// The gap above each place, and the one below the last.
    pub gaps: Vec<Cow<'a, str>>,
}

/// What stands at one place of the arrangement.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub segment_idx: usize,
    /// What to write at which bytes of the text to give it another number.
    pub replaced: Vec<(Range<usize>, String)>,
    /// The number that its label is then read with.
    pub number: Option<SegmentNumber>,
    /// Its text is not where it was, but new there.
    pub is_new: bool,
}

/// An arrangement as a text.
pub(super) struct Laid {
    pub changes: Vec<Change>,
    text: String,
    /// Where each place begins, in bytes of the new text.
    pub starts: Vec<usize>,
}

/// The first place at which the new text does not say what it should.
struct Mismatch {
    place_idx: usize,
    /// Of the new text.
    blocks: BlockList,
    has_same_title: bool,
}

/// Gaps that are widened one by one before all are: each costs a reading of the whole text.
const MAX_SINGLE_GAPS: usize = 3;

impl<'a> Arrangement<'a> {
    /// The notes as they are.
    pub(super) fn new(notes: &Notes<'a>) -> Arrangement<'a> {
        let extents = extents(notes);
        let byte_head_end = byte_of_head_end(notes.text, &extents);
        let gap_starts = [byte_head_end].into_iter().chain(extents.iter().map(|extent| extent.byte_to));
        let gap_ends = extents.iter().map(|extent| extent.byte_from).chain([notes.text.len()]);
        let gaps = gap_starts.zip(gap_ends).map(|(from, to)| Cow::Borrowed(&notes.text[from..to]));
        let segments = notes.outline.segments.iter().enumerate();
        let places = segments.map(|(segment_idx, segment)| Place {
            segment_idx,
            replaced: Vec::new(),
            number: segment.label.number,
            is_new: false,
        });
        Arrangement { notes: *notes, byte_head_end, places: places.collect(), gaps: gaps.collect(), extents }
    }

    /// Gives the places with a number these numbers, in their order; `written` is that of the segments.
    pub(super) fn renumber(&mut self, numbers: Vec<SegmentNumber>, written: &[Option<WrittenNumber>]) {
        let padded_width = padded_width(written);
        let own_at = |place: &Place| written[place.segment_idx].as_ref();
        let numbered = self.places.iter().enumerate().filter_map(|(idx, place)| Some((idx, own_at(place)?)));
        let renumbered: Vec<(usize, &WrittenNumber, SegmentNumber)> =
            numbered.zip(numbers).map(|((idx, own), number)| (idx, own, number)).collect();
        for (place_idx, own, number) in renumbered.into_iter().filter(|(_, own, number)| own.number != *number) {
            self.places[place_idx].number = Some(number);
            if !own.is_counted_by_markdown() {
                self.write_digits(place_idx, own, &own.digits_of(number, padded_width));
            }
        }
    }

    /// Has a place written with other digits.
    pub(super) fn write_digits(&mut self, place_idx: usize, own: &WrittenNumber, digits: &str) {
        if digits != own.digits {
            let body = self.extents[self.places[place_idx].segment_idx].body();
            self.places[place_idx].replaced = own.replacements(digits, self.notes.text, body);
        }
    }

    /// The changes that make this arrangement, once they are sure to keep every segment what it is.
    /// Where a line would be swallowed by the one above, a blank line goes between them, if the gap is one of these.
    /// On failure, the gaps are as they were.
    pub(super) fn settle(&mut self, gap_idxs: Range<usize>) -> Result<Laid, ArrangeError> {
        let gaps = self.gaps.clone();
        for n_widened in 0.. {
            let laid = self.lay();
            let Some(mismatch) = self.mismatch(&laid) else { return Ok(laid) };
            let gap_idx = mismatch.place_idx;
            let may_widen = if n_widened < MAX_SINGLE_GAPS { gap_idx..gap_idx + 1 } else { gap_idxs.clone() };
            let may_widen = may_widen.filter(|gap_idx| gap_idxs.contains(gap_idx));
            if may_widen.filter(|gap_idx| self.widen(*gap_idx)).count() == 0 {
                let reason = self.reason(&laid, &mismatch);
                self.gaps = gaps;
                return Err(reason);
            }
        }
        unreachable!("there are fewer gaps than numbers to count them")
    }

    /// Lays the arrangement out as a text, whatever that says.
    pub(super) fn lay(&self) -> Laid {
        let mut layout = Layout::new(self.notes.text);
        let mut starts = Vec::with_capacity(self.places.len());
        layout.keep(0..self.byte_head_end);
        for (gap, place) in self.gaps.iter().zip(&self.places) {
            layout.push(gap);
            starts.push(layout.byte_len());
            self.lay_body(&mut layout, place);
        }
        layout.push(self.gaps.last().map_or("", |gap| gap));
        let edit = TextEdit::new(layout.finish(), None);
        Laid { text: edit.apply(self.notes.text), changes: edit.changes().to_vec(), starts }
    }

    /// Whether anything stands above the first segment.
    pub(super) fn has_head(&self) -> bool {
        self.byte_head_end > 0
    }

    /// Where in the new text the body above a place ends, or the head.
    pub(super) fn byte_of_end_above(&self, laid: &Laid, place_idx: usize) -> usize {
        let byte_from = laid.starts.get(place_idx).map_or(laid.text.len(), |start| *start);
        byte_from - self.gaps[place_idx].len()
    }

    fn lay_body(&self, layout: &mut Layout, place: &Place) {
        let body = self.extents[place.segment_idx].body();
        let mut byte = body.start;
        for (bytes, new) in &place.replaced {
            self.lay_stretch(layout, place, byte..bytes.start);
            layout.push(new);
            byte = bytes.end;
        }
        self.lay_stretch(layout, place, byte..body.end);
    }

    fn lay_stretch(&self, layout: &mut Layout, place: &Place, bytes: Range<usize>) {
        if place.is_new {
            layout.push(&self.notes.text[bytes]);
        } else {
            layout.keep(bytes);
        }
    }

    /// Makes a gap without a blank line one with a blank line. Says whether it did.
    fn widen(&mut self, gap_idx: usize) -> bool {
        let is_between = gap_idx < self.places.len() && (gap_idx > 0 || self.has_head());
        let is_narrow = is_between && self.gaps[gap_idx].matches('\n').count() < 2;
        if is_narrow {
            self.gaps[gap_idx].to_mut().push('\n');
        }
        is_narrow
    }

    fn mismatch(&self, laid: &Laid) -> Option<Mismatch> {
        let blocks = BlockList::new(&laid.text, self.notes.blocks.options());
        let outline = Outline::of(&blocks);
        let lines = lines_of(&laid.text, &laid.starts);
        let is_right = |place_idx: usize| {
            let (segment, place) = (&outline.segments[place_idx], &self.places[place_idx]);
            let expected = &self.notes.outline.segments[place.segment_idx].label;
            segment.line == lines[place_idx] && says_the_same(&segment.label, expected, place.number)
        };
        let n_places = self.places.len();
        let n_compared = n_places.min(outline.segments.len());
        let place_idx = (0..n_compared).find(|place_idx| !is_right(*place_idx));
        let place_idx = place_idx.or_else(|| (outline.segments.len() != n_places).then_some(n_compared))?;
        Some(Mismatch { place_idx, blocks, has_same_title: outline.title == self.notes.outline.title })
    }

    fn reason(&self, laid: &Laid, mismatch: &Mismatch) -> ArrangeError {
        let place_idx = mismatch.place_idx.min(self.places.len().saturating_sub(1));
        let byte = laid.starts.get(place_idx).copied().unwrap_or_default();
        let block_idx = mismatch.blocks.idx_at_byte(byte).unwrap_or_default();
        let kind = mismatch.blocks.blocks().get(block_idx).map(|block| block.kind);
        let line = self.line_before(laid, byte);
        match kind {
            Some(BlockKind::Code) => {
                ArrangeError::OpenCode { line: self.line_before(laid, mismatch.blocks.byte_of(block_idx)) }
            }
            Some(BlockKind::Html) => {
                ArrangeError::OpenHtml { line: self.line_before(laid, mismatch.blocks.byte_of(block_idx)) }
            }
            _ if !self.notes.begins_segment(line) => ArrangeError::Unfinished { line },
            _ if !mismatch.has_same_title => ArrangeError::BecomesTitle { line },
            _ => ArrangeError::Unread { line },
        }
    }

    /// The 1-based line that the line at a byte of the new text has in the text as it is.
    fn line_before(&self, laid: &Laid, byte: usize) -> usize {
        let place_idx = laid.starts.partition_point(|start| *start <= byte).checked_sub(1);
        let (byte_from, line_from) = match place_idx {
            Some(idx) => (laid.starts[idx], self.notes.outline.segments[self.places[idx].segment_idx].line),
            None => (0, 1),
        };
        line_from + laid.text[byte_from..byte].matches('\n').count()
    }
}

fn says_the_same(label: &Label, expected: &Label, number: Option<SegmentNumber>) -> bool {
    let parts =
        |label: &Label| (label.kind, label.host.clone(), label.title.clone(), label.url.clone(), label.start_seconds);
    label.number == number && parts(label) == parts(expected)
}

/// The 1-based lines of rising positions.
fn lines_of(text: &str, bytes: &[usize]) -> Vec<usize> {
    let (mut byte_counted, mut line) = (0, 1);
    let lines = bytes.iter().map(|byte| {
        line += text[byte_counted..*byte].matches('\n').count();
        byte_counted = *byte;
        line
    });
    lines.collect()
}
