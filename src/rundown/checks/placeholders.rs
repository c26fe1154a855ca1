//! What a template left to be filled in.

use super::Check;
use super::anatomy::Anatomy;
use super::finding::{Slip, quoted};

/// What stands in the stops of templates until something is typed, where it can be told from what authors write.
const URL: &str = "url";
const NOTE: &str = "Note";

/// Finds links that lead to `url`, and items that say `Note`.
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
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn what_a_template_left_open_is_found() {
        check(
            "open-placeholder",
            "**Ann #1:** [**Title**](url)\n\n- Note\n- Note that kites fly\n",
            &["1 The link “Title” leads nowhere yet.", "3 “Note” is still to be written."],
        );
        check("open-placeholder", "`[Title](url)` [a](https://a.example/url)\n\nNote\n", &[]);
    }
}
