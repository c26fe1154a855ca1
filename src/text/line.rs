//! The line of a text that a byte is in.

use std::ops::Range;

/// Where the line begins that a byte is in; a line break belongs to the line that it ends. Linear in what of the line is before
/// the byte.
pub fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |byte_break| byte_break + 1)
}

/// The line that a byte is in, without its break. Linear in the line.
pub fn line_at(text: &str, byte: usize) -> Range<usize> {
    let byte_end = text[byte..].find('\n').map_or(text.len(), |n_bytes| byte + n_bytes);
    line_start(text, byte)..byte_end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_belongs_to_the_line_that_it_ends() {
        let text = "é\n\nab\n";
        let found = [0, 2, 3, 4, 6, 7].map(|byte| line_at(text, byte));
        assert_eq!(found, [0..2, 0..2, 3..3, 4..6, 4..6, 7..7]);
    }
}
