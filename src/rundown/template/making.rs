//! Makes a template from notes: what differs between segments becomes a field, the rest stays.
//!
//! Number, host, title and address of each label become `{{number}}`, `{{host}}`, `{{title}}` and `{{url}}`. With
//! several segments they become `{{number1}}`, `{{title1}}` and so on, with one number for each host. A number that
//! does not count up from the first one stays. In the heading of the episode the number becomes `{{episode}}`. The name
//! of a part (`Connect with the hosts`) stays.
//!
//! Invariant: only fields are written, and backslashes that keep braces from being fields. Only parts of labels are
//! left out.

use std::ops::Range;

use super::syntax::escaped;
use crate::outline::{SegmentKind, fold};
use crate::rundown::arrange::{LabelPart, LabelPartKind, Notes, all_segment_bytes, label_parts};
use crate::text::{line_start, sort_by_numbers};

/// A proposed template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedTemplate {
    /// The title of the first segment.
    pub name: String,
    /// With a line break at the end.
    pub body: String,
}

/// A range and the field that replaces it; an empty field removes it.
type FieldAt = (Range<usize>, String);

/// Makes a template from a range of the notes. `None` if it is blank. Takes time linear in the text.
pub fn template_of(notes: &Notes, bytes: Range<usize>) -> Option<ProposedTemplate> {
    let selected = notes.text.get(bytes.clone())?;
    let n_blank = selected.len() - selected.trim_start_matches(['\n', ' ', '\t']).len();
    // The indentation of the first line belongs to it.
    let bytes = bytes.start + line_start(selected, n_blank)..bytes.start + selected.trim_end().len();
    if bytes.is_empty() {
        return None;
    }
    let body = filled_with_fields(notes.text, bytes.clone(), &fields_of(notes, &bytes)) + "\n";
    Some(ProposedTemplate { name: name_of(notes, &bytes), body })
}

/// The fields and their ranges, in order.
fn fields_of(notes: &Notes, bytes: &Range<usize>) -> Vec<FieldAt> {
    let bodies = all_segment_bytes(notes);
    let idxs: Vec<usize> = (0..bodies.len()).filter(|idx| bytes.contains(&bodies[*idx].start)).collect();
    let mut namer = Namer { is_only_one: idxs.len() == 1, hosts: Vec::new(), first_number: None };
    let mut fields: Vec<FieldAt> = episode_of(notes, bytes).into_iter().collect();
    for (ordinal, idx) in (1..).zip(idxs) {
        for part in label_parts(notes, idx) {
            if let Some(field) = namer.field(notes, idx, ordinal, part.kind) {
                fields.extend(written(part, field));
            }
        }
    }
    fields.retain(|(at, _)| bytes.start <= at.start && at.end <= bytes.end);
    sort_by_numbers(&mut fields, |(at, _)| (at.start, 0));
    fields.dedup_by(|next, before| next.0.start < before.0.end);
    fields
}

fn written(part: LabelPart, field: String) -> impl Iterator<Item = FieldAt> {
    let emptied = part.elsewhere.into_iter().map(|at| (at, String::new()));
    std::iter::once((part.at, field)).chain(emptied)
}

/// Names the fields.
struct Namer {
    is_only_one: bool,
    /// The hosts so far, folded for comparison.
    hosts: Vec<String>,
    first_number: Option<(usize, u32)>,
}

impl Namer {
    /// The field for a part of the label of the `ordinal`-th segment. `None` if the part stays unchanged.
    fn field(&mut self, notes: &Notes, segment_idx: usize, ordinal: usize, kind: LabelPartKind) -> Option<String> {
        let label = &notes.outline.segments[segment_idx].label;
        let (name, ordinal) = match kind {
            // The title is all of the label: the name of a part, which other episodes have too.
            LabelPartKind::Title if label.kind == SegmentKind::Other && label.url.is_none() => return None,
            LabelPartKind::Title => ("title", ordinal),
            LabelPartKind::Url => ("url", ordinal),
            LabelPartKind::Host => ("host", self.ordinal_of_host(label.host.as_deref()?)),
            LabelPartKind::Number => {
                let number = label.number.filter(|number| number.part.is_none())?.whole;
                let (_, first) = *self.first_number.get_or_insert((ordinal, number));
                ("number", number.checked_sub(first)? as usize + 1)
            }
        };
        Some(if self.is_only_one { format!("{{{{{name}}}}}") } else { format!("{{{{{name}{ordinal}}}}}") })
    }

    fn ordinal_of_host(&mut self, host: &str) -> usize {
        let folded = fold(host);
        let idx = self.hosts.iter().position(|known| *known == folded);
        1 + idx.unwrap_or_else(|| {
            self.hosts.push(folded);
            self.hosts.len() - 1
        })
    }
}

/// The number of the episode in the heading on the first line, if it occurs there once.
fn episode_of(notes: &Notes, bytes: &Range<usize>) -> Option<FieldAt> {
    let first = notes.text[bytes.clone()].lines().next().filter(|line| line.starts_with("# "))?;
    let digits = notes.outline.episode?.to_string();
    let is_whole = |at: &usize| {
        let is_digit = |c: char| c.is_ascii_digit();
        !first[..*at].ends_with(is_digit) && !first[at + digits.len()..].starts_with(is_digit)
    };
    let mut places = first.match_indices(&digits).map(|(at, _)| at).filter(is_whole);
    let at = bytes.start + places.next()?;
    places.next().is_none().then(|| (at..at + digits.len(), "{{episode}}".to_owned()))
}

/// The text with its fields, and with everything else escaped.
fn filled_with_fields(text: &str, bytes: Range<usize>, fields: &[FieldAt]) -> String {
    let mut body = String::new();
    let mut byte = bytes.start;
    for (at, field) in fields {
        let before = &text[byte..at.start];
        body.push_str(&escaped(before));
        if !field.is_empty() {
            // Backslashes right before a field would escape it.
            body.push_str(&before[before.trim_end_matches('\\').len()..]);
        }
        body.push_str(field);
        byte = at.end;
    }
    body + &escaped(&text[byte..bytes.end])
}

/// The title of the first segment, or the first words.
fn name_of(notes: &Notes, bytes: &Range<usize>) -> String {
    const MAX_CHARS: usize = 60;
    let line = 1 + notes.text[..bytes.start].matches('\n').count();
    let n_lines = notes.text[bytes.clone()].matches('\n').count();
    let segment = notes.outline.segments.iter().find(|segment| (line..=line + n_lines).contains(&segment.line));
    let first = || notes.text[bytes.clone()].lines().next().unwrap_or_default();
    let name = segment.map_or_else(first, |segment| segment.label.title_or_kind());
    let is_markup = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '-' | '>' | '_' | '`' | '[' | ']');
    name.trim_matches(is_markup).chars().take(MAX_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Fields, fill};
    use super::*;
    use crate::rundown::arrange::tests::{with_marked_notes, with_notes};
    use crate::text::Piece;

    /// Checks the template from the notes between two `|`.
    #[track_caller]
    fn check(marked: &str, expected: &str) {
        let found = with_marked_notes(marked, |notes, selection| {
            let range = selection.main();
            template_of(notes, range.from()..range.to())
        });
        assert_eq!(found.map(|made| made.body).unwrap_or_default(), expected, "{marked:?}");
    }

    #[test]
    fn the_label_becomes_fields_and_the_rest_stays() {
        check(
            "|**Ann #3:** [**Kites**](https://kites.example/)\n\n- high\n\n|Joke\n",
            "**{{host}} #{{number}}:** [**{{title}}**]({{url}})\n\n- high\n",
        );
        check("Text\n\n|## 12:34 Kites\n\nmore|", "## 12:34 {{title}}\n\nmore\n");
        check("|**Joke:** [Why?](<https://a.example/x y>)|", "**Joke:** [{{title}}](<{{url}}>)\n");
        check("|**Our news**\n\n- more|", "**Our news**\n\n- more\n");
        check("|#2 (Ben): Planes|", "#{{number}} ({{host}}): {{title}}\n");
        check("|**Ann #****3****: Kites**|", "**{{host}} #****{{number}}****: {{title}}**\n");
    }

    #[test]
    fn a_title_goes_where_its_link_is() {
        check("|Ann #1: Careful with that [**lock**](u)?|", "{{host}} #{{number}}: [**{{title}}**]({{url}})\n");
        check("|Ann #1: [A guide](u)[ to kites](u)|", "{{host}} #{{number}}: [{{title}}]({{url}})\n");
        check("|Ann #1: [**Far  away**](u)|", "{{host}} #{{number}}: [**{{title}}**]({{url}})\n");
        check("|Ann #1: [**](v)[**Kites**](u)|", "{{host}} #{{number}}: [**](v)[**{{title}}**]({{url}})\n");
        check("|Ann #1: [**Tom &amp; Jerry**](u)|", "{{host}} #{{number}}: [**{{title}}**]({{url}})\n");
        check(
            "|Ann #1: [Kites][1]\n\n[1]: https://a.example|",
            "{{host}} #{{number}}: [{{title}}][1]\n\n[1]: https://a.example\n",
        );
    }

    #[test]
    fn each_of_several_segments_has_its_own_fields() {
        check(
            "|# Kite Talk 58\n\nAnn #1: [A](u)\n\nBen #2: B\n\nann #3: [C](v)\n\nDan #7: D\n|",
            "# Kite Talk {{episode}}\n\n{{host1}} #{{number1}}: [{{title1}}]({{url1}})\n\n{{host2}} #{{number2}}: {{title2}}\n\n\
             {{host1}} #{{number3}}: [{{title3}}]({{url3}})\n\n{{host3}} #{{number7}}: {{title4}}\n",
        );
    }

    #[test]
    fn what_is_no_label_stays_as_it_is() {
        check("Text |with {{host}} and {{ user.name }}|\n", "with \\{{host}} and {{ user.name }}\n");
        check("Ann #1: |Kites\n\n- high|\n", "Kites\n\n- high\n");
        check("|    code\n|", "    code\n");
        check("| \n\n|", "");
        check("|", "");
    }

    #[test]
    fn it_is_called_what_the_first_segment_is_called() {
        let name = |text: &str| with_notes(text, |notes| template_of(notes, 0..text.len()).map(|made| made.name));
        assert_eq!(name("**Ann #3:** [**Kites**](u)\n"), Some("Kites".to_owned()));
        assert_eq!(name("**Sponsored by us**\n\n- more\n"), Some("Sponsored by us".to_owned()));
    }

    fn line() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "",
            "**Ann #1:** [**Kites**](https://a.example/)",
            "Ben #2: **Planes** \\",
            "**Ann #3: [Winds](v)[ &amp; more](v)** from v",
            "Ann #4: {{title}}",
            "Joke: [Tea](u)!",
            "- {{host}} \\{{url}}",
            "Extras",
            "# Kite Talk 7",
        ])
    }

    proptest! {
        #[test]
        fn nothing_is_written_but_fields(lines in prop::collection::vec(line(), 0..12)) {
            let text = lines.join("\n\n");
            let made = with_notes(&text, |notes| template_of(notes, 0..text.len()));
            let Some(made) = made else { return Ok(()) };
            let kept: String = fill(&made.body, &Fields::default()).into_iter().map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Stop { .. } | Piece::Cursor => String::new(),
            }).collect();
            let mut chars = text.chars();
            let is_part = kept.trim_end().chars().all(|kept| chars.any(|c| c == kept));
            prop_assert!(is_part, "{kept:?} of {text:?}");
        }
    }
}
