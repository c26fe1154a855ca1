//! Text, the positions in it, and the edits that change it.
//!
//! Invariant: nothing here knows Markdown or the browser.
//! Every Rust offset is in bytes (`byte_…`); CodeMirror's are in UTF-16 units (`utf16_…`), and [`Source`] is the only
//! converter. Text in memory breaks its lines with `\n` alone; [`file`] keeps the line breaks of the file.

mod controls;
mod early;
mod edit;
pub mod file;
mod fnv;
mod front_matter;
mod line;
mod metadata;
mod metadata_writing;
pub mod mojibake;
mod page;
mod piece;
mod scripts;
mod sorted;
mod sorting;
mod source;
mod usual;

pub use controls::without_controls;
pub use early::EarlyText;
pub use edit::*;
pub use fnv::fnv_1a;
pub use front_matter::{FrontMatter, FrontMatterKind, front_matter};
pub use line::{line_at, line_start};
pub use metadata::{Field, fields};
pub use metadata_writing::{change_of_value, value_in_one_line};
pub use piece::Piece;
pub use scripts::is_cjk;
pub use sorted::{SortedMap, SortedSet};
pub use sorting::{sort_by_numbers, sort_by_u64, sort_by_word};
pub use source::*;
