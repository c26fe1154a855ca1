//! What the labels of links and footnotes mean in the whole text, wherever they are defined.
//!
//! Invariant: of several definitions of a link's label the first one counts, as in a text read at once.

use std::sync::{Arc, LazyLock};

use crate::markdown::Block;
use crate::markdown::reach::{Address, Use, mentions_in};

/// All labels that a text defines.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    /// In alphabetical order.
    links: Vec<LinkLabel>,
    /// Labels of footnotes, in alphabetical order.
    notes: Vec<String>,
}

#[derive(Clone, Debug)]
struct LinkLabel {
    label: String,
    address: Arc<Address>,
    is_overused: bool,
}

/// Bytes of an address that is written out wherever it is used.
const MAX_COPIED_BYTES: usize = 256;

/// Uses of a longer address. pulldown-cmark limits what it expands, too, lest `[x]` over and over makes a text of 100 kB into
/// one of gigabytes; but it does so by the order of the text and by its length, which an edit far away may change.
const MAX_LONG_USES: usize = 16;

/// What an overused label leads to: nowhere.
static WITHHELD: LazyLock<Arc<Address>> = LazyLock::new(Arc::default);

impl Labels {
    /// Where a folded label leads.
    pub(super) fn address(&self, label: &str) -> Option<&Arc<Address>> {
        let found = &self.links[self.idx_of(label).ok()?];
        Some(if found.is_overused { &WITHHELD } else { &found.address })
    }

    /// Definitions to put before a piece of text, so that the footnotes are seen to be defined to which it refers:
    /// closed by a rule, that nothing of the piece becomes part of them. Mostly empty.
    pub(super) fn preamble(&self, piece: &str) -> String {
        if self.notes.is_empty() || !piece.contains("[^") {
            return String::new();
        }
        let is_defined = |label: &String| self.notes.binary_search(label).is_ok();
        let mentions = mentions_in(piece).into_iter().filter(is_defined);
        let definitions: String = mentions.map(|label| format!("[^{label}]: x\n")).collect();
        if definitions.is_empty() { definitions } else { definitions + "\n***\n" }
    }

    /// Learns the definitions of some labels anew from all blocks. `labels` are in alphabetical order.
    pub(super) fn learn_links(&mut self, labels: &[String], blocks: &[Block]) {
        let mut firsts: Vec<Option<&Arc<Address>>> = vec![None; labels.len()];
        for definition in blocks.iter().flat_map(|block| &block.reach().definitions) {
            if let Ok(idx) = labels.binary_search(&definition.label) {
                firsts[idx].get_or_insert(&definition.address);
            }
        }
        for (label, first) in labels.iter().zip(firsts) {
            let address =
                first.map(|address| LinkLabel { label: label.clone(), address: address.clone(), is_overused: false });
            match (self.idx_of(label), address) {
                (Ok(idx), Some(learnt)) => self.links[idx] = learnt,
                (Ok(idx), None) => drop(self.links.remove(idx)),
                (Err(idx), Some(learnt)) => self.links.insert(idx, learnt),
                (Err(_), None) => {}
            }
        }
    }

    /// Counts anew how often long addresses are used; gives whether one has become overused, or is not any more.
    /// Looks at no block in a text without long ones.
    pub(super) fn count_uses(&mut self, blocks: &[Block]) -> bool {
        if !self.links.iter().any(LinkLabel::is_long) {
            return false;
        }
        let mut n_uses = vec![0usize; self.links.len()];
        for used in blocks.iter().flat_map(|block| &block.reach().links) {
            if let Ok(idx) = self.idx_of(&used.label) {
                n_uses[idx] += used.n_uses;
            }
        }
        let mut has_changed = false;
        for (link, n_uses) in self.links.iter_mut().zip(n_uses) {
            let is_overused = link.is_long() && n_uses > MAX_LONG_USES;
            has_changed |= std::mem::replace(&mut link.is_overused, is_overused) != is_overused;
        }
        has_changed
    }

    /// Learns anew from all blocks whether some footnotes are defined; gives those for which that has changed.
    /// `labels` are in alphabetical order.
    pub(super) fn learn_notes(&mut self, mut labels: Vec<String>, blocks: &[Block]) -> Vec<String> {
        let mut is_defined = vec![false; labels.len()];
        for note in blocks.iter().flat_map(|block| &block.reach().notes).filter(|note| note.is_definition()) {
            if let Ok(idx) = labels.binary_search(&note.label) {
                is_defined[idx] = true;
            }
        }
        let mut is_defined = is_defined.into_iter();
        labels.retain(|label| {
            let is_defined = is_defined.next().unwrap_or_default();
            match self.notes.binary_search(label) {
                Ok(idx) if !is_defined => drop(self.notes.remove(idx)),
                Err(idx) if is_defined => self.notes.insert(idx, label.clone()),
                _ => return false,
            }
            true
        });
        labels
    }

    /// Whether a label leads elsewhere than when it was rendered.
    pub(super) fn has_moved(&self, used: &Use) -> bool {
        self.address(&used.label) != used.address.as_ref()
    }

    fn idx_of(&self, label: &str) -> Result<usize, usize> {
        self.links.binary_search_by(|link| link.label.as_str().cmp(label))
    }
}

impl LinkLabel {
    fn is_long(&self) -> bool {
        self.address.url.len() + self.address.title.len() > MAX_COPIED_BYTES
    }
}
