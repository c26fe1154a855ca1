//! The outline against episodes that people labelled by hand, where the corpus is at hand; else the test says that it skips.
//!
//! Prints how many segments are found and how many of their details agree, and keeps a floor below what is reached.

use std::fs;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use rundown::export::outline_json;
use rundown::markdown::{BlockList, RenderOptions};
use rundown::outline::Outline;
use serde_json::Value;

/// Just below what is reached: the outline may get better, not worse.
const FLOOR: f64 = 0.995;
/// At most so many episodes have another title and number, other sponsors or other guests than their labels say.
const N_EPISODES_OFF: usize = 1;

/// What one or all episodes come to.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    n_expected: usize,
    n_found: usize,
    /// Found segments that are labelled on the same line with the same kind.
    n_right: usize,
    n_host_and_number: usize,
    n_title: usize,
    n_url: usize,
    n_episodes: usize,
    /// Episodes whose title and number, sponsors, guests agree.
    n_heads: usize,
    n_sponsors: usize,
    n_guests: usize,
}

#[test]
fn the_outline_agrees_with_the_labels_of_the_corpus() {
    let Some(corpus) = corpus() else {
        println!("skipped: ../shared/corpus/outline is not here");
        return;
    };
    let mut total = Score::default();
    for path in label_files(&corpus) {
        total += score(&corpus, &path);
    }
    report(total);
    assert!(total.f1() >= FLOOR, "segments");
    assert!(total.share(total.n_host_and_number) >= FLOOR, "host and number");
    assert!(total.share(total.n_title) >= FLOOR, "title");
    assert!(total.share(total.n_url) >= FLOOR, "url");
    let most = total.n_episodes - N_EPISODES_OFF;
    assert!(total.n_heads >= most && total.n_sponsors >= most && total.n_guests >= most, "title, sponsors, guests");
}

fn corpus() -> Option<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    corpus.join("outline").is_dir().then_some(corpus)
}

fn label_files(corpus: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(corpus.join("outline")).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths
}

/// Compares the public format with the labels, which are in it too.
fn score(corpus: &Path, label_path: &Path) -> Score {
    let labels: Value = parse(&fs::read_to_string(label_path).expect("readable"));
    let name = labels["file"].as_str().expect("a label names its file");
    let notes = fs::read_to_string(corpus.join("show_notes").join(name)).expect("readable").replace("\r\n", "\n");
    let outline = parse(&outline_json(&Outline::of(&BlockList::new(&notes, RenderOptions::default()))));
    let mut score = compare_segments(name, &labels["segments"], &outline["segments"]);
    score.n_episodes = 1;
    score.n_heads =
        agree(name, "title, episode", [&labels["title"], &labels["episode"]], [&outline["title"], &outline["episode"]]);
    score.n_sponsors = agree(name, "sponsors", &labels["sponsors"], &outline["sponsors"]);
    score.n_guests = agree(name, "guests", &labels["guests"], &outline["guests"]);
    score
}

fn compare_segments(name: &str, expected: &Value, found: &Value) -> Score {
    let (expected, found) = (expected.as_array().expect("a list"), found.as_array().expect("a list"));
    let mut score = Score { n_expected: expected.len(), n_found: found.len(), ..Score::default() };
    for segment in found {
        let labelled =
            expected.iter().find(|label| label["line"] == segment["line"] && label["kind"] == segment["kind"]);
        let Some(labelled) = labelled else {
            println!("{name}: not labelled: {segment}");
            continue;
        };
        score.n_right += 1;
        let speaker = |segment: &Value| (segment["host"].clone(), segment["number"].clone());
        score.n_host_and_number += agree(name, "host, number", speaker(labelled), speaker(segment));
        score.n_title += agree(name, "title", &labelled["title"], &segment["title"]);
        score.n_url += agree(name, "url", &labelled["url"], &segment["url"]);
    }
    for label in expected {
        if !found.iter().any(|segment| segment["line"] == label["line"] && segment["kind"] == label["kind"]) {
            println!("{name}: not found: {label}");
        }
    }
    score
}

/// `1` if equal; else `0`, and a line that shows both.
fn agree<T: PartialEq + std::fmt::Debug>(name: &str, what: &str, expected: T, found: T) -> usize {
    if expected != found {
        println!("{name}: {what}: expected {expected:?}, found {found:?}");
    }
    usize::from(expected == found)
}

fn report(total: Score) {
    let (precision, recall) = (ratio(total.n_right, total.n_found), ratio(total.n_right, total.n_expected));
    println!("segments: precision {precision:.4}, recall {recall:.4}, F1 {:.4}", total.f1());
    println!(
        "of {} found: host and number {:.4}, title {:.4}, url {:.4}",
        total.n_right,
        total.share(total.n_host_and_number),
        total.share(total.n_title),
        total.share(total.n_url)
    );
    println!(
        "of {} episodes: title and number {}, sponsors {}, guests {}",
        total.n_episodes, total.n_heads, total.n_sponsors, total.n_guests
    );
}

fn parse(json: &str) -> Value {
    serde_json::from_str(json).expect("valid JSON")
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

impl Score {
    fn f1(&self) -> f64 {
        2.0 * self.n_right as f64 / (self.n_expected + self.n_found) as f64
    }

    fn share(&self, part: usize) -> f64 {
        ratio(part, self.n_right)
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.n_expected += other.n_expected;
        self.n_found += other.n_found;
        self.n_right += other.n_right;
        self.n_host_and_number += other.n_host_and_number;
        self.n_title += other.n_title;
        self.n_url += other.n_url;
        self.n_episodes += other.n_episodes;
        self.n_heads += other.n_heads;
        self.n_sponsors += other.n_sponsors;
        self.n_guests += other.n_guests;
    }
}
