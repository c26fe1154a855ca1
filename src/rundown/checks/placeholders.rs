//! What a template left to be filled in.

use super::Check;
use super::anatomy::Anatomy;
use super::finding::{Slip, quoted};
use crate::rundown::template::placeholder;

/// Finds links that lead to `url`, and items that say `Note`.
pub(super) fn find(source: &str, anatomy: &Anatomy, slips: &mut Vec<Slip>) {
    let url = placeholder("url");
    for link in anatomy.links.iter().filter(|link| link.url == url) {
        let message = format!("The link {} leads nowhere yet.", quoted(&link.text));
        slips.push(Slip::new(Check::OpenPlaceholder, source, link.bytes.clone(), message));
    }
    let note = placeholder("note");
    for item in &anatomy.items {
        let text = source[item.clone()].trim();
        if text.trim_start_matches(['-', '*', '+']).trim() == note && text.len() > note.len() {
            let message = format!("{} is still to be written.", quoted(&note));
            let byte = item.start + source[item.clone()].find(&note).unwrap_or_default();
            slips.push(Slip::new(Check::OpenPlaceholder, source, byte..byte + note.len(), message));
        }
    }
}
