//! Reads the bytes of a file into text and writes them again: encoding, byte-order mark, line endings.
//!
//! CodeMirror knows one line break, so the text in memory has `\n` alone; [`FileFormat`] keeps what that loses.
//!
//! Invariant: for a file that [`decode`] accepts, [`FileFormat::encode`] gives the same bytes again. If the format is
//! told of edits ([`FileFormat::follow`]), each line that no edit touched keeps its own ending.

mod line_endings;
mod older;
mod sniff;

use thiserror::Error;

pub use self::line_endings::{LineEnding, LineEndingRun, LineEndings};
pub use self::older::{OlderText, read_older};
use self::sniff::{kind_of_data, looks_binary};
use super::Applied;

/// The contents of a file, ready for the editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text with `\n` for each line break, without the byte-order mark.
    pub text: String,
    /// What is needed to write the same bytes again.
    pub format: FileFormat,
}

/// Why a file cannot be opened. The texts tell the author what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// The file holds something other than text.
    #[error("it is {found}. {advice}")]
    Binary {
        /// What the file seems to be, with the article.
        found: &'static str,
        /// What the author can do, as a sentence.
        advice: &'static str,
    },
    /// The text is in an older encoding, or it is damaged. The author can save it as UTF-8 text, or have its encoding
    /// guessed ([`read_older`]).
    #[error("its encoding is unknown: at byte {byte} it is not UTF-8. Save it as UTF-8 text, then import it again.")]
    UnknownEncoding {
        /// How many valid bytes come before.
        byte: usize,
    },
    /// The file says that it is UTF-16 but ends within a character. The author can save it again as UTF-8 text.
    #[error("it is UTF-16 and damaged at byte {byte}. Save it as UTF-8 text, then import it again.")]
    BrokenUtf16 {
        /// How many valid bytes come before.
        byte: usize,
    },
}

/// How a text is written to a file. The default is UTF-8 without a byte-order mark, lines ended by `\n`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileFormat {
    /// How characters become bytes.
    pub encoding: Encoding,
    /// Whether the file begins with a byte-order mark.
    pub bom: bool,
    /// What each `\n` is written as.
    pub endings: LineEndings,
}

/// How characters become bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
}

/// Reads the bytes of a file. O(n).
///
/// A byte-order mark decides the encoding. A file without one is UTF-8, unless it is clearly UTF-16.
///
/// # Errors
/// Data that is not text, or whose encoding is unknown.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let (encoding, bom) = detect(bytes);
    let body = &bytes[if bom { encoding.bom().len() } else { 0 }..];
    let text = match encoding {
        Encoding::Utf8 => std::str::from_utf8(body).map(str::to_owned).map_err(|error| error.valid_up_to()),
        Encoding::Utf16Le => utf16(body, u16::from_le_bytes),
        Encoding::Utf16Be => utf16(body, u16::from_be_bytes),
    };
    let text = text.map_err(|byte| undecodable(bytes, encoding, bytes.len() - body.len() + byte))?;
    if looks_binary(text.as_bytes()) {
        return Err(binary(bytes));
    }
    let (text, endings) = LineEndings::split(text);
    let format = FileFormat { encoding, bom, endings };
    Ok(Decoded { text, format })
}

impl FileFormat {
    /// The bytes of the file that holds `text`. Total: a line without a known ending gets the usual one. O(n).
    pub fn encode(&self, text: &str) -> Vec<u8> {
        let bom = if self.bom { self.encoding.bom() } else { &[] };
        let text = self.endings.write(text);
        let body = match self.encoding {
            Encoding::Utf8 => text.into_bytes(),
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        };
        [bom, &body].concat()
    }

    /// Follows an edit, so that the other lines keep their endings.
    ///
    /// A replaced line keeps its ending; an added line gets the ending of the line it was put into.
    /// O(1) if all lines end alike, else O(runs).
    pub fn follow(&mut self, applied: &Applied) {
        let first = applied.line.saturating_sub(1);
        let (removed, inserted) = (applied.n_breaks_removed, applied.n_breaks_inserted);
        let n_kept = removed.min(inserted);
        self.endings.remove(first + n_kept, removed - n_kept);
        self.endings.insert(first + n_kept, inserted - n_kept);
    }
}

impl Encoding {
    fn bom(self) -> &'static [u8] {
        match self {
            Encoding::Utf8 => b"\xEF\xBB\xBF",
            Encoding::Utf16Le => b"\xFF\xFE",
            Encoding::Utf16Be => b"\xFE\xFF",
        }
    }
}

fn detect(bytes: &[u8]) -> (Encoding, bool) {
    let with_bom = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be]
        .into_iter()
        .find(|encoding| bytes.starts_with(encoding.bom()));
    match with_bom {
        Some(encoding) => (encoding, true),
        None => (utf16_without_bom(bytes).unwrap_or_default(), false),
    }
}

/// Only text that is mostly Latin can be told with certainty: every other byte is zero, and hardly any of the others.
/// A file with fewer zeros may be other data, and is reported as such.
fn utf16_without_bom(bytes: &[u8]) -> Option<Encoding> {
    let (units, odd) = bytes.as_chunks::<2>();
    if units.is_empty() || !odd.is_empty() {
        return None;
    }
    let n_zero = |idx: usize| units.iter().filter(|unit| unit[idx] == 0).count();
    let (n_first, n_second) = (n_zero(0), n_zero(1));
    let many = |n: usize| n * 2 >= units.len();
    let few = |n: usize| n * 20 <= units.len();
    if many(n_second) && few(n_first) {
        Some(Encoding::Utf16Le)
    } else if many(n_first) && few(n_second) {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Decodes UTF-16. The error is the number of valid bytes.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, usize> {
    let (units, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    let mut n_units = 0;
    for decoded in char::decode_utf16(units.iter().map(|bytes| unit(*bytes))) {
        let char = decoded.map_err(|_| n_units * 2)?;
        n_units += char.len_utf16();
        text.push(char);
    }
    if odd.is_empty() { Ok(text) } else { Err(n_units * 2) }
}

fn undecodable(bytes: &[u8], encoding: Encoding, byte: usize) -> DecodeError {
    match encoding {
        Encoding::Utf8 if looks_binary(bytes) => binary(bytes),
        Encoding::Utf8 => DecodeError::UnknownEncoding { byte },
        Encoding::Utf16Le | Encoding::Utf16Be => DecodeError::BrokenUtf16 { byte },
    }
}

fn binary(bytes: &[u8]) -> DecodeError {
    let (found, advice) = kind_of_data(bytes);
    DecodeError::Binary { found, advice }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Source;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: Encoding, bom: bool) {
        let decoded = decode(bytes).unwrap();
        let found = (decoded.text.as_str(), decoded.format.encoding, decoded.format.bom);
        assert_eq!(found, (text, encoding, bom));
        assert_eq!(decoded.format.encode(&decoded.text), bytes);
    }

    const SAVE_AS_TEXT: &str = "Save it as UTF-8 text, then import it again.";

    #[track_caller]
    fn check_refused(bytes: &[u8], reason: &str, advice: &str) {
        let error = decode(bytes).unwrap_err().to_string();
        assert!(error.starts_with(reason), "{error}");
        assert!(error.ends_with(advice), "{error} does not say what to do");
    }

    fn utf16_le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn utf16_be(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }

    #[test]
    fn encodings_and_byte_order_marks_are_understood_and_kept() {
        let notes = "# Teatime 7\n\nAda #1: 鸡 🎙\n";
        check(b"", "", Encoding::Utf8, false);
        check(notes.as_bytes(), notes, Encoding::Utf8, false);
        check(&[b"\xEF\xBB\xBF", notes.as_bytes()].concat(), notes, Encoding::Utf8, true);
        check(&[b"\xFF\xFE", &utf16_le(notes)[..]].concat(), notes, Encoding::Utf16Le, true);
        check(&[b"\xFE\xFF", &utf16_be(notes)[..]].concat(), notes, Encoding::Utf16Be, true);
        check(&utf16_le(notes), notes, Encoding::Utf16Le, false);
        check(&utf16_be(notes), notes, Encoding::Utf16Be, false);
        check(b"\xFF\xFE", "", Encoding::Utf16Le, true);
        check(b"\xEF\xBB\xBF\xEF\xBB\xBFx", "\u{FEFF}x", Encoding::Utf8, true);
        check("鸡\n".as_bytes(), "鸡\n", Encoding::Utf8, false);
    }

    #[test]
    fn line_endings_are_kept() {
        for bytes in ["a\r\nb\r\n", "a\rb\r", "a\nb", "a\r\nb\nc\rd", "\r\r\n\n\r", "\n\r"] {
            let text = bytes.replace("\r\n", "\n").replace('\r', "\n");
            check(bytes.as_bytes(), &text, Encoding::Utf8, false);
        }
    }

    #[test]
    fn data_is_refused_by_its_name() {
        check_refused(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "it is a PNG picture", "link to it; Rundown keeps text only.");
        check_refused(
            b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\0\x01\x02",
            "it is a PDF document",
            "copy what you need, and paste it into the notes.",
        );
        check_refused(
            b"PK\x03\x04\x14\0\x06\0",
            "it is a ZIP archive or a document of Word",
            "copy what you need, and paste it into the notes.",
        );
        check_refused(b"\xFF\xFE\0\0#\0\0\0", "it is UTF-32 text", SAVE_AS_TEXT);
        check_refused(b"Ada #1\0 tea", "it is binary data", "Rundown keeps text only.");
        check_refused(b"\x01\x02\x03tea", "it is binary data", "Rundown keeps text only.");
    }

    #[test]
    fn white_space_of_any_kind_is_text() {
        for space in ['\t', '\n', '\u{B}', '\u{C}', ' '] {
            let notes = format!("{space}Tea{space}and{space}{space}{space}scones{space}");
            check(notes.as_bytes(), &notes, Encoding::Utf8, false);
            check(&utf16_le(&notes.repeat(9)), &notes.repeat(9), Encoding::Utf16Le, false);
        }
        check(b"\x0C", "\x0C", Encoding::Utf8, false);
    }

    #[test]
    fn a_stray_control_character_is_still_text() {
        let notes = "Ada #1: paste debris from a slide\u{B} comes with it\u{3}\n";
        check(notes.as_bytes(), notes, Encoding::Utf8, false);
        check(b"ID3 tags, explained", "ID3 tags, explained", Encoding::Utf8, false);
    }

    #[test]
    fn text_in_another_encoding_is_refused_with_the_place() {
        check_refused(b"Caf\xE9 #1: tea", "its encoding is unknown: at byte 3 it is not UTF-8", SAVE_AS_TEXT);
        check_refused(b"\xEF\xBB\xBFCaf\xE9", "its encoding is unknown: at byte 6 ", SAVE_AS_TEXT);
        check_refused(b"\xFF\xFEa\0\x00\xD8b\0", "it is UTF-16 and damaged at byte 4", SAVE_AS_TEXT);
        check_refused(b"\xFE\xFF\0a\0", "it is UTF-16 and damaged at byte 4", SAVE_AS_TEXT);
    }

    /// Replaces a range of the text as the editor does, and lets the format follow.
    fn edit(source: &mut Source, format: &mut FileFormat, stretch: std::ops::Range<usize>, insert: &str) {
        let applied = source.replace_utf16(stretch.start, stretch.end, insert);
        format.follow(&applied);
    }

    #[track_caller]
    fn check_edit(before: &str, stretch: std::ops::Range<usize>, insert: &str, after: &str) {
        let Decoded { text, mut format } = decode(before.as_bytes()).unwrap();
        let mut source = Source::new(text);
        edit(&mut source, &mut format, stretch, insert);
        assert_eq!(String::from_utf8(format.encode(source.as_str())).unwrap(), after);
    }

    #[test]
    fn edited_lines_end_like_their_neighbours_and_no_other_changes() {
        // Positions count `\r\n` as one: they are CodeMirror's.
        check_edit("a\r\nb\nc", 1..1, "\nx", "a\r\nx\r\nb\nc");
        check_edit("a\r\nb\nc", 3..3, "\nx", "a\r\nb\nx\nc");
        check_edit("a\r\nb\nc", 5..5, "\nx\ny", "a\r\nb\nc\nx\ny");
        check_edit("a\r\nb\nc\rd", 2..4, "", "a\r\nc\rd");
        check_edit("a\r\nb\nc\rd", 2..5, "x\ny", "a\r\nx\ny\rd");
        check_edit("a\nb\nc\r\n", 0..6, "", "");
        check_edit("a\r\nb\r\n", 4..4, "c\nd\n", "a\r\nb\r\nc\r\nd\r\n");
        check_edit("a", 1..1, "\nb", "a\nb");
    }

    #[test]
    fn two_breaks_brought_together_stay_two() {
        check_edit("a\rb\nc", 2..3, "", "a\r\rc");
    }

    fn mixed_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("\n".to_owned()),
            Just("\r\n".to_owned()),
            Just("\r".to_owned()),
            "[a-z# *]{1,3}",
            Just("é🎙".to_owned()),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
        prop::collection::vec((0..60usize, 0..12usize, "[a\n]{0,5}"), 0..12)
    }

    proptest! {
        #[test]
        fn decode_then_encode_gives_the_same_bytes(bytes: Vec<u8>) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert_eq!(decoded.format.encode(&decoded.text), bytes);
            }
        }

        #[test]
        fn any_text_in_any_encoding_comes_back(text in mixed_text(), bom: bool) {
            for (mark, body) in [
                (&b"\xEF\xBB\xBF"[..], text.clone().into_bytes()),
                (b"\xFF\xFE", utf16_le(&text)),
                (b"\xFE\xFF", utf16_be(&text)),
            ] {
                let bytes = if bom { [mark, &body].concat() } else { body };
                if let Ok(decoded) = decode(&bytes) {
                    prop_assert!(!decoded.text.contains('\r'));
                    prop_assert_eq!(decoded.format.encode(&decoded.text), bytes);
                } else {
                    prop_assert!(!bom, "{bytes:?} refused");
                }
            }
        }

        #[test]
        fn after_edits_the_file_reads_as_the_text_does(text in mixed_text(), edits in edits()) {
            let Decoded { text, mut format } = decode(text.as_bytes()).unwrap();
            let mut source = Source::new(text);
            for (from, len, insert) in edits {
                edit(&mut source, &mut format, from..from + len, &insert);
                let written = format.encode(source.as_str());
                prop_assert_eq!(&decode(&written).unwrap().text, source.as_str());
            }
        }

        #[test]
        fn lines_that_no_edit_touched_keep_their_bytes(
            text in mixed_text(), from in 0..60usize, len in 0..12usize, insert in "[a\n]{0,5}",
        ) {
            let Decoded { text: before, mut format } = decode(text.as_bytes()).unwrap();
            let mut source = Source::new(before.clone());
            edit(&mut source, &mut format, from..from + len, &insert);
            let after = String::from_utf8(format.encode(source.as_str())).unwrap();

            let byte_from = Source::new(before.clone()).byte_of_utf16(from);
            let byte_to = Source::new(before.clone()).byte_of_utf16(from + len);
            let n_before = before[..byte_from].matches('\n').count();
            let n_behind = before[byte_to..].matches('\n').count();
            let (old, new) = (lines(&text), lines(&after));
            prop_assert_eq!(&old[..n_before], &new[..n_before]);
            let (old_rest, new_rest) = (&old[old.len() - n_behind..], &new[new.len() - n_behind..]);
            // The first of them is the edited line itself. A lone `\n` may have had to become `\r`.
            let same = old_rest.iter().zip(new_rest).skip(1).all(|(old, new)| {
                old == new || (old.as_str(), new.as_str()) == ("\n", "\r")
            });
            prop_assert!(same, "{old_rest:?} became {new_rest:?}");
        }
    }

    /// The lines with their own endings, except the one without an ending.
    fn lines(text: &str) -> Vec<String> {
        let marked = text.replace("\r\n", "\u{1}").replace('\n', "\n\0").replace('\r', "\r\0");
        let marked = marked.replace('\u{1}', "\r\n\0");
        let mut lines: Vec<String> = marked.split('\0').map(str::to_owned).collect();
        lines.pop();
        lines
    }
}
