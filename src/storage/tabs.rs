//! The other tabs that have the app open.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::draft::DraftId;

/// What one tab tells the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TabMessage {
    /// Drafts were stored, deleted or brought back: their names.
    Stored(Vec<String>),
    /// Which drafts are open where has changed.
    Opened,
    /// What is kept under a name was changed.
    Kept(String),
}

/// The tabs that have the app open, this one among them. Clones are the same.
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
    /// Listens to the other tabs. What they tell is not believed: it only says where to look.
    pub fn listen(on_message: impl Fn(TabMessage) + 'static) -> Tabs {
        let on_message = Closure::new(move |message: String| {
            if let Ok(message) = serde_json::from_str(&message) {
                on_message(message);
            }
        });
        Tabs { js: Rc::new(TabsJs::new(&on_message)), _on_message: Rc::new(on_message) }
    }

    /// Tells all other tabs.
    pub fn tell(&self, message: &TabMessage) {
        self.js.tell(&serde_json::to_string(message).expect("names have a JSON form"));
    }

    /// Says which draft this tab has open, in place of the one before, and tells the others that it has changed.
    pub async fn hold(&self, draft: Option<&DraftId>) {
        let held = self.js.hold(&draft.map(lock_name).unwrap_or_default());
        // Fulfilled whether the lock was given or not: without it, other tabs only fail to mention this one.
        let _ = JsFuture::from(held).await;
        self.tell(&TabMessage::Opened);
    }

    /// Whether another tab has a draft open; not, where the browser cannot say.
    pub async fn have_elsewhere(&self, draft: &DraftId) -> bool {
        let count = JsFuture::from(self.js.count(&lock_name(draft))).await;
        count.ok().and_then(|count| count.as_f64()).unwrap_or_default() > 1.0
    }
}

fn lock_name(draft: &DraftId) -> String {
    format!("rundown.draft.{draft}")
}
