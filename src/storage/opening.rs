//! Marks which draft is being opened, for the start after a page that crashed or hung while opening it; see
//! `opening.js`.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::draft::DraftId;

#[wasm_bindgen(module = "/src/storage/opening.js")]
extern "C" {
    #[wasm_bindgen(js_name = begin)]
    fn begin_js(name: &str);
    #[wasm_bindgen(js_name = end)]
    fn end_js(name: &str);
    #[wasm_bindgen(js_name = isLeft)]
    fn is_left_js(name: &str) -> js_sys::Promise;
}

/// Marks that a draft is being opened.
pub fn begin(draft: &DraftId) {
    begin_js(&key(draft));
}

/// Removes the mark: the draft is open, or will not be opened.
pub fn end(draft: &DraftId) {
    end_js(&key(draft));
}

/// Whether a page crashed or hung while it opened a draft.
pub async fn is_left(draft: &DraftId) -> bool {
    let left = JsFuture::from(is_left_js(&key(draft))).await;
    left.is_ok_and(|left| left.is_truthy())
}

fn key(draft: &DraftId) -> String {
    format!("rundown.opening.{draft}")
}
