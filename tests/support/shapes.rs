//! Texts of shapes that make parsers slow: `tests/shapes.json`, which the tests in the browser read too.

use serde::Deserialize;

const SHAPES: &str = include_str!("../shapes.json");

#[derive(Deserialize)]
struct Shape {
    name: String,
    pieces: Vec<Piece>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Piece {
    Once(String),
    /// Repeated to fill `part` of the text.
    Many {
        many: String,
        #[serde(default = "all")]
        part: f64,
    },
    /// The same, with a number in place of `{n}`.
    Numbered {
        numbered: String,
    },
    /// Lines, each with `steps` before it once more than before the one above.
    Deeper {
        steps: String,
        line: String,
    },
}

/// The name of each shape, and about `n_bytes` of it.
pub fn of_about(n_bytes: usize) -> impl Iterator<Item = (String, String)> {
    let shapes: Vec<Shape> = serde_json::from_str(SHAPES).expect("the file is ours");
    shapes.into_iter().map(move |shape| {
        let text = shape.pieces.iter().map(|piece| piece.text(n_bytes)).collect();
        (shape.name, text)
    })
}

impl Piece {
    fn text(&self, n_bytes: usize) -> String {
        match self {
            Piece::Once(text) => text.clone(),
            Piece::Many { many, part } => many.repeat((n_bytes as f64 * part) as usize / many.len()),
            Piece::Numbered { numbered } => until(n_bytes, |n| numbered.replace("{n}", &(n + 1).to_string())),
            Piece::Deeper { steps, line } => until(n_bytes, |n| format!("{}{line}\n", steps.repeat(n))),
        }
    }
}

fn until(n_bytes: usize, line: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= n_bytes {
            break;
        }
        text += &line(n);
    }
    text
}

fn all() -> f64 {
    1.0
}
