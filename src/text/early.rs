//! What is written before the program is here; `draft/early.rs` makes a change of it.

/// What was written in the editor that stands before the program is here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlyText {
    /// The id of the draft that was shown.
    pub draft_id: String,
    /// Its text as it was shown: as local storage has it, or empty.
    pub shown: String,
    pub written: String,
    /// Where the cursor is in what was written.
    pub byte_cursor: usize,
}
