//! The colour of each host.
//!
//! Invariant: a host has the same colour in every draft, unless two hosts of one draft would get the same one. Which of
//! them then gets another one does not depend on the order of the segments, so moving a segment changes no colour.

use super::{Segment, SegmentKind};
use crate::text::{SortedMap, fnv_1a};

/// The number of colours: `--host-0` to `--host-7` in the style sheet.
pub const N_HOST_COLOURS: usize = 8;

/// The colours of the hosts of one draft, from 0 to [`N_HOST_COLOURS`] - 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostColours {
    /// By the host's name in lower case.
    hosts: SortedMap<String, Host>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Host {
    n_topics: usize,
    colour: usize,
}

impl HostColours {
    /// The colour of a host, in any case of letters. For a host who is not in the draft, the colour that the name
    /// hashes to.
    pub fn of(&self, host: &str) -> usize {
        let host = host.to_lowercase();
        self.hosts.get(&host).map_or_else(|| preferred_colour(&host), |known| known.colour)
    }

    /// Updates the colours after segments were removed and added. Returns whether a colour has changed. Takes time
    /// linear in those segments, and in the hosts if other hosts were added or removed.
    ///
    /// Each host has the colour that the name hashes to, or the next free one. If there are more hosts than colours,
    /// the last in alphabetical order share a colour.
    pub(super) fn follow(&mut self, gone: &[Segment], come: &[Segment]) -> bool {
        let n_before = self.hosts.len();
        for host in hosts_of(come) {
            let colour = preferred_colour(&host);
            self.hosts.get_or_insert_with(host, || Host { n_topics: 0, colour }).n_topics += 1;
        }
        let mut are_others = self.hosts.len() != n_before;
        let mut has_changed = false;
        for host in hosts_of(gone) {
            match self.hosts.get_mut(&host) {
                Some(known) if known.n_topics > 1 => known.n_topics -= 1,
                _ => {
                    let known = self.hosts.remove(&host);
                    are_others = true;
                    has_changed |= known.is_some_and(|known| known.colour != preferred_colour(&host));
                }
            }
        }
        has_changed | (are_others && self.give_colours())
    }

    fn give_colours(&mut self) -> bool {
        let mut is_taken = [false; N_HOST_COLOURS];
        let mut has_changed = false;
        for (host, known) in self.hosts.iter_mut() {
            let preferred = preferred_colour(host);
            let free = (preferred..preferred + N_HOST_COLOURS).map(|n| n % N_HOST_COLOURS).find(|n| !is_taken[*n]);
            let colour = free.unwrap_or(preferred);
            is_taken[colour] = true;
            has_changed |= std::mem::replace(&mut known.colour, colour) != colour;
        }
        has_changed
    }
}

/// The hosts of topics, in lower case.
fn hosts_of(segments: &[Segment]) -> impl Iterator<Item = String> {
    let topics = segments.iter().filter(|segment| segment.label.kind == SegmentKind::Topic);
    topics.filter_map(|segment| segment.label.host.as_deref()).map(str::to_lowercase)
}

/// Equal on every machine and in every version.
fn preferred_colour(host: &str) -> usize {
    (fnv_1a(host) % N_HOST_COLOURS as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::segments::tests::outline;
    use proptest::prelude::*;

    /// One topic of each host.
    fn topics_of(hosts: &[&str]) -> Vec<Segment> {
        outline(&hosts.iter().map(|host| format!("**{host} #1:** Kites\n\n")).collect::<String>()).segments
    }

    fn colours_of(hosts: &[&str]) -> HostColours {
        let mut colours = HostColours::default();
        colours.follow(&[], &topics_of(hosts));
        colours
    }

    /// Names that hash to the same colour.
    fn alike() -> Vec<String> {
        let names =
            (b'a'..=b'z').flat_map(|a| (b'a'..=b'z').map(move |b| format!("Host{}{}", char::from(a), char::from(b))));
        names.filter(|host| preferred_colour(&host.to_lowercase()) == 3).take(3).collect()
    }

    #[track_caller]
    fn check(hosts: &[&str], expected: &[usize]) {
        let colours = colours_of(hosts);
        let found: Vec<usize> = hosts.iter().map(|host| colours.of(host)).collect();
        assert_eq!(found, expected, "{hosts:?}");
    }

    #[test]
    fn a_colour_stays_from_version_to_version() {
        assert_eq!(["ann", "ben", "cleo"].map(preferred_colour), [0, 2, 6]);
        check(&["Ann", "Ben", "Cleo"], &[0, 2, 6]);
    }

    #[test]
    fn a_host_has_one_colour_however_the_name_is_written() {
        let colours = colours_of(&["Ann", "ann"]);
        assert_eq!(colours.of("ANN"), colours.of("ann"));
        assert_eq!(colours.of("ann"), colours_of(&[]).of("Ann"));
    }

    #[test]
    fn hosts_of_one_draft_differ_whatever_their_order() {
        let alike = alike();
        let mut names: Vec<&str> = alike.iter().map(String::as_str).collect();
        check(&names, &[3, 4, 5]);
        names.reverse();
        check(&names, &[5, 4, 3]);
    }

    #[test]
    fn a_host_who_comes_changes_colours_only_where_it_stands_in_the_way() {
        let alike = alike();
        let mut colours = colours_of(&["Ann", &alike[1]]);
        assert!(!colours.follow(&[], &topics_of(&["Ben"])));
        assert!(colours.follow(&[], &topics_of(&[&alike[0]])));
        assert_eq!(colours.of(&alike[1]), 4);
        assert!(colours.follow(&topics_of(&[&alike[0]]), &[]));
        assert_eq!(colours, colours_of(&["Ann", "Ben", &alike[1]]));
    }

    #[test]
    fn any_number_of_hosts_has_colours() {
        let hosts: Vec<String> = (b'a'..=b'z').map(|letter| format!("Host{}", char::from(letter))).collect();
        let names: Vec<&str> = hosts.iter().map(String::as_str).collect();
        let colours = colours_of(&names);
        let mut found: Vec<usize> = hosts.iter().map(|host| colours.of(host)).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, (0..N_HOST_COLOURS).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn colours_that_were_kept_are_those_of_all_that_is_left(
            gone in prop::collection::vec(0..12usize, 0..8), left in prop::collection::vec(0..12usize, 0..8),
        ) {
            const NAMES: [&str; 12] =
                ["Ann", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jo Lee", "Kim", "Lou"];
            let named = |idxs: &[usize]| topics_of(&idxs.iter().map(|idx| NAMES[*idx]).collect::<Vec<_>>());
            let mut kept = HostColours::default();
            kept.follow(&[], &named(&gone));
            let before = kept.clone();
            let has_changed = kept.follow(&named(&gone), &named(&left));
            let mut afresh = HostColours::default();
            afresh.follow(&[], &named(&left));
            prop_assert_eq!(&kept, &afresh);
            let is_other = NAMES.iter().any(|name| before.of(name) != kept.of(name));
            prop_assert!(has_changed || !is_other);
        }
    }
}
