//! Whose turn is proposed, against whose turn it really was, in the episodes of the corpus where it is at hand.

use std::fs;
use std::path::Path;

use rundown::markdown::{BlockList, RenderOptions};
use rundown::rundown::{Outline, SegmentKind, next_host};

/// Just below what is reached.
const FLOOR: f64 = 0.85;

#[test]
fn the_host_of_most_topics_is_foreseen() {
    let episodes = episodes();
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

/// The outlines of all episodes, from the first to the last; none where the corpus is not at hand.
fn episodes() -> Vec<Outline> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/show_notes");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: there is no corpus at {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the corpus can be listed").path()).collect();
    paths.sort();
    let texts =
        paths.iter().map(|path| fs::read_to_string(path).expect("an episode can be read").replace("\r\n", "\n"));
    texts.map(|text| Outline::of(&BlockList::new(&text, RenderOptions::default()))).collect()
}
