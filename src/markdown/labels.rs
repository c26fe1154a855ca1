//! The meaning of the labels of links and footnotes in the whole text, wherever they are defined.
//!
//! Addresses come from here, not from the parser, whose limit on repeated definitions depends on all the text before.
//!
//! Invariant: of several definitions of a link label the first one counts, as if the text were parsed at once.

use std::sync::{Arc, LazyLock};

use crate::markdown::Block;
use crate::markdown::reach::{Address, LabelUse, mentions_in};

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

/// A longer address is written only a limited number of times. In bytes.
const MAX_COPIED_BYTES: usize = 256;

/// How often a long address may be used. pulldown-cmark has a limit too, so that `[x]` over and over cannot turn a text
/// of 100 kB into gigabytes. But its limit depends on the order and the length of the text, which an edit far away may
/// change.
const MAX_LONG_USES: usize = 16;

/// The address of an overused label: none.
static NO_ADDRESS: LazyLock<Arc<Address>> = LazyLock::new(Arc::default);

impl Labels {
    /// The address of a folded label.
    pub(super) fn address(&self, label: &str) -> Option<&Arc<Address>> {
        let found = &self.links[self.idx_of(label).ok()?];
        Some(if found.is_overused { &NO_ADDRESS } else { &found.address })
    }

    /// Definitions to put before a piece of text, so that the parser knows the footnotes to which the piece refers. They end
    /// with a rule, so that nothing of the piece becomes part of them. Usually empty.
    pub(super) fn preamble(&self, piece: &str) -> String {
        if self.notes.is_empty() || !piece.contains("[^") {
            return String::new();
        }
        let is_defined = |label: &String| self.notes.binary_search(label).is_ok();
        let mentions = mentions_in(piece).into_iter().filter(is_defined);
        let definitions: String = mentions.map(|label| format!("[^{label}]: x\n")).collect();
        if definitions.is_empty() { definitions } else { definitions + "\n***\n" }
    }

    /// Updates the definitions of some labels from all blocks. `labels` are in alphabetical order.
    pub(super) fn update_links(&mut self, labels: &[String], blocks: &[Block]) {
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

    /// Counts again how often long addresses are used. Returns whether one has become overused, or is no longer.
    /// Reads no blocks if the text has no long addresses.
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

    /// Updates from all blocks whether some footnotes are defined. Returns those for which that has changed.
    /// `labels` are in alphabetical order.
    pub(super) fn update_notes(&mut self, mut labels: Vec<String>, blocks: &[Block]) -> Vec<String> {
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

    /// Whether the address of a label has changed since it was rendered.
    pub(super) fn is_outdated(&self, used: &LabelUse) -> bool {
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
