//! The stops of templates in the text: what Tab goes to.

use std::ops::Range;

/// The stops that are still to be filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenStops {
    /// The stop that is being filled in.
    pub stop_idx: usize,
    /// In the order of the stops; those of one stop are filled in together.
    pub places: Vec<StopPlace>,
}

/// One place of a stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopPlace {
    /// Counted in the order of Tab.
    pub stop_idx: usize,
    /// Whether this is where the cursor ends up, and nothing to fill in.
    pub is_end: bool,
    /// Of the text.
    pub bytes: Range<usize>,
}
