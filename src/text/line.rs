//! Finds the line of a text that contains a byte.

use std::ops::Range;

/// The start of the line that contains a byte. A line break belongs to the line it ends. Takes time linear in the part
/// of the line before the byte.
pub fn line_start(text: &str, byte: usize) -> usize {
    text[..byte].rfind('\n').map_or(0, |byte_break| byte_break + 1)
}

/// The line that contains a byte, without its break. Takes time linear in the line.
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
