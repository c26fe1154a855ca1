//! Finds dates in boilerplate text, in the formats of templates, so that another day can be written in the same format.

use std::ops::Range;

use crate::rundown::DateNames;
use crate::rundown::template::is_of_word;

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
    "YYYY年M月D日",
];
/// Beside these, in other languages than English.
const PATTERNS_OF_OTHERS: &[&str] =
    &["D. MMMM YYYY", "D. MMM YYYY", "D de MMMM de YYYY", "D de MMMM del YYYY", "D MMMM de YYYY", "YYYY. MMMM D."];
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2199;

/// The language in which most dates of the texts name their months, of those that are known; English if none does.
pub(super) fn names_in(texts: &[&str], known: &[DateNames]) -> DateNames {
    let english = DateNames::default();
    let n_named = |names: &DateNames| {
        let has_name = |text: &&&str| names.months.iter().chain(&names.short_months).any(|name| text.contains(name));
        let found = texts.iter().filter(has_name).flat_map(|text| dates(text, names));
        found.filter(|date| date.pattern.contains("MMM")).count()
    };
    let mut most = n_named(&english);
    let mut names = &english;
    for other in known {
        let n_named = n_named(other);
        if n_named > most {
            (most, names) = (n_named, other);
        }
    }
    names.clone()
}

/// The dates in a text, in order. O(n).
pub(super) fn dates(text: &str, names: &DateNames) -> Vec<WrittenDate> {
    let patterns = patterns(names);
    let mut dates: Vec<WrittenDate> = Vec::new();
    let mut in_word = false;
    for (byte, c) in text.char_indices() {
        let begins_word = is_joined(c) && !in_word;
        in_word = is_joined(c);
        let is_free = dates.last().is_none_or(|last| last.bytes.end <= byte);
        if begins_word && is_free {
            dates.extend(date_at(text, byte, &patterns, names));
        }
    }
    dates
}

/// A text with its dates replaced.
pub(super) fn with_dates(text: &str, names: &DateNames, written: impl Fn(&WrittenDate) -> String) -> String {
    let mut replaced = text.to_owned();
    for date in dates(text, names).iter().rev() {
        replaced.replace_range(date.bytes.clone(), &written(date));
    }
    replaced
}

/// Whether a character belongs to what stands before it.
fn is_joined(c: char) -> bool {
    is_of_word(c) || c.is_numeric()
}

/// Those of the language.
fn patterns(names: &DateNames) -> Vec<&'static str> {
    let of_others = if *names == DateNames::default() { &[][..] } else { PATTERNS_OF_OTHERS };
    [PATTERNS, of_others].concat()
}

fn date_at(text: &str, byte: usize, patterns: &[&'static str], names: &DateNames) -> Option<WrittenDate> {
    patterns.iter().find_map(|pattern| {
        let n_bytes = len_of_date(&text[byte..], pattern, names)?;
        Some(WrittenDate { bytes: byte..byte + n_bytes, pattern })
    })
}

/// The length of a date in this format at the start of a text.
fn len_of_date(text: &str, pattern: &str, names: &DateNames) -> Option<usize> {
    let (mut rest, mut pattern) = (text, pattern);
    while !pattern.is_empty() {
        let n_word = pattern.find(|c| !is_of_word(c)).unwrap_or(pattern.len());
        let n_gap = pattern[n_word..].find(is_of_word).unwrap_or(pattern.len() - n_word);
        rest = &rest[len_of_part(rest, &pattern[..n_word], names)?..];
        rest = rest.strip_prefix(&pattern[n_word..n_word + n_gap])?;
        pattern = &pattern[n_word + n_gap..];
    }
    (!rest.starts_with(is_joined)).then(|| text.len() - rest.len())
}

/// The length of one part of a date. `None` if the text does not begin with it.
fn len_of_part(text: &str, part: &str, names: &DateNames) -> Option<usize> {
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
        "MMMM" | "MMM" => {
            let months = if part == "MMMM" { &names.months } else { &names.short_months };
            months.iter().map(String::as_str).filter(|name| text.starts_with(name)).map(str::len).max()
        }
        // A word such as `de`.
        _ => text.starts_with(part).then_some(part.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::Date;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> =
            dates(text, &DateNames::default()).into_iter().map(|date| (&text[date.bytes], date.pattern)).collect();
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

    fn german() -> DateNames {
        let months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember";
        let mut months = months.split(' ').map(str::to_owned);
        DateNames { months: [(); 12].map(|()| months.next().unwrap()), ..DateNames::default() }
    }

    #[test]
    fn months_may_be_named_in_another_language() {
        let text = "Aufgenommen am 22. Dezember 2026 und am 2. April 2027";
        assert_eq!(names_in(&[text], &[german()]), german());
        assert_eq!(names_in(&["Am 2. April 2027"], &[german()]), german(), "the English write no dot");
        assert_eq!(names_in(&["On 2 April 2027"], &[german()]), DateNames::default());
        let day = Date { year: 2027, month: 3, day: 5 };
        let moved = with_dates(text, &german(), |date| day.to_text_in(&german(), Some(date.pattern)));
        assert_eq!(moved, "Aufgenommen am 5. März 2027 und am 5. März 2027");
        check("収録は2026年11月22日です", &[("2026年11月22日", "YYYY年M月D日")]);
    }

    #[test]
    fn another_day_is_written_in_the_same_way() {
        let day = Date { year: 2027, month: 3, day: 5 };
        let moved = |text: &str| with_dates(text, &DateNames::default(), |date| day.to_text(Some(date.pattern)));
        assert_eq!(moved("Live on November 22, 2026 (22.11.2026)"), "Live on March 5, 2027 (05.03.2027)");
    }
}
