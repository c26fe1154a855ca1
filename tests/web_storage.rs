//! What storage promises, in a real browser.
#![cfg(target_arch = "wasm32")]

use rundown::draft::schema::to_json;
use rundown::draft::{Draft, DraftId};
use rundown::storage::{DraftStore, Settings, StorageError, TRASH_DAYS, Theme, new_draft_id};
use rundown::text::file::FileFormat;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// An empty storage of this page. The tests run one after the other, in one page.
fn empty_store() -> DraftStore {
    local_storage().clear().unwrap();
    DraftStore::probe().unwrap()
}

fn local_storage() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

fn draft(text: &str) -> Draft {
    Draft::new(new_draft_id(), text.to_owned(), FileFormat::default(), 1_000)
}

fn saved(store: DraftStore, text: &str) -> Draft {
    let draft = draft(text);
    store.save(&draft).unwrap();
    draft
}

fn draft_key(id: &DraftId) -> String {
    format!("rundown.draft.{id}")
}

/// All of local storage, in an order of its own.
fn everything() -> Vec<(String, String)> {
    let storage = local_storage();
    let keys = (0..storage.length().unwrap()).map(|idx| storage.key(idx).unwrap().unwrap());
    let mut all: Vec<_> = keys.map(|key| (key.clone(), storage.get_item(&key).unwrap().unwrap())).collect();
    all.sort();
    all
}

/// Leaves room for `n_units` UTF-16 units.
fn fill_storage(n_units: usize) {
    let storage = local_storage();
    let mut n_piece = 4 << 20;
    let mut filler = String::new();
    while n_piece > 0 {
        let longer = format!("{filler}{}", "x".repeat(n_piece));
        match storage.set_item("filler", &longer) {
            Ok(()) => filler = longer,
            Err(_) => n_piece /= 2,
        }
    }
    filler.truncate(filler.len() - n_units);
    storage.set_item("filler", &filler).unwrap();
}

#[wasm_bindgen_test]
fn a_draft_comes_back_as_it_was_saved() {
    let store = empty_store();
    for text in ["", "# Teatime 7\n", "\0\r\u{2028}\u{FEFF}\"\\ é 鸡 🎙", &"scones\n".repeat(20_000)] {
        let mut draft = draft(text);
        (draft.revision, draft.byte_head, draft.name) = (3, text.len(), Some("Tea".to_owned()));
        store.save(&draft).unwrap();
        assert_eq!(store.load(&draft.id).unwrap(), draft);
    }
}

#[wasm_bindgen_test]
fn each_draft_has_a_key_of_its_own() {
    let store = empty_store();
    let (tea, scones) = (saved(store, "# Tea"), saved(store, "# Scones"));
    let mut keys: Vec<String> = everything().into_iter().map(|(key, _)| key).collect();
    keys.sort();
    let mut expected = [draft_key(&tea.id), draft_key(&scones.id), "rundown.reserve".to_owned()];
    expected.sort();
    assert_eq!(keys, expected);
    let value = local_storage().get_item(&draft_key(&tea.id)).unwrap().unwrap();
    assert!(value.starts_with('{'), "the draft is the value, not a text within it");
}

#[wasm_bindgen_test]
fn the_list_names_every_draft_and_leaves_other_keys_alone() {
    let store = empty_store();
    local_storage().set_item("someone.else", "not JSON").unwrap();
    let (tea, scones) = (saved(store, "# Tea"), saved(store, "# Scones"));
    let listing = store.list();
    let mut summaries = [tea.summary(), scones.summary()];
    let mut listed = listing.summaries;
    summaries.sort_by(|a, b| a.id.cmp(&b.id));
    listed.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(listed, summaries);
    assert_eq!(listing.damaged, []);
}

#[wasm_bindgen_test]
fn a_draft_that_is_not_there_is_missing() {
    assert_eq!(empty_store().load(&new_draft_id()), Err(StorageError::Missing));
}

#[wasm_bindgen_test]
fn a_save_that_finds_no_room_leaves_the_old_value() {
    let store = empty_store();
    let mut draft = saved(store, "# Tea");
    fill_storage(100);
    let before = everything();
    draft.text = "scones\n".repeat(10_000);
    let error = store.save(&draft).unwrap_err();
    let StorageError::Full { n_units_used, n_units_needed } = error else { panic!("{error}") };
    assert!(n_units_used > 5_000_000 && n_units_needed > 80_000, "{error}");
    assert_eq!(everything(), before);
    assert_eq!(store.load(&draft.id).unwrap().text, "# Tea");

    local_storage().remove_item("filler").unwrap();
    store.save(&draft).unwrap();
    assert_eq!(store.load(&draft.id).unwrap(), draft);
}

#[wasm_bindgen_test]
fn a_draft_can_be_deleted_where_there_is_no_room() {
    let store = empty_store();
    let draft = saved(store, &"scones\n".repeat(10_000));
    fill_storage(0);
    store.trash(&draft.id, 5_000).unwrap();
    assert_eq!(store.list().summaries, []);
    store.delete_for_good(&draft.id).unwrap();
    saved(store, &"scones\n".repeat(9_000));
}

#[wasm_bindgen_test]
fn what_is_no_draft_is_set_aside_as_it_was() {
    let store = empty_store();
    let sound = saved(store, "# Tea");
    let damaged = ["", "{", "null", &to_json(&draft("# Scones")).replace("Scones", "Stones")];
    for raw in damaged {
        local_storage().set_item(&draft_key(&new_draft_id()), raw).unwrap();
    }
    local_storage().set_item("rundown.draft.__proto__", "{}").unwrap();

    let listing = store.list();
    assert_eq!(listing.summaries, [sound.summary()]);
    let mut raws: Vec<&str> = listing.damaged.iter().map(|damaged| damaged.raw.as_str()).collect();
    raws.sort();
    let mut expected = [&damaged[..], &["{}"]].concat();
    expected.sort();
    assert_eq!(raws, expected);
    for one in &listing.damaged {
        assert!(one.key.starts_with("rundown.damaged."), "{}", one.key);
        assert_eq!(local_storage().get_item(&one.key).unwrap().as_ref(), Some(&one.raw));
    }
    // The next start finds them where they are, and says so again.
    let again = store.list().damaged;
    assert_eq!(again.len(), listing.damaged.len());
    assert!(listing.damaged.iter().all(|one| again.contains(one)));
}

#[wasm_bindgen_test]
fn something_new_that_is_damaged_never_takes_the_place_of_something_old() {
    let store = empty_store();
    for (n, raw) in [("1", "first"), ("3", "third"), ("name", "named")] {
        local_storage().set_item(&format!("rundown.damaged.{n}"), raw).unwrap();
    }
    local_storage().set_item("rundown.draft.x", "new").unwrap();
    local_storage().set_item("rundown.draft.y", "newer").unwrap();
    let mut raws: Vec<String> = store.list().damaged.into_iter().map(|damaged| damaged.raw).collect();
    raws.sort();
    assert_eq!(raws, ["first", "named", "new", "newer", "third"]);
}

#[wasm_bindgen_test]
fn what_cannot_be_set_aside_for_want_of_room_stays_where_it_is() {
    let store = empty_store();
    let key = draft_key(&new_draft_id());
    local_storage().set_item(&key, &"?".repeat(1_000)).unwrap();
    fill_storage(100);
    let before = everything();
    let [damaged] = &store.list().damaged[..] else { panic!("not listed") };
    assert_eq!(damaged.key, key);
    assert_eq!(everything(), before);
}

#[wasm_bindgen_test]
fn half_a_character_survives_being_set_aside() {
    let store = empty_store();
    js_sys::eval("localStorage.setItem('rundown.draft.x', 'half \\ud83c')").unwrap();
    store.list();
    let kept = js_sys::eval("localStorage.getItem('rundown.damaged.1') === 'half \\ud83c'").unwrap();
    assert!(kept.is_truthy());
}

#[wasm_bindgen_test]
fn a_draft_under_the_name_of_another_is_not_taken_for_it() {
    let store = empty_store();
    let tea = draft("# Tea");
    let other = new_draft_id();
    local_storage().set_item(&draft_key(&other), &to_json(&tea)).unwrap();
    assert!(matches!(store.load(&other), Err(StorageError::Unreadable { .. })));
    assert_eq!(store.list().damaged.len(), 1);
}

#[wasm_bindgen_test]
fn a_draft_of_a_newer_version_is_not_touched() {
    let store = empty_store();
    let tea = draft("# Tea");
    local_storage().set_item(&draft_key(&tea.id), r#"{"schema":99,"new":"shape"}"#).unwrap();
    let before = everything();
    assert_eq!(store.load(&tea.id), Err(StorageError::Newer { schema: 99 }));
    assert_eq!(store.save(&tea), Err(StorageError::Newer { schema: 99 }));
    let [reported] = &store.list().damaged[..] else { panic!("not listed") };
    assert_eq!(reported.key, draft_key(&tea.id));
    assert!(reported.reason.contains("newer version"), "{}", reported.reason);
    assert_eq!(everything(), before);

    store.trash(&tea.id, 0).unwrap();
    assert_eq!(store.purge_trash(TRASH_DAYS * DAY_MS), []);
    assert_eq!(local_storage().get_item(&draft_key(&tea.id)).unwrap(), Some(before[0].1.clone()));
}

#[wasm_bindgen_test]
fn a_save_over_something_unreadable_sets_that_aside() {
    let mut tea = draft("# Tea");
    for damaged in ["torn".to_owned(), to_json(&tea).replace("Tea", "Pea")] {
        let store = empty_store();
        local_storage().set_item(&draft_key(&tea.id), &damaged).unwrap();
        tea.revision += 1;
        store.save(&tea).unwrap();
        assert_eq!(store.load(&tea.id).unwrap(), tea);
        assert_eq!(local_storage().get_item("rundown.damaged.1").unwrap(), Some(damaged));
    }
}

#[wasm_bindgen_test]
fn what_another_page_has_written_since_the_last_save_is_looked_at() {
    let store = empty_store();
    let tea = saved(store, "# Tea");
    store.save(&tea).unwrap();
    let damaged = to_json(&draft("# Pea")).replace("Pea", "Tea");
    local_storage().set_item(&draft_key(&tea.id), &damaged).unwrap();
    store.save(&tea).unwrap();
    assert_eq!(local_storage().get_item("rundown.damaged.1").unwrap(), Some(damaged));
    local_storage().set_item(&draft_key(&tea.id), r#"{"schema":99,"new":"shape"}"#).unwrap();
    assert_eq!(store.save(&tea), Err(StorageError::Newer { schema: 99 }));
}

#[wasm_bindgen_test]
fn a_deleted_draft_can_be_brought_back_for_thirty_days() {
    let store = empty_store();
    let (tea, scones) = (saved(store, "# Tea"), saved(store, "# Scones"));
    store.trash(&tea.id, DAY_MS).unwrap();
    store.trash(&scones.id, 2 * DAY_MS).unwrap();
    assert_eq!(store.list().summaries, []);
    assert_eq!(store.list_trash(), [scones.summary(), tea.summary()]);

    assert_eq!(store.purge_trash((TRASH_DAYS + 1) * DAY_MS - 1), []);
    store.untrash(&scones.id).unwrap();
    assert_eq!(store.load(&scones.id).unwrap(), scones);
    assert_eq!(store.list().summaries, [scones.summary()]);

    let [purged] = &store.purge_trash((TRASH_DAYS + 2) * DAY_MS)[..] else { panic!("not one draft") };
    assert_eq!((purged, store.load(purged)), (&tea.id, Err(StorageError::Missing)));
    let mut left: Vec<String> = everything().into_iter().map(|(key, _)| key).collect();
    left.sort();
    assert_eq!(left, [draft_key(&scones.id), "rundown.reserve".to_owned()], "something is left of it");
}

#[wasm_bindgen_test]
fn a_draft_with_an_unreadable_mark_is_not_deleted() {
    let store = empty_store();
    let tea = saved(store, "# Tea");
    local_storage().set_item(&format!("rundown.trash.{}", tea.id), "soon").unwrap();
    assert_eq!(store.list().summaries, [tea.summary()]);
    assert_eq!(store.purge_trash(u64::MAX), []);
    assert_eq!(store.delete_for_good(&tea.id), Err(StorageError::Missing));
}

#[wasm_bindgen_test]
fn settings_come_back() {
    let store = empty_store();
    assert_eq!(store.load_settings(), Settings::default());
    let settings = Settings {
        open_draft: Some(new_draft_id()),
        theme: Theme::Dark,
        drafts_shown: false,
        outline_shown: false,
        scroll_sync: false,
        images_always_allowed: true,
    };
    store.save_settings(&settings).unwrap();
    assert_eq!(store.load_settings(), settings);
}

#[wasm_bindgen_test]
fn damaged_settings_are_as_in_a_new_browser_each_for_itself() {
    let store = empty_store();
    for damaged in ["", "[]", "{", r#"{"theme":7,"open_draft":"__proto__"}"#] {
        local_storage().set_item("rundown.settings", damaged).unwrap();
        assert_eq!(store.load_settings(), Settings::default(), "{damaged}");
    }
    local_storage().set_item("rundown.settings", r#"{"theme":"dark","drafts_shown":"?"}"#).unwrap();
    assert_eq!(store.load_settings(), Settings { theme: Theme::Dark, ..Settings::default() });
}

#[wasm_bindgen_test]
fn settings_of_a_newer_version_are_kept() {
    let store = empty_store();
    local_storage().set_item("rundown.settings", r#"{"typeface":"serif"}"#).unwrap();
    store.save_settings(&Settings::default()).unwrap();
    let stored = local_storage().get_item("rundown.settings").unwrap().unwrap();
    assert!(stored.contains(r#""typeface":"serif""#), "{stored}");
}

#[wasm_bindgen_test]
fn blocked_storage_is_an_error_and_no_panic() {
    let store = empty_store();
    let tea = saved(store, "# Tea");
    let blocked = BlockedStorage::new();
    assert_eq!(DraftStore::probe().err(), Some(StorageError::Blocked));
    assert_eq!(store.load(&tea.id), Err(StorageError::Blocked));
    assert_eq!(store.save(&tea), Err(StorageError::Blocked));
    assert_eq!(store.trash(&tea.id, 0), Err(StorageError::Blocked));
    assert_eq!(store.untrash(&tea.id), Err(StorageError::Blocked));
    assert_eq!(store.save_settings(&Settings::default()), Err(StorageError::Blocked));
    assert_eq!(store.load_settings(), Settings::default());
    assert_eq!((store.list().summaries, store.list_trash()), (vec![], vec![]));
    drop(blocked);
    assert_eq!(store.load(&tea.id).unwrap(), tea);
}

#[wasm_bindgen_test]
fn no_two_drafts_have_one_id() {
    let mut ids: Vec<DraftId> = (0..1_000).map(|_| new_draft_id()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 1_000);
}

/// While it lives, `localStorage` throws as it does where site data is blocked.
struct BlockedStorage;

impl BlockedStorage {
    fn new() -> BlockedStorage {
        js_sys::eval(
            "window.openStorage = Object.getOwnPropertyDescriptor(window, 'localStorage');
             Object.defineProperty(window, 'localStorage', {
               configurable: true,
               get() { throw new DOMException('blocked', 'SecurityError') },
             })",
        )
        .unwrap();
        BlockedStorage
    }
}

impl Drop for BlockedStorage {
    fn drop(&mut self) {
        js_sys::eval("Object.defineProperty(window, 'localStorage', window.openStorage)").unwrap();
    }
}
