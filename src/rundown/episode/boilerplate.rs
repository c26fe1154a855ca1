//! Finds the boilerplate: the lines that the last episodes of a show share.

use super::dates::{DATE_MARK, with_dates};
use super::earlier::{EarlierEpisode, EarlierSegment};
use super::lines::{EpisodeLine, Role, marker};
use super::title_shape::numbers;
use crate::outline::{SegmentKind, fold};
use crate::rundown::DateNames;
use crate::text::SortedSet;

/// A boilerplate line, for the next episode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BoilerplateLine {
    pub line: EpisodeLine,
    /// Whether it contains the number of the episode, which is counted up.
    pub is_counted: bool,
    /// The marker of a list below it that belonged to the earlier episode. A new list may begin there.
    pub list_below: Option<List>,
}

/// A list whose items are left out, so that a new one can begin in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    pub marker: String,
    pub n_blank_above: usize,
}

impl List {
    /// Where nothing says what lists look like.
    pub fn usual() -> List {
        List { marker: "-".to_owned(), n_blank_above: 1 }
    }
}

/// The lines of one part in each episode that has it, newest first, with the episode's index.
pub(super) type Sections<'a> = Vec<(usize, &'a [EpisodeLine])>;

/// The lines of all episodes, for finding what they share.
pub(super) struct Shared<'a> {
    date_names: &'a DateNames,
    episodes: Vec<EpisodeLines>,
    hosts: SortedSet<String>,
}

/// The lines of one episode, also with its number replaced.
struct EpisodeLines {
    number: Option<u32>,
    raw: SortedSet<String>,
    counted: SortedSet<String>,
    /// Whether it has a title or segments.
    has_parts: bool,
}

/// The kind of section, which decides what looks like boilerplate if there is nothing to compare with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionKind {
    Head,
    /// A part about the show.
    OfShow,
    Other,
}

/// Replaces the number of the episode when lines are compared.
const NUMBER: &str = "\u{0}";
/// Two lines are versions of each other if they share more than this percentage of their words.
const ALIKE_PERCENT: usize = 55;
/// Shorter lines may be similar by chance.
const MIN_WORDS: usize = 4;
/// A smaller number may be any number, unless it follows a `#` or a slash.
const MIN_NUMBER: u32 = 10;
/// A shorter name with digits and letters may be somebody's.
const MIN_IDENTIFIER: usize = 8;
/// Words in the names of parts about the show.
const OF_SHOW: &[&str] =
    &["connect", "about", "follow the", "show intro", "contact", "kontakt", "sobre el", "à propos", "番組"];

impl<'n> Shared<'n> {
    /// The newest episode must be first.
    pub fn of(episodes: &[EarlierEpisode], date_names: &'n DateNames) -> Shared<'n> {
        let known = |episode: &EarlierEpisode| {
            let number = episode.outline.episode;
            let lines = || episode.lines().filter(|line| line.role != Role::Code);
            let raw = lines().map(|line| key(line, date_names)).collect();
            let counted = lines().map(|line| counted(&key(line, date_names), number)).collect();
            let has_parts = episode.title.is_some() || !episode.segments.is_empty();
            EpisodeLines { number, raw, counted, has_parts }
        };
        let hosts = episodes.iter().flat_map(|episode| crate::outline::hosts(&episode.outline));
        let hosts = hosts.map(|host| fold(&host)).collect();
        Shared { date_names, episodes: episodes.iter().map(known).collect(), hosts }
    }

    fn key(&self, line: &EpisodeLine) -> String {
        key(line, self.date_names)
    }

    pub fn n_episodes(&self) -> usize {
        self.episodes.len()
    }

    /// The boilerplate of one part, from the sections of earlier episodes.
    pub fn kept(&self, sections: &Sections, place: SectionKind) -> (Option<List>, Vec<BoilerplateLine>) {
        let Some((newest_idx, newest)) = sections.first() else { return (None, Vec::new()) };
        let missing = self.missing(sections);
        let is_reworded = |line: &EpisodeLine| missing.iter().any(|(_, other)| are_alike(&line.source, &other.source));
        let is_boilerplate = |idx: usize| {
            let line = &newest[idx];
            self.is_boilerplate(*newest_idx, newest, idx, place)
                || (line.role != Role::Code && self.n_episodes() > 1 && is_reworded(line))
        };
        let (list, mut kept) = self.filtered(*newest_idx, newest, is_boilerplate);
        for (episode_idx, line) in missing {
            if !newest.iter().any(|own| are_alike(&own.source, &line.source)) {
                self.put_in(&mut kept, sections, episode_idx, line);
            }
        }
        (list, kept)
    }

    /// Whether most episodes have something that this many have.
    pub fn is_usual(&self, n_having: usize) -> bool {
        n_having * 2 > self.n_episodes()
    }

    fn is_boilerplate(&self, episode_idx: usize, lines: &[EpisodeLine], idx: usize, place: SectionKind) -> bool {
        let line = &lines[idx];
        match (line.role, self.n_episodes()) {
            (Role::Code, _) => false,
            (_, 1) => self.looks_like_boilerplate(lines, idx, place),
            _ => self.is_shared_from(episode_idx, line),
        }
    }

    /// Whether this episode shares a line with the one before it, or with most.
    fn is_shared_from(&self, episode_idx: usize, line: &EpisodeLine) -> bool {
        let has = |idx: usize| self.has(idx, line, self.episodes[episode_idx].number);
        let n_having = (0..self.n_episodes()).filter(|idx| has(*idx)).count();
        let with_the_one_before = episode_idx == 0 && has(1);
        with_the_one_before || self.is_usual(n_having)
    }

    /// Whether an episode has a line that comes from the episode with this number.
    fn has(&self, episode_idx: usize, line: &EpisodeLine, number: Option<u32>) -> bool {
        let key = self.key(line);
        let known = &self.episodes[episode_idx];
        known.raw.contains(&key) || known.counted.contains(&counted(&key, number))
    }

    fn looks_like_boilerplate(&self, lines: &[EpisodeLine], idx: usize, place: SectionKind) -> bool {
        let line = &lines[idx];
        let is_standing_link =
            || line.has_link && !self.has_own_link(&line.source) && (line.role != Role::Item || is_led(lines, idx));
        let leads_links = || lines.get(idx + 1).is_some_and(|next| next.role == Role::Item && next.has_link);
        match place {
            SectionKind::OfShow => true,
            // Links alone are what the episode is about.
            SectionKind::Head if line.role == Role::Item && !self.episodes.iter().any(|episode| episode.has_parts) => {
                false
            }
            SectionKind::Head => {
                let is_credit = matches!(line.role, Role::Sponsor | Role::Guests);
                is_credit
                    || is_standing_link()
                    || line.source.starts_with('#')
                    || (line.role != Role::Item && leads_links())
            }
            SectionKind::Other => {
                let name = line.source.trim_matches(|c: char| !c.is_alphanumeric());
                line.role == Role::Text && self.hosts.contains(&fold(name))
            }
        }
    }

    /// Whether a line of the only episode has a link to what is hardly the show's: a page within pages, an identifier, a file.
    fn has_own_link(&self, source: &str) -> bool {
        let number = self.episodes.first().and_then(|episode| episode.number);
        let addresses =
            source.match_indices("](").map(|(byte, _)| source[byte + 2..].split([')', ' ']).next().unwrap_or_default());
        let mut uncounted =
            addresses.map(|address| number.map_or_else(|| address.to_owned(), |it| counted_up(address, it, "")));
        uncounted.any(|address| {
            let path = address.split_once("://").map_or("", |(_, rest)| rest).trim_end_matches('/');
            is_own_address(&address) || path.matches('/').count() > 1 || path.contains('?')
        })
    }

    /// The lines that most episodes share and the newest lacks, each once, newest version first.
    fn missing<'a>(&self, sections: &Sections<'a>) -> Vec<(usize, &'a EpisodeLine)> {
        let mut missing: Vec<(usize, &EpisodeLine)> = Vec::new();
        let newest_idx = sections[0].0;
        for (episode_idx, lines) in &sections[1..] {
            let number = self.episodes[*episode_idx].number;
            for line in lines.iter().filter(|line| line.role != Role::Code) {
                let is_known = missing.iter().any(|(_, known)| self.key(known) == self.key(line));
                let is_lacking = !is_known && !self.has(newest_idx, line, number);
                if is_lacking && self.is_shared_from(*episode_idx, line) {
                    missing.push((*episode_idx, line));
                }
            }
        }
        missing
    }

    /// The lines that are boilerplate, each with the marker of a list below it that is left out; first, the list above
    /// them all. If an item of a list is boilerplate, no new list begins there.
    fn filtered(
        &self,
        episode_idx: usize,
        lines: &[EpisodeLine],
        is_boilerplate: impl Fn(usize) -> bool,
    ) -> (Option<List>, Vec<BoilerplateLine>) {
        let mut kept: Vec<BoilerplateLine> = Vec::new();
        let mut list = None;
        let is_item = |kept: &BoilerplateLine| kept.line.role == Role::Item;
        // Blank lines between two lines stay if the text between them is left out.
        let mut n_blank_above = 0;
        for (idx, line) in lines.iter().enumerate() {
            n_blank_above = line.n_blank_above.max(n_blank_above);
            let above = kept.last_mut();
            let in_standing_list = above.as_deref().is_some_and(is_item);
            let left = above.map_or(&mut list, |above| &mut above.list_below);
            if is_boilerplate(idx) {
                if line.role == Role::Item {
                    *left = None;
                }
                let is_counted = self.is_counted(episode_idx, line);
                let line = EpisodeLine { n_blank_above, ..line.clone() };
                kept.push(BoilerplateLine { line, is_counted, list_below: None });
                n_blank_above = 0;
            } else if let Some(marker) = marker(&line.source).filter(|_| line.role == Role::Item && !in_standing_list) {
                let new = List { marker: marker.to_owned(), n_blank_above: line.n_blank_above };
                left.get_or_insert(new);
            }
        }
        (list, kept)
    }

    /// Inserts a line where an older episode has it: below the nearest boilerplate line above it.
    fn put_in(&self, kept: &mut Vec<BoilerplateLine>, sections: &Sections, episode_idx: usize, line: &EpisodeLine) {
        let Some((_, lines)) = sections.iter().find(|(idx, _)| *idx == episode_idx) else { return };
        let Some(at) = lines.iter().position(|own| own == line) else { return };
        let idx_in_kept = |above: &EpisodeLine| kept.iter().position(|it| self.key(&it.line) == self.key(above));
        let place = lines[..at].iter().rev().find_map(idx_in_kept).map_or(0, |idx| idx + 1);
        let (_, mut new) =
            self.filtered(episode_idx, &lines[at..], |idx| idx == 0 || idx_in_kept(&lines[at + idx]).is_some());
        new.truncate(1);
        let Some(new) = new.pop() else { return };
        if let Some(above) =
            place.checked_sub(1).and_then(|idx| kept.get_mut(idx)).filter(|_| new.line.role == Role::Item)
        {
            // The list continues with this item.
            above.list_below = None;
        }
        kept.insert(place, new);
    }

    /// Whether a number in a line is that of the episode: then no other episode has the line with this number.
    fn is_counted(&self, episode_idx: usize, line: &EpisodeLine) -> bool {
        let Some(number) = self.episodes[episode_idx].number else { return false };
        if self.n_episodes() == 1 {
            let is_marked = |bytes: std::ops::Range<usize>| line.source[..bytes.start].ends_with(['#', '/']);
            return number >= MIN_NUMBER || numbers(&line.source, number).any(is_marked);
        }
        let others = || self.episodes.iter().enumerate().filter(|(idx, _)| *idx != episode_idx);
        !others().any(|(_, other)| other.raw.contains(&self.key(line)))
    }
}

impl SectionKind {
    pub fn of(part: &EarlierSegment) -> SectionKind {
        let is_of_show = part.kind == SegmentKind::Other && OF_SHOW.iter().any(|word| part.key.contains(word));
        if is_of_show { SectionKind::OfShow } else { SectionKind::Other }
    }
}

/// A text with a number replaced.
pub(super) fn counted_up(text: &str, number: u32, new: &str) -> String {
    let places: Vec<_> = numbers(text, number).collect();
    let mut counted = text.to_owned();
    for bytes in places.into_iter().rev() {
        counted.replace_range(bytes, new);
    }
    counted
}

/// The text by which lines are compared. Lines that name sponsors or guests are equal whatever the names.
fn key(line: &EpisodeLine, names: &DateNames) -> String {
    match line.role {
        Role::Sponsor => "\u{1}sponsor".to_owned(),
        Role::Guests => "\u{1}guests".to_owned(),
        _ => with_dates(line.source.trim(), names, |_| DATE_MARK.to_owned()),
    }
}

/// Whether an address, or a part of one, ends in what only one thing can have: an identifier, or a number with several
/// digits.
pub(super) fn is_own_address(address: &str) -> bool {
    let last = address.trim_end_matches('/').rsplit(['/', '=']).next().unwrap_or_default();
    let name = last.split(['?', '#', '.']).next().unwrap_or_default();
    let has = |is: fn(char) -> bool| name.contains(is);
    let is_one_word = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let has_many_digits = name.chars().filter(char::is_ascii_digit).count() > 1;
    let is_mixed = has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_uppercase()) && has(|c| c.is_ascii_lowercase());
    let is_number = !name.is_empty() && name.chars().all(|c| c.is_ascii_digit());
    is_one_word && ((is_mixed && name.len() >= MIN_IDENTIFIER) || (has_many_digits && is_number))
}

fn counted(key: &str, number: Option<u32>) -> String {
    number.map_or_else(|| key.to_owned(), |number| counted_up(key, number, NUMBER))
}

/// Whether an item stands in a list below a line of text.
fn is_led(lines: &[EpisodeLine], idx: usize) -> bool {
    lines[..idx].iter().any(|line| line.role != Role::Item)
}

/// Whether one line is a version of the other. Linear in the lines, except for a logarithm.
fn are_alike(line: &str, other: &str) -> bool {
    let words =
        |line| -> SortedSet<String> { fold(line).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect() };
    let (own, other) = (words(line), words(other));
    let n_shared = own.iter().filter(|word| other.contains(*word)).count();
    let n_all = own.len() + other.len() - n_shared;
    n_all >= MIN_WORDS && n_shared * 100 > n_all * ALIKE_PERCENT
}
