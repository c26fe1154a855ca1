//! What a whole text of notes says: its head, and its segments in order.
//!
//! Invariant: total and linear. Any text has an outline; segments come in the order of their lines, and each reaches
//! to the line before the next one's label.

use super::credits::{Credits, Sponsor};
use super::label::{self, Context, Label};
use super::vocabulary::fold;
use super::{masthead, title};
use crate::markdown::{Block, BlockKind, BlockList, InlineLine};

/// The structure of one text of notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub title: Option<String>,
    /// The number of the episode.
    pub episode: Option<u32>,
    pub sponsors: Vec<Sponsor>,
    pub guests: Vec<String>,
    pub segments: Vec<Segment>,
}

/// A label and all that belongs to it.
///
/// Holds lines, not bytes: so typing within a line leaves the outline equal to what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub label: Label,
    /// The 1-based line of the label.
    pub line: usize,
    /// Lines of the segment, from its label to the line before the next label, blank ones included.
    pub n_lines: usize,
    /// The block that holds the label.
    pub block_idx: usize,
    /// False where the label does not begin its block, but continues a paragraph or a list.
    pub starts_block: bool,
}

impl Outline {
    /// Reads the outline of all blocks.
    ///
    /// Reads every line twice: what could be a label or prose is settled by what the sure labels say.
    pub fn of(blocks: &BlockList) -> Outline {
        let title_idx = masthead::title_block_idx(blocks.blocks());
        let title = title_idx.and_then(|idx| masthead::title(&blocks.blocks()[idx]));
        let reader = Reader::new(blocks, title_idx);
        let (segments, credits) = reader.segments_and_credits();
        let episode = title.as_deref().and_then(masthead::episode_of_title).or_else(|| reader.episode_in_opening());
        Outline { title, episode, sponsors: credits.sponsors, guests: credits.guests, segments }
    }

    /// The index of the segment that holds a 1-based line; `None` above the first one.
    pub fn segment_at_line(&self, line: usize) -> Option<usize> {
        self.segments.partition_point(|segment| segment.line <= line).checked_sub(1)
    }
}

/// Reads blocks, knowing what their sure labels say.
struct Reader<'a> {
    blocks: &'a BlockList,
    title_idx: Option<usize>,
    context: Context,
    /// Headings of this level are sections, those below are within one.
    section_level: u8,
}

/// A heading deeper than this is never a section of its own.
const MAX_SECTION_LEVEL: u8 = 3;

impl<'a> Reader<'a> {
    fn new(blocks: &'a BlockList, title_idx: Option<usize>) -> Reader<'a> {
        let mut reader = Reader { blocks, title_idx, context: Context::default(), section_level: 0 };
        reader.context = reader.gather_context();
        reader.section_level = reader.find_section_level();
        reader
    }

    /// All lines that may be labels, with the index of their block.
    fn lines(&self) -> impl Iterator<Item = (usize, &'a Block, &'a InlineLine)> {
        let title_idx = self.title_idx;
        let blocks = self.blocks.blocks().iter().enumerate().filter(move |(idx, _)| Some(*idx) != title_idx);
        blocks.flat_map(|(idx, block)| block.lines.iter().map(move |line| (idx, block, line)))
    }

    fn gather_context(&self) -> Context {
        let labels = self
            .lines()
            .filter(|(_, _, line)| line.item.is_none())
            .filter_map(|(_, block, line)| label::read(line, block.kind));
        let numbered: Vec<Label> = labels.filter(|label| label.number.is_some()).collect();
        let n_timed = self.lines().filter(|(_, _, line)| label::begins_with_time(line)).take(2).count();
        Context {
            has_numbers: !numbered.is_empty(),
            has_chapters: n_timed > 1,
            hosts: numbered.into_iter().filter_map(|label| label.host).map(|host| fold(&host)).collect(),
        }
    }

    /// The highest level of the headings below the title; beside numbered labels no deeper than 2.
    fn find_section_level(&self) -> u8 {
        let levels = self.lines().filter_map(|(_, block, _)| match block.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        });
        let deepest = if self.context.has_numbers { 2 } else { MAX_SECTION_LEVEL };
        levels.min().unwrap_or(1).clamp(2, deepest)
    }

    fn label(&self, block_idx: usize, block: &Block, line: &InlineLine) -> Option<Label> {
        if line.item.is_some() {
            return None;
        }
        label::read_in(line, block.kind, &self.context).or_else(|| match block.kind {
            BlockKind::Heading(level) if level <= self.section_level => self.section(line),
            BlockKind::Paragraph if !self.context.has_numbers => self.linked_topic(block_idx, block, line),
            _ => None,
        })
    }

    /// A section with a heading; not one of a host's own remarks (`### Ann`), nor a link beside numbered labels.
    fn section(&self, line: &InlineLine) -> Option<Label> {
        let label = label::read_section(line)?;
        let is_host = label.title.as_deref().is_some_and(|title| self.context.hosts.contains(&fold(title)));
        let is_link = self.context.has_numbers && title::is_all_link(line);
        (!is_host && !is_link).then_some(label)
    }

    /// A paragraph that is just a link, with a list below it, in notes that number nothing.
    fn linked_topic(&self, block_idx: usize, block: &Block, line: &InlineLine) -> Option<Label> {
        let below = self.blocks.blocks().get(block_idx + 1)?;
        let is_headline = block.lines.len() == 1 && below.kind == BlockKind::List;
        is_headline.then(|| label::read_linked(line))?
    }

    fn segments_and_credits(&self) -> (Vec<Segment>, Credits) {
        let mut segments: Vec<Segment> = Vec::new();
        let mut credits = Credits::default();
        for (block_idx, block, line) in self.lines() {
            if let Some(label) = self.label(block_idx, block, line) {
                segments.push(Segment {
                    label,
                    line: self.blocks.line_of(block_idx) + line.line_offset,
                    n_lines: 0,
                    block_idx,
                    starts_block: line.line_offset == 0,
                });
                credits.begin_segment();
            }
            credits.read_line(line, block_idx);
        }
        self.measure(&mut segments);
        (segments, credits)
    }

    /// Lets each segment reach to the next one, and the last one to the end.
    fn measure(&self, segments: &mut [Segment]) {
        let mut line_end = 1 + self.blocks.blocks().iter().map(|block| block.n_lines).sum::<usize>();
        for segment in segments.iter_mut().rev() {
            segment.n_lines = line_end - segment.line;
            line_end = segment.line;
        }
    }

    /// Notes whose title has no number may name the episode in their first line.
    fn episode_in_opening(&self) -> Option<u32> {
        let (_, _, line) = self.lines().next()?;
        masthead::episode_in_prose(&line.text)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::markdown::RenderOptions;
    use proptest::prelude::*;

    pub(in crate::rundown) fn outline(notes: &str) -> Outline {
        Outline::of(&BlockList::new(notes, RenderOptions::default()))
    }

    /// Checks the segments, each as `line+lines title`.
    #[track_caller]
    fn check(notes: &str, expected: &[&str]) {
        let shown = |segment: &Segment| {
            let title = segment.label.title.clone().unwrap_or_else(|| format!("{:?}", segment.label.kind));
            format!("{}+{} {title}", segment.line, segment.n_lines)
        };
        let found: Vec<String> = outline(notes).segments.iter().map(shown).collect();
        assert_eq!(found, expected, "{notes}");
    }

    #[test]
    fn a_segment_reaches_to_the_next_label() {
        check(
            "# Talk 1\n\nAnn #1: Kites\n\n- fly\n\nBen #2: Planes\n\nJoke\n",
            &["3+4 Kites", "7+2 Planes", "9+1 Joke"],
        );
        check("Ann #1: Kites\nsome text\nBen #2: Planes", &["1+2 Kites", "3+1 Planes"]);
        check("", &[]);
        check("Only text.\n", &[]);
    }

    #[test]
    fn a_label_right_below_a_list_is_found() {
        check("Ann #1: Kites\n- fly\n- high\n**Extras**\n- more\n", &["1+3 Kites", "4+2 Extras"]);
    }

    #[test]
    fn an_indented_label_keeps_its_line() {
        check("Ann #1: Kites\n\n- fly\n\n **Ben #2:** Planes\n", &["1+4 Kites", "5+1 Planes"]);
    }

    #[test]
    fn labels_in_code_and_quotations_are_not_segments() {
        check("Ann #1: Kites\n\n```\nBen #2: Planes\n```\n\n> Joke\n", &["1+7 Kites"]);
    }

    #[test]
    fn what_sure_labels_say_settles_the_others() {
        check(
            "#1 Ann: Kites\n\n#2 Ann Planes\n\nAnn 3: Strings\n\nann #4: Wind\n",
            &["1+2 Kites", "3+2 Planes", "5+2 Strings", "7+1 Wind"],
        );
        check("Step 3: Strings\n\nsee #4\n", &[]);
        check("00:10 Kites\n02:30 Planes\n", &["1+1 Kites", "2+1 Planes"]);
        check("10:30 it began\n", &[]);
    }

    #[test]
    fn headings_of_sections_are_segments() {
        check("# Talk\n\n## Kites\n\n### Strings\n\n## Planes\n", &["3+4 Kites", "7+1 Planes"]);
        check("# Talk\n\n### Kites\n\n### Planes\n", &["3+2 Kites", "5+1 Planes"]);
        check(
            "Ann #1: Kites\n\n### Example\n\n## Ann\n\n## [A link](u)\n\n## Goodbye\n",
            &["1+8 Kites", "9+1 Goodbye"],
        );
    }

    #[test]
    fn links_above_lists_are_topics_where_nothing_is_numbered() {
        check("[**Kites**](u)\n\n- fly\n\n[Planes](v)\n\nText\n", &["1+7 Kites"]);
        check("#1 Kites\n\n[More](u)\n\n- fly\n", &["1+5 Kites"]);
        check("Ann #1: Kites\n\n[More](u)\n\n- fly\n", &["1+5 Kites"]);
    }

    #[test]
    fn the_segment_of_a_line_is_found() {
        let outline = outline("# Talk 1\n\nAnn #1: Kites\n\n- fly\n\nJoke\n");
        let found: Vec<Option<usize>> = (0..10).map(|line| outline.segment_at_line(line)).collect();
        let (none, first, second) = (None, Some(0), Some(1));
        assert_eq!(found, [none, none, none, first, first, first, first, second, second, second]);
    }

    fn line() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "Ann",
            " #1",
            ":",
            " ",
            "**",
            "[Kites](u)",
            "- ",
            "# ",
            "```",
            "Extras",
            "12:34 ",
            "> ",
            "\t",
            "凧",
            "    ",
            "Joke",
        ]);
        prop::collection::vec(pieces, 0..5).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn segments_lie_side_by_side_to_the_end(lines in prop::collection::vec(line(), 0..20)) {
            let segments = outline(&lines.join("\n")).segments;
            for pair in segments.windows(2) {
                prop_assert!(pair[0].n_lines > 0);
                prop_assert_eq!(pair[0].line + pair[0].n_lines, pair[1].line);
            }
        }

        #[test]
        fn any_text_has_an_outline(text in any::<String>()) {
            outline(&text);
        }
    }
}
