//! The list of keyboard shortcuts.

use leptos::prelude::*;

use crate::state::{Command, Group, OpenDialog};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::list::ShownKeys;

/// Keys that CodeMirror brings and that are worth knowing.
const EDITOR_KEYS: [(&str, &str); 5] = [
    ("Tab", "The next field of a template"),
    ("Escape, then Tab", "Leave the editor"),
    ("Shift+Alt+↑ / ↓", "Move the line"),
    ("Ctrl/⌘+D", "Select the next occurrence too"),
    ("Alt+click", "Another cursor"),
];

#[component]
pub fn KeysDialog(
    /// One-time: the keys of each list's rows, under the title for them.
    lists: fn() -> Vec<(&'static str, Vec<ShownKeys>)>,
) -> impl IntoView {
    view! {
        <Dialog class="keys" title="Keyboard shortcuts" which=|dialog| matches!(dialog, OpenDialog::Keys)>
            <p class="form-note">{"Everything else is in the list of all commands: "}<kbd>{Command::ShowPalette.shown_key()}</kbd></p>
            <div class="keys-groups">
                <div>{Group::ALL.map(|group| section(group.label(), keys_of(group))).collect_view()}</div>
                <div>
                    {section("In the notes", EDITOR_KEYS.map(|(keys, does)| (keys.to_owned(), does)).to_vec())}
                    {lists().into_iter().map(|(title, keys)| section(title, keys)).collect_view()}
                </div>
            </div>
        </Dialog>
    }
}

fn keys_of(group: Group) -> Vec<ShownKeys> {
    let commands = Command::all().filter(|command| command.group() == group && !command.key().is_empty());
    commands.map(|command| (command.shown_key(), command.label())).collect()
}

fn section(title: &'static str, keys: Vec<ShownKeys>) -> impl IntoView {
    let row = |(keys, does): ShownKeys| view! { <div><dt>{does}</dt><dd><kbd>{keys}</kbd></dd></div> };
    view! {
        <h3>{title}</h3>
        <dl>{keys.into_iter().map(row).collect_view()}</dl>
    }
}
