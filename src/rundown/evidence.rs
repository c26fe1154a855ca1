//! What one block says about how the other lines of the notes are to be read, and what all blocks together say.
//!
//! Invariant: the context is a sum over blocks. One block's evidence can be taken out and another's put in
//! without looking at the rest, which is what makes a keystroke cheap.

use std::collections::BTreeMap;

use super::credits;
use super::label::{self, Label};
use super::vocabulary::fold;
use crate::markdown::{Block, BlockKind, InlineLine};

/// What one block contributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// None for a block that shows nothing.
    pub kind: Option<BlockKind>,
    /// Hosts of its numbered labels, folded.
    hosts: Vec<String>,
    n_numbered: usize,
    n_timed: usize,
    /// Some line is a label whatever the other lines say.
    pub has_label: bool,
    /// What the other lines may change about its labels.
    pub reading: Reading,
    /// Some line leads to sponsors or guests.
    pub has_lead: bool,
}

/// How far a block's labels hang on the context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Reading {
    /// No line of it is ever a label.
    #[default]
    Never,
    /// The same lines are the same labels in any context.
    Settled,
    /// The context decides.
    Open,
}

/// What the rest of the notes tells about a line that could be read in two ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// Hosts that labels name beyond doubt, folded, and in how many labels.
    hosts: BTreeMap<String, usize>,
    n_numbered: usize,
    /// Lines that begin with a time.
    n_timed: usize,
    /// Headings of each level; those of level 1 at index 0.
    n_headings: [usize; 6],
    /// Every name is a host: to find what may be a label at all.
    is_credulous: bool,
}

/// Everything that readers ask of a context, as far as some hosts are concerned. Equal before and after a change of blocks,
/// the other blocks read as before.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bearing {
    has_numbers: bool,
    has_chapters: bool,
    section_level: u8,
    is_known: Vec<bool>,
}

/// A heading deeper than this is never a section of its own.
const MAX_SECTION_LEVEL: u8 = 3;

impl Evidence {
    /// Takes time linear in the block's lines.
    pub(super) fn of(block: &Block) -> Evidence {
        let lines = || block.lines.iter().filter(|line| line.item.is_none());
        let labels: Vec<Option<Label>> = lines().map(|line| label::read(line, block.kind)).collect();
        let numbered = || labels.iter().flatten().filter(|label| label.number.is_some());
        Evidence {
            kind: Some(block.kind).filter(|kind| *kind != BlockKind::Blank),
            n_numbered: numbered().count(),
            hosts: numbered().filter_map(|label| label.host.as_deref()).map(fold).collect(),
            n_timed: block.lines.iter().filter(|line| label::begins_with_time(line)).count(),
            has_label: labels.iter().any(Option::is_some),
            reading: Reading::of(block, &labels),
            has_lead: block.lines.iter().any(credits::has_lead),
        }
    }
}

impl Reading {
    /// `labels` are those of the block's lines where nothing is known.
    fn of(block: &Block, labels: &[Option<Label>]) -> Reading {
        if matches!(block.kind, BlockKind::Heading(_)) {
            return Reading::Open;
        }
        let is_settled = |(line, label): (&InlineLine, &Option<Label>)| {
            let reads_alike = |n_numbered| label::read_in(line, block.kind, &Context::credulous(n_numbered)) == *label;
            reads_alike(0) && reads_alike(1) && (label.is_some() || label::read_linked(line).is_none())
        };
        let lines = block.lines.iter().filter(|line| line.item.is_none());
        match lines.zip(labels).all(is_settled) {
            false => Reading::Open,
            true if labels.iter().any(Option::is_some) => Reading::Settled,
            true => Reading::Never,
        }
    }
}

impl Context {
    fn credulous(n_numbered: usize) -> Context {
        Context { is_credulous: true, n_numbered, n_timed: usize::MAX, ..Context::default() }
    }

    /// Takes a block's evidence in.
    pub(super) fn add(&mut self, evidence: &Evidence) {
        self.n_numbered += evidence.n_numbered;
        self.n_timed += evidence.n_timed;
        for host in &evidence.hosts {
            *self.hosts.entry(host.clone()).or_default() += 1;
        }
        if let Some(n) = self.n_headings_like(evidence) {
            *n += 1;
        }
    }

    /// Takes a block's evidence out, which was taken in before.
    pub(super) fn remove(&mut self, evidence: &Evidence) {
        self.n_numbered -= evidence.n_numbered;
        self.n_timed -= evidence.n_timed;
        for host in &evidence.hosts {
            match self.hosts.get_mut(host) {
                Some(n) if *n > 1 => *n -= 1,
                _ => drop(self.hosts.remove(host)),
            }
        }
        if let Some(n) = self.n_headings_like(evidence) {
            *n -= 1;
        }
    }

    fn n_headings_like(&mut self, evidence: &Evidence) -> Option<&mut usize> {
        match evidence.kind {
            Some(BlockKind::Heading(level)) => self.n_headings.get_mut(usize::from(level) - 1),
            _ => None,
        }
    }

    /// Whether other labels name this host, in any case.
    pub(super) fn knows_host(&self, name: &str) -> bool {
        self.is_credulous || self.hosts.contains_key(&fold(name))
    }

    /// The notes number their segments.
    pub(super) fn has_numbers(&self) -> bool {
        self.n_numbered > 0
    }

    /// The notes have several lines that begin with a time: they are chapters, not chance.
    pub(super) fn has_chapters(&self) -> bool {
        self.n_timed > 1
    }

    /// Headings of this level are sections, those below are within one: the highest level below the title;
    /// beside numbered labels no deeper than 2.
    pub(super) fn section_level(&self) -> u8 {
        let highest = (1..).zip(self.n_headings).find(|(_, n)| *n > 0).map_or(1, |(level, _)| level);
        highest.clamp(2, if self.has_numbers() { 2 } else { MAX_SECTION_LEVEL })
    }

    /// What it says of everything that does not hang on one host, and of these hosts.
    pub(super) fn bearing<'a>(&self, evidence: impl Iterator<Item = &'a Evidence>) -> Bearing {
        Bearing {
            has_numbers: self.has_numbers(),
            has_chapters: self.has_chapters(),
            section_level: self.section_level(),
            is_known: evidence.flat_map(|it| &it.hosts).map(|host| self.hosts.contains_key(host)).collect(),
        }
    }
}
