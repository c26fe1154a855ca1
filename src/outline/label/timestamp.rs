//! Times at the beginning of a label: `12:34`, `1:02:03`, `[00:12:34]`, `(1:02:03)`, `@12:34`, `00:00:00.000`,
//! `00:10–02:30`, `1h02m`, `00：10`; and at its end: `Title (12:34)`, `Title [12:34]`, `Title – 12:34.`.
//!
//! A time of day (`3:15 AM`) is none.

use crate::outline::scan::{Scanner, decimal_digit, is_colon, is_dash, is_debris};

/// A time, and whether it was in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timestamp {
    pub seconds: u32,
    pub bracketed: bool,
}

/// A time at the end of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TrailingTime {
    pub time: Timestamp,
    /// The start of the time and of what separates it, in bytes of the text.
    pub byte_from: usize,
}

/// The time at the end of a text, in brackets or behind a dash.
pub(super) fn trailing(text: &str) -> Option<TrailingTime> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || is_debris(c) || c == '.');
    let is_opening = |c: char| matches!(c, '(' | '[' | '（');
    let byte_from = match text.ends_with([')', ']', '）']) {
        true => text.rfind(is_opening)?,
        false => text.char_indices().rev().find(|(_, c)| is_dash(*c)).map(|(byte, _)| byte)?,
    };
    let (before, rest) = text.split_at(byte_from);
    let mut scanner = Scanner::new(rest, 0);
    if scanner.take_if(is_dash).is_some() {
        scanner.skip_spaces();
    }
    let time = take(&mut scanner).filter(|_| scanner.at_end() && before.ends_with(char::is_whitespace))?;
    Some(TrailingTime { time, byte_from })
}

/// Takes a time and the white space after it; does not move if there is none. For a span, the start is used.
pub(super) fn take(scanner: &mut Scanner) -> Option<Timestamp> {
    let mut ahead = *scanner;
    let closing = match ahead.take_if(|c| matches!(c, '(' | '[' | '（')) {
        Some('(') => Some(')'),
        Some('[') => Some(']'),
        Some(_) => Some('）'),
        None => None,
    };
    ahead.take_if(|c| c == '@');
    let seconds = take_time(&mut ahead)?;
    skip_end_of_span(&mut ahead);
    if let Some(closing) = closing {
        ahead.take_if(|c| c == closing)?;
    }
    if ahead.peek().is_some_and(is_letter_of_word) {
        return None;
    }
    ahead.skip_spaces();
    if is_half_of_day(ahead) {
        return None;
    }
    *scanner = ahead;
    Some(Timestamp { seconds, bracketed: closing.is_some() })
}

/// A letter right behind a time makes it part of a word, unless the script needs no blanks: `00：10お茶`.
fn is_letter_of_word(c: char) -> bool {
    c.is_ascii_digit() || (c.is_alphabetic() && (c.is_lowercase() || c.is_uppercase()))
}

/// `AM`, `p.m.` and the like.
fn is_half_of_day(mut scanner: Scanner) -> bool {
    let is_half = scanner.take_if(|c| matches!(c, 'a' | 'A' | 'p' | 'P')).is_some();
    scanner.take_if(|c| c == '.');
    is_half
        && scanner.take_if(|c| matches!(c, 'm' | 'M')).is_some()
        && !scanner.peek().is_some_and(char::is_alphanumeric)
}

/// Skips `–02:30` behind the start of a span.
fn skip_end_of_span(scanner: &mut Scanner) {
    let mut ahead = *scanner;
    ahead.skip_spaces();
    if ahead.take_if(is_dash).is_some() {
        ahead.skip_spaces();
        if take_time(&mut ahead).is_some() && !ahead.peek().is_some_and(char::is_alphanumeric) {
            *scanner = ahead;
        }
    }
}

/// `h:mm:ss`, or `m:ss` with any number of minutes; `1h02m03s`.
fn take_time(scanner: &mut Scanner) -> Option<u32> {
    take_spelt_time(scanner).or_else(|| take_clock_time(scanner))
}

/// `1h`, `1h02m`, `1h2m3s`, `2m30s`: at least two parts, or hours.
fn take_spelt_time(scanner: &mut Scanner) -> Option<u32> {
    let mut ahead = *scanner;
    let mut seconds = 0;
    let mut n_parts = 0;
    for (unit, n_seconds) in [('h', 3_600), ('m', 60), ('s', 1)] {
        let mut behind = ahead;
        let number = behind.take_number().filter(|_| behind.take_if(|c| c.eq_ignore_ascii_case(&unit)).is_some());
        if let Some(number) = number {
            seconds += number * n_seconds;
            n_parts += 1;
            ahead = behind;
        }
    }
    (n_parts > 1).then(|| {
        *scanner = ahead;
        seconds
    })
}

fn take_clock_time(scanner: &mut Scanner) -> Option<u32> {
    let first = scanner.take_number()?;
    let second = take_sixtieth(scanner)?;
    let Some(third) = take_sixtieth(scanner) else {
        return Some(first * 60 + second);
    };
    skip_fraction(scanner);
    Some((first * 60 + second) * 60 + third)
}

/// The thousandths of `00:12:34.000`.
fn skip_fraction(scanner: &mut Scanner) {
    let mut ahead = *scanner;
    if ahead.take_if(|c| matches!(c, '.' | ',')).is_some() && ahead.skip_while(|c| c.is_ascii_digit()) > 0 {
        *scanner = ahead;
    }
}

/// A colon and exactly two digits below sixty.
fn take_sixtieth(scanner: &mut Scanner) -> Option<u32> {
    let mut ahead = *scanner;
    ahead.take_if(is_colon)?;
    let tens = decimal_digit(ahead.take()?).filter(|tens| *tens < 6)?;
    let ones = decimal_digit(ahead.take()?)?;
    *scanner = ahead;
    Some(tens * 10 + ones)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u32>, rest: &str) {
        let mut scanner = Scanner::new(text, 0);
        assert_eq!(take(&mut scanner).map(|time| time.seconds), expected, "{text}");
        assert_eq!(&text[scanner.byte()..], rest, "{text}");
    }

    #[test]
    fn times_are_read_with_and_without_hours_and_brackets() {
        check("12:34 Title", Some(754), "Title");
        check("1:02:03 Title", Some(3_723), "Title");
        check("(1:02:03) Title", Some(3_723), "Title");
        check("[00:00] Title", Some(0), "Title");
        check("90:00", Some(5_400), "");
        check("9999:59:59", Some(35_999_999), "");
        check("00:00:10.250 Title", Some(10), "Title");
        check("00:10 - 02:30 Title", Some(10), "Title");
        check("[00:10–02:30] Title", Some(10), "Title");
        check("00:10 - Title", Some(10), "- Title");
        check("@02:45 Title", Some(165), "Title");
        check("[@33:35] - Title", Some(2_015), "- Title");
        check("０１：３０ お茶", Some(90), "お茶");
        check("00：10お茶", Some(10), "お茶");
        check("1h02m Title", Some(3_720), "Title");
        check("2m30s – 5m Title", Some(150), "– 5m Title");
    }

    #[test]
    fn times_at_the_end_are_set_apart() {
        let found = |text: &str| trailing(text).map(|it| (it.time.seconds, text[..it.byte_from].to_owned()));
        let title = || "Title ".to_owned();
        assert_eq!(found("Title (12:34)"), Some((754, title())));
        assert_eq!(found("Title [1:02:03]** "), Some((3_723, title())));
        assert_eq!(found("Title – 12:34"), Some((754, title())));
        assert_eq!(found("Title - 00:04:12."), Some((252, title())));
        assert_eq!((found("Title 12:34"), found("Title(12:34)"), found("Title (a 12:34)")), (None, None, None));
        assert_eq!((found("twenty-12:34"), found("("), found("")), (None, None, None));
    }

    #[test]
    fn other_numbers_are_left_alone() {
        check("12 Title", None, "12 Title");
        check("12:3 Title", None, "12:3 Title");
        check("12:72 Title", None, "12:72 Title");
        check("(12:34 Title", None, "(12:34 Title");
        check("12:34pm we met", None, "12:34pm we met");
        check("3:15 AM is when", None, "3:15 AM is when");
        check("9:30 p.m. they left", None, "9:30 p.m. they left");
        check("3:15 Amber", Some(195), "Amber");
        check("5m Title", None, "5m Title");
    }
}
