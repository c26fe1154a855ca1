//! Fields of templates that are not done yet: they outlive a reload of the page in this tab.
//!
//! The editor keeps them as long as the page lives, so they are written down when the author leaves the draft or the page.

use super::OpenNotes;
use crate::draft::{Draft, DraftId};
use crate::rundown::OpenFields;
use crate::storage::session;

impl OpenNotes {
    /// Writes down where fields are open in the open draft. O(n) if there are some.
    pub(in crate::state) fn remember_open_fields(&self) {
        let Some(id) = self.saving.open_id() else { return };
        let fields = self.with_editor(|editor| editor.open_fields()).unwrap_or_default();
        let json = (!fields.places.is_empty()).then(|| fields.to_json(&self.text()));
        session::remember(&key(&id), json.as_deref());
    }
}

/// Where fields were open in a draft when this tab left it; none if it has changed.
pub(in crate::state) fn open_fields_of(draft: &Draft) -> OpenFields {
    let json = session::recall(&key(&draft.id));
    json.and_then(|json| OpenFields::from_json(&json, &draft.text)).unwrap_or_default()
}

fn key(id: &DraftId) -> String {
    format!("rundown.fields.{}", id.as_str())
}
