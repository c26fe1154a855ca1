//! What a fix is: as a family suggests it, and as the author is offered it.

use crate::text::{Change, TextEdit};

/// A way to fix a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does: `Close the code block`.
    pub label: String,
    pub edit: TextEdit,
    /// It may be made together with others, without a look at each.
    pub is_safe: bool,
}

/// A fix that a family suggests, in bytes of the blocks that it was shown.
#[derive(Clone, Debug)]
pub(super) struct Suggestion {
    pub label: &'static str,
    pub changes: Vec<Change>,
    pub is_safe: bool,
}

impl Suggestion {
    pub fn safe(label: &'static str, changes: Vec<Change>) -> Suggestion {
        Suggestion { label, changes, is_safe: true }
    }

    /// One that the author must look at.
    pub fn to_review(label: &'static str, changes: Vec<Change>) -> Suggestion {
        Suggestion { label, changes, is_safe: false }
    }
}

/// Something that the fixes of a check may change beside the blanks. All else must stay as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MayChange {
    /// Everything: what was code is text now.
    Everything,
    /// Nothing at all that is shown, down to the HTML.
    SourceAlone,
    /// Asterisks that readers see.
    Asterisks,
    /// Curly quotes, to straight ones.
    Quotes,
    /// Links go.
    FewerLinks,
    /// Links come, and their brackets go.
    MoreLinks,
    /// Links beside each other to one address become one.
    SplitLinks,
    /// The words of links that show an address.
    AddressAsText,
    /// Parameters that track.
    Tracking,
    /// `http:`, to `https:`.
    Scheme,
    /// Which blocks there are.
    Blocks,
    /// How many lines have something on them.
    LineCount,
    /// Labels, which get the titles that they lack.
    Titles,
}
