//! Hosts: names that are almost known ones, and turns that are taken in another way than usual.

use super::check::{Check, Find, Finding, Fix, Fixes, Overview, Severity};
use super::segments::{line_bytes, name};
use crate::outline::{Outline, Segment, SegmentKind, credit_names_host, first_odd_turn, fold};
use crate::rundown::Notes;
use crate::text::{Change, SortedMap, TextEdit};

pub(super) static NEAR_MISS_HOST: Check =
    Check::new("near-miss-host", Severity::Doubtful, "Name that is almost a host's")
        .why("One wrong letter in a name turns a host into someone new.")
        .find(Find::Notes(near_misses), "Brian #1: A\n\nBrain #2: B\n\nBrian #3: C\n")
        .fixes(Fixes::Notes(with_known_name));

pub(super) static HOST_PATTERN: Check = Check::new("host-pattern", Severity::Hint, "Unusual turn")
    .why("In the other episodes the hosts take turns differently.")
    .find(Find::Order(out_of_turn), "Ann #1: A\n\nBen #2: B\n\nBen #3: C\n\nBen #4: D\n");

/// Shorter names are too often others': `Dan` and `Ian`.
const MIN_CHARS: usize = 4;

/// A host is known who has at least so many times the segments of the one that is almost called so; of one who is heard in
/// other drafts too, more, lest two people are taken for one.
const MIN_TIMES: usize = 2;
const MIN_TIMES_ELSEWHERE: usize = 4;

/// More people than this are no show's.
const MAX_HOSTS: usize = 200;

/// How a host is called, and how often labels do so.
struct Named {
    name: String,
    n_own: usize,
    n_all: usize,
}

/// Finds hosts who are almost others. Takes time linear in the segments of all drafts, and quadratic in their hosts.
fn near_misses(overview: &Overview) -> Vec<Finding> {
    let notes = overview.notes;
    let named = named(notes.outline, overview.others);
    if named.len() > MAX_HOSTS {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (segment_idx, segment) in notes.outline.segments.iter().enumerate() {
        let Some(host) = &segment.label.host else { continue };
        let Some(meant) = meant(&fold(host), notes.outline, &named) else { continue };
        let message = format!("“{host}” is almost “{meant}”.");
        let finding = Finding::on_line(&NEAR_MISS_HOST, line_bytes(notes, segment_idx), segment.line, message);
        findings.push(Finding { instead: Some(meant.to_owned()), ..finding });
    }
    findings
}

/// Puts the known name in the place of the one that is almost it, if no markup parts that.
fn with_known_name(notes: &Notes, finding: &Finding) -> Option<Fix> {
    let meant = finding.instead.as_ref()?;
    let segments = &notes.outline.segments;
    let segment = &segments[segments.binary_search_by_key(&finding.line, |segment| segment.line).ok()?];
    let places = notes.label_line(segment)?.source_of(segment.label.host_at.clone()?)?;
    let [place] = places.as_slice() else { return None };
    let byte_of_block = notes.blocks.byte_of(segment.block_idx);
    let change = Change::replace(place.start + byte_of_block..place.end + byte_of_block, meant.as_str());
    let edit = TextEdit::new(vec![change], None);
    Some(Fix { label: format!("Write {meant}"), edit, is_safe: true })
}

/// Finds the first host who speaks out of turn. Takes time linear in the segments of all drafts.
fn out_of_turn(overview: &Overview) -> Vec<Finding> {
    let notes = overview.notes;
    let others: Vec<&Outline> = overview.others.iter().collect();
    let topics = notes.outline.segments.iter().enumerate();
    let mut turns = topics.filter(|(_, it)| it.label.kind == SegmentKind::Topic && it.label.host.is_some());
    let odd = first_odd_turn(notes.outline, &others).and_then(|turn_idx| turns.nth(turn_idx));
    let finding = |(segment_idx, segment): (usize, &Segment)| {
        let message = format!("It would be someone else's turn at {}.", name(segment));
        Finding::on_line(&HOST_PATTERN, line_bytes(notes, segment_idx), segment.line, message)
    };
    odd.map(finding).into_iter().collect()
}

/// All hosts, folded, of this draft and the others.
fn named(own: &Outline, others: &[Outline]) -> SortedMap<String, Named> {
    let mut named: SortedMap<String, Named> = SortedMap::new();
    for (outline, is_own) in std::iter::once((own, 1)).chain(others.iter().map(|other| (other, 0))) {
        for host in outline.segments.iter().filter_map(|segment| segment.label.host.as_ref()) {
            let entry = named.get_or_insert_with(fold(host), || Named { name: host.clone(), n_own: 0, n_all: 0 });
            entry.n_all += 1;
            entry.n_own += is_own;
        }
    }
    named
}

/// The host who is meant by a name that is almost theirs.
fn meant<'n>(host: &str, own: &Outline, named: &'n SortedMap<String, Named>) -> Option<&'n str> {
    let is_guest = || own.guests.iter().any(|guest| credit_names_host(guest, host));
    let this = named.get(host).filter(|_| host.chars().count() >= MIN_CHARS && !is_guest())?;
    let n_times = if this.n_all > this.n_own { MIN_TIMES_ELSEWHERE } else { MIN_TIMES };
    let known = named.iter().filter(|(other, it)| it.n_all >= n_times * this.n_all && is_near(host, other));
    known.max_by_key(|(_, it)| it.n_all).map(|(_, it)| it.name.as_str())
}

/// Whether one letter is missing, too much, another one, or two have changed places.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let n_before = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[n_before..], &b[n_before..]);
    let n_behind = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - n_behind], &b[..b.len() - n_behind]) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix, check_no_fix, findings_beside};
    use super::*;

    #[test]
    fn a_name_that_is_almost_a_hosts_is_found() {
        let notes = "Brian #1: A\n\nBrain #2: B\n\nBrian #3: C\n";
        check("near-miss-host", notes, &["3 “Brain” is almost “Brian”."]);
        check_fix("near-miss-host", notes, "Brian #1: A\n\nBrian #2: B\n\nBrian #3: C\n");
        check_no_fix("near-miss-host", "Brian #1: A\n\n**Br**ain #2: B\n\nBrian #3: C\n");
    }

    #[test]
    fn two_people_of_almost_the_same_name_are_two() {
        check("near-miss-host", "Dan #1: A\n\nIan #2: B\n\nDan #3: C\n", &[]);
        check("near-miss-host", "Jane #1: A\n\nJana #2: B\n\nJane #3: A\n\nJana #4: B\n", &[]);
        check("near-miss-host", "Special guest: Jana Lee\n\nJane #1: A\n\nJana #2: B\n\nJane #3: C\n", &[]);
    }

    #[test]
    fn other_drafts_tell_who_is_known() {
        let found = |own: &str, others: &[&str]| {
            findings_beside(own, others).into_iter().filter(|it| it.check == &NEAR_MISS_HOST).count()
        };
        assert_eq!(found("Michae #1: A\n", &["Michael #1: A\n\nMichael #2: B\n"]), 1);
        assert_eq!(found("Michae #1: A\n", &["Michele #1: A\n\nMichele #2: B\n"]), 0);
    }

    #[test]
    fn a_turn_that_breaks_the_custom_is_found() {
        let turns = |names: &str| -> String {
            names.split(' ').enumerate().map(|(idx, name)| format!("{name} #{}: A\n\n", idx + 1)).collect()
        };
        let found = |own: &str, others: &[&str]| {
            let others: Vec<String> = others.iter().map(|names| turns(names)).collect();
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            let findings = findings_beside(&turns(own), &others).into_iter();
            findings.filter(|it| it.check == &HOST_PATTERN).map(|it| it.message).collect::<Vec<_>>()
        };
        let usual = ["Ann Ben Ann Ben", "Ben Ann Ben Ann", "Ann Ben Ann Ben"];
        assert_eq!(found("Ann Ben Ben Ben", &usual), ["It would be someone else's turn at “Ben #3”."]);
        assert!(found("Ann Ben Ben Ann", &usual).is_empty(), "another pattern");
        assert!(found("Ann Ben Cleo Ben", &usual).is_empty(), "a guest");
        assert!(found("Ann Ben Ben Ben", &usual[..2]).is_empty(), "no custom yet");
        assert!(found("Ann Ben Ben Ben", &["Ann Ben Ben Ann", "Ben Ann Ben Ann", "Ann Ben Ben Ben"]).is_empty());
    }
}
