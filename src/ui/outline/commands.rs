//! What can be done with the segment of a row, by its menu and by keys.

use leptos::prelude::*;

use super::view::OutlineView;
use crate::state::{Direction, OpenDialog, Pane};
use crate::ui::parts::list::{RowCommand, ShownKeys, label, shown_keys};

/// The segment of a row.
#[derive(Clone, Copy)]
pub(super) struct ListedSegment {
    pub view: OutlineView,
    pub idx: usize,
}

const FOLD: &str = "Fold and unfold it";

/// In the order of the menu.
pub(super) const COMMANDS: [RowCommand<ListedSegment>; 13] = [
    RowCommand::new(&["Enter"], "Go there in the notes", |_| label("Go to"), |it| it.view.go_to(it.idx)),
    RowCommand::in_menu(|_| label("Select"), |it| it.view.app.notes.select_segment(it.idx)),
    RowCommand::new(
        &["Alt-ArrowUp"],
        "Move it",
        |it| label("Move up").filter(|_| it.landing(Direction::Up).is_some()),
        |it| it.move_to(Direction::Up),
    ),
    RowCommand::new(
        &["Alt-ArrowDown"],
        "Move it",
        |it| label("Move down").filter(|_| it.landing(Direction::Down).is_some()),
        |it| it.move_to(Direction::Down),
    ),
    RowCommand::in_menu(|_| label("Duplicate"), ListedSegment::duplicate),
    RowCommand::new(
        &["Space"],
        FOLD,
        |it| label(if it.is_folded() { "Unfold" } else { "Fold" }),
        |it| it.view.app.notes.toggle_fold(it.idx),
    ),
    RowCommand::by_keys(&["ArrowLeft"], FOLD, |it| it.set_folded(true)),
    RowCommand::by_keys(&["ArrowRight"], FOLD, |it| it.set_folded(false)),
    RowCommand::in_menu(
        |it| label(if it.is_alone() { "All segments" } else { "Only this segment" }),
        ListedSegment::toggle_alone,
    ),
    RowCommand::new(
        &["F2"],
        "Rename its host",
        |it| it.host().map(|host| format!("Rename {host}…")),
        |it| it.host().into_iter().for_each(|host| it.view.app.screen.show(OpenDialog::RenameHost(host))),
    ),
    RowCommand::in_menu(|_| label("Make a template of it…"), |it| it.view.app.notes.save_segment_as_template(it.idx)),
    RowCommand::new(&["Delete"], "Delete it", |_| label("Delete"), ListedSegment::delete),
    RowCommand::by_keys(&["Shift-F10", "ContextMenu"], "More", |it| it.view.open_menu(it.idx)),
];

/// The keys on a segment.
pub fn segment_keys() -> Vec<ShownKeys> {
    shown_keys(&COMMANDS)
}

impl ListedSegment {
    fn landing(&self, direction: Direction) -> Option<usize> {
        self.view.app.notes.next_landing(self.idx, self.idx, direction)
    }

    fn move_to(&self, direction: Direction) {
        if let Some(idx_to) = self.landing(direction) {
            self.view.move_row(self.idx, idx_to);
        }
    }

    fn duplicate(&self) {
        let copy_idx = self.view.app.notes.end_of_segment(self.idx);
        self.view.app.notes.duplicate_segment(self.idx);
        self.view.focus_row_when_drawn(copy_idx);
    }

    fn delete(&self) {
        self.view.app.notes.delete_segment(self.idx);
        self.view.focus_row(self.idx);
    }

    fn host(&self) -> Option<String> {
        self.view.app.notes.outline.with_untracked(|outline| outline.segments.get(self.idx)?.label.host.clone())
    }

    fn is_folded(&self) -> bool {
        self.view.app.notes.folded.with_untracked(|folded| folded.contains(&self.idx))
    }

    fn set_folded(&self, wanted: bool) {
        if self.is_folded() != wanted {
            self.view.app.notes.toggle_fold(self.idx);
        }
    }

    /// Whether the preview shows this segment alone.
    fn is_alone(&self) -> bool {
        let current = untrack(|| self.view.app.notes.current_segment());
        self.view.app.notes.only_current.get_untracked() && current == Some(self.idx)
    }

    /// Shows nothing else in the preview, and on a narrow screen the preview; or everything again.
    fn toggle_alone(&self) {
        let app = self.view.app;
        if self.is_alone() {
            return app.notes.only_current.set(false);
        }
        app.notes.only_current.set(true);
        self.view.go_to(self.idx);
        app.screen.pane.set(Pane::Preview);
    }
}
