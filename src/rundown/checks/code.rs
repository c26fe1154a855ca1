//! Typographic quotes in code.

use std::ops::Range;

use super::anatomy::Anatomy;
use super::check::{Check, Find, Finding, Fixes, Severity};
use super::fences::swallows;
use super::lines::lines;
use super::suggestion::{MayChange, Suggestion};
use crate::text::Change;

pub(super) static SMART_QUOTES_IN_CODE: Check =
    Check::new("smart-quotes-in-code", Severity::Doubtful, "Typographic quotes in code")
        .why("Code with curly quotes does not run when it is copied.")
        .find(Find::Block(smart_quotes), "`print(“fly”)`")
        .fixes(Fixes::Block(straight_quotes, &[MayChange::Quotes]));

/// Finds code with quotes that no compiler knows, once for each piece of code.
fn smart_quotes(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    // What a fence swallows is not meant to be code.
    let blocks = anatomy.code_blocks.iter().filter(|block| !swallows(source, block));
    let pieces = blocks.map(|block| &block.code_bytes).chain(anatomy.codes.iter().map(|code| &code.bytes));
    let finding = |bytes: &Range<usize>| {
        let quotes = quotes(source, bytes);
        let ((first, _), (last, sign)) = quotes.first().zip(quotes.last())?;
        let message = format!("The code has {sign} where it needs {}.", straight(*sign));
        Some(Finding::new(&SMART_QUOTES_IN_CODE, *first..*last + sign.len_utf8(), message))
    };
    pieces.filter_map(finding).collect()
}

fn straight_quotes(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let quotes = quotes(anatomy.source, bytes).into_iter();
    let changes = quotes.map(|(byte, sign)| Change::replace(byte..byte + sign.len_utf8(), straight(sign)));
    vec![Suggestion::safe("Make the quotes straight", changes.collect())]
}

/// The typographic quotes of some code that are not part of a text in straight ones, nor apostrophes, nor in comments.
fn quotes(source: &str, bytes: &Range<usize>) -> Vec<(usize, char)> {
    lines(source, bytes.clone()).flat_map(|line| quotes_in_line(&source[line.clone()], line.start)).collect()
}

fn quotes_in_line(line: &str, byte_line: usize) -> Vec<(usize, char)> {
    let mut quotes = Vec::new();
    let (mut before, mut open) = (None, None);
    for (at, sign) in line.char_indices() {
        match sign {
            '#' if open.is_none() => break,
            '/' if open.is_none() && before == Some('/') => break,
            '"' | '\'' if open == Some(sign) => open = None,
            '"' | '\'' if open.is_none() => open = Some(sign),
            _ if open.is_none() && is_quote(sign) => {
                let behind = line[at + sign.len_utf8()..].chars().next();
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
                if !(sign == '’' && is_letter(before) && is_letter(behind)) {
                    quotes.push((byte_line + at, sign));
                }
            }
            _ => {}
        }
        before = Some(sign);
    }
    quotes
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '’' | '‚')
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
