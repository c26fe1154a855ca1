//! Exports and imports templates as a file, for another browser or another author.
//!
//! ```json
//! {"format":"rundown-templates","version":1,"templates":[{"name":"Topic","body":"**{{host}}**…","show":null}]}
//! ```
//!
//! Invariant: any text is a list of templates or an error that says what to do. A file is only data: it cannot choose
//! an id. Templates that cannot be read are left out and named.

use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_json::value::RawValue;
use thiserror::Error;

use super::{Template, TemplateError};
use crate::text::without_controls;

/// The largest file that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 1_000_000;
/// More templates could not be used.
const N_TEMPLATES_AT_MOST: usize = 1_000;
/// The version that this app writes.
const VERSION: u64 = 1;
const FORMAT: &str = "rundown-templates";
const FORMAT_OF_BACKUPS: &str = "rundown-backup";

/// Why a file has no templates. The texts tell the author what to do; nothing has been changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    #[error("it is larger than 1 MB. Choose the file that “Export” of the templates downloaded")]
    TooLarge,
    #[error(
        "it is not JSON, or part of it is missing. Choose the file that “Export” of the templates downloaded; import notes \
        as drafts with “Import” at the top of the page"
    )]
    NotJson,
    #[error("it is a backup of all drafts. Restore it with “Backup…” below the list of drafts")]
    Backup,
    #[error("there are no templates in it. Choose the file that “Export” of the templates downloaded")]
    NotTemplates,
    #[error("it says that it has templates, but its format is wrong. Try another copy of it")]
    WrongShape,
    #[error("it has {n} templates, and the limit is 1,000. Split it into smaller files")]
    TooMany {
        /// How many there are.
        n: usize,
    },
    #[error(
        "a newer version of Rundown made it (version {version}). Reload the page to get that version, then try again"
    )]
    Newer {
        /// The version of the file.
        version: u64,
    },
}

/// The contents of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedTemplates {
    /// Without ids.
    pub templates: Vec<Template>,
    /// What was left out, as sentences for the author with the name and the reason.
    pub left_out: Vec<String>,
}

#[derive(Serialize)]
struct TemplatesJson<'a> {
    format: &'a str,
    version: u64,
    templates: Vec<TemplateJson<'a>>,
}

#[derive(Serialize)]
struct TemplateJson<'a> {
    name: &'a str,
    body: &'a str,
    show: Option<&'a str>,
}

/// Writes templates. O(n).
pub fn write_templates(templates: &[Template]) -> String {
    let templates = templates.iter().map(|template| TemplateJson {
        name: &template.name,
        body: &template.body,
        show: template.show.as_deref(),
    });
    let templates = templates.collect();
    let written = TemplatesJson { format: FORMAT, version: VERSION, templates };
    serde_json::to_string_pretty(&written).expect("texts have a JSON form") + "\n"
}

/// Reads the templates of a file that are valid. O(n).
///
/// # Errors
/// If it is not a file of templates.
pub fn read_templates(json: &str) -> Result<ImportedTemplates, ImportError> {
    if json.len() > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge);
    }
    let listed = open(json.trim_start_matches('\u{feff}'))?;
    if listed.len() > N_TEMPLATES_AT_MOST {
        return Err(ImportError::TooMany { n: listed.len() });
    }
    let mut found = ImportedTemplates::default();
    for (n, raw) in (1..).zip(listed) {
        match read_template(raw.get()) {
            Ok(template) => found.templates.push(template),
            Err(reason) => found.left_out.push(format!("{} cannot be imported: {reason}.", name_of(raw.get(), n))),
        }
    }
    Ok(found)
}

/// The list of templates, each as raw JSON. The version is read first, because the rest of a newer version's file may
/// look different.
fn open(json: &str) -> Result<Vec<&RawValue>, ImportError> {
    #[derive(Deserialize)]
    struct FileHead {
        format: Option<String>,
        version: Option<u64>,
    }
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(borrow)]
        templates: Vec<&'a RawValue>,
    }
    let FileHead { format, version } = parse(json, ImportError::NotTemplates)?;
    match (format.as_deref(), version) {
        (Some(FORMAT), Some(VERSION)) => Ok(parse::<Body>(json, ImportError::WrongShape)?.templates),
        (Some(FORMAT), Some(version)) if version > VERSION => Err(ImportError::Newer { version }),
        (Some(FORMAT), _) => Err(ImportError::WrongShape),
        (Some(FORMAT_OF_BACKUPS), _) => Err(ImportError::Backup),
        _ => Err(ImportError::NotTemplates),
    }
}

fn parse<'a, T: Deserialize<'a>>(json: &'a str, wrong_shape: ImportError) -> Result<T, ImportError> {
    serde_json::from_str(json).map_err(|error| match error.classify() {
        Category::Data => wrong_shape,
        _ => ImportError::NotJson,
    })
}

#[derive(Deserialize)]
struct ImportedTemplate {
    name: String,
    body: String,
    #[serde(default)]
    show: Option<String>,
}

/// An error is a sentence without its end.
fn read_template(json: &str) -> Result<Template, String> {
    let ImportedTemplate { name, body, show } =
        serde_json::from_str(json).map_err(|_| "it is not in the format of a template".to_owned())?;
    let template = Template { id: String::new(), name, body, show };
    template.checked().map_err(|error| fault(&error).to_owned())
}

/// What is wrong with a template that is imported, not being edited.
fn fault(error: &TemplateError) -> &'static str {
    match error {
        TemplateError::NoName => "it has no name",
        TemplateError::LongName => "its name has more than 100 characters",
        TemplateError::TakenName { .. } => "another one has its name",
        TemplateError::LongShow => "the name of its show has more than 100 characters",
        TemplateError::Empty => "it is empty",
        TemplateError::TooLong => "it has more than 100,000 characters",
    }
}

/// The name of a template that cannot be read, if that part can be, else its number in the file.
fn name_of(json: &str, n: usize) -> String {
    #[derive(Deserialize)]
    struct NameOnly {
        name: String,
    }
    const MAX_CHARS: usize = 60;
    let name = serde_json::from_str::<NameOnly>(json).ok().map(|named| without_controls(&named.name).trim().to_owned());
    let name = name.filter(|name| !name.is_empty() && name.chars().count() <= MAX_CHARS);
    name.map_or_else(|| format!("Template {n} of the file"), |name| format!("“{name}”"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn template(name: &str, show: Option<&str>) -> Template {
        let body = "**{{host}} #{{number}}:** {{title|Kites & \"more\"}}\n\n- {{cursor}}\n".to_owned();
        Template { id: String::new(), name: name.to_owned(), body, show: show.map(str::to_owned) }
    }

    #[track_caller]
    fn check(json: &str, error: ImportError) {
        assert_eq!(read_templates(json), Err(error));
    }

    /// A file with these entries.
    fn file(entries: &str) -> String {
        format!(r#"{{"format":"rundown-templates","version":1,"templates":[{entries}]}}"#)
    }

    #[test]
    fn templates_come_back_from_their_file() {
        let templates = vec![template("Topic", None), template("Jingle", Some("Teatime"))];
        let json = write_templates(&templates);
        assert!(json.starts_with("{\n  \"format\": \"rundown-templates\",\n  \"version\": 1,"), "{json}");
        assert_eq!(read_templates(&json), Ok(ImportedTemplates { templates, left_out: Vec::new() }));
        assert!(read_templates(&format!("\u{feff}{json}")).is_ok());
    }

    #[test]
    fn what_holds_no_templates_says_what_to_do() {
        let sound = write_templates(&[template("Topic", None)]);
        check("", ImportError::NotJson);
        check("# Notes\n\nAnn #1: Kites", ImportError::NotJson);
        check(&sound[..sound.len() - 4], ImportError::NotJson);
        check("[]", ImportError::NotTemplates);
        check("7", ImportError::NotTemplates);
        check(r#"{"version":1,"title":"an outline"}"#, ImportError::NotTemplates);
        check(r#"{"__proto__":{"format":"rundown-templates"}}"#, ImportError::NotTemplates);
        check(r#"{"format":"rundown-backup","version":1,"drafts":[]}"#, ImportError::Backup);
        check(r#"{"format":"rundown-templates"}"#, ImportError::WrongShape);
        check(r#"{"format":"rundown-templates","version":0}"#, ImportError::WrongShape);
        check(r#"{"format":"rundown-templates","version":1,"templates":{}}"#, ImportError::WrongShape);
        check(r#"{"format":"rundown-templates","version":2,"all":"new"}"#, ImportError::Newer { version: 2 });
        check(&"[".repeat(900_000), ImportError::NotTemplates);
        check(&file(&vec!["7"; 10_000].join(",")), ImportError::TooMany { n: 10_000 });
        check(&" ".repeat(MAX_FILE_BYTES + 1), ImportError::TooLarge);
    }

    #[test]
    fn what_is_sound_of_a_file_is_offered_and_the_rest_is_named() {
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        let json = file(&format!(
            r#"{{"name":"Tea","body":"{{{{host}}}}","id":"topic","__proto__":{{"show":"x"}}}},
               {{"name":"Cake","body":7}},{deep},null,{{"name":" ","body":"x"}},{{"name":"Jam","body":" "}},
               {{"name":"a","name":"b","body":"x"}},{{"name":"Milk","body":"x","show":{{}}}}"#
        ));
        let found = read_templates(&json).unwrap();
        let tea = Template { id: String::new(), name: "Tea".into(), body: "{{host}}\n".into(), show: None };
        assert_eq!(found.templates, [tea]);
        let expected = [
            "“Cake” cannot be imported: it is not in the format of a template.",
            "Template 3 of the file cannot be imported: it is not in the format of a template.",
            "Template 4 of the file cannot be imported: it is not in the format of a template.",
            "Template 5 of the file cannot be imported: it has no name.",
            "“Jam” cannot be imported: it is empty.",
            "Template 7 of the file cannot be imported: it is not in the format of a template.",
            "“Milk” cannot be imported: it is not in the format of a template.",
        ];
        assert_eq!(found.left_out, expected);
    }

    proptest! {
        #[test]
        fn any_text_is_templates_or_an_error(json: String) {
            let _ = read_templates(&json);
        }

        #[test]
        fn any_template_comes_back(name in "[a-z\"<é]{1,9}", body in "[a-z{}|\\\\\n]{0,30}x", show in "[a-z]{1,9}") {
            let template = Template { id: String::new(), name, body, show: Some(show) }.checked().unwrap();
            let found = read_templates(&write_templates(std::slice::from_ref(&template))).unwrap();
            prop_assert_eq!(found.templates, [template]);
        }
    }
}
