//! How the author wants the app to look, kept with the drafts.

use leptos::prelude::*;

use super::AppState;
use crate::storage::{Settings, TabMessage, Theme};

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

impl AppState {
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

    /// Shows or hides the drafts: for good where there is room beside the notes, else until something is chosen.
    pub fn toggle_drafts(&self) {
        if has_room_for_panels() {
            self.change_settings(|settings| settings.drafts_shown = !settings.drafts_shown);
        } else {
            self.toggle_pane(Pane::Drafts);
        }
    }

    /// As `toggle_drafts`, for the outline.
    pub fn toggle_outline(&self) {
        if has_room_for_panels() {
            self.change_settings(|settings| settings.outline_shown = !settings.outline_shown);
        } else {
            self.toggle_pane(Pane::Outline);
        }
    }

    /// Shows the outline and what stands below it.
    pub(super) fn show_side_panel(&self) {
        if has_room_for_panels() {
            self.change_settings(|settings| settings.outline_shown = true);
        } else {
            self.pane.set(Pane::Outline);
        }
    }

    fn toggle_pane(&self, pane: Pane) {
        self.pane.update(|shown| *shown = if *shown == pane { Pane::Write } else { pane });
    }

    /// Shows the remote images of the open draft, from now on.
    pub fn allow_images_here(&self) {
        self.document.update_value(|document| {
            if let Some(document) = document {
                document.draft.images_allowed = true;
            }
        });
        self.render_again();
        self.save_soon();
    }

    /// Shows remote images in every draft, from now on.
    pub fn allow_images_always(&self) {
        self.change_settings(|settings| settings.images_always_allowed = true);
        self.render_again();
    }

    /// Asks again before showing remote images; what was allowed for a single draft stays allowed.
    pub fn ask_before_images(&self) {
        self.change_settings(|settings| settings.images_always_allowed = false);
        self.render_again();
    }

    pub(crate) fn change_settings(&self, change: impl FnOnce(&mut Settings)) {
        self.settings.update(change);
        self.settings_due.set_value(true);
        self.keep_settings();
    }

    /// Stores the settings if they have changed. They are no author's work: where they cannot be kept,
    /// the save state of the draft says why, and the next save that works brings them along.
    pub(crate) fn keep_settings(&self) {
        if self.settings_due.get_value() {
            let settings = self.settings.get_untracked();
            let kept = settings.save();
            self.settings_due.set_value(kept.is_err());
            self.tell_tabs(&TabMessage::Settings);
        }
    }
}

/// Whether drafts and outline stand beside the notes: the same width as in `style/layout.css`.
pub(super) fn has_room_for_panels() -> bool {
    let query = window().match_media("(min-width: 1200px)").ok().flatten();
    query.is_none_or(|query| query.matches())
}
