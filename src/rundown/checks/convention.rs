//! Which segments are judged by the others: those that follow the convention of the notes.
//!
//! Numbers, titles and links are expected where several topics have hosts, or numbers that count. Elsewhere, chapters have
//! times, numbers are issues (`#39`), and prose is enumerated: nothing is missing there.

use crate::outline::{Outline, Segment, SegmentKind};

/// What marks the topics of some notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Convention {
    /// `Ann #1:`, `Ben:`. A chapter or an aside without a host is judged by nobody.
    Hosts,
    /// `#1:`
    Numbers,
    None,
}

/// One topic with a host, or two with a number, may be something else.
const MIN_HOSTS: usize = 2;
const MIN_NUMBERS: usize = 3;

impl Convention {
    /// Takes time linear in the segments.
    pub fn of(outline: &Outline) -> Convention {
        let with_host = || topics(outline).filter(|topic| topic.label.host.is_some());
        let with_number = || topics(outline).filter(|topic| topic.label.number.is_some());
        let (n_hosts, n_numbers) = (with_host().count(), with_number().count());
        if n_hosts >= MIN_HOSTS && do_count(with_host()) {
            Convention::Hosts
        } else if n_hosts == 0 && n_numbers >= MIN_NUMBERS && do_count(with_number()) {
            Convention::Numbers
        } else {
            Convention::None
        }
    }

    /// Whether a segment is one of those.
    pub fn marks(self, segment: &Segment) -> bool {
        let label = &segment.label;
        let has_mark = match self {
            Convention::Hosts => label.host.is_some(),
            Convention::Numbers => label.number.is_some(),
            Convention::None => false,
        };
        has_mark && label.kind == SegmentKind::Topic
    }
}

fn topics(outline: &Outline) -> impl Iterator<Item = &Segment> {
    outline.segments.iter().filter(|segment| segment.label.kind == SegmentKind::Topic)
}

/// Whether the numbers that topics have count these topics: most are no higher than twice how many there are.
fn do_count<'a>(topics: impl Iterator<Item = &'a Segment>) -> bool {
    let numbers: Vec<Option<u32>> = topics.map(|topic| topic.label.number.map(|number| number.whole)).collect();
    let is_high = |number: u32| number as usize > numbers.len() * 2;
    numbers.iter().flatten().filter(|number| is_high(**number)).count() * 2 <= numbers.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::outline;

    #[track_caller]
    fn check(notes: &str, convention: Convention, n_marked: usize) {
        let outline = outline(notes);
        let found = Convention::of(&outline);
        let marked = outline.segments.iter().filter(|segment| found.marks(segment)).count();
        assert_eq!((found, marked), (convention, n_marked), "{notes}");
    }

    #[test]
    fn several_topics_with_hosts_or_numbers_make_a_convention() {
        check("Ann #1: Kites\n\nBen #2: Wind\n", Convention::Hosts, 2);
        check("Ann #1: Kites\n\n00:10 Hello\n\nBen #2: Wind\n", Convention::Hosts, 2);
        check("#1: Kites\n\n#2: Wind\n\n#3: Rain\n", Convention::Numbers, 3);
    }

    #[test]
    fn a_number_that_counts_nothing_makes_none() {
        check("## Agenda\n\n## Ann #39: Kites\n\n## Ben #195: Wind\n", Convention::None, 0);
        check("Ann #1: Kites\n", Convention::None, 0);
        check("## Tea\n\n## Cake\n", Convention::None, 0);
        check("00:10 Hello\n\n01:20 Tea\n\n02:30 Cake\n", Convention::None, 0);
    }
}
