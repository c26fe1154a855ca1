//! What is no draft: in two places, and changed by several tabs.

use std::cell::RefCell;
use std::rc::Rc;

use rundown::draft::kept::Kept;
use rundown::storage::{Changed, StorageError, StoragePlace, StorageReport, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use super::browser::{FULL, empty_journal, get_from_journal, local_storage, put_in_journal, refuse};

/// The journal's store for what is no draft.
const FACTS: &str = "facts";
const IN_JOURNAL: &str = "kept/words";
const IN_LOCAL: &str = "rundown.kept/words";

/// Words, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Words(Vec<String>);

impl Kept for Words {
    const NAME: &'static str = "words";
    const SCHEMA: u64 = 1;

    fn to_json(&self) -> String {
        serde_json::to_string(&self.0).unwrap()
    }

    fn from_json(json: &str, _schema: u64) -> Option<Words> {
        serde_json::from_str(json).ok().map(Words)
    }

    fn add(&mut self, other: Words) -> usize {
        let n_before = self.0.len();
        for word in other.0 {
            if !self.0.contains(&word) {
                self.0.push(word);
            }
        }
        self.0.len() - n_before
    }
}

/// A tab that has the store open.
struct Tab {
    store: Store,
    findings: Rc<RefCell<Vec<StorageReport>>>,
}

impl Tab {
    async fn open() -> Tab {
        let findings = Rc::new(RefCell::new(Vec::new()));
        let found = findings.clone();
        let (store, _) = Store::open(move |finding| found.borrow_mut().push(finding)).await;
        Tab { store, findings }
    }

    /// In a new browser. The tests run one after the other, in one page.
    async fn open_new() -> Tab {
        refuse(None, None);
        Tab::open().await;
        local_storage().clear().unwrap();
        empty_journal().await;
        Tab::open().await
    }

    async fn said(&self) -> String {
        self.store.kept::<Words>().await.0.join(" ")
    }

    async fn say(&self, word: &str) -> Result<(), StorageError> {
        let Changed { value, answer, stored } = self.store.change_kept(|words: &mut Words| words.say(word)).await;
        assert_eq!(value.0.len(), answer, "the change is in the value, stored or not");
        stored
    }

    async fn unsay(&self, word: &str) -> Result<(), StorageError> {
        self.store.change_kept(|words: &mut Words| words.0.retain(|said| said != word)).await.stored
    }

    /// What is said of damage: where, and as a sentence.
    fn damage(&self) -> Vec<(StoragePlace, String)> {
        let damaged = self.findings.borrow().clone().into_iter().filter_map(|finding| match finding {
            StorageReport::Damaged(damaged) => Some((damaged.place, damaged.to_string())),
            _ => None,
        });
        damaged.collect()
    }
}

impl Words {
    fn say(&mut self, word: &str) -> usize {
        self.0.push(word.to_owned());
        self.0.len()
    }
}

fn in_local() -> Option<String> {
    local_storage().get_item(IN_LOCAL).unwrap()
}

#[wasm_bindgen_test]
async fn what_is_kept_is_in_both_places() {
    let tab = Tab::open_new().await;
    assert_eq!(tab.said().await, "");
    assert_eq!(in_local(), None, "nothing is written for nothing");
    tab.say("tea").await.unwrap();
    tab.say("cake").await.unwrap();
    assert_eq!(get_from_journal(FACTS, IN_JOURNAL).await.as_string(), in_local());
    assert_eq!(Tab::open().await.said().await, "tea cake");
}

#[wasm_bindgen_test]
async fn either_place_gives_back_what_the_other_has_lost() {
    let tab = Tab::open_new().await;
    tab.say("tea").await.unwrap();
    empty_journal().await;
    assert_eq!(Tab::open().await.said().await, "tea");
    assert_eq!(get_from_journal(FACTS, IN_JOURNAL).await.as_string(), in_local(), "the journal has it again");
    local_storage().clear().unwrap();
    assert_eq!(Tab::open().await.said().await, "tea");
    assert!(in_local().is_some());
}

#[wasm_bindgen_test]
async fn what_is_damaged_is_set_aside_and_comes_back_from_the_other_place() {
    let tab = Tab::open_new().await;
    tab.say("tea").await.unwrap();
    let damaged = in_local().unwrap().replace("tea", "ten");
    put_in_journal(FACTS, IN_JOURNAL, &damaged).await;
    let tab = Tab::open().await;
    assert_eq!(tab.said().await, "tea");
    let (place, sentence) = tab.damage().remove(0);
    assert_eq!(place, StoragePlace::Journal);
    assert!(sentence.starts_with("Your words cannot be read: it was damaged after it was saved"), "{sentence}");
    local_storage().set_item(IN_LOCAL, &damaged).unwrap();
    let tab = Tab::open().await;
    assert_eq!(tab.said().await, "tea");
    let places: Vec<StoragePlace> = tab.damage().into_iter().map(|(place, _)| place).collect();
    assert_eq!(
        places,
        [StoragePlace::Journal, StoragePlace::LocalStorage],
        "what was set aside earlier is still there"
    );
    let aside = local_storage().get_item("rundown.damaged.kept/words/1").unwrap();
    assert_eq!(aside, Some(damaged), "exactly as it was");
}

#[wasm_bindgen_test]
async fn a_later_change_outlives_a_copy_that_could_not_be_read_and_comes_back() {
    let tab = Tab::open_new().await;
    tab.say("tea").await.unwrap();
    let journal = get_from_journal(FACTS, IN_JOURNAL).await.as_string().unwrap();
    // Two changes that reached local storage alone.
    tab.say("cake").await.unwrap();
    tab.say("jam").await.unwrap();
    let unread = in_local().unwrap();
    put_in_journal(FACTS, IN_JOURNAL, &journal).await;
    local_storage().set_item(IN_LOCAL, &unread[..20]).unwrap();
    let again = Tab::open().await;
    again.say("milk").await.unwrap();
    local_storage().set_item(IN_LOCAL, &unread).unwrap();
    assert_eq!(Tab::open().await.said().await, "tea milk");
}

#[wasm_bindgen_test]
async fn damage_in_both_places_is_said_and_a_new_beginning_does_not_overwrite_it() {
    let tab = Tab::open_new().await;
    put_in_journal(FACTS, IN_JOURNAL, "7").await;
    local_storage().set_item(IN_LOCAL, "{").unwrap();
    assert_eq!(tab.said().await, "");
    tab.say("tea").await.unwrap();
    assert_eq!((tab.said().await.as_str(), tab.damage().len()), ("tea", 2));
    assert_eq!(Tab::open().await.damage().len(), 2);
}

#[wasm_bindgen_test]
async fn two_tabs_that_write_at_once_lose_nothing() {
    let (one, other) = (Tab::open_new().await, Tab::open().await);
    let words: Vec<String> = (0..8).map(|n| format!("word{n}")).collect();
    let said = words.iter().enumerate().map(|(n, word)| if n % 2 == 0 { one.say(word) } else { other.say(word) });
    // Begun together, so that each meets the others half way.
    let mut outcomes = Vec::new();
    let mut pending: Vec<_> = said.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        pending.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(outcome) => {
                outcomes.push(outcome);
                false
            }
            std::task::Poll::Pending => true,
        });
        if pending.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    assert!(outcomes.iter().all(Result::is_ok));
    let mut said: Vec<String> = one.said().await.split(' ').map(str::to_owned).collect();
    said.sort();
    assert_eq!(said, words);
}

#[wasm_bindgen_test]
async fn what_the_journal_refuses_is_in_local_storage_until_it_takes_it() {
    let tab = Tab::open_new().await;
    tab.say("tea").await.unwrap();
    refuse(FULL, None);
    tab.say("cake").await.unwrap();
    tab.unsay("tea").await.unwrap();
    assert_eq!(tab.said().await, "cake");
    refuse(None, None);
    assert_eq!(Tab::open().await.said().await, "cake", "what was deleted does not come back");
    assert_eq!(get_from_journal(FACTS, IN_JOURNAL).await.as_string(), in_local());
}

#[wasm_bindgen_test]
async fn what_neither_place_takes_stays_in_memory_and_is_said() {
    let tab = Tab::open_new().await;
    tab.say("tea").await.unwrap();
    refuse(FULL, FULL);
    let refusal = tab.say("cake").await.unwrap_err();
    assert!(refusal.to_string().contains("delete drafts for good"), "{refusal}");
    assert_eq!(tab.said().await, "tea cake");
    tab.say("jam").await.unwrap_err();
    assert_eq!(Tab::open().await.said().await, "tea", "no other tab can know");
    refuse(None, None);
    Tab::open().await.say("milk").await.unwrap();
    tab.say("bread").await.unwrap();
    assert_eq!(Tab::open().await.said().await, "tea milk cake jam bread");
}

#[wasm_bindgen_test]
async fn what_a_newer_version_wrote_is_left_alone() {
    let tab = Tab::open_new().await;
    let newer = r#"{"schema":2,"all":"new"}"#;
    put_in_journal(FACTS, IN_JOURNAL, newer).await;
    local_storage().set_item(IN_LOCAL, newer).unwrap();
    let refusal = tab.say("tea").await.unwrap_err();
    assert_eq!(refusal, StorageError::NewerJournal);
    assert_eq!(get_from_journal(FACTS, IN_JOURNAL).await.as_string().as_deref(), Some(newer));
    assert_eq!(in_local().as_deref(), Some(newer));
    assert!(tab.damage()[0].1.contains("newer version of Rundown"));
}
