//! Who speaks next: proposed from the turns in this draft and the others, never enforced.
//!
//! A show with the same people takes turns in the same way. So the proposal follows the shortest pattern that explains
//! all turns of this draft, and prefers a pattern that the other drafts follow. Guests often have fixed places: their
//! turns are learned by position, and the pattern of the others is found without them.

use super::roster::{Roster, credit_names_host, turns};
use super::vocabulary::fold;
use super::{Outline, SegmentKind};
use crate::text::{SortedMap, SortedSet};

/// Who may speak next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// As the notes write the name.
    pub host: String,
    pub why: ProposalReason,
}

/// The reason for a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalReason {
    /// There is no other host.
    Alone,
    /// Ann, Ben, Ann, Ben.
    Alternating,
    /// Ann, Ben, Ben, Ann.
    Mirrored,
    /// Ann, Ben, Cleo, Ann, Ben, Cleo.
    InTurn,
    /// Ann, Ann, Ben, Ben.
    InBlocks,
    /// An earlier draft began with the same turns.
    LikeLastTime,
    /// Guests speak at this place.
    GuestPlace,
    /// The other host began the last episode.
    BeginsInTurn,
    /// Most episodes begin with this host.
    BeginsMostly,
    /// No pattern: the host who has not spoken for the longest time.
    LongestSilent,
}

/// How many drafts are read, from the newest on. Shows change over time.
const MAX_DRAFTS: usize = 12;

/// Fewer drafts do not make a convention.
const MIN_AGREEING: usize = 3;

/// How many beginnings are compared. If half of them change, the next one changes in two of three cases of the corpus.
const MAX_BEGINNINGS: usize = 8;

/// Turns as indices of people, in order of appearance.
type Roles = Vec<usize>;

/// A way of taking turns.
struct Pattern {
    why: ProposalReason,
    roles: Roles,
}

/// Proposes the host of a topic that is inserted at index `place_idx` among the segments: their number for the end.
/// `None` if no host is known. `others` are other drafts, newest first.
///
/// Between segments, it proposes the host whose turn this place is. `None` if topics have no hosts. Takes time linear
/// in the segments of all drafts.
pub fn next_host(own: &Outline, others: &[&Outline], place_idx: usize) -> Option<Proposal> {
    let has_topics = own.segments.iter().any(|segment| segment.label.kind == SegmentKind::Topic);
    if has_topics && turns(own).is_empty() {
        return None;
    }
    let others = &drafts_of_show(own, &others[..others.len().min(MAX_DRAFTS)]);
    let cast = Cast::of(own, others);
    let above = Outline { segments: own.segments[..place_idx.min(own.segments.len())].to_vec(), ..Outline::default() };
    let turn_idx = turns(&above).len();
    let turns = turns(own);
    let by_turns = cast.repeated(&turns).and_then(|pattern| pattern.proposal(&turns, turn_idx));
    by_turns.or_else(|| cast.guest_at(turn_idx, &turns)).or_else(|| {
        let n_guests_above = turns[..turn_idx].iter().filter(|name| cast.is_outside_pattern(name)).count();
        let turns: Vec<&str> = turns.into_iter().filter(|name| !cast.is_outside_pattern(name)).collect();
        let turn_idx = turn_idx - n_guests_above;
        if turns.is_empty() { cast.first_host(others) } else { cast.next_of(&turns, turn_idx, others) }
    })
}

/// The index of the first turn, among topics with a host, that breaks the pattern of the other drafts.
/// `others` are other drafts, newest first.
///
/// `None` if guests speak or are credited, if the turns follow another pattern, or if the other drafts do not agree.
/// Takes time linear in the segments of all drafts.
pub(crate) fn first_odd_turn(own: &Outline, others: &[&Outline]) -> Option<usize> {
    let others = drafts_of_show(own, &others[..others.len().min(MAX_DRAFTS)]);
    let roles_alone = |outline: &Outline| {
        let roles = roles(&turns(outline));
        let n_people = roles.iter().max().map_or(0, |max| max + 1);
        (outline.guests.is_empty() && n_people > 1).then_some((roles, n_people))
    };
    let (own, n_people) = roles_alone(own)?;
    let alike = others.iter().filter_map(|other| roles_alone(other)).filter(|(_, n_others)| *n_others == n_people);
    let alike: Vec<Roles> = alike.map(|(roles, _)| roles).filter(|roles| roles.len() >= own.len().min(4)).collect();
    let patterns = patterns(n_people);
    let n_votes = |pattern: &Pattern| alike.iter().filter(|roles| explains(pattern, roles)).count();
    let usual = patterns.iter().max_by_key(|pattern| n_votes(pattern))?;
    let do_agree = alike.len() >= MIN_AGREEING && n_votes(usual) * 5 >= alike.len() * 4;
    let is_odd = own.len() > n_people && !patterns.iter().any(|pattern| explains(pattern, &own));
    let mut expected = own.iter().zip(usual.roles.iter().cycle());
    expected.position(|(turn, expected)| do_agree && is_odd && turn != expected)
}

/// The drafts whose people speak in this one, or together with someone who does: other people tell nothing about this
/// show. A single speaker may be a guest who is in no other draft; then all drafts count.
fn drafts_of_show<'a>(own: &Outline, others: &[&'a Outline]) -> Vec<&'a Outline> {
    let people = |outline: &Outline| -> SortedSet<String> { turns(outline).into_iter().map(fold).collect() };
    let n_own = people(own).len();
    let casts: Vec<SortedSet<String>> = others.iter().map(|other| people(other)).collect();
    let mut known = people(own);
    let mut is_ours = vec![false; others.len()];
    while let Some(idx) =
        (0..casts.len()).find(|idx| !is_ours[*idx] && casts[*idx].iter().any(|name| known.contains(name)))
    {
        is_ours[idx] = true;
        known.extend(casts[idx].iter().cloned());
    }
    let asks_all = n_own < 2 && !is_ours.contains(&true);
    others.iter().zip(is_ours).filter(|(_, is_ours)| asks_all || *is_ours).map(|(other, _)| *other).collect()
}

/// The people of a draft.
struct Cast {
    roster: Roster,
    /// Guests of this draft, as labels name them, or as they are credited.
    guests: Vec<String>,
    /// The turns of guests, if other drafts show them. Then guests are not part of the pattern.
    guest_turns: Option<Vec<usize>>,
}

impl Cast {
    fn of(own: &Outline, others: &[&Outline]) -> Cast {
        let roster = Roster::of(own, others.iter().copied());
        let turns = turns(own);
        let mut guests: Vec<String> = Vec::new();
        let speaking = turns.iter().filter(|name| roster.is_guest(name)).map(|name| (*name).to_owned());
        let credited = own.guests.iter().filter(|credit| !turns.iter().any(|name| credit_names_host(credit, name)));
        let credited = credited.filter(|_| give_guests_turns(others));
        for guest in speaking.chain(credited.filter_map(|credit| name_in_labels(credit))) {
            if !guests.iter().any(|known| fold(known) == fold(&guest)) {
                guests.push(guest);
            }
        }
        let guest_turns = if guests.is_empty() { None } else { guest_turns(&roster, others) };
        Cast { roster, guests, guest_turns }
    }

    /// Whether someone is not part of the pattern.
    fn is_outside_pattern(&self, name: &str) -> bool {
        self.guest_turns.is_some() && self.guests.iter().any(|guest| fold(guest) == fold(name))
    }

    /// A pattern that all speakers, guests included, have followed more than once. Nothing tells more about this draft.
    fn repeated(&self, turns: &[&str]) -> Option<Pattern> {
        let roles = roles(turns);
        let n_people = roles.iter().max().map_or(0, |max| max + 1);
        let have_spoken = self.guests.iter().all(|guest| turns.iter().any(|name| fold(name) == fold(guest)));
        let mut repeated = patterns(n_people).into_iter().filter(|pattern| roles.len() > pattern.roles.len());
        repeated.find(|pattern| n_people > 1 && have_spoken && explains(pattern, &roles))
    }

    /// The guest for a turn, if that is a guest's turn: the one who has spoken least.
    fn guest_at(&self, turn_idx: usize, turns: &[&str]) -> Option<Proposal> {
        self.guest_turns.as_ref().filter(|places| places.contains(&turn_idx))?;
        let n_turns = |guest: &&String| turns[..turn_idx].iter().filter(|name| fold(name) == fold(guest)).count();
        let host = self.guests.iter().min_by_key(n_turns)?.clone();
        Some(Proposal { host, why: ProposalReason::GuestPlace })
    }

    /// Who begins: alternating between episodes, or the one who begins most often.
    fn first_host(&self, others: &[&Outline]) -> Option<Proposal> {
        let firsts: Vec<&str> = others.iter().filter_map(|other| self.first_regular(other)).collect();
        let firsts = &firsts[..firsts.len().min(MAX_BEGINNINGS)];
        let differ = |pair: &[&str]| fold(pair[0]) != fold(pair[1]);
        let n_changes = firsts.windows(2).filter(|pair| differ(pair)).count();
        let other = firsts.iter().find(|first| differ(&[firsts[0], first]));
        match other.filter(|_| n_changes * 2 + 1 >= firsts.len()) {
            Some(other) => Some(Proposal { host: (*other).to_owned(), why: ProposalReason::BeginsInTurn }),
            None => Some(Proposal { host: most_frequent(firsts)?.to_owned(), why: ProposalReason::BeginsMostly }),
        }
    }

    fn first_regular<'a>(&self, outline: &'a Outline) -> Option<&'a str> {
        turns(outline).into_iter().find(|name| !self.roster.is_guest(name))
    }

    /// The turn at an index, by the pattern of all turns, or by that of the turns above it.
    fn next_of(&self, turns: &[&str], turn_idx: usize, others: &[&Outline]) -> Option<Proposal> {
        let people = self.people(turns);
        let above = &turns[..turn_idx];
        let proposal = |(why, role): (ProposalReason, usize)| Some(Proposal { host: people.get(role)?.clone(), why });
        let by_pattern = |turns: &[&str]| {
            let pattern = self.pattern_of(&roles(turns), people.len(), others)?;
            proposal((pattern.why, pattern.roles[turn_idx % pattern.roles.len()]))
        };
        by_pattern(turns)
            .or_else(|| by_pattern(above))
            .or_else(|| proposal((ProposalReason::LikeLastTime, self.as_in_earlier_draft(&roles(above), others)?)))
            .or_else(|| proposal((ProposalReason::LongestSilent, longest_silent(&roles(above), people.len())?)))
    }

    /// The people who take turns: those who had one, in order of appearance, then the usual hosts, then guests.
    fn people(&self, turns: &[&str]) -> Vec<String> {
        let most = self.roster.regulars.iter().map(|regular| regular.n_drafts).max().unwrap_or_default();
        let usual = self.roster.regulars.iter().filter(|regular| regular.n_drafts * 2 >= most);
        let guests = self.guests.iter().filter(|guest| !self.is_outside_pattern(guest));
        let names = turns.iter().map(|name| (*name).to_owned()).chain(usual.map(|regular| regular.name.clone()));
        let mut people: Vec<String> = Vec::new();
        let mut seen = SortedSet::new();
        people.extend(names.chain(guests.cloned()).filter(|name| seen.insert(fold(name))));
        people
    }

    /// The pattern that all turns follow; of several, the one that most other drafts with as many people follow, then
    /// the shortest.
    fn pattern_of(&self, turns: &Roles, n_people: usize, others: &[&Outline]) -> Option<Pattern> {
        let fitting = patterns(n_people).into_iter().filter(|pattern| explains(pattern, turns));
        let others: Vec<Roles> = others.iter().map(|other| self.roles_without_guests(other)).collect();
        let alike = others.iter().filter(|other| other.iter().max().map_or(0, |max| max + 1) == n_people);
        let n_votes = |pattern: &Pattern| {
            alike.clone().filter(|other| other.len() >= pattern.roles.len() && explains(pattern, other)).count()
        };
        // From long to short, because `max_by_key` takes the last of several with most votes.
        fitting.rev().max_by_key(n_votes)
    }

    fn roles_without_guests(&self, outline: &Outline) -> Roles {
        let is_in_pattern = |name: &&str| self.guest_turns.is_none() || !self.roster.is_guest(name);
        roles(&turns(outline).into_iter().filter(is_in_pattern).collect::<Vec<_>>())
    }

    /// The next turn in the newest draft that began with the same turns.
    fn as_in_earlier_draft(&self, turns: &Roles, others: &[&Outline]) -> Option<usize> {
        let others = others.iter().map(|other| self.roles_without_guests(other));
        let mut alike = others.filter(|other| other.len() > turns.len() && other.starts_with(turns));
        alike.next().map(|other| other[turns.len()])
    }
}

impl Pattern {
    /// Who has a turn, among those who have spoken.
    fn proposal(&self, turns: &[&str], turn_idx: usize) -> Option<Proposal> {
        let role = self.roles[turn_idx % self.roles.len()];
        let first_idx = roles(turns).iter().position(|turn| *turn == role)?;
        Some(Proposal { host: turns[first_idx].to_owned(), why: self.why })
    }
}

/// The turns at which guests speak in most of the drafts that have guests. `None` if they have no fixed places.
fn guest_turns(roster: &Roster, others: &[&Outline]) -> Option<Vec<usize>> {
    let drafts = others.iter().map(|other| turns(other).into_iter().map(|name| roster.is_guest(name)).collect());
    let with_guests: Vec<Vec<bool>> = drafts.filter(|turns: &Vec<bool>| turns.contains(&true)).collect();
    let n_turns = with_guests.iter().map(Vec::len).max().unwrap_or_default();
    let is_place = |turn_idx: &usize| {
        let at = || with_guests.iter().filter_map(|turns| turns.get(*turn_idx));
        at().filter(|is_guest| **is_guest).count() * 2 > at().count()
    };
    Some((0..n_turns).filter(is_place).collect()).filter(|places: &Vec<usize>| !places.is_empty())
}

/// Whether guests have their own segments. False if other drafts credit guests and none of these ever had a segment.
fn give_guests_turns(others: &[&Outline]) -> bool {
    let mut crediting = others.iter().filter(|other| !other.guests.is_empty()).peekable();
    let has_turn = |other: &&&Outline| {
        let turns = turns(other);
        other.guests.iter().any(|credit| turns.iter().any(|name| credit_names_host(credit, name)))
    };
    crediting.peek().is_none() || crediting.any(|other| has_turn(&other))
}

/// The name in labels for someone who is credited as `Bob Lee`: the first name. `None` for a handle alone.
fn name_in_labels(credit: &str) -> Option<String> {
    let first = credit.split_whitespace().find(|word| !word.ends_with('.'))?;
    first.starts_with(char::is_alphabetic).then(|| first.to_owned())
}

/// The most frequent name; of several, the first.
fn most_frequent<'a>(names: &[&'a str]) -> Option<&'a str> {
    let n_times = |name: &&&str| names.iter().filter(|other| fold(other) == fold(name)).count();
    names.iter().rev().max_by_key(n_times).copied()
}

/// Each turn as the index of its host among the hosts, in order of appearance.
fn roles(turns: &[&str]) -> Roles {
    let mut known: SortedMap<String, usize> = SortedMap::new();
    let role = |name: &&str| {
        let n_known = known.len();
        *known.get_or_insert_with(fold(name), || n_known)
    };
    turns.iter().map(role).collect()
}

/// The ways in which this many people take turns, from short to long.
fn patterns(n_people: usize) -> Vec<Pattern> {
    if n_people == 1 {
        return vec![Pattern { why: ProposalReason::Alone, roles: vec![0] }];
    }
    let in_turn = if n_people == 2 { ProposalReason::Alternating } else { ProposalReason::InTurn };
    let each = |n_times: usize| (0..n_people).flat_map(|role| std::iter::repeat_n(role, n_times)).collect();
    vec![
        Pattern { why: in_turn, roles: each(1) },
        Pattern { why: ProposalReason::Mirrored, roles: (0..n_people).chain((0..n_people).rev()).collect() },
        Pattern { why: ProposalReason::InBlocks, roles: each(2) },
        Pattern { why: ProposalReason::InBlocks, roles: each(3) },
    ]
}

fn explains(pattern: &Pattern, turns: &[usize]) -> bool {
    turns.iter().zip(pattern.roles.iter().cycle()).all(|(turn, expected)| turn == expected)
}

fn longest_silent(turns: &[usize], n_people: usize) -> Option<usize> {
    (0..n_people).min_by_key(|role| turns.iter().rposition(|turn| turn == role).map_or(0, |turn_idx| turn_idx + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::roster::tests::draft;
    use crate::outline::segments::tests::outline;

    /// Checks who is proposed, and why, for a topic at the end of the first draft. Guests are credited in brackets.
    #[track_caller]
    fn check(drafts: &[&str], expected: Option<(&str, ProposalReason)>) {
        let drafts: Vec<Outline> = drafts.iter().map(|turns| draft(turns)).collect();
        let others: Vec<&Outline> = drafts[1..].iter().collect();
        let found = next_host(&drafts[0], &others, drafts[0].segments.len());
        let shown = found.as_ref().map(|proposal| (proposal.host.as_str(), proposal.why));
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_next_host_follows_the_shortest_pattern_of_all_turns() {
        check(&[""], None);
        check(&["Ann"], Some(("Ann", ProposalReason::Alone)));
        check(&["Ann Ann"], Some(("Ann", ProposalReason::Alone)));
        check(&["Ann Ben"], Some(("Ann", ProposalReason::Alternating)));
        check(&["Ann Ben ann"], Some(("Ben", ProposalReason::Alternating)));
        check(&["Ann Ben Ben"], Some(("Ann", ProposalReason::Mirrored)));
        check(&["Ann Ben Ben Ann"], Some(("Ann", ProposalReason::Mirrored)));
        check(&["Ann Ann Ben"], Some(("Ben", ProposalReason::InBlocks)));
        check(&["Ann Ben Cleo"], Some(("Ann", ProposalReason::InTurn)));
        check(&["Ann Ben Cleo Ann"], Some(("Ben", ProposalReason::InTurn)));
        check(&["Ann Ben Cleo Cleo"], Some(("Ben", ProposalReason::Mirrored)));
        check(&["Ann Ben Ann Ann"], Some(("Ben", ProposalReason::LongestSilent)));
    }

    #[test]
    fn other_drafts_tell_who_else_speaks_and_which_pattern_is_usual() {
        check(&["Ann", "Ben Ann", "Ann Ben"], Some(("Ben", ProposalReason::Alternating)));
        check(&["Ann Ann", "Ben Ann", "Ann Ben"], Some(("Ben", ProposalReason::InBlocks)));
        check(&["Ann Ben", "Ben Ann Ann Ben", "Ann Ben Ben Ann"], Some(("Ben", ProposalReason::Mirrored)));
        check(
            &["Ann Ben", "Ben Ann Ann Ben", "Ann Ben Ann Ben", "Ben Ann Ben Ann"],
            Some(("Ann", ProposalReason::Alternating)),
        );
        check(&["Ben Ann Ben Ben", "Ann Ben Ann Ann Ann"], Some(("Ben", ProposalReason::LikeLastTime)));
    }

    #[test]
    fn episodes_begin_in_turn_or_mostly_with_the_same_host() {
        check(&["", "Ann Ben", "Ben Ann", "Ann Ben"], Some(("Ben", ProposalReason::BeginsInTurn)));
        check(&["", "Ann Ben", "Ann Ben", "Ann Ben", "Ben Ann"], Some(("Ann", ProposalReason::BeginsMostly)));
        check(&["", "Ann"], Some(("Ann", ProposalReason::BeginsMostly)));
    }

    #[test]
    fn guests_that_are_only_named_have_no_turn() {
        check(&["[Cleo] Ann Ben Ann", "[Fay] Ann Ben Ann Ben"], Some(("Ben", ProposalReason::Alternating)));
        check(&["[Cleo] Ann Ben Ann", "[Fay] Ann Ben Ann Fay"], Some(("Cleo", ProposalReason::GuestPlace)));
    }

    #[test]
    fn guests_speak_at_their_places() {
        let others = ["Ann Ben (Dan) Ann Ben (Dan)", "Ben Ann (Eve) Ben Ann (Eve)", "Ann Ben Ann Ben"];
        let check_guest = |own: &str, expected: (&str, ProposalReason)| {
            let drafts: Vec<&str> = [own].into_iter().chain(others).collect();
            check(&drafts, Some(expected));
        };
        check_guest("[Cleo] Ann", ("Ben", ProposalReason::Alternating));
        check_guest("[Cleo] Ann Ben", ("Cleo", ProposalReason::GuestPlace));
        check_guest("Ann Ben (Cleo)", ("Ann", ProposalReason::Alternating));
        check_guest("Ann Ben (Cleo) Ben", ("Ann", ProposalReason::Mirrored));
        check_guest("Ann Ben (Cleo) Ann Ben", ("Cleo", ProposalReason::InTurn));
        check_guest("Ann Ben (Cleo) Ben Ann", ("Cleo", ProposalReason::GuestPlace));
        check_guest("[Fay] Ann Ben (Cleo) Ann Ben", ("Fay", ProposalReason::GuestPlace));
        check_guest("Ann Ben", ("Ann", ProposalReason::Alternating));
    }

    #[test]
    fn a_guest_of_whom_no_other_draft_tells_takes_turns_like_all() {
        check(&["[Cleo] Ann Ben"], Some(("Cleo", ProposalReason::InTurn)));
        check(&["[Cleo] Ann", "Ann Ben"], Some(("Ben", ProposalReason::InTurn)));
    }

    #[test]
    fn strangers_are_not_proposed() {
        check(&["Ann Ben Ann Ann", "Dan Eve Dan"], Some(("Ben", ProposalReason::LongestSilent)));
        check(&["Ann Ann", "Dan Eve Dan", "Ben Cleo", "Ann Ben"], Some(("Ben", ProposalReason::InBlocks)));
        check(&["Ann", "Dan Eve Dan", "Ann Ben"], Some(("Ben", ProposalReason::Alternating)));
    }

    #[test]
    fn where_topics_have_no_hosts_nobody_is_proposed() {
        let own = outline("1. Kites\n2. Planes\n\n#3: Balloons\n");
        let other = draft("Ann Ben");
        assert!(own.segments.iter().any(|segment| segment.label.kind == SegmentKind::Topic));
        assert_eq!(next_host(&own, &[&other], own.segments.len()), None);
    }

    #[test]
    fn in_between_it_is_whose_turn_the_place_is() {
        let notes = "Ann #1: A\n\nExtras\n\nBen #2: B\n\nAnn #3: C\n";
        let at = |place_idx: usize| next_host(&outline(notes), &[], place_idx).map(|proposal| proposal.host);
        let found: Vec<Option<String>> = (0..6).map(at).collect();
        let (ann, ben) = (Some("Ann".to_owned()), Some("Ben".to_owned()));
        assert_eq!(found, [ann.clone(), ben.clone(), ben.clone(), ann, ben.clone(), ben]);
    }
}
