//! How much space is used, and whether the browser has promised to keep the data.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

use super::{Store, local};

/// How much space is used, and how much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The bytes on the disk of everything from this page; `None` if the browser does not say.
    pub n_bytes_used: Option<u64>,
    /// The upper limit.
    pub n_bytes_quota: Option<u64>,
    /// The size of local storage, in UTF-16 units.
    pub n_units_local: usize,
    /// Whether the browser keeps the data even if it needs space; `None` if it does not say.
    pub persisted: Option<bool>,
}

impl Usage {
    /// The quota of local storage: keys and values in UTF-16 units, in every current browser.
    pub const N_UNITS_LOCAL_QUOTA: usize = 5 * 1024 * 1024;
}

impl Store {
    /// Asks the browser. O(keys of local storage).
    pub async fn usage(&self) -> Usage {
        let estimate = estimate().await.ok();
        let bytes = |n_bytes: Option<f64>| n_bytes.map(|n_bytes| n_bytes as u64);
        Usage {
            n_bytes_used: bytes(estimate.as_ref().and_then(StorageEstimate::get_usage)),
            n_bytes_quota: bytes(estimate.as_ref().and_then(StorageEstimate::get_quota)),
            n_units_local: local::n_units_used(),
            persisted: answer(StorageManager::persisted).await,
        }
    }
}

/// Asks the browser to keep the data even if it needs space. Some ask the author in turn. `None` if it cannot.
pub async fn ask_to_persist() -> Option<bool> {
    answer(StorageManager::persist).await
}

async fn estimate() -> Result<StorageEstimate, JsValue> {
    let manager = manager().ok_or(JsValue::UNDEFINED)?;
    JsFuture::from(manager.estimate()?).await.map(StorageEstimate::from)
}

async fn answer(ask: fn(&StorageManager) -> Result<js_sys::Promise, JsValue>) -> Option<bool> {
    JsFuture::from(ask(&manager()?).ok()?).await.ok()?.as_bool()
}

/// Only pages from a secure address have one.
fn manager() -> Option<StorageManager> {
    let manager: JsValue = web_sys::window()?.navigator().storage().into();
    (!manager.is_undefined()).then(|| manager.into())
}
