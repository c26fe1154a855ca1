//! What drafts cost besides writing them: to merge and to compare long ones, to search and to list many.
//! `cargo bench --bench drafts`

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rundown::draft::diff::diff;
use rundown::draft::merge::merge;
use rundown::draft::search::SearchIndex;
use rundown::draft::{Draft, DraftId, DraftList, Order};
use rundown::text::file::FileFormat;

const EPISODE: &str = include_str!("episode.md");
const N_DRAFTS: u32 = 1_000;
/// As long as two hundred episodes and more.
const N_BYTES_LONG: usize = 2_000_000;

fn draft(n: u32) -> Draft {
    let bytes = (u128::from(n) * 0x9E37_79B9_7F4A_7C15).to_be_bytes();
    let text = format!("# Teatime {n}\n\n{EPISODE}\nKite number {n}\n");
    let text = text.repeat(5_000_usize.div_ceil(text.len()));
    Draft::new(DraftId::from_random(bytes), text, FileFormat::default(), u64::from(n))
}

/// Long notes with numbers in them, so that no two lines are alike by chance.
fn long_notes() -> String {
    let n_episodes = N_BYTES_LONG / EPISODE.len();
    (0..n_episodes).map(|n| format!("{EPISODE}\nEpisode {n}\n\n")).collect()
}

/// The same with something behind every nth line.
fn changed(text: &str, n: usize, suffix: &str) -> String {
    let line =
        |(idx, line): (usize, &str)| if idx % n == 0 { format!("{line}{suffix}\n") } else { format!("{line}\n") };
    text.lines().enumerate().map(line).collect()
}

fn merging(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("2 MB");
    let base = long_notes();
    for (name, n) in [("one line in 50", 50), ("every line", 1)] {
        let (mine, theirs) = (changed(&base, n, " mine"), changed(&base, n + n / 2, " theirs"));
        group.bench_function(BenchmarkId::new("merge", name), |bencher| {
            bencher.iter(|| merge(black_box(&base), &mine, &theirs));
        });
        group.bench_function(BenchmarkId::new("diff", name), |bencher| bencher.iter(|| diff(black_box(&base), &mine)));
    }
}

fn searching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("1,000 drafts");
    let mut index = SearchIndex::default();
    for draft in (0..N_DRAFTS).map(draft) {
        index.put(&draft.id, draft.title(), draft.text);
    }
    for query in ["e", "kite", "string chapter", "kite number 7", "nowhere"] {
        group.bench_function(BenchmarkId::new("find", query), |bencher| {
            bencher.iter(|| index.find(black_box(query), 100));
        });
    }
}

fn listing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("1,000 rows");
    let mut library = DraftList::default();
    (0..N_DRAFTS).for_each(|n| library.put(draft(n).summary()));
    for order in [Order::Modified, Order::Created, Order::Title, Order::Size] {
        group.bench_function(BenchmarkId::new("arranged", format!("{order:?}")), |bencher| {
            bencher.iter(|| black_box(&library).arranged(order, None).len());
        });
    }
    let mut now_ms = u64::from(N_DRAFTS);
    group.bench_function("put one that was saved", |bencher| {
        bencher.iter(|| {
            now_ms += 1;
            let oldest = library.rows()[library.rows().len() - 1].clone();
            library.put(rundown::draft::DraftSummary { modified_ms: now_ms, ..oldest });
        });
    });
}

criterion_group!(benches, merging, searching, listing);
criterion_main!(benches);
