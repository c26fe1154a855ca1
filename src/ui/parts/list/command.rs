//! What can be done with a row, as data: the keys, the menu and the list of keys come from one table.

use web_sys::{HtmlElement, KeyboardEvent};

use super::on_page::List;
use crate::state::keys::{Pressed, shown_key};
use crate::ui::parts::menu::MenuItem;

/// One thing to do with a row. `T` says with which.
pub struct RowCommand<T> {
    /// In CodeMirror's notation, the usual one first; none where it has no key. `Enter` and `Tab` are told, and left to the
    /// browser: `Enter` is a click, as on any button.
    keys: &'static [&'static str],
    /// As the list of keys has it. Neighbours that say the same stand together; empty where it is not told.
    does: &'static str,
    /// As the menu of the row has it now; none where it does not offer it.
    label: fn(&T) -> Option<String>,
    run: fn(&T),
    /// What the menu says beside it; where there is nothing, its key.
    hint: &'static str,
}

impl<T> RowCommand<T> {
    pub const fn new(
        keys: &'static [&'static str],
        does: &'static str,
        label: fn(&T) -> Option<String>,
        run: fn(&T),
    ) -> Self {
        Self { keys, does, label, run, hint: "" }
    }

    /// One that the menu offers alone.
    pub const fn in_menu(label: fn(&T) -> Option<String>, run: fn(&T)) -> Self {
        Self::new(&[], "", label, run)
    }

    /// One that its keys do alone.
    pub const fn by_keys(keys: &'static [&'static str], does: &'static str, run: fn(&T)) -> Self {
        Self::new(keys, does, |_| None, run)
    }

    pub const fn with_hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }
}

/// Keys as a list of them shows them, and what they do.
pub type ShownKeys = (String, &'static str);

/// The keys that lead from a row to another one, in every list.
const STEPS: [&str; 4] = ["ArrowUp", "ArrowDown", "Home", "End"];

impl List {
    /// Does what a key means in a row, which is `of`. A key that means nothing keeps its default.
    pub fn press<T>(&self, event: &KeyboardEvent, commands: &[RowCommand<T>], of: &T) {
        let pressed = Pressed::of(event);
        let is_meant = |command: &&RowCommand<T>| command.keys.iter().any(|key| pressed.means(key));
        let is_browsers = pressed.means("Enter") || pressed.means("Tab");
        let is_done = match commands.iter().find(is_meant).filter(|_| !is_browsers) {
            Some(command) => {
                (command.run)(of);
                true
            }
            None => self.step(event, &pressed),
        };
        if is_done {
            event.prevent_default();
        }
    }

    /// Goes to another row, if the key is one of those that do.
    fn step(&self, event: &KeyboardEvent, pressed: &Pressed) -> bool {
        let Some(key) = STEPS.into_iter().find(|key| pressed.means(key)) else { return false };
        let Some(from) = self.row_of(event.target()) else { return false };
        let rows: Vec<HtmlElement> = self.rows().into_iter().filter(|row| !row.hidden()).collect();
        let idx = rows.iter().position(|row| *row == from).unwrap_or_default();
        let to = match key {
            "ArrowDown" => rows.get(idx + 1),
            "ArrowUp" => idx.checked_sub(1).and_then(|idx| rows.get(idx)),
            "Home" => rows.first(),
            _ => rows.last(),
        };
        // At an end it stays where it is.
        self.focus_row(to.or(rows.get(idx)));
        true
    }
}

/// What a menu offers always.
pub fn label(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// What the menu of a row offers.
pub fn menu_items<T: Clone + Send + Sync + 'static>(commands: &[RowCommand<T>], row: &T) -> Vec<MenuItem> {
    let item = |command: &RowCommand<T>| {
        let (run, row) = (command.run, row.clone());
        let key = command.keys.first().filter(|_| command.hint.is_empty()).map(|key| shown_key(key));
        let hint = key.unwrap_or_else(|| command.hint.to_owned());
        Some(MenuItem::new((command.label)(&row)?, hint, move || run(&row)))
    };
    commands.iter().filter_map(item).collect()
}

/// The keys of a list's rows, to be told.
pub fn shown_keys<T>(commands: &[RowCommand<T>]) -> Vec<ShownKeys> {
    told_keys(commands, shown_key)
}

fn told_keys<T>(commands: &[RowCommand<T>], shown: fn(&str) -> String) -> Vec<ShownKeys> {
    let told = commands.iter().map(|command| (command.keys, command.does)).filter(|(_, does)| !does.is_empty());
    let all = [(&STEPS[..], "Go from one to the other")].into_iter().chain(told);
    let mut shown_keys: Vec<ShownKeys> = Vec::new();
    for (keys, does) in all {
        // The key for menus says by itself what it does.
        let keys: Vec<String> = keys.iter().filter(|key| **key != "ContextMenu").map(|key| shown(key)).collect();
        match shown_keys.last_mut().filter(|(_, before)| *before == does) {
            Some((before, _)) => *before = format!("{before} / {}", keys.join(" / ")),
            None => shown_keys.push((keys.join(" / "), does)),
        }
    }
    shown_keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::keys::shown_on_a_pc;

    #[test]
    fn keys_that_do_the_same_are_told_together() {
        let command = |keys, does| RowCommand::new(keys, does, |(): &()| None, |()| {});
        let commands = [
            command(&["Enter"], "Open it"),
            command(&["Alt-ArrowUp"], "Move it"),
            command(&["Alt-ArrowDown"], "Move it"),
            command(&[], ""),
            command(&["Shift-F10", "ContextMenu"], "More"),
        ];
        let expected = [
            ("↑ / ↓ / Home / End", "Go from one to the other"),
            ("Enter", "Open it"),
            ("Alt+↑ / Alt+↓", "Move it"),
            ("Shift+F10", "More"),
        ];
        assert_eq!(told_keys(&commands, shown_on_a_pc), expected.map(|(keys, does)| (keys.to_owned(), does)));
    }
}
