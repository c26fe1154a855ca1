//! The extents of segments: what belongs to each, and what is hidden when it is folded.

use std::ops::Range;

use super::Notes;

/// The extent of one segment, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// The start of its label's line.
    pub byte_from: usize,
    /// The end of its last line that is not blank.
    pub byte_to: usize,
    /// The start of the next segment, or the end of the text.
    pub byte_next: usize,
}

impl Extent {
    /// Everything that belongs to the segment.
    pub(super) fn body(&self) -> Range<usize> {
        self.byte_from..self.byte_to
    }
}

/// Everything that belongs to a segment, the segments within it too: from the start of its label's line to the end of
/// its last line that is not blank. The line break there and the blank lines below are excluded. An index out of bounds
/// gives the end of the text.
pub fn segment_bytes(notes: &Notes, segment_idx: usize) -> Range<usize> {
    let found = extents_of(notes, segment_idx..notes.outline.end_of(segment_idx));
    let ends = found.first().zip(found.last());
    ends.map_or(notes.text.len()..notes.text.len(), |(first, last)| first.byte_from..last.byte_to.max(first.byte_to))
}

/// What belongs to each segment by itself, without those within it, in one pass.
pub fn all_segment_bytes(notes: &Notes) -> Vec<Range<usize>> {
    extents(notes).iter().map(Extent::body).collect()
}

/// What is hidden when a segment is folded: from the end of its label's line to its end. `None` if that is empty.
pub fn fold_bytes(notes: &Notes, segment_idx: usize) -> Option<Range<usize>> {
    let body = segment_bytes(notes, segment_idx);
    let byte_from = line_end(notes.text, body.start);
    (byte_from < body.end).then_some(byte_from..body.end)
}

/// The gap for inserting a segment at this index: from the end of what is above to the label below.
/// There must be at least `place_idx` segments.
pub(in crate::rundown) fn gap_at_place(notes: &Notes, place_idx: usize) -> Range<usize> {
    let above = place_idx.checked_sub(1).and_then(|idx| extents_of(notes, idx..place_idx).pop());
    match above {
        Some(above) => above.byte_to..above.byte_next,
        None => {
            let below = extents_of(notes, 0..1);
            byte_of_head_end(notes.text, &below)..below.first().map_or(notes.text.len(), |below| below.byte_from)
        }
    }
}

/// The extents of all segments.
pub(super) fn extents(notes: &Notes) -> Vec<Extent> {
    extents_of(notes, 0..notes.outline.segments.len())
}

/// The end of the head: the end of its last line that is not blank.
pub(super) fn byte_of_head_end(text: &str, extents: &[Extent]) -> usize {
    byte_of_content_end(text, 0, extents.first().map_or(text.len(), |first| first.byte_from))
}

fn extents_of(notes: &Notes, idxs: Range<usize>) -> Vec<Extent> {
    // One more than asked for: a segment ends where the next one begins.
    let starts = label_bytes(notes, idxs.start..idxs.end.saturating_add(1));
    let ends = starts.iter().skip(1).copied().chain([notes.text.len()]);
    let pairs = starts.iter().zip(ends).take(idxs.len());
    pairs.map(|(byte_from, byte_next)| extent(notes.text, *byte_from, byte_next)).collect()
}

fn extent(text: &str, byte_from: usize, byte_next: usize) -> Extent {
    Extent { byte_from, byte_to: byte_of_content_end(text, byte_from, byte_next), byte_next }
}

/// The starts of the lines of some labels. It goes from block to block, so that several labels in one block are counted
/// only once.
fn label_bytes(notes: &Notes, idxs: Range<usize>) -> Vec<usize> {
    let segments = &notes.outline.segments;
    let idxs = idxs.start.min(segments.len())..idxs.end.min(segments.len());
    let (mut line, mut byte) = (1, 0);
    let starts = segments[idxs].iter().map(|segment| {
        let line_of_block = notes.blocks.line_of(segment.block_idx);
        if (line + 1..=segment.line).contains(&line_of_block) {
            (line, byte) = (line_of_block, notes.blocks.byte_of(segment.block_idx));
        }
        byte = byte_of_lines_below(notes.text, byte, segment.line.saturating_sub(line));
        line = segment.line;
        byte
    });
    starts.collect()
}

fn byte_of_lines_below(text: &str, byte: usize, n_lines: usize) -> usize {
    let Some(n_breaks_before) = n_lines.checked_sub(1) else { return byte };
    text[byte..].match_indices('\n').nth(n_breaks_before).map_or(text.len(), |(at, _)| byte + at + 1)
}

/// The end of the last line that is not blank; `byte_from` if all are blank.
fn byte_of_content_end(text: &str, byte_from: usize, byte_to: usize) -> usize {
    let content = text[byte_from..byte_to].trim_end_matches(is_blank);
    if content.is_empty() { byte_from } else { line_end(text, byte_from + content.len()).min(byte_to) }
}

/// Blank by Markdown's definition: a no-break space is not blank.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n')
}

fn line_end(text: &str, byte: usize) -> usize {
    text[byte..].find('\n').map_or(text.len(), |at| byte + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::arrange::tests::with_notes;

    /// Checks what belongs to each segment, and what is hidden when it is folded.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<&str>)]) {
        with_notes(text, |notes| {
            let all = all_segment_bytes(notes);
            let found: Vec<(&str, Option<&str>)> = (0..notes.outline.segments.len())
                .map(|idx| {
                    assert_eq!(segment_bytes(notes, idx), all[idx]);
                    (&text[all[idx].clone()], fold_bytes(notes, idx).map(|bytes| &text[bytes]))
                })
                .collect();
            assert_eq!(found, expected, "{text:?}");
        });
    }

    #[test]
    fn a_segment_ends_with_its_last_line_that_is_not_blank() {
        check(
            "# Talk\n\nAnn #1: Kites\n\n- fly  \n \t\n\nBen #2: Planes\n",
            &[("Ann #1: Kites\n\n- fly  ", Some("\n\n- fly  ")), ("Ben #2: Planes", None)],
        );
        check("Ann #1: Kites\n\u{a0}\n\nJoke", &[("Ann #1: Kites\n\u{a0}", Some("\n\u{a0}")), ("Joke", None)]);
        check("Only text.\n", &[]);
        check("", &[]);
    }

    #[test]
    fn segments_may_begin_within_a_block() {
        check(
            "Ann #1: Kites\nhigh\nBen #2: Planes\n- fly\n**Extras**\n- more\n",
            &[
                ("Ann #1: Kites\nhigh", Some("\nhigh")),
                ("Ben #2: Planes\n- fly", Some("\n- fly")),
                ("**Extras**\n- more", Some("\n- more")),
            ],
        );
    }

    #[test]
    fn a_segment_that_is_not_there_is_nothing_at_the_end() {
        with_notes("Joke\n", |notes| {
            assert_eq!(segment_bytes(notes, 1), 5..5);
            assert_eq!(segment_bytes(notes, usize::MAX), 5..5);
            assert_eq!(fold_bytes(notes, 7), None);
        });
    }
}
