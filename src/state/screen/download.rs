//! Files that the page hands to the browser.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::Screen;

/// How long a file's address lives: the browser has taken it long before.
const LIFE: Duration = Duration::from_secs(60);

impl Screen {
    /// Downloads a file. Returns whether the browser takes it; if not, that is said.
    pub(crate) fn download(&self, file_name: &str, mime_type: &str, bytes: &[u8]) -> bool {
        let is_taken = start_download(file_name, mime_type, bytes).is_ok();
        if !is_taken {
            self.warn(format!("The browser did not let “{file_name}” be downloaded. Copy the Markdown instead."));
        }
        is_taken
    }
}

fn start_download(file_name: &str, mime_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(file_name);
    anchor.click();
    set_timeout(move || drop(Url::revoke_object_url(&url)), LIFE);
    Ok(())
}
