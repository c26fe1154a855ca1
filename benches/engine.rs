//! What it costs to follow the notes: to open them, and for one keystroke, line break or paste. `cargo bench --bench engine`
//!
//! In the middle of the notes stands what is typed in once.

mod support {
    pub mod notes;
}

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rundown::markdown::BlockList;
use rundown::text::Change;

use self::support::notes::{EPISODE, SIZES, blocks, notes};

/// A link to a label, its definition, and a heading of its own.
const MIDDLE: &str =
    "A paragraph with [a label][kites] in it.\n\n[kites]: https://a.example/kites\n\n## A heading of its own\n\n";

/// What is done in the middle of the notes, taken back at once: at `|` in a place, some text is put in.
const KEYS: [(&str, &str, &str); 6] = [
    ("a letter in a list", "The longest chapter| is on string", "x"),
    ("a letter in a paragraph", "A paragraph with| [a label]", "x"),
    ("a letter in a heading", "A heading| of its own", "x"),
    ("a letter in a definition", "https://a.example/kites|\n", "x"),
    ("a letter in 20 kB of code", "let line_100 =| 100;", "x"),
    ("a line break", "The longest chapter| is on string", "\n"),
];

fn code() -> String {
    let lines: String = (0..1000).map(|n| format!("let line_{n} = {n};\n")).collect();
    format!("```rust\n{lines}```\n\n")
}

/// Notes of about `n_bytes`, with the middle in their middle.
fn notes_around(middle: &str, n_bytes: usize) -> String {
    let half = notes(n_bytes.saturating_sub(middle.len()).div_ceil(2));
    format!("{half}{middle}{half}")
}

/// A text put in at a place, and taken out again.
struct Keystroke {
    blocks: BlockList,
    before: String,
    after: String,
    there: [Change; 1],
    back: [Change; 1],
}

impl Keystroke {
    fn new(text: String, place: &str, key: &str) -> Keystroke {
        let (before, after) = place.split_once('|').expect("the place shows where");
        let byte_half = text.floor_char_boundary(text.len() * 2 / 5);
        let place = format!("{before}{after}");
        let found = text[byte_half..].find(&place).map(|byte| byte_half + byte).or_else(|| text.find(&place));
        let byte = found.expect("the notes have it") + before.len();
        let typed = [&text[..byte], key, &text[byte..]].concat();
        Keystroke {
            blocks: blocks(&text),
            before: text,
            after: typed,
            there: [Change::insert(byte, key)],
            back: [Change::delete(byte..byte + key.len())],
        }
    }

    fn run(&mut self) {
        black_box(self.blocks.update(&self.after, &self.there));
        black_box(self.blocks.update(&self.before, &self.back));
    }
}

fn open(c: &mut Criterion) {
    let mut group = c.benchmark_group("open");
    for (name, n_bytes) in SIZES {
        let text = notes_around(MIDDLE, n_bytes);
        group.bench_function(BenchmarkId::from_parameter(name), |b| b.iter(|| blocks(black_box(&text))));
    }
    group.finish();
}

fn two_keystrokes(c: &mut Criterion) {
    let mut group = c.benchmark_group("two keystrokes");
    for (name, n_bytes) in SIZES {
        for (kind, place, key) in KEYS {
            let middle = if kind.contains("code") { code() } else { MIDDLE.to_owned() };
            let mut keystroke = Keystroke::new(notes_around(&middle, n_bytes), place, key);
            group.bench_function(BenchmarkId::new(kind, name), |b| b.iter(|| keystroke.run()));
        }
    }
    group.finish();
}

fn paste(c: &mut Criterion) {
    let mut group = c.benchmark_group("paste 2 kB and take it back");
    let pasted = &EPISODE[..EPISODE.floor_char_boundary(2000)];
    for (name, n_bytes) in SIZES {
        let mut keystroke = Keystroke::new(notes_around(MIDDLE, n_bytes), "A paragraph with| [a label]", pasted);
        group.bench_function(BenchmarkId::from_parameter(name), |b| b.iter(|| keystroke.run()));
    }
    group.finish();
}

/// In front matter of 2 kB, and in the notes below it.
fn two_keystrokes_beside_front_matter(c: &mut Criterion) {
    let keys: String = (0..60).map(|n| format!("key_{n}: what it says in some words\n")).collect();
    let mut group = c.benchmark_group("two keystrokes beside front matter");
    for (name, n_bytes) in SIZES {
        let text = format!("---\n{keys}---\n\n{}", notes_around(MIDDLE, n_bytes));
        for (kind, place) in [("in it", "key_30: what| it says"), ("below it", "A paragraph with| [a label]")] {
            let mut keystroke = Keystroke::new(text.clone(), place, "x");
            group.bench_function(BenchmarkId::new(kind, name), |b| b.iter(|| keystroke.run()));
        }
    }
    group.finish();
}

criterion_group!(benches, open, two_keystrokes, paste, two_keystrokes_beside_front_matter);
criterion_main!(benches);
