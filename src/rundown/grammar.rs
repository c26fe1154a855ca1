//! The rules by which the beginning of a line is a label. [`crate::rundown`] lists them with examples.

use std::ops::Range;

use super::evidence::Context;
use super::label::SegmentKind;
use super::name::{self, Name};
use super::numbering::SegmentNumber;
use super::scan::{Scanner, is_colon, is_dash, is_hash};
use super::timestamp::Timestamp;
use super::vocabulary::{self, fold};
use crate::markdown::InlineLine;

/// The rules, applied to one line.
pub(super) struct Grammar<'a> {
    pub line: &'a InlineLine,
    pub is_heading: bool,
    pub context: &'a Context,
}

/// What a label says before its title.
pub(super) struct Prefix {
    pub kind: SegmentKind,
    pub number: Option<SegmentNumber>,
    /// Where the number stands, in bytes of the line's text.
    pub number_at: Option<Range<usize>>,
    pub host: Option<Name>,
    /// Where the words stand that name a part and are all the title there is.
    pub name: Option<Range<usize>>,
    /// Where the title begins, in bytes of the line's text.
    pub byte_to: usize,
}

/// What stands behind a name or noun.
struct Numbering {
    number: Option<(SegmentNumber, Range<usize>)>,
    has_hash: bool,
    is_separated: bool,
}

/// A phrase longer than this names no part.
const MAX_PHRASE_BYTES: usize = 64;
/// A host has fewer segments than this in one episode; `Kite Talk #460` is an episode.
const MAX_NUMBER_OF_HOST: u32 = 99;

impl Grammar<'_> {
    /// The first rule that applies.
    pub(super) fn prefix(&self, scanner: Scanner) -> Option<Prefix> {
        self.number_first(scanner)
            .or_else(|| self.name_first(scanner))
            .or_else(|| self.named_part(scanner))
            .or_else(|| self.part_of_host(scanner))
    }

    /// A time makes a chapter in a heading; in a line of text only if the notes have several.
    pub(super) fn starts_chapter(&self, time: Timestamp) -> bool {
        self.is_heading || self.context.has_chapters() || (time.bracketed && time.seconds == 0)
    }

    /// `#1 (Ann): Title`, `#1 Ann: Title`, `#1: Title`.
    fn number_first(&self, mut scanner: Scanner) -> Option<Prefix> {
        scanner.take_if(is_hash)?;
        let (number, number_at) = take_segment_number(&mut scanner)?;
        let is_separated = scanner.skip_separators();
        let host = match name::take_bracketed_proper(&mut scanner) {
            None if !is_separated => self.take_host_before_title(&mut scanner),
            host => host,
        };
        if host.is_none() && !is_separated && self.goes_on_as_prose(scanner) {
            return None;
        }
        scanner.skip_separators();
        Some(Prefix {
            kind: SegmentKind::Topic,
            number: Some(number),
            number_at: Some(number_at),
            host,
            name: None,
            byte_to: scanner.byte(),
        })
    }

    /// `#1 in the charts`: a small letter behind a bare number, unless a link or heading makes it a title.
    fn goes_on_as_prose(&self, mut scanner: Scanner) -> bool {
        scanner.skip_spaces();
        let is_linked = self.line.links.iter().any(|link| link.text_range.contains(&scanner.byte()));
        scanner.peek().is_some_and(char::is_lowercase) && !is_linked && !self.is_heading
    }

    /// `Ann: ` behind a number; `Ann ` too, if that is a host of these notes.
    fn take_host_before_title(&self, scanner: &mut Scanner) -> Option<Name> {
        let mut ahead = *scanner;
        let is_before_colon =
            |name: &Name, ahead: &Scanner| name::is_proper(&name.text) && ahead.peek().is_some_and(is_colon);
        let name = name::take(&mut ahead).filter(|name| is_before_colon(name, &ahead)).or_else(|| {
            ahead = *scanner;
            name::take_word(&mut ahead).filter(|word| self.knows_host(&word.text))
        })?;
        *scanner = ahead;
        Some(name)
    }

    /// `Ann #1: Title`, `Ann #1 Title`, `Ann #: Title`, `Segment 3: Title`.
    fn name_first(&self, mut scanner: Scanner) -> Option<Prefix> {
        let name = name::take(&mut scanner)?;
        let numbering = self.take_numbering(&mut scanner)?;
        let phrase = fold(&name.text);
        let is_noun = vocabulary::is_segment_noun(&phrase);
        let is_sure = if is_noun { self.numbers_noun(&numbering) } else { self.numbers_host(&name.text, &numbering) };
        let part = vocabulary::part(&phrase);
        is_sure.then(|| Prefix {
            kind: part.unwrap_or(SegmentKind::Topic),
            number: numbering.number.as_ref().map(|(number, _)| *number),
            number_at: numbering.number.map(|(_, range)| range),
            host: Some(name).filter(|_| !is_noun && part.is_none()),
            name: None,
            byte_to: scanner.byte(),
        })
    }

    fn take_numbering(&self, scanner: &mut Scanner) -> Option<Numbering> {
        let touches_name = self.line.text[..scanner.byte()].ends_with(char::is_alphanumeric);
        let has_hash = scanner.take_if(is_hash).is_some();
        if has_hash && touches_name && scanner.peek().is_some_and(char::is_whitespace) {
            return None; // `C# 8: Title` speaks of a language.
        }
        let number = take_segment_number(scanner);
        Some(Numbering { number, has_hash, is_separated: scanner.skip_separators() })
    }

    fn numbers_noun(&self, numbering: &Numbering) -> bool {
        numbering.number.is_some() && (numbering.has_hash || (self.is_heading && numbering.is_separated))
    }

    fn numbers_host(&self, name: &str, numbering: &Numbering) -> bool {
        let Numbering { has_hash, is_separated, .. } = *numbering;
        let number = numbering.number.as_ref().map(|(number, _)| *number);
        let is_of_else = vocabulary::is_numbered_noun(&fold(name));
        if is_of_else || number.is_some_and(|number| number.whole > MAX_NUMBER_OF_HOST) {
            return false;
        }
        match number {
            Some(_) if has_hash => name::is_proper(name) || self.knows_host(name),
            Some(_) => is_separated && self.knows_host(name),
            None => has_hash && is_separated && (name::is_proper(name) || self.knows_host(name)),
        }
    }

    /// `Extras`, `Joke: Title`, `Connect with the hosts`.
    fn named_part(&self, mut scanner: Scanner) -> Option<Prefix> {
        let byte_from = scanner.byte();
        let phrase = self.take_phrase(&mut scanner)?;
        let byte_to = scanner.byte();
        let kind = vocabulary::part(&phrase).or_else(|| self.bonus_part(&phrase, scanner))?;
        let bracketed = name::take_bracketed(&mut scanner);
        scanner.skip_separators();
        let is_other = kind == SegmentKind::Other;
        (!is_other || scanner.at_end()).then(|| Prefix {
            kind,
            number: None,
            number_at: None,
            host: bracketed.filter(|words| kind == SegmentKind::Extras && !words.text.contains(' ')),
            name: is_other.then_some(byte_from..byte_to),
            byte_to: scanner.byte(),
        })
    }

    /// `Bonus article:`, with nothing behind it.
    fn bonus_part(&self, phrase: &str, mut scanner: Scanner) -> Option<SegmentKind> {
        let mut words = phrase.split(' ');
        let is_bonus = words.next() == Some("bonus") && words.count() < name::MAX_WORDS;
        let ends_line = scanner.skip_separators() && scanner.at_end();
        (is_bonus && (ends_line || self.is_heading)).then_some(SegmentKind::Other)
    }

    /// `Extra Ann:`, of a host that other labels name.
    fn part_of_host(&self, mut scanner: Scanner) -> Option<Prefix> {
        let part = name::take_word(&mut scanner)?;
        scanner.skip_spaces();
        let kind = vocabulary::part(&fold(&part.text)).filter(|kind| *kind != SegmentKind::Other)?;
        let host = name::take_word(&mut scanner).filter(|host| self.knows_host(&host.text))?;
        let is_separated = scanner.skip_separators();
        let ends = is_separated || scanner.at_end();
        ends.then(|| Prefix {
            kind,
            number: None,
            number_at: None,
            host: Some(host),
            name: None,
            byte_to: scanner.byte(),
        })
    }

    /// Words up to a colon, a bracket, a dash that stands apart, a link, or the end of the line; folded.
    fn take_phrase(&self, scanner: &mut Scanner) -> Option<String> {
        let byte_from = scanner.byte();
        let byte_link = self.line.links.iter().map(|link| link.text_range.start).find(|byte| *byte > byte_from);
        let mut phrase = String::new();
        while let Some(c) = scanner.peek() {
            let is_end = is_colon(c) || matches!(c, '(' | '（') || (is_dash(c) && phrase.ends_with(' '));
            if is_end || byte_link.is_some_and(|byte| byte <= scanner.byte()) {
                break;
            }
            if phrase.len() > MAX_PHRASE_BYTES {
                return None;
            }
            phrase.push(c);
            scanner.take();
        }
        let phrase = fold(&phrase.replace(',', " "));
        let words: Vec<&str> = phrase.split_whitespace().collect();
        Some(words.join(" ").trim_matches(is_mark).to_owned()).filter(|phrase| !phrase.is_empty())
    }

    fn knows_host(&self, name: &str) -> bool {
        self.context.knows_host(name)
    }
}

/// `3`, `0.1`; not `100days`. And where it stands.
fn take_segment_number(scanner: &mut Scanner) -> Option<(SegmentNumber, Range<usize>)> {
    let mut ahead = *scanner;
    ahead.skip_spaces();
    let byte_from = ahead.byte();
    let whole = ahead.take_number()?;
    let mut behind_point = ahead;
    let part = behind_point.take_if(|c| c == '.').and_then(|_| behind_point.take_number());
    if part.is_some() {
        ahead = behind_point;
    }
    let goes_on = ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric());
    (!goes_on).then(|| {
        *scanner = ahead;
        (SegmentNumber { whole, part }, ahead.seen_from(byte_from))
    })
}

/// Marks that may stand around or behind the name of a part.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '!' | '?' | '.' | '…')
}
