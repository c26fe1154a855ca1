//! Counts the words of a text.
//!
//! A word is text between blanks with a letter or digit in it. In scripts without blanks between words (Chinese,
//! Japanese) two characters count as one word: a common rule of thumb, and good enough for a reading time.

/// How many characters of such scripts count as one word.
const CHARS_PER_WORD: usize = 2;

/// The words of a text. Takes time linear in it.
pub(super) fn n_words(text: &str) -> usize {
    if text.is_ascii() {
        let parts = text.as_bytes().split(u8::is_ascii_whitespace);
        return parts.filter(|part| part.iter().any(u8::is_ascii_alphanumeric)).count();
    }
    text.split_whitespace().map(n_words_between_blanks).sum()
}

fn n_words_between_blanks(text: &str) -> usize {
    let n_unparted = text.chars().filter(|c| is_unparted(*c)).count();
    let has_parted = text.chars().any(|c| c.is_alphanumeric() && !is_unparted(c));
    n_unparted.div_ceil(CHARS_PER_WORD) + usize::from(has_parted)
}

/// Han, kana, and their extensions.
fn is_unparted(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use crate::markdown::{BlockList, RenderOptions};

    #[track_caller]
    fn check(text: &str, expected: usize) {
        let list = BlockList::new(text, RenderOptions::default());
        let n_words: usize = list.blocks().iter().map(|block| block.n_words).sum();
        assert_eq!(n_words, expected, "{text}");
    }

    #[test]
    fn words_are_counted_as_they_are_seen() {
        check("**Ann #1:** [Two kites](https://a.example/not-counted) & `code`", 5);
        check("- one\n- two\n  - three – four\n\n> five\n", 5);
        check("| a | b |\n|---|---|\n| c | d |\n", 4);
        check("", 0);
        check("--- *** ...", 0);
    }

    #[test]
    fn code_blocks_and_images_are_not_read() {
        check("```\nlet x = 1;\n```\n\n![a long description](i.png) one\n", 1);
    }

    #[test]
    fn unparted_scripts_count_by_characters() {
        check("凧の話をします", 4);
        check("太郎 #1: Kites", 3);
    }
}
