//! Text that was read in the wrong encoding.

use super::anatomy::Anatomy;
use super::check::{Check, Find, Finding, Fix, Fixes, Severity, quoted};
use super::lines::lines;
use crate::rundown::Notes;
use crate::text::mojibake::{looks_broken, repair};
use crate::text::{Change, TextEdit};

/// Text that was read in the wrong encoding.
pub static BROKEN_ENCODING: Check = Check::new("broken-encoding", Severity::Broken, "Broken letters")
    .why("A program has read the text in the wrong encoding: readers see signs instead of letters.")
    .find(Find::Block(broken_letters), "it\u{e2}\u{20ac}\u{2122}s high")
    .fixes(Fixes::AllFirst(repaired_letters));

/// Finds the first broken line of a block; where no line proves it by itself, the whole block.
fn broken_letters(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    if !looks_broken(source) {
        return Vec::new();
    }
    let broken = lines(source, 0..source.len()).find(|line| looks_broken(&source[line.clone()]));
    let bytes = broken.unwrap_or(0..source.len());
    let message = format!("The letters of {} were read in the wrong encoding.", quoted(source[bytes.clone()].trim()));
    vec![Finding::new(&BROKEN_ENCODING, bytes, message)]
}

/// Repairs the whole text: what is broken in one place proves what the others are.
fn repaired_letters(notes: &Notes, _: &Finding) -> Option<Fix> {
    let repaired = repair(notes.text)?;
    let changes = match notes.text.lines().count() == repaired.text.lines().count() {
        true => changed_lines(notes.text, &repaired.text),
        false => vec![Change::replace(0..notes.text.len(), repaired.text.as_str())],
    };
    let label = "Repair the letters".to_owned();
    Some(Fix { label, edit: TextEdit::new(changes, None), is_safe: !looks_broken(&repaired.text) })
}

fn changed_lines(before: &str, after: &str) -> Vec<Change> {
    let pairs = lines(before, 0..before.len()).zip(after.split('\n'));
    let changed = pairs.filter(|(line, new)| before[line.clone()] != **new);
    changed.map(|(line, new)| Change::replace(line, new)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix};

    #[test]
    fn broken_letters_are_found_and_read_again() {
        check(
            "broken",
            "Kites\n\nit\u{e2}\u{20ac}\u{2122}s high\n",
            &["3 The letters of “itâ€™s high” were read in the wrong encoding."],
        );
        check_fix("broken-encoding", "Kites\n\nit\u{e2}\u{20ac}\u{2122}s high\n", "Kites\n\nit’s high\n");
        check("broken", "it’s “Ärger” für Łukasz — déjà vu, 凧\n", &[]);
    }
}
