//! What the open notes cover again: their links, looked up in all other drafts, when the browser is idle.
//!
//! The texts are those that searching reads; what is saved later is read again after it.

use std::time::Duration;

use leptos::prelude::*;

use super::OpenNotes;
use crate::draft::covered::{Covered, LinkRole, OwnLink, addresses};
use crate::draft::{DraftId, show_of};
use crate::outline::{SegmentKind, episode_of_title};
use crate::rundown::Notes;
use crate::state::set_if_changed;
use crate::state::when_idle;
use crate::state::{AtPause, effect};
use crate::text::sort_by_numbers;

/// A link of the open notes that other drafts have too.
pub type CoveredLink = Covered<CoveredPlace>;

/// Where another draft has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredPlace {
    pub id: DraftId,
    /// What the draft is called.
    pub title: String,
    /// 1-based.
    pub line: usize,
}

/// The start of the app comes first.
const START: Duration = Duration::from_secs(2);
/// A pause in typing.
const PAUSE: Duration = Duration::from_millis(600);

impl OpenNotes {
    /// Keeps what is covered up to date: with the outline, with what is saved, and with what is read of other drafts.
    pub(in crate::state) fn follow_covered(&self) {
        let this = *self;
        let due = AtPause::default();
        effect(move || {
            this.outline.track();
            this.saving.drafts.track();
            this.library.texts_changed.track();
            // All links of the notes are looked at: not while keys come.
            due.call(PAUSE, move || when_idle(move || this.look_up_covered()));
        });
        effect(move || {
            this.saving.open.track();
            // So that the texts are read while nobody waits; those that were saved since are read again.
            set_timeout(move || when_idle(move || this.library.read_texts()), START);
        });
    }

    fn look_up_covered(&self) {
        let links = self.with_notes(own_links).unwrap_or_default();
        let own = self.saving.open_id();
        let place =
            |id: &DraftId| self.saving.drafts.with_untracked(|library| library.get(id).map(|row| row.title.clone()));
        let own_title = own.as_ref().and_then(place).unwrap_or_default();
        let is_other = |id: &DraftId| {
            own.as_ref() != Some(id) && place(id).is_some_and(|title| !is_same_episode(&title, &own_title))
        };
        let found = self.library.covered(&links, is_other);
        let named = found.into_iter().map(|Covered { line, url, places }| Covered {
            line,
            url,
            places: places
                .into_iter()
                .map(|it| CoveredPlace { title: place(&it.id).unwrap_or_default(), id: it.id, line: it.line })
                .collect(),
        });
        set_if_changed(self.covered, named.collect());
        let covered = self.covered.read_untracked();
        self.count_by_segment(self.n_covered, covered.iter().map(|link| link.line));
    }
}

/// The links of the segments: what each is about, and the others. Links of the head and of parts that belong to the show come
/// back each time. O(text).
fn own_links(notes: &Notes) -> Vec<OwnLink> {
    let segments = &notes.outline.segments;
    let segment_at = |line: usize| notes.outline.segment_at_line(line).map(|idx| &segments[idx]);
    let labels = segments.iter().filter_map(|segment| {
        Some(OwnLink { line: segment.line, url: segment.label.url.clone()?, role: LinkRole::Label })
    });
    let is_of_episode =
        |line: usize| segment_at(line).is_some_and(|it| it.label.kind != SegmentKind::Other && it.line != line);
    let others = addresses(notes.text).filter(|(line, _)| is_of_episode(*line));
    let others = others.map(|(line, url)| OwnLink { line, url: url.to_owned(), role: LinkRole::Other });
    let mut links: Vec<OwnLink> = labels.chain(others).collect();
    sort_by_numbers(&mut links, |link| (link.line, 0));
    links
}

/// Whether two titles are those of one episode: a copy of it, or an earlier state.
fn is_same_episode(title: &str, other: &str) -> bool {
    let number = episode_of_title(title);
    let show = |title| show_of(title).map(str::to_lowercase);
    number.is_some() && number == episode_of_title(other) && show(title) == show(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockList, RenderOptions};
    use crate::outline::Outline;

    #[test]
    fn links_of_labels_and_of_what_is_said_of_them_are_looked_up() {
        let text = "# T 1\n\nhttps://us.example\n\nAnn #1: [Kites](https://k.example)\n\n- [p](https://p.example)\n\n\
            Connect with us\n\n- https://me.example\n";
        let blocks = BlockList::new(text, RenderOptions::default());
        let outline = Outline::of(&blocks);
        let links = own_links(&Notes { text, blocks: &blocks, outline: &outline });
        let found: Vec<(usize, &str, LinkRole)> = links.iter().map(|it| (it.line, it.url.as_str(), it.role)).collect();
        let expected = [(5, "https://k.example", LinkRole::Label), (7, "https://p.example", LinkRole::Other)];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_copy_is_the_same_episode() {
        assert!(is_same_episode("Copy of Teatime 7", "Teatime 7"));
        assert!(!is_same_episode("Teatime 8", "Teatime 7"));
        assert!(!is_same_episode("Radio 7", "Teatime 7"));
        assert!(!is_same_episode("Scones", "Scones"));
    }
}
