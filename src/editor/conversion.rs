//! HTML of other programs as Markdown.
//!
//! Invariant: what comes back holds no HTML but in code.

use super::tools::EditorTools;

/// What became of some HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Converted {
    Markdown {
        markdown: String,
        /// Pictures that stand nowhere on the web: only their descriptions came along.
        n_left_out: usize,
    },
    /// It says no more than its text does.
    Nothing,
    /// It is larger or deeper than anything that notes are made from; converting it would take long.
    TooMuch,
}

impl EditorTools {
    /// The Markdown that says what `html` does. Nothing in it runs, nothing is fetched.
    pub fn markdown_of(&self, html: &str) -> Converted {
        converted(self.0.markdown_of(html))
    }

    /// The same for a whole page, which may also be nothing but paragraphs.
    pub fn markdown_of_page(&self, html: &str) -> Converted {
        converted(self.0.markdown_of_page(html))
    }

    /// The words of the one link that `html` consists of, if it leads to `url`.
    pub fn link_words(&self, html: &str, url: &str) -> Option<String> {
        Some(self.0.link_words(html, url)).filter(|words| !words.is_empty())
    }
}

fn converted(found: Vec<String>) -> Converted {
    match found.as_slice() {
        [kind, markdown, n_left_out] if kind == "markdown" => {
            Converted::Markdown { markdown: markdown.clone(), n_left_out: n_left_out.parse().unwrap_or_default() }
        }
        [kind] if kind == "nothing" => Converted::Nothing,
        _ => Converted::TooMuch,
    }
}
