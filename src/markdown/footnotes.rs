//! Footnotes, numbered in the order in which the text first refers to them.

use std::collections::HashMap;

use pulldown_cmark::Event;

use crate::markdown::events::events;
use crate::markdown::links::ID_PREFIX;

/// The footnotes that one document refers to, by their folded labels.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    by_label: HashMap<String, Footnote>,
}

/// What the definition of a footnote needs to be written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Definition {
    pub(super) number: usize,
    pub(super) id: String,
    /// Links back to each of its references.
    pub(super) back_links: String,
}

#[derive(Debug)]
struct Footnote {
    /// From 1, in order of first reference.
    number: usize,
    n_references: usize,
    n_written: usize,
    is_defined: bool,
}

impl Footnotes {
    /// Reads the whole text once, unless it has no footnotes, which most notes have not.
    pub(super) fn of(guarded: &str) -> Footnotes {
        let mut footnotes = Footnotes::default();
        if !guarded.contains("[^") {
            return footnotes;
        }
        for (event, _) in events(guarded) {
            if let Event::FootnoteReference(label) = event {
                footnotes.count_reference(&label);
            }
        }
        footnotes
    }

    /// Writes the next reference to a footnote: its number, leading to the definition.
    pub(super) fn write_reference(&mut self, label: &str, html: &mut String) {
        let Some(footnote) = self.by_label.get_mut(&fold(label)) else {
            return;
        };
        footnote.n_written += 1;
        let (number, id) = (footnote.number, footnote.reference_id(footnote.n_written));
        *html += &format!(
            r##"<sup class="footnote-ref"><a id="{id}" href="#{ID_PREFIX}fn:{number}" aria-label="Footnote {number}">{number}</a></sup>"##
        );
    }

    /// Begins the definition of a label: none if nothing refers to it, or if it was defined before.
    pub(super) fn define(&mut self, label: &str) -> Option<Definition> {
        let footnote = self.by_label.get_mut(&fold(label))?;
        let is_first = !std::mem::replace(&mut footnote.is_defined, true);
        is_first.then(|| footnote.definition())
    }

    fn count_reference(&mut self, label: &str) {
        let number = self.by_label.len() + 1;
        let footnote = self.by_label.entry(fold(label)).or_insert(Footnote {
            number,
            n_references: 0,
            n_written: 0,
            is_defined: false,
        });
        footnote.n_references += 1;
    }
}

impl Footnote {
    /// No slug contains a colon, so no heading can take the id of a footnote.
    fn definition(&self) -> Definition {
        let links = (1..=self.n_references).map(|n| {
            let id = self.reference_id(n);
            format!(r##" <a class="footnote-back" href="#{id}" aria-label="Back to the text">↩</a>"##)
        });
        Definition { number: self.number, id: format!("{ID_PREFIX}fn:{}", self.number), back_links: links.collect() }
    }

    fn reference_id(&self, n: usize) -> String {
        match n {
            1 => format!("{ID_PREFIX}fnref:{}", self.number),
            n => format!("{ID_PREFIX}fnref:{}:{n}", self.number),
        }
    }
}

/// Labels differ in case only by accident.
fn fold(label: &str) -> String {
    label.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_references() {
        let mut footnotes = Footnotes::of("[^b]: B\n\n[^a]: A\n\nx[^a] y[^b] z[^A]");
        let definition = footnotes.define("b").map(|it| (it.number, it.id));
        assert_eq!(definition, Some((2, "notes-fn:2".to_owned())));
        let back_links = footnotes.define("a").map(|it| it.back_links.matches("href").count());
        assert_eq!(back_links, Some(2));
    }

    #[test]
    fn a_label_is_defined_once() {
        let mut footnotes = Footnotes::of("[^a]: A\n\nx[^a]");
        assert!(footnotes.define("a").is_some());
        assert!(footnotes.define("a").is_none());
        assert!(footnotes.define("unused").is_none());
    }
}
