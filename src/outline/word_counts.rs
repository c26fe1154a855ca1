//! How much there is to read: in each segment, and for each host.

use std::ops::{Deref, Range};

use super::{Outline, OutlineChange, Segment};
use crate::markdown::{BlockList, Patch};

/// How many words of English prose an adult reads silently in a minute (Brysbaert 2019,
/// <https://doi.org/10.1016/j.jml.2019.104047>).
const WORDS_PER_MINUTE: usize = 238;

/// The totals of one host in an episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostTotal {
    /// As the author wrote the name.
    pub host: String,
    /// Segments of any kind whose label names the host.
    pub n_segments: usize,
    /// Visible words in them.
    pub n_words: usize,
}

/// The number of visible words in each segment of an outline, including its label; kept up to date. Dereferences to a
/// slice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordCounts {
    counts: Vec<usize>,
    /// Of all notes.
    n_words: usize,
}

impl WordCounts {
    /// Counts all segments. O(blocks + segments).
    pub fn new(blocks: &BlockList, outline: &Outline) -> WordCounts {
        let mut counts = WordCounts { counts: vec![0; outline.segments.len()], n_words: blocks.n_words() };
        counts.count(blocks, &outline.segments, 0..outline.segments.len());
        counts
    }

    /// Updates the counts after an edit that replaced some blocks and changed the outline; `blocks` and `outline` are
    /// those after it. Returns which segments were counted again.
    ///
    /// Takes time linear in the blocks of those segments. For an edit within one segment, the difference of the total
    /// is used.
    pub fn update(
        &mut self,
        blocks: &BlockList,
        outline: &Outline,
        patch: &Patch,
        change: &OutlineChange,
    ) -> Range<usize> {
        let segments = &outline.segments;
        let n_words_before = std::mem::replace(&mut self.n_words, blocks.n_words());
        let (n_above, n_below) = change.n_same(self.counts.len(), segments.len());
        let come = n_above..segments.len() - n_below;
        let stale = touched_segments(segments, patch);
        if !change.has_segments() && patch.rerendered.is_empty() && stale.is_within {
            for n_words in &mut self.counts[stale.idxs.clone()] {
                *n_words = (*n_words + self.n_words).saturating_sub(n_words_before);
            }
            return stale.idxs;
        }
        self.counts.splice(n_above..self.counts.len() - n_below, come.clone().map(|_| 0));
        let mut counted = stale.idxs;
        if change.has_segments() {
            // The segment above now extends to another label.
            counted = union(counted, come.start.saturating_sub(1)..come.end);
        }
        for idx in &patch.rerendered {
            let stale = touched_segments(segments, &Patch::splice(*idx..idx + 1, *idx..idx + 1));
            counted = union(counted, stale.idxs);
        }
        self.count(blocks, segments, counted.clone());
        counted
    }

    fn count(&mut self, blocks: &BlockList, segments: &[Segment], segment_idxs: Range<usize>) {
        for idx in segment_idxs {
            self.counts[idx] = n_words_between(blocks, &segments[idx], segments.get(idx + 1));
        }
    }
}

impl Deref for WordCounts {
    type Target = [usize];

    fn deref(&self) -> &[usize] {
        &self.counts
    }
}

/// The segments that some blocks belong to.
struct Touched {
    idxs: Range<usize>,
    /// All of the blocks belong to one segment that begins above them, or to none.
    is_within: bool,
}

/// The segments that the blocks of a patch belong to. O(log n).
fn touched_segments(segments: &[Segment], patch: &Patch) -> Touched {
    let n_above = |block_idx| segments.partition_point(|segment| segment.block_idx < block_idx);
    let (from, to) = (n_above(patch.inserted.start), n_above(patch.inserted.end));
    Touched { idxs: from.saturating_sub(1)..to, is_within: from == to }
}

fn union(a: Range<usize>, b: Range<usize>) -> Range<usize> {
    match (a.is_empty(), b.is_empty()) {
        (true, _) => b,
        (_, true) => a,
        _ => a.start.min(b.start)..a.end.max(b.end),
    }
}

/// The words from one label to the next, or to the end.
fn n_words_between(blocks: &BlockList, label: &Segment, next: Option<&Segment>) -> usize {
    let all = blocks.blocks();
    let block_idx_to = next.map_or(all.len(), |next| next.block_idx);
    let n_words: usize = all[label.block_idx..block_idx_to].iter().map(|block| block.n_words).sum();
    let n_words_below = next.map_or(0, |next| n_words_above_label(blocks, next));
    (n_words + n_words_below).saturating_sub(n_words_above_label(blocks, label))
}

/// The words of a label's block above the label.
fn n_words_above_label(blocks: &BlockList, segment: &Segment) -> usize {
    let Some(block) = blocks.blocks().get(segment.block_idx) else { return 0 };
    let line_offset = segment.line.saturating_sub(blocks.line_of(segment.block_idx));
    let line_idx = block.lines.partition_point(|line| line.line_offset < line_offset);
    block.lines.get(line_idx).map_or(0, |line| line.n_words_above)
}

/// The time to read this many words, in minutes rounded up; 0 for none.
pub fn reading_time(n_words: usize) -> usize {
    n_words.div_ceil(WORDS_PER_MINUTE)
}

/// The totals of each host, in order of appearance. `word_counts` are those of the segments.
pub fn host_totals(outline: &Outline, word_counts: &[usize]) -> Vec<HostTotal> {
    let mut totals: Vec<HostTotal> = Vec::new();
    for (segment, n_words) in outline.segments.iter().zip(word_counts) {
        let Some(host) = &segment.label.host else { continue };
        // A show has few hosts, so an index would not pay.
        match totals.iter_mut().find(|total| total.host == *host) {
            Some(total) => {
                total.n_segments += 1;
                total.n_words += n_words;
            }
            None => totals.push(HostTotal { host: host.clone(), n_segments: 1, n_words: *n_words }),
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::RenderOptions;
    use proptest::prelude::*;

    fn counted(notes: &str) -> (Outline, Vec<usize>, usize) {
        let blocks = BlockList::new(notes, RenderOptions::default());
        let outline = Outline::of(&blocks);
        let counts = WordCounts::new(&blocks, &outline).to_vec();
        (outline, counts, blocks.blocks().iter().map(|block| block.n_words).sum())
    }

    #[track_caller]
    fn check(notes: &str, expected: &[usize]) {
        assert_eq!(counted(notes).1, expected, "{notes}");
    }

    #[test]
    fn each_segment_counts_its_own_words() {
        check("# Talk 1\n\nA word before.\n\n**Ann #1:** Kites\n\n- they fly\n- high\n\nJoke: Two words\n", &[6, 3]);
        check("Only text.\n", &[]);
        check("", &[]);
    }

    #[test]
    fn labels_within_a_block_part_its_words() {
        check("Ann #1: Kites\nsome text\nBen #2: Planes\nmore", &[5, 4]);
        check("Ann #1: Kites\n- they fly\n- high\n**Extras**\n- more\n", &[6, 2]);
    }

    #[test]
    fn a_minute_begun_is_a_minute() {
        let minutes = [0, 1, 238, 239, 1000].map(reading_time);
        assert_eq!(minutes, [0, 1, 1, 2, 5]);
    }

    #[test]
    fn each_host_has_a_total() {
        let (outline, counts, _) = counted("Ann #1: Kites\n\nfly\n\nBen #2: Planes\n\nAnn #3: Strings\n\nJoke\n");
        let totals = host_totals(&outline, &counts);
        let shown: Vec<String> =
            totals.iter().map(|it| format!("{} {} {}", it.host, it.n_segments, it.n_words)).collect();
        assert_eq!(shown, ["Ann 2 7", "Ben 1 3"]);
    }

    proptest! {
        #[test]
        fn the_counts_add_up(lines in prop::collection::vec("(|- |> |# |\\*\\*)(Ann #1: |Extras|Joke: )?[a-z凧 ]{0,9}(\n)?", 0..20)) {
            let (outline, counts, n_words_in_all) = counted(&lines.join("\n"));
            prop_assert_eq!(counts.len(), outline.segments.len());
            prop_assert!(counts.iter().sum::<usize>() <= n_words_in_all);
        }
    }
}
