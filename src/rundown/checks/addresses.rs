//! Addresses: bare, shown instead of words, not encrypted, tracking, repeated.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::LinkType;

use super::anatomy::{Anatomy, BarePart, LinkPart};
use super::check::{Check, Find, Finding, Fixes, LinkPlace, MayChange, Overview, Severity, Suggestion, quoted};
use super::lines::{first_line, indent, line_before, line_behind};
use super::sponsors::{is_within, sponsored};
use crate::markdown::commands::escaped_words;
use crate::markdown::web_host;
use crate::outline::{Outline, fold};
use crate::rundown::Notes;
use crate::rundown::pasting::words_of_address;
use crate::text::{Change, sort_by_word};

pub(super) static REPEATED_LINK: Check = Check::new("repeated-link", Severity::Hint, "Same link twice")
    .why("The same address in two places is often one that was pasted by mistake.")
    .find(Find::Notes(repeated), "Ann #1: [Kites](https://a.example)\n\nBen #2: [Wind](https://a.example)\n");

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

/// Finds addresses that stand in two places and were most likely pasted there by mistake, from the second place on. Most
/// links that come again are meant to: in another section, in prose, in the footer. So the words must tell:
/// - they show an address of another host;
/// - two segments are titles of one page, in other words;
/// - two neighbours in an enumeration lead to one page, in other words: `[Ann](…), [Ben](…)`;
/// - or a line stands in a block twice.
///
/// The head says where hosts and show are to be found, and is not judged. Takes O(n log n).
fn repeated(overview: &Overview) -> Vec<Finding> {
    let links = said_links(overview);
    let pages = firsts(links.iter().map(|link| link.key.as_str()));
    // Where each page was seen last, in a title and anywhere.
    let (mut titles, mut seen) = (vec![None; links.len()], vec![None; links.len()]);
    let is_generic = are_generic(&links, &pages);
    let mut findings = Vec::new();
    for (idx, link) in links.iter().enumerate() {
        let above = seen[pages[idx]].replace(idx);
        let title_above = if link.is_in_title { titles[pages[idx]].replace(idx) } else { None };
        let Some(above_idx) = above else { continue };
        let names_two = |above_idx: usize| {
            let above: &SaidLink = &links[above_idx];
            let are_names = above.names_something() && link.names_something();
            are_names && !is_generic[above_idx] && !is_generic[idx] && differ(&above.words, &link.words)
        };
        let is_elsewhere = |above: &usize| links[*above].segment_idx != link.segment_idx;
        let is_second_title = title_above.filter(is_elsewhere).is_some_and(names_two);
        let above = &links[above_idx];
        let is_neighbour = above_idx + 1 == idx && is_parallel(overview.notes, above.place, link.place);
        let is_slip = link.shows_other_host()
            || is_second_title
            || is_neighbour && names_two(above_idx)
            || is_same_line(overview.notes, above.place, link.place);
        if is_slip {
            let message = format!("{} is linked further up too.", quoted(&link.place.url));
            findings.push(Finding::on_line(&REPEATED_LINK, link.place.bytes.clone(), link.place.line, message));
        }
    }
    if findings.is_empty() {
        return findings;
    }
    let sponsored = sponsored(overview.notes, &overview.segment_bytes);
    findings.into_iter().filter(|finding| !is_within(&sponsored, finding.bytes.start)).collect()
}

/// A link below the head, and what its words say.
struct SaidLink<'a> {
    place: &'a LinkPlace,
    key: String,
    /// Folded once they were read for capitals.
    words: String,
    has_capital: bool,
    segment_idx: Option<usize>,
    is_in_title: bool,
}

fn said_links<'a>(overview: &'a Overview) -> Vec<SaidLink<'a>> {
    let (text, segments) = (overview.notes.text, &overview.segment_bytes);
    let byte_of_head_end = segments.first().map_or(0, |first| first.start);
    let links = overview.links.iter().filter(|link| link.bytes.start >= byte_of_head_end);
    let said = |place: &'a LinkPlace| {
        let next_idx = segments.partition_point(|segment| segment.start <= place.bytes.start);
        let segment_idx = next_idx.checked_sub(1);
        let is_of_title = |idx: usize| first_line(text, segments[idx].clone()).contains(&place.bytes.start);
        let words = words_of_link(text.get(place.bytes.clone()).unwrap_or_default());
        SaidLink {
            place,
            key: key(&place.url),
            has_capital: words.chars().any(|c| c.is_alphabetic() && !c.is_lowercase()),
            words: fold(words),
            segment_idx,
            is_in_title: segment_idx.is_some_and(is_of_title),
        }
    };
    links.map(said).collect()
}

impl SaidLink<'_> {
    /// `Kites` and `凧`, but neither `here`, `0:50`, an address nor a link that is still code.
    fn names_something(&self) -> bool {
        let is_address = self.words.contains('.') && !self.words.contains(char::is_whitespace);
        self.has_capital && !is_address && !self.words.starts_with('`')
    }

    fn shows_other_host(&self) -> bool {
        let host = |url: &str| web_host(url).map(|host| host.name.trim_start_matches("www.").to_owned());
        let shown = host(&self.words).filter(|_| shows_address(&self.words));
        shown.is_some_and(|shown| host(&self.place.url).is_some_and(|host| host != shown))
    }
}

/// Of each link, whether its words lead to several pages: `Read more`. `pages`: the first link to the page of each.
fn are_generic(links: &[SaidLink], pages: &[usize]) -> Vec<bool> {
    let wordings = firsts(links.iter().map(|link| link.words.as_str()));
    let mut is_generic = vec![false; links.len()];
    for (wording, page) in wordings.iter().zip(pages) {
        is_generic[*wording] |= pages[*wording] != *page;
    }
    wordings.iter().map(|wording| is_generic[*wording]).collect()
}

/// Of each word, where the first one stands that is equal to it. O(n log n).
fn firsts<'a>(words: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut order: Vec<(usize, &str)> = words.enumerate().collect();
    let mut firsts = vec![0; order.len()];
    sort_by_word(&mut order, |(_, word)| word);
    for equal in order.chunk_by(|(_, above), (_, below)| above == below) {
        equal.iter().for_each(|(idx, _)| firsts[*idx] = equal[0].0);
    }
    firsts
}

/// Whether two wordings, folded, are of two things: at most half of the words of the shorter one are in the other.
fn differ(a: &str, b: &str) -> bool {
    const MAX_WORDS: usize = 50;
    let words = |text| str::split(text, |c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(MAX_WORDS);
    let (words_a, words_b): (Vec<&str>, Vec<&str>) = (words(a).collect(), words(b).collect());
    let (short, long) = if words_a.len() < words_b.len() { (words_a, words_b) } else { (words_b, words_a) };
    let n_common = short.iter().filter(|word| long.contains(word)).count();
    !short.is_empty() && n_common * 2 <= short.len() && !a.contains(b) && !b.contains(a)
}

/// Whether two links stand side by side: parted by a comma or the like, or at the begin of two items or lines.
fn is_parallel(notes: &Notes, above: &LinkPlace, link: &LinkPlace) -> bool {
    const JOINS: &[&str] = &["", "and", "und", "y", "e", "et", "en", "och", "og", "и", "と", "和"];
    let between = notes.text.get(above.bytes.end..link.bytes.start).unwrap_or_default();
    if !between.contains('\n') {
        let is_sign =
            |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|' | '&' | '+' | '*' | '、' | '，' | '・');
        return JOINS.contains(&between.trim_matches(is_sign));
    }
    let [before_above, before] = [above, link].map(|it| line_before(notes.text, it.bytes.start));
    let is_begin = |before: &str| before.trim_matches(|c: char| !c.is_alphanumeric() || c.is_ascii_digit()).is_empty();
    let is_one_block = notes.blocks.idx_at_byte(above.bytes.start) == notes.blocks.idx_at_byte(link.bytes.start);
    is_one_block && indent(before_above) == indent(before) && is_begin(before_above) && is_begin(before)
}

/// Whether two links stand on lines at the margin of one block that are the same.
fn is_same_line(notes: &Notes, above: &LinkPlace, link: &LinkPlace) -> bool {
    let [before_above, before] = [above, link].map(|it| line_before(notes.text, it.bytes.start));
    let [behind_above, behind] = [above, link].map(|it| line_behind(notes.text, it.bytes.start).trim_end());
    let is_one_block = || notes.blocks.idx_at_byte(above.bytes.start) == notes.blocks.idx_at_byte(link.bytes.start);
    above.line != link.line
        && before_above == before
        && behind_above == behind
        && indent(before).is_empty()
        && is_one_block()
}

/// What stands between the brackets of a link, or all of a bare address.
fn words_of_link(link: &str) -> &str {
    link.trim_start_matches('[').split("](").next().unwrap_or_default().trim_matches(['*', ' ', '<', '>'])
}

/// What two addresses of one page have in common.
fn key(url: &str) -> String {
    let url = without_tracking(url);
    let (_, bare) = url.split_once("://").unwrap_or(("", &url));
    bare.trim_start_matches("www.").trim_end_matches('/').to_owned()
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

fn shows_address(text: &str) -> bool {
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

    /// Checks on which lines an address of these notes is found to stand twice.
    #[track_caller]
    fn check_repeated(notes: &str, lines: &[usize]) {
        with_findings(notes, |_, findings| {
            let own = findings.iter().filter(|finding| finding.check == &REPEATED_LINK);
            assert_eq!(own.map(|finding| finding.line).collect::<Vec<_>>(), lines, "{notes}");
        });
    }

    #[test]
    fn titles_of_two_segments_that_lead_to_one_page_are_found() {
        let label = "**Ann #1:** [**Kites**](https://www.a.example/)\n\n- fly\n\n";
        let found = ["5 “http://a.example?utm_source=d” is linked further up too."];
        check("repeated-link", &format!("{label}Ben #2: [Wind](http://a.example?utm_source=d)\n"), &found);
        check_repeated(&format!("{label}Ben #2: [More of the kites](https://a.example)\n"), &[]);
        check_repeated(&format!("{label}Ben #2: Wind\n\n- [Wind](https://a.example)\n"), &[]);
        check_repeated("- [00:10](https://a.example) Tea\n- [01:20](https://a.example) Cake\n", &[]);
    }

    #[test]
    fn neighbours_that_lead_to_one_page_are_found() {
        check_repeated("With [Ann Lee](https://a.example/x), [Ben](https://a.example/x) and Cy.\n", &[1]);
        check_repeated("With [Ann Lee](https://a.example/x) and [Ben](https://a.example/x).\n", &[1]);
        check_repeated("- [Apple](https://a.example/x)\n- [Spotify](https://a.example/x)\n", &[2]);
        check_repeated("[凧](https://a.example/x)、[風](https://a.example/x)\n", &[1]);
        for fine in [
            "[Kites](https://a.example/x) by [The Post](https://a.example/x)\n",
            "[Ann Lee](https://a.example/x), [Ann](https://a.example/x)\n",
            "- [Kites](https://a.example/x)\n    - [Photos](https://a.example/x)\n",
            "- [Kites](https://a.example/x), [More](https://a.example/x)\n- [Tea](https://b.example), [More](https://b.example)\n",
            "- [Kites](https://a.example/x)\n- see [Wind](https://a.example/x)\n",
            "See [Kites](https://a.example/x), [here](https://a.example/x), https://a.example/x.\n",
            "[a](https://a.example) **[b](https://a.example)**\n",
        ] {
            check_repeated(fine, &[]);
        }
    }

    #[test]
    fn words_that_show_another_address_are_found() {
        let shown = "- [https://a.example](https://a.example)\n- Wind: [https://b.example/x](https://a.example)\n";
        check_repeated(shown, &[2]);
        check_repeated(
            "[https://a.example](https://a.example), more: [http://www.a.example/](https://a.example)\n",
            &[],
        );
    }

    #[test]
    fn a_line_that_stands_in_a_list_twice_is_found() {
        check_repeated("- Fly [a](https://a.example)\n- b\n- Fly [a](https://a.example)\n", &[3]);
        check_repeated("- May\n    - [a](https://a.example)\n- June\n    - [a](https://a.example)\n", &[]);
        check_repeated("## A\n\n- [a](https://a.example)\n\n## B\n\n- [a](https://a.example)\n", &[]);
    }

    #[test]
    fn links_may_come_again() {
        let label = "**Ann #1:** [**Kites**](https://a.example)\n\n";
        check_repeated(&format!("{label}- more [There](https://a.example)\n- fly [Kites](https://a.example)\n"), &[]);
        check_repeated(&format!("{label}- more: https://a.example\n\nBen #2: Wind\n\n- https://a.example\n"), &[]);
        let links: String = ["A", "B", "C", "D"].map(|host| format!("- [{host}](https://{host}.example)\n")).concat();
        check_repeated(&format!("{links}\n# Links\n\n{links}"), &[]);
        check_repeated("[Ann](https://a.example)\n\nAnn #1: A\n\n- tell [Ben](https://a.example)\n", &[]);
        check_repeated("## Sponsor\n\n[Clouds](https://a.example), [Get one free](https://a.example)\n", &[]);
    }

    #[test]
    fn the_pieces_of_one_link_are_one_place() {
        let pieces =
            |url: &str| ["**Ki**", " ", "**--te**", " **s**"].map(|piece| format!("[{piece}]({url})")).concat();
        check_repeated(&format!("Ann #1: {}\n\n- fly\n", pieces("https://a.example")), &[]);
        check_repeated(&format!("- [Kites](https://a.example){}\n", pieces("https://a.example?utm_source=k")), &[]);
    }

    #[test]
    fn only_parameters_that_track_go() {
        assert_eq!(without_tracking("https://a.example/?utm_x=1&v=2&mc_cid=3"), "https://a.example/?v=2");
        assert!(matches!(without_tracking("https://a.example/?v=2#utm_x=1"), Cow::Borrowed(_)));
    }
}
