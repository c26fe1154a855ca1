//! What the checks cost: from scratch, for one keystroke, and when the findings are asked for. `cargo bench --bench checks`

mod support {
    pub mod notes;
}

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rundown::outline::Outline;
use rundown::rundown::{Known, LiveChecks, Notes, fix_all};
use rundown::text::{Change, TextEdit};

use self::support::notes::{SIZES, blocks, notes};

fn from_scratch(c: &mut Criterion) {
    let mut group = c.benchmark_group("checks");
    for (name, n_bytes) in SIZES {
        let text = notes(n_bytes);
        let blocks = blocks(&text);
        let outline = Outline::of(&blocks);
        let notes = Notes { text: &text, blocks: &blocks, outline: &outline };
        let live = LiveChecks::new(&text, &blocks);
        let findings = live.findings(&notes, &Known::default());
        group.bench_function(BenchmarkId::new("from scratch", name), |b| {
            b.iter(|| LiveChecks::new(black_box(&text), &blocks));
        });
        group.bench_function(BenchmarkId::new("findings", name), |b| {
            b.iter(|| black_box(&live).findings(&notes, &Known::default()));
        });
        group.bench_function(BenchmarkId::new("all that is safe", name), |b| {
            b.iter(|| fix_all(&notes, black_box(&findings)));
        });
    }
    group.finish();
}

/// A letter that is typed in the middle of the notes, and taken back: two keystrokes.
fn keystrokes(c: &mut Criterion) {
    let mut group = c.benchmark_group("checks of a keystroke");
    for (name, n_bytes) in SIZES {
        let text = notes(n_bytes);
        let place = text.ceil_char_boundary(text.len() / 2);
        let byte = place + text[place..].find("\n- ").map_or(0, |at| at + 3);
        let typed = TextEdit::new(vec![Change::insert(byte, "k")], None).apply(&text);
        let mut follower = blocks(&text);
        let there = follower.update(&typed, &[Change::insert(byte, "k")]);
        let back = follower.update(&text, &[Change::delete(byte..byte + 1)]);
        let (before, after) = (blocks(&text), blocks(&typed));
        let mut live = LiveChecks::new(&text, &before);
        group.bench_function(BenchmarkId::new("there and back", name), |b| {
            b.iter(|| {
                live.update(&typed, &after, &there);
                live.update(&text, &before, &back);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, from_scratch, keystrokes);
criterion_main!(benches);
