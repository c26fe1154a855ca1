//! What differs between two texts: the lines that came and went, with the words marked, and what stands around them.

use std::ops::Range;

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::Element;

use super::counted::counted;
use super::dom::{append, append_marked, new_element, new_text, set};
use crate::draft::diff::{DiffRow, TextDiff};
use crate::state::effect;

/// More rows nobody reads, and a browser takes long to lay them out.
const N_ROWS_AT_MOST: usize = 2_000;

#[component]
pub fn DiffView(
    /// Reactive; none shows nothing.
    #[prop(into)]
    diff: Signal<Option<TextDiff>>,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    effect(move || {
        let Some(root) = root.get() else { return };
        let rows = diff.with(|diff| diff.as_ref().map(rows_of).unwrap_or_default());
        root.replace_children_with_node(&rows.iter().collect());
        root.set_scroll_top(0);
    });
    // What scrolls by keys must take the focus.
    view! { <div node_ref=root class="diff" role="group" aria-label="Lines" data-testid="diff" tabindex="0"></div> }
}

fn rows_of(diff: &TextDiff) -> Vec<Element> {
    let mut rows: Vec<Element> = diff.rows.iter().take(N_ROWS_AT_MOST).map(row_of).collect();
    let n_left = diff.rows.len().saturating_sub(N_ROWS_AT_MOST);
    if n_left > 0 {
        let text = format!(
            "{} more, which are not shown. Download the version to compare all of it.",
            counted(n_left, "line")
        );
        rows.push(new_text("p", "diff-folded", &text));
    }
    rows
}

fn row_of(row: &DiffRow) -> Element {
    match row {
        DiffRow::Same { line_after, text, .. } => line("diff-row", *line_after, "span", "", text, &[]),
        DiffRow::Removed { line: n, text, marks } => line("diff-row removed", *n, "del", "Removed: ", text, marks),
        DiffRow::Added { line: n, text, marks } => line("diff-row added", *n, "ins", "Added: ", text, marks),
        DiffRow::Folded { n_lines } => new_text("p", "diff-folded", &format!("{} the same", counted(*n_lines, "line"))),
    }
}

/// A line with its number; what it is, is said to those who do not see its colour.
fn line(class: &str, n: usize, tag: &str, said: &str, text: &str, marks: &[Range<usize>]) -> Element {
    let row = new_element("div", class);
    let number = new_text("span", "diff-line", &n.to_string());
    set(&number, "aria-hidden", "true");
    append(&row, &number);
    let content = new_element(tag, "diff-text");
    if !said.is_empty() {
        append(&content, &new_text("span", "visually-hidden", said));
    }
    append_marked(&content, text, marks);
    append(&row, &content);
    row
}
