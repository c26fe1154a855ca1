//! Text that was read in the wrong encoding.

use super::Check;
use super::finding::{Slip, quoted};
use super::lines::lines;
use super::mending::Fix;
use crate::rundown::Notes;
use crate::text::mojibake::{looks_broken, repair};
use crate::text::{Change, TextEdit};

/// Finds the first broken line of a block; where no line proves it by itself, the whole block.
pub(super) fn find(source: &str, slips: &mut Vec<Slip>) {
    if !looks_broken(source) {
        return;
    }
    let broken = lines(source, 0..source.len()).find(|line| looks_broken(&source[line.clone()]));
    let bytes = broken.unwrap_or(0..source.len());
    let message = format!("The letters of {} were read in the wrong encoding.", quoted(source[bytes.clone()].trim()));
    slips.push(Slip::new(Check::BrokenEncoding, source, bytes, message));
}

/// Repairs the whole text: what is broken in one place proves what the others are.
pub(super) fn fix(notes: &Notes) -> Option<Fix> {
    let repaired = repair(notes.text)?;
    let changes = match notes.text.lines().count() == repaired.text.lines().count() {
        true => changed_lines(notes.text, &repaired.text),
        false => vec![Change::replace(0..notes.text.len(), repaired.text.as_str())],
    };
    let label = format!("Read it as what it was before {}", repaired.read_as);
    Some(Fix { label, edit: TextEdit::new(changes, None), is_safe: !looks_broken(&repaired.text) })
}

fn changed_lines(before: &str, after: &str) -> Vec<Change> {
    let pairs = lines(before, 0..before.len()).zip(after.split('\n'));
    let changed = pairs.filter(|(line, new)| before[line.clone()] != **new);
    changed.map(|(line, new)| Change::replace(line, new)).collect()
}
