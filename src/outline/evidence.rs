//! What one block says about how the other lines of the notes are to be read.

use super::context::{Context, Sign, Testimony};
use super::conventions::{self, Candidate};
use super::credits;
use super::vocabulary::fold;
use crate::markdown::{Block, BlockKind, InlineLine};

/// What one block contributes. Small, because an edit that adds a block moves that of all blocks below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// None for a block that shows nothing.
    pub kind: Option<BlockKind>,
    /// None for most blocks.
    testimony: Option<Box<Testimony>>,
    /// Some line is a label whatever the other lines say.
    pub has_label: bool,
    /// What the other lines may change about its labels.
    pub reading: Reading,
    /// Some line leads to sponsors or guests.
    pub has_lead: bool,
}

/// How far a block's labels hang on the context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reading {
    /// No line of it is ever a label.
    #[default]
    Never,
    /// The same lines are the same labels in any context.
    Settled,
    /// The context decides.
    Open,
}

impl Evidence {
    /// Takes time linear in the block's lines.
    pub(super) fn of(block: &Block) -> Evidence {
        let kind = conventions::kind_of(block);
        let mut evidence = Evidence { kind: Some(kind).filter(|kind| !shows_nothing(*kind)), ..Evidence::default() };
        // Front matter names guests.
        evidence.has_lead = block.metadata.is_some();
        for line in &block.lines {
            evidence.has_lead |= credits::has_lead(line);
            let candidate = Candidate::new(block, line);
            let reading = Reading::of(&candidate, block.kind);
            if reading != Reading::Never {
                evidence.reading = evidence.reading.max(reading);
                evidence.take_line(&candidate, line);
            }
        }
        evidence
    }

    fn take_line(&mut self, candidate: &Candidate, line: &InlineLine) {
        let signs = conventions::signs(candidate);
        for sign in &signs {
            self.testimony.get_or_insert_default().n_signs[*sign as usize] += 1;
        }
        let is_numbered = signs.contains(&Sign::Numbered) || signs.contains(&Sign::LabelledItem);
        let label = candidate.alone();
        self.has_label |= label.is_some() && line.item.is_none() && !line.is_indented;
        let host = label.filter(|_| is_numbered).and_then(|label| label.host.as_deref());
        if let Some(host) = host {
            self.testimony.get_or_insert_default().hosts.push(fold(host));
        }
    }

    /// Hosts of its numbered labels, folded.
    pub(super) fn hosts(&self) -> &[String] {
        self.testimony.as_ref().map_or(&[], |testimony| &testimony.hosts)
    }

    pub(super) fn add_to(&self, context: &mut Context) {
        context.add(self.kind, self.testimony.as_deref());
    }

    pub(super) fn remove_from(&self, context: &mut Context) {
        context.remove(self.kind, self.testimony.as_deref());
    }
}

/// Whether a block is no part of what readers see.
fn shows_nothing(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Blank | BlockKind::FrontMatter)
}

impl Reading {
    /// Of one line: it is settled if those who believe everything and those who know nothing read it alike.
    fn of(candidate: &Candidate, kind: BlockKind) -> Reading {
        let read_in = |context| conventions::read(candidate, Some(BlockKind::List), &context);
        if matches!(kind, BlockKind::Heading(_)) {
            return Reading::Open;
        }
        match read_in(Context::credulous()) {
            None => Reading::Never,
            // Its host may be a thing.
            Some(label) if label.host.is_some() && conventions::leads_nowhere(candidate) => Reading::Open,
            label if label == read_in(Context::default()) => Reading::Settled,
            Some(_) => Reading::Open,
        }
    }
}
