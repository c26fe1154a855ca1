//! Makes names for downloaded files from titles.
//!
//! Words in lower case, joined by hyphens: `Kite Talk 203: Strings & wind` becomes `kite-talk-203-strings-wind.md`.
//! Letters of every script stay, because `字幕.md` is what its author looks for. Punctuation and spaces do not, because
//! some systems refuse them, and shells and addresses treat them in special ways.

/// Bytes of a name before its extension. File systems allow 255 for the whole name; ` (12)` from the browser, archives
/// and synchronising services need some of them.
const MAX_STEM_BYTES: usize = 120;

/// Names that Windows reserves for devices, with any extension.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"];

/// The name for a title without a letter or digit.
const UNTITLED: &str = "untitled";

/// A file name for this title that Windows, macOS and Linux accept: never empty, hidden, reserved or too long.
/// `extension` has no dot and is not checked.
pub fn file_name(title: &str, extension: &str) -> String {
    let stem = within_limit(&hyphenated(title)).to_owned();
    let stem = match stem.as_str() {
        "" => UNTITLED.to_owned(),
        reserved if is_reserved(reserved) => format!("{reserved}-notes"),
        _ => stem,
    };
    format!("{stem}.{extension}")
}

/// Letters, combining marks and digits in lower case. Anything between them becomes one hyphen, apostrophes disappear.
fn hyphenated(title: &str) -> String {
    let mut name = String::with_capacity(title.len());
    for c in title.chars().filter(|c| !is_unseen(*c)) {
        if is_kept(c) {
            name.extend(c.to_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(name.trim_end_matches('-').len());
    name
}

/// Cuts at the last hyphen that fits, or within a word if there is none.
fn within_limit(name: &str) -> &str {
    if name.len() <= MAX_STEM_BYTES {
        return name;
    }
    let byte_cut = name.char_indices().map(|(byte, _)| byte).take_while(|byte| *byte <= MAX_STEM_BYTES).last();
    let cut = &name[..byte_cut.unwrap_or_default()];
    match cut.rfind('-').filter(|byte| *byte > MAX_STEM_BYTES / 2) {
        Some(byte) => &cut[..byte],
        None => cut.trim_end_matches('-'),
    }
}

fn is_reserved(stem: &str) -> bool {
    let is_port = |name: &str| {
        let number = name.strip_prefix("com").or(name.strip_prefix("lpt"));
        number.is_some_and(|number| {
            matches!(number, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
        })
    };
    RESERVED.contains(&stem) || is_port(stem)
}

/// Letters, digits, and the combining marks that follow letters in scripts such as Devanagari or in decomposed accents.
fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || is_mark_of_letter(c)
}

/// Combining marks, in the blocks where they follow letters.
fn is_mark_of_letter(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{900}'..='\u{903}'
            | '\u{93a}'..='\u{94f}'
            | '\u{981}'..='\u{983}'
            | '\u{9bc}'..='\u{9cd}'
            | '\u{bbe}'..='\u{bcd}'
            | '\u{e31}'..='\u{e4e}'
            | '\u{3099}'..='\u{309a}'
    )
}

/// Apostrophes and characters of no width: `it's` is one word.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\'' | '’'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(title: &str, expected: &str) {
        assert_eq!(file_name(title, "md"), expected);
    }

    #[test]
    fn a_title_becomes_words_joined_by_hyphens() {
        check("Kite Talk 203", "kite-talk-203.md");
        check("#459: What's “new”, in C++/kites?", "459-whats-new-in-c-kites.md");
        check("  ..hidden/../etc  ", "hidden-etc.md");
        check("a\0b\nc\td", "a-b-c-d.md");
        check("Tea \u{202e}dm\u{61c}.exe\u{206f}", "tea-dm-exe.md");
    }

    #[test]
    fn letters_of_every_script_stay() {
        check("Drachen über Köln", "drachen-über-köln.md");
        check("凧の話 第5回", "凧の話-第5回.md");
        check("e\u{301}te\u{301}", "e\u{301}te\u{301}.md");
        check("ΣΊΣΥΦΟΣ", "σίσυφοσ.md");
    }

    #[test]
    fn a_title_without_words_still_gets_a_name() {
        check("", "untitled.md");
        check("...", "untitled.md");
        check("🪁", "untitled.md");
    }

    #[test]
    fn names_of_devices_are_avoided() {
        check("CON", "con-notes.md");
        check("Lpt1", "lpt1-notes.md");
        check("aux.", "aux-notes.md");
        check("Com 1", "com-1.md");
        check("Console", "console.md");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let name = file_name(&"kites and strings ".repeat(30), "md");
        assert!(name.len() <= MAX_STEM_BYTES + 3, "{name}");
        assert!(name.ends_with("strings.md") || name.ends_with("and.md") || name.ends_with("kites.md"), "{name}");
        assert!(file_name(&"凧".repeat(200), "md").starts_with("凧凧"));
    }

    proptest! {
        #[test]
        fn any_title_gives_a_safe_name(title in any::<String>()) {
            let name = file_name(&title, "md");
            let stem = name.strip_suffix(".md").unwrap();
            prop_assert!(!stem.is_empty() && stem.len() <= MAX_STEM_BYTES + "-notes".len());
            prop_assert!(!stem.starts_with(['.', '-', ' ']) && !stem.ends_with(['.', '-', ' ']));
            prop_assert!(!stem.contains(|c: char| c.is_control() || r#"/\:*?"<>|#%&"#.contains(c)));
            prop_assert!(!is_reserved(stem));
        }
    }
}
