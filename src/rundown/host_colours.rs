//! Which colour each host has.
//!
//! Invariant: a host has the same colour in every draft, unless two hosts of one draft would get the same one; which
//! of them then gives way does not depend on the order of the segments, so that moving one changes no colour.

use std::collections::BTreeMap;

use super::{Outline, hosts};
use crate::text::fnv_1a;

/// How many colours there are: `--host-0` to `--host-7` in the style sheet.
pub const N_HOST_COLOURS: usize = 8;

/// The colours of the hosts of one draft, from 0 to [`N_HOST_COLOURS`] - 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostColours {
    /// By the host's name in lower case.
    colours: BTreeMap<String, usize>,
}

/// Gives each host of a draft a colour: the one that its name hashes to, or the next that is free.
///
/// With more hosts than colours, those who come last in the alphabet share the colour of another.
pub fn host_colours(outline: &Outline) -> HostColours {
    colours_of(&hosts(outline))
}

fn colours_of(hosts: &[String]) -> HostColours {
    let mut colours = BTreeMap::new();
    colours.extend(hosts.iter().map(|host| (host.to_lowercase(), 0)));
    let mut is_taken = [false; N_HOST_COLOURS];
    for (host, colour) in &mut colours {
        let preferred = preferred_colour(host);
        let free = (preferred..preferred + N_HOST_COLOURS).map(|n| n % N_HOST_COLOURS).find(|n| !is_taken[*n]);
        *colour = free.unwrap_or(preferred);
        is_taken[*colour] = true;
    }
    HostColours { colours }
}

impl HostColours {
    /// The colour of a host, in whatever case the name is written; of one who is not in the draft, the one that the
    /// name hashes to.
    pub fn of(&self, host: &str) -> usize {
        let host = host.to_lowercase();
        self.colours.get(&host).copied().unwrap_or_else(|| preferred_colour(&host))
    }
}

/// The same on every machine and in every version.
fn preferred_colour(host: &str) -> usize {
    (fnv_1a(host) % N_HOST_COLOURS as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hosts: &[&str], expected: &[usize]) {
        let names: Vec<String> = hosts.iter().map(|host| (*host).to_owned()).collect();
        let colours = colours_of(&names);
        let found: Vec<usize> = hosts.iter().map(|host| colours.of(host)).collect();
        assert_eq!(found, expected, "{hosts:?}");
    }

    #[test]
    fn a_colour_stays_from_version_to_version() {
        assert_eq!(["ann", "ben", "cleo"].map(preferred_colour), [0, 2, 6]);
    }

    #[test]
    fn a_host_has_one_colour_however_the_name_is_written() {
        let colours = colours_of(&["Ann".to_owned(), "ann".to_owned()]);
        assert_eq!(colours.of("ANN"), colours.of("ann"));
        assert_eq!(colours.of("ann"), colours_of(&[]).of("Ann"));
    }

    #[test]
    fn hosts_of_one_draft_differ_whatever_their_order() {
        // All of one hash.
        let alike: Vec<String> =
            (0..200).map(|n| format!("host {n}")).filter(|host| preferred_colour(host) == 3).take(3).collect();
        let names: Vec<&str> = alike.iter().map(String::as_str).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        check(&sorted, &[3, 4, 5]);
        sorted.reverse();
        check(&sorted, &[5, 4, 3]);
    }

    #[test]
    fn any_number_of_hosts_has_colours() {
        let hosts: Vec<String> = (0..50).map(|n| format!("host {n}")).collect();
        let colours = colours_of(&hosts);
        let mut found: Vec<usize> = hosts.iter().map(|host| colours.of(host)).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, (0..N_HOST_COLOURS).collect::<Vec<_>>());
    }
}
