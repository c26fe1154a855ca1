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
/// The same for notes of other shows.
const FLOOR_OF_OTHERS: f64 = 0.985;
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

/// The same for notes of other shows: what any reader would want in a table of contents of them.
#[test]
fn the_outline_agrees_with_the_labels_of_other_shows() {
    let Some(corpus) = corpus().map(|corpus| corpus.join("others")).filter(|corpus| corpus.is_dir()) else {
        println!("skipped: ../shared/corpus/others is not here");
        return;
    };
    let mut total = OthersScore::default();
    for path in label_files(&corpus) {
        total += score_of_other(&corpus, &path);
    }
    total.report();
    total.check_floors();
}

/// What the notes of other shows come to.
#[derive(Clone, Copy, Debug, Default)]
struct OthersScore {
    n_expected: usize,
    n_found: usize,
    /// Found segments that are labelled on the same line.
    n_right: usize,
    n_with_depth: usize,
    n_kind: usize,
    n_title: usize,
    n_host_and_number: usize,
    n_url: usize,
    /// Labels with a time that were found, and those of them with this time.
    n_timed: usize,
    n_start: usize,
    n_episodes: usize,
    n_episode_titles: usize,
    n_episode_numbers: usize,
}

/// Segments that the labels leave open count neither as found nor as missing.
fn score_of_other(corpus: &Path, label_path: &Path) -> OthersScore {
    let labels: Value = parse(&fs::read_to_string(label_path).expect("readable"));
    let name = labels["file"].as_str().expect("a label names its file");
    let notes = fs::read_to_string(corpus.join("notes").join(name)).expect("readable").replace("\r\n", "\n");
    let outline = parse(&outline_json(&Outline::of(&BlockList::new(&notes, RenderOptions::default()))));
    let (labelled, found) = (list(&labels["segments"]), list(&outline["segments"]));
    let is_open = |label: &Value| label["alt"] == true;
    let at_line = |segments: &[Value], line: &Value| segments.iter().find(|it| it["line"] == *line).cloned();
    let mut score = OthersScore { n_episodes: 1, ..OthersScore::default() };
    for label in labelled.iter().filter(|label| !is_open(label)) {
        score.n_expected += 1;
        if at_line(found, &label["line"]).is_none() {
            println!("{name}: not found: {label}");
        }
    }
    for segment in found {
        let Some(label) = at_line(labelled, &segment["line"]) else {
            println!("{name}: not labelled: {segment}");
            score.n_found += 1;
            continue;
        };
        if is_open(&label) {
            continue;
        }
        let agrees = |what: &str, is_same: bool| {
            if !is_same {
                println!("{name}: {what}: expected {label}, found {segment}");
            }
            usize::from(is_same)
        };
        let is_alike = |key: &str| label[key] == segment[key];
        let others = label["titles_alt"].as_array().cloned().unwrap_or_default();
        score.n_found += 1;
        score.n_right += 1;
        score.n_with_depth += agrees("depth", is_alike("depth"));
        score.n_kind += agrees("kind", is_alike("kind"));
        score.n_title += agrees("title", is_alike("title") || others.contains(&segment["title"]));
        score.n_host_and_number += agrees("host, number", is_alike("host") && is_alike("number"));
        score.n_url += agrees("url", is_alike("url"));
        score.n_timed += usize::from(!label["start"].is_null());
        score.n_start += agrees("start", is_alike("start")) * usize::from(!label["start"].is_null());
    }
    let titles = labels["title_alts"].as_array().cloned().unwrap_or_default();
    let has_title = labels["title"] == outline["title"] || titles.contains(&outline["title"]);
    score.n_episode_titles = agree(name, "title", (true, &labels["title"]), (has_title, &labels["title"]));
    score.n_episode_numbers = agree(name, "episode", &labels["episode"], &outline["episode"]);
    if !has_title {
        println!("{name}: title found: {}", outline["title"]);
    }
    score
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

impl OthersScore {
    fn report(&self) {
        println!(
            "other shows: {} labelled, {} found: precision {:.4}, recall {:.4}, F1 {:.4}, with depth {:.4}",
            self.n_expected,
            self.n_found,
            ratio(self.n_right, self.n_found),
            ratio(self.n_right, self.n_expected),
            self.f1(self.n_right),
            self.f1(self.n_with_depth)
        );
        println!(
            "of {} found: depth {:.4}, kind {:.4}, title {:.4}, host and number {:.4}, url {:.4}; start {} of {}",
            self.n_right,
            ratio(self.n_with_depth, self.n_right),
            ratio(self.n_kind, self.n_right),
            ratio(self.n_title, self.n_right),
            ratio(self.n_host_and_number, self.n_right),
            ratio(self.n_url, self.n_right),
            self.n_start,
            self.n_timed
        );
        println!("of {} episodes: title {}, number {}", self.n_episodes, self.n_episode_titles, self.n_episode_numbers);
    }

    fn check_floors(&self) {
        assert!(self.f1(self.n_with_depth) >= FLOOR_OF_OTHERS, "segments by line and depth");
        for (what, n) in [
            ("kind", self.n_kind),
            ("title", self.n_title),
            ("host and number", self.n_host_and_number),
            ("url", self.n_url),
        ] {
            assert!(ratio(n, self.n_right) >= FLOOR_OF_OTHERS, "{what}");
        }
        assert!(ratio(self.n_start, self.n_timed) >= FLOOR_OF_OTHERS, "start");
        let most = self.n_episodes - N_EPISODES_OFF;
        assert!(self.n_episode_titles >= most && self.n_episode_numbers >= most, "title and number of the episode");
    }

    fn f1(&self, n_right: usize) -> f64 {
        2.0 * n_right as f64 / (self.n_expected + self.n_found) as f64
    }
}

impl AddAssign for OthersScore {
    fn add_assign(&mut self, other: OthersScore) {
        self.n_expected += other.n_expected;
        self.n_found += other.n_found;
        self.n_right += other.n_right;
        self.n_with_depth += other.n_with_depth;
        self.n_kind += other.n_kind;
        self.n_title += other.n_title;
        self.n_host_and_number += other.n_host_and_number;
        self.n_url += other.n_url;
        self.n_timed += other.n_timed;
        self.n_start += other.n_start;
        self.n_episodes += other.n_episodes;
        self.n_episode_titles += other.n_episode_titles;
        self.n_episode_numbers += other.n_episode_numbers;
    }
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
