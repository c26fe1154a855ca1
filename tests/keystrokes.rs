//! How much of the notes an edit makes be read again: the edited block and what it touches, however long the notes are.

mod support {
    pub mod shapes;
}

use rundown::markdown::{BlockList, Patch, RenderOptions};
use rundown::text::Change;

use self::support::shapes;

const EPISODE: &str = include_str!("../benches/episode.md");

/// What stands in the middle of the notes.
const MIDDLE: &str =
    "A paragraph with [a label][kites].\n\n[kites]: https://a.example/kites\n\n## A heading\n\n[A link](u) first.\n\n";

/// Notes of about `n_bytes` on both sides of the middle.
fn notes(n_bytes: usize) -> String {
    let half = EPISODE.repeat(n_bytes.div_ceil(EPISODE.len()));
    format!("{half}{MIDDLE}{half}")
}

/// Puts `insert` where `|` stands in `place`, in the second half of `text`, in the place of `n_replaced` bytes.
#[track_caller]
fn edit(text: &mut String, blocks: &mut BlockList, place: &str, n_replaced: usize, insert: &str) -> Patch {
    let (before, after) = place.split_once('|').unwrap();
    let byte_half = text.len() / 2 - MIDDLE.len();
    let byte_half = text.floor_char_boundary(byte_half);
    let byte = byte_half + text[byte_half..].find(&format!("{before}{after}")).unwrap() + before.len();
    text.replace_range(byte..byte + n_replaced, insert);
    let patch = blocks.update(text, &[Change::replace(byte..byte + n_replaced, insert)]);
    let expected = BlockList::new(text, RenderOptions::default());
    assert!(blocks.blocks() == expected.blocks(), "{place}");
    patch
}

/// The bytes read for an edit of notes of this size.
#[track_caller]
fn n_read(n_bytes: usize, place: &str, n_replaced: usize, insert: &str) -> usize {
    let mut text = notes(n_bytes);
    let mut blocks = BlockList::new(&text, RenderOptions::default());
    edit(&mut text, &mut blocks, place, n_replaced, insert);
    blocks.n_bytes_read()
}

/// Checks that an edit reads no more than so much, and the same in short notes as in long ones.
#[track_caller]
fn check(place: &str, n_replaced: usize, insert: &str, n_most: usize) {
    let n = n_read(10_000, place, n_replaced, insert);
    assert!(n <= n_most, "{n} bytes were read");
    assert_eq!(n_read(100_000, place, n_replaced, insert), n);
}

#[test]
fn a_letter_reads_its_block() {
    check("The longest chapter| is on string", 0, "x", 1100);
    check("A paragraph with| [a label]", 0, "x", 500);
    check("## A heading|\n", 0, "x", 500);
    check("[A link](u) first|.", 0, "x", 500);
}

#[test]
fn a_line_break_reads_its_block() {
    check("The longest chapter| is on string", 0, "\n", 1100);
    check("A paragraph with| [a label]", 0, "\n\n", 500);
    check("## A heading|\n", 1, "", 500);
}

#[test]
fn a_definition_reads_the_blocks_that_use_it() {
    check("/kites|\n", 0, "x", 700);
    check("[kites|]:", 0, "x", 700);
}

#[test]
fn a_paste_reads_itself_and_its_neighbours() {
    check("A paragraph with| [a label]", 0, EPISODE, EPISODE.len() + 600);
}

#[test]
fn what_swallows_the_rest_reads_it_no_more_than_some_times() {
    for n_bytes in [10_000, 100_000] {
        let n_rest = notes(n_bytes).len() / 2;
        assert!(n_read(n_bytes, "|A paragraph with", 0, "~~~~~\n") < 3 * n_rest);
        let (mut text, mut n) = (notes(n_bytes), 0);
        let mut blocks = BlockList::new(&text, RenderOptions::default());
        for fence in ["~", "~~", "~~~", "~~~~", "~~~~\n"] {
            let n_typed = fence.len() - 1;
            edit(&mut text, &mut blocks, &format!("{}|A paragraph with", &fence[..n_typed]), 0, &fence[n_typed..]);
            n += blocks.n_bytes_read();
        }
        assert!(n < 12 * n_rest);
    }
}

#[test]
fn a_patch_names_the_blocks_far_away() {
    let mut text = notes(10_000);
    text.push_str("\nThe end links to [kites].\n");
    let mut blocks = BlockList::new(&text, RenderOptions::default());
    let patch = edit(&mut text, &mut blocks, "/kites|\n", 0, "x");
    let used: Vec<&str> = patch.rerendered.iter().map(|idx| blocks.blocks()[*idx].html.as_str()).collect();
    assert_eq!(used.len(), 2, "{patch:?}");
    assert!(used.iter().all(|html| html.contains("https://a.example/kitesx")));
    assert!(edit(&mut text, &mut blocks, "A paragraph with| [a label]", 0, "x").rerendered.is_empty());
}

#[test]
fn no_shape_is_read_more_than_some_times() {
    for (name, text) in shapes::of_about(20_000) {
        let blocks = BlockList::new(&text, RenderOptions::default());
        // Once for what it is, and again where labels and numbers that stand below come in.
        assert!(blocks.n_bytes_read() <= 8 * text.len() + 1000, "{name}: {} of {}", blocks.n_bytes_read(), text.len());
    }
}

#[test]
fn a_key_in_any_shape_reads_it_no_more_than_some_times() {
    for (name, text) in shapes::of_about(5_000) {
        for key in ["x", "\n\n", "`", "[a]: /v\n"] {
            let mut text = text.clone();
            let mut blocks = BlockList::new(&text, RenderOptions::default());
            let byte = text.floor_char_boundary(text.len() / 2);
            text.insert_str(byte, key);
            blocks.update(&text, &[Change::insert(byte, key)]);
            assert!(
                blocks.n_bytes_read() <= 8 * text.len() + 1000,
                "{name}: {} of {}",
                blocks.n_bytes_read(),
                text.len()
            );
            let expected = BlockList::new(&text, RenderOptions::default());
            assert!(blocks.blocks() == expected.blocks(), "{name}, {key:?}");
        }
    }
}
