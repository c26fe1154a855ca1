//! Keys: how a command's is written, and which command a key that was pressed means.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::Command;
use crate::state::key_of;

/// A key in CodeMirror's notation (`Mod` is Command on a Mac, Control elsewhere) and its command's label.
pub type KeyBinding = (&'static str, &'static str);

/// On a Mac, the usual key turns to another tab of the browser.
const FOLD_KEY_OF_A_MAC: &str = "Mod-Alt-[";

/// The keys that the editor passes on to the app.
pub fn key_bindings() -> Vec<KeyBinding> {
    let commands = Command::all().filter(|command| !command.is_codemirrors() && !command.key().is_empty());
    commands.map(|command| (command.key(), command.label())).collect()
}

impl Command {
    /// In CodeMirror's notation; empty for none.
    pub fn key(self) -> &'static str {
        if self == Self::FoldSegment && is_mac() { FOLD_KEY_OF_A_MAC } else { self.row().key }
    }

    /// Its key as this computer's keyboards have it: `Ctrl+Shift+K`, `⇧⌘K`; empty for none.
    pub fn shown_key(self) -> String {
        let names = if is_mac() { ["⌘", "⇧", "⌥", ""] } else { ["Ctrl", "Shift", "Alt", "+"] };
        shown(self.key(), names)
    }

    /// What a key means wherever the focus is; the editor reports the others.
    pub fn of_page_key(event: &KeyboardEvent) -> Option<Self> {
        let is_mod = event.ctrl_key() || event.meta_key();
        let pressed = Pressed {
            key: key_of(event).to_ascii_lowercase(),
            with_mod: is_mod,
            with_shift: event.shift_key(),
            with_alt: event.alt_key(),
        };
        Self::all().filter(|command| command.is_of_page()).find(|command| pressed.means(command.key()))
    }

    /// Whether its key works outside of the editor too.
    fn is_of_page(self) -> bool {
        use Command::*;
        let of_page = [
            NewEpisode,
            NewDraft,
            SearchDrafts,
            Save,
            ExportMarkdown,
            ShowPalette,
            ShowKeys,
            NextFinding,
            PreviousFinding,
        ];
        of_page.contains(&self)
    }

    /// Whether CodeMirror's own key map does it, on every system.
    fn is_codemirrors(self) -> bool {
        matches!(self, Self::Undo | Self::Find)
    }
}

/// A key as a browser reports it, and what is held with it.
#[derive(Clone, Debug)]
struct Pressed {
    /// Its name, in lower case.
    key: String,
    /// Control or Command.
    with_mod: bool,
    with_shift: bool,
    with_alt: bool,
}

impl Pressed {
    /// Whether that is a key in CodeMirror's notation. Signs are told by what they type: some keyboards have `/` on `Shift+7`.
    fn means(&self, key: &str) -> bool {
        let (modifiers, key) = key.rsplit_once('-').unwrap_or(("", key));
        let holds = |modifier| modifiers.split('-').any(|held| held == modifier);
        let is_sign = key.len() == 1 && !key.starts_with(|char: char| char.is_ascii_alphanumeric());
        let has_shift = is_sign || self.with_shift == holds("Shift");
        self.key == key.to_ascii_lowercase()
            && has_shift
            && (self.with_mod, self.with_alt) == (holds("Mod"), holds("Alt"))
    }
}

/// `names`: those of Control or Command, Shift and Alt, and what stands between two.
fn shown(key: &str, [mod_name, shift, alt, plus]: [&str; 4]) -> String {
    let (modifiers, key) = key.rsplit_once('-').unwrap_or(("", key));
    let key = match key {
        "ArrowUp" => "↑".to_owned(),
        "ArrowDown" => "↓".to_owned(),
        key if key.len() == 1 => key.to_uppercase(),
        key => key.to_owned(),
    };
    let modifiers = modifiers.split('-').filter(|modifier| !modifier.is_empty()).map(|modifier| match modifier {
        "Mod" => mod_name,
        "Shift" => shift,
        "Alt" => alt,
        other => other,
    });
    modifiers.map(str::to_owned).chain([key]).collect::<Vec<String>>().join(plus)
}

fn is_mac() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::commands::TABLE;

    const ON_A_PC: [&str; 4] = ["Ctrl", "Shift", "Alt", "+"];

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

    #[test]
    fn keys_are_shown_as_keyboards_have_them() {
        let on_a_mac = |key| shown(key, ["⌘", "⇧", "⌥", ""]);
        assert_eq!(["Mod-Shift-k", "Alt-ArrowUp", "Mod-Enter", ""].map(on_a_mac), ["⌘⇧K", "⌥↑", "⌘Enter", ""]);
        assert_eq!(shown("Mod-Shift-[", ON_A_PC), "Ctrl+Shift+[");
        assert_eq!(shown("Shift-F8", ON_A_PC), "Shift+F8");
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
        let known = |named: &str| TABLE.iter().any(|row| shown(row.key, ON_A_PC) == named);
        assert!(named.len() >= 6, "{named:?}");
        for key in named {
            assert!(known(key), "{key} is no command's");
        }
    }

    #[test]
    fn no_key_belongs_to_the_browser_or_to_a_screen_reader() {
        for key in TABLE.iter().map(|row| row.key) {
            let types_a_letter = key.strip_prefix("Mod-Alt-").is_some_and(|key| key.len() == 1);
            assert!(!OWNED.contains(&key) && !types_a_letter && key.len() != 1, "{key}");
        }
    }

    #[test]
    fn every_command_has_a_label_and_a_key_of_its_own() {
        for (idx, row) in TABLE.iter().enumerate() {
            let others = || TABLE.iter().skip(idx + 1);
            assert!(others().all(|other| other.command != row.command && other.label != row.label), "{}", row.label);
            assert!(row.key.is_empty() || others().all(|other| other.key != row.key), "{}", row.key);
        }
    }

    #[test]
    fn a_pressed_key_is_told_by_its_name_and_what_is_held() {
        let pressed =
            |key: &str, with_mod, with_shift| Pressed { key: key.into(), with_mod, with_shift, with_alt: false };
        assert!(pressed("f", true, true).means("Mod-Shift-f"));
        assert!(!pressed("f", true, false).means("Mod-Shift-f"));
        assert!(!pressed("f", false, true).means("Mod-Shift-f"));
        assert!(pressed("/", true, true).means("Mod-/"), "a German keyboard");
        assert!(pressed("f8", false, false).means("F8"));
        assert!(!pressed("f8", false, true).means("F8"));
    }
}
