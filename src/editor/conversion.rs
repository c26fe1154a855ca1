//! HTML of other programs as Markdown.
//!
//! Invariant: what comes back holds no HTML but in code.

use crate::editor::ffi;

/// What became of some HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Converted {
    Markdown(String),
    /// It says no more than its text does.
    Nothing,
    /// It is larger or deeper than anything that notes are made from; converting it would take long.
    TooMuch,
}

/// The Markdown that says what `html` does. Nothing in it runs, nothing is fetched.
pub fn markdown_of(html: &str) -> Converted {
    converted(ffi::markdown_of(html))
}

/// The same for a whole page, which may also be nothing but paragraphs.
pub fn markdown_of_page(html: &str) -> Converted {
    converted(ffi::markdown_of_page(html))
}

/// The words of the one link that `html` consists of, if it leads to `url`.
pub fn link_words(html: &str, url: &str) -> Option<String> {
    Some(ffi::link_words(html, url)).filter(|words| !words.is_empty())
}

fn converted(found: Vec<String>) -> Converted {
    match (found.first().map(String::as_str), found.get(1)) {
        (Some("markdown"), Some(markdown)) => Converted::Markdown(markdown.clone()),
        (Some("nothing"), _) => Converted::Nothing,
        _ => Converted::TooMuch,
    }
}
