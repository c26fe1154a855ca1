//! The templates that come with the app.

use super::Template;

/// In the order of the menu: identifier, name, body.
const BUILT_IN: &[(&str, &str, &str)] = &[
    ("episode", "Whole episode", include_str!("built_in/episode.md")),
    ("topic", "Topic", include_str!("built_in/topic.md")),
    ("topic-without-link", "Topic without link", include_str!("built_in/topic-without-link.md")),
    ("sponsor", "Sponsor", include_str!("built_in/sponsor.md")),
    ("guests", "Guests", include_str!("built_in/guests.md")),
    ("extras", "Extras", include_str!("built_in/extras.md")),
    ("joke", "Joke", include_str!("built_in/joke.md")),
    ("chapter", "Timestamped chapter", include_str!("built_in/chapter.md")),
];

/// The templates that come with the app.
pub fn built_in() -> Vec<Template> {
    let owned = |(id, name, body): &(&str, &str, &str)| Template {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        body: (*body).to_owned(),
        show: None,
    };
    BUILT_IN.iter().map(owned).collect()
}

impl Template {
    /// Whether it comes with the app. Identifiers of the author's templates are random, and longer.
    pub fn is_built_in(&self) -> bool {
        is_built_in(&self.id)
    }
}

pub(super) fn is_built_in(id: &str) -> bool {
    BUILT_IN.iter().any(|(known, ..)| *known == id)
}

#[cfg(test)]
mod tests {
    use super::super::{Fields, fill};
    use super::*;
    use crate::text::Piece;

    #[test]
    fn every_built_in_template_has_its_own_id_and_one_cursor() {
        let templates = built_in();
        for template in &templates {
            let n_cursors = fill(&template.body, &Fields::default()).iter().filter(|it| **it == Piece::Cursor).count();
            assert_eq!(n_cursors, 1, "{}", template.id);
            assert_eq!(templates.iter().filter(|other| other.id == template.id).count(), 1);
            assert!(template.is_built_in());
            assert!(template.body.ends_with('\n') && !template.body.ends_with("\n\n"));
            assert!(template.body.lines().all(|line| line.trim_end() == line), "{}", template.id);
        }
    }
}
