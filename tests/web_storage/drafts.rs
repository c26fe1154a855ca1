//! Drafts: saved, taken up again, and never lost to damage, another tab or a browser that refuses.

use std::cell::RefCell;
use std::rc::Rc;

use rundown::draft::schema::{from_json, stamp, to_json};
use rundown::draft::versions::VersionCause;
use rundown::draft::{Draft, DraftId, DraftSummary, revision};
use rundown::storage::{
    Durability, Loaded, SaveError, Settings, StorageError, StoragePlace, StorageReport, Store, new_draft_id,
};
use rundown::text::file::FileFormat;
use wasm_bindgen_test::wasm_bindgen_test;

use super::browser::{
    BlockedStorage, FULL, UnreadableJournal, empty_journal, fill_storage, get_from_journal, keys_of_journal,
    local_storage, put_in_journal, refuse,
};

/// A store that was opened, and what it has found.
struct Opened {
    store: Store,
    rows: Vec<DraftSummary>,
    findings: Rc<RefCell<Vec<StorageReport>>>,
}

impl Opened {
    fn findings(&self) -> Vec<StorageReport> {
        self.findings.borrow().clone()
    }

    fn damaged(&self) -> Vec<String> {
        let damaged = self.findings().into_iter().filter_map(|finding| match finding {
            StorageReport::Damaged(damaged) => Some(damaged.raw),
            _ => None,
        });
        let mut raws: Vec<String> = damaged.collect();
        raws.sort();
        raws
    }
}

/// Opens the store, as the app does when it starts.
async fn open() -> Opened {
    let findings = Rc::new(RefCell::new(Vec::new()));
    let found = findings.clone();
    let (store, mut rows) = Store::open(move |finding| found.borrow_mut().push(finding)).await;
    rows.sort_by(|a, b| a.title.cmp(&b.title));
    Opened { store, rows, findings }
}

/// The store of a new browser. The tests run one after the other, in one page.
async fn open_new() -> Opened {
    local_storage().clear().unwrap();
    // Once, so that there is a journal to be emptied.
    open().await;
    local_storage().clear().unwrap();
    empty_journal().await;
    open().await
}

fn draft(text: &str) -> Draft {
    let draft = Draft::new(new_draft_id(), text.to_owned(), FileFormat::default(), 1_000);
    Draft { revision: 1, ..draft }
}

/// The same draft, written on.
fn later(draft: &Draft, text: &str) -> Draft {
    Draft { text: text.to_owned(), revision: draft.revision + 1, ..draft.clone() }
}

/// The same draft, as it goes on beside a copy that cannot be read.
fn beside_unread(draft: &Draft) -> Draft {
    Draft { revision: revision::above_unread(draft.revision), ..draft.clone() }
}

async fn saved(store: &Store, text: &str) -> Draft {
    let draft = draft(text);
    store.save(&draft, None, Durability::Relaxed).await.unwrap();
    draft
}

/// Saves what was written on from another revision.
async fn save(store: &Store, draft: &Draft, based_on: &Draft) -> Result<(), SaveError> {
    store.save(draft, Some(&checksum(based_on)), Durability::Relaxed).await.map(drop)
}

async fn load(store: &Store, id: &DraftId) -> Draft {
    store.load(id).await.unwrap().draft
}

fn checksum(draft: &Draft) -> String {
    stamp(&to_json(draft)).unwrap().checksum
}

fn draft_key(id: &DraftId) -> String {
    format!("rundown.draft.{id}")
}

fn local_copy(id: &DraftId) -> Option<Draft> {
    from_json(&local_storage().get_item(&draft_key(id)).unwrap()?).ok()
}

fn put_local(draft: &Draft) {
    local_storage().set_item(&draft_key(&draft.id), &to_json(draft)).unwrap();
}

async fn n_keys(store: &str) -> u32 {
    js_sys::Array::from(&keys_of_journal(store).await).length()
}

fn titles(rows: &[DraftSummary]) -> Vec<&str> {
    rows.iter().map(|row| row.title.as_str()).collect()
}

#[wasm_bindgen_test]
async fn a_draft_comes_back_as_it_was_saved() {
    let Opened { store, .. } = open_new().await;
    for text in ["", "# Teatime 7\n", "\0\r\u{2028}\u{FEFF}\"\\ é 鸡 🎙", &"scones\n".repeat(20_000)] {
        let draft = Draft { byte_head: text.len(), name: Some("Tea".to_owned()), ..draft(text) };
        store.save(&draft, None, Durability::Strict).await.unwrap();
        assert_eq!(load(&store, &draft.id).await, draft);
        assert_eq!(load(&open().await.store, &draft.id).await, draft);
    }
}

#[wasm_bindgen_test]
async fn every_draft_is_listed_with_nothing_to_say() {
    let Opened { store, rows, .. } = open_new().await;
    assert_eq!(rows, []);
    let (tea, scones) = (saved(&store, "# Tea").await, saved(&store, "# Scones").await);
    let again = open().await;
    assert_eq!(again.rows, [scones.summary(), tea.summary()]);
    assert_eq!(store.drafts(&[tea.id.clone(), new_draft_id(), scones.id.clone()]).await, [tea, scones]);
    assert_eq!(again.findings(), []);
}

#[wasm_bindgen_test]
async fn a_draft_that_is_not_there_is_missing() {
    let Opened { store, .. } = open_new().await;
    assert_eq!(store.load(&new_draft_id()).await, Err(StorageError::Missing));
}

#[wasm_bindgen_test]
async fn what_another_tab_has_saved_is_not_overwritten() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let other = open().await.store;
    let theirs = later(&tea, "# Tea, theirs");
    save(&other, &theirs, &tea).await.unwrap();

    let mine = later(&tea, "# Tea, mine");
    let loaded = Loaded { draft: theirs.clone(), checksum: Some(checksum(&theirs)) };
    assert_eq!(save(&store, &mine, &tea).await, Err(SaveError::Conflict(Box::new(loaded))));
    assert_eq!(load(&open().await.store, &tea.id).await, theirs);
    // Having seen it, this tab may.
    let both = later(&theirs, "# Tea, mine and theirs");
    save(&store, &both, &theirs).await.unwrap();
    assert_eq!(load(&other, &tea.id).await, both);
}

#[wasm_bindgen_test]
async fn a_draft_deleted_for_good_elsewhere_is_kept_by_the_tab_that_writes_it() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    open().await.store.delete_for_good(&tea.id, tea.revision, 0).await.unwrap();
    let mine = later(&tea, "# Tea, mine");
    save(&store, &mine, &tea).await.unwrap();
    assert_eq!(titles(&open().await.rows), ["Tea, mine"]);
}

#[wasm_bindgen_test]
async fn what_a_page_leaves_behind_is_taken_up() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let last = later(&tea, "# Tea, the last word");
    store.save_at_once(&last).unwrap();
    assert_eq!(local_copy(&tea.id).unwrap(), last, "before the call returns");
    let again = open().await;
    assert_eq!(load(&again.store, &tea.id).await.text, last.text);
    assert_eq!(titles(&again.rows), ["Tea, the last word"]);
    assert_eq!(again.findings(), []);
    assert_eq!(n_keys("rescued").await, 0);
    let [version] = &again.store.versions(&tea.id).await.unwrap()[..] else { panic!("not one version") };
    assert_eq!(again.store.load_version(version).await.unwrap().text, "# Tea");
}

#[wasm_bindgen_test]
async fn what_another_page_has_left_under_the_same_revision_is_not_written_over() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let [mine, theirs] = ["# Tea, mine", "# Tea, theirs"].map(|text| later(&tea, text));
    save(&store, &mine, &tea).await.unwrap();
    put_local(&theirs);
    assert!(!store.copy_to_local(&mine));
    store.save_at_once(&mine).unwrap();
    assert_eq!(local_copy(&tea.id).unwrap(), theirs);
}

#[wasm_bindgen_test]
async fn what_a_page_leaves_behind_is_taken_up_from_either_place() {
    for is_local in [true, false] {
        let Opened { store, .. } = open_new().await;
        let tea = saved(&store, "# Tea").await;
        let last = later(&tea, "# Tea, the last word");
        if is_local {
            put_local(&last);
        } else {
            put_in_journal("rescued", &format!("{}/guard", tea.id), &to_json(&last)).await;
        }
        let again = open().await;
        assert_eq!(load(&again.store, &tea.id).await.text, last.text);
        let told = again.findings()
            == [StorageReport::Recovered { title: "Tea, the last word".to_owned(), from: StoragePlace::Guard }];
        assert_eq!(told, !is_local);
        assert_eq!(open().await.findings(), []);
    }
}

#[wasm_bindgen_test]
async fn a_damaged_copy_that_a_page_left_does_not_take_the_draft_along() {
    for is_local in [true, false] {
        let Opened { store, .. } = open_new().await;
        let tea = saved(&store, "# Tea").await;
        if is_local {
            local_storage().set_item(&format!("rundown.rescued.{}/tab", tea.id), "torn").unwrap();
        } else {
            put_in_journal("rescued", &format!("{}/tab", tea.id), "torn").await;
        }
        let tea = beside_unread(&tea);
        for _ in 0..2 {
            let again = open().await;
            assert_eq!((again.rows.clone(), again.damaged()), (vec![tea.summary()], vec!["torn".to_owned()]));
            assert_eq!(load(&again.store, &tea.id).await, tea);
        }
        assert_eq!((n_keys("rescued").await, n_keys("set_aside").await), (0, 1));
    }
}

#[wasm_bindgen_test]
async fn a_copy_that_a_newer_version_left_is_left_to_that_one() {
    let newer = r#"{"schema":99,"new":"shape"}"#;
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    put_in_journal("rescued", &format!("{}/tab", tea.id), newer).await;
    let again = open().await;
    assert_eq!((again.rows.clone(), again.findings()), (vec![beside_unread(&tea).summary()], vec![]));
    assert_eq!(get_from_journal("rescued", &format!("{}/tab", tea.id)).await.as_string().as_deref(), Some(newer));
}

#[wasm_bindgen_test]
async fn an_older_copy_never_takes_the_place_of_a_later_one() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let now = later(&tea, "# Tea, later");
    save(&store, &now, &tea).await.unwrap();
    put_local(&tea);
    put_in_journal("rescued", &format!("{}/tab", tea.id), &to_json(&tea)).await;
    let again = open().await;
    assert_eq!(load(&again.store, &tea.id).await.text, now.text);
    assert_eq!(n_keys("rescued").await, 0);
}

#[wasm_bindgen_test]
async fn a_damaged_draft_in_the_journal_comes_back_from_local_storage() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    assert!(store.copy_to_local(&tea));
    let torn = to_json(&tea).replace("Tea", "Pea");
    put_in_journal("drafts", tea.id.as_str(), &torn).await;

    let again = open().await;
    let tea = beside_unread(&tea);
    assert_eq!(load(&again.store, &tea.id).await, tea);
    assert_eq!(again.damaged(), [torn.clone()]);
    assert!(
        again
            .findings()
            .contains(&StorageReport::Recovered { title: "Tea".to_owned(), from: StoragePlace::LocalStorage })
    );
    // It is said again until the author lets go of it, and the draft is whole.
    let third = open().await;
    assert_eq!(third.damaged(), [torn]);
    assert_eq!(load(&third.store, &tea.id).await, tea);
    let StorageReport::Damaged(damaged) = third.findings()[0].clone() else { panic!("not damaged") };
    third.store.forget_damaged(&damaged).await.unwrap();
    assert_eq!(open().await.findings(), []);
}

#[wasm_bindgen_test]
async fn a_damaged_row_of_the_list_is_made_again() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    for row in ["", "{", "0123456789abcdef{}"] {
        put_in_journal("summaries", tea.id.as_str(), row).await;
        let again = open().await;
        assert_eq!(again.rows, [tea.summary()], "{row}");
        save(&again.store, &later(&tea, "# Tea"), &tea).await.unwrap();
        put_in_journal("drafts", tea.id.as_str(), &to_json(&tea)).await;
    }
}

#[wasm_bindgen_test]
async fn what_is_no_draft_in_local_storage_is_set_aside_as_it_was() {
    let Opened { store, .. } = open_new().await;
    let sound = saved(&store, "# Tea").await;
    let whole = to_json(&draft("# Scones"));
    let damaged = ["", "{", "null", &whole.replace("Scones", "Stones"), &whole[..whole.len() / 2]];
    for raw in damaged {
        local_storage().set_item(&draft_key(&new_draft_id()), raw).unwrap();
    }
    local_storage().set_item("rundown.draft.__proto__", "{}").unwrap();
    // Also in the place of a draft that the journal has, and where the beginning of it is whole.
    let cut = to_json(&sound).replace("}}", "");
    local_storage().set_item(&draft_key(&sound.id), &cut).unwrap();

    let mut expected: Vec<&str> = [&damaged[..], &["{}", &cut]].concat();
    expected.sort_unstable();
    for _ in 0..2 {
        let again = open().await;
        again.store.check_local();
        assert_eq!(again.rows, [sound.summary()]);
        assert_eq!(again.damaged(), expected);
    }
}

#[wasm_bindgen_test]
async fn half_a_character_survives_being_set_aside() {
    open_new().await;
    js_sys::eval("localStorage.setItem('rundown.draft.x', 'half \\ud83c')").unwrap();
    open().await;
    let kept = js_sys::eval("localStorage.getItem('rundown.damaged.1') === 'half \\ud83c'").unwrap();
    assert!(kept.is_truthy());
}

#[wasm_bindgen_test]
async fn something_new_that_is_damaged_never_takes_the_place_of_something_old() {
    open_new().await;
    for (n, raw) in [("1", "first"), ("3", "third"), ("name", "named")] {
        local_storage().set_item(&format!("rundown.damaged.{n}"), raw).unwrap();
    }
    local_storage().set_item("rundown.draft.x", "new").unwrap();
    local_storage().set_item("rundown.draft.y", "newer").unwrap();
    assert_eq!(open().await.damaged(), ["first", "named", "new", "newer", "third"]);
}

#[wasm_bindgen_test]
async fn a_draft_of_a_newer_version_is_not_touched() {
    let newer = r#"{"schema":99,"new":"shape"}"#;
    open_new().await;
    let tea = draft("# Tea");
    local_storage().set_item(&draft_key(&tea.id), newer).unwrap();
    let again = open().await;
    assert_eq!(again.rows, []);
    assert_eq!(again.damaged(), [newer]);
    assert!(!again.store.copy_to_local(&tea));
    assert_eq!(local_storage().get_item(&draft_key(&tea.id)).unwrap().as_deref(), Some(newer));

    put_in_journal("drafts", tea.id.as_str(), newer).await;
    let third = open().await;
    assert_eq!(third.store.load(&tea.id).await, Err(StorageError::Newer { schema: 99 }));
    assert_eq!(get_from_journal("drafts", tea.id.as_str()).await.as_string().as_deref(), Some(newer));
}

#[wasm_bindgen_test]
async fn a_journal_that_refuses_leaves_the_old_value_and_the_draft_to_local_storage() {
    for reason in ["QuotaExceededError", "AbortError", "UnknownError", "DataError"] {
        let opened = open_new().await;
        let tea = saved(&opened.store, "# Tea").await;
        refuse(Some(reason), None);
        let late = later(&tea, "# Tea, late");
        save(&opened.store, &late, &tea).await.unwrap();
        assert!(matches!(opened.findings()[..], [StorageReport::JournalRefuses(_)]), "{reason}");
        assert_eq!(local_copy(&tea.id), Some(late.clone()));
        assert_eq!(load(&opened.store, &tea.id).await, late);
        refuse(None, None);
        // It is there again, and the next save goes both ways.
        let last = later(&late, "# Tea, last");
        save(&opened.store, &last, &tea).await.unwrap();
        assert_eq!(opened.store.journal_error(), None);
        assert_eq!(load(&open().await.store, &tea.id).await, last);
    }
}

#[wasm_bindgen_test]
async fn what_neither_place_takes_is_refused_and_changes_nothing() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    assert!(store.copy_to_local(&tea));
    fill_storage(100);
    refuse(FULL, None);
    let large = later(&tea, &"scones\n".repeat(10_000));
    let refused = save(&store, &large, &tea).await;
    refuse(None, None);
    let Err(SaveError::Refused(StorageError::Full { n_units_used, n_units_needed })) = refused else {
        panic!("{refused:?}")
    };
    assert!(n_units_used > 5_000_000 && n_units_needed > 80_000);
    assert_eq!((load(&store, &tea.id).await, local_copy(&tea.id)), (tea.clone(), Some(tea.clone())));
    save(&store, &large, &tea).await.unwrap();
}

#[wasm_bindgen_test]
async fn the_draft_that_is_written_has_room_in_local_storage_before_those_that_rest() {
    let Opened { store, .. } = open_new().await;
    let rests = saved(&store, &"scones\n".repeat(10_000)).await;
    assert!(store.copy_to_local(&rests));
    fill_storage(100);
    let tea = saved(&store, &"tea\n".repeat(10_000)).await;
    assert!(store.copy_to_local(&tea));
    assert_eq!((local_copy(&rests.id), local_copy(&tea.id)), (None, Some(tea)));
    assert_eq!(load(&store, &rests.id).await, rests, "the journal has it");
}

#[wasm_bindgen_test]
async fn local_storage_gets_the_copies_that_it_lacks() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let again = open().await;
    again.store.complete_local(&again.rows).await;
    assert_eq!(local_copy(&tea.id), Some(tea));
}

#[wasm_bindgen_test]
async fn a_journal_that_the_browser_has_emptied_is_said_and_filled_again() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    saved(&store, "# Scones").await;
    assert!(store.copy_to_local(&tea));
    empty_journal().await;
    // While the app is open.
    let late = later(&tea, "# Tea, late");
    save(&store, &late, &tea).await.unwrap();
    assert_eq!(load(&open().await.store, &tea.id).await, late);
}

#[wasm_bindgen_test]
async fn local_storage_that_was_emptied_is_said() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    local_storage().clear().unwrap();
    let again = open().await;
    assert_eq!((again.rows, again.findings.take()), (vec![tea.summary()], vec![StorageReport::LocalStorageEmptied]));
    assert_eq!(open().await.findings(), []);
}

#[wasm_bindgen_test]
async fn what_is_deleted_for_good_does_not_come_back() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    store.keep_version(&tea, VersionCause::Opened, 1_000).await.unwrap();
    store.delete_for_good(&tea.id, tea.revision, 2_000).await.unwrap();
    // As after a crash that local storage has not heard of it before.
    put_local(&tea);
    assert_eq!(open().await.rows, []);
    assert_eq!(local_copy(&tea.id), None);
    assert_eq!((n_keys("versions").await, n_keys("version_texts").await), (0, 0));
    // But what was written after that does.
    put_local(&later(&tea, "# Tea again"));
    assert_eq!(titles(&open().await.rows), ["Tea again"]);
}

#[wasm_bindgen_test]
async fn what_is_left_of_a_deleted_draft_and_cannot_be_read_is_kept_and_said() {
    let damaged = to_json(&draft("# Tea")).replace("Tea", "Pea");
    for raw in [damaged.as_str(), r#"{"schema":99,"new":"shape"}"#] {
        let Opened { store, .. } = open_new().await;
        let tea = saved(&store, "# Tea").await;
        store.delete_for_good(&tea.id, tea.revision, 2_000).await.unwrap();
        local_storage().set_item(&draft_key(&tea.id), raw).unwrap();
        let again = open().await;
        assert_eq!((again.rows.len(), again.damaged()), (0, vec![raw.to_owned()]));
    }
}

#[wasm_bindgen_test]
async fn what_is_left_of_a_deleted_draft_goes_also_beside_what_cannot_be_read() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    store.delete_for_good(&tea.id, tea.revision, 2_000).await.unwrap();
    put_local(&tea);
    put_in_journal("rescued", &format!("{}/tab", tea.id), "torn").await;
    let again = open().await;
    assert_eq!((again.rows.len(), again.damaged(), local_copy(&tea.id)), (0, vec!["torn".to_owned()], None));
}

#[wasm_bindgen_test]
async fn no_tombstone_buries_what_is_still_to_be_written() {
    open_new().await;
    let tea = draft("# Tea");
    put_in_journal("tombstones", tea.id.as_str(), r#"{"revision":18446744073709551615,"removed_ms":0}"#).await;
    put_local(&tea);
    assert_eq!(titles(&open().await.rows), ["Tea"]);
}

#[wasm_bindgen_test]
async fn a_later_save_outlives_a_copy_that_could_not_be_read_and_comes_back() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let unread = Draft { revision: 9, ..later(&tea, "# Tea, as it was on its way") };
    local_storage().set_item(&draft_key(&tea.id), &to_json(&unread)[..50]).unwrap();
    let again = open().await;
    let found = load(&again.store, &tea.id).await;
    let late = later(&found, "# Tea, late");
    save(&again.store, &late, &found).await.unwrap();
    // The browser was killed, and local storage has never heard that it was set aside.
    put_local(&unread);
    let third = open().await;
    assert_eq!(load(&third.store, &tea.id).await, late);
    assert_eq!(third.store.versions(&tea.id).await.unwrap().len(), 1, "the other one is in the history");
}

#[wasm_bindgen_test]
async fn a_later_save_outlives_what_the_browser_kept_back() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let kept_back = Draft { revision: 9, ..later(&tea, "# Tea, as it was on its way") };
    put_local(&kept_back);
    let blocked = BlockedStorage::new();
    let again = open().await;
    let late = Draft { text: "# Tea, late".to_owned(), ..tea.clone() };
    let late = Draft { revision: revision::next(again.store.highest_in_use(tea.revision)), ..late };
    save(&again.store, &late, &tea).await.unwrap();
    drop(blocked);
    assert_eq!(load(&open().await.store, &tea.id).await, late);
    assert_eq!(open().await.store.highest_in_use(7), 7, "nothing is kept back any more");
}

#[wasm_bindgen_test]
async fn a_journal_that_cannot_be_read_is_not_written_over() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let late = later(&tea, "# Tea, late");
    save(&store, &late, &tea).await.unwrap();
    put_local(&tea);
    let unreadable = UnreadableJournal::new();
    let again = open().await;
    assert!(matches!(again.findings()[..], [StorageReport::JournalRefuses(_)]));
    assert_eq!(again.rows, [tea.summary()]);
    assert!(again.store.highest_in_use(tea.revision) > late.revision);
    drop(unreadable);
    assert_eq!(load(&open().await.store, &tea.id).await, late);
}

#[wasm_bindgen_test]
async fn marks_of_the_first_version_become_a_part_of_the_draft() {
    open_new().await;
    let (tea, scones) = (draft("# Tea"), draft("# Scones"));
    for draft in [&tea, &scones] {
        put_local(draft);
    }
    local_storage().set_item(&format!("rundown.trash.{}", tea.id), r#"{"trashed_ms":5000}"#).unwrap();
    local_storage().set_item(&format!("rundown.trash.{}", scones.id), "soon").unwrap();
    for _ in 0..2 {
        let trashed: Vec<_> = open().await.rows.into_iter().map(|row| (row.title, row.trashed_ms)).collect();
        assert_eq!(trashed, [("Scones".to_owned(), None), ("Tea".to_owned(), Some(5_000))]);
    }
    assert_eq!(local_storage().get_item(&format!("rundown.trash.{}", tea.id)).unwrap(), None);
}

#[wasm_bindgen_test]
async fn versions_are_kept_once_each_and_come_back() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let late = later(&tea, "# Tea, late");
    store.keep_version(&tea, VersionCause::Opened, 1_000).await.unwrap();
    store.keep_version(&tea, VersionCause::Exported, 2_000).await.unwrap();
    store.keep_version(&late, VersionCause::Exported, 1_000).await.unwrap();
    let versions = store.versions(&tea.id).await.unwrap();
    let listed: Vec<_> = versions.iter().map(|version| (version.time_ms, version.n_bytes)).collect();
    assert_eq!(listed, [(1_001, late.text.len()), (1_000, tea.text.len())], "two never share a time");
    assert_eq!(store.load_version(&versions[1]).await.unwrap(), tea);
    assert_eq!(store.versions(&new_draft_id()).await.unwrap(), []);
}

#[wasm_bindgen_test]
async fn facts_come_back() {
    let Opened { store, .. } = open_new().await;
    assert_eq!(store.fact::<u64>("backup").await, None);
    store.set_fact("backup", &7_u64).await.unwrap();
    assert_eq!((store.fact("backup").await, store.fact::<String>("backup").await), (Some(7_u64), None));
}

#[wasm_bindgen_test]
async fn blocked_local_storage_is_said_and_no_panic() {
    let Opened { store, .. } = open_new().await;
    let tea = saved(&store, "# Tea").await;
    let blocked = BlockedStorage::new();
    let again = open().await;
    assert_eq!((again.rows, again.findings.take()), (vec![tea.summary()], vec![StorageReport::LocalStorageRefuses]));
    save(&again.store, &later(&tea, "# Tea, late"), &tea).await.unwrap();
    assert!(!again.store.copy_to_local(&tea));
    assert_eq!(again.store.save_at_once(&tea), Err(StorageError::Blocked));
    assert_eq!(Settings::default().save(), Err(StorageError::Blocked));
    assert_eq!(Settings::load(), Settings::default());
    drop(blocked);
    assert_eq!(load(&store, &tea.id).await.text, "# Tea, late");
}

#[wasm_bindgen_test]
fn no_two_drafts_have_one_id() {
    let mut ids: Vec<DraftId> = (0..1_000).map(|_| new_draft_id()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 1_000);
}
