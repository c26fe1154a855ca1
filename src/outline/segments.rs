//! The outline of a text of notes: its head, and its segments in order.
//!
//! Invariant: total and linear. Any text has an outline. Segments are in the order of their lines, and each extends to
//! the line before the label of the next one.

use std::ops::Range;
use std::sync::Arc;

use super::credits::Sponsor;
use super::label::Label;
use super::live::LiveOutline;
use crate::markdown::{BlockKind, BlockList, InlineLine};

/// The structure of one text of notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub title: Option<String>,
    /// The number of the episode.
    pub episode: Option<u32>,
    /// As front matter writes it.
    pub date: Option<String>,
    /// Those that front matter names.
    pub hosts: Vec<String>,
    pub sponsors: Vec<Sponsor>,
    pub guests: Vec<String>,
    pub segments: Vec<Segment>,
}

/// A label and everything that belongs to it: the lines up to the one before the next label.
///
/// It has lines, not bytes, so that typing within a line does not change the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Shared, so that an outline is cheap to copy.
    pub label: Arc<Label>,
    /// The 1-based line of the label.
    pub line: usize,
    /// The block that contains the label.
    pub block_idx: usize,
    /// False if the label does not begin its block, but continues a paragraph or a list.
    pub starts_block: bool,
    /// How many segments it is within: 0 at the top.
    pub depth: usize,
    /// What stands below a line of a lower rank is within it, up to the next line of the same or a lower one.
    pub(crate) rank: Rank,
}

/// The level of a heading, 1 to 6; behind them lines of text, then items, then items within items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank(usize);

impl Rank {
    /// Of a line in a block of some kind.
    pub(super) fn of(line: &InlineLine, kind: BlockKind) -> Rank {
        const TEXT: usize = 7;
        match (&line.item, kind) {
            (Some(item), _) => Rank(TEXT + 1 + item.n_around),
            (None, BlockKind::Heading(level)) => Rank(level.into()),
            (None, _) => Rank(TEXT),
        }
    }
}

/// Finds the depth of each segment by the ranks: as if all were at the top where `is_flat`. Returns which have changed, as
/// a range around them. O(segments).
pub(super) fn settle_depths(segments: &mut [Segment], is_flat: bool) -> Range<usize> {
    let mut around: Vec<Rank> = Vec::new();
    let mut changed = segments.len()..0;
    for (idx, segment) in segments.iter_mut().enumerate() {
        if !is_flat {
            around.truncate(around.partition_point(|rank| *rank < segment.rank));
        }
        let depth = std::mem::replace(&mut segment.depth, around.len());
        if depth != segment.depth {
            changed = changed.start.min(idx)..idx + 1;
        }
        if !is_flat {
            around.push(segment.rank);
        }
    }
    changed
}

impl Outline {
    /// Reads the outline of all blocks. Takes time linear in their text.
    pub fn of(blocks: &BlockList) -> Outline {
        LiveOutline::new(blocks).into_outline()
    }

    /// The index behind the last segment within one; its own next one if there is none. O(segments within it).
    pub fn end_of(&self, segment_idx: usize) -> usize {
        let Some(segment) = self.segments.get(segment_idx) else { return self.segments.len() };
        let within = self.segments[segment_idx + 1..].iter().take_while(|below| below.depth > segment.depth);
        segment_idx + 1 + within.count()
    }

    /// The index of the segment that a segment is directly within.
    pub fn parent_of(&self, segment_idx: usize) -> Option<usize> {
        let depth = self.segments.get(segment_idx)?.depth.checked_sub(1)?;
        self.segments[..segment_idx].iter().rposition(|above| above.depth == depth)
    }

    /// Where a segment may move, with all within it: the index that it would have then, one for each place among those
    /// beside it, in order. Its own is one of them. O(segments).
    pub fn landings(&self, segment_idx: usize) -> Vec<usize> {
        let Some(segment) = self.segments.get(segment_idx) else { return Vec::new() };
        let beside = self.parent_of(segment_idx).map_or(0..self.segments.len(), |idx| idx + 1..self.end_of(idx));
        let n_moved = self.end_of(segment_idx) - segment_idx;
        let siblings = beside.filter(|idx| self.segments[*idx].depth == segment.depth);
        siblings.map(|idx| if idx <= segment_idx { idx } else { self.end_of(idx) - n_moved }).collect()
    }

    /// The index of the segment that contains a 1-based line; `None` above the first one.
    pub fn segment_at_line(&self, line: usize) -> Option<usize> {
        self.segments.partition_point(|segment| segment.line <= line).checked_sub(1)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::markdown::RenderOptions;
    use proptest::prelude::*;

    pub(crate) fn outline(notes: &str) -> Outline {
        Outline::of(&BlockList::new(notes, RenderOptions::default()))
    }

    /// Checks the segments, each as `line title`.
    #[track_caller]
    fn check(notes: &str, expected: &[&str]) {
        let shown = |segment: &Segment| {
            let title = segment.label.title.clone().unwrap_or_else(|| format!("{:?}", segment.label.kind));
            format!("{} {title}", segment.line)
        };
        let found: Vec<String> = outline(notes).segments.iter().map(shown).collect();
        assert_eq!(found, expected, "{notes}");
    }

    #[test]
    fn labels_begin_segments() {
        check("# Talk 1\n\nAnn #1: Kites\n\n- fly\n\nBen #2: Planes\n\nJoke\n", &["3 Kites", "7 Planes", "9 Joke"]);
        check("Ann #1: Kites\nsome text\nBen #2: Planes", &["1 Kites", "3 Planes"]);
        check("", &[]);
        check("Only text.\n", &[]);
    }

    #[test]
    fn a_label_right_below_a_list_is_found() {
        check("Ann #1: Kites\n- fly\n- high\n**Extras**\n- more\n", &["1 Kites", "4 Extras"]);
    }

    #[test]
    fn an_indented_label_keeps_its_line() {
        check("Ann #1: Kites\n\n- fly\n\n **Ben #2:** Planes\n", &["1 Kites", "5 Planes"]);
    }

    #[test]
    fn labels_in_code_and_quotations_are_not_segments() {
        check("Ann #1: Kites\n\n```\nBen #2: Planes\n```\n\n> Joke\n", &["1 Kites"]);
    }

    #[test]
    fn what_sure_labels_say_settles_the_others() {
        check(
            "#1 Ann: Kites\n\n#2 Ann Planes\n\nAnn 3: Strings\n\nann #4: Wind\n",
            &["1 Kites", "3 Planes", "5 Strings", "7 Wind"],
        );
        check("Step 3: Strings\n\nsee #4\n", &[]);
        check("00:10 Kites\n02:30 Planes\n", &["1 Kites", "2 Planes"]);
        check("10:30 it began\n", &[]);
    }

    #[test]
    fn headings_of_sections_are_segments() {
        check("# Talk\n\n## Kites\n\n### Strings\n\n## Planes\n", &["3 Kites", "5 Strings", "7 Planes"]);
        check("# Talk\n\n### Kites\n\n### Planes\n", &["3 Kites", "5 Planes"]);
        check("Ann #1: Kites\n\n### Example\n\n## Ann\n\n## [A link](u)\n\n## Goodbye\n", &["1 Kites", "9 Goodbye"]);
    }

    /// Checks the depths of the segments.
    #[track_caller]
    fn check_depths(notes: &str, expected: &[usize]) {
        let depths: Vec<usize> = outline(notes).segments.iter().map(|segment| segment.depth).collect();
        assert_eq!(depths, expected, "{notes}");
    }

    #[test]
    fn sections_nest_by_their_levels_and_items_are_within_them() {
        check_depths("# Talk\n\n## A\n\n#### B\n\n### C\n\n#### D\n\n## E\n", &[0, 1, 1, 2, 0]);
        check_depths("# Talk\n\n#### A\n\n## B\n\n# C\n\n## D\n", &[0, 0, 0, 1]);
        check_depths("## Notes\n\n- 00:10 A\n  - 01:00 B\n- 02:00 C\n\n## Links\n", &[0, 1, 2, 1, 0]);
        check_depths("## Notes\n\n00:10 A\n01:00 B\n\n## Links\n", &[0, 1, 1, 0]);
        check_depths("Ann #1: Kites\n\n## News\n\nBen #2: Planes\n", &[0, 0, 0]);
    }

    #[test]
    fn what_is_within_a_segment_ends_before_the_next_one_beside_it() {
        let outline = outline("# Talk\n\n## A\n\n### B\n\n#### C\n\n### D\n\n## E\n");
        assert_eq!((0..5).map(|idx| outline.end_of(idx)).collect::<Vec<_>>(), [4, 3, 3, 4, 5]);
        assert_eq!(
            (0..5).map(|idx| outline.parent_of(idx)).collect::<Vec<_>>(),
            [None, Some(0), Some(1), Some(0), None]
        );
    }

    #[test]
    fn a_segment_moves_among_those_beside_it() {
        let outline = outline("# Talk\n\n## A\n\n### B\n\n#### C\n\n### D\n\n## E\n");
        let landings: Vec<Vec<usize>> = (0..6).map(|idx| outline.landings(idx)).collect();
        assert_eq!(landings, [vec![0, 1], vec![1, 2], vec![2], vec![1, 3], vec![0, 4], vec![]]);
    }

    #[test]
    fn links_above_lists_are_topics_where_nothing_is_numbered() {
        check("[**Kites**](u)\n\n- fly\n\n[Planes](v)\n\nText\n", &["1 Kites"]);
        check("#1 Kites\n\n[More](u)\n\n- fly\n", &["1 Kites"]);
        check("Ann #1: Kites\n\n[More](u)\n\n- fly\n", &["1 Kites"]);
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
        fn segments_come_in_the_order_of_their_lines(lines in prop::collection::vec(line(), 0..20)) {
            let segments = outline(&lines.join("\n")).segments;
            prop_assert!(segments.is_sorted_by(|above, below| above.line < below.line));
        }

        #[test]
        fn any_text_has_an_outline(text in any::<String>()) {
            outline(&text);
        }
    }
}
