//! Reads a text as if one code page had broken it: what each range would have been, and whether that is certain.

use std::ops::Range;

use super::in_code::code_in;
use crate::text::SortedSet;
use crate::text::page::Page;
use crate::text::usual::is_usual;

/// A text, and the ranges of it that one code page may have broken.
pub struct Reading {
    pub page: Page,
    /// In the order of the text; neighbouring characters are in one chain.
    chains: Vec<Vec<Broken>>,
    /// Whether everything that is not ASCII may be broken.
    pub is_whole: bool,
}

/// Characters of the text that may have been one character.
#[derive(Debug)]
pub struct Broken {
    pub bytes: Range<usize>,
    pub char: char,
    is_usual: bool,
    /// Whether it is in code or in its own quotes: such a text may be about broken encoding.
    is_mentioned: bool,
    /// Whether sound text cannot have it.
    is_certain: bool,
}

impl Reading {
    /// O(n).
    pub fn of(text: &str, page: Page) -> Reading {
        let mut reading = Reading { page, chains: Vec::new(), is_whole: true };
        let mut byte = 0;
        while let Some(skipped) = text[byte..].find(|char: char| !char.is_ascii()) {
            byte += skipped;
            match chars_that_were_one(&text[byte..], page) {
                Some((char, len)) => {
                    reading.push(char, byte..byte + len);
                    byte += len;
                }
                None => {
                    reading.is_whole = false;
                    byte += text[byte..].chars().next().map_or(1, char::len_utf8);
                }
            }
        }
        reading.judge(text);
        reading
    }

    pub fn n_certain(&self) -> usize {
        self.all().filter(|broken| broken.is_certain).count()
    }

    /// What is to be repaired, in the order of the text. Empty if there is any doubt.
    ///
    /// If the whole text can be read this way, everything is repaired or nothing. Otherwise the text mixes sound and
    /// broken ranges: those that are certain are repaired, and their neighbours with them.
    pub fn repairs(&self) -> Vec<&Broken> {
        let certain: Vec<&Broken> = self.all().filter(|broken| broken.is_certain).collect();
        if certain.is_empty() {
            return certain;
        }
        let scripts: SortedSet<u32> = certain.iter().map(|broken| script(broken.char)).collect();
        let is_likely = |it: &Broken| is_common(it.char) || is_greek(it.char) || scripts.contains(&script(it.char));
        if self.is_whole {
            let all_likely =
                self.all().all(|it| it.is_certain || is_likely(it) || !it.is_usual && !is_mark_below(it.char));
            return if all_likely { self.all().collect() } else { Vec::new() };
        }
        let chains = self.chains.iter().flat_map(|chain| {
            let has_certain = chain.iter().any(|it| it.is_certain);
            chain.iter().filter(move |it| it.is_certain || has_certain || !it.is_usual || !is_common(it.char))
        });
        chains.filter(|it| !it.is_mentioned && is_likely(it)).collect()
    }

    fn all(&self) -> impl Iterator<Item = &Broken> {
        self.chains.iter().flatten()
    }

    fn push(&mut self, char: char, bytes: Range<usize>) {
        let broken = Broken { char, bytes, is_usual: true, is_mentioned: false, is_certain: false };
        match self.chains.last_mut() {
            Some(chain) if chain.last().is_some_and(|last| last.bytes.end == broken.bytes.start) => chain.push(broken),
            _ => self.chains.push(vec![broken]),
        }
    }

    fn judge(&mut self, text: &str) {
        if self.chains.is_empty() {
            return;
        }
        let code = code_in(text);
        for chain in &mut self.chains {
            let byte = chain[0].bytes.start;
            let next_idx = code.partition_point(|it| it.end <= byte);
            let is_in_code = code.get(next_idx).is_some_and(|it| it.start <= byte);
            judge_chain(chain, text, is_in_code);
        }
    }
}

fn judge_chain(chain: &mut [Broken], text: &str, is_in_code: bool) {
    let ends = chain[0].bytes.start..chain[chain.len() - 1].bytes.end;
    let (before, after) = (&text[..ends.start], &text[ends.end..]);
    let is_mentioned = is_in_code || is_quoted(before, after);
    let is_lone_letter = chain.len() == 1 && is_lone_letter(&chain[0], before, after);
    for broken in chain.iter_mut() {
        let chars: Vec<char> = text[broken.bytes.clone()].chars().collect();
        broken.is_usual = is_usual(&text[..broken.bytes.start], &chars, &text[broken.bytes.end..]);
        broken.is_mentioned = is_mentioned;
    }
    for idx in 0..chain.len() {
        let proves = is_proof(&chain[idx], text) || is_word(chain, idx);
        chain[idx].is_certain = proves && !is_mentioned && !is_lone_letter;
    }
}

/// Whether this range alone cannot be sound.
fn is_proof(broken: &Broken, text: &str) -> bool {
    let chars = &text[broken.bytes.clone()];
    let n_chars = chars.chars().count();
    let begins_with_sign = chars.chars().next().is_some_and(|first| !first.is_alphabetic());
    match is_common(broken.char) {
        true => !broken.is_usual || n_chars > 2 && (begins_with_sign || is_special(broken.char)),
        // Two characters are side by side more easily by chance.
        false => !broken.is_usual && (n_chars > 2 || is_greek(broken.char)),
    }
}

/// Whether it would be part of a word in another script: three letters of it together, or two that are unusual.
fn is_word(chain: &[Broken], idx: usize) -> bool {
    let own = script(chain[idx].char);
    let is_same = |it: &&Broken| script(it.char) == own && !is_common(it.char);
    let before = chain[..idx].iter().rev().take_while(is_same).take(2);
    let word: Vec<&Broken> = before.chain(chain[idx..].iter().take_while(is_same).take(3)).collect();
    word.len() >= 3 || word.len() == 2 && word.iter().any(|it| !it.is_usual)
}

/// The character that the first characters of `text` may have been, and how many bytes they have now.
fn chars_that_were_one(text: &str, page: Page) -> Option<(char, usize)> {
    let mut chars = text.char_indices();
    let first = page.byte_of(chars.next()?.1)?;
    let n_bytes = n_bytes_of_char(first)?;
    let mut bytes = [first, 0, 0, 0];
    for byte in &mut bytes[1..n_bytes] {
        *byte = page.byte_of(chars.next()?.1)?;
    }
    let char = std::str::from_utf8(&bytes[..n_bytes]).ok()?.chars().next()?;
    Some((char, chars.offset()))
}

/// How many bytes a character has in UTF-8, by its first byte.
fn n_bytes_of_char(first: u8) -> Option<usize> {
    match first {
        0xC2..=0xDF => Some(2),
        0xE0..=0xEF => Some(3),
        0xF0..=0xF4 => Some(4),
        _ => None,
    }
}

/// Whether it is alone between quotes or brackets. Then the text is about the characters themselves.
fn is_quoted(before: &str, after: &str) -> bool {
    let around = (before.chars().next_back(), after.chars().next());
    let (Some(open), Some(close)) = around else { return false };
    const PAIRS: &str = "“”‘’„“‚‘«»»«‹›\"\"''()[]";
    let pairs: Vec<char> = PAIRS.chars().collect();
    pairs.chunks_exact(2).any(|pair| pair == [open, close])
}

/// Whether it would be a letter outside of any word.
fn is_lone_letter(broken: &Broken, before: &str, after: &str) -> bool {
    let is_in_word = before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric);
    broken.char.is_alphabetic() && is_common(broken.char) && !is_in_word
}

/// Whether texts in Latin letters have the character: letters of Europe and Vietnam, signs, emoji.
fn is_common(char: char) -> bool {
    matches!(
        char as u32,
        0xA0..=0x17F | 0x192 | 0x218..=0x21B | 0x2C6..=0x2DD | 0x1E00..=0x1EFF | 0x2010..=0x206F | 0x20A0..=0x20BF | 0x2100..=0x2BFF
            | 0xFE0F | 0xFEFF | 0xFFFD | 0x1F000..=0x1FAFF
    )
}

/// Mac Roman makes such a mark of `Ã£`, which Windows-1252 reads as `ã`.
fn is_mark_below(char: char) -> bool {
    matches!(char, '\u{320}'..='\u{33F}')
}

/// The byte-order mark, the emoji selector and the replacement character.
fn is_special(char: char) -> bool {
    matches!(char, '\u{FEFF}' | '\u{FE0F}' | '\u{FFFD}')
}

/// Greek letters are used alone in many texts.
fn is_greek(char: char) -> bool {
    matches!(char, '\u{391}'..='\u{3C9}')
}

/// A rough number of the script: characters that occur in one word.
fn script(char: char) -> u32 {
    match char as u32 {
        0x2E80..=0xFFFF => 0x2E80,
        code => code >> 8,
    }
}
