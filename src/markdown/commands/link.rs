//! Makes and removes links.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use crate::markdown::autolinks::autolinks;
use crate::markdown::commands::inlines::{Element, ElementKind, Inlines, contains};
use crate::markdown::commands::keeping_selection;
use crate::markdown::commands::style::{merged, parts_of, without_marks};
use crate::text::{Change, Selection, SelectionRange, Side, TextEdit, line_start, sort_by_numbers};

/// The placeholder for the address.
const URL: &str = "url";

/// Makes a link of the selection, of the word at the cursor, or an empty one, and selects the missing part: the text if
/// an address was selected, otherwise the address. Within a link, removes the link and keeps its text.
pub fn insert_link(text: &str, selection: &Selection) -> TextEdit {
    let inlines = Inlines::of(text);
    let links = selection.ranges().iter().filter_map(|range| {
        let bytes = range.from()..range.to();
        inlines.around(ElementKind::Link, &bytes)
    });
    let unlinked: Vec<Change> = links.flat_map(without_marks).collect();
    if unlinked.is_empty() { link(text, selection, &inlines) } else { keeping_selection(text, selection, unlinked) }
}

/// Makes links of all selected ranges to one address, and puts the cursors behind them. `None` where Markdown would not
/// read a link, or where the selection is an address: in code, in a link, over several lines, with nothing selected.
pub fn link_to(text: &str, selection: &Selection, url: &str) -> Option<TextEdit> {
    let inlines = Inlines::of(text);
    let parts: Option<Vec<Range<usize>>> =
        selection.ranges().iter().map(|range| words_to_link(text, range, &inlines)).collect();
    let close = format!("]({})", destination(url));
    let parts = merged(parts?);
    let marks = |part: &Range<usize>| {
        let lone = lone_brackets(text, part, &inlines).into_iter().map(|byte| Change::insert(byte, "\\"));
        let open = Change::insert(part.start, "[");
        iter::once(open).chain(lone).chain([Change::insert(part.end, close.clone())]).collect::<Vec<Change>>()
    };
    let mut edit = TextEdit::new(parts.iter().flat_map(marks).collect(), None);
    let behind = parts.iter().map(|part| {
        let byte = edit.map_byte(part.end, Side::After);
        SelectionRange::new(byte, byte)
    });
    edit.selection = Some(Selection::new(behind.collect(), selection.main_idx()));
    Some(edit)
}

/// The unbalanced square brackets in a range, which would end the text of a link too early or too late.
fn lone_brackets(text: &str, part: &Range<usize>, inlines: &Inlines) -> Vec<usize> {
    let is_code =
        |byte: usize| inlines.elements.iter().any(|it| it.kind == ElementKind::Code && it.bytes.contains(&byte));
    let (mut open, mut lone) = (Vec::new(), Vec::new());
    let mut is_escaped = false;
    for (byte, char) in text[part.clone()].char_indices().map(|(byte, char)| (part.start + byte, char)) {
        match char {
            '[' | ']' if is_escaped || is_code(byte) => {}
            '[' => open.push(byte),
            ']' => lone.extend(open.pop().is_none().then_some(byte)),
            _ => {}
        }
        is_escaped = char == '\\' && !is_escaped;
    }
    lone.extend(open);
    sort_by_numbers(&mut lone, |byte| (*byte, 0));
    lone
}

/// The part of a range that becomes the text of a link.
fn words_to_link(text: &str, range: &SelectionRange, inlines: &Inlines) -> Option<Range<usize>> {
    if !is_free(&(range.from()..range.to()), inlines) {
        return None;
    }
    let bytes = inlines.without_cuts(range.from()..range.to());
    let words = text[bytes.clone()].trim();
    let is_words = !words.is_empty() && !words.contains('\n') && !is_address(words);
    (is_words && inlines.stretches.iter().any(|it| contains(it, &bytes))).then_some(bytes)
}

/// Whether a link can be written at a byte: not in code or in another link.
pub fn can_link_at(text: &str, byte: usize) -> bool {
    let inlines = Inlines::of(text);
    let is_inline =
        |it: &Range<usize>| it.start <= byte && text.get(it.end.min(byte)..byte).is_some_and(is_blank_on_line);
    let is_line_begun = text[line_start(text, byte)..byte].contains(char::is_alphabetic);
    (inlines.stretches.iter().any(is_inline) || !is_line_begun) && is_free(&(byte..byte), &inlines)
}

fn is_blank_on_line(text: &str) -> bool {
    text.trim().is_empty() && !text.contains('\n')
}

/// Whether a range is outside of code and links, and contains no link.
fn is_free(bytes: &Range<usize>, inlines: &Inlines) -> bool {
    let touches = |it: &Range<usize>| it.start < bytes.end.max(bytes.start + 1) && bytes.start < it.end;
    let is_in_way = |it: &&Element| matches!(it.kind, ElementKind::Code | ElementKind::Link) && touches(&it.bytes);
    let is_inside =
        |it: &Element| it.bytes.start < bytes.start || bytes.end < it.bytes.end || it.kind == ElementKind::Link;
    let in_way = inlines.elements.iter().filter(is_in_way).any(is_inside);
    !in_way && !inlines.fenced.iter().any(touches)
}

/// A range, widened so that it splits no element.
pub fn without_cuts(text: &str, bytes: Range<usize>) -> Range<usize> {
    Inlines::of(text).without_cuts(bytes)
}

/// Whether a text is only a web address.
pub fn is_address(text: &str) -> bool {
    !text.starts_with("mailto:") && missing_scheme(text) == Some("")
}

/// The web address, if the text is nothing else. `www.a.example` counts, and gets a scheme.
pub fn address_of(text: &str) -> Option<Cow<'_, str>> {
    let is_bare = text.starts_with("www.") && missing_scheme(text) == Some("https://");
    match is_bare {
        true => Some(Cow::Owned(format!("https://{text}"))),
        false => is_address(text).then_some(Cow::Borrowed(text)),
    }
}

/// An address as it is written between the round brackets of a link.
pub fn destination(url: &str) -> String {
    let depths = url.chars().scan(0, |depth, char| {
        *depth += i32::from(char == '(') - i32::from(char == ')');
        Some(*depth)
    });
    let depths: Vec<i32> = depths.collect();
    let is_balanced = depths.iter().all(|depth| *depth >= 0) && depths.last().is_none_or(|depth| *depth == 0);
    if is_balanced { url.to_owned() } else { format!("<{url}>") }
}

/// The text of a link, with everything escaped that Markdown would read as markup.
pub fn escaped_words(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for char in words.chars() {
        if matches!(char, '[' | ']' | '*' | '`' | '<' | '\\') {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
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

/// The parts that become the text or the address of a link; for a cursor outside of words, the empty range there.
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

/// The bare address that contains a cursor.
fn address_at(text: &str, range: &SelectionRange, inlines: &Inlines) -> Option<Range<usize>> {
    let byte = range.byte_head;
    let is_here = |it: &&Range<usize>| it.start <= byte && byte <= it.end;
    let stretch = inlines.stretches.iter().find(is_here).filter(|_| range.is_empty())?;
    let links = autolinks(&text[stretch.clone()]).into_iter();
    let mut addresses = links.map(|link| stretch.start + link.bytes.start..stretch.start + link.bytes.end);
    addresses.find(|it| is_here(&it))
}

/// The changes that make a link, and what is selected then: `n_selected` bytes, from `n_beyond` behind the new position
/// of `byte_near`.
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

/// The scheme that an address lacks, usually an empty one. `None` if the text is not an address.
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

    /// Selects between two `|`, makes links to an address, and shows the cursor as `|`. The text stays if there can be
    /// no link.
    #[track_caller]
    fn check_link_to(before: &str, after: &str) {
        let link = |text: &str, selection: &Selection| {
            let unchanged = TextEdit::new(Vec::new(), Some(selection.clone()));
            link_to(text, selection, "https://a.example/x").unwrap_or(unchanged)
        };
        assert_eq!(run(link, before), after);
    }

    #[test]
    fn what_is_selected_becomes_the_words_of_a_link() {
        check_link_to("see |the docs| here", "see [the docs](https://a.example/x)| here");
        check_link_to("|**Title**|", "[**Title**](https://a.example/x)|");
        check_link_to("|`code`| b", "[`code`](https://a.example/x)| b");
        check_link_to("|a| and |b|", "[a](https://a.example/x)|| and [b](https://a.example/x)||");
    }

    #[test]
    fn a_lone_bracket_in_the_words_is_escaped() {
        check_link_to("|x]y|", "[x\\]y](https://a.example/x)|");
        check_link_to("|x[y|", "[x\\[y](https://a.example/x)|");
        check_link_to("|x[y] `]`|", "[x[y] `]`](https://a.example/x)|");
        check_link_to("|x\\]y|", "[x\\]y](https://a.example/x)|");
        check_link_to("|]x[|", "[\\]x\\[](https://a.example/x)|");
    }

    #[test]
    fn code_links_addresses_and_lines_do_not() {
        for text in
            ["`a |b| c`", "[a |b|](u)", "[a](|u|)", "|https://b.example|", "|a\nb|", "a|", "```\n|a|\n```", "    |a|"]
        {
            check_link_to(text, text);
        }
    }

    #[test]
    fn a_link_may_stand_where_markdown_reads_one() {
        for (marked, expected) in [
            ("see |here", true),
            ("|", true),
            ("a\n\n|", true),
            ("- |", true),
            ("`a|b`", false),
            ("[a|](u)", false),
            ("[a](u|)", false),
            ("[a](u)| b", true),
            ("```\n|\n```", false),
        ] {
            let byte = marked.find('|').expect("the text shows the cursor");
            assert_eq!(can_link_at(&marked.replace('|', ""), byte), expected, "{marked}");
        }
    }

    #[test]
    fn addresses_and_words_are_written_as_markdown_takes_them() {
        assert_eq!(destination("https://a.example/x_(y)"), "https://a.example/x_(y)");
        assert_eq!(destination("https://a.example/x)"), "<https://a.example/x)>");
        assert_eq!(escaped_words("a [b] *c* `d` snake_case"), r"a \[b\] \*c\* \`d\` snake_case");
        assert_eq!(address_of("www.a.example/x").as_deref(), Some("https://www.a.example/x"));
        assert_eq!(address_of("https://a.example").as_deref(), Some("https://a.example"));
        assert!(["a.example", "www.", "www.a.example b", "ann@a.example"].map(address_of).iter().all(Option::is_none));
        assert!(is_address("https://a.example") && !is_address("www.a.example") && !is_address("https://a.example b"));
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
