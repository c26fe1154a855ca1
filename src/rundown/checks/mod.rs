//! What is wrong with notes while it is cheap to fix, and how it is fixed.
//!
//! Invariants: a check reads and never writes; no check judges code and quoted code as prose. A keystroke costs the blocks
//! that it touched. A fix that is called safe takes its finding away, brings no other one, and leaves outline and visible
//! text as they are, but for what was wrong.
//!
//! In reading order, each naming only those before it: `lines`, `anatomy` (a piece of notes taken apart), `overview` (the
//! notes as a whole), `suggestion` (what a fix is), `check` (a check as one row, and its findings); the families, each with
//! its rows, what finds them and what fixes them: `fences`, `lists`, `asterisks`, `links`, `addresses`, `images`, `code`,
//! `placeholders`, `encoding` look at one block, `segments`, `numbering` and `hosts` at the outline; `table` (the names of
//! all rows), [`live`](LiveChecks) (what is kept through edits), `promise` and [`fixing`](fix) (from a finding to an edit
//! that keeps everything else). `stepping` goes from one finding to the next.

mod addresses;
mod anatomy;
mod asterisks;
mod check;
mod code;
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
mod overview;
mod placeholders;
mod promise;
mod segments;
mod stepping;
mod suggestion;
mod table;

pub use check::{Check, Finding, Severity};
pub use encoding::BROKEN_ENCODING;
pub use fixing::{fix, fix_all};
pub use live::LiveChecks;
pub use overview::Known;
pub use stepping::{finding_above, finding_below};
pub use suggestion::Fix;

#[cfg(test)]
mod tests;
