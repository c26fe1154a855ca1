//! Notes and edits to them, made of any bytes; and what must hold after each edit.
//!
//! What stands before the first NUL is the text. Each stretch between NULs after it is an edit: two bytes for the place (as a
//! fraction of the text), one for how many bytes go, and the others are what comes in. So any Markdown file is a seed.

use rundown::markdown::{BlockList, Patch, RenderOptions};
use rundown::text::Change;

/// Longer inputs find nothing that shorter ones do not, only slower.
const MAX_BYTES: usize = 1 << 14;

/// Opens the text, makes the edits one by one, and checks after each that the blocks are those of the text read afresh.
///
/// # Panics
/// If they are not.
pub fn check(bytes: &[u8]) {
    let mut parts = bytes[..bytes.len().min(MAX_BYTES)].split(|byte| *byte == 0);
    let mut text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let mut blocks = read(&text);
    for part in parts {
        let [high, low, n_removed, insert @ ..] = part else {
            continue;
        };
        let change = change(&text, u16::from_be_bytes([*high, *low]), *n_removed, insert);
        text.replace_range(change.byte_from..change.byte_to, &change.insert);
        let before = blocks.clone();
        let patch = blocks.update(&text, &[change]);
        check_equal(&blocks, &read(&text), &text);
        check_patch(&before, &blocks, &patch);
    }
}

fn read(text: &str) -> BlockList {
    BlockList::new(text, RenderOptions::default())
}

fn change(text: &str, place: u16, n_removed: u8, insert: &[u8]) -> Change {
    let byte = text.len() * usize::from(place) / usize::from(u16::MAX);
    let byte_from = text.floor_char_boundary(byte);
    let byte_to = text.ceil_char_boundary((byte_from + usize::from(n_removed)).min(text.len()));
    Change::replace(byte_from..byte_to, String::from_utf8_lossy(insert))
}

fn check_equal(updated: &BlockList, expected: &BlockList, text: &str) {
    for (idx, (block, expected)) in updated.blocks().iter().zip(expected.blocks()).enumerate() {
        assert_eq!(block, expected, "block {idx} of {text:?}");
    }
    let n_blocks = expected.blocks().len();
    assert_eq!(updated.blocks().len(), n_blocks, "{text:?}");
    assert_eq!(updated.n_words(), expected.n_words(), "{text:?}");
    assert_eq!(updated.byte_of(n_blocks), text.len());
    for idx in 0..n_blocks {
        assert_eq!(updated.byte_of(idx), expected.byte_of(idx), "{text:?}");
        assert_eq!(updated.line_of(idx), expected.line_of(idx), "{text:?}");
        assert_eq!(updated.idx_at_byte(updated.byte_of(idx)), Some(idx));
        assert_eq!(updated.idx_at_line(updated.line_of(idx)), Some(idx));
    }
}

/// Whoever follows the patch shows what the blocks show.
fn check_patch(before: &BlockList, after: &BlockList, patch: &Patch) {
    let mut shown = before.blocks().to_vec();
    shown.splice(patch.removed.clone(), after.blocks()[patch.inserted.clone()].to_vec());
    patch.rerendered.iter().for_each(|idx| shown[*idx] = after.blocks()[*idx].clone());
    assert_eq!(shown.len(), after.blocks().len());
    for (shown, block) in shown.iter().zip(after.blocks()) {
        assert_eq!((&shown.html, &shown.lines), (&block.html, &block.lines));
    }
}
