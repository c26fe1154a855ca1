//! What the outline and the words of its segments cost: from scratch, and for one keystroke. `cargo bench`

mod support {
    pub mod notes;
}

use std::hint::black_box;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use rundown::markdown::{BlockList, Patch, RenderOptions};
use rundown::outline::{LiveOutline, Outline, WordCounts};
use rundown::text::{Change, TextEdit};

use self::support::notes::{SIZES, blocks, notes};

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

/// A change in the notes, and the one that takes it back.
struct Keystroke {
    live: LiveOutline,
    word_counts: WordCounts,
    before: BlockList,
    after: BlockList,
    there: Patch,
    back: Patch,
    line: Option<usize>,
}

impl Keystroke {
    /// Inserts `key` where `|` is in the first such place in the second half of the notes.
    fn in_the_middle(text: &str, place: &str, key: &str) -> Keystroke {
        Keystroke::new(text, place, key, text.ceil_char_boundary(text.len() / 2))
    }

    /// The same in the first such place of all.
    fn at_the_top(text: &str, place: &str, key: &str) -> Keystroke {
        Keystroke::new(text, place, key, 0)
    }

    fn new(text: &str, place: &str, key: &str, byte_from: usize) -> Keystroke {
        let (before, after) = place.split_once('|').expect("the place shows where");
        let found = text[byte_from..].find(&format!("{before}{after}")).expect("the notes have it");
        let byte = byte_from + found + before.len();
        let there = TextEdit::new(vec![Change::insert(byte, key)], None);
        let back = TextEdit::new(vec![Change::delete(byte..byte + key.len())], None);
        let typed = there.apply(text);
        let mut follower = blocks(text);
        let there = follower.update(&typed, there.changes());
        let back = follower.update(text, back.changes());
        let line = Some(1 + text[..byte].matches('\n').count()).filter(|_| key != "\n");
        let (before, after) = (blocks(text), blocks(&typed));
        let live = LiveOutline::new(&before);
        Keystroke { word_counts: WordCounts::new(&before, &live), live, before, after, there, back, line }
    }

    /// Types and takes back: two keystrokes.
    fn run(&mut self) {
        for (blocks, patch) in [(&self.after, &self.there), (&self.before, &self.back)] {
            let change = self.live.update(blocks, patch, self.line);
            self.word_counts.update(blocks, &self.live, patch, &change);
        }
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
    let mut group = c.benchmark_group("outline and words, two keystrokes");
    for (name, n_bytes) in SIZES {
        let text = notes(n_bytes);
        let in_the_middle = kinds.map(|(kind, place, key)| (kind, Keystroke::in_the_middle(&text, place, key)));
        let at_the_top =
            ("a line break at the top", Keystroke::at_the_top(&text, "The longest chapter| is on string", "\n"));
        for (kind, mut keystroke) in in_the_middle.into_iter().chain([at_the_top]) {
            group.bench_function(BenchmarkId::new(kind, name), |b| {
                b.iter_batched(|| (), |()| keystroke.run(), BatchSize::SmallInput);
            });
        }
    }
    group.finish();
}

/// Below front matter of 2 kB, in 300 sections within sections.
fn two_keystrokes_in_sections(c: &mut Criterion) {
    let keys: String = (0..60).map(|n| format!("key_{n}: what it says in some words\n")).collect();
    let section = |n: usize| {
        let level = if n.is_multiple_of(10) { "##" } else { "###" };
        format!("{level} Section {n} is so called\n\n- The longest chapter is on string\n\n")
    };
    let text = format!("---\ntitle: Kites\n{keys}---\n\n{}", (0..300).map(section).collect::<String>());
    let mut group = c.benchmark_group("outline and words, two keystrokes in 300 sections");
    for (kind, mut keystroke) in [
        ("in a list", Keystroke::in_the_middle(&text, "The longest chapter| is on string", "x")),
        ("in a title", Keystroke::in_the_middle(&text, "Section 150 is| so called", "x")),
        ("in front matter", Keystroke::at_the_top(&text, "what| it says", "x")),
    ] {
        group.bench_function(kind, |b| b.iter_batched(|| (), |()| keystroke.run(), BatchSize::SmallInput));
    }
    group.finish();
}

criterion_group!(benches, from_scratch, two_keystrokes, two_keystrokes_in_sections);
criterion_main!(benches);
