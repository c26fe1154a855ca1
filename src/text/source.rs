//! The mirror of the open draft: one `String`, and an index that converts between bytes, UTF-16 units and lines.
//!
//! Invariant: after any series of edits each mark of the index is right, and marks are at most 1.5 strides apart.

use crate::text::Change;

/// A text with an index of positions; the only converter between bytes, UTF-16 units and lines.
///
/// Conversions take O(log n + 1 kB), replacements O(n / 1 kB) beside moving the bytes.
/// All of them are total: a position beyond the end counts as the end, one within a character as its start.
#[derive(Clone, Debug)]
pub struct Source {
    text: String,
    /// Sorted, the first at the very start, each at the start of a character.
    marks: Vec<Mark>,
    end: Mark,
}

/// What one replacement did, in bytes, and the line breaks it touched, so that
/// [`file::FileFormat`](super::file::FileFormat) can follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    pub change: Change,
    /// The 1-based line on which the change begins.
    pub line: usize,
    pub n_breaks_removed: usize,
    pub n_breaks_inserted: usize,
}

/// Bytes between marks: few enough to count through at each conversion, and only a thousand marks for 1 MB.
const STRIDE_BYTES: usize = 1024;

/// One position in all three units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Mark {
    byte: usize,
    utf16: usize,
    n_breaks: usize,
}

impl Source {
    /// Indexes `text` in one pass.
    pub fn new(text: String) -> Source {
        let mut source = Source { text, marks: vec![Mark::default()], end: Mark::default() };
        source.end = source.mark_stretch(source.text.len());
        source
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The length of the text in bytes.
    pub fn len_bytes(&self) -> usize {
        self.end.byte
    }

    /// The length of the text in UTF-16 units, which CodeMirror counts.
    pub fn len_utf16(&self) -> usize {
        self.end.utf16
    }

    /// At least one: an empty text has one empty line.
    pub fn n_lines(&self) -> usize {
        self.end.n_breaks + 1
    }

    /// The UTF-16 position of a byte.
    pub fn utf16_of_byte(&self, byte: usize) -> usize {
        self.seek(|mark| mark.byte <= byte).utf16
    }

    /// The byte of a UTF-16 position.
    pub fn byte_of_utf16(&self, utf16: usize) -> usize {
        self.seek(|mark| mark.utf16 <= utf16).byte
    }

    /// The 1-based line that contains a byte. A line break belongs to the line it ends.
    pub fn line_of_byte(&self, byte: usize) -> usize {
        self.seek(|mark| mark.byte <= byte).n_breaks + 1
    }

    /// The start of a 1-based line.
    pub fn byte_of_line(&self, line: usize) -> usize {
        let n_breaks = line.saturating_sub(1).min(self.end.n_breaks);
        if n_breaks == 0 {
            return 0;
        }
        let before = self.seek(|mark| mark.n_breaks < n_breaks);
        before.byte + '\n'.len_utf8()
    }

    /// A 1-based line without its break.
    pub fn line_text(&self, line: usize) -> &str {
        let rest = &self.text[self.byte_of_line(line)..];
        rest.split('\n').next().unwrap_or_default()
    }

    /// Replaces the text between two UTF-16 positions, given in either order.
    pub fn replace_utf16(&mut self, utf16_from: usize, utf16_to: usize, insert: &str) -> Applied {
        let from = self.seek(|mark| mark.utf16 <= utf16_from.min(utf16_to));
        let to = self.seek(|mark| mark.utf16 <= utf16_from.max(utf16_to));
        let inserted = from.after(insert);
        self.text.replace_range(from.byte..to.byte, insert);
        self.index_again(from, to, inserted);
        Applied {
            change: Change::replace(from.byte..to.byte, insert),
            line: from.n_breaks + 1,
            n_breaks_removed: to.n_breaks - from.n_breaks,
            n_breaks_inserted: inserted.n_breaks - from.n_breaks,
        }
    }

    /// The last position that satisfies `reaches`. It must hold up to some position and fail from there on.
    fn seek(&self, reaches: impl Fn(&Mark) -> bool) -> Mark {
        let n_marks = self.marks.partition_point(&reaches);
        let mut mark = self.marks[n_marks.saturating_sub(1)];
        for char in self.text[mark.byte..].chars() {
            let next = mark.after_char(char);
            if !reaches(&next) {
                break;
            }
            mark = next;
        }
        mark
    }

    /// Moves the marks behind a replacement, and sets new ones in the range that it touched.
    fn index_again(&mut self, from: Mark, to: Mark, inserted: Mark) {
        let n_before = self.marks.partition_point(|mark| mark.byte <= from.byte);
        let mut behind = self.marks.split_off(n_before.max(1));
        behind.retain(|mark| mark.byte > to.byte);
        for mark in behind.iter_mut().chain([&mut self.end]) {
            *mark = mark.moved(to, inserted);
        }
        let byte_known = behind.first().unwrap_or(&self.end).byte;
        self.mark_stretch(byte_known);
        self.marks.append(&mut behind);
    }

    /// Sets marks from the last one up to `byte_to`, and returns the position there.
    /// It sets none close to `byte_to`, where another mark may be: otherwise marks would crowd while the author types.
    fn mark_stretch(&mut self, byte_to: usize) -> Mark {
        let mut mark = self.marks[self.marks.len() - 1];
        while byte_to - mark.byte >= STRIDE_BYTES + STRIDE_BYTES / 2 {
            let byte_next = self.text.ceil_char_boundary(mark.byte + STRIDE_BYTES);
            mark = mark.after(&self.text[mark.byte..byte_next]);
            self.marks.push(mark);
        }
        mark.after(&self.text[mark.byte..byte_to])
    }
}

impl Mark {
    fn after_char(self, char: char) -> Mark {
        Mark {
            byte: self.byte + char.len_utf8(),
            utf16: self.utf16 + char.len_utf16(),
            n_breaks: self.n_breaks + usize::from(char == '\n'),
        }
    }

    /// Counts bytes, not characters, because it counts a whole text when that is opened.
    fn after(self, text: &str) -> Mark {
        let mut mark = Mark { byte: self.byte + text.len(), ..self };
        for byte in text.bytes() {
            let is_start = byte & 0b1100_0000 != 0b1000_0000;
            let is_start_of_pair = byte >= 0b1111_0000;
            mark.utf16 += usize::from(is_start) + usize::from(is_start_of_pair);
            mark.n_breaks += usize::from(byte == b'\n');
        }
        mark
    }

    /// Where this position is after the text that ended at `to` ends at `inserted`.
    fn moved(self, to: Mark, inserted: Mark) -> Mark {
        Mark {
            byte: self.byte - to.byte + inserted.byte,
            utf16: self.utf16 - to.utf16 + inserted.utf16,
            n_breaks: self.n_breaks - to.n_breaks + inserted.n_breaks,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Counts from the start of the text each time: slow, but simple enough to be trusted.
    struct Oracle(String);

    impl Oracle {
        fn byte_of_utf16(&self, utf16: usize) -> usize {
            let mut utf16_seen = 0;
            for (byte, char) in self.0.char_indices() {
                utf16_seen += char.len_utf16();
                if utf16_seen > utf16 {
                    return byte;
                }
            }
            self.0.len()
        }

        fn utf16_of_byte(&self, byte: usize) -> usize {
            self.head(byte).encode_utf16().count()
        }

        fn line_of_byte(&self, byte: usize) -> usize {
            self.head(byte).matches('\n').count() + 1
        }

        fn head(&self, byte: usize) -> &str {
            &self.0[..self.0.floor_char_boundary(byte)]
        }
    }

    #[track_caller]
    fn check(source: &Source) {
        let oracle = Oracle(source.as_str().to_owned());
        let lines: Vec<&str> = oracle.0.split('\n').collect();
        assert_eq!(source.len_bytes(), oracle.0.len());
        assert_eq!(source.len_utf16(), oracle.utf16_of_byte(oracle.0.len()));
        assert_eq!(source.n_lines(), lines.len());
        for position in positions(source.len_bytes() + 3) {
            let utf16 = source.utf16_of_byte(position);
            assert_eq!(utf16, oracle.utf16_of_byte(position));
            assert_eq!(source.byte_of_utf16(position), oracle.byte_of_utf16(position));
            assert_eq!(source.line_of_byte(position), oracle.line_of_byte(position));
        }
        for line in positions(lines.len()).map(|line_idx| line_idx + 1) {
            assert_eq!(source.line_text(line), lines[line - 1]);
            assert_eq!(source.line_of_byte(source.byte_of_line(line)), line);
        }
        check_marks(source);
    }

    /// Every position of a short text, some of a long one.
    fn positions(n: usize) -> impl Iterator<Item = usize> {
        (0..n).step_by(1 + n / 40)
    }

    fn check_marks(source: &Source) {
        for mark in &source.marks {
            assert_eq!(*mark, Mark::default().after(&source.text[..mark.byte]));
        }
        let ends = source.marks.iter().skip(1).chain([&source.end]);
        for (mark, next) in source.marks.iter().zip(ends) {
            assert!(next.byte - mark.byte <= STRIDE_BYTES + STRIDE_BYTES / 2 + 4);
        }
    }

    /// Short and long texts of what makes counting hard: emoji, combining marks, CJK, line breaks.
    fn stretch() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("a"),
            Just("word "),
            Just("\n"),
            Just("é"),
            Just("e\u{301}"),
            Just("漢字"),
            Just("🎙️"),
            Just("👩‍💻"),
            Just("\u{a0}"),
        ];
        let pieces = vec(piece, 0..40).prop_map(|pieces| pieces.concat());
        (pieces, prop_oneof![4 => Just(1), 1 => 1..60usize]).prop_map(|(pieces, n_times)| pieces.repeat(n_times))
    }

    proptest! {
        #[test]
        fn edits_keep_every_position_right(
            text in stretch(),
            edits in vec((any::<prop::sample::Index>(), 0..80usize, stretch()), 0..12),
        ) {
            let mut source = Source::new(text);
            check(&source);
            for (place, n_utf16, insert) in edits {
                let utf16_from = place.index(source.len_utf16() + 1);
                let mut oracle = Oracle(source.as_str().to_owned());
                let byte_from = oracle.byte_of_utf16(utf16_from);
                let byte_to = oracle.byte_of_utf16(utf16_from + n_utf16);
                let removed = oracle.0[byte_from..byte_to].to_owned();

                let applied = source.replace_utf16(utf16_from, utf16_from + n_utf16, &insert);

                prop_assert_eq!(applied.line, oracle.line_of_byte(byte_from));
                prop_assert_eq!(applied.n_breaks_removed, removed.matches('\n').count());
                prop_assert_eq!(applied.n_breaks_inserted, insert.matches('\n').count());
                oracle.0.replace_range(byte_from..byte_to, &insert);
                prop_assert_eq!(applied.change, Change::replace(byte_from..byte_to, insert));
                prop_assert_eq!(source.as_str(), oracle.0);
                check(&source);
            }
        }
    }

    #[test]
    fn positions_beyond_the_end_are_the_end() {
        let source = Source::new("ab\n🎙".to_owned());
        assert_eq!(source.byte_of_utf16(99), 7);
        assert_eq!(source.utf16_of_byte(99), 5);
        assert_eq!(source.line_of_byte(99), 2);
        assert_eq!(source.byte_of_line(99), 3);
        assert_eq!(source.byte_of_line(0), 0);
    }

    #[test]
    fn a_position_within_a_surrogate_pair_is_its_start() {
        let source = Source::new("🎙b".to_owned());
        assert_eq!(source.byte_of_utf16(1), 0);
        assert_eq!(source.byte_of_utf16(2), 4);
    }

    #[test]
    fn typing_does_not_crowd_the_marks() {
        let mut source = Source::new("word ".repeat(4000));
        for utf16 in 9000..13_000 {
            source.replace_utf16(utf16, utf16, "a");
        }
        check_marks(&source);
        let n_strides = source.len_bytes() / STRIDE_BYTES;
        assert!(source.marks.len() <= 2 * n_strides);
    }
}
