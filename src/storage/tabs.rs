//! Communication with the other tabs that have the app open.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::draft::DraftId;

/// A message to the other tabs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TabMessage {
    /// Drafts were stored, deleted or restored: their names.
    Stored(Vec<String>),
    /// A tab has opened another draft.
    Opened,
    /// The kept value with this name was changed.
    Kept(String),
}

/// The tabs that have the app open, including this one. Clones share their state.
#[derive(Clone)]
pub struct Tabs {
    js: Rc<TabsJs>,
    _on_message: Rc<Closure<dyn Fn(String)>>,
}

#[wasm_bindgen(module = "/src/storage/tabs.js")]
extern "C" {
    #[wasm_bindgen(js_name = Tabs)]
    type TabsJs;
    #[wasm_bindgen(constructor, js_class = "Tabs")]
    fn new(on_message: &Closure<dyn Fn(String)>) -> TabsJs;
    #[wasm_bindgen(method, js_class = "Tabs")]
    fn tell(this: &TabsJs, message: &str);
    #[wasm_bindgen(method, js_class = "Tabs")]
    fn hold(this: &TabsJs, name: &str) -> js_sys::Promise;
    #[wasm_bindgen(method, js_class = "Tabs")]
    fn count(this: &TabsJs, name: &str) -> js_sys::Promise;
}

impl Tabs {
    /// Listens to the other tabs. A message is not trusted: it only says what to read again.
    pub fn listen(on_message: impl Fn(TabMessage) + 'static) -> Tabs {
        let on_message = Closure::new(move |message: String| {
            if let Ok(message) = serde_json::from_str(&message) {
                on_message(message);
            }
        });
        Tabs { js: Rc::new(TabsJs::new(&on_message)), _on_message: Rc::new(on_message) }
    }

    /// Sends a message to all other tabs.
    pub fn tell(&self, message: &TabMessage) {
        self.js.tell(&serde_json::to_string(message).expect("names have a JSON form"));
    }

    /// Takes the lock of the draft that this tab has open, releases the one before, and tells the others.
    pub async fn hold(&self, draft: Option<&DraftId>) {
        let held = self.js.hold(&draft.map(lock_name).unwrap_or_default());
        // The promise resolves whether the lock was given or not: without it, other tabs only fail to mention this one.
        let _ = JsFuture::from(held).await;
        self.tell(&TabMessage::Opened);
    }

    /// Whether another tab has a draft open; false if the browser cannot say.
    pub async fn is_open_elsewhere(&self, draft: &DraftId) -> bool {
        let count = JsFuture::from(self.js.count(&lock_name(draft))).await;
        count.ok().and_then(|count| count.as_f64()).unwrap_or_default() > 1.0
    }
}

fn lock_name(draft: &DraftId) -> String {
    format!("rundown.draft.{draft}")
}
