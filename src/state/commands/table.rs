//! All commands: what each is called, where it belongs, and which key sets it off.

use super::Command::{self, *};
use super::Group::{self, *};

/// One command.
pub(super) struct Row {
    pub command: Command,
    pub group: Group,
    /// What it is called; also the name by which the editor reports its key.
    pub label: &'static str,
    /// In CodeMirror's notation; empty for none.
    pub key: &'static str,
}

const fn row(command: Command, group: Group, label: &'static str, key: &'static str) -> Row {
    Row { command, group, label, key }
}

/// In the order of the lists that show them.
///
/// A key is one that neither a browser nor a screen reader owns: no `Mod-Alt` with a letter (on many keyboards that
/// types one, and on Windows it starts programs), nothing that opens or closes tabs, and no letter alone.
pub(super) const TABLE: &[Row] = &[
    row(Bold, Text, "Bold", "Mod-b"),
    row(Italic, Text, "Italic", "Mod-i"),
    row(Strikethrough, Text, "Strikethrough", "Mod-Shift-x"),
    row(Code, Text, "Code", "Mod-e"),
    row(Link, Text, "Link", "Mod-Shift-k"),
    row(Heading, Text, "Heading", "Mod-Shift-h"),
    row(BulletList, Text, "Bullet list", "Mod-Shift-8"),
    row(NumberedList, Text, "Numbered list", "Mod-Shift-7"),
    row(Quote, Text, "Quote", "Mod-Shift-9"),
    row(Undo, Text, "Undo", "Mod-z"),
    row(Redo, Text, "Redo", "Mod-Shift-z"),
    row(Find, Text, "Find and replace", "Mod-f"),
    row(PastePlain, Text, "Paste as plain text", ""),
    row(RepairEncoding, Text, "Repair broken letters", ""),
    row(InsertTemplate, Segments, "Insert template", "Mod-Enter"),
    row(SaveAsTemplate, Segments, "Make a template of the selection…", ""),
    row(ManageTemplates, Segments, "Manage templates…", ""),
    row(NextTopic, Segments, "Add the next topic", ""),
    row(MoveSegmentUp, Segments, "Move the segment up", "Alt-ArrowUp"),
    row(MoveSegmentDown, Segments, "Move the segment down", "Alt-ArrowDown"),
    row(DuplicateSegment, Segments, "Duplicate the segment", ""),
    row(SelectSegment, Segments, "Select the segment", ""),
    row(DeleteSegment, Segments, "Delete the segment", ""),
    row(FoldSegment, Segments, "Fold or unfold the segment", "Mod-Shift-["),
    row(FoldAll, Segments, "Fold all segments", ""),
    row(UnfoldAll, Segments, "Unfold all segments", ""),
    row(Renumber, Segments, "Renumber the segments", ""),
    row(RenameHost, Segments, "Rename a host…", ""),
    row(ShowChecks, Checks, "Show the checks", ""),
    row(NextFinding, Checks, "Next finding", "F8"),
    row(PreviousFinding, Checks, "Previous finding", "Shift-F8"),
    row(FixHere, Checks, "Fix what is found here…", "Alt-Enter"),
    row(IgnoreHere, Checks, "Ignore what is found here", ""),
    row(FixAll, Checks, "Fix all that is safe…", ""),
    row(NewEpisode, Drafts, "New episode…", "Mod-Shift-Enter"),
    row(NewDraft, Drafts, "New draft", "Mod-Alt-Enter"),
    row(ShowProfile, Drafts, "Profile of the show…", ""),
    row(SearchDrafts, Drafts, "Search all drafts", "Mod-Shift-f"),
    row(RenameDraft, Drafts, "Rename the draft", ""),
    row(DuplicateDraft, Drafts, "Duplicate the draft", ""),
    row(DeleteDraft, Drafts, "Delete the draft", ""),
    row(ShowHistory, Drafts, "History of the draft", ""),
    row(Save, Drafts, "Save now", "Mod-s"),
    row(Import, Drafts, "Import files…", ""),
    row(ExportMarkdown, Drafts, "Export Markdown", "Mod-Shift-s"),
    row(ExportHtml, Drafts, "Export HTML", ""),
    row(ExportOutline, Drafts, "Export the outline", ""),
    row(CopyMarkdown, Drafts, "Copy Markdown", ""),
    row(CopyRichText, Drafts, "Copy as rich text", ""),
    row(SaveToFile, Drafts, "Save to a file…", ""),
    row(BackUp, Drafts, "Back up everything…", ""),
    row(ShowPalette, View, "All commands", "Mod-k"),
    row(OnlyThisSegment, View, "Show only this segment", "Mod-."),
    row(ToggleDrafts, View, "Show or hide the drafts", ""),
    row(ToggleOutline, View, "Show or hide the outline", ""),
    row(NextTheme, View, "Change the theme: light, dark, the system’s", ""),
    row(ShowKeys, View, "Keyboard shortcuts and help", "Mod-/"),
];
