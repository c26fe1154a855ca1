//! Dates, and how templates write them.
//!
//! | Written | Means | 5 March 2027 |
//! |---|---|---|
//! | `YYYY`, `YY` | the year | 2027, 27 |
//! | `MMMM`, `MMM`, `MM`, `M` | the month | March, Mar, 03, 3 |
//! | `DD`, `D`, `Do` | the day | 05, 5, 5th |
//! | `dddd`, `ddd` | the day of the week | Friday, Fri |
//!
//! These are the letters that Moment, Day.js and Obsidian use. A word of only such letters is replaced (`YYYYMMDD`
//! too), any other word is not: `D de MMMM`. Names are English, like the rest of the app, or those of a show's language.

use crate::text::is_cjk;

/// A day in the author's calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// `2027`
    pub year: u32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

/// What a language calls months and days of the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateNames {
    /// As in a date: `5 de marzo`, `5 марта`.
    pub months: [String; 12],
    pub short_months: [String; 12],
    /// From Sunday.
    pub weekdays: [String; 7],
    pub short_weekdays: [String; 7],
}

/// The pattern if none is given.
const USUAL: &str = "YYYY-MM-DD";
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
/// The longer ones first: `MM` is not twice `M`.
const PARTS: [&str; 11] = ["YYYY", "YY", "MMMM", "MMM", "MM", "M", "Do", "DD", "D", "dddd", "ddd"];
/// The number of letters in short names.
const N_SHORT: usize = 3;

impl Date {
    /// The date in a pattern, with English names; without a pattern, `2027-03-05`.
    pub fn to_text(self, pattern: Option<&str>) -> String {
        self.to_text_in(&DateNames::default(), pattern)
    }

    /// The same with the names of a language.
    pub fn to_text_in(self, names: &DateNames, pattern: Option<&str>) -> String {
        let mut written = String::new();
        let mut rest = pattern.filter(|pattern| !pattern.is_empty()).unwrap_or(USUAL);
        while !rest.is_empty() {
            let n_word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
            let n_gap = rest[n_word..].find(is_of_word).unwrap_or(rest.len() - n_word);
            let (word, gap) = rest[..n_word + n_gap].split_at(n_word);
            written.push_str(&self.word(word, names).unwrap_or_else(|| word.to_owned()));
            written.push_str(gap);
            rest = &rest[n_word + n_gap..];
        }
        written
    }

    /// The replacement for a word that consists only of parts of a date.
    fn word(self, mut word: &str, names: &DateNames) -> Option<String> {
        let mut written = String::new();
        while !word.is_empty() {
            let part = PARTS.into_iter().find(|part| word.starts_with(part))?;
            written.push_str(&self.part(part, names));
            word = &word[part.len()..];
        }
        Some(written)
    }

    fn part(self, part: &str, names: &DateNames) -> String {
        let (month, weekday) = ((self.month.clamp(1, 12) - 1) as usize, self.weekday());
        match part {
            "YYYY" => self.year.to_string(),
            "YY" => format!("{:02}", self.year % 100),
            "MMMM" => names.months[month].clone(),
            "MMM" => names.short_months[month].clone(),
            "MM" => format!("{:02}", self.month),
            "M" => self.month.to_string(),
            "DD" => format!("{:02}", self.day),
            "D" => self.day.to_string(),
            "Do" => format!("{}{}", self.day, ordinal_ending(self.day)),
            "dddd" => names.weekdays[weekday].clone(),
            _ => names.short_weekdays[weekday].clone(),
        }
    }

    /// 0 is Sunday. By Sakamoto's congruence (Tomohiko Sakamoto, comp.lang.c, 1992).
    fn weekday(self) -> usize {
        const SHIFTS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = if self.month < 3 { self.year.saturating_sub(1) } else { self.year };
        let shift = SHIFTS[(self.month.clamp(1, 12) - 1) as usize];
        ((year + year / 4 - year / 100 + year / 400 + shift + self.day) % 7) as usize
    }
}

/// English.
impl Default for DateNames {
    fn default() -> DateNames {
        DateNames {
            months: MONTHS.map(str::to_owned),
            short_months: MONTHS.map(|month| month[..N_SHORT].to_owned()),
            weekdays: WEEKDAYS.map(str::to_owned),
            short_weekdays: WEEKDAYS.map(|day| day[..N_SHORT].to_owned()),
        }
    }
}

/// Whether a character is part of a word. Chinese, Japanese and Korean have no spaces around theirs, so that each is apart:
/// `YYYY年M月D日`.
pub(in crate::rundown) fn is_of_word(c: char) -> bool {
    c.is_alphabetic() && !is_cjk(c)
}

fn ordinal_ending(day: u32) -> &'static str {
    match (day / 10, day % 10) {
        (1, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = Date { year: 2027, month: 3, day: 5 };

    #[track_caller]
    fn check(pattern: &str, expected: &str) {
        assert_eq!(DAY.to_text(Some(pattern)), expected, "{pattern}");
    }

    #[test]
    fn a_date_is_written_by_its_pattern() {
        assert_eq!(DAY.to_text(None), "2027-03-05");
        check("", "2027-03-05");
        check("D MMMM YYYY", "5 March 2027");
        check("dddd, MMM Do, 'YY", "Friday, Mar 5th, '27");
        check("YYYYMMDD", "20270305");
        check("DD.MM.YY", "05.03.27");
        check("ddd D/M", "Fri 5/3");
        check("YYYY年M月D日", "2027年3月5日");
    }

    #[test]
    fn names_may_be_those_of_another_language() {
        let mut names = DateNames::default();
        (names.months[2], names.short_weekdays[5]) = ("März".into(), "Fr.".into());
        assert_eq!(DAY.to_text_in(&names, Some("ddd D. MMMM YYYY")), "Fr. 5. März 2027");
    }

    #[test]
    fn words_that_are_no_parts_stay() {
        check("[Day] D de MMMM, Ym 年", "[Day] 5 de March, Ym 年");
        check("Donnerstag DDDDD", "Donnerstag 05055");
    }

    #[test]
    fn days_of_the_week_are_right() {
        let days =
            [(2000, 2, 29, "Tuesday"), (1900, 1, 1, "Monday"), (2026, 11, 22, "Sunday"), (2027, 12, 31, "Friday")];
        for (year, month, day, weekday) in days {
            assert_eq!(Date { year, month, day }.to_text(Some("dddd")), weekday);
        }
    }

    #[test]
    fn ordinals_end_as_they_are_spoken() {
        let said = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31].map(|day| Date { day, ..DAY }.to_text(Some("Do")));
        assert_eq!(said, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "23rd", "31st"]);
    }
}
