//! How the author wants the app to look, kept with the drafts.

use leptos::prelude::*;

use super::Screen;
use crate::state::set_if_changed;
use crate::storage::{Settings, Theme};

impl Screen {
    /// System, light, dark, and round again.
    pub fn next_theme(&self) {
        self.change_settings(|settings| {
            settings.theme = match settings.theme {
                Theme::System => Theme::Light,
                Theme::Light => Theme::Dark,
                Theme::Dark => Theme::System,
            };
        });
    }

    /// Whether notes and preview scroll together, from now on.
    pub fn toggle_scroll_sync(&self) {
        self.change_settings(|settings| settings.scroll_sync = !settings.scroll_sync);
    }

    /// Whether notes and preview scroll together. Does not track it.
    pub fn scrolls_together(&self) -> bool {
        self.settings.with_untracked(|settings| settings.scroll_sync)
    }

    pub(crate) fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        self.settings.update(change);
        self.settings_due.set_value(true);
        self.keep_settings();
    }

    /// Stores the settings if they have changed. They are no author's work: where they cannot be kept, the save state of
    /// the draft says why, and the next save that works brings them along.
    pub(in crate::state) fn keep_settings(&self) {
        if self.settings_due.get_value() {
            let kept = self.settings.with_untracked(Settings::save);
            self.settings_due.set_value(kept.is_err());
        }
    }

    /// Another tab has changed the settings: they are those of the tab that changed them last. But each tab has its own draft open.
    pub(in crate::state) fn follow_settings(&self) {
        let open_draft = self.settings.with_untracked(|settings| settings.open_draft.clone());
        let settings = Settings { open_draft, ..Settings::load() };
        set_if_changed(self.settings, settings);
    }
}
