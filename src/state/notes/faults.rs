//! What throws in the editor: said to the author, who loses nothing by it.

use leptos::prelude::*;

use super::OpenNotes;

impl OpenNotes {
    /// Something in the editor threw, and what is named goes missing. Said once, however often it happens.
    pub(in crate::state) fn editor_failed(&self, switched_off: &str) {
        let text = match switched_off {
            "" => "Something in the editor went wrong. Your notes are as you wrote them.".to_owned(),
            parts => format!(
                "Something in the editor went wrong, and it goes on without {parts}. Your notes are as you wrote them; reload the page to have it back."
            ),
        };
        self.check_again();
        if !self.screen.notices.with_untracked(|notices| notices.iter().any(|notice| notice.text == text)) {
            self.screen.warn(text);
        }
    }
}
