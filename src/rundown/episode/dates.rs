//! Finds dates in boilerplate text, in the formats of templates, so that another day can be written in the same format.

use std::ops::Range;

use crate::rundown::template::Date;

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate {
    pub bytes: Range<usize>,
    /// Its format, as a pattern of templates.
    pub pattern: &'static str,
}

/// Replaces dates when texts are compared. It is neither a letter nor a digit.
pub(super) const DATE_MARK: &str = "\u{2}";
/// If two fit, the first one is used.
const PATTERNS: &[&str] = &[
    "YYYY-MM-DD",
    "YYYY/MM/DD",
    "DD.MM.YYYY",
    "D.M.YYYY",
    "MMMM D, YYYY",
    "MMM D, YYYY",
    "MMMM Do, YYYY",
    "D MMMM YYYY",
    "D MMM YYYY",
    "Do MMMM YYYY",
    "MMMM D YYYY",
];
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2199;

/// The dates in a text, in order. O(n).
pub(super) fn dates(text: &str) -> Vec<WrittenDate> {
    let mut dates: Vec<WrittenDate> = Vec::new();
    let mut in_word = false;
    for (byte, c) in text.char_indices() {
        let begins_word = c.is_alphanumeric() && !in_word;
        in_word = c.is_alphanumeric();
        let is_free = dates.last().is_none_or(|last| last.bytes.end <= byte);
        if begins_word && is_free {
            dates.extend(date_at(text, byte));
        }
    }
    dates
}

/// A text with its dates replaced.
pub(super) fn with_dates(text: &str, written: impl Fn(&WrittenDate) -> String) -> String {
    let mut replaced = text.to_owned();
    for date in dates(text).iter().rev() {
        replaced.replace_range(date.bytes.clone(), &written(date));
    }
    replaced
}

fn date_at(text: &str, byte: usize) -> Option<WrittenDate> {
    PATTERNS.iter().find_map(|pattern| {
        let n_bytes = len_of_date(&text[byte..], pattern)?;
        Some(WrittenDate { bytes: byte..byte + n_bytes, pattern })
    })
}

/// The length of a date in this format at the start of a text.
fn len_of_date(text: &str, pattern: &str) -> Option<usize> {
    let (mut rest, mut pattern) = (text, pattern);
    while !pattern.is_empty() {
        let n_word = pattern.find(|c: char| !c.is_alphabetic()).unwrap_or(pattern.len());
        let n_gap = pattern[n_word..].find(char::is_alphabetic).unwrap_or(pattern.len() - n_word);
        rest = &rest[len_of_part(rest, &pattern[..n_word])?..];
        rest = rest.strip_prefix(&pattern[n_word..n_word + n_gap])?;
        pattern = &pattern[n_word + n_gap..];
    }
    (!rest.starts_with(char::is_alphanumeric)).then(|| text.len() - rest.len())
}

/// The length of one part of a date. `None` if the text does not begin with it.
fn len_of_part(text: &str, part: &str) -> Option<usize> {
    let digits = &text[..text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
    let number = |n_digits: std::ops::RangeInclusive<usize>, range: std::ops::RangeInclusive<u32>| {
        let is_right = n_digits.contains(&digits.len()) && digits.parse().is_ok_and(|number| range.contains(&number));
        is_right.then_some(digits.len())
    };
    match part {
        "YYYY" => number(4..=4, YEARS),
        "MM" => number(2..=2, 1..=12),
        "DD" => number(2..=2, 1..=31),
        "M" => number(1..=2, 1..=12).filter(|_| !digits.starts_with('0')),
        "D" => number(1..=2, 1..=31).filter(|_| !digits.starts_with('0')),
        "Do" => number(1..=2, 1..=31)
            .filter(|n| matches!(text.get(*n..n + 2), Some("st" | "nd" | "rd" | "th")))
            .map(|n| n + 2),
        _ => (1..=12).find_map(|month| {
            let name = Date { year: 2000, month, day: 1 }.to_text(Some(part));
            text.starts_with(&name).then_some(name.len())
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> = dates(text).into_iter().map(|date| (&text[date.bytes], date.pattern)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_are_found_as_authors_write_them() {
        check("Recorded on 2026-11-22.", &[("2026-11-22", "YYYY-MM-DD")]);
        check("Am 22.11.2026 und 5.3.2027", &[("22.11.2026", "DD.MM.YYYY"), ("5.3.2027", "D.M.YYYY")]);
        check(
            "**November 22, 2026** é Nov 2, 2026",
            &[("November 22, 2026", "MMMM D, YYYY"), ("Nov 2, 2026", "MMM D, YYYY")],
        );
        check(
            "22 November 2026, March 5th, 2027",
            &[("22 November 2026", "D MMMM YYYY"), ("March 5th, 2027", "MMMM Do, YYYY")],
        );
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for text in ["2026", "v2026-11-223", "2026-13-01", "1.2.3", "a2026-11-22", "Mayor 5, 2026", "32.1.2026", ""] {
            check(text, &[]);
        }
    }

    #[test]
    fn another_day_is_written_in_the_same_way() {
        let day = Date { year: 2027, month: 3, day: 5 };
        let moved = |text: &str| with_dates(text, |date| day.to_text(Some(date.pattern)));
        assert_eq!(moved("Live on November 22, 2026 (22.11.2026)"), "Live on March 5, 2027 (05.03.2027)");
    }
}
