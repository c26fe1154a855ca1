//! Names of hosts beside a number.

use std::ops::Range;

use crate::outline::scan::Scanner;

/// The maximum number of words in a name: `Ann`, `Nina Z.`, `Kim van Wyk`.
pub(super) const MAX_WORDS: usize = 3;
const MAX_BYTES: usize = 48;
/// The maximum length of the text in brackets beside a number.
const MAX_BRACKETED_BYTES: usize = 64;

/// A name that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// Without stray characters between its letters.
    pub text: String,
    /// The range of the name, in bytes of the line's text.
    pub at: Range<usize>,
}

/// Takes a name of up to three words and the white space behind it.
pub(super) fn take(scanner: &mut Scanner) -> Option<Name> {
    let byte_from = scanner.byte();
    let mut ahead = *scanner;
    let mut words: Vec<String> = Vec::new();
    while let Some(word) = take_word(&mut ahead) {
        words.push(word.text);
        ahead.skip_spaces();
        if words.len() > MAX_WORDS {
            return None;
        }
    }
    let text = words.join(" ");
    text.trim_start_matches('@').starts_with(char::is_alphabetic).then(|| {
        *scanner = ahead;
        Name { text, at: ahead.seen_from(byte_from) }
    })
}

/// Takes one word of a name. A digit cannot begin a word, so that a number behind a name is not part of it. Nor can a
/// digit continue a word in a script without capitals, which needs no blank before a number.
pub(super) fn take_word(scanner: &mut Scanner) -> Option<Name> {
    let mut word = String::new();
    let byte_from = scanner.byte();
    let mut ahead = *scanner;
    // A handle is a name: `@ann`.
    if ahead.take_if(|c| c == '@').is_some() && ahead.peek().is_some_and(char::is_alphabetic) {
        *scanner = ahead;
        word.push('@');
    }
    scanner.peek().filter(|c| c.is_alphabetic() || *c == '&')?;
    let ends_at = |word: &str, c: char| c.is_numeric() && word.ends_with(is_uncased);
    while let Some(c) = scanner.take_if(|c| is_name_char(c) && !ends_at(&word, c)) {
        word.push(c);
        if word.len() > MAX_BYTES {
            return None;
        }
    }
    Some(Name { text: word, at: scanner.seen_from(byte_from) })
}

/// Takes the text in round brackets.
pub(super) fn take_bracketed(scanner: &mut Scanner) -> Option<Name> {
    let mut ahead = *scanner;
    ahead.skip_spaces();
    ahead.take_if(|c| matches!(c, '(' | '（'))?;
    ahead.skip_spaces();
    let byte_from = ahead.byte();
    let mut words = String::new();
    while let Some(c) = ahead.take_if(|c| !matches!(c, ')' | '）')) {
        words.push(c);
        if words.len() > MAX_BRACKETED_BYTES {
            return None;
        }
    }
    let at = ahead.seen_from(byte_from);
    ahead.take()?;
    *scanner = ahead;
    Some(Name { text: words.trim().to_owned(), at })
}

/// `(Ann)`: takes a proper name in brackets.
pub(super) fn take_bracketed_proper(scanner: &mut Scanner) -> Option<Name> {
    let mut ahead = *scanner;
    let name = take_bracketed(&mut ahead).filter(|name| is_proper(&name.text))?;
    *scanner = ahead;
    Some(name)
}

/// Whether the first and the last word begin with a capital. Letters of scripts without capitals pass.
pub(super) fn is_proper(name: &str) -> bool {
    let is_capital = |word: &str| word.starts_with(|c: char| c == '@' || (c.is_alphabetic() && !c.is_lowercase()));
    let words: Vec<&str> = name.split(' ').collect();
    let ends = words.first().into_iter().chain(words.last());
    words.len() <= MAX_WORDS && ends.into_iter().all(|word| is_capital(word))
}

fn is_uncased(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '\'' | '’' | '.' | '-' | '‐' | '&' | '/' | '・')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>, rest: &str) {
        let mut scanner = Scanner::new(text, 0);
        let name = take(&mut scanner).map(|name| name.text);
        assert_eq!(name.as_deref(), expected, "{text}");
        assert_eq!(&text[scanner.byte()..], rest, "{text}");
    }

    #[test]
    fn names_end_at_what_is_no_part_of_one() {
        check("Ann #1", Some("Ann"), "#1");
        check("Nina Z. #1", Some("Nina Z."), "#1");
        check("A**nn 3", Some("Ann"), "3");
        check("Jean-Luc O'Neill: x", Some("Jean-Luc O'Neill"), ": x");
        check("one two three four", None, "one two three four");
        check("#1", None, "#1");
        check("太郎1", Some("太郎"), "1");
        check("R2 1", Some("R2"), "1");
    }

    #[test]
    fn proper_names_begin_with_capitals_where_there_are_any() {
        assert!(is_proper("Ann") && is_proper("Kim van Wyk") && is_proper("太郎"));
        assert!(!is_proper("optional") && !is_proper("Ann and her kite") && !is_proper(""));
    }

    #[test]
    fn brackets_need_their_other_half() {
        let name = take_bracketed(&mut Scanner::new(" ( Ann )", 0));
        assert_eq!(name, Some(Name { text: "Ann".to_owned(), at: 3..6 }));
        assert_eq!(take_bracketed(&mut Scanner::new("(Ann", 0)), None);
    }
}
