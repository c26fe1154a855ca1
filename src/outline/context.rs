//! What the rest of the notes tells about a line that could be read in two ways.
//!
//! Invariant: the context is a sum over blocks. What one block says can be taken out and what another one says put in
//! without looking at the rest, which is what makes a keystroke cheap.

use super::vocabulary::fold;
use crate::markdown::BlockKind;
use crate::text::SortedMap;

/// Why a line may be a label, or that it is a label by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A label with a number, by itself.
    Numbered,
    /// A numbered label that is not in a heading.
    NumberedLine,
    /// A numbered label that leads nowhere: hosts mostly link what they talk about.
    NumberedText,
    /// A numbered label that leads nowhere and ends like a sentence.
    NumberedSentence,
    /// Begins with a time.
    Timed,
    /// An item that begins or ends with a time.
    TimedItem,
    /// An item that would be a numbered label elsewhere: `- Ann #1: Kites`.
    LabelledItem,
    /// An item of a numbered list.
    CountedItem,
    /// An item of a numbered list that begins with a link.
    LinkedItem,
    /// `10: Kites`.
    Counted,
    /// A short bold paragraph.
    Bold,
    /// A paragraph that is one link.
    Linked,
    /// `AB 1: Kites`.
    Initials,
    /// `Topic 1: Kites`, not in a heading.
    Noun,
    /// `Links`, alone above a list.
    LinksHead,
}

/// The number of signs.
pub(super) const N_SIGNS: usize = Sign::LinksHead as usize + 1;

/// What the lines of a block say of labels elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Testimony {
    /// Hosts of its numbered labels, folded.
    pub hosts: Vec<String>,
    /// How often its lines bear each sign.
    pub n_signs: [usize; N_SIGNS],
}

/// What the rest of the notes tells about a line that could be read in two ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// Hosts that labels name beyond doubt, folded, and in how many labels.
    hosts: SortedMap<String, usize>,
    n_signs: [usize; N_SIGNS],
    /// Headings of each level; those of level 1 at index 0.
    n_headings: [usize; 6],
    /// Every name is a host, and every sign a custom: to find what may be a label at all.
    is_credulous: bool,
}

/// Everything that readers ask of a context, as far as some hosts are concerned. Equal before and after a change of blocks,
/// the other blocks read as before.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bearing {
    conventions: [bool; 12],
    noun: Option<String>,
    section_level: u8,
    max_of_initials: Option<u32>,
    is_known: Vec<bool>,
}

impl Context {
    pub(super) fn credulous() -> Context {
        Context { is_credulous: true, ..Context::default() }
    }

    pub(super) fn says_nothing(&self) -> bool {
        *self == Context::default()
    }

    /// Takes in what a block of some kind says.
    pub(super) fn add(&mut self, kind: Option<BlockKind>, testimony: Option<&Testimony>) {
        for (sum, n) in self.n_signs.iter_mut().zip(testimony.map_or([0; N_SIGNS], |it| it.n_signs)) {
            *sum += n;
        }
        for host in testimony.map_or(&[][..], |it| &it.hosts) {
            *self.hosts.get_or_insert_with(host.clone(), || 0) += 1;
        }
        if let Some(n) = self.n_headings_like(kind) {
            *n += 1;
        }
    }

    /// Takes out what a block says that was taken in before.
    pub(super) fn remove(&mut self, kind: Option<BlockKind>, testimony: Option<&Testimony>) {
        for (sum, n) in self.n_signs.iter_mut().zip(testimony.map_or([0; N_SIGNS], |it| it.n_signs)) {
            *sum -= n;
        }
        for host in testimony.map_or(&[][..], |it| &it.hosts) {
            match self.hosts.get_mut(host) {
                Some(n) if *n > 1 => *n -= 1,
                _ => drop(self.hosts.remove(host)),
            }
        }
        if let Some(n) = self.n_headings_like(kind) {
            *n -= 1;
        }
    }

    fn n_headings_like(&mut self, kind: Option<BlockKind>) -> Option<&mut usize> {
        match kind {
            Some(BlockKind::Heading(level)) => self.n_headings.get_mut(usize::from(level) - 1),
            _ => None,
        }
    }

    /// Whether other labels name this host, in any case.
    pub(super) fn knows_host(&self, name: &str) -> bool {
        self.is_credulous || self.hosts.contains_key(&fold(name))
    }

    /// Whether other labels name a host that these letters begin, or are.
    pub(super) fn knows_host_beginning(&self, letters: &str) -> bool {
        let letters = fold(letters);
        self.hosts.first_from(&letters).is_some_and(|(host, _)| host.starts_with(&letters))
    }

    /// The notes number their segments.
    pub(super) fn has_numbers(&self) -> bool {
        self.n(Sign::Numbered) > 0
    }

    /// The notes have several lines that begin with a time: they are chapters, not chance.
    pub(super) fn has_chapters(&self) -> bool {
        self.is_credulous || self.n(Sign::Timed) + self.n(Sign::TimedItem) > 1
    }

    /// The items of a list are chapters, each with its time.
    pub(super) fn lists_chapters(&self) -> bool {
        self.prevails_in_lists(Sign::TimedItem, 2)
    }

    /// The items of a numbered list are the topics.
    pub(super) fn lists_topics(&self) -> bool {
        let n_headings: usize = self.n_headings.iter().sum();
        let is_custom = self.prevails_in_lists(Sign::CountedItem, 3) || self.prevails_in_lists(Sign::LinkedItem, 2);
        self.is_credulous || (is_custom && self.n(Sign::CountedItem) > n_headings)
    }

    /// The items of a list are the labels.
    pub(super) fn lists_labels(&self) -> bool {
        self.prevails_in_lists(Sign::LabelledItem, 2)
    }

    /// Lines that begin with a number are topics.
    pub(super) fn counts_lines(&self) -> bool {
        self.is_credulous || (self.prevails(Sign::Counted, 3) && !self.has_sections())
    }

    /// A noun and a number are labels in lines of text too.
    pub(super) fn numbers_nouns(&self) -> bool {
        self.prevails(Sign::Noun, 2)
    }

    /// Bold lines are titles of sections: there are no more headings than these.
    pub(super) fn has_bold_titles(&self) -> bool {
        let n_headings: usize = self.n_headings.iter().sum();
        self.is_credulous || (self.prevails(Sign::Bold, 3) && self.n(Sign::Bold) > 2 * n_headings)
    }

    /// Links above lists are topics. Below headings they are what those are about.
    pub(super) fn has_linked_topics(&self) -> bool {
        self.is_credulous || (self.prevails(Sign::Linked, 1) && !self.has_sections())
    }

    /// Headings divide the notes.
    fn has_sections(&self) -> bool {
        self.n_headings.iter().sum::<usize>() > 1
    }

    /// The labels of hosts divide the notes: nothing is within anything.
    pub(super) fn is_flat(&self) -> bool {
        self.n(Sign::NumberedLine) > 0 && !self.hosts.is_empty()
    }

    /// The one name that all numbered labels have is that of a thing, not of a host, if none of them has a link: `Habit #1`,
    /// `Habit #2`, `Habit #3`.
    fn noun(&self) -> Option<&str> {
        let n_labels = self.n(Sign::Numbered) + self.n(Sign::LabelledItem);
        let n_least = if self.n(Sign::NumberedSentence) == n_labels { 2 } else { 3 };
        let mut hosts = self.hosts.iter();
        let (name, n) = hosts.next()?;
        let is_only = hosts.next().is_none() && *n == n_labels && self.n(Sign::NumberedText) == n_labels;
        (is_only && n_labels >= n_least).then_some(name.as_str())
    }

    /// Whether a name is what all numbered labels call what they number.
    pub(super) fn is_noun(&self, name: &str) -> bool {
        self.noun().is_some_and(|noun| noun == fold(name))
    }

    /// A list is headed by `Links`: one, as each topic may have its own.
    pub(super) fn has_links_head(&self) -> bool {
        self.is_credulous || self.n(Sign::LinksHead) == 1
    }

    /// The highest number that initials without `#` may bear as a label; none if they are no label.
    pub(super) fn max_of_initials(&self) -> Option<u32> {
        let n_labels = self.n(Sign::Numbered) + self.n(Sign::Initials);
        let is_custom = self.n(Sign::Initials) > 0 && n_labels > 1;
        if self.is_credulous { Some(u32::MAX) } else { is_custom.then(|| n_labels as u32 + 1) }
    }

    /// The deepest level at which headings are sections: any; beside numbered lines only 2, as deeper ones are details there.
    pub(super) fn section_level(&self) -> u8 {
        if self.n(Sign::NumberedLine) > 0 { 2 } else { 6 }
    }

    /// What it says of everything that does not hang on one host, and of these hosts.
    pub(super) fn bearing<'a>(&self, hosts: impl Iterator<Item = &'a String>) -> Bearing {
        Bearing {
            conventions: [
                self.has_numbers(),
                self.has_chapters(),
                self.lists_chapters(),
                self.lists_topics(),
                self.lists_labels(),
                self.counts_lines(),
                self.numbers_nouns(),
                self.has_bold_titles(),
                self.has_linked_topics(),
                self.has_links_head(),
                self.is_flat(),
                self.has_sections(),
            ],
            noun: self.noun().map(str::to_owned),
            section_level: self.section_level(),
            max_of_initials: self.max_of_initials(),
            is_known: hosts.map(|host| self.hosts.contains_key(host)).collect(),
        }
    }

    fn n(&self, sign: Sign) -> usize {
        self.n_signs[sign as usize]
    }

    /// A sign is borne so often that it is the custom of these notes. Numbers of labels come first: two of them settle it.
    fn prevails(&self, sign: Sign, n_least: usize) -> bool {
        let n_numbered = self.n(Sign::Numbered);
        self.is_credulous || (n_numbered < 2 && self.n(sign) >= n_least && self.n(sign) > 2 * n_numbered)
    }

    /// The same for a sign of items: where lines that are no items bear signs as often, the items are details of those.
    fn prevails_in_lists(&self, sign: Sign, n_least: usize) -> bool {
        let n_lines = [Sign::Linked, Sign::Counted, Sign::Bold].map(|sign| self.n(sign)).into_iter().max();
        self.is_credulous || (self.prevails(sign, n_least) && n_lines < Some(self.n(sign)))
    }
}
