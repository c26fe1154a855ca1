//! Ids for headings, made as GitHub makes them, so that links to a section written for GitHub work here.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Event, TagEnd};

use crate::markdown::events::Located;
use crate::markdown::links::ID_PREFIX;

/// The ids given so far in one document.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    taken: HashSet<String>,
    /// The last number tried for each slug; without it, many equal headings would take quadratic time.
    n_repeats: HashMap<String, usize>,
}

impl Slugs {
    /// A new id for a heading of this text: `notes-` and the slug, numbered if it was taken.
    pub(super) fn id(&mut self, heading: &str) -> String {
        let base = slug(heading);
        let n_repeats = self.n_repeats.entry(base.clone()).or_default();
        let mut slug = base.clone();
        while !self.taken.insert(slug.clone()) {
            *n_repeats += 1;
            slug = format!("{base}-{n_repeats}");
        }
        format!("{ID_PREFIX}{slug}")
    }
}

/// The text of a heading, given the events that follow its start.
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

/// Lower case; letters, digits, `-` and `_` kept; spaces to hyphens; the rest dropped.
fn slug(heading: &str) -> String {
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
    fn ids_are_those_of_github() {
        let mut slugs = Slugs::default();
        let mut check = |heading: &str, id: &str| assert_eq!(slugs.id(heading), id);
        check("Show 203 & more", "notes-show-203--more");
        check("  Über `uns`, kurz: v1.2_a  ", "notes-über-uns-kurz-v12_a");
        check("漢字 🎙️", "notes-漢字-");
    }

    #[test]
    fn equal_headings_get_different_ids() {
        let mut slugs = Slugs::default();
        let headings = ["Extras", "Extras 1", "Extras", "Extras", "extras-1"];
        let ids: HashSet<String> = headings.iter().map(|heading| slugs.id(heading)).collect();
        assert_eq!(ids.len(), headings.len());
        assert!(ids.contains("notes-extras") && ids.contains("notes-extras-1"));
    }
}
