//! What waits to be stored: of each draft the latest revision, until the store has acknowledged that one.
//!
//! Invariant: a draft leaves the outbox only when it is stored, or when a later revision takes its place. Leaving the page
//! writes what is left to local storage before it goes.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::AppState;
use super::notices::Tone;
use crate::draft::{Draft, DraftId};
use crate::storage::{Durability, Loaded, SaveError, Store, TabMessage};

/// The first wait before what was refused is tried again; it doubles up to `LAST_RETRY`.
const FIRST_RETRY: Duration = Duration::from_secs(1);
const LAST_RETRY: Duration = Duration::from_secs(8);

/// A draft on its way to the store.
struct Posted {
    draft: Rc<Draft>,
    durability: Durability,
}

/// A draft as this tab last had it from the store, or gave it there: what a merge starts from.
#[derive(Clone, Default)]
pub(crate) struct Base {
    /// Nothing for a draft that the store has not had yet.
    pub draft: Option<Rc<Draft>>,
    /// What the journal knows it by; nothing where it has none.
    pub checksum: Option<String>,
}

#[derive(Default)]
pub(crate) struct Outbox {
    waiting: BTreeMap<DraftId, Rc<Posted>>,
    /// Of what waits, and of the open draft.
    bases: BTreeMap<DraftId, Base>,
    /// Drafts that the store has refused, and why.
    refused: BTreeMap<DraftId, String>,
    is_working: bool,
    retry: Option<(Duration, Option<TimeoutHandle>)>,
}

impl Outbox {
    pub fn get(&self, id: &DraftId) -> Option<&Draft> {
        self.waiting.get(id).map(|posted| &*posted.draft)
    }

    pub fn contains(&self, id: &DraftId) -> bool {
        self.waiting.contains_key(id)
    }

    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Why a draft is not stored, if the store has refused it.
    pub fn refusal(&self, id: &DraftId) -> Option<&str> {
        self.refused.get(id).map(String::as_str)
    }

    pub fn all(&self) -> impl Iterator<Item = &Draft> {
        self.waiting.values().map(|posted| &*posted.draft)
    }

    /// What is tried next: what was refused comes last, so that it holds up nothing.
    fn next(&self) -> Option<Rc<Posted>> {
        let mut waiting = self.waiting.iter();
        let next = waiting.clone().find(|(id, _)| !self.refused.contains_key(id)).or_else(|| waiting.next());
        next.map(|(_, posted)| posted.clone())
    }

    /// A revision is stored. Returns whether it was the latest.
    fn remove(&mut self, draft: &Draft) -> bool {
        let is_latest = self.get(&draft.id).is_none_or(|latest| latest.revision <= draft.revision);
        if is_latest {
            self.waiting.remove(&draft.id);
            self.refused.remove(&draft.id);
        }
        is_latest
    }

    /// What a draft is based on that the store has: not, while one waits here that is based on something else.
    pub fn set_base(&mut self, id: &DraftId, base: Base) {
        if !self.contains(id) {
            self.bases.insert(id.clone(), base);
        }
    }

    pub fn base(&self, id: &DraftId) -> Base {
        self.bases.get(id).cloned().unwrap_or_default()
    }

    /// Forgets the bases of all drafts that neither wait nor are open.
    fn tidy(&mut self, open: Option<&DraftId>) {
        let waiting = &self.waiting;
        self.bases.retain(|id, _| waiting.contains_key(id) || Some(id) == open);
    }
}

impl Base {
    pub fn of(loaded: &Loaded) -> Base {
        Base { draft: Some(Rc::new(loaded.draft.clone())), checksum: loaded.checksum.clone() }
    }
}

impl AppState {
    /// Stores a draft as soon as the store is ready for it.
    pub(crate) fn post(&self, draft: Draft, durability: Durability) {
        self.outbox.update_value(|outbox| {
            outbox.waiting.insert(draft.id.clone(), Rc::new(Posted { draft: Rc::new(draft), durability }));
        });
        self.work_off();
    }

    /// From here on the draft is written on from what the store has.
    pub(crate) fn take_up(&self, loaded: Loaded) -> Draft {
        self.outbox.update_value(|outbox| outbox.set_base(&loaded.draft.id, Base::of(&loaded)));
        loaded.draft
    }

    /// The draft as it waits to be stored, if it does.
    pub(crate) fn waiting(&self, id: &DraftId) -> Option<Draft> {
        self.outbox.with_value(|outbox| outbox.get(id).cloned())
    }

    /// Takes a draft out of the outbox that is not to be stored any more.
    pub(crate) fn withdraw(&self, id: &DraftId) {
        self.outbox.update_value(|outbox| {
            outbox.waiting.remove(id);
            outbox.refused.remove(id);
        });
        self.show_refusals();
    }

    /// Stores what waits, one after the other; one call works at a time.
    pub(crate) fn work_off(&self) {
        let was_working = self.outbox.try_update_value(|outbox| std::mem::replace(&mut outbox.is_working, true));
        if was_working != Some(false) {
            return;
        }
        let state = *self;
        spawn_local(async move {
            if let Some(store) = state.store() {
                while let Some(posted) = state.outbox.try_with_value(Outbox::next).flatten() {
                    if !state.send(&store, &posted).await {
                        break;
                    }
                }
            }
            state.outbox.try_update_value(|outbox| outbox.is_working = false);
        });
    }

    /// Returns whether to go on with the next.
    async fn send(&self, store: &Store, posted: &Rc<Posted>) -> bool {
        let base = self.outbox.with_value(|outbox| outbox.base(&posted.draft.id));
        match store.save(&posted.draft, base.checksum.as_deref(), posted.durability).await {
            Ok(checksum) => self.acknowledged(store, posted, checksum).await,
            Err(SaveError::Conflict(theirs)) => self.bring_together(&posted.draft, &base, *theirs),
            Err(SaveError::Refused(error)) => {
                self.refused(posted, &error.to_string());
                return false;
            }
        }
        true
    }

    async fn acknowledged(&self, store: &Store, posted: &Posted, checksum: Option<String>) {
        let draft = &posted.draft;
        let open = self.open_id();
        let is_latest = self.outbox.try_update_value(|outbox| {
            outbox.retry = None;
            outbox.bases.insert(draft.id.clone(), Base { draft: Some(posted.draft.clone()), checksum });
            let is_latest = outbox.remove(draft);
            outbox.tidy(open.as_ref());
            is_latest
        });
        self.stored(draft, is_latest == Some(true));
        self.show_refusals();
        self.tell_tabs(&TabMessage::Stored(vec![draft.id.to_string()]));
        if is_latest == Some(true)
            && self.timers.try_update_value(|timers| timers.rescued.remove(&draft.id)) == Some(true)
        {
            store.withdraw_rescue(&draft.id).await;
        }
    }

    fn refused(&self, posted: &Posted, reason: &str) {
        let id = &posted.draft.id;
        let is_open = self.is_open(id);
        let is_new =
            self.outbox.try_update_value(|outbox| outbox.refused.insert(id.clone(), reason.to_owned()).is_none());
        if is_new == Some(true) && !is_open {
            self.notify(Tone::Problem, format!("“{}” is not saved: {reason}", posted.draft.title()), None);
        }
        self.show_refusals();
        self.show_save_state();
        self.try_again_later();
    }

    fn try_again_later(&self) {
        let state = *self;
        self.outbox.update_value(|outbox| {
            let wait = outbox.retry.take().map_or(FIRST_RETRY, |(last, _)| (last * 2).min(LAST_RETRY));
            let timer = set_timeout_with_handle(move || state.work_off(), wait).ok();
            outbox.retry = Some((wait, timer));
        });
    }

    /// Marks the rows of drafts that the store has refused.
    fn show_refusals(&self) {
        let refused = self.outbox.try_with_value(|outbox| outbox.refused.keys().cloned().collect()).unwrap_or_default();
        super::document::set_if_changed(self.unsaved, refused);
    }
}
