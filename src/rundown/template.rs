//! Templates: Markdown with fields, and what becomes of the fields.
//!
//! A field stands in double braces: `{{host}}`. One with a known value becomes that value, any other a tab stop;
//! a name that is none of the fields stays as it was written. Stops of the same name are filled in together,
//! so a number tells apart what belongs to different segments of one template: `{{title1}}`, `{{title2}}`;
//! `{{number2}}` is one more than `{{number1}}`.

/// A piece of notes to insert, with fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub id: String,
    /// As the menu shows it.
    pub name: String,
    /// Markdown, with a line break at the end.
    pub body: String,
}

/// What is known when a template is inserted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub number: Option<String>,
    pub host: Option<String>,
    pub episode: Option<String>,
    /// As the author writes dates.
    pub date: Option<String>,
}

/// A part of a filled-in template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// A place to type in; those with the same name are one.
    Stop {
        name: String,
    },
    /// Where the cursor ends up.
    Cursor,
}

/// What stands in a stop until something is typed: `Title` for `title2`, so that a label with open fields reads like
/// a label. An address stays in lower case.
pub fn placeholder(name: &str) -> String {
    let name = name.trim_end_matches(|char: char| char.is_ascii_digit());
    let mut chars = name.chars();
    match chars.next() {
        Some(first) if name != "url" => first.to_uppercase().chain(chars).collect(),
        _ => name.to_owned(),
    }
}

/// The templates that come with the app, in the order of the menu: identifier, name, body.
const BUILT_IN: &[(&str, &str, &str)] = &[
    ("episode", "Whole episode", include_str!("templates/episode.md")),
    ("topic", "Topic", include_str!("templates/topic.md")),
    ("topic-without-link", "Topic without link", include_str!("templates/topic-without-link.md")),
    ("sponsor", "Sponsor", include_str!("templates/sponsor.md")),
    ("guests", "Guests", include_str!("templates/guests.md")),
    ("extras", "Extras", include_str!("templates/extras.md")),
    ("joke", "Joke", include_str!("templates/joke.md")),
    ("chapter", "Timestamped chapter", include_str!("templates/chapter.md")),
];

/// Fields beside [`CURSOR`]. `name` is a person or company, `time` a point in the episode, `note` what there is to say.
const FIELD_NAMES: &[&str] = &["number", "host", "title", "url", "date", "episode", "name", "time", "note"];
const CURSOR: &str = "cursor";

/// The templates that come with the app.
pub fn built_in() -> Vec<Template> {
    let owned = |(id, name, body): &(&str, &str, &str)| Template {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        body: (*body).to_owned(),
    };
    BUILT_IN.iter().map(owned).collect()
}

/// Fills the fields of a body in. Texts that touch each other are one piece.
pub(super) fn fill(body: &str, fields: &Fields) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = body;
    while let Some((before, name, after)) = next_field(rest) {
        push_text(&mut pieces, before);
        match piece(name, fields) {
            Piece::Text(value) => push_text(&mut pieces, &value),
            piece => pieces.push(piece),
        }
        rest = after;
    }
    push_text(&mut pieces, rest);
    pieces
}

/// How many segments a body numbers: the highest of its `{{number1}}`, `{{number2}}`, …
pub(super) fn n_numbers(body: &str) -> u32 {
    let mut n_numbers = 0;
    let mut rest = body;
    while let Some((_, name, after)) = next_field(rest) {
        if let ("number", ordinal) = split_ordinal(name) {
            n_numbers = n_numbers.max(ordinal.max(1));
        }
        rest = after;
    }
    n_numbers
}

/// Adds text to the last piece if that is text.
pub(super) fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// The first field of a text: what stands before it, its name, what stands after it.
fn next_field(text: &str) -> Option<(&str, &str, &str)> {
    let mut byte = 0;
    loop {
        let byte_from = byte + text[byte..].find("{{")?;
        let inner = &text[byte_from + 2..];
        let byte_to = inner.find(['{', '}', '\n']).unwrap_or(inner.len());
        let name = inner[..byte_to].trim();
        if let Some(after) = inner[byte_to..].strip_prefix("}}").filter(|_| is_field(name)) {
            return Some((&text[..byte_from], name, after));
        }
        byte = byte_from + 1;
    }
}

fn is_field(name: &str) -> bool {
    name == CURSOR || FIELD_NAMES.contains(&split_ordinal(name).0)
}

/// `title2` is the second `title`; without a number, it is as good as the first.
fn split_ordinal(name: &str) -> (&str, u32) {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem, name[stem.len()..].parse().unwrap_or(1))
}

fn piece(name: &str, fields: &Fields) -> Piece {
    let (stem, ordinal) = split_ordinal(name);
    let value = match (stem, ordinal) {
        (CURSOR, _) => return Piece::Cursor,
        ("number", _) => fields.number.as_deref().and_then(|number| counted_up(number, ordinal)),
        ("host", 0 | 1) => fields.host.clone(),
        ("episode", _) => fields.episode.clone(),
        ("date", _) => fields.date.clone(),
        _ => None,
    };
    value.map_or_else(|| Piece::Stop { name: name.to_owned() }, Piece::Text)
}

/// The number of the segment that comes `ordinal - 1` after the first one: `08` after `07`.
fn counted_up(number: &str, ordinal: u32) -> Option<String> {
    match ordinal {
        0 | 1 => Some(number.to_owned()),
        _ => {
            let width = if number.starts_with('0') { number.len() } else { 0 };
            number.parse::<u32>().ok()?.checked_add(ordinal - 1).map(|number| format!("{number:0width$}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::outline::tests::outline;

    fn fields() -> Fields {
        Fields { number: Some("3".into()), host: Some("Ann".into()), ..Fields::default() }
    }

    /// Pieces as text: stops as `<name>`, the cursor as `|`.
    fn shown(pieces: &[Piece]) -> String {
        let show = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Stop { name } => format!("<{name}>"),
            Piece::Cursor => "|".to_owned(),
        };
        pieces.iter().map(show).collect()
    }

    #[track_caller]
    fn check(body: &str, expected: &str) {
        assert_eq!(shown(&fill(body, &fields())), expected);
    }

    #[test]
    fn a_label_with_open_fields_reads_like_a_label() {
        let shown = ["host1", "title", "url2", "note12", "name"].map(placeholder);
        assert_eq!(shown, ["Host", "Title", "url", "Note", "Name"]);
        assert_eq!(placeholder(""), "");
    }

    #[test]
    fn known_fields_are_filled_in_and_the_others_become_stops() {
        check("**{{host}} #{{number}}:** [**{{title}}**]({{url}})\n", "**Ann #3:** [**<title>**](<url>)\n");
        check("{{ host }}: {{date}} {{cursor}}", "Ann: <date> |");
    }

    #[test]
    fn numbered_fields_belong_to_segments_of_their_own() {
        check("{{host1}} {{number1}} {{title1}}", "Ann 3 <title1>");
        check("{{host2}} {{number2}} {{title2}}", "<host2> 4 <title2>");
        assert_eq!(shown(&fill("{{number2}}", &Fields::default())), "<number2>");
        let padded = Fields { number: Some("09".into()), ..Fields::default() };
        assert_eq!(shown(&fill("{{number}} {{number2}}", &padded)), "09 10");
    }

    #[test]
    fn a_template_knows_how_many_segments_it_numbers() {
        assert_eq!(n_numbers("{{number2}} {{number1}} {{title7}}"), 2);
        assert_eq!(n_numbers("{{ number }}"), 1);
        assert_eq!(n_numbers("{{title}} number"), 0);
    }

    #[test]
    fn what_is_no_field_stays_as_it_is_written() {
        for text in ["{{weather}}", "{{host", "{host}", "{{}}", "{{{", "{{host\n}}", "a }} b {{ c"] {
            check(text, text);
        }
        check("{{{host}}}", "{Ann}");
        check("{{weather}}{{host}}", "{{weather}}Ann");
    }

    #[test]
    fn a_filled_in_episode_has_the_outline_it_promises() {
        let known = Fields { number: Some("1".into()), episode: Some("7".into()), ..Fields::default() };
        let typed = |piece: Piece| match piece {
            Piece::Text(text) => text,
            Piece::Stop { name } if name == "host1" => "Ann".to_owned(),
            Piece::Stop { name } if name == "host2" => "Ben".to_owned(),
            Piece::Stop { name } => name,
            Piece::Cursor => String::new(),
        };
        let notes: String = fill(&built_in()[0].body, &known).into_iter().map(typed).collect();
        let outline = outline(&notes);
        let labels =
            outline.segments.iter().map(|segment| (segment.label.host.as_deref(), segment.label.title.as_deref()));
        assert_eq!(outline.episode, Some(7));
        assert_eq!(
            labels.collect::<Vec<_>>(),
            [
                (Some("Ann"), Some("title1")),
                (Some("Ben"), Some("title2")),
                (Some("Ann"), Some("title3")),
                (Some("Ben"), Some("title4")),
                (None, None),
                (None, Some("title5")),
            ]
        );
    }

    #[test]
    fn an_episode_with_open_fields_has_the_same_outline() {
        let shown = |piece: Piece| match piece {
            Piece::Text(text) => text,
            Piece::Stop { name } => placeholder(&name),
            Piece::Cursor => String::new(),
        };
        let known = Fields { number: Some("1".into()), ..Fields::default() };
        let notes: String = fill(&built_in()[0].body, &known).into_iter().map(shown).collect();
        let outline = outline(&notes);
        let titles: Vec<Option<&str>> = outline.segments.iter().map(|segment| segment.label.title.as_deref()).collect();
        assert_eq!(outline.title.as_deref(), Some("#Episode: Title"));
        assert_eq!(titles, [Some("Title"), Some("Title"), Some("Title"), Some("Title"), None, Some("Title")]);
    }

    #[test]
    fn adjacent_texts_are_one_piece() {
        assert_eq!(fill("a {{host}} b", &fields()), [Piece::Text("a Ann b".into())]);
    }

    #[test]
    fn every_built_in_template_has_its_own_id_and_one_cursor() {
        let templates = built_in();
        for template in &templates {
            let n_cursors = fill(&template.body, &Fields::default()).iter().filter(|it| **it == Piece::Cursor).count();
            assert_eq!(n_cursors, 1, "{}", template.id);
            assert_eq!(templates.iter().filter(|other| other.id == template.id).count(), 1);
            assert!(template.body.ends_with('\n') && !template.body.ends_with("\n\n"));
            assert!(template.body.lines().all(|line| line.trim_end() == line), "{}", template.id);
        }
    }
}
