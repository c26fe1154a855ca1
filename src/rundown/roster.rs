//! Who speaks: the hosts in order of appearance, and whose turn is next.

use std::collections::BTreeMap;

use super::{Outline, SegmentKind};

/// Turns that shows take, as positions in the roster: alternating, and first and last by the same host.
const PATTERNS: &[&[usize]] = &[&[0, 1], &[0, 1, 1, 0]];

/// The hosts of the topics, each once, in the order in which they first appear.
pub fn hosts(outline: &Outline) -> Vec<String> {
    let (hosts, _) = roster(outline);
    hosts.into_iter().map(str::to_owned).collect()
}

/// The host whose turn a topic added at the end would be; `None` if the notes name no host.
///
/// The first pattern that all turns so far agree with decides, else the hosts follow each other round and round.
pub fn next_host(outline: &Outline) -> Option<String> {
    let (hosts, turns) = roster(outline);
    let last = *turns.last()?;
    let next = PATTERNS
        .iter()
        .filter(|pattern| pattern.iter().all(|host_idx| *host_idx < hosts.len()))
        .find(|pattern| turns.iter().zip(pattern.iter().cycle()).all(|(turn, expected)| turn == expected))
        .map_or((last + 1) % hosts.len(), |pattern| pattern[turns.len() % pattern.len()]);
    Some(hosts[next].to_owned())
}

/// The hosts in order of appearance, and for each topic with a host its place among them.
fn roster(outline: &Outline) -> (Vec<&str>, Vec<usize>) {
    let mut idxs: BTreeMap<&str, usize> = BTreeMap::new();
    let mut hosts = Vec::new();
    let topics = outline.segments.iter().filter(|segment| segment.label.kind == SegmentKind::Topic);
    let turns = topics.filter_map(|segment| segment.label.host.as_deref()).map(|host| {
        *idxs.entry(host).or_insert_with(|| {
            hosts.push(host);
            hosts.len() - 1
        })
    });
    let turns = turns.collect();
    (hosts, turns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::outline::tests::outline;

    /// `turns` are the hosts of one topic each; checks who is proposed after them.
    #[track_caller]
    fn check(turns: &[&str], expected: Option<&str>) {
        let labels = turns.iter().enumerate().map(|(idx, host)| format!("**{host} #{}:** Kites\n\n", idx + 1));
        let notes: String = labels.collect();
        assert_eq!(next_host(&outline(&notes)).as_deref(), expected, "{turns:?}");
    }

    #[test]
    fn the_next_host_follows_the_observed_pattern() {
        check(&[], None);
        check(&["Ann"], Some("Ann"));
        check(&["Ann", "Ann"], Some("Ann"));
        check(&["Ann", "Ben"], Some("Ann"));
        check(&["Ann", "Ben", "Ann"], Some("Ben"));
        check(&["Ann", "Ben", "Ben"], Some("Ann"));
        check(&["Ann", "Ben", "Ben", "Ann"], Some("Ann"));
        check(&["Ann", "Ben", "Cleo"], Some("Ann"));
        check(&["Ann", "Ben", "Cleo", "Ann"], Some("Ben"));
        check(&["Ann", "Ben", "Ann", "Ann"], Some("Ben"));
    }

    #[test]
    fn hosts_come_in_order_of_appearance() {
        let notes = "**Ben #1:** Kites\n\n**Ann #2:** Planes\n\n**Ben #3:** Strings\n\nJoke: of nobody\n";
        assert_eq!(hosts(&outline(notes)), ["Ben", "Ann"]);
    }
}
