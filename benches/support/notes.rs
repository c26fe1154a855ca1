//! Notes of the shape of real episodes: six labelled segments with lists, links and now and then code, again and again up to
//! a size.

use rundown::markdown::{BlockList, RenderOptions};

pub const SIZES: [(&str, usize); 3] = [("10 kB", 10_000), ("100 kB", 100_000), ("1 MB", 1_000_000)];

/// One episode's worth: six segments in 4.2 kB, somewhat denser than real ones, which have six in 5.7 kB.
pub const EPISODE: &str = include_str!("../episode.md");

/// Notes of at least `n_bytes`.
pub fn notes(n_bytes: usize) -> String {
    EPISODE.repeat(n_bytes.div_ceil(EPISODE.len()))
}

pub fn blocks(text: &str) -> BlockList {
    BlockList::new(text, RenderOptions::default())
}
