//! Links.

use std::ops::Range;

use crate::markdown::autolinks::autolinks;
use crate::markdown::commands::inlines::{ElementKind, Inlines};
use crate::markdown::commands::keeping_selection;
use crate::markdown::commands::style::{merged, parts_of, without_marks};
use crate::text::{Change, Selection, SelectionRange, Side, TextEdit};

/// What stands for the address until the author types it.
const URL: &str = "url";

/// Makes a link of the selection, of the word at a cursor, or of nothing, and selects what is missing:
/// the text if an address was selected, otherwise the address. Within a link, takes the link away and keeps its text.
pub fn insert_link(text: &str, selection: &Selection) -> TextEdit {
    let inlines = Inlines::of(text);
    let links = selection.ranges().iter().filter_map(|range| {
        let bytes = range.from()..range.to();
        inlines.around(ElementKind::Link, &bytes)
    });
    let unlinked: Vec<Change> = links.flat_map(without_marks).collect();
    if unlinked.is_empty() { link(text, selection, &inlines) } else { keeping_selection(text, selection, unlinked) }
}

fn link(text: &str, selection: &Selection, inlines: &Inlines) -> TextEdit {
    let ranges = selection.ranges().iter();
    let parts = merged(ranges.flat_map(|range| linkable(text, range, inlines)).collect());
    let links: Vec<NewLink> = parts.into_iter().map(|part| NewLink::of(text, part)).collect();
    let mut edit = TextEdit::new(links.iter().flat_map(|it| it.changes.clone()).collect(), None);
    let ranges = links.iter().map(|it| {
        let byte = edit.map_byte(it.byte_near, Side::Before) + it.n_beyond;
        SelectionRange::new(byte, byte + it.n_selected)
    });
    edit.selection = Some(Selection::new(ranges.collect(), selection.main_idx()));
    edit
}

/// What becomes the text or the address of a link; for a cursor at no word, the empty stretch there.
fn linkable(text: &str, range: &SelectionRange, inlines: &Inlines) -> Vec<Range<usize>> {
    let mut parts: Vec<_> = address_at(text, range, inlines).into_iter().collect();
    if parts.is_empty() {
        parts = parts_of(text, range, ElementKind::Link, inlines);
    }
    if parts.is_empty() {
        parts.push(range.byte_head..range.byte_head);
    }
    parts
}

/// The bare address that a cursor is in.
fn address_at(text: &str, range: &SelectionRange, inlines: &Inlines) -> Option<Range<usize>> {
    let byte = range.byte_head;
    let is_here = |it: &&Range<usize>| it.start <= byte && byte <= it.end;
    let stretch = inlines.stretches.iter().find(is_here).filter(|_| range.is_empty())?;
    let links = autolinks(&text[stretch.clone()]).into_iter();
    let mut addresses = links.map(|link| stretch.start + link.bytes.start..stretch.start + link.bytes.end);
    addresses.find(|it| is_here(&it))
}

/// The changes that make a link, and what of it is selected then: `n_selected` bytes, `n_beyond` from where `byte_near` ends up.
struct NewLink {
    changes: Vec<Change>,
    byte_near: usize,
    n_beyond: usize,
    n_selected: usize,
}

impl NewLink {
    fn of(text: &str, part: Range<usize>) -> NewLink {
        let label = &text[part.clone()];
        if part.is_empty() {
            let changes = vec![Change::insert(part.start, format!("[]({URL})"))];
            return NewLink { changes, byte_near: part.start, n_beyond: 1, n_selected: 0 };
        }
        if let Some(scheme) = missing_scheme(label) {
            let changes = vec![Change::insert(part.start, format!("[]({scheme}")), Change::insert(part.end, ")")];
            return NewLink { changes, byte_near: part.start, n_beyond: 1, n_selected: 0 };
        }
        let changes = vec![Change::insert(part.start, "["), Change::insert(part.end, format!("]({URL})"))];
        NewLink { changes, byte_near: part.end, n_beyond: 2, n_selected: URL.len() }
    }
}

/// What an address needs before it to lead somewhere, mostly nothing; none if it is no address.
fn missing_scheme(label: &str) -> Option<&'static str> {
    if label.starts_with("mailto:") && !label.contains(char::is_whitespace) {
        return Some("");
    }
    let links = autolinks(label);
    let link = links.first().filter(|it| it.bytes == (0..label.len()))?;
    Some(if link.url == label { "" } else { "https://" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::commands::tests::{check_toggle, run};

    #[track_caller]
    fn check(before: &str, after: &str) {
        assert_eq!(run(insert_link, before), after);
    }

    #[test]
    fn a_selected_text_waits_for_its_address() {
        check("see |the docs| here", "see [the docs](|url|) here");
        check("see| the docs |here", "see [the docs](|url|) here");
        check("the d|ocs", "the [docs](|url|)");
        check("|**Title**|", "[**Title**](|url|)");
    }

    #[test]
    fn a_selected_address_waits_for_its_text() {
        check("see |https://a.example/x|", "see [|](https://a.example/x)");
        check("see |www.a.example|.", "see [|](https://www.a.example).");
        check("see https://a.ex|ample/x_y, or", "see [|](https://a.example/x_y), or");
    }

    #[test]
    fn nothing_becomes_a_link_to_fill_in() {
        check("one | two", "one [|](url) two");
        check("|", "[|](url)");
    }

    #[test]
    fn a_link_becomes_its_text() {
        check("[**a** b|](https://a.example) c", "**a** b| c");
        check("|[a](u)|", "|a|");
        check("[a](|url|)", "a|");
        check("[a|][ref]\n\n[ref]: u", "a|\n\n[ref]: u");
        check("<https://a.ex|ample>", "https://a.ex|ample");
    }

    #[test]
    fn several_ranges_become_links() {
        check("|a| b |c|", "[a](|url|) b [c](|url|)");
    }

    #[test]
    fn a_link_is_taken_back() {
        let linked = run(insert_link, "the d|ocs");
        assert_eq!(run(insert_link, &linked).replace('|', ""), "the docs");
        check_toggle(crate::markdown::commands::toggle_bold, "[|a|](url)", "[**|a|**](url)");
    }
}
