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
//! too), any other word is not: `D de MMMM`. Names are English, like the rest of the app; the order of the parts, and
//! digits, serve other languages.

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
    /// The date in a pattern; without one, `2027-03-05`.
    pub fn to_text(self, pattern: Option<&str>) -> String {
        let mut written = String::new();
        let mut rest = pattern.filter(|pattern| !pattern.is_empty()).unwrap_or(USUAL);
        while !rest.is_empty() {
            let n_word = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let n_gap = rest[n_word..].find(char::is_alphabetic).unwrap_or(rest.len() - n_word);
            let (word, gap) = rest[..n_word + n_gap].split_at(n_word);
            written.push_str(&self.word(word).unwrap_or_else(|| word.to_owned()));
            written.push_str(gap);
            rest = &rest[n_word + n_gap..];
        }
        written
    }

    /// The replacement for a word that consists only of parts of a date.
    fn word(self, mut word: &str) -> Option<String> {
        let mut written = String::new();
        while !word.is_empty() {
            let part = PARTS.into_iter().find(|part| word.starts_with(part))?;
            written.push_str(&self.part(part));
            word = &word[part.len()..];
        }
        Some(written)
    }

    fn part(self, part: &str) -> String {
        let month = MONTHS[(self.month.clamp(1, 12) - 1) as usize];
        let weekday = WEEKDAYS[self.weekday()];
        match part {
            "YYYY" => self.year.to_string(),
            "YY" => format!("{:02}", self.year % 100),
            "MMMM" => month.to_owned(),
            "MMM" => month[..N_SHORT].to_owned(),
            "MM" => format!("{:02}", self.month),
            "M" => self.month.to_string(),
            "DD" => format!("{:02}", self.day),
            "D" => self.day.to_string(),
            "Do" => format!("{}{}", self.day, ordinal_ending(self.day)),
            "dddd" => weekday.to_owned(),
            _ => weekday[..N_SHORT].to_owned(),
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
