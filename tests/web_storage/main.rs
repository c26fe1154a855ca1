//! What storage promises, in a real browser.
#![cfg(target_arch = "wasm32")]

mod browser;
mod drafts;
mod kept;
mod settings;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
