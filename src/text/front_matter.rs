//! Front matter: the metadata that site generators keep at the very top of a file, YAML between `---` or TOML
//! between `+++`.
//!
//! Invariant: what a reader would call notes is never taken for metadata. `---` is also a thematic break, and a line
//! of dashes below text makes a heading, so the lines between the fences decide.

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

/// How front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrontMatterKind {
    /// Between `---` and `---` or `...`.
    Yaml,
    /// Between `+++` and `+++`.
    Toml,
    /// Lines `Title: Tea` and `Date: …` without fences, as MultiMarkdown and Pelican have them.
    Bare,
}

/// Longer ones are not looked for: the end is looked for at every key.
const MAX_BYTES: usize = 64 * 1024;

/// The front matter of a text, if it has any.
///
/// Fences stand at the start of their lines, so `---` in an indented value closes nothing. Between them there must be
/// a key, before anything but comments and blank lines, and no prose: a line that is neither key nor list, table or
/// comment only goes on with a value right above it. So broken YAML is still metadata, and notes between two
/// thematic breaks are not.
///
/// Takes time linear in the front matter. Where the closing fence is missing, it stops at the first line of prose, and
/// where there is none, as in a string that is not closed, after 64 kB.
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
        if end - start > MAX_BYTES {
            return None;
        }
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

pub(super) fn without_end(line: &str) -> &str {
    line.trim_end_matches([' ', '\t', '\r', '\n'])
}

/// What was read so far between the fences.
pub(super) struct Metadata {
    kind: FrontMatterKind,
    has_key: bool,
    /// The last key has nothing behind it, so a list may stand below it.
    is_key_open: bool,
    /// A value may go on in the next line, whatever that line looks like.
    may_go_on: bool,
    /// Within `"""` or `'''` of TOML.
    pub(super) is_in_string: bool,
    /// A blank line stands below the opening fence, as it does below a thematic break. Then nothing may look like
    /// notes, broken values and `## Headings` neither.
    is_strict: bool,
    n_lines: usize,
}

impl Metadata {
    pub(super) fn new(kind: FrontMatterKind) -> Self {
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
    pub(super) fn takes(&mut self, line: &str) -> bool {
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
    pub(super) fn key_and_value<'a>(&self, line: &'a str) -> Option<(&'a str, &'a str)> {
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
pub(super) fn is_bare_key(key: &str, value: &str) -> bool {
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
    fn an_end_far_below_is_not_looked_for() {
        let open = format!("+++\na = \"\"\"\n{}", "tea\n".repeat(MAX_BYTES));
        check_none(&format!("{open}\"\"\"\n+++\n"));
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
