//! Starts the app in the page that loads it, and says where its late part begins.

use std::pin::Pin;

use leptos::mount::mount_to_body;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use rundown::state::late::LatePart;
use rundown::ui;

/// Where the late part begins: this function, and what it alone calls, become a file of their own.
#[wasm_split(late, wasm_split_path = leptos::wasm_split, fallible)]
fn late_part() -> Result<&'static LatePart, SplitLoaderError> {
    Ok(&ui::LATE_PART)
}

fn fetch_late_part() -> Pin<Box<dyn Future<Output = Option<&'static LatePart>>>> {
    Box::pin(async { late_part().await.ok() })
}

fn main() {
    rundown::storage::guard::set_panic_hook();
    mount_to_body(|| ui::start(fetch_late_part));
}
