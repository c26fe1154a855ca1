//! Who speaks: learned from this draft and the others, proposed for the next topic, renamed throughout.

use std::collections::VecDeque;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::OpenNotes;
use crate::draft::DraftId;
use crate::draft::versions::VersionCause;
use crate::markdown::{BlockList, RenderOptions};
use crate::outline::{Outline, Proposal, ProposalReason, Roster, SegmentKind, Speaker, hosts, next_host};
use crate::rundown::{
    HostMentions, InsertionPoint, Notes, Scope, built_in, host_mentions, number_at_place, place_for_insertion,
    rename_host, segment_bytes,
};
use crate::state::library::FIRST_NOTES;
use crate::state::screen::OpenDialog;
use crate::state::{effect, when_idle};

/// What the next topic would begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NextTopic {
    pub host: Option<String>,
    /// What the proposal of the host rests on.
    pub why: Option<ProposalReason>,
    /// As these notes write numbers; none where topics begin at times instead.
    pub number: Option<String>,
}

/// Other drafts that are read for their hosts: the last few episodes show how the turns go now.
const MAX_OTHERS: usize = 12;
/// Texts that are longer are no episodes, and take too long to read.
const MAX_OTHER_BYTES: usize = 200_000;
/// Between two drafts that are read, the page goes on.
const PAUSE: Duration = Duration::from_millis(20);

impl OpenNotes {
    /// What the next topic would be. O(segments). Tracks nothing; see [`track_turns`](Self::track_turns).
    pub fn next_topic(&self) -> NextTopic {
        let others = self.other_outlines.read_untracked();
        self.with_notes(|notes| next_topic(notes, &others)).unwrap_or_default()
    }

    /// Tracks what the next topic hangs on.
    pub fn track_turns(&self) {
        self.outline.track();
        self.other_outlines.track();
    }

    /// Inserts a topic below the last one, for the host whose turn it is.
    pub fn insert_next_topic(&self) {
        let has_number = self.next_topic().number.is_some();
        let id = if has_number { "topic" } else { "chapter" };
        let Some(topic) = built_in().into_iter().find(|template| template.id == id) else { return };
        let byte = self.with_notes(byte_of_last_topic).unwrap_or_default();
        self.insert_template_at(&topic, byte, InsertionPoint::AfterSegment);
    }

    /// The host of a topic inserted at a byte of the notes.
    pub(in crate::state) fn host_at(&self, notes: &Notes, byte: usize, place: InsertionPoint) -> Option<String> {
        let place_idx = place_for_insertion(notes, byte, place);
        self.other_outlines.with_untracked(|others| proposal(notes, others, place_idx)).map(|proposal| proposal.host)
    }

    /// All who are known to speak, in this draft and the others: hosts before guests, those first who speak most.
    pub fn known_hosts(&self) -> Vec<String> {
        let roster = self.outline.with_untracked(|own| self.other_outlines.with_untracked(|all| Roster::of(own, all)));
        let Roster { regulars, guests } = roster;
        regulars.into_iter().chain(guests).map(|Speaker { name, .. }| name).collect()
    }

    /// Asks for the new name of a host: of the segment that the cursor is in, else of the first one.
    pub(in crate::state) fn ask_to_rename_host(&self) {
        let current = untrack(|| self.current_segment());
        let host = self.outline.with_untracked(|outline| {
            let of_segment = |idx: usize| outline.segments.get(idx)?.label.host.clone();
            current.and_then(of_segment).or_else(|| hosts(outline).into_iter().next())
        });
        match host {
            Some(host) => self.screen.show(OpenDialog::RenameHost(host)),
            None => self.screen.tell("No segment names a host."),
        }
    }

    /// How often the notes name a host.
    pub fn host_mentions(&self, host: &str) -> HostMentions {
        self.with_notes(|notes| host_mentions(notes, host)).unwrap_or_default()
    }

    /// Gives a host another name, as one undo step.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the new name.
    pub fn rename_host(&self, host: &str, new_name: &str, scope: Scope) -> Result<(), String> {
        let edit = self.with_notes(|notes| rename_host(notes, host, new_name, scope));
        let edit = edit.transpose().map_err(|error| error.to_string())?.unwrap_or_default();
        self.library.keep_version(VersionCause::Before("renaming a host".to_owned()));
        self.with_editor(|editor| editor.apply(&edit));
        Ok(())
    }

    /// Reads other drafts for their hosts each time that a draft is opened, from now on.
    pub(in crate::state) fn follow_other_drafts(&self) {
        let this = *self;
        let open = this.saving.memo_of_open_id();
        effect(move || {
            if open.get().is_some() {
                this.read_other_drafts();
            }
        });
    }

    /// Reads the outlines of the newest other drafts, one at a time, while the page goes on.
    fn read_other_drafts(&self) {
        let Some(open) = self.saving.open_id() else { return };
        let others = self.saving.drafts.with_untracked(|library| {
            let others = library.rows().iter().filter(|row| row.id != open).take(MAX_OTHERS);
            let others = others.filter(|row| row.n_bytes <= MAX_OTHER_BYTES);
            others.map(|row| row.id.clone()).collect()
        });
        self.read_next_draft(open, others, Vec::new());
    }

    fn read_next_draft(&self, open: DraftId, mut others: VecDeque<DraftId>, mut outlines: Vec<Outline>) {
        let this = *self;
        let read_one = async move {
            if this.saving.open_id().as_ref() != Some(&open) {
                return;
            }
            let Some(id) = others.pop_front() else {
                this.other_outlines.set(outlines);
                return this.check_again();
            };
            // One that cannot be read is reported where it is opened.
            // The people in the notes that teach are nobody's hosts.
            let draft = this.saving.load(&id).await.ok().filter(|draft| draft.text != FIRST_NOTES);
            outlines.extend(draft.map(|draft| Outline::of(&BlockList::new(&draft.text, RenderOptions::default()))));
            this.read_next_draft(open, others, outlines);
        };
        set_timeout(move || when_idle(move || spawn_local(read_one)), PAUSE);
    }
}

fn next_topic(notes: &Notes, others: &[Outline]) -> NextTopic {
    let place_idx = place_of_next_topic(notes);
    let (host, why) = proposal(notes, others, place_idx).map(|proposal| (proposal.host, proposal.why)).unzip();
    let number = (!begins_at_time(notes)).then(|| number_at_place(notes, place_idx));
    NextTopic { host, why, number }
}

/// Whether the last topic says when it begins, and has no number.
fn begins_at_time(notes: &Notes) -> bool {
    let last = notes.outline.segments.iter().rfind(|segment| segment.label.kind == SegmentKind::Topic);
    last.is_some_and(|segment| segment.label.start_seconds.is_some() && segment.label.number.is_none())
}

/// Whose turn a topic would be that gets this place among the segments.
fn proposal(notes: &Notes, others: &[Outline], place_idx: usize) -> Option<Proposal> {
    let others: Vec<&Outline> = others.iter().collect();
    next_host(notes.outline, &others, place_idx)
}

fn last_topic_idx(notes: &Notes) -> Option<usize> {
    notes.outline.segments.iter().rposition(|segment| segment.label.kind == SegmentKind::Topic)
}

/// Where the last topic begins; the very start, if there is none.
fn byte_of_last_topic(notes: &Notes) -> usize {
    last_topic_idx(notes).map_or(0, |segment_idx| segment_bytes(notes, segment_idx).start)
}

/// The place below the last topic, as inserting at its first byte finds it.
fn place_of_next_topic(notes: &Notes) -> usize {
    last_topic_idx(notes)
        .map_or_else(|| place_for_insertion(notes, 0, InsertionPoint::AfterSegment), |segment_idx| segment_idx + 1)
}
