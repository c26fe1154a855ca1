//! What typing can do without: the sanitiser, the converter, and what of CodeMirror is not there at once. They are a file of
//! their own, fetched after the first frame, or as soon as they are needed (`bundle/fetch_later.js`).
//!
//! Invariant: what Rust needs of them is a method of [`EditorTools`], which nobody has before they are there.

use thiserror::Error;
use wasm_bindgen::prelude::*;

use super::ffi;

/// The editor's tools, once they are there.
#[derive(Clone)]
pub struct EditorTools(pub(super) ffi::EditorTools);

/// They cannot be had: without a connection, or because the server has another version by now. Asking again fetches them again;
/// reloading the page brings the other version.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a part of Rundown could not be fetched; try again, or reload the page")]
pub struct EditorToolsError;

impl EditorTools {
    /// None before they are there.
    pub fn now() -> Option<EditorTools> {
        ffi::later_now().map(EditorTools)
    }

    /// Waits until they are there, and fetches them unless they are on their way. Editors tell what came of it: see
    /// [`EditorEvents`](super::EditorEvents).
    pub async fn fetch() -> Result<EditorTools, EditorToolsError> {
        let fetched = ffi::fetch_later().await;
        fetched.map(|part| EditorTools(part.unchecked_into())).map_err(|_| EditorToolsError)
    }
}
