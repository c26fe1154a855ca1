//! Reads an earlier episode for what the next one may copy from it.

use super::label_shape::label_shape;
use super::lines::{EpisodeLine, lines};
use super::title_shape::WrittenTitle;
use crate::markdown::{BlockKind, BlockList, RenderOptions};
use crate::outline::{Outline, SegmentKind, SegmentNumber, fold, part, title_of_block};
use crate::rundown::arrange::{Notes, number_width};

/// An earlier episode, without the text of its topics.
#[derive(Debug)]
pub(super) struct EarlierEpisode {
    pub outline: Outline,
    /// `None` if it has no title.
    pub title: Option<EpisodeLine>,
    /// The lines above the first segment, without the title.
    pub head: Vec<EpisodeLine>,
    pub segments: Vec<EarlierSegment>,
    /// The number of digits that the numbers of its topics are padded to.
    pub number_width: usize,
}

/// One segment of the episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EarlierSegment {
    pub kind: SegmentKind,
    pub number: Option<SegmentNumber>,
    /// Identifies a part of the show: equal in every episode that has the part.
    pub key: String,
    /// The label with fields, if it can be read that way.
    pub shape: Option<String>,
    /// Whether the label has more than the name of the part.
    pub has_title: bool,
    /// Whether the name is one that parts of shows commonly have.
    pub is_known: bool,
    pub label: EpisodeLine,
    /// The lines below the label.
    pub body: Vec<EpisodeLine>,
}

impl EarlierEpisode {
    /// Takes time linear in the text.
    pub fn read(text: &str) -> EarlierEpisode {
        let blocks = BlockList::new(text, RenderOptions::default());
        let outline = Outline::of(&blocks);
        let notes = Notes { text, blocks: &blocks, outline: &outline };
        let mut lines = lines(&notes);
        let title = title_line(&notes).and_then(|line| {
            let idx = lines.iter().position(|(at, _)| *at == line)?;
            Some(lines.remove(idx).1)
        });
        let mut rest = lines.into_iter().peekable();
        let mut take_to = |line: usize| {
            let taken = std::iter::from_fn(|| rest.next_if(|(at, _)| *at < line)).map(|(_, line)| line);
            taken.collect::<Vec<EpisodeLine>>()
        };
        let line_of = |idx: usize| outline.segments.get(idx).map_or(usize::MAX, |segment| segment.line);
        let head = take_to(line_of(0));
        let segments = (0..outline.segments.len()).filter_map(|idx| part_of(&notes, idx, take_to(line_of(idx + 1))));
        let segments = segments.collect();
        let number_width = number_width(&notes);
        EarlierEpisode { title, head, segments, number_width, outline }
    }

    pub fn written_title(&self) -> Option<WrittenTitle<'_>> {
        Some(WrittenTitle { source: &self.title.as_ref()?.source, episode: self.outline.episode })
    }

    /// The lines that may be boilerplate: all but those of topics, and code.
    pub fn lines(&self) -> impl Iterator<Item = &EpisodeLine> {
        let parts = self.segments.iter().filter(|part| part.kind != SegmentKind::Topic);
        self.head.iter().chain(parts.flat_map(|part| part.body.iter()))
    }

    pub fn topics(&self) -> impl Iterator<Item = &EarlierSegment> {
        self.segments.iter().filter(|part| part.kind == SegmentKind::Topic)
    }
}

/// The first of `lines` is the label.
fn part_of(notes: &Notes, segment_idx: usize, mut lines: Vec<EpisodeLine>) -> Option<EarlierSegment> {
    if lines.is_empty() {
        return None;
    }
    let body = lines.split_off(1);
    let label = &notes.outline.segments[segment_idx].label;
    let name = fold(label.title.as_deref().unwrap_or_default());
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let key = match label.kind {
        SegmentKind::Other => name.to_owned(),
        kind => kind.name().to_owned(),
    };
    Some(EarlierSegment {
        kind: label.kind,
        number: label.number,
        is_known: label.kind != SegmentKind::Other || part(name).is_some(),
        key,
        shape: label_shape(notes, segment_idx),
        has_title: label.title.is_some() && label.kind != SegmentKind::Other,
        label: lines.pop()?,
        body,
    })
}

/// The 1-based line of the title.
fn title_line(notes: &Notes) -> Option<usize> {
    let title = notes.outline.title.as_deref()?;
    let blocks = notes.blocks.blocks().iter();
    let idx = blocks.enumerate().find_map(|(idx, block)| {
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        (is_heading && title_of_block(block).as_deref() == Some(title)).then_some(idx)
    })?;
    Some(notes.blocks.line_of(idx))
}
