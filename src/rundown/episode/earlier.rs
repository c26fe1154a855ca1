//! Reads an earlier episode for what the next one may copy from it.

use std::ops::Range;

use super::label_shape::label_shape;
use super::lines::{EpisodeLine, lines};
use super::title_shape::WrittenTitle;
use crate::markdown::{BlockKind, BlockList, RenderOptions};
use crate::outline::{Outline, SegmentKind, SegmentNumber, fold, part, title_of_block};
use crate::rundown::arrange::{Notes, number_width};
use crate::text::front_matter;

/// An earlier episode, without the text of its topics.
#[derive(Debug)]
pub(super) struct EarlierEpisode {
    pub outline: Outline,
    /// Its front matter with both fences.
    pub front_matter: Option<String>,
    /// `None` if it has no title.
    pub title: Option<EpisodeLine>,
    /// The line of `=` or `-` below the title.
    pub underline: Option<String>,
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
        let (title, underline) = take_title(&notes, &mut lines);
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
        let front_matter = front_matter(text).map(|found| text[found.bytes].to_owned());
        EarlierEpisode { front_matter, title, underline, head, segments, number_width, outline }
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

/// Words in headings that are hardly those of one episode.
const USUAL_WORDS: &[&str] = &[
    "about",
    "agenda",
    "announcements",
    "chapters",
    "connect",
    "contact",
    "contacter",
    "credits",
    "enlaces",
    "episode",
    "feedback",
    "follow",
    "guest",
    "guests",
    "host",
    "hosts",
    "kontakt",
    "liens",
    "links",
    "listen",
    "news",
    "notes",
    "pick",
    "picks",
    "plugs",
    "quellen",
    "references",
    "resources",
    "show",
    "shownotes",
    "sponsor",
    "sponsored",
    "sponsors",
    "subscribe",
    "support",
    "tags",
    "themen",
    "timecodes",
    "timestamps",
    "topics",
    "transcript",
    "リンク",
];
/// A heading of more words says what an episode is about.
const MAX_USUAL_WORDS: usize = 4;

/// Whether a heading, folded, is one that the notes of a show commonly have: `Show Notes`, `Your hosts`.
fn is_usual_heading(name: &str) -> bool {
    let words = || name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().count() <= MAX_USUAL_WORDS && words().any(|word| USUAL_WORDS.contains(&word))
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
        is_known: label.kind != SegmentKind::Other || part(name).is_some() || is_usual_heading(name),
        key,
        shape: label_shape(notes, segment_idx),
        has_title: label.title.is_some() && label.kind != SegmentKind::Other,
        label: lines.pop()?,
        body,
    })
}

/// Takes the title, and the line below it that makes it a heading. Of several lines it is one.
fn take_title(notes: &Notes, lines: &mut Vec<(usize, EpisodeLine)>) -> (Option<EpisodeLine>, Option<String>) {
    let Some(line_range) = title_lines(notes) else { return (None, None) };
    let Some(idx) = lines.iter().position(|(at, _)| line_range.contains(at)) else { return (None, None) };
    let n_lines = lines[idx..].iter().take_while(|(at, _)| line_range.contains(at)).count();
    let mut own = lines.drain(idx..idx + n_lines).map(|(_, line)| line);
    let Some(mut title) = own.next() else { return (None, None) };
    let mut rest: Vec<EpisodeLine> = own.collect();
    let is_underline = |line: &EpisodeLine| {
        line.source.trim().chars().all(|c| c == '=') || line.source.trim().chars().all(|c| c == '-')
    };
    let underline = rest.pop_if(|line| is_underline(line)).map(|line| line.source.trim().to_owned());
    for line in rest {
        title.source = format!("{} {}", title.source, line.source.trim());
    }
    (Some(title), underline)
}

/// The 1-based lines of the title: the heading that says it, or says it again below front matter.
fn title_lines(notes: &Notes) -> Option<Range<usize>> {
    let title = notes.outline.title.as_deref()?;
    let first_line = notes.outline.segments.first().map_or(usize::MAX, |segment| segment.line);
    let blocks = notes.blocks.blocks();
    let has_front_matter = blocks.first().is_some_and(|block| block.kind == BlockKind::FrontMatter);
    let says = |text: &str| match has_front_matter {
        true => fold(text).contains(&fold(title)) || fold(title).contains(&fold(text)),
        false => text == title,
    };
    let idx = (0..blocks.len()).find(|idx| {
        let is_heading = matches!(blocks[*idx].kind, BlockKind::Heading(_));
        let is_section = |text: &str| {
            blocks[*idx].kind != BlockKind::Heading(1)
                && is_usual_heading(&fold(text))
                && !text.contains(|c: char| c.is_ascii_digit())
        };
        let is_title = |text: String| says(&text) && !is_section(&text);
        is_heading && notes.blocks.line_of(*idx) != first_line && title_of_block(&blocks[*idx]).is_some_and(is_title)
    })?;
    let line = notes.blocks.line_of(idx);
    Some(line..line + blocks[idx].n_lines)
}
