//! Settings: none is worth a refusal to start.

use rundown::draft::Order;
use rundown::storage::{Settings, Theme, new_draft_id};
use wasm_bindgen_test::wasm_bindgen_test;

use super::browser::local_storage;

#[wasm_bindgen_test]
fn settings_come_back() {
    local_storage().clear().unwrap();
    assert_eq!(Settings::load(), Settings::default());
    let settings = Settings {
        open_draft: Some(new_draft_id()),
        theme: Theme::Dark,
        drafts_shown: false,
        outline_shown: false,
        scroll_sync: false,
        images_always_allowed: true,
        drafts_order: Order::Title,
        drafts_show: Some("Teatime".to_owned()),
    };
    settings.save().unwrap();
    assert_eq!(Settings::load(), settings);
}

#[wasm_bindgen_test]
fn damaged_settings_are_as_in_a_new_browser_each_for_itself() {
    local_storage().clear().unwrap();
    for damaged in ["", "[]", "{", r#"{"theme":7,"open_draft":"__proto__"}"#] {
        local_storage().set_item("rundown.settings", damaged).unwrap();
        assert_eq!(Settings::load(), Settings::default(), "{damaged}");
    }
    local_storage().set_item("rundown.settings", r#"{"theme":"dark","drafts_shown":"?"}"#).unwrap();
    assert_eq!(Settings::load(), Settings { theme: Theme::Dark, ..Settings::default() });
}

#[wasm_bindgen_test]
fn settings_of_a_newer_version_are_kept() {
    local_storage().clear().unwrap();
    local_storage().set_item("rundown.settings", r#"{"typeface":"serif"}"#).unwrap();
    Settings::default().save().unwrap();
    let stored = local_storage().get_item("rundown.settings").unwrap().unwrap();
    assert!(stored.contains(r#""typeface":"serif""#), "{stored}");
}
