//! What the outline costs: from scratch, and for one keystroke. `cargo bench`
//!
//! The notes are of the shape of real episodes: six labelled segments with lists, links and now and then code, again and
//! again up to the size.

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use rundown::markdown::{BlockList, Patch, RenderOptions};
use rundown::rundown::{LiveOutline, Outline};
use rundown::text::{Change, TextEdit};

const SIZES: [(&str, usize); 3] = [("10 kB", 10_000), ("100 kB", 100_000), ("1 MB", 1_000_000)];

/// One episode's worth: six segments in 4.2 kB, somewhat denser than real ones, which have six in 5.7 kB.
const EPISODE: &str = include_str!("episode.md");

fn notes(n_bytes: usize) -> String {
    EPISODE.repeat(n_bytes.div_ceil(EPISODE.len()))
}

fn blocks(text: &str) -> BlockList {
    BlockList::new(text, RenderOptions::default())
}

fn from_scratch(c: &mut Criterion) {
    let mut group = c.benchmark_group("outline from scratch");
    for (name, n_bytes) in SIZES {
        let text = notes(n_bytes);
        let blocks = blocks(&text);
        group.bench_function(BenchmarkId::new("of the blocks", name), |b| b.iter(|| Outline::of(black_box(&blocks))));
        group.bench_function(BenchmarkId::new("of the text", name), |b| {
            b.iter(|| Outline::of(&BlockList::new(black_box(&text), RenderOptions::default())));
        });
    }
    group.finish();
}

/// A change in the middle of the notes, and the one that takes it back.
struct Keystroke {
    live: LiveOutline,
    before: BlockList,
    after: BlockList,
    there: Patch,
    back: Patch,
    line: Option<usize>,
}

impl Keystroke {
    /// Inserts `key` where `|` is in the first such place in the second half of the notes.
    fn new(text: &str, place: &str, key: &str) -> Keystroke {
        let (before, after) = place.split_once('|').expect("the place shows where");
        let byte_half = text.ceil_char_boundary(text.len() / 2);
        let found = text[byte_half..].find(&format!("{before}{after}")).expect("the notes have it");
        let byte = byte_half + found + before.len();
        let there = TextEdit::new(vec![Change::insert(byte, key)], None);
        let back = TextEdit::new(vec![Change::delete(byte..byte + key.len())], None);
        let typed = there.apply(text);
        let mut follower = blocks(text);
        let there = follower.update(&typed, there.changes());
        let back = follower.update(text, back.changes());
        let line = Some(1 + text[..byte].matches('\n').count()).filter(|_| key != "\n");
        let (before, after) = (blocks(text), blocks(&typed));
        Keystroke { live: LiveOutline::new(&before), before, after, there, back, line }
    }

    /// Types and takes back: two keystrokes.
    fn run(&mut self) {
        self.live.update(&self.after, &self.there, self.line);
        self.live.update(&self.before, &self.back, self.line);
    }
}

fn two_keystrokes(c: &mut Criterion) {
    let kinds = [
        ("in a list", "The longest chapter| is on string", "x"),
        ("in a title", "A short history| of kites", "x"),
        ("in the name of a host", "**Ann| #3", "x"),
        ("in the name of a sponsor", "Harbour| Hosting", "x"),
        ("a line break", "The longest chapter| is on string", "\n"),
    ];
    let mut group = c.benchmark_group("outline, two keystrokes");
    for (name, n_bytes) in SIZES {
        let text = notes(n_bytes);
        for (kind, place, key) in kinds {
            let mut keystroke = Keystroke::new(&text, place, key);
            group.bench_function(BenchmarkId::new(kind, name), |b| {
                b.iter_batched(|| (), |()| keystroke.run(), BatchSize::SmallInput);
            });
        }
    }
    group.finish();
}

criterion_group!(benches, from_scratch, two_keystrokes);
criterion_main!(benches);
