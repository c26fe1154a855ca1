//! Tab and Shift-Tab, by what the cursor is in: items of lists nest, tables go from cell to cell, code is indented. Elsewhere
//! nothing happens, as what is indented there becomes code.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::keeping_selection;
use super::lines::selected_lines;
use super::nesting::{Level, move_items};
use super::tables::{Cell, go_to_cell};
use crate::markdown::depth::guard;
use crate::markdown::events::events;
use crate::text::{Change, Selection, TextEdit};

/// What a step of indentation is in code.
const INDENT: &str = "    ";

/// What Tab (`Level::Deeper`) or Shift-Tab does with the main selection, which begins in the block `block`. None for nothing.
/// Linear in the block and the selection.
pub fn tab(text: &str, block: Range<usize>, selection: &Selection, level: Level) -> Option<TextEdit> {
    let main = selection.main();
    let region = block.start..block.end.max(main.to());
    match surroundings(text, &block, main.from()) {
        Surroundings::Table(table) => {
            let cell = if level == Level::Deeper { Cell::Next } else { Cell::Previous };
            Some(go_to_cell(text, table, main.to(), cell))
        }
        Surroundings::Code => Some(indent_code(text, selection, level)),
        Surroundings::Other => {
            let changes = move_items(text, region, main.from()..main.to(), level)?;
            Some(keeping_selection(text, selection, changes))
        }
    }
}

/// What of it matters to Tab.
enum Surroundings {
    Table(Range<usize>),
    Code,
    Other,
}

fn surroundings(text: &str, block: &Range<usize>, byte: usize) -> Surroundings {
    let source = &text[block.clone()];
    for (event, bytes) in events(&guard(source)) {
        let bytes = block.start + bytes.start..block.start + bytes.start + source[bytes].trim_end().len();
        if !(bytes.start..=bytes.end).contains(&byte) {
            continue;
        }
        match event {
            Event::Start(Tag::Table(_)) => return Surroundings::Table(bytes),
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => return Surroundings::Code,
            _ => {}
        }
    }
    Surroundings::Other
}

fn indent_code(text: &str, selection: &Selection, level: Level) -> TextEdit {
    if level == Level::Deeper && selection.main().is_empty() {
        return keeping_selection(text, selection, vec![Change::insert(selection.main().byte_head, INDENT)]);
    }
    let changes = selected_lines(text, selection).into_iter().filter_map(|line| {
        let source = &text[line.bytes.clone()];
        let n_blanks = source.bytes().take(INDENT.len()).take_while(|byte| *byte == b' ').count();
        let n_less = if source.starts_with('\t') { 1 } else { n_blanks };
        match level {
            Level::Deeper => (!source.is_empty()).then(|| Change::insert(line.bytes.start, INDENT)),
            Level::Up => (n_less > 0).then(|| Change::delete(line.bytes.start..line.bytes.start + n_less)),
        }
    });
    keeping_selection(text, selection, changes.collect())
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

    use super::*;
    use crate::markdown::commands::tests::run;

    /// Checks what it makes of a text that is one block.
    #[track_caller]
    fn check(level: Level, before: &str, after: &str) {
        let command = |text: &str, selection: &Selection| {
            tab(text, 0..text.len(), selection, level).unwrap_or_else(|| TextEdit::new(Vec::new(), None))
        };
        assert_eq!(run(command, before), after);
    }

    #[track_caller]
    fn check_both(before: &str, after: &str) {
        check(Level::Deeper, before, after);
        check(Level::Up, after, before);
    }

    #[test]
    fn an_item_nests_below_the_one_above_and_comes_back() {
        check_both("- a\n- b|", "- a\n  - b|");
        check_both("- [ ] a\n- [x] b|", "- [ ] a\n  - [x] b|");
        check_both("> - a\n> - b|", "> - a\n>   - b|");
        check_both("- a\n- b|\n  more\n  - c\n- d", "- a\n  - b|\n    more\n    - c\n- d");
        check_both("- a\n- |b\n- c|\n- d", "- a\n  - |b\n  - c|\n- d");
        check_both("- a\n\n- b|", "- a\n\n  - b|");
    }

    #[test]
    fn a_numbered_item_stays_one_and_the_others_are_counted_again() {
        check_both("1. a\n2. b|", "1. a\n   1. b|");
        check_both("1. a\n2. b|\n3. c\n4. d", "1. a\n   1. b|\n2. c\n3. d");
        check_both("1. a\n   1. b\n2. c|\n3. d", "1. a\n   1. b\n   2. c|\n2. d");
        check_both("3) a\n4) b|\n5) c", "3) a\n   1) b|\n4) c");
        check(Level::Up, "1. a\n   1. b|\n   2. c\n2. d", "1. a\n2. b|\n   1. c\n3. d");
        check_both("1. a\n1. b|\n1. c", "1. a\n   1. b|\n1. c");
        check(Level::Deeper, "1. a\n5. b|\n9. c", "1. a\n   5. b|\n9. c");
    }

    #[test]
    fn a_list_goes_on_as_it_is_indented() {
        check_both("- a\n\t- b\n- c|", "- a\n\t- b\n\t- c|");
        check_both("- a\n\t- b\n\t- c|", "- a\n\t- b\n\t\t- c|");
        check_both("- a\n    - b\n- c|", "- a\n    - b\n    - c|");
    }

    #[test]
    fn what_has_no_place_to_go_stays() {
        check(Level::Deeper, "- a|\n- b", "- a|\n- b");
        check(Level::Deeper, "- a\n  - b|", "- a\n  - b|");
        check(Level::Up, "- a\n- b|", "- a\n- b|");
        check(Level::Deeper, "Some wo|rds.", "Some wo|rds.");
        check(Level::Deeper, "## Tea|", "## Tea|");
        check(Level::Deeper, "|", "|");
    }

    #[test]
    fn code_is_indented() {
        check(Level::Deeper, "```\na|b\n```", "```\na    |b\n```");
        check(Level::Deeper, "```\n|a\nb|\n```", "```\n    |a\n    b|\n```");
        check(Level::Up, "```\n      a|\n\tb\n```", "```\n  a|\n\tb\n```");
        check(Level::Deeper, "- a\n\n  ```\n  - |b\n  ```", "- a\n\n  ```\n  -     |b\n  ```");
    }

    #[test]
    fn tables_go_from_cell_to_cell() {
        check_cell("a¦ ", "b", Level::Deeper);
        check_cell("b¦ ", "c", Level::Deeper);
        check_cell("c¦ ", "", Level::Deeper);
        check_cell("c¦ ", "b", Level::Up);
    }

    /// Checks which cell's text is selected, from a cursor at `¦`.
    #[track_caller]
    fn check_cell(at: &str, expected: &str, level: Level) {
        let table = "| a | b |\n|---|---|\n| c |  |\n";
        let byte = table.find(&at.replace('¦', "")).unwrap() + at.find('¦').unwrap();
        let edit = tab(table, 0..table.len(), &Selection::cursor(byte), level).unwrap();
        let main = edit.selection.as_ref().unwrap().main();
        assert_eq!(&table[main.from()..main.to()], expected);
        assert!(edit.changes().is_empty());
    }

    #[test]
    fn behind_the_last_cell_comes_a_row() {
        let table = "| a | b |\n|---|:-:|\n| c \\| x | d |\n\nMore.";
        let byte = table.find("d |").unwrap() + 1;
        let edit = tab(table, 0..table.find("\nMore").unwrap(), &Selection::cursor(byte), Level::Deeper).unwrap();
        assert_eq!(edit.apply(table), "| a | b |\n|---|:-:|\n| c \\| x | d |\n|  |  |\n\nMore.");
        assert_eq!(edit.selection.unwrap().main().byte_head, table.find("\n\n").unwrap() + 3);
    }

    /// A list as people write them, and where its items begin: from how much deeper or less deep each is than the one above,
    /// and whether it has a number.
    fn list(steps: &[(u8, bool)]) -> (String, Vec<usize>) {
        let mut text = String::new();
        let mut starts = Vec::new();
        // Of each open list its indentation, that of what is in it, and its next number.
        let mut open: Vec<(usize, usize, Option<usize>)> = Vec::new();
        for (step, has_number) in steps {
            match (step % 4, open.last()) {
                (0, Some((_, inner, _))) => open.push((*inner, 0, has_number.then_some(1))),
                (n, Some(_)) => open.truncate(open.len().saturating_sub(usize::from(n) - 1).max(1)),
                (_, None) => open.push((0, 0, has_number.then_some(1))),
            }
            let (indent, inner, next) = open.last_mut().unwrap();
            let mark = next.map_or("- ".to_owned(), |number| format!("{number}. "));
            *inner = *indent + mark.len();
            *next = next.map(|number| number + 1);
            starts.push(text.len() + *inner);
            text.push_str(&format!("{}{mark}x\n", " ".repeat(*indent)));
        }
        (text, starts)
    }

    fn n_items(text: &str) -> usize {
        events(&guard(text)).filter(|(event, _)| matches!(event, Event::Start(Tag::Item))).count()
    }

    proptest! {
        #[test]
        fn items_stay_items_and_come_back(steps in vec((0..8_u8, any::<bool>()), 1..9), place: Index) {
            let (text, starts) = list(&steps);
            let selection = Selection::cursor(starts[place.index(starts.len())]);
            if let Some(edit) = tab(&text, 0..text.len(), &selection, Level::Deeper) {
                let nested = edit.apply(&text);
                prop_assert_eq!(n_items(&nested), starts.len(), "{}", nested);
                let selection = edit.selection.unwrap();
                let back = tab(&nested, 0..nested.len(), &selection, Level::Up).expect("a place to go").apply(&nested);
                prop_assert_eq!(n_items(&back), starts.len(), "{}", back);
                prop_assert_eq!(back, text);
            }
        }
    }
}
