//! The Rust side of saving drafts to files on the author's disk (`real_file.js`).

use js_sys::{Array, Error, Promise};
use thiserror::Error;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::draft::DraftId;

/// The file that a draft is saved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RealFile {
    /// Its name without the folder, which the browser does not reveal.
    pub name: String,
    /// Whether it may be written without asking the author.
    pub is_writable: bool,
}

/// Why a file was not written. The texts tell the author what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileError {
    /// Another program has written it since the last save. Only the author knows which text counts.
    #[error("another program has changed it. Choose “Save to a file…” again to overwrite it, or choose another name")]
    ChangedElsewhere,
    /// It was moved or deleted.
    #[error("it was moved or deleted. Choose “Save to a file…” again")]
    Gone,
    /// The browser or the system refuses to write it.
    #[error("the browser is not allowed to write it. Choose “Save to a file…” again")]
    NotAllowed,
    /// The disk is full.
    #[error("the disk is full. Make room on it, or choose a file on another disk")]
    DiskFull,
    /// Another reason.
    #[error("the browser refused ({message}). Choose “Save to a file…” again")]
    Refused {
        /// The browser's message.
        message: String,
    },
}

/// Whether this browser can save to files.
pub fn can_save_to_files() -> bool {
    can_save_to_files_js()
}

/// Asks the author which file a draft is to be saved to. `None` if the author cancels.
///
/// # Errors
/// If the browser refuses.
pub async fn choose_file(draft: &DraftId, suggested_name: &str) -> Result<Option<RealFile>, FileError> {
    let name = awaited(choose_file_js(draft.as_str(), suggested_name)).await?;
    Ok(name.as_string().map(|name| RealFile { name, is_writable: true }))
}

/// The file that a draft is saved to, if there is one.
pub async fn file_of(draft: &DraftId) -> Option<RealFile> {
    let found = awaited(file_of_js(draft.as_str())).await.ok().filter(|found| !found.is_undefined())?;
    let found = Array::from(&found);
    Some(RealFile { name: found.get(0).as_string()?, is_writable: found.get(1).as_bool() == Some(true) })
}

/// Asks the author for permission to write a draft's file. Permission may end when a page closes.
///
/// # Errors
/// If the browser refuses to ask.
pub async fn ask_to_write(draft: &DraftId) -> Result<bool, FileError> {
    Ok(awaited(ask_to_write_js(draft.as_str())).await?.as_bool() == Some(true))
}

/// Writes a draft's file as a whole: other programs see either the old content or the new one.
///
/// # Errors
/// If it is not written. The old content is still there.
pub async fn write_file(draft: &DraftId, bytes: &[u8]) -> Result<(), FileError> {
    awaited(write_file_js(draft.as_str(), bytes)).await.map(drop)
}

/// Stops saving a draft to its file. The file stays as it is.
pub async fn forget_file(draft: &DraftId) {
    // If that fails, the author is asked again at the next visit.
    let _ = awaited(forget_file_js(draft.as_str())).await;
}

async fn awaited(promise: Promise) -> Result<JsValue, FileError> {
    JsFuture::from(promise).await.map_err(|error| refused(&error))
}

fn refused(error: &JsValue) -> FileError {
    let error = error.dyn_ref::<Error>();
    match error.map(|error| String::from(error.name())).as_deref() {
        Some("InvalidModificationError") => FileError::ChangedElsewhere,
        Some("NotFoundError") => FileError::Gone,
        Some("NotAllowedError" | "SecurityError" | "NoModificationAllowedError") => FileError::NotAllowed,
        Some("QuotaExceededError") => FileError::DiskFull,
        _ => FileError::Refused { message: error.map_or_else(String::new, |error| error.to_string().into()) },
    }
}

#[wasm_bindgen(module = "/src/storage/real_file.js")]
extern "C" {
    #[wasm_bindgen(js_name = canSaveToFiles)]
    fn can_save_to_files_js() -> bool;
    #[wasm_bindgen(js_name = chooseFile)]
    fn choose_file_js(draft: &str, suggested_name: &str) -> Promise;
    #[wasm_bindgen(js_name = fileOf)]
    fn file_of_js(draft: &str) -> Promise;
    #[wasm_bindgen(js_name = askToWrite)]
    fn ask_to_write_js(draft: &str) -> Promise;
    #[wasm_bindgen(js_name = writeFile)]
    fn write_file_js(draft: &str, bytes: &[u8]) -> Promise;
    #[wasm_bindgen(js_name = forgetFile)]
    fn forget_file_js(draft: &str) -> Promise;
}
