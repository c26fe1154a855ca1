//! What a template left to be filled in.

use super::anatomy::Anatomy;
use super::check::{Check, Find, Finding, Severity, quoted};
use crate::rundown::template::fields_in;

pub(super) static OPEN_PLACEHOLDER: Check = Check::new("open-placeholder", Severity::Doubtful, "Placeholder left open")
    .why("What the template left for you to fill in would be published as it is.")
    .find(Find::Block(open_placeholders), "[Title](url)\n\n- Note\n");

/// What stands in the stops of templates until something is typed, where it can be told from what authors write.
const URL: &str = "url";
const NOTE: &str = "Note";
/// More places than these are said at once.
const MAX_SINGLE: usize = 3;

/// Finds links that lead to `url`, items that say `Note`, and fields that came in without a template.
fn open_placeholders(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let links = anatomy.links.iter().filter(|link| link.url == URL).map(|link| {
        let message = format!("The link {} leads nowhere yet.", quoted(&link.text));
        Finding::new(&OPEN_PLACEHOLDER, link.bytes.clone(), message)
    });
    let is_note = |text: &str| text.trim_start_matches(['-', '*', '+']).trim() == NOTE && text.len() > NOTE.len();
    let notes = anatomy.items.iter().filter(|item| is_note(source[(*item).clone()].trim())).map(|item| {
        let byte = item.start + source[item.clone()].find(NOTE).unwrap_or_default();
        let message = format!("{} is still to be written.", quoted(NOTE));
        Finding::new(&OPEN_PLACEHOLDER, byte..byte + NOTE.len(), message)
    });
    let texts = anatomy.texts.iter().filter(|text| text.is_as_written);
    let fields = texts.flat_map(|text| {
        // A backslash says that it is meant to stay.
        let fields = fields_in(&text.text).filter(|field| !(text.is_escaped && field.start == 0));
        fields.map(|field| {
            let message = format!("The field {} is still to be filled in.", quoted(&text.text[field.clone()]));
            Finding::new(&OPEN_PLACEHOLDER, text.bytes.start + field.start..text.bytes.start + field.end, message)
        })
    });
    links.chain(notes).chain(fields).collect()
}

/// Makes one finding, at the first place, of those that an episode just begun is full of. O(findings).
pub(super) fn gather(findings: &mut Vec<Finding>) {
    let is_open = |finding: &Finding| finding.check == &OPEN_PLACEHOLDER;
    let n_places = findings.iter().filter(|finding| is_open(finding)).count();
    if n_places <= MAX_SINGLE {
        return;
    }
    let mut is_first = true;
    findings.retain_mut(|finding| {
        let is_gathering = is_open(finding) && std::mem::take(&mut is_first);
        if is_gathering {
            finding.n_places = n_places;
            finding.message = format!("{n_places} places are still to be filled in.");
        }
        is_gathering || !is_open(finding)
    });
}

#[cfg(test)]
mod tests {
    use super::super::asterisks::EMPTY_BOLD;
    use super::super::tests::{check, with_findings};

    #[test]
    fn what_a_template_left_open_is_found() {
        check(
            "open-placeholder",
            "**Ann #1:** [**Title**](url)\n\n- Note\n- Note that kites fly\n",
            &["1 The link “Title” leads nowhere yet.", "3 “Note” is still to be written."],
        );
        check(
            "open-placeholder",
            "**{{host}} #1:** [**{{ guest_name | Ann }}**](https://a.example)\n",
            &[
                "1 The field “{{host}}” is still to be filled in.",
                "1 The field “{{ guest_name | Ann }}” is still to be filled in.",
            ],
        );
        check("open-placeholder", "\\{{host}} `{{host}}` {{ user.name }} {{2}} {host}\n\n    {{host}}\n", &[]);
        check("open-placeholder", "`[Title](url)` [a](https://a.example/url)\n\nNote\n", &[]);
    }

    #[test]
    fn more_than_three_places_are_one_finding() {
        let three = "# {{host}}\n\n[a](url)\n\n- Note\n";
        check(
            "open-placeholder",
            three,
            &[
                "1 The field “{{host}}” is still to be filled in.",
                "3 The link “a” leads nowhere yet.",
                "5 “Note” is still to be written.",
            ],
        );
        let four = format!("Kites\n\n{three}- [b](url)\n- ****high\n");
        check("open-placeholder", &four, &["3 4 places are still to be filled in."]);
        with_findings(&four, |_, findings| assert!(findings.iter().any(|it| it.check == &EMPTY_BOLD)));
    }

    #[test]
    fn what_is_said_of_one_place_says_nothing_of_several() {
        let place = |text: &str| with_findings(text, |_, findings| findings[0].place(text));
        let (one, four, five) =
            ("[a](url)\n", "[a](url)\n[b](url)\n[c](url)\n[d](url)\n", "[a](url)\n\n- Note\n- Note\n- Note\n- Note\n");
        assert_ne!(place(one), place(four));
        assert_eq!(place(four), place(five));
    }
}
