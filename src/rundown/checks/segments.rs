//! Segments that lack something.

use std::ops::Range;

use super::finding::quoted;
use super::live::{Known, LinkPlace};
use super::{Check, Finding};
use crate::rundown::{Notes, Outline, Segment, SegmentKind, all_segment_bytes};

/// Finds what segments lack, top down; `links` are all of the notes. Takes time linear in segments and links.
pub(super) fn findings(notes: &Notes, known: &Known, links: &[LinkPlace]) -> Vec<Finding> {
    let bodies = all_segment_bytes(notes);
    let has_link = |idx: usize| has_link(&notes.outline.segments[idx], &bodies[idx], links);
    let topics: Vec<usize> = topics(notes.outline).map(|(idx, _)| idx).collect();
    let n_linked = topics.iter().filter(|idx| has_link(**idx)).count();
    if !are_linked(n_linked, topics.len(), known) {
        return Vec::new();
    }
    let lacking = topics.into_iter().filter(|idx| !has_link(*idx));
    let lacking = lacking.filter(|idx| notes.outline.segments[*idx].label.title.is_some());
    lacking.map(|idx| without_link(notes, idx, &bodies[idx])).collect()
}

fn without_link(notes: &Notes, segment_idx: usize, body: &Range<usize>) -> Finding {
    let segment = &notes.outline.segments[segment_idx];
    let message = format!("{} has no link.", name(segment));
    Finding { check: Check::SegmentWithoutLink, bytes: first_line(notes.text, body), line: segment.line, message }
}

fn has_link(segment: &Segment, body: &Range<usize>, links: &[LinkPlace]) -> bool {
    let next = links.partition_point(|link| link.bytes.start < body.start);
    let is_within = links.get(next).is_some_and(|link| link.bytes.start < body.end);
    is_within || segment.label.url.as_deref().is_some_and(|url| url.contains("://"))
}

/// Whether topics have links as a rule: in these notes, and where these have few, in the others.
fn are_linked(n_linked: usize, n_topics: usize, known: &Known) -> bool {
    let others = || known.others.iter().flat_map(topics);
    let n_topics = n_topics + others().count();
    let n_linked = n_linked + others().filter(|(_, topic)| topic.label.url.is_some()).count();
    n_topics > 1 && n_linked * 2 > n_topics
}

fn topics(outline: &Outline) -> impl Iterator<Item = (usize, &Segment)> {
    outline.segments.iter().enumerate().filter(|(_, segment)| segment.label.kind == SegmentKind::Topic)
}

/// What a segment is called in a message: `“Ann #3”`, or its title.
pub(super) fn name(segment: &Segment) -> String {
    let label = &segment.label;
    match (&label.host, label.number) {
        (Some(host), Some(number)) => quoted(&format!("{host} #{number}")),
        (Some(host), None) if label.title.is_none() => quoted(host),
        (None, Some(number)) => quoted(&format!("#{number} {}", label.title.as_deref().unwrap_or_default())),
        _ => quoted(label.title_or_kind()),
    }
}

/// The line of a segment's label, without its end.
pub(super) fn line_bytes(notes: &Notes, segment_idx: usize) -> Range<usize> {
    first_line(notes.text, &crate::rundown::segment_bytes(notes, segment_idx))
}

fn first_line(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let byte_end = text[bytes.clone()].find('\n').map_or(bytes.end, |at| bytes.start + at);
    bytes.start..byte_end
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_topic_without_a_link_is_found_where_others_have_one() {
        let linked = "Ann #1: [Kites](https://a.example)\n\nBen #2: [Wind](https://b.example)\n\n";
        check("segment-without-link", &format!("{linked}Ann #3: Planes\n\n- fly\n"), &["5 “Ann #3” has no link."]);
        check("segment-without-link", &format!("{linked}Ann #3: Planes\n\n- > see https://c.example\n"), &[]);
        check("segment-without-link", &format!("{linked}Ann #3: Planes\n\n- a\n    - [b](https://c.example)\n"), &[]);
        check("segment-without-link", &format!("{linked}Joke: why?\n"), &[]);
    }

    #[test]
    fn topics_need_no_link_where_none_has_one() {
        check("segment-without-link", "Ann #1: Kites\n\nBen #2: Wind\n\nAnn #3: [Planes](https://a.example)\n", &[]);
        check("segment-without-link", "Ann #1: Kites\n", &[]);
    }
}
