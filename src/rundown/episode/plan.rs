//! The plan of the next episode, before its number, date, guests and sponsors are known.

use super::boilerplate::{BoilerplateLine, List, SectionKind, Sections, Shared};
use super::dates::{dates, names_in};
use super::earlier::{EarlierEpisode, EarlierSegment};
use super::front_matter::FrontMatterPlan;
use super::label_shape::{self, commonest};
use super::lines::{EpisodeLine, Role, marker};
use super::title_shape::{title_shape, width_of_number};
use crate::outline::{Outline, SegmentKind};
use crate::rundown::{Date, DateNames};

/// The plan of a show's next episode. It is written with the answers to some questions.
#[derive(Debug)]
pub struct EpisodePlan {
    /// Of the language in which the show writes dates.
    pub(super) date_names: DateNames,
    pub(super) front_matter: Option<FrontMatterPlan>,
    /// Markdown with fields; `None` if the show's episodes have no title.
    pub(super) title: Option<String>,
    /// Blank lines above the title.
    pub(super) n_blank_above: usize,
    /// The line below the title that makes it a heading; as long as the title, if it was so.
    pub(super) underline: Option<Underline>,
    /// The number of the newest episode.
    pub(super) episode: Option<u32>,
    pub(super) episode_width: usize,
    pub(super) head: Vec<BoilerplateLine>,
    /// An empty list, where there would be nothing else.
    pub(super) list: Option<List>,
    /// Whether no habit of the show was found.
    is_frame: bool,
    /// Whether the topics are sections with headings.
    has_sections_as_topics: bool,
    pub(super) slots: Vec<Slot>,
    pub(super) topic: TopicPlan,
    /// The outlines of the earlier episodes, newest first.
    pub(super) outlines: Vec<Outline>,
    /// Whether most episodes have guests.
    pub(super) has_guests: bool,
    /// The shapes of the labels of all topics.
    pub(super) shapes: Vec<String>,
    /// The hosts who take turns, if the author has set them.
    pub(super) chosen_hosts: Vec<String>,
    /// The line that names the guests of an earlier episode, if only some episodes have guests.
    pub(super) guest_line: Option<EpisodeLine>,
    /// The lines that name the sponsors of the newest episode.
    pub(super) sponsor_lines: Vec<EpisodeLine>,
}

/// The second line of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Underline {
    pub line: String,
    pub is_as_long: bool,
}

/// The place of a segment.
#[derive(Debug)]
pub(super) enum Slot {
    Topic,
    Part(PartPlan),
    /// Markdown with fields, set by the author.
    Text(String),
}

/// A part that belongs to the show.
#[derive(Debug)]
pub(super) struct PartPlan {
    pub label: EpisodeLine,
    /// The label with fields, if it says something about the episode.
    pub shape: Option<String>,
    pub list: Option<List>,
    pub body: Vec<BoilerplateLine>,
}

/// The common form of all topics.
#[derive(Debug)]
pub(super) struct TopicPlan {
    pub shape: String,
    pub n_blank_above: usize,
    pub first_number: u32,
    pub number_width: usize,
    pub list: Option<List>,
    /// The line at the end of each topic, usually a rule.
    pub end: Option<EpisodeLine>,
    /// Whether the last topic has this line too.
    pub last_has_end: bool,
}

/// What the author is asked before the episode is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questions {
    /// The next number, in the show's format; `None` if its episodes have no numbers.
    pub episode: Option<String>,
    /// Whether the boilerplate contains a date.
    pub has_date: bool,
    /// Whether episodes of this show have guests.
    pub has_guests: bool,
    /// The sponsors of the last episode, without the show itself.
    pub sponsors: Vec<String>,
    /// The preselected choice about them.
    pub sponsor_choice: SponsorChoice,
    /// How many topics it will have; sections in their place do not count.
    pub n_topics: usize,
    /// Whether no habit of the show was found, so that it is the frame of the last episode.
    pub is_frame: bool,
}

/// The author's answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub episode: Option<String>,
    /// The name of the show, if earlier episodes do not tell.
    pub show: Option<String>,
    /// The hosts who take turns, if earlier episodes do not tell.
    pub hosts: Vec<String>,
    /// The date of the episode. Without one, the author is asked for dates in the text.
    pub date: Option<Date>,
    pub guests: Vec<String>,
    pub sponsors: SponsorChoice,
}

/// What happens to the sponsors of the last episode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SponsorChoice {
    Keep,
    /// Their lines stay, with fields for new ones.
    #[default]
    Empty,
}

/// Episodes before these are too old to learn from.
const MAX_EPISODES: usize = 5;
const USUAL_BLANKS: usize = 1;
/// The beginning of a field for a date.
const DATE_FIELD: &str = "{{date";

impl EpisodePlan {
    /// Makes a plan from the last episodes of a show, newest first. Only the first five are read. `languages`: those in which
    /// dates may be written, beside English. `None` if there are no episodes. Takes time linear in the texts.
    pub fn of(texts: &[&str], languages: &[DateNames]) -> Option<EpisodePlan> {
        let date_names = names_in(&texts[..texts.len().min(MAX_EPISODES)], languages);
        let mut episodes: Vec<EarlierEpisode> =
            texts.iter().take(MAX_EPISODES).map(|text| EarlierEpisode::read(text)).collect();
        let has_sections_as_topics = sections_are_topics(&mut episodes);
        let newest = episodes.first()?;
        let shared = Shared::of(&episodes, &date_names);
        let heads: Sections = episodes.iter().enumerate().map(|(idx, it)| (idx, it.head.as_slice())).collect();
        let (head_list, head) = shared.kept(&heads, SectionKind::Head);
        let mut slots = slots(&episodes, &shared);
        let (front_matter, title) = (FrontMatterPlan::of(&episodes, &date_names), title(&episodes, &date_names));
        let has_notes = !head.is_empty() || !slots.is_empty();
        let is_frame = !has_notes && front_matter.is_none() && title.is_none();
        if is_frame {
            slots = frame(newest);
        }
        let guest_line = match names_guests(&head, &slots) {
            true => None,
            false => episodes.iter().find_map(|it| lines_of(it, Role::Guests).next().cloned()),
        };
        let n_with_guests = episodes.iter().filter(|it| !it.outline.guests.is_empty()).count();
        Some(EpisodePlan {
            date_names: date_names.clone(),
            front_matter,
            title,
            list: (!has_notes && slots.is_empty()).then(|| head_list.unwrap_or_else(List::usual)),
            is_frame,
            has_sections_as_topics,
            n_blank_above: newest.title.as_ref().map_or(USUAL_BLANKS, |title| title.n_blank_above),
            underline: Underline::of(newest),
            episode: last_number(&episodes),
            episode_width: newest.written_title().map_or(0, width_of_number),
            head,
            slots,
            topic: TopicPlan::of(&episodes),
            has_guests: shared.is_usual(n_with_guests),
            shapes: episodes.iter().flat_map(|it| it.topics().filter_map(|part| part.shape.clone())).collect(),
            chosen_hosts: Vec::new(),
            guest_line,
            sponsor_lines: lines_of(newest, Role::Sponsor).cloned().collect(),
            outlines: episodes.iter().map(|it| it.outline.clone()).collect(),
        })
    }

    /// What to ask the author.
    pub fn questions(&self) -> Questions {
        let sponsors = |idx: usize| {
            let sponsors = self.outlines.get(idx).map_or(&[][..], |outline| &outline.sponsors);
            sponsors.iter().filter(|sponsor| !sponsor.is_the_show()).map(|it| it.name.clone()).collect::<Vec<_>>()
        };
        let stay = sponsors(0) == sponsors(1) || sponsors(0).is_empty();
        Questions {
            episode: self.episode.map(|number| format!("{:01$}", number + 1, self.episode_width)),
            has_date: self.has_date(),
            has_guests: self.guest_line.is_some()
                || names_guests(&self.head, &self.slots)
                || self.front_matter.as_ref().is_some_and(FrontMatterPlan::has_guests),
            sponsors: sponsors(0),
            sponsor_choice: if stay { SponsorChoice::Keep } else { SponsorChoice::Empty },
            n_topics: if self.has_sections_as_topics { 0 } else { self.n_topics() },
            is_frame: self.is_frame,
        }
    }

    fn has_date(&self) -> bool {
        let is_dated = |kept: &BoilerplateLine| !dates(&kept.line.source, &self.date_names).is_empty();
        let in_slot = |slot: &Slot| match slot {
            Slot::Topic => false,
            Slot::Part(part) => part.body.iter().any(is_dated),
            Slot::Text(text) => text.contains(DATE_FIELD),
        };
        let in_title = self.title.as_ref().is_some_and(|title| title.contains(DATE_FIELD));
        let in_front_matter = self.front_matter.as_ref().is_some_and(FrontMatterPlan::has_date);
        in_front_matter || in_title || self.head.iter().any(is_dated) || self.slots.iter().any(in_slot)
    }

    pub(super) fn n_topics(&self) -> usize {
        self.slots.iter().filter(|slot| matches!(slot, Slot::Topic)).count()
    }
}

fn lines_of(episode: &EarlierEpisode, role: Role) -> impl Iterator<Item = &EpisodeLine> {
    episode.lines().filter(move |line| line.role == role)
}

/// Whether a boilerplate line names guests.
fn names_guests(head: &[BoilerplateLine], slots: &[Slot]) -> bool {
    let in_slot = |slot: &Slot| match slot {
        Slot::Part(part) => names_guests(&part.body, &[]),
        Slot::Topic | Slot::Text(_) => false,
    };
    head.iter().any(|kept| kept.line.role == Role::Guests) || slots.iter().any(in_slot)
}

/// The headings of an episode of which nothing else comes back, each with an empty list if it had one.
fn frame(newest: &EarlierEpisode) -> Vec<Slot> {
    let headings = newest.segments.iter().filter(|part| part.label.source.starts_with('#'));
    let slot = |part: &EarlierSegment| {
        let body = Vec::new();
        Slot::Part(PartPlan { label: part.label.clone(), shape: None, list: list(&[part]), body })
    };
    headings.map(slot).collect()
}

/// If no episode has topics: treats sections that only one episode has as topics, for notes that consist of headings; but
/// not beside others that come back. Whether there are any.
fn sections_are_topics(episodes: &mut [EarlierEpisode]) -> bool {
    if episodes.iter().any(|episode| episode.topics().next().is_some()) {
        return false;
    }
    let has = |episode: &EarlierEpisode, key: &str| episode.segments.iter().any(|part| part.key == key);
    let is_own = |part: &EarlierSegment| {
        let n_having = episodes.iter().filter(|episode| has(episode, &part.key)).count();
        part.kind == SegmentKind::Other && !part.is_known && n_having == 1
    };
    let comes_back = |part: &EarlierSegment| {
        let is_section = !part.is_known && SectionKind::of(part) == SectionKind::Other;
        is_section && episodes.iter().filter(|episode| has(episode, &part.key)).count() > 1
    };
    if episodes.iter().any(|episode| episode.segments.iter().any(comes_back)) {
        return false;
    }
    let own: Vec<Vec<bool>> = episodes.iter().map(|episode| episode.segments.iter().map(is_own).collect()).collect();
    for (part, is_own) in episodes.iter_mut().zip(own).flat_map(|(episode, own)| episode.segments.iter_mut().zip(own)) {
        if is_own {
            part.kind = SegmentKind::Topic;
        }
    }
    episodes.iter().any(|episode| episode.topics().next().is_some())
}

/// The shape of the newest title. If the newest episode has none, that of an older one, if most episodes have a title.
fn title(episodes: &[EarlierEpisode], names: &DateNames) -> Option<String> {
    let written: Vec<_> = episodes.iter().filter_map(EarlierEpisode::written_title).collect();
    let (newest, older) = written.split_first()?;
    let is_usual = episodes[0].title.is_some() || written.len() * 2 > episodes.len();
    is_usual.then(|| title_shape(*newest, older, names))
}

/// The number of the newest episode, or counted up from that of an older one.
fn last_number(episodes: &[EarlierEpisode]) -> Option<u32> {
    let numbers = (0..).zip(episodes).filter_map(|(n_later, it)| it.outline.episode?.checked_add(n_later));
    numbers.clone().next().filter(|number| *number < u32::MAX)
}

impl Underline {
    fn of(episode: &EarlierEpisode) -> Option<Underline> {
        let line = episode.underline.clone()?;
        let is_as_long = episode.title.as_ref()?.source.trim().chars().count() == line.len();
        Some(Underline { line, is_as_long })
    }
}

impl TopicPlan {
    fn of(episodes: &[EarlierEpisode]) -> TopicPlan {
        let with_topics = || episodes.iter().filter(|it| it.topics().next().is_some());
        let newest: Vec<&EarlierSegment> = with_topics().next().map(|it| it.topics().collect()).unwrap_or_default();
        let shapes: Vec<String> = newest.iter().filter_map(|part| part.shape.clone()).collect();
        let shape = commonest(&shapes).filter(|shape| shape.contains("{{title}}"));
        let firsts: Vec<u32> = with_topics().filter_map(first_number).collect();
        let end = commonest_end(&newest);
        TopicPlan {
            shape: shape.map_or(label_shape::USUAL, String::as_str).to_owned(),
            n_blank_above: newest.get(1).map_or(USUAL_BLANKS, |part| part.label.n_blank_above),
            first_number: most_frequent(&firsts).unwrap_or(1),
            number_width: with_topics().next().map_or(0, |it| it.number_width),
            list: list(&newest),
            last_has_end: newest.last().is_some_and(|part| {
                end.as_ref().is_some_and(|end| part.body.last().is_some_and(|last| last.source == end.source))
            }),
            end,
        }
    }
}

/// The lowest number of the topics, in any order.
fn first_number(episode: &EarlierEpisode) -> Option<u32> {
    let mut numbers = episode.topics().filter_map(|topic| Some(topic.number?.whole));
    let first = numbers.next()?;
    Some(numbers.filter(|number| *number > 0).fold(first, u32::min))
}

/// The list that most topics begin with.
fn list(topics: &[&EarlierSegment]) -> Option<List> {
    let first = |part: &&EarlierSegment| {
        let line = part.body.first()?;
        let marker = marker(&line.source).filter(|_| line.role == Role::Item)?;
        Some(List { marker: marker.to_owned(), n_blank_above: line.n_blank_above })
    };
    let lists: Vec<List> = topics.iter().filter_map(first).collect();
    let is_usual = lists.len() * 2 >= topics.len().max(1);
    lists.into_iter().next().filter(|_| is_usual)
}

/// A line that most topics end with, like a rule.
fn commonest_end(topics: &[&EarlierSegment]) -> Option<EpisodeLine> {
    let ends: Vec<&EpisodeLine> =
        topics.iter().filter_map(|part| part.body.last().filter(|it| it.role == Role::Text)).collect();
    let n_times = |line: &&&EpisodeLine| ends.iter().filter(|other| other.source == line.source).count();
    let end = ends.iter().max_by_key(n_times)?;
    (topics.len() > 1 && n_times(&end) * 3 > topics.len() * 2).then(|| (*end).clone())
}

/// The parts of the newest episode that belong to the show, with as many topics as in most episodes, and the parts that
/// only the newest one lacks.
fn slots(episodes: &[EarlierEpisode], shared: &Shared) -> Vec<Slot> {
    let counts: Vec<u32> = episodes.iter().map(|it| it.topics().count() as u32).collect();
    let n_topics = most_frequent(&counts).unwrap_or_default() as usize;
    let mut keys: Vec<Option<String>> = Vec::new();
    for part in &episodes[0].segments {
        match part.kind {
            SegmentKind::Topic => keys.push(None),
            _ if belongs_to_show(part, episodes, shared) => keys.push(Some(part.key.clone())),
            _ => {}
        }
    }
    fit_topics(&mut keys, n_topics, Option::is_none, || None);
    for part in episodes.iter().skip(1).flat_map(|it| &it.segments) {
        let is_known = keys.iter().flatten().any(|key| *key == part.key);
        if part.kind != SegmentKind::Topic && !is_known && belongs_to_show(part, episodes, shared) {
            put_in(&mut keys, part, episodes);
        }
    }
    let slot = |key: Option<String>| key.map_or(Slot::Topic, |key| Slot::Part(part(&key, episodes, shared)));
    keys.into_iter().map(slot).collect()
}

/// Removes the last topics, or adds topics behind the last one.
pub(super) fn fit_topics<T>(
    places: &mut Vec<T>,
    n_topics: usize,
    is_topic: impl Fn(&T) -> bool,
    topic: impl FnMut() -> T,
) {
    let mut n_left = n_topics;
    places.retain(|place| {
        let stays = !is_topic(place) || n_left > 0;
        n_left -= usize::from(is_topic(place) && stays);
        stays
    });
    let behind = places.iter().rposition(is_topic).map_or(0, |idx| idx + 1);
    places.splice(behind..behind, std::iter::repeat_with(topic).take(n_left));
}

/// Inserts a part that the newest episode lacks below the part above it in an older episode.
fn put_in(keys: &mut Vec<Option<String>>, part: &EarlierSegment, episodes: &[EarlierEpisode]) {
    let Some(own) = episodes.iter().find(|it| it.segments.iter().any(|other| other == part)) else { return };
    let at = own.segments.iter().position(|other| other == part).unwrap_or_default();
    let place_of = |above: &EarlierSegment| match above.kind {
        SegmentKind::Topic => keys.iter().rposition(Option::is_none),
        _ => keys.iter().position(|key| key.as_ref() == Some(&above.key)),
    };
    let place = own.segments[..at].iter().rev().find_map(place_of).map_or(0, |idx| idx + 1);
    keys.insert(place, Some(part.key.clone()));
}

/// Whether most episodes have the part; with two episodes or one, whether it is a common part of shows.
fn belongs_to_show(part: &EarlierSegment, episodes: &[EarlierEpisode], shared: &Shared) -> bool {
    let has = |episode: &&EarlierEpisode| {
        episode.segments.iter().any(|other| other.key == part.key && other.kind == part.kind)
    };
    let n_having = episodes.iter().filter(has).count();
    shared.is_usual(n_having) && (episodes.len() > 1 || part.is_known)
        || (part.is_known && n_having * 2 >= episodes.len())
}

fn part(key: &str, episodes: &[EarlierEpisode], shared: &Shared) -> PartPlan {
    let find = |episode: &'_ EarlierEpisode| episode.segments.iter().position(|part| part.key == key);
    let having: Vec<(usize, &EarlierSegment)> =
        episodes.iter().enumerate().filter_map(|(idx, it)| Some((idx, &it.segments[find(it)?]))).collect();
    let newest = having[0].1;
    let sections: Sections = having.iter().map(|(idx, part)| (*idx, part.body.as_slice())).collect();
    let (list, body) = shared.kept(&sections, SectionKind::of(newest));
    let shape = newest.shape.clone().filter(|_| newest.has_title);
    PartPlan { label: newest.label.clone(), shape, list, body }
}

/// The most frequent number; of several, the first.
fn most_frequent(numbers: &[u32]) -> Option<u32> {
    let n_times = |number: &&u32| numbers.iter().filter(|other| other == number).count();
    numbers.iter().rev().max_by_key(n_times).copied()
}
