//! Everything that a key, a button, a menu or the palette sets off: one row for each command.
//!
//! A new command is a new row, and nothing else: the palette, the list of keys and what the editor passes on are made from
//! the rows.
//!
//! `Alt` and the arrows move the segment, in the editor as in the outline, because segments are what notes are made of.
//! The line, which CodeMirror has on these keys, moves with `Shift` too, where CodeMirror copies it.
//!
//! Invariant: every command but the palette's own is in the palette while it can be run, and every one that has a key is
//! in the list of keys. No key belongs to the browser or to a screen reader.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::ExportFormat;
use crate::draft::DraftId;
use crate::draft::versions::VersionCause;
use crate::editor::EditorHandle;
use crate::markdown::commands as formatting;
use crate::markdown::commands::Level;
use crate::state::AppState;
use crate::state::keys::{Pressed, is_mac, shown_key};
use crate::state::notes::{Direction, FIX_HERE_KEY};
use crate::state::screen::{OpenDialog, Wanted};
use crate::text::{Selection, TextEdit};

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

/// Without what a command has nothing to be done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    Nothing,
    Draft,
    /// A draft, and a browser that saves to files.
    Files,
    /// Something to undo, or to redo.
    Undo,
    Redo,
}

/// A key in CodeMirror's notation: `Mod` is Command on a Mac, Control elsewhere.
#[derive(Clone, Copy, Debug)]
enum Key {
    None,
    /// Works in the notes.
    Notes(&'static str),
    /// The same, with another one on a Mac, where the first belongs to the browser.
    NotesOrMac(&'static str, &'static str),
    /// Works wherever the focus is.
    Page(&'static str),
    /// CodeMirror's own key map does it, on every system.
    CodeMirrors(&'static str),
}

struct Row {
    command: Command,
    /// By which the editor reports its key.
    id: &'static str,
    group: Group,
    label: &'static str,
    key: Key,
    needs: Needs,
}

/// What a command does.
type Run = fn(&AppState);

macro_rules! commands {
    ($($name:ident: $part:ident $group:ident, $label:literal, $key:expr, $needs:ident, $run:expr;)+) => {
        /// Something the author can have done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Command {
            $($name,)+
        }

        /// In the order of the lists that show them, which is that of the names.
        const ROWS: &[Row] = &[$(Row {
            command: Command::$name,
            id: stringify!($name),
            group: Group::$group,
            label: $label,
            key: $key,
            needs: Needs::$needs,
        },)+];

        /// What a command of the first part does; nothing for one of the late part.
        fn run_of_first(command: Command) -> Option<Run> {
            match command {
                $(Command::$name => commands!(@first $part $run),)+
            }
        }

        /// What a command of the late part does; nothing for one of the first part.
        fn run_of_late(command: Command) -> Option<Run> {
            match command {
                $(Command::$name => commands!(@late $part $run),)+
            }
        }
    };
    (@first first $run:expr) => { Some($run) };
    (@first late $run:expr) => { None };
    (@late first $run:expr) => { None };
    (@late late $run:expr) => { Some($run) };
}

// A key is one that neither a browser nor a screen reader owns: no `Mod-Alt` with a letter (on many keyboards that types one,
// and on Windows it starts programs), nothing that opens or closes tabs, and no letter alone.
commands! {
    Bold: late Text, "Bold", Key::Notes("Mod-b"), Draft, |app| app.format(formatting::toggle_bold);
    Italic: late Text, "Italic", Key::Notes("Mod-i"), Draft, |app| app.format(formatting::toggle_italic);
    Strikethrough: late Text, "Strikethrough", Key::Notes("Mod-Shift-x"), Draft, |app| app.format(formatting::toggle_strikethrough);
    Code: late Text, "Code", Key::Notes("Mod-e"), Draft, |app| app.format(formatting::toggle_code);
    Link: late Text, "Link", Key::Notes("Mod-Shift-k"), Draft, |app| app.format(formatting::insert_link);
    Heading: late Text, "Heading", Key::Notes("Mod-Shift-h"), Draft,
        |app| app.format(|text, selection| formatting::toggle_heading(text, selection, 2));
    Heading1: late Text, "Heading 1", Key::Notes("Mod-1"), Draft,
        |app| app.format(|text, selection| formatting::toggle_heading(text, selection, 1));
    Heading2: late Text, "Heading 2", Key::Notes("Mod-2"), Draft,
        |app| app.format(|text, selection| formatting::toggle_heading(text, selection, 2));
    Heading3: late Text, "Heading 3", Key::Notes("Mod-3"), Draft,
        |app| app.format(|text, selection| formatting::toggle_heading(text, selection, 3));
    Task: late Text, "Task, or done", Key::Notes("Mod-Shift-6"), Draft, |app| app.format(formatting::toggle_task);
    BulletList: late Text, "Bullet list", Key::Notes("Mod-Shift-8"), Draft, |app| app.format(formatting::toggle_bullet_list);
    NumberedList: late Text, "Numbered list", Key::Notes("Mod-Shift-7"), Draft,
        |app| app.format(formatting::toggle_numbered_list);
    Quote: late Text, "Quote", Key::Notes("Mod-Shift-9"), Draft, |app| app.format(formatting::toggle_quote);
    Nest: late Text, "Nest the item, or go to the next cell", Key::Notes("Tab"), Draft, |app| app.notes.tab(Level::Deeper);
    Unnest: late Text, "Un-nest the item, or go to the cell before", Key::Notes("Shift-Tab"), Draft,
        |app| app.notes.tab(Level::Up);
    Undo: first Text, "Undo", Key::CodeMirrors("Mod-z"), Undo, |app| app.in_editor(EditorHandle::undo);
    Redo: first Text, "Redo", Key::Notes("Mod-Shift-z"), Redo, |app| app.in_editor(EditorHandle::redo);
    Find: first Text, "Find and replace", Key::CodeMirrors("Mod-f"), Draft, |app| app.in_editor(EditorHandle::find);
    PastePlain: late Text, "Paste as plain text", Key::None, Draft, |app| app.notes.paste_as_plain_text();
    RepairEncoding: late Text, "Repair broken letters", Key::None, Draft, |app| app.notes.repair_encoding();
    InsertTemplate: late Segments, "Insert template", Key::Notes("Mod-Enter"), Draft,
        |app| app.screen.template_menu_open.set(true);
    SaveAsTemplate: late Segments, "Make a template of the selection…", Key::None, Draft,
        |app| app.notes.save_selection_as_template();
    ManageTemplates: late Segments, "Manage templates…", Key::None, Nothing, |app| app.library.show_templates();
    NextTopic: late Segments, "Add the next topic", Key::None, Draft, |app| app.notes.insert_next_topic();
    MoveSegmentUp: late Segments, "Move the segment up", Key::Notes("Alt-ArrowUp"), Draft,
        |app| app.notes.move_current_segment(Direction::Up);
    MoveSegmentDown: late Segments, "Move the segment down", Key::Notes("Alt-ArrowDown"), Draft,
        |app| app.notes.move_current_segment(Direction::Down);
    DuplicateSegment: late Segments, "Duplicate the segment", Key::None, Draft,
        |app| app.with_current_segment("duplicate", |app, idx| app.notes.duplicate_segment(idx));
    SelectSegment: late Segments, "Select the segment", Key::None, Draft,
        |app| app.with_current_segment("select", |app, idx| app.notes.select_segment(idx));
    DeleteSegment: late Segments, "Delete the segment", Key::None, Draft,
        |app| app.with_current_segment("delete", |app, idx| app.notes.delete_segment(idx));
    FoldSegment: late Segments, "Fold or unfold the segment", Key::NotesOrMac("Mod-Shift-[", "Mod-Alt-["), Draft,
        |app| app.notes.toggle_fold_of_current();
    FoldAll: late Segments, "Fold all segments", Key::None, Draft, |app| app.notes.fold_all();
    UnfoldAll: late Segments, "Unfold all segments", Key::None, Draft, |app| app.notes.unfold_all();
    Renumber: late Segments, "Renumber the segments", Key::None, Draft, |app| app.notes.renumber();
    RenameHost: late Segments, "Rename a host…", Key::None, Draft, |app| app.notes.ask_to_rename_host();
    ShowChecks: late Checks, "Show the checks", Key::None, Draft, |app| app.notes.show_checks();
    NextFinding: late Checks, "Next finding", Key::Page("F8"), Draft, |app| app.notes.step_to_finding(Direction::Down);
    PreviousFinding: late Checks, "Previous finding", Key::Page("Shift-F8"), Draft,
        |app| app.notes.step_to_finding(Direction::Up);
    FixHere: late Checks, "Fix what is found here…", Key::Notes(FIX_HERE_KEY), Draft, |app| app.notes.propose_fix_here();
    IgnoreHere: late Checks, "Ignore what is found here", Key::None, Draft, |app| app.notes.ignore_finding_here();
    FixAll: late Checks, "Fix all that is safe…", Key::None, Draft, |app| app.notes.propose_safe_fixes();
    NewEpisode: late Drafts, "New episode…", Key::Page("Mod-Shift-Enter"), Nothing, |app| app.screen.show(OpenDialog::NewEpisode);
    NewDraft: first Drafts, "New draft", Key::Page("Mod-Alt-Enter"), Nothing, |app| app.new_draft();
    ShowProfile: late Drafts, "Profile of the show…", Key::None, Nothing, |app| app.screen.show(OpenDialog::ShowProfile);
    SearchDrafts: first Drafts, "Search all drafts", Key::Page("Mod-Shift-f"), Nothing, |app| app.search_drafts();
    RenameDraft: late Drafts, "Rename the draft", Key::None, Draft, |app| app.with_open_draft(AppState::start_renaming);
    DuplicateDraft: late Drafts, "Duplicate the draft", Key::None, Draft, |app| app.with_open_draft(AppState::duplicate_draft);
    DeleteDraft: late Drafts, "Delete the draft", Key::None, Draft, |app| app.with_open_draft(AppState::delete_draft);
    ShowHistory: late Drafts, "History of the draft", Key::None, Draft, |app| app.show_history();
    Save: first Drafts, "Save now", Key::Page("Mod-s"), Draft, |app| app.saving.save_and_tell();
    Import: late Drafts, "Import files…", Key::None, Nothing, |app| app.screen.want(Wanted::Files);
    ExportMarkdown: late Drafts, "Export Markdown", Key::Page("Mod-Shift-s"), Draft, |app| app.export(ExportFormat::Markdown);
    ExportHtml: late Drafts, "Export HTML", Key::None, Draft, |app| app.export(ExportFormat::Html);
    ExportOutline: late Drafts, "Export the outline", Key::None, Draft, |app| app.export(ExportFormat::Outline);
    CopyMarkdown: late Drafts, "Copy Markdown", Key::None, Draft, |app| app.copy_markdown();
    CopyRichText: late Drafts, "Copy as rich text", Key::None, Draft, |app| app.copy_rich_text();
    SaveToFile: late Drafts, "Save to a file…", Key::None, Files, |app| app.saving.save_to_file();
    BackUp: late Drafts, "Back up everything…", Key::None, Nothing, |app| app.screen.show(OpenDialog::Backup);
    ShowPalette: late View, "All commands", Key::Page("Mod-k"), Nothing, AppState::link_or_show_palette;
    OnlyThisSegment: first View, "Show only this segment", Key::Notes("Mod-."), Draft, |app| app.notes.toggle_only_current();
    ToggleDrafts: first View, "Show or hide the drafts", Key::None, Nothing, |app| app.screen.toggle_drafts();
    ToggleOutline: first View, "Show or hide the outline", Key::None, Draft, |app| app.screen.toggle_outline();
    NextTheme: first View, "Change the theme: light, dark, the system’s", Key::None, Nothing, |app| app.screen.next_theme();
    ShowKeys: late View, "Keyboard shortcuts and help", Key::Page("Mod-/"), Nothing, |app| app.screen.show(OpenDialog::Keys);
}

/// A key in CodeMirror's notation and the id of its command.
pub type KeyBinding = (&'static str, &'static str);

/// The keys that the editor passes on to the app.
pub fn key_bindings() -> Vec<KeyBinding> {
    let passed_on = ROWS.iter().filter(|row| !matches!(row.key, Key::None | Key::CodeMirrors(_)));
    passed_on.map(|row| (row.command.key(), row.id)).collect()
}

/// What the editor says before it replaces all that was found.
const BEFORE_REPLACING_ALL: &str = "before-replace-all";

/// A command on the text: a pure function from it and the selection to an edit.
type Formatting = fn(&str, &Selection) -> TextEdit;

impl Command {
    /// Every command, in the order of the lists that show them.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.command)
    }

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    pub fn label(self) -> &'static str {
        self.row().label
    }

    pub fn group(self) -> Group {
        self.row().group
    }

    /// Its key on this computer, in CodeMirror's notation; empty for none.
    pub fn key(self) -> &'static str {
        match self.row().key {
            Key::None => "",
            Key::NotesOrMac(_, of_a_mac) if is_mac() => of_a_mac,
            Key::Notes(key) | Key::NotesOrMac(key, _) | Key::Page(key) | Key::CodeMirrors(key) => key,
        }
    }

    /// Its key as this computer's keyboards have it: `Ctrl+Shift+K`, `⇧⌘K`; empty for none.
    pub fn shown_key(self) -> String {
        shown_key(self.key())
    }

    /// What a key means wherever the focus is; the editor reports the others.
    pub fn of_page_key(event: &KeyboardEvent) -> Option<Self> {
        let pressed = Pressed::of(event);
        let is_meant = |row: &&Row| matches!(row.key, Key::Page(key) if pressed.means(key));
        ROWS.iter().find(is_meant).map(|row| row.command)
    }
}

impl AppState {
    /// Does what the editor reports: a command's key, `/` and a template, that all of something is about to be replaced.
    pub(super) fn run_reported(&self, said: &str) {
        match ROWS.iter().find(|row| row.id == said) {
            Some(row) => self.run(row.command),
            None if said == BEFORE_REPLACING_ALL => {
                self.library.keep_version(VersionCause::Before("replacing all that was found".to_owned()));
            }
            None => {
                let said = said.to_owned();
                self.with_late_part(move |app, late| late.into_iter().for_each(|late| (late.run_reported)(app, &said)));
            }
        }
    }

    /// Whether a command has something to be done to.
    pub fn can_run(&self, command: Command) -> bool {
        let is_open = self.saving.open_id().is_some();
        match command.row().needs {
            Needs::Nothing => true,
            Needs::Draft => is_open,
            Needs::Files => is_open && self.saving.can_save_to_files(),
            Needs::Undo => self.notes.can_undo.get_untracked(),
            Needs::Redo => self.notes.can_redo.get_untracked(),
        }
    }

    /// Runs a command; one of the late part as soon as that is here.
    pub fn run(&self, command: Command) {
        match run_of_first(command) {
            Some(run) => run(self),
            None => self.run_with_late_part(command),
        }
    }

    /// What the late part does for [`run_reported`](Self::run_reported).
    pub(in crate::state) fn run_reported_late(&self, said: &str) {
        self.notes.insert_typed_template(said);
    }

    /// What the late part does for [`run`](Self::run).
    pub(in crate::state) fn run_late(&self, command: Command) {
        if let Some(run) = run_of_late(command) {
            run(self);
        }
    }

    fn with_open_draft(&self, run: fn(&Self, &DraftId)) {
        if let Some(id) = self.saving.open_id() {
            run(self, &id);
        }
    }

    /// `doing`: what is done to it, as a verb.
    fn with_current_segment(&self, doing: &str, run: fn(&Self, usize)) {
        match untrack(|| self.notes.current_segment()) {
            Some(idx) => run(self, idx),
            None => self.screen.tell(format!("The cursor is above the first segment, so there is nothing to {doing}.")),
        }
    }

    /// A link of what is selected in the notes, while one is there; else the list of all commands.
    fn link_or_show_palette(&self) {
        let is_selected = |editor: &EditorHandle| !editor.selection().main().is_empty();
        match is_typed_into_notes() && self.notes.with_editor(is_selected) == Some(true) {
            true => self.format(formatting::insert_link),
            false => self.screen.toggle(OpenDialog::Palette),
        }
    }

    fn in_editor(&self, command: fn(&EditorHandle)) {
        self.notes.with_editor(command);
    }

    fn format(&self, formatting: Formatting) {
        self.notes.with_editor(|editor| {
            let selection = editor.selection();
            let edit = editor.with_source(|source| formatting(source.as_str(), &selection));
            editor.apply(&edit);
            editor.focus();
        });
    }
}

fn is_typed_into_notes() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| element.closest(".cm-content").is_ok_and(|notes| notes.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::keys::shown_on_a_pc;

    /// Keys that a browser keeps for itself, that type a letter on some keyboards, or that a screen reader listens to.
    const OWNED: &[&str] = &[
        "Mod-t",
        "Mod-n",
        "Mod-w",
        "Mod-Shift-t",
        "Mod-Shift-n",
        "Mod-Shift-p",
        "Mod-Shift-w",
        "Mod-q",
        "Mod-Shift-q",
        "Mod-l",
        "Mod-r",
        "Mod-Shift-r",
        "Mod-p",
        "Mod-o",
        "Mod-h",
        "Mod-j",
        "Mod-m",
        "Mod-Tab",
        "Mod-Shift-Tab",
        "Mod-Shift-i",
        "Mod-Shift-j",
        "Mod-Shift-c",
        "Mod-Shift-Delete",
        "Mod-0",
        "Mod-=",
        "Mod--",
        "Mod-Shift-b",
        "Mod-Shift-]",
        "Mod-Shift-u",
        "Mod-Shift-m",
        "Alt-ArrowLeft",
        "Alt-ArrowRight",
        "Alt-d",
        "Alt-f",
        "Alt-Home",
        "F1",
        "F3",
        "F5",
        "F6",
        "F7",
        "F10",
        "F11",
        "F12",
        "Mod-Alt-ArrowUp",
        "Mod-Alt-ArrowDown",
        "Mod-Shift-v",
    ];

    fn keys_of(rows: &[Row]) -> impl Iterator<Item = &'static str> {
        rows.iter()
            .flat_map(|row| match row.key {
                Key::None => [None, None],
                Key::NotesOrMac(key, of_a_mac) => [Some(key), Some(of_a_mac)],
                Key::Notes(key) | Key::Page(key) | Key::CodeMirrors(key) => [Some(key), None],
            })
            .flatten()
    }

    #[test]
    fn every_row_stands_at_the_place_of_its_command() {
        assert!(Command::all().enumerate().all(|(idx, command)| command as usize == idx));
    }

    /// The list of all keys is in the app; the README has those to begin with.
    #[test]
    fn the_keys_in_the_readme_are_those_of_commands() {
        let readme = include_str!("../../../README.md");
        let keys =
            readme.split_once("## Keys").and_then(|(_, rest)| rest.split_once("\n## ")).expect("there is a list").0;
        let rows = keys.lines().filter(|line| line.starts_with("| `"));
        let named = rows.flat_map(|row| row.split('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2));
        let named: Vec<&str> = named.collect();
        let known = |named: &str| keys_of(ROWS).any(|key| shown_on_a_pc(key) == named);
        assert!(named.len() >= 6, "{named:?}");
        for key in named {
            assert!(known(key), "{key} is no command's");
        }
    }

    #[test]
    fn no_key_belongs_to_the_browser_or_to_a_screen_reader() {
        for key in keys_of(ROWS) {
            // A Mac types nothing by it.
            let types_a_letter = key.strip_prefix("Mod-Alt-").is_some_and(|key| key.len() == 1 && key != "[");
            assert!(!OWNED.contains(&key) && !types_a_letter && key.len() != 1, "{key}");
        }
    }

    #[test]
    fn every_command_has_a_label_and_a_key_of_its_own() {
        for (idx, row) in ROWS.iter().enumerate() {
            let others = &ROWS[idx + 1..];
            assert!(others.iter().all(|other| other.label != row.label), "{}", row.label);
            let mut keys = keys_of(std::slice::from_ref(row));
            assert!(keys.all(|key| keys_of(others).all(|other| other != key)), "{}", row.label);
        }
    }
}
