//! The commands that a key, a button or a menu sets off: one table for all of them.

use leptos::prelude::*;

use super::{AppState, Direction, ExportFormat};
use crate::draft::versions::VersionCause;
use crate::editor::EditorHandle;
use crate::markdown::commands as formatting;
use crate::text::{Selection, TextEdit};

/// Something the author can have done by a key.
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
    InsertTemplate,
    MoveSegmentUp,
    MoveSegmentDown,
    FoldSegment,
    OnlyThisSegment,
    NewDraft,
    SearchDrafts,
    ShowHistory,
    Save,
    ExportMarkdown,
    ShowKeys,
}

/// What the editor says before it replaces all that was found.
const BEFORE_REPLACING_ALL: &str = "before-replace-all";

/// A key in CodeMirror's notation (`Mod` is Command on a Mac, Control elsewhere) and its command's id.
pub type KeyBinding = (&'static str, &'static str);

/// A command on the text: a pure function from it and the selection to an edit.
type Formatting = fn(&str, &Selection) -> TextEdit;

impl Command {
    pub const ALL: [Self; 23] = [
        Self::Bold,
        Self::Italic,
        Self::Strikethrough,
        Self::Code,
        Self::Link,
        Self::Heading,
        Self::BulletList,
        Self::NumberedList,
        Self::Quote,
        Self::Undo,
        Self::Redo,
        Self::Find,
        Self::InsertTemplate,
        Self::MoveSegmentUp,
        Self::MoveSegmentDown,
        Self::FoldSegment,
        Self::OnlyThisSegment,
        Self::NewDraft,
        Self::SearchDrafts,
        Self::ShowHistory,
        Self::Save,
        Self::ExportMarkdown,
        Self::ShowKeys,
    ];

    /// Its label, its id and its key.
    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Bold => ("Bold", "bold", "Mod-b"),
            Self::Italic => ("Italic", "italic", "Mod-i"),
            Self::Strikethrough => ("Strikethrough", "strikethrough", "Mod-Shift-x"),
            Self::Code => ("Code", "code", "Mod-e"),
            Self::Link => ("Link", "link", "Mod-Shift-k"),
            Self::Heading => ("Heading", "heading", "Mod-Shift-h"),
            Self::BulletList => ("Bullet list", "bullet-list", "Mod-Shift-8"),
            Self::NumberedList => ("Numbered list", "numbered-list", "Mod-Shift-7"),
            Self::Quote => ("Quote", "quote", "Mod-Shift-9"),
            Self::Undo => ("Undo", "undo", "Mod-z"),
            Self::Redo => ("Redo", "redo", "Mod-Shift-z"),
            Self::Find => ("Find and replace", "find", "Mod-f"),
            Self::InsertTemplate => ("Insert template", "insert-template", "Mod-Enter"),
            Self::MoveSegmentUp => ("Move the segment up", "move-segment-up", "Alt-ArrowUp"),
            Self::MoveSegmentDown => ("Move the segment down", "move-segment-down", "Alt-ArrowDown"),
            Self::FoldSegment => ("Fold or unfold the segment", "fold-segment", "Mod-Shift-["),
            Self::OnlyThisSegment => ("Show only this segment", "only-this-segment", "Mod-."),
            Self::NewDraft => ("New draft", "new-draft", "Mod-Alt-n"),
            Self::SearchDrafts => ("Search all drafts", "search-drafts", "Mod-Shift-f"),
            Self::ShowHistory => ("History of the draft", "show-history", "Mod-Alt-y"),
            Self::Save => ("Save now", "save", "Mod-s"),
            Self::ExportMarkdown => ("Export Markdown", "export-markdown", "Mod-Shift-s"),
            Self::ShowKeys => ("Keyboard shortcuts", "show-keys", "Mod-/"),
        }
    }

    pub fn label(self) -> &'static str {
        self.row().0
    }

    pub fn id(self) -> &'static str {
        self.row().1
    }

    /// In CodeMirror's notation.
    pub fn key(self) -> &'static str {
        self.row().2
    }

    /// Its key as this computer's keyboards have it: `Ctrl+Shift+K`, `⇧⌘K`.
    pub fn shown_key(self) -> String {
        let (modifiers, key) = self.key().rsplit_once('-').unwrap_or(("", self.key()));
        let is_mac = window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"));
        let names = if is_mac { ["⌘", "⇧", "⌥", ""] } else { ["Ctrl", "Shift", "Alt", "+"] };
        let [mod_name, shift, alt, plus] = names;
        let shown = modifiers.replace("Mod", mod_name).replace("Shift", shift).replace("Alt", alt).replace('-', plus);
        let key = match key {
            "ArrowUp" => "↑".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            key if key.len() == 1 => key.to_uppercase(),
            key => key.to_owned(),
        };
        format!("{shown}{plus}{key}")
    }

    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.id() == id)
    }

    /// Whether CodeMirror's own key map does it, on every system.
    fn is_codemirrors(self) -> bool {
        matches!(self, Self::Undo | Self::Find)
    }
}

/// The keys that the editor passes on to the app.
pub fn key_bindings() -> Vec<KeyBinding> {
    let commands = Command::ALL.into_iter().filter(|command| !command.is_codemirrors());
    commands.map(|command| (command.key(), command.id())).collect()
}

impl AppState {
    pub(crate) fn run_by_id(&self, id: &str) {
        match Command::from_id(id) {
            Some(command) => self.run(command),
            None if id == BEFORE_REPLACING_ALL => {
                self.keep_version(VersionCause::Before("replacing all that was found".to_owned()));
            }
            None => {}
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
            Command::InsertTemplate => self.template_menu_open.set(true),
            Command::MoveSegmentUp => self.move_current_segment(Direction::Up),
            Command::MoveSegmentDown => self.move_current_segment(Direction::Down),
            Command::FoldSegment => self.toggle_fold_of_current(),
            Command::OnlyThisSegment => self.toggle_only_current(),
            Command::NewDraft => self.new_draft(),
            Command::SearchDrafts => self.search_drafts(),
            Command::ShowHistory => self.show_history(),
            Command::Save => self.save_and_tell(),
            Command::ExportMarkdown => self.export(ExportFormat::Markdown),
            Command::ShowKeys => self.keys_shown.set(true),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_has_every_key() {
        let readme = include_str!("../../README.md");
        for command in Command::ALL {
            let (modifiers, key) = command.key().rsplit_once('-').expect("a key of a command has a modifier");
            let key = key.replace("ArrowUp", "↑").replace("ArrowDown", "↓");
            let key = if key.chars().count() == 1 { key.to_uppercase() } else { key };
            let shown = format!("`{}+{key}`", modifiers.replace("Mod", "Ctrl").replace('-', "+"));
            assert!(readme.contains(&shown), "{shown} is missing");
        }
    }
}
