//! The one way to parse: pulldown-cmark's events with our dialect, within the depth limit, adjacent texts joined.

use std::ops::Range;

use pulldown_cmark::utils::TextMergeWithOffset;
use pulldown_cmark::{Event, Parser, Tag};

use crate::markdown::depth::Flatten;
use crate::markdown::options;

/// An event and the bytes of the text that it stands for.
pub(super) type Located<'a> = (Event<'a>, Range<usize>);

/// All events of a text that has passed [`guard`](super::depth::guard).
pub(super) fn events(guarded: &str) -> impl Iterator<Item = Located<'_>> {
    TextMergeWithOffset::new(unmerged_events(guarded))
}

/// The same with each text as it was found: mostly just as it is written, while joined ones span what lies between.
pub(super) fn unmerged_events(guarded: &str) -> impl Iterator<Item = Located<'_>> {
    Flatten::new(Parser::new_ext(guarded, options()).into_offset_iter())
}

/// The events of each top-level block in turn.
pub(super) fn by_block<'a>(events: impl Iterator<Item = Located<'a>>) -> impl Iterator<Item = Vec<Located<'a>>> {
    let mut events = events;
    std::iter::from_fn(move || {
        let mut block = Vec::new();
        let mut n_open = 0usize;
        for located in events.by_ref() {
            match &located.0 {
                Event::Start(_) => n_open += 1,
                Event::End(_) => n_open = n_open.saturating_sub(1),
                _ => {}
            }
            block.push(located);
            if n_open == 0 {
                return Some(block);
            }
        }
        (!block.is_empty()).then_some(block)
    })
}

/// Whether an element stands within a line of text, rather than around lines.
pub(super) fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}
