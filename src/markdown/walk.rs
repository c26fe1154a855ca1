//! The events of a piece of notes, for code that needs the source rather than its rendering.
//!
//! Invariant: the dialect and the limits are the same as everywhere. Texts are not joined, so that each has its own
//! bytes.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event};

use crate::markdown::BlockList;
use crate::markdown::depth::{Flatten, guard};
use crate::markdown::events::parser;
use crate::markdown::reach::fold;

/// Reads `source`, a block of some notes or its replacement: each event with its bytes of `source`.
///
/// Link labels have the addresses from the notes of `blocks`. Takes time linear in `source`.
pub fn walk(source: &str, blocks: &BlockList, read: &mut dyn FnMut(Event, Range<usize>)) {
    let guarded = guard(source);
    let mut ask = |link: BrokenLink| {
        let address = blocks.labels().address(&fold(&link.reference))?;
        Some((CowStr::from(address.url.clone()), CowStr::from("")))
    };
    Flatten::new(parser(&guarded, Some(&mut ask))).for_each(|(event, bytes)| read(event, bytes));
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Tag;

    use super::*;
    use crate::markdown::RenderOptions;

    #[test]
    fn labels_lead_where_they_do_in_the_notes() {
        let blocks = BlockList::new("[a][x] \\*b\n\n[x]: https://a.example\n", RenderOptions::default());
        let mut found = Vec::new();
        walk("[c][X] \\*d [e][y]", &blocks, &mut |event, bytes| match event {
            Event::Start(Tag::Link { dest_url, .. }) => found.push((dest_url.to_string(), bytes)),
            Event::Text(text) => found.push((text.to_string(), bytes)),
            _ => {}
        });
        let shown: Vec<(&str, Range<usize>)> =
            found.iter().map(|(text, bytes)| (text.as_str(), bytes.clone())).collect();
        assert_eq!(shown[..4], [("https://a.example", 0..6), ("c", 1..2), (" ", 6..7), ("*d ", 8..11)]);
    }
}
