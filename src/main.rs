//! Starts the app in the page that loads it.

fn main() {
    rundown::storage::guard::set_panic_hook();
    if let Some(starting) = leptos::prelude::document().get_element_by_id("starting") {
        starting.remove();
    }
    leptos::mount::mount_to_body(rundown::ui::App);
}
