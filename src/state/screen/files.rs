//! Files that pass between the browser and the page: downloaded, and read.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

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

/// The text of a file that the app itself has written once: in UTF-8.
///
/// # Errors
/// Where the browser cannot read it, as a sentence for the author.
pub(in crate::state) async fn text_of(file: &File) -> Result<String, String> {
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.ok_or_else(|| "The file cannot be read: the browser could not open it. Is it still there?".to_owned())
}
