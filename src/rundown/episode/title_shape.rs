//! The shape of an episode's title, with fields for the number and for the words that belong to one episode alone.

use std::ops::Range;

use super::dates::{DATE_MARK, dates, with_dates};
use super::label_shape::is_balanced;
use crate::rundown::DateNames;

/// A title as it is written, and the episode's number.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenTitle<'a> {
    pub source: &'a str,
    pub episode: Option<u32>,
}

/// Replaces addresses in titles. It is neither a letter nor a digit.
const ADDRESS_MARK: &str = "\u{3}";

/// The shape of the newest title, such as `# Teatime #{{episode}}: {{title}}`. `older` are the titles before it, newest
/// first.
///
/// The text behind the number, or before the show's name, belongs to the episode, unless an older title has it too. A
/// title without a number that no older one repeats belongs to the episode altogether, unless it is the only one and
/// has a date.
pub(super) fn title_shape(newest: WrittenTitle, older: &[WrittenTitle], names: &DateNames) -> String {
    let source = newest.source.trim();
    if source.contains("{{") {
        return format!("{}{{{{title}}}}", heading_mark(source));
    }
    // A date does not belong to the words of one episode.
    let undated =
        |title: &WrittenTitle| without_address(&with_dates(title.source.trim(), names, |_| DATE_MARK.to_owned()));
    let sources: Vec<String> = older.iter().map(undated).collect();
    let older: Vec<WrittenTitle> =
        sources.iter().zip(older).map(|(source, title)| WrittenTitle { source, episode: title.episode }).collect();
    let shape = shape_without_dates(WrittenTitle { source: &undated(&newest), episode: newest.episode }, &older);
    let shape = shape.replace(ADDRESS_MARK, "({{url}})");
    let shape = if is_balanced(&shape) { shape } else { format!("{}{{{{title}}}}", heading_mark(source)) };
    let mut patterns = dates(source, names).into_iter().map(|date| date.pattern);
    let parts = shape.split(DATE_MARK).map(str::to_owned);
    let dated =
        parts.reduce(|shape, rest| format!("{shape}{{{{date:{}}}}}{rest}", patterns.next().unwrap_or_default()));
    dated.unwrap_or_default()
}

/// A title with the address of a link around it replaced.
fn without_address(source: &str) -> String {
    let Some(byte_from) = source.find("](").map(|byte| byte + 1) else { return source.to_owned() };
    let Some(byte_to) = source[byte_from..].find(')').map(|byte| byte_from + byte + 1) else {
        return source.to_owned();
    };
    format!("{}{ADDRESS_MARK}{}", &source[..byte_from], &source[byte_to..])
}

fn shape_without_dates(newest: WrittenTitle, older: &[WrittenTitle]) -> String {
    let source = newest.source.trim();
    let Some(number) = newest.number() else {
        let is_dated = source.contains(DATE_MARK) && older.is_empty();
        let is_shows = is_dated || older.iter().any(|older| older.source.trim() == source);
        return if is_shows { source.to_owned() } else { format!("{}{{{{title}}}}", heading_mark(source)) };
    };
    let older: Vec<(&str, &str)> = older.iter().filter_map(|older| older.parts()).collect();
    let (before, behind) = (&source[..number.start], &source[number.end..]);
    let opening = format!("{}{{{{episode}}}}", before_number(before, &older));
    let behind = behind_number(behind, &older, &opening);
    format!("{opening}{behind}")
}

/// The number of digits that the number of a title is padded to.
pub(super) fn width_of_number(title: WrittenTitle) -> usize {
    let digits = title.number().map_or("", |number| &title.source.trim()[number]);
    if digits.starts_with('0') { digits.len() } else { 0 }
}

impl<'a> WrittenTitle<'a> {
    /// The range of the number; preferably one behind a `#`.
    fn number(&self) -> Option<Range<usize>> {
        let source = self.source.trim();
        let numbers: Vec<Range<usize>> = numbers(source, self.episode?).collect();
        let marked = numbers.iter().find(|number| source[..number.start].ends_with('#'));
        marked.or(numbers.first()).cloned()
    }

    /// The text before and behind the number.
    fn parts(&self) -> Option<(&'a str, &'a str)> {
        let number = self.number()?;
        let source = self.source.trim();
        Some((&source[..number.start], &source[number.end..]))
    }
}

/// The ranges in a text that are this number, with or without leading zeros.
pub(super) fn numbers(text: &str, number: u32) -> impl Iterator<Item = Range<usize>> {
    let is_edge = |c: char| !c.is_ascii_digit();
    let mut byte = 0;
    let words = text.split(is_edge).map(move |digits| {
        let from = byte;
        byte += digits.len() + text[byte + digits.len()..].chars().next().map_or(0, char::len_utf8);
        from..from + digits.len()
    });
    words.filter(move |bytes| text[bytes.clone()].parse() == Ok(number))
}

/// The show's name in the newest title, with a field for the text before it, if the title before has another text
/// there.
fn before_number(before: &str, older: &[(&str, &str)]) -> String {
    let shared = older.first().map_or(before, |(older, _)| shared_end(before, older));
    let own = &before[..before.len() - shared.len()];
    if own.contains(char::is_alphanumeric) && shared.contains(char::is_alphanumeric) {
        // `[` of a link around the whole.
        let opened = if shared.contains(['[', ']']) {
            ""
        } else {
            before[heading_mark(before).len()..].matches('[').next().unwrap_or("")
        };
        format!("{}{opened}{{{{title}}}}{shared}", heading_mark(before))
    } else {
        before.to_owned()
    }
}

fn behind_number(behind: &str, older: &[(&str, &str)], opening: &str) -> String {
    let Some(byte_from) = behind.find(char::is_alphanumeric) else { return behind.to_owned() };
    if older.iter().any(|(_, older)| *older == behind) {
        return behind.to_owned();
    }
    let byte_to = behind.trim_end_matches(['*', '(', ')', ']', '”', '"', ' ', '#', '\u{2}', '\u{3}']).len();
    let opening = format!("{opening}{}", &behind[..byte_from]);
    format!("{}{{{{title}}}}{}", &behind[..byte_from], closing_of(&opening, &behind[byte_to..]))
}

/// The end of a title, without what closes something in the words that were left out.
fn closing_of(opening: &str, end: &str) -> String {
    let mut kept = String::new();
    let mut rest = end;
    while let Some(first) = rest.chars().next() {
        let n_bytes = match first {
            '*' => rest.len() - rest.trim_start_matches('*').len(),
            _ => first.len_utf8(),
        };
        let (token, behind) = rest.split_at(n_bytes);
        let before = || format!("{opening}{kept}");
        let n = |mark: &str| before().matches(mark).count();
        let is_kept = match first {
            ')' => n("(") > n(")"),
            ']' => n("[") > n("]"),
            '”' => n("“") > n("”"),
            '"' | '*' => n(token) % 2 == 1,
            '\u{3}' => kept.ends_with(']'),
            _ => true,
        };
        // A bracket that nothing stands in is none.
        let is_empty = first == '(' && !behind.starts_with('\u{2}');
        kept.push_str(if is_kept && !is_empty { token } else { "" });
        rest = behind;
    }
    kept
}

/// The end that two texts share, from the start of a word on.
fn shared_end<'a>(text: &'a str, other: &str) -> &'a str {
    let pairs = text.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b);
    let n_bytes: usize = pairs.map(|(c, _)| c.len_utf8()).sum();
    let (own, shared) = text.split_at(text.len() - n_bytes);
    if own.ends_with(char::is_alphanumeric) { shared.trim_start_matches(char::is_alphanumeric) } else { shared }
}

/// The `## ` of a heading; empty for another line.
fn heading_mark(source: &str) -> &str {
    let marks = source.len() - source.trim_start_matches('#').len();
    let n_bytes = marks + usize::from(marks > 0 && source[marks..].starts_with(' '));
    &source[..n_bytes]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(newest: &str, older: &[&str], expected: &str) {
        fn written(source: &str) -> WrittenTitle<'_> {
            WrittenTitle { source, episode: crate::outline::episode_of_title(source.trim_start_matches('#').trim()) }
        }
        let older: Vec<WrittenTitle> = older.iter().map(|source| written(source)).collect();
        assert_eq!(title_shape(written(newest), &older, &DateNames::default()), expected, "{newest}");
    }

    #[test]
    fn the_number_is_a_field_and_the_shows_name_stays() {
        check("# Kite Talk 203", &[], "# Kite Talk {{episode}}");
        check("# KT468", &["# Kite Talk 467"], "# KT{{episode}}");
        check("# Teatime 08", &["# Teatime 07"], "# Teatime {{episode}}");
    }

    #[test]
    fn what_an_episode_alone_is_called_is_a_field() {
        check("# Teatime #7: Scones", &[], "# Teatime #{{episode}}: {{title}}");
        check("# #483: Thanks all", &["# #482: Jam"], "# #{{episode}}: {{title}}");
        check("# **Teatime 7 – Scones**", &[], "# **Teatime {{episode}} – {{title}}**");
        check("# Scones (Teatime #7)", &["# Jams (Teatime #6)"], "# {{title}} (Teatime #{{episode}})");
        check("# 7 scones, Teatime #7", &["# Jam, Teatime #6"], "# {{title}}, Teatime #{{episode}}");
        check("# Teatime #7 (live)", &["# Teatime #6 (live)"], "# Teatime #{{episode}} (live)");
    }

    #[test]
    fn what_closes_is_what_was_opened() {
        check("# Teatime 8: Cake (part two)", &[], "# Teatime {{episode}}: {{title}}");
        check("# Teatime #8 (Cake)", &[], "# Teatime #{{episode}} ({{title}})");
        check("# Teatime 8: Scones and **Jam**", &[], "# Teatime {{episode}}: {{title}}");
        check("# Teatime 8: “Cake” and “Jam”", &[], "# Teatime {{episode}}: “{{title}}”");
        check("# Teatime 8: Cake “Jam”", &[], "# Teatime {{episode}}: {{title}}");
    }

    #[test]
    fn titles_may_be_links() {
        check("# [Teatime 8: Cake](https://a.example/8)", &[], "# [Teatime {{episode}}: {{title}}]({{url}})");
        check("[Teatime #8](https://a.example/8)", &[], "[Teatime #{{episode}}]({{url}})");
        check("# Teatime 8: [Cake](https://a.example/8)", &[], "# Teatime {{episode}}: [{{title}}]({{url}})");
        check("# Teatime 8: all of [Cake](https://a.example/8)", &[], "# Teatime {{episode}}: {{title}}");
        check(
            "# [Cake (Teatime #8)](https://a.example/8)",
            &["# [Jam (Teatime #7)](https://a.example/7)"],
            "# [{{title}} (Teatime #{{episode}})]({{url}})",
        );
        check("# [Cake](https://a.example/8)", &["# [Jam](https://a.example/7)"], "# {{title}}");
    }

    #[test]
    fn a_title_without_a_number_is_the_shows_only_if_it_comes_back() {
        check("# Scones", &["# Jam"], "# {{title}}");
        check("# Scones", &[], "# {{title}}");
        check("# Tea news", &["# Tea news"], "# Tea news");
    }

    #[test]
    fn dates_are_fields() {
        check("# Tea news, 22.11.2026", &[], "# Tea news, {{date:DD.MM.YYYY}}");
        check("# Scones, 22.11.2026", &["# Jam, 15.11.2026"], "# {{title}}");
        check(
            "# Teatime 7: Scones (2026-11-22)",
            &["# Teatime 6: Jam (2026-11-15)"],
            "# Teatime {{episode}}: {{title}} ({{date:YYYY-MM-DD}})",
        );
    }

    #[test]
    fn numbers_stand_apart_from_other_digits() {
        let found = |text: &str| numbers(text, 7).collect::<Vec<_>>();
        assert_eq!(found("7 of 17, 07é7"), [0..1, 9..11, 13..14]);
        assert!(found("").is_empty());
    }
}
