//! The show that a draft belongs to, from its title: `Teatime` for `Teatime 7`, `Python Bytes` for `Python Bytes #203`.
//!
//! Invariant: total. The show is a part of the title.

/// Words between the name of a show and the number of its episode.
const WORDS_FOR_EPISODE: [&str; 12] =
    ["episode", "ep", "ep.", "eps", "folge", "épisode", "episodio", "no", "no.", "nr", "nr.", "issue"];
/// A longer name is a sentence that contains a number.
const MAX_NAME_BYTES: usize = 60;

/// The show for a title: the text before a number at the end of the title, or before a number that a colon, a dash or a
/// bracket follows. `None` if there is no such number.
pub fn show_of(title: &str) -> Option<&str> {
    let title = title.trim_start();
    let title = title.strip_prefix("Copy of ").unwrap_or(title).trim_start();
    let numbers = title.match_indices(|char: char| char.is_ascii_digit()).map(|(byte, _)| byte);
    let starts = numbers.filter(|byte| !title[..*byte].ends_with(|char: char| char.is_alphanumeric() || char == '.'));
    starts.filter_map(|byte| show_before(title, byte)).next()
}

/// The show, if the number at `byte` is the number of an episode.
fn show_before(title: &str, byte: usize) -> Option<&str> {
    let (before, number) = title.split_at(byte);
    let unmarked = trim_marks(before);
    let name = without_word_for_episode(unmarked);
    let is_said = name.len() < unmarked.len() || before.ends_with('#');
    let behind = number.trim_start_matches(|char: char| char.is_ascii_digit());
    let is_name = name.contains(char::is_alphabetic) && name.len() <= MAX_NAME_BYTES;
    (is_name && (is_said || ends_number(behind))).then_some(name)
}

/// Whether a number ends there, and does not count the words behind it as in `Top 10 teas`.
fn ends_number(behind: &str) -> bool {
    let rest = behind.trim_start();
    rest.is_empty() || rest.starts_with([':', '-', '–', '—', '|', '(', ')', ',', '·', '/', '：'])
}

/// Without the characters that join a name and a number.
fn trim_marks(name: &str) -> &str {
    name.trim_end_matches(|char: char| char.is_whitespace() || "#-–—:|,(·/：".contains(char))
}

fn without_word_for_episode(name: &str) -> &str {
    let (rest, last) = match name.rfind(|char: char| char.is_whitespace() || "-–—:|,(".contains(char)) {
        Some(byte) => name.split_at(byte + name[byte..].chars().next().map_or(0, char::len_utf8)),
        None => ("", name),
    };
    let is_word = WORDS_FOR_EPISODE.contains(&last.to_lowercase().as_str());
    if is_word { trim_marks(rest) } else { name }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(title: &str, show: &str) {
        assert_eq!(show_of(title).unwrap_or_default(), show, "{title}");
    }

    #[test]
    fn the_show_stands_before_the_number() {
        check("Teatime 7", "Teatime");
        check("Teatime #7", "Teatime");
        check("Python Bytes #203: Scripting a masterpiece", "Python Bytes");
        check("Python Bytes 203", "Python Bytes");
        check("Teatime – Episode 12 – Scones", "Teatime");
        check("Teatime, Folge 12", "Teatime");
        check("Teatime ep. 12 with Ada", "Teatime");
        check("Teatime (12)", "Teatime");
        check("Copy of Teatime 7 (2)", "Teatime");
        check("Meeting notes 2026-11-22", "Meeting notes");
        check("Café 24/7 #3", "Café");
        check("90s Radio 12: Hits", "90s Radio");
        check("茶の時間 7", "茶の時間");
    }

    #[test]
    fn a_title_without_an_episode_names_no_show() {
        for title in
            ["", "Untitled", "7", "#7", "Episode 12", "12 – Scones", "Top 10 teas", "Python 3.12 is out", "MP3"]
        {
            check(title, "");
        }
        check(&format!("{} 7", "all the tea in China and ".repeat(4)), "");
    }

    proptest! {
        #[test]
        fn the_show_is_a_part_of_any_title(title in "[a-zé#0-9 :–(.-]{0,20}") {
            if let Some(show) = show_of(&title) {
                prop_assert!(title.contains(show) && show.trim() == show && !show.is_empty());
            }
        }
    }
}
