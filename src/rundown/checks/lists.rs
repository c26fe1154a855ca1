//! Lists that break: by code at the margin, by indentation that makes code of them, by tabs among spaces.

use std::ops::Range;

use super::anatomy::{Anatomy, CodeBlockPart, TopPart};
use super::check::{Check, Find, Finding, Fixes, MayChange, Overview, Severity, Suggestion, quoted};
use super::lines::{first_line, indent, lines};
use crate::markdown::BlockKind;
use crate::text::{Change, sort_by_numbers};

pub(super) static FENCE_BREAKS_LIST: Check =
    Check::new("fence-breaks-list", Severity::Doubtful, "Code block that breaks a list")
        .why("Code at the margin ends the list above it; indented, it belongs to its bullet.")
        .find(Find::BlockAndBetween(broken_by_fences, broken_by_blocks), "- fly\n```\nup()\n```\n- low\n")
        .fixes(Fixes::Neighbours(with_code_below_bullet, &[MayChange::Blocks]));

pub(super) static BULLETS_AS_CODE: Check =
    Check::new("bullets-as-code", Severity::Broken, "List that is shown as code")
        .why("An indented list below something that is not a list becomes code.")
        .find(Find::Block(bullets_as_code), "```\nup()\n```\n\n    - fly as high as you can\n")
        .fixes(Fixes::Neighbours(made_list, &[MayChange::Everything]));

pub(super) static MIXED_INDENT: Check = Check::new("mixed-indent", Severity::Hint, "Tabs and spaces in one list")
    .why("Some apps and sites do not nest the items of such a list as you mean them.")
    .find(Find::Block(mixed), "- a\n\t- b\n    - c\n")
    .fixes(Fixes::Block(indented_alike, &[MayChange::SourceAlone]));

/// Finds code at the margin right below a list, both in one piece.
fn broken_by_fences(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let pairs = anatomy.tops.windows(2).filter(|pair| pair[0].is_list);
    let broken = pairs
        .filter(|pair| breaks_list(&source[pair[0].bytes.start..pair[1].bytes.start], &source[pair[1].bytes.start..]));
    broken.map(|pair| broken_by_fence(source, pair[1].bytes.start)).collect()
}

/// Finds blocks of code at the margin right below a list.
fn broken_by_blocks(overview: &Overview) -> Vec<Finding> {
    let (text, blocks) = (overview.notes.text, overview.notes.blocks);
    let pairs = blocks.blocks().windows(2).enumerate();
    let below_lists = pairs.filter(|(_, pair)| (pair[0].kind, pair[1].kind) == (BlockKind::List, BlockKind::Code));
    let broken = below_lists.map(|(idx, _)| idx + 1).filter(|idx| {
        let byte = blocks.byte_of(*idx);
        breaks_list(&text[blocks.byte_of(idx - 1)..byte], &text[byte..])
    });
    let finding = |idx: usize| {
        let byte = blocks.byte_of(idx);
        broken_by_fence(&text[byte..blocks.byte_of(idx + 1)], 0).moved(byte, blocks.line_of(idx))
    };
    broken.map(finding).collect()
}

fn bullets_as_code(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let finding = |block: &CodeBlockPart| {
        let opening = first_line(source, block.bytes.clone());
        let message = format!("The list from {} on is shown as code.", quoted(&source[opening.clone()]));
        Finding::new(&BULLETS_AS_CODE, opening, message)
    };
    anatomy.code_blocks.iter().filter(|block| is_list(source, block)).map(finding).collect()
}

/// Whether a list is followed by code at the margin, with no blank line between.
fn breaks_list(list: &str, below: &str) -> bool {
    let is_fence = below.starts_with("```") || below.starts_with("~~~");
    let last = list.trim_end_matches('\n');
    is_fence && list.len() == last.len() + 1 && !last.lines().next_back().unwrap_or_default().trim().is_empty()
}

/// A fence at a byte of a piece, or a block by itself.
fn broken_by_fence(source: &str, byte: usize) -> Finding {
    let opening = first_line(source, byte..source.len());
    Finding::new(&FENCE_BREAKS_LIST, opening, "This code block ends the list above it.")
}

/// Indents a fence below the bullet above it. The piece begins with the list.
fn with_code_below_bullet(anatomy: &Anatomy, opening: &Range<usize>) -> Vec<Suggestion> {
    let source = anatomy.source;
    let block = anatomy.code_blocks.iter().find(|block| block.bytes.start == opening.start);
    let item = anatomy.items.iter().rfind(|item| item.start < opening.start);
    let Some((block, item)) = block.zip(item) else { return Vec::new() };
    let indent = content_indent(source, item.start);
    let own = lines(source, block.bytes.clone()).filter(|line| !line.is_empty());
    // A list that is shown as code comes back with it, and what breaks that one further down.
    let frees_list =
        anatomy.code_blocks.iter().any(|other| other.bytes.start >= block.bytes.end && is_list(source, other));
    let suggest = if frees_list { Suggestion::to_review } else { Suggestion::safe };
    vec![suggest("Indent the code below its bullet", own.map(|line| Change::insert(line.start, &indent)).collect())]
}

/// The white space that makes a line part of an item.
fn content_indent(source: &str, byte_item: usize) -> String {
    let rest = &source[byte_item..];
    let byte_marker = byte_item + rest.len() - rest.trim_start().len();
    let line_start = source[..byte_marker].rfind('\n').map_or(0, |at| at + 1);
    let before = source[line_start..byte_marker].chars().map(|c| if c == '\t' { c } else { ' ' });
    let marker = &source[byte_marker..];
    let n_marker = marker.find(char::is_whitespace).unwrap_or(1);
    let n_blanks = marker[n_marker..].len() - marker[n_marker..].trim_start_matches(' ').len();
    let n_content = n_marker + if (1..=4).contains(&n_blanks) { n_blanks } else { 1 };
    before.chain(std::iter::repeat_n(' ', n_content)).collect()
}

/// Whether indented code is a list of words: items, each with a few of them or with a link.
fn is_list(source: &str, block: &CodeBlockPart) -> bool {
    let is_item = |line: &str| {
        let words = line.trim_start().strip_prefix(['-', '*', '+']).and_then(|rest| rest.strip_prefix(' '));
        words.is_some_and(|words| words.contains("](http") || is_prose(words))
    };
    let mut own = lines(source, block.bytes.clone()).map(|line| &source[line]).filter(|line| !line.trim().is_empty());
    block.info.is_none() && own.next().is_some_and(is_item) && own.all(is_item)
}

/// Words, and no signs that only code has.
fn is_prose(words: &str) -> bool {
    let is_code = |c: char| matches!(c, '=' | '{' | '}' | ';' | '<' | '>' | '$');
    words.split_whitespace().count() > 2 && !words.contains(is_code) && !words.contains(": ")
}

/// Brings a list back to the margin, its items nested as they are.
fn made_list(anatomy: &Anatomy, opening: &Range<usize>) -> Vec<Suggestion> {
    let source = anatomy.source;
    let Some(block) = anatomy.code_blocks.iter().find(|block| block.bytes.start == opening.start) else {
        return Vec::new();
    };
    let line_start = source[..block.bytes.start].rfind('\n').map_or(0, |at| at + 1);
    let own: Vec<Range<usize>> =
        lines(source, line_start..block.bytes.end).filter(|line| !source[line.clone()].trim().is_empty()).collect();
    let Some(shared) = own.iter().map(|line| indent(&source[line.clone()])).min_by_key(|indent| indent.len()) else {
        return Vec::new();
    };
    if !own.iter().all(|line| source[line.clone()].starts_with(shared)) {
        return Vec::new();
    }
    let changes = own.iter().map(|line| Change::delete(line.start..line.start + shared.len())).collect();
    // What comes back may go together with what stands below.
    vec![Suggestion::to_review("Make it a list", changes)]
}

fn mixed(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let finding = |list: &TopPart| {
        let nested = nested_items(anatomy, &list.bytes);
        let few = first_of_few(source, &nested);
        let other = || nested.iter().find(|line| is_tabbed(source, line) != is_tabbed(source, &nested[0]));
        let line = few.or_else(other)?;
        let (some, others) = if is_tabbed(source, line) { ("spaces", "tabs") } else { ("tabs", "spaces") };
        let message = match few {
            Some(_) => format!("Most items of this list are indented by {some}; here by {others}."),
            None => format!("Above, the items of this list are indented by {some}; here by {others}."),
        };
        Some(Finding::new(&MIXED_INDENT, line.clone(), message))
    };
    anatomy.tops.iter().filter(|top| top.is_list).filter_map(finding).collect()
}

/// Of items that are indented in two ways, the first of the few, if the others are at least twice as many.
fn first_of_few<'a>(source: &str, nested: &'a [Range<usize>]) -> Option<&'a Range<usize>> {
    let (tabbed, blank): (Vec<_>, Vec<_>) = nested.iter().partition(|line| is_tabbed(source, line));
    let (few, many) = if tabbed.len() < blank.len() { (tabbed, blank) } else { (blank, tabbed) };
    few.first().filter(|_| few.len() * 2 <= many.len()).copied()
}

/// The lines on which indented items begin.
fn nested_items(anatomy: &Anatomy, list: &Range<usize>) -> Vec<Range<usize>> {
    let source = anatomy.source;
    let from = anatomy.items.partition_point(|item| item.start < list.start);
    let items = anatomy.items[from..].iter().take_while(|item| item.start < list.end);
    let line_of = |item: &Range<usize>| {
        let rest = &source[item.start..];
        let byte_marker = item.start + rest.len() - rest.trim_start().len();
        let line_start = source[..byte_marker].rfind('\n').map_or(0, |at| at + 1);
        first_line(source, line_start..source.len())
    };
    items
        .map(line_of)
        .filter(|line| indent(&source[line.clone()]).len() > usize::from(!is_tabbed(source, line)))
        .collect()
}

fn is_tabbed(source: &str, line: &Range<usize>) -> bool {
    indent(&source[line.clone()]).contains('\t')
}

/// Indents the few lines of a list as the many are; where neither are few, as changes the fewer bytes.
fn indented_alike(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    const LABEL: &str = "Indent the list alike";
    let source = anatomy.source;
    let Some(list) = anatomy.tops.iter().find(|top| top.bytes.contains(&bytes.start)) else { return Vec::new() };
    let nested = nested_items(anatomy, &list.bytes);
    let is_code = |line: &Range<usize>| {
        anatomy.code_blocks.iter().any(|block| block.bytes.start < line.end && line.start < block.bytes.end)
    };
    let own =
        lines(source, list.bytes.clone()).filter(|line| !source[line.clone()].trim().is_empty() && !is_code(line));
    let (tabbed, blank): (Vec<_>, Vec<_>) = own.partition(|line| is_tabbed(source, line));
    let blank_items: Vec<_> = nested.iter().filter(|line| !is_tabbed(source, line)).cloned().collect();
    let to_blanks = vec![indented(source, &tabbed, |n_columns| " ".repeat(n_columns))];
    let to_tabs = vec![indented(source, &blank, tabs), indented(source, &blank_items, whole_tabs)];
    let (first, then) = match first_of_few(source, &nested) {
        Some(few) if is_tabbed(source, few) => (to_blanks, to_tabs),
        Some(_) => (to_tabs, to_blanks),
        None => {
            let mut ways = [to_blanks, to_tabs].concat();
            sort_by_numbers(&mut ways, |changes| (n_bytes(changes), 0));
            (ways, Vec::new())
        }
    };
    // To change the many for a few is for the author to decide.
    let first = first.into_iter().map(|changes| Suggestion::safe(LABEL, changes));
    first.chain(then.into_iter().map(|changes| Suggestion::to_review(LABEL, changes))).collect()
}

/// The changes that indent lines in another way, given the columns that they are indented by.
fn indented(source: &str, lines: &[Range<usize>], indent_of: fn(usize) -> String) -> Vec<Change> {
    let change = |line: &Range<usize>| {
        let old = indent(&source[line.clone()]);
        let new = indent_of(n_columns(old));
        (new != old).then(|| Change::replace(line.start..line.start + old.len(), new))
    };
    lines.iter().filter_map(change).collect()
}

/// How much is deleted and inserted.
fn n_bytes(changes: &[Change]) -> usize {
    changes.iter().map(|change| change.byte_to - change.byte_from + change.insert.len()).sum()
}

/// Two spaces are often meant as one tab.
fn whole_tabs(n_columns: usize) -> String {
    "\t".repeat(n_columns.div_ceil(4))
}

fn tabs(n_columns: usize) -> String {
    "\t".repeat(n_columns / 4) + &" ".repeat(n_columns % 4)
}

/// The columns that white space takes: a tab reaches to the next multiple of four.
fn n_columns(indent: &str) -> usize {
    indent.chars().fold(0, |n_columns, c| if c == '\t' { (n_columns / 4 + 1) * 4 } else { n_columns + 1 })
}

#[cfg(test)]
mod tests {
    use super::super::fixing::fix_all;
    use super::super::tests::{check, check_fix, with_findings};

    #[test]
    fn a_fence_right_below_a_bullet_is_indented() {
        let broken = "- fly\n    - high\n```\nup()\n\n  down()\n```\n- low\n";
        check("fence-breaks-list", broken, &["3 This code block ends the list above it."]);
        let fixed = "- fly\n    - high\n      ```\n      up()\n\n        down()\n      ```\n- low\n";
        check_fix("fence-breaks-list", broken, fixed);
        check("fence-breaks-list", fixed, &[]);
        check_fix("fence-breaks-list", "\n1. fly\n```\nup()\n```\n", "\n1. fly\n   ```\n   up()\n   ```\n");
    }

    #[test]
    fn code_below_a_blank_line_is_meant_to_end_the_list() {
        check("fence-breaks-list", "- fly\n\n```\nup()\n```\n", &[]);
        check("fence-breaks-list", "fly\n```\nup()\n```\n", &[]);
    }

    #[test]
    fn a_list_that_became_code_comes_back() {
        let broken = "```\nup()\n```\n\n    - fly as high as you can\n        - [and](https://a.example) low\n";
        check("bullets-as-code", broken, &["5 The list from “- fly as high as you can” on is shown as code."]);
        check_fix(
            "bullets-as-code",
            broken,
            "```\nup()\n```\n\n- fly as high as you can\n    - [and](https://a.example) low\n",
        );
    }

    #[test]
    fn code_that_looks_like_a_list_is_code() {
        check("bullets-as-code", "kites:\n\n    - name: red one here\n    - name: blue one here\n", &[]);
        check("bullets-as-code", "kites:\n\n    - a - b = c\n    x = 1\n", &[]);
        check("bullets-as-code", "- a\n\n    - b is in the list\n", &[]);
    }

    #[test]
    fn a_list_is_indented_alike() {
        let mixed = "- a\n\t- b\n\t- c\n    - d\n- e\n";
        check("mixed-indent", mixed, &["4 Most items of this list are indented by tabs; here by spaces."]);
        check_fix("mixed-indent", mixed, "- a\n\t- b\n\t- c\n\t- d\n- e\n");
        check_fix("mixed-indent", "- a\n    - b\n\t- c\n", "- a\n    - b\n    - c\n");
        check(
            "mixed-indent",
            "- a\n    - b\n\t- c\n",
            &["3 Above, the items of this list are indented by spaces; here by tabs."],
        );
        check("mixed-indent", "- a\n\t- b\n\n      ```\n      c\n      ```\n\nd\n\n- e\n    - f\n", &[]);
    }

    #[test]
    fn the_few_items_are_indented_as_the_many_are() {
        let mixed = "- a\n    - b\n\t- c\n\t- d\n\t\t- e\n";
        check("mixed-indent", mixed, &["2 Most items of this list are indented by tabs; here by spaces."]);
        check_fix("mixed-indent", mixed, "- a\n\t- b\n\t- c\n\t- d\n\t\t- e\n");
        // Two blanks are as deep as the tab beside them.
        let shallow = "- a\n\t- b\n  - c\n- d\n\t- e\n\t\t- f\n";
        check("mixed-indent", shallow, &["3 Most items of this list are indented by tabs; here by spaces."]);
        check_fix("mixed-indent", shallow, &shallow.replace("\n  - c", "\n\t- c"));
        let tabbed = "- a\n  - b\n  - c\n  - d\n\t- e\n  - f\n";
        check_fix("mixed-indent", tabbed, &tabbed.replace('\t', "    "));
    }

    #[test]
    fn many_items_are_indented_as_a_few_only_by_the_author() {
        // Two tabs below two blanks make no item, which one tab would change.
        let many = "- a\n\t- b\n  - c\n\t\t- d\n\t- e\n\t- f\n";
        check("mixed-indent", many, &["3 Most items of this list are indented by tabs; here by spaces."]);
        check_fix("mixed-indent", many, &many.replace('\t', "    "));
        with_findings(many, |notes, findings| assert_eq!(fix_all(notes, &findings).1, 0));
    }

    #[test]
    fn as_many_items_of_each_kind_are_indented_by_the_smaller_change() {
        check_fix("mixed-indent", "- a\n    - b\n    - c\n\t- d\n", "- a\n    - b\n    - c\n    - d\n");
        check_fix(
            "mixed-indent",
            "- a\n    - b\n\t- c\n\t\t- d\n- e\n    - f\n",
            "- a\n\t- b\n\t- c\n\t\t- d\n- e\n\t- f\n",
        );
    }
}
