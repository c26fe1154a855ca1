//! The promises of the block list, kept over real show notes, which lie beside the project where it is developed.

mod support {
    pub mod corpus;
}

use rundown::markdown::{BlockList, RenderOptions};
use rundown::text::{Change, Source, TextEdit};

use self::support::corpus::episodes;

const EDITS: [&str; 16] = [
    "x",
    "\n\n",
    "```\n",
    "**",
    "- ",
    "\n# Extras\n",
    "[a]: u\n",
    "<div>\n",
    "[^1]",
    "\n[^1]: x\n",
    "> ",
    "[a]",
    "\n===\n",
    "",
    "    ",
    "```\n",
];

#[test]
fn blocks_tile_every_episode() {
    for (name, text) in episodes() {
        check_tiling(&name, &text, &BlockList::new(&text, RenderOptions::default()));
    }
}

#[test]
fn updated_blocks_of_every_episode_equal_new_ones() {
    for (name, text) in episodes() {
        let mut text = text;
        let mut updated = BlockList::new(&text, RenderOptions::default());
        for (idx, insert) in EDITS.iter().enumerate() {
            let edit = edit_at(&text, idx, insert);
            text = edit.apply(&text);
            updated.update(&text, edit.changes());
            let expected = BlockList::new(&text, RenderOptions::default());
            assert!(updated.blocks() == expected.blocks(), "{name}, edit {idx}");
            assert!(updated.n_bytes_read() <= 4 * text.len(), "{name}, edit {idx}");
            check_tiling(&name, &text, &updated);
        }
    }
}

#[test]
fn positions_of_every_episode_convert_both_ways() {
    for (name, text) in episodes() {
        let source = Source::new(text);
        for (byte, char) in source.as_str().char_indices().step_by(23) {
            let utf16 = source.utf16_of_byte(byte);
            assert_eq!(source.byte_of_utf16(utf16), byte, "{name} at {char:?}");
        }
        assert_eq!(source.len_utf16(), source.as_str().encode_utf16().count(), "{name}");
    }
}

fn check_tiling(name: &str, text: &str, list: &BlockList) {
    let n_blocks = list.blocks().len();
    assert_eq!(list.byte_of(n_blocks), text.len(), "{name}");
    for (idx, block) in list.blocks().iter().enumerate() {
        let head = &text[..list.byte_of(idx)];
        assert!(block.byte_len > 0, "{name}, block {idx}");
        assert!(head.is_empty() || head.ends_with('\n'), "{name}, block {idx}");
        assert_eq!(list.line_of(idx), head.matches('\n').count() + 1, "{name}, block {idx}");
    }
}

/// Replaces a few characters at a place that differs from episode to episode, and is the same in every run.
fn edit_at(text: &str, idx: usize, insert: &str) -> TextEdit {
    let n_steps = text.len().wrapping_mul(31) + 7919 * idx;
    let byte_from = text.floor_char_boundary(n_steps % (text.len() + 1));
    let byte_to = text.ceil_char_boundary((byte_from + 13 * idx % 40).min(text.len()));
    TextEdit::new(vec![Change::replace(byte_from..byte_to, insert)], None)
}
