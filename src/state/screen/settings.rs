//! How the author wants the page to look: its panes, the panels beside the notes, the theme. Kept with the drafts.

use leptos::prelude::*;

use super::Screen;
use crate::state::set_if_changed;
use crate::storage::{Settings, Theme};

/// The panes; a narrow screen shows one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    Drafts,
    #[default]
    Write,
    Preview,
    Outline,
}

impl Pane {
    pub const ALL: [Self; 4] = [Self::Drafts, Self::Write, Self::Preview, Self::Outline];

    pub fn label(self) -> &'static str {
        match self {
            Self::Drafts => "Drafts",
            Self::Write => "Write",
            Self::Preview => "Preview",
            Self::Outline => "Outline",
        }
    }

    /// As in `data-pane`, for the style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drafts => "drafts",
            Self::Write => "write",
            Self::Preview => "preview",
            Self::Outline => "outline",
        }
    }
}

impl Screen {
    /// Shows or hides the drafts: for good where there is room beside the notes, else until something is chosen.
    pub fn toggle_drafts(&self) {
        if self.has_room_for_panels() {
            self.change_settings(|settings| settings.drafts_shown = !settings.drafts_shown);
        } else {
            self.toggle_pane(Pane::Drafts);
        }
    }

    /// As [`toggle_drafts`](Self::toggle_drafts), for the outline.
    pub fn toggle_outline(&self) {
        if self.has_room_for_panels() {
            self.change_settings(|settings| settings.outline_shown = !settings.outline_shown);
        } else {
            self.toggle_pane(Pane::Outline);
        }
    }

    /// Shows the list of drafts.
    pub(in crate::state) fn show_drafts(&self) {
        if !self.has_room_for_panels() {
            self.pane.set(Pane::Drafts);
        } else if !self.settings.with_untracked(|settings| settings.drafts_shown) {
            self.toggle_drafts();
        }
    }

    /// Shows the outline and what stands below it.
    pub(in crate::state) fn show_side_panel(&self) {
        if self.has_room_for_panels() {
            self.change_settings(|settings| settings.outline_shown = true);
        } else {
            self.pane.set(Pane::Outline);
        }
    }

    fn toggle_pane(&self, pane: Pane) {
        self.pane.update(|shown| *shown = if *shown == pane { Pane::Write } else { pane });
    }

    /// Whether drafts and outline stand beside the notes: the same width as in `style/layout.css`.
    pub(in crate::state) fn has_room_for_panels(&self) -> bool {
        let query = window().match_media("(min-width: 1200px)").ok().flatten();
        query.is_none_or(|query| query.matches())
    }

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
