//! Typographic quotes in code.

use std::ops::Range;

use super::Check;
use super::anatomy::Anatomy;
use super::fences::swallows;
use super::finding::Slip;
use super::mending::Mend;
use crate::text::Change;

/// Finds code with quotes that no compiler knows, once for each piece of code.
pub(super) fn find(source: &str, anatomy: &Anatomy, slips: &mut Vec<Slip>) {
    // What is no code is not judged as such.
    let blocks = anatomy.code_blocks.iter().filter(|block| !swallows(source, block));
    let blocks = blocks.map(|block| block.code_bytes.clone());
    let pieces = blocks.chain(anatomy.codes.iter().map(|code| code.bytes.clone()));
    for bytes in pieces {
        let quotes = quotes(source, &bytes);
        if let Some(((first, _), (last, sign))) = quotes.first().zip(quotes.last()) {
            let message = format!("The code has {sign} where it needs {}.", straight(*sign));
            slips.push(Slip::new(Check::SmartQuotesInCode, source, *first..*last + sign.len_utf8(), message));
        }
    }
}

/// Makes the quotes straight.
pub(super) fn mends(source: &str, bytes: &Range<usize>) -> Vec<Mend> {
    let quotes = quotes(source, bytes).into_iter();
    let changes = quotes.map(|(byte, sign)| Change::replace(byte..byte + sign.len_utf8(), straight(sign)));
    vec![Mend::safe("Make the quotes straight", changes.collect())]
}

/// The typographic quotes of some code that are not part of a text in straight ones, nor apostrophes.
fn quotes(source: &str, bytes: &Range<usize>) -> Vec<(usize, char)> {
    let mut quotes = Vec::new();
    let mut byte_line = bytes.start;
    for line in source[bytes.clone()].split_inclusive('\n') {
        let own = line.char_indices().filter(|(at, sign)| is_quote(*sign) && !is_text(line, *at, *sign));
        quotes.extend(own.map(|(at, sign)| (byte_line + at, sign)));
        byte_line += line.len();
    }
    quotes
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '’' | '‚')
}

/// Whether a quote stands within words: an apostrophe, or within straight quotes or a comment.
fn is_text(line: &str, at: usize, sign: char) -> bool {
    let (before, after) = (&line[..at], &line[at + sign.len_utf8()..]);
    let is_apostrophe = sign == '’' && before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic);
    let is_quoted = ['"', '\''].iter().any(|quote| before.matches(*quote).count() % 2 == 1);
    let is_comment = before.contains('#') || before.contains("//");
    is_apostrophe || is_quoted || is_comment
}

fn straight(sign: char) -> &'static str {
    if matches!(sign, '“' | '”' | '„') { "\"" } else { "'" }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix};

    #[test]
    fn quotes_in_code_are_made_straight() {
        check("smart-quotes", "```\nfly(“high”)\n```\n", &["2 The code has ” where it needs \"."]);
        check_fix("smart-quotes-in-code", "```\nfly(“high”, ‘low’)\n```\n", "```\nfly(\"high\", 'low')\n```\n");
        check_fix("smart-quotes-in-code", "a `fly(“high”)` “b”\n", "a `fly(\"high\")` “b”\n");
    }

    #[test]
    fn quotes_in_words_stay() {
        check("smart-quotes", "```\nfly('“high”') # it’s “low”\nit’s()\n```\n\n“a” it’s\n", &[]);
    }
}
