//! Code pages: maps a byte to a character and back.
//!
//! The tables are those of the Encoding Standard, which browsers implement and which do not change any more.

use encoding_index_singlebyte::{macintosh, windows_1252};

/// A single-byte encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Windows-1252 and Latin-1 as one. They differ in 0x80 to 0x9F, where each has characters that the other one
    /// lacks.
    Western,
    /// Mac Roman.
    MacRoman,
}

impl Page {
    pub const ALL: [Page; 2] = [Page::Western, Page::MacRoman];

    /// The byte that is read as `char`. `None` if there is none, or if it is ASCII. O(1).
    pub fn byte_of(self, char: char) -> Option<u8> {
        let code = char as u32;
        let is_latin_1 = (0x80..0x100).contains(&code);
        let byte = match self {
            Page::Western if is_latin_1 => code as u8,
            Page::Western => windows_1252::backward(code),
            Page::MacRoman => macintosh::backward(code),
        };
        (byte >= 0x80).then_some(byte)
    }

    /// The character for a byte. Where Windows-1252 has none, the one that browsers use. O(1).
    pub fn char_of(self, byte: u8) -> char {
        let code = match self {
            _ if byte.is_ascii() => byte.into(),
            Page::Western => windows_1252::forward(byte),
            Page::MacRoman => macintosh::forward(byte),
        };
        char::from_u32(code.into()).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}
