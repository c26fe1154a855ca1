//! Things as they are counted and named: `1 label`, `1,204 words · 6 min`, `5.6 kB`, `“Teatime 7” and 12 more`.

use crate::outline::reading_time;

/// `1 label`, `1,204 labels`; `thing` is a noun that takes an s.
pub fn counted(n_things: usize, thing: &str) -> String {
    let ending = if n_things == 1 { "" } else { "s" };
    format!("{} {thing}{ending}", grouped(n_things))
}

/// How many things are named before the others are counted.
const MAX_NAMES: usize = 6;

/// `“Teatime 7”, “Teatime 8” and 12 more`.
pub fn named(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(MAX_NAMES).map(|name| format!("“{name}”")).collect();
    match names.len() - shown.len() {
        0 => shown.join(", "),
        n_more => format!("{} and {n_more} more", shown.join(", ")),
    }
}

/// `1,204 words`.
pub fn words(n_words: usize) -> String {
    counted(n_words, "word")
}

/// So few words are read at a glance.
const MIN_TIMED_WORDS: usize = 100;

/// `1,204 words · 6 min`; of few words, their number alone.
pub fn words_and_time(n_words: usize) -> String {
    match n_words {
        0..MIN_TIMED_WORDS => words(n_words),
        _ => format!("{} · {} min", words(n_words), reading_time(n_words)),
    }
}

/// A time from the start: `0:50`, `12:34`, `1:02:03`.
pub fn clock(n_seconds: u32) -> String {
    let (n_minutes, seconds) = (n_seconds / 60, n_seconds % 60);
    match n_minutes / 60 {
        0 => format!("{n_minutes}:{seconds:02}"),
        n_hours => format!("{n_hours}:{:02}:{seconds:02}", n_minutes % 60),
    }
}

/// A size in bytes: `640 B`, `5.6 kB`, `1.2 MB`, `3.4 GB`.
pub fn size(n_bytes: u64) -> String {
    match n_bytes {
        0..1_000 => format!("{n_bytes} B"),
        1_000..1_000_000 => format!("{} kB", in_units(n_bytes, 1_000)),
        1_000_000..1_000_000_000 => format!("{} MB", in_units(n_bytes, 1_000_000)),
        _ => format!("{} GB", in_units(n_bytes, 1_000_000_000)),
    }
}

/// `5.6` for 5,600 in thousands. In whole numbers, because the code that writes others is large.
fn in_units(n: u64, n_in_unit: u64) -> String {
    let n_tenths = n.saturating_add(n_in_unit / 20) / (n_in_unit / 10);
    format!("{}.{}", n_tenths / 10, n_tenths % 10)
}

/// With a comma between thousands.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let n_before = digits.len() % 3;
    let (head, rest) = digits.split_at(n_before);
    let groups = rest.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
    let parts: Vec<String> = Some(head.to_owned()).filter(|head| !head.is_empty()).into_iter().chain(groups).collect();
    parts.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        let shown = [0, 1, 142, 1204, 1_234_567].map(words);
        assert_eq!(shown, ["0 words", "1 word", "142 words", "1,204 words", "1,234,567 words"]);
    }

    #[test]
    fn sizes_are_rounded_to_a_tenth() {
        let shown = [999, 1_000, 5_649, 5_650, 1_249_999, 2_000_000_000].map(size);
        assert_eq!(shown, ["999 B", "1.0 kB", "5.6 kB", "5.7 kB", "1.2 MB", "2.0 GB"]);
    }

    #[test]
    fn times_are_as_short_as_they_can_be() {
        assert_eq!([0, 50, 754, 3_723, 36_000].map(clock), ["0:00", "0:50", "12:34", "1:02:03", "10:00:00"]);
    }

    #[test]
    fn few_words_take_no_time() {
        assert_eq!(words_and_time(0), "0 words");
        assert_eq!(words_and_time(99), "99 words");
        assert_eq!(words_and_time(100), "100 words · 1 min");
        assert_eq!(words_and_time(239), "239 words · 2 min");
    }
}
