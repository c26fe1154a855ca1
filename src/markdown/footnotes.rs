//! Footnotes, numbered in the order of their first references.

use std::collections::HashMap;

use crate::markdown::Block;
use crate::markdown::links::ID_PREFIX;

/// A reference to a footnote, or its definition, with the numbers it is rendered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// Folded, because labels may differ in case.
    pub(super) label: String,
    pub(super) role: NoteRole,
    /// From 1, in the order of first references; 0 for a definition without a reference, or after the first one of its
    /// label.
    number: usize,
    /// For a reference, its ordinal among those to this footnote, from 1; for a definition, the number of references.
    n_references: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoteRole {
    Reference,
    Definition,
}

impl Note {
    /// Without numbers.
    pub(super) fn new(label: String, role: NoteRole) -> Note {
        Note { label, role, number: 0, n_references: 0 }
    }

    /// The content without the numbers.
    pub(super) fn fact(&self) -> (&str, NoteRole) {
        (&self.label, self.role)
    }

    pub(super) fn is_definition(&self) -> bool {
        self.role == NoteRole::Definition
    }

    /// From 1; `None` for a definition without a number.
    pub(super) fn number(&self) -> Option<usize> {
        Some(self.number).filter(|number| *number > 0)
    }

    /// Writes a reference: its number, linked to the definition.
    pub(super) fn write_reference(&self, html: &mut String) {
        let (number, id) = (self.number, self.reference_id(self.n_references));
        *html += &format!(
            r##"<sup class="footnote-ref"><a id="{id}" href="#{ID_PREFIX}fn:{number}" aria-label="Footnote {number}">{number}</a></sup>"##
        );
    }

    /// The id of a definition. It has a colon, which the slug of a heading never has.
    pub(super) fn definition_id(&self) -> String {
        format!("{ID_PREFIX}fn:{}", self.number)
    }

    /// Links from a definition back to each of its references.
    pub(super) fn back_links(&self) -> String {
        let links = (1..=self.n_references).map(|n| {
            let id = self.reference_id(n);
            format!(r##" <a class="footnote-back" href="#{id}" aria-label="Back to the text">↩</a>"##)
        });
        links.collect()
    }

    fn reference_id(&self, n: usize) -> String {
        match n {
            1 => format!("{ID_PREFIX}fnref:{}", self.number),
            n => format!("{ID_PREFIX}fnref:{}:{n}", self.number),
        }
    }
}

/// Numbers all footnotes again. Returns the blocks in which a number has changed. O(n) in blocks and footnotes.
pub(super) fn number_notes(blocks: &mut [Block]) -> Vec<usize> {
    let mut counts = Counts::default();
    for note in blocks.iter().flat_map(|block| &block.reach().notes) {
        if note.role == NoteRole::Reference {
            counts.refer_to(&note.label);
        }
    }
    let mut changed = Vec::new();
    for (idx, block) in blocks.iter_mut().enumerate() {
        let Some(reach) = block.reach.as_mut().filter(|reach| !reach.notes.is_empty()) else {
            continue;
        };
        let before = reach.notes.clone();
        reach.notes.iter_mut().for_each(|note| counts.number(note));
        if before != reach.notes {
            changed.push(idx);
        }
    }
    changed
}

/// The footnotes that have references.
#[derive(Default)]
struct Counts {
    idx_by_label: HashMap<String, usize>,
    counts: Vec<Count>,
}

#[derive(Default)]
struct Count {
    n_references: usize,
    n_numbered: usize,
    is_defined: bool,
}

impl Counts {
    fn refer_to(&mut self, label: &str) {
        let idx = match self.idx_by_label.get(label) {
            Some(idx) => *idx,
            None => {
                self.idx_by_label.insert(label.to_owned(), self.counts.len());
                self.counts.push(Count::default());
                self.counts.len() - 1
            }
        };
        self.counts[idx].n_references += 1;
    }

    fn number(&mut self, note: &mut Note) {
        (note.number, note.n_references) = (0, 0);
        let Some(&idx) = self.idx_by_label.get(&note.label) else {
            return;
        };
        let count = &mut self.counts[idx];
        match note.role {
            NoteRole::Reference => {
                count.n_numbered += 1;
                (note.number, note.n_references) = (idx + 1, count.n_numbered);
            }
            NoteRole::Definition if !count.is_defined => {
                count.is_defined = true;
                (note.number, note.n_references) = (idx + 1, count.n_references);
            }
            NoteRole::Definition => {}
        }
    }
}
