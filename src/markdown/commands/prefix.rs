//! Headings, lists and quotes: marks at the start of lines.

use crate::markdown::commands::keeping_selection;
use crate::markdown::commands::lines::{Form, SourceLine, selected_lines};
use crate::text::line_start;
use crate::text::{Change, Selection, TextEdit};

/// Makes the selected lines headings of `level`; if all of them are, makes them plain.
pub fn toggle_heading(text: &str, selection: &Selection, level: u8) -> TextEdit {
    let mark = "#".repeat(level.into()) + " ";
    let lines = selected_lines(text, selection);
    let lines = marked_lines(&lines);
    let is_off = lines.iter().all(|line| line.form == Form::Heading(level));
    let changes = lines.into_iter().map(|line| match is_off {
        true => Change::delete(line.mark.clone()),
        // Indented more, it would be code.
        false => Change::replace(line.indent.start..line.mark.end, mark.clone()),
    });
    keeping_selection(text, selection, changes.collect())
}

/// Makes the selected lines list items; if all of them are, makes them plain.
pub fn toggle_bullet_list(text: &str, selection: &Selection) -> TextEdit {
    let is_bullet = |line: &SourceLine| line.form == Form::Bullet;
    toggle_list(text, selection, is_bullet, |_| "- ".to_owned())
}

/// [`toggle_bullet_list`] with numbers, which continue from the item above, and start at 1 for each nested list.
pub fn toggle_numbered_list(text: &str, selection: &Selection) -> TextEdit {
    let is_number = |line: &SourceLine| matches!(line.form, Form::Number(_));
    let mut numbering = ListNumbering::default();
    toggle_list(text, selection, is_number, |line| format!("{}. ", numbering.next(text, line)))
}

/// Makes the selected lines tasks; if all of them are, ticks them, or if all are ticked, takes that back.
pub fn toggle_task(text: &str, selection: &Selection) -> TextEdit {
    let lines = selected_lines(text, selection);
    let lines = without_continuations(marked_lines(&lines));
    let ticks: Vec<Option<usize>> = lines.iter().map(|line| byte_of_tick(text, line)).collect();
    let are_tasks = ticks.iter().all(Option::is_some);
    let is_ticked = |byte: usize| text[byte..].starts_with(['x', 'X']);
    let sign = if ticks.iter().flatten().all(|byte| is_ticked(*byte)) { " " } else { "x" };
    let changes = lines.into_iter().zip(ticks).filter_map(|(line, tick)| match (tick, line.form) {
        (Some(byte), _) => {
            (are_tasks && is_ticked(byte) != (sign == "x")).then(|| Change::replace(byte..byte + 1, sign))
        }
        (None, Form::Plain | Form::Heading(_)) => Some(Change::replace(line.mark.clone(), "- [ ] ")),
        (None, _) => Some(Change::insert(line.mark.end, "[ ] ")),
    });
    keeping_selection(text, selection, changes.collect())
}

/// Where the sign of a task is, between its brackets.
fn byte_of_tick(text: &str, line: &SourceLine) -> Option<usize> {
    let is_item = line.is_item();
    let byte_text = text[line.mark.clone()].find('[').map_or(line.mark.end, |byte| line.mark.start + byte);
    let is_box = ["[ ] ", "[x] ", "[X] "].iter().any(|it| text[byte_text..line.bytes.end].starts_with(it));
    (is_item && is_box).then_some(byte_text + 1)
}

/// Quotes the selected lines, including blank ones between them; if all are quoted, removes one level.
pub fn toggle_quote(text: &str, selection: &Selection) -> TextEdit {
    let lines = selected_lines(text, selection);
    let is_wanted = |line: &SourceLine| is_quoted(text, line) || !line.is_blank();
    let n_before = lines.iter().position(is_wanted).unwrap_or(0);
    let n_to = lines.iter().rposition(is_wanted).map_or(1, |idx| idx + 1);
    let lines = &lines[n_before..n_to];
    let is_off = lines.iter().all(|line| is_quoted(text, line));
    let changes = lines.iter().map(|line| match is_off {
        true => unquote(text, line),
        false if line.is_blank() && lines.len() > 1 => Change::insert(line.bytes.start, ">"),
        false => Change::insert(line.bytes.start, "> "),
    });
    keeping_selection(text, selection, changes.collect())
}

fn toggle_list(
    text: &str,
    selection: &Selection,
    is_item: impl Fn(&SourceLine) -> bool,
    mut mark: impl FnMut(&SourceLine) -> String,
) -> TextEdit {
    let lines = selected_lines(text, selection);
    let lines = without_continuations(marked_lines(&lines));
    let is_off = lines.iter().all(|line| is_item(line));
    let changes = lines.into_iter().map(|line| match is_off {
        true => Change::delete(line.mark.clone()),
        false => Change::replace(line.mark.clone(), mark(line)),
    });
    let changes = changes.filter(|change| change.insert != text[change.byte_from..change.byte_to]);
    keeping_selection(text, selection, changes.collect())
}

/// The lines that get a mark: those that are not blank, or one blank line if there are no others.
fn marked_lines(lines: &[SourceLine]) -> Vec<&SourceLine> {
    let written: Vec<&SourceLine> = lines.iter().filter(|line| !line.is_blank()).collect();
    if written.is_empty() { lines.iter().take(1).collect() } else { written }
}

/// Without the lines that continue the list item above them.
fn without_continuations(lines: Vec<&SourceLine>) -> Vec<&SourceLine> {
    let mut item_indent = None;
    let is_own = |line: &&SourceLine| {
        if line.is_item() || item_indent.is_none_or(|indent| line.indent.len() <= indent) {
            item_indent = line.is_item().then_some(line.indent.len());
            return true;
        }
        false
    };
    lines.into_iter().filter(is_own).collect()
}

fn is_quoted(text: &str, line: &SourceLine) -> bool {
    text[line.bytes.clone()].trim_start_matches(' ').starts_with('>')
}

/// Removes the outermost quote mark with the space behind it.
fn unquote(text: &str, line: &SourceLine) -> Change {
    let content = &text[line.bytes.clone()];
    let byte = line.bytes.start + content.find('>').unwrap_or(0);
    let n_space = usize::from(text[byte + 1..].starts_with(' '));
    Change::delete(byte..byte + 1 + n_space)
}

/// The numbers of list items, by their indentation.
#[derive(Default)]
struct ListNumbering {
    /// Indentation and next number of each open list, outermost first.
    open: Vec<(usize, u64)>,
    byte_next_line: Option<usize>,
}

impl ListNumbering {
    fn next(&mut self, text: &str, line: &SourceLine) -> u64 {
        if self.byte_next_line.is_none() {
            self.open.extend(item_above(text, line));
        }
        self.byte_next_line = Some(line.bytes.end + 1);
        let indent = line.indent.len();
        self.open.retain(|(open_indent, _)| *open_indent <= indent);
        match self.open.last_mut() {
            Some((open_indent, number)) if *open_indent == indent => {
                *number += 1;
                *number - 1
            }
            _ => {
                self.open.push((indent, 2));
                1
            }
        }
    }
}

/// The indentation of the item right above a line, and the number after its own.
fn item_above(text: &str, line: &SourceLine) -> Option<(usize, u64)> {
    let byte_break = line.bytes.start.checked_sub(1)?;
    let above = SourceLine::at(text, line_start(text, byte_break));
    match above.form {
        Form::Number(number) => Some((above.indent.len(), number + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::commands::tests::{check_toggle, run};

    #[track_caller]
    fn check(command: impl Fn(&str, &Selection) -> TextEdit, before: &str, after: &str) {
        assert_eq!(run(command, before), after);
    }

    fn heading(text: &str, selection: &Selection) -> TextEdit {
        toggle_heading(text, selection, 2)
    }

    #[test]
    fn a_line_becomes_a_heading_and_plain_again() {
        check_toggle(heading, "one\nt|wo\nthree", "one\n## t|wo\nthree");
        check_toggle(heading, "|two", "## |two");
        check_toggle(heading, "|", "## |");
        check_toggle(heading, "|one\n\ntwo|", "## |one\n\n## two|");
        check_toggle(heading, "> t|wo", "> ## t|wo");
    }

    #[test]
    fn a_heading_replaces_what_the_line_was() {
        check(heading, "# o|ne", "## o|ne");
        check(heading, "### |one|", "## |one|");
        check(heading, "- o|ne", "## o|ne");
        check(heading, "    3. o|ne", "## o|ne");
    }

    #[test]
    fn lines_become_items_and_plain_again() {
        check_toggle(toggle_bullet_list, "|one\ntwo|\nthree", "- |one\n- two|\nthree");
        check_toggle(toggle_bullet_list, "|one\n\ntwo|", "- |one\n\n- two|");
        check_toggle(toggle_bullet_list, "> o|ne", "> - o|ne");
        check_toggle(toggle_bullet_list, "|", "- |");
        check_toggle(toggle_numbered_list, "|one\ntwo|", "1. |one\n2. two|");
    }

    #[test]
    fn a_selection_that_ends_at_the_margin_leaves_that_line_out() {
        check(toggle_bullet_list, "|one\n|two", "- |one\n|two");
    }

    #[test]
    fn a_list_takes_in_items_of_the_other_sort() {
        check(toggle_bullet_list, "|1. one\n2) two\nthree|", "|- one\n- two\n- three|");
        check(toggle_numbered_list, "|- one\n* [ ] two|", "|1. one\n2. two|");
        check(toggle_bullet_list, "- [x] d|one", "d|one");
        check(toggle_bullet_list, "|* * *\n-x|", "- |* * *\n- -x|");
    }

    #[test]
    fn tasks_are_made_ticked_and_opened_again() {
        check(toggle_task, "o|ne", "- [ ] o|ne");
        check(toggle_task, "- o|ne", "- [ ] o|ne");
        check(toggle_task, "3. o|ne", "3. [ ] o|ne");
        check_toggle(toggle_task, "- [ ] o|ne", "- [x] o|ne");
        check_toggle(toggle_task, "> 1. [ ] o|ne", "> 1. [x] o|ne");
        check(toggle_task, "|- [ ] one\n- [X] two|", "|- [x] one\n- [X] two|");
        check(toggle_task, "|- [x] one\n- two|", "|- [x] one\n- [ ] two|");
        check(toggle_task, "- |", "- [ ] |");
    }

    #[test]
    fn numbers_run_through_the_selection() {
        check(toggle_numbered_list, "|7. one\ntwo\n7. three|", "|1. one\n2. two\n3. three|");
        check(toggle_numbered_list, "4. one\nt|wo", "4. one\n5. t|wo");
        check(
            toggle_numbered_list,
            "|- one\n  - two\n  - three\n- four\n  - five|",
            "|1. one\n  1. two\n  2. three\n2. four\n  1. five|",
        );
    }

    #[test]
    fn what_goes_on_with_an_item_is_no_item() {
        check_toggle(toggle_numbered_list, "|one\ntwo|", "1. |one\n2. two|");
        check(toggle_numbered_list, "|- one\n  more\n- two|", "|1. one\n  more\n2. two|");
    }

    #[test]
    fn lines_are_quoted_and_plain_again() {
        check_toggle(toggle_quote, "|one\n\ntwo|\n\nthree", "> |one\n>\n> two|\n\nthree");
        check_toggle(toggle_quote, "o|ne", "> o|ne");
        check_toggle(toggle_quote, "|", "> |");
        check(toggle_quote, "> > o|ne", "> o|ne");
        check(toggle_quote, "|> one\ntwo|", "> |> one\n> two|");
        check(toggle_quote, ">o|ne", "o|ne");
    }

    #[test]
    fn blank_lines_at_the_ends_are_not_quoted() {
        check(toggle_quote, "|\none\n|\n", "|\n> one\n|\n");
    }

    #[test]
    fn several_ranges_in_one_line_count_once() {
        check(toggle_bullet_list, "|o|ne t|wo|", "- |o|ne t|wo|");
    }
}
