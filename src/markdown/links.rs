//! Decides which addresses the preview may link to or show.
//!
//! Invariant: an address is judged as a browser would read it, not as it looks. Anything not known to be harmless is
//! refused.

use std::borrow::Cow;

use pulldown_cmark::LinkType;

/// Where the address of a link or an image leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// A place in these notes, without the `#`.
    Fragment(&'a str),
    /// A file beside these notes.
    Relative,
    /// Another host, with http or https.
    Web,
    /// A program for mail or telephone.
    Call,
    /// A picture within the address itself.
    Picture,
    /// Anything else, in particular `javascript:`.
    Refused,
}

/// The prefix of ids from notes, so that they differ from those of the app.
pub(super) const ID_PREFIX: &str = "notes-";

/// Raster images only: SVG is a document that can contain scripts.
const PICTURES: [&str; 6] = ["png", "jpeg", "jpg", "gif", "webp", "avif"];

/// The target of an address whose entities are resolved.
pub(super) fn target(url: &str) -> Target<'_> {
    if let Some(id) = url.strip_prefix('#') {
        return Target::Fragment(id);
    }
    // Nearly all addresses are like this, and what follows cannot change the target.
    if url.starts_with("https://") || url.starts_with("http://") {
        return Target::Web;
    }
    let address = as_read_by_browsers(url);
    if address.starts_with("//") {
        return Target::Web;
    }
    let n_before_path = address.find(['/', '?', '#']).unwrap_or(address.len());
    match address[..n_before_path].split_once(':') {
        None => Target::Relative,
        Some(("http" | "https", _)) => Target::Web,
        Some(("mailto" | "tel", _)) => Target::Call,
        Some(("data", _)) if is_picture(&address) => Target::Picture,
        Some(_) => Target::Refused,
    }
}

/// The address of a link; adds the scheme to that of `<ana@a.example>`.
pub(super) fn address<'a>(link_type: LinkType, dest_url: &'a str) -> Cow<'a, str> {
    match link_type {
        LinkType::Email => Cow::Owned(format!("mailto:{dest_url}")),
        _ => Cow::Borrowed(dest_url),
    }
}

/// Browsers remove control characters and white space, read a backslash as a slash, and ignore the case of schemes.
/// They do so in some places only; doing it everywhere may refuse too much, but never too little.
fn as_read_by_browsers(url: &str) -> String {
    let is_read = |char: &char| !char.is_control() && !char.is_whitespace();
    let chars = url.chars().filter(is_read);
    chars.map(|char| if char == '\\' { '/' } else { char }).map(|char| char.to_ascii_lowercase()).collect()
}

fn is_picture(address: &str) -> bool {
    address.strip_prefix("data:image/").is_some_and(|rest| {
        let kind = rest.split([';', ',']).next().unwrap_or_default();
        PICTURES.contains(&kind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Target) {
        assert_eq!(target(url), expected, "{url:?}");
    }

    #[test]
    fn harmless_addresses_are_told_apart() {
        check("https://a.example/?q=javascript:x", Target::Web);
        check("HTTP://a.example", Target::Web);
        check("//a.example/x", Target::Web);
        check("mailto:a@b.example", Target::Call);
        check("tel:+49 30 1", Target::Call);
        check("#part", Target::Fragment("part"));
        check("notes/203.md", Target::Relative);
        check("?a=b:c", Target::Relative);
        check("/a:b", Target::Relative);
        check("", Target::Relative);
        check("data:image/png;base64,AA", Target::Picture);
    }

    #[test]
    fn what_browsers_would_run_is_refused() {
        check("javascript:x", Target::Refused);
        check(" JaVaScRiPt:x", Target::Refused);
        check("java\tscr\nipt:x", Target::Refused);
        check("\u{1}javascript:x", Target::Refused);
        check("javascript\u{a0}:x", Target::Refused);
        check("vbscript:x", Target::Refused);
        check("data:text/html,x", Target::Refused);
        check("data:image/svg+xml,x", Target::Refused);
        check("data:image/png/../svg+xml,x", Target::Refused);
        check("blob:x", Target::Refused);
        check("file:///etc", Target::Refused);
        check("c:\\x", Target::Refused);
    }

    #[test]
    fn other_hosts_are_seen_through_disguises() {
        check("\\\\a.example", Target::Web);
        check("/\\a.example", Target::Web);
        check("/\t/a.example", Target::Web);
        check("https:a.example", Target::Web);
    }
}
