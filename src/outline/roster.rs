//! The roster: the hosts and guests of a show, learned from the notes.
//!
//! Names are compared without regard to case, and shown as they were written first.

use super::vocabulary::fold;
use super::{Outline, SegmentKind};
use crate::text::{SortedMap, SortedSet, sort_by_numbers};

/// The people of a show; in each group the most frequent first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    pub regulars: Vec<Speaker>,
    /// Those whom the notes call guests, or who spoke in few drafts compared with the others.
    pub guests: Vec<Speaker>,
}

/// Someone who has segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    pub name: String,
    /// The number of topics in all drafts together.
    pub n_segments: usize,
    pub n_drafts: usize,
}

/// With fewer drafts, exceptions cannot be recognised.
const MIN_DRAFTS: usize = 4;
/// A guest speaks in at most one of this many drafts.
const RARE: usize = 5;

/// The counts for a speaker while the drafts are read.
#[derive(Default)]
struct Tally {
    name: String,
    n_segments: usize,
    n_drafts: usize,
    /// How many drafts call the speaker a guest.
    n_as_guest: usize,
}

impl Roster {
    /// Learns from the open draft and from others, in any order. Takes time linear in their segments, and in the number
    /// of hosts of each draft times its guests.
    pub fn of<'a>(own: &'a Outline, others: impl IntoIterator<Item = &'a Outline>) -> Roster {
        let mut tallies: SortedMap<String, Tally> = SortedMap::new();
        let mut n_drafts = 0;
        for outline in [own].into_iter().chain(others) {
            n_drafts += usize::from(count_draft(outline, &mut tallies));
        }
        let most = tallies.values().map(|tally| tally.n_drafts).max().unwrap_or_default();
        let is_guest = |tally: &Tally| {
            let is_rare = n_drafts >= MIN_DRAFTS && tally.n_drafts * RARE <= most;
            tally.n_as_guest * 2 > tally.n_drafts || is_rare
        };
        let (guests, regulars): (Vec<Tally>, Vec<Tally>) = tallies.into_values().partition(is_guest);
        Roster { regulars: by_segments(regulars), guests: by_segments(guests) }
    }

    /// Whether someone is a guest.
    pub fn is_guest(&self, name: &str) -> bool {
        let folded = fold(name);
        self.guests.iter().any(|guest| fold(&guest.name) == folded)
    }
}

/// The hosts of the topics, each once, in order of appearance.
pub fn hosts(outline: &Outline) -> Vec<String> {
    let mut seen = SortedSet::new();
    let turns = turns(outline).into_iter();
    turns.filter(|name| seen.insert(fold(name))).map(str::to_owned).collect()
}

/// The host of each topic that has one.
pub(super) fn turns(outline: &Outline) -> Vec<&str> {
    let topics = outline.segments.iter().filter(|segment| segment.label.kind == SegmentKind::Topic);
    topics.filter_map(|segment| segment.label.host.as_deref()).collect()
}

/// Whether a credit (`Bob Lee`) names the host whom labels call `Bob`. Accents may be missing.
pub(crate) fn credit_names_host(credit: &str, host: &str) -> bool {
    let (credit, host) = (fold(credit), fold(host));
    let is_alike = |a: &str, b: &str| {
        let differs = |(a, b): (char, char)| a != b && a.is_ascii() && b.is_ascii();
        a.chars().count() == b.chars().count() && !a.chars().zip(b.chars()).any(differs)
    };
    is_alike(&credit, &host) || credit.split(' ').any(|word| is_alike(word, &host))
}

/// Counts the speakers of one draft. Returns whether anyone speaks in it.
fn count_draft(outline: &Outline, tallies: &mut SortedMap<String, Tally>) -> bool {
    let mut n_segments: SortedMap<String, (&str, usize)> = SortedMap::new();
    for name in turns(outline) {
        n_segments.get_or_insert_with(fold(name), || (name, 0)).1 += 1;
    }
    let speaks = !n_segments.is_empty();
    for (folded, (name, n_segments)) in n_segments {
        let tally = tallies.get_or_insert_with(folded, Tally::default);
        if tally.name.is_empty() {
            tally.name = name.to_owned();
        }
        tally.n_segments += n_segments;
        tally.n_drafts += 1;
        tally.n_as_guest += usize::from(outline.guests.iter().any(|credit| credit_names_host(credit, name)));
    }
    speaks
}

fn by_segments(tallies: Vec<Tally>) -> Vec<Speaker> {
    let speaker = |Tally { name, n_segments, n_drafts, .. }| Speaker { name, n_segments, n_drafts };
    let mut speakers: Vec<Speaker> = tallies.into_iter().map(speaker).collect();
    sort_by_numbers(&mut speakers, |speaker| (usize::MAX - speaker.n_segments, 0));
    speakers
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::outline::segments::tests::outline;

    /// Notes in which these hosts have one topic each. Those in round brackets are also credited as guests; those in
    /// square brackets are only credited.
    pub(crate) fn draft(turns: &str) -> Outline {
        let name = |word: &str| word.trim_matches(['(', ')', '[', ']']).to_owned();
        let mut guests: Vec<String> =
            turns.split_whitespace().filter(|it| it.starts_with(['(', '['])).map(name).collect();
        guests.dedup();
        let credits: String = guests.iter().map(|guest| format!("Special guest: {guest} Lee\n\n")).collect();
        let hosts = turns.split_whitespace().filter(|word| !word.starts_with('[')).map(name);
        let labels = hosts.enumerate().map(|(idx, host)| format!("**{host} #{}:** Kites\n\n", idx + 1));
        outline(&format!("{credits}{}", labels.collect::<String>()))
    }

    /// Checks the roster of some drafts, as `name segments/drafts`, guests in brackets.
    #[track_caller]
    fn check(drafts: &[&str], expected: &str) {
        let drafts: Vec<Outline> = drafts.iter().map(|turns| draft(turns)).collect();
        let roster = Roster::of(&drafts[0], &drafts[1..]);
        let shown = |speaker: &Speaker| format!("{} {}/{}", speaker.name, speaker.n_segments, speaker.n_drafts);
        let regulars = roster.regulars.iter().map(shown);
        let guests = roster.guests.iter().map(|guest| format!("({})", shown(guest)));
        assert_eq!(regulars.chain(guests).collect::<Vec<_>>().join(", "), expected, "{drafts:?}");
    }

    #[test]
    fn hosts_are_known_by_what_they_said_in_all_drafts() {
        check(&[""], "");
        check(&["Ann Ben Ann", "BEN Ann"], "Ann 3/2, Ben 2/2");
    }

    #[test]
    fn guests_are_those_who_are_credited_or_seldom_heard() {
        check(&["Ann (Cleo) Ben", "Ann Ben"], "Ann 2/2, Ben 2/2, (Cleo 1/1)");
        check(&["Ann Dan", "Ann Ben", "Ann Ben", "Ann Ben", "Ben Ann"], "Ann 5/5, Ben 4/4, (Dan 1/1)");
        check(&["Ann Dan", "Ann Ben"], "Ann 2/2, Ben 1/1, Dan 1/1");
    }

    #[test]
    fn a_credit_means_the_host_with_that_first_name() {
        assert!(
            credit_names_host("Sebastián Ramírez", "Sebastian")
                && credit_names_host("Bob Lee", "bob")
                && credit_names_host("Kim van Wyk", "Kim van Wyk")
        );
        assert!(!credit_names_host("Bobby Lee", "Bob") && !credit_names_host("@bob@s.example", "Bob"));
    }

    #[test]
    fn hosts_come_in_order_of_appearance() {
        let notes = "**Ben #1:** Kites\n\n**Ann #2:** Planes\n\n**ben #3:** Strings\n\nJoke: of nobody\n";
        assert_eq!(hosts(&outline(notes)), ["Ben", "Ann"]);
    }
}
