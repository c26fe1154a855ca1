//! What can be done with the segment of a row, by its menu and by keys.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::view::OutlineView;
use crate::state::{OpenDialog, Pane, key_of};

/// One thing to do with a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowCommand {
    GoTo,
    Select,
    MoveUp,
    MoveDown,
    Duplicate,
    /// Folds what is unfolded, and the other way round.
    ToggleFold,
    Fold,
    Unfold,
    /// Shows nothing else in the preview, or everything again.
    OnlyThis,
    RenameHost,
    /// Makes a template of it.
    SaveAsTemplate,
    Delete,
    /// Puts the focus on another row.
    Focus(Step),
    OpenMenu,
}

/// A way from one row to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Previous,
    Next,
    First,
    Last,
}

/// The keys that were held beside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Nothing,
    Shift,
    Alt,
    Other,
}

impl Held {
    fn of(event: &KeyboardEvent) -> Self {
        match (event.shift_key(), event.alt_key(), event.ctrl_key() || event.meta_key()) {
            (false, false, false) => Self::Nothing,
            (true, false, false) => Self::Shift,
            (false, true, false) => Self::Alt,
            _ => Self::Other,
        }
    }
}

impl RowCommand {
    /// In the order of the menu.
    const IN_MENU: [Self; 10] = [
        Self::GoTo,
        Self::Select,
        Self::MoveUp,
        Self::MoveDown,
        Self::Duplicate,
        Self::ToggleFold,
        Self::OnlyThis,
        Self::RenameHost,
        Self::SaveAsTemplate,
        Self::Delete,
    ];

    /// What a key on a row's title does; Enter is a click, as on any button.
    pub fn of_key(key: &str, held: Held) -> Option<Self> {
        let command = match (key, held) {
            ("ArrowUp", Held::Nothing) => Self::Focus(Step::Previous),
            ("ArrowDown", Held::Nothing) => Self::Focus(Step::Next),
            ("Home", Held::Nothing) => Self::Focus(Step::First),
            ("End", Held::Nothing) => Self::Focus(Step::Last),
            ("ArrowUp", Held::Alt) => Self::MoveUp,
            ("ArrowDown", Held::Alt) => Self::MoveDown,
            ("ArrowLeft", Held::Nothing) => Self::Fold,
            ("ArrowRight", Held::Nothing) => Self::Unfold,
            (" ", Held::Nothing) => Self::ToggleFold,
            ("Delete", Held::Nothing) => Self::Delete,
            ("F2", Held::Nothing) => Self::RenameHost,
            ("ContextMenu", Held::Nothing) | ("F10", Held::Shift) => Self::OpenMenu,
            _ => return None,
        };
        Some(command)
    }

    /// The commands of a row's menu: those that its segment allows.
    pub fn in_menu(view: OutlineView, idx: usize) -> Vec<Self> {
        let is_possible = |command: &Self| match command {
            Self::MoveUp => idx > 0,
            Self::MoveDown => idx + 1 < view.n_rows(),
            Self::RenameHost => host_of(view, idx).is_some(),
            _ => true,
        };
        Self::IN_MENU.into_iter().filter(is_possible).collect()
    }

    pub fn label(self, view: OutlineView, idx: usize) -> String {
        let label = match self {
            Self::GoTo => "Go to",
            Self::Select => "Select",
            Self::MoveUp => "Move up",
            Self::MoveDown => "Move down",
            Self::Duplicate => "Duplicate",
            Self::ToggleFold if is_folded(view, idx) => "Unfold",
            Self::ToggleFold | Self::Fold => "Fold",
            Self::Unfold => "Unfold",
            Self::OnlyThis if is_alone(view, idx) => "All segments",
            Self::OnlyThis => "Only this segment",
            Self::RenameHost => return format!("Rename {}…", host_of(view, idx).unwrap_or_default()),
            Self::SaveAsTemplate => "Make a template of it…",
            Self::Delete => "Delete",
            Self::Focus(_) | Self::OpenMenu => "",
        };
        label.to_owned()
    }

    /// Its key, where the menu tells it.
    pub fn shown_key(self) -> &'static str {
        match self {
            Self::GoTo => "Enter",
            Self::MoveUp => "Alt+↑",
            Self::MoveDown => "Alt+↓",
            Self::ToggleFold => "Space",
            Self::RenameHost => "F2",
            Self::Delete => "Delete",
            _ => "",
        }
    }

    pub fn run(self, view: OutlineView, idx: usize) {
        let app = view.app;
        match self {
            Self::GoTo => view.go_to(idx),
            Self::Select => app.notes.select_segment(idx),
            Self::MoveUp => view.move_row(idx, idx.saturating_sub(1)),
            Self::MoveDown => view.move_row(idx, idx + 1),
            Self::Duplicate => {
                app.notes.duplicate_segment(idx);
                view.focus_row_when_drawn(idx + 1);
            }
            Self::ToggleFold => app.notes.toggle_fold(idx),
            Self::Fold if !is_folded(view, idx) => app.notes.toggle_fold(idx),
            Self::Unfold if is_folded(view, idx) => app.notes.toggle_fold(idx),
            Self::Fold | Self::Unfold => {}
            Self::OnlyThis if is_alone(view, idx) => app.notes.only_current.set(false),
            Self::OnlyThis => view.show_only(idx),
            Self::RenameHost => {
                host_of(view, idx).into_iter().for_each(|host| app.screen.show(OpenDialog::RenameHost(host)))
            }
            Self::SaveAsTemplate => app.notes.save_segment_as_template(idx),
            Self::Delete => {
                app.notes.delete_segment(idx);
                view.focus_row(idx);
            }
            Self::Focus(step) => view.focus_step(idx, step),
            Self::OpenMenu => view.menu_of.set(Some(idx)),
        }
    }
}

impl OutlineView {
    pub fn go_to(&self, idx: usize) {
        let line =
            self.app.notes.outline.with_untracked(|outline| outline.segments.get(idx).map(|segment| segment.line));
        if let Some(line) = line {
            self.app.notes.go_to_line(line);
        }
    }

    /// Shows nothing else in the preview, and on a narrow screen the preview.
    fn show_only(&self, idx: usize) {
        self.app.notes.only_current.set(true);
        self.go_to(idx);
        self.app.screen.pane.set(Pane::Preview);
    }

    fn focus_step(&self, idx: usize, step: Step) {
        match step {
            Step::Previous => self.focus_row(idx.saturating_sub(1)),
            Step::Next => self.focus_row(idx + 1),
            Step::First => self.focus_row(0),
            Step::Last => self.focus_row(usize::MAX),
        }
    }
}

/// The keys on the title of a row.
pub(super) fn on_row_key(event: &KeyboardEvent, view: OutlineView, idx: usize) {
    if let Some(command) = RowCommand::of_key(&key_of(event), Held::of(event)) {
        event.prevent_default();
        event.stop_propagation();
        command.run(view, idx);
    }
}

fn host_of(view: OutlineView, idx: usize) -> Option<String> {
    view.app.notes.outline.with_untracked(|outline| outline.segments.get(idx)?.label.host.clone())
}

fn is_folded(view: OutlineView, idx: usize) -> bool {
    view.app.notes.folded.with_untracked(|folded| folded.contains(&idx))
}

/// Whether the preview shows this segment alone.
fn is_alone(view: OutlineView, idx: usize) -> bool {
    let current = untrack(|| view.app.notes.current_segment());
    view.app.notes.only_current.get_untracked() && current == Some(idx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_held_tell_moving_a_row_from_going_to_another() {
        assert_eq!(RowCommand::of_key("ArrowUp", Held::Nothing), Some(RowCommand::Focus(Step::Previous)));
        assert_eq!(RowCommand::of_key("ArrowUp", Held::Alt), Some(RowCommand::MoveUp));
        assert_eq!(RowCommand::of_key("ArrowUp", Held::Other), None);
    }

    #[test]
    fn keys_of_the_page_and_of_buttons_are_left_alone() {
        for (key, held) in [("Enter", Held::Nothing), ("Tab", Held::Shift), ("d", Held::Other), ("F10", Held::Nothing)]
        {
            assert_eq!(RowCommand::of_key(key, held), None, "{key}");
        }
    }
}
