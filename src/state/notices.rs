//! Short messages to the author: what failed and what to do, what was done and how to take it back.

use leptos::prelude::*;

use super::ignoring::Ignoring;
use super::{AppState, Command};
use crate::draft::DraftId;
use crate::editor::Surface;
use crate::rundown::RemovedTemplate;
use crate::storage::Damaged;
use crate::text::{TextEdit, without_controls};

/// One message, shown until it is dismissed or, if it asks for nothing, for a few seconds.
#[derive(Clone, PartialEq)]
pub struct Notice {
    /// Distinguishes notices of the same text, also from those that are gone: a view that is kept by it would show them on.
    pub id: u32,
    pub tone: Tone,
    pub text: String,
    pub action: Option<NoticeAction>,
}

/// How a notice is announced.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done. Announced politely.
    Done,
    /// Something went wrong. Announced at once, and stays.
    Problem,
}

/// What a notice offers.
#[derive(Clone, PartialEq)]
pub enum NoticeAction {
    /// Bring back a deleted draft.
    Undelete(DraftId),
    /// Take back the last edit of the notes.
    UndoEdit,
    /// Bring back a deleted template.
    PutBackTemplate(RemovedTemplate),
    /// Download what could not be read.
    Download(Damaged),
    /// Remove what could not be read and was downloaded.
    Discard(Damaged),
    /// Show how to back up everything.
    BackUp,
    /// Leave the plain text in place of the Markdown that was just pasted.
    PasteAsPlain(TextEdit),
    /// Repair the encoding of the open notes.
    RepairEncoding,
    /// Open the text of a file in an older encoding, with its line endings.
    OpenOlder { file_name: String, text: String },
    /// Show the open notes without anything that takes long.
    OpenAsPlainText,
    /// Take notice again of what the checks were told to leave alone.
    NoticeAgain(Ignoring),
}

impl NoticeAction {
    /// The text of the notice's button.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Undelete(_) => "Restore",
            Self::UndoEdit | Self::PutBackTemplate(_) | Self::NoticeAgain(_) => "Undo",
            Self::Download(_) => "Download",
            Self::Discard(_) => "Remove it here",
            Self::BackUp => "Back up…",
            Self::PasteAsPlain(_) => "Paste as plain text instead",
            Self::RepairEncoding => "Repair the letters",
            Self::OpenOlder { .. } => "Open and convert",
            Self::OpenAsPlainText => "Open as plain text",
        }
    }
}

impl AppState {
    /// Says that something was done.
    pub fn tell(&self, text: impl Into<String>) {
        self.notify(Tone::Done, text.into(), None);
    }

    /// Says that something went wrong, and what to do about it.
    pub fn warn(&self, text: impl Into<String>) {
        self.notify(Tone::Problem, text.into(), None);
    }

    /// Names in the text may be anybody's: nothing in them turns the sentence around.
    pub(crate) fn notify(&self, tone: Tone, text: String, action: Option<NoticeAction>) {
        let text = without_controls(&text).into_owned();
        let id = self.n_notices.get_value();
        self.n_notices.set_value(id + 1);
        self.notices.update(|notices| notices.push(Notice { id, tone, text, action }));
    }

    /// The notes have changed: what a notice would undo is not the last edit any more.
    pub(crate) fn withdraw_undo(&self) {
        self.withdraw_notices(|action| matches!(action, NoticeAction::UndoEdit | NoticeAction::PasteAsPlain(_)));
    }

    /// Other notes are open: nothing is offered any more that is about the ones before.
    pub(super) fn withdraw_what_is_about_notes(&self) {
        self.withdraw_undo();
        self.withdraw_repair();
        self.withdraw_notices(|action| *action == NoticeAction::OpenAsPlainText);
    }

    pub(super) fn withdraw_repair(&self) {
        self.withdraw_notices(|action| *action == NoticeAction::RepairEncoding);
    }

    /// Whether the author is offered to repair the open notes.
    pub(super) fn offers_repair(&self) -> bool {
        let is_offer = |notice: &Notice| notice.action == Some(NoticeAction::RepairEncoding);
        self.notices.with_untracked(|notices| notices.iter().any(is_offer))
    }

    pub(super) fn withdraw_notices(&self, is_over: impl Fn(&NoticeAction) -> bool) {
        let is_over = |notice: &Notice| notice.action.as_ref().is_some_and(&is_over);
        if self.notices.with_untracked(|notices| notices.iter().any(is_over)) {
            self.notices.update(|notices| notices.retain(|notice| !is_over(notice)));
        }
    }

    pub fn dismiss(&self, id: u32) {
        self.notices.update(|notices| notices.retain(|notice| notice.id != id));
    }

    pub fn dismiss_all(&self) {
        self.notices.set(Vec::new());
    }

    fn download_damaged(&self, damaged: &Damaged) {
        let file_name = format!("{}.txt", damaged.key.replace('/', "-"));
        self.download(&file_name, "text/plain", damaged.raw.as_bytes());
        if damaged.is_removable() {
            let text = "What could not be read was downloaded. It is still kept in the browser as well.".to_owned();
            self.notify(Tone::Done, text, Some(NoticeAction::Discard(damaged.clone())));
        }
    }

    /// Does what the notice offers, and takes it away.
    pub fn act_on(&self, notice: &Notice) {
        match &notice.action {
            Some(NoticeAction::Undelete(id)) => self.undelete_draft(id),
            Some(NoticeAction::UndoEdit) => self.run(Command::Undo),
            Some(NoticeAction::PutBackTemplate(removed)) => self.put_back_template(removed.clone()),
            Some(NoticeAction::Download(damaged)) => self.download_damaged(damaged),
            Some(NoticeAction::Discard(damaged)) => self.discard(damaged.clone()),
            Some(NoticeAction::NoticeAgain(ignoring)) => self.notice_again(ignoring),
            Some(NoticeAction::BackUp) => self.backup_shown.set(true),
            Some(NoticeAction::PasteAsPlain(edit)) => self.undo_conversion(edit),
            Some(NoticeAction::RepairEncoding) => self.repair_encoding(),
            Some(NoticeAction::OpenAsPlainText) => self.open_on(Surface::Plain),
            Some(NoticeAction::OpenOlder { file_name, text }) => self.open_older(file_name, text),
            None => {}
        }
        self.dismiss(notice.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_never_taken_for_one_that_is_gone() {
        let owner = Owner::new();
        owner.set();
        let state = AppState::default();
        let ids = || state.notices.with_untracked(|notices| notices.iter().map(|it| it.id).collect::<Vec<_>>());
        state.notify(Tone::Problem, "Broken.".to_owned(), Some(NoticeAction::RepairEncoding));
        let before = ids();
        state.withdraw_what_is_about_notes();
        assert!(!state.offers_repair());
        state.notify(Tone::Problem, "Broken too.".to_owned(), Some(NoticeAction::RepairEncoding));
        assert_eq!((before.len(), ids().len()), (1, 1));
        assert_ne!(before, ids());
    }

    #[test]
    fn a_name_does_not_turn_a_notice_around() {
        let owner = Owner::new();
        owner.set();
        let state = AppState::default();
        state.warn("“tea \u{202e}dm.exe” was not imported.");
        state.notices.with_untracked(|notices| assert_eq!(notices[0].text, "“tea dm.exe” was not imported."));
    }

    #[test]
    fn what_is_no_longer_broken_is_not_to_be_repaired() {
        let owner = Owner::new();
        owner.set();
        let state = AppState::default();
        state.notify(Tone::Problem, "Broken.".to_owned(), Some(NoticeAction::RepairEncoding));
        state.warn("Something else.");
        state.withdraw_repair_if_done();
        let texts =
            state.notices.with_untracked(|notices| notices.iter().map(|it| it.text.clone()).collect::<Vec<_>>());
        assert_eq!(texts, ["Something else."]);
    }
}
