//! Templates made of the segments of real notes, where the corpus is at hand; else the test says that it skips.
//!
//! Prints how many parts of labels become fields, and keeps a floor below what is reached.

mod support {
    pub mod corpus;
}

use rundown::markdown::{BlockList, RenderOptions};
use rundown::outline::{Outline, SegmentKind};
use rundown::rundown::{Fields, Insertion, InsertionPoint, Notes, Template, insertion, segment_bytes, template_of};
use rundown::text::Piece;

/// Just below what is reached: it may get better, not worse.
const FLOOR: f64 = 0.985;

#[derive(Debug, Default)]
struct Score {
    n_parts: usize,
    /// Parts of labels that have become fields.
    n_fields: usize,
    n_segments: usize,
    /// Templates that, filled in, begin with a segment of the same kind.
    n_alike: usize,
}

#[test]
fn templates_of_real_segments_have_fields_and_read_like_them() {
    let mut score = Score::default();
    for (name, text) in support::corpus::episodes() {
        let blocks = BlockList::new(&text, RenderOptions::default());
        let outline = Outline::of(&blocks);
        let notes = Notes { text: &text, blocks: &blocks, outline: &outline };
        for idx in 0..outline.segments.len() {
            look_at(&notes, idx, &name, &mut score);
        }
    }
    println!("{score:?}");
    let is_enough = |n: usize, n_all: usize| n as f64 >= FLOOR * n_all as f64;
    assert!(is_enough(score.n_fields, score.n_parts) && is_enough(score.n_alike, score.n_segments), "{score:?}");
}

fn look_at(notes: &Notes, idx: usize, name: &str, score: &mut Score) {
    let label = &notes.outline.segments[idx].label;
    let made = template_of(notes, segment_bytes(notes, idx)).expect("a segment is not blank");
    let parts = [
        ("{{number}}", label.number.is_some_and(|number| number.part.is_none())),
        ("{{host}}", label.host.is_some()),
        ("{{title}}", label.title.is_some() && (label.kind != SegmentKind::Other || label.url.is_some())),
        ("{{url}}", label.url.is_some() && label.url != label.title),
    ];
    for (field, _) in parts.iter().filter(|(_, is_there)| *is_there) {
        score.n_parts += 1;
        match made.body.contains(field) {
            true => score.n_fields += 1,
            false => println!("{name}: no {field} in {:?}", made.body.lines().next().unwrap_or_default()),
        }
    }
    score.n_segments += 1;
    let filled = inserted(&made.body);
    match Outline::of(&BlockList::new(&filled, RenderOptions::default())).segments.first() {
        Some(first) if first.label.kind == label.kind => score.n_alike += 1,
        _ => println!("{name}: not alike: {:?}", filled.lines().next().unwrap_or_default()),
    }
}

/// New notes with nothing but the template.
fn inserted(body: &str) -> String {
    let blocks = BlockList::new("", RenderOptions::default());
    let notes = Notes { text: "", blocks: &blocks, outline: &Outline::default() };
    let template = Template { body: body.to_owned(), ..Template::default() };
    let known = |text: &str| Some(text.to_owned());
    let fields = Fields { number: known("1"), host: known("Ann"), ..Fields::default() };
    let Insertion { pieces, .. } = insertion(&template, &fields, &notes, 0, InsertionPoint::AfterSegment);
    let text = |piece| match piece {
        Piece::Text(text) | Piece::Stop { text, .. } => text,
        Piece::Cursor => String::new(),
    };
    pieces.into_iter().map(text).collect()
}
