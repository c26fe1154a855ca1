//! Adds a link to a label that has none.

use std::ops::Range;

use super::guess::title_of_address;
use crate::markdown::commands::{destination, escaped_words, without_cuts};
use crate::outline::SegmentKind;
use crate::rundown::Notes;
use crate::rundown::arrange::{LabelPart, LabelPartKind, label_parts};
use crate::text::{Change, Selection, TextEdit, line_at};

/// Links the title of the label that contains a byte to `url`. A missing title is that of the page, or a guess, which
/// is then selected. `None` if the byte is not on a label, or the label has a link.
pub(super) fn fill(notes: &Notes, byte: usize, url: &str, page_title: Option<&str>) -> Option<TextEdit> {
    let line = line_at(notes.text, byte);
    let line_number = 1 + notes.text[..line.start].matches('\n').count();
    let segments = &notes.outline.segments;
    let segment_idx = segments.binary_search_by_key(&line_number, |segment| segment.line).ok()?;
    let label = &segments[segment_idx].label;
    if label.url.is_some() || !matches!(label.kind, SegmentKind::Topic | SegmentKind::Joke) {
        return None;
    }
    let marks = if links_are_bold(notes) { "**" } else { "" };
    let parts = label_parts(notes, segment_idx);
    match (&label.title, parts.into_iter().find(|part| part.kind == LabelPartKind::Title)) {
        (Some(_), part) => link_title(notes.text, &part?, marks, url),
        (None, _) => Some(add_title(notes.text, line, marks, url, page_title)),
    }
}

/// Puts the existing title into a link.
fn link_title(text: &str, title: &LabelPart, marks: &str, url: &str) -> Option<TextEdit> {
    if !title.elsewhere.is_empty() {
        return None;
    }
    let title = without_cuts(text, title.at.clone());
    let (at, marks) = match with_bold_marks(text, &title) {
        Some(at) => (at, ""),
        None if is_in_bold(text, &title) => (title, ""),
        None => (title, marks),
    };
    let (open, close) = (format!("[{marks}"), format!("{marks}]({})", destination(url)));
    let behind = Selection::cursor(at.end + open.len() + close.len());
    Some(TextEdit::new(vec![Change::insert(at.start, open), Change::insert(at.end, close)], Some(behind)))
}

/// Writes a title behind the label.
fn add_title(text: &str, line: Range<usize>, marks: &str, url: &str, page_title: Option<&str>) -> TextEdit {
    let label = text[line.clone()].trim_end();
    let at = line.start + label.len()..line.end;
    let title = page_title.map_or_else(|| title_of_address(url), str::to_owned);
    let (open, title) = (format!(" [{marks}"), escaped_words(&title));
    let link = format!("{open}{title}{marks}]({})", destination(url));
    let byte_title = at.start + open.len();
    let selection = match page_title {
        Some(_) => Selection::cursor(at.start + link.len()),
        None => Selection::single(byte_title, byte_title + title.len()),
    };
    TextEdit::new(vec![Change::replace(at, link)], Some(selection))
}

/// Whether most linked titles are bold within the link: `[**Title**](url)`.
fn links_are_bold(notes: &Notes) -> bool {
    let segments = &notes.outline.segments;
    let linked = (0..segments.len()).filter(|idx| segments[*idx].label.url.is_some());
    let titles = linked.flat_map(|idx| label_parts(notes, idx)).filter(|part| part.kind == LabelPartKind::Title);
    let are_bold: Vec<bool> = titles.map(|part| notes.text[..part.at.start].ends_with("[**")).collect();
    are_bold.iter().filter(|is_bold| **is_bold).count() * 2 > are_bold.len()
}

/// `**Title**` with its marks, if they enclose only the title.
fn with_bold_marks(text: &str, title: &Range<usize>) -> Option<Range<usize>> {
    let is_bold = text[..title.start].ends_with("**") && text[title.end..].starts_with("**");
    is_bold.then(|| title.start - 2..title.end + 2)
}

/// Whether the title is within bold text that begins before it: `**Ann #3: Title**`.
fn is_in_bold(text: &str, title: &Range<usize>) -> bool {
    let line = line_at(text, title.start);
    text[line.start..title.start].matches("**").count() % 2 == 1
}
