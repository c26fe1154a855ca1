//! What is wrong with notes while it is cheap to mend, and how it is mended.
//!
//! Invariants: a check reads and never writes; code and quoted code are no prose, so nothing in them is debris.
//! A keystroke costs the blocks that it touched. A fix that is called safe takes its finding away, brings no other one,
//! and leaves outline and visible text as they are, but for what was wrong.
//!
//! In reading order: [`check`](Check) (the table of all checks), [`finding`](Finding), `anatomy` (a piece of notes taken
//! apart), [`live`](LiveChecks) (what is kept through edits), then the families, each with its finding and mending:
//! `fences`, `asterisks`, `numbering`, `segments`; [`mending`](fix) (from a finding to an edit that keeps its promises).
//!
//! | Check | Example |
//! |---|---|
//! | `fence-swallows` | a label, or items with links, between two ` ``` ` |
//! | `unclosed-fence` | ` ``` ` with nothing but code below, to the end of the notes |
//! | `literal-asterisks` | `**Kites **fly` |
//! | `numbering` | `Ann #1`, `Ben #2`, `Ann #4`; `Ann #:` |
//! | `segment-without-link` | `Ann #3: Kites`, where the other topics have links |

mod anatomy;
mod asterisks;
mod check;
mod fences;
mod finding;
mod live;
mod mending;
mod numbering;
mod segments;

pub use check::{Check, Weight};
pub use finding::Finding;
pub use live::{Known, LiveChecks};
pub use mending::{Fix, fix, fix_all};

#[cfg(test)]
mod tests;
