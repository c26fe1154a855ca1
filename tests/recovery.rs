//! What comes back after crashes, in a model of the two stores: any series of edits, saves, deletions, damage and kills
//! between any two writes.
//!
//! Local storage takes a write at once and forgets it if the browser is killed before it has reached the disk. The
//! journal takes transactions in their order; those that it has acknowledged stay, of the others any number of the first.

use std::collections::{BTreeSet, VecDeque};

use proptest::collection::vec;
use proptest::prelude::*;
use rundown::draft::copies::{Choice, Copy, Place, choose};
use rundown::draft::schema::{from_json, stamp, to_json};
use rundown::draft::{Draft, DraftId};
use rundown::text::file::FileFormat;

const N_DRAFTS: usize = 3;

#[derive(Clone, Debug)]
enum Step {
    Edit(usize),
    SaveToJournal(usize),
    Acknowledge,
    SaveToLocal(usize),
    LocalReachesDisk,
    MoveToOrFromTrash(usize),
    DeleteForGood(usize),
    /// The second half of deleting for good.
    RemoveFromLocal(usize),
    /// The app crashes; from then on what is typed goes to the rescue.
    Panic,
    /// The author closes the page.
    Close {
        n_transactions_done: usize,
    },
    Kill {
        n_transactions_done: usize,
        damage: Option<(usize, Place, usize)>,
    },
}

/// What is stored under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Value {
    json: String,
    is_damaged: bool,
}

#[derive(Clone, Debug)]
enum Transaction {
    Save(usize, String),
    Rescue(usize, String),
    /// Removes the draft and notes the highest revision that it had.
    Bury(usize, u64),
}

type Values = [Option<Value>; N_DRAFTS];

/// A browser with the app in it, and beside it what the author has been promised.
#[derive(Default)]
struct World {
    local: Values,
    local_on_disk: Values,
    journal: Values,
    rescue: Values,
    tombstones: [Option<u64>; N_DRAFTS],
    transactions: VecDeque<Transaction>,
    is_crashed: bool,
    n_edits: usize,
    /// As the page has them; none for a draft that was deleted for good, or lost in both places.
    drafts: [Option<Draft>; N_DRAFTS],
    acknowledged: [Option<Draft>; N_DRAFTS],
    written: BTreeSet<String>,
}

impl World {
    fn new() -> World {
        let mut world = World::default();
        for n in 0..N_DRAFTS {
            let draft = Draft::new(DraftId::from_random([n as u8; 16]), String::new(), FileFormat::default(), 1_000);
            world.drafts[n] = Some(draft);
        }
        world
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Edit(n) => self.edit(n),
            Step::SaveToJournal(n) => self.save_to_journal(n),
            Step::Acknowledge => self.finish_transactions(1),
            Step::SaveToLocal(n) if !self.is_crashed => self.save_to_local(n),
            Step::LocalReachesDisk => self.local_on_disk = self.local.clone(),
            Step::MoveToOrFromTrash(n) if !self.is_crashed => self.move_to_or_from_trash(n),
            Step::DeleteForGood(n) if !self.is_crashed => self.delete_for_good(n),
            Step::RemoveFromLocal(n) if self.tombstones[n].is_some() => self.local[n] = None,
            Step::Panic => self.is_crashed = true,
            Step::Close { n_transactions_done } => self.close(n_transactions_done),
            Step::Kill { n_transactions_done, ref damage } => self.kill(n_transactions_done, damage),
            _ => {}
        }
    }

    fn edit(&mut self, n: usize) {
        self.n_edits += 1;
        if let Some(draft) = &mut self.drafts[n] {
            draft.text += &format!("draft {n}, edit {}\n", self.n_edits);
        }
    }

    /// The draft as it is written next: whether or not that works, its revision is used up.
    fn next_revision(&mut self, n: usize) -> Option<String> {
        let draft = self.drafts[n].as_mut()?;
        draft.revision += 1;
        let json = to_json(draft);
        self.written.insert(json.clone());
        Some(json)
    }

    fn save_to_journal(&mut self, n: usize) {
        let Some(json) = self.next_revision(n) else { return };
        let transaction = if self.is_crashed { Transaction::Rescue(n, json) } else { Transaction::Save(n, json) };
        self.transactions.push_back(transaction);
    }

    fn save_to_local(&mut self, n: usize) {
        if let Some(json) = self.next_revision(n) {
            self.local[n] = Some(Value { json, is_damaged: false });
        }
    }

    fn move_to_or_from_trash(&mut self, n: usize) {
        if let Some(draft) = &mut self.drafts[n] {
            draft.trashed_ms = if draft.trashed_ms.is_none() { Some(2_000) } else { None };
            self.save_to_journal(n);
        }
    }

    fn delete_for_good(&mut self, n: usize) {
        if let Some(draft) = self.drafts[n].take_if(|draft| draft.trashed_ms.is_some()) {
            self.transactions.push_back(Transaction::Bury(n, draft.revision));
        }
    }

    /// The next transactions come to their end, and the page is told.
    fn finish_transactions(&mut self, n_done: usize) {
        for transaction in self.transactions.drain(..n_done.min(self.transactions.len())) {
            match transaction {
                Transaction::Save(n, json) => {
                    self.acknowledged[n] = from_json(&json).ok();
                    self.journal[n] = Some(Value { json, is_damaged: false });
                }
                Transaction::Rescue(n, json) => {
                    self.acknowledged[n] = from_json(&json).ok();
                    self.rescue[n] = Some(Value { json, is_damaged: false });
                }
                Transaction::Bury(n, revision) => {
                    (self.journal[n], self.rescue[n], self.acknowledged[n]) = (None, None, None);
                    self.tombstones[n] = Some(revision);
                }
            }
        }
    }

    /// Hiding the page writes all drafts to local storage, and closing it brings that to the disk.
    fn close(&mut self, n_transactions_done: usize) {
        if self.is_crashed {
            return;
        }
        (0..N_DRAFTS).for_each(|n| self.save_to_local(n));
        self.local_on_disk = self.local.clone();
        let left = self.drafts.clone();
        self.finish_transactions(n_transactions_done);
        self.transactions.clear();
        self.start();
        for (left, found) in left.into_iter().zip(&self.drafts).filter(|(left, _)| left.is_some()) {
            assert_eq!(left.as_ref(), found.as_ref(), "what was there at the end is there again");
        }
    }

    fn kill(&mut self, n_transactions_done: usize, damage: &Option<(usize, Place, usize)>) {
        self.finish_transactions(n_transactions_done);
        self.transactions.clear();
        self.local = self.local_on_disk.clone();
        if let Some((n, place, kind)) = damage {
            let places = match place {
                Place::LocalStorage => &mut self.local,
                Place::Journal => &mut self.journal,
                Place::Rescue => &mut self.rescue,
            };
            if let Some(value) = &mut places[*n] {
                *value = Value { json: damaged(&value.json, *kind), is_damaged: true };
            }
        }
        self.start();
    }

    /// The app starts: it chooses among the copies of each draft and goes on with the one chosen.
    fn start(&mut self) {
        self.is_crashed = false;
        for n in 0..N_DRAFTS {
            let found = [
                (Place::LocalStorage, self.local[n].take()),
                (Place::Journal, self.journal[n].take()),
                (Place::Rescue, self.rescue[n].take()),
            ];
            let found: Vec<(Place, Value)> =
                found.into_iter().filter_map(|(place, value)| Some((place, value?))).collect();
            let all = found.into_iter().map(|(place, value)| (copy(place, &value), value));
            let is_left = |copy: &Copy| self.tombstones[n].is_some_and(|revision| copy.is_left_of_removed(revision));
            let (copies, values): (Vec<Copy>, Vec<Value>) = all.filter(|(copy, _)| !is_left(copy)).unzip();
            let choice = choose(&copies);
            self.check(n, &values, &choice);
            // What local storage holds beside that stays for now; what is set aside there may come back after a kill.
            for (copy, value) in copies.iter().zip(&values) {
                if copy.place == Place::LocalStorage && !value.is_damaged {
                    self.local[n] = Some(value.clone());
                }
            }
            self.journal[n] = choice.take.map(|idx| values[idx].clone());
            self.drafts[n] = self.journal[n].as_ref().and_then(|value| from_json(&value.json).ok());
            self.acknowledged[n] = self.drafts[n].clone();
        }
    }

    fn check(&self, n: usize, values: &[Value], choice: &Choice) {
        let damaged: Vec<usize> = (0..values.len()).filter(|idx| values[*idx].is_damaged).collect();
        assert_eq!(choice.unsound, damaged, "all that is damaged is set aside, and nothing else");
        assert!(!choice.newer_schema);
        let kept: Vec<&Value> = choice.take.iter().chain(&choice.older).map(|idx| &values[*idx]).collect();
        for value in values.iter().filter(|value| !value.is_damaged) {
            assert!(self.written.contains(&value.json));
            assert!(kept.contains(&value), "a sound copy is taken or kept as a version");
        }
        let revision = |value: &&Value| from_json(&value.json).map_or(0, |draft| draft.revision);
        let highest = values.iter().filter(|value| !value.is_damaged).max_by_key(revision);
        assert_eq!(kept.first().map(revision), highest.as_ref().map(revision), "the latest sound copy is taken");
        if self.tombstones[n].is_some() {
            assert_eq!(choice.take, None, "what was deleted for good stays away");
        }
        if let Some(promised) = &self.acknowledged[n] {
            self.check_promise(n, promised, kept.first().copied(), !damaged.is_empty());
        }
    }

    fn check_promise(&self, n: usize, promised: &Draft, taken: Option<&Value>, some_is_damaged: bool) {
        let taken = taken.map(|value| from_json(&value.json).expect("a copy that is taken is sound"));
        let Some(taken) = taken else { return assert!(some_is_damaged, "what was acknowledged is there") };
        assert_eq!(taken.id, promised.id, "a draft is not taken for another");
        assert!(taken.text.lines().all(|line| line.starts_with(&format!("draft {n},"))));
        if !some_is_damaged {
            assert!(taken.revision >= promised.revision, "what was acknowledged is there");
            assert!(taken.text.starts_with(&promised.text), "so is its text");
        }
    }
}

fn copy(place: Place, value: &Value) -> Copy {
    Copy { place, stamp: from_json(&value.json).and_then(|_| stamp(&value.json)) }
}

fn damaged(json: &str, kind: usize) -> String {
    match kind {
        0 => json[..json.len() / 2].to_owned(),
        1 => json.replacen("created_ms", "cremated_ms", 1),
        2 => json.replacen("\"revision\":", "\"revision\":9", 1),
        3 => "[".repeat(1_000),
        _ => String::new(),
    }
}

fn any_step() -> impl Strategy<Value = Step> {
    let n = || 0..N_DRAFTS;
    let place = prop_oneof![Just(Place::LocalStorage), Just(Place::Journal), Just(Place::Rescue)];
    let damage = prop::option::of((n(), place, 0..5usize));
    prop_oneof![
        4 => n().prop_map(Step::Edit),
        3 => n().prop_map(Step::SaveToJournal),
        3 => Just(Step::Acknowledge),
        2 => n().prop_map(Step::SaveToLocal),
        1 => Just(Step::LocalReachesDisk),
        1 => n().prop_map(Step::MoveToOrFromTrash),
        1 => n().prop_map(Step::DeleteForGood),
        1 => n().prop_map(Step::RemoveFromLocal),
        1 => Just(Step::Panic),
        1 => (0..4usize).prop_map(|n_transactions_done| Step::Close { n_transactions_done }),
        2 => (0..4usize, damage)
            .prop_map(|(n_transactions_done, damage)| Step::Kill { n_transactions_done, damage }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_acknowledged_is_lost_and_nothing_removed_comes_back(steps in vec(any_step(), 1..60)) {
        let mut world = World::new();
        for step in &steps {
            world.take(step);
        }
        world.kill(0, &None);
    }
}
