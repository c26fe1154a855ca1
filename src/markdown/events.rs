//! The only way to parse: pulldown-cmark's events in our dialect, within the depth limit, with adjacent texts joined.

use std::ops::Range;

use pulldown_cmark::utils::TextMergeWithOffset;
use pulldown_cmark::{BrokenLink, CowStr, Event, OffsetIter, Parser, Tag};

use crate::markdown::depth::Flatten;
use crate::markdown::options;
use crate::text::line_start;

/// An event and its bytes of the text.
pub(super) type Located<'a> = (Event<'a>, Range<usize>);

/// Called for a label that the parsed text does not define. One type, so that the parser is compiled once.
pub(super) type ResolveLabel<'c, 'a> = &'c mut dyn FnMut(BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)>;

/// The events of pulldown-cmark for a text that has passed [`guard`](super::depth::guard).
pub(super) fn parser<'c, 'a>(
    guarded: &'a str,
    ask: Option<ResolveLabel<'c, 'a>>,
) -> OffsetIter<'a, ResolveLabel<'c, 'a>> {
    Parser::new_with_broken_link_callback(guarded, options(), ask).into_offset_iter()
}

/// All events for a text that has passed [`guard`](super::depth::guard).
pub(super) fn events(guarded: &str) -> impl Iterator<Item = Located<'_>> {
    merged(parser(guarded, None))
}

/// [`events`] with separate texts: each is mostly written as it is shown, while joined ones span what is between them.
pub(super) fn unmerged_events(guarded: &str) -> impl Iterator<Item = Located<'_>> {
    Flatten::new(parser(guarded, None))
}

/// Events within the depth limit, adjacent texts joined.
pub(super) fn merged<'a>(events: impl Iterator<Item = Located<'a>>) -> impl Iterator<Item = Located<'a>> {
    TextMergeWithOffset::new(Flatten::new(events))
}

/// The events of each top-level block in turn. A block that begins on the line where the one before ends is joined to
/// it: `[^a]: [^b]: c` is two definitions in Markdown, and a lone carriage return ends a line there.
pub(super) fn by_block<'a>(
    text: &str,
    events: impl Iterator<Item = Located<'a>>,
) -> impl Iterator<Item = Vec<Located<'a>>> {
    let mut events = events.peekable();
    std::iter::from_fn(move || {
        let mut block = Vec::new();
        let mut n_open = 0usize;
        while let Some(located) = events.next() {
            match &located.0 {
                Event::Start(_) => n_open += 1,
                Event::End(_) => n_open = n_open.saturating_sub(1),
                _ => {}
            }
            let byte_end = located.1.end;
            block.push(located);
            let is_another = |next: &Located| {
                let byte_line = line_start(text, next.1.start);
                byte_end <= byte_line || text[byte_line..next.1.start].trim().is_empty()
            };
            if n_open == 0 && events.peek().is_none_or(is_another) {
                return Some(block);
            }
        }
        (!block.is_empty()).then_some(block)
    })
}

/// Whether an element is part of a line of text, not a container of lines.
pub(super) fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}
