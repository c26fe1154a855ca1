//! Segments that lack something that the others have.

use std::ops::Range;

use super::anatomy::Anatomy;
use super::check::{Check, Find, Finding, Fix, Fixes, LinkPlace, MayChange, Overview, Severity, Suggestion, quoted};
use super::convention::Convention;
use super::lines::first_line;
use crate::outline::{Outline, Segment, SegmentKind};
use crate::rundown::{Notes, delete_segment, segment_bytes};
use crate::text::Change;

pub(super) static SEGMENT_WITHOUT_TITLE: Check =
    Check::new("segment-without-title", Severity::Doubtful, "Segment without a title")
        .why("Nobody can tell what it is about.")
        .find(Find::Notes(without_title), "Ann #1: Kites\n\nBen #2:\n\n- fly\n");

pub(super) static TITLE_ON_NEXT_LINE: Check =
    Check::new("title-on-next-line", Severity::Doubtful, "Title on the line below")
        .why("The label and its title belong on one line, as in the other segments.")
        .find(Find::Notes(with_title_below), "Ann #3:\n\n[Kites](https://a.example)\n")
        .fixes(Fixes::Neighbours(title_pulled_up, &[MayChange::Blocks, MayChange::Titles]));

pub(super) static SEGMENT_WITHOUT_LINK: Check =
    Check::new("segment-without-link", Severity::Doubtful, "Segment without a link")
        .why("Listeners look here for what you talked about; the other segments link to it.")
        .find(Find::Notes(without_link), "Ann #1: [A](https://a.a)\n\nBen #2: [B](https://b.b)\n\nAnn #3: C\n");

pub(super) static EMPTY_SEGMENT: Check = Check::new("empty-segment", Severity::Doubtful, "Empty segment")
    .why("It has a label, and nothing below it.")
    .find(Find::Notes(empty), "Extras\n\n- \n")
    .fixes(Fixes::Notes(without_segment));

/// A segment and what belongs to it.
struct Own<'a> {
    segment: &'a Segment,
    /// Of its label, without the end.
    line_bytes: Range<usize>,
    body: Range<usize>,
}

/// All segments, top down.
fn all<'a>(overview: &'a Overview) -> impl Iterator<Item = Own<'a>> {
    let line_bytes = |body: &Range<usize>| first_line(overview.notes.text, body.clone());
    let all = overview.notes.outline.segments.iter().zip(&overview.segment_bytes);
    all.map(move |(segment, body)| Own { segment, line_bytes: line_bytes(body), body: body.clone() })
}

fn without_link(overview: &Overview) -> Vec<Finding> {
    let convention = Convention::of(overview.notes.outline);
    let topics: Vec<Own> = all(overview).filter(|it| convention.marks(it.segment)).collect();
    let lacking: Vec<&Own> = topics.iter().filter(|it| !has_link(it.segment, &it.body, &overview.links)).collect();
    if !are_linked(topics.len() - lacking.len(), topics.len(), overview.others) {
        return Vec::new();
    }
    let is_meant = |it: &&Own| {
        let label = &it.segment.label;
        let has_title = label.title.is_some() || title_below(it.below(overview.notes.text)).is_some();
        // The `url` that a template left is another check's.
        has_title && label.url.is_none() && label.number.is_none_or(|number| number.whole > 0)
    };
    let lacking = lacking.into_iter().filter(is_meant);
    lacking.map(|it| it.finding(&SEGMENT_WITHOUT_LINK, format!("{} has no link.", name(it.segment)))).collect()
}

fn without_title(overview: &Overview) -> Vec<Finding> {
    let text = overview.notes.text;
    let convention = Convention::of(overview.notes.outline);
    let untitled = untitled(overview).filter(|it| convention.marks(it.segment));
    let untitled = untitled.filter(|it| title_below(it.below(text)).is_none());
    let finding = |it: Own| {
        let n_bytes_to_gap = it.line_bytes.len();
        let message = format!("{} has no title.", name(it.segment));
        Finding { n_bytes_to_gap, ..it.finding(&SEGMENT_WITHOUT_TITLE, message) }
    };
    untitled.map(finding).collect()
}

/// Finds topics whose title stands below the label.
fn with_title_below(overview: &Overview) -> Vec<Finding> {
    let finding = |it: Own| {
        let title = quoted(title_below(it.below(overview.notes.text))?);
        Some(it.finding(&TITLE_ON_NEXT_LINE, format!("The title {title} stands below its label.")))
    };
    untitled(overview).filter_map(finding).collect()
}

fn untitled<'a>(overview: &'a Overview) -> impl Iterator<Item = Own<'a>> {
    all(overview).filter(|it| is_topic(it.segment) && it.segment.label.title.is_none())
}

/// A line that may be the title of the label above: a link or a few words in bold type, and nothing else.
fn title_below(below: &str) -> Option<&str> {
    let line = below.trim_start().lines().next()?.trim_end();
    let is_link = line.trim_start_matches('*').starts_with('[')
        && line.trim_end_matches('*').ends_with(')')
        && line.matches("](").count() == 1;
    let is_bold = line.len() > 4 && line.starts_with("**") && line.ends_with("**");
    (is_link || is_bold).then_some(line)
}

/// Pulls a title up to its label.
fn title_pulled_up(anatomy: &Anatomy, label: &Range<usize>) -> Vec<Suggestion> {
    let source = anatomy.source;
    let below = &source[label.end..];
    let n_blanks = below.len() - below.trim_start().len();
    let line_end = source[..label.end].trim_end().len();
    vec![Suggestion::safe("Pull the title up", vec![Change::replace(line_end..label.end + n_blanks, " ")])]
}

/// Finds segments that say nothing, where others say something. One that has sections says what they say.
fn empty(overview: &Overview) -> Vec<Finding> {
    let text = overview.notes.text;
    let convention = Convention::of(overview.notes.outline);
    let all: Vec<Own> = all(overview).collect();
    let is_empty = |it: &&Own| !has_address(it.segment) && says_nothing(it.details(text));
    let topics = || all.iter().filter(|it| convention.marks(it.segment));
    let n_empty = topics().filter(is_empty).count();
    let is_usual = n_empty * 2 > topics().count();
    let has_sections =
        |it: &Own, below: Option<&Own>| below.is_some_and(|below| below.segment.depth > it.segment.depth);
    let matters = |it: &Own| match it.segment.label.kind {
        SegmentKind::Topic => convention.marks(it.segment) && !is_usual,
        SegmentKind::Extras => true,
        SegmentKind::Joke => it.segment.label.title.is_none(),
        SegmentKind::Other => false,
    };
    let finding = |it: &Own| {
        let n_bytes_to_bullet = n_bytes_to_empty_bullet(&text[it.line_bytes.end..]).unwrap_or(0);
        let n_bytes_to_gap = it.line_bytes.len() + n_bytes_to_bullet;
        let message = format!("{} is empty.", name(it.segment));
        Finding { n_bytes_to_gap, ..it.finding(&EMPTY_SEGMENT, message) }
    };
    let with_next = all.iter().zip(all.iter().skip(1).map(Some).chain([None]));
    let empty = with_next.filter(|(it, next)| is_empty(it) && matters(it) && !has_sections(it, *next));
    empty.map(|(it, _)| finding(it)).collect()
}

/// How far it is to the end of a bullet without words that comes next.
fn n_bytes_to_empty_bullet(below: &str) -> Option<usize> {
    let n_blanks = below.len() - below.trim_start().len();
    let line = below[n_blanks..].lines().next()?;
    matches!(line.trim_end(), "-" | "*" | "+").then_some(n_blanks + line.len())
}

/// Deletes a segment that says nothing; not one that has a title, of which somebody wants to speak.
fn without_segment(notes: &Notes, finding: &Finding) -> Option<Fix> {
    let segments = &notes.outline.segments;
    let idx = segments.binary_search_by_key(&finding.line, |segment| segment.line).ok()?;
    let edit = segments[idx].label.title.is_none().then(|| delete_segment(notes, idx))?;
    Some(Fix { label: "Delete the empty segment".to_owned(), edit, is_safe: false })
}

/// Nothing but bullets without a word.
fn says_nothing(below: &str) -> bool {
    below.lines().all(|line| line.trim().trim_matches(['-', '*', '+']).is_empty())
}

impl Own<'_> {
    /// What stands below the label.
    fn below<'t>(&self, text: &'t str) -> &'t str {
        &text[self.line_bytes.end..self.body.end]
    }

    /// The same without the title, if that stands there too.
    fn details<'t>(&self, text: &'t str) -> &'t str {
        let below = self.below(text);
        let is_untitled = is_topic(self.segment) && self.segment.label.title.is_none();
        match title_below(below).filter(|_| is_untitled) {
            Some(title) => below.trim_start().strip_prefix(title).unwrap_or(below),
            None => below,
        }
    }

    fn finding(&self, check: &'static Check, message: String) -> Finding {
        Finding::on_line(check, self.line_bytes.clone(), self.segment.line, message)
    }
}

fn is_topic(segment: &Segment) -> bool {
    segment.label.kind == SegmentKind::Topic
}

fn has_link(segment: &Segment, body: &Range<usize>, links: &[LinkPlace]) -> bool {
    let next = links.partition_point(|link| link.bytes.start < body.start);
    let is_within = links.get(next).is_some_and(|link| link.bytes.start < body.end);
    is_within || has_address(segment)
}

/// Whether the title leads somewhere: not to the `url` that a template left.
fn has_address(segment: &Segment) -> bool {
    segment.label.url.as_deref().is_some_and(|url| url.contains("://"))
}

/// Whether topics have links as a rule: in these notes, and where these have few, in the others.
fn are_linked(n_linked: usize, n_topics: usize, others: &[Outline]) -> bool {
    let others = || others.iter().flat_map(|other| &other.segments).filter(|segment| is_topic(segment));
    let n_topics = n_topics + others().count();
    let n_linked = n_linked + others().filter(|topic| topic.label.url.is_some()).count();
    n_topics > 1 && n_linked * 2 > n_topics
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
    first_line(notes.text, segment_bytes(notes, segment_idx))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix, check_no_fix};

    #[test]
    fn a_topic_without_a_link_is_found_where_others_have_one() {
        let linked = "Ann #1: [Kites](https://a.example)\n\nBen #2: [Wind](https://b.example)\n\n";
        check("segment-without-link", &format!("{linked}Ann #3: Planes\n\n- fly\n"), &["5 “Ann #3” has no link."]);
        check("segment-without-link", &format!("{linked}Ann #3: Planes\n\n- > see https://c.example\n"), &[]);
        check("segment-without-link", &format!("{linked}Ann #3: Planes\n\n- a\n    - [b](https://c.example)\n"), &[]);
        check("segment-without-link", &format!("{linked}Joke: why?\n"), &[]);
        check("segment-without-link", &format!("{linked}Ann #3: [Title](url)\n"), &[]);
    }

    #[test]
    fn a_title_below_its_label_is_pulled_up() {
        let below = "**Ann #1:**\n\n[Kites](https://a.example)\n\n- fly\n";
        check("title-on", below, &["1 The title “[Kites](https://a.example)” stands below its label."]);
        check_fix("title-on-next-line", below, "**Ann #1:** [Kites](https://a.example)\n\n- fly\n");
        check_fix("title-on-next-line", "Ann #1:  \n**Kites**\nfly\n", "Ann #1: **Kites**\nfly\n");
    }

    #[test]
    fn a_topic_without_a_title_is_found() {
        check("segment-without-title", "Ann #1:\n\n- fly\n\nBen #2: Wind\n", &["1 “Ann #1” has no title."]);
        check("title-on", "Ann #1:\n\n- [a](https://a.example)\n\nJoke\n", &[]);
    }

    #[test]
    fn a_segment_that_says_nothing_is_found() {
        let full = "Ann #1: Kites\n\n- fly\n\nBen #2: Wind\n\n- blow\n\n";
        check(
            "empty-segment",
            &format!("{full}Ann #3: Planes\n\n- \n\nExtras\n\nJoke\n"),
            &["9 “Ann #3” is empty.", "13 “Extras” is empty.", "15 “Joke” is empty."],
        );
        check("empty-segment", &format!("{full}Ann #3: [Planes](https://a.example)\n\nJoke: why?\n"), &[]);
        check_fix("empty-segment", &format!("{full}Extras\n\n- \n\nJoke: why?\n"), &format!("{full}Joke: why?\n"));
        check_fix(
            "empty-segment",
            "Ann #1:\n\nBen #2: Wind\n\n- blow\n\nAnn #3: Rain\n\n- fall\n",
            "Ben #1: Wind\n\n- blow\n\nAnn #2: Rain\n\n- fall\n",
        );
        check_no_fix("empty-segment", &format!("{full}Ann #3: Planes\n\n- \n"));
        check("empty-segment", "Joke\n\n[Why?](https://a.example)\n", &[]);
        check("empty-segment", "Ann #1: Kites\n\nBen #2: Wind\n", &[]);
    }

    #[test]
    fn a_heading_with_sections_is_not_empty() {
        check("empty-segment", "## Extras\n\n### Kites\n\n- fly\n", &[]);
        check("empty-segment", "## Extras\n\n## Kites\n\n- fly\n", &["1 “Extras” is empty."]);
    }

    #[test]
    fn chapters_and_asides_beside_topics_need_nothing() {
        let linked =
            "**Ann #1:** [**Tea**](https://a.example)\n\n- x\n\n**Ben #2:** [Cake](https://b.example)\n\n- y\n\n";
        let chapters = "00:00 Hello\n\n12:00 [Toast](https://c.example)\n\n- z\n\n13:00 Bye\n";
        for id in ["empty-segment", "segment-without"] {
            check(id, &format!("{linked}{chapters}"), &[]);
            check(id, "(1) Water, hot and long enough.\n\n(2) Leaves.\n\n(3) A cup.\n\n- big\n", &[]);
            check(id, "## Agenda\n\n- x\n\n## Next Summit [#39](https://a.example/39)\n\n- ok\n", &[]);
        }
    }

    #[test]
    fn topics_need_no_link_where_none_has_one() {
        check("segment-without-link", "Ann #1: Kites\n\nBen #2: Wind\n\nAnn #3: [Planes](https://a.example)\n", &[]);
        check("segment-without-link", "Ann #1: Kites\n", &[]);
    }
}
