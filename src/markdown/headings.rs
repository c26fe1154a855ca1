//! Ids for headings, made like GitHub's, so that links to a section written for GitHub work here.

use std::collections::HashMap;

use pulldown_cmark::{Event, TagEnd};

use crate::markdown::Block;
use crate::markdown::events::Located;
use crate::markdown::links::ID_PREFIX;

/// The parts of a heading's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) slug: String,
    /// The number behind the slug, if the slug was taken; 0 for none.
    pub(super) n_repeats: usize,
}

impl Heading {
    /// `notes-` and the slug, with a number if it was taken.
    pub(super) fn id(&self) -> String {
        match self.n_repeats {
            0 => format!("{ID_PREFIX}{}", self.slug),
            n => format!("{ID_PREFIX}{}-{n}", self.slug),
        }
    }
}

/// Assigns all ids again. Returns the blocks in which one has changed. O(n) in blocks and headings.
pub(super) fn number_headings(blocks: &mut [Block]) -> Vec<usize> {
    let mut taken = Taken::default();
    let mut changed = Vec::new();
    for (idx, block) in blocks.iter_mut().enumerate() {
        let Some(reach) = block.reach.as_mut() else {
            continue;
        };
        let mut has_changed = false;
        for heading in &mut reach.headings {
            let n_repeats = taken.take(&heading.slug);
            has_changed |= std::mem::replace(&mut heading.n_repeats, n_repeats) != n_repeats;
        }
        if has_changed {
            changed.push(idx);
        }
    }
    changed
}

/// The slugs that are taken, each with the last number tried for it. Without that, many equal headings would take
/// quadratic time.
#[derive(Default)]
struct Taken(HashMap<String, usize>);

impl Taken {
    fn take(&mut self, slug: &str) -> usize {
        let Some(n_tried) = self.0.get(slug) else {
            self.0.insert(slug.to_owned(), 0);
            return 0;
        };
        let mut n = n_tried + 1;
        while self.0.contains_key(&format!("{slug}-{n}")) {
            n += 1;
        }
        self.0.insert(slug.to_owned(), n);
        self.0.insert(format!("{slug}-{n}"), 0);
        n
    }
}

/// The text of a heading. `events` begin behind its start.
pub(super) fn heading_text(events: &[Located]) -> String {
    let is_inside = |(event, _): &&Located| !matches!(event, Event::End(TagEnd::Heading(_)));
    let texts = events.iter().take_while(is_inside);
    texts
        .map(|(event, _)| match event {
            Event::Text(text) | Event::Code(text) => text,
            Event::SoftBreak | Event::HardBreak => " ",
            _ => "",
        })
        .collect()
}

/// Lower case; keeps letters, digits, `-` and `_`; turns spaces into hyphens; removes the rest.
pub(super) fn slug(heading: &str) -> String {
    let chars = heading.trim().chars().flat_map(char::to_lowercase);
    chars
        .filter_map(|char| match char {
            ' ' => Some('-'),
            '-' | '_' => Some(char),
            _ => char.is_alphanumeric().then_some(char),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_github() {
        assert_eq!(slug("Show 203 & more"), "show-203--more");
        assert_eq!(slug("  Über `uns`, kurz: v1.2_a  "), "über-uns-kurz-v12_a");
        assert_eq!(slug("漢字 🎙️"), "漢字-");
    }

    #[test]
    fn equal_headings_get_different_ids() {
        let mut taken = Taken::default();
        let slugs = ["extras", "extras-1", "extras", "extras", "extras-1"];
        let ids = slugs.map(|slug| Heading { slug: slug.to_owned(), n_repeats: taken.take(slug) }.id());
        assert_eq!(ids, ["notes-extras", "notes-extras-1", "notes-extras-2", "notes-extras-3", "notes-extras-1-1"]);
    }
}
