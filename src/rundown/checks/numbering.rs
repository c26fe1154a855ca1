//! Numbers of segments that are skipped, repeated, out of order or missing.
//!
//! Legal are `#0` anywhere, parts (`#0.1`), countdowns, and runs that begin again in another part of the notes. Only where
//! numbers are a convention of the notes are they judged: an issue (`#39`) or a lone `(4)` counts nothing.

use super::check::{Check, Find, Finding, Fix, Fixes, Severity};
use super::convention::Convention;
use super::segments::{line_bytes, name};
use crate::markdown::BlockList;
use crate::outline::{Outline, Segment, SegmentKind, SegmentNumber, is_hash};
use crate::rundown::{Notes, renumber};
use crate::text::{Change, TextEdit};

pub(super) static NUMBERING: Check = Check::new("numbering", Severity::Doubtful, "Wrong number")
    .why("A number that is skipped, repeated or missing makes listeners look for a segment that is not there.")
    .find(Find::Order(|overview| wrong_numbers(overview.notes)), "Ann #1: A\n\nBen #2: B\n\nAnn #4: C\n")
    .fixes(Fixes::AllLast(numbered_anew));

/// A topic with a number, or with a place for one.
struct Numbered<'a> {
    segment: &'a Segment,
    segment_idx: usize,
    number: Option<SegmentNumber>,
}

/// Finds wrong numbers, top down. Takes time linear in the segments.
fn wrong_numbers(notes: &Notes) -> Vec<Finding> {
    let numbered = numbered(notes);
    if is_countdown(&numbered) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for run in runs(&numbered) {
        find_in_run(notes, run, &mut findings);
    }
    findings
}

/// Puts in a number that is missing, else numbers the segments anew, if that changes no `#0` and no number that is right.
fn numbered_anew(notes: &Notes, finding: &Finding) -> Option<Fix> {
    let numbered = numbered(notes);
    let own_idx = numbered.iter().position(|it| it.segment.line == finding.line)?;
    let (label, edit) = match numbered[own_idx].number {
        None => ("Put in the number".to_owned(), with_number(notes, &numbered, own_idx)?),
        Some(_) if numbered.iter().any(|it| it.number.is_none()) || runs(&numbered).count() > 1 => return None,
        Some(_) => ("Number the segments anew".to_owned(), renumber(notes).ok().filter(|edit| !edit.is_empty())?),
    };
    let text = edit.apply(notes.text);
    let blocks = BlockList::new(&text, notes.blocks.options());
    let outline = Outline::of(&blocks);
    let after = Notes { text: &text, blocks: &blocks, outline: &outline };
    let is_alike = titles(notes.outline).eq(titles(&outline)) && others(notes.outline) == others(&outline);
    let is_fixed = wrong_numbers(&after).is_empty() && is_alike;
    is_fixed.then_some(Fix { label, edit, is_safe: true })
}

/// `Ann #:` to `Ann #3:`, one more than above.
fn with_number(notes: &Notes, numbered: &[Numbered], own_idx: usize) -> Option<TextEdit> {
    let above = own_idx.checked_sub(1).map_or(Some(0), |idx| Some(numbered[idx].number?.whole))?;
    let segment = numbered[own_idx].segment;
    let line = notes.label_line(segment)?;
    let sign = line.text.get(..segment.label.prefix_len)?.char_indices().rfind(|(_, c)| is_hash(*c))?;
    let place = line.source_of(sign.0..sign.0 + sign.1.len_utf8())?.pop()?;
    let byte = notes.blocks.byte_of(segment.block_idx) + place.end;
    Some(TextEdit::new(vec![Change::insert(byte, above.saturating_add(1).to_string())], None))
}

/// What the segments are called, and where.
fn titles(outline: &Outline) -> impl Iterator<Item = (usize, Option<&str>)> {
    outline.segments.iter().map(|segment| (segment.line, segment.label.title.as_deref()))
}

/// The numbers that numbering anew must leave alone.
fn others(outline: &Outline) -> Vec<(usize, SegmentNumber)> {
    let numbers = outline.segments.iter().enumerate().filter_map(|(idx, it)| Some((idx, it, it.label.number?)));
    let is_other = |segment: &Segment, number: SegmentNumber| {
        segment.label.kind != SegmentKind::Topic || number.whole == 0 || number.part.is_some()
    };
    numbers.filter(|(_, segment, number)| is_other(segment, *number)).map(|(idx, _, number)| (idx, number)).collect()
}

/// The topics that count. Where nobody has a host, the numbers must be written alike: `（4）` and `3、` do not count together.
fn numbered<'a>(notes: &Notes<'a>) -> Vec<Numbered<'a>> {
    let convention = Convention::of(notes.outline);
    let is_judged = |segment: &Segment| match convention {
        Convention::Hosts => convention.marks(segment) || has_sign(notes, segment),
        Convention::Numbers => true,
        Convention::None => false,
    };
    let topics = notes.outline.segments.iter().enumerate();
    let topics = topics.filter(|(_, segment)| segment.label.kind == SegmentKind::Topic && is_judged(segment));
    let numbered = topics.filter_map(|(segment_idx, segment)| {
        let number = segment.label.number;
        let counts = match number {
            Some(number) => number.whole > 0 && number.part.is_none(),
            None => has_place_for_number(notes, segment),
        };
        counts.then_some(Numbered { segment, segment_idx, number })
    });
    let numbered: Vec<Numbered> = numbered.collect();
    let are_alike = convention != Convention::Numbers
        || numbered.windows(2).all(|pair| shape(notes, pair[0].segment) == shape(notes, pair[1].segment));
    if are_alike { numbered } else { Vec::new() }
}

/// `Ann #:`
fn has_place_for_number(notes: &Notes, segment: &Segment) -> bool {
    segment.label.host.is_some() && has_sign(notes, segment)
}

/// Whether a label has a `#`.
fn has_sign(notes: &Notes, segment: &Segment) -> bool {
    prefix(notes, segment).contains(is_hash)
}

/// How a number is written: what stands around its digits.
fn shape(notes: &Notes, segment: &Segment) -> String {
    prefix(notes, segment).chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
}

/// What stands before the title.
fn prefix<'a>(notes: &Notes<'a>, segment: &Segment) -> &'a str {
    notes.label_line(segment).and_then(|line| line.text.get(..segment.label.prefix_len)).unwrap_or_default()
}

fn is_countdown(numbered: &[Numbered]) -> bool {
    let numbers: Vec<SegmentNumber> = numbered.iter().filter_map(|it| it.number).collect();
    numbers.len() > 2 && numbers.windows(2).all(|pair| pair[1] < pair[0])
}

/// Stretches that are counted by themselves: one begins where the numbers fall to where the one above began.
fn runs<'s, 'a>(numbered: &'s [Numbered<'a>]) -> impl Iterator<Item = &'s [Numbered<'a>]> {
    let mut first: Option<SegmentNumber> = None;
    let mut last: Option<SegmentNumber> = None;
    numbered.chunk_by(move |above, below| {
        first = first.or(above.number);
        last = above.number.or(last);
        let begins = below.number.is_some_and(|number| Some(number) < last && Some(number) <= first);
        if begins {
            (first, last) = (None, None);
        }
        !begins
    })
}

fn find_in_run(notes: &Notes, run: &[Numbered], findings: &mut Vec<Finding>) {
    // How far the numbers are off the count.
    let mut offset = 0;
    for (idx, it) in run.iter().enumerate() {
        let count = idx as i64 + 1;
        let Some(number) = it.number else {
            findings.push(finding(notes, it, format!("{} has no number behind its #.", name(it.segment))));
            continue;
        };
        let is_off = i64::from(number.whole) - count;
        let above = idx.checked_sub(1).map(|above| &run[above]);
        let is_repeated = above.is_some_and(|above| above.number == Some(number));
        if is_repeated || (is_off != offset && !(is_off == 0 && idx > 0)) {
            findings.push(finding(notes, it, message(it, number, above, count + offset)));
        }
        offset = is_off;
    }
}

fn message(it: &Numbered, number: SegmentNumber, above: Option<&Numbered>, expected: i64) -> String {
    let name = name(it.segment);
    match above.and_then(|above| above.number) {
        None => format!("The numbers begin with {name}."),
        Some(above) if above == number => format!("#{number} is there twice: see {name}."),
        Some(above) if i64::from(number.whole) == expected + 1 => {
            format!("{name} follows #{above}: #{expected} is missing.")
        }
        Some(above) => format!("{name} follows #{above}."),
    }
}

fn finding(notes: &Notes, it: &Numbered, message: String) -> Finding {
    let bytes = line_bytes(notes, it.segment_idx);
    Finding::on_line(&NUMBERING, bytes, it.segment.line, message)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix, check_no_fix};

    fn notes(numbers: &str) -> String {
        let label = |number: &str| format!("Ann #{number}: [Kites](https://a.example)\n\n");
        numbers.split(' ').map(label).collect()
    }

    #[track_caller]
    fn check_numbers(numbers: &str, expected: &[&str]) {
        check("numbering", &notes(numbers), expected);
    }

    #[test]
    fn counting_is_right_in_many_ways() {
        for numbers in ["1 2 3", "0 1 2", "1 0 2", "0.1 0.2 1", "1 1.1 2", "3 2 1", "1 2 3 1 2", "1", "1 2 3 0"] {
            check_numbers(numbers, &[]);
        }
    }

    #[test]
    fn a_wrong_number_is_found_once() {
        check_numbers("1 2 4 5", &["5 “Ann #4” follows #2: #3 is missing."]);
        check_numbers("1 2 3 44 5", &["7 “Ann #44” follows #3."]);
        check_numbers("1 2 2 3", &["5 #2 is there twice: see “Ann #2”."]);
        check_numbers("1 3 3 4", &["3 “Ann #3” follows #1: #2 is missing.", "5 #3 is there twice: see “Ann #3”."]);
        check_numbers("2 3", &["1 The numbers begin with “Ann #2”."]);
        check_numbers("1  3", &["3 “Kites” has no number behind its #."]);
        check_numbers("1 2 3 5 4 6", &["7 “Ann #5” follows #3: #4 is missing.", "9 “Ann #4” follows #5."]);
    }

    #[test]
    fn numbers_are_judged_where_they_are_a_convention() {
        check("numbering", "#1: Kites\n\n#2: Wind\n\n#4: Rain\n", &["5 “#4 Rain” follows #2: #3 is missing."]);
        for notes in [
            "## Agenda\n\n- x\n\n## Next Summit [#39](https://a.example/39)\n\n- ok\n",
            "## Ann #39: Kites\n\n- ok\n\n## Ben #195: Wind\n\n- ok\n",
            "(4) Water, hot.\n\n3) Leaves.\n\n5) A cup.\n",
            "Ann #7: Kites\n",
        ] {
            check("numbering", notes, &[]);
        }
    }

    #[test]
    fn below_a_label_that_code_swallows_numbers_are_not_judged() {
        let fence = "```\nfly()\n\n**Ann #5:** [Wind](https://b.example)\n\n- high\n```\n\n";
        let skip = ["3 “Ann #3” follows #1: #2 is missing."];
        check("numbering", &format!("{}{fence}{}", notes("1 3 4"), notes("7")), &skip);
    }

    #[test]
    fn segments_are_numbered_anew_if_nothing_else_changes() {
        check_fix("numbering", &notes("1 2 4 5"), &notes("1 2 3 4"));
        check_fix("numbering", &notes("0 1 3"), &notes("0 1 2"));
        check_fix("numbering", &notes("1  3"), &notes("1 2 3"));
        check_no_fix("numbering", &notes("1  2"));
        check_no_fix("numbering", &notes("1 0 3"));
        check_no_fix("numbering", &notes("1 2 4 1 2"));
    }
}
