//! Cleans a name before it is shown in a sentence, a title or a list, so that it cannot change how the text around it
//! is shown.
//!
//! Invariant: the author's text keeps every character. Only what is shown or named after the text is cleaned.

use std::borrow::Cow;

/// A name without control characters and without characters that change the direction of text (U+202E and the like).
/// A line break becomes a blank. Takes time linear in the name.
pub fn without_controls(name: &str) -> Cow<'_, str> {
    if !name.contains(|char: char| is_break(char) || is_control(char)) {
        return Cow::Borrowed(name);
    }
    let kept = name.chars().filter(|char| is_break(*char) || !is_control(*char));
    Cow::Owned(kept.map(|char| if is_break(char) { ' ' } else { char }).collect())
}

fn is_break(char: char) -> bool {
    matches!(char, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Control characters, and the marks, embeddings, overrides and isolates of the bidirectional algorithm.
fn is_control(char: char) -> bool {
    let is_bidi =
        matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}');
    is_bidi || char.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, shown: &str) {
        assert_eq!(without_controls(name), shown);
    }

    #[test]
    fn nothing_in_a_name_turns_around_what_follows() {
        check("Tea \u{202e}dm.exe", "Tea dm.exe");
        check("\u{2067}Tea\u{2069} \u{200f}\u{200e}\u{61c}\u{206a}7\u{202c}", "Tea 7");
        check("a\u{0}b\u{7f}c\u{9b}d\u{1b}[1m", "abcd[1m");
    }

    #[test]
    fn a_name_stands_on_one_line() {
        check("a\nb\tc\u{2028}d\u{85}e", "a b c d e");
    }

    #[test]
    fn scripts_and_emoji_keep_what_joins_them() {
        for name in ["שלום 7", "نمی\u{200c}خواهم", "👩\u{200d}🚀", "e\u{301}", "凧の話"] {
            check(name, name);
        }
    }
}
