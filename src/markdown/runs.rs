//! The parts of a visible text that are in the source unchanged, for edits of a label's words.
//!
//! Escapes, entities and markup separate them.

use std::ops::Range;

/// A part of a line's text that is in the source unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub byte_text: usize,
    /// In the block.
    pub byte_source: usize,
    pub byte_len: usize,
}

/// The source of a range of a text, if all of it is written as it is shown.
pub(super) fn source_of(runs: &[Run], text_range: Range<usize>) -> Option<Vec<Range<usize>>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut byte = text_range.start;
    let n_before = runs.partition_point(|run| run.byte_text + run.byte_len <= byte);
    for run in runs[n_before..].iter().take_while(|run| run.byte_text < text_range.end) {
        let byte_to = text_range.end.min(run.byte_text + run.byte_len);
        if run.byte_text > byte || byte_to <= byte {
            continue;
        }
        let source = run.byte_source + byte - run.byte_text..run.byte_source + byte_to - run.byte_text;
        match found.last_mut().filter(|last| last.end == source.start) {
            Some(last) => last.end = source.end,
            None => found.push(source),
        }
        byte = byte_to;
    }
    (byte == text_range.end).then_some(found)
}

/// The parts of `text` that are in `written` unchanged: all but escapes and entities.
pub(super) fn runs<'a>(text: &'a str, written: &'a str) -> impl Iterator<Item = Run> + 'a {
    let (mut byte_text, mut byte_source) = (0, 0);
    std::iter::from_fn(move || {
        while byte_text < text.len() {
            let byte_len = n_bytes_alike(&text[byte_text..], written.get(byte_source..)?);
            let run = Run { byte_text, byte_source, byte_len };
            byte_text += byte_len;
            byte_source += byte_len;
            if byte_text < text.len() {
                let (n_text, n_source) = len_of_escape(&text[byte_text..], &written[byte_source..])?;
                byte_text += n_text;
                byte_source += n_source;
            }
            if byte_len > 0 {
                return Some(run);
            }
        }
        None
    })
}

/// The bytes of text and source to skip where they differ: `\` of `\*`, or `&amp;` and its character.
fn len_of_escape(text: &str, written: &str) -> Option<(usize, usize)> {
    if written.starts_with('\\') {
        return Some((0, 1));
    }
    let n_entity = written.starts_with('&').then(|| written.find(';'))?? + 1;
    Some((text.chars().next()?.len_utf8(), n_entity))
}

/// The length of the backticks, and of the blank that may follow, before inline code.
pub(super) fn len_of_fence(code: &str, written: &str) -> usize {
    let n_ticks = written.len() - written.trim_start_matches('`').len();
    n_ticks + written.len().saturating_sub(code.len() + 2 * n_ticks) / 2
}

fn n_bytes_alike(text: &str, written: &str) -> usize {
    // Most texts are written as they are shown.
    if written.starts_with(text) {
        return text.len();
    }
    let alike = text.chars().zip(written.chars()).take_while(|(a, b)| a == b);
    let n_bytes = alike.map(|(char, _)| char.len_utf8()).sum();
    // `&amp;` and `&` begin alike.
    let parts_at_entity = n_bytes < text.len() && written[..n_bytes].ends_with('&');
    if parts_at_entity { n_bytes - 1 } else { n_bytes }
}
