//! The open draft, as far as saving needs to know it: what belongs to it beside its text, and a way to read that.

use leptos::prelude::*;

use super::Saving;
use crate::draft::schema::json_without_text;
use crate::draft::{Draft, DraftId, revision};
use crate::storage::guard;
use crate::text::{Applied, TextEdit};

/// What saving may do with the text of the open draft, which is the editor's.
pub(in crate::state) struct Desk {
    /// Reads the text, where the selection was begun, and where the cursor is, both in bytes. O(n); nothing while no editor is on
    /// the page.
    pub read: Box<dyn Fn() -> Option<(String, usize, usize)>>,
    /// Brings in what another tab has written: the author's undo does not take it back.
    pub apply_from_elsewhere: Box<dyn Fn(&TextEdit)>,
}

/// The open draft.
pub(super) struct OpenDraft {
    /// As last saved, without the text; its format follows the edits.
    pub draft: Draft,
    /// The highest revision that was given out.
    pub revision: u64,
    /// The revision of the copy in local storage.
    pub revision_in_local: u64,
    /// About how long the text is.
    pub n_bytes: usize,
}

impl Saving {
    /// Lends saving a way to the text of whatever draft is open.
    pub(in crate::state) fn use_desk(&self, desk: Desk) {
        self.desk.set_value(Some(desk));
    }

    /// A draft is being opened in place of the one before, whose changes must be posted by then.
    pub(in crate::state) fn set_open(&self, draft: Option<&Draft>) {
        self.nothing_is_due();
        self.open_draft.set_value(draft.map(|draft| OpenDraft {
            revision: self.highest_in_use(draft.revision),
            revision_in_local: 0,
            n_bytes: draft.text.len(),
            draft: Draft { text: String::new(), ..draft.clone() },
        }));
        self.open.set(draft.map(Draft::summary));
        self.show_state();
        self.tell_guard();
        self.hold_open_draft();
        self.look_for_file();
    }

    /// The text has changed: it is saved soon.
    pub(in crate::state) fn text_changed(&self, applied: &[Applied], n_bytes: usize) {
        self.change_open_draft(|open| {
            applied.iter().for_each(|one| open.draft.format.follow(one));
            open.n_bytes = n_bytes;
        });
        self.save_soon();
    }

    /// Changes what belongs to the open draft beside its text; it is for the caller to save it.
    pub(in crate::state) fn change_open(&self, change: impl FnOnce(&mut Draft)) {
        self.change_open_draft(|open| change(&mut open.draft));
    }

    pub(super) fn change_open_draft(&self, change: impl FnOnce(&mut OpenDraft)) {
        self.open_draft.update_value(|open| {
            if let Some(open) = open {
                change(open);
            }
        });
    }

    pub(super) fn with_open_draft<R>(&self, read: impl FnOnce(&OpenDraft) -> R) -> Option<R> {
        self.open_draft.with_value(|open| open.as_ref().map(read))
    }

    /// The open draft as it is now, with text and selection. O(n).
    pub(in crate::state) fn open_draft_with_text(&self) -> Option<Draft> {
        let draft = self.with_open_draft(|open| open.draft.clone())?;
        let (text, byte_anchor, byte_head) =
            self.desk.with_value(|desk| desk.as_ref().and_then(|desk| (desk.read)()))?;
        Some(Draft { text, byte_anchor, byte_head, ..draft })
    }

    /// Whether the remote images of the open draft may be fetched.
    pub(in crate::state) fn is_open_allowed_images(&self) -> bool {
        self.with_open_draft(|open| open.draft.images_allowed).unwrap_or_default()
    }

    /// Whether this draft is the open one.
    pub(in crate::state) fn is_open(&self, id: &DraftId) -> bool {
        self.open_draft.try_with_value(|open| open.as_ref().is_some_and(|open| open.draft.id == *id)) == Some(true)
    }

    /// Which draft is open.
    pub(crate) fn open_id(&self) -> Option<DraftId> {
        self.open_draft.try_with_value(|open| open.as_ref().map(|open| open.draft.id.clone())).flatten()
    }

    /// The same to be followed: it changes when another draft is opened, or none, and not when one is changed.
    pub fn memo_of_open_id(&self) -> Memo<Option<DraftId>> {
        let open = self.open;
        Memo::new(move |_| open.with(|open| open.as_ref().map(|open| open.id.clone())))
    }

    /// A revision of the open draft that no copy has.
    pub(super) fn next_revision(&self) -> u64 {
        self.change_open_draft(|open| open.revision = revision::next(open.revision));
        self.tell_guard();
        self.with_open_draft(|open| open.revision).unwrap_or_default()
    }

    /// The highest revision of a draft that may have been given out, which the store has as this one.
    pub(in crate::state) fn highest_in_use(&self, revision: u64) -> u64 {
        self.store().map_or(revision, |store| store.highest_in_use(revision))
    }

    /// The revision that a draft is saved as next, which the store has as this one.
    pub(in crate::state) fn revision_after(&self, revision: u64) -> u64 {
        revision::next(self.highest_in_use(revision))
    }

    /// Tells the guard what it needs to go on where this code may have to stop.
    pub(super) fn tell_guard(&self) {
        let shell =
            self.with_open_draft(|open| json_without_text(&Draft { revision: open.revision, ..open.draft.clone() }));
        guard::remember(shell.as_deref());
    }
}
