//! The shape of a label: its text with fields for the host, the number, the title and the address.
//!
//! Invariant: a shape has a field for each thing that its label says, and its markup is balanced, even if the label's
//! is not.

use std::ops::Range;

use crate::outline::Segment;
use crate::rundown::arrange::{Notes, number_bytes};
use crate::text::{line_start, sort_by_numbers};

/// The shape if nothing can be learned.
pub(super) const USUAL: &str = "**{{host}} #{{number}}:** [**{{title}}**]({{url}})";

/// The shape of a segment's label, such as `**{{host}} #{{number}}:** [**{{title}}**]({{url}})`.
///
/// `None` if a part of it is not written as it is shown, or if it contains braces.
pub(super) fn label_shape(notes: &Notes, segment_idx: usize) -> Option<String> {
    let segment = &notes.outline.segments[segment_idx];
    let line = notes.label_line(segment)?;
    let byte_of_block = notes.blocks.byte_of(segment.block_idx);
    let at = |range: Range<usize>| {
        let places = line.source_of(range)?;
        Some(byte_of_block + places.first()?.start..byte_of_block + places.last()?.end)
    };
    let byte_from = line_start(notes.text, at(first_char(&line.text, 0)?)?.end);
    let prefix_to = last_char(&line.text[..segment.label.prefix_len]).map(&at);
    let title_from = segment.label.title.is_some().then(|| first_char(&line.text, segment.label.prefix_len).map(&at));
    let byte_prefix_to = prefix_to.flatten().map(|prefix| prefix.end);
    // The title may stand in the next line.
    let byte_line_to = notes.text[byte_from..].find(['\r', '\n']).map_or(notes.text.len(), |byte| byte_from + byte);
    let goes_on = title_from == Some(None);
    let byte_to = match title_from {
        Some(Some(title)) => title?.start,
        Some(None) => byte_line_to,
        None => byte_prefix_to?,
    };
    let mut fields: Vec<(Range<usize>, &str)> = Vec::new();
    fields.extend(number_bytes(notes, segment_idx).map(|bytes| (bytes, "{{number}}")));
    if let Some(host_at) = segment.label.host_at.clone() {
        fields.push((at(host_at)?, "{{host}}"));
    }
    let byte_prefix_to = byte_prefix_to.unwrap_or(byte_to);
    let prefix = notes.text.get(byte_from..byte_prefix_to).filter(|prefix| !prefix.contains("{{"))?;
    let prefix = with_time(&with_fields(prefix, byte_from, fields)?, segment);
    let (prefix, between) = without_links(&prefix, notes.text.get(byte_prefix_to..byte_to)?);
    let markup = between.replace(|c: char| !matches!(c, '*' | '[' | ' ' | '\u{a0}'), "");
    let shape = match goes_on {
        true => on_two_lines(&format!("{prefix}{markup}"), notes.text.get(byte_line_to..)?),
        false => completed(&format!("{prefix}{markup}"), segment),
    };
    Some(shape).filter(|shape| says_all(shape, segment) && is_balanced(shape))
}

/// A label whose title stands in the line below it, as far right as that line.
fn on_two_lines(opening: &str, below: &str) -> String {
    let next = below.trim_start_matches(['\r', '\n']);
    let indent = &next[..next.len() - next.trim_start_matches([' ', '\t']).len()];
    format!("{}\n{indent}{{{{title}}}}", closed(opening.trim_end(), ""))
}

/// The text before a title without links around other things than hosts: a link of a time leads into the old recording.
/// `between` is the markup behind the last visible letter of the prefix.
fn without_links(prefix: &str, between: &str) -> (String, String) {
    const SEAM: char = '\u{0}';
    let mut opening = format!("{prefix}{SEAM}{between}");
    let fields = ["{{time}}", "{{number}}"];
    for field in fields {
        let Some(at) = opening.find(field) else { continue };
        let Some(byte_from) = opening[..at].rfind('[').filter(|byte| !opening[*byte..at].contains(']')) else {
            continue;
        };
        let Some(byte_closed) = opening[at..].find("](").map(|byte| at + byte) else { continue };
        let Some(byte_to) = opening[byte_closed..].find(')').map(|byte| byte_closed + byte + 1) else { continue };
        if !opening[at..byte_closed].contains('[') {
            let seam = if opening[byte_closed..byte_to].contains(SEAM) { "\u{0}" } else { "" };
            opening.replace_range(byte_closed..byte_to, seam);
            opening.remove(byte_from);
        }
    }
    let (prefix, between) = opening.split_once(SEAM).unwrap_or((&opening, ""));
    (prefix.to_owned(), between.to_owned())
}

/// Whether all links and bold words of a shape are closed.
pub(super) fn is_balanced(shape: &str) -> bool {
    let mut n_open = 0;
    for c in shape.chars() {
        match c {
            '[' => n_open += 1,
            ']' if n_open == 0 => return false,
            ']' => n_open -= 1,
            _ => {}
        }
    }
    let are_closed = shape.matches("](").count() == shape.matches("]({{url}})").count();
    n_open == 0 && are_closed && shape.matches("**").count().is_multiple_of(2)
}

/// Opening markup without debris, a field, and the closing markup. Links are closed with `{{url}}`.
pub(super) fn closed(opening: &str, field: &str) -> String {
    let opening = tidy(opening);
    let closing = closing(&opening);
    format!("{opening}{field}{closing}")
}

/// The closing markup for a text: `**]({{url}})` for `**Ann #1:** [**`.
pub(super) fn closing(opening: &str) -> String {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = opening;
    while let Some(first) = rest.chars().next() {
        let n_bytes = match first {
            '*' => rest.len() - rest.trim_start_matches('*').len(),
            ']' => end_of_link(rest),
            _ => first.len_utf8(),
        };
        let (token, behind) = rest.split_at(n_bytes);
        match first {
            '[' => open.push("["),
            ']' => drop(open.iter().rposition(|mark| *mark == "[").map(|idx| open.truncate(idx))),
            '*' if open.last() == Some(&token) => drop(open.pop()),
            '*' if !behind.starts_with(' ') => open.push(token),
            _ => {}
        }
        rest = behind;
    }
    open.iter().rev().map(|mark| if *mark == "[" { "]({{url}})" } else { mark }).collect()
}

/// The bytes from a closing bracket to the end of the address behind it.
fn end_of_link(rest: &str) -> usize {
    if rest.starts_with("](") { rest.find(')').map_or(rest.len(), |byte| byte + 1) } else { 1 }
}

/// Removes what pasting leaves behind: empty emphasis, code around a title, repeated blanks.
fn tidy(opening: &str) -> String {
    let bare = opening.replace("****", "").replace(['`', '\\'], "").replace('\u{a0}', " ");
    let mut tidy = String::with_capacity(bare.len());
    for c in bare.chars() {
        if c != ' ' || !tidy.ends_with(' ') {
            tidy.push(c);
        }
    }
    tidy
}

fn completed(opening: &str, segment: &Segment) -> String {
    closed(opening, if segment.label.title.is_some() { "{{title}}" } else { "" })
}

/// `fields` are at bytes of the text, and `opening` begins at `byte_from`. `None` if a field is outside of it.
fn with_fields(opening: &str, byte_from: usize, mut fields: Vec<(Range<usize>, &str)>) -> Option<String> {
    sort_by_numbers(&mut fields, |(bytes, _)| (usize::MAX - bytes.start, 0));
    let mut written = opening.to_owned();
    for (bytes, field) in fields {
        let bytes = bytes.start.checked_sub(byte_from)?..bytes.end.checked_sub(byte_from)?;
        written.get(bytes.clone())?;
        written.replace_range(bytes, field);
    }
    Some(written)
}

/// Replaces the start time of the segment by a field.
fn with_time(opening: &str, segment: &Segment) -> String {
    let is_time = |word: &str| word.contains(':') && word.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    let is_edge = |c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'));
    let time = opening.split(is_edge).map(|word| word.trim_end_matches([':', '.'])).find(|word| is_time(word));
    match time.filter(|_| segment.label.start_seconds.is_some()) {
        Some(time) => opening.replacen(time, "{{time}}", 1),
        None => opening.to_owned(),
    }
}

fn says_all(shape: &str, segment: &Segment) -> bool {
    let label = &segment.label;
    (label.number.is_none() || shape.contains("{{number}}")) && (label.host.is_none() || shape.contains("{{host}}"))
}

/// The first alphanumeric character from a byte on.
fn first_char(text: &str, byte_from: usize) -> Option<Range<usize>> {
    let (at, c) = text[byte_from..].char_indices().find(|(_, c)| c.is_alphanumeric())?;
    Some(byte_from + at..byte_from + at + c.len_utf8())
}

fn last_char(text: &str) -> Option<Range<usize>> {
    let (at, c) = text.char_indices().rfind(|(_, c)| !c.is_whitespace())?;
    Some(at..at + c.len_utf8())
}

/// The most frequent shape; of several, the first. Quadratic in the number of shapes, which is small.
pub(super) fn commonest(shapes: &[String]) -> Option<&String> {
    let n_times = |shape: &&String| shapes.iter().filter(|other| other == shape).count();
    shapes.iter().rev().max_by_key(n_times)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::arrange::tests::with_notes;

    /// Checks the shape of the first label.
    #[track_caller]
    fn check(notes: &str, expected: &str) {
        let shape = with_notes(notes, |notes| label_shape(notes, 0));
        assert_eq!(shape.as_deref().unwrap_or("none"), expected, "{notes}");
    }

    #[test]
    fn each_label_keeps_its_markup() {
        check("**Ann #1:** [**Kites**](u)", "**{{host}} #{{number}}:** [**{{title}}**]({{url}})");
        check("**#1 (Ann):** [Kites](u) from kites.example", "**#{{number}} ({{host}}):** [{{title}}]({{url}})");
        check("**Ann #1: [Kites](u)**", "**{{host}} #{{number}}: [{{title}}]({{url}})**");
        check("## **Ann #1: [Kites](u)**", "## **{{host}} #{{number}}: [{{title}}]({{url}})**");
        check("Ann #1: Kites", "{{host}} #{{number}}: {{title}}");
        check("**Ann #1:** **Kites**", "**{{host}} #{{number}}:** **{{title}}**");
        check("**Ann #1:** “[Kites](u)”", "**{{host}} #{{number}}:** [{{title}}]({{url}})");
        check("[**Ann #1: Kites**](u)", "[**{{host}} #{{number}}: {{title}}**]({{url}})");
        check("**Ann #1:**", "**{{host}} #{{number}}:**");
        check("**Joke:** [**Wind**](u)!", "**Joke:** [**{{title}}**]({{url}})");
        check("Joke:", "Joke:");
    }

    #[test]
    fn debris_is_no_part_of_a_shape() {
        check("**A****nn #****1****:** ****[**Kites**](u) ****", "**{{host}} #{{number}}:** [**{{title}}**]({{url}})");
        check("**Ann** **#1:** [`kites`](u)", "**{{host}}** **#{{number}}:** [{{title}}]({{url}})");
        check("**Ann #1:**\u{a0}  [Kites](u)", "**{{host}} #{{number}}:** [{{title}}]({{url}})");
    }

    #[test]
    fn a_time_is_no_link_to_the_old_recording() {
        let chapters =
            |label: &str| format!("{label} Hi\n{}\n", label.replace("00:00", "00:50") + " By [S](https://s.example).");
        check(&chapters("* **[00:00](#t=0)**"), "* **{{time}}** {{title}}");
        check(&chapters("- [00:00](https://a.example?t=0)"), "- {{time}} {{title}}");
        check(&chapters("- [**00:00**](https://a.example?t=0) -"), "- **{{time}}** - {{title}}");
        check(&chapters("## [00:00](#t=0)"), "## {{time}} {{title}}");
        check(
            "- [@2:45](https://a.example?t=165)\n  Tea\n- [@3:45](https://a.example?t=225)\n  Cake\n",
            "- @{{time}}\n  {{title}}",
        );
    }

    #[test]
    fn times_and_numbers_of_items_are_fields_too() {
        check("## 12:34 Kites", "## {{time}} {{title}}");
        check("## [00:10] Ann #2: Kites", "## [{{time}}] {{host}} #{{number}}: {{title}}");
        check("- [00:10] Kites\n- [01:10] Planes\n", "- [{{time}}] {{title}}");
        check("1. [Kites](u)\n2. [Planes](v)\n", "{{number}}. [{{title}}]({{url}})");
    }
}
