//! Writes the front matter of the next episode with the author's answers.

use super::front_matter::{FrontMatterPlan, GuestLine, GuestShape, Part, Quote};
use super::writing::EpisodeWriter;
use crate::rundown::template::Date;
use crate::text::FrontMatterKind;

/// The name of stops for values that are not known.
const VALUE: &str = "value";
/// What a value of YAML that stands in no quotes cannot begin with.
const INDICATORS: &[char] = &['@', '`', '&', '*', '!', '|', '>', '%', '"', '\'', '-', '?', '{', '[', '#', ','];
const SECONDS_OF_DAY: i64 = 86_400;

impl EpisodeWriter<'_> {
    pub(super) fn front_matter(&mut self, plan: &FrontMatterPlan) {
        for part in &plan.parts {
            self.part_of_front_matter(plan.kind, part);
        }
    }

    fn part_of_front_matter(&mut self, kind: FrontMatterKind, part: &Part) {
        let is_toml = kind == FrontMatterKind::Toml;
        match part {
            Part::Text(text) => self.text(text),
            Part::Shape(shape) => self.shape(shape, &self.fields()),
            Part::Stop => self.empty_stop(VALUE),
            Part::Number(old) => match self.number(old) {
                Some(number) => self.text(&number),
                None if is_toml => self.text("0"),
                None => self.empty_stop("episode"),
            },
            Part::Date { pattern, rest, is_bare } => match self.day() {
                Some(day) => self.text(&format!("{}{rest}", day.to_text_in(self.date_names(), Some(pattern)))),
                None if is_toml && *is_bare => self.quoted_stop(),
                None => self.empty_stop(&format!("date:{pattern}")),
            },
            Part::UnixTime { in_milliseconds, second_of_day } => match self.day() {
                Some(day) => {
                    let seconds = days_since_1970(day) * SECONDS_OF_DAY + *second_of_day as i64;
                    self.text(&if *in_milliseconds { format!("{seconds}000") } else { seconds.to_string() });
                }
                None if is_toml => self.text("0"),
                None => self.empty_stop("date"),
            },
            Part::Guests(shape) => self.guests_of_front_matter(kind, shape),
        }
    }

    fn guests_of_front_matter(&mut self, kind: FrontMatterKind, shape: &GuestShape) {
        let names = self.guest_names().to_vec();
        let written = |quote: Quote, name: &str| quoted(kind, quote, name);
        match shape {
            GuestShape::Names { quote } if names.is_empty() && quote.is_empty() && kind == FrontMatterKind::Toml => {
                self.quoted_stop();
            }
            GuestShape::Names { quote } if names.is_empty() => {
                self.text(quote);
                self.empty_stop("guest");
                self.text(quote);
            }
            GuestShape::Names { quote } => self.text(&written(quote, &names.join(", "))),
            GuestShape::Flow { quote } => {
                let items: Vec<String> = names.iter().map(|name| in_flow(&written(quote, name))).collect();
                self.text(&format!("[{}]", items.join(", ")));
            }
            GuestShape::Items { lead, lines, indent } if !names.is_empty() => {
                self.text(lead);
                for (idx, name) in names.iter().enumerate() {
                    self.text(&if idx > 0 { format!("\n{indent}") } else { String::new() });
                    self.guest(kind, lines, name);
                }
            }
            GuestShape::Map { lead, lines } if !names.is_empty() => {
                self.text(lead);
                self.guest(kind, lines, &names.join(", "));
            }
            GuestShape::Items { .. } => self.text(" []"),
            GuestShape::Map { .. } => {}
            GuestShape::Nth { idx, quote } => match names.get(*idx) {
                Some(name) => self.text(&written(quote, name)),
                None => {
                    self.text(quote);
                    self.empty_stop("guest");
                    self.text(quote);
                }
            },
        }
    }

    /// The lines of one guest.
    fn guest(&mut self, kind: FrontMatterKind, lines: &[GuestLine], name: &str) {
        for (idx, line) in lines.iter().enumerate() {
            self.text(if idx > 0 { "\n" } else { "" });
            self.text(&line.before);
            if line.is_name {
                self.text(&quoted(kind, line.quote, name));
            } else {
                self.text(line.quote);
                self.empty_stop(VALUE);
                self.text(line.quote);
            }
        }
    }

    fn quoted_stop(&mut self) {
        self.text("\"");
        self.empty_stop(VALUE);
        self.text("\"");
    }

    /// A number that counts with the episodes, in the width of the old one.
    fn number(&self, old: &str) -> Option<String> {
        let new: i64 = self.answered_number()?.parse().ok()?;
        let newest = self.newest_number().map_or(new - 1, i64::from);
        let width = if old.starts_with('0') { old.len() } else { 0 };
        let number = old.parse::<i64>().ok()?.checked_add(new - newest)?.max(0);
        Some(format!("{number:0width$}"))
    }
}

/// A text in the quotes of another, or in some, where it needs them.
fn quoted(kind: FrontMatterKind, quote: Quote, text: &str) -> String {
    let is_odd = text.starts_with(INDICATORS) || text.contains(": ") || text.contains(" #") || text.ends_with(':');
    match quote {
        "'" if kind == FrontMatterKind::Toml && text.contains('\'') => quoted(kind, "\"", text),
        "'" => format!("'{}'", text.replace('\'', "''")),
        "" if kind == FrontMatterKind::Bare || (kind == FrontMatterKind::Yaml && !is_odd) => text.to_owned(),
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// Within brackets, a plain value has no brackets of its own.
fn in_flow(value: &str) -> String {
    let is_plain = !value.starts_with(['"', '\'']);
    if is_plain && value.contains(['[', ']', '{', '}']) {
        format!("\"{}\"", value.replace('"', "\\\""))
    } else {
        value.to_owned()
    }
}

/// By the algorithm `days_from_civil` (Howard Hinnant, *chrono-compatible low-level date algorithms*).
fn days_since_1970(day: Date) -> i64 {
    let year = i64::from(day.year) - i64::from(day.month <= 2);
    let month = (i64::from(day.month) + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + i64::from(day.day) - 1;
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        let days = |year, month, day| days_since_1970(Date { year, month, day });
        assert_eq!([days(1970, 1, 1), days(2000, 3, 1), days(2026, 11, 30)], [0, 11_017, 20_787]);
    }
}
