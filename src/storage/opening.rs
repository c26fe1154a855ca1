//! Which draft is being opened, for the start after a page that did not get through; see `opening.js`.

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

/// From now on a draft is being opened.
pub fn begin(draft: &DraftId) {
    begin_js(&key(draft));
}

/// It is open, or is not to be.
pub fn end(draft: &DraftId) {
    end_js(&key(draft));
}

/// Whether a page went down, or has got stuck, while it opened a draft.
pub async fn is_left(draft: &DraftId) -> bool {
    let left = JsFuture::from(is_left_js(&key(draft))).await;
    left.is_ok_and(|left| left.is_truthy())
}

fn key(draft: &DraftId) -> String {
    format!("rundown.opening.{draft}")
}
