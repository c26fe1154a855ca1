//! Whose turn is proposed, against whose turn it really was, in the episodes of the corpus where it is at hand.

mod support {
    pub mod corpus;
}

use rundown::markdown::{BlockList, RenderOptions};
use rundown::outline::{Outline, SegmentKind, next_host};

use self::support::corpus::episodes;

/// Just below what is reached.
const FLOOR: f64 = 0.85;

#[test]
fn the_host_of_most_topics_is_foreseen() {
    let episodes = outlines();
    let (mut n_right, mut n_turns) = (0, 0);
    for idx in 0..episodes.len() {
        let others: Vec<&Outline> = episodes[..idx].iter().rev().collect();
        for (place_idx, host) in topics(&episodes[idx]) {
            let begun = Outline { segments: episodes[idx].segments[..place_idx].to_vec(), ..episodes[idx].clone() };
            let proposal = next_host(&begun, &others, place_idx);
            n_right += usize::from(proposal.is_some_and(|it| it.host.to_lowercase() == host.to_lowercase()));
            n_turns += 1;
        }
    }
    println!("{n_right} of {n_turns} turns in {} episodes foreseen", episodes.len());
    assert!(n_right as f64 >= FLOOR * n_turns as f64);
}

fn topics(outline: &Outline) -> Vec<(usize, &str)> {
    let topics = outline.segments.iter().enumerate().filter(|(_, segment)| segment.label.kind == SegmentKind::Topic);
    topics.filter_map(|(idx, segment)| Some((idx, segment.label.host.as_deref()?))).collect()
}

/// The outlines of all episodes, from the first to the last.
fn outlines() -> Vec<Outline> {
    let outline = |(_, text): &(String, String)| Outline::of(&BlockList::new(text, RenderOptions::default()));
    episodes().iter().map(outline).collect()
}
