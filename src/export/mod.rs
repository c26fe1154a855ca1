//! What leaves the app: names of files, the outline as JSON, a page of HTML. The notes themselves leave as they are.
//!
//! Invariant: nothing here changes the notes, and nothing here makes HTML safe: it takes HTML that is safe already.

mod file_name;
mod outline_json;
mod page;

pub use file_name::file_name;
pub use outline_json::outline_json;
pub use page::{Images, html_page};
