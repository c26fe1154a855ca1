//! Writes the events of one block as HTML.
//!
//! Invariant: apart from raw HTML, whose block is flagged, no character of the notes is written unescaped, the notes
//! cannot name an attribute, and no address is written that [`links`](super::links) refuses.

use std::slice;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Tag, TagEnd};

use crate::markdown::RenderOptions;
use crate::markdown::autolinks::autolinks;
use crate::markdown::events::{Located, is_inline};
use crate::markdown::footnotes::Note;
use crate::markdown::headings::Heading;
use crate::markdown::images::write_image;
use crate::markdown::links::{ID_PREFIX, Target, address, target};
use crate::markdown::reach::Reach;

/// The HTML of a block.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct BlockHtml {
    pub(super) html: String,
    /// Whether it includes HTML of the author, unchanged, which must go through a sanitiser.
    pub(super) has_raw_html: bool,
    pub(super) has_images: bool,
}

/// Writes one block, with the numbers that `reach` has for its footnotes and headings.
pub(super) fn write_block(events: &[Located], options: RenderOptions, reach: &Reach) -> BlockHtml {
    let mut writer = HtmlWriter::new(reach);
    let has_timed_lines = n_timed_lines(events) > 1;
    let mut headings = reach.headings.iter();
    let mut events = events.iter();
    while let Some((event, _)) = events.next() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let id = headings.next().map(Heading::id);
                writer.open(&format!("<{level} id=\""), &id.unwrap_or_default());
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                writer.written.has_images = true;
                write_image(dest_url, title, &mut events, options.images, &mut writer.written.html);
            }
            Event::Start(tag) => writer.start(tag),
            Event::End(tag) => writer.end(tag),
            // Lines that begin with times are lines, whatever Markdown makes of their breaks.
            Event::SoftBreak if has_timed_lines && begins_with_time(events.as_slice()) => {
                writer.leaf(&Event::HardBreak)
            }
            event => writer.leaf(event),
        }
    }
    writer.written
}

/// The number of lines that begin with a time: `00:10 Kites`, `[1:02:03](…) Planes`.
fn n_timed_lines(events: &[Located]) -> usize {
    let begins_line =
        |event: &Event| matches!(event, Event::Start(Tag::Paragraph) | Event::SoftBreak | Event::HardBreak);
    let starts = events.iter().enumerate().filter(|(_, (event, _))| begins_line(event));
    starts.filter(|(idx, _)| begins_with_time(&events[idx + 1..])).count()
}

/// Whether the first text of some events begins with a time.
fn begins_with_time(events: &[Located]) -> bool {
    let mut inline =
        events.iter().map(|(event, _)| event).skip_while(|event| matches!(event, Event::Start(tag) if is_inline(tag)));
    let Some(Event::Text(text)) = inline.next() else { return false };
    let text = text.trim_start_matches(['[', '(', '（', '@']);
    let rest = text.trim_start_matches(|c: char| c.is_numeric());
    let n_digits = text[..text.len() - rest.len()].chars().count();
    let minutes = rest.strip_prefix([':', '：']).unwrap_or_default();
    (1..=3).contains(&n_digits) && minutes.chars().take_while(|c| c.is_numeric()).take(2).count() == 2
}

/// Appends text, escaped for contents and for quoted attributes.
pub(super) fn push_escaped(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(byte) = rest.find(['&', '<', '>', '"', '\'']) {
        html.push_str(&rest[..byte]);
        html.push_str(match rest.as_bytes()[byte] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[byte + 1..];
    }
    html.push_str(rest);
}

/// Appends `name="value"` after a space; nothing if the value is empty.
pub(super) fn push_attribute(html: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    push_escaped(html, value);
    html.push('"');
}

struct HtmlWriter<'r> {
    written: BlockHtml,
    /// The references and definitions that have not been written yet.
    notes: slice::Iter<'r, Note>,
    /// The closing HTML of each open link, which depends on its start.
    link_ends: Vec<&'static str>,
    /// The closing HTML of each open footnote.
    footnote_ends: Vec<String>,
    in_code_block: bool,
    table: TableState,
}

/// The position in a table; tables do not nest.
#[derive(Default)]
struct TableState {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl<'r> HtmlWriter<'r> {
    fn new(reach: &'r Reach) -> HtmlWriter<'r> {
        HtmlWriter {
            written: BlockHtml::default(),
            notes: reach.notes.iter(),
            link_ends: Vec::new(),
            footnote_ends: Vec::new(),
            in_code_block: false,
            table: TableState::default(),
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Paragraph => self.push("<p>"),
            Tag::BlockQuote(_) => self.push("<blockquote>"),
            Tag::CodeBlock(kind) => self.start_code(kind),
            Tag::List(None) => self.push("<ul>"),
            Tag::List(Some(1)) => self.push("<ol>"),
            Tag::List(Some(first)) => self.open("<ol start=\"", &first.to_string()),
            Tag::Item => self.push("<li>"),
            Tag::FootnoteDefinition(label) => self.start_footnote(label),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.push("<em>"),
            Tag::Strong => self.push("<strong>"),
            Tag::Strikethrough => self.push("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(&address(*link_type, dest_url), title),
            // The lines of an HTML block are written as they come. Other tags are written elsewhere, or are not in our
            // dialect.
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.push("</p>"),
            TagEnd::Heading(level) => self.push(&format!("</{level}>")),
            TagEnd::BlockQuote(_) => self.push("</blockquote>"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(true) => self.push("</ol>"),
            TagEnd::List(false) => self.push("</ul>"),
            TagEnd::Item => self.push("</li>"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => self.push("</tbody></table>"),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.push("</tr>"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.push("</em>"),
            TagEnd::Strong => self.push("</strong>"),
            TagEnd::Strikethrough => self.push("</del>"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn leaf(&mut self, event: &Event) {
        match event {
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.push("<code>");
                push_escaped(&mut self.written.html, code);
                self.push("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.written.has_raw_html = true;
                self.push(html);
            }
            Event::FootnoteReference(_) => {
                if let Some(note) = self.notes.next() {
                    note.write_reference(&mut self.written.html);
                }
            }
            Event::SoftBreak => self.push("\n"),
            Event::HardBreak => self.push("<br>\n"),
            Event::Rule => self.push("<hr>"),
            Event::TaskListMarker(is_done) => self.task_box(*is_done),
            _ => {}
        }
    }

    fn push(&mut self, html: &str) {
        self.written.html.push_str(html);
    }

    /// Writes a start tag that ends in one attribute, whose value is escaped.
    fn open(&mut self, html: &str, value: &str) {
        self.push(html);
        push_escaped(&mut self.written.html, value);
        self.push("\">");
    }

    fn text(&mut self, text: &str) {
        let mut byte_done = 0;
        if self.link_ends.is_empty() && !self.in_code_block {
            for link in autolinks(text) {
                push_escaped(&mut self.written.html, &text[byte_done..link.bytes.start]);
                self.start_link(&link.url, "");
                push_escaped(&mut self.written.html, &text[link.bytes.clone()]);
                self.end_link();
                byte_done = link.bytes.end;
            }
        }
        push_escaped(&mut self.written.html, &text[byte_done..]);
    }

    fn start_link(&mut self, url: &str, title: &str) {
        let html = &mut self.written.html;
        let target = target(url);
        if matches!(target, Target::Refused | Target::Picture) {
            html.push_str(r#"<span class="refused-link""#);
            push_attribute(html, "title", &format!("Refused address: {url}"));
            html.push('>');
            return self.link_ends.push("</span>");
        }
        html.push_str("<a");
        match target {
            Target::Fragment(id) => push_attribute(html, "href", &format!("#{ID_PREFIX}{id}")),
            _ => push_attribute(html, "href", url),
        }
        push_attribute(html, "title", title);
        if !url.is_empty() && !matches!(target, Target::Fragment(_)) {
            html.push_str(r#" target="_blank" rel="noopener noreferrer""#);
        }
        html.push('>');
        self.link_ends.push("</a>");
    }

    fn end_link(&mut self) {
        let end = self.link_ends.pop();
        self.push(end.unwrap_or_default());
    }

    fn start_code(&mut self, kind: &CodeBlockKind) {
        self.in_code_block = true;
        match language(kind) {
            Some(language) => self.open("<pre><code class=\"language-", language),
            None => self.push("<pre><code>"),
        }
    }

    fn end_code(&mut self) {
        self.in_code_block = false;
        self.push("</code></pre>");
    }

    fn task_box(&mut self, is_done: bool) {
        self.push(match is_done {
            true => r#"<input type="checkbox" disabled checked aria-label="Done"> "#,
            false => r#"<input type="checkbox" disabled aria-label="To do"> "#,
        });
    }

    /// A definition without a reference keeps its label instead of a number: the author is still writing.
    fn start_footnote(&mut self, label: &CowStr) {
        let html = &mut self.written.html;
        html.push_str(r#"<div class="footnote""#);
        let numbered = self.notes.next().and_then(|note| Some((note, note.number()?)));
        if let Some((note, _)) = numbered {
            push_attribute(html, "id", &note.definition_id());
        }
        html.push_str(r#"><span class="footnote-number">"#);
        match numbered {
            Some((_, number)) => html.push_str(&number.to_string()),
            None => push_escaped(html, label),
        }
        html.push_str("</span> ");
        self.footnote_ends.push(numbered.map(|(note, _)| note.back_links()).unwrap_or_default());
    }

    fn end_footnote(&mut self) {
        let back_links = self.footnote_ends.pop().unwrap_or_default();
        self.push(&back_links);
        self.push("</div>");
    }

    fn start_table(&mut self, alignments: &[Alignment]) {
        self.table.alignments = alignments.to_vec();
        self.push("<table>");
    }

    fn start_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.push("<thead><tr>");
    }

    fn end_head(&mut self) {
        self.table.in_head = false;
        self.push("</tr></thead><tbody>");
    }

    fn start_row(&mut self) {
        self.table.column = 0;
        self.push("<tr>");
    }

    /// The alignment is an attribute, because a strict policy forbids styles within the page.
    fn start_cell(&mut self) {
        self.push(if self.table.in_head { "<th" } else { "<td" });
        let alignment = self.table.alignments.get(self.table.column);
        self.push(match alignment {
            Some(Alignment::Left) => r#" align="left">"#,
            Some(Alignment::Center) => r#" align="center">"#,
            Some(Alignment::Right) => r#" align="right">"#,
            _ => ">",
        });
        self.table.column += 1;
    }

    fn end_cell(&mut self) {
        self.push(if self.table.in_head { "</th>" } else { "</td>" });
    }
}

/// The first word of a fence's info string.
fn language<'a>(kind: &'a CodeBlockKind) -> Option<&'a str> {
    match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next(),
        CodeBlockKind::Indented => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::markdown::arbitrary::markdown;
    use crate::markdown::{BlockList, RenderOptions, strict};

    proptest! {
        #[test]
        fn nothing_of_the_notes_gets_into_the_markup(text in markdown()) {
            let list = BlockList::new(&text, RenderOptions::default());
            for block in list.blocks().iter().filter(|block| !block.has_raw_html) {
                let checked = strict::check(&block.html);
                prop_assert_eq!(checked, Ok(()), "{}", block.html);
            }
        }
    }

    #[test]
    fn the_strict_reader_is_strict() {
        let refused = [
            "<b>x</b>",
            "<p onclick=\"x\">x</p>",
            "<a href=\"javascript:x\">x</a>",
            "<p>x",
            "a & b",
            "<img src=\"//x\">",
        ];
        assert!(refused.iter().all(|html| strict::check(html).is_err()));
    }
}
