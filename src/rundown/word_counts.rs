//! How much there is to read: in each segment, and of each host.

use super::{Outline, Segment};
use crate::markdown::{Block, BlockList};

/// The words that an adult reads silently in a minute, in English prose (Brysbaert 2019,
/// <https://doi.org/10.1016/j.jml.2019.104047>).
const WORDS_PER_MINUTE: usize = 238;

/// What one host has in an episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostTotal {
    /// As the author wrote the name.
    pub host: String,
    /// Segments whose label names the host, of every kind.
    pub n_segments: usize,
    /// Visible words in them.
    pub n_words: usize,
}

/// The visible words of each segment of the outline, its label included. O(blocks + segments).
pub fn word_counts(blocks: &BlockList, outline: &Outline) -> Vec<usize> {
    let mut n_words_above = n_words_above_labels(blocks, &outline.segments);
    let n_words_in_all = blocks.blocks().iter().map(|block| block.n_words).sum();
    n_words_above.push(n_words_in_all);
    n_words_above.windows(2).map(|ends| ends[1].saturating_sub(ends[0])).collect()
}

/// How many minutes it takes to read so many words, the last one begun counted as whole; 0 for none.
pub fn reading_time(n_words: usize) -> usize {
    n_words.div_ceil(WORDS_PER_MINUTE)
}

/// What each host has, in order of appearance; `word_counts` are those of the segments.
pub fn host_totals(outline: &Outline, word_counts: &[usize]) -> Vec<HostTotal> {
    let mut totals: Vec<HostTotal> = Vec::new();
    for (segment, n_words) in outline.segments.iter().zip(word_counts) {
        let Some(host) = &segment.label.host else { continue };
        // A show has few hosts: no index is worth its while.
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

/// For each segment, the words of the notes that stand above its label.
fn n_words_above_labels(blocks: &BlockList, segments: &[Segment]) -> Vec<usize> {
    let mut segments = segments.iter().peekable();
    let mut n_words_above = Vec::new();
    let mut n_words_so_far = 0;
    for (idx, block) in blocks.blocks().iter().enumerate() {
        while let Some(segment) = segments.next_if(|segment| segment.block_idx == idx) {
            let line_offset = segment.line.saturating_sub(blocks.line_of(idx));
            n_words_above.push(n_words_so_far + n_words_above_line(block, line_offset));
        }
        n_words_so_far += block.n_words;
    }
    n_words_above
}

/// The words of a block above one of its lines.
fn n_words_above_line(block: &Block, line_offset: usize) -> usize {
    let line_idx = block.lines.partition_point(|line| line.line_offset < line_offset);
    block.lines.get(line_idx).map_or(0, |line| line.n_words_above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::RenderOptions;
    use proptest::prelude::*;

    fn counted(notes: &str) -> (Outline, Vec<usize>, usize) {
        let blocks = BlockList::new(notes, RenderOptions::default());
        let outline = Outline::of(&blocks);
        let counts = word_counts(&blocks, &outline);
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
