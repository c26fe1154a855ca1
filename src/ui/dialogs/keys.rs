//! The list of keyboard shortcuts.

use leptos::prelude::*;

use crate::state::{Command, Group, OpenDialog};
use crate::ui::parts::dialog::Dialog;

/// Keys that CodeMirror brings and that are worth knowing.
const EDITOR_KEYS: [(&str, &str); 5] = [
    ("Tab", "Indent, or the next field of a template"),
    ("Escape, then Tab", "Leave the editor"),
    ("Shift+Alt+↑ / ↓", "Move the line"),
    ("Ctrl/⌘+D", "Select the next occurrence too"),
    ("Alt+click", "Another cursor"),
];

/// Keys on a segment in the outline.
const OUTLINE_KEYS: [(&str, &str); 7] = [
    ("↑ / ↓ / Home / End", "Go from one to the other"),
    ("Enter", "Go there in the notes"),
    ("Alt+↑ / Alt+↓", "Move it"),
    ("Space, or ← / →", "Fold and unfold it"),
    ("F2", "Rename its host"),
    ("Delete", "Delete it"),
    ("Shift+F10", "More"),
];

/// Keys on a finding of the checks.
const FINDING_KEYS: [(&str, &str); 5] = [
    ("↑ / ↓ / Home / End", "Go from one to the other"),
    ("Enter", "Explain it; then go there in the notes"),
    ("Alt+Enter", "Fix it, after a look at what changes"),
    ("Delete", "Ignore it there"),
    ("Tab", "What else can be done"),
];

/// Keys on a draft in the list.
const DRAFT_KEYS: [(&str, &str); 5] = [
    ("↑ / ↓ / Home / End", "Go from one to the other"),
    ("Enter", "Open it"),
    ("F2", "Rename it"),
    ("Delete", "Delete it"),
    ("Shift+F10", "More"),
];

#[component]
pub fn KeysDialog() -> impl IntoView {
    let row = |keys: String, what: &'static str| view! { <div><dt>{what}</dt><dd><kbd>{keys}</kbd></dd></div> };
    let rows = move |keys: &[(&str, &'static str)]| {
        keys.iter().map(|(keys, what)| row((*keys).to_owned(), what)).collect_view()
    };
    let group = move |group: Group| {
        let commands = Command::all().filter(|command| command.group() == group && !command.key().is_empty());
        let rows = commands.map(|command| row(command.shown_key(), command.label())).collect_view();
        view! {
            <h3>{group.label()}</h3>
            <dl>{rows}</dl>
        }
    };
    let groups = move || Group::ALL.map(group).collect_view();
    view! {
        <Dialog
            class="keys"
            title="Keyboard shortcuts"
            which=|dialog| matches!(dialog, OpenDialog::Keys)
        >
            <p class="form-note">{"Everything else is in the list of all commands: "}<kbd>{Command::ShowPalette.shown_key()}</kbd></p>
            <div class="keys-groups">
                <div>{groups()}</div>
                <div>
                    <h3>{"In the notes"}</h3>
                    <dl>{rows(&EDITOR_KEYS)}</dl>
                    <h3>{"In the outline, on a segment"}</h3>
                    <dl>{rows(&OUTLINE_KEYS)}</dl>
                    <h3>{"In the checks, on a finding"}</h3>
                    <dl>{rows(&FINDING_KEYS)}</dl>
                    <h3>{"In the list of drafts"}</h3>
                    <dl>{rows(&DRAFT_KEYS)}</dl>
                </div>
            </div>
        </Dialog>
    }
}
