//! Lines that begin with times: lines here, one paragraph elsewhere.

use std::ops::Range;

use super::anatomy::Anatomy;
use super::check::{Check, Find, Finding, Fixes, MayChange, Severity, Suggestion, quoted};
use super::lines::lines;
use crate::outline::source_begins_with_time;
use crate::text::Change;

pub(super) static TIMES_RUN_TOGETHER: Check =
    Check::new("times-run-together", Severity::Hint, "Chapters that run together")
        .why("Other programs show such lines as one paragraph, because nothing ends them.")
        .find(Find::Block(run_together), "00:00 Hello\n01:20 Tea\n")
        .fixes(Fixes::Block(with_line_ends, &[MayChange::SourceAlone]));

/// What ends a line in Markdown. Two blanks rather than a backslash, which programs without Markdown would show.
const LINE_END: &str = "  ";

fn run_together(anatomy: &Anatomy) -> Vec<Finding> {
    let Some(first) = unended(anatomy).into_iter().next() else { return Vec::new() };
    let words = quoted(&anatomy.source[first.clone()]);
    vec![Finding::new(&TIMES_RUN_TOGETHER, first, format!("{words} and the line below run together elsewhere."))]
}

/// Ends all such lines of the block.
fn with_line_ends(anatomy: &Anatomy, _: &Range<usize>) -> Vec<Suggestion> {
    let changes = unended(anatomy).into_iter().map(|line| Change::replace(line.end..line.end, LINE_END));
    vec![Suggestion::safe("End the lines", changes.collect())]
}

/// The lines of a paragraph that nothing ends, though the next one begins with a time.
fn unended(anatomy: &Anatomy) -> Vec<Range<usize>> {
    let source = anatomy.source;
    let is_paragraph = anatomy.code_blocks.is_empty() && anatomy.tops.iter().all(|top| !top.is_list);
    let all: Vec<Range<usize>> = lines(source, 0..source.len()).collect();
    let has_time = |line: &Range<usize>| source_begins_with_time(&source[line.clone()]);
    if !is_paragraph || all.iter().filter(|line| has_time(line)).count() < 2 {
        return Vec::new();
    }
    let is_ended = |line: &Range<usize>| source[line.clone()].ends_with([' ', '\\']) || line.is_empty();
    let pairs = all.windows(2).filter(|pair| has_time(&pair[1]) && !is_ended(&pair[0]));
    pairs.map(|pair| pair[0].clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix};

    #[test]
    fn lines_of_chapters_get_their_ends() {
        let found = ["1 “00:00 Hello” and the line below run together elsewhere."];
        check("times-run-together", "00:00 Hello\n**[01:20](#t=80)** Tea\nand cake\n02:00 Bye\n", &found);
        check_fix(
            "times-run-together",
            "00:00 Hello\n**[01:20](#t=80)** Tea\nand cake\n02:00 Bye\n",
            "00:00 Hello  \n**[01:20](#t=80)** Tea\nand cake  \n02:00 Bye\n",
        );
    }

    #[test]
    fn lines_that_are_ended_or_alone_are_fine() {
        check("times-run-together", "00:00 Hello  \n01:20 Tea\\\n02:00 Bye\n", &[]);
        check("times-run-together", "- 00:00 Hello\n- 01:20 Tea\n\n00:00 Hello\n\n01:20 Tea\n", &[]);
        check("times-run-together", "```\n00:00 Hello\n01:20 Tea\n```\n", &[]);
        check("times-run-together", "We met at\n12:30 and left.\n", &[]);
    }
}
