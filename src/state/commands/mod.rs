//! The commands that a key, a button, a menu or the palette sets off: one table for all of them.
//!
//! Invariant: whatever has a key is in the table, and so in the palette and in the list of keys.

mod keys;
mod table;

use leptos::prelude::*;

pub use self::keys::{KeyBinding, key_bindings};
use self::table::{Row, TABLE};
use super::{AppState, Direction, ExportFormat};
use crate::draft::DraftId;
use crate::draft::versions::VersionCause;
use crate::editor::EditorHandle;
use crate::markdown::commands as formatting;
use crate::text::{Selection, TextEdit};

/// Something the author can have done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Bold,
    Italic,
    Strikethrough,
    Code,
    Link,
    Heading,
    BulletList,
    NumberedList,
    Quote,
    Undo,
    Redo,
    Find,
    PastePlain,
    RepairEncoding,
    InsertTemplate,
    SaveAsTemplate,
    ManageTemplates,
    NextTopic,
    MoveSegmentUp,
    MoveSegmentDown,
    DuplicateSegment,
    SelectSegment,
    DeleteSegment,
    FoldSegment,
    FoldAll,
    UnfoldAll,
    Renumber,
    RenameHost,
    NextFinding,
    PreviousFinding,
    FixHere,
    IgnoreHere,
    FixAll,
    NewEpisode,
    NewDraft,
    ShowProfile,
    SearchDrafts,
    RenameDraft,
    DuplicateDraft,
    DeleteDraft,
    ShowHistory,
    Save,
    Import,
    ExportMarkdown,
    ExportHtml,
    ExportOutline,
    CopyMarkdown,
    CopyRichText,
    SaveToFile,
    BackUp,
    ShowPalette,
    ShowChecks,
    OnlyThisSegment,
    ToggleDrafts,
    ToggleOutline,
    NextTheme,
    ShowKeys,
}

/// What a command is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Text,
    Segments,
    Checks,
    Drafts,
    View,
}

impl Group {
    pub const ALL: [Self; 5] = [Self::Text, Self::Segments, Self::Checks, Self::Drafts, Self::View];

    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Segments => "Segments",
            Self::Checks => "Checks",
            Self::Drafts => "Drafts",
            Self::View => "View",
        }
    }
}

/// What the editor says before it replaces all that was found.
const BEFORE_REPLACING_ALL: &str = "before-replace-all";

/// A command on the text: a pure function from it and the selection to an edit.
type Formatting = fn(&str, &Selection) -> TextEdit;

impl Command {
    /// Every command, in the order of the lists that show them.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.command)
    }

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.command == self).expect("every command is in the table")
    }

    pub fn label(self) -> &'static str {
        self.row().label
    }

    pub fn group(self) -> Group {
        self.row().group
    }

    fn labelled(label: &str) -> Option<Self> {
        Self::all().find(|command| command.label() == label)
    }

    /// Whether there is nothing for it to be done to while no draft is open.
    fn needs_draft(self) -> bool {
        use Command::*;
        let needs_none = [
            ManageTemplates,
            NewEpisode,
            NewDraft,
            ShowProfile,
            SearchDrafts,
            Import,
            BackUp,
            ShowPalette,
            ToggleDrafts,
            NextTheme,
            ShowKeys,
        ];
        !needs_none.contains(&self)
    }
}

impl AppState {
    pub(crate) fn run_by_label(&self, label: &str) {
        match Command::labelled(label) {
            Some(command) => self.run(command),
            None if label == BEFORE_REPLACING_ALL => {
                self.keep_version(VersionCause::Before("replacing all that was found".to_owned()));
            }
            None => self.insert_typed_template(label),
        }
    }

    /// Whether a command has something to be done to.
    pub fn can_run(&self, command: Command) -> bool {
        let is_open = self.open.with_untracked(Option::is_some);
        match command {
            Command::SaveToFile => is_open && self.can_save_to_files(),
            Command::Undo => self.can_undo.get_untracked(),
            Command::Redo => self.can_redo.get_untracked(),
            command => is_open || !command.needs_draft(),
        }
    }

    pub fn run(&self, command: Command) {
        match command {
            Command::Bold => self.format(formatting::toggle_bold),
            Command::Italic => self.format(formatting::toggle_italic),
            Command::Strikethrough => self.format(formatting::toggle_strikethrough),
            Command::Code => self.format(formatting::toggle_code),
            Command::Link => self.format(formatting::insert_link),
            Command::Heading => self.format(|text, selection| formatting::toggle_heading(text, selection, 2)),
            Command::BulletList => self.format(formatting::toggle_bullet_list),
            Command::NumberedList => self.format(formatting::toggle_numbered_list),
            Command::Quote => self.format(formatting::toggle_quote),
            Command::Undo => self.in_editor(EditorHandle::undo),
            Command::Redo => self.in_editor(EditorHandle::redo),
            Command::Find => self.in_editor(EditorHandle::find),
            Command::PastePlain => self.paste_as_plain_text(),
            Command::RepairEncoding => self.repair_encoding(),
            command => match command.group() {
                Group::Text | Group::Segments => self.run_on_segments(command),
                Group::Checks => self.run_on_findings(command),
                Group::Drafts => self.run_on_drafts(command),
                Group::View => self.run_on_view(command),
            },
        }
    }

    fn run_on_segments(&self, command: Command) {
        match command {
            Command::InsertTemplate => self.template_menu_open.set(true),
            Command::SaveAsTemplate => self.save_selection_as_template(),
            Command::ManageTemplates => self.show_templates(),
            Command::NextTopic => self.insert_next_topic(),
            Command::MoveSegmentUp => self.move_current_segment(Direction::Up),
            Command::MoveSegmentDown => self.move_current_segment(Direction::Down),
            Command::DuplicateSegment => self.with_current_segment("duplicate", Self::duplicate_segment),
            Command::SelectSegment => self.with_current_segment("select", Self::select_segment),
            Command::DeleteSegment => self.with_current_segment("delete", Self::delete_segment),
            Command::FoldSegment => self.toggle_fold_of_current(),
            Command::FoldAll => self.fold_all(),
            Command::UnfoldAll => self.unfold_all(),
            Command::Renumber => self.renumber(),
            Command::RenameHost => self.ask_to_rename_host(),
            _ => {}
        }
    }

    fn run_on_findings(&self, command: Command) {
        match command {
            Command::NextFinding => self.step_to_finding(Direction::Down),
            Command::PreviousFinding => self.step_to_finding(Direction::Up),
            Command::FixHere => self.propose_fix_here(),
            Command::IgnoreHere => self.ignore_finding_here(),
            Command::FixAll => self.propose_safe_fixes(),
            Command::ShowChecks => self.show_checks(),
            _ => {}
        }
    }

    fn run_on_drafts(&self, command: Command) {
        match command {
            Command::NewEpisode => self.new_episode_shown.set(true),
            Command::NewDraft => self.new_draft(),
            Command::ShowProfile => self.show_profile_shown.set(true),
            Command::SearchDrafts => self.search_drafts(),
            Command::RenameDraft => self.with_open_draft(Self::start_renaming),
            Command::DuplicateDraft => self.with_open_draft(Self::duplicate_draft),
            Command::DeleteDraft => self.with_open_draft(Self::delete_draft),
            Command::ShowHistory => self.show_history(),
            Command::Save => self.save_and_tell(),
            Command::Import => self.import_wanted.update(|n_wanted| *n_wanted += 1),
            Command::ExportMarkdown => self.export(ExportFormat::Markdown),
            Command::ExportHtml => self.export(ExportFormat::Html),
            Command::ExportOutline => self.export(ExportFormat::Outline),
            Command::CopyMarkdown => self.copy_markdown(),
            Command::CopyRichText => self.copy_rich_text(),
            Command::SaveToFile => self.save_to_file(),
            Command::BackUp => self.backup_shown.set(true),
            _ => {}
        }
    }

    fn run_on_view(&self, command: Command) {
        match command {
            Command::ShowPalette => self.palette_shown.update(|is_shown| *is_shown = !*is_shown),
            Command::OnlyThisSegment => self.toggle_only_current(),
            Command::ToggleDrafts => self.toggle_drafts(),
            Command::ToggleOutline => self.toggle_outline(),
            Command::NextTheme => self.next_theme(),
            Command::ShowKeys => self.keys_shown.set(true),
            _ => {}
        }
    }

    fn with_open_draft(&self, run: fn(&Self, &DraftId)) {
        if let Some(id) = self.open_id() {
            run(self, &id);
        }
    }

    /// `doing`: what is done to it, as a verb.
    fn with_current_segment(&self, doing: &str, run: fn(&Self, usize)) {
        match untrack(|| self.current_segment()) {
            Some(idx) => run(self, idx),
            None => self.tell(format!("The cursor is above the first segment, so there is nothing to {doing}.")),
        }
    }

    fn in_editor(&self, command: fn(&EditorHandle)) {
        self.with_editor(command);
    }

    fn format(&self, formatting: Formatting) {
        self.with_editor(|editor| {
            let selection = editor.selection();
            let edit = editor.with_source(|source| formatting(source.as_str(), &selection));
            editor.apply(&edit);
            editor.focus();
        });
    }
}
