//! Pasting: what the clipboard brings becomes an edit, and a message says what was done and how to have it otherwise.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::OpenNotes;
use crate::draft::versions::VersionCause;
use crate::editor::{Clipboard, Converted, EditorTools};
use crate::markdown::commands::is_address;
use crate::rundown::{BROKEN_ENCODING, ClipboardContent, PasteResult, paste};
use crate::state::effect;
use crate::state::screen::{About, Offer, Tone};
use crate::text::mojibake::{looks_broken, repair};
use crate::text::{Change, Selection, Side, TextEdit};

const TOO_MUCH: &str = "That is a lot of formatted text: it was pasted as plain text.";

impl OpenNotes {
    /// Pastes into the notes. Returns false if the editor is to insert the plain text. Without the editor's tools, HTML
    /// counts for nothing: the editor asks again as soon as it has it.
    pub(in crate::state) fn paste(&self, clipboard: &Clipboard) -> bool {
        self.tell_of_broken_encoding_later(&clipboard.text);
        let reader = EditorTools::now().filter(|_| !clipboard.html.is_empty());
        let converted = reader.as_ref().map_or(Converted::Nothing, |reader| reader.markdown_of(&clipboard.html));
        if converted == Converted::TooMuch {
            self.screen.tell(TOO_MUCH);
        }
        let title = Some(clipboard.text.trim()).filter(|text| is_address(text)).and_then(|url| {
            let of_link = reader.and_then(|reader| reader.link_words(&clipboard.html, url));
            of_link.or_else(|| Some(clipboard.title.clone()).filter(|title| !title.is_empty()))
        });
        let markdown = match &converted {
            Converted::Markdown { markdown, .. } => Some(markdown.as_str()),
            _ => None,
        };
        let n_left_out = match converted {
            Converted::Markdown { n_left_out, .. } => n_left_out,
            _ => 0,
        };
        self.apply_paste(&ClipboardContent { text: &clipboard.text, markdown, title: title.as_deref() }, n_left_out)
    }

    fn apply_paste(&self, brought: &ClipboardContent, n_left_out: usize) -> bool {
        let Some(selection) = self.with_editor(|editor| editor.selection()) else { return false };
        let pasted = self.with_notes(|notes| paste(notes, &selection, brought)).flatten();
        let Some(PasteResult { edit, as_plain }) = pasted else { return false };
        let n_bytes_due = edit.map_byte(self.n_bytes(), Side::After);
        self.with_editor(|editor| editor.apply(&edit));
        // In a field that stands in several places more than this has changed: the way back would not fit.
        if let Some(as_plain) = as_plain.filter(|_| self.n_bytes() == n_bytes_due) {
            let this = *self;
            let leave_plain = move || this.apply_and_focus(&as_plain);
            let offer = Offer::new("Paste as plain text instead", About::LastEdit, leave_plain);
            self.screen.notify(Tone::Done, what_was_pasted(n_left_out), Some(offer));
        }
        true
    }

    /// Pastes the text on the clipboard as it is, where the browser lets the page read it.
    pub(in crate::state) fn paste_as_plain_text(&self) {
        let this = *self;
        let clipboard = window().navigator().clipboard();
        spawn_local(async move {
            let text = JsFuture::from(clipboard.read_text()).await.ok().and_then(|text| text.as_string());
            match text {
                Some(text) => this.insert_plain(&text.replace("\r\n", "\n").replace('\r', "\n")),
                None => this.screen.warn(
                    "The browser does not let the page read the clipboard. Press Ctrl+Shift+V (on a Mac ⇧⌘V) instead.",
                ),
            }
        });
    }

    /// Inserts a text as it is, in place of what is selected.
    pub fn insert_plain(&self, text: &str) {
        let Some(range) = self.with_editor(|editor| editor.selection().main()) else { return };
        let change = Change::replace(range.from()..range.to(), text);
        self.apply_and_focus(&TextEdit::new(vec![change], Some(Selection::cursor(range.from() + text.len()))));
    }

    fn apply_and_focus(&self, edit: &TextEdit) {
        self.with_editor(|editor| {
            editor.apply(edit);
            editor.focus();
        });
    }

    /// Once the text is in the notes: only then can they be repaired.
    fn tell_of_broken_encoding_later(&self, text: &str) {
        if looks_broken(text) {
            let this = *self;
            spawn_local(async move { this.tell_of_broken_encoding() });
        }
    }

    /// Offers to repair each draft that is opened, if it needs it, until it does not any more.
    pub(in crate::state) fn follow_letters(&self) {
        let this = *self;
        let open = this.saving.memo_of_open_id();
        effect(move || {
            if open.get().is_some() {
                this.tell_of_broken_encoding();
            }
        });
        effect(move || {
            this.checks.n_due.track();
            this.withdraw_repair_if_done();
        });
    }

    /// The notes have changed: in whatever way their letters were repaired, that is offered no more.
    fn withdraw_repair_if_done(&self) {
        if self.screen.offers(&About::BrokenLetters) && !looks_broken(&self.text()) {
            self.withdraw_repair();
        }
    }

    /// Offers to repair the open notes, if they can be and the author does not want them so.
    pub(in crate::state) fn tell_of_broken_encoding(&self) {
        self.withdraw_repair();
        let ignored = self.library.ignored.read_untracked();
        if ignored.is_ignored_in_show(&self.open_show(), BROKEN_ENCODING.id) {
            return;
        }
        let Some(found) = repair(&self.text()) else { return };
        let places = if found.n_places == 1 { "one place".to_owned() } else { format!("{} places", found.n_places) };
        let text = format!("Letters are broken in {places}: the text was once read as {}.", found.read_as);
        let this = *self;
        let offer = Offer::new("Repair the letters", About::BrokenLetters, move || this.repair_encoding());
        self.screen.notify(Tone::Problem, text, Some(offer));
    }

    fn withdraw_repair(&self) {
        self.screen.withdraw(|about| *about == About::BrokenLetters);
    }

    /// Repairs what is broken in the open notes, as one step, because the author has asked for it.
    pub(in crate::state) fn repair_encoding(&self) {
        let text = self.text();
        let Some(found) = repair(&text) else {
            return self.screen.tell("Nothing that is broken here can be repaired any more.");
        };
        self.library.keep_version(VersionCause::Before("repairing the encoding".to_owned()));
        self.with_editor(|editor| editor.apply(&changed_lines(&text, &found.text)));
        self.screen.tell("The broken letters were repaired.");
    }
}

/// Says how many pictures were left behind, if any were.
fn what_was_pasted(n_left_out: usize) -> String {
    let pictures = match n_left_out {
        0 => return "Pasted as Markdown.".to_owned(),
        1 => "One picture was left out: it is".to_owned(),
        n => format!("{n} pictures were left out: they are"),
    };
    format!("Pasted as Markdown. {pictures} not on the web, and Rundown keeps text only.")
}

/// From a text to another one with as many lines: only those that differ are replaced.
fn changed_lines(old: &str, new: &str) -> TextEdit {
    let mut byte = 0;
    let mut changes = Vec::new();
    for (old_line, new_line) in old.split('\n').zip(new.split('\n')) {
        if old_line != new_line {
            changes.push(Change::replace(byte..byte + old_line.len(), new_line));
        }
        byte += old_line.len() + 1;
    }
    TextEdit::new(changes, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_left_out_are_counted() {
        assert_eq!(what_was_pasted(0), "Pasted as Markdown.");
        let words = |n: usize| what_was_pasted(n).split([':', '.']).nth(1).map(str::to_owned);
        assert_eq!(words(1).as_deref(), Some(" One picture was left out"));
        assert_eq!(words(2).as_deref(), Some(" 2 pictures were left out"));
    }

    #[test]
    fn repairing_replaces_the_lines_that_change() {
        let (old, new) = ("é\nitâ€™s\nsound\ncafÃ©", "é\nit’s\nsound\ncafé");
        let edit = changed_lines(old, new);
        assert_eq!((edit.apply(old).as_str(), edit.changes().len()), (new, 2));
    }
}
