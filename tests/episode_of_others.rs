//! The next episode for all kinds of notes: what is made from the first files of a show is valid and has nothing of the old
//! episode, over the notes of other shows where they are at hand.

mod support {
    pub mod corpus;
}

use std::collections::BTreeMap;

use rundown::markdown::{BlockList, RenderOptions};
use rundown::outline::Outline;
use rundown::rundown::{Answers, Date, EpisodePlan};
use rundown::text::{FrontMatterKind, Piece, fields, front_matter};

use self::support::corpus::others;

/// Lines that stand in one earlier episode alone can only be judged by their looks; so there are some.
const MAX_LEFTOVERS_OF_ONE: usize = 8;

#[test]
fn the_next_episode_of_any_show_is_valid_and_has_nothing_of_the_last() {
    let mut shows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, text) in others() {
        let show = name.rsplit_once('/').map_or("", |(show, _)| show);
        shows.entry(show.to_owned()).or_default().push(text);
    }
    let (mut n_pairs, mut n_good, mut n_of_one) = (0, 0, 0);
    let mut faults = Vec::new();
    for (show, texts) in &shows {
        for n_earlier in 1..texts.len() {
            let earlier: Vec<&str> = texts[..n_earlier].iter().rev().map(String::as_str).collect();
            let made = next(&earlier);
            let found = [broken(&made, earlier[0]), leftovers(&made, &earlier)];
            n_pairs += 1;
            n_good += usize::from(found.iter().all(Vec::is_empty));
            let [broken, left] = found;
            if std::env::var_os("RUNDOWN_SHOW").is_some() {
                println!("=== {show} {}\n{made}", n_earlier + 1);
            }
            for fault in &broken {
                println!("{show} {}: {fault}", n_earlier + 1);
            }
            for fault in &left {
                println!("{show} {}: left: {fault}", n_earlier + 1);
            }
            n_of_one += if n_earlier == 1 { left.len() } else { 0 };
            faults.extend(broken);
            faults.extend(left.into_iter().filter(|_| n_earlier > 1));
        }
    }
    println!("without a fault: {n_good} of {n_pairs}; left of an only one: {n_of_one}");
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(n_of_one <= MAX_LEFTOVERS_OF_ONE);
}

fn next(earlier: &[&str]) -> String {
    let plan = EpisodePlan::of(earlier, &[]).expect("there are episodes");
    let date = Some(Date { year: 2031, month: 5, day: 6 });
    let answers = Answers { episode: plan.questions().episode, date, ..Answers::default() };
    let shown = plan.pieces(&answers).into_iter().map(|piece| match piece {
        Piece::Text(text) | Piece::Stop { text, .. } => text,
        Piece::Cursor => String::new(),
    });
    shown.collect()
}

/// What is not valid.
fn broken(made: &str, last: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !made.contains(|c: char| !c.is_whitespace()) {
        found.push("is empty".to_owned());
    }
    let metadata = front_matter(made);
    if metadata.as_ref().map(|it| it.kind) != front_matter(last).map(|it| it.kind) {
        found.push(format!("front matter became {metadata:?}"));
    }
    if let Some(it) = &metadata {
        let inner: Vec<&str> = made[it.bytes.clone()].lines().collect();
        let inner = || inner[1..inner.len() - 1].join("\n");
        let problem = match it.kind {
            FrontMatterKind::Yaml => yaml_rust2::YamlLoader::load_from_str(&inner()).err().map(|it| it.to_string()),
            FrontMatterKind::Toml => inner().parse::<toml::Table>().err().map(|it| it.to_string()),
            FrontMatterKind::Bare => None,
        };
        found.extend(problem);
        let old = front_matter(last).map(|old| keys(last, &old)).unwrap_or_default();
        if keys(made, it) != old {
            found.push("keys differ".to_owned());
        }
    }
    let notes = metadata.map_or(made, |it| &made[it.bytes.end..]);
    let paragraphs = notes.split("\n\n");
    found.extend(paragraphs.filter(|it| !is_whole(it)).map(|it| format!("broken: {it}")));
    found
}

fn keys(text: &str, metadata: &rundown::text::FrontMatter) -> Vec<String> {
    fields(text, metadata).into_iter().map(|field| field.key.into_owned()).collect()
}

/// Whether a paragraph's links and bold words are closed, and no field was left.
fn is_whole(text: &str) -> bool {
    let bytes: Vec<char> = text.chars().collect();
    let mut open = 0;
    for (idx, c) in bytes.iter().enumerate() {
        match c {
            '[' => open += 1,
            ']' if open == 0 => return false,
            ']' => {
                open -= 1;
                let behind: String = bytes[idx + 1..].iter().collect();
                if behind.starts_with('(') && !behind.contains(')') {
                    return false;
                }
            }
            _ => {}
        }
    }
    let is_left = text.match_indices("url)").any(|(byte, _)| !text[..byte].ends_with("]("));
    open == 0 && !is_left && !text.contains("{{") && text.matches("**").count().is_multiple_of(2)
}

/// What the last episode alone has, and the new one too.
fn leftovers(made: &str, earlier: &[&str]) -> Vec<String> {
    let outline = Outline::of(&BlockList::new(earlier[0], RenderOptions::default()));
    let stands = |text: &str| earlier[1..].iter().any(|older| older.contains(text));
    let mut own: Vec<String> = addresses(earlier[0]);
    own.extend(outline.guests.iter().cloned());
    own.extend(outline.title.iter().map(|title| title.rsplit([':', '–']).next().unwrap_or(title).trim().to_owned()));
    let labels = outline.segments.iter().filter(|segment| segment.label.start_seconds.is_some());
    own.extend(labels.filter_map(|segment| segment.label.title.clone()));
    let n_metadata = front_matter(earlier[0]).map_or(0, |it| it.bytes.end);
    own.extend(times(&earlier[0][n_metadata..]));
    own.retain(|text| text.chars().count() > 3 && !stands(text) && made.contains(text.as_str()));
    own.sort();
    own.dedup();
    own
}

fn addresses(text: &str) -> Vec<String> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | ']');
    text.match_indices("http")
        .map(|(byte, _)| text[byte..].split(is_end).next().unwrap_or_default().to_owned())
        .collect()
}

/// `12:34` and the like.
fn times(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == ':'));
    let is_time = |word: &&str| word.len() > 4 && word.contains(':') && !word.ends_with(':') && !word.starts_with(':');
    words.filter(is_time).map(str::to_owned).collect()
}
