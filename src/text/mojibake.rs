//! Repairs broken encoding: UTF-8 that a program has read as Mac Roman, Windows-1252 or Latin-1 (`itâ€™s` for `it’s`),
//! once or several times.
//!
//! A range counts as broken only if its characters are the bytes of UTF-8 *and* sound text would not have them side by
//! side (see `text/usual.rs`), or has nothing like them at all. One such range also decides about the others.
//! Without one, the text stays as it is, even if it could be read otherwise.
//!
//! Invariant: `repair` returns the text before it was broken or `None`, never a third text. For sound text it is
//! `None`.

mod in_code;
mod reading;

use self::reading::{Broken, Reading};
use super::page::Page;

/// A text with its encoding repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    pub text: String,
    /// How many ranges have changed.
    pub n_places: usize,
    /// The name of the encoding in which the text was last read, for the author.
    pub read_as: &'static str,
    /// How many times the text was read in a wrong encoding.
    pub n_times: u8,
}

/// A bound on the work: each time makes the text longer, and no text has been seen that was broken more often.
const MAX_TIMES: u8 = 4;

/// The text before it was broken. `None` if nothing proves that it was, or if the repair would lose characters.
/// Code is repaired only if the whole text is broken. O(n).
pub fn repair(text: &str) -> Option<Repair> {
    let mut repair = repair_once(text)?;
    while repair.n_times < MAX_TIMES
        && let Some(again) = repair_once(&repair.text)
    {
        repair = Repair { n_times: repair.n_times + 1, text: again.text, ..repair };
    }
    Some(repair)
}

/// Whether part of the text is certainly broken; it may still be impossible to repair. O(n), and almost free for ASCII.
pub fn looks_broken(text: &str) -> bool {
    !text.is_ascii() && Page::ALL.into_iter().any(|page| Reading::of(text, page).n_certain() > 0)
}

fn repair_once(text: &str) -> Option<Repair> {
    if text.is_ascii() {
        return None;
    }
    let reading = likeliest(Page::ALL.map(|page| Reading::of(text, page)));
    let repairs = reading.repairs();
    let n_places = repairs.chunk_by(|one, next| one.bytes.end == next.bytes.start).count();
    let read_as = name(reading.page, text, &repairs);
    (n_places > 0).then(|| Repair { text: repaired(text, &repairs), n_places, read_as, n_times: 1 })
}

/// Prefers the code page that explains the whole text, then the one with more certain ranges.
fn likeliest([western, mac_roman]: [Reading; 2]) -> Reading {
    let weight = |reading: &Reading| (reading.is_whole, reading.n_certain());
    if weight(&mac_roman) > weight(&western) { mac_roman } else { western }
}

fn repaired(text: &str, repairs: &[&Broken]) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut byte_done = 0;
    for broken in repairs {
        repaired.push_str(&text[byte_done..broken.bytes.start]);
        repaired.push(broken.char);
        byte_done = broken.bytes.end;
    }
    repaired.push_str(&text[byte_done..]);
    repaired
}

/// Latin-1 has control characters where Windows-1252 has letters and signs.
fn name(page: Page, text: &str, repairs: &[&Broken]) -> &'static str {
    let is_latin_1 = |char: char| matches!(char, '\u{80}'..='\u{9F}') && !UNDEFINED_IN_WINDOWS_1252.contains(&char);
    match page {
        Page::MacRoman => "Mac Roman",
        Page::Western if repairs.iter().any(|it| text[it.bytes.clone()].contains(is_latin_1)) => "Latin-1",
        Page::Western => "Windows-1252",
    }
}

/// Browsers, too, read these bytes as control characters.
const UNDEFINED_IN_WINDOWS_1252: [char; 5] = ['\u{81}', '\u{8D}', '\u{8F}', '\u{90}', '\u{9D}'];

#[cfg(test)]
mod tests;
