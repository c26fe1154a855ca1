//! Fills in a template for its preview, with marks around the fields to fill in, so that they can be found in the
//! rendered text.
//!
//! Invariant: the marks occur only in the output of this module, never in a text that was read. [`marked_parts`]
//! removes all.

use super::{Fields, fill};
use crate::text::Piece;

/// Marks around a field. Behind the first one, another character tells which field it is. These are private-use
/// characters, which no program uses, and which Markdown treats as letters.
const BEGIN: char = '\u{10f000}';
const END: char = '\u{10f001}';
/// The character of the first field. There is room for 4,000.
const FIRST_FIELD: char = '\u{10e000}';
const N_FIELDS_AT_MOST: usize = 4_000;

/// Shown for an empty field in the preview, so that it can be seen.
pub const EMPTY_FIELD: &str = "…";

/// A body with its fields filled in. Fields to fill in have their default text between marks; their names are returned
/// in order. A field in an address is invisible, and gets no marks. O(n).
pub fn marked(body: &str, fields: &Fields) -> (String, Vec<String>) {
    let (mut text, mut names) = (String::new(), Vec::new());
    for piece in fill(&body.replace(is_sign, ""), fields) {
        match piece {
            Piece::Stop { name, text: shown } if !is_in_address(&text) && names.len() < N_FIELDS_AT_MOST => {
                let field = char::from_u32(FIRST_FIELD as u32 + names.len() as u32);
                text.extend([BEGIN].into_iter().chain(field));
                text.push_str(if shown.is_empty() { EMPTY_FIELD } else { &shown });
                text.push(END);
                names.push(name);
            }
            Piece::Text(shown) | Piece::Stop { text: shown, .. } => text.push_str(&shown),
            Piece::Cursor => {}
        }
    }
    (text, names)
}

/// The parts of a rendered text without the marks, each with the index of its field. O(n).
pub fn marked_parts(text: &str) -> Vec<(Option<usize>, String)> {
    let mut parts = Vec::new();
    for (nth, stretch) in text.split(BEGIN).enumerate() {
        let field = stretch.chars().next().filter(|c| nth > 0 && is_sign(*c) && *c < BEGIN);
        let (own, behind) = match field {
            Some(_) => stretch.split_once(END).unwrap_or((stretch, "")),
            None => ("", stretch),
        };
        let field_idx = field.map(|field| field as usize - FIRST_FIELD as usize);
        parts.push((field_idx, own.replace(is_sign, "")));
        parts.push((None, behind.replace(is_sign, "")));
    }
    parts.retain(|(_, part)| !part.is_empty());
    parts
}

fn is_sign(c: char) -> bool {
    (FIRST_FIELD..=END).contains(&c)
}

/// Whether the following text belongs to an address: of a link, or between `<` and `>`.
fn is_in_address(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_open = |begin: &str, end: char| {
        line.rfind(begin).is_some_and(|at| !line[at + begin.len()..].contains(|c: char| c == end || c.is_whitespace()))
    };
    is_open("](", ')') || is_open("<", '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rendered text, with the fields as `<name=text>`.
    fn shown(body: &str) -> String {
        let (text, names) = marked(body, &Fields { host: Some("Ann".to_owned()), ..Fields::default() });
        let part = |(idx, part): (Option<usize>, String)| match idx {
            Some(idx) => format!("<{}={part}>", names[idx]),
            None => part,
        };
        marked_parts(&text).into_iter().map(part).collect()
    }

    #[test]
    fn fields_that_are_asked_for_are_marked() {
        assert_eq!(
            shown("{{host}}: {{title}} and {{Title}}, {{x|a *b*}}"),
            "Ann: <title=Title> and <title=Title>, <x=a *b*>"
        );
        assert_eq!(shown("{{a}}{{b}}\n{{cursor}}{{c|}}"), "<a=A><b=B>\n<c=…>");
    }

    #[test]
    fn an_address_has_no_marks() {
        assert_eq!(shown("[{{title}}]({{url}}) <{{url}}> {{note}}"), "[<title=Title>](url) <url> <note=Note>");
        assert_eq!(shown("[a](https://a.example/{{slug}}\n{{note}}"), "[a](https://a.example/Slug\n<note=Note>");
    }

    #[test]
    fn signs_that_somebody_has_written_mark_nothing() {
        assert_eq!(shown("a\u{10f000}\u{10e000}b\u{10f001} {{title}}"), "ab <title=Title>");
        assert_eq!(marked_parts("a\u{10f001}b\u{10f000}c"), [(None, "ab".to_owned()), (None, "c".to_owned())]);
    }

    #[test]
    fn a_mark_ends_with_its_text_where_the_rest_stands_in_another() {
        let (text, _) = marked("{{x|a *b*}}", &Fields::default());
        let (first, second) = text.split_once('*').expect("there is an asterisk");
        assert_eq!(marked_parts(first), [(Some(0), "a ".to_owned())]);
        assert_eq!(marked_parts(&second.replace('*', "")), [(None, "b".to_owned())]);
    }
}
