//! Writes a value of front matter: in the place of the old one, in its quotes, before the comment that follows it.
//!
//! Invariants: all but the value stays as it is, and what is written is read again as what was meant. What YAML or TOML would
//! take for something else stands in quotes. (Rules: <https://yaml.org/spec/1.2.2/#733-plain-style>, <https://toml.io/en/v1.0.0>)

use super::edit::Change;
use super::front_matter::{FrontMatter, FrontMatterKind, front_matter};
use super::metadata::{Field, end_of_quoted, fields, quotes_of, without_comment};

/// The value of a field as it can be written anew; none where it is nested, or longer than its line: that is done in the notes.
pub fn value_in_one_line(text: &str, field: &Field) -> Option<String> {
    let line = &text[text[..field.bytes.start].rfind('\n').map_or(0, |byte| byte + 1)..field.bytes.start];
    let is_below = line.trim().is_empty();
    let opens_more = field.value.starts_with(['|', '>', '{', '&', '*', '!']);
    (!is_below && !opens_more && !field.value.contains('\n')).then(|| field.text())
}

/// What gives a field another value, which has no line breaks. None where it has that value, or cannot have it.
pub fn change_of_value(text: &str, front_matter: &FrontMatter, field_idx: usize, value: &str) -> Option<Change> {
    let all = fields(text, front_matter);
    let field = all.get(field_idx)?;
    let value = value.trim();
    if value_in_one_line(text, field)? == value {
        return None;
    }
    let old = OldValue::of(field.value, front_matter.kind);
    let mut ways = old.ways_of_writing(value).into_iter();
    ways.find_map(|written| {
        let change = old.change(text, field, &written);
        is_read_again(text, front_matter, &all, field_idx, &change).then_some(change)
    })
}

/// The value that is to be replaced.
struct OldValue<'a> {
    kind: FrontMatterKind,
    /// The marks around it; empty if there are none.
    quotes: &'static str,
    /// With its marks.
    written: &'a str,
    /// Blanks and the comment behind it.
    rest: &'a str,
}

impl<'a> OldValue<'a> {
    fn of(value: &'a str, kind: FrontMatterKind) -> OldValue<'a> {
        let quotes = quotes_of(value);
        let byte_len = match quotes {
            "" => without_comment(value).trim_end().len(),
            _ => {
                let n = quotes.len();
                end_of_quoted(&value[n..], quotes).map_or(value.len(), |byte_end| n + byte_end + n)
            }
        };
        let (written, rest) = value.split_at(byte_len.min(value.len()));
        OldValue { kind, quotes, written, rest }
    }

    /// How a value may be written, the most fitting first.
    fn ways_of_writing(&self, value: &str) -> Vec<String> {
        if self.kind == FrontMatterKind::Bare {
            return vec![value.to_owned()];
        }
        if self.written.starts_with('[') {
            let is_list = value.starts_with('[') && value.ends_with(']');
            return vec![if is_list { value.to_owned() } else { format!("[{value}]") }];
        }
        let is_toml = self.kind == FrontMatterKind::Toml;
        let may_be_plain = self.quotes.is_empty() && if is_toml { is_typed(value) } else { self.is_plain_yaml(value) };
        let single = match is_toml {
            true => (!value.contains('\'')).then(|| format!("'{value}'")),
            false => Some(format!("'{}'", value.replace('\'', "''"))),
        };
        let mut ways: Vec<String> = may_be_plain.then(|| value.to_owned()).into_iter().collect();
        ways.extend(single.filter(|_| self.quotes == "'"));
        ways.push(format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")));
        ways
    }

    /// Whether YAML reads it as the text that it is, or the author writes numbers and the like here.
    fn is_plain_yaml(&self, value: &str) -> bool {
        let is_text = !value.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`".contains(c) || c.is_control())
            && !value.contains(": ")
            && !value.contains(" #")
            && !value.ends_with(':');
        is_text && (value.is_empty() || !is_typed(value) || self.written.is_empty() || is_typed(self.written))
    }

    fn change(&self, text: &str, field: &Field, written: &str) -> Change {
        let byte_from = text[..field.bytes.start].trim_end_matches([' ', '\t']).len();
        let byte_to = field.bytes.start + self.written.len();
        let is_set_off = byte_from < field.bytes.start && !self.written.is_empty();
        let before = match written.is_empty() {
            true => "",
            false if is_set_off => &text[byte_from..field.bytes.start],
            false => " ",
        };
        let behind = if self.written.is_empty() && !self.rest.is_empty() { " " } else { "" };
        Change::replace(byte_from..byte_to, format!("{before}{written}{behind}"))
    }
}

/// Whether YAML or TOML may read something else than text there: a number, a date, true, nothing.
fn is_typed(value: &str) -> bool {
    let names = ["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan", "inf", "nan"];
    let is_digits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | ':' | ' ');
    let begins = value.trim_start_matches(['+', '-', '.']).starts_with(|c: char| c.is_ascii_digit());
    names.contains(&value.to_ascii_lowercase().as_str()) || (begins && value.chars().all(is_digits))
}

/// Whether the text says what was meant after a change, and the same as before elsewhere.
fn is_read_again(
    text: &str,
    front_matter_before: &FrontMatter,
    before: &[Field],
    field_idx: usize,
    change: &Change,
) -> bool {
    let (head, tail) = (&text[..change.byte_from], &text[change.byte_to..front_matter_before.bytes.end]);
    let changed = [head, &change.insert, tail].concat();
    let Some(found) = front_matter(&changed).filter(|found| found.n_lines == front_matter_before.n_lines) else {
        return false;
    };
    let after = fields(&changed, &found);
    let is_same = |(idx, (a, b)): (usize, (&Field, &Field))| a.key == b.key && (idx == field_idx || a.value == b.value);
    after.len() == before.len() && before.iter().zip(&after).enumerate().all(is_same)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::TextEdit;

    /// The text after a field was given another value; none where that cannot be.
    fn with_value(text: &str, field_idx: usize, value: &str) -> Option<String> {
        let change = change_of_value(text, &front_matter(text)?, field_idx, value)?;
        Some(TextEdit::new(vec![change], None).apply(text))
    }

    /// Checks what becomes of the only line of YAML.
    #[track_caller]
    fn check_yaml(line: &str, value: &str, expected: &str) {
        let written = with_value(&format!("---\n{line}\n---\nNotes\n"), 0, value);
        assert_eq!(written, Some(format!("---\n{expected}\n---\nNotes\n")));
    }

    #[track_caller]
    fn check_toml(line: &str, value: &str, expected: &str) {
        let written = with_value(&format!("+++\n{line}\n+++\n"), 0, value);
        assert_eq!(written, Some(format!("+++\n{expected}\n+++\n")));
    }

    #[test]
    fn a_value_keeps_its_quotes_and_its_comment() {
        check_yaml("title: Tea", "Scones", "title: Scones");
        check_yaml("title:   Tea  # working title", "Scones", "title:   Scones  # working title");
        check_yaml("title: 'Tea'", "It's tea", "title: 'It''s tea'");
        check_yaml(r#"title: "Tea" # x"#, r#"a "b" \c"#, r#"title: "a \"b\" \\c" # x"#);
        check_yaml("guests: [Ann, Ben]", "[Ann]", "guests: [Ann]");
        check_yaml("guests: [Ann, Ben]", "Cem, Dora", "guests: [Cem, Dora]");
        check_toml("title = 'Tea'", "It's tea", "title = \"It's tea\"");
        check_toml("title=\"Tea\"", "Scones", "title= \"Scones\"");
    }

    #[test]
    fn what_would_be_something_else_is_put_in_quotes() {
        check_yaml("title: Tea", "Tea: more", "title: \"Tea: more\"");
        check_yaml("title: Tea", "#7", "title: \"#7\"");
        check_yaml("title: Tea", "1984", "title: \"1984\"");
        check_yaml("title: Tea", "no", "title: \"no\"");
        check_yaml("number: 7", "8", "number: 8");
        check_yaml("date: 2027-03-05", "2027-03-12", "date: 2027-03-12");
        check_toml("number = 7", "8", "number = 8");
        check_toml("number = 7", "eight", "number = \"eight\"");
    }

    #[test]
    fn a_value_comes_and_goes() {
        check_yaml("title:", "Tea", "title: Tea");
        check_yaml("title: # to come", "Tea", "title: Tea # to come");
        check_yaml("title: Tea", "", "title:");
        check_yaml("title: 'Tea'", "", "title: ''");
        check_toml("title = \"Tea\"", "", "title = \"\"");
        let bare = "Title: Tea\nDate: today\n\nNotes\n";
        assert_eq!(with_value(bare, 1, "2027-03-05").as_deref(), Some("Title: Tea\nDate: 2027-03-05\n\nNotes\n"));
    }

    #[test]
    fn what_is_nested_or_long_is_left_to_the_notes() {
        for value in ["\n  - Ann", " >-\n  Tea", " {a: b}", " [a,\n  b]", " &anchor Tea"] {
            let text = format!("---\nabout:{value}\n---\n");
            assert_eq!(with_value(&text, 0, "Tea"), None, "{value}");
        }
        assert_eq!(with_value("---\ntitle: Tea\n---\n", 0, " Tea "), None, "it has that value");
    }

    const OLD_VALUES: [&str; 8] = ["Tea", "", "'Tea'", "\"Tea\"", "7", "Tea # x", "2027-03-05", "[a, b]"];

    proptest! {
        #[test]
        fn yaml_reads_what_was_meant(old in 0..OLD_VALUES.len() - 1, value in "[ -~äß„茶]{0,12}") {
            let text = format!("---\nfirst: {}\nlast: end # here\n---\n", OLD_VALUES[old]);
            let value = value.trim();
            if let Some(written) = with_value(&text, 0, value) {
                let inner = written.trim_matches(['-', '\n']);
                let read = yaml_rust2::YamlLoader::load_from_str(inner).expect("YAML");
                let first = match &read[0]["first"] {
                    yaml_rust2::Yaml::String(read) | yaml_rust2::Yaml::Real(read) => read.clone(),
                    yaml_rust2::Yaml::Integer(_) | yaml_rust2::Yaml::Boolean(_) => value.to_owned(),
                    yaml_rust2::Yaml::Null if value.is_empty() || is_typed(value) => value.to_owned(),
                    other => panic!("{other:?} of {written}"),
                };
                prop_assert_eq!(first, value, "{}", written);
                prop_assert_eq!(read[0]["last"].as_str(), Some("end"));
            }
        }

        #[test]
        fn toml_reads_what_was_meant(is_single: bool, value in "[ -~äß„茶]{0,12}") {
            let old = if is_single { "'Tea'" } else { "\"Tea\"" };
            let value = value.trim();
            let written = with_value(&format!("+++\nfirst = {old} # x\nlast = 'end'\n+++\n"), 0, value);
            if let Some(written) = written {
                let read: toml::Table = written.trim_matches(['+', '\n']).parse().expect("TOML");
                prop_assert_eq!(read["first"].as_str(), Some(value));
                prop_assert_eq!(read["last"].as_str(), Some("end"));
            }
        }

        #[test]
        fn nearly_all_can_be_written(old in 0..OLD_VALUES.len() - 1, value in "[ -~äß茶]{1,12}") {
            let text = format!("---\nfirst: {}\n---\n", OLD_VALUES[old]);
            let was = fields(&text, &front_matter(&text).unwrap())[0].text();
            prop_assert!(was == value.trim() || with_value(&text, 0, &value).is_some());
        }
    }
}
