//! Drafts: the notes an author works on, the list of them, and their stored form.
//!
//! Invariant: nothing here knows the browser, the storage or the clock; the caller provides random bytes and
//! milliseconds since 1970.

pub mod backup;
pub mod copies;
pub mod covered;
pub mod diff;
mod early;
mod folding;
mod hunks;
mod id;
mod ignored;
pub mod kept;
mod library;
pub mod merge;
pub mod revision;
pub mod schema;
pub mod search;
mod show;
mod title;
pub mod versions;

pub use self::early::change_of_early;
pub use self::folding::folded;
pub use self::id::{DraftId, NotADraftId};
pub use self::ignored::Ignored;
pub use self::library::{DraftList, DraftSummary, Order};
pub use self::show::show_of;
use crate::text::file::FileFormat;

/// The title of a draft without name and text.
pub const UNTITLED: &str = "Untitled";

/// Notes and their metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The permanent id.
    pub id: DraftId,
    /// The name that the author gave it; without one the title comes from the text.
    pub name: Option<String>,
    /// The notes, with `\n` for each line break.
    pub text: String,
    /// How the text is written to a file.
    pub format: FileFormat,
    /// When it was created, in milliseconds since 1970.
    pub created_ms: u64,
    /// When its author last changed it, in milliseconds since 1970.
    pub modified_ms: u64,
    /// Counts the saved changes. Of two copies the one with the higher revision is later, whatever the clock said.
    pub revision: u64,
    /// The end of the selection that stays.
    pub byte_anchor: usize,
    /// The end of the selection that moves: the cursor.
    pub byte_head: usize,
    /// Whether this draft's remote images may be fetched.
    pub images_allowed: bool,
    /// Whether it is pinned to the top of the list, in any order.
    pub pinned: bool,
    /// When it was deleted, in milliseconds since 1970; `None` if it is not in the trash.
    pub trashed_ms: Option<u64>,
}

impl Draft {
    /// A new draft with the cursor at its start.
    pub fn new(id: DraftId, text: String, format: FileFormat, now_ms: u64) -> Draft {
        Draft {
            id,
            name: None,
            text,
            format,
            created_ms: now_ms,
            modified_ms: now_ms,
            revision: 0,
            byte_anchor: 0,
            byte_head: 0,
            images_allowed: false,
            pinned: false,
            trashed_ms: None,
        }
    }

    /// A copy under a new id, neither pinned nor in the trash. The caller chooses its name: see
    /// [`DraftList::name_of_copy`].
    pub fn copy(&self, id: DraftId, now_ms: u64) -> Draft {
        let fresh = Draft::new(id, self.text.clone(), self.format.clone(), now_ms);
        Draft {
            name: self.name.clone(),
            byte_anchor: self.byte_anchor,
            byte_head: self.byte_head,
            images_allowed: self.images_allowed,
            ..fresh
        }
    }

    /// Its name, else the title in its text, else [`UNTITLED`]. Never empty.
    /// Reads only the beginning of the text.
    pub fn title(&self) -> String {
        self.own_title().unwrap_or_else(|| UNTITLED.to_owned())
    }

    /// Whether it has neither a name nor a title in its text.
    pub fn is_untitled(&self) -> bool {
        self.own_title().is_none()
    }

    /// Its row in the list of drafts.
    pub fn summary(&self) -> DraftSummary {
        DraftSummary {
            id: self.id.clone(),
            title: self.title(),
            revision: self.revision,
            created_ms: self.created_ms,
            modified_ms: self.modified_ms,
            n_bytes: self.text.len(),
            pinned: self.pinned,
            trashed_ms: self.trashed_ms,
        }
    }

    fn own_title(&self) -> Option<String> {
        title::of(self.name.as_deref(), &self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str) -> Draft {
        let id = DraftId::from_random([7; 16]);
        Draft::new(id, text.to_owned(), FileFormat::default(), 1_000)
    }

    #[test]
    fn a_draft_is_called_by_its_name_then_by_its_text() {
        let mut draft = draft("# Teatime 7\n");
        assert_eq!(draft.title(), "Teatime 7");
        draft.name = Some("The one with the scones".to_owned());
        assert_eq!(draft.title(), "The one with the scones");
        assert!(!draft.is_untitled());
    }

    #[test]
    fn a_draft_without_either_says_so() {
        assert_eq!(draft(" \n\n").title(), UNTITLED);
        assert!(draft("").is_untitled());
    }

    #[test]
    fn a_copy_has_the_notes_and_a_life_of_its_own() {
        let mut original = draft("# Teatime 7\n");
        (original.revision, original.byte_head) = (12, 5);
        (original.pinned, original.trashed_ms) = (true, Some(1_500));
        let copy = original.copy(DraftId::from_random([8; 16]), 2_000);
        assert_eq!((&copy.text, copy.byte_head), (&original.text, 5));
        assert_eq!((copy.revision, copy.created_ms, copy.modified_ms), (0, 2_000, 2_000));
        assert_eq!((copy.pinned, copy.trashed_ms), (false, None));
        assert_ne!(copy.id, original.id);
    }
}
