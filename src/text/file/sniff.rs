//! Telling text from other data, by its bytes.

/// Whether no text looks like this. Notes may hold a stray control character (paste debris); a NUL, or one control
/// character in twenty, they do not.
pub(super) fn looks_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: &&u8| **byte < b' ' && !b"\t\n\x0C\r".contains(byte);
    bytes.contains(&0) || bytes.iter().filter(is_control).count() * 20 > bytes.len()
}

/// What data that is no text seems to be, with its article.
pub(super) fn kind_of_data(bytes: &[u8]) -> &'static str {
    let kind = KINDS.iter().find(|(start, _)| bytes.starts_with(start));
    kind.map_or("binary data", |(_, kind)| kind)
}

/// How the files begin that people drop by mistake.
const KINDS: [(&[u8], &str); 14] = [
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture or WAV recording"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or a document of Word, Pages or LibreOffice"),
    (b"\xD0\xCF\x11\xE0", "a document of an older Word or Excel"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\xFF\xFE\0\0", "UTF-32 text"),
    (b"\0\0\xFE\xFF", "UTF-32 text"),
    (b"\0asm", "a program"),
];
