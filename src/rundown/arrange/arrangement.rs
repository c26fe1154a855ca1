//! Puts the segments of notes into a new order, and checks that the new text has the same content.

use std::borrow::Cow;
use std::ops::Range;

use super::Notes;
use super::extent::{Extent, byte_of_head_end, extents};
use super::layout::Layout;
use super::written_number::{WrittenNumber, padded_width};
use crate::markdown::{BlockKind, BlockList};
use crate::outline::{Label, Outline, SegmentNumber};
use crate::text::{Change, TextEdit, sort_by_numbers};

/// Why segments cannot be arranged in this order: the content of the notes would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArrangeError {
    /// A code block is not closed, so everything below belongs to it. The author can close it.
    #[error(
        "the code block on line {line} is not closed, so the text below it would become code: close it with ``` first"
    )]
    OpenCode { line: usize },
    /// A comment, or an element that only its end tag closes, is not closed. The author can close it.
    #[error("the HTML on line {line} is not closed, so the text below it would become part of it: close it first")]
    OpenHtml { line: usize },
    /// The first heading of notes without a title would become the title. The author can write a title.
    #[error("the heading on line {line} would become the title of the episode: write a title above it first")]
    BecomesTitle { line: usize },
    /// A heading would become part of the section above it, or no longer be part of it. The author can change its level.
    #[error("the heading on line {line} would become part of another section there: change its level first")]
    GoesInto { line: usize },
    /// A label is being rewritten, and is held meanwhile. The author can finish it.
    #[error("the label on line {line} is not finished: finish it first")]
    Unfinished { line: usize },
    /// A label would not be read, for example one with too much indentation below a list. The author can unindent it.
    #[error("the label on line {line} would not be recognised there: start it at the margin, below a blank line")]
    Unread { line: usize },
}

/// The segments in an order, with the gaps around them.
pub(super) struct Arrangement<'a> {
    pub notes: Notes<'a>,
    /// The extent of each segment in the text, by its index there.
    pub extents: Vec<Extent>,
    byte_head_end: usize,
    pub places: Vec<ArrangedSegment>,
    /// The gap above each place, and the one below the last place.
    pub gaps: Vec<Cow<'a, str>>,
}

/// The segment at one place of the arrangement.
#[derive(Clone, Debug)]
pub(super) struct ArrangedSegment {
    pub segment_idx: usize,
    /// Replacements in the text that give the segment another number.
    pub replaced: Vec<(Range<usize>, String)>,
    /// The number that the label must then have.
    pub number: Option<SegmentNumber>,
    /// The segment was moved or copied here, so its text is inserted.
    pub is_new: bool,
}

/// An arrangement as a text.
pub(super) struct LaidOut {
    pub changes: Vec<Change>,
    text: String,
    /// The start of each place, in bytes of the new text.
    pub starts: Vec<usize>,
}

/// The first place where the new text differs from what was expected.
struct Mismatch {
    place_idx: usize,
    /// The blocks of the new text.
    blocks: BlockList,
    has_same_title: bool,
    /// The labels are the same there, but one is within other segments than before.
    goes_into: bool,
}

/// How many gaps are widened one by one. After that all are widened at once, because each trial reads the whole text.
const MAX_SINGLE_GAPS: usize = 3;

impl<'a> Arrangement<'a> {
    /// The notes in their current order.
    pub(super) fn new(notes: &Notes<'a>) -> Arrangement<'a> {
        let extents = extents(notes);
        let byte_head_end = byte_of_head_end(notes.text, &extents);
        let gap_starts = [byte_head_end].into_iter().chain(extents.iter().map(|extent| extent.byte_to));
        let gap_ends = extents.iter().map(|extent| extent.byte_from).chain([notes.text.len()]);
        let gaps = gap_starts.zip(gap_ends).map(|(from, to)| Cow::Borrowed(&notes.text[from..to]));
        let segments = notes.outline.segments.iter().enumerate();
        let places = segments.map(|(segment_idx, segment)| ArrangedSegment {
            segment_idx,
            replaced: Vec::new(),
            number: segment.label.number,
            is_new: false,
        });
        Arrangement { notes: *notes, byte_head_end, places: places.collect(), gaps: gaps.collect(), extents }
    }

    /// Puts segments that follow each other into another order: groups of them, each with the gaps between its segments.
    /// The gaps above the groups stay in their places.
    pub(super) fn reorder(&mut self, groups: &[Range<usize>]) {
        let mut before: Vec<Range<usize>> = groups.to_vec();
        sort_by_numbers(&mut before, |group| (group.start, 0));
        let (Some(first), Some(last)) = (before.first(), before.last()) else { return };
        let span = first.start..last.end;
        let (mut places, mut gaps) = (Vec::new(), Vec::new());
        for (group, place) in groups.iter().zip(&before) {
            places.extend_from_slice(&self.places[group.clone()]);
            gaps.push(self.gaps[place.start].clone());
            gaps.extend_from_slice(&self.gaps[group.start + 1..group.end]);
        }
        self.places.splice(span.clone(), places);
        self.gaps.splice(span, gaps);
    }

    /// Assigns these numbers, in order, to the places that have a number. `written` are the current numbers of the
    /// segments.
    pub(super) fn renumber(&mut self, numbers: Vec<SegmentNumber>, written: &[Option<WrittenNumber>]) {
        let padded_width = padded_width(written);
        let own_at = |place: &ArrangedSegment| written[place.segment_idx].as_ref();
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

    /// Replaces the digits at a place.
    pub(super) fn write_digits(&mut self, place_idx: usize, own: &WrittenNumber, digits: &str) {
        if digits != own.digits {
            let body = self.extents[self.places[place_idx].segment_idx].body();
            self.places[place_idx].replaced = own.replacements(digits, self.notes.text, body);
        }
    }

    /// The changes that make this arrangement. They are tried out, and every segment is checked to be the same as
    /// before. Where the line above would swallow a line, a blank line is inserted between them, if the gap is one of
    /// `gap_idxs`. On failure, the gaps are not changed.
    pub(super) fn lay_out_checked(&mut self, gap_idxs: Range<usize>) -> Result<LaidOut, ArrangeError> {
        let gaps = self.gaps.clone();
        for n_widened in 0.. {
            let laid = self.lay_out();
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

    /// The arrangement as a text, without a check.
    pub(super) fn lay_out(&self) -> LaidOut {
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
        LaidOut { text: edit.apply(self.notes.text), changes: edit.changes().to_vec(), starts }
    }

    /// Whether there is text above the first segment.
    pub(super) fn has_head(&self) -> bool {
        self.byte_head_end > 0
    }

    /// The end of the body above a place, or of the head, in bytes of the new text.
    pub(super) fn byte_of_end_above(&self, laid: &LaidOut, place_idx: usize) -> usize {
        let byte_from = laid.starts.get(place_idx).map_or(laid.text.len(), |start| *start);
        byte_from - self.gaps[place_idx].len()
    }

    fn lay_body(&self, layout: &mut Layout, place: &ArrangedSegment) {
        let body = self.extents[place.segment_idx].body();
        let mut byte = body.start;
        for (bytes, new) in &place.replaced {
            self.lay_range(layout, place, byte..bytes.start);
            layout.push(new);
            byte = bytes.end;
        }
        self.lay_range(layout, place, byte..body.end);
    }

    fn lay_range(&self, layout: &mut Layout, place: &ArrangedSegment, bytes: Range<usize>) {
        if place.is_new {
            layout.push(&self.notes.text[bytes]);
        } else {
            layout.keep(bytes);
        }
    }

    /// Adds a blank line to a gap that has none. Returns whether it did.
    fn widen(&mut self, gap_idx: usize) -> bool {
        let is_between = gap_idx < self.places.len() && (gap_idx > 0 || self.has_head());
        let is_narrow = is_between && self.gaps[gap_idx].matches('\n').count() < 2;
        if is_narrow {
            self.gaps[gap_idx].to_mut().push('\n');
        }
        is_narrow
    }

    fn mismatch(&self, laid: &LaidOut) -> Option<Mismatch> {
        let blocks = BlockList::new(&laid.text, self.notes.blocks.options());
        let outline = Outline::of(&blocks);
        let lines = lines_of(&laid.text, &laid.starts);
        let expected = |place_idx: usize| &self.notes.outline.segments[self.places[place_idx].segment_idx];
        let is_read = |place_idx: usize| {
            let (segment, number) = (&outline.segments[place_idx], self.places[place_idx].number);
            let label = &expected(place_idx).label;
            segment.line == lines[place_idx] && has_same_content(&segment.label, label, number)
        };
        let is_right = |idx: usize| is_read(idx) && outline.segments[idx].depth == expected(idx).depth;
        let n_places = self.places.len();
        let n_compared = n_places.min(outline.segments.len());
        let place_idx = (0..n_compared).find(|place_idx| !is_right(*place_idx));
        let place_idx = place_idx.or_else(|| (outline.segments.len() != n_places).then_some(n_compared))?;
        let goes_into = place_idx < n_compared && is_read(place_idx);
        Some(Mismatch { place_idx, blocks, has_same_title: outline.title == self.notes.outline.title, goes_into })
    }

    fn reason(&self, laid: &LaidOut, mismatch: &Mismatch) -> ArrangeError {
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
            _ if mismatch.goes_into => ArrangeError::GoesInto { line },
            _ => ArrangeError::Unread { line },
        }
    }

    /// The 1-based line in the current text of the line at a byte of the new text.
    fn line_before(&self, laid: &LaidOut, byte: usize) -> usize {
        let place_idx = laid.starts.partition_point(|start| *start <= byte).checked_sub(1);
        let (byte_from, line_from) = match place_idx {
            Some(idx) => (laid.starts[idx], self.notes.outline.segments[self.places[idx].segment_idx].line),
            None => (0, 1),
        };
        line_from + laid.text[byte_from..byte].matches('\n').count()
    }
}

fn has_same_content(label: &Label, expected: &Label, number: Option<SegmentNumber>) -> bool {
    let parts =
        |label: &Label| (label.kind, label.host.clone(), label.title.clone(), label.url.clone(), label.start_seconds);
    label.number == number && parts(label) == parts(expected)
}

/// The 1-based lines of ascending positions.
fn lines_of(text: &str, bytes: &[usize]) -> Vec<usize> {
    let (mut byte_counted, mut line) = (0, 1);
    let lines = bytes.iter().map(|byte| {
        line += text[byte_counted..*byte].matches('\n').count();
        byte_counted = *byte;
        line
    });
    lines.collect()
}
