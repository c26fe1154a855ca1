//! What a row shows of its segment's label.

use crate::rundown::{Label, Outline};

/// The label of the segment at some place; none for the moment in which a row outlives its segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RowLabel(Option<Label>);

impl RowLabel {
    /// The label at a place, and whether it is another one than before. Copies only then: there may be thousands of
    /// rows, of which a key changes one.
    pub fn follow(before: Option<Self>, outline: &Outline, idx: usize) -> (Self, bool) {
        let label = outline.segments.get(idx).map(|segment| &segment.label);
        match before {
            Some(before) if before.0.as_ref() == label => (before, false),
            _ => (Self(label.cloned()), true),
        }
    }

    pub fn kind(&self) -> &'static str {
        self.0.as_ref().map_or("", |label| label.kind.name())
    }

    /// Empty for a label without one; so is the host.
    pub fn number(&self) -> String {
        let number = self.0.as_ref().and_then(|label| label.number);
        number.map(|number| number.to_string()).unwrap_or_default()
    }

    pub fn host(&self) -> &str {
        self.0.as_ref().and_then(|label| label.host.as_deref()).unwrap_or_default()
    }

    /// A segment without a title is called by its kind.
    pub fn title(&self) -> &str {
        self.0.as_ref().map_or("", Label::title_or_kind)
    }

    pub fn is_untitled(&self) -> bool {
        self.0.as_ref().is_none_or(|label| label.title.is_none())
    }

    /// All of it as one phrase, for those who hear the list: `1. Ann Kites`.
    pub fn spoken(&self) -> String {
        let number = Some(self.number()).filter(|number| !number.is_empty()).map(|number| format!("{number}."));
        let parts = [number.as_deref().unwrap_or_default(), self.host(), self.title()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
