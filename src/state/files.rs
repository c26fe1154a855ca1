//! Files that the author gives to the page.

use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// The text of a file that the app itself has written once: in UTF-8.
///
/// # Errors
/// Where the browser cannot read it, as a sentence for the author.
pub(super) async fn text_of(file: &File) -> Result<String, String> {
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.ok_or_else(|| "The file cannot be read: the browser could not open it. Is it still there?".to_owned())
}
