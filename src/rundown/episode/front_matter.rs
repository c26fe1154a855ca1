//! The front matter of the next episode: that of the newest one, filled in by its own shape.
//!
//! Numbers are counted up, the title is emptied, dates and guests are the new ones. What stands in several episodes stays,
//! and so do all keys, their order, comments and blank lines; what looks like one episode's own is emptied.
//!
//! Invariant: YAML stays YAML, and TOML stays TOML: no value is emptied to something that cannot be read.

use super::boilerplate::is_own_address;
use super::dates::dates;
use super::earlier::EarlierEpisode;
use super::title_shape::{WrittenTitle, numbers, title_shape};
use crate::outline::{fold, is_episode_key};
use crate::rundown::DateNames;
use crate::text::{Field, FrontMatter, FrontMatterKind, SortedSet, fields, front_matter};

/// Front matter in pieces, some of which wait for answers.
#[derive(Clone, Debug)]
pub(super) struct FrontMatterPlan {
    pub kind: FrontMatterKind,
    pub parts: Vec<Part>,
}

/// A piece of front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    /// Text with fields.
    Shape(String),
    /// Something to fill in.
    Stop,
    /// The old number of the episode, as written.
    Number(String),
    Date {
        pattern: &'static str,
        /// A time of day behind it.
        rest: String,
        /// Whether it stands in no quotes.
        is_bare: bool,
    },
    /// Seconds since 1970, or milliseconds.
    UnixTime {
        in_milliseconds: bool,
        /// Seconds since midnight.
        second_of_day: u64,
    },
    Guests(GuestShape),
}

/// How guests are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum GuestShape {
    /// `Ann, Ben`
    Names { quote: Quote },
    /// `[Ann, Ben]`
    Flow { quote: Quote },
    /// Lines for each: `- Ann`, or `- name: Ann` with other keys.
    Items { lead: String, lines: Vec<GuestLine>, indent: String },
    /// Lines for one: `name: Ann` with other keys.
    Map { lead: String, lines: Vec<GuestLine> },
    /// The guest of this index, in a table of TOML.
    Nth { idx: usize, quote: Quote },
}

/// A line of a guest: the text before the value, and whether that is the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GuestLine {
    pub before: String,
    pub quote: Quote,
    pub is_name: bool,
}

/// The marks around a value: none, `'` or `"`.
pub(super) type Quote = &'static str;

/// A value of one line.
struct Scalar<'a> {
    quote: Quote,
    inner: &'a str,
    /// The closing quote is not part of it; a comment is.
    behind: &'a str,
}

/// A field, and what is known of the episodes.
struct Reader<'a> {
    kind: FrontMatterKind,
    episode: Option<u32>,
    /// Fields of older episodes, with the numbers of these.
    older: Vec<(Vec<Field<'a>>, Option<u32>)>,
    date_names: &'a DateNames,
    /// The words of the title that belong to the episode.
    title_words: SortedSet<String>,
    n_guests: usize,
}

/// Replaces the number of the episode when values are compared.
const NUMBER: &str = "\u{0}";
const SECONDS_OF_DAY: u64 = 86_400;
/// The years 2000 to 2100, in seconds.
const UNIX_TIMES: std::ops::Range<u64> = 946_684_800..4_102_444_800;
/// Words in keys of days.
const DAY_KEYS: &[&str] =
    &["date", "day", "time", "publish", "pub", "air", "record", "creat", "updat", "fecha", "datum"];
/// A value of more words is a text.
const MAX_WORDS: usize = 3;
/// A number of as many digits is a length, an identifier or a year.
const N_LONG_NUMBER: usize = 4;
/// Shorter words of titles stand in other values by chance.
const MIN_TITLE_WORD: usize = 4;

impl FrontMatterPlan {
    /// Of the newest episode; `None` if it has none. The newest episode must be first. Takes time linear in the front
    /// matter of all.
    pub fn of(episodes: &[EarlierEpisode], date_names: &DateNames) -> Option<FrontMatterPlan> {
        let read =
            |episode: &'_ EarlierEpisode| -> Option<FrontMatter> { front_matter(episode.front_matter.as_deref()?) };
        let newest = episodes.first()?;
        let (source, found) = (newest.front_matter.as_deref()?, read(newest)?);
        let older = episodes[1..]
            .iter()
            .filter_map(|it| Some((fields(it.front_matter.as_deref()?, &read(it)?), it.outline.episode)));
        let mut reader = Reader {
            kind: found.kind,
            episode: newest.outline.episode,
            older: older.collect(),
            date_names,
            title_words: SortedSet::new(),
            n_guests: 0,
        };
        let fields = fields(source, &found);
        reader.title_words =
            fields.iter().filter(|it| last_key(&it.key) == "title").flat_map(|it| reader.own_words(it)).collect();
        let mut parts = Vec::new();
        let mut byte = 0;
        for field in &fields {
            let before = &source[byte..field.bytes.start];
            reader.push(&mut parts, before, field);
            byte = field.bytes.end;
        }
        parts.push(Part::Text(source[byte..].trim_end_matches(['\r', '\n']).to_owned()));
        Some(FrontMatterPlan { kind: found.kind, parts })
    }

    pub fn has_date(&self) -> bool {
        let is_dated = |part: &Part| match part {
            Part::Date { .. } | Part::UnixTime { .. } => true,
            Part::Shape(shape) => shape.contains("{{date"),
            _ => false,
        };
        self.parts.iter().any(is_dated)
    }

    pub fn has_guests(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Guests(_)))
    }
}

impl Reader<'_> {
    /// The words of a title that are not the show's.
    fn own_words(&self, title: &Field) -> Vec<String> {
        let text = title.text();
        let shape = title_shape(WrittenTitle { source: &text, episode: self.episode }, &[], self.date_names);
        let shows = words(&shape);
        words(&text).into_iter().filter(|word| !shows.contains(word)).collect()
    }

    /// Reads a field, and the text before its value.
    fn push(&mut self, parts: &mut Vec<Part>, before: &str, field: &Field) {
        let key = last_key(&field.key);
        let parent = field.key.rsplit_once('.').map(|(table, _)| fold(table));
        if is_guest(&key) || parent.as_deref().is_some_and(is_guest) {
            return self.guests(parts, before, field, &key);
        }
        let Some(scalar) = scalar(field.value, self.kind) else {
            return self.other(parts, before, field, None);
        };
        if scalar.inner.is_empty() && key == "title" {
            push_text(parts, &[before, gap(before), scalar.quote]);
            parts.push(Part::Stop);
            return push_text(parts, &[scalar.quote, scalar.behind]);
        }
        if scalar.inner.is_empty() {
            return push_text(parts, &[before, field.value]);
        }
        if key == "title" {
            self.title(parts, before, &field.key, &scalar);
        } else if is_episode_key(&key) && scalar.inner.parse::<u32>().is_ok() {
            push_text(parts, &[before, scalar.quote]);
            parts.push(Part::Number(scalar.inner.to_owned()));
            push_text(parts, &[scalar.quote, scalar.behind]);
        } else if let Some(day) = day(&key, &scalar, self.date_names) {
            push_text(parts, &[before, scalar.quote]);
            parts.push(day);
            push_text(parts, &[scalar.quote, scalar.behind]);
        } else {
            self.other(parts, before, field, Some(&scalar));
        }
    }

    fn title(&self, parts: &mut Vec<Part>, before: &str, key: &str, scalar: &Scalar) {
        let written = |source, episode| WrittenTitle { source, episode };
        let older: Vec<(&str, Option<u32>)> = self
            .same_key(key)
            .filter_map(|(value, episode)| Some((self::scalar(value, self.kind)?.inner, episode)))
            .collect();
        let older: Vec<WrittenTitle> = older.iter().map(|(source, episode)| written(source, *episode)).collect();
        let shape = title_shape(written(scalar.inner, self.episode), &older, self.date_names);
        push_text(parts, &[before, scalar.quote]);
        parts.push(if shape.trim_start_matches('#').trim() == "{{title}}" { Part::Stop } else { Part::Shape(shape) });
        push_text(parts, &[scalar.quote, scalar.behind]);
    }

    /// A value of which nothing is known but what other episodes say.
    fn other(&self, parts: &mut Vec<Part>, before: &str, field: &Field, scalar: Option<&Scalar>) {
        let value = field.value;
        let is_switch = matches!(value, "true" | "false" | "yes" | "no");
        let counts = |text: &str, number: Option<u32>| {
            number.map_or_else(|| text.to_owned(), |it| replaced(text, it, |_| NUMBER.to_owned()))
        };
        let others = || self.same_key(&field.key);
        let is_same = || others().any(|(other, _)| other == value);
        let own = counts(value, self.episode);
        let is_counted = || own != value && others().any(|(other, number)| counts(other, number) == own);
        if value.is_empty() || is_switch || is_same() {
            push_text(parts, &[before, value]);
        } else if is_counted() || (self.older.is_empty() && self.looks_standing(value)) {
            push_text(parts, &[before]);
            self.push_counted(parts, value);
        } else {
            self.empty(parts, before, value, scalar);
        }
    }

    fn same_key(&self, key: &str) -> impl Iterator<Item = (&str, Option<u32>)> {
        self.older.iter().flat_map(move |(fields, episode)| {
            fields.iter().filter(move |it| it.key == key).map(|it| (it.value, *episode))
        })
    }

    /// Writes a value, with the number of the episode counted up.
    fn push_counted(&self, parts: &mut Vec<Part>, value: &str) {
        let mut byte = 0;
        let places: Vec<_> = self.episode.map(|it| numbers(value, it).collect()).unwrap_or_default();
        for place in places {
            push_text(parts, &[&value[byte..place.start]]);
            parts.push(Part::Number(value[place.clone()].to_owned()));
            byte = place.end;
        }
        push_text(parts, &[&value[byte..]]);
    }

    /// Whether a value is hardly one episode's own, if there is nothing to compare with.
    fn looks_standing(&self, value: &str) -> bool {
        let without = |number: u32| replaced(value, number, |_| String::new());
        let rest = self.episode.map_or_else(|| value.to_owned(), without);
        let has_long_number = rest.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= N_LONG_NUMBER);
        let has_address = rest.contains("://") || rest.contains("www.") || is_own_address(&rest);
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mut colons = rest.match_indices(':');
        let has_time = colons
            .any(|(byte, _)| is_digit(rest[..byte].chars().next_back()) && is_digit(rest[byte + 1..].chars().next()));
        let n_words = value.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        let says_title = words(value).iter().any(|word| self.title_words.contains(word));
        !has_long_number && !has_address && !has_time && !says_title && n_words <= MAX_WORDS
    }

    fn empty(&self, parts: &mut Vec<Part>, before: &str, value: &str, scalar: Option<&Scalar>) {
        let is_toml = self.kind == FrontMatterKind::Toml;
        match scalar {
            Some(scalar) if is_toml && scalar.quote.is_empty() => {
                let is_number =
                    scalar.inner.parse::<f64>().is_ok() || scalar.inner.replace('_', "").parse::<i64>().is_ok();
                push_text(parts, &[before, if is_number { "0" } else { "\"\"" }, scalar.behind]);
            }
            Some(scalar) => {
                // `#tea` was hardly meant as a comment.
                let is_comment = !scalar.quote.is_empty() || scalar.behind.trim_start().starts_with("# ");
                push_text(parts, &[before, scalar.quote]);
                parts.push(Part::Stop);
                push_text(parts, &[scalar.quote, if is_comment { scalar.behind } else { "" }]);
            }
            None if value.starts_with('[') => push_text(parts, &[before, "[]"]),
            None if value.starts_with('{') => push_text(parts, &[before, "{}"]),
            None if is_toml => push_text(parts, &[before, "\"\""]),
            None => push_text(parts, &[before.trim_end()]),
        }
    }

    fn guests(&mut self, parts: &mut Vec<Part>, before: &str, field: &Field, key: &str) {
        let value = field.value;
        if !is_guest(key) {
            let quote = scalar(value, self.kind).map_or("", |it| it.quote);
            let quote = if quote.is_empty() { "\"" } else { quote };
            push_text(parts, &[before]);
            if key == "name" {
                parts.push(Part::Guests(GuestShape::Nth { idx: self.n_guests, quote }));
                self.n_guests += 1;
            } else {
                push_text(parts, &[quote, quote]);
            }
            return;
        }
        if let Some(scalar) = scalar(value, self.kind) {
            push_text(parts, &[before, gap(before)]);
            parts.push(Part::Guests(GuestShape::Names { quote: scalar.quote }));
            return push_text(parts, &[if value.is_empty() { "" } else { scalar.behind }]);
        }
        if value.starts_with(['[', '{']) {
            push_text(parts, &[before]);
            parts.push(Part::Guests(GuestShape::Flow { quote: quote_of(value[1..].trim_start()) }));
            let behind = value.rfind([']', '}']).map_or("", |byte| &value[byte + 1..]);
            return push_text(parts, &[behind]);
        }
        let indent = before.rsplit_once('\n').map_or("", |(_, indent)| indent);
        let bare = before.trim_end();
        push_text(parts, &[bare]);
        let lead = before[bare.len()..].to_owned();
        let is_list = value.starts_with('-');
        let next_item = format!("{indent}-");
        let own =
            value.lines().enumerate().take_while(|(idx, line)| *idx == 0 || !(is_list && line.starts_with(&next_item)));
        let lines: Vec<GuestLine> = own.filter_map(|(_, line)| guest_line(line)).collect();
        parts.push(Part::Guests(match is_list {
            true => GuestShape::Items { lead, lines, indent: indent.to_owned() },
            false => GuestShape::Map { lead, lines },
        }));
    }
}

/// A blank, where none stands before an empty value.
fn gap(before: &str) -> &'static str {
    if before.ends_with([' ', '\t']) { "" } else { " " }
}

/// A line `- Ann`, `- name: Ann` or `of: Tea`, without its value.
fn guest_line(line: &str) -> Option<GuestLine> {
    let trimmed = line.trim_start();
    let rest = trimmed.strip_prefix('-').map_or(trimmed, str::trim_start);
    if rest.is_empty() || rest.starts_with('#') {
        return None;
    }
    let byte_rest = line.len() - rest.len();
    let key = rest.find(':').filter(|byte| rest[*byte + 1..].is_empty() || rest[*byte + 1..].starts_with(' '));
    match key {
        Some(byte) => {
            let quote = quote_of(rest[byte + 1..].trim());
            let is_name = fold(&rest[..byte]) == "name";
            Some(GuestLine { before: line[..byte_rest + byte + 1].to_owned() + " ", quote, is_name })
        }
        None if trimmed.starts_with('-') => {
            Some(GuestLine { before: line[..byte_rest].to_owned(), quote: quote_of(rest), is_name: true })
        }
        None => None,
    }
}

/// A day in a value: a date at its start, or a number of seconds.
fn day(key: &str, scalar: &Scalar, names: &DateNames) -> Option<Part> {
    let value = scalar.inner;
    let is_day = DAY_KEYS.iter().any(|word| key.contains(word));
    if value.len() == 10 || value.len() == 13 {
        let in_milliseconds = value.len() == 13;
        let seconds = value.parse::<u64>().ok().map(|it| if in_milliseconds { it / 1000 } else { it });
        if let Some(seconds) = seconds.filter(|it| is_day && UNIX_TIMES.contains(it)) {
            // A time of day says when a show is out; its seconds say nothing.
            let second_of_day = seconds % SECONDS_OF_DAY / 60 * 60;
            return Some(Part::UnixTime { in_milliseconds, second_of_day });
        }
    }
    // The `T` of `2026-11-22T09:30` is no part of a word.
    let parted = match value.as_bytes() {
        [_, .., _] if value.is_char_boundary(11) && value.get(10..11) == Some("T") => {
            format!("{} {}", &value[..10], &value[11..])
        }
        _ => value.to_owned(),
    };
    let date = dates(&parted, names).into_iter().next().filter(|date| date.bytes.start == 0)?;
    let rest = &value[date.bytes.end..];
    let is_time = rest.chars().all(|c| !c.is_alphabetic() || c.is_ascii_uppercase()) && rest.len() < 24;
    is_time.then(|| Part::Date { pattern: date.pattern, rest: rest.to_owned(), is_bare: scalar.quote.is_empty() })
}

/// A value of one line; `None` for lists, tables and texts.
fn scalar(value: &str, kind: FrontMatterKind) -> Option<Scalar<'_>> {
    let is_nested = value.contains('\n') || value.starts_with("\"\"\"") || value.starts_with("'''");
    let is_list = kind != FrontMatterKind::Bare && (value.starts_with(['[', '{', '|', '>']) || value.starts_with("- "));
    if is_nested || is_list {
        return None;
    }
    let quote = if kind == FrontMatterKind::Bare { "" } else { quote_of(value) };
    if quote.is_empty() {
        let comment = value.find(" #").filter(|_| kind != FrontMatterKind::Bare).unwrap_or(value.len());
        let inner = value[..comment].trim_end();
        return Some(Scalar { quote, inner, behind: &value[inner.len()..] });
    }
    let byte_to = end_of_quoted(value, quote)?;
    Some(Scalar { quote, inner: &value[1..byte_to], behind: &value[byte_to + 1..] })
}

/// Where the quotation closes that a value begins with.
fn end_of_quoted(value: &str, quote: &str) -> Option<usize> {
    let mut byte = 1;
    loop {
        let at = byte + value[byte..].find(quote)?;
        let n_backslashes = value[..at].len() - value[..at].trim_end_matches('\\').len();
        let is_doubled = quote == "'" && value[at + 1..].starts_with('\'');
        if !is_doubled && (quote == "'" || n_backslashes.is_multiple_of(2)) {
            return Some(at);
        }
        byte = at + if is_doubled { 2 } else { 1 };
    }
}

fn quote_of(value: &str) -> Quote {
    match value.chars().next() {
        Some('"') => "\"",
        Some('\'') => "'",
        _ => "",
    }
}

fn is_guest(key: &str) -> bool {
    matches!(key, "guest" | "guests")
}

/// `name` for `guest.Name`.
fn last_key(key: &str) -> String {
    fold(key.rsplit_once('.').map_or(key, |(_, key)| key))
}

fn words(text: &str) -> SortedSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= MIN_TITLE_WORD);
    words.filter(|word| word.contains(char::is_alphabetic)).map(fold).collect()
}

fn push_text(parts: &mut Vec<Part>, texts: &[&str]) {
    parts.push(Part::Text(texts.concat()));
}

/// A text with a number replaced, by how it is written.
fn replaced(text: &str, number: u32, new: impl Fn(&str) -> String) -> String {
    let places: Vec<_> = numbers(text, number).collect();
    let mut written = text.to_owned();
    for bytes in places.into_iter().rev() {
        let with = new(&text[bytes.clone()]);
        written.replace_range(bytes, &with);
    }
    written
}
