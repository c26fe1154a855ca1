//! The lines of a source, for those who look at how it is written.

use std::ops::Range;

/// The lines of a stretch, without their ends.
pub(super) fn lines(source: &str, bytes: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut byte = bytes.start;
    source[bytes].split_inclusive('\n').map(move |line| {
        let byte_from = byte;
        byte += line.len();
        byte_from..byte_from + line.trim_end_matches('\n').len()
    })
}

/// From the begin of a stretch to the end of its line.
pub(super) fn first_line(source: &str, bytes: Range<usize>) -> Range<usize> {
    let byte_end = source[bytes.clone()].find('\n').map_or(bytes.end, |at| bytes.start + at);
    bytes.start..byte_end
}

/// The last line of a stretch with something in it.
pub(super) fn last_line(source: &str, bytes: Range<usize>) -> Range<usize> {
    let byte_end = bytes.start + source[bytes.clone()].trim_end().len();
    let byte_from = source[bytes.start..byte_end].rfind('\n').map_or(bytes.start, |at| bytes.start + at + 1);
    byte_from..byte_end
}

/// The white space that a line begins with.
pub(super) fn indent(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// How far is looked for the words around a place: a text may be one long line.
const MAX_BYTES: usize = 1_000;

/// What stands before a byte on its line, as far as it matters.
pub(super) fn line_before(source: &str, byte: usize) -> &str {
    let before = &source[source.ceil_char_boundary(byte.saturating_sub(MAX_BYTES))..byte];
    before.rsplit('\n').next().unwrap_or_default()
}

/// What stands from a byte on its line, as far as it matters.
pub(super) fn line_behind(source: &str, byte: usize) -> &str {
    let behind = &source[byte..source.floor_char_boundary((byte + MAX_BYTES).min(source.len()))];
    behind.split('\n').next().unwrap_or_default()
}
