//! Where each draft stands on its way to the store. Pure: it knows neither the browser nor a clock.
//!
//! Invariant: a draft leaves the outbox only when it is stored, when a later revision takes its place, or when another
//! tab's work has been merged into it. Leaving the page writes what is left to local storage before it goes.

use std::rc::Rc;
use std::time::Duration;

use crate::draft::{Draft, DraftId};
use crate::storage::Durability;
use crate::text::SortedMap;

/// The first wait before what was refused is tried again; it doubles up to `LAST_RETRY`.
const FIRST_RETRY: Duration = Duration::from_secs(1);
const LAST_RETRY: Duration = Duration::from_secs(8);

/// Where a draft stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// The store has acknowledged the latest revision.
    #[default]
    Clean,
    /// It has changed, and is saved at the next pause.
    Due,
    /// It is on its way.
    Sent,
    /// The store does not take it; the text says why and what to do. It is tried again.
    Refused(String),
}

impl SaveState {
    /// As in `data-state`: people script it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Clean => "saved",
            Self::Due | Self::Sent => "saving",
            Self::Refused(_) => "failed",
        }
    }
}

/// A revision of a draft that is to be stored.
pub(super) struct Posted {
    pub draft: Rc<Draft>,
    pub durability: Durability,
}

/// A draft as this tab last read it from the store, or wrote it there: what a merge starts from.
#[derive(Clone, Default)]
pub(super) struct Base {
    /// Nothing for a draft that the store has not had yet.
    pub draft: Option<Rc<Draft>>,
    /// What the journal knows it by; nothing where it has none.
    pub checksum: Option<String>,
}

/// What is due, waits and was refused.
#[derive(Default)]
pub(super) struct Outbox {
    /// The draft that has changed and was not posted since, and when its oldest change was made. Only the open draft can be.
    due: Option<(DraftId, u64)>,
    /// Of each draft the latest revision.
    waiting: SortedMap<DraftId, Rc<Posted>>,
    /// Why the store refused what waits.
    refused: SortedMap<DraftId, String>,
    /// Of what waits, and of the open draft.
    bases: SortedMap<DraftId, Base>,
    last_wait: Option<Duration>,
}

impl Outbox {
    pub fn state(&self, id: &DraftId) -> SaveState {
        match self.refused.get(id) {
            Some(reason) => SaveState::Refused(reason.clone()),
            None if self.is_due(id) => SaveState::Due,
            None if self.waiting.contains_key(id) => SaveState::Sent,
            None => SaveState::Clean,
        }
    }

    /// A draft has changed. Returns when its oldest change was made that is not posted.
    pub fn change(&mut self, id: &DraftId, now_ms: u64) -> u64 {
        match &self.due {
            Some((due, since_ms)) if due == id => *since_ms,
            _ => {
                self.due = Some((id.clone(), now_ms));
                now_ms
            }
        }
    }

    /// Whether a draft has changes that are not posted.
    pub fn is_due(&self, id: &DraftId) -> bool {
        self.due.as_ref().is_some_and(|(due, _)| due == id)
    }

    /// The store has what the editor has.
    pub fn nothing_is_due(&mut self) {
        self.due = None;
    }

    /// Puts a revision in the place of an earlier one.
    pub fn post(&mut self, draft: Draft, durability: Durability) {
        self.due.take_if(|(due, _)| *due == draft.id);
        self.waiting.insert(draft.id.clone(), Rc::new(Posted { draft: Rc::new(draft), durability }));
    }

    /// What is tried next: what was refused comes last, so that it holds up nothing.
    pub fn next(&self) -> Option<Rc<Posted>> {
        let mut waiting = self.waiting.iter();
        let next = waiting.clone().find(|(id, _)| !self.refused.contains_key(id)).or_else(|| waiting.next());
        next.map(|(_, posted)| posted.clone())
    }

    /// The store has a revision. Returns whether it was the latest.
    pub fn acknowledge(&mut self, posted: &Posted, checksum: Option<String>) -> bool {
        let draft = &posted.draft;
        self.last_wait = None;
        self.bases.insert(draft.id.clone(), Base { draft: Some(draft.clone()), checksum });
        let is_latest = self.get(&draft.id).is_none_or(|latest| latest.revision <= draft.revision);
        if is_latest {
            self.withdraw(&draft.id);
        }
        is_latest
    }

    /// The store refuses a draft. Returns whether it did not refuse it before.
    pub fn refuse(&mut self, id: &DraftId, reason: String) -> bool {
        self.refused.insert(id.clone(), reason).is_none()
    }

    /// How long to wait until what was refused is tried again: longer each time.
    pub fn next_wait(&mut self) -> Duration {
        let wait = self.last_wait.map_or(FIRST_RETRY, |last| (last * 2).min(LAST_RETRY));
        self.last_wait = Some(wait);
        wait
    }

    /// Takes out a draft to be merged with what another tab has stored: the latest revision, which may have come after the one
    /// that met the other's.
    pub fn take_to_merge(&mut self, posted: &Draft) -> Draft {
        let latest = self.get(&posted.id).cloned();
        self.withdraw(&posted.id);
        latest.unwrap_or_else(|| posted.clone())
    }

    /// Takes out a draft that is stored, or not to be stored any more.
    pub fn withdraw(&mut self, id: &DraftId) {
        self.waiting.remove(id);
        self.refused.remove(id);
    }

    /// The draft as it waits.
    pub fn get(&self, id: &DraftId) -> Option<&Draft> {
        self.waiting.get(id).map(|posted| &*posted.draft)
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// All that waits.
    pub fn drafts(&self) -> impl Iterator<Item = &Draft> {
        self.waiting.values().map(|posted| &*posted.draft)
    }

    /// The drafts that the store has refused.
    pub fn refused(&self) -> impl Iterator<Item = &DraftId> {
        self.refused.keys()
    }

    /// What a draft is based on that the store has; not while one waits here that is based on something else.
    pub fn set_base(&mut self, id: &DraftId, base: Base) {
        if !self.waiting.contains_key(id) {
            self.bases.insert(id.clone(), base);
        }
    }

    pub fn base(&self, id: &DraftId) -> Base {
        self.bases.get(id).cloned().unwrap_or_default()
    }

    /// Forgets the bases of all drafts that neither wait nor are open.
    pub fn forget_bases(&mut self, open: Option<&DraftId>) {
        let waiting = &self.waiting;
        self.bases.retain(|id, _| waiting.contains_key(id) || Some(id) == open);
    }
}
