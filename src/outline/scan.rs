//! A scanner for one line that skips what editors and word processors leave behind.
//!
//! Invariant: the scanner is at a visible character or at the end. Every step moves forward, so reading a line takes
//! time linear in its length.

use std::ops::Range;

/// Reads a line from left to right. Skips stray asterisks and zero-width characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    byte: usize,
}

impl<'a> Scanner<'a> {
    /// Starts at the first visible character at or after `byte_from`, which must be a character boundary.
    pub(super) fn new(text: &'a str, byte_from: usize) -> Scanner<'a> {
        let mut scanner = Scanner { text, byte: byte_from };
        scanner.skip_debris();
        scanner
    }

    /// The position of the scanner, in bytes of the line.
    pub(super) fn byte(&self) -> usize {
        self.byte
    }

    /// The range taken since `byte_from`, up to the end of the last visible character.
    pub(super) fn seen_from(&self, byte_from: usize) -> Range<usize> {
        let taken = &self.text[byte_from..self.byte];
        byte_from..byte_from + taken.trim_end_matches(|c: char| is_debris(c) || c.is_whitespace()).len()
    }

    /// The next visible character.
    pub(super) fn peek(&self) -> Option<char> {
        self.text[self.byte..].chars().next()
    }

    /// Takes the next visible character.
    pub(super) fn take(&mut self) -> Option<char> {
        let taken = self.peek()?;
        self.byte += taken.len_utf8();
        self.skip_debris();
        Some(taken)
    }

    /// Takes the next visible character if it passes the test.
    pub(super) fn take_if(&mut self, test: impl Fn(char) -> bool) -> Option<char> {
        self.peek().filter(|c| test(*c))?;
        self.take()
    }

    /// Takes characters while they pass the test. Returns how many.
    pub(super) fn skip_while(&mut self, test: impl Fn(char) -> bool) -> usize {
        let mut n_taken = 0;
        while self.take_if(&test).is_some() {
            n_taken += 1;
        }
        n_taken
    }

    /// Takes white space, including no-break spaces. Returns how many characters.
    pub(super) fn skip_spaces(&mut self) -> usize {
        self.skip_while(char::is_whitespace)
    }

    /// Takes white space, and pictures and bullets that decorate a line.
    pub(super) fn skip_ornaments(&mut self) {
        self.skip_while(|c| c.is_whitespace() || is_ornament(c));
    }

    /// A scanner at the same byte of a text that begins alike.
    pub(super) fn within<'b>(&self, text: &'b str) -> Scanner<'b> {
        Scanner::new(text, self.byte.min(text.len()))
    }

    /// Takes what separates a label from its title. Returns whether there was more than white space.
    pub(super) fn skip_separators(&mut self) -> bool {
        let mut found = false;
        loop {
            self.skip_spaces();
            if !self.skip_colon() && !self.skip_marks() {
                return found;
            }
            found = true;
        }
    }

    /// Takes a colon.
    pub(super) fn skip_colon(&mut self) -> bool {
        self.take_if(is_colon).is_some()
    }

    /// Takes dashes and the like if white space follows: those of `.gitignore` and `--force` belong to the title.
    /// Full-width marks need no blank.
    fn skip_marks(&mut self) -> bool {
        let mut ahead = *self;
        let is_wide = self.peek().is_some_and(|c| matches!(c, '．' | '、' | '｜' | '）'));
        let found = ahead.skip_while(is_mark) > 0;
        let is_apart = is_wide || ahead.peek().is_none_or(|c| c.is_whitespace() || is_colon(c));
        if found && is_apart {
            *self = ahead;
        }
        found && is_apart
    }

    /// Takes a number of at most four decimal digits: a year is a number, a telephone number is not.
    pub(super) fn take_number(&mut self) -> Option<u32> {
        let mut ahead = *self;
        let mut number = 0;
        let mut n_digits = 0;
        while let Some(digit) = ahead.peek().and_then(decimal_digit) {
            number = number * 10 + digit;
            n_digits += 1;
            if n_digits > 4 {
                return None;
            }
            ahead.take();
        }
        (n_digits > 0).then(|| {
            *self = ahead;
            number
        })
    }

    /// Whether nothing visible is left.
    pub(super) fn at_end(&self) -> bool {
        self.byte == self.text.len()
    }

    fn skip_debris(&mut self) {
        let rest = &self.text[self.byte..];
        self.byte = self.text.len() - rest.trim_start_matches(is_debris).len();
    }
}

/// A colon, also in full width.
pub(crate) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

/// A dash of any length.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐'..='―')
}

/// `#`, also in full width.
pub(crate) fn is_hash(c: char) -> bool {
    matches!(c, '#' | '＃' | '№')
}

/// Stray asterisks, and zero-width characters: joiners, direction marks, soft hyphens.
pub(crate) fn is_debris(c: char) -> bool {
    matches!(c, '*' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Pictures (emoji with their joiners and modifiers), bullets, arrows and stars before a name.
pub(super) fn is_ornament(c: char) -> bool {
    matches!(c,
        '•' | '‣' | '·' | '▪' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20e3}' | '\u{1f000}'..='\u{1faff}'
        | '\u{e0020}'..='\u{e007f}')
}

/// Marks other than a colon that may separate a label from its title.
fn is_mark(c: char) -> bool {
    is_dash(c)
        || matches!(
            c,
            '\u{fe0f}'
                | '\u{20e3}'
                | '.'
                | ';'
                | '；'
                | '．'
                | '、'
                | ','
                | '|'
                | '｜'
                | '·'
                | '•'
                | ')'
                | '）'
                | ']'
                | '/'
                | '>'
                | '→'
                | '»'
                | '~'
        )
}

pub(super) fn decimal_digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debris_is_not_seen() {
        let mut scanner = Scanner::new("**\u{200d}A*** \u{feff}#**4**2*", 0);
        assert_eq!(scanner.take(), Some('A'));
        assert_eq!(scanner.skip_spaces(), 1);
        assert!(scanner.take_if(is_hash).is_some());
        assert_eq!(scanner.take_number(), Some(42));
        assert!(scanner.at_end());
    }

    #[test]
    fn separators_may_be_repeated_and_spaced() {
        let mut scanner = Scanner::new(" :\u{a0}– Title", 0);
        assert!(scanner.skip_separators());
        assert_eq!(scanner.peek(), Some('T'));
        assert!(!Scanner::new("   Title", 0).skip_separators());
    }

    #[test]
    fn marks_that_belong_to_the_title_stay() {
        for title in [".gitignore", "--force", "-W error", ")"] {
            let text = format!(": {title}x");
            let mut scanner = Scanner::new(&text, 0);
            assert!(scanner.skip_separators());
            assert_eq!(scanner.byte(), 2, "{title}");
        }
    }

    #[test]
    fn a_number_has_at_most_four_digits() {
        assert_eq!(Scanner::new("2026", 0).take_number(), Some(2026));
        assert_eq!(Scanner::new("５", 0).take_number(), Some(5));
        assert_eq!(Scanner::new("12345", 0).take_number(), None);
        assert_eq!(Scanner::new("x", 0).take_number(), None);
    }
}
