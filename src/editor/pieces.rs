//! The pieces of a template as `bundle/stops.js` takes them.

use crate::text::Piece;

/// What a piece is to `bundle/stops.js`, where stops count from 1.
const PLAIN_TEXT: i32 = -1;
const FINAL_CURSOR: i32 = 0;

/// The text of each piece, and what `bundle/stops.js` is to make of it.
pub(super) fn numbered(pieces: &[Piece]) -> (Vec<String>, Vec<i32>) {
    let mut names = Vec::new();
    let mut numbered: Vec<(String, i32)> = pieces.iter().map(|piece| numbered_piece(piece, &mut names)).collect();
    if !pieces.contains(&Piece::Cursor) {
        numbered.push((String::new(), FINAL_CURSOR));
    }
    numbered.into_iter().unzip()
}

/// Stops are numbered by the first appearance of their name, so that those of one name are linked.
fn numbered_piece<'a>(piece: &'a Piece, names: &mut Vec<&'a str>) -> (String, i32) {
    match piece {
        Piece::Text(text) => (text.clone(), PLAIN_TEXT),
        Piece::Cursor => (String::new(), FINAL_CURSOR),
        Piece::Stop { name, text } => {
            let stop_idx = names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            });
            (text.clone(), stop_idx as i32 + 1)
        }
    }
}
