//! What the editor marks beside the lines and below the words.

use std::ops::Range;

/// A mark with a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Of the text.
    pub bytes: Range<usize>,
    pub kind: MarkerKind,
    /// Shown where somebody points at the mark.
    pub message: String,
}

/// How a mark looks, in the order of `bundle/findings.js`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkerKind {
    Error,
    Warning,
    /// Beside the line alone.
    Info,
}
