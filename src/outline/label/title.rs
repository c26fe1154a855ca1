//! The title of a label and its link: what follows the prefix, as the author means it.
//!
//! - A title is plain text: white space is collapsed; stray `**` and a full stop or colon at the end are removed.
//! - Text before the link belongs to the title, text after it does not; a `?` or `!` right behind the link does.
//! - A title that is split over links is joined, if there are only a few words between them.
//! - A link that is not a link for Markdown, because its bracket is escaped or in backticks, is read as a link.

use crate::markdown::{InlineLine, InlineLink};
use crate::outline::scan::{is_colon, is_dash, is_debris};
use crate::outline::vocabulary::{fold, is_attribution};
use crate::text::without_controls;

/// The title and its link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    pub text: Option<String>,
    pub url: Option<String>,
}

/// More words between two links are prose, and the title ends before them.
const MAX_JOINING_WORDS: usize = 3;
/// Longer text behind the name of a part is prose.
const MAX_SHORT_CHARS: usize = 90;

/// Reads the title that starts at `byte_from` of the line's text.
pub(super) fn read(line: &InlineLine, byte_from: usize) -> Title {
    let rest = &line.text[byte_from..];
    let mut links = line.links.iter().filter(|link| link.text_range.end > byte_from);
    let first = links.find(|link| is_visible(line, link, byte_from));
    let byte_first = first.map_or(line.text.len(), |link| link.text_range.start.max(byte_from));
    if let Some((text, url)) = literal_link(rest, byte_first - byte_from) {
        return Title { text: plain(text), url: Some(url.to_owned()) };
    }
    let Some(first) = first else {
        return Title { text: plain(rest), url: bare_url(rest).map(str::to_owned) };
    };
    let mut links = links.filter(|link| link.url == first.url || is_visible(line, link, byte_from)).peekable();
    let mut last = first;
    while let Some(next) = links.next_if(|next| joins(line, last, next)) {
        last = next;
    }
    let before = line.text.get(byte_from..first.text_range.start).and_then(plain);
    if before.is_some() && is_address(&line.text[first.text_range.clone()], &first.url) {
        return Title { text: before, url: Some(first.url.clone()) };
    }
    let byte_to = last.text_range.end + len_of_closing_marks(&line.text[byte_from..], last.text_range.end - byte_from);
    Title { text: plain(&line.text[byte_from..byte_to]), url: Some(first.url.clone()) }
}

/// [`read`] for the text behind the name of a part: if it is long and does not begin with a link, it is prose, not a
/// title.
pub(super) fn read_short(line: &InlineLine, byte_from: usize) -> Title {
    let is_long = line.text[byte_from..].chars().nth(MAX_SHORT_CHARS).is_some();
    let starts_with_link = line.links.iter().any(|link| link.text_range.contains(&byte_from));
    if is_long && !starts_with_link { Title::default() } else { read(line, byte_from) }
}

/// Whether a line is only a link.
pub(crate) fn is_all_link(line: &InlineLine) -> bool {
    let is_read = |c: char| !c.is_whitespace() && !is_debris(c);
    let Some(first) = line.links.first() else { return false };
    let mut byte_covered = 0;
    let in_row = line.links.iter().all(|link| {
        let gap = line.text.get(byte_covered..link.text_range.start).unwrap_or_default();
        byte_covered = link.text_range.end;
        link.url == first.url && !gap.contains(is_read)
    });
    in_row && !line.text[byte_covered..].contains(is_read)
}

/// Text on one line without remains of markup and without control characters. `None` if nothing is left.
pub(crate) fn plain(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    for word in without_controls(text).replace("**", "").split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    let trimmed = trim_end(plain.trim_start_matches('*'));
    (!trimmed.chars().all(is_debris)).then(|| trimmed.to_owned())
}

/// Removes marks that only end a line: colons, commas, dashes behind a blank, then one full stop.
fn trim_end(text: &str) -> &str {
    let is_end = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',' | ';' | '*');
    let mut trimmed = text.trim_end_matches(is_end);
    loop {
        let dashless = trimmed.trim_end_matches(is_dash);
        if dashless.len() == trimmed.len() || !dashless.ends_with(char::is_whitespace) {
            break;
        }
        trimmed = dashless.trim_end_matches(is_end);
    }
    trimmed.strip_suffix('.').filter(|sentence| !sentence.ends_with('.')).unwrap_or(trimmed)
}

/// Whether a link behind the prefix has visible text.
fn is_visible(line: &InlineLine, link: &InlineLink, byte_from: usize) -> bool {
    let range = link.text_range.start.max(byte_from)..link.text_range.end;
    line.text.get(range).is_some_and(|text| text.contains(char::is_alphanumeric))
}

/// Whether a link continues the title of the link before it.
fn joins(line: &InlineLine, last: &InlineLink, next: &InlineLink) -> bool {
    let between = line.text.get(last.text_range.end..next.text_range.start).unwrap_or_default();
    if next.url == last.url && between.trim().is_empty() {
        return true;
    }
    let words = || between.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let is_remark = between.contains(is_colon) || words().any(|word| is_attribution(&fold(word)));
    let is_handle = line.text[next.text_range.clone()].trim_start().starts_with('@');
    !is_remark && !is_handle && !ends_sentence(between) && words().count() <= MAX_JOINING_WORDS
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ';', '。'])
}

/// The length of the marks behind the last link that belong to the title: `?`, `!`, and a closing quote or bracket that
/// the title opened.
fn len_of_closing_marks(title: &str, byte_to: usize) -> usize {
    let (title, behind) = title.split_at(byte_to);
    let opens_curly = title.contains(['“', '„']);
    let opens_straight = title.matches('"').count() % 2 == 1;
    let opens_bracket = title.matches('(').count() > title.matches(')').count();
    let is_closing = |c: char| match c {
        '?' | '!' | '？' | '！' => true,
        '”' | '“' => opens_curly,
        '"' => opens_straight,
        ')' => opens_bracket,
        c => is_debris(c),
    };
    behind.len() - behind.trim_start_matches(is_closing).len()
}

/// `[Title](https://…)` as literal text before the first link (that of the bare address).
fn literal_link(text: &str, byte_first_link: usize) -> Option<(&str, &str)> {
    let (label, rest) = text.split_once("](")?;
    let (url, _) = rest.split_once(')')?;
    let (_, title) = label.split_once('[')?;
    let is_url = url.starts_with("https://") || url.starts_with("http://");
    (is_url && label.len() <= byte_first_link).then_some((title, url))
}

/// Whether a link shows its own address. Then a title before it does not continue there.
fn is_address(text: &str, url: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_debris(c)).trim_end_matches('/');
        text.trim_start_matches("https://").trim_start_matches("http://").to_owned()
    };
    bare(text) == bare(url)
}

/// An address that is itself the title.
fn bare_url(text: &str) -> Option<&str> {
    let url = text.trim().trim_matches('*');
    let is_url = url.starts_with("https://") || url.starts_with("http://");
    (is_url && !url.contains(char::is_whitespace)).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line with links from `[text](url)`. Other markup stays as it is.
    fn line(source: &str) -> InlineLine {
        let mut line = InlineLine::default();
        let mut rest = source;
        while let Some((before, (text, (url, after)))) = rest
            .split_once('[')
            .and_then(|(before, link)| Some((before, link.split_once("](")?)))
            .and_then(|(before, (text, link))| Some((before, (text, link.split_once(')')?))))
        {
            line.text.push_str(before);
            let from = line.text.len();
            line.text.push_str(text);
            line.links.push(InlineLink { text_range: from..line.text.len(), url: url.to_owned() });
            rest = after;
        }
        line.text.push_str(rest);
        line
    }

    #[track_caller]
    fn check(source: &str, text: &str, url: &str) {
        let title = read(&line(source), 0);
        assert_eq!(title.text.as_deref().unwrap_or_default(), text, "{source}");
        assert_eq!(title.url.as_deref().unwrap_or_default(), url, "{source}");
    }

    #[test]
    fn text_before_the_link_belongs_to_the_title_and_text_after_it_does_not() {
        check("Careful with that [lock](u)", "Careful with that lock", "u");
        check("[Kites](u) from kites.example", "Kites", "u");
        check("[Kites](u) (3 days)", "Kites", "u");
        check("[Kites](u): flown by [Ann](v) since her youth", "Kites", "u");
        check("Kites: [https://a.example/](https://a.example)", "Kites", "https://a.example");
        check("[a.example](https://a.example)", "a.example", "https://a.example");
        check("No link at all", "No link at all", "");
        check("", "", "");
    }

    #[test]
    fn marks_behind_the_link_are_kept_if_they_close_the_title() {
        check("[How old is it](u)?", "How old is it?", "u");
        check("[Fixed](u)!**", "Fixed!", "u");
        check("“[Kites](u)[ are back](u)” she says", "“Kites are back”", "u");
        check("[A guide](u).", "A guide", "u");
        check("[A guide.](u)", "A guide", "u");
        check("[And then ...](u)", "And then ...", "u");
    }

    #[test]
    fn a_title_split_over_links_is_joined() {
        check("[A guide](u)[ ](u)[to](u)[ kites](u)", "A guide to kites", "u");
        check("[Kites](u) **&** [strings](v)", "Kites & strings", "u");
        check("From [kites](u)  to [planes](v)", "From kites to planes", "u");
        check("[Kites](u), by [Ann](v)", "Kites", "u");
        check("[Kites](u), [@ann](v)", "Kites", "u");
        check("[Kites](u). [Planes](v)", "Kites", "u");
        check("[Kites](u) solve all the problems [planes](v) have", "Kites", "u");
        check("[**](v)[Kites](u)", "Kites", "u");
        check("[Kites](u) [:](u) [a guide](u)[ ](v)", "Kites : a guide", "u");
    }

    #[test]
    fn a_link_that_never_became_one_is_read_as_meant() {
        let unmade = InlineLine::without_markup("[Kites & more](https://a.example) x");
        let title = read(&unmade, 0);
        assert_eq!(title.text.as_deref(), Some("Kites & more"));
        assert_eq!(title.url.as_deref(), Some("https://a.example"));
        let mut made = line("[Kites](u) as ");
        made.text.push_str("[a](https://a.example)");
        assert_eq!(read(&made, 0).url.as_deref(), Some("u"));
        check("**https://a.example/kites**", "https://a.example/kites", "https://a.example/kites");
    }

    #[test]
    fn traces_of_markup_and_odd_spaces_go() {
        check("****\u{a0} A\u{a0}**bold**  title:** ", "A bold title", "");
        check("import * is bad -", "import * is bad", "");
        check(&format!("Kites{}", " -:".repeat(50_000)), "Kites", "");
        check("f\u{200d}-\u{200d}strings", "f\u{200d}-\u{200d}strings", "");
        check("\u{200d}**", "", "");
    }
}
