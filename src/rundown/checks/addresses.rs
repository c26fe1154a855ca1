//! Addresses: bare, shown instead of words, not encrypted, tracking, repeated.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::LinkType;

use super::anatomy::{Anatomy, BarePart, LinkPart};
use super::check::{Check, Find, Finding, Fixes, MayChange, Severity, Suggestion, quoted};
use super::lines::{line_before, line_behind};
use super::sponsors::{is_within, sponsored};
use crate::markdown::commands::escaped_words;
use crate::markdown::web_host;
use crate::outline::Outline;
use crate::rundown::Notes;
use crate::rundown::pasting::words_of_address;
use crate::text::Change;

pub(super) static ADDRESS_AS_TEXT: Check = Check::new("address-as-text", Severity::Hint, "Address instead of words")
    .why("A link is easier to read, and to hear, if its text says where it leads.")
    .find(Find::Block(as_text), "[https://a.example](https://a.example)")
    .fixes(Fixes::Block(words_from_address, &[MayChange::AddressAsText]));

pub(super) static BARE_ADDRESS: Check =
    Check::new("bare-address", Severity::Hint, "Address that is not a link everywhere")
        .why("Many apps and sites show a bare address as plain text; between < and > it is a link.")
        .find(Find::Block(bare), "see https://a.example")
        .fixes(Fixes::Block(in_angles, &[]));

pub(super) static INSECURE_LINK: Check = Check::new("insecure-link", Severity::Hint, "Link by http:")
    .why("Browsers warn of pages that are not encrypted; most have an https: address too.")
    .find(Find::Block(insecure), "[Kites](http://a.example)")
    .fixes(Fixes::Block(secured, &[MayChange::Scheme]));

pub(super) static TRACKING_PARAMETERS: Check = Check::new("tracking-parameters", Severity::Hint, "Link that tracks")
    .why("Parameters like utm_source tell the site where readers came from; the link works without them. Keep a sponsor's.")
    .find(Find::Block(tracking), "[Kites](https://a.example/?utm_source=mail)")
    .fixes(Fixes::Block(untracked, &[MayChange::Tracking]));

/// A shorter name of a show may be part of any word.
const MIN_SHOW_BYTES: usize = 4;

/// An address and the bytes that it stands at.
struct Written<'a> {
    bytes: Range<usize>,
    /// As written; without a scheme it is a bare `www.…`.
    url: &'a str,
}

fn as_text(anatomy: &Anatomy) -> Vec<Finding> {
    let links = anatomy.links.iter().filter(|link| is_address_as_text(link));
    let message = |link: &LinkPart| format!("The link shows {} instead of words.", quoted(&link.text));
    links.map(|link| Finding::new(&ADDRESS_AS_TEXT, link.bytes.clone(), message(link))).collect()
}

fn bare(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let is_own = |bare: &&BarePart| !is_raw_link(source, &bare.bytes) && !is_in_code(source, &bare.bytes);
    let message = |bare: &BarePart| format!("{} is a bare address.", quoted(&source[bare.bytes.clone()]));
    let own = anatomy.bare.iter().filter(is_own);
    own.map(|bare| Finding::new(&BARE_ADDRESS, bare.bytes.clone(), message(bare))).collect()
}

fn insecure(anatomy: &Anatomy) -> Vec<Finding> {
    let insecure = written(anatomy).filter(|it| is_insecure(it.url));
    let message = |url: &str| format!("{} is not encrypted.", quoted(url));
    insecure.map(|it| Finding::new(&INSECURE_LINK, it.bytes, message(it.url))).collect()
}

fn tracking(anatomy: &Anatomy) -> Vec<Finding> {
    let tracking = written(anatomy).filter(|it| matches!(without_tracking(it.url), Cow::Owned(_)));
    let message = |url: &str| format!("{} says where readers came from.", quoted(url));
    tracking.map(|it| Finding::new(&TRACKING_PARAMETERS, it.bytes, message(it.url))).collect()
}

/// Makes a bare address a link, if Markdown would.
fn in_angles(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let changes = || vec![Change::insert(bytes.start, "<"), Change::insert(bytes.end, ">")];
    let has_scheme = anatomy.source[bytes.clone()].contains("://");
    has_scheme.then(|| Suggestion::safe("Make it a link", changes())).into_iter().collect()
}

fn secured(_: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    vec![Suggestion::to_review("Use https:", vec![Change::insert(bytes.start + "http".len(), "s")])]
}

/// Never without a look: whoever pays for a link wants it as it was agreed, and not every sponsor is called one.
fn untracked(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let url = without_tracking(&anatomy.source[bytes.clone()]);
    vec![Suggestion::to_review("Remove what tracks", vec![Change::replace(bytes.clone(), url)])]
}

/// Puts words in the place of an address that a link shows, where the address has some.
fn words_from_address(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let Some(link) = anatomy.links.iter().find(|link| link.bytes == *bytes) else { return Vec::new() };
    let shown = link.text.trim();
    let at = anatomy.source[link.inner.clone()].find(shown).map(|at| link.inner.start + at);
    let change = |(at, words): (usize, String)| Change::replace(at..at + shown.len(), escaped_words(&words));
    let change = at.zip(words_of_address(&link.url)).map(change);
    change.into_iter().map(|change| Suggestion::to_review("Use words from the address", vec![change])).collect()
}

/// What links showed an address before, and show now.
pub(super) fn reworded<'a>(
    before: &'a Anatomy<'_>,
    after: &'a Anatomy<'_>,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let pairs = before.links.iter().zip(&after.links).filter(|(before, _)| is_address_as_text(before));
    pairs.map(|(before, after)| (before.text.as_str(), after.text.as_str()))
}

fn is_address_as_text(link: &LinkPart) -> bool {
    link.link_type == LinkType::Inline && shows_address(&link.text)
}

/// The addresses that stand in the source as they are.
fn written<'a>(anatomy: &'a Anatomy) -> impl Iterator<Item = Written<'a>> {
    let links = anatomy.links.iter().filter_map(|link| link.url_bytes.clone());
    let bare = anatomy.bare.iter().map(|bare| bare.bytes.clone());
    links.chain(bare).map(|bytes| Written { url: &anatomy.source[bytes.clone()], bytes })
}

/// Whether an address stands within the brackets of a link that was not made.
fn is_raw_link(source: &str, bytes: &Range<usize>) -> bool {
    let before = line_before(source, bytes.start);
    before.rfind("](").is_some_and(|at| !before[at..].contains(')'))
}

/// Whether an address is part of code that is not shown as code: behind a prompt, or a value or an argument.
fn is_in_code(source: &str, bytes: &Range<usize>) -> bool {
    let before = line_before(source, bytes.start);
    let line = before.trim_start_matches(['-', '*', '+', ' ', '\t']);
    let is_command = |rest: &str| rest.starts_with(|c: char| c.is_ascii_lowercase());
    let is_prompted = line.starts_with(">>> ") || line.strip_prefix("$ ").is_some_and(is_command);
    is_prompted || before.ends_with('=') || is_quoted_value(before, line_behind(source, bytes.start))
}

/// Whether what stands from an address on is in quotes, behind `=`, `:` or the bracket of a call.
fn is_quoted_value(before: &str, from_address: &str) -> bool {
    const QUOTES: &[(char, char)] = &[('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')];
    let Some((open, close)) = QUOTES.iter().find(|(open, _)| before.ends_with(*open)) else { return false };
    let before = before.trim_end_matches(*open);
    let is_call =
        before.strip_suffix('(').is_some_and(|name| name.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    from_address.contains(*close) && (is_call || before.trim_end().ends_with(['=', ':']))
}

pub(super) fn shows_address(text: &str) -> bool {
    let text = text.trim();
    let has_scheme = text.starts_with("https://") || text.starts_with("http://");
    has_scheme && !text.contains(char::is_whitespace) && text.len() > "https://".len()
}

fn is_insecure(url: &str) -> bool {
    if !url.starts_with("http://") {
        return false;
    }
    let host = web_host(url).map_or_else(String::new, |host| host.name);
    let is_here = host == "localhost" || host.ends_with(".local") || host.ends_with(".localhost");
    let is_number = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    !is_here && !is_number && host.contains('.')
}

/// An address without the parameters that tell where readers came from; borrowed, if it has none.
pub(super) fn without_tracking(url: &str) -> Cow<'_, str> {
    let Some((path, rest)) = url.split_once('?') else { return Cow::Borrowed(url) };
    let (query, fragment) = rest.split_at(rest.find('#').unwrap_or(rest.len()));
    let kept: Vec<&str> = query.split('&').filter(|parameter| !tracks(parameter)).collect();
    if kept.len() == query.split('&').count() {
        return Cow::Borrowed(url);
    }
    let query = kept.join("&");
    let sign = if query.is_empty() { "" } else { "?" };
    Cow::Owned([path, sign, &query, fragment].concat())
}

/// Leaves out the addresses that say, for those who pay, that readers come from this show. Takes time linear in the text.
pub(super) fn without_sponsors(findings: Vec<Finding>, notes: &Notes, segment_bytes: &[Range<usize>]) -> Vec<Finding> {
    let tracks = |finding: &Finding| finding.check == &TRACKING_PARAMETERS;
    if !findings.iter().any(tracks) {
        return findings;
    }
    let sponsored = sponsored(notes, segment_bytes);
    let is_paid = |finding: &Finding| {
        is_within(&sponsored, finding.bytes.start) || names_show(&notes.text[finding.bytes.clone()], notes.outline)
    };
    findings.into_iter().filter(|finding| !(tracks(finding) && is_paid(finding))).collect()
}

fn names_show(url: &str, outline: &Outline) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>();
    let show = letters(outline.title.as_deref().unwrap_or_default());
    let (_, query) = url.split_once('?').unwrap_or_default();
    let source = query.split('&').find_map(|parameter| parameter.strip_prefix("utm_source="));
    show.len() > MIN_SHOW_BYTES && source.is_some_and(|source| letters(source).contains(&show))
}

fn tracks(parameter: &str) -> bool {
    const NAMES: &[&str] = &[
        "fbclid",
        "gclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "_hsenc",
        "_hsmi",
        "vero_id",
        "oly_enc_id",
        "oly_anon_id",
        "ck_subscriber_id",
        "_bhlid",
    ];
    let name = parameter.split('=').next().unwrap_or_default().trim_start_matches("amp;");
    name.starts_with("utm_") || NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::super::fixing::fix_all;
    use super::super::tests::{check, check_fix, check_no_fix, with_findings};
    use super::*;

    #[test]
    fn a_bare_address_is_made_a_link() {
        check("bare-address", "see https://a.example/x.\n", &["1 “https://a.example/x” is a bare address."]);
        check_fix("bare-address", "see https://a.example/x.\n", "see <https://a.example/x>.\n");
        check_no_fix("bare-address", "see www.a.example\n");
        check("bare-address", "`https://a.example` <https://a.example> [b](https://b.example)\n", &[]);
        check("bare-address", "[b](http://and https://b.example)\n", &[]);
    }

    #[test]
    fn an_address_in_code_that_is_not_shown_as_code_is_left_alone() {
        for code in [
            "- Kite.toml:\n\n  url = 'https://a.example/'\n",
            "url=\"https://a.example/?\"\n",
            "- \"url\": \"https://a.example\", \"b\": 2\n",
            "kite --host=https://a.example fly\n",
            "- kites.fetch(\"https://a.example\")\n",
            "- $ curl https://a.example\n",
            ">>> fly https://a.example\n",
        ] {
            check("bare-address", code, &[]);
        }
    }

    #[test]
    fn an_address_in_prose_is_bare_also_in_quotes_and_behind_a_colon() {
        for prose in [
            "- Kites: https://a.example\n",
            "- the tool “https://a.example” is\n",
            "- the tool (\"https://a.example\") is\n",
            "- it's at https://a.example (it's new)\n",
            "- they raised $ 5 and https://a.example\n",
        ] {
            check("bare-address", prose, &["1 “https://a.example” is a bare address."]);
        }
    }

    #[test]
    fn addresses_instead_of_words_are_found() {
        let shown = "[https://a.example/x](https://a.example/x)\n";
        check("address-as-text", shown, &["1 The link shows “https://a.example/x” instead of words."]);
        check("address-as-text", "[a.example](https://a.example) <https://a.example>\n", &[]);
    }

    #[test]
    fn an_address_that_says_something_becomes_words() {
        let (url, words) = ("https://a.example/2020/fly-high_2x/?b=c", "Fly high 2x");
        check_fix("address-as-text", &format!("- [**{url}**]({url}) b\n"), &format!("- [**{words}**]({url}) b\n"));
        check_fix("address-as-text", &format!("Ann #1: [{url}]({url})\n"), &format!("Ann #1: [{words}]({url})\n"));
        let twice = format!("[{url}]({url}) and [a]({url})\n");
        check_fix("address-as-text", &twice, &twice.replacen(url, words, 1));
        for url in ["https://a.example", "https://a.example/about", "https://youtu.be/a-b_c"] {
            check_no_fix("address-as-text", &format!("[{url}]({url})\n"));
        }
        with_findings(&twice, |notes, findings| {
            assert_eq!(fix_all(notes, &findings).1, 0, "nobody has chosen the words")
        });
    }

    #[test]
    fn addresses_that_are_not_encrypted_are_found() {
        check_fix("insecure-link", "[a](http://a.example)\n", "[a](https://a.example)\n");
        check_fix("insecure-link", "<http://a.example>\n", "<https://a.example>\n");
        check(
            "insecure-link",
            "[a](http://localhost:80) http://127.0.0.1/ http://kite.local `http://a.example`\n",
            &[],
        );
    }

    #[test]
    fn what_tracks_is_removed() {
        check_fix(
            "tracking-parameters",
            "[a](https://a.example/?b=c&utm_source=d#e)\n",
            "[a](https://a.example/?b=c#e)\n",
        );
        check_fix("tracking-parameters", "<https://a.example?fbclid=d>\n", "<https://a.example>\n");
        check("tracking-parameters", "[a](https://a.example/?v=utm_source&b=fbclid)\n", &[]);
        check("tracking", "# Kite Talk 7\n\n[a](https://a.example/?utm_source=kitetalkpodcast)\n", &[]);
    }

    #[test]
    fn only_parameters_that_track_go() {
        assert_eq!(without_tracking("https://a.example/?utm_x=1&v=2&mc_cid=3"), "https://a.example/?v=2");
        assert!(matches!(without_tracking("https://a.example/?v=2#utm_x=1"), Cow::Borrowed(_)));
    }
}
