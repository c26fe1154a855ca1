//! Saving as a model: random typing, pauses, refusals and other tabs, held against the contract "saved is never untrue, and
//! nothing is dropped".
//!
//! The outbox and the timing are the app's own; store, editor and clock stand in for the browser's. What two tabs write is
//! merged as in `merging`, by lines that are never taken back, so that a line that is missing was lost.

use std::collections::BTreeSet;
use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;

use super::outbox::{Base, Outbox, Posted, SaveState};
use super::timing::{PAUSE, When, when_to_save};
use crate::draft::merge::merge_drafts;
use crate::draft::{Draft, DraftId, revision};
use crate::storage::Durability;
use crate::text::file::FileFormat;

const N_DRAFTS: usize = 2;

#[derive(Clone, Debug)]
enum Step {
    /// A line is typed into the open draft.
    Type,
    /// Time passes, in milliseconds.
    Wait(u64),
    /// Another draft is opened; the one before is posted.
    Open(usize),
    /// What is on its way arrives at the store; whether that takes it.
    Arrive { is_taken: bool },
    /// Something is put on its way, if nothing is.
    Send,
    /// Another tab stores a line of its own.
    Elsewhere(usize),
    /// The page goes: what waits is left in local storage, and a new page starts from that.
    Leave,
}

/// A page with the app in it, and the store.
struct World {
    outbox: Outbox,
    /// The text that the editor has, of the draft with this index.
    open: usize,
    text: String,
    /// The highest revision of each draft that was given out.
    revisions: [u64; N_DRAFTS],
    stored: [Draft; N_DRAFTS],
    on_its_way: Option<(Rc<Posted>, Base)>,
    now_ms: u64,
    save_at_ms: Option<u64>,
    n_lines: usize,
    /// Every line that was ever typed, and in which draft.
    typed: BTreeSet<(usize, String)>,
}

impl World {
    fn new() -> World {
        let draft = |n: usize| Draft::new(id(n), String::new(), FileFormat::default(), 1_000);
        let mut world = World {
            outbox: Outbox::default(),
            open: 0,
            text: String::new(),
            revisions: [0; N_DRAFTS],
            stored: [draft(0), draft(1)],
            on_its_way: None,
            now_ms: 1_000,
            save_at_ms: None,
            n_lines: 0,
            typed: BTreeSet::new(),
        };
        world.check_out(0);
        world
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Type => self.type_line(),
            Step::Wait(ms) => self.wait(ms),
            Step::Open(n) => self.open(n),
            Step::Send => self.send(),
            Step::Arrive { is_taken } => self.arrive(is_taken),
            Step::Elsewhere(n) => self.store_elsewhere(n),
            Step::Leave => self.leave(),
        }
        self.check_what_is_shown();
    }

    fn new_line(&mut self, n: usize) -> String {
        self.n_lines += 1;
        let line = format!("line {}\n", self.n_lines);
        self.typed.insert((n, line.clone()));
        line
    }

    fn type_line(&mut self) {
        let line = self.new_line(self.open);
        self.text += &line;
        let since_ms = self.outbox.change(&id(self.open), self.now_ms);
        match when_to_save(since_ms, self.now_ms, self.text.len()) {
            When::AtPause => self.save_at_ms = Some(self.now_ms + PAUSE.as_millis() as u64),
            When::Idle | When::Now => self.save(),
        }
    }

    fn wait(&mut self, ms: u64) {
        self.now_ms += ms;
        if self.save_at_ms.is_some_and(|save_at_ms| save_at_ms <= self.now_ms) {
            self.save();
        }
    }

    fn save(&mut self) {
        self.save_at_ms = None;
        let revision = self.next_revision(self.open);
        let draft = Draft { text: self.text.clone(), revision, ..self.stored[self.open].clone() };
        self.outbox.post(draft, Durability::Relaxed);
    }

    fn next_revision(&mut self, n: usize) -> u64 {
        self.revisions[n] = revision::next(self.revisions[n].max(self.stored[n].revision));
        self.revisions[n]
    }

    fn open(&mut self, n: usize) {
        if self.outbox.is_due(&id(self.open)) {
            self.save();
        }
        self.outbox.nothing_is_due();
        self.save_at_ms = None;
        self.check_out(n);
    }

    /// Goes on with a draft as it waits, else as the store has it.
    fn check_out(&mut self, n: usize) {
        let draft = self.outbox.get(&id(n)).cloned().unwrap_or_else(|| self.stored[n].clone());
        self.outbox.set_base(&id(n), self.base(n));
        (self.open, self.text) = (n, draft.text);
    }

    fn base(&self, n: usize) -> Base {
        let stored = &self.stored[n];
        Base { draft: Some(Rc::new(stored.clone())), checksum: Some(stored.revision.to_string()) }
    }

    fn send(&mut self) {
        if self.on_its_way.is_none()
            && let Some(posted) = self.outbox.next()
        {
            let base = self.outbox.base(&posted.draft.id);
            self.on_its_way = Some((posted, base));
        }
    }

    fn arrive(&mut self, is_taken: bool) {
        let Some((posted, base)) = self.on_its_way.take() else { return };
        let n = n_of(&posted.draft.id);
        if !is_taken {
            self.outbox.refuse(&id(n), "it is full".to_owned());
        } else if base.checksum.as_deref() == Some(self.stored[n].revision.to_string().as_str()) {
            self.stored[n] = (*posted.draft).clone();
            self.outbox.acknowledge(&posted, Some(posted.draft.revision.to_string()));
            self.outbox.forget_bases(Some(&id(self.open)));
        } else {
            self.merge(n, &posted.draft, &base);
        }
    }

    /// The store has what another tab has written: both are merged, and saved again.
    fn merge(&mut self, n: usize, posted: &Draft, base: &Base) {
        let mine = self.outbox.take_to_merge(posted);
        let theirs = self.stored[n].clone();
        let mine = if n == self.open { Draft { text: self.text.clone(), ..mine } } else { mine };
        self.outbox.set_base(&id(n), self.base(n));
        let (merged, _) = merge_drafts(base.draft.as_deref().unwrap_or(&theirs), &mine, &theirs);
        if n == self.open {
            self.text = merged.text.clone();
            return self.save();
        }
        let revision = self.next_revision(n);
        self.outbox.post(Draft { revision, ..merged }, Durability::Strict);
    }

    fn store_elsewhere(&mut self, n: usize) {
        let line = self.new_line(n);
        let stored = &mut self.stored[n];
        stored.revision = revision::next(stored.revision);
        stored.text += &line;
    }

    fn leave(&mut self) {
        if self.outbox.is_due(&id(self.open)) {
            self.save();
        }
        let left: Vec<Draft> = self.outbox.drafts().cloned().collect();
        let bases: Vec<Base> = left.iter().map(|draft| self.outbox.base(&draft.id)).collect();
        self.on_its_way = None;
        self.outbox = Outbox::default();
        for (draft, base) in left.into_iter().zip(bases) {
            let n = n_of(&draft.id);
            let (merged, _) = merge_drafts(base.draft.as_deref().unwrap_or(&self.stored[n]), &draft, &self.stored[n]);
            let revision = self.next_revision(n);
            self.stored[n] = Draft { revision, ..merged };
        }
        self.check_out(self.open);
    }

    /// "Saved" is never untrue: the store has every line that the editor has.
    fn check_what_is_shown(&self) {
        let state = self.outbox.state(&id(self.open));
        if state == SaveState::Clean {
            let stored = &self.stored[self.open].text;
            let missing: Vec<&str> = self.text.lines().filter(|line| !stored.lines().any(|it| it == *line)).collect();
            assert!(missing.is_empty(), "said to be saved, and {missing:?} is not");
        }
    }

    /// Once the store takes everything, it has every line.
    fn come_to_rest(&mut self) {
        self.wait(10_000);
        for _ in 0..20 {
            self.send();
            self.arrive(true);
        }
        assert!(self.outbox.is_empty(), "what the store takes leaves the outbox");
        assert_eq!(self.outbox.state(&id(self.open)), SaveState::Clean);
        for (n, line) in &self.typed {
            assert!(self.stored[*n].text.contains(line.as_str()), "{line:?} of draft {n} is lost");
        }
    }
}

fn id(n: usize) -> DraftId {
    DraftId::from_random([n as u8; 16])
}

fn n_of(id_: &DraftId) -> usize {
    (0..N_DRAFTS).find(|n| id(*n) == *id_).expect("there are no others")
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => Just(Step::Type),
        4 => (0..800_u64).prop_map(Step::Wait),
        2 => (0..N_DRAFTS).prop_map(Step::Open),
        5 => Just(Step::Send),
        5 => any::<bool>().prop_map(|is_taken| Step::Arrive { is_taken }),
        2 => (0..N_DRAFTS).prop_map(Step::Elsewhere),
        1 => Just(Step::Leave),
    ];
    vec(step, 1..60)
}

fn check(steps: &[Step]) {
    let mut world = World::new();
    steps.iter().for_each(|step| world.take(step));
    world.come_to_rest();
}

#[test]
fn what_comes_while_a_save_is_on_its_way_is_saved_after_it() {
    check(&[Step::Type, Step::Wait(400), Step::Send, Step::Type, Step::Arrive { is_taken: true }]);
}

/// What was typed after that save was lost: the earlier one was merged, and the later one withdrawn.
#[test]
fn a_draft_that_is_left_while_its_save_meets_another_tabs_is_merged_as_it_is_now() {
    let steps = [Step::Type, Step::Wait(300), Step::Send, Step::Type, Step::Elsewhere(0), Step::Open(1)];
    check(&[&steps[..], &[Step::Arrive { is_taken: true }]].concat());
}

#[test]
fn a_draft_that_is_left_while_it_is_refused_stays_in_the_outbox() {
    check(&[Step::Type, Step::Wait(400), Step::Send, Step::Arrive { is_taken: false }, Step::Open(1), Step::Type]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4 * ProptestConfig::default().cases, ..ProptestConfig::default() })]

    #[test]
    fn saved_is_never_untrue_and_nothing_is_dropped(steps in steps()) {
        check(&steps);
    }
}
