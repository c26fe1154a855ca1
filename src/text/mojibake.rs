//! Broken encoding: UTF-8 that a program has read as Mac Roman, Windows-1252 or Latin-1 (`itâ€™s` for `it’s`), also twice.
//!
//! A stretch is taken for broken only if its characters are the bytes of UTF-8 *and* sound text would not have them
//! together (see `text/usual.rs`), or has nothing like them at all. One such place proves what the others are.
//! Where nothing proves it, the text stays as it is, even if it could be read otherwise.
//!
//! Invariant: `repair` gives back the text that was broken or `None`, never a third one; and sound text is `None`.

mod in_code;
mod reading;

use self::reading::{Broken, Reading};
use super::page::Page;

/// A text with its encoding repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    pub text: String,
    /// How many stretches have changed.
    pub n_places: usize,
    /// The encoding as which the text was read last, for people.
    pub read_as: &'static str,
    /// How many times it was read wrongly.
    pub n_times: u8,
}

/// More often than this nobody has seen a text broken; each time makes it longer.
const MAX_TIMES: u8 = 4;

/// The text as it was before it was broken; none if nothing proves that it was, or where the way back would lose anything.
/// Code is repaired only with a text that is broken throughout. O(n).
pub fn repair(text: &str) -> Option<Repair> {
    let mut repair = repair_once(text)?;
    while repair.n_times < MAX_TIMES
        && let Some(again) = repair_once(&repair.text)
    {
        repair = Repair { n_times: repair.n_times + 1, text: again.text, ..repair };
    }
    Some(repair)
}

/// Whether part of the text is surely broken; it may still be impossible to repair. O(n), and next to nothing for ASCII.
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

/// What explains the whole text goes before what explains stretches, then what is certain in more places.
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

/// Latin-1 is what has control characters where Windows-1252 has letters and signs.
fn name(page: Page, text: &str, repairs: &[&Broken]) -> &'static str {
    let is_latin_1 = |char: char| matches!(char, '\u{80}'..='\u{9F}') && !UNDEFINED_IN_WINDOWS_1252.contains(&char);
    match page {
        Page::MacRoman => "Mac Roman",
        Page::Western if repairs.iter().any(|it| text[it.bytes.clone()].contains(is_latin_1)) => "Latin-1",
        Page::Western => "Windows-1252",
    }
}

/// Browsers read these bytes as controls, too.
const UNDEFINED_IN_WINDOWS_1252: [char; 5] = ['\u{81}', '\u{8D}', '\u{8F}', '\u{90}', '\u{9D}'];

#[cfg(test)]
mod tests;
