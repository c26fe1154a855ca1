//! Tells text from other data by its bytes.

/// Whether the bytes are not text. Notes may contain a stray control character from pasting, but not a NUL, and not one
/// control character in twenty. All that ASCII calls white space counts as text: slides and word processors copy the
/// vertical tab for a line break within a paragraph, and the form feed for a new page.
pub(super) fn looks_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| **byte < b' ' && !b"\t\n\x0B\x0C\r".contains(byte);
    bytes.contains(&0) || bytes.iter().filter(is_control).count() * 20 > bytes.len()
}

/// What data that is not text seems to be, with the article, and what the author can do.
pub(super) fn kind_of_data(bytes: &[u8]) -> (&'static str, &'static str) {
    let kind = KINDS.iter().find(|(start, ..)| bytes.starts_with(start));
    kind.map_or(("binary data, not text", TEXT_ONLY), |(_, found, advice)| (found, advice))
}

const TEXT_ONLY: &str = "Rundown keeps text only.";
const LINK_TO_IT: &str = "Put it on the web and link to it; Rundown keeps text only.";
const COPY_FROM_IT: &str = "Open it in its own program, copy what you need, and paste it into the notes.";
const UNPACK_IT: &str = "Take the files out of it, then import those that are text.";
const SAVE_IT: &str = "Save it as UTF-8 text, then import it again.";

/// The first bytes of the kinds of file that people drop by mistake.
const KINDS: [(&[u8], &str, &str); 14] = [
    (b"\x89PNG", "a PNG picture", LINK_TO_IT),
    (b"\xFF\xD8\xFF", "a JPEG picture", LINK_TO_IT),
    (b"GIF8", "a GIF picture", LINK_TO_IT),
    (b"RIFF", "a WebP picture or WAV recording", LINK_TO_IT),
    (b"%PDF", "a PDF document", COPY_FROM_IT),
    (b"PK\x03\x04", "a ZIP archive or a document of Word, Pages or LibreOffice", COPY_FROM_IT),
    (b"\xD0\xCF\x11\xE0", "a document of an older Word or Excel", COPY_FROM_IT),
    (b"\x1F\x8B", "a gzip archive", UNPACK_IT),
    (b"ID3", "an MP3 recording", LINK_TO_IT),
    (b"OggS", "an Ogg recording", LINK_TO_IT),
    (b"fLaC", "a FLAC recording", LINK_TO_IT),
    (b"\xFF\xFE\0\0", "UTF-32 text", SAVE_IT),
    (b"\0\0\xFE\xFF", "UTF-32 text", SAVE_IT),
    (b"\0asm", "a program", TEXT_ONLY),
];
