//! Finds links that were *covered* before: addresses that other drafts contain too.
//!
//! Two addresses are equal if they differ only in the scheme, `www.`, a slash at the end, parameters for counting
//! visits, and the place within the page. Texts are not parsed: an address begins with its scheme and ends where an
//! address can.
//!
//! Invariant: total. Removing a draft leaves nothing of it in the index.

use std::collections::BTreeMap;

use super::DraftId;
use crate::text::{SortedMap, SortedSet};

/// Where all drafts contain each address.
#[derive(Clone, Debug, Default)]
pub struct CoveredIndex {
    /// For each address and draft, the 1-based line where it occurs first.
    lines: BTreeMap<String, SortedMap<DraftId, usize>>,
    /// The addresses of each draft.
    addresses: SortedMap<DraftId, Vec<String>>,
}

/// A link of the open notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLink {
    /// Its 1-based line.
    pub line: usize,
    pub url: String,
    pub role: LinkRole,
}

/// The role of a link in the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkRole {
    /// The link of a segment: it counts as covered wherever it occurs.
    Label,
    /// Any other link: one that many drafts contain is part of the show.
    Other,
}

/// A link that another draft contains too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered<P> {
    /// The 1-based line of the link.
    pub line: usize,
    pub url: String,
    /// At least one.
    pub places: Vec<P>,
}

/// Where a draft contains an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceInDraft {
    pub id: DraftId,
    /// 1-based.
    pub line: usize,
}

/// A link outside of labels that this many other drafts contain is part of the show.
const N_DRAFTS_OF_STANDING: usize = 3;
/// Parameters that only count visits, by the beginning of their names.
const TRACKING: &[&str] = &[
    "utm_",
    "fbclid",
    "gclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "msclkid",
    "ref_src",
    "ref_url",
    "refsrc",
    "featured_on",
];
const SCHEMES: [&str; 2] = ["https://", "http://"];

impl CoveredIndex {
    /// Adds a draft or updates it. O(n log n).
    pub fn put(&mut self, id: &DraftId, text: &str) {
        self.remove(id);
        let mut own = Vec::new();
        for (line, url) in addresses(text) {
            let Some(address) = same_address(url) else { continue };
            let lines = self.lines.entry(address.clone()).or_default();
            // The first place counts.
            if !lines.contains_key(id) {
                lines.insert(id.clone(), line);
                own.push(address);
            }
        }
        self.addresses.insert(id.clone(), own);
    }

    /// Removes a draft. O(its addresses log n).
    pub fn remove(&mut self, id: &DraftId) {
        for address in self.addresses.remove(id).unwrap_or_default() {
            if let Some(lines) = self.lines.get_mut(&address) {
                lines.remove(id);
                if lines.is_empty() {
                    self.lines.remove(&address);
                }
            }
        }
    }

    /// The links that other drafts contain too, each address once, in the order of the links. `is_other` says which
    /// drafts count. O(links log n), and the places found.
    pub fn covered(&self, links: &[OwnLink], is_other: impl Fn(&DraftId) -> bool) -> Vec<Covered<PlaceInDraft>> {
        let mut seen = SortedSet::new();
        let mut covered = Vec::new();
        for link in links {
            let Some(address) = same_address(&link.url) else { continue };
            let Some(lines) = self.lines.get(&address).filter(|_| !seen.contains(&address)) else { continue };
            let others = lines.iter().filter(|(id, _)| is_other(id));
            let places: Vec<PlaceInDraft> =
                others.map(|(id, line)| PlaceInDraft { id: id.clone(), line: *line }).collect();
            if !places.is_empty() && (link.role == LinkRole::Label || places.len() < N_DRAFTS_OF_STANDING) {
                seen.insert(address);
                covered.push(Covered { line: link.line, url: link.url.clone(), places });
            }
        }
        covered
    }
}

/// The addresses of a text, each with its 1-based line. O(n).
pub fn addresses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.split('\n'));
    lines.flat_map(|(line, source)| addresses_of_line(source).map(move |url| (line, url)))
}

fn addresses_of_line(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let byte = next_address(rest)?;
        let url = &rest[byte..byte + address_len(&rest[byte..])];
        rest = &rest[byte + url.len()..];
        Some(url)
    })
}

fn next_address(text: &str) -> Option<usize> {
    let mut byte = 0;
    while let Some(at) = text[byte..].find("://") {
        byte += at + "://".len();
        let mut starts = SCHEMES.iter().filter_map(|scheme| byte.checked_sub(scheme.len()));
        if let Some(start) = starts.find(|start| is_scheme(text, *start, byte)) {
            return Some(start);
        }
    }
    None
}

fn is_scheme(text: &str, byte_from: usize, byte_to: usize) -> bool {
    let found = text.get(byte_from..byte_to).unwrap_or_default();
    SCHEMES.iter().any(|scheme| found.eq_ignore_ascii_case(scheme))
}

/// Up to a blank, a character that addresses do not have, or a bracket that closes none of its own.
fn address_len(text: &str) -> usize {
    let mut n_open = 0usize;
    let is_end = |(_, c): &(usize, char)| match c {
        '(' => {
            n_open += 1;
            false
        }
        ')' => {
            n_open = n_open.wrapping_sub(1);
            n_open == usize::MAX
        }
        c => c.is_whitespace() || matches!(c, '<' | '>' | '"' | ']' | '`' | '|' | '\\' | '“' | '”'),
    };
    text.char_indices().find(is_end).map_or(text.len(), |(byte, _)| byte)
}

/// A form that is equal for addresses of one page. `None` if the text is not the address of a page on the web.
pub fn same_address(url: &str) -> Option<String> {
    let url = url.trim().replace("&amp;", "&");
    let scheme = SCHEMES.iter().find(|scheme| is_scheme(&url, 0, scheme.len()))?;
    let rest = url[scheme.len()..].trim_end_matches(['*', '_', '.', ',', ';', ':', '!', '?']);
    let rest = rest.split('#').next().unwrap_or_default();
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = page.split_at(page.find('/').unwrap_or(page.len()));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let is_tracking = |pair: &str| TRACKING.iter().any(|name| pair.starts_with(name));
    let query: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair)).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    let n_names = host.split('.').filter(|name| !name.is_empty()).count();
    (n_names > 1).then(|| format!("{host}{}{mark}{}", path.trim_end_matches('/'), query.join("&")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(n: u8) -> DraftId {
        DraftId::from_random([n; 16])
    }

    #[track_caller]
    fn check_same(url: &str, expected: &str) {
        assert_eq!(same_address(url).as_deref().unwrap_or("none"), expected, "{url}");
    }

    #[test]
    fn what_leads_to_the_same_page_is_the_same_address() {
        check_same("https://www.Kites.example/Fly/", "kites.example/Fly");
        check_same("http://kites.example/Fly#high", "kites.example/Fly");
        check_same("HTTPS://kites.example?utm_source=mail&page=2&fbclid=x", "kites.example?page=2");
        check_same("https://kites.example/a?utm_medium=mail", "kites.example/a");
        check_same("https://kites.example/a?b=1&amp;c=2", "kites.example/a?b=1&c=2");
        check_same("https://kites.example/a.**", "kites.example/a");
    }

    #[test]
    fn what_leads_to_no_page_is_no_address() {
        for url in ["", "url", "#high", "mailto:ann@kites.example", "https://localhost/x", "/fly", "https://"] {
            check_same(url, "none");
        }
    }

    #[test]
    fn addresses_are_found_wherever_they_stand() {
        let text =
            "[a](https://a.example/x_(y)) and https://b.example/?c\n\n<http://c.example> xhttps://d.example|\n://";
        let found: Vec<(usize, &str)> = addresses(text).collect();
        let expected = [
            (1, "https://a.example/x_(y)"),
            (1, "https://b.example/?c"),
            (3, "http://c.example"),
            (3, "https://d.example"),
        ];
        assert_eq!(found, expected);
    }

    /// What is covered for some links while draft 0 is open: the line of each, and where others have it.
    fn covered(drafts: &[&str], links: &[(&str, LinkRole)]) -> Vec<(usize, Vec<(usize, usize)>)> {
        let mut index = CoveredIndex::default();
        (0..).zip(drafts).for_each(|(n, text)| index.put(&id(n), text));
        let own =
            |(line, (url, role)): (usize, &(&str, LinkRole))| OwnLink { line, url: (*url).to_owned(), role: *role };
        let links: Vec<OwnLink> = (1..).zip(links).map(own).collect();
        let n_of = |wanted: &DraftId| (0..9).position(|n| id(n) == *wanted).unwrap_or(usize::MAX);
        let found = index.covered(&links, |other| *other != id(0));
        found.into_iter().map(|it| (it.line, it.places.iter().map(|it| (n_of(&it.id), it.line)).collect())).collect()
    }

    #[test]
    fn a_link_is_covered_where_another_draft_has_it() {
        let drafts =
            ["[k](https://k.example)", "# T\n\n[k](http://www.k.example/)\nhttps://k.example", "https://p.example"];
        let links = [("https://k.example", LinkRole::Label), ("https://k.example/", LinkRole::Other)];
        assert_eq!(covered(&drafts, &links), [(1, vec![(1, 3)])]);
        assert_eq!(covered(&drafts, &[("https://q.example", LinkRole::Label)]), []);
        assert_eq!(covered(&drafts[..1], &links), []);
    }

    #[test]
    fn links_of_many_drafts_belong_to_the_show_unless_a_segment_is_about_them() {
        let drafts = ["", "https://us.example", "https://us.example", "https://us.example"];
        assert_eq!(covered(&drafts, &[("https://us.example", LinkRole::Other)]), []);
        assert_eq!(covered(&drafts, &[("https://us.example", LinkRole::Label)]).len(), 1);
        assert_eq!(covered(&drafts[..3], &[("https://us.example", LinkRole::Other)]).len(), 1);
    }

    #[test]
    fn a_draft_that_changes_or_goes_leaves_nothing_behind() {
        let mut index = CoveredIndex::default();
        index.put(&id(1), "https://a.example https://a.example/b");
        index.put(&id(1), "\nhttps://a.example");
        let link = OwnLink { line: 1, url: "https://a.example".into(), role: LinkRole::Label };
        let found = index.covered(std::slice::from_ref(&link), |_| true);
        assert_eq!(found[0].places, [PlaceInDraft { id: id(1), line: 2 }]);
        index.remove(&id(1));
        assert_eq!(index.covered(&[link], |_| true), []);
        assert!(index.lines.is_empty() && index.addresses.is_empty());
    }

    proptest! {
        #[test]
        fn any_text_has_addresses_that_stand_in_it(text in "[a-z():/. #*`é\n]{0,40}(https?://[a-z.()?&#/]{0,20})?[) \n.]{0,4}") {
            for (line, url) in addresses(&text) {
                prop_assert!(text.split('\n').nth(line - 1).is_some_and(|source| source.contains(url)));
                prop_assert_eq!(same_address(url), same_address(&url.replacen("http://", "https://", 1)));
            }
        }
    }
}
