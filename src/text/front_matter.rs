//! Front matter: the metadata that site generators keep at the very top of a file, YAML between `---` or TOML
//! between `+++`.
//!
//! Invariant: what a reader would call notes is never taken for metadata. `---` is also a thematic break, and a line
//! of dashes below text makes a heading, so the lines between the fences decide.

use std::borrow::Cow;
use std::ops::Range;

/// Metadata at the top of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    pub kind: FrontMatterKind,
    /// Both fences, and the line break behind the closing one. A byte order mark before it is not part of it.
    pub bytes: Range<usize>,
    /// Lines with both fences.
    pub n_lines: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontMatterKind {
    /// Between `---` and `---` or `...`.
    Yaml,
    /// Between `+++` and `+++`.
    Toml,
    /// Lines `Title: Tea` and `Date: …` without fences, as MultiMarkdown and Pelican have them.
    Bare,
}

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
        let marks = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|marks| value.starts_with(marks));
        if let Some(marks) = marks {
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

fn without_comment(line: &str) -> &str {
    let is_start = |(byte, _): &(usize, &str)| *byte == 0 || line[..*byte].ends_with([' ', '\t']);
    line.match_indices('#').find(is_start).map_or(line, |(byte, _)| &line[..byte])
}

/// Where a quoted value ends, in bytes behind its opening marks.
fn end_of_quoted(inner: &str, marks: &str) -> Option<usize> {
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

/// The front matter of a text, if it has any.
///
/// Fences stand at the start of their lines, so `---` in an indented value closes nothing. Between them there must be
/// a key, before anything but comments and blank lines, and no prose: a line that is neither key nor list, table or
/// comment only goes on with a value right above it. So broken YAML is still metadata, and notes between two
/// thematic breaks are not.
///
/// Takes time linear in the front matter. Where the closing fence is missing, it stops at the first line of prose.
pub fn front_matter(text: &str) -> Option<FrontMatter> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let opening = lines.next()?;
    let kind = match without_end(opening) {
        "---" => FrontMatterKind::Yaml,
        "+++" => FrontMatterKind::Toml,
        _ => return bare(text, start),
    };
    let mut metadata = Metadata::new(kind);
    let mut end = start + opening.len();
    for (line_idx, line) in lines.enumerate() {
        end += line.len();
        let line = without_end(line);
        if metadata.is_closed_by(line) {
            return metadata.has_key.then_some(FrontMatter { kind, bytes: start..end, n_lines: line_idx + 2 });
        }
        if !metadata.takes(line) {
            return None;
        }
    }
    None
}

/// Lines `Key: value` at the very top, the first of them the title, up to a blank line. One alone is a line of text.
fn bare(text: &str, start: usize) -> Option<FrontMatter> {
    let is_key = |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-'));
    let mut end = start;
    let mut n_lines = 0;
    for line in text[start..].split_inclusive('\n') {
        if without_end(line).is_empty() {
            break;
        }
        let (key, value) = line.split_once(':')?;
        let is_first = n_lines == 0;
        if !is_key(key)
            || !value.starts_with([' ', '\t', '\n', '\r'])
            || (is_first && !key.eq_ignore_ascii_case("title"))
        {
            return None;
        }
        end += line.len();
        n_lines += 1;
    }
    (n_lines > 1).then_some(FrontMatter { kind: FrontMatterKind::Bare, bytes: start..end, n_lines })
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

fn without_end(line: &str) -> &str {
    line.trim_end_matches([' ', '\t', '\r', '\n'])
}

/// What was read so far between the fences.
struct Metadata {
    kind: FrontMatterKind,
    has_key: bool,
    /// The last key has nothing behind it, so a list may stand below it.
    is_key_open: bool,
    /// A value may go on in the next line, whatever that line looks like.
    may_go_on: bool,
    /// Within `"""` or `'''` of TOML.
    is_in_string: bool,
    /// A blank line stands below the opening fence, as it does below a thematic break. Then nothing may look like
    /// notes, broken values and `## Headings` neither.
    is_strict: bool,
    n_lines: usize,
}

impl Metadata {
    fn new(kind: FrontMatterKind) -> Self {
        Self {
            kind,
            has_key: false,
            is_key_open: false,
            may_go_on: false,
            is_in_string: false,
            is_strict: false,
            n_lines: 0,
        }
    }

    fn is_closed_by(&self, line: &str) -> bool {
        match self.kind {
            FrontMatterKind::Yaml => matches!(line, "---" | "..."),
            FrontMatterKind::Toml => line == "+++",
            FrontMatterKind::Bare => false,
        }
    }

    /// Reads a line, without its break. False where it cannot be metadata.
    fn takes(&mut self, line: &str) -> bool {
        self.n_lines += 1;
        let was_in_string = self.is_in_string;
        if self.kind == FrontMatterKind::Toml {
            let n_marks = line.matches("\"\"\"").count() + line.matches("'''").count();
            self.is_in_string ^= n_marks % 2 == 1;
        }
        if was_in_string {
            return true;
        }
        match line.as_bytes() {
            [] => {
                self.is_strict |= self.n_lines == 1;
                self.may_go_on = false;
                true
            }
            [b'#', rest @ ..] => {
                self.may_go_on = false;
                !(self.is_strict && rest.starts_with(b"#"))
            }
            [b' ' | b'\t', ..] => self.has_key,
            _ => self.takes_at_margin(line),
        }
    }

    fn takes_at_margin(&mut self, line: &str) -> bool {
        if let Some((_, value)) = self.key_and_value(line) {
            self.is_key_open = value.is_empty();
            self.has_key = true;
            self.may_go_on = true;
            return true;
        }
        let is_item = line.starts_with("- ") || line == "-";
        match self.kind {
            FrontMatterKind::Yaml if self.is_key_open && is_item => {
                self.may_go_on = true;
                true
            }
            FrontMatterKind::Toml if line.starts_with('[') && line.ends_with(']') => true,
            _ => self.may_go_on && !self.is_strict,
        }
    }

    /// The key of a line and what stands behind it: behind `title:` or `title =`.
    fn key_and_value<'a>(&self, line: &'a str) -> Option<(&'a str, &'a str)> {
        let sign = if self.kind == FrontMatterKind::Toml { '=' } else { ':' };
        let (key, value) = match line.chars().next().filter(|char| matches!(char, '"' | '\'')) {
            Some(quote) => {
                let (key, rest) = line[1..].split_once(quote)?;
                (key, rest.trim_start().strip_prefix(sign)?)
            }
            None => line.split_once(sign).filter(|(key, value)| is_bare_key(key.trim_end(), value))?,
        };
        (!key.trim().is_empty()).then(|| (key.trim(), value.trim()))
    }
}

/// How many words a key may have; a sentence with a colon has more.
const MAX_KEY_WORDS: usize = 3;

/// `title`, `show name` and `guest.name`, but neither `**Note**`, a sentence, `00:00` nor `https://`.
fn is_bare_key(key: &str, value: &str) -> bool {
    let is_word = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.' | '@' | '$');
    let n_words = key.split(' ').count();
    let is_set_off = value.is_empty() || value.starts_with([' ', '\t']);
    let may_be_tight = n_words == 1 && key.starts_with(char::is_alphabetic) && !value.starts_with('/');
    key.starts_with(|char: char| char.is_alphanumeric() || matches!(char, '_' | '@' | '$'))
        && key.chars().all(|char| is_word(char) || char == ' ')
        && n_words <= MAX_KEY_WORDS
        && (is_set_off || may_be_tight)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks what is front matter, with its fences, in a text that goes on behind it.
    #[track_caller]
    fn check(metadata: &str) {
        for rest in ["", "\nNotes.\n", "---\n\nmore\n"] {
            let text = format!("{metadata}\n{rest}");
            let found = front_matter(&text).expect("front matter");
            assert_eq!(&text[found.bytes.clone()], format!("{metadata}\n"));
            assert_eq!(found.n_lines, metadata.lines().count());
        }
        assert_eq!(front_matter(metadata).map(|found| found.bytes), Some(0..metadata.len()), "at the end of the text");
    }

    #[track_caller]
    fn check_none(text: &str) {
        assert_eq!(front_matter(text), None, "{text:?}");
    }

    #[test]
    fn yaml_and_toml_stand_between_their_fences() {
        check("---\nnumber: 7\ntitle: A walk\n---");
        check("---\ntitle: A walk\n...");
        check("+++\ntitle = \"Tea\"\n[guest]\nname = \"Ann\"\n[[links]]\nurl = \"https://a.example\"\n+++");
        let kind = |text| front_matter(text).map(|found| found.kind);
        assert_eq!(kind("---\na: b\n---\n"), Some(FrontMatterKind::Yaml));
        assert_eq!(kind("+++\na = 1\n+++\n"), Some(FrontMatterKind::Toml));
    }

    #[test]
    fn one_key_is_enough() {
        check("---\ntitle: x\n---");
        check("---\ntitle:\n---");
        check("+++\ndraft=true\n+++");
    }

    #[test]
    fn comments_blank_lines_lists_and_nested_values_belong_to_it() {
        check("---\n# by hand\ntitle: Tea\n\n# keep the address\nslug: \"041\"\n#reddit: https://a.example\n---");
        check("---\ntags:\n- tea\n- cake\n\n- toast\nguests:\n  - name: Ann\n    url: https://a.example\n---");
        check("---\nabout: |\n  Tea.\n\n  # Not a heading\nhosts: [Ann,\nBen]\n---");
        check("---\n\ntitle: Tea\n\nnumber: 7\n---");
    }

    #[test]
    fn keys_have_any_script_quotes_and_some_words() {
        check("---\n標題: お茶\n---");
        check("---\n\"title\": Tea\n'show name' : Teatime\nrelease date: 2026-01-01\n---");
        check("+++\nguest.name = 'Ann'\n\"a b\" = 1\n+++");
    }

    #[test]
    fn a_fence_within_a_value_closes_nothing() {
        check("---\nabout: |\n  ---\n  Tea\n ---\ntitle: a --- b\nrule: ---\n----: x\n---");
        check("+++\nabout = \"\"\"\n---\n\nProse of any kind, with = signs.\n\"\"\"\n+++");
    }

    #[test]
    fn metadata_that_is_not_quite_valid_is_metadata() {
        check("---\ntitle: Tea: and cake\nquote: \"open\n---");
        check("---\ntitle:Tea\n\tnumber: 7\n---");
        check("---\nabout: A long line\nthat goes on at the margin\n}\n---");
        check("---\ntitle: Tea\nhttps://a.example\n---");
    }

    #[test]
    fn line_ends_of_windows_and_blanks_behind_fences_do_not_matter() {
        check("--- \r\ntitle: Tea\r\n\r\n---\t\r");
    }

    #[test]
    fn a_byte_order_mark_stays_outside() {
        let text = "\u{feff}---\na: b\n---\nNotes";
        let found = front_matter(text).expect("front matter");
        assert_eq!(&text[found.bytes], "---\na: b\n---\n");
    }

    #[test]
    fn lines_of_keys_below_a_title_need_no_fences() {
        let bare = |text| front_matter(text).filter(|it| it.kind == FrontMatterKind::Bare).map(|it| it.bytes);
        assert_eq!(bare("Title: Tea 7\nDate: 2014-06-30 12:25\n\nNotes.\n"), Some(0..36));
        assert_eq!(bare("title: Tea\r\ntags:\r\n"), Some(0..19));
        for text in
            ["Title: Tea\n\nNotes", "Title: Tea\nNotes", "Date: x\nTitle: Tea\n", "Title: a\nhttps://a.example\n"]
        {
            assert_eq!(bare(text), None, "{text:?}");
        }
    }

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

    #[test]
    fn it_stands_at_the_very_top() {
        for text in ["\n---\na: b\n---\n", " ---\na: b\n---\n", "Tea\n---\na: b\n---\n", "----\na: b\n----\n"] {
            check_none(text);
        }
        check_none("\u{feff}\u{feff}---\na: b\n---\n");
    }

    #[test]
    fn what_is_not_closed_is_not_front_matter() {
        for text in ["", "---", "---\n", "---\na: b\n", "---\na: b\n --- \n", "---\na: b\n+++\n", "+++\na = 1\n---\n"] {
            check_none(text);
        }
        check_none("---\ntitle: Tea\n\n# Tea 7\n\n- one\n\n---\n");
        check_none("---\ntitle: Tea\n\nWe drank tea.\n\n---\n");
    }

    #[test]
    fn thematic_breaks_around_notes_are_not_fences() {
        check_none("---\n---\n");
        check_none("---\n\n---\n");
        check_none("---\n\nWe drank tea.\n\n---\n");
        check_none("---\n\nNote: we drank tea\nand had cake.\n\n---\n");
        check_none("---\n\nSponsor: Tea\n\n## Links\n\n---\n");
        check_none("---\n## Links\n- [Tea](https://a.example)\n---\n");
        check_none("---\n- Ann: tea\n- Ben: cake\n---\n");
        check_none("---\n# Tea\n---\n");
        check_none("---\n**Note:** tea\n---\n");
        check_none("---\n00:00 Hello\n01:20 Tea\n---\n");
        check_none("---\nhttps://a.example\n---\n");
        check_none("---\nIn this episode we talk about: tea\n---\n");
        check_none("+++\ntea\n+++\n");
    }

    #[test]
    fn what_is_not_closed_is_read_no_further_than_its_first_prose() {
        let mut metadata = Metadata::new(FrontMatterKind::Yaml);
        let lines = ["title: Tea", "", "We drank tea.", "And cake."];
        assert_eq!(lines.iter().take_while(|line| metadata.takes(line)).count(), 2);
    }
}
