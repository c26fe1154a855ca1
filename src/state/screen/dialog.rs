//! Which dialog is open, and what is to get the focus.

use leptos::prelude::*;

use super::Screen;
use crate::draft::DraftId;
use crate::draft::diff::TextDiff;
use crate::rundown::Template;
use crate::text::TextEdit;

/// A dialog, with what it is about.
#[derive(Clone, Debug)]
pub enum OpenDialog {
    Backup,
    /// The change of the notes that the author is asked about.
    Fix(ProposedFix),
    /// Of a draft.
    History(DraftId),
    /// Keyboard shortcuts and help.
    Keys,
    NewEpisode,
    Palette,
    /// Of the host with this name.
    RenameHost(String),
    ShowProfile,
    Templates(TemplatesShown),
}

/// What of the templates is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatesShown {
    List,
    /// One is being written, a new one or one of the list.
    Editing(Template),
}

/// A change of the notes that the author is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedFix {
    /// What it does, as its button says.
    pub label: String,
    /// From the notes as they are to what they would be.
    pub diff: TextDiff,
    pub(in crate::state) edit: TextEdit,
    /// The notes that it was made for.
    pub(in crate::state) text: String,
}

/// A draft that was to be opened and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unopened {
    pub id: DraftId,
    /// What happened, for the author.
    pub reason: String,
}

/// What a command brings the author to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The name of the open draft, to be changed.
    DraftName,
    /// The search field of the drafts.
    Search,
    /// The browser's own dialog for files to import.
    Files,
    /// The list of findings.
    Findings,
}

impl OpenDialog {
    /// The draft whose history is shown.
    pub fn history(&self) -> Option<DraftId> {
        if let Self::History(id) = self { Some(id.clone()) } else { None }
    }

    /// The host whose new name is asked for.
    pub fn host_to_rename(&self) -> Option<String> {
        if let Self::RenameHost(host) = self { Some(host.clone()) } else { None }
    }

    /// The change that the author is asked about.
    pub fn fix(&self) -> Option<ProposedFix> {
        if let Self::Fix(proposed) = self { Some(proposed.clone()) } else { None }
    }

    /// What of the templates is shown.
    pub fn templates(&self) -> Option<TemplatesShown> {
        if let Self::Templates(shown) = self { Some(shown.clone()) } else { None }
    }

    fn is_same_kind(&self, other: &OpenDialog) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Screen {
    /// Opens a dialog, in place of one of its kind; another one stays open below it.
    pub fn show(&self, dialog: OpenDialog) {
        self.dialogs.update(|dialogs| {
            dialogs.retain(|open| !open.is_same_kind(&dialog));
            dialogs.push(dialog);
        });
    }

    /// Opens a dialog, or closes it if it is open.
    pub(in crate::state) fn toggle(&self, dialog: OpenDialog) {
        match self.dialogs.with_untracked(|dialogs| dialogs.iter().any(|open| open.is_same_kind(&dialog))) {
            true => self.dialogs.update(|dialogs| dialogs.retain(|open| !open.is_same_kind(&dialog))),
            false => self.show(dialog),
        }
    }

    /// Closes the dialogs for which `is_it` holds, if they are open.
    pub fn close(&self, is_it: fn(&OpenDialog) -> bool) {
        if self.dialogs.with_untracked(|dialogs| dialogs.iter().any(is_it)) {
            self.dialogs.update(|dialogs| dialogs.retain(|open| !is_it(open)));
        }
    }

    /// Whether a dialog is open for which `is_it` holds.
    pub fn is_open(&self, is_it: fn(&OpenDialog) -> bool) -> Signal<bool> {
        let dialogs = self.dialogs;
        Signal::derive(move || dialogs.with(|dialogs| dialogs.iter().any(is_it)))
    }

    /// What `of` finds in the dialogs that are open. Tracks them.
    pub fn of_dialog<T>(&self, of: fn(&OpenDialog) -> Option<T>) -> Option<T> {
        self.dialogs.with(|dialogs| dialogs.iter().find_map(of))
    }

    /// A window has closed that is to stay open: it opens again.
    pub fn open_again(&self) {
        self.dialogs.update(|_| ());
    }

    /// Brings the author somewhere, as soon as it is on the page.
    pub fn want(&self, wanted: Wanted) {
        self.wanted.set(Some(wanted));
    }

    /// Whether the author is to be brought here: once. Tracks it.
    pub fn take_wanted(&self, here: Wanted) -> bool {
        let is_wanted = self.wanted.get() == Some(here);
        if is_wanted {
            self.wanted.update_untracked(|wanted| *wanted = None);
        }
        is_wanted
    }
}
