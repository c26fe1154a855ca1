//! What a template left to be filled in.

use super::Check;
use super::anatomy::Anatomy;
use super::finding::{Finding, Slip, quoted};
use crate::rundown::template::fields_in;

/// What stands in the stops of templates until something is typed, where it can be told from what authors write.
const URL: &str = "url";
const NOTE: &str = "Note";
/// More places than these are said at once.
const MAX_SINGLE: usize = 3;

/// Finds links that lead to `url`, items that say `Note`, and fields that came in without a template.
pub(super) fn find(source: &str, anatomy: &Anatomy, slips: &mut Vec<Slip>) {
    for link in anatomy.links.iter().filter(|link| link.url == URL) {
        let message = format!("The link {} leads nowhere yet.", quoted(&link.text));
        slips.push(Slip::new(Check::OpenPlaceholder, link.bytes.clone(), message));
    }
    for item in &anatomy.items {
        let text = source[item.clone()].trim();
        if text.trim_start_matches(['-', '*', '+']).trim() == NOTE && text.len() > NOTE.len() {
            let message = format!("{} is still to be written.", quoted(NOTE));
            let byte = item.start + source[item.clone()].find(NOTE).unwrap_or_default();
            slips.push(Slip::new(Check::OpenPlaceholder, byte..byte + NOTE.len(), message));
        }
    }
    for text in anatomy.texts.iter().filter(|text| text.is_as_written) {
        // A backslash says that it is meant to stay.
        let fields = fields_in(&text.text).filter(|field| !(text.is_escaped && field.start == 0));
        slips.extend(fields.map(|field| {
            let message = format!("The field {} is still to be filled in.", quoted(&text.text[field.clone()]));
            Slip::new(Check::OpenPlaceholder, text.bytes.start + field.start..text.bytes.start + field.end, message)
        }));
    }
}

/// Makes one finding, at the first place, of those that an episode just begun is full of. O(findings).
pub(super) fn gather(findings: &mut Vec<Finding>) {
    let is_open = |finding: &Finding| finding.check == Check::OpenPlaceholder;
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
    use super::super::tests::{check, with_findings};
    use super::Check;

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
        with_findings(&four, |_, findings| assert!(findings.iter().any(|it| it.check == Check::EmptyBold)));
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
