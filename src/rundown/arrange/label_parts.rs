//! Finds the parts of a segment's label in the source, each so that a word can replace it.

use std::ops::Range;

use super::source_ranges::{SourceRanges, places_of_chars};
use super::written_number::written_number;
use super::{Notes, segment_bytes};
use crate::markdown::InlineLine;
use crate::outline::is_debris;

/// A part of a label, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::rundown) struct LabelPart {
    pub kind: LabelPartKind,
    /// Where a replacement can be written.
    pub at: Range<usize>,
    /// Further ranges that belong to it, separated by markup.
    pub elsewhere: Vec<Range<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rundown) enum LabelPartKind {
    Number,
    Host,
    Title,
    Url,
}

/// The parts of a segment's label that can be replaced in the source. They do not overlap. A number that Markdown
/// counts is not included. Takes time linear in the label's line.
pub(in crate::rundown) fn label_parts(notes: &Notes, segment_idx: usize) -> Vec<LabelPart> {
    let segment = &notes.outline.segments[segment_idx];
    let Some(line) = notes.label_line(segment) else { return Vec::new() };
    let source = LabelLine { line, byte_of_block: notes.blocks.byte_of(segment.block_idx) };
    let number = written_number(notes, segment_idx).filter(|written| !written.is_item);
    let number = number.and_then(|written| part(LabelPartKind::Number, written.stretches()));
    let host = segment.label.host_at.clone().and_then(|at| places_of_chars(line, at, |c| !is_debris(c)));
    let host = host.map(|places| SourceRanges::new(notes.text, places.into_iter().map(|place| source.moved(place))));
    let host = host.and_then(|at| part(LabelPartKind::Host, &at));
    let title = segment.label.title.as_deref().and_then(|title| source.title(title, segment.label.prefix_len));
    let byte_from = title.as_ref().map_or(source.byte_of_block, |title| title.at.end);
    let body = segment_bytes(notes, segment_idx);
    let byte_to = notes.text[body.clone()].find('\n').map_or(body.end, |at| body.start + at);
    let url = segment.label.url.as_deref().and_then(|url| url_behind(notes.text, byte_from..byte_to, url));
    number.into_iter().chain(host).chain(title).chain(url).collect()
}

/// A part at the first range, with the other ranges elsewhere.
fn part(kind: LabelPartKind, stretches: &SourceRanges) -> Option<LabelPart> {
    let mut places = stretches.places();
    Some(LabelPart { kind, at: places.next()?, elsewhere: places.collect() })
}

/// A label's line, and the start of its block.
struct LabelLine<'a> {
    line: &'a InlineLine,
    byte_of_block: usize,
}

impl LabelLine<'_> {
    fn moved(&self, place: Range<usize>) -> Range<usize> {
        self.byte_of_block + place.start..self.byte_of_block + place.end
    }

    /// From the first to the last character of a text, among those that are written in the source as they are shown.
    fn hull(&self, text_range: Range<usize>) -> Option<Range<usize>> {
        let chars = self.line.text[text_range.clone()].char_indices();
        let places = chars.filter_map(|(at, c)| {
            let byte = text_range.start + at;
            self.line.source_of(byte..byte + c.len_utf8())?.into_iter().next()
        });
        let places: Vec<Range<usize>> = places.collect();
        Some(self.moved(places.first()?.start..places.last()?.end))
    }

    /// The title, at its link if it has one. Parts of it outside of links are in `elsewhere`.
    fn title(&self, title: &str, prefix_len: usize) -> Option<LabelPart> {
        let line = self.line;
        let Range { start: from, end: to } = range_of_words(&line.text, prefix_len, title)?;
        let is_in_title = |range: &Range<usize>| {
            range.start.max(from) < range.end.min(to) && !line.text[range.clone()].trim().is_empty()
        };
        let mut links = line.links.iter().map(|link| link.text_range.clone()).filter(is_in_title);
        let Some(first) = links.next() else {
            return Some(LabelPart { kind: LabelPartKind::Title, at: self.hull(from..to)?, elsewhere: Vec::new() });
        };
        let last = links.next_back().unwrap_or_else(|| first.clone());
        let (link_from, link_to) = (first.start.max(from), last.end.min(to));
        let elsewhere = [from..link_from, link_to..to].into_iter().filter(|range| !range.is_empty());
        let elsewhere = elsewhere.filter_map(|range| self.hull(range)).collect();
        Some(LabelPart { kind: LabelPartKind::Title, at: self.hull(link_from..link_to)?, elsewhere })
    }
}

/// From the first to the last word of a text. The title lacks the text's extra blanks and stray asterisks.
fn range_of_words(text: &str, byte_from: usize, words: &str) -> Option<Range<usize>> {
    let (mut from, mut to) = (None, byte_from);
    for word in words.split_whitespace() {
        let at = to + text.get(to..)?.find(word)?;
        from.get_or_insert(at);
        to = at + word.len();
    }
    Some(from?..to)
}

/// The address of a link whose text ends before or in these bytes. If none has this address, that of the nearest link.
fn url_behind(text: &str, bytes: Range<usize>, url: &str) -> Option<LabelPart> {
    let behind = text.get(bytes.clone())?;
    let starts = || {
        let ends_of_texts = behind.match_indices("](").map(|(at, mark)| at + mark.len());
        ends_of_texts.map(|at| at + usize::from(behind[at..].starts_with('<')))
    };
    let exact = starts().find(|at| behind[*at..].starts_with(url)).map(|at| at..at + url.len());
    let is_right_there = |at: &usize| !behind[..*at].contains(char::is_alphanumeric);
    let nearest = starts().find(is_right_there).and_then(|at| Some(at..at + behind[at..].find([')', '>', ' '])?));
    let at = exact.or(nearest).filter(|at| !at.is_empty() && !url.is_empty())?;
    let at = bytes.start + at.start..bytes.start + at.end;
    Some(LabelPart { kind: LabelPartKind::Url, at, elsewhere: Vec::new() })
}
