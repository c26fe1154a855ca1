//! Reads files in the single-byte encodings from before UTF-8.
//!
//! Such a file does not say which encoding it has. So it is read only when the author asks, and is saved as UTF-8.

use super::sniff::looks_binary;
use crate::text::page::Page;
use crate::text::usual::n_unusual_pairs;

/// The text of a file in an older encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OlderText {
    /// With the line endings of the file.
    pub text: String,
    /// The name of the encoding that gives the best text, for the author.
    pub read_as: &'static str,
}

/// Reads bytes that are not UTF-8 as Windows-1252 (which includes Latin-1) or as Mac Roman, whichever gives fewer
/// unusual pairs of characters. `None` for data, for damaged UTF-8, and if most letters would be accented: then it is
/// another alphabet. O(n).
pub fn read_older(bytes: &[u8]) -> Option<OlderText> {
    // Above 0xC0 Windows-1252 has only letters, and so have the encodings of other alphabets.
    let n_high = bytes.iter().filter(|byte| **byte >= 0xC0).count();
    let n_letters = n_high + bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    if looks_binary(bytes) || is_damaged_utf8(bytes) || n_high * 3 > n_letters {
        return None;
    }
    let [western, mac_roman] = Page::ALL.map(|page| bytes.iter().map(|byte| page.char_of(*byte)).collect::<String>());
    let is_mac_roman = n_unusual_pairs(&mac_roman) < n_unusual_pairs(&western);
    Some(match is_mac_roman {
        true => OlderText { text: mac_roman, read_as: "Mac Roman" },
        false => OlderText { text: western, read_as: "Windows-1252" },
    })
}

/// Whether at least half of what is not ASCII is valid UTF-8. No other encoding gives that by chance.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut n_sound, mut n_broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_sound += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    n_sound >= n_broken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, read_as: &str) {
        let found = read_older(bytes).expect("it is text");
        assert_eq!((found.text.as_str(), found.read_as), (text, read_as));
    }

    #[test]
    fn the_encoding_is_the_one_that_gives_sound_text() {
        check(b"Caf\xE9 #1: it\x92s \x93tea\x94 \x96 5 \x80\r\n", "Café #1: it’s “tea” – 5 €\r\n", "Windows-1252");
        check(b"Caf\x8E #1: it\xD5s \xD2tea\xD3 \xD0 na\x95ve", "Café #1: it’s “tea” – naïve", "Mac Roman");
        check(b"Gr\xF6\xDFe, \xC4pfel, na\xEFve, se\xF1or", "Größe, Äpfel, naïve, señor", "Windows-1252");
        check(b"Gr\x9A\xA7e, \x80pfel, se\x96or", "Größe, Äpfel, señor", "Mac Roman");
    }

    #[test]
    fn what_is_no_such_text_is_left() {
        assert_eq!(read_older(b"\x89PNG\0\x01"), None);
        assert_eq!(read_older("Café, tea ☕ and \u{1F399}".as_bytes().split_last().expect("bytes").1), None);
        assert_eq!(read_older(b"\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0"), None);
    }
}
