//! Front matter, changed where the preview shows it: a value at a time, each one undo step.

use super::OpenNotes;
use crate::text::{Change, Field, FrontMatter, TextEdit, change_of_value, fields, front_matter, value_in_one_line};

impl OpenNotes {
    /// The value of a field, if it can be changed outside of the notes: it is in one line.
    pub fn metadata_value(&self, field_idx: usize) -> Option<String> {
        self.with_field(field_idx, |text, _, field| value_in_one_line(text, field)).flatten()
    }

    /// Gives a field of this name another value. Returns whether it has that value now.
    pub fn write_metadata(&self, field_idx: usize, key: &str, value: &str) -> bool {
        let change = self.with_field(field_idx, |text, front_matter, field| {
            (field.key == key).then(|| change_of_value(text, front_matter, field_idx, value))
        });
        if let Some(Some(Some(change))) = change {
            self.apply_quietly(change);
        }
        self.metadata_value(field_idx).is_some_and(|now| is_alike(&now, value))
    }

    /// Puts the cursor into the notes where the value of a field begins.
    pub fn go_to_metadata(&self, field_idx: usize) {
        if let Some(byte) = self.with_field(field_idx, |_, _, field| field.bytes.start) {
            self.go_to_byte(byte);
        }
    }

    fn apply_quietly(&self, change: Change) {
        let edit = TextEdit::new(vec![change], None);
        self.with_editor(|editor| editor.apply(&edit));
    }

    fn with_field<R>(&self, field_idx: usize, f: impl FnOnce(&str, &FrontMatter, &Field) -> R) -> Option<R> {
        let text = self.text();
        let front_matter = front_matter(&text)?;
        let all = fields(&text, &front_matter);
        Some(f(&text, &front_matter, all.get(field_idx)?))
    }
}

/// A list may have got its brackets.
fn is_alike(now: &str, asked: &str) -> bool {
    let asked = asked.trim();
    now == asked || now.strip_prefix('[').and_then(|list| list.strip_suffix(']')) == Some(asked)
}
