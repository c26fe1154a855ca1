//! The title of notes, read from their first lines.
//!
//! This does not use the Markdown parser: the list of drafts needs the title of every draft, and a wrong guess does no
//! harm.
//!
//! Invariant: total, and takes bounded time for any text. No title has control characters.

use crate::text::{Field, fields, front_matter, without_controls};

/// How many lines are searched for a title.
const MAX_LINES: usize = 40;
/// How much of a line is read; a longer one is not a title.
const MAX_LINE_BYTES: usize = 600;
/// The length of a shown title, in characters.
const MAX_TITLE_CHARS: usize = 80;
/// What templates insert for a title that is still to be written.
const OPEN_TITLE: &str = "Title";

/// The name that the author gave, else the title in the text.
pub(super) fn of(name: Option<&str>, text: &str) -> Option<String> {
    let shown = |name: &str| Some(without_controls(name).trim().to_owned()).filter(|name| !name.is_empty());
    name.and_then(shown).or_else(|| in_text(text))
}

/// The title of front matter, else the first top-level heading near the beginning, else the first line with visible text.
fn in_text(text: &str) -> Option<String> {
    let top = beginning(text, MAX_LINES * MAX_LINE_BYTES);
    let front_matter = front_matter(top);
    let told = front_matter.as_ref().and_then(|found| {
        let is_title = |field: &&Field| field.key.eq_ignore_ascii_case("title");
        visible(&fields(top, found).iter().find(is_title)?.text())
    });
    if let Some(title) = told {
        return Some(shortened(&title));
    }
    let top = &top[front_matter.map_or(0, |found| found.bytes.end)..];
    let lines = || top.lines().take(MAX_LINES).map(|line| beginning(line, MAX_LINE_BYTES));
    let title = outside_code(lines()).filter(|line| line.starts_with("# ")).find_map(visible);
    title.or_else(|| lines().find_map(visible)).map(|title| shortened(without_open_title(&title)))
}

/// `Teatime #1` for `Teatime #1: Title`, while the title is still to be written.
fn without_open_title(title: &str) -> &str {
    let rest = title.strip_suffix(OPEN_TITLE).unwrap_or_default().trim_end();
    let numbered = rest.trim_end_matches([':', '-', '–', '—', '|']);
    let is_open = numbered.len() < rest.len() && numbered.trim_end().ends_with(|char: char| char.is_ascii_digit());
    if is_open { numbered.trim_end() } else { title }
}

fn outside_code<'a>(lines: impl Iterator<Item = &'a str>) -> impl Iterator<Item = &'a str> {
    let mut in_code = false;
    lines.filter(move |line| {
        let is_fence = is_fence(line);
        in_code ^= is_fence;
        !in_code && !is_fence
    })
}

fn is_fence(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

/// The visible text of a line, if any.
fn visible(line: &str) -> Option<String> {
    if is_fence(line) {
        return None;
    }
    let text = without_inline_markup(without_block_markup(line));
    let text = without_controls(&text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let title = words.join(" ");
    let is_rule = title.chars().all(|char| "-=_|:+> ".contains(char));
    (!is_rule).then_some(title)
}

/// Removes the marks of headings, quotes, lists and tasks.
fn without_block_markup(line: &str) -> &str {
    let mut rest = line.trim();
    while let Some((mark, behind)) = rest.split_once(char::is_whitespace) {
        if !is_block_mark(mark) {
            break;
        }
        rest = behind.trim_start();
    }
    // A blank precedes the closing mark of a heading, but not the one of "C#".
    let unclosed = rest.trim_end_matches('#');
    if unclosed.is_empty() || unclosed.ends_with(' ') { unclosed.trim_end() } else { rest }
}

fn is_block_mark(mark: &str) -> bool {
    let is_number = |digits: &str| matches!(digits.len(), 1..=3) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_heading = matches!(mark.len(), 1..=6) && mark.bytes().all(|byte| byte == b'#');
    is_heading
        || matches!(mark, ">" | "-" | "*" | "+" | "[ ]" | "[x]")
        || mark.strip_suffix(['.', ')']).is_some_and(is_number)
}

/// Removes emphasis, code marks, tags and the addresses of links.
fn without_inline_markup(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(char) = rest.chars().next() {
        let behind = &rest[char.len_utf8()..];
        rest = match char {
            '\\' if behind.starts_with(|next: char| next.is_ascii_punctuation()) => {
                shown.push_str(&behind[..1]);
                &behind[1..]
            }
            '*' | '`' | '[' => behind,
            '~' if behind.starts_with('~') => &behind[1..],
            '!' if behind.starts_with('[') => behind,
            '_' if !shown.ends_with(char::is_alphanumeric) || !behind.starts_with(char::is_alphanumeric) => behind,
            ']' => without_address(behind),
            '<' => without_tag(behind, &mut shown),
            _ => {
                shown.push(char);
                behind
            }
        };
    }
    shown
}

/// The text behind a `]`, without an address in brackets.
fn without_address(rest: &str) -> &str {
    let end = match rest.chars().next() {
        Some('(') => closing_bracket(rest),
        Some('[') => rest.find(']'),
        _ => None,
    };
    end.map_or(rest, |end| &rest[end + 1..])
}

/// The bracket that closes the one at the beginning of `text`.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.bytes().position(|byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        depth == 0
    })
}

/// The text behind a `<`. An address in angle brackets is shown, a tag is left out, anything else is text.
fn without_tag<'a>(rest: &'a str, shown: &mut String) -> &'a str {
    let opens_tag = rest.starts_with(|next: char| next.is_ascii_alphabetic() || "/!".contains(next));
    match rest.split_once('>') {
        Some((tag, behind)) if opens_tag => {
            let is_address = tag.contains("://") && !tag.contains(' ');
            shown.push_str(if is_address { tag } else { "" });
            behind
        }
        _ => {
            shown.push('<');
            rest
        }
    }
}

fn beginning(text: &str, max_bytes: usize) -> &str {
    &text[..text.floor_char_boundary(max_bytes)]
}

fn shortened(title: &str) -> String {
    match title.char_indices().nth(MAX_TITLE_CHARS) {
        Some((byte, _)) => format!("{}…", title[..byte].trim_end()),
        None => title.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, title: &str) {
        assert_eq!(in_text(text).as_deref(), Some(title));
    }

    #[test]
    fn the_first_heading_of_the_first_level_is_the_title() {
        check("# Teatime 7\n", "Teatime 7");
        check("\n  Sponsored by nobody\n\n# Teatime 7 #\n# Later\n", "Teatime 7");
        check("# Learning C#", "Learning C#");
    }

    #[test]
    fn front_matter_names_the_notes() {
        check("---\nnumber: 7\ntitle: 'Tea: more' # draft\n---\n\n# Hello\n", "Tea: more");
        check("---\nnumber: 7\ntitle:\n---\n\nHello\n\n# Teatime 7\n", "Teatime 7");
        check("Title: Tea 7\nDate: 2014\n\nHello\n", "Tea 7");
    }

    #[test]
    fn a_comment_in_code_is_no_heading() {
        check("Warm water\n```sh\n# boil\n```\n# Teatime 7", "Teatime 7");
        check("```sh\n# boil\n```\n", "boil");
    }

    #[test]
    fn else_the_first_line_that_shows_anything_is_the_title() {
        check("## Intro\n", "Intro");
        check("Teatime 7\n=========\n", "Teatime 7");
        check("***\n\n---\n- [ ] Buy *scones*\n", "Buy scones");
        check("> 1. Quoted\n", "Quoted");
        check("🎙\n", "🎙");
    }

    #[test]
    fn markup_is_left_out() {
        check("**Ada #1:** [**Warm** scones](https://tea.example/a_(b)) today", "Ada #1: Warm scones today");
        check("![The pot](pot.png) of [tea][1] and `milk`", "The pot of tea and milk");
        check(
            "<b>Tea</b> <https://tea.example> ~~no~~ __more__ snake_case 1 < 2",
            "Tea https://tea.example no more snake_case 1 < 2",
        );
        check(r"Five \* scones \[sic\]", "Five * scones [sic]");
    }

    #[test]
    fn a_title_that_is_still_open_is_no_part_of_the_name() {
        check("# Teatime #1: Title\n", "Teatime #1");
        check("# **Teatime 7 – Title**\n", "Teatime 7");
        check("# #1: Title\n", "#1");
        check("# #1 Title\n", "#1 Title");
        check("# Teatime #1: Subtitle\n", "Teatime #1: Subtitle");
        check("# Title\n", "Title");
        check("# Jam: Title\n", "Jam: Title");
    }

    #[test]
    fn nothing_in_a_title_turns_around_what_follows() {
        check("# Tea \u{202e}dm.exe", "Tea dm.exe");
        check("# \u{202e}\u{200f}\n\nTea", "Tea");
        assert_eq!(of(Some("Tea\u{2067} 7\u{202e}"), "").as_deref(), Some("Tea 7"));
        assert_eq!(of(Some("\u{202e}"), "# Tea").as_deref(), Some("Tea"));
    }

    #[test]
    fn a_long_title_is_cut_between_characters() {
        check(&"é".repeat(2_000), &format!("{}…", "é".repeat(80)));
    }

    #[test]
    fn a_title_is_looked_for_near_the_top_only() {
        assert_eq!(in_text(&format!("{}# Teatime 7", "\n".repeat(MAX_LINES))), None);
    }

    proptest! {
        #[test]
        fn any_text_is_fine(text in r"[\[\]()<>!*_`~#\\ é🎙a\n]{0,60}") {
            let title = in_text(&text);
            prop_assert!(title.is_none_or(|title| !title.trim().is_empty()));
        }
    }
}
