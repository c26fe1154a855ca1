//! The rules for the beginning of a line that is a label. [`Grammar`] lists them with examples, together with those for
//! titles and for labels by convention.

use std::ops::Range;

use super::SegmentKind;
use super::SegmentNumber;
use super::name::{self, Name};
use super::timestamp::Timestamp;
use crate::markdown::InlineLine;
use crate::outline::context::Context;
use crate::outline::scan::{Scanner, is_colon, is_dash, is_hash};
use crate::outline::vocabulary::{self, fold};

/// The rules, applied to one line.
///
/// A label is read from the visible text of one line, without markup: a line of a paragraph or heading, a line at the
/// left margin right below a list, or the first line of an item. Lines of code, quotations and tables are never labels.
/// Asterisks that are not emphasis and zero-width characters are skipped, and so are pictures and bullets before a
/// name. Any white space counts as a space. Between the parts there may be a colon, a dash or nothing.
///
/// Some lines are labels by themselves:
///
/// | Rule | Example | Read as |
/// |---|---|---|
/// | name, number | `**Ann #1:** [Kites](…)`, `Ann #1 Kites`, `Ann - #1: Kites` | topic 1 of Ann |
/// | name in lower case, number, colon | `ann #1: Kites` | topic 1 of ann |
/// | number, name | `#1 (Ann): Kites`, `#1 Ann: Kites`, `#1 by Ann: Kites`, `(Ann) #1: Kites` | topic 1 of Ann |
/// | number alone | `#1 Kites`, `#0.1: Kites` | topic without a host |
/// | noun, number | `### Segment 3: Kites`, `Topic #3 (Ann): Kites` | topic 3, of Ann if it says so |
/// | number in a heading | `## 1. Kites` | topic 1 |
/// | named part | `Extras`, `Joke: Title`, `Joke 2: Title`, `Connect with the hosts` | extras, joke, other |
/// | part of a host | `Extra (ann): …`, `Extra Ann:` | extras of Ann |
/// | time in a heading | `## 12:34 Kites`, `## Kites (12:34)`, `## (1:02:03) Ann #1: Kites` | topic, with its start |
/// | section | `## Kites`, `#### Kites` | other |
///
/// Some lines are decided by the rest of the notes, which is counted (`context`):
///
/// | Rule | Example | Decided by |
/// |---|---|---|
/// | no colon behind the name | `#5 Ann Kites` | another label names Ann |
/// | no `#`; a name set apart | `Ann 5: Kites`, `#5 - Ann - Kites`, `Ann: #5 Kites` | another label names Ann |
/// | number above 99 | `Ann #100: Kites` | another label names Ann |
/// | a line that goes on with an item, indented by up to three blanks | `  Ann #5: Kites` | another label names Ann |
/// | initials without `#` | `AB 1: Kites` | another label; no higher number than there are labels |
/// | time in a line of text | `12:34 Kites`, `00:10–02:30 Kites`, `1h02m Kites`, `00：10 Kites` | another line begins with a time |
/// | a thing in place of the name | `Habit #1: Walk` | all numbered labels name it, and none has a link |
///
/// And some are labels by convention in notes without numbered labels (`conventions`; two numbered labels rule them out):
///
/// | Rule | Example | From |
/// |---|---|---|
/// | chapters in a list | `- 00:10 Kites`, `- [@00:10](…) Kites`, `- Kites (00:10)`, also in items of items | two |
/// | labels in a list | `- Ann #1: Kites` | two |
/// | items of a numbered list | `1. [Kites](…)`, details nested | two that begin with a link, else three; more than headings |
/// | numbered lines | `10: Kites`, `**1. Kites**`, `(1) Kites`, `1、Kites` | three, without headings; no sentences |
/// | noun and number in text | `Topic 1: Kites` | two |
/// | a line that is just a link, with a list below | `[Kites](…)` | one, without headings |
/// | bold lines | `**Kites**` | three; more than twice as many as headings |
/// | a list of links for all | `Links`, above a list | exactly one, whatever has numbers |
///
/// The words are in a table in eight languages: `vocabulary`. The episode's own title, front matter, `Issue #12`,
/// `Option #2`, `Kite Talk #460`, `- [#51: Another episode](…)`, a time of day (`3:15 AM`) and a line above a lone dash
/// (which will be a list) are not labels. Beside numbered lines, headings below level 2 are details.
///
/// A label is within the nearest one above it of a lower rank: headings by their levels, then lines of text, then items
/// (`segments`). Where hosts have numbered lines, none is within another.
///
/// A title ends with its link (`from kite.example` is not part of it), may begin before it, and may continue over
/// several. It does not include the address of its link, nor the time at its end.
pub(super) struct Grammar<'a> {
    pub line: &'a InlineLine,
    pub is_heading: bool,
    pub context: &'a Context,
}

/// The part of a label before its title.
pub(super) struct Prefix {
    pub kind: SegmentKind,
    pub number: Option<SegmentNumber>,
    /// The range of the number, in bytes of the line's text.
    pub number_at: Option<Range<usize>>,
    pub host: Option<Name>,
    /// The range of the name of a part, if the label has no other title.
    pub name: Option<Range<usize>>,
    /// The start of the title, in bytes of the line's text.
    pub byte_to: usize,
}

/// The number at the beginning of a counted line.
pub(crate) struct Counted {
    pub number: SegmentNumber,
    /// The range of the number, in bytes of the line's text.
    pub number_at: Range<usize>,
    /// The start of the title.
    pub byte_to: usize,
}

/// The number behind a name or noun.
struct LabelNumbering {
    number: Option<(SegmentNumber, Range<usize>)>,
    has_hash: bool,
    is_separated: bool,
}

/// A longer phrase is not the name of a part.
const MAX_PHRASE_BYTES: usize = 64;
/// A host has at most this many segments in one episode; `Kite Talk #460` is an episode.
const MAX_NUMBER_OF_HOST: u32 = 99;
/// The number of a counted line has at most three digits, because a year has four.
const MAX_COUNTED: u32 = 999;
/// `AB`, `ABC`: hosts who sign with their initials.
const N_INITIALS: std::ops::RangeInclusive<usize> = 2..=3;

impl Grammar<'_> {
    /// Applies the first rule that fits.
    pub(super) fn prefix(&self, scanner: Scanner) -> Option<Prefix> {
        self.numbered(scanner)
            .or_else(|| self.named_part(scanner))
            .or_else(|| self.part_of_host(scanner))
            .or_else(|| self.counted_heading())
    }

    /// The rules that need a number, or a `#`.
    fn numbered(&self, scanner: Scanner) -> Option<Prefix> {
        // Most lines have neither, and their words need not be read.
        let may_have_number = self.line.text[scanner.byte()..].contains(|c: char| is_hash(c) || c.is_numeric());
        may_have_number.then(|| {
            let number_first = self.number_first(scanner);
            number_first.or_else(|| self.noun_first(scanner)).or_else(|| self.name_first(scanner))
        })?
    }

    /// Whether a time starts a chapter: in a heading always, in a line of text only if the notes have several.
    pub(super) fn starts_chapter(&self, time: Timestamp) -> bool {
        self.is_heading || self.context.has_chapters() || (time.bracketed && time.seconds == 0)
    }

    /// `#1 (Ann): Title`, `#1 Ann: Title`, `#1: Title`; `# (Ann): Title` while the number is being typed.
    fn number_first(&self, mut scanner: Scanner) -> Option<Prefix> {
        scanner.take_if(is_hash)?;
        let begins_hashtag = scanner.peek().is_some_and(char::is_alphabetic);
        let number = take_segment_number(&mut scanner);
        if number.is_none() && begins_hashtag {
            return None;
        }
        let is_separated = scanner.skip_separators();
        let host = name::take_bracketed_proper(&mut scanner).or_else(|| match is_separated {
            true => self.take_known_host(&mut scanner),
            false => self.take_host_before_title(&mut scanner),
        });
        if host.is_none() && (number.is_none() || (!is_separated && self.goes_on_as_prose(scanner))) {
            return None;
        }
        let is_set_apart = scanner.skip_separators();
        if number.is_none() && !is_set_apart {
            return None;
        }
        let (number, number_at) = number.unzip();
        Some(Prefix { kind: SegmentKind::Topic, number, number_at, host, name: None, byte_to: scanner.byte() })
    }

    /// `## 1. Title`.
    fn counted_heading(&self) -> Option<Prefix> {
        let counted = self.is_heading.then(|| counted(self.line))?;
        let counted = counted.filter(|it| it.number.whole <= MAX_NUMBER_OF_HOST)?;
        Some(Prefix {
            kind: SegmentKind::Topic,
            number: Some(counted.number),
            number_at: Some(counted.number_at),
            host: None,
            name: None,
            byte_to: counted.byte_to,
        })
    }

    /// `#1 in the charts`: a lower-case word behind a bare number is prose, unless a link, a heading or a colon makes
    /// it a title.
    fn goes_on_as_prose(&self, mut scanner: Scanner) -> bool {
        scanner.skip_spaces();
        let is_linked = self.line.links.iter().any(|link| link.text_range.contains(&scanner.byte()));
        let is_small = scanner.peek().is_some_and(char::is_lowercase);
        let mut is_before_colon = || name::take_word(&mut scanner).is_some() && scanner.skip_colon();
        is_small && !is_linked && !self.is_heading && !is_before_colon()
    }

    /// `Ann: ` behind a number and a separator: `#1 – Ann: Title`, `#1 | Ann | Title`.
    fn take_known_host(&self, scanner: &mut Scanner) -> Option<Name> {
        let mut ahead = *scanner;
        let name = name::take(&mut ahead).filter(|name| self.knows_host(&name.text))?;
        let is_apart = ahead.skip_separators();
        is_apart.then(|| {
            *scanner = ahead;
            name
        })
    }

    /// `Ann: ` and `by Ann: ` behind a number; also `Ann ` if that is a host of these notes.
    fn take_host_before_title(&self, scanner: &mut Scanner) -> Option<Name> {
        let mut ahead = *scanner;
        take_by(&mut ahead);
        let after_by = ahead;
        let is_before_colon =
            |name: &Name, ahead: &Scanner| name::is_proper(&name.text) && ahead.peek().is_some_and(is_colon);
        let name = name::take(&mut ahead).filter(|name| is_before_colon(name, &ahead)).or_else(|| {
            ahead = after_by;
            name::take_word(&mut ahead).filter(|word| self.knows_host(&word.text))
        })?;
        *scanner = ahead;
        Some(name)
    }

    /// `Ann #1: Title`, `Ann #1 Title`, `Ann #: Title`, `Ann - #1: Title`, `(Ann) #1: Title`.
    fn name_first(&self, mut scanner: Scanner) -> Option<Prefix> {
        let bracketed = name::take_bracketed_proper(&mut scanner);
        let is_bracketed = bracketed.is_some();
        let name = bracketed.or_else(|| name::take(&mut scanner))?;
        let byte_name_to = scanner.byte();
        let is_set_apart = self.skip_to_hash(&mut scanner, &name.text);
        let numbering = self.take_numbering(&mut scanner, byte_name_to)?;
        let is_whole = numbering.has_hash || !(is_bracketed || is_set_apart);
        let part = vocabulary::part(&fold(&name.text));
        let numbers_part = part.is_some_and(|kind| kind != SegmentKind::Other)
            && numbering.number.is_some()
            && (numbering.is_separated || scanner.at_end());
        let is_reference = self.is_own_link(&numbering, byte_name_to);
        (is_whole && !is_reference && (numbers_part || self.numbers_host(&name.text, &numbering))).then(|| Prefix {
            kind: part.unwrap_or(SegmentKind::Topic),
            number: numbering.number.as_ref().map(|(number, _)| *number),
            number_at: numbering.number.map(|(_, range)| range),
            host: Some(name).filter(|_| part.is_none()),
            name: None,
            byte_to: scanner.byte(),
        })
    }

    /// `Segment 3: Title`, `Topic #3 (Ann): Title`.
    fn noun_first(&self, mut scanner: Scanner) -> Option<Prefix> {
        let name = name::take(&mut scanner)?;
        let is_noun_of_notes = self.context.is_noun(&name.text);
        if !is_noun_of_notes && !vocabulary::is_segment_noun(&fold(&name.text)) {
            return None;
        }
        let byte_to = scanner.byte();
        let numbering = self.take_numbering(&mut scanner, byte_to)?;
        let host = name::take_bracketed_proper(&mut scanner);
        let is_separated = scanner.skip_separators() || numbering.is_separated || host.is_some();
        let is_custom = self.is_heading || self.context.numbers_nouns();
        let (number, number_at) = numbering.number?;
        (numbering.has_hash || (is_custom && is_separated)).then(|| Prefix {
            kind: SegmentKind::Topic,
            number: Some(number),
            number_at: Some(number_at),
            host,
            name: None,
            byte_to: scanner.byte(),
        })
    }

    /// Skips a dash between a name and `#`; a colon or comma only behind a host that other labels name.
    fn skip_to_hash(&self, scanner: &mut Scanner, name: &str) -> bool {
        let mut ahead = *scanner;
        let is_dashed = ahead.peek().is_some_and(|c| is_dash(c) || matches!(c, '|' | '｜'));
        let is_before_hash = ahead.skip_separators() && ahead.peek().is_some_and(is_hash);
        let found = is_before_hash && (is_dashed || self.knows_host(name));
        if found {
            *scanner = ahead;
        }
        found
    }

    /// Takes the number behind a name or noun that ends at `byte_name_to`.
    fn take_numbering(&self, scanner: &mut Scanner, byte_name_to: usize) -> Option<LabelNumbering> {
        let is_right_behind = scanner.byte() == byte_name_to;
        let touches_name = is_right_behind && self.line.text[..byte_name_to].ends_with(char::is_alphanumeric);
        scanner.skip_ornaments();
        let has_hash = scanner.take_if(is_hash).is_some();
        if has_hash && touches_name && scanner.peek().is_some_and(char::is_whitespace) {
            return None; // `C# 8: Title` speaks of a language.
        }
        let number = take_segment_number(scanner);
        Some(LabelNumbering { number, has_hash, is_separated: scanner.skip_separators() })
    }

    /// Whether a number is a link by itself: `Next meeting [#39](…)` is about an issue.
    fn is_own_link(&self, numbering: &LabelNumbering, byte_name_to: usize) -> bool {
        let Some((_, at)) = &numbering.number else { return false };
        let is_own = |range: &Range<usize>| {
            range.start >= byte_name_to
                && range.contains(&at.start)
                && self.line.text[at.end..range.end].trim().is_empty()
        };
        self.is_heading && numbering.has_hash && self.line.links.iter().any(|link| is_own(&link.text_range))
    }

    fn numbers_host(&self, name: &str, numbering: &LabelNumbering) -> bool {
        let LabelNumbering { has_hash, is_separated, .. } = *numbering;
        let number = numbering.number.as_ref().map(|(number, _)| *number);
        let phrase = fold(name);
        let is_of_else =
            vocabulary::is_numbered_noun(&phrase) || vocabulary::is_segment_noun(&phrase) || self.context.is_noun(name);
        let is_high = number.is_some_and(|number| number.whole > MAX_NUMBER_OF_HOST);
        if is_of_else || (is_high && !self.knows_host(name)) {
            return false;
        }
        let may_be_initials = |number: SegmentNumber| {
            is_initials(name) && self.context.max_of_initials().is_some_and(|max| number.whole <= max)
        };
        match number {
            Some(_) if has_hash => name::is_proper(name) || self.knows_host(name) || (is_separated && is_word(name)),
            Some(number) => is_separated && (self.knows_host(name) || may_be_initials(number)),
            None => has_hash && is_separated && (name::is_proper(name) || self.knows_host(name)),
        }
    }

    /// `Extras`, `Joke: Title`, `Connect with the hosts`.
    pub(super) fn named_part(&self, mut scanner: Scanner) -> Option<Prefix> {
        let byte_from = scanner.byte();
        let phrase = self.take_phrase(&mut scanner)?;
        let byte_to = scanner.byte();
        let part = vocabulary::part(&phrase).filter(|_| !(self.is_heading && vocabulary::is_vague_part(&phrase)));
        let kind = part.or_else(|| self.bonus_part(&phrase, scanner))?;
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

    /// `Extra Ann:` for a host that other labels name; `Extra An` while the name is being typed.
    fn part_of_host(&self, mut scanner: Scanner) -> Option<Prefix> {
        let part = name::take_word(&mut scanner)?;
        scanner.skip_spaces();
        let kind = vocabulary::part(&fold(&part.text)).filter(|kind| *kind != SegmentKind::Other)?;
        let host = name::take_word(&mut scanner)?;
        let is_begun = scanner.at_end() && self.context.knows_host_beginning(&host.text);
        let is_known = self.knows_host(&host.text);
        let ends = scanner.skip_separators() || scanner.at_end();
        (ends && (is_known || is_begun)).then(|| Prefix {
            kind,
            number: None,
            number_at: None,
            host: Some(host).filter(|_| is_known),
            name: None,
            byte_to: scanner.byte(),
        })
    }

    /// Words up to a colon, a bracket, a dash behind a blank, a link, or the end of the line; folded.
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

/// The number of `10: Kites`, `1) Kites`, `(1) Kites`, `1 – Kites`; not of `12:30` or `1.5`.
pub(crate) fn counted(line: &InlineLine) -> Option<Counted> {
    let mut scanner = Scanner::new(&line.text, 0);
    scanner.skip_ornaments();
    let is_bracketed = scanner.take_if(|c| matches!(c, '(' | '（')).is_some();
    let byte_from = scanner.byte();
    let whole = scanner.take_number().filter(|number| *number <= MAX_COUNTED)?;
    let number_at = scanner.seen_from(byte_from);
    let byte_marks = scanner.byte();
    let is_closed = scanner.peek().is_some_and(|c| matches!(c, ')' | '）'));
    let is_separated = scanner.skip_separators() && (is_closed || !is_bracketed);
    let marks = &line.text[byte_marks..scanner.byte()];
    let is_apart = marks.contains(|c: char| c.is_whitespace() || matches!(c, '：' | '）' | '．' | '、'));
    (is_separated && is_apart && !scanner.at_end()).then(|| Counted {
        number: SegmentNumber::from(whole),
        number_at,
        byte_to: scanner.byte(),
    })
}

/// Takes `by ` before a name.
fn take_by(scanner: &mut Scanner) {
    let mut ahead = *scanner;
    let is_by = name::take_word(&mut ahead).is_some_and(|word| vocabulary::is_by(&fold(&word.text)));
    if is_by && ahead.skip_spaces() > 0 {
        *scanner = ahead;
    }
}

/// `Segment 1: Title`, in a line that is not a heading.
pub(crate) fn begins_with_noun(line: &InlineLine) -> bool {
    let mut scanner = Scanner::new(&line.text, 0);
    scanner.skip_ornaments();
    let is_noun = name::take(&mut scanner).is_some_and(|name| vocabulary::is_segment_noun(&fold(&name.text)));
    is_noun && take_segment_number(&mut scanner).is_some() && scanner.skip_separators()
}

/// `AB 1: Title`.
pub(crate) fn begins_with_initials(line: &InlineLine) -> bool {
    let mut scanner = Scanner::new(&line.text, 0);
    scanner.skip_ornaments();
    let is_named = name::take_word(&mut scanner).is_some_and(|word| is_initials(&word.text));
    is_named && take_segment_number(&mut scanner).is_some() && scanner.skip_colon()
}

/// One word: if `#1:` follows, it is a name even in lower case.
fn is_word(name: &str) -> bool {
    name.chars().all(char::is_alphabetic)
}

fn is_initials(name: &str) -> bool {
    N_INITIALS.contains(&name.chars().count()) && name.chars().all(char::is_uppercase)
}

/// `3`, `0.1`, with the range; not `100days`.
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

/// Marks that may surround or follow the name of a part.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '!' | '?' | '.' | '…')
}
