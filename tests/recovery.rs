//! What comes back after crashes, in a model of the two stores: any series of edits, saves, deletions, damage and kills
//! between any two writes.
//!
//! Local storage takes a write at once and forgets it if the browser is killed before it has reached the disk. The
//! journal takes transactions in their order; those that it has acknowledged stay, of the others any number of the first.
//! What cannot be read at one start may be sound again at the next: a value in local storage, or all of a place.

use std::collections::{BTreeSet, VecDeque};

use proptest::collection::vec;
use proptest::prelude::*;
use rundown::draft::copies::{Choice, Copy, CopyPlace, choose};
use rundown::draft::revision::{self, PlacesRead};
use rundown::draft::schema::{SchemaError, from_json, stamp, to_json};
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
        /// Which draft is damaged, where and how.
        damage: Option<(usize, CopyPlace, usize)>,
        /// What the browser does not open until the next start.
        shut: Option<CopyPlace>,
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
    /// What the browser does not open in this visit.
    shut: Option<CopyPlace>,
    n_edits: usize,
    /// As the page has them; none for a draft that was deleted for good, or lost in both places.
    drafts: [Option<Draft>; N_DRAFTS],
    acknowledged: [Option<Draft>; N_DRAFTS],
    /// Whether what local storage has been given while the journal was shut must come to be what counts.
    is_local_promised: [bool; N_DRAFTS],
    /// Drafts that were written again after they were deleted for good, because nothing told that they had been.
    revived: BTreeSet<usize>,
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
            Step::LocalReachesDisk => self.local_reaches_disk(),
            Step::MoveToOrFromTrash(n) if !self.is_crashed => self.move_to_or_from_trash(n),
            Step::DeleteForGood(n) if !self.is_crashed => self.delete_for_good(n),
            Step::RemoveFromLocal(n) if self.tombstones[n].is_some() => self.local[n] = None,
            Step::Panic => self.is_crashed = true,
            Step::Close { n_transactions_done } => self.close(n_transactions_done),
            Step::Kill { n_transactions_done, ref damage, shut } => self.kill(n_transactions_done, damage, shut),
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
        draft.revision = revision::next(draft.revision);
        let json = to_json(draft);
        self.written.insert(json.clone());
        Some(json)
    }

    /// Where the journal is shut, local storage is what is left.
    fn save_to_journal(&mut self, n: usize) {
        if self.shut == Some(CopyPlace::Journal) {
            return self.save_to_local(n);
        }
        let Some(json) = self.next_revision(n) else { return };
        let transaction = if self.is_crashed { Transaction::Rescue(n, json) } else { Transaction::Save(n, json) };
        self.transactions.push_back(transaction);
    }

    fn save_to_local(&mut self, n: usize) {
        if self.shut == Some(CopyPlace::LocalStorage) {
            return;
        }
        if let Some(json) = self.next_revision(n) {
            self.local[n] = Some(Value { json, is_damaged: false });
            if self.tombstones[n].is_some() {
                self.revived.insert(n);
            }
        }
    }

    /// Where the journal is shut, this is all that can be promised.
    fn local_reaches_disk(&mut self) {
        self.local_on_disk = self.local.clone();
        let is_dead = |n: usize| self.tombstones[n].is_some() && !self.revived.contains(&n);
        let is_promise =
            |n: &usize| self.shut == Some(CopyPlace::Journal) && self.is_local_promised[*n] && !is_dead(*n);
        for n in (0..N_DRAFTS).filter(is_promise).collect::<Vec<_>>() {
            self.acknowledged[n] = self.local_on_disk[n].as_ref().and_then(|value| from_json(&value.json).ok());
        }
    }

    fn move_to_or_from_trash(&mut self, n: usize) {
        if let Some(draft) = &mut self.drafts[n] {
            draft.trashed_ms = if draft.trashed_ms.is_none() { Some(2_000) } else { None };
            self.save_to_journal(n);
        }
    }

    fn delete_for_good(&mut self, n: usize) {
        if self.shut == Some(CopyPlace::Journal) {
            return;
        }
        if let Some(draft) = self.drafts[n].take_if(|draft| draft.trashed_ms.is_some()) {
            self.transactions.push_back(Transaction::Bury(n, draft.revision));
        }
    }

    /// The next transactions come to their end, and the page is told.
    fn finish_transactions(&mut self, n_done: usize) {
        let n_done = n_done.min(self.transactions.len());
        for transaction in self.transactions.drain(..n_done).collect::<Vec<_>>() {
            match transaction {
                Transaction::Save(n, json) => {
                    self.acknowledge(n, &json);
                    self.journal[n] = Some(Value { json, is_damaged: false });
                }
                Transaction::Rescue(n, json) => {
                    self.acknowledge(n, &json);
                    self.rescue[n] = Some(Value { json, is_damaged: false });
                }
                Transaction::Bury(n, revision) => {
                    (self.journal[n], self.rescue[n], self.acknowledged[n]) = (None, None, None);
                    self.tombstones[n] = Some(revision);
                }
            }
        }
    }

    fn acknowledge(&mut self, n: usize, json: &str) {
        self.acknowledged[n] = from_json(json).ok();
        self.is_local_promised[n] = false;
    }

    /// Hiding the page writes all drafts to local storage, and closing it brings that to the disk.
    fn close(&mut self, n_transactions_done: usize) {
        if self.is_crashed {
            return;
        }
        (0..N_DRAFTS).for_each(|n| self.save_to_local(n));
        self.local_reaches_disk();
        let must_come_back = |n: usize| match self.shut {
            None => true,
            Some(CopyPlace::LocalStorage) => false,
            Some(_) => self.is_local_promised[n],
        };
        let left: Vec<(usize, Draft)> =
            (0..N_DRAFTS).filter(|n| must_come_back(*n)).filter_map(|n| Some((n, self.drafts[n].clone()?))).collect();
        self.finish_transactions(n_transactions_done);
        self.transactions.clear();
        self.start(None);
        for (n, left) in left {
            let found = self.drafts[n].clone().expect("what was there at the end is there again");
            assert!(found.revision >= left.revision, "it is no older");
            assert_eq!(found, Draft { revision: found.revision, ..left }, "and as it was left");
        }
    }

    fn kill(
        &mut self,
        n_transactions_done: usize,
        damage: &Option<(usize, CopyPlace, usize)>,
        shut: Option<CopyPlace>,
    ) {
        self.finish_transactions(n_transactions_done);
        self.transactions.clear();
        self.local = self.local_on_disk.clone();
        if let Some((n, place, kind)) = damage {
            let places = match place {
                CopyPlace::LocalStorage => &mut self.local,
                CopyPlace::Journal => &mut self.journal,
                CopyPlace::Rescue => &mut self.rescue,
            };
            if let Some(value) = &mut places[*n] {
                *value = Value { json: damaged(&value.json, *kind), is_damaged: true };
            }
        }
        self.start(shut);
    }

    /// The app starts: of each draft it goes on with the copy that is chosen among those that it is shown.
    fn start(&mut self, shut: Option<CopyPlace>) {
        (self.is_crashed, self.shut) = (false, shut);
        (0..N_DRAFTS).for_each(|n| self.take_up(n));
    }

    fn take_up(&mut self, n: usize) {
        let (copies, values): (Vec<Copy>, Vec<Value>) = self.found(n).into_iter().unzip();
        let choice = choose(&copies);
        if choice.newer_schema {
            self.drafts[n] = None;
            return;
        }
        self.check(n, &copies, &values, &choice);
        let goes_on_with = |idx: usize| Draft { revision: choice.revision, ..read(&values[idx]) };
        self.drafts[n] = choice.take.map(goes_on_with);
        self.local[n].take_if(|value| value.is_damaged && self.shut != Some(CopyPlace::LocalStorage));
        match self.shut {
            None => self.settle(n, &copies, &values),
            Some(CopyPlace::LocalStorage) => {
                // What local storage has promised alone stands, until the journal takes something later.
                let promised = self.acknowledged[n].take().filter(|_| self.is_local_promised[n]);
                self.settle(n, &copies, &values);
                self.is_local_promised[n] = promised.is_some();
                self.acknowledged[n] = promised.or(self.acknowledged[n].take());
                self.count_from_above(n, PlacesRead::Journal);
            }
            Some(_) => {
                self.is_local_promised[n] = self.is_as_late_as_the_journal(n);
                self.acknowledged[n] = None;
                self.count_from_above(n, PlacesRead::LocalStorage);
            }
        }
    }

    /// What the author writes from here on is above all that may have been written before.
    fn count_from_above(&mut self, n: usize, places: PlacesRead) {
        if let Some(draft) = &mut self.drafts[n] {
            draft.revision = revision::highest_in_use(draft.revision, places);
        }
    }

    /// Whether the journal, which is shut, was not written beside a local storage that could not be read: of two such places
    /// nobody can say which was written later, and the journal counts.
    fn is_as_late_as_the_journal(&self, n: usize) -> bool {
        const N_REVISIONS_OF_A_VISIT: u64 = 1_000;
        let in_journal = [&self.journal[n], &self.rescue[n]].into_iter().flatten();
        let here = self.drafts[n].as_ref().map_or(0, |draft| draft.revision);
        let is_as_late = |revision: u64| revision < here + N_REVISIONS_OF_A_VISIT;
        let is_outdone = in_journal.map(|value| stamp(&value.json)).all(|stamp| match stamp {
            Ok(stamp) => is_as_late(stamp.revision),
            // Nobody but that version opens the draft again.
            Err(SchemaError::Newer { .. }) => false,
            Err(_) => true,
        });
        is_outdone && self.tombstones[n].is_none_or(is_as_late)
    }

    /// What the app is shown of a draft, without what is left of one that was deleted for good.
    fn found(&self, n: usize) -> Vec<(Copy, Value)> {
        let in_journal = |values: &Values| values[n].clone().filter(|_| self.shut != Some(CopyPlace::Journal));
        let places = [
            (CopyPlace::LocalStorage, self.local[n].clone().filter(|_| self.shut != Some(CopyPlace::LocalStorage))),
            (CopyPlace::Journal, in_journal(&self.journal)),
            (CopyPlace::Rescue, in_journal(&self.rescue)),
        ];
        let tombstone = self.tombstones[n].filter(|_| self.shut != Some(CopyPlace::Journal));
        let is_left = |copy: &Copy| tombstone.is_some_and(|revision| copy.is_leftover_of_deleted(revision));
        let all = places.into_iter().filter_map(|(place, value)| Some((copy(place, value.as_ref()?), value?)));
        all.filter(|(copy, _)| !is_left(copy)).collect()
    }

    /// The journal gets what is gone on with, and lets go of the rest, but for what a newer version has left. Local storage
    /// keeps what it has for now; what was set aside there may come back after a kill.
    fn settle(&mut self, n: usize, copies: &[Copy], values: &[Value]) {
        let is_of_newer = |copy: &Copy| matches!(copy.stamp, Err(SchemaError::Newer { .. }));
        self.rescue[n] = copies.iter().zip(values).find(|(copy, _)| is_of_newer(copy)).map(|(_, value)| value.clone());
        self.journal[n] = self.drafts[n].as_ref().map(|draft| Value { json: to_json(draft), is_damaged: false });
        self.written.extend(self.journal[n].iter().map(|value| value.json.clone()));
        self.acknowledged[n] = self.drafts[n].clone();
        self.is_local_promised[n] = false;
        if self.drafts[n].is_some() {
            self.tombstones[n] = None;
            self.revived.remove(&n);
        }
    }

    fn check(&self, n: usize, copies: &[Copy], values: &[Value], choice: &Choice) {
        let is_unsound = |idx: &usize| {
            let is_of_newer = matches!(copies[*idx].stamp, Err(SchemaError::Newer { .. }));
            values[*idx].is_damaged && !is_of_newer
        };
        let unreadable: Vec<usize> = (0..values.len()).filter(is_unsound).collect();
        assert_eq!(choice.unreadable, unreadable, "all that is damaged is set aside, and nothing else");
        let kept: Vec<&Value> = choice.take.iter().chain(&choice.older).map(|idx| &values[*idx]).collect();
        for value in values.iter().filter(|value| !value.is_damaged) {
            assert!(self.written.contains(&value.json));
            assert!(kept.contains(&value), "a sound copy is taken or kept as a version");
        }
        let revision = |value: &&Value| read(value).revision;
        let highest = values.iter().filter(|value| !value.is_damaged).max_by_key(revision);
        assert_eq!(kept.first().map(revision), highest.as_ref().map(revision), "the latest sound copy is taken");
        if self.tombstones[n].is_some() && self.shut != Some(CopyPlace::Journal) && !self.revived.contains(&n) {
            assert_eq!(choice.take, None, "what was deleted for good stays away");
        }
        if let Some(promised) = &self.acknowledged[n] {
            self.check_promise(n, promised, kept.first().copied(), self.is_excused(n, copies));
        }
    }

    /// Whether the place that has made the promise cannot keep it. Damage elsewhere is no excuse.
    fn is_excused(&self, n: usize, copies: &[Copy]) -> bool {
        let has_promised = |place: CopyPlace| (place == CopyPlace::LocalStorage) == self.is_local_promised[n];
        let is_damaged = copies.iter().any(|copy| copy.stamp.is_err() && has_promised(copy.place));
        is_damaged || self.shut.is_some_and(has_promised)
    }

    fn check_promise(&self, n: usize, promised: &Draft, taken: Option<&Value>, is_excused: bool) {
        let Some(taken) = taken.map(read) else { return assert!(is_excused, "what was acknowledged is there") };
        assert_eq!(taken.id, promised.id, "a draft is not taken for another");
        assert!(taken.text.lines().all(|line| line.starts_with(&format!("draft {n},"))));
        if !is_excused {
            assert!(taken.revision >= promised.revision, "what was acknowledged is there");
            assert!(taken.text.starts_with(&promised.text), "so is its text");
        }
    }
}

fn read(value: &Value) -> Draft {
    from_json(&value.json).expect("a copy that is taken is sound")
}

fn copy(place: CopyPlace, value: &Value) -> Copy {
    let said = stamp(&value.json);
    let claimed_revision = said.as_ref().ok().map(|stamp| stamp.revision);
    Copy { place, stamp: from_json(&value.json).and(said), claimed_revision }
}

fn damaged(json: &str, kind: usize) -> String {
    match kind {
        0 => json[..json.len() / 2].to_owned(),
        1 => json.replacen("created_ms", "cremated_ms", 1),
        2 => json.replacen("\"revision\":", "\"revision\":9", 1),
        3 => "[".repeat(1_000),
        4 => json.replacen("\"schema\":2", "\"schema\":9", 1),
        _ => String::new(),
    }
}

fn any_step() -> impl Strategy<Value = Step> {
    let n = || 0..N_DRAFTS;
    let place = prop_oneof![Just(CopyPlace::LocalStorage), Just(CopyPlace::Journal), Just(CopyPlace::Rescue)];
    let damage = prop::option::of((n(), place, 0..6usize));
    let shut =
        prop_oneof![8 => Just(None), 1 => Just(Some(CopyPlace::LocalStorage)), 1 => Just(Some(CopyPlace::Journal))];
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
        2 => (0..4usize, damage, shut)
            .prop_map(|(n_transactions_done, damage, shut)| Step::Kill { n_transactions_done, damage, shut }),
    ]
}

/// Lives through a history, and the start after it.
fn live(steps: &[Step]) {
    let mut world = World::new();
    steps.iter().for_each(|step| world.take(step));
    world.kill(0, &None, None);
}

fn kill(n_transactions_done: usize, damage: Option<(usize, CopyPlace, usize)>) -> Step {
    Step::Kill { n_transactions_done, damage, shut: None }
}

fn kill_and_shut(place: CopyPlace) -> Step {
    Step::Kill { n_transactions_done: 0, damage: None, shut: Some(place) }
}

#[test]
fn a_later_save_outlives_a_copy_that_could_not_be_read_and_comes_back() {
    use Step::{Acknowledge, Edit, LocalReachesDisk, SaveToJournal, SaveToLocal};
    live(&[
        SaveToJournal(0),
        SaveToLocal(0),
        SaveToLocal(0),
        LocalReachesDisk,
        Acknowledge,
        kill(0, Some((0, CopyPlace::LocalStorage, 0))),
        Edit(0),
        SaveToJournal(0),
        kill(1, None),
    ]);
}

#[test]
fn what_was_written_without_the_journal_outlives_a_visit_without_local_storage() {
    use Step::{Acknowledge, Close, Edit, LocalReachesDisk, SaveToJournal};
    live(&[
        Close { n_transactions_done: 0 },
        Edit(0),
        SaveToJournal(0),
        Acknowledge,
        kill_and_shut(CopyPlace::Journal),
        Edit(0),
        SaveToJournal(0),
        LocalReachesDisk,
        kill_and_shut(CopyPlace::LocalStorage),
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 16 * ProptestConfig::default().cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_acknowledged_is_lost_and_nothing_removed_comes_back(steps in vec(any_step(), 1..60)) {
        live(&steps);
    }
}
