//! Keys: how one is written, and whether it is the one that was pressed.
//!
//! In CodeMirror's notation: `Mod-Shift-k`, where `Mod` is Command on a Mac, Control elsewhere.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::key_of;

const ON_A_MAC: [&str; 4] = ["⌘", "⇧", "⌥", ""];
const ON_A_PC: [&str; 4] = ["Ctrl", "Shift", "Alt", "+"];

/// A key as this computer's keyboards have it: `Ctrl+Shift+K`, `⇧⌘K`; empty for none.
pub fn shown_key(key: &str) -> String {
    shown(key, if is_mac() { ON_A_MAC } else { ON_A_PC })
}

/// The same as on a PC, whatever this computer is.
#[cfg(test)]
pub(crate) fn shown_on_a_pc(key: &str) -> String {
    shown(key, ON_A_PC)
}

/// A key as a browser reports it, and what is held with it.
#[derive(Clone, Debug)]
pub struct Pressed {
    /// Its name, in lower case.
    key: String,
    /// Control or Command.
    with_mod: bool,
    with_shift: bool,
    with_alt: bool,
}

impl Pressed {
    /// The key of an event.
    pub fn of(event: &KeyboardEvent) -> Pressed {
        let key = key_of(event).to_ascii_lowercase();
        Pressed {
            key: if key == " " { "space".to_owned() } else { key },
            with_mod: event.ctrl_key() || event.meta_key(),
            with_shift: event.shift_key(),
            with_alt: event.alt_key(),
        }
    }

    /// Whether that is a key in CodeMirror's notation. Signs are told by what they type: some keyboards have `/` on `Shift+7`.
    pub fn means(&self, key: &str) -> bool {
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
        "ArrowLeft" => "←".to_owned(),
        "ArrowRight" => "→".to_owned(),
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

pub(super) fn is_mac() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_shown_as_keyboards_have_them() {
        let on_a_mac = |key| shown(key, ON_A_MAC);
        assert_eq!(["Mod-Shift-k", "Alt-ArrowUp", "Mod-Enter", ""].map(on_a_mac), ["⌘⇧K", "⌥↑", "⌘Enter", ""]);
        assert_eq!(shown("Mod-Shift-[", ON_A_PC), "Ctrl+Shift+[");
        assert_eq!(shown("Shift-F8", ON_A_PC), "Shift+F8");
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
