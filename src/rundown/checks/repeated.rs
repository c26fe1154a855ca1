//! Finds addresses that stand in two places, most likely by mistake.

use super::addresses::{shows_address, without_tracking};
use super::check::{Check, Find, Finding, LinkPlace, Overview, Severity, quoted};
use super::lines::{first_line, indent, line_before, line_behind};
use super::sponsors::{is_within, sponsored};
use crate::markdown::web_host;
use crate::outline::fold;
use crate::rundown::Notes;
use crate::text::sort_by_word;

pub(super) static REPEATED_LINK: Check = Check::new("repeated-link", Severity::Hint, "Same link twice")
    .why("The same address in two places is often one that was pasted by mistake.")
    .find(Find::Notes(repeated), "Ann #1: [Kites](https://a.example)\n\nBen #2: [Wind](https://a.example)\n");

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

#[cfg(test)]
mod tests {
    use super::super::tests::{check, with_findings};
    use super::*;

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
}
