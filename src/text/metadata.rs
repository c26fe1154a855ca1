//! What front matter says: its keys, and their values as a reader would say them.
//!
//! Invariant: total. Metadata that is not quite valid is read as far as its lines tell, and each value is where the text has
//! it, so that it can be replaced there.

use std::borrow::Cow;
use std::ops::Range;

use super::front_matter::{FrontMatter, FrontMatterKind, Metadata, is_bare_key, without_end};

/// A key of front matter at its margin, with all that stands below it up to the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<'a> {
    /// Without quotes: `title`; in a table of TOML with the table's name before it, as in `guest.name`.
    pub key: Cow<'a, str>,
    /// As written behind the sign, from the first to the last visible character; several lines where it is nested.
    pub value: &'a str,
    /// Where the value is, in bytes of the text.
    pub bytes: Range<usize>,
}

impl Field<'_> {
    /// The value as a reader would say it: without quotes and comments; each line of a longer one by itself.
    pub fn text(&self) -> String {
        let value = self.value;
        let marks = quotes_of(value);
        if !marks.is_empty() {
            let inner = &value[marks.len()..];
            let byte_to = end_of_quoted(inner, marks).unwrap_or(inner.len());
            return unescaped(inner[..byte_to].trim(), marks);
        }
        let mut lines =
            value.lines().map(|line| without_comment(line).trim()).filter(|line| !line.is_empty()).peekable();
        lines.next_if(|line| matches!(line.as_bytes(), [b'|' | b'>'] | [b'|' | b'>', b'+' | b'-']));
        lines.collect::<Vec<&str>>().join("\n")
    }

    /// What it lists, in any of the ways that lists are written: `[Ann, Ben]`, `Ann, Ben`, items below each other. Of items
    /// with keys of their own their `name`.
    pub fn items(&self) -> Vec<String> {
        let value = self.value;
        let has_items =
            value.starts_with("- ") || value.lines().skip(1).any(|line| line.trim_start().starts_with("- "));
        let is_nested = value.contains('\n') || has_items;
        let parts: Vec<&str> = match value.strip_prefix('[') {
            Some(list) => list.rsplit_once(']').map_or(list, |(list, _)| list).split(',').collect(),
            None if is_nested => value.lines().filter_map(|line| name_of_item(line, has_items)).collect(),
            None => value.split(',').collect(),
        };
        let text = |part: &str| Field { key: Cow::Borrowed(""), value: part.trim(), bytes: 0..0 }.text();
        parts.into_iter().map(text).filter(|item| !item.is_empty()).collect()
    }
}

/// The name that a line of a nested value has: of `- Ann`, `- name: Ann` and `name: Ann`.
fn name_of_item(line: &str, has_items: bool) -> Option<&str> {
    let line = line.trim();
    let item = line.strip_prefix("- ");
    let rest = item.unwrap_or(line).trim_start();
    match rest.split_once(':').filter(|(key, value)| is_bare_key(key, value)) {
        Some((key, value)) => key.eq_ignore_ascii_case("name").then(|| value.trim()),
        None => item.or((!has_items).then_some(rest)),
    }
}

/// The marks that a value begins with; empty if there are none.
pub(super) fn quotes_of(value: &str) -> &'static str {
    ["\"\"\"", "'''", "\"", "'"].into_iter().find(|marks| value.starts_with(marks)).unwrap_or_default()
}

pub(super) fn without_comment(line: &str) -> &str {
    let is_start = |(byte, _): &(usize, &str)| *byte == 0 || line[..*byte].ends_with([' ', '\t']);
    line.match_indices('#').find(is_start).map_or(line, |(byte, _)| &line[..byte])
}

/// Where a quoted value ends, in bytes behind its opening marks.
pub(super) fn end_of_quoted(inner: &str, marks: &str) -> Option<usize> {
    let mut byte = 0;
    loop {
        let byte_mark = byte + inner[byte..].find(marks)?;
        let n_backslashes = inner[..byte_mark].len() - inner[..byte_mark].trim_end_matches('\\').len();
        let is_escaped = marks == "\"" && n_backslashes % 2 == 1;
        let is_doubled = marks == "'" && inner[byte_mark + 1..].starts_with('\'');
        if !is_escaped && !is_doubled {
            return Some(byte_mark);
        }
        byte = byte_mark + if is_doubled { 2 } else { 1 };
    }
}

fn unescaped(text: &str, marks: &str) -> String {
    match marks {
        "'" => text.replace("''", "'"),
        "\"" => text.replace("\\\"", "\"").replace("\\\\", "\\"),
        _ => text.to_owned(),
    }
}

/// The keys at the margin of front matter, in order, with their values. Takes time linear in it.
pub fn fields<'a>(text: &'a str, front_matter: &FrontMatter) -> Vec<Field<'a>> {
    let kind = front_matter.kind;
    let mut metadata = Metadata::new(kind);
    let mut found: Vec<Field> = Vec::new();
    let mut table = "";
    let mut byte = front_matter.bytes.start;
    let n_fences = usize::from(kind != FrontMatterKind::Bare);
    let lines = text[front_matter.bytes.clone()].split_inclusive('\n');
    for (line_idx, line) in lines.enumerate() {
        let (byte_line, line) = (byte, without_end(line));
        byte = byte_line + text[byte_line..].split_inclusive('\n').next().map_or(0, str::len);
        if line_idx < n_fences || (n_fences > 0 && line_idx + 1 == front_matter.n_lines) {
            continue;
        }
        let is_in_value = metadata.is_in_string || line.starts_with([' ', '\t']);
        metadata.takes(line);
        let is_comment = !is_in_value && line.starts_with('#');
        let header = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        if let Some(name) = header.filter(|_| kind == FrontMatterKind::Toml && !is_in_value) {
            table = name.trim_matches(['[', ']']).trim();
        } else if let Some((key, value)) = metadata.key_and_value(line).filter(|_| !is_in_value && !is_comment) {
            let key = if table.is_empty() { Cow::Borrowed(key) } else { format!("{table}.{key}").into() };
            let byte_value = byte_line + line.len() - value.len();
            found.push(Field { key, value, bytes: byte_value..byte_value + value.len() });
        } else if let Some(field) = found.last_mut().filter(|_| !line.is_empty() && !is_comment) {
            let is_begun = !field.value.is_empty();
            let byte_from = if is_begun { field.bytes.start } else { byte_line + line.len() - line.trim_start().len() };
            field.bytes = byte_from..byte_line + line.len();
            field.value = &text[field.bytes.clone()];
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::front_matter;

    /// Checks the fields, each as `key=value`, line breaks as `|`.
    #[track_caller]
    fn check_fields(metadata: &str, expected: &[&str]) {
        let text = format!("{metadata}\n\nNotes: x\n");
        let found = fields(&text, &front_matter(&text).expect("front matter"));
        for field in &found {
            assert_eq!(&text[field.bytes.clone()], field.value);
        }
        let shown: Vec<String> = found.iter().map(|it| format!("{}={}", it.key, it.value.replace('\n', "|"))).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_field_is_a_key_with_all_below_it() {
        check_fields("---\ntitle: 'Tea: more'\nnumber: 7\n---", &["title='Tea: more'", "number=7"]);
        check_fields(
            "---\nguests:\n  - name: Ann\n    url: u\n\n  - name: Ben\n# set by hand\ntags: [a,\nb]\nempty:\n---",
            &["guests=- name: Ann|    url: u||  - name: Ben", "tags=[a,|b]", "empty="],
        );
        check_fields(
            "+++\ntitle = \"Tea\"\nabout = \"\"\"\nkey = x\n\"\"\"\n[guest]\nname = 'Ann'\n+++",
            &["title=\"Tea\"", "about=\"\"\"|key = x|\"\"\"", "guest.name='Ann'"],
        );
        check_fields("Title: Tea 7\nDate: 2014-06-30 12:25", &["Title=Tea 7", "Date=2014-06-30 12:25"]);
    }

    /// Checks the value of the only key.
    #[track_caller]
    fn check_value(metadata: &str, expected: &str, items: &[&str]) {
        let text = format!("---\n{metadata}\n---\n");
        let fields = fields(&text, &front_matter(&text).expect("front matter"));
        assert_eq!(
            (fields[0].text().as_str(), fields[0].items()),
            (expected, items.iter().map(|it| (*it).to_owned()).collect())
        );
    }

    #[test]
    fn values_are_read_without_quotes_and_comments() {
        check_value("title: Tea # draft", "Tea", &["Tea"]);
        check_value("title: C# and F#", "C# and F#", &["C# and F#"]);
        check_value("title: 'It''s #1: tea' # x", "It's #1: tea", &["It's #1: tea"]);
        check_value(r#"title: "a \"b\" c\\""#, r#"a "b" c\"#, &[r#"a "b" c\"#]);
        check_value("about: >-\n  We drank\n  tea.", "We drank\ntea.", &["We drank", "tea."]);
        check_value("title: \"open", "open", &["open"]);
        check_value("title:", "", &[]);
    }

    #[test]
    fn lists_are_read_in_every_way_they_are_written() {
        for list in [
            "[Ann, 'Ben'] # x",
            "Ann, Ben",
            "\n- Ann\n- Ben",
            "\n  - name: Ann\n    url: https://a.example\n  - name: Ben",
        ] {
            let text = format!("---\nguests: {list}\n---\n");
            let fields = fields(&text, &front_matter(&text).expect("front matter"));
            let items = fields[0].items();
            assert_eq!(items.iter().map(String::as_str).collect::<Vec<_>>(), ["Ann", "Ben"], "{list}");
        }
        let text = "---\nguest:\n  name: Ann B\n  of: Tea\n---\n";
        assert_eq!(fields(text, &front_matter(text).expect("front matter"))[0].items(), ["Ann B"]);
    }
}
