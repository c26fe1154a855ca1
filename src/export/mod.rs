//! What leaves the app: names of files, the outline as JSON, a page of HTML. The notes themselves are exported
//! unchanged.
//!
//! Invariant: nothing here changes the notes. Nothing here sanitises HTML either: the HTML it gets must be safe
//! already.

mod file_name;
mod links;
mod outline_json;
mod page;

pub use file_name::file_name;
pub use links::{with_outer_links, with_own_links};
pub use outline_json::outline_json;
pub use page::{html_page, in_own_direction};
