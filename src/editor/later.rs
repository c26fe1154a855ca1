//! What typing can do without: the sanitiser, the converter, and what of CodeMirror is not there at once. It is a file of
//! its own, fetched after the first frame, or as soon as it is needed (`bundle/fetch_later.js`).
//!
//! Invariant: what Rust needs of it is a method of [`LaterPart`], which nobody has before it is there.

use thiserror::Error;
use wasm_bindgen::prelude::*;

use super::ffi;

/// That the later part is there, and the way to it.
#[derive(Clone)]
pub struct LaterPart(pub(super) ffi::LaterPart);

/// The later part cannot be had: without a connection, or because the server has another version by now. Asking again
/// fetches it again; reloading the page brings the other version.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("a part of Rundown could not be fetched; try again, or reload the page")]
pub struct LaterPartError;

impl LaterPart {
    /// None before it is there.
    pub fn now() -> Option<LaterPart> {
        ffi::later_now().map(LaterPart)
    }

    /// Waits until it is there, and fetches it unless it is on its way. Editors tell what came of it: see
    /// [`EditorEvents`](super::EditorEvents).
    pub async fn fetch() -> Result<LaterPart, LaterPartError> {
        let fetched = ffi::fetch_later().await;
        fetched.map(|part| LaterPart(part.unchecked_into())).map_err(|_| LaterPartError)
    }
}
