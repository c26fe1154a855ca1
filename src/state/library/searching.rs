//! Searching the texts of all drafts, and what of the open one they cover.
//!
//! The texts are read once, soon after a draft is opened, or when the author turns to the search field, a few at a time while the page goes on. What is saved
//! later shows in the list by its revision, and is read again when something is looked for: saving need not know of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Library;
use crate::draft::covered::{Covered, CoveredIndex, OwnLink, PlaceInDraft};
use crate::draft::search::{Hit, SearchIndex};
use crate::draft::{Draft, DraftId, DraftList};
use crate::state::idle;
use crate::text::SortedMap;

/// How many drafts a search shows: who sees more goes on typing.
pub const N_FOUND_AT_MOST: usize = 100;
/// Texts that are read before the page may go on.
const N_READ_AT_ONCE: usize = 40;

/// What is known of the texts.
#[derive(Default)]
pub(crate) struct Searching {
    index: SearchIndex,
    covered: CoveredIndex,
    /// The revision of each draft that was read, or could not be.
    revisions: SortedMap<DraftId, u64>,
    is_reading: bool,
}

/// What a search has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best first, at most [`N_FOUND_AT_MOST`].
    pub hits: Vec<Hit>,
    /// Whether there are texts that were not searched yet.
    pub is_reading: bool,
}

impl Searching {
    /// Forgets the drafts that are gone; gives those whose text is not known as it is now.
    fn due(&mut self, drafts: &DraftList) -> Vec<DraftId> {
        let Self { index, covered, revisions, .. } = self;
        revisions.retain(|id, _| {
            let is_there = drafts.contains(id);
            if !is_there {
                index.remove(id);
                covered.remove(id);
            }
            is_there
        });
        let is_due = |id: &DraftId, revision: u64| revisions.get(id) != Some(&revision);
        let due = drafts.rows().iter().filter(|row| is_due(&row.id, row.revision));
        due.map(|row| row.id.clone()).collect()
    }

    fn put(&mut self, draft: Draft) {
        self.covered.put(&draft.id, &draft.text);
        self.index.put(&draft.id, draft.title(), draft.text);
    }
}

impl Library {
    /// Reads the texts that are not known as they are now, in the background.
    pub fn read_texts(&self) {
        let due = self.saving.drafts.with_untracked(|library| {
            let due = |searching: &mut Searching| match searching.is_reading {
                true => Vec::new(),
                false => searching.due(library),
            };
            self.searching.try_update_value(due).unwrap_or_default()
        });
        if !due.is_empty() {
            self.searching.update_value(|searching| searching.is_reading = true);
            let library = *self;
            spawn_local(async move { library.read_due(due).await });
        }
    }

    async fn read_due(self, due: Vec<DraftId>) {
        for ids in due.chunks(N_READ_AT_ONCE) {
            let revisions = self.saving.drafts.with_untracked(|library| {
                ids.iter().map(|id| library.get(id).map_or(0, |row| row.revision)).collect::<Vec<_>>()
            });
            let drafts = self.saving.read_drafts(ids).await;
            self.searching.update_value(|searching| {
                drafts.into_iter().for_each(|draft| searching.put(draft));
                searching.revisions.extend(ids.iter().cloned().zip(revisions));
            });
            idle().await;
        }
        self.searching.update_value(|searching| searching.is_reading = false);
        // Something may have been saved meanwhile.
        self.read_texts();
        self.texts_changed.update(|n| *n += 1);
    }

    /// Looks for words in all drafts whose texts were read. Tracks nothing; see [`texts_changed`](Self::texts_changed).
    pub fn find_in_drafts(&self, query: &str) -> Found {
        self.searching.with_value(|searching| Found {
            hits: searching.index.find(query, N_FOUND_AT_MOST),
            is_reading: searching.is_reading,
        })
    }

    /// Which of these links stand in other drafts too, and where: in those for which `is_other` holds.
    pub(in crate::state) fn covered(
        &self,
        links: &[OwnLink],
        is_other: impl Fn(&DraftId) -> bool,
    ) -> Vec<Covered<PlaceInDraft>> {
        self.searching.with_value(|searching| searching.covered.covered(links, is_other))
    }
}
