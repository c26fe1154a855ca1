//! Templates: Markdown with fields.
//!
//! A field is written in double braces (see `syntax`): `{{host}}`. A field with a known value is replaced by it, any
//! other becomes a tab stop: `{{host|Ann}}` shows `Ann` until something is typed, `{{host}}` shows `Host`. A date has a
//! pattern (see `date`). Any word can be a field, because each show needs fields of its own (`{{quote}}`). Anything
//! else in braces, like `{{ user.name }}`, is text, and a backslash makes a field text: `\{{host}}`. Templates that are
//! made from notes have backslashes where they need them.
//!
//! Stops of one name, in any case, are filled in together. So a number distinguishes the segments of one template:
//! `{{title1}}`, `{{title2}}`; `{{number2}}` is one more than `{{number1}}`. `{{cursor}}` is where the cursor is put.

mod built_in;
mod date;
mod exchange;
mod list;
mod making;
mod marking;
mod naming;
mod syntax;

pub use self::built_in::built_in;
pub(in crate::rundown) use self::date::is_of_word;
pub use self::date::{Date, DateNames};
pub use self::exchange::{ImportError, ImportedTemplates, MAX_FILE_BYTES, read_templates, write_templates};
pub use self::list::{Neighbour, RemovedTemplate, TemplateError, TemplateGroup, Templates};
pub use self::making::{ProposedTemplate, template_of};
pub use self::marking::{EMPTY_FIELD, marked, marked_parts};
use self::syntax::{DATE, Field, Token, tokens};
pub(super) use self::syntax::{escaped, fields_in, split_ordinal};
use crate::text::{Piece, SortedMap};

/// A piece of notes to insert, with fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    pub id: String,
    /// The name in the menu.
    pub name: String,
    /// Markdown, with a line break at the end.
    pub body: String,
    /// The show that it is for; `None` for all shows.
    pub show: Option<String>,
}

/// The known values when a template is inserted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    pub number: Option<String>,
    pub host: Option<String>,
    /// The name of the show.
    pub show: Option<String>,
    pub episode: Option<String>,
    /// In the author's calendar.
    pub date: Option<Date>,
    /// What the notes call months and days of the week.
    pub date_names: DateNames,
}

const CURSOR: &str = "cursor";

/// The text of a stop without a default: `Title` for `title2`, so that a label with open fields reads like a label.
/// An address stays in lower case.
pub(in crate::rundown) fn placeholder(name: &str) -> String {
    let name = split_ordinal(name).0.replace(['-', '_'], " ");
    let mut chars = name.chars();
    match chars.next() {
        Some(first) if name != "url" => first.to_uppercase().chain(chars).collect(),
        _ => name,
    }
}

/// Fills in the fields of a body. Adjacent texts are one piece. O(n).
pub(super) fn fill(body: &str, fields: &Fields) -> Vec<Piece> {
    let tokens = tokens(body);
    let defaults = defaults(&tokens);
    let mut pieces = Vec::new();
    for token in tokens {
        match token {
            Token::Text(text) => push_text(&mut pieces, text),
            Token::Field(field) => match piece(&field, fields, &defaults) {
                Piece::Text(value) => push_text(&mut pieces, &value),
                piece => pieces.push(piece),
            },
        }
    }
    pieces
}

/// How many segments a body numbers: the highest of its `{{number1}}`, `{{number2}}`, …
pub(super) fn n_numbers(body: &str) -> u32 {
    let ordinal = |token: Token| match token {
        Token::Field(field) => match split_ordinal(&field.name.to_lowercase()) {
            ("number", ordinal) => ordinal.max(1),
            _ => 0,
        },
        Token::Text(_) => 0,
    };
    tokens(body).into_iter().map(ordinal).max().unwrap_or(0)
}

/// A body without its first line, if that is the title of an episode: a heading with the field `episode`.
pub(super) fn without_title(body: &str) -> &str {
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    let names_episode = |token: Token| match token {
        Token::Field(field) => split_ordinal(&field.name.to_lowercase()).0 == "episode",
        Token::Text(_) => false,
    };
    let is_title = first.starts_with("# ") && tokens(first).into_iter().any(names_episode);
    if is_title { rest.trim_start_matches('\n') } else { body }
}

/// Adds text, to the last piece if that is text.
pub(super) fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// The default of each name: the first that is given.
fn defaults<'a>(tokens: &[Token<'a>]) -> SortedMap<String, &'a str> {
    let mut defaults = SortedMap::new();
    for token in tokens {
        if let Token::Field(Field { name, default: Some(default), .. }) = token {
            defaults.get_or_insert_with(name.to_lowercase(), || *default);
        }
    }
    defaults
}

fn piece(field: &Field, fields: &Fields, defaults: &SortedMap<String, &str>) -> Piece {
    let name = field.name.to_lowercase();
    let value = match split_ordinal(&name) {
        (CURSOR, _) => return Piece::Cursor,
        ("number", ordinal) => fields.number.as_deref().and_then(|number| counted_up(number, ordinal)),
        ("host", 0 | 1) => fields.host.clone(),
        ("show", 0 | 1) => fields.show.clone(),
        ("episode", _) => fields.episode.clone(),
        (DATE, _) => fields.date.map(|date| date.to_text_in(&fields.date_names, field.pattern)),
        _ => None,
    };
    value.map(Piece::Text).unwrap_or_else(|| {
        let text = defaults.get(&name).map_or_else(|| placeholder(&name), |default| (*default).to_owned());
        Piece::Stop { name, text }
    })
}

/// The number of the `ordinal`-th segment, if the first has `number`: `08` after `07`.
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
    use crate::outline::outline;

    fn fields() -> Fields {
        Fields { number: Some("3".into()), host: Some("Ann".into()), ..Fields::default() }
    }

    /// Pieces as text: stops as `<name=text>`, the cursor as `|`.
    fn shown(pieces: &[Piece]) -> String {
        let show = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Stop { name, text } => format!("<{name}={text}>"),
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
        let shown = ["host1", "title", "url2", "note12", "guest_name"].map(placeholder);
        assert_eq!(shown, ["Host", "Title", "url", "Note", "Guest name"]);
        assert_eq!(placeholder(""), "");
    }

    #[test]
    fn known_fields_are_filled_in_and_the_others_become_stops() {
        check("**{{host}} #{{number}}:** [**{{title}}**]({{url}})\n", "**Ann #3:** [**<title=Title>**](<url=url>)\n");
        check("{{ host }}: {{date}} {{cursor}}", "Ann: <date=Date> |");
        check("{{weather}}, {{Titel}}", "<weather=Weather>, <titel=Titel>");
    }

    #[test]
    fn a_default_stands_where_nothing_is_known() {
        check("{{host|Ben}} {{host2|Ben}} {{title|}}", "Ann <host2=Ben> <title=>");
        check("{{name}} {{Name|Cleo}} {{name|Dan}}", "<name=Cleo> <name=Cleo> <name=Cleo>");
    }

    #[test]
    fn a_date_is_written_as_the_template_wants() {
        let known = Fields { date: Some(Date { year: 2027, month: 3, day: 5 }), ..Fields::default() };
        let found = fill("{{date}}, {{date: D MMMM YYYY }}, {{Date:dddd|x}}", &known);
        assert_eq!(shown(&found), "2027-03-05, 5 March 2027, Friday");
    }

    #[test]
    fn numbered_fields_belong_to_segments_of_their_own() {
        check("{{host1}} {{number1}} {{title1}}", "Ann 3 <title1=Title>");
        check("{{host2}} {{number2}} {{title2}}", "<host2=Host> 4 <title2=Title>");
        assert_eq!(shown(&fill("{{number2}}", &Fields::default())), "<number2=Number>");
        let padded = Fields { number: Some("09".into()), ..Fields::default() };
        assert_eq!(shown(&fill("{{number}} {{number2}}", &padded)), "09 10");
    }

    #[test]
    fn a_template_knows_how_many_segments_it_numbers() {
        assert_eq!(n_numbers("{{number2}} {{number1}} {{title7}}"), 2);
        assert_eq!(n_numbers("{{ Number }}"), 1);
        assert_eq!(n_numbers("{{title}} number \\{{number}}"), 0);
    }

    #[test]
    fn a_heading_that_names_the_episode_is_its_title() {
        assert_eq!(without_title("# Talk {{episode}}: {{title}}\n\nHello\n"), "Hello\n");
        for body in ["# Talk\n\nHello\n", "## Talk {{episode}}\n", "Hello {{episode}}\n\n# {{episode}}\n"] {
            assert_eq!(without_title(body), body);
        }
    }

    /// The whole episode, with its stops replaced by `typed`.
    fn episode(known: &Fields, typed: impl Fn(&str, String) -> String) -> String {
        let piece = |piece: Piece| match piece {
            Piece::Text(text) => text,
            Piece::Stop { name, text } => typed(&name, text),
            Piece::Cursor => String::new(),
        };
        fill(&built_in()[0].body, known).into_iter().map(piece).collect()
    }

    #[test]
    fn a_filled_in_episode_has_the_outline_it_promises() {
        let known = Fields { number: Some("1".into()), episode: Some("7".into()), ..Fields::default() };
        let notes = episode(&known, |name, _| match name {
            "host1" => "Ann".to_owned(),
            "host2" => "Ben".to_owned(),
            name => name.to_owned(),
        });
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
        let known = Fields { number: Some("1".into()), ..Fields::default() };
        let outline = outline(&episode(&known, |_, text| text));
        let titles: Vec<Option<&str>> = outline.segments.iter().map(|segment| segment.label.title.as_deref()).collect();
        assert_eq!(outline.title.as_deref(), Some("#Episode: Title"));
        assert_eq!(titles, [Some("Title"), Some("Title"), Some("Title"), Some("Title"), None, Some("Title")]);
    }

    #[test]
    fn adjacent_texts_are_one_piece() {
        assert_eq!(fill("a {{host}} b", &fields()), [Piece::Text("a Ann b".into())]);
    }
}
