//! The syntax of fields in a template: `{{host}}`, `{{host|Ann}}`, `{{date:D MMMM YYYY}}`.
//!
//! A name is one word: letters, which `-` and `_` may join, and then optional digits. Anything else in braces is not a
//! field: `{{ user.name }}`, `{{#each}}`. A backslash before a field makes it text and is removed: `\{{host}}` becomes
//! `{{host}}`; of two backslashes one stays. Elsewhere a backslash has no meaning.
//!
//! Invariant: reading is total and linear. The result of [`escaped`] is read as the text that it was given.

use std::ops::Range;

/// A field as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// Letters and digits, in any case.
    pub name: &'a str,
    /// The text of the stop if the value is unknown.
    pub default: Option<&'a str>,
    /// The format of a date.
    pub pattern: Option<&'a str>,
}

/// A part of a template's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Field(Field<'a>),
}

/// The only field that has a pattern.
pub(super) const DATE: &str = "date";

/// The parts of a body, in order.
pub(super) fn tokens(body: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = body;
    while let Some(found) = next_field(rest) {
        let text = found.before.trim_end_matches('\\');
        let (backslashes, n_backslashes) = (&found.before[text.len()..], found.before.len() - text.len());
        tokens.push(Token::Text(text));
        tokens.push(Token::Text(&backslashes[..n_backslashes / 2]));
        tokens.push(if n_backslashes % 2 == 1 { Token::Text(found.source) } else { Token::Field(found.field) });
        rest = found.after;
    }
    tokens.push(Token::Text(rest));
    tokens
}

/// A text escaped so that a template inserts it unchanged.
pub(in crate::rundown) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = next_field(rest) {
        let n_backslashes = found.before.len() - found.before.trim_end_matches('\\').len();
        escaped.push_str(found.before);
        escaped.push_str(&"\\".repeat(n_backslashes + 1));
        escaped.push_str(found.source);
        rest = found.after;
    }
    escaped + rest
}

/// The ranges of the fields in a text that is not a template. O(n).
pub(in crate::rundown) fn fields_in(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut byte = 0;
    std::iter::from_fn(move || {
        let found = next_field(&text[byte..])?;
        let byte_from = byte + found.before.len();
        byte = byte_from + found.source.len();
        Some(byte_from..byte)
    })
}

/// `title2` is the second `title`; a name without a number is the first.
pub(in crate::rundown) fn split_ordinal(name: &str) -> (&str, u32) {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem, name[stem.len()..].parse().unwrap_or(1))
}

struct FoundField<'a> {
    before: &'a str,
    /// The field with its braces.
    source: &'a str,
    field: Field<'a>,
    after: &'a str,
}

/// The first field of a text; backslashes before it are ignored.
fn next_field(text: &str) -> Option<FoundField<'_>> {
    let mut byte = 0;
    loop {
        let byte_from = byte + text[byte..].find("{{")?;
        let inner = &text[byte_from + 2..];
        let n_inner = inner.find(['{', '}', '\n']).unwrap_or(inner.len());
        if inner[n_inner..].starts_with("}}")
            && let Some(field) = Field::read(&inner[..n_inner])
        {
            let byte_to = byte_from + n_inner + 4;
            let (before, source, after) = (&text[..byte_from], &text[byte_from..byte_to], &text[byte_to..]);
            return Some(FoundField { before, source, field, after });
        }
        byte = byte_from + 1;
    }
}

impl<'a> Field<'a> {
    fn read(inner: &'a str) -> Option<Field<'a>> {
        let (name, default) = match inner.split_once('|') {
            Some((name, default)) => (name, Some(default.trim())),
            None => (inner, None),
        };
        let (name, pattern) = match name.split_once(':') {
            Some((name, pattern)) => (name, Some(pattern.trim())),
            None => (name, None),
        };
        let name = name.trim();
        let is_pattern_right = pattern.is_none_or(|_| split_ordinal(name).0.eq_ignore_ascii_case(DATE));
        (is_name(name) && is_pattern_right).then_some(Field { name, default, pattern })
    }
}

fn is_name(name: &str) -> bool {
    const MAX_BYTES: usize = 60;
    let stem = split_ordinal(name).0;
    stem.starts_with(char::is_alphabetic)
        && name.len() <= MAX_BYTES
        && stem.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '_'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Tokens as text: a field as `<name|default:pattern>`.
    fn shown(body: &str) -> String {
        let show = |token: Token| match token {
            Token::Text(text) => text.to_owned(),
            Token::Field(Field { name, default, pattern }) => {
                let part =
                    |mark: char, part: Option<&str>| part.map(|part| format!("{mark}{part}")).unwrap_or_default();
                format!("<{name}{}{}>", part('|', default), part(':', pattern))
            }
        };
        tokens(body).into_iter().map(show).collect()
    }

    #[track_caller]
    fn check(body: &str, expected: &str) {
        assert_eq!(shown(body), expected, "{body}");
    }

    #[test]
    fn a_field_has_a_name_and_perhaps_a_default_or_a_pattern() {
        check("{{host}} {{ title2 }} {{Gast}} {{guest_name}}", "<host> <title2> <Gast> <guest_name>");
        check(
            "{{host|Ann}} {{url | https://a.example/?q=1 }} {{note|}}",
            "<host|Ann> <url|https://a.example/?q=1> <note|>",
        );
        check("{{date:D MMMM YYYY}} {{ date2 : YY }}", "<date:D MMMM YYYY> <date2:YY>");
        check("{{topic|a|b}}", "<topic|a|b>");
    }

    #[test]
    fn what_is_no_field_stays_as_it_is_written() {
        let texts =
            ["{{host", "{host}", "{{}}", "{{{", "{{host\n}}", "a }} b {{ c", "{{ user.name }}", "{{#each}}", "{{7}}"];
        for text in texts.into_iter().chain(["{{a b}}", "{{host:x}}", "{{|Ann}}", r"\{{ user.name }}", r"\\{{"]) {
            check(text, text);
        }
        check("{{{host}}}", "{<host>}");
        check("{{a b}}{{host}}", "{{a b}}<host>");
    }

    #[test]
    fn a_backslash_makes_a_field_text() {
        check(r"\{{host}} \\{{host}} \\\{{host}}", r"{{host}} \<host> \{{host}}");
        check(r"a\b \{{host|Ann}}", r"a\b {{host|Ann}}");
        assert_eq!(escaped("{{host}} {{ user.name }}"), r"\{{host}} {{ user.name }}");
    }

    #[test]
    fn many_braces_are_read_in_linear_time() {
        let braces = "{{".repeat(200_000);
        check(&braces, &braces);
        check(&"{{a".repeat(100_000), &"{{a".repeat(100_000));
    }

    proptest! {
        #[test]
        fn what_is_escaped_comes_out_as_it_was(text in r"([a-z|:\\ ]|\{\{|\}\}|\\|\n|host|date){0,20}") {
            prop_assert_eq!(shown(&escaped(&text)), text);
        }

        #[test]
        fn any_text_is_read(text: String) {
            tokens(&text);
        }
    }
}
