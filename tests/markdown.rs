//! What notes look like: the examples in `tests/markdown/*.md`, in the form of CommonMark's specification.
//!
//! An example is Markdown, a line with a dot, and the HTML of its blocks, each on a new line; `raw: ` marks those that need the sanitiser.

use rundown::markdown::{BlockList, RenderOptions};

const FENCE: &str = "````````````````";

#[test]
fn inline_markup() {
    check_examples(include_str!("markdown/inline.md"));
}

#[test]
fn blocks() {
    check_examples(include_str!("markdown/blocks.md"));
}

#[test]
fn links_and_images() {
    check_examples(include_str!("markdown/links.md"));
}

#[test]
fn headings_and_footnotes() {
    check_examples(include_str!("markdown/references.md"));
}

#[test]
fn hostile_notes() {
    check_examples(include_str!("markdown/hostile.md"));
}

#[track_caller]
fn check_examples(page: &str) {
    let opening = format!("{FENCE} example\n");
    let closing = format!("\n{FENCE}");
    let mut n_checked = 0;
    for example in page.split(&opening).skip(1) {
        let example = example.split(&closing).next().expect("split gives at least one part");
        let (markdown, html) = example.split_once("\n.\n").expect("an example has a line with a dot");
        // Spaces and tabs that matter are shown by signs of their own, as in the specification.
        let markdown = markdown.replace('→', "\t").replace('␣', " ");
        assert_eq!(rendered(&markdown), html, "\n{markdown}");
        n_checked += 1;
    }
    assert!(n_checked > 0, "no example was found");
}

fn rendered(markdown: &str) -> String {
    let list = BlockList::new(markdown, RenderOptions::default());
    let blocks = list.blocks().iter().filter(|block| !block.html.is_empty());
    let shown = blocks.map(|block| {
        let mark = if block.has_raw_html { "raw: " } else { "" };
        format!("{mark}{}", block.html.trim_end())
    });
    shown.collect::<Vec<String>>().join("\n")
}
