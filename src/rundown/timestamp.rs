//! Times at the head of a label: `12:34`, `1:02:03`, `[00:12:34]`, `(1:02:03)`.

use super::scan::Scanner;

/// A time that was read, and whether brackets stood around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timestamp {
    pub seconds: u32,
    pub bracketed: bool,
}

/// Takes a time and the white space after it; leaves the scanner alone if there is none.
pub(super) fn take(scanner: &mut Scanner) -> Option<Timestamp> {
    let mut ahead = *scanner;
    let closing = match ahead.take_if(|c| matches!(c, '(' | '[' | '（')) {
        Some('(') => Some(')'),
        Some('[') => Some(']'),
        Some(_) => Some('）'),
        None => None,
    };
    let seconds = take_time(&mut ahead)?;
    if let Some(closing) = closing {
        ahead.take_if(|c| c == closing)?;
    }
    if ahead.peek().is_some_and(char::is_alphanumeric) {
        return None;
    }
    ahead.skip_spaces();
    *scanner = ahead;
    Some(Timestamp { seconds, bracketed: closing.is_some() })
}

/// `h:mm:ss`, or `m:ss` with as many minutes as it takes.
fn take_time(scanner: &mut Scanner) -> Option<u32> {
    let first = scanner.take_number()?;
    let second = take_sixtieth(scanner)?;
    match take_sixtieth(scanner) {
        Some(third) => Some((first * 60 + second) * 60 + third),
        None => Some(first * 60 + second),
    }
}

/// A colon and exactly two digits below sixty.
fn take_sixtieth(scanner: &mut Scanner) -> Option<u32> {
    let mut ahead = *scanner;
    ahead.take_if(|c| c == ':')?;
    let tens = ahead.take_if(|c| matches!(c, '0'..='5'))?.to_digit(10)?;
    let ones = ahead.take_if(|c| c.is_ascii_digit())?.to_digit(10)?;
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
    }

    #[test]
    fn other_numbers_are_left_alone() {
        check("12 Title", None, "12 Title");
        check("12:3 Title", None, "12:3 Title");
        check("12:72 Title", None, "12:72 Title");
        check("(12:34 Title", None, "(12:34 Title");
        check("12:34pm we met", None, "12:34pm we met");
    }
}
