//! Links that went wrong: invisible, in pieces, trapped in code, or not made at all.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::anatomy::{Anatomy, CodePart, LinkPart, TextPart};
use super::check::{Check, Find, Finding, Fixes, MayChange, Severity, Suggestion, quoted};
use super::lines::{line_before, line_behind};
use crate::text::Change;

pub(super) static GHOST_LINK: Check = Check::new("ghost-link", Severity::Doubtful, "Link that cannot be seen")
    .why("Nobody sees a link around a space or a colon, but a screen reader reads it out.")
    .find(Find::Block(ghosts), "[:](https://a.example)")
    .fixes(Fixes::Block(unlinked, &[MayChange::FewerLinks]));

pub(super) static SPLIT_LINK: Check = Check::new("split-link", Severity::Hint, "Link in pieces")
    .why("A screen reader reads out each piece as a link of its own.")
    .find(Find::Block(split), "[Ki](https://a.example)[tes](https://a.example)")
    .fixes(Fixes::Block(joined, &[MayChange::SplitLinks, MayChange::Asterisks]));

pub(super) static LINK_IN_CODE: Check = Check::new("link-in-code", Severity::Broken, "Link that is shown as code")
    .why("Between backticks a link is code: readers see its brackets and cannot follow it.")
    .find(Find::Block(in_code), "`[Kites](https://a.example)`")
    .fixes(Fixes::Block(freed, &[MayChange::MoreLinks]));

pub(super) static RAW_LINK: Check = Check::new("raw-link", Severity::Broken, "Link that did not become one")
    .why("Readers see the brackets and the address, and cannot follow the link.")
    .find(Find::Block(raw_links), "\\[Kites](https://a.example)")
    .fixes(Fixes::Block(without_backslash, &[MayChange::MoreLinks]));

pub(super) static NEEDLESS_ESCAPE: Check = Check::new("needless-escape", Severity::Hint, "Needless backslash")
    .why("The bracket is shown without the backslash too.")
    .find(Find::Block(needless_escapes), "\\[sic]")
    .fixes(Fixes::Block(without_backslash, &[]));

fn ghosts(anatomy: &Anatomy) -> Vec<Finding> {
    let groups = groups(anatomy).into_iter().filter(|group| group.len() == 1 && is_ghost(group[0]));
    let finding = |group: Vec<&LinkPart>| {
        let message = format!("This link has nothing to click: it leads to {}.", quoted(&group[0].url));
        Finding::new(&GHOST_LINK, group[0].bytes.clone(), message)
    };
    groups.map(finding).collect()
}

fn split(anatomy: &Anatomy) -> Vec<Finding> {
    let groups = groups(anatomy).into_iter().filter(|group| group.len() > 1);
    let finding = |group: Vec<&LinkPart>| {
        let message = format!("{} is {} links to one address.", quoted(&shown(anatomy.source, &group)), group.len());
        Finding::new(&SPLIT_LINK, bytes_of(&group), message)
    };
    groups.map(finding).collect()
}

fn in_code(anatomy: &Anatomy) -> Vec<Finding> {
    let finding = |code: &CodePart| {
        let message = format!("The link {} is shown as code.", quoted(link_in_code(&code.code)?.0));
        Some(Finding::new(&LINK_IN_CODE, code.bytes.clone(), message))
    };
    anatomy.codes.iter().filter_map(finding).collect()
}

fn raw_links(anatomy: &Anatomy) -> Vec<Finding> {
    let raw = written(anatomy).filter_map(|text| raw(anatomy.source, text));
    let message = |bytes: &Range<usize>| format!("Readers see {}.", quoted(&anatomy.source[bytes.clone()]));
    raw.map(|bytes| Finding::new(&RAW_LINK, bytes.clone(), message(&bytes))).collect()
}

fn needless_escapes(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let escaped = written(anatomy).filter(|text| text.is_escaped && text.text.starts_with('['));
    let needless = escaped.filter(|text| raw(source, text).is_none() && is_needless(&source[text.bytes.start..]));
    let brackets = needless.map(|text| text.bytes.start - 1..text.bytes.start + 1);
    let finding = |bytes| Finding::new(&NEEDLESS_ESCAPE, bytes, "The backslash before this bracket does nothing.");
    brackets.map(finding).collect()
}

fn written<'a>(anatomy: &'a Anatomy) -> impl Iterator<Item = &'a TextPart> {
    anatomy.texts.iter().filter(|text| text.is_as_written)
}

/// Links that readers cannot follow: their places and addresses.
pub(super) fn unmade<'a>(anatomy: &'a Anatomy<'a>) -> impl Iterator<Item = (Range<usize>, &'a str)> {
    let source = anatomy.source;
    let codes = anatomy.codes.iter().filter_map(|code| Some((code.bytes.clone(), link_in_code(&code.code)?.1)));
    let raw = written(anatomy).filter_map(move |text| {
        let bytes = raw(source, text)?;
        let (_, url) = source[bytes.clone()].split_once("](")?;
        Some((bytes, url.trim_end_matches(')')))
    });
    // A bare address is a link already.
    let is_bare = |bytes: &Range<usize>| {
        let next_idx = anatomy.bare.partition_point(|bare| bare.bytes.start < bytes.start);
        anatomy.bare.get(next_idx).is_some_and(|bare| bytes.contains(&bare.bytes.start))
    };
    codes.chain(raw.filter(move |(bytes, _)| !is_bare(bytes)))
}

/// Where a link stands that was not made.
fn raw(source: &str, text: &TextPart) -> Option<Range<usize>> {
    let at = text.text.find("](http").or_else(|| text.text.find("](www."))?;
    let byte = text.bytes.start + at;
    let byte_end = byte + 2 + url_len(&source[byte + 2..]);
    let n_bracket = usize::from(source[byte_end..].starts_with(')'));
    Some(raw_start(source, byte)..text.bytes.end.min(byte_end + n_bracket))
}

/// Where a link that is none begins: at its bracket, with the backslash that may stand before it.
fn raw_start(source: &str, byte: usize) -> usize {
    let bracket = byte - line_before(source, byte).rfind('[').map_or(0, |at| line_before(source, byte).len() - at);
    if source[..bracket].ends_with('\\') { bracket - 1 } else { bracket }
}

fn url_len(source: &str) -> usize {
    let line = line_behind(source, 0);
    line.find(|c: char| c.is_whitespace() || c == ')').unwrap_or(line.len())
}

/// Whether a bracket could not be the begin of anything.
fn is_needless(behind: &str) -> bool {
    let line = line_behind(behind, 0);
    let inner = line[1..].split(']').next().unwrap_or_default();
    let is_sign = inner.starts_with('^') || matches!(inner.trim(), "" | "x" | "X");
    !is_sign && !line.contains("](") && !line.contains("][") && !line.contains("]:")
}

/// The places of the links that can be seen, each with its address: the pieces of a split one are one place. Not in order.
pub(super) fn places<'a>(anatomy: &'a Anatomy) -> Vec<(Range<usize>, &'a str)> {
    let inline = groups(anatomy).into_iter().filter(|group| !group.iter().all(|link| is_ghost(link)));
    let inline = inline.map(|group| (bytes_of(&group), group[0].url.as_str()));
    let others = anatomy.links.iter().filter(|link| link.link_type != LinkType::Inline && !is_ghost(link));
    inline.chain(others.map(|link| (link.bytes.clone(), link.url.as_str()))).collect()
}

/// Links side by side that lead to one address: most are alone.
fn groups<'a>(anatomy: &'a Anatomy) -> Vec<Vec<&'a LinkPart>> {
    let mut groups: Vec<Vec<&LinkPart>> = Vec::new();
    for link in anatomy.links.iter().filter(|link| link.link_type == LinkType::Inline) {
        let is_next = |last: &LinkPart| {
            let between = &anatomy.source[last.bytes.end..link.bytes.start];
            let is_between = |c: char| matches!(c, ' ' | '\u{a0}' | '*');
            last.url == link.url && !last.has_image && !link.has_image && between.trim_matches(is_between).is_empty()
        };
        match groups.last_mut().filter(|group| group.last().is_some_and(|last| is_next(last))) {
            Some(group) => group.push(link),
            None => groups.push(vec![link]),
        }
    }
    groups
}

fn bytes_of(group: &[&LinkPart]) -> Range<usize> {
    group[0].bytes.start..group[group.len() - 1].bytes.end
}

/// What readers see of links side by side.
fn shown(source: &str, group: &[&LinkPart]) -> String {
    let mut shown = group[0].text.clone();
    for pair in group.windows(2) {
        shown.push_str(&source[pair[0].bytes.end..pair[1].bytes.start]);
        shown.push_str(&pair[1].text);
    }
    shown.replace("**", "")
}

/// Whether nothing of a link can be seen, or hardly anything: signs, but no letter and no picture.
fn is_ghost(link: &LinkPart) -> bool {
    let is_hidden = |c: char| {
        let is_mark = matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '\u{200b}'..='\u{200d}' | '\u{feff}');
        c.is_whitespace() || c.is_ascii_punctuation() || is_mark
    };
    !link.has_image && link.text.chars().all(is_hidden)
}

/// Text and address of a link that is all of some code.
fn link_in_code(code: &str) -> Option<(&str, &str)> {
    let (text, url) = code.trim().strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    let is_url = url.starts_with("http://") || url.starts_with("https://");
    (is_url && !url.contains([' ', '(', ')']) && !text.contains(['[', ']'])).then_some((text, url))
}

/// Leaves what a link shows, if anything.
fn unlinked(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let link = anatomy.links.iter().find(|link| link.bytes == *bytes);
    let unwrapped = link.map(|link| {
        let ends = [link.bytes.start..link.inner.start, link.inner.end..link.bytes.end];
        Suggestion::safe("Remove the link", ends.map(Change::delete).into())
    });
    let all = Suggestion::safe("Remove the link", vec![Change::delete(bytes.clone())]);
    let is_blank = link.is_some_and(|link| link.text.trim().is_empty());
    unwrapped.into_iter().chain(is_blank.then_some(all)).collect()
}

fn without_backslash(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let backslash = Change::delete(bytes.start..bytes.start + 1);
    let has_backslash = anatomy.source[bytes.clone()].starts_with('\\');
    has_backslash.then(|| making_link(anatomy, bytes, "Remove the backslash", vec![backslash])).into_iter().collect()
}

/// `[Ki](u)[tes](u)` to `[Kites](u)`.
fn joined(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let source = anatomy.source;
    let Some(group) = groups(anatomy).into_iter().find(|group| group[0].bytes.start == bytes.start) else {
        return Vec::new();
    };
    let join = |bold: &str| {
        let seams = group.windows(2).map(|pair| {
            let is_bold =
                source[..pair[0].inner.end].ends_with(bold) && source[pair[1].inner.start..].starts_with(bold);
            let n_bold = if is_bold { bold.len() } else { 0 };
            let blanks = source[pair[0].bytes.end..pair[1].bytes.start].replace('*', "");
            Change::replace(pair[0].inner.end - n_bold..pair[1].inner.start + n_bold, blanks)
        });
        Suggestion::safe("Join the pieces", seams.collect())
    };
    vec![join("**"), join("")]
}

/// `` `[kite()](u)` `` to `` [`kite()`](u) ``; bold type to a link alone.
fn freed(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let code = &anatomy.source[bytes.clone()];
    let n_ticks = code.len() - code.trim_start_matches('`').len();
    let ends = [bytes.start..bytes.start + n_ticks, bytes.end - n_ticks..bytes.end].map(Change::delete);
    let inner = code.find('[').zip(code.find("](")).filter(|_| !code.contains('*'));
    let ticks = inner.into_iter().flat_map(|(from, to)| {
        [bytes.start + from + 1, bytes.start + to].map(|byte| Change::insert(byte, "`".repeat(n_ticks)))
    });
    vec![making_link(anatomy, bytes, "Make it a link", ends.into_iter().chain(ticks).collect())]
}

/// A fix that makes a link: a line that is nothing but one, beside pictures, may be a label, so the author has to look.
fn making_link(anatomy: &Anatomy, bytes: &Range<usize>, label: &'static str, changes: Vec<Change>) -> Suggestion {
    let has_images = !anatomy.images.is_empty();
    let has_words = |part: &str| part.contains(char::is_alphanumeric);
    let source = anatomy.source;
    let is_alone = !has_words(line_before(source, bytes.start)) && !has_words(line_behind(source, bytes.end));
    if is_alone || has_images { Suggestion::to_review(label, changes) } else { Suggestion::safe(label, changes) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix, check_no_fix};

    #[test]
    fn links_that_cannot_be_seen_go() {
        check(
            "ghost-link",
            "a [:](https://a.example) b\n",
            &["1 This link has nothing to click: it leads to “https://a.example”."],
        );
        check_fix("ghost-link", "a [:](https://a.example) b\n", "a : b\n");
        check_fix("ghost-link", "a[ ](https://a.example)b\n", "a b\n");
        check("ghost-link", "[🪁](https://a.example) [![](https://b.example/k.png)](https://b.example)\n", &[]);
    }

    #[test]
    fn a_link_in_pieces_is_joined() {
        let split = "[Ki](https://a.example)[tes](https://a.example) [fly](https://a.example)\n";
        check("split-link", split, &["1 “Kites fly” is 3 links to one address."]);
        check_fix("split-link", split, "[Kites fly](https://a.example)\n");
        check_fix(
            "split-link",
            "[**Ki**](https://a.example)[**tes**](https://a.example)\n",
            "[**Kites**](https://a.example)\n",
        );
        check(
            "split-link",
            "[a](https://a.example), [b](https://a.example)\n\n[a](https://a.example)[b](https://b.example)\n",
            &[],
        );
    }

    #[test]
    fn a_link_in_backticks_is_made_a_link() {
        let trapped = "fly `[kite()](https://a.example)` high\n";
        check("link-in-code", trapped, &["1 The link “kite()” is shown as code."]);
        check_fix("link-in-code", trapped, "fly [`kite()`](https://a.example) high\n");
        check_fix("link-in-code", "a `[**b**](https://a.example)`\n", "a [**b**](https://a.example)\n");
        check("link-in-code", "`[kite](up)` and ``a [b](https://a.example)``\n\n    `[a](https://a.example)`\n", &[]);
    }

    #[test]
    fn a_link_that_did_not_become_one_is_found() {
        check(
            "raw-link",
            "Ann #3: \\[Kites](https://a.example) fly\n",
            &["1 Readers see “\\[Kites](https://a.example)”."],
        );
        check_fix("raw-link", "Ann #3: \\[Kites](https://a.example) fly\n", "Ann #3: [Kites](https://a.example) fly\n");
        check_no_fix("raw-link", "[Kites](http://Kites fly)\n");
        check("raw-link", "`[Kites](http://Kites fly)` [a](https://a.example)\n", &[]);
    }

    #[test]
    fn a_backslash_that_does_nothing_goes() {
        check_fix("needless-escape", "he said \\[sic] so\n", "he said [sic] so\n");
        check("needless", "\\[x] \\[^1] \\[a](b) \\[a][b] `\\[c]`\n\n\\[d]: e\n", &[]);
        check_no_fix("needless-escape", "\\[sic] so\n\n[sic]: https://a.example\n");
    }
}
