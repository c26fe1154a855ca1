//! The next episode made from the last ones, against the one that was really written, over the corpus where it is at hand.

mod support {
    pub mod corpus;
}

use std::collections::BTreeSet;

use rundown::markdown::{BlockList, RenderOptions};
use rundown::outline::{Label, Outline, SegmentKind};
use rundown::rundown::{Answers, EpisodePlan};
use rundown::text::Piece;

use self::support::corpus::episodes;

/// How many episodes a new one is made from.
const N_EARLIER: usize = 5;
/// Of the corpus, one in so many is made.
const EVERY: usize = 2;
/// The last ones, whose standing text is the longest.
const N_LATE: usize = 50;

// Just below what is reached. Episodes are missing in the corpus, so the last one is often some weeks older.
const FLOOR_FOUND: f64 = 0.91;
const FLOOR_RIGHT: f64 = 0.82;
const FLOOR_N_TOPICS: f64 = 0.9;
const FLOOR_HOSTS: f64 = 0.59;

/// How one new episode compares with the real one. Text is counted in bytes of lines.
#[derive(Clone, Debug, Default)]
struct Score {
    /// What the real one took over from the last.
    n_standing: usize,
    /// Of that, what the new one has.
    n_found: usize,
    n_kept: usize,
    /// Of what is kept, what the real one has.
    n_right: usize,
    has_n_topics: bool,
    n_hosts: usize,
    n_hosts_right: usize,
}

#[test]
fn most_standing_text_is_kept_and_little_else() {
    let texts: Vec<String> = episodes().into_iter().map(|(_, text)| text).collect();
    let earlier = |idx: usize| texts[..idx].iter().rev().take(N_EARLIER).map(String::as_str).collect::<Vec<_>>();
    let scores: Vec<Score> = (1..texts.len()).step_by(EVERY).map(|idx| score(&earlier(idx), &texts[idx])).collect();
    let sum = |of: fn(&Score) -> usize| scores.iter().map(of).sum::<usize>() as f64;
    println!("standing text kept: {} of {} bytes", sum(|it| it.n_found), sum(|it| it.n_standing));
    println!("of what is kept, right: {} of {} bytes", sum(|it| it.n_right), sum(|it| it.n_kept));
    println!("as many topics: {} of {}", sum(|it| usize::from(it.has_n_topics)), scores.len());
    println!("hosts foreseen: {} of {}", sum(|it| it.n_hosts_right), sum(|it| it.n_hosts));
    let mut late: Vec<usize> = scores.iter().rev().take(N_LATE).map(|it| it.n_found).collect();
    late.sort_unstable();
    println!("kept in the last {} episodes, in bytes: median {:?}", late.len(), late.get(late.len() / 2));
    assert!(sum(|it| it.n_found) >= FLOOR_FOUND * sum(|it| it.n_standing));
    assert!(sum(|it| it.n_right) >= FLOOR_RIGHT * sum(|it| it.n_kept));
    assert!(sum(|it| usize::from(it.has_n_topics)) >= FLOOR_N_TOPICS * scores.len() as f64);
    assert!(sum(|it| it.n_hosts_right) >= FLOOR_HOSTS * sum(|it| it.n_hosts));
}

/// `earlier` begins with the newest.
fn score(earlier: &[&str], real: &str) -> Score {
    let plan = EpisodePlan::of(earlier, &[]).expect("there are episodes");
    let questions = plan.questions();
    let real_outline = outline(real);
    let answers = Answers {
        episode: real_outline.episode.map(|number| number.to_string()).or(questions.episode),
        date: None,
        guests: real_outline.guests.clone(),
        sponsors: questions.sponsor_choice,
        ..Answers::default()
    };
    let pieces = plan.pieces(&answers);
    let made = outline(&shown(&pieces));
    assert_eq!(topics(&made).len(), questions.n_topics, "{}", shown(&pieces));
    for topic in topics(&made) {
        assert!(matches!(topic.title.as_deref(), Some("Title") | None), "{topic:?}");
    }
    let (kept, real_lines, last) = (kept_lines(&pieces), lines(real), lines(earlier[0]));
    let n_bytes = |lines: &mut dyn Iterator<Item = &String>| lines.map(String::len).sum();
    let hosts = || topics(&made).into_iter().zip(topics(&real_outline));
    Score {
        n_standing: n_bytes(&mut real_lines.intersection(&last)),
        n_found: n_bytes(&mut real_lines.intersection(&last).filter(|line| kept.contains(*line))),
        n_kept: n_bytes(&mut kept.iter()),
        n_right: n_bytes(&mut kept.intersection(&real_lines)),
        has_n_topics: topics(&made).len() == topics(&real_outline).len(),
        n_hosts: hosts().count(),
        n_hosts_right: hosts().filter(|(made, real)| made.host == real.host).count(),
    }
}

fn topics(outline: &Outline) -> Vec<&Label> {
    let labels = outline.segments.iter().map(|segment| &*segment.label);
    labels.filter(|label| label.kind == SegmentKind::Topic).collect()
}

fn outline(text: &str) -> Outline {
    Outline::of(&BlockList::new(text, RenderOptions::default()))
}

/// The notes as they are before anything is typed.
fn shown(pieces: &[Piece]) -> String {
    let shown = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Stop { text, .. } => text.clone(),
        Piece::Cursor => String::new(),
    });
    shown.collect()
}

/// The lines that have no field.
fn kept_lines(pieces: &[Piece]) -> BTreeSet<String> {
    const FIELD: &str = "\u{1}";
    let marked = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.as_str(),
        _ => FIELD,
    });
    lines(&marked.collect::<String>()).into_iter().filter(|line| !line.contains(FIELD)).collect()
}

/// Those with a word in them, without blanks at their ends.
fn lines(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(str::trim).filter(|line| line.contains(char::is_alphanumeric));
    lines.filter(|line| !line.starts_with("```")).map(str::to_owned).collect()
}
