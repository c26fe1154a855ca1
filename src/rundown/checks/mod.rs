//! What is wrong with notes while it is cheap to fix, and how it is fixed.
//!
//! Invariants: a check reads and never writes; no check judges code and quoted code as prose. A keystroke costs the blocks
//! that it touched. A fix that is called safe takes its finding away, brings no other one, and leaves outline and visible
//! text as they are, but for what was wrong.
//!
//! In reading order, each naming only those before it: `lines`, `anatomy` (a piece of notes taken apart), `check` (a check as
//! one row, what it looks at, its findings and their fixes), `sponsors` (whose links stay as they are) and `convention` (which
//! segments are judged by the others); the families, each with its rows, what finds them and what fixes
//! them: `fences`, `lists`, `asterisks`, `links`, `addresses`, `images`, `placeholders`, `chapters`, `encoding` look at one block,
//! `segments`, `numbering`, `hosts` and `repeated` at the whole; `table` (the names of all rows), [`live`](LiveChecks) (what is kept
//! through edits, and the way from one finding to the next), `promise` and [`fixing`](fix) (from a finding to an edit that
//! keeps everything else).

mod addresses;
mod anatomy;
mod asterisks;
mod chapters;
mod check;
mod convention;
mod encoding;
mod fences;
mod fixing;
mod hosts;
mod images;
mod lines;
mod links;
mod lists;
mod live;
mod numbering;
mod placeholders;
mod promise;
mod repeated;
mod segments;
mod sponsors;
mod table;

pub use check::{Check, Finding, Fix, Known, Severity};
pub use encoding::BROKEN_ENCODING;
pub use fixing::{fix, fix_all};
pub use live::{LiveChecks, finding_above, finding_below};

#[cfg(test)]
mod tests;
