//! Text with stops, as a filled-in template has it.

/// A part of a text with stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A place to type in; those with the same name are one.
    Stop {
        /// In small letters.
        name: String,
        /// What stands there until something is typed; the same for all of a name.
        text: String,
    },
    /// Where the cursor ends up.
    Cursor,
}
