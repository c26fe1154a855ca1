//! The guard, which saves the text after this code has crashed; see `guard.js`.

use std::panic;

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/storage/guard.js")]
extern "C" {
    #[wasm_bindgen(js_name = protect)]
    fn protect_js(editor: &JsValue);
    #[wasm_bindgen(js_name = remember)]
    fn remember_js(shell: Option<&str>);
    #[wasm_bindgen(js_name = appCrashed)]
    fn app_crashed(reason: &str);
}

/// Lets the guard take over at the next panic. Must be called first.
pub fn set_panic_hook() {
    panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        app_crashed(&panic.to_string());
    }));
}

/// Tells the guard which editor holds the text.
pub fn protect(editor: &JsValue) {
    protect_js(editor);
}

/// Tells the guard about the open draft without its text: its JSON, with the highest revision used so far.
pub fn remember(shell: Option<&str>) {
    remember_js(shell);
}
